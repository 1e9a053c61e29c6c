// @ts-check
// An article cut into paragraphs and pieces, each with what was read in it: places, dates, the words of incidents, and
// words that look like an incident and are none. Works on code points, as the API's offsets do.

/** @typedef {import("./types.js").ReadDocument} ReadDocument */
/** @typedef {import("./types.js").OpenIncident} OpenIncident */
/** @typedef {import("./types.js").EvidenceRole} EvidenceRole */
/** @typedef {import("./types.js").Toponym} Toponym */
/** @typedef {import("./types.js").Rejected} Rejected */

/**
 * @typedef {{start: number, end: number, role: EvidenceRole|"rejected", incidents: string[], toponym: Toponym|null, rejected: Rejected|null}} Span
 * @typedef {{text: string, span: Span|null}} Piece
 * @typedef {{pieces: Piece[], incidents: string[], reasons: string[]}} Paragraph  incidents: ids in reading order; reasons: why passages are no incidents
 */

/**
 * Pieces joined, with the line breaks between the paragraphs, give the text back.
 * @param {ReadDocument} document
 * @param {OpenIncident[]} incidents  of the document
 * @returns {Paragraph[]}
 */
export function readParagraphs(document, incidents) {
  const points = Array.from(document.text);
  const spans = collectSpans(document, incidents).filter(({ start, end }) => 0 <= start && start < end && end <= points.length);
  /** @type {(Span|null)[]} */
  const owners = new Array(points.length).fill(null);
  // Where spans overlap the shorter one wins: it says more.
  for (const span of [...spans].sort((a, b) => b.end - b.start - (a.end - a.start))) owners.fill(span, span.start, span.end);
  return paragraphRanges(points).map(([start, end]) => paragraphOf(points, owners, start, end));
}

/**
 * One span for each place in the text, however many facts stand on it.
 * @param {ReadDocument} document
 * @param {OpenIncident[]} incidents
 * @returns {Span[]}
 */
function collectSpans(document, incidents) {
  /** @type {Map<string, Span>} */
  const known = new Map();
  const at = (/** @type {number} */ start, /** @type {number} */ end, /** @type {Span["role"]} */ role) => {
    const key = `${start} ${end} ${role}`;
    const span = known.get(key) ?? { start, end, role, incidents: [], toponym: null, rejected: null };
    known.set(key, span);
    return span;
  };
  for (const rejected of document.rejected) at(rejected.start, rejected.end, "rejected").rejected = rejected;
  for (const { start, end } of document.timexes) at(start, end, "date");
  for (const toponym of document.toponyms) at(toponym.start, toponym.end, "place").toponym = toponym;
  for (const { id, evidence, sources } of incidents) {
    // Offsets of a merged incident belong to its first report.
    if (sources.length && sources[0].document !== document.id) continue;
    for (const { role, start, end } of evidence) at(start, end, role).incidents.push(id);
  }
  return [...known.values()];
}

/** Lines of the text without the breaks between them. @param {string[]} points @returns {[number, number][]} */
function paragraphRanges(points) {
  /** @type {[number, number][]} */
  const ranges = [];
  let start = 0;
  for (let index = 0; index <= points.length; index += 1) {
    if (index < points.length && points[index] !== "\n") continue;
    if (points.slice(start, index).some((point) => point.trim())) ranges.push([start, index]);
    start = index + 1;
  }
  return ranges;
}

/**
 * @param {string[]} points
 * @param {(Span|null)[]} owners
 * @param {number} start
 * @param {number} end
 * @returns {Paragraph}
 */
function paragraphOf(points, owners, start, end) {
  /** @type {Piece[]} */
  const pieces = [];
  for (let index = start; index < end; index += 1) {
    const last = pieces[pieces.length - 1];
    if (last && last.span === owners[index]) last.text += points[index];
    else pieces.push({ text: points[index], span: owners[index] });
  }
  const unique = (/** @type {string[]} */ words) => [...new Set(words)];
  return {
    pieces,
    incidents: unique(pieces.flatMap(({ span }) => span?.incidents ?? [])),
    reasons: unique(pieces.flatMap(({ span }) => (span?.rejected ? [span.rejected.reason] : []))),
  };
}

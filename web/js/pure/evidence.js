// @ts-check
// The evidence sentence cut into pieces, each with the role of the words in it. Works on code points, as the API's
// offsets do, so text outside the basic plane does not shift the marks.

/** @typedef {import("./types.js").Evidence} Evidence */
/** @typedef {import("./types.js").EvidenceRole} EvidenceRole */
/** @typedef {{text: string, role: EvidenceRole|null}} Piece */

/**
 * Pieces joined give the sentence back. Where spans overlap the shorter one wins: it says more.
 * @param {string} sentence
 * @param {number|null|undefined} sentenceStart  code-point offset of the sentence in the document
 * @param {Evidence[]} evidence
 * @returns {Piece[]}
 */
export function markSentence(sentence, sentenceStart, evidence) {
  const points = Array.from(sentence);
  if (sentenceStart == null) return points.length ? [{ text: sentence, role: null }] : [];
  /** @type {(EvidenceRole|null)[]} */
  const roles = new Array(points.length).fill(null);
  const inside = evidence.filter((span) => isInside(span, sentenceStart, points.length));
  inside.sort((a, b) => b.end - b.start - (a.end - a.start));
  for (const span of inside) roles.fill(span.role, span.start - sentenceStart, span.end - sentenceStart);
  return joinPieces(points, roles, boundaries(inside, sentenceStart));
}

/**
 * Spans that stand in other sentences, each text once for each role, in reading order.
 * @param {string} sentence
 * @param {number|null|undefined} sentenceStart
 * @param {Evidence[]} evidence
 * @returns {Evidence[]}
 */
export function evidenceElsewhere(sentence, sentenceStart, evidence) {
  const length = Array.from(sentence).length;
  const seen = new Set();
  return evidence
    .filter((span) => sentenceStart == null || !isInside(span, sentenceStart, length))
    .sort((a, b) => a.start - b.start)
    .filter((span) => {
      const key = `${span.role} ${span.text}`;
      return !seen.has(key) && seen.add(key);
    });
}

/**
 * @param {Evidence} span
 * @param {number} sentenceStart
 * @param {number} length  code points
 */
function isInside(span, sentenceStart, length) {
  return sentenceStart <= span.start && span.start < span.end && span.end <= sentenceStart + length;
}

/**
 * Two neighbouring spans of one role stay two marks.
 * @param {Evidence[]} spans
 * @param {number} sentenceStart
 */
function boundaries(spans, sentenceStart) {
  return new Set(spans.flatMap((span) => [span.start - sentenceStart, span.end - sentenceStart]));
}

/**
 * @param {string[]} points
 * @param {(EvidenceRole|null)[]} roles
 * @param {Set<number>} cuts
 * @returns {Piece[]}
 */
function joinPieces(points, roles, cuts) {
  /** @type {Piece[]} */
  const pieces = [];
  points.forEach((point, index) => {
    const last = pieces[pieces.length - 1];
    const cut = roles[index] !== null && cuts.has(index) && roles[index - 1] !== null;
    if (last && last.role === roles[index] && !cut) last.text += point;
    else pieces.push({ text: point, role: roles[index] });
  });
  return pieces;
}

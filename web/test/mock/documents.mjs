// The articles behind the mock's incidents: their sentences put together, with every place, date and incident in them.

/** Passages that look like incidents and are none, by document. */
const REJECTED = {
  "iraq-2020": ["The defence secretary said that the president had left him free to strike again.", "a threat or a plan", "strike"],
  "week-2020": ["Parliament failed to agree on who should form the next government.", "a figure of speech", "failed"],
};

/**
 * Builds the text of each document out of its incidents' sentences and moves their offsets there.
 * @param {any[]} features  with `sources`, `sentence`, `sentence_start` and `evidence`; changed in place
 * @returns {Map<string, any>} by document id
 */
export function writeDocuments(features) {
  const documents = new Map();
  for (const feature of features) {
    const [source] = feature.properties.sources;
    if (!documents.has(source.document)) documents.set(source.document, { id: source.document, title: source.title, date: source.date, source: source.publisher, url: source.url, text: "", incidents: [], features: [] });
    const document = documents.get(source.document);
    place(feature, document);
  }
  for (const document of documents.values()) addRejected(document);
  return documents;
}

function place({ id, properties }, document) {
  const gap = !document.text ? "" : document.incidents.length % 2 ? " " : "\n\n";
  document.text += gap;
  const start = Array.from(document.text).length;
  const by = start - properties.sentence_start;
  const length = Array.from(properties.sentence).length;
  document.text += properties.sentence;
  properties.evidence = properties.evidence.map((span) => {
    if (span.end <= properties.sentence_start + length) return { ...span, start: span.start + by, end: span.end + by };
    document.text += ` It was ${span.text}.`;
    const end = Array.from(document.text).length - 1;
    return { ...span, start: end - Array.from(span.text).length, end };
  });
  properties.sentence_start = start;
  document.incidents.push(id);
  document.features.push({ id, properties });
}

function addRejected(document) {
  const [sentence, reason, word] = REJECTED[document.id] ?? [];
  document.rejected = [];
  if (!sentence) return;
  document.text += `\n\n${sentence}`;
  const start = Array.from(document.text).length - Array.from(sentence).length + Array.from(sentence.slice(0, sentence.indexOf(word))).length;
  document.rejected.push({ start, end: start + word.length, text: word, reason });
}

/** As /api/collections/documents/items/{id} answers. */
export function documentAnswer({ features, ...document }) {
  const spans = (role) => features.flatMap(({ properties }) => properties.evidence.filter((span) => span.role === role).map((span) => ({ span, properties })));
  const toponyms = spans("place").map(({ span, properties }) => ({ start: span.start, end: span.end, name: span.text, role: "literal", place: properties.place, place_id: properties.place_id, lat: properties.latitude, lon: properties.longitude, country: properties.country, admin1: properties.admin1, score: 0.9 }));
  const timexes = spans("date").map(({ span, properties }) => ({ start: span.start, end: span.end, text: span.text, type: "DATE", value: properties.date_start ?? "" }));
  return { ...document, toponyms, timexes };
}

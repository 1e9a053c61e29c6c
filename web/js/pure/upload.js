// @ts-check
// Files as the server takes them: which media type a name stands for, and plain text as a document with its date.

/** @type {Readonly<Record<string, string>>} */
const MEDIA_TYPES = {
  txt: "text/plain", md: "text/markdown", markdown: "text/markdown", html: "text/html", htm: "text/html",
  json: "application/json", jsonl: "application/x-ndjson", ndjson: "application/x-ndjson",
};

export const ACCEPTED = Object.keys(MEDIA_TYPES).map((ending) => `.${ending}`).join(",");

/** @param {string} name  of a file @returns {string|null} null for a kind that is not read */
export function mediaTypeOf(name) {
  return MEDIA_TYPES[name.toLowerCase().split(".").pop() ?? ""] ?? null;
}

/**
 * What is sent for an article that was pasted: fields without words are left out.
 * @param {{text: string, title?: string, date?: string}} article
 */
export function documentBody({ text, title, date }) {
  return JSON.stringify({ text, ...(title?.trim() ? { title: title.trim() } : {}), ...(date ? { date } : {}) });
}

/**
 * A file and what to send for it. Plain text takes the date that was given beside it; other kinds carry their own.
 * @param {string} name
 * @param {string} content
 * @param {string} date  ISO, or empty
 * @returns {{body: string, type: string}|null}
 */
export function uploadOf(name, content, date) {
  const type = mediaTypeOf(name);
  if (!type) return null;
  const plain = type === "text/plain" || type === "text/markdown";
  return plain && date ? { body: documentBody({ text: content, date }), type: "application/json" } : { body: content, type };
}

/** Sums of what came of several files. @param {import("./types.js").AddResult[]} results */
export function sumResults(results) {
  const documents = results.flatMap((result) => result.documents);
  return {
    documents,
    incidents: documents.reduce((sum, document) => sum + document.incidents.length, 0),
    errors: results.reduce((sum, result) => sum + result.errors.length, 0),
    warnings: documents.flatMap((document) => document.warnings),
  };
}

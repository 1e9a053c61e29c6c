// @ts-check
// A dropped file becomes a document for POST /api/documents. Formats beyond these are read by `dateline ingest`.

/** @typedef {import("./types.js").DocumentInput} DocumentInput */

/**
 * @param {string} name  file name
 * @param {string} content
 * @returns {{document: DocumentInput} | {problem: "kind"|"json"|"no_text"}}
 */
export function articleFromFile(name, content) {
  const kind = name.toLowerCase().match(/\.(txt|md|json)$/)?.[1];
  if (!kind) return { problem: "kind" };
  if (kind === "json") return articleFromJson(content);
  const text = content.replace(/^\ufeff/, "");
  return text.trim() ? { document: { text, source: name } } : { problem: "no_text" };
}

/**
 * @param {string} content
 * @returns {{document: DocumentInput} | {problem: "json"|"no_text"}}
 */
function articleFromJson(content) {
  let value;
  try {
    value = JSON.parse(content);
  } catch {
    return { problem: "json" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return { problem: "json" };
  if (typeof value.text !== "string" || !value.text.trim()) return { problem: "no_text" };
  /** @type {DocumentInput} */
  const document = { text: value.text };
  for (const key of /** @type {const} */ (["title", "date", "source", "url"])) {
    if (typeof value[key] === "string" && value[key].trim()) document[key] = value[key];
  }
  return { document };
}

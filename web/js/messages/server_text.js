// @ts-check
// What the server says, for readers: code marks become quotation marks.

/** @param {string} text */
export function serverText(text) {
  return text.replace(/`([^`]*)`/g, "“$1”");
}

// @ts-check
// How wide a text will be, measured without touching the page.

const context = document.createElement("canvas").getContext("2d");
/** @type {Map<string, number>} */
const known = new Map();

/**
 * @param {string} text
 * @param {string} font  weight and size, as in CSS: "600 12px"
 * @returns {number} CSS pixels
 */
export function textWidth(text, font) {
  const key = `${font} ${text}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (!context) return text.length * 7;
  context.font = `${font} ${getComputedStyle(document.body).fontFamily}`;
  const width = Math.ceil(context.measureText(text).width);
  known.set(key, width);
  return width;
}

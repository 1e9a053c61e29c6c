// @ts-check
// Icons of the page's controls, stroked in the text colour.

import { svg } from "./element.js";

/** @type {Record<string, string>} Paths in a box of 16 units. */
const PATHS = {
  close: "M4 4l8 8M12 4l-8 8",
  plus: "M8 3v10M3 8h10",
  minus: "M3 8h10",
  download: "M8 2v8M4.8 7L8 10.2 11.2 7M2.5 13.5h11",
  moon: "M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z",
  sun: "M8 5.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 0 0 0-5.6M8 1.5v1.2M8 13.3v1.2M1.5 8h1.2M13.3 8h1.2M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9",
  fit: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
  chevron: "M6 4l4 4-4 4",
  back: "M10 3.5L5.5 8l4.5 4.5",
  list: "M6 4h8M6 8h8M6 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01",
  filter: "M2 4h12M4.5 8h7M6.5 12h3",
  map: "M2 4.2l4-1.7 4 1.7 4-1.7v9.3l-4 1.7-4-1.7-4 1.7zM6 2.5v9.3M10 4.2v9.3",
  globe: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M1.8 8h12.4M8 1.8c-2.4 3.6 2.4 8.8 0 12.4",
  file: "M4 1.8h5.5L12 4.3v9.9H4zM9.3 2v2.6H12",
  warning: "M8 2.2l6.2 11.2H1.8zM8 6.4v3.2M8 11.6h.01",
};

/**
 * @param {string} name
 * @param {number} [size]  pixels
 */
export function icon(name, size = 16) {
  return svg("svg", { class: "icon", width: size, height: size, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: PATHS[name] }));
}

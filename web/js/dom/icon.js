// @ts-check
// Icons of the page's controls, stroked in the text colour.

import { svg } from "./element.js";

/** @type {Record<string, string>} Paths in a box of 16 units. */
const PATHS = {
  close: "M4 4l8 8M12 4l-8 8",
  plus: "M8 3v10M3 8h10",
  menu: "M2 4h12M2 8h12M2 12h12",
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
  search: "M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9M10.3 10.3l3.4 3.4",
  history: "M2.6 8.6a5.5 5.5 0 1 0 1.5-4.4L2.4 6M2.4 2.8V6h3.2M8 5.2V8l2 1.4",
  help: "M5.6 6.1a2.4 2.4 0 1 1 3.4 2.2c-.7.4-1 .8-1 1.6M8 12.6h.01",
  time: "M2 13.5h12M4 13V9M8 13V4M12 13V7",
  edit: "M3 13l.7-3L10.6 3l2.4 2.4-7 7z",
  pin: "M8 14s4.5-4.3 4.5-7.6a4.5 4.5 0 0 0-9 0C3.5 9.7 8 14 8 14M8 5a1.5 1.5 0 1 0 0 3a1.5 1.5 0 0 0 0-3",
  link: "M6.5 9.5l3-3M7 4.5l1.3-1.3a3 3 0 0 1 4.3 4.3L11.3 9M9 11.5l-1.3 1.3a3 3 0 0 1-4.3-4.3L4.7 7",
  print: "M4.5 6V2h7v4M4.5 11H2.5V6h11v5h-2M4.5 9.5h7V14h-7z",
  image: "M2.5 3h11v10h-11zM2.5 11l3-3 2.5 2.5 2-2 3.5 3.5M10.5 5.8h.01",
  code: "M5.5 5L2.5 8l3 3M10.5 5l3 3-3 3",
  layers: "M8 2l6 3.2-6 3.2-6-3.2zM2 8.5l6 3.2 6-3.2",
  file: "M4 1.8h5.5L12 4.3v9.9H4zM9.3 2v2.6H12",
  box: "M2.5 3.5h11v9h-11z",
  polygon: "M3 5.5l5.5-3L13.5 7l-3 6.5-7-2z",
  circle: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 0 0 0-11M8 8h.01M8 8l3.8-3.8",
  play: "M4.5 2.8l8 5.2-8 5.2z",
  pause: "M5 3v10M11 3v10",
  warning: "M8 2.2l6.2 11.2H1.8zM8 6.4v3.2M8 11.6h.01",
};

/**
 * @param {string} name
 * @param {number} [size]  pixels
 */
export function icon(name, size = 16) {
  return svg("svg", { class: "icon", width: size, height: size, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: PATHS[name] }));
}

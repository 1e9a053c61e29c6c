// @ts-check
// The way back from what covers the list.

import { element } from "./element.js";
import { icon } from "./icon.js";

/** @param {string} label @param {() => void} back */
export function backButton(label, back) {
  return element("button", { type: "button", class: "link back", on: { click: back } }, icon("back", 14), label);
}

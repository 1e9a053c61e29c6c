// @ts-check
// The incident symbols and precision signs as SVG nodes. Colours come from CSS classes, so a theme change needs no
// redrawing.

import { SYMBOLS } from "../pure/groups.js";
import { svg } from "./element.js";

/** @typedef {import("../pure/types.js").SymbolGroup} SymbolGroup */
/** @typedef {import("../pure/types.js").LocationPrecision} LocationPrecision */

/** Confidence below this is drawn hollow. */
export const LOW_CONFIDENCE = 0.5;

/**
 * @param {SymbolGroup} group
 * @param {number} size  pixels
 * @param {{hollow?: boolean}} [options]
 */
export function incidentSymbol(group, size, { hollow = false } = {}) {
  const { shape, glyph, light, stroke } = SYMBOLS[group];
  const body = svg("path", { class: "symbol-shape", d: shape, "stroke-linejoin": "round" });
  const edge = svg("path", { class: "symbol-edge", d: shape, "stroke-linejoin": "round" });
  const sign = svg("path", { class: "symbol-glyph", d: glyph, "stroke-width": stroke });
  const tone = light ? "is-light" : "is-dark";
  return svg(
    "svg",
    { class: `symbol g-${group} ${tone}${hollow ? " is-hollow" : ""}`, width: size, height: size, viewBox: "0 0 24 24", "aria-hidden": "true" },
    ...(hollow ? [edge, body] : [body, sign]),
  );
}

/** @type {Record<string, string[]>} Paths in a box of 14 units; each is stroked. */
const PRECISION_PATHS = {
  settlement: ["M7 1.4a5.6 5.6 0 1 0 0 11.2a5.6 5.6 0 0 0 0-11.2"],
  area: ["M1.5 3l5-1.5 6 2-.7 8-6 1.2-4.3-3z", "M3 9.5l6.5-6.8M6 11.6l5.6-6"],
  country: ["M1.2 1.8h11.6v10.4H1.2z", "M1.5 8L8 2M4 12l9-8.4M9.5 12L13 8.8"],
  none: ["M7 1.6a5.4 5.4 0 1 0 0 10.8a5.4 5.4 0 0 0 0-10.8", "M3.2 10.8L10.8 3.2"],
};

/**
 * How exactly the place is known: dot, dashed ring, hatched patch, hatched box, crossed ring.
 * @param {LocationPrecision} precision
 * @param {number} [size]  pixels
 */
export function precisionSign(precision, size = 12) {
  const area = precision === "district" || precision === "province" || precision === "region";
  const paths = PRECISION_PATHS[area ? "area" : precision];
  const marks = paths
    ? paths.map((d, index) => svg("path", { d, class: index || precision === "none" ? "plain" : "dashed" }))
    : [svg("circle", { cx: 7, cy: 7, r: 3.4, class: "dot" })];
  return svg("svg", { class: "precision-sign", width: size, height: size, viewBox: "0 0 14 14", "aria-hidden": "true" }, ...marks);
}

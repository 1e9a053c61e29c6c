// @ts-check
// Which symbol stands for which incident type, and what each symbol looks like. Seven shapes cover the taxonomy's ten
// groups; shape and glyph come first and colour second (UI.md, "Symbols"). Colours live in css/tokens.css.

/** @typedef {import("./types.js").SymbolGroup} SymbolGroup */
/** @typedef {import("./types.js").TypeGroup} TypeGroup */
/** @typedef {import("./types.js").IncidentType} IncidentType */

/** Order of the legend. @type {readonly SymbolGroup[]} */
export const SYMBOL_GROUPS = ["air", "missile", "clash", "blast", "security", "protest", "other"];

/** The taxonomy's "remote" holds two symbols, so its types are told apart by name. */
const AIR_TYPES = new Set(["air_strike", "drone_strike"]);

/** @type {Record<string, SymbolGroup>} */
const BY_TAXONOMY_GROUP = {
  remote: "missile",
  battle: "clash",
  attack: "clash",
  explosion: "blast",
  security: "security",
  unrest: "protest",
  property: "other",
  other: "other",
  accident: "other",
  disaster: "other",
};

/**
 * @param {string} type  type id of the taxonomy
 * @param {string} group  group id of the taxonomy
 * @returns {SymbolGroup} "other" for a group this page does not know yet
 */
export function symbolGroup(type, group) {
  return AIR_TYPES.has(type) ? "air" : (BY_TAXONOMY_GROUP[group] ?? "other");
}

/**
 * Counts of clusters and of the timeline under the symbols.
 * @param {import("./types.js").Counts} counts
 * @returns {Map<SymbolGroup, number>}  in legend order, without zeros
 */
export function countsBySymbol({ groups, types }) {
  /** @type {Map<SymbolGroup, number>} */
  const sums = new Map();
  const add = (/** @type {SymbolGroup} */ symbol, /** @type {number} */ count) => sums.set(symbol, (sums.get(symbol) ?? 0) + count);
  for (const [group, count] of Object.entries(groups)) add(BY_TAXONOMY_GROUP[group] ?? "other", count);
  for (const type of AIR_TYPES) {
    if (!types?.[type]) continue;
    add("air", types[type]);
    add(BY_TAXONOMY_GROUP.remote, -types[type]);
  }
  return new Map(SYMBOL_GROUPS.flatMap((symbol) => ((sums.get(symbol) ?? 0) > 0 ? [[symbol, /** @type {number} */ (sums.get(symbol))]] : [])));
}

/**
 * Paths in a box of 24 units. `light` glyphs are drawn white, the others near black: the fill decides the contrast.
 * @type {Readonly<Record<SymbolGroup, {shape: string, glyph: string, light: boolean, stroke: number}>>}
 */
export const SYMBOLS = {
  air: {
    shape: "M2.2 4.2h19.6L12 21.6z",
    glyph: "M12 6.4v8M8.4 10h7.2M10.6 13.8h2.8",
    light: true,
    stroke: 1.5,
  },
  missile: {
    shape: "M12 2.4l9.8 17.4H2.2z",
    glyph: "M12 17.4v-7M9.7 12.4L12 9.6l2.3 2.8",
    light: true,
    stroke: 1.5,
  },
  clash: {
    shape: "M4 4h16v16H4z",
    glyph: "M8.6 8.6l6.8 6.8M15.4 8.6l-6.8 6.8",
    light: false,
    stroke: 1.5,
  },
  blast: {
    shape: "M12 1.6l3 6.9 7.5.7-5.7 4.9 1.7 7.3L12 17.5l-6.5 3.9 1.7-7.3L1.5 9.2 9 8.5z",
    glyph: "M12 10.2v3.6M10.2 12h3.6",
    light: false,
    stroke: 1.5,
  },
  security: {
    shape: "M12 1.8L22.2 12 12 22.2 1.8 12z",
    glyph: "M9.2 12.6v-1.2a2.8 2.8 0 0 1 5.6 0v1.2M8.8 12.6h6.4v3H8.8z",
    light: false,
    stroke: 1.5,
  },
  protest: {
    shape: "M12 2.8a9.2 9.2 0 1 0 0 18.4 9.2 9.2 0 0 0 0-18.4z",
    glyph: "M8 12.2h.01M12 12.2h.01M16 12.2h.01",
    light: false,
    stroke: 2.6,
  },
  other: {
    shape: "M7 3.2h10l5 8.8-5 8.8H7L2 12z",
    glyph: "M12 12h.01",
    light: true,
    stroke: 2.6,
  },
};

/**
 * The taxonomy re-sorted under the seven symbols.
 * @param {TypeGroup[]} taxonomy
 * @returns {Map<SymbolGroup, IncidentType[]>}  every symbol group is present, in legend order; may hold no type
 */
export function typesBySymbol(taxonomy) {
  const bySymbol = new Map(SYMBOL_GROUPS.map((group) => [group, /** @type {IncidentType[]} */ ([])]));
  for (const group of taxonomy) {
    for (const type of group.types) bySymbol.get(symbolGroup(type.id, group.id))?.push(type);
  }
  return bySymbol;
}

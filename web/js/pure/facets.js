// @ts-check
// Counts of the server's facets, summed for the rows of the page.

import { SYMBOL_GROUPS, typesBySymbol } from "./groups.js";

/** @typedef {import("./types.js").SymbolGroup} SymbolGroup */

/**
 * @param {Readonly<Record<string, number>>} types  counts by type id
 * @param {import("./types.js").TypeGroup[]} taxonomy
 * @returns {Map<SymbolGroup, number>} every symbol group; types that the taxonomy lacks count under "other"
 */
export function countBySymbol(types, taxonomy) {
  const catalogue = typesBySymbol(taxonomy);
  const sum = (/** @type {string[]} */ ids) => ids.reduce((total, id) => total + (types[id] ?? 0), 0);
  const counts = new Map(SYMBOL_GROUPS.map((group) => [group, sum((catalogue.get(group) ?? []).map(({ id }) => id))]));
  const known = [...counts.values()].reduce((a, b) => a + b, 0);
  const strange = sum(Object.keys(types)) - known;
  if (strange && taxonomy.length) counts.set("other", (counts.get("other") ?? 0) + strange);
  return counts;
}

/**
 * Nothing chosen means everything is let through, so a first click chooses one and the last one taken away all.
 * @template {string} T
 * @param {readonly T[]} chosen
 * @param {readonly T[]} words
 * @returns {T[]}
 */
export function toggleWords(chosen, words) {
  const complete = words.every((word) => chosen.includes(word));
  return complete ? chosen.filter((word) => !words.includes(word)) : [...new Set([...chosen, ...words])];
}

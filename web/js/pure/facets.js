// @ts-check
// What the type filter lets through, and how many incidents each type would give. Region and dates are the server's.

import { symbolGroup } from "./groups.js";

/** @typedef {import("./types.js").Incident} Incident */

/**
 * @param {Incident[]} incidents
 * @param {Set<string>} types  type ids; empty lets everything through
 */
export function withTypes(incidents, types) {
  return types.size ? incidents.filter((incident) => types.has(incident.type)) : incidents;
}

/**
 * @param {Incident[]} incidents  before the type filter
 * @returns {{byType: Map<string, number>, bySymbol: Map<string, number>}}
 */
export function countTypes(incidents) {
  const byType = new Map();
  const bySymbol = new Map();
  for (const { type, group } of incidents) {
    const symbol = symbolGroup(type, group);
    byType.set(type, (byType.get(type) ?? 0) + 1);
    bySymbol.set(symbol, (bySymbol.get(symbol) ?? 0) + 1);
  }
  return { byType, bySymbol };
}

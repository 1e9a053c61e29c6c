// @ts-check
// The tiles of clusters that the map has asked for, kept while the filter stays and some time longer: going back to a
// view or a filter costs nothing.

import { fetchClusters } from "./map_api.js";

/** @typedef {import("./pure/types.js").TileAnswer} TileAnswer */
/** @typedef {import("./pure/tiles.js").TileNeed} TileNeed */

/** Answers kept; one is a few kilobytes. */
const KEPT = 600;

export function createTiles() {
  /** Oldest first. @type {Map<string, TileAnswer>} */
  const kept = new Map();

  /** @param {string} query @param {TileNeed} tile */
  const keyOf = (query, { z, x, y }) => `${z}/${x}/${y}?${query}`;

  /**
   * What is here already; null where any tile is missing.
   * @param {string} query  the filter's words
   * @param {TileNeed[]} tiles
   * @returns {{answer: TileAnswer, shift: number}[]|null}
   */
  function peek(query, tiles) {
    const found = tiles.map((tile) => ({ answer: kept.get(keyOf(query, tile)), shift: tile.shift }));
    return found.every(({ answer }) => answer) ? /** @type {{answer: TileAnswer, shift: number}[]} */ (found) : null;
  }

  /**
   * Asks for what is missing.
   * @param {string} query
   * @param {TileNeed[]} tiles
   * @param {AbortSignal} [signal]
   */
  async function load(query, tiles, signal) {
    const missing = new Map(tiles.map((tile) => [keyOf(query, tile), tile]));
    for (const key of kept.keys()) missing.delete(key);
    await Promise.all([...missing].map(async ([key, tile]) => kept.set(key, await fetchClusters(query, tile, signal))));
    const found = peek(query, tiles);
    while (kept.size > KEPT) kept.delete(/** @type {string} */ (kept.keys().next().value));
    return found ?? [];
  }

  return { peek, load, /** The incidents have changed. */ clear: () => kept.clear() };
}

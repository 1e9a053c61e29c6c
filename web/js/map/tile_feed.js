// @ts-check
// Keeps the incidents on the map in step with window, filter and playback: asks for the tiles in view, drops what is no
// longer wanted, and shows what it has until the rest comes.

import { createTiles } from "../tiles.js";
import { filterQuery } from "../pure/filter.js";
import { joinTiles, tilesInView } from "../pure/tiles.js";

/** @typedef {import("./incident_layer.js").Held} Held */

/** Share of the window around it that is asked for too. */
const AROUND = 0.15;

/**
 * @param {any} map
 * @param {import("../state.js").Store} store
 * @param {(held: Held) => void} show
 */
export function createTileFeed(map, store, show) {
  const tiles = createTiles();
  /** What is being asked for. @type {{words: string, stop: AbortController, answer: Promise<void>}|null} */
  let running = null;
  /** @type {Held} */
  let held = { clusters: [], incidents: [] };

  /** @param {{from: string, to: string}|null} days  instead of the filter's */
  const queryFor = (days) => filterQuery({ ...store.get().filter, ...days }).toString();

  function needed() {
    const bounds = map.getBounds().pad(AROUND);
    return tilesInView([bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()], map.getZoom());
  }

  /** What `held` was made of. @type {{answer: import("../pure/types.js").TileAnswer, shift: number}[]} */
  let taken = [];

  /** @param {{answer: import("../pure/types.js").TileAnswer, shift: number}[]} parts */
  function take(parts) {
    // A short pan needs no other tiles, and the map has painted itself at its end already.
    if (parts.length && parts.length === taken.length && parts.every(({ answer, shift }, index) => answer === taken[index].answer && shift === taken[index].shift)) return;
    taken = parts;
    held = joinTiles(parts);
    show(held);
  }

  /** @returns {Promise<void>} */
  function refresh() {
    const query = queryFor(store.get().moment);
    const wanted = needed();
    const here = tiles.peek(query, wanted);
    // The first fit often needs the very tiles that were asked for before it.
    const words = `${query} ${wanted.map(({ z, x, y, shift }) => [z, x, y, shift])}`;
    if (running?.words === words && !here) return running.answer;
    running?.stop.abort();
    running = null;
    if (here) return Promise.resolve(take(here));
    const stop = new AbortController();
    const answer = ask(query, wanted, stop.signal);
    running = { words, stop, answer };
    return answer;
  }

  /** @param {string} query @param {import("../pure/tiles.js").TileNeed[]} wanted @param {AbortSignal} signal */
  async function ask(query, wanted, signal) {
    try {
      const parts = await tiles.load(query, wanted, signal);
      if (!signal.aborted) take(parts);
    } catch {
      // The loader says what is wrong with the server or the filter; the map keeps what it shows.
    }
    if (running?.stop.signal === signal) running = null;
  }

  return {
    refresh,
    /** Playback asks ahead. @param {{from: string, to: string}} days */
    prepare: (days) => tiles.load(queryFor(days), needed()).then(() => undefined, () => undefined),
    /** The whole world in one tile: where everything lies. @returns {Promise<Held>} */
    overview: async () => joinTiles(await tiles.load(queryFor(null), [{ z: 0, x: 0, y: 0, shift: 0 }])),
    /** The incidents have changed on the server. */
    forget: () => {
      running?.stop.abort();
      running = null;
      tiles.clear();
    },
    held: () => held,
  };
}

// @ts-check
// Keeps the histogram in step with the filter, but for its dates: the line shows what lies outside the brush too.

import { fetchTimeline } from "./map_api.js";
import { sameFilter } from "./pure/filter.js";

/** Bins asked for at most: about one for each five pixels of a wide map. */
const BINS = 120;

/** @param {import("./state.js").Store} store */
export function createTimes(store) {
  /** @type {AbortController|null} */
  let running = null;
  /** @type {import("./pure/types.js").Filter|null} */
  let asked = null;

  async function refresh({ force = false } = {}) {
    const wanted = { ...store.get().filter, from: null, to: null };
    if (!force && asked && sameFilter(asked, wanted)) return;
    asked = wanted;
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    try {
      const timeline = await fetchTimeline(wanted, BINS, signal);
      if (!signal.aborted) store.set({ timeline });
    } catch {
      // The loader says what is wrong; the line keeps what it shows, and asks again with the next change.
      if (!signal.aborted) asked = null;
    }
  }

  store.subscribe(["filter"], () => void refresh());
  store.subscribe(["version"], () => void refresh({ force: true }));
  return { start: () => refresh() };
}

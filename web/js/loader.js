// @ts-check
// Keeps rows and counts in step with filter, order and version: everything is asked of the server, which holds what the
// page could not. Rows come in pages; counts come for the whole filter at once.

import { ApiError, fetchFacets, fetchHealth, fetchNextRows, fetchRegions, fetchRows, fetchTaxonomy } from "./api.js";
import { NO_FILTER, filterParts, isUnfiltered, sameFilter, withoutPart } from "./pure/filter.js";

/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./pure/types.js").Filter} Filter */

/** Milliseconds before the page says that it is loading. */
const SLOW_AFTER_MS = 300;

/** @param {Store} store */
export function createLoader(store) {
  /** @type {AbortController|null} */
  let running = null;
  /** The version that `total` was counted for. */
  let counted = -1;

  /** Asks for the first rows and all counts; what was loaded stays until the answer is here. */
  async function refresh() {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const { filter, sort, version } = store.get();
    const slow = setTimeout(() => store.set({ slow: true }), SLOW_AFTER_MS);
    store.set({ status: "loading" });
    try {
      const plain = isUnfiltered(filter);
      const [page, facets, all] = await Promise.all([
        fetchRows(listFilter(store), sortFor(sort, filter), signal),
        fetchFacets(filter, signal),
        plain || counted === version ? null : fetchFacets(NO_FILTER, signal),
      ]);
      if (signal.aborted) return;
      counted = version;
      const total = plain ? facets.matched : (all?.matched ?? store.get().total);
      store.set({
        shown: page.rows, next: page.next, listing: false, facets, matched: facets.matched, unlocated: facets.unlocated,
        total, error: null, regionError: null, remedies: [], status: "ready", slow: false,
      });
      if (!facets.matched) void findRemedies(store);
    } catch (error) {
      if (!signal.aborted) fail(store, error);
    } finally {
      clearTimeout(slow);
    }
  }

  /** The next page of rows, once at a time. */
  async function loadMore() {
    const { next, listing } = store.get();
    if (!next || listing) return;
    store.set({ listing: true });
    const asked = running;
    try {
      const page = await fetchNextRows(next);
      if (asked === running) store.set({ shown: [...store.get().shown, ...page.rows], next: page.next, listing: false });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (asked === running) store.set({ listing: false, error });
    }
  }

  store.subscribe(["filter", "sort", "trayOpen", "version"], () => void refresh());
  store.subscribe(["filter", "version"], () => void loadRegions(store));
  return {
    refresh,
    loadMore,
    start: async () => void (await Promise.all([refresh(), loadSurroundings(store)])),
  };
}

/** The tray lists what has no place, whatever precision was chosen. @param {Store} store @returns {Filter} */
function listFilter(store) {
  const { filter, trayOpen } = store.get();
  return trayOpen ? { ...filter, precisions: ["none"] } : filter;
}

/** Relevance is to words; without any it means nothing. @param {import("./pure/types.js").SortKey} sort @param {Filter} filter */
function sortFor(sort, filter) {
  return sort === "relevance" && !filter.words ? "-date" : sort;
}

/** What would come back if one part of the filter went. @param {Store} store */
async function findRemedies(store) {
  const { filter, total } = store.get();
  const parts = filterParts(filter);
  if (!parts.length || !total) return;
  const count = (/** @type {Filter} */ rest) => fetchFacets(rest).then(({ matched }) => matched, () => 0);
  const counts = await Promise.all(parts.map((part) => count(withoutPart(filter, part))));
  if (!sameFilter(filter, store.get().filter)) return;
  const helpful = parts.map((part, index) => ({ part, count: counts[index] })).filter(({ count: n }) => n);
  const last = parts.length > 1 || !helpful.length ? [{ part: null, count: total }] : [];
  store.set({ remedies: [...helpful, ...last] });
}

/** Regions, types and whether anything is kept; the map works without them. @param {Store} store */
async function loadSurroundings(store) {
  await Promise.allSettled([
    fetchTaxonomy().then((taxonomy) => store.set({ taxonomy })),
    loadRegions(store),
    fetchHealth().then((health) => store.set({ inMemory: health.store === "memory", tiles: health.tiles ?? null })),
  ]);
}

/** @param {Store} store */
async function loadRegions(store) {
  const { filter } = store.get();
  const regions = await fetchRegions("", filter).catch(() => null);
  if (regions && sameFilter(filter, store.get().filter)) store.set({ regions });
}

/** @param {Store} store @param {unknown} error */
function fail(store, error) {
  const known = error instanceof ApiError ? error : new ApiError(String(error), "", 0);
  store.set({
    status: "failed", slow: false, error: known,
    regionError: known.parameter === "region" ? known.detail || known.message : null,
  });
}

// @ts-check
// Keeps the incidents in step with the filter: region and dates are asked of the server, types are applied here, so
// that the counts beside the types stay right while one of them is chosen.

import { ApiError, countIncidents, fetchHealth, fetchIncidents, fetchRegions, fetchTaxonomy, postDocument } from "./api.js";
import { withTypes } from "./pure/facets.js";
import { NO_FILTER, filterParts, isUnfiltered, sameFilter, withoutPart } from "./pure/filter.js";
import { expandTypes } from "./pure/type_selection.js";

/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./pure/types.js").Filter} Filter */

/** Milliseconds before the page says that it is loading. */
const SLOW_AFTER_MS = 300;

/** @param {Store} store */
export function createLoader(store) {
  /** @type {AbortController|null} */
  let running = null;
  /** @type {Filter|null} */
  let loaded = null;
  /** Articles added from this page, also those whose incidents the filter hides. @type {Set<string>} */
  const posted = new Set();

  /** Asks the server, unless only the types changed. */
  async function refresh({ force = false } = {}) {
    const wanted = { ...store.get().filter, types: [] };
    if (!force && loaded && sameFilter(loaded, wanted)) return applyTypes(store);
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    const slow = setTimeout(() => store.set({ slow: true }), SLOW_AFTER_MS);
    store.set({ status: "loading" });
    try {
      const { incidents, matched } = await fetchIncidents(wanted, signal);
      const total = isUnfiltered(wanted) ? matched : await countIncidents(NO_FILTER);
      if (signal.aborted) return;
      loaded = wanted;
      store.set({ matched: incidents, beyond: matched - incidents.length, total, error: null, regionError: null });
      applyTypes(store);
      store.set({ status: "ready", slow: false });
    } catch (error) {
      if (!signal.aborted) fail(store, error);
    } finally {
      clearTimeout(slow);
    }
  }

  store.subscribe(["filter"], () => void refresh());
  return {
    refresh,
    start: async () => void (await Promise.all([refresh(), loadSurroundings(store)])),
    add: (/** @type {import("./pure/types.js").DocumentInput} */ document) => addDocument(store, refresh, posted, document),
  };
}

/** @param {Store} store */
function applyTypes(store) {
  const { matched, filter, taxonomy, selected } = store.get();
  const shown = withTypes(matched, expandTypes(filter.types, taxonomy));
  const kept = shown.some((incident) => incident.id === selected);
  store.set({ shown, remedies: [], ...(kept ? {} : { selected: null }) });
  if (!shown.length) void findRemedies(store);
}

/** What would come back if one part of the filter went. @param {Store} store */
async function findRemedies(store) {
  const { filter, total } = store.get();
  const parts = filterParts(filter);
  if (!parts.length || !total) return;
  const counts = await Promise.all(
    parts.map((part) => countIncidents(withoutPart(filter, part)).catch(() => 0)),
  );
  if (!sameFilter(filter, store.get().filter)) return;
  const helpful = parts.map((part, index) => ({ part, count: counts[index] })).filter(({ count }) => count);
  const last = parts.length > 1 || !helpful.length ? [{ part: null, count: total }] : [];
  store.set({ remedies: [...helpful, ...last] });
}

/** Regions, types and whether anything is kept; the map works without them. @param {Store} store */
async function loadSurroundings(store) {
  await Promise.allSettled([
    fetchTaxonomy().then((taxonomy) => {
      store.set({ taxonomy });
      if (store.get().filter.types.length) applyTypes(store);
    }),
    fetchRegions("").then((regions) => store.set({ regions })),
    fetchHealth().then((health) => store.set({ inMemory: health.store === "memory" })),
  ]);
}

/** @param {Store} store @param {unknown} error */
function fail(store, error) {
  const known = error instanceof ApiError ? error : new ApiError(String(error), "", 0);
  store.set({
    status: "failed", slow: false, error: known,
    regionError: known.parameter === "region" ? known.detail || known.message : null,
  });
}

/**
 * @param {Store} store
 * @param {(options: {force: boolean}) => Promise<void>} refresh
 * @param {Set<string>} posted  grows by the article
 * @param {import("./pure/types.js").DocumentInput} document
 * @returns {Promise<import("./pure/types.js").DocumentResult & {replaced: boolean}>}
 */
async function addDocument(store, refresh, posted, document) {
  const known = new Set(store.get().matched.flatMap((incident) => incident.sources.map((source) => source.document)));
  const answer = await postDocument(document);
  const result = { ...answer, replaced: posted.has(answer.id) || known.has(answer.id) };
  posted.add(answer.id);
  if (!result.incident_count) return result;
  await refresh({ force: true });
  fetchRegions("").then((regions) => store.set({ regions }), () => undefined);
  const shown = new Set(store.get().shown.map((incident) => incident.id));
  const visible = result.incidents.filter((id) => shown.has(id));
  store.set({
    added: result.replaced ? [] : result.incidents,
    ...(visible.length ? { selected: null, fit: { ids: visible } } : {}),
  });
  return result;
}

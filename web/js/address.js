// @ts-check
// State in the address bar: the filter and the open incident as query words, the map's position after "#".
// A new filter is a step of the history; opening an incident or moving the map is not.

import { filterQuery, readFilter, sameFilter } from "./pure/filter.js";
import { readViewport, viewportHash } from "./pure/viewport.js";

/** @typedef {import("./state.js").Store} Store */

const INCIDENT = "incident";

/** Call before anything loads. @param {Store} store */
export function readAddress(store) {
  const query = new URLSearchParams(location.search);
  store.set({ filter: readFilter(query), selected: query.get(INCIDENT), viewport: readViewport(location.hash) });
}

/** @param {Store} store */
export function keepAddress(store) {
  store.subscribe(["filter"], () => {
    const before = readFilter(new URLSearchParams(location.search));
    if (!sameFilter(before, store.get().filter)) history.pushState(null, "", addressOf(store));
  });
  store.subscribe(["selected", "viewport"], () => history.replaceState(null, "", addressOf(store)));
  addEventListener("popstate", () => {
    const query = new URLSearchParams(location.search);
    store.set({ filter: readFilter(query), selected: query.get(INCIDENT) });
  });
}

/** @param {Store} store */
function addressOf(store) {
  const { filter, selected, viewport } = store.get();
  const query = filterQuery(filter);
  if (selected) query.set(INCIDENT, selected);
  const words = query.toString();
  return `${location.pathname}${words ? `?${words}` : ""}${viewport ? viewportHash(viewport) : ""}`;
}

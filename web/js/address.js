// @ts-check
// State in the address bar: the filter, the list's order, what is open as query words, the map's position after "#".
// A new filter is a step of the history; opening an incident or moving the map is not.

import { filterQuery, readFilter, sameFilter } from "./pure/filter.js";
import { SORT_KEYS } from "./pure/order.js";
import { readViewport, viewportHash } from "./pure/viewport.js";

/** @typedef {import("./state.js").Store} Store */

/** Call before anything loads. @param {Store} store */
export function readAddress(store) {
  store.set({ ...stateOf(location.search), viewport: readViewport(location.hash) });
}

/** @param {Store} store */
export function keepAddress(store) {
  store.subscribe(["filter"], () => {
    const before = readFilter(new URLSearchParams(location.search));
    if (!sameFilter(before, store.get().filter)) history.pushState(null, "", addressOf(store));
  });
  store.subscribe(["selected", "reading", "sort", "trayOpen", "viewport"], () => history.replaceState(null, "", addressOf(store)));
  addEventListener("popstate", () => store.set(stateOf(location.search)));
}

/** The view as others can open it. @param {Store} store @param {{embed?: boolean}} [options] */
export function viewLink(store, { embed = store.get().embed } = {}) {
  return new URL(addressOf(store, embed), location.href).href;
}

/** @param {string} search */
function stateOf(search) {
  const query = new URLSearchParams(search);
  return {
    filter: readFilter(query),
    selected: query.get("incident"),
    reading: query.get("document"),
    sort: SORT_KEYS.find((key) => key === query.get("sort")) ?? SORT_KEYS[0],
    trayOpen: query.get("tray") === "1",
    embed: query.get("embed") === "1",
  };
}

/** @param {Store} store @param {boolean} [embed] */
function addressOf(store, embed = store.get().embed) {
  const { filter, selected, reading, sort, trayOpen, viewport } = store.get();
  const query = filterQuery(filter);
  if (selected) query.set("incident", selected);
  if (reading) query.set("document", reading);
  if (sort !== SORT_KEYS[0]) query.set("sort", sort);
  if (trayOpen) query.set("tray", "1");
  if (embed) query.set("embed", "1");
  const words = query.toString();
  return `${location.pathname}${words ? `?${words}` : ""}${viewport ? viewportHash(viewport) : ""}`;
}

// @ts-check
// The states that are not "here are incidents": nothing read yet, filtered to none, failed. Each names the way out.

import { byId, element, fill } from "../dom/element.js";
import { filterPartText } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { filterParts, NO_FILTER, withoutPart } from "../pure/filter.js";

/** @typedef {import("../state.js").Store} Store */

const words = messages.states;

/**
 * @param {Store} store
 * @param {() => void} retry
 */
export function createPageStates(store, retry) {
  const box = byId("overlay");
  const draw = () => {
    const content = stateContent(store, retry);
    box.hidden = !content;
    fill(box, content);
  };
  store.subscribe(["status", "matched", "total", "error", "remedies", "regions", "taxonomy"], draw);
  draw();
}

/** @param {Store} store @param {() => void} retry @returns {HTMLElement|null} */
function stateContent(store, retry) {
  const { status, error, matched, total, filter } = store.get();
  if (status === "failed" && error) return failed(store, error, retry);
  if (status !== "ready" || matched) return null;
  if (total === 0) return empty(store);
  return filterParts(filter).length ? filteredToNone(store) : null;
}

/** @param {Store} store */
function empty(store) {
  const open = () => store.set({ draft: {} });
  const sample = async () => {
    const { SAMPLE } = await import("../pure/sample.js");
    store.set({ draft: { text: SAMPLE } });
  };
  return card(
    words.emptyTitle, element("p", { text: words.emptyLead }), element("button", { type: "button", class: "button primary", text: words.emptyAction, on: { click: open } }),
    element("p", {}, element("button", { type: "button", class: "link", id: "open-sample", text: words.sampleAction, on: { click: () => void sample() } })),
  );
}

/** @param {Store} store */
function filteredToNone(store) {
  const { filter, regions, taxonomy, remedies } = store.get();
  const text = (/** @type {import("../pure/filter.js").FilterPart} */ part) => filterPartText(part, filter, regions, taxonomy);
  const buttons = remedies.map(({ part, count }) => {
    const label = part ? words.without(text(part), count) : words.clearAll(count);
    const apply = () => store.set({ filter: part ? withoutPart(store.get().filter, part) : NO_FILTER, fit: { ids: null } });
    return element("button", { type: "button", class: "button", text: label, on: { click: apply } });
  });
  return card(words.noneTitle, element("p", { text: words.noneLead(filterParts(filter).map(text)) }), element("div", { class: "remedies" }, ...buttons));
}

/** What was loaded before stays on the map below. @param {Store} store @param {import("../api.js").ApiError} error @param {() => void} retry */
function failed(store, error, retry) {
  const kept = error.status === 0 && Boolean(store.get().matched);
  const refused = error.status === 400 && filterParts(store.get().filter).length > 0;
  const title = kept ? words.gone : refused ? words.refused : `${words.errorTitle}: ${error.message}`;
  const clear = () => store.set({ filter: NO_FILTER, fit: { ids: null } });
  const way = refused ? { text: messages.notice.clearFilter, click: clear } : { text: words.retry, click: retry };
  const node = card(title, error.detail ? element("p", { text: error.detail }) : null, element("button", { type: "button", class: "button", text: way.text, on: { click: way.click } }));
  node.classList.toggle("is-banner", kept);
  node.setAttribute("role", "alert");
  return node;
}

/** @param {string} title @param {...(Node|null)} children */
function card(title, ...children) {
  return element("div", { class: "state-card" }, element("h2", { text: title }), ...children);
}

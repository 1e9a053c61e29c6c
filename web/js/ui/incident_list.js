// @ts-check
// The incidents beside the map, in the order asked for, page after page as the reader scrolls. The list is what a screen
// reader reads; hover and focus light the map up, a click opens the card.

import { createChunkedList } from "../dom/chunked_list.js";
import { byId, element, fill } from "../dom/element.js";
import { incidentRow } from "../dom/incident_row.js";
import { messages } from "../messages/index.js";
import { isUnfiltered } from "../pure/filter.js";
import { headedRuns, SORT_KEYS } from "../pure/order.js";

/** @typedef {import("../state.js").Store} Store */
/** @typedef {import("../pure/types.js").Incident} Incident */

const SETTLING_FRAMES = 3;
const words = messages.list;

/**
 * @param {Store} store
 * @param {() => Promise<void>} loadMore
 */
export function createIncidentList(store, loadMore) {
  const list = byId("list");
  const body = element("div", { class: "list-body", id: "list-body" });
  const end = element("div", { class: "list-end" });
  const tray = element("div", { class: "tray" });
  list.append(listHead(store), body, end, tray);
  const rows = createChunkedList(list, body, (/** @type {Incident} */ incident) => {
    const row = incidentRow(incident, { isNew: store.get().added.includes(incident.id) });
    mark(row, store);
    return row;
  });

  /** What is drawn: longer rows of the same list are appended. @type {Incident[]} */
  let drawn = [];
  let lastHeading = /** @type {string|null|undefined} */ (undefined);
  const draw = () => {
    const { shown, sort } = store.get();
    const grows = drawn.length > 0 && drawn.length <= shown.length && drawn.every((row, index) => row === shown[index]);
    if (!grows) {
      rows.clear();
      lastHeading = undefined;
      list.scrollTop = 0;
    }
    const runs = headedRuns(shown, sort, messages.locale, { from: grows ? drawn.length : 0 });
    rows.append(runs, ({ heading }) => {
      if (heading === lastHeading || heading === undefined) return null;
      lastHeading = heading;
      return element("h3", { class: "month", text: heading ?? (sort === "place" ? words.noCountry : words.noDate) });
    });
    drawn = shown;
  };
  const drawEnd = () => {
    const { shown, next, listing, status } = store.get();
    const empty = !shown.length && status === "ready";
    fill(
      end,
      empty && element("p", { class: "list-empty", text: emptyText(store) }),
      empty && !store.get().total && steps(),
      next && element("button", { type: "button", class: "button more", disabled: listing, text: listing ? words.loading : words.loadMore, on: { click: loadMore } }),
    );
  };
  store.subscribe(["shown", "added"], draw);
  store.subscribe(["shown", "next", "listing", "status", "total"], drawEnd);
  store.subscribe(["unlocated", "trayOpen", "filter"], () => drawTray(store, tray));
  new IntersectionObserver(([entry]) => void (entry.isIntersecting && store.get().next && loadMore()), { root: list, rootMargin: "600px 0px" }).observe(end);

  const markRows = () => list.querySelectorAll("[data-incident]").forEach((row) => mark(row, store));
  store.subscribe(["hovered", "selected"], markRows);
  store.subscribe(["selected"], () => followSelection(store, list, rows.rowFor));
  revealAdded(store, list, rows.rowFor);
  listen(store, list);
  draw();
  drawTray(store, tray);
}

/** Title with the number of rows, and the order. @param {Store} store */
function listHead(store) {
  const title = element("h2");
  const select = element("select", { class: "sort", "aria-label": words.sort, title: words.sort });
  select.addEventListener("change", () => store.set({ sort: SORT_KEYS.find((key) => key === select.value) ?? SORT_KEYS[0] }));
  const draw = () => {
    const { filter, sort, trayOpen, matched, unlocated } = store.get();
    const count = trayOpen ? unlocated : matched;
    fill(title, trayOpen ? words.trayTitle : words.title, " ", element("span", { class: "muted", text: count === null ? "" : messages.number(count) }));
    const keys = SORT_KEYS.filter((key) => key !== "relevance" || filter.words);
    fill(select, ...keys.map((key) => element("option", { value: key, text: words.sorts[key] })));
    select.value = keys.includes(sort) ? sort : SORT_KEYS[0];
  };
  store.subscribe(["filter", "sort", "trayOpen", "matched", "unlocated"], draw);
  draw();
  return element("div", { class: "list-head" }, title, select);
}

/** The way to the incidents without a place, and back. @param {Store} store @param {HTMLElement} tray */
function drawTray(store, tray) {
  const { unlocated, trayOpen } = store.get();
  tray.hidden = !unlocated && !trayOpen;
  const toggle = element("button", {
    type: "button", class: "tray-toggle", "aria-pressed": String(trayOpen), on: { click: () => store.set({ trayOpen: !store.get().trayOpen }) },
  }, element("span", { text: words.tray(unlocated ?? 0) }), element("span", { class: "link", text: trayOpen ? words.showAll : words.show }));
  const hadFocus = tray.contains(document.activeElement);
  fill(tray, trayOpen && element("p", { class: "muted", text: words.trayHint }), toggle);
  if (hadFocus) toggle.focus();
}

/** @param {Store} store */
function emptyText(store) {
  const { total, filter, trayOpen } = store.get();
  return total && (trayOpen || !isUnfiltered(filter)) ? messages.states.noneTitle : messages.states.emptyList;
}

/** What Dateline will do, where nothing was read yet. */
function steps() {
  return element("ol", { class: "steps" }, ...messages.states.emptySteps.map(([title, text]) => element("li", {}, element("b", { text: title }), element("span", { text }))));
}

/** @param {Element} row @param {Store} store */
function mark(row, store) {
  const { hovered, selected } = store.get();
  const id = /** @type {HTMLElement} */ (row).dataset.incident;
  row.classList.toggle("is-hovered", id === hovered);
  if (id === selected) row.setAttribute("aria-current", "true");
  else row.removeAttribute("aria-current");
}

/**
 * Shows the selected row; gives the focus back to the row that opened the card.
 * @param {Store} store
 * @param {HTMLElement} list
 * @param {(id: string) => HTMLElement|null} rowFor
 */
function followSelection(store, list, rowFor) {
  const { selected, opener } = store.get();
  const previous = list.dataset.selected;
  if (selected) {
    list.dataset.selected = selected;
    return;
  }
  delete list.dataset.selected;
  const row = previous && rowFor(previous);
  if (!row) return;
  bring(row, "nearest");
  if (opener === "list") row.focus();
}

/** Rows that an added article brought are scrolled to. @param {Store} store @param {HTMLElement} list @param {(id: string) => HTMLElement|null} rowFor */
function revealAdded(store, list, rowFor) {
  /** @type {string[]} */
  let wanted = [];
  store.subscribe(["added"], () => {
    wanted = store.get().added;
  });
  store.subscribe(["status", "panel"], () => {
    if (!wanted.length || store.get().status !== "ready" || !list.offsetParent) return;
    const row = wanted.map(rowFor).find(Boolean);
    wanted = [];
    bring(row, "start");
  });
}

/**
 * Scrolls to a row, again in the next frames: rows out of sight have only a guessed height until they are drawn.
 * @param {Element|null|undefined} node
 * @param {"start"|"nearest"} block
 */
function bring(node, block, frames = SETTLING_FRAMES) {
  if (!node?.isConnected) return;
  node.scrollIntoView({ block });
  if (frames) requestAnimationFrame(() => bring(node, block, frames - 1));
}

/** One listener for all rows. @param {Store} store @param {HTMLElement} list */
function listen(store, list) {
  const idAt = (/** @type {Event} */ event) => {
    const target = /** @type {Element} */ (event.target).closest("[data-incident]");
    return target instanceof HTMLElement ? (target.dataset.incident ?? null) : null;
  };
  list.addEventListener("click", (event) => {
    const id = idAt(event);
    if (id) store.select(id, "list");
  });
  for (const name of ["pointerover", "focusin"]) list.addEventListener(name, (event) => store.set({ hovered: idAt(event) }));
  for (const name of ["pointerleave", "focusout"]) list.addEventListener(name, () => store.set({ hovered: null }));
}

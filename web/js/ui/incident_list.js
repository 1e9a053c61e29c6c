// @ts-check
// The incidents beside the map, newest first, and a tray for those without a place. The list is what a screen reader
// reads; hover and focus light the map up, a click opens the card.

import { byId, element, fill } from "../dom/element.js";
import { incidentSymbol, LOW_CONFIDENCE, precisionSign } from "../dom/symbol.js";
import { dateText, headlineFigure } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { isUnfiltered } from "../pure/filter.js";
import { symbolGroup } from "../pure/groups.js";
import { byMonth, newestFirst } from "../pure/order.js";
import { breadcrumb, hasPlace } from "../pure/place.js";

/** @typedef {import("../state.js").Store} Store */
/** @typedef {import("../pure/types.js").Incident} Incident */

/** Rows drawn at once; a button brings the next. */
const PAGE = 200;
const SETTLING_FRAMES = 3;

/** @param {Store} store */
export function createIncidentList(store) {
  const body = element("div", { class: "list-body", id: "list-body" });
  const count = element("span", { class: "muted" });
  const head = element("div", { class: "list-head" }, element("h2", {}, messages.list.title, " ", count), element("span", { class: "muted", text: messages.list.newestFirst }));
  const tray = element("section", { class: "tray", "aria-label": messages.precision.none });
  const list = byId("list");
  list.append(head, body, tray);
  let limit = PAGE;

  const draw = () => {
    const { shown } = store.get();
    const placed = newestFirst(shown.filter(hasPlace));
    count.textContent = messages.number(placed.length);
    const rest = placed.length - limit;
    const more = moreButton(rest, showMore);
    const empty = !shown.length && store.get().status === "ready" && element("p", { class: "list-empty", text: emptyText(store) });
    let room = limit;
    const months = byMonth(placed).flatMap(({ heading, incidents }) => {
      const rows = incidents.slice(0, Math.max(0, room));
      room -= incidents.length;
      return rows.length ? [monthSection(heading, incidents.length, rows, store.get().added)] : [];
    });
    fill(body, empty, ...months, more);
    markRows(store, list);
  };
  const showMore = () => {
    limit += PAGE;
    draw();
  };
  store.subscribe(["shown"], () => {
    limit = PAGE;
    draw();
  });
  store.subscribe(["status"], () => !store.get().shown.length && draw());
  store.subscribe(["added"], draw);
  let trayLimit = PAGE;
  const drawTrayAgain = () => drawTray(store, tray, list, trayLimit, () => {
    trayLimit += PAGE;
    drawTrayAgain();
  });
  store.subscribe(["shown", "trayOpen", "added"], drawTrayAgain);
  store.subscribe(["hovered", "selected"], () => markRows(store, list));
  store.subscribe(["selected"], () => followSelection(store, list));
  /** Incidents to scroll to as soon as the list can be seen. @type {string[]} */
  let wanted = [];
  const reveal = () => {
    if (!wanted.length || !list.offsetParent) return;
    const { shown } = store.get();
    const ids = wanted;
    wanted = [];
    const place = newestFirst(shown.filter(hasPlace)).findIndex(({ id }) => ids.includes(id));
    if (place >= limit) {
      limit = Math.ceil((place + 1) / PAGE) * PAGE;
      draw();
    }
    if (place < 0) store.set({ trayOpen: true });
    const rows = [...list.querySelectorAll(".row")].filter((node) => ids.includes(/** @type {HTMLElement} */ (node).dataset.incident ?? ""));
    bring(rows[0], "start");
  };
  // Before the map, which takes the wish away once it has followed it.
  store.subscribe(["fit", "status"], () => {
    const { fit, status } = store.get();
    if (!fit?.ids || status !== "ready") return;
    wanted = fit.ids;
    reveal();
  });
  store.subscribe(["panel", "selected"], reveal);
  listen(store, list);
  draw();
}

/** @param {number} rest  rows not drawn yet @param {() => void} showMore */
function moreButton(rest, showMore) {
  return rest > 0 && element("button", { type: "button", class: "button more", text: messages.list.more(Math.min(rest, PAGE)), on: { click: showMore } });
}

/** @param {Store} store */
function emptyText(store) {
  const { total, filter } = store.get();
  return total && !isUnfiltered(filter) ? messages.states.noneTitle : messages.states.emptyList;
}

/**
 * @param {string|null} heading
 * @param {number} count  of the whole month, also where not all rows are drawn yet
 * @param {Incident[]} incidents
 * @param {string[]} added  ids to mark as new
 */
function monthSection(heading, count, incidents, added) {
  const title = element("h3", { class: "month" }, heading ?? messages.list.noDate, element("span", { text: messages.number(count) }));
  return element("section", { class: "month-section" }, title, element("ol", {}, ...incidents.map((incident) => row(incident, added))));
}

/** @param {Incident} incident @param {string[]} added */
function row(incident, added) {
  const figure = headlineFigure(incident);
  const isNew = added.includes(incident.id);
  const where = hasPlace(incident) ? breadcrumb({ ...incident, admin2: null }).map((crumb) => crumb.name).slice(0, 2).join(", ") : messages.precision.none;
  const symbol = incidentSymbol(symbolGroup(incident.type, incident.group), 20, { hollow: incident.confidence < LOW_CONFIDENCE });
  const place = element("span", { class: "row-place" }, precisionSign(incident.location_precision), element("span", { text: where }));
  const text = element("span", { class: "row-text" }, element("span", { class: "row-title", dir: "auto" }, isNew && element("span", { class: "row-new", text: messages.list.added }), isNew && " ", incident.title), place);
  const side = element("span", { class: "row-side" }, element("span", { text: dateText(incident) }), figure && element("b", { text: figure }));
  return element("li", {}, element("button", { type: "button", class: "row", "data-incident": incident.id }, symbol, text, side));
}

/**
 * @param {Store} store
 * @param {HTMLElement} tray
 * @param {HTMLElement} list
 * @param {number} limit  rows drawn
 * @param {() => void} showMore
 */
function drawTray(store, tray, list, limit, showMore) {
  const { shown, trayOpen, added } = store.get();
  const unplaced = newestFirst(shown.filter((incident) => !hasPlace(incident)));
  tray.hidden = !unplaced.length;
  const toggle = element("button", {
    type: "button", class: "tray-toggle", "aria-expanded": String(trayOpen), "aria-controls": "tray-rows",
    on: { click: () => store.set({ trayOpen: !store.get().trayOpen }) },
  }, element("span", { text: messages.list.tray(unplaced.length) }), element("span", { class: "link", text: trayOpen ? messages.list.hide : messages.list.show }));
  const rows = element("div", { id: "tray-rows", hidden: !trayOpen }, element("p", { class: "muted", text: messages.list.trayHint }), element("ol", {}, ...unplaced.slice(0, limit).map((incident) => row(incident, added))), moreButton(unplaced.length - limit, showMore));
  const hadFocus = tray.contains(document.activeElement);
  fill(tray, toggle, rows);
  if (hadFocus) toggle.focus();
  markRows(store, list);
}

/** @param {Store} store @param {HTMLElement} list */
function markRows(store, list) {
  const { hovered, selected } = store.get();
  for (const node of list.querySelectorAll("[data-incident]")) {
    const id = /** @type {HTMLElement} */ (node).dataset.incident;
    node.classList.toggle("is-hovered", id === hovered);
    if (id === selected) node.setAttribute("aria-current", "true");
    else node.removeAttribute("aria-current");
  }
}

/** Shows the selected row; gives the focus back to the row that opened the card. @param {Store} store @param {HTMLElement} list */
function followSelection(store, list) {
  const { selected, opener } = store.get();
  const previous = list.dataset.selected;
  if (selected) {
    list.dataset.selected = selected;
    bring(rowOf(list, selected), "nearest");
  } else {
    delete list.dataset.selected;
    if (previous && opener === "list") rowOf(list, previous)?.focus();
  }
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

/** @param {HTMLElement} list @param {string} id @returns {HTMLElement|null} */
function rowOf(list, id) {
  return list.querySelector(`[data-incident="${CSS.escape(id)}"]`);
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

// @ts-check
// The bar on top: counts that add up, the active filters as chips, and what can be done with the whole page.

import { exportAddress } from "../api.js";
import { byId, element, fill } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { filterPartText } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { NO_FILTER, filterParts, withoutPart } from "../pure/filter.js";
import { hasPlace } from "../pure/place.js";

/** @typedef {import("../state.js").Store} Store */

/** @param {Store} store */
export function createHeader(store) {
  const counts = element("p", { class: "counts", role: "status", "aria-live": "polite" });
  const chips = element("ul", { class: "chips", "aria-label": messages.chips.label });
  const add = element(
    "button",
    { type: "button", class: "button", id: "open-add", "aria-label": messages.header.add, title: messages.header.addHint, on: { click: () => store.set({ draft: {} }) } },
    icon("plus"),
    element("span", { text: messages.header.add }),
  );
  const download = element("a", { class: "button", id: "export", download: "dateline.geojson" }, icon("download"), element("span", { text: messages.header.export }));
  byId("header").append(counts, chips, element("div", { class: "actions" }, add, download, themeButton(store)));
  const draw = () => {
    drawCounts(store, counts);
    drawChips(store, chips);
    drawDownload(store, download);
  };
  store.subscribe(["shown", "total", "slow", "status", "filter", "regions", "taxonomy", "beyond"], draw);
  draw();
}

/** @param {Store} store @param {HTMLElement} node */
function drawCounts(store, node) {
  const { shown, total, slow, beyond } = store.get();
  if (total === null) return fill(node, slow && messages.header.loading);
  const unplaced = shown.filter((incident) => !hasPlace(incident)).length;
  const narrowed = shown.length < total;
  const text = narrowed ? messages.header.of(total) : messages.header.incidents(shown.length);
  const tray = element("button", {
    type: "button", class: "link", title: messages.header.showWithoutPlace, text: messages.header.withoutPlace(unplaced),
    on: { click: () => store.set({ trayOpen: true, panel: "list" }) },
  });
  fill(
    node,
    element("span", {}, element("b", { id: "count", text: messages.number(shown.length) }), " ", text),
    unplaced > 0 && element("span", { class: "more", text: messages.header.onMap(shown.length - unplaced) }),
    unplaced > 0 && element("span", { class: "more" }, tray),
    beyond > 0 && element("span", { class: "more", text: messages.header.truncated(shown.length, shown.length + beyond) }),
    slow && element("span", { text: messages.header.loading }),
  );
}

/** @param {Store} store @param {HTMLElement} node */
function drawChips(store, node) {
  const { filter, regions, taxonomy } = store.get();
  const parts = filterParts(filter);
  const items = parts.map((part) => {
    const text = filterPartText(part, filter, regions, taxonomy);
    const remove = messages.chips.remove(text);
    const drop = () => store.set({ filter: withoutPart(store.get().filter, part) });
    return element("li", {}, element("button", { type: "button", class: "chip", title: remove, "aria-label": remove, on: { click: drop } }, element("span", { text }), icon("close", 12)));
  });
  const clear = element("button", { type: "button", class: "link", text: messages.chips.clearAll, on: { click: () => store.set({ filter: NO_FILTER }) } });
  fill(node, ...items, items.length > 1 && element("li", {}, clear));
  node.hidden = !items.length;
}

/** @param {Store} store @param {HTMLAnchorElement} link */
function drawDownload(store, link) {
  const { filter, shown } = store.get();
  const hint = messages.header.exportHint(shown.length);
  link.title = hint;
  link.setAttribute("aria-label", hint);
  if (shown.length) link.href = exportAddress(filter);
  else link.removeAttribute("href");
  // Without an address a link is no link to assistive technology; role and state keep it one that is out of use.
  if (shown.length) for (const name of ["role", "aria-disabled"]) link.removeAttribute(name);
  else for (const [name, value] of [["role", "link"], ["aria-disabled", "true"]]) link.setAttribute(name, value);
}

/** @param {Store} store */
function themeButton(store) {
  const button = element("button", { type: "button", class: "button plain", id: "theme" });
  const draw = () => {
    const dark = store.get().theme === "dark";
    const label = dark ? messages.header.toLight : messages.header.toDark;
    button.title = label;
    button.setAttribute("aria-label", label);
    fill(button, icon(dark ? "sun" : "moon"));
  };
  button.addEventListener("click", () => store.set({ theme: store.get().theme === "dark" ? "light" : "dark" }));
  store.subscribe(["theme"], draw);
  draw();
  return button;
}

// @ts-check
// The bar on top: counts that add up, the active filters as chips, and what can be done with the whole page.

import { byId, element, fill } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { filterPartText } from "../messages/describe.js";
import { chooseLanguage, LANGUAGES, messages } from "../messages/index.js";
import { NO_FILTER, filterParts, withoutPart } from "../pure/filter.js";

/** @typedef {import("../state.js").Store} Store */

const words = messages.header;

/** @param {Store} store */
export function createHeader(store) {
  const counts = element("p", { class: "counts", role: "status", "aria-live": "polite" });
  const chips = element("ul", { class: "chips", "aria-label": messages.chips.label });
  byId("header").append(counts, chips, actions(store));
  store.subscribe(["matched", "unlocated", "total", "slow"], () => drawCounts(store, counts));
  store.subscribe(["filter", "regions", "taxonomy"], () => drawChips(store, chips));
  drawCounts(store, counts);
  drawChips(store, chips);
}

/** @param {Store} store */
function actions(store) {
  const button = (/** @type {string} */ id, /** @type {string} */ sign, /** @type {string} */ label, /** @type {string} */ hint, /** @type {() => void} */ click) =>
    element("button", { type: "button", class: "button", id, "aria-label": label, title: hint, on: { click } }, icon(sign), element("span", { text: label }));
  const plain = (/** @type {string} */ id, /** @type {string} */ sign, /** @type {string} */ label, /** @type {() => void} */ click) =>
    element("button", { type: "button", class: "button plain", id, "aria-label": label, title: label, on: { click } }, icon(sign));
  const rest = element(
    "div", { class: "more-actions", id: "more-actions" },
    plain("open-corrections", "history", words.correctionsHint, () => store.set({ dialog: "corrections" })),
    ...LANGUAGES.filter(({ id }) => id !== messages.language).map(({ id, name }) =>
      element("button", { type: "button", class: "button plain language", lang: id, title: words.otherLanguage(name), "aria-label": words.otherLanguage(name), text: name, on: { click: () => chooseLanguage(id) } })),
    themeButton(store),
    plain("open-help", "help", words.help, () => store.set({ dialog: "help" })),
  );
  return element(
    "div", { class: "actions" },
    button("open-add", "plus", words.add, words.addHint, () => store.set({ draft: {} })),
    button("open-export", "download", words.export, words.exportHint, () => store.set({ dialog: "export" })),
    moreButton(rest),
    rest,
  );
}

/** Where the bar is narrow the rest folds away behind one button. @param {HTMLElement} rest */
function moreButton(rest) {
  const button = element("button", { type: "button", class: "button plain more-button", "aria-label": words.more, title: words.more, "aria-expanded": "false", "aria-controls": rest.id }, icon("menu"));
  const open = (/** @type {boolean} */ isOpen) => {
    rest.classList.toggle("is-open", isOpen);
    button.setAttribute("aria-expanded", String(isOpen));
  };
  button.addEventListener("click", () => open(!rest.classList.contains("is-open")));
  rest.addEventListener("click", () => open(false));
  rest.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !rest.classList.contains("is-open")) return;
    event.stopPropagation();
    open(false);
    button.focus();
  });
  return button;
}

/** @param {Store} store @param {HTMLElement} node */
function drawCounts(store, node) {
  const { matched, unlocated, total, slow } = store.get();
  if (matched === null || total === null) return fill(node, slow && words.loading);
  const unplaced = unlocated ?? 0;
  const text = matched < total ? words.of(total) : words.incidents(matched);
  const tray = element("button", {
    type: "button", class: "link", title: words.showWithoutPlace, text: words.withoutPlace(unplaced),
    on: { click: () => store.set({ trayOpen: true, selected: null, panel: "list" }) },
  });
  fill(
    node,
    element("span", {}, element("b", { id: "count", text: messages.number(matched) }), " ", text),
    unplaced > 0 && element("span", { class: "more", text: words.onMap(matched - unplaced) }),
    unplaced > 0 && element("span", { class: "more" }, tray),
    slow && element("span", { text: words.loading }),
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
    return element("li", {}, element("button", { type: "button", class: "chip", title: remove, "aria-label": remove, on: { click: drop } }, element("span", { dir: "auto", text }), icon("close", 12)));
  });
  const clear = element("button", { type: "button", class: "link", text: messages.chips.clearAll, on: { click: () => store.set({ filter: NO_FILTER }) } });
  fill(node, ...items, items.length > 1 && element("li", {}, clear));
  node.hidden = !items.length;
}

/** @param {Store} store */
function themeButton(store) {
  const button = element("button", { type: "button", class: "button plain", id: "theme" });
  const draw = () => {
    const dark = store.get().theme === "dark";
    const label = dark ? words.toLight : words.toDark;
    button.title = label;
    button.setAttribute("aria-label", label);
    fill(button, icon(dark ? "sun" : "moon"));
  };
  button.addEventListener("click", () => store.set({ theme: store.get().theme === "dark" ? "light" : "dark" }));
  store.subscribe(["theme"], draw);
  draw();
  return button;
}

// @ts-check
// The rest of the rail: words, casualties, location precision, actor, confidence.

import { element, fill } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { precisionSign } from "../dom/symbol.js";
import { shareText } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { toggleWords } from "../pure/facets.js";
import { PRECISIONS } from "../pure/filter.js";

/** @typedef {import("../state.js").Store} Store */
/** @typedef {import("../pure/types.js").LocationPrecision} LocationPrecision */

const words = messages.filters;
const TYPING_PAUSE_MS = 300;
/** Rows of the precision filter; provinces, districts and regions read alike on the map. @type {LocationPrecision[][]} */
const PRECISION_ROWS = [["site"], ["settlement"], ["district"], ["province"], ["region"], ["country"], ["none"]];
const SHARES = [0.5, 0.7, 0.9];

/**
 * A text field that changes the filter a moment after the last key, or at once on Enter.
 * @param {Store} store
 * @param {"words"|"actor"} part
 * @param {Record<string, any>} attributes
 */
function textField(store, part, attributes) {
  const input = element("input", { autocomplete: "off", spellcheck: "false", dir: "auto", ...attributes });
  let timer = 0;
  const apply = () => {
    clearTimeout(timer);
    const value = input.value.trim() || null;
    if (value !== store.get().filter[part]) store.narrow({ [part]: value });
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(apply, TYPING_PAUSE_MS);
  });
  input.addEventListener("change", apply);
  const draw = () => {
    const value = store.get().filter[part] ?? "";
    if (input.value.trim() !== value) input.value = value;
  };
  store.subscribe(["filter"], draw);
  draw();
  return input;
}

/** @param {Store} store */
export function wordFilter(store) {
  const input = textField(store, "words", { type: "search", id: "search-input", "aria-label": words.words, placeholder: words.wordsPlaceholder, title: words.wordsHint });
  return element("search", { class: "filter-section search-box" }, icon("search", 16), input, element("kbd", { "aria-hidden": "true", text: "/" }));
}

/** @param {Store} store */
export function casualtyFilter(store) {
  const input = element("input", { type: "number", id: "killed-input", min: 0, step: 1, inputmode: "numeric", "aria-label": words.killedAtLeast });
  const apply = (/** @type {number} */ n) => store.narrow({ minKilled: n > 0 ? n : null });
  const value = () => Math.max(0, Math.round(Number(input.value)) || 0);
  input.addEventListener("change", () => apply(value()));
  const step = (/** @type {string} */ label, /** @type {string} */ name, /** @type {number} */ by) =>
    element("button", { type: "button", "aria-label": label, title: label, on: { click: () => apply(Math.max(0, value() + by)) } }, icon(name, 12));
  const draw = () => {
    input.value = String(store.get().filter.minKilled ?? 0);
  };
  store.subscribe(["filter"], draw);
  draw();
  return element(
    "section", { class: "filter-section", "aria-labelledby": "casualties-heading" },
    element("h2", { id: "casualties-heading", text: words.casualties }),
    element("div", { class: "stepper-row" }, element("label", { for: "killed-input", text: words.killedAtLeast }), element("span", { class: "stepper" }, step(words.fewer, "minus", -1), input, step(words.more, "plus", 1))),
  );
}

/** @param {Store} store */
export function precisionFilter(store) {
  const rows = element("ul", { class: "type-rows" });
  const draw = () => {
    const focused = document.activeElement instanceof HTMLElement && rows.contains(document.activeElement) ? document.activeElement.id : "";
    const { facets, filter } = store.get();
    const counts = facets?.precisions ?? {};
    const shown = PRECISION_ROWS.filter(([name]) => counts[name] || filter.precisions.includes(name) || ["site", "settlement", "country", "none"].includes(name));
    fill(rows, ...shown.map(([name]) => precisionRow(store, name, counts[name] ?? 0)));
    if (focused) document.getElementById(focused)?.focus();
  };
  store.subscribe(["filter", "facets"], draw);
  draw();
  return element("section", { class: "filter-section", "aria-labelledby": "precision-heading" }, element("h2", { id: "precision-heading", text: words.precision }), rows);
}

/** @param {Store} store @param {LocationPrecision} name @param {number} count */
function precisionRow(store, name, count) {
  const label = messages.precision[name];
  const box = element("input", { type: "checkbox", id: `precision-${name}`, "aria-label": words.typeOnly(label, count) });
  box.checked = store.get().filter.precisions.includes(name);
  box.addEventListener("change", () => {
    const chosen = toggleWords(store.get().filter.precisions, [name]);
    store.narrow({ precisions: PRECISIONS.filter((one) => chosen.includes(one)) });
  });
  return element("li", {}, element("label", { class: count ? "type-row is-plain" : "type-row is-plain is-zero" }, box, precisionSign(name, 14), element("span", { class: "name", text: label }), element("span", { class: "count", text: messages.number(count) })));
}

/** @param {Store} store */
export function actorFilter(store) {
  const input = textField(store, "actor", { type: "text", id: "actor-input", placeholder: words.whoPlaceholder, "aria-label": words.whoLabel, title: words.whoLabel });
  return element("section", { class: "filter-section", "aria-labelledby": "actor-heading" }, element("h2", { id: "actor-heading", text: words.who }), input);
}

/** @param {Store} store */
export function confidenceFilter(store) {
  const select = element("select", { id: "confidence-input", "aria-labelledby": "confidence-heading" });
  const draw = () => {
    const { minConfidence } = store.get().filter;
    const shares = [...new Set([...SHARES, ...(minConfidence ? [minConfidence] : [])])].sort();
    fill(select, element("option", { value: "", text: words.anyConfidence }), ...shares.map((share) => element("option", { value: share, text: words.confidenceFrom(shareText(share)) })));
    select.value = minConfidence ? String(minConfidence) : "";
  };
  select.addEventListener("change", () => store.narrow({ minConfidence: Number(select.value) || null }));
  store.subscribe(["filter"], draw);
  draw();
  return element("section", { class: "filter-section", "aria-labelledby": "confidence-heading" }, element("h2", { id: "confidence-heading", text: words.confidence }), select);
}

// @ts-check
// Region by name: the busiest ones as toggles, every other by typing. The server decides what lies inside.

import { fetchRegions } from "../api.js";
import { element, fill } from "../dom/element.js";
import { messages } from "../messages/index.js";
import { withRegion, withoutPart } from "../pure/filter.js";
import { findRegion, regionLabel, regionWord } from "../pure/regions.js";

/** @typedef {import("../state.js").Store} Store */
/** @typedef {import("../pure/types.js").Region} Region */

const TOGGLES = 6;
const TYPING_PAUSE_MS = 150;

/** @param {Store} store */
export function regionFilter(store) {
  const toggles = element("div", { class: "toggles" });
  const options = element("datalist", { id: "region-options" });
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const input = element("input", {
    type: "text", id: "region-input", list: "region-options", autocomplete: "off", spellcheck: "false",
    placeholder: messages.filters.regionPlaceholder, "aria-label": messages.filters.regionLabel,
  });
  const form = element("form", { class: "region-form" }, input, options, element("button", { type: "submit", class: "button", text: messages.filters.regionAdd }));
  const suggest = suggestions(store, input, options);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void choose();
  });
  // Picking an entry of the datalist fires "input" with the whole label; that is a choice, no further key needed.
  input.addEventListener("input", (event) => {
    const picked = !(event instanceof InputEvent) || event.inputType === "insertReplacementText";
    if (picked && findRegion(input.value, suggest.known())) void choose();
    else suggest.later();
  });

  async function choose() {
    const typed = input.value.trim();
    if (!typed) return;
    const region = findRegion(typed, suggest.known()) ?? findRegion(typed, await fetchRegions(typed).catch(() => []));
    problem.hidden = Boolean(region);
    problem.textContent = region ? "" : messages.filters.regionUnknown(typed);
    if (!region) return;
    input.value = "";
    add(store, region);
  }

  const draw = () => {
    drawToggles(store, toggles);
    const { regionError } = store.get();
    if (regionError) problem.textContent = regionError;
    problem.hidden = !regionError;
  };
  store.subscribe(["filter", "regions", "regionError"], draw);
  store.subscribe(["regions"], suggest.reset);
  draw();
  return element("section", { class: "filter-section", "aria-labelledby": "region-heading" }, element("h2", { id: "region-heading", text: messages.filters.region }), toggles, form, problem);
}

/** @param {Store} store @param {Region} region */
function add(store, region) {
  const filter = withRegion(store.get().filter, regionWord(region, store.get().regions));
  store.set({ filter, fit: { ids: null } });
}

/** @param {Store} store @param {string} word  as it stands in the filter */
function drop(store, word) {
  store.set({ filter: withoutPart(store.get().filter, { kind: "region", value: word }), fit: { ids: null } });
}

/** @param {Store} store @param {HTMLElement} node */
function drawToggles(store, node) {
  const { regions, filter } = store.get();
  const chosen = (/** @type {Region} */ region) => filter.regions.find((word) => word === region.id || word.toLowerCase() === region.name.toLowerCase());
  const busiest = [...regions].sort((a, b) => b.count - a.count).filter((region, index) => index < TOGGLES || chosen(region));
  const strangers = filter.regions.filter((word) => !regions.some((region) => word === region.id || word.toLowerCase() === region.name.toLowerCase()));
  fill(
    node,
    ...strangers.map((word) => element("button", { type: "button", class: "toggle", "aria-pressed": "true", text: word, on: { click: () => drop(store, word) } })),
    ...busiest.map((region) => {
      const word = chosen(region);
      const toggle = () => (word ? drop(store, word) : add(store, region));
      return element(
        "button",
        { type: "button", class: "toggle", "aria-pressed": String(Boolean(word)), title: regionLabel(region), on: { click: toggle } },
        region.name, " ", element("em", { text: messages.number(region.count) }), element("span", { class: "visually-hidden", text: ` ${messages.filters.regionToggle(regionLabel(region), region.count)}` }),
      );
    }),
  );
}

/**
 * Fills the datalist: regions with incidents at once, all others as the reader types.
 * @param {Store} store
 * @param {HTMLInputElement} input
 * @param {HTMLElement} options
 */
function suggestions(store, input, options) {
  /** @type {Region[]} */
  let known = [];
  let timer = 0;
  const show = (/** @type {Region[]} */ regions) => {
    known = regions;
    fill(options, ...regions.map((region) => element("option", { value: regionLabel(region) })));
  };
  return {
    known: () => known,
    reset: () => show(store.get().regions),
    later: () => {
      clearTimeout(timer);
      timer = window.setTimeout(async () => {
        const words = input.value.trim();
        const regions = await fetchRegions(words).catch(() => null);
        if (regions && input.value.trim() === words) show(regions);
      }, TYPING_PAUSE_MS);
    },
  };
}

// @ts-check
// Region by name and distance from a place: the busiest regions as toggles, every other by typing. The server decides
// what lies inside; what may lie inside stands beside it.

import { fetchPlaces, fetchRegions } from "../api.js";
import { createCombobox } from "../dom/combobox.js";
import { element, fill } from "../dom/element.js";
import { messages } from "../messages/index.js";
import { withRegion, withoutPart } from "../pure/filter.js";
import { regionLabel, regionWord } from "../pure/regions.js";

/** @typedef {import("../state.js").Store} Store */
/** @typedef {import("../pure/types.js").Region} Region */

const TOGGLES = 6;
const words = messages.filters;

/** @param {Store} store */
export function regionFilter(store) {
  const toggles = element("div", { class: "toggles" });
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const box = createCombobox({
    id: "region-input", label: words.regionLabel, placeholder: words.regionPlaceholder, nothing: words.nothingFound, atOnce: true,
    search: async (typed) => (typed ? await fetchRegions(typed) : store.get().regions).slice(0, 12).map((region) => ({
      label: region.name, note: region.kind === "country" ? null : region.country_name, count: region.count ? messages.number(region.count) : null, value: region,
    })),
    choose: ({ value }) => add(store, value),
  });
  const draw = () => {
    drawToggles(store, toggles);
    const { regionError } = store.get();
    if (regionError) problem.textContent = regionError;
    problem.hidden = !regionError;
  };
  store.subscribe(["filter", "regions", "regionError"], draw);
  draw();
  return element("section", { class: "filter-section", "aria-labelledby": "region-heading" }, element("h2", { id: "region-heading", text: words.region }), toggles, box.node, problem, nearRow(store));
}

/** "Within [50] km of [a place]". @param {Store} store */
function nearRow(store) {
  const km = element("input", { type: "number", id: "near-km", min: 1, max: 20000, value: 50, "aria-label": words.nearKm, title: words.nearKm });
  const distance = () => Math.min(20000, Math.max(1, Math.round(Number(km.value)) || 50));
  const box = createCombobox({
    id: "near-input", label: words.nearLabel, placeholder: words.nearPlaceholder, nothing: words.nothingFound,
    search: async (typed) => (await fetchPlaces(typed)).map((place) => ({ label: place.name, note: [place.admin1, place.country_name ?? place.country].filter(Boolean).join(", "), value: place })),
    choose: ({ value, note }) => {
      // A name may mean several places, and the reader chose one: the region beside it tells which.
      const place = value.admin1 && note ? `${value.name}, ${value.admin1}` : value.name;
      store.set({ filter: { ...store.get().filter, near: `${place},${distance()}` }, fit: { ids: null } });
    },
  });
  km.addEventListener("change", () => {
    const { filter } = store.get();
    if (filter.near) store.set({ filter: { ...filter, near: filter.near.replace(/,[^,]*$/, `,${distance()}`) }, fit: { ids: null } });
  });
  return element("div", { class: "near-row" }, element("span", { text: words.near }), km, element("span", { text: words.nearOf }), box.node);
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
  const focused = document.activeElement instanceof HTMLElement && node.contains(document.activeElement) ? document.activeElement.dataset.region : null;
  fill(
    node,
    ...strangers.map((word) => element("button", { type: "button", class: "toggle", "aria-pressed": "true", "data-region": word, text: word, on: { click: () => drop(store, word) } })),
    ...busiest.map((region) => regionToggle(store, region, chosen(region))),
  );
  const again = focused && node.querySelector(`[data-region="${CSS.escape(focused)}"]`);
  if (again instanceof HTMLElement) again.focus();
}

/** @param {Store} store @param {Region} region @param {string|undefined} word  its word in the filter */
function regionToggle(store, region, word) {
  const toggle = () => (word ? drop(store, word) : add(store, region));
  const possible = region.possible ?? 0;
  const button = element(
    "button",
    { type: "button", class: "toggle", "aria-pressed": String(Boolean(word)), "data-region": region.id, title: possible ? `${regionLabel(region)}: ${words.possibleHint(possible)}` : regionLabel(region), on: { click: toggle } },
    region.name, " ", element("em", { text: messages.number(region.count) }),
    element("span", { class: "visually-hidden", text: ` ${words.regionToggle(regionLabel(region), region.count)}` }),
    possible > 0 && element("em", { class: "possible", text: ` ${words.possible(possible)}` }),
  );
  return button;
}

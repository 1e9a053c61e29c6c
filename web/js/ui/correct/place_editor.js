// @ts-check
// Where it happened: one of the ranked candidates, another place of the gazetteer, or the pin on the map.

import { fetchPlaces } from "../../api.js";
import { createCombobox } from "../../dom/combobox.js";
import { element, fill } from "../../dom/element.js";
import { candidateParts } from "../../dom/why_here.js";
import { spotText } from "../../messages/describe.js";
import { messages } from "../../messages/index.js";
import { placeCorrection, SCOPES } from "../../pure/corrections.js";

/** @typedef {import("./editor.js").Editing} Editing */
/** @typedef {import("../../pure/types.js").Candidate} Candidate */
/** @typedef {import("../../pure/types.js").Place} Place */

const words = messages.correct;

/** @param {Editing} editing @returns {import("./editor.js").Editor} */
export function placeEditor({ store, incident, save }) {
  const list = element("ol", { class: "choices" });
  const pin = element("div", { class: "pin-line" });
  const name = element("input", { type: "text", id: "pin-name", autocomplete: "off", dir: "auto", placeholder: words.pinName, "aria-label": words.pinName });
  const button = element("button", { type: "submit", class: "button primary", id: "save-place", text: words.save });
  const scope = scopeChoice();
  const set = (/** @type {Partial<import("../../pure/types.js").Placing>} */ parts) => {
    const { placing } = store.get();
    if (placing) store.set({ placing: { ...placing, ...parts } });
  };
  const box = createCombobox({
    id: "place-search", label: words.search, placeholder: words.searchPlaceholder, nothing: messages.filters.nothingFound,
    search: async (typed) => (await fetchPlaces(typed)).map((place) => ({ label: place.name, note: [place.admin1, place.country_name ?? place.country].filter(Boolean).join(", "), value: place })),
    choose: ({ value }) => take(value),
  });

  /** A place that was searched for joins the candidates, so that the map shows it too. @param {Place} place */
  function take(place) {
    const candidates = store.get().placing?.candidates ?? [];
    const known = candidates.some(({ place_id: id }) => id === place.place_id);
    set({ candidates: known ? candidates : [...candidates, place], chosen: place.place_id, point: null });
    store.set({ fit: { point: [place.longitude, place.latitude] } });
  }

  const redraw = () => {
    const { placing } = store.get();
    if (!placing) return;
    const focused = document.activeElement instanceof HTMLElement && list.contains(document.activeElement) ? document.activeElement.id : "";
    fill(list, ...placing.candidates.map((candidate, index) => choice(candidate, index, placing, { take, hover: (id) => set({ hovered: id }) })));
    if (focused) document.getElementById(focused)?.focus();
    fill(pin, placing.point ? element("p", { class: "pin-spot" }, element("b", { text: words.pinAt(spotText(placing.point)) }), name) : element("p", { class: "muted", text: words.pin }));
    button.disabled = placing.chosen === null && !placing.point;
  };
  redraw();
  const form = element(
    "form", { class: "editor" },
    element("h3", { class: "card-part", text: words.chooseCandidate }),
    incident.candidates?.length ? null : element("p", { class: "muted small", text: words.noCandidates }),
    list, box.node, pin, scope.node,
    element("footer", {}, button),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { placing } = store.get();
    const correction = placing && placeCorrection(placing, scope.value(), name.value);
    if (correction) void save(correction);
  });
  return { node: form, redraw };
}

/**
 * @param {Candidate|Place} candidate
 * @param {number} index
 * @param {import("../../pure/types.js").Placing} placing
 * @param {{take: (place: Place) => void, hover: (id: number|string|null) => void}} act
 */
function choice(candidate, index, { chosen, hovered, point }, { take, hover }) {
  const { place_id: id } = candidate;
  const on = chosen === id && !point;
  const parts = candidateParts({ score: 0, reasons: [], ...candidate }, index);
  return element("li", {}, element("button", {
    type: "button", id: `candidate-${id}`, class: `choice${hovered === id ? " is-hovered" : ""}`, "aria-pressed": String(on),
    on: { click: () => take(candidate), pointerenter: () => hovered !== id && hover(id), pointerleave: () => hover(null) },
  }, ...("score" in candidate ? parts : parts.slice(0, 2))));
}

function scopeChoice() {
  const boxes = SCOPES.map((scope, index) => {
    const box = element("input", { type: "radio", name: "scope", id: `scope-${scope}`, value: scope });
    box.checked = index === 0;
    return box;
  });
  const node = element(
    "fieldset", { class: "scopes" }, element("legend", { text: words.scope }),
    ...SCOPES.map((scope, index) => element("label", { for: `scope-${scope}` }, boxes[index], element("span", { text: words.scopes[scope] }), element("small", { class: "muted", text: words.scopeHints[scope] }))),
  );
  return { node, value: () => SCOPES[boxes.findIndex((box) => box.checked)] ?? SCOPES[0] };
}

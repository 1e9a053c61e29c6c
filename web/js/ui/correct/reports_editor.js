// @ts-check
// What belongs together: merging incidents that tell of one event, splitting them again, hiding what is none.

import { fetchRows } from "../../api.js";
import { element, fill } from "../../dom/element.js";
import { rowSymbol } from "../../dom/incident_row.js";
import { dateText, placeText } from "../../messages/describe.js";
import { messages } from "../../messages/index.js";
import { likelyTwins } from "../../pure/corrections.js";

/** @typedef {import("./editor.js").Editing} Editing */
/** @typedef {import("../../pure/types.js").Incident} Incident */

const words = messages.correct;
const OFFERED = 12;

/** @param {Editing} editing @returns {import("./editor.js").Editor} */
export function reportsEditor({ store, incident, save }) {
  const reports = incident.reports?.length ?? incident.sources.length;
  const split = element("button", { type: "button", class: "button", id: "split", text: words.split, on: { click: () => void save({ action: "split", scope: "mention", incident: incident.id }) } });
  // What is hidden cannot stay open.
  const hide = element("button", { type: "button", class: "button", id: "hide", text: words.hide, on: { click: () => void save({ action: "hide", scope: "mention", incident: incident.id }, { selected: null }) } });
  const node = element(
    "div", { class: "editor" },
    mergeForm(incident, save),
    reports > 1 && element("section", {}, element("p", { class: "muted small", text: words.splitHint }), split),
    element("section", {}, element("p", { class: "muted small", text: words.hideHint }), hide),
  );
  store.set({ placing: null });
  return { node, redraw: () => undefined };
}

/** @param {Incident} incident @param {Editing["save"]} save */
function mergeForm(incident, save) {
  const list = element("ul", { class: "choices" }, element("li", { class: "muted", text: messages.card.loading }));
  const button = element("button", { type: "submit", class: "button primary", id: "merge", disabled: true, text: words.mergeSave(0) });
  const chosen = () => [...list.querySelectorAll("input:checked")].map((box) => /** @type {HTMLInputElement} */ (box).value);
  list.addEventListener("change", () => {
    button.disabled = !chosen().length;
    button.textContent = words.mergeSave(chosen().length);
  });
  void findTwins(incident).then((twins) => fill(list, ...(twins.length ? twins.map(twinRow) : [element("li", { class: "muted", text: words.mergeNone })])));
  const form = element("form", { "aria-labelledby": "merge-heading" }, element("h3", { class: "card-part", id: "merge-heading", text: words.merge }), element("p", { class: "muted small", text: words.mergeHint }), list, button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void save({ action: "merge", scope: "mention", incident: incident.id, with: chosen() });
  });
  return form;
}

/** @param {Incident} incident @returns {Promise<Incident[]>} */
async function findTwins(incident) {
  const filter = likelyTwins(incident);
  if (!filter) return [];
  const page = await fetchRows(filter, "-date").catch(() => ({ rows: [] }));
  return page.rows.filter(({ id }) => id !== incident.id).slice(0, OFFERED);
}

/** @param {Incident} incident */
function twinRow(incident) {
  const box = element("input", { type: "checkbox", value: incident.id });
  return element("li", {}, element("label", { class: "twin" }, box, rowSymbol(incident, 18), element("span", {}, element("bdi", { text: incident.title }), element("small", { class: "muted", text: `${dateText(incident)} · ${placeText(incident)}` }))));
}

// @ts-check
// The card of the selected incident. It takes the focus when opened, and says so where the incident cannot be had.

import { fetchFeature } from "../api.js";
import { viewLink } from "../address.js";
import { backButton } from "../dom/back_button.js";
import { byId, element, fill } from "../dom/element.js";
import { incidentCard } from "../dom/incident_card.js";
import { messages } from "../messages/index.js";
import { withRegion } from "../pure/filter.js";

/** @typedef {import("../state.js").Store} Store */

/** @param {Store} store */
export function createDetailPanel(store) {
  const panel = byId("detail");
  const draw = () => {
    const { open, openError, selected } = store.get();
    if (!selected) {
      delete panel.dataset.shown;
      return fill(panel);
    }
    const isNew = panel.dataset.shown !== selected;
    const content = open?.id === selected ? incidentCard(open, cardActions(store, open)) : waiting(openError);
    const top = panel.scrollTop;
    fill(panel, backButton(messages.list.back, () => store.select(null)), content);
    panel.scrollTop = isNew ? 0 : top;
    if (open?.id !== selected) return;
    if (isNew && store.get().opener !== "reader" && !store.get().correcting) content.focus({ preventScroll: true });
    panel.dataset.shown = selected;
  };
  // Before the list in the order of subscriptions, so that its row is visible when the focus returns to it.
  store.subscribe(["selected", "open", "openError"], draw);
  draw();
}

/** @param {Store} store @param {import("../pure/types.js").OpenIncident} incident */
function cardActions(store, incident) {
  return {
    onClose: () => store.select(null),
    onRegion: (/** @type {string} */ name) => store.set({ filter: withRegion(store.get().filter, name), fit: { ids: null } }),
    onRead: (/** @type {string} */ document) => store.set({ reading: document }),
    onCorrect: () => store.set({ correcting: "place" }),
    onCopy: async (/** @type {"link"|"geojson"} */ what) =>
      navigator.clipboard.writeText(what === "link" ? viewLink(store) : JSON.stringify(await fetchFeature(incident.id), null, 2)),
  };
}

/** @param {import("../api.js").ApiError|null} error @returns {HTMLElement} */
function waiting(error) {
  if (!error) return element("p", { class: "panel-note", text: messages.card.loading });
  const title = error.status === 404 ? messages.card.gone : error.message;
  return element("div", { class: "panel-note", role: "alert" }, element("b", { text: title }), error.status !== 404 && element("p", { text: error.detail }));
}

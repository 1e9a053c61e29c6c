// @ts-check
// The card in the side panel: for incidents without a place, which no popup can show, and on narrow screens, where a
// popup would cover the map.

import { byId, element, fill } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { incidentCard } from "../dom/incident_card.js";
import { messages } from "../messages/index.js";
import { withRegion } from "../pure/filter.js";
import { hasPlace } from "../pure/place.js";

/** @typedef {import("../state.js").Store} Store */

/** @param {Store} store */
export function createDetailPanel(store) {
  const panel = byId("detail");
  const list = byId("list");
  const draw = () => {
    const { selected, shown, narrow } = store.get();
    const incident = shown.find(({ id }) => id === selected);
    const here = incident && (narrow || !hasPlace(incident));
    panel.hidden = !here;
    panel.dataset.shown = here ? incident.id : "";
    list.hidden = Boolean(here);
    if (!here) return fill(panel);
    const onClose = () => store.select(null);
    const onRegion = (/** @type {string} */ name) => store.set({ filter: withRegion(store.get().filter, name), fit: { ids: null } });
    const card = incidentCard(incident, { onClose, onRegion }, 2);
    const back = element("button", { type: "button", class: "link back", on: { click: onClose } }, icon("back", 14), messages.list.back);
    fill(panel, back, card);
    if (narrow) store.set({ panel: "list" });
    panel.scrollTop = 0;
    card.focus({ preventScroll: true });
  };
  // Before the list in the order of subscriptions, so that its row is visible when the focus returns to it.
  store.subscribe(["selected", "narrow"], draw);
  store.subscribe(["shown"], () => store.get().selected && panel.dataset.shown !== store.get().selected && draw());
}

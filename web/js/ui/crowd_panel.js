// @ts-check
// Several incidents on one spot, to choose from.

import { backButton } from "../dom/back_button.js";
import { byId, element, fill } from "../dom/element.js";
import { incidentRow } from "../dom/incident_row.js";
import { messages } from "../messages/index.js";

/** @param {import("../state.js").Store} store */
export function createCrowdPanel(store) {
  const panel = byId("crowd");
  const draw = () => {
    const { crowd } = store.get();
    if (!crowd) return fill(panel);
    const rows = crowd.incidents.map((incident) => element("li", {}, incidentRow(incident)));
    const heading = element("h2", { tabindex: "-1", text: crowd.title });
    fill(panel, backButton(messages.list.back, () => store.set({ crowd: null })), heading, element("ol", {}, ...rows));
    heading.focus({ preventScroll: true });
  };
  panel.addEventListener("click", (event) => {
    const row = /** @type {Element} */ (event.target).closest("[data-incident]");
    if (row instanceof HTMLElement && row.dataset.incident) store.select(row.dataset.incident, "map");
  });
  store.subscribe(["crowd"], draw);
  draw();
}

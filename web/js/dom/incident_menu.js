// @ts-check
// A short list to choose from, where several incidents share one spot.

import { dateText } from "../messages/describe.js";
import { symbolGroup } from "../pure/groups.js";
import { element } from "./element.js";
import { incidentSymbol, LOW_CONFIDENCE } from "./symbol.js";

/**
 * @param {string} title
 * @param {import("../pure/types.js").Incident[]} incidents
 * @param {(id: string) => void} choose
 */
export function incidentMenu(title, incidents, choose) {
  const items = incidents.map((incident) =>
    element("li", {}, element("button", { type: "button", class: "menu-row", on: { click: () => choose(incident.id) } },
      incidentSymbol(symbolGroup(incident.type, incident.group), 18, { hollow: incident.confidence < LOW_CONFIDENCE }),
      element("span", { class: "name", dir: "auto", text: incident.title }),
      element("span", { class: "muted", text: dateText(incident) }))));
  return element("section", { class: "incident-menu", tabindex: "-1", "aria-label": title }, element("h3", { text: title }), element("ul", {}, ...items));
}

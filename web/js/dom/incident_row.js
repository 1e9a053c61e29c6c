// @ts-check
// One incident in a list: symbol, title, place, date and the figure that matters most.

import { dateText, headlineFigure } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { symbolGroup } from "../pure/groups.js";
import { breadcrumb, hasPlace } from "../pure/place.js";
import { element } from "./element.js";
import { incidentSymbol, LOW_CONFIDENCE, precisionSign } from "./symbol.js";

/** @typedef {import("../pure/types.js").Incident} Incident */

/**
 * @param {Incident} incident
 * @param {{isNew?: boolean}} [options]
 */
export function incidentRow(incident, { isNew = false } = {}) {
  const figure = headlineFigure(incident);
  const where = hasPlace(incident) ? breadcrumb({ ...incident, admin2: null }).map((crumb) => crumb.name).slice(0, 2).join(", ") : messages.precision.none;
  const place = element("span", { class: "row-place" }, precisionSign(incident.location_precision), element("span", { dir: "auto", text: where }));
  const text = element("span", { class: "row-text" }, element("span", { class: "row-title", dir: "auto" }, isNew && element("span", { class: "row-new", text: messages.list.added }), isNew && " ", incident.title), place);
  const side = element("span", { class: "row-side" }, element("span", { text: dateText(incident) }), figure && element("b", { text: figure }));
  return element("button", { type: "button", class: "row", "data-incident": incident.id }, rowSymbol(incident), text, side);
}

/** @param {Incident} incident @param {number} [size]  pixels */
export function rowSymbol(incident, size = 20) {
  return incidentSymbol(symbolGroup(incident.type, incident.group), size, { hollow: incident.confidence < LOW_CONFIDENCE });
}

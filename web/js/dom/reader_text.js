// @ts-check
// The text of an article with its marks, and beside each paragraph the numbers of the incidents told in it.

import { messages } from "../messages/index.js";
import { element } from "./element.js";
import { rowSymbol } from "./incident_row.js";

/** @typedef {import("../pure/reading.js").Paragraph} Paragraph */
/** @typedef {import("../pure/reading.js").Piece} Piece */
/** @typedef {import("../pure/types.js").OpenIncident} OpenIncident */

const words = messages.reader;

/**
 * @param {Paragraph[]} paragraphs
 * @param {OpenIncident[]} incidents  numbered in this order
 */
export function readerText(paragraphs, incidents) {
  return element("div", { class: "reader-text" }, ...paragraphs.map((paragraph) => paragraphNode(paragraph, incidents)));
}

/** @param {Paragraph} paragraph @param {OpenIncident[]} incidents */
function paragraphNode({ pieces, incidents: ids, reasons }, incidents) {
  const numbers = ids.flatMap((id) => {
    const index = incidents.findIndex((incident) => incident.id === id);
    return index < 0 ? [] : [numberButton(incidents[index], index + 1)];
  });
  const quiet = pieces.every(({ span }) => !span?.incidents.length);
  return element(
    "div", { class: quiet ? "passage is-quiet" : "passage", "data-ids": ids.join(" ") },
    element("div", { class: "passage-numbers" }, ...numbers),
    element("p", { dir: "auto" }, ...pieces.map(pieceNode)),
    ...reasons.map((reason) => element("p", { class: "not-taken", text: words.notTaken(words.reasons[reason] ?? reason) })),
  );
}

/** @param {OpenIncident} incident @param {number} number */
function numberButton(incident, number) {
  const label = words.openIncident(number, incident.title);
  return element("button", { type: "button", class: "passage-number", "data-incident": incident.id, title: label, "aria-label": label }, element("span", { text: messages.number(number) }), rowSymbol(incident, 15));
}

/** @param {Piece} piece */
function pieceNode({ text, span }) {
  if (!span) return text;
  const { role, incidents, toponym, rejected } = span;
  if (rejected) return element("mark", { class: "role-rejected", title: words.notTaken(words.reasons[rejected.reason] ?? rejected.reason), text });
  const [incident] = incidents;
  if (role === "place" && toponym && toponym.lon != null) return placeMark(text, toponym, incident);
  const lost = role === "place" && !incident;
  return element("mark", { class: lost ? "role-place is-lost" : `role-${role}`, title: lost ? words.placeUnknown : messages.card.roles[/** @type {"trigger"} */ (role)], "data-incident": incident, text });
}

/** A place that can be shown on the map, also by key. @param {string} text @param {import("../pure/types.js").Toponym} toponym @param {string|undefined} incident */
function placeMark(text, { place, name, lon, lat, role }, incident) {
  const aside = role === "associative" ? ` (${words.associative})` : "";
  return element("mark", {
    class: `role-place${role === "associative" ? " is-associative" : ""}`, role: "button", tabindex: "0",
    title: words.placeHint(`${place ?? name}${aside}`), "data-incident": incident, "data-lon": lon, "data-lat": lat, text,
  });
}

// @ts-check
// An incident in words, for list, map labels and screen readers: the pure facts joined with the messages.

import { casualtyText } from "../pure/casualties.js";
import { filterDates, incidentDate } from "../pure/dates.js";
import { breadcrumb, hasPlace, uncertaintyText } from "../pure/place.js";
import { splitNear } from "../pure/drawn_area.js";
import { messages } from "./index.js";

/** @typedef {import("../pure/types.js").Incident} Incident */
/** @typedef {import("../pure/types.js").Filter} Filter */
/** @typedef {import("../pure/filter.js").FilterPart} FilterPart */

/** @param {Incident} incident */
export function dateText(incident) {
  return incidentDate(incident) ?? messages.card.dateUnknown;
}

/** "Taji air base, Baghdad, Iraq"; "Iraq, whole country". @param {Incident} incident */
export function placeText(incident) {
  if (!hasPlace(incident)) return messages.card.placeUnknown;
  const names = breadcrumb(incident).map((crumb) => crumb.name);
  if (incident.location_precision === "country") names.push(messages.card.wholeCountry);
  return names.join(", ");
}

/** "Site, ± 2 km". A country's radius says nothing that the word does not. @param {Incident} incident */
export function precisionText(incident) {
  const word = messages.precision[incident.location_precision] ?? incident.location_precision;
  const country = incident.location_precision === "country";
  return { word, radius: country || !hasPlace(incident) ? null : uncertaintyText(incident.uncertainty_m) };
}

/** The figure that a label has room for: killed, else injured, else nothing. @param {Incident} incident */
export function headlineFigure(incident) {
  for (const kind of /** @type {const} */ (["killed", "injured"])) {
    const min = incident[`${kind}_min`];
    const max = incident[`${kind}_max`];
    if (!min && !max) continue;
    return messages.map.casualties(casualtyText(min, max, incident[`${kind}_open`]).figure, kind);
  }
  return null;
}

const regionNames = new Intl.DisplayNames([messages.language], { type: "region" });

/**
 * A country by the server's name where it gives one, so that map, list and filter agree; else by the browser's.
 * @param {string|null} code  ISO 3166-1 alpha-2
 * @param {string} fallback  for lands without a code
 * @param {import("../pure/types.js").Region[]} regions
 */
export function countryName(code, fallback, regions) {
  const known = regions.find(({ kind, country }) => kind === "country" && country === code);
  return known?.name ?? (code && regionNames.of(code)) ?? fallback;
}

/** @param {Incident} incident */
export function markerText(incident) {
  return messages.map.marker(incident.title, dateText(incident), placeText(incident));
}

/**
 * A part of the filter as its chip says it.
 * @param {FilterPart} part
 * @param {Filter} filter
 * @param {import("../pure/types.js").Region[]} regions
 * @param {import("../pure/types.js").TypeGroup[]} taxonomy
 */
export function filterPartText(part, filter, regions, taxonomy) {
  if (part.kind === "dates") return filterDates(filter.from, filter.to, messages.chips.dates);
  if (part.kind === "area") return messages.chips.area[filter.shape ? "shape" : "bbox"];
  if (part.kind === "near") return nearText(filter.near);
  if (part.kind === "region") return regions.find((region) => region.id === part.value)?.name ?? part.value;
  const labels = new Map(taxonomy.flatMap((group) => [...group.types, { id: group.id, label: group.label }]).map((type) => [type.id, type.label]));
  return messages.chips.types(filter.types.map((id) => labels.get(id) ?? id));
}

/** "within 50 km of Baghdad". @param {string|null} near */
function nearText(near) {
  const parts = splitNear(near ?? "");
  return parts ? messages.chips.near(parts.spot ? messages.chips.thisSpot : parts.place, parts.km) : "";
}

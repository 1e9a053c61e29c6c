// @ts-check
// An incident in words, for list, map labels and screen readers: the pure facts joined with the messages.

import { casualtyText } from "../pure/casualties.js";
import { filterDates, incidentDate, longDate } from "../pure/dates.js";
import { splitNear } from "../pure/drawn_area.js";
import { breadcrumb, hasPlace, uncertaintyText } from "../pure/place.js";
import { messages } from "./index.js";

/** @typedef {import("../pure/types.js").Incident} Incident */
/** @typedef {import("../pure/types.js").MapIncident} MapIncident */
/** @typedef {import("../pure/types.js").Filter} Filter */
/** @typedef {import("../pure/filter.js").FilterPart} FilterPart */

const { locale } = messages;

/** @param {Pick<MapIncident, "date_start"|"date_end"|"date_precision">} incident */
export function dateText(incident) {
  return incidentDate(incident, locale) ?? messages.card.dateUnknown;
}

/** "3 Jan 2020" in the reader's language. @param {string} iso */
export function dayText(iso) {
  return longDate(iso.slice(0, 10), locale);
}

/** "Taji air base, Baghdad, Iraq"; "Iraq, whole country". @param {MapIncident} incident */
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
  return { word, radius: country || !hasPlace(incident) ? null : uncertaintyText(incident.uncertainty_m, locale) };
}

/** The figure that a label has room for: killed, else injured, else nothing. @param {MapIncident} incident */
export function headlineFigure(incident) {
  for (const kind of /** @type {const} */ (["killed", "injured"])) {
    const min = incident[`${kind}_min`] ?? null;
    const max = incident[`${kind}_max`] ?? null;
    if (!min && !max) continue;
    return messages.map.casualties(casualtyText(min, max, incident[`${kind}_open`], locale).figure, kind);
  }
  return null;
}

/** A type by its id, in the reader's language. @param {string} id @param {string} label  the server's words */
export function typeText(id, label) {
  return messages.types[id] ?? label;
}

/** 0.88 as the reader writes it. @param {number} share */
export function shareText(share) {
  return share.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** "33.79° N, 42.44° E", from latitude and longitude. @param {{longitude: number, latitude: number}} point */
export function spotText({ longitude, latitude }) {
  const degrees = (/** @type {number} */ value) => Math.abs(value).toLocaleString(locale, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
  return `${degrees(latitude)}° ${latitude < 0 ? "S" : "N"}, ${degrees(longitude)}° ${longitude < 0 ? "W" : "E"}`;
}

const regionNames = new Intl.DisplayNames([locale], { type: "region" });

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

/** @param {MapIncident} incident */
export function markerText(incident) {
  return messages.map.marker(incident.title, dateText(incident), placeText(incident));
}

/**
 * A part of the filter as its chip says it.
 * @param {FilterPart} part
 * @param {Filter} filter
 * @param {import("../pure/types.js").Region[]} regions
 * @param {import("../pure/types.js").TypeGroup[]} taxonomy
 * @returns {string}
 */
export function filterPartText(part, filter, regions, taxonomy) {
  const words = messages.chips;
  switch (part.kind) {
    case "dates": return filterDates(filter.from, filter.to, words.dates, locale);
    case "area": return words.area[filter.shape ? "shape" : "bbox"];
    case "near": return nearText(filter.near);
    case "region": return regions.find((region) => region.id === part.value)?.name ?? part.value;
    case "words": return words.words(filter.words ?? "");
    case "actor": return words.actor(filter.actor ?? "");
    case "killed": return words.killed(filter.minKilled ?? 0);
    case "confidence": return words.confidence(shareText(filter.minConfidence ?? 0));
    case "precision": return filter.precisions.map((name) => messages.precision[name]).join(", ");
    case "types": return words.types(filter.types.map((id) => typeLabel(id, taxonomy)));
  }
}

/** @param {string} id  of a type or a group @param {import("../pure/types.js").TypeGroup[]} taxonomy */
function typeLabel(id, taxonomy) {
  const group = taxonomy.find((candidate) => candidate.id === id);
  const type = taxonomy.flatMap(({ types }) => types).find((candidate) => candidate.id === id);
  return typeText(id, group?.label ?? type?.label ?? id);
}

/** "within 50 km of Baghdad". @param {string|null} near */
function nearText(near) {
  const parts = splitNear(near ?? "");
  return parts ? messages.chips.near(parts.spot ? messages.chips.thisSpot : parts.place, parts.km) : "";
}

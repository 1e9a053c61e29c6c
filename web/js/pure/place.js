// @ts-check
// Where, in words: "Taji air base, Baghdad, Iraq" and how exact that is.

/** @typedef {import("./types.js").Incident} Incident */

/** Drawn as an area with a label, never as a pin. @type {ReadonlySet<string>} */
const AREAS = new Set(["district", "province", "region", "country"]);

/** @param {Pick<Incident, "location_precision">} incident */
export function isArea(incident) {
  return AREAS.has(incident.location_precision);
}

/** @param {Pick<Incident, "location_precision"|"longitude"|"latitude">} incident */
export function hasPlace(incident) {
  return incident.location_precision !== "none" && incident.longitude != null && incident.latitude != null;
}

/**
 * From the smallest part to the country, each name once.
 * @param {Partial<Pick<Incident, "place"|"admin1"|"admin2"|"country_name">>} incident
 * @returns {{name: string, kind: "place"|"admin2"|"admin1"|"country"}[]}
 */
export function breadcrumb(incident) {
  /** @type {{name: string, kind: "place"|"admin2"|"admin1"|"country"}[]} */
  const crumbs = [];
  /** @type {["place"|"admin2"|"admin1"|"country", string|null|undefined][]} */
  const levels = [
    ["place", incident.place],
    ["admin2", incident.admin2],
    ["admin1", incident.admin1],
    ["country", incident.country_name],
  ];
  for (const [kind, name] of levels) {
    const twin = crumbs.findIndex((crumb) => crumb.name.toLowerCase() === name?.toLowerCase());
    if (!name) continue;
    // "Iraq, Iraq": the place is the country itself, and the country can be filtered by.
    if (twin >= 0) crumbs[twin].kind = kind === "admin2" ? crumbs[twin].kind : kind;
    else crumbs.push({ name, kind });
  }
  return crumbs;
}

/**
 * The radius for readers: two figures, metres below one kilometre.
 * @param {number|null|undefined} uncertainty_m  metres
 * @param {string} [locale]
 * @returns {string|null} null when it is not known
 */
export function uncertaintyText(uncertainty_m, locale = "en-GB") {
  if (uncertainty_m == null || uncertainty_m <= 0) return null;
  if (uncertainty_m < 1000) return `± ${Math.round(uncertainty_m / 50) * 50 || 50} m`;
  const km = uncertainty_m / 1000;
  const rounded = km < 10 ? Math.round(km * 2) / 2 : Math.round(Number(km.toPrecision(2)));
  return `± ${rounded.toLocaleString(locale)} km`;
}

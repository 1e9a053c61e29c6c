// @ts-check
// Corrections as the server takes them, built from what the reader chose, and what each of them says in a row.

/** @typedef {import("./types.js").Correction} Correction */
/** @typedef {import("./types.js").CorrectionScope} CorrectionScope */
/** @typedef {import("./types.js").Placing} Placing */

/** @type {readonly CorrectionScope[]} */
export const SCOPES = ["mention", "document", "everywhere"];

/**
 * The place that was chosen, or where the pin was put; null where neither was.
 * @param {Placing} placing
 * @param {CorrectionScope} scope
 * @param {string} name  of a pinned spot; may be empty
 * @returns {Correction|null}
 */
export function placeCorrection({ incident, chosen, point }, scope, name) {
  if (point) return { action: "move", scope, incident, longitude: point.longitude, latitude: point.latitude, ...(name.trim() ? { name: name.trim() } : {}) };
  return chosen === null ? null : { action: "choose_place", scope, incident, place_id: chosen };
}

/**
 * @param {string} incident
 * @param {string} from  ISO date
 * @param {string} to  ISO date, or empty: the same day
 * @returns {Correction|null} null where the days are missing or the wrong way round
 */
export function dateCorrection(incident, from, to) {
  const end = to || from;
  return from && from <= end ? { action: "set_date", scope: "mention", incident, date_start: from, date_end: end } : null;
}

/**
 * @param {string} incident
 * @param {Record<"killed_min"|"killed_max"|"injured_min"|"injured_max", string>} figures  as typed; empty: not known
 * @returns {Correction|null} null where a least figure is larger than its most
 */
export function casualtyCorrection(incident, figures) {
  const read = (/** @type {string} */ typed) => (typed.trim() === "" ? null : Math.max(0, Math.round(Number(typed)) || 0));
  const pair = (/** @type {"killed"|"injured"} */ kind) => {
    const min = read(figures[`${kind}_min`]);
    const max = read(figures[`${kind}_max`]);
    return { min: min ?? null, max: max ?? min };
  };
  const [killed, injured] = [pair("killed"), pair("injured")];
  if ([killed, injured].some(({ min, max }) => min !== null && max !== null && min > max)) return null;
  return { action: "set_casualties", scope: "mention", incident, killed_min: killed.min, killed_max: killed.max, injured_min: injured.min, injured_max: injured.max };
}

/**
 * What may tell of the same event: near in time and place.
 * @param {import("./types.js").Incident} incident
 * @returns {import("./types.js").Filter|null} null where neither day nor place is known
 */
export function likelyTwins(incident, { days = 3, km = 60 } = {}) {
  const { date_start: start, date_end: end, longitude, latitude, country_name: country } = incident;
  if (!start && longitude === null) return null;
  return {
    words: null, bbox: null, shape: null, types: [], actor: null, minKilled: null, precisions: [], minConfidence: null,
    from: start ? moved(start, -days) : null,
    to: start ? moved(end ?? start, days) : null,
    near: longitude !== null && latitude !== null && incident.location_precision !== "country" ? `${longitude},${latitude},${km}` : null,
    regions: longitude !== null && incident.location_precision === "country" && country ? [country] : [],
  };
}

/** @param {string} iso @param {number} days */
function moved(iso, days) {
  const date = new Date(`${iso}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** What a correction set, in figures and names that need no language. @param {Correction} correction @returns {string} */
export function correctionDetail(correction) {
  const range = (/** @type {number|null|undefined} */ min, /** @type {number|null|undefined} */ max) => (min == null && max == null ? "—" : min === max ? `${min}` : `${min ?? ""}–${max ?? ""}`);
  switch (correction.action) {
    case "move": return correction.name ?? `${correction.latitude.toFixed(3)}, ${correction.longitude.toFixed(3)}`;
    case "choose_place": return correction.name ?? correction.place ?? "";
    case "set_type": return correction.type;
    case "set_date": return [...new Set([correction.date_start, correction.date_end])].filter(Boolean).join(" – ");
    case "set_casualties": return `${range(correction.killed_min, correction.killed_max)} / ${range(correction.injured_min, correction.injured_max)}`;
    default: return "";
  }
}

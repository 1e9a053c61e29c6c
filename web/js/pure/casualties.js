// @ts-check
// Killed and injured as text. Unknown, a stated zero, an exact figure, a range and an open end all read differently.

/**
 * @typedef {{figure: string, note: "unknown"|"stated"|"at_least"|"at_most"|"range"}} CasualtyText
 * @param {number|null|undefined} min  persons
 * @param {number|null|undefined} max  persons
 * @param {boolean} [open]  the upper end is open: "at least 109"
 * @param {string} [locale]
 * @returns {CasualtyText}
 */
export function casualtyText(min, max, open = false, locale = "en-GB") {
  const count = (/** @type {number} */ persons) => persons.toLocaleString(locale);
  const low = min ?? null;
  const high = max ?? null;
  if (low === null && high === null) return { figure: "—", note: "unknown" };
  if (low === null) return { figure: `≤ ${count(/** @type {number} */ (high))}`, note: "at_most" };
  if (open || high === null) return { figure: `≥ ${count(low)}`, note: "at_least" };
  if (low === high) return { figure: count(low), note: "stated" };
  return { figure: `${count(low)}–${count(high)}`, note: "range" };
}

// @ts-check
// The list's order and its month headings.

import { monthHeading } from "./dates.js";

/** @typedef {import("./types.js").Incident} Incident */

/**
 * Newest first; incidents without a date last; ties by title, then id, so that the order never flickers.
 * @param {Incident[]} incidents
 * @returns {Incident[]} a new array
 */
export function newestFirst(incidents) {
  return [...incidents].sort(
    (a, b) =>
      compare(b.date_start ?? "", a.date_start ?? "") ||
      compare(b.date_end ?? "", a.date_end ?? "") ||
      compare(a.title, b.title) ||
      compare(a.id, b.id),
  );
}

/**
 * Runs of incidents under one heading.
 * @param {Incident[]} sorted  as `newestFirst` gives them
 * @returns {{heading: string|null, incidents: Incident[]}[]} heading null: no date
 */
export function byMonth(sorted) {
  /** @type {{heading: string|null, incidents: Incident[]}[]} */
  const runs = [];
  for (const incident of sorted) {
    const heading = monthHeading(incident);
    const last = runs[runs.length - 1];
    if (last && last.heading === heading) last.incidents.push(incident);
    else runs.push({ heading, incidents: [incident] });
  }
  return runs;
}

/**
 * @param {string} a
 * @param {string} b
 */
function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

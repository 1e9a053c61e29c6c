// @ts-check
// The orders of the list and its headings. The server sorts; where rows of one month or country follow each other, they
// stand under one heading.

import { monthHeading } from "./dates.js";

/** @typedef {import("./types.js").Incident} Incident */
/** @typedef {import("./types.js").SortKey} SortKey */

/** The first is where nothing was chosen. @type {readonly SortKey[]} */
export const SORT_KEYS = ["-date", "place", "-killed", "-confidence", "relevance"];

/**
 * Runs of rows under one heading.
 * @param {Incident[]} rows  as the server sorted them
 * @param {SortKey} sort
 * @param {string} locale
 * @param {{from?: number, heading?: string|null}} [start]  rows before `from` are left out; the heading they ended under
 * @returns {{heading: string|null|undefined, incidents: Incident[]}[]} heading null: not known; undefined: none is due
 */
export function headedRuns(rows, sort, locale, { from = 0 } = {}) {
  /** @type {{heading: string|null|undefined, incidents: Incident[]}[]} */
  const runs = [];
  for (const incident of from ? rows.slice(from) : rows) {
    const heading = headingOf(incident, sort, locale);
    const last = runs[runs.length - 1];
    if (last && last.heading === heading) last.incidents.push(incident);
    else runs.push({ heading, incidents: [incident] });
  }
  return runs;
}

/**
 * @param {Incident} incident
 * @param {SortKey} sort
 * @param {string} locale
 * @returns {string|null|undefined}
 */
export function headingOf(incident, sort, locale) {
  if (sort === "-date") return monthHeading(incident, locale);
  return sort === "place" ? incident.country_name : undefined;
}

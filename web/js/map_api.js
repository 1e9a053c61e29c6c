// @ts-check
// What map and timeline ask of the server: clusters of a tile, the histogram, what lies in a box, outlines.

import { incidentOf, request } from "./api.js";
import { filterQuery } from "./pure/filter.js";

/** @typedef {import("./pure/types.js").Filter} Filter */
/** @typedef {import("./pure/types.js").Incident} Incident */

/**
 * @param {string} query  the filter's words
 * @param {{z: number, x: number, y: number}} tile
 * @param {AbortSignal} [signal]
 * @returns {Promise<import("./pure/types.js").TileAnswer>}
 */
export async function fetchClusters(query, { z, x, y }, signal) {
  return request(`api/clusters/${z}/${x}/${y}${query ? `?${query}` : ""}`, { signal });
}

/**
 * @param {Filter} filter
 * @param {number} bins  at most
 * @param {AbortSignal} [signal]
 * @returns {Promise<import("./pure/types.js").Timeline>}
 */
export async function fetchTimeline(filter, bins, signal) {
  const query = filterQuery(filter);
  query.set("bins", String(bins));
  return request(`api/timeline?${query}`, { signal });
}

/**
 * The first incidents inside a box.
 * @param {Filter} filter
 * @param {import("./pure/types.js").Bounds} bbox
 * @param {number} limit
 * @returns {Promise<{incidents: Incident[], matched: number}>}
 */
export async function fetchInBox(filter, bbox, limit) {
  const query = filterQuery(filter);
  query.set("bbox", bbox.join(","));
  query.set("limit", String(limit));
  const collection = await request(`api/collections/incidents/items?${query}`);
  return { incidents: collection.features.map(incidentOf), matched: collection.numberMatched };
}

/**
 * The outline of a country or a first-order division that has incidents.
 * @param {string} name  or id
 * @param {string|null} [country]  ISO 3166-1 alpha-2, where two may bear the name
 * @returns {Promise<any>} GeoJSON geometry; null where there is none
 */
export async function fetchOutline(name, country = null) {
  const { regions } = await request(`api/regions?${new URLSearchParams({ q: /^\d+$/.test(name) ? "" : name, geometry: "true" })}`);
  const same = (/** @type {any} */ region) => [region.id, region.name.toLowerCase()].includes(name.toLowerCase()) && (!country || region.country === country);
  return regions.find(same)?.geometry ?? null;
}

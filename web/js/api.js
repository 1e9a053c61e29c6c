// @ts-check
// The only place that talks to the server. Every failure is an ApiError that can be shown as it is.

import { messages } from "./messages/index.js";
import { serverText } from "./messages/server_text.js";
import { filterQuery } from "./pure/filter.js";

/** @typedef {import("./pure/types.js").Filter} Filter */
/** @typedef {import("./pure/types.js").Incident} Incident */

/** How many incidents one view holds; the rest is counted and said. Clusters from the server lift this later. */
const ITEM_LIMIT = 10000;

/** What went wrong, in the server's words where it had any (RFC 9457), with the status; 0: no answer at all. */
export class ApiError extends Error {
  /**
   * @param {string} title
   * @param {string} detail
   * @param {number} status
   * @param {string|null} [parameter]  of the request, where one is to blame
   */
  constructor(title, detail, status, parameter = null) {
    super(serverText(title));
    this.detail = serverText(detail);
    this.status = status;
    this.parameter = parameter;
  }
}

/**
 * @param {Filter} filter
 * @param {AbortSignal} [signal]
 * @returns {Promise<{incidents: Incident[], matched: number}>}
 */
export async function fetchIncidents(filter, signal) {
  const query = filterQuery(filter);
  query.set("limit", String(ITEM_LIMIT));
  const collection = await request(`api/collections/incidents/items?${query}`, { signal });
  const incidents = collection.features.map(incidentOf);
  return { incidents, matched: collection.numberMatched ?? incidents.length };
}

/** Only the number. @param {Filter} filter @returns {Promise<number>} */
export async function countIncidents(filter) {
  const query = filterQuery(filter);
  query.set("limit", "1");
  const collection = await request(`api/collections/incidents/items?${query}`);
  return collection.numberMatched;
}

/**
 * @param {string} words  empty: the regions that have incidents
 * @returns {Promise<import("./pure/types.js").Region[]>}
 */
export async function fetchRegions(words) {
  return (await request(`api/regions?${new URLSearchParams({ q: words })}`)).regions;
}

/** @returns {Promise<import("./pure/types.js").TypeGroup[]>} */
export async function fetchTaxonomy() {
  return (await request("api/taxonomy")).groups;
}

/** @returns {Promise<{status: string, store: string}>} */
export async function fetchHealth() {
  return request("healthz");
}

/**
 * @param {import("./pure/types.js").DocumentInput} document
 * @returns {Promise<import("./pure/types.js").DocumentResult>}
 */
export async function postDocument(document) {
  const body = JSON.stringify(document);
  const result = await request("api/documents", { method: "POST", headers: { "content-type": "application/json" }, body });
  return { ...result, warnings: result.warnings.map(serverText) };
}

/** Where the filtered incidents can be downloaded. @param {Filter} filter */
export function exportAddress(filter) {
  const query = filterQuery(filter).toString();
  return `api/export.geojson${query ? `?${query}` : ""}`;
}

/** @param {any} feature @returns {Incident} */
function incidentOf(feature) {
  const properties = feature.properties;
  const [longitude, latitude] = feature.geometry?.coordinates ?? [null, null];
  return {
    actors: [], weapons: [], evidence: [], sources: [], sentence: "",
    ...properties, longitude, latitude, id: String(feature.id ?? properties.id),
  };
}

/**
 * @param {string} address
 * @param {RequestInit} [options]
 * @returns {Promise<any>}
 */
async function request(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch (error) {
    if (options?.signal?.aborted) throw error;
    throw new ApiError(messages.errors.unreachable, messages.errors.unreachableDetail, 0);
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) {
    throw new ApiError(body?.title ?? messages.errors.unexpected, body?.detail ?? "", response.status, body?.parameter);
  }
  if (body === null) throw new ApiError(messages.errors.unexpected, address, response.status);
  return body;
}

// @ts-check
// The only place that talks to the server. Every failure is an ApiError that can be shown as it is.

import { messages } from "./messages/index.js";
import { serverText } from "./messages/server_text.js";
import { filterQuery } from "./pure/filter.js";

/** @typedef {import("./pure/types.js").Filter} Filter */
/** @typedef {import("./pure/types.js").Incident} Incident */
/** @typedef {import("./pure/types.js").Correction} Correction */
/** @typedef {import("./pure/types.js").SortKey} SortKey */
/** @typedef {{rows: Incident[], matched: number, next: string|null}} Page  next: query string of the page after it */

const ITEMS = "api/collections/incidents/items";
const PAGE = 100;
/** What the list shows; the rest of an incident is asked for when it is opened. */
const UNUSED_IN_ROWS = { evidence: [], sentence: "", sources: [], actors: [], weapons: [] };

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
 * The first page of what matches.
 * @param {Filter} filter
 * @param {SortKey} sort
 * @param {AbortSignal} [signal]
 * @returns {Promise<Page>}
 */
export async function fetchRows(filter, sort, signal) {
  const query = filterQuery(filter);
  query.set("limit", String(PAGE));
  if (sort !== "-date") query.set("sortby", sort);
  return pageOf(await request(`${ITEMS}?${query}`, { signal }));
}

/** @param {string} next  as an earlier page gave it @returns {Promise<Page>} */
export async function fetchNextRows(next) {
  return pageOf(await request(`${ITEMS}${next}`));
}

/** @param {any} collection @returns {Page} */
function pageOf(collection) {
  const rows = collection.features.map((/** @type {any} */ feature) => ({ ...incidentOf(feature), ...UNUSED_IN_ROWS }));
  const link = collection.links?.find((/** @type {{rel: string}} */ { rel }) => rel === "next");
  return { rows, matched: collection.numberMatched ?? rows.length, next: link ? new URL(link.href, location.href).search : null };
}

/** @param {Filter} filter @param {AbortSignal} [signal] @returns {Promise<import("./pure/types.js").Facets>} */
export async function fetchFacets(filter, signal) {
  return request(`api/facets?${filterQuery(filter)}`, { signal });
}

/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<import("./pure/types.js").OpenIncident>} */
export async function fetchIncident(id, signal) {
  return incidentOf(await request(`${ITEMS}/${encodeURIComponent(id)}`, { signal }));
}

/** The GeoJSON feature as the server has it, for copying. @param {string} id @returns {Promise<any>} */
export async function fetchFeature(id) {
  return request(`${ITEMS}/${encodeURIComponent(id)}`);
}

/** @param {string} id @returns {Promise<import("./pure/types.js").ReadDocument>} */
export async function fetchDocument(id) {
  const document = await request(`api/collections/documents/items/${encodeURIComponent(id)}`);
  return { toponyms: [], timexes: [], incidents: [], rejected: [], ...document };
}

/**
 * @param {string} words  empty: the regions that have incidents
 * @param {Filter|null} [filter]  the counts are of what passes it
 * @returns {Promise<import("./pure/types.js").Region[]>}
 */
export async function fetchRegions(words, filter = null) {
  const query = filter ? filterQuery({ ...filter, regions: [] }) : new URLSearchParams();
  // Here "q" is the beginning of a name, so the filter's words cannot be told.
  query.set("q", words);
  return (await request(`api/regions?${query}`)).regions;
}

/** Of the gazetteer, best first. @param {string} words @returns {Promise<import("./pure/types.js").Place[]>} */
export async function fetchPlaces(words) {
  return (await request(`api/places?${new URLSearchParams({ q: words, limit: "8" })}`)).places;
}

/** @returns {Promise<import("./pure/types.js").TypeGroup[]>} */
export async function fetchTaxonomy() {
  return (await request("api/taxonomy")).groups;
}

/** @returns {Promise<{status: string, store: string, tiles?: {url: string, attribution: string}}>} */
export async function fetchHealth() {
  return request("healthz");
}

/**
 * One article or several, in any form the server reads.
 * @param {string|Blob} body
 * @param {string} type  media type
 * @returns {Promise<import("./pure/types.js").AddResult>}
 */
export async function postDocuments(body, type) {
  const answer = await request("api/documents", { method: "POST", headers: { "content-type": type }, body });
  const documents = answer.documents ?? [{ replaced: false, ...answer }];
  return {
    documents: documents.map((/** @type {any} */ result) => ({ ...result, warnings: result.warnings.map(serverText) })),
    errors: (answer.errors ?? []).map((/** @type {any} */ error) => ({ line: error.line ?? null, detail: serverText(error.detail) })),
  };
}

/** @returns {Promise<Correction[]>} */
export async function fetchCorrections() {
  return (await request("api/corrections")).corrections;
}

/** @param {Correction} correction @returns {Promise<Correction>} */
export async function postCorrection(correction) {
  return request("api/corrections", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(correction) });
}

/** @param {string} id */
export async function deleteCorrection(id) {
  await request(`api/corrections/${encodeURIComponent(id)}`, { method: "DELETE" });
}

/** @param {Blob} file  as exported */
export async function importCorrections(file) {
  return request("api/corrections/import", { method: "POST", headers: { "content-type": "application/json" }, body: file });
}

export const CORRECTIONS_EXPORT = "api/corrections/export";
/** Where the filtered incidents can be downloaded. @param {Filter} filter @param {string} format  file extension @param {string} [layer] */
export function exportAddress(filter, format, layer = "incidents") {
  const query = filterQuery(filter);
  if (layer !== "incidents") query.set("layer", layer);
  const words = query.toString();
  return `api/export.${format}${words ? `?${words}` : ""}`;
}

/**
 * Tells of every change of the data while the page can be seen; reconnects by itself. A page out of sight lets go of its
 * connection: a browser grants one server only six, for all its tabs together.
 * @param {(change: {added: number, removed: number, total: number}) => void} told
 */
export function listenToChanges(told) {
  /** @type {EventSource|null} */
  let events = null;
  const follow = () => {
    if (document.hidden) {
      events?.close();
      events = null;
    } else if (!events) {
      events = new EventSource("api/events");
      events.addEventListener("change", (event) => told(JSON.parse(/** @type {MessageEvent} */ (event).data)));
    }
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}

/** @param {any} feature @returns {Incident} */
export function incidentOf(feature) {
  const properties = feature.properties;
  const [longitude, latitude] = feature.geometry?.coordinates ?? [null, null];
  return { ...UNUSED_IN_ROWS, ...properties, longitude, latitude, id: String(feature.id ?? properties.id) };
}

const TOKEN_KEY = "dateline-token";
const UNAUTHORIZED = 401;
/** Asks the reader for the token that the server wants of those who write; null: not given. @type {(wasWrong: boolean) => Promise<string|null>} */
let askForToken = async () => null;

/** @param {typeof askForToken} ask */
export function askForTokenWith(ask) {
  askForToken = ask;
}

/** Kept as long as the tab is open, and no longer. */
function keptToken() {
  try {
    return sessionStorage.getItem(TOKEN_KEY);
  } catch {
    return null;
  }
}

/** @param {string} address @param {RequestInit} [options] @returns {Promise<Response>} */
async function fetchAuthorized(address, options) {
  let token = keptToken();
  for (;;) {
    const writes = token && options?.method && options.method !== "GET";
    const response = await fetch(address, writes ? { ...options, headers: { ...options.headers, authorization: `Bearer ${token}` } } : options);
    if (response.status !== UNAUTHORIZED) return response;
    token = await askForToken(Boolean(token));
    if (!token) return response;
    try {
      sessionStorage.setItem(TOKEN_KEY, token);
    } catch {
      // Where nothing may be kept it is asked for each time.
    }
  }
}

/**
 * @param {string} address
 * @param {RequestInit} [options]
 * @returns {Promise<any>} null where the answer has no body
 */
export async function request(address, options) {
  let response;
  try {
    response = await fetchAuthorized(address, options);
  } catch (error) {
    if (options?.signal?.aborted) throw error;
    throw new ApiError(messages.errors.unreachable, messages.errors.unreachableDetail, 0);
  }
  if (response.status === 204) return null;
  const body = await response.json().catch(() => null);
  if (!response.ok) {
    throw new ApiError(body?.title ?? messages.errors.unexpected, body?.detail ?? "", response.status, body?.parameter);
  }
  if (body === null) throw new ApiError(messages.errors.unexpected, address, response.status);
  return body;
}

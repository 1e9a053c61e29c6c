// @ts-check
// The filter and its words in the address bar. The same words are the API's (CONTRACTS.md, "Filters").

import { readBounds, readNear, readShape, writeBounds, writeShape } from "./drawn_area.js";

/** @typedef {import("./types.js").Filter} Filter */
/** @typedef {import("./types.js").LocationPrecision} LocationPrecision */

/** @type {Readonly<Filter>} */
export const NO_FILTER = Object.freeze({
  words: null, bbox: null, shape: null, regions: [], near: null, types: [], from: null, to: null,
  actor: null, minKilled: null, precisions: [], minConfidence: null,
});

/** From a spot to a whole country, then nothing. @type {readonly LocationPrecision[]} */
export const PRECISIONS = ["site", "settlement", "district", "province", "region", "country", "none"];

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads the filter out of a query string. Words that are not the filter's are left alone; a value that says nothing is
 * dropped, and so are dates the wrong way round, because the server would refuse the whole request.
 * @param {URLSearchParams} query
 * @returns {Filter}
 */
export function readFilter(query) {
  const from = isoDate(query.get("from"));
  const to = isoDate(query.get("to"));
  const dates = datesReversed(from, to) ? { from: null, to: null } : { from, to };
  const precisions = query.getAll("precision").flatMap((word) => word.split(","));
  return {
    words: text(query.get("q")),
    bbox: readBounds(query.get("bbox")),
    shape: readShape(query.get("filter")),
    regions: unique(query.getAll("region")),
    near: readNear(query.get("near")),
    types: unique(query.getAll("type")),
    ...dates,
    actor: text(query.get("actor")),
    minKilled: number(query.get("min_killed"), 1, 1e9, true),
    precisions: PRECISIONS.filter((name) => precisions.includes(name)),
    minConfidence: number(query.get("min_confidence"), 0.01, 1, false),
  };
}

/** @param {string|null} from  ISO date; empty or null: open @param {string|null} to */
export function datesReversed(from, to) {
  return Boolean(from && to && from > to);
}

/**
 * The filter as query words, in a fixed order, so that equal filters give equal addresses.
 * @param {Filter} filter
 * @returns {URLSearchParams}
 */
export function filterQuery(filter) {
  const query = new URLSearchParams();
  const set = (/** @type {string} */ name, /** @type {string|number|null} */ value) => void (value !== null && query.set(name, String(value)));
  set("q", filter.words);
  set("bbox", filter.bbox && writeBounds(filter.bbox));
  set("filter", filter.shape && writeShape(filter.shape));
  for (const region of filter.regions) query.append("region", region);
  set("near", filter.near);
  for (const type of filter.types) query.append("type", type);
  set("from", filter.from);
  set("to", filter.to);
  set("actor", filter.actor);
  set("min_killed", filter.minKilled);
  set("precision", filter.precisions.length ? filter.precisions.join(",") : null);
  set("min_confidence", filter.minConfidence);
  return query;
}

/** @param {Filter} filter */
export function isUnfiltered(filter) {
  return filterQuery(filter).toString() === "";
}

/**
 * @param {Filter} left
 * @param {Filter} right
 */
export function sameFilter(left, right) {
  return filterQuery(left).toString() === filterQuery(right).toString();
}

/**
 * The parts that can be taken away one by one, in the order the chips stand.
 * @typedef {"words"|"area"|"near"|"types"|"dates"|"actor"|"killed"|"precision"|"confidence"} PlainPart
 * @typedef {{kind: "region", value: string} | {kind: PlainPart}} FilterPart
 * @param {Filter} filter
 * @returns {FilterPart[]}
 */
export function filterParts(filter) {
  /** @type {(FilterPart|null|false|0)[]} */
  const parts = [
    filter.words && { kind: "words" },
    ...filter.regions.map((value) => /** @type {FilterPart} */ ({ kind: "region", value })),
    (filter.bbox || filter.shape) && { kind: "area" },
    filter.near && { kind: "near" },
    filter.types.length && { kind: "types" },
    (filter.from || filter.to) && { kind: "dates" },
    filter.actor && { kind: "actor" },
    filter.minKilled !== null && { kind: "killed" },
    filter.precisions.length && { kind: "precision" },
    filter.minConfidence !== null && { kind: "confidence" },
  ].map((part) => /** @type {FilterPart|null} */ (part || null));
  return /** @type {FilterPart[]} */ (parts.filter(Boolean));
}

/** What a filter has where a part of it is taken away. @type {Record<PlainPart, Partial<Filter>>} */
const WITHOUT = {
  words: { words: null }, area: { bbox: null, shape: null }, near: { near: null }, types: { types: [] },
  dates: { from: null, to: null }, actor: { actor: null }, killed: { minKilled: null }, precision: { precisions: [] },
  confidence: { minConfidence: null },
};

/**
 * @param {Filter} filter
 * @param {FilterPart} part
 * @returns {Filter}
 */
export function withoutPart(filter, part) {
  if (part.kind === "region") return { ...filter, regions: filter.regions.filter((region) => region !== part.value) };
  return { ...filter, ...WITHOUT[part.kind] };
}

/**
 * @param {Filter} filter
 * @param {string} region
 * @returns {Filter}
 */
export function withRegion(filter, region) {
  return { ...filter, regions: unique([...filter.regions, region]) };
}

/**
 * @param {string|null} value
 * @param {number} least
 * @param {number} most
 * @param {boolean} whole  whole numbers only
 */
function number(value, least, most, whole) {
  const parsed = value === null || value.trim() === "" ? NaN : Number(value);
  return least <= parsed && parsed <= most && (!whole || Number.isInteger(parsed)) ? parsed : null;
}

/** @param {string|null} value */
function text(value) {
  return value?.trim() || null;
}

/** @param {string|null} value */
function isoDate(value) {
  if (!value || !ISO_DATE.test(value)) return null;
  const instant = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(value) ? value : null;
}

/** @param {string[]} words */
function unique(words) {
  return [...new Set(words.map((word) => word.trim()).filter(Boolean))];
}

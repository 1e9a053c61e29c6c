// @ts-check
// The filter and its words in the address bar. The same words are the API's (CONTRACTS.md, "Filters").

import { readBounds, readNear, readShape, writeBounds, writeShape } from "./drawn_area.js";

/** @typedef {import("./types.js").Filter} Filter */

/** @type {Readonly<Filter>} */
export const NO_FILTER = Object.freeze({ regions: [], types: [], from: null, to: null, bbox: null, shape: null, near: null });

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Reads the filter out of a query string. Words that are not the filter's are left alone; a date that is no calendar
 * date is dropped, and so are dates the wrong way round, because the server would refuse the whole request.
 * @param {URLSearchParams} query
 * @returns {Filter}
 */
export function readFilter(query) {
  const from = isoDate(query.get("from"));
  const to = isoDate(query.get("to"));
  const dates = datesReversed(from, to) ? { from: null, to: null } : { from, to };
  return { regions: unique(query.getAll("region")), types: unique(query.getAll("type")), ...dates, bbox: readBounds(query.get("bbox")), shape: readShape(query.get("filter")), near: readNear(query.get("near")) };
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
  for (const region of filter.regions) query.append("region", region);
  for (const type of filter.types) query.append("type", type);
  if (filter.from) query.set("from", filter.from);
  if (filter.to) query.set("to", filter.to);
  if (filter.bbox) query.set("bbox", writeBounds(filter.bbox));
  if (filter.shape) query.set("filter", writeShape(filter.shape));
  if (filter.near) query.set("near", filter.near);
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
 * @typedef {{kind: "region", value: string} | {kind: "types"} | {kind: "dates"} | {kind: "area"} | {kind: "near"}} FilterPart
 * @param {Filter} filter
 * @returns {FilterPart[]}
 */
export function filterParts(filter) {
  /** @type {FilterPart[]} */
  const parts = filter.regions.map((value) => ({ kind: "region", value }));
  if (filter.types.length) parts.push({ kind: "types" });
  if (filter.from || filter.to) parts.push({ kind: "dates" });
  if (filter.bbox || filter.shape) parts.push({ kind: "area" });
  if (filter.near) parts.push({ kind: "near" });
  return parts;
}

/**
 * @param {Filter} filter
 * @param {FilterPart} part
 * @returns {Filter}
 */
export function withoutPart(filter, part) {
  if (part.kind === "region") return { ...filter, regions: filter.regions.filter((region) => region !== part.value) };
  if (part.kind === "types") return { ...filter, types: [] };
  if (part.kind === "area") return { ...filter, bbox: null, shape: null };
  if (part.kind === "near") return { ...filter, near: null };
  return { ...filter, from: null, to: null };
}

/**
 * @param {Filter} filter
 * @param {string} region
 * @returns {Filter}
 */
export function withRegion(filter, region) {
  return { ...filter, regions: unique([...filter.regions, region]) };
}

/** @param {string|null} text */
function isoDate(text) {
  if (!text || !ISO_DATE.test(text)) return null;
  const instant = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(text) ? text : null;
}

/** @param {string[]} words */
function unique(words) {
  return [...new Set(words.map((word) => word.trim()).filter(Boolean))];
}

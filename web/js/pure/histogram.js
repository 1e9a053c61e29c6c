// @ts-check
// The arithmetic of the timeline: days on a line of pixels, heights of bins, ticks, rows of ranges, and what a brush
// means. Days are whole numbers since 1970, in UTC; no clock is read here.

import { countsBySymbol } from "./groups.js";

/** @typedef {import("./types.js").Timeline} Timeline */
/** @typedef {import("./types.js").SymbolGroup} SymbolGroup */
/** @typedef {{from: string, to: string}} Days  ISO dates, inclusive */
/** @typedef {{first: number, end: number, left: number, width: number}} Scale  days (end: after the last) and pixels */

const DAY_MS = 86_400_000;
/** Pixels that a label of the axis needs. */
const LABEL_ROOM = 58;
const RANGE_ROWS = 3;

/** @param {string} iso */
export function dayOf(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year);
  return Math.round(date.getTime() / DAY_MS);
}

/** @param {number} day */
export function isoOf(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/**
 * @param {Timeline} timeline
 * @param {number} left  pixels
 * @param {number} width
 * @returns {Scale|null} null when there is no dated incident
 */
export function scaleOf({ bins }, left, width) {
  if (!bins.length) return null;
  return { first: dayOf(bins[0].start), end: dayOf(bins[bins.length - 1].end) + 1, left, width };
}

/** @param {Scale} scale @param {number} day */
export function xOf({ first, end, left, width }, day) {
  return left + ((day - first) / (end - first)) * width;
}

/** The day at a pixel, kept inside the line. @param {Scale} scale @param {number} x */
export function dayAt({ first, end, left, width }, x) {
  return Math.max(first, Math.min(end, first + ((x - left) / width) * (end - first)));
}

/**
 * The bin that holds a day; the nearest one outside.
 * @param {Timeline["bins"]} bins
 * @param {number} day
 */
export function binAt(bins, day) {
  const found = bins.findIndex((bin) => day < dayOf(bin.end) + 1);
  return found < 0 ? bins.length - 1 : found;
}

/**
 * What a brush between two days means: whole bins, since that is what can be seen.
 * @param {Timeline["bins"]} bins
 * @param {number} a  days, in any order
 * @param {number} b
 * @returns {Days}
 */
export function snapped(bins, a, b) {
  const [low, high] = a <= b ? [a, b] : [b, a];
  return { from: bins[binAt(bins, low)].start, to: bins[binAt(bins, Math.max(low, high - 1e-6))].end };
}

/** The round number above the highest bin, and the steps of the axis up to it. @param {Timeline["bins"]} bins */
export function heightSteps(bins) {
  const most = bins.reduce((all, { count }) => Math.max(all, count), 0);
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  const top = [1, 2, 4, 5, 10].map((factor) => factor * magnitude).find((value) => value >= most) ?? most;
  return { top: Math.max(2, top), steps: top >= 2 ? [Math.max(2, top) / 2, Math.max(2, top)] : [2] };
}

/**
 * A bin as a stack from the ground up.
 * @param {Timeline["bins"][number]} bin
 * @returns {{group: SymbolGroup, from: number, count: number}[]}
 */
export function stackOf(bin) {
  let from = 0;
  return [...countsBySymbol(bin)].map(([group, count]) => ({ group, from: (from += count) - count, count }));
}

/**
 * Where the axis is labelled: the beginnings of months or years, as many as have room; days on a short line.
 * @param {Scale} scale
 * @returns {{day: number, iso: string, kind: "day"|"month"|"year"}[]}  a January is a year
 */
export function ticksOf(scale) {
  const most = Math.max(2, Math.floor(scale.width / LABEL_ROOM));
  const span = scale.end - scale.first;
  if (span <= 31) return everyDay(scale, Math.ceil(span / most));
  const months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((step) => span / (step * 30.4) <= most) ?? 1200;
  const start = new Date(scale.first * DAY_MS);
  const ticks = [];
  for (let month = start.getUTCFullYear() * 12 + Math.ceil(start.getUTCMonth() / months) * months; ; month += months) {
    const day = Date.UTC(2000, month - 24_000, 1) / DAY_MS;
    if (day >= scale.end) return ticks;
    if (day >= scale.first) ticks.push({ day, iso: isoOf(day), kind: /** @type {"month"|"year"} */ (month % 12 ? "month" : "year") });
  }
}

/** @param {Scale} scale @param {number} step */
function everyDay({ first, end }, step) {
  return Array.from({ length: Math.ceil((end - first) / step) }, (_, index) => ({ day: first + index * step, iso: isoOf(first + index * step), kind: /** @type {const} */ ("day") }));
}

/**
 * Incidents known only as ranges, in rows where they do not cover each other; what finds no row is left out. One type
 * lends a range its colour, several leave it grey.
 * @param {Timeline["ranges"]} ranges
 * @param {Scale} scale
 * @returns {{start: string, end: string, count: number, tone: SymbolGroup|"mixed", x: number, width: number, row: number}[]}
 */
export function rangeRows(ranges, scale) {
  const ends = Array.from({ length: RANGE_ROWS }, () => -Infinity);
  const sorted = [...ranges].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.end < b.end ? -1 : 1));
  return sorted.flatMap((range) => {
    const { start, end, count } = range;
    const x = xOf(scale, Math.max(scale.first, dayOf(start)));
    const width = Math.max(3, xOf(scale, Math.min(scale.end, dayOf(end) + 1)) - x);
    const row = ends.findIndex((taken) => taken <= x);
    if (row < 0) return [];
    ends[row] = x + width + 1;
    const symbols = [...countsBySymbol(range).keys()];
    return [{ start, end, count, tone: symbols.length === 1 ? symbols[0] : "mixed", x, width, row }];
  });
}

/**
 * The windows that playback shows, one for each bin.
 * @param {Timeline["bins"]} bins
 * @param {Days|null} within  the brush; null: the whole line
 * @param {number} trail  bins that stay behind the moving one; Infinity: all
 * @returns {Days[]}
 */
export function playWindows(bins, within, trail) {
  const inside = bins.filter(({ start, end }) => !within || (end >= within.from && start <= within.to));
  return inside.map(({ end }, index) => {
    const from = inside[Math.max(0, index - trail)].start;
    return { from: within && from < within.from ? within.from : from, to: within && end > within.to ? within.to : end };
  });
}

// @ts-check
// The picture of the timeline as SVG: bars stacked by type, the axis, and below it what is known only as a range.

import { messages } from "../messages/index.js";
import { compactNumber } from "../pure/compact_number.js";
import { tickText } from "../pure/dates.js";
import { dayOf, rangeRows, stackOf, ticksOf, xOf } from "../pure/histogram.js";
import { svg } from "./element.js";

/** @typedef {import("../pure/types.js").Timeline} Timeline */
/** @typedef {import("../pure/histogram.js").Scale} Scale */

/** Pixels above the bars for the brush's dates, and below them for axis and ranges. */
export const TOP = 20;
export const FOOT = 47;
const RANGE_STEP = 6;
const GAP = 1;

/**
 * @param {Timeline} timeline
 * @param {Scale} scale
 * @param {{width: number, height: number, days: {from: string, to: string}|null, selected: {start: string|null, end: string|null}|null, steps: {top: number, steps: number[]}}} how  days: what is in colour
 */
export function timelineChart(timeline, scale, { width, height, days, selected, steps }) {
  const ground = height - FOOT;
  const unit = (ground - TOP - 4) / steps.top;
  const right = scale.left + scale.width;
  const lines = steps.steps.flatMap((step) => [
    svg("path", { class: "axis-line", d: `M${scale.left} ${ground - step * unit}H${right}` }),
    text(right + 6, ground - step * unit + 4, compactNumber(step), "axis-text"),
  ]);
  const bars = timeline.bins.flatMap((bin) => {
    if (!bin.count) return [];
    const [x, end] = [xOf(scale, dayOf(bin.start)), xOf(scale, dayOf(bin.end) + 1)];
    const inside = !days || (bin.end >= days.from && bin.start <= days.to);
    return stackOf(bin).map(({ group, from, count }) =>
      svg("rect", { class: inside ? `bar g-${group}` : "bar is-outside", x: x + GAP / 2, width: Math.max(1, end - x - GAP), y: ground - (from + count) * unit, height: Math.max(0.5, count * unit - 0.8) }));
  });
  const ticks = ticksOf(scale).flatMap(({ day, iso, kind }, index) => [
    svg("path", { class: "axis-line", d: `M${xOf(scale, day)} ${ground}v20` }),
    text(xOf(scale, day) + 4, ground + 14, tickText(iso, kind, index === 0, messages.locale), "axis-text"),
  ]);
  const ranges = rangeRows(timeline.ranges, scale).flatMap(({ start, end, tone, x, width: long, row }) => {
    const y = ground + 24 + row * RANGE_STEP;
    const line = svg("rect", { class: `range g-${tone}`, x, y, width: long, height: 3.4 });
    const on = selected && selected.start === start && selected.end === end;
    return on ? [line, svg("rect", { class: "range-selected", x: x - 1, y: y - 1.6, width: long + 2, height: 6.6 })] : [line];
  });
  const base = svg("path", { class: "axis-line", d: `M${scale.left} ${ground}H${right}` });
  return svg("svg", { width, height, "aria-hidden": "true" }, ...lines, ...bars, base, ...ticks, ...ranges);
}

/** @param {number} x @param {number} y @param {string} words @param {string} kind */
function text(x, y, words, kind) {
  const node = svg("text", { x, y, class: kind });
  // In its own direction: time runs to the right in Arabic too, but the names of months do not.
  node.textContent = `\u2068${words}\u2069`;
  return node;
}

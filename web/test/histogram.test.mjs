// The arithmetic of the timeline.

import assert from "node:assert/strict";
import { test } from "node:test";
import { tickText } from "../js/pure/dates.js";
import { binAt, dayAt, dayOf, heightSteps, isoOf, playWindows, rangeRows, scaleOf, snapped, stackOf, ticksOf, xOf } from "../js/pure/histogram.js";

const bin = (start, end, groups = {}, types = {}) => ({ start, end, groups, types, count: Object.values(groups).reduce((a, b) => a + b, 0) });
const BINS = [bin("2019-12-01", "2019-12-31", { remote: 3 }, { air_strike: 2, shelling: 1 }), bin("2020-01-01", "2020-01-31"), bin("2020-02-01", "2020-02-29", { unrest: 5 })];
const LINE = { matched: 9, undated: 1, step: "month", from: "2019-12-05", to: "2020-03-10", bins: BINS, ranges: [] };

test("days go to pixels and back, leap days and early years too", () => {
  for (const iso of ["1970-01-01", "2020-02-29", "0079-08-24", "1914-07-28"]) assert.equal(isoOf(dayOf(iso)).slice(-10), iso);
  const scale = scaleOf(LINE, 10, 500);
  assert.deepEqual([scale.first, scale.end], [dayOf("2019-12-01"), dayOf("2020-03-01")]);
  assert.equal(dayAt(scale, xOf(scale, 18_300)), 18_300);
  assert.equal(dayAt(scale, -5), scale.first);
  assert.equal(scaleOf({ ...LINE, bins: [], from: null, to: null }, 0, 100), null);
});

test("a brush takes whole bins, whichever way it was drawn", () => {
  const [a, b] = [dayOf("2019-12-20"), dayOf("2020-01-05")];
  assert.deepEqual(snapped(BINS, a, b), { from: "2019-12-01", to: "2020-01-31" });
  assert.deepEqual(snapped(BINS, b, a), { from: "2019-12-01", to: "2020-01-31" });
  assert.deepEqual(snapped(BINS, a, dayOf("2020-01-01")), { from: "2019-12-01", to: "2019-12-31" }, "an end on the border of two bins is the earlier one's");
  assert.equal(binAt(BINS, dayOf("2031-01-01")), 2);
});

test("stacks stand on each other and end at the count", () => {
  assert.deepEqual(stackOf(BINS[0]), [{ group: "air", from: 0, count: 2 }, { group: "missile", from: 2, count: 1 }]);
  for (const [most, top] of [[0, 2], [1, 2], [3, 4], [7, 10], [23, 40], [180, 200]]) assert.equal(heightSteps([bin("2020-01-01", "2020-01-31", { unrest: most })]).top, top, String(most));
});

test("the axis is labelled where there is room", () => {
  const short = ticksOf({ first: dayOf("2020-01-01"), end: dayOf("2020-01-11"), left: 0, width: 600 });
  assert.equal(short.length, 10);
  const months = ticksOf(scaleOf(LINE, 0, 600));
  assert.deepEqual(months.map(({ iso, kind }) => `${iso} ${kind}`), ["2019-12-01 month", "2020-01-01 year", "2020-02-01 month"]);
  const century = ticksOf({ first: dayOf("1900-01-01"), end: dayOf("2020-01-01"), left: 0, width: 600 });
  assert.ok(century.length <= 11 && century.every(({ kind }) => kind === "year"), String(century.length));
  assert.equal(tickText("2020-01-01", "year", false), "2020");
  assert.equal(tickText("2019-12-01", "month", true), "Dec 2019");
});

test("ranges do not cover each other", () => {
  const scale = scaleOf(LINE, 0, 500);
  const range = (start, end, groups = { remote: 1 }, types = { air_strike: 1 }) => ({ start, end, count: 1, groups, types });
  const rows = rangeRows([range("2019-12-10", "2020-01-20"), range("2020-01-01", "2020-01-31", { remote: 2 }), range("2020-02-01", "2029-02-09"), range("2020-01-02", "2020-01-09"), range("2020-01-03", "2020-01-04")], scale);
  assert.deepEqual(rows.map(({ start, row, tone }) => `${start} ${row} ${tone}`), ["2019-12-10 0 air", "2020-01-01 1 mixed", "2020-01-02 2 air", "2020-02-01 0 air"], "there is no fourth row");
  assert.ok(rows[3].x + rows[3].width <= 500.001, "what goes on beyond the line ends at its end");
});

test("playback goes through the brush, with what trails behind", () => {
  assert.deepEqual(playWindows(BINS, null, 0).map(({ from, to }) => `${from} ${to}`), ["2019-12-01 2019-12-31", "2020-01-01 2020-01-31", "2020-02-01 2020-02-29"]);
  assert.deepEqual(playWindows(BINS, { from: "2020-01-10", to: "2020-02-10" }, Infinity), [{ from: "2020-01-10", to: "2020-01-31" }, { from: "2020-01-10", to: "2020-02-10" }]);
});

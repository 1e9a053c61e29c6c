// @ts-check
// The timeline below the map: a histogram of the filter's incidents by type, with a brush that is the date filter.

import { byId, element, fill, svg } from "../dom/element.js";
import { dateRange } from "../pure/dates.js";
import { messages } from "../messages/index.js";
import { heightSteps, scaleOf } from "../pure/histogram.js";
import { timelineChart } from "../dom/timeline_chart.js";
import { createBrush } from "./timeline/brush.js";
import { createPlayer } from "./timeline/play.js";

/** @typedef {import("../state.js").Store} Store */

const words = messages.timeline;
/** Pixels left and right of the bars: handles, and the figures of the axis. */
const LEFT = 16;
const RIGHT = 30;

/**
 * @param {Store} store
 * @param {{prepare: (days: {from: string, to: string}) => Promise<void>}} map  asks for what playback shows next
 */
export function createTimeline(store, map) {
  const root = byId("timeline");
  const note = element("p", { class: "timeline-note" });
  const plot = element("div", { class: "timeline-plot" });
  const chart = element("div", { class: "timeline-chart", role: "img" });
  const player = createPlayer(store, map);
  const rangeKey = element("p", { class: "timeline-note has-sign" }, svg("svg", { width: 16, height: 4, "aria-hidden": "true" }, svg("rect", { width: 16, height: 4, class: "range-sign" })), element("span", { text: words.ranges }));
  const brush = createBrush(store, plot);
  plot.append(chart, ...brush.nodes);
  root.setAttribute("aria-label", words.label);
  root.append(element("div", { class: "timeline-side" }, player.node, note, rangeKey), plot);

  function draw() {
    const { timeline, filter, selected, shown, open, moment } = store.get();
    const { width, height } = plot.getBoundingClientRect();
    if (!width || !height) return;
    const scale = timeline && scaleOf(timeline, LEFT, width - LEFT - RIGHT);
    note.textContent = timeline?.bins.length ? words.per[timeline.step] : "";
    rangeKey.hidden = !timeline?.ranges.length;
    brush.place(timeline, scale);
    if (!timeline || !scale) {
      chart.setAttribute("aria-label", words.empty);
      return fill(chart, element("p", { class: "timeline-empty", text: timeline ? words.empty : "" }));
    }
    const days = moment ?? (filter.from || filter.to ? { from: filter.from ?? timeline.from ?? "", to: filter.to ?? timeline.to ?? "9999-12-31" } : null);
    chart.setAttribute("aria-label", words.summary(timeline.matched - timeline.undated, dateRange(timeline.from ?? "", timeline.to ?? "", messages.locale), timeline.undated));
    const chosen = open?.id === selected ? open : shown.find(({ id }) => id === selected);
    fill(chart, timelineChart(timeline, scale, { width, height, days, selected: chosen ? { start: chosen.date_start, end: chosen.date_end } : null, steps: heightSteps(timeline.bins) }));
  }

  store.subscribe(["timeline", "filter", "selected", "open", "moment", "panel"], draw);
  new ResizeObserver(draw).observe(plot);
}

// @ts-check
// The brush on the timeline: drag over the bars for days, drag a handle or move it with the arrow keys, drag the middle
// to shift the whole window; double-click or Delete takes it away. Whole bins only.

import { element } from "../../dom/element.js";
import { FOOT, TOP } from "../../dom/timeline_chart.js";
import { messages } from "../../messages/index.js";
import { dateRange, longDate } from "../../pure/dates.js";
import { binAt, dayAt, dayOf, snapped, xOf } from "../../pure/histogram.js";

/** @typedef {import("../../state.js").Store} Store */
/** @typedef {import("../../pure/types.js").Timeline} Timeline */
/** @typedef {import("../../pure/histogram.js").Scale} Scale */
/** @typedef {import("../../pure/histogram.js").Days} Days */
/** @typedef {"from"|"to"} End */

const words = messages.timeline;
/** A drag shorter than this, in pixels, is a click: it takes the bin below. */
const SHORTEST = 4;
/** Pixels that one date needs. */
const DATE_ROOM = 80;
/** Arrow keys with Shift, and Page keys, go this many bins. */
const LEAP = 5;

/** @param {Store} store @param {HTMLElement} plot */
export function createBrush(store, plot) {
  /** @type {Timeline|null} */
  let timeline = null;
  /** @type {Scale|null} */
  let scale = null;
  /** While dragging: not yet the filter. @type {Days|null} */
  let draft = null;

  const pane = element("div", { class: "brush", hidden: true });
  const handles = /** @type {Record<End, HTMLElement>} */ ({ from: handle("from"), to: handle("to") });
  const dates = { from: element("span", { class: "brush-date" }), to: element("span", { class: "brush-date is-end" }) };

  /** @param {End} end */
  function handle(end) {
    return element("div", { class: "brush-handle", role: "slider", tabindex: "0", "aria-label": words.handle[end], "aria-orientation": "horizontal", on: { keydown: (/** @type {KeyboardEvent} */ event) => press(end, event) } });
  }

  /** The days in force; the whole line where the filter says nothing. @returns {Days|null} */
  function days() {
    if (!timeline?.bins.length) return null;
    const { filter, moment } = store.get();
    const { bins } = timeline;
    return draft ?? moment ?? { from: filter.from ?? bins[0].start, to: filter.to ?? bins[bins.length - 1].end };
  }

  function draw() {
    const now = days();
    const { filter, moment } = store.get();
    const set = Boolean(draft ?? moment ?? filter.from ?? filter.to);
    for (const node of [pane, ...Object.values(dates)]) node.hidden = !now || !scale || !set;
    for (const node of Object.values(handles)) node.hidden = !now || !scale;
    if (!now || !scale || !timeline) return;
    const [left, right] = [xOf(scale, dayOf(now.from)), xOf(scale, dayOf(now.to) + 1)].map((x) => Math.max(/** @type {Scale} */ (scale).left, Math.min(x, /** @type {Scale} */ (scale).left + /** @type {Scale} */ (scale).width)));
    const height = plot.clientHeight - FOOT - TOP + 6;
    place(pane, left, { width: Math.max(1, right - left), top: TOP - 6, height });
    for (const end of /** @type {const} */ (["from", "to"])) {
      const x = end === "from" ? left : right;
      place(handles[end], x, { top: TOP - 6, height });
      handles[end].setAttribute("aria-valuetext", longDate(now[end], messages.locale));
      handles[end].setAttribute("aria-valuemin", "0");
      handles[end].setAttribute("aria-valuemax", String(timeline.bins.length - 1));
      handles[end].setAttribute("aria-valuenow", String(binAt(timeline.bins, dayOf(now[end]))));
    }
    writeDates(now, left, right);
    plot.classList.toggle("is-set", set);
  }

  /** Two dates that would cover each other are one line. @param {Days} now @param {number} left @param {number} right */
  function writeDates(now, left, right) {
    const apart = right - left > DATE_ROOM * 2;
    dates.to.hidden ||= !apart;
    dates.from.textContent = apart ? longDate(now.from, messages.locale) : dateRange(now.from, now.to, messages.locale);
    dates.to.textContent = longDate(now.to, messages.locale);
    const room = plot.clientWidth - 4;
    place(dates.from, Math.min(left, room - (apart ? DATE_ROOM : DATE_ROOM * 2)), {});
    place(dates.to, right - dates.to.offsetWidth, {});
  }

  /** @param {Days|null} chosen  null: no dates */
  function commit(chosen) {
    draft = null;
    const bins = timeline?.bins ?? [];
    const all = chosen && bins.length && chosen.from <= bins[0].start && chosen.to >= bins[bins.length - 1].end;
    const { from, to } = chosen && !all ? chosen : { from: null, to: null };
    store.set({ moment: null, playing: false, filter: { ...store.get().filter, from, to } });
    draw();
  }

  /** @param {End} end @param {KeyboardEvent} event */
  function press(end, event) {
    const now = days();
    if (!timeline || !now) return;
    const { bins } = timeline;
    const here = binAt(bins, dayOf(now[end]));
    const leap = event.shiftKey ? LEAP : 1;
    const there = { ArrowLeft: here - leap, ArrowDown: here - leap, ArrowRight: here + leap, ArrowUp: here + leap, PageDown: here - LEAP, PageUp: here + LEAP, Home: 0, End: bins.length - 1 }[event.key];
    if (event.key === "Delete" || event.key === "Backspace") commit(null);
    else if (there === undefined) return;
    else {
      const other = binAt(bins, dayOf(now[end === "from" ? "to" : "from"]));
      const index = Math.max(end === "from" ? 0 : other, Math.min(end === "from" ? other : bins.length - 1, there));
      commit({ ...now, [end]: end === "from" ? bins[index].start : bins[index].end });
    }
    event.preventDefault();
    handles[end].focus();
  }

  const at = (/** @type {PointerEvent} */ event) => event.clientX - plot.getBoundingClientRect().left;

  plot.addEventListener("pointerdown", (event) => {
    const now = days();
    if (event.button !== 0 || !timeline?.bins.length || !scale || !now) return;
    const [line, { bins }] = [scale, timeline];
    const start = at(event);
    const held = event.target === handles.from ? "from" : event.target === handles.to ? "to" : event.target === pane ? "both" : null;
    plot.setPointerCapture(event.pointerId);
    const move = (/** @type {PointerEvent} */ moved) => {
      const x = at(moved);
      if (held === "both") draft = shifted(bins, now, dayAt(line, x) - dayAt(line, start));
      else if (held) draft = snapped(bins, dayAt(line, x), held === "from" ? dayOf(now.to) + 1 : dayOf(now.from));
      else if (Math.abs(x - start) >= SHORTEST) draft = snapped(bins, dayAt(line, start), dayAt(line, x));
      draw();
    };
    const end = (/** @type {PointerEvent} */ ended) => {
      plot.removeEventListener("pointermove", move);
      plot.removeEventListener("pointerup", end);
      plot.removeEventListener("pointercancel", end);
      if (ended.type === "pointercancel") draft = null;
      else if (draft) return commit(draft);
      else if (!held) return commit(snapped(bins, dayAt(line, start), dayAt(line, start)));
      draw();
    };
    plot.addEventListener("pointermove", move);
    plot.addEventListener("pointerup", end);
    plot.addEventListener("pointercancel", end);
    if (held === "from" || held === "to") handles[held].focus();
    event.preventDefault();
  });
  plot.addEventListener("dblclick", () => commit(null));

  return {
    nodes: [pane, dates.from, dates.to, handles.from, handles.to],
    /** @param {Timeline|null} line @param {Scale|null} onScale */
    place(line, onScale) {
      timeline = line;
      scale = onScale;
      draw();
    },
  };
}

/** The same number of bins, so many days later. @param {Timeline["bins"]} bins @param {Days} now @param {number} by @returns {Days} */
function shifted(bins, now, by) {
  const [first, last] = [binAt(bins, dayOf(now.from)), binAt(bins, dayOf(now.to))];
  const wanted = binAt(bins, dayOf(now.from) + by) - first;
  const step = Math.max(-first, Math.min(bins.length - 1 - last, wanted));
  return { from: bins[first + step].start, to: bins[last + step].end };
}

/** @param {HTMLElement} node @param {number} x @param {{width?: number, top?: number, height?: number}} box  pixels */
function place(node, x, { width, top, height }) {
  node.style.translate = `${x}px ${top ?? 0}px`;
  if (width !== undefined) node.style.width = `${width}px`;
  if (height !== undefined) node.style.height = `${height}px`;
}

// @ts-check
// Playback: the map shows one window of days after the other. Each next window is asked for before it is shown, and it
// waits for its answer rather than show a wrong picture.

import { element, fill } from "../../dom/element.js";
import { icon } from "../../dom/icon.js";
import { messages } from "../../messages/index.js";
import { playWindows } from "../../pure/histogram.js";

/** @typedef {import("../../state.js").Store} Store */

const words = messages.timeline;
/** Windows a second at speed 1. */
const PACE = 2;
const SPEEDS = [0.5, 1, 2, 4, 8];
/** Bins that stay behind the moving one. */
const TRAILS = [0, 2, 5, 11, Infinity];

/**
 * @param {Store} store
 * @param {{prepare: (days: {from: string, to: string}) => Promise<void>}} map
 */
export function createPlayer(store, { prepare }) {
  let speed = 1;
  let trail = TRAILS[0];
  let step = 0;
  /** Grows with each start and stop, so that an old run knows that it is over. */
  let run = 0;

  const button = element("button", { type: "button", class: "button play", on: { click: () => store.set({ playing: !store.get().playing }) } });
  const speeds = select(words.speed, SPEEDS.map((value) => [value, words.times(value)]), speed, (value) => (speed = value));
  const trails = select(words.trail, TRAILS.map((value) => [value, words.trails(value + 1)]), trail, (value) => (trail = value));
  const back = element("button", { type: "button", class: "link", text: words.all, title: words.allHint, on: { click: () => store.set({ moment: null }) } });
  const node = element("div", { class: "player" }, button, speeds, trails, back);

  /** @param {number} mine */
  async function play(mine) {
    const { timeline, filter } = store.get();
    if (!timeline?.bins.length) return store.set({ playing: false });
    const { bins } = timeline;
    const within = filter.from || filter.to ? { from: filter.from ?? bins[0].start, to: filter.to ?? bins[bins.length - 1].end } : null;
    const windows = () => playWindows(bins, within, trail);
    if (step >= windows().length) step = 0;
    let due = performance.now();
    while (mine === run && step < windows().length) {
      const days = windows()[step];
      await Promise.all([prepare(days), new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())))]);
      if (mine !== run) return;
      store.set({ moment: days });
      due = Math.max(performance.now(), due + 1000 / (PACE * speed));
      step += 1;
      const next = windows()[step];
      if (next) void prepare(next);
    }
    if (mine === run) store.set({ playing: false, moment: null });
  }

  function follow() {
    const { playing, timeline, moment } = store.get();
    back.hidden = playing || !moment;
    trails.hidden = !back.hidden;
    button.disabled = !timeline?.bins.length;
    button.title = playing ? words.pauseHint : words.playHint;
    fill(button, icon(playing ? "pause" : "play", 14), playing ? words.pause : words.play);
  }

  store.subscribe(["playing"], () => {
    run += 1;
    follow();
    if (store.get().playing) void play(run);
  });
  store.subscribe(["timeline", "moment"], follow);
  // Another filter ends what was playing: the moment belonged to the old one.
  store.subscribe(["filter"], () => {
    step = 0;
    if (store.get().moment || store.get().playing) store.set({ playing: false, moment: null });
  });
  follow();
  return { node };
}

/**
 * @param {string} label
 * @param {[number, string][]} choices
 * @param {number} chosen
 * @param {(value: number) => void} take
 */
function select(label, choices, chosen, take) {
  const node = element("select", { "aria-label": label, title: label, on: { change: () => take(Number(node.value)) } },
    ...choices.map(([value, text]) => element("option", { value: String(value), text, selected: value === chosen })));
  return node;
}

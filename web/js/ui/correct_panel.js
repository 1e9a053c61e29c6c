// @ts-check
// Correcting the open incident: its place, its facts, or what belongs together. This file holds the frame; each part is
// a view of its own.

import { ApiError } from "../api.js";
import { byId, element, fill } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { messages } from "../messages/index.js";
import { factsEditor } from "./correct/facts_editor.js";
import { placeEditor } from "./correct/place_editor.js";
import { reportsEditor } from "./correct/reports_editor.js";

/** @typedef {import("../state.js").Store} Store */
/** @typedef {import("../changes.js").Changes} Changes */
/** @typedef {import("../pure/types.js").Correction} Correction */

const words = messages.correct;
const PARTS = /** @type {const} */ (["place", "facts", "reports"]);

/** @param {Store} store @param {Changes} changes */
export function createCorrectPanel(store, changes) {
  const panel = byId("correct");
  const report = element("div", { class: "report", role: "alert" });
  /** The part that is drawn, so that typing in it is not lost to every change of the state. */
  let drawn = "";
  /** @type {(() => void)|null} */
  let redraw = null;

  /** @param {Correction} correction @param {Partial<import("../state.js").State>} [more] */
  async function save(correction, more = {}) {
    fill(report);
    try {
      await changes.correct(correction, { correcting: null, ...more });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      fill(report, element("strong", { text: words.failed }), element("p", { text: `${error.message}. ${error.detail}` }));
    }
  }

  const draw = () => {
    const { correcting, open, selected, version } = store.get();
    if (!correcting || !open || open.id !== selected) {
      if (drawn && !correcting) byIdOrNull("card-correct")?.focus();
      drawn = "";
      redraw = null;
      return fill(panel);
    }
    const key = `${open.id} ${correcting} ${version}`;
    if (key === drawn) return redraw?.();
    drawn = key;
    fill(report);
    if (correcting === "place") beginPlacing(store, open);
    const editor = { place: placeEditor, facts: factsEditor, reports: reportsEditor }[correcting]({ store, incident: open, save });
    redraw = editor.redraw;
    const heading = element("h2", { tabindex: "-1" }, words.title, ": ", element("bdi", { text: open.title }));
    fill(panel, backButton(store), heading, tabs(store), report, editor.node);
    heading.focus({ preventScroll: true });
  };
  store.subscribe(["correcting", "open", "placing", "taxonomy"], draw);
  draw();
}

/** @param {Store} store @param {import("../pure/types.js").OpenIncident} incident */
function beginPlacing(store, incident) {
  const { placing } = store.get();
  if (placing?.incident === incident.id) return;
  store.set({ placing: { incident: incident.id, candidates: incident.candidates ?? [], hovered: null, chosen: null, point: null } });
}

/** @param {Store} store */
function backButton(store) {
  const back = () => store.set({ correcting: null, placing: null });
  return element("button", { type: "button", class: "link back", on: { click: back } }, icon("back", 14), messages.reader.backToIncident);
}

/** @param {Store} store */
function tabs(store) {
  const { correcting } = store.get();
  const choose = (/** @type {(typeof PARTS)[number]} */ part) => store.set({ correcting: part, ...(part === "place" ? {} : { placing: null }) });
  return element(
    "div", { class: "segments", role: "group", "aria-label": words.title },
    ...PARTS.map((part) => element("button", { type: "button", id: `correct-${part}`, "aria-pressed": String(part === correcting), text: words.tabs[part], on: { click: () => choose(part) } })),
  );
}

/** @param {string} id */
function byIdOrNull(id) {
  return document.getElementById(id);
}

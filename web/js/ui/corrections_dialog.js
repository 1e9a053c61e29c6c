// @ts-check
// All corrections: what each says, how far it reaches, taking one back, and the whole as a file.

import { ApiError, CORRECTIONS_EXPORT, fetchCorrections } from "../api.js";
import { createDialog } from "../dom/dialog.js";
import { element, fill } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { dayText } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { correctionDetail } from "../pure/corrections.js";

/** @typedef {import("../state.js").Store} Store */
/** @typedef {import("../changes.js").Changes} Changes */
/** @typedef {import("../pure/types.js").Correction} Correction */

const words = messages.corrections;

/** @param {Store} store @param {Changes} changes */
export function createCorrectionsDialog(store, changes) {
  const dialog = createDialog("corrections", words.title, words.close, () => store.get().dialog === "corrections" && store.set({ dialog: null }));
  const report = element("p", { class: "report", role: "status" });
  const table = element("div", { class: "corrections-table" });
  fill(dialog.body, element("p", { class: "muted", text: words.lead }), table, report, fileRow());

  /** @param {() => Promise<void>} work */
  async function attempt(work) {
    fill(report);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      fill(report, `${error.message}. ${error.detail}`);
    }
  }

  const load = () => attempt(async () => {
    const corrections = await fetchCorrections();
    fill(table, corrections.length ? tableOf(corrections, store, (id) => attempt(async () => {
      await changes.undo(id);
      await load();
    })) : element("p", { class: "panel-note", text: words.none }));
  });

  function fileRow() {
    const file = element("input", { type: "file", id: "corrections-file", accept: ".json,application/json", class: "visually-hidden" });
    file.addEventListener("change", () => attempt(async () => {
      const [chosen] = file.files ?? [];
      if (!chosen) return;
      const counts = await changes.importAll(chosen);
      file.value = "";
      await load();
      fill(report, words.imported(counts.imported ?? counts.added ?? 0));
    }));
    return element(
      "footer", { class: "file-row" },
      element("a", { class: "button", id: "corrections-export", href: CORRECTIONS_EXPORT, download: "dateline-corrections.json" }, icon("download"), words.export),
      file, element("label", { class: "button", for: "corrections-file" }, icon("file"), words.import),
    );
  }

  const follow = () => {
    const isOpen = store.get().dialog === "corrections";
    dialog.show(isOpen);
    if (isOpen) void load();
  };
  store.subscribe(["dialog"], follow);
  follow();
}

/**
 * Newest first.
 * @param {Correction[]} corrections
 * @param {Store} store
 * @param {(id: string) => Promise<void>} undo
 */
function tableOf(corrections, store, undo) {
  const head = element("tr", {}, ...[words.what, words.scope, words.when].map((text) => element("th", { scope: "col", text })), element("th", { scope: "col" }, element("span", { class: "visually-hidden", text: words.undo })));
  const rows = [...corrections].reverse().map((correction) => {
    const { id, action, scope, created, incident } = correction;
    const detail = correctionDetail(correction);
    const title = store.get().shown.find((row) => row.id === incident)?.title ?? incident;
    const open = () => store.set({ dialog: null, selected: incident, opener: null });
    const back = id && element("button", { type: "button", class: "link", "aria-label": words.undoThis(`${words.actions[action]}, ${title}`), text: words.undo, on: { click: () => undo(id) } });
    return element(
      "tr", {},
      element("td", {}, element("b", { text: words.actions[action] ?? action }), detail && element("bdi", { text: ` ${detail}` }), element("button", { type: "button", class: "link incident-link", on: { click: open } }, element("bdi", { text: title }))),
      element("td", { text: messages.correct.scopes[scope] ?? scope }),
      element("td", { text: created ? dayText(created) : "" }),
      element("td", {}, back || null),
    );
  });
  return element("table", {}, element("thead", {}, head), element("tbody", {}, ...rows));
}

// @ts-check
// What came of a change: how many incidents, what the reader should know about them, what the filter hides, and the way
// to take a correction back.

import { byId, element, fill } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { messages } from "../messages/index.js";
import { NO_FILTER } from "../pure/filter.js";

/** Warnings shown without asking. */
const SAID = 2;

/**
 * @param {import("../state.js").Store} store
 * @param {import("../changes.js").Changes} changes
 */
export function createNotice(store, changes) {
  const box = byId("notice");
  const words = messages.notice;
  const draw = () => {
    const { notice } = store.get();
    box.hidden = !notice;
    if (!notice) return fill(box);
    const { undo } = notice;
    const dismiss = () => store.set({ notice: null });
    const clear = () => store.set({ filter: NO_FILTER, notice: { ...notice, hidden: 0 }, fit: { ids: store.get().added.length ? store.get().added : null } });
    const back = undo && element("button", { type: "button", class: "link", id: "undo", text: messages.correct.undo, on: { click: () => changes.undo(undo) } });
    const head = element("p", { class: "notice-head" }, element("strong", { dir: "auto", text: notice.title }), back, element("button", { type: "button", class: "icon-button", "aria-label": words.dismiss, title: words.dismiss, on: { click: dismiss } }, icon("close", 12)));
    const hidden = notice.hidden > 0 && element("p", {}, words.hidden(notice.hidden), " ", element("button", { type: "button", class: "link", text: words.clearFilter, on: { click: clear } }));
    fill(box, head, hidden, warningsOf(notice.warnings));
  };
  store.subscribe(["notice"], draw);
  draw();
}

/** A few in their own words; more behind their number, so that the notice does not cover the map. @param {string[]} warnings */
function warningsOf(warnings) {
  if (!warnings.length) return null;
  const list = element("ul", {}, ...warnings.map((text) => element("li", { dir: "auto", text })));
  if (warnings.length <= SAID) return list;
  return element("details", {}, element("summary", { text: messages.notice.warnings(warnings.length) }), list);
}

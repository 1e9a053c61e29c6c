// @ts-check
// What came of an added article: how many incidents, what the reader should know about them, what the filter hides.

import { byId, element, fill } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { messages } from "../messages/index.js";
import { NO_FILTER } from "../pure/filter.js";

/** @param {import("../state.js").Store} store */
export function createNotice(store) {
  const box = byId("notice");
  const words = messages.notice;
  const draw = () => {
    const { notice } = store.get();
    box.hidden = !notice;
    if (!notice) return fill(box);
    const dismiss = () => store.set({ notice: null });
    const clear = () => store.set({ filter: NO_FILTER, notice: { ...notice, hidden: 0 }, fit: { ids: null } });
    const head = element("p", { class: "notice-head" }, element("strong", { text: notice.title }), element("button", { type: "button", class: "icon-button", "aria-label": words.dismiss, title: words.dismiss, on: { click: dismiss } }, icon("close", 12)));
    const hidden = notice.hidden > 0 && element("p", {}, words.hidden(notice.hidden), " ", element("button", { type: "button", class: "link", text: words.clearFilter, on: { click: clear } }));
    const warnings = notice.warnings.length > 0 && element("details", {}, element("summary", { text: words.warnings(notice.warnings.length) }), element("ul", {}, ...notice.warnings.map((text) => element("li", { dir: "auto", text }))));
    fill(box, head, hidden, warnings);
  };
  store.subscribe(["notice"], draw);
  draw();
}

// @ts-check
// "12 new": incidents that came in since the page asked. The map never moves or fills by itself; the reader asks.

import { byId, element, fill } from "../dom/element.js";
import { messages } from "../messages/index.js";

/** @param {import("../state.js").Store} store @param {import("../changes.js").Changes} changes */
export function createNewsPill(store, changes) {
  const box = byId("news");
  const draw = () => {
    const { news } = store.get();
    box.hidden = !news;
    if (!news) return fill(box);
    const text = messages.list.news(news);
    fill(box, element("b", { text }), " ", element("button", { type: "button", class: "link", title: messages.list.newsHint(news), "aria-label": `${text}: ${messages.list.show}`, text: messages.list.show, on: { click: changes.takeNews } }));
  };
  store.subscribe(["news"], draw);
  draw();
}

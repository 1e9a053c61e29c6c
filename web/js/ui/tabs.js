// @ts-check
// Below 720 px the map has a bottom sheet, and these tabs say what it holds; on middling widths they choose between
// list and filters beside the map. Wide screens show everything and no tabs.

import { byId, element, fill } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { messages } from "../messages/index.js";
import { filterParts } from "../pure/filter.js";

/** @typedef {import("../state.js").Store} Store */

const PANELS = /** @type {const} */ (["map", "list", "filters", "time"]);

/** @param {Store} store */
export function createTabs(store) {
  const narrow = matchMedia("(max-width: 719px)");
  store.set({ narrow: narrow.matches });
  narrow.addEventListener("change", () => store.set({ narrow: narrow.matches }));

  const buttons = PANELS.map((panel) => {
    const button = element("button", { type: "button", class: `tab tab-${panel}`, on: { click: () => store.set({ panel }) } });
    fill(button, icon({ map: "map", list: "list", filters: "filter", time: "time" }[panel], 18), element("span", { text: messages.tabs[panel](0) }));
    return button;
  });
  byId("tabs").append(...buttons);

  const draw = () => {
    const { panel, filter } = store.get();
    document.body.dataset.panel = panel;
    PANELS.forEach((name, index) => {
      buttons[index].setAttribute("aria-pressed", String(name === panel));
      fill(/** @type {Element} */ (buttons[index].lastChild), messages.tabs[name](filterParts(filter).length));
    });
  };
  store.subscribe(["panel", "filter"], draw);
  draw();
}

// @ts-check
// Says that the server keeps nothing, where that is so.

import { element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { messages } from "../messages/index.js";

/** @param {import("../state.js").Store} store */
export function memoryNote(store) {
  const note = element("p", { class: "memory-note" }, icon("warning", 14), element("span", { text: messages.filters.memory }));
  const draw = () => {
    note.hidden = !store.get().inMemory;
  };
  store.subscribe(["inMemory"], draw);
  draw();
  return note;
}

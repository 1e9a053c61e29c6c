// @ts-check
// The panel beside the map holds one thing at a time: the list, the open incident, a crowd on one spot, the correction
// being made, or the document in the reader. Each has its own view; here is decided which can be seen.

import { byId } from "../dom/element.js";

/** @typedef {import("../state.js").Store} Store */

/** @param {Store} store @returns {"reader"|"correct"|"detail"|"crowd"|"list"} */
function inSight(store) {
  const { reading, correcting, selected, crowd } = store.get();
  if (selected && correcting) return "correct";
  if (reading) return "reader";
  if (selected) return "detail";
  return crowd ? "crowd" : "list";
}

/** @param {Store} store */
export function createSidePanel(store) {
  const parts = ["list", "detail", "crowd", "correct", "reader"];
  const draw = () => {
    const shown = inSight(store);
    for (const id of parts) byId(id).hidden = id !== shown;
    document.body.dataset.side = shown;
  };
  // What is opened on a phone is to be seen: the sheet comes up with it.
  const rise = () => {
    const { narrow, selected, reading, crowd } = store.get();
    if (narrow && (selected || reading || crowd)) store.set({ panel: "list" });
  };
  store.subscribe(["selected", "reading", "correcting", "crowd"], draw);
  store.subscribe(["selected", "reading", "crowd", "narrow"], rise);
  draw();
  rise();
}

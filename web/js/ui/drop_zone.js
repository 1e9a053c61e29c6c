// @ts-check
// Files dropped anywhere on the page are read, several at once; the dialog shows how far it is.

import { byId, element } from "../dom/element.js";
import { messages } from "../messages/index.js";

/** @param {import("../state.js").Store} store */
export function createDropZone(store) {
  const veil = byId("drop");
  veil.append(element("p", { text: messages.add.drop }));
  const carriesFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") ?? false;
  const show = (/** @type {boolean} */ visible) => void (veil.hidden = !visible);

  addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    show(true);
  });
  addEventListener("dragleave", (event) => show(event.relatedTarget !== null));
  addEventListener("drop", (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    show(false);
    store.set({ draft: { files } });
  });
}

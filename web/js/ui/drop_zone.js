// @ts-check
// A file dropped anywhere on the page opens in the dialog, so that its date can be checked before it is read.

import { byId, element } from "../dom/element.js";
import { draftFromFile } from "../messages/draft.js";
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
  addEventListener("drop", async (event) => {
    const files = event.dataTransfer?.files;
    if (!files?.length) return;
    event.preventDefault();
    show(false);
    const [file] = files;
    const draft = draftFromFile(file.name, await file.text());
    store.set({ draft: files.length > 1 ? { problem: messages.add.oneFile, ...draft } : draft });
  });
}

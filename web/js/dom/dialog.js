// @ts-check
// The frame of a dialog: title, close button, and the state that follows when the browser closes it.

import { byId, element, fill } from "./element.js";
import { icon } from "./icon.js";

/**
 * @param {string} id  of a <dialog> in index.html, labelled by `${id}-title`
 * @param {string} title
 * @param {string} closeLabel
 * @param {() => void} onClose
 */
export function createDialog(id, title, closeLabel, onClose) {
  const dialog = /** @type {HTMLDialogElement} */ (byId(id));
  const body = element("div", { class: "dialog-body" });
  const close = element("button", { type: "button", class: "icon-button", "aria-label": closeLabel, title: closeLabel, on: { click: () => dialog.close() } }, icon("close", 14));
  fill(dialog, element("header", { class: "dialog-head" }, element("h2", { id: `${id}-title`, text: title }), close), body);
  // Assigned, not added: a dialog that is built anew for each question must not answer the last one again.
  dialog.onclose = onClose;
  // A click beside the dialog lies on the <dialog> itself, outside of its content.
  dialog.onclick = (event) => {
    if (event.target === dialog) dialog.close();
  };
  return {
    body,
    /** @param {boolean} isOpen */
    show: (isOpen) => {
      if (isOpen && !dialog.open) dialog.showModal();
      else if (!isOpen && dialog.open) dialog.close();
    },
  };
}

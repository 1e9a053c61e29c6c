// @ts-check
// Asks for the token that a server which answers others wants of those who write.

import { createDialog } from "../dom/dialog.js";
import { element, fill } from "../dom/element.js";
import { messages } from "../messages/index.js";

const words = messages.token;

/** @param {boolean} wasWrong  one was given, and the server refused it @returns {Promise<string|null>} null: the reader would rather not */
export function askForToken(wasWrong) {
  return new Promise((done) => {
    /** @type {string|null} */
    let given = null;
    const dialog = createDialog("token", words.title, words.close, () => done(given));
    const field = element("input", { type: "password", id: "token-field", autocomplete: "off", required: true, dir: "ltr" });
    const form = element(
      "form", { class: "token-form" },
      element("p", { class: "muted", text: words.lead }),
      wasWrong && element("p", { class: "report", role: "alert", text: words.wrong }),
      element("label", { for: "token-field", text: words.field }),
      field,
      element("footer", { class: "file-row" }, element("button", { type: "submit", class: "button primary", text: words.submit })),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      given = field.value.trim() || null;
      dialog.show(false);
    });
    fill(dialog.body, form);
    dialog.show(true);
    field.focus();
  });
}

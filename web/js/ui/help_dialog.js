// @ts-check
// The help sheet: keys, with a switch for the single-letter ones, and what the symbols say.

import { createDialog } from "../dom/dialog.js";
import { element, fill } from "../dom/element.js";
import { rememberLetterKeys } from "../dom/letter_keys.js";
import { incidentSymbol, precisionSign } from "../dom/symbol.js";
import { messages } from "../messages/index.js";
import { SYMBOL_GROUPS } from "../pure/groups.js";
import { SHORTCUTS } from "../pure/shortcuts.js";

/** @typedef {import("../state.js").Store} Store */

const words = messages.help;

/** @param {Store} store */
export function createHelpDialog(store) {
  const dialog = createDialog("help", words.title, words.close, () => store.get().dialog === "help" && store.set({ dialog: null }));
  const keys = element("dl", { class: "keys" }, ...SHORTCUTS.flatMap(({ keys: names, action }) => [
    element("dt", {}, ...names.map((name) => element("kbd", { text: name }))), element("dd", { text: words.key[action] }),
  ]));
  fill(
    dialog.body,
    element("section", { "aria-labelledby": "help-keys" }, element("h3", { id: "help-keys", text: words.keys }), keys, letterSwitch(store)),
    element("section", { "aria-labelledby": "help-symbols" }, element("h3", { id: "help-symbols", text: words.symbols }), symbols(), element("h3", { text: words.places }), places()),
  );
  const follow = () => dialog.show(store.get().dialog === "help");
  store.subscribe(["dialog"], follow);
  follow();
}

/** @param {Store} store */
function letterSwitch(store) {
  const box = element("input", { type: "checkbox", id: "letter-keys" });
  box.checked = store.get().letterKeys;
  box.addEventListener("change", () => {
    store.set({ letterKeys: box.checked });
    rememberLetterKeys(box.checked);
  });
  return element("label", { class: "letter-switch", for: "letter-keys" }, box, element("span", {}, element("b", { text: words.single }), element("small", { class: "muted", text: words.singleHint })));
}

function symbols() {
  return element("ul", { class: "legend" }, ...SYMBOL_GROUPS.map((group) => element("li", {}, incidentSymbol(group, 20), messages.groups[group])), element("li", {}, incidentSymbol("clash", 20, { hollow: true }), words.hollow));
}

function places() {
  const kinds = /** @type {const} */ (["site", "settlement", "province", "country", "none"]);
  return element("ul", { class: "legend" }, ...kinds.map((kind) => element("li", {}, precisionSign(kind, 18), element("span", {}, messages.precision[kind], " ", element("small", { class: "muted", text: words.placeNotes[kind] })))));
}

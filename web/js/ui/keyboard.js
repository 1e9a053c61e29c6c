// @ts-check
// Keys for every task. Single letters can be switched off in the help sheet; the choice stays in this browser.

import { byId } from "../dom/element.js";
import { rememberedLetterKeys } from "../dom/letter_keys.js";
import { neighbour, shortcutOf } from "../pure/shortcuts.js";

/** @typedef {import("../state.js").Store} Store */
/** @typedef {import("../pure/shortcuts.js").Shortcut} Shortcut */

/** Rows left in the list when the next page is asked for. */
const AHEAD = 10;

/**
 * @param {Store} store
 * @param {{changes: import("../changes.js").Changes, loadMore: () => Promise<void>}} act
 */
export function createKeyboard(store, { changes, loadMore }) {
  store.set({ letterKeys: rememberedLetterKeys() });
  /** @type {Record<Shortcut, () => void>} */
  const actions = {
    search: () => focusIn(store, "filters", "search-input"),
    region: () => focusIn(store, "filters", "region-input"),
    filters: () => focusIn(store, "filters", "filters"),
    next: () => step(1),
    previous: () => step(-1),
    close: () => close(store),
    timeline: () => focusIn(store, "time", "timeline"),
    play: () => store.set({ playing: !store.get().playing }),
    correct: () => store.get().open && store.set({ correcting: "place" }),
    undo: () => void changes.undoLast(),
    export: () => store.set({ dialog: "export" }),
    help: () => store.set({ dialog: "help" }),
  };

  /** @param {1|-1} by */
  function step(by) {
    const { shown, selected } = store.get();
    const id = neighbour(shown, selected, by);
    if (id) store.select(id, "list");
    if (by > 0 && shown.findIndex((row) => row.id === id) > shown.length - AHEAD) void loadMore();
  }

  addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const action = shortcutOf(event, { ...whereabouts(event.target), letters: store.get().letterKeys });
    if (!action) return;
    if (action !== "close") event.preventDefault();
    actions[action]();
  });
}

/** @param {EventTarget|null} target */
function whereabouts(target) {
  const node = target instanceof Element ? target : null;
  const typing = Boolean(node?.closest("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])"));
  const pressing = Boolean(node?.closest("button, a, input, summary, [role=button]"));
  return { typing, pressing };
}

/** What was opened last closes first. @param {Store} store */
function close(store) {
  const { drawing, correcting, reading, selected, crowd } = store.get();
  if (drawing) return;
  if (correcting) store.set({ correcting: null, placing: null });
  else if (reading) store.set({ reading: null });
  else if (selected) store.select(null);
  else if (crowd) store.set({ crowd: null });
}

/** @param {Store} store @param {"filters"|"time"} panel @param {string} id  of a control, or of the part whose first control is meant */
function focusIn(store, panel, id) {
  store.set({ panel });
  const node = byId(id);
  const first = node.matches("input") ? node : node.querySelector("button, input, [tabindex='0']");
  if (first instanceof HTMLElement) first.focus();
}

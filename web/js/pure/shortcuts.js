// @ts-check
// Which key means what. Letters work only outside of text fields, without modifiers, and can be switched off.

/** @typedef {"search"|"region"|"filters"|"next"|"previous"|"close"|"timeline"|"play"|"correct"|"undo"|"export"|"help"} Shortcut */

/** In the order of the help sheet. "Enter" opens what has the focus, which is the browser's own doing. @type {readonly {keys: string[], action: Shortcut|"open"}[]} */
export const SHORTCUTS = [
  { keys: ["/"], action: "search" },
  { keys: ["r"], action: "region" },
  { keys: ["f"], action: "filters" },
  { keys: ["j"], action: "next" },
  { keys: ["k"], action: "previous" },
  { keys: ["Enter"], action: "open" },
  { keys: ["Esc"], action: "close" },
  { keys: ["t"], action: "timeline" },
  { keys: ["Space"], action: "play" },
  { keys: ["c"], action: "correct" },
  { keys: ["u"], action: "undo" },
  { keys: ["e"], action: "export" },
  { keys: ["?"], action: "help" },
];

const NAMES = new Map([["Escape", "Esc"], [" ", "Space"]]);

/**
 * @param {{key: string, code?: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean}} event
 * @param {{typing: boolean, pressing: boolean, letters: boolean}} where  typing: the focus is in a text field; pressing: on a control that Space works; letters: single-letter keys are on
 * @returns {Shortcut|null}
 */
export function shortcutOf(event, { typing, pressing, letters }) {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const name = NAMES.get(event.key) ?? event.key;
  const found = SHORTCUTS.find(({ keys }) => keys.includes(name)) ?? byPlace(event);
  if (!found || found.action === "open") return null;
  if (found.action === "close") return "close";
  if (typing || !letters || (found.action === "play" && pressing)) return null;
  return found.action;
}

/** On an Arabic keyboard the letters lie elsewhere: the key's place counts where it gives no Latin letter. @param {{key: string, code?: string}} event */
function byPlace({ key, code }) {
  if (key.length !== 1 || key.charCodeAt(0) < 128 || !code?.startsWith("Key")) return undefined;
  const letter = code.slice(3).toLowerCase();
  return SHORTCUTS.find(({ keys }) => keys.includes(letter));
}

/**
 * The incident after or before the selected one in the list; the first where none is selected.
 * @param {{id: string}[]} rows
 * @param {string|null} selected
 * @param {1|-1} step
 * @returns {string|null} null at either end
 */
export function neighbour(rows, selected, step) {
  const index = rows.findIndex(({ id }) => id === selected);
  return index < 0 ? (rows[0]?.id ?? null) : (rows[index + step]?.id ?? null);
}

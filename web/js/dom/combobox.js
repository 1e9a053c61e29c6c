// @ts-check
// A text field that suggests: typing asks, arrow keys walk through the answers, Enter takes one (WAI-ARIA "combobox").

import { element, fill } from "./element.js";

/** @typedef {{label: string, note?: string|null, count?: string|null, value: any}} Option */

const TYPING_PAUSE_MS = 150;

/**
 * @param {object} options
 * @param {string} options.id
 * @param {string} options.label
 * @param {string} options.placeholder
 * @param {string} options.nothing  said where nothing was found
 * @param {(words: string) => Promise<Option[]>} options.search  of the words typed so far
 * @param {(option: Option) => void} options.choose
 * @param {boolean} [options.atOnce]  suggests already when nothing is typed
 */
export function createCombobox({ id, label, placeholder, nothing, search, choose, atOnce = false }) {
  const list = element("ul", { id: `${id}-list`, class: "suggestions", role: "listbox", "aria-label": label, hidden: true });
  const said = element("p", { class: "suggestions is-nothing", role: "status", hidden: true, text: nothing });
  const input = element("input", {
    type: "text", id, role: "combobox", autocomplete: "off", spellcheck: "false", dir: "auto", placeholder,
    "aria-label": label, title: label, "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": `${id}-list`,
  });
  /** @type {Option[]} */
  let found = [];
  let active = -1;
  let timer = 0;
  let asked = 0;

  const close = () => {
    clearTimeout(timer);
    asked += 1;
    list.hidden = true;
    said.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  async function ask() {
    const words = input.value.trim();
    if (!words && !atOnce) return close();
    const ticket = (asked += 1);
    const options = await search(words).catch(() => []);
    if (ticket !== asked || document.activeElement !== input) return options;
    found = options;
    fill(list, ...options.map(optionNode));
    list.hidden = !options.length;
    said.hidden = options.length > 0;
    input.setAttribute("aria-expanded", String(options.length > 0));
    mark(options.length && words ? 0 : -1);
    return options;
  }

  /** @param {Option} option @param {number} index */
  function optionNode(option, index) {
    const take = (/** @type {Event} */ event) => {
      event.preventDefault();
      pick(option);
    };
    return element(
      "li", { id: `${id}-${index}`, role: "option", "aria-selected": "false", on: { pointerdown: take } },
      element("span", { class: "name", dir: "auto", text: option.label }),
      option.note && element("span", { class: "muted", dir: "auto", text: option.note }),
      option.count && element("span", { class: "count", text: option.count }),
    );
  }

  /** @param {number} index */
  function mark(index) {
    active = index;
    [...list.children].forEach((node, place) => node.setAttribute("aria-selected", String(place === index)));
    if (index < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", `${id}-${index}`);
    list.children[index]?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Option} option */
  function pick(option) {
    close();
    input.value = "";
    choose(option);
  }

  async function enter() {
    if (list.hidden) await ask();
    const option = found[Math.max(0, active)];
    if (option && !list.hidden) pick(option);
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, TYPING_PAUSE_MS);
  });
  input.addEventListener("focus", () => void (atOnce && ask()));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (list.hidden) return void ask();
      mark((active + step + found.length) % found.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      void enter();
    } else if (event.key === "Escape" && (!list.hidden || input.value)) {
      event.stopPropagation();
      input.value = "";
      close();
    }
  });
  return { node: element("div", { class: "combobox" }, input, list, said), input };
}

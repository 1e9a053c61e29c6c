// @ts-check
// Type, date and casualties, each saved by itself.

import { element, fill } from "../../dom/element.js";
import { typeText } from "../../messages/describe.js";
import { messages } from "../../messages/index.js";
import { casualtyCorrection, dateCorrection } from "../../pure/corrections.js";

/** @typedef {import("./editor.js").Editing} Editing */

const words = messages.correct;

/** @param {Editing} editing @returns {import("./editor.js").Editor} */
export function factsEditor(editing) {
  return { node: element("div", { class: "editor" }, typeForm(editing), dateForm(editing), casualtyForm(editing)), redraw: () => undefined };
}

/**
 * @param {string} id
 * @param {string} title
 * @param {HTMLElement[]} fields
 * @param {string} button
 * @param {() => string|null} submit  gives what is wrong, if anything
 */
function form(id, title, fields, button, submit) {
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const node = element("form", { class: "fact-form", "aria-labelledby": id }, element("h3", { class: "card-part", id, text: title }), ...fields, problem, element("button", { type: "submit", class: "button", text: button }));
  node.addEventListener("submit", (event) => {
    event.preventDefault();
    const wrong = submit();
    problem.hidden = !wrong;
    problem.textContent = wrong;
  });
  return node;
}

/** @param {Editing} editing */
function typeForm({ store, incident, save }) {
  const select = element("select", { "aria-labelledby": "fix-type" });
  fill(select, ...store.get().taxonomy.map((group) => {
    const options = element("optgroup", { label: typeText(group.id, group.label) });
    fill(options, ...group.types.map(({ id, label }) => element("option", { value: id, text: typeText(id, label) })));
    return options;
  }));
  select.value = incident.type;
  return form("fix-type", words.type, [select], words.saveType, () => {
    void save({ action: "set_type", scope: "mention", incident: incident.id, type: select.value });
    return null;
  });
}

/** @param {Editing} editing */
function dateForm({ incident, save }) {
  const day = (/** @type {string} */ id, /** @type {string|null} */ value) => {
    const input = element("input", { type: "date", id, min: "0001-01-01", max: "9999-12-31" });
    input.value = value ?? "";
    return input;
  };
  const [from, to] = [day("fix-from", incident.date_start), day("fix-to", incident.date_end)];
  const fields = element("div", { class: "date-fields" }, element("label", {}, words.from, from), element("label", {}, words.to, to));
  return form("fix-date", words.dates, [fields], words.saveDate, () => {
    const correction = dateCorrection(incident.id, from.value, to.value);
    if (!correction) return messages.filters.datesReversed;
    void save(correction);
    return null;
  });
}

/** @param {Editing} editing */
function casualtyForm({ incident, save }) {
  const keys = /** @type {const} */ (["killed_min", "killed_max", "injured_min", "injured_max"]);
  const inputs = keys.map((key) => {
    const label = `${words[key.startsWith("killed") ? "killed" : "injured"]}, ${key.endsWith("min") ? words.least : words.most}`;
    const input = element("input", { type: "number", id: `fix-${key}`, min: 0, step: 1, inputmode: "numeric", "aria-label": label });
    input.value = String(incident[key] ?? "");
    return input;
  });
  const [killedMin, killedMax, injuredMin, injuredMax] = inputs;
  const row = (/** @type {string} */ title, /** @type {HTMLElement} */ least, /** @type {HTMLElement} */ most) =>
    element("div", { class: "figure-row" }, element("span", { text: title }), element("label", {}, words.least, least), element("label", {}, words.most, most));
  const fields = [row(words.killed, killedMin, killedMax), row(words.injured, injuredMin, injuredMax), element("p", { class: "muted small", text: words.unknownHint })];
  return form("fix-casualties", messages.filters.casualties, fields, words.saveCasualties, () => {
    const correction = casualtyCorrection(incident.id, { killed_min: killedMin.value, killed_max: killedMax.value, injured_min: injuredMin.value, injured_max: injuredMax.value });
    if (!correction) return words.figuresWrong;
    void save(correction);
    return null;
  });
}

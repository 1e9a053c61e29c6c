// @ts-check
// Pasting an article: text, title and publication date go to the server; what it found comes back as a notice, and the
// map moves there.

import { ApiError } from "../api.js";
import { byId, element, fill } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { draftFromFile } from "../messages/draft.js";
import { messages } from "../messages/index.js";

/** @typedef {import("../state.js").Store} Store */
/** @typedef {import("../pure/types.js").DocumentInput} DocumentInput */
/** @typedef {import("../pure/types.js").DocumentResult} DocumentResult */

const words = messages.add;
/** Warnings about dates say nothing where no incident has one. */
const ABOUT_DATES = /\bdates?\b/i;

/**
 * @param {Store} store
 * @param {(document: DocumentInput) => Promise<DocumentResult & {replaced: boolean}>} add
 */
export function createAddDialog(store, add) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("add"));
  const fields = formFields();
  const report = element("div", { class: "report", role: "alert" });
  const submit = element("button", { type: "submit", class: "button primary", text: words.submit });
  const form = buildForm(store, fields, report, submit);
  fill(dialog, form);
  // Closing by Escape is the browser's own; the state follows.
  dialog.addEventListener("close", () => store.set({ draft: null }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send();
  });

  async function send() {
    if (!fields.text.value.trim()) {
      fields.text.focus();
      return fill(report, words.textMissing);
    }
    busy(true);
    try {
      const document = readFields(fields, store.get().draft);
      const result = await add(document);
      if (!result.incident_count) return fill(report, element("strong", { text: words.none }), warningList(result.warnings.filter((text) => !ABOUT_DATES.test(text))));
      finish(store, result, document.title ?? "");
      form.reset();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      fill(report, element("strong", { text: error.message }), element("p", { text: error.detail }));
    } finally {
      busy(false);
    }
  }

  const busy = (/** @type {boolean} */ working) => {
    submit.disabled = working;
    submit.textContent = working ? words.working : words.submit;
    if (working) fill(report);
  };

  store.subscribe(["draft"], () => {
    const { draft } = store.get();
    if (!draft) return dialog.close();
    for (const key of /** @type {const} */ (["text", "title", "date"])) if (draft[key] !== undefined) fields[key].value = draft[key];
    fill(report, draft.problem);
    if (!dialog.open) dialog.showModal();
    fields.text.focus();
  });
}

function formFields() {
  return {
    text: element("textarea", { id: "add-text", rows: 9, placeholder: words.textPlaceholder, required: false, dir: "auto" }),
    title: element("input", { type: "text", id: "add-headline", autocomplete: "off", dir: "auto" }),
    date: element("input", { type: "date", id: "add-date", min: "0001-01-01", max: "9999-12-31" }),
    file: element("input", { type: "file", id: "add-file", accept: ".txt,.md,.json,text/plain,application/json", class: "visually-hidden" }),
  };
}

/**
 * @param {Store} store
 * @param {ReturnType<typeof formFields>} fields
 * @param {HTMLElement} report
 * @param {HTMLButtonElement} submit
 */
function buildForm(store, fields, report, submit) {
  const close = () => store.set({ draft: null });
  const optional = () => element("span", { class: "muted", text: ` (${words.optional})` });
  fields.file.addEventListener("change", async () => {
    const file = fields.file.files?.[0];
    if (file) store.set({ draft: draftFromFile(file.name, await file.text()) });
    fields.file.value = "";
  });
  return element(
    "form",
    { class: "add-form", "aria-labelledby": "add-title" },
    element("header", {}, element("h2", { id: "add-title", text: words.title }), element("button", { type: "button", class: "icon-button", "aria-label": words.close, title: words.close, on: { click: close } }, icon("close", 14))),
    element("p", { class: "muted", text: words.lead }),
    element("label", { class: "visually-hidden", for: "add-text", text: words.text }),
    fields.text,
    element("p", { class: "file-line" }, fields.file, element("label", { class: "button", for: "add-file" }, icon("file"), words.file), element("span", { class: "muted", text: words.fileHint })),
    element("div", { class: "add-fields" },
      element("label", { for: "add-headline" }, element("span", {}, words.headline, optional()), fields.title),
      element("label", { for: "add-date" }, element("span", {}, words.date, optional()), fields.date)),
    element("p", { class: "muted small", text: words.dateHint }),
    report,
    element("footer", {}, element("button", { type: "button", class: "button", text: words.cancel, on: { click: close } }), submit),
  );
}

/**
 * @param {ReturnType<typeof formFields>} fields
 * @param {import("../state.js").State["draft"]} draft  a dropped file's source and address are not shown, but sent
 * @returns {DocumentInput}
 */
function readFields(fields, draft) {
  /** @type {DocumentInput} */
  const document = { text: fields.text.value };
  if (fields.title.value.trim()) document.title = fields.title.value.trim();
  if (fields.date.value) document.date = fields.date.value;
  if (draft?.source) document.source = draft.source;
  if (draft?.url) document.url = draft.url;
  return document;
}

/** @param {Store} store @param {DocumentResult & {replaced: boolean}} result @param {string} title */
function finish(store, result, title) {
  const shown = new Set(store.get().shown.map((incident) => incident.id));
  const hidden = result.incidents.filter((id) => !shown.has(id)).length;
  const said = result.replaced ? messages.notice.replaced : messages.notice.added(result.incident_count, title);
  store.set({ draft: null, notice: { title: said, warnings: result.warnings, hidden } });
}

/** @param {string[]} warnings */
function warningList(warnings) {
  return warnings.length ? element("ul", {}, ...warnings.map((text) => element("li", { text }))) : null;
}

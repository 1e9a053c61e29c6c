// @ts-check
// Adding articles: files, several at once, each with its own outcome, or a pasted text. What was found comes back as a
// notice, and the map moves there.

import { ApiError } from "../api.js";
import { byId, element, fill } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { messages } from "../messages/index.js";
import { ACCEPTED, documentBody, sumResults, uploadOf } from "../pure/upload.js";

/** @typedef {import("../state.js").Store} Store */
/** @typedef {import("../changes.js").Changes} Changes */
/** @typedef {import("../pure/types.js").AddResult} AddResult */
/** @typedef {import("../pure/types.js").DocumentResult} DocumentResult */

const words = messages.add;
/** Warnings about dates say nothing where no incident has one. */
const ABOUT_DATES = /\bdates?\b/i;

/** @param {Store} store @param {Changes} changes */
export function createAddDialog(store, changes) {
  const dialog = /** @type {HTMLDialogElement} */ (byId("add"));
  const fields = formFields();
  const report = element("div", { class: "report", role: "alert" });
  const progress = element("div", { class: "uploads", "aria-live": "polite" });
  const submit = element("button", { type: "submit", class: "button primary", text: words.submit });
  let stopped = false;
  const close = () => {
    stopped = true;
    store.set({ draft: null });
  };
  const form = buildForm({ fields, report, progress, submit, close });
  fill(dialog, form);
  // Closing by Escape is the browser's own; the state follows.
  dialog.addEventListener("close", close);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void sendText();
  });
  fields.file.addEventListener("change", () => {
    const files = [...(fields.file.files ?? [])];
    fields.file.value = "";
    if (files.length) void sendFiles(files);
  });

  async function sendText() {
    if (!fields.text.value.trim()) {
      fields.text.focus();
      return fill(report, words.textMissing);
    }
    busy(true);
    try {
      const title = fields.title.value;
      const { documents, incidents, warnings } = sumResults([await changes.add(documentBody({ text: fields.text.value, title, date: fields.date.value }), "application/json")]);
      if (!incidents) return fill(report, element("strong", { text: words.none }), warningList(warnings.filter((text) => !ABOUT_DATES.test(text))));
      finish(documents, documents.some(({ replaced }) => replaced) ? messages.notice.replaced : messages.notice.added(incidents, title.trim()));
      form.reset();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      fill(report, element("strong", { text: error.message }), element("p", { text: error.detail }));
    } finally {
      busy(false);
    }
  }

  /** One after the other, so that the server stays quick for others. @param {File[]} files */
  async function sendFiles(files) {
    stopped = false;
    busy(true);
    const rows = files.map(({ name }) => element("li", {}, element("bdi", { class: "name", text: name }), element("span", { class: "muted", text: words.waiting })));
    const bar = element("progress", { max: files.length, value: 0, "aria-label": words.working });
    const line = element("span", { text: words.progress(0, files.length) });
    fill(progress, element("p", { class: "upload-head" }, bar, line), element("ol", {}, ...rows));
    /** @type {AddResult[]} */
    const results = [];
    for (const [index, file] of files.entries()) {
      if (stopped) break;
      const result = await sendFile(file, fields.date.value, changes);
      results.push(result);
      fill(rows[index], element("bdi", { class: "name", text: file.name }), ...outcome(result));
      bar.value = index + 1;
      line.textContent = words.progress(index + 1, files.length);
    }
    busy(false);
    const { documents, incidents, errors } = sumResults(results);
    if (!documents.length) return;
    if (!errors && incidents) return finish(documents, messages.notice.addedAll(incidents, documents.length));
    progress.append(element("button", { type: "button", class: "button primary", text: words.done, on: { click: () => finish(documents, messages.notice.addedAll(incidents, documents.length)) } }));
    changes.showAdded(documents);
  }

  /** @param {DocumentResult[]} documents @param {string} title */
  function finish(documents, title) {
    fill(progress);
    const warnings = documents.length === 1 ? documents[0].warnings : [];
    store.set({ draft: null, notice: { title, warnings, hidden: 0 } });
    changes.showAdded(documents);
  }

  const busy = (/** @type {boolean} */ working) => {
    submit.disabled = working;
    submit.textContent = working ? words.working : words.submit;
    if (working) fill(report);
  };

  const follow = () => {
    const { draft } = store.get();
    if (!draft) return dialog.close();
    if (draft.text !== undefined) fields.text.value = draft.text;
    fill(report, draft.problem);
    if (!dialog.open) {
      fill(progress);
      dialog.showModal();
    }
    if (draft.files?.length) void sendFiles(draft.files);
    else fields.text.focus();
  };
  store.subscribe(["draft"], follow);
  follow();
}

/** @param {File} file @param {string} date @param {Changes} changes @returns {Promise<AddResult>} failures are errors of the file, not of the batch */
async function sendFile(file, date, changes) {
  const upload = uploadOf(file.name, await file.text(), date);
  if (!upload) return { documents: [], errors: [{ line: null, detail: words.unknownKind }] };
  try {
    return await changes.add(upload.body, upload.type);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const detail = error.status === 413 ? words.tooLarge : [error.message, error.detail].filter(Boolean).join(": ");
    return { documents: [], errors: [{ line: null, detail }] };
  }
}

/** @param {AddResult} result */
function outcome(result) {
  const { documents, incidents } = sumResults([result]);
  const parts = [documents.length > 1 && words.documents(documents.length), documents.length > 0 && words.found(incidents), documents.some(({ replaced }) => replaced) && words.replaced];
  const errors = result.errors.map(({ line, detail }) => element("li", { dir: "auto", text: line === null ? detail : `${words.line(line)}: ${detail}` }));
  return [
    element("span", { class: "muted", text: parts.filter(Boolean).join(" · ") }),
    errors.length > 0 && element("ul", { class: "problem" }, ...errors),
  ];
}

function formFields() {
  return {
    text: element("textarea", { id: "add-text", rows: 6, placeholder: words.textPlaceholder, dir: "auto" }),
    title: element("input", { type: "text", id: "add-headline", autocomplete: "off", dir: "auto" }),
    date: element("input", { type: "date", id: "add-date", min: "0001-01-01", max: "9999-12-31" }),
    file: element("input", { type: "file", id: "add-file", multiple: true, accept: ACCEPTED, class: "visually-hidden" }),
  };
}

/** @param {{fields: ReturnType<typeof formFields>, report: HTMLElement, progress: HTMLElement, submit: HTMLButtonElement, close: () => void}} parts */
function buildForm({ fields, report, progress, submit, close }) {
  const optional = () => element("span", { class: "muted", text: ` (${words.optional})` });
  return element(
    "form",
    { class: "add-form", "aria-labelledby": "add-title" },
    element("header", {}, element("h2", { id: "add-title", text: words.title }), element("button", { type: "button", class: "icon-button", "aria-label": words.close, title: words.close, on: { click: close } }, icon("close", 14))),
    element("p", { class: "muted", text: words.lead }),
    element("div", { class: "file-box" }, icon("file", 28), element("span", {}, element("b", { text: words.files }), element("small", { text: words.filesHint })), fields.file, element("label", { class: "button", for: "add-file", text: words.choose })),
    progress,
    element("p", { class: "or-line" }, element("span", { text: words.or })),
    element("label", { class: "visually-hidden", for: "add-text", text: words.text }),
    fields.text,
    element("div", { class: "add-fields" },
      element("label", { for: "add-headline" }, element("span", {}, words.headline, optional()), fields.title),
      element("label", { for: "add-date" }, element("span", {}, words.date, optional()), fields.date)),
    element("p", { class: "muted small", text: words.dateHint }),
    report,
    element("footer", {}, element("button", { type: "button", class: "button", text: words.cancel, on: { click: close } }), submit),
  );
}

/** @param {string[]} warnings */
function warningList(warnings) {
  return warnings.length ? element("ul", {}, ...warnings.map((text) => element("li", { text }))) : null;
}

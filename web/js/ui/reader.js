// @ts-check
// The document reader: an article with every place, date and incident marked, linked with the map both ways. Numbers in
// the margin are the numbers on the map.

import { byId, element, fill } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { separated } from "../dom/incident_card.js";
import { readerText } from "../dom/reader_text.js";
import { dayText } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { readParagraphs } from "../pure/reading.js";

/** @typedef {import("../state.js").Store} Store */

const words = messages.reader;

/** @param {Store} store */
export function createReader(store) {
  const panel = byId("reader");
  const draw = () => {
    const { reading, article, articleError } = store.get();
    if (!reading) return fill(panel);
    const isNew = panel.dataset.document !== reading || !article;
    panel.dataset.document = reading;
    fill(panel, readerHead(store), article ? articleNode(article) : waiting(articleError));
    markPassages(store, panel);
    if (isNew) panel.scrollTop = 0;
    if (isNew && article) panel.querySelector("h2")?.focus({ preventScroll: true });
    if (article && store.get().selected) showPassage(store, panel);
  };
  store.subscribe(["reading", "article", "articleError"], draw);
  store.subscribe(["hovered", "selected"], () => markPassages(store, panel));
  store.subscribe(["selected"], () => {
    if (store.get().opener !== "reader") showPassage(store, panel);
    drawBack(store, panel);
  });
  listen(store, panel);
  draw();
}

/** @param {Store} store */
function readerHead(store) {
  const close = () => store.set({ reading: null });
  const back = element("button", { type: "button", class: "link back", id: "reader-back", on: { click: close } }, icon("back", 14), element("span", { text: backText(store) }));
  return element("div", { class: "reader-head" }, back, element("button", { type: "button", class: "icon-button", "aria-label": words.close, title: words.close, on: { click: close } }, icon("close", 14)));
}

/** @param {Store} store */
function backText(store) {
  return store.get().selected ? words.backToIncident : messages.list.back;
}

/** @param {Store} store @param {HTMLElement} panel */
function drawBack(store, panel) {
  const text = panel.querySelector("#reader-back span");
  if (text) text.textContent = backText(store);
}

/** @param {NonNullable<import("../state.js").State["article"]>} article */
function articleNode({ document, incidents }) {
  const { title, date, source, url, toponyms, rejected } = document;
  const original = url && /^https?:\/\//.test(url) && element("a", { href: url, rel: "noreferrer", target: "_blank", text: messages.card.original });
  const facts = separated([date ? dayText(date) : words.undated, source]);
  const sums = [words.incidents(incidents.length), words.places(toponyms.length), rejected.length ? words.passed(rejected.length) : null].filter(Boolean).join(" · ");
  const roles = /** @type {(keyof typeof messages.card.roles)[]} */ (Object.keys(messages.card.roles));
  return element(
    "article", { class: "article", "aria-labelledby": "article-title" },
    element("h2", { id: "article-title", tabindex: "-1", dir: "auto", text: title || messages.card.sourceUntitled }),
    element("p", { class: "muted" }, ...facts, original && " · ", original),
    element("p", { class: "article-sums muted", text: sums }),
    element("p", { class: "role-legend" }, ...roles.map((role) => element("mark", { class: `role-${role}`, text: messages.card.roles[role] }))),
    incidents.length ? null : element("p", { class: "panel-note", text: words.none }),
    readerText(readParagraphs(document, incidents), incidents),
  );
}

/** @param {import("../api.js").ApiError|null} error */
function waiting(error) {
  if (!error) return element("p", { class: "panel-note", text: words.loading });
  return element("div", { class: "panel-note", role: "alert" }, element("b", { text: words.error }), element("p", { text: `${error.message}. ${error.detail}` }));
}

/** @param {Store} store @param {HTMLElement} panel */
function markPassages(store, panel) {
  const { hovered, selected } = store.get();
  for (const passage of panel.querySelectorAll(".passage")) {
    const ids = (/** @type {HTMLElement} */ (passage).dataset.ids ?? "").split(" ");
    passage.classList.toggle("is-hovered", Boolean(hovered) && ids.includes(hovered ?? ""));
    passage.classList.toggle("is-selected", Boolean(selected) && ids.includes(selected ?? ""));
  }
  for (const node of panel.querySelectorAll("[data-incident]")) {
    const id = /** @type {HTMLElement} */ (node).dataset.incident;
    node.classList.toggle("is-on", id === selected || id === hovered);
    if (node.classList.contains("passage-number")) node.setAttribute("aria-pressed", String(id === selected));
  }
}

/** @param {Store} store @param {HTMLElement} panel */
function showPassage(store, panel) {
  const { selected } = store.get();
  if (selected) panel.querySelector(`.passage-number[data-incident="${CSS.escape(selected)}"]`)?.scrollIntoView({ block: "nearest" });
}

/** Marks and numbers select their incident; a place shows itself on the map. @param {Store} store @param {HTMLElement} panel */
function listen(store, panel) {
  const markAt = (/** @type {Event} */ event) => {
    const target = /** @type {Element} */ (event.target).closest("[data-incident], [data-lon]");
    return target instanceof HTMLElement ? target : null;
  };
  const open = (/** @type {HTMLElement} */ target) => {
    const { incident, lon, lat } = target.dataset;
    if (lon && lat) store.set({ fit: { point: [Number(lon), Number(lat)] } });
    if (incident) store.select(incident === store.get().selected && !lon ? null : incident, "reader");
  };
  panel.addEventListener("click", (event) => {
    const target = markAt(event);
    if (target) open(target);
  });
  panel.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.tagName !== "MARK" || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    open(target);
  });
  for (const name of ["pointerover", "focusin"]) panel.addEventListener(name, (event) => store.set({ hovered: markAt(event)?.dataset.incident ?? null }));
  panel.addEventListener("pointerleave", () => store.set({ hovered: null }));
}

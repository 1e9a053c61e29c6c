// @ts-check
// One incident in full: what, where, when, who, how many, how sure, the sentence that says so, its reports, and why it
// stands where it does. Knows no state; what its buttons do is given.

import { dateText, dayText, precisionText, shareText, typeText } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { casualtyText } from "../pure/casualties.js";
import { symbolGroup } from "../pure/groups.js";
import { breadcrumb, hasPlace } from "../pure/place.js";
import { element } from "./element.js";
import { evidenceBlock } from "./evidence.js";
import { icon } from "./icon.js";
import { LOW_CONFIDENCE, incidentSymbol, precisionSign } from "./symbol.js";
import { whyHere } from "./why_here.js";

/** @typedef {import("../pure/types.js").OpenIncident} Incident */
/** @typedef {{onClose: () => void, onRegion: (name: string) => void, onRead: (document: string) => void, onCorrect: () => void, onCopy: (what: "link"|"geojson") => Promise<void>}} CardActions */

const words = messages.card;

/**
 * @param {Incident} incident
 * @param {CardActions} actions
 * @returns {HTMLElement} focusable, labelled by the title
 */
export function incidentCard(incident, actions) {
  const titleId = `card-title-${incident.id}`;
  return element(
    "article",
    { class: "card", tabindex: "-1", "aria-labelledby": titleId, "data-card": incident.id },
    cardHead(incident, titleId, actions),
    placeLine(incident, actions),
    keyFigures(incident),
    facts(incident),
    evidenceBlock(incident, "h3"),
    sources(incident, actions),
    hasPlace(incident) && whyHere(incident, "h3"),
    actionRow(actions),
  );
}

/** @param {Incident} incident @param {string} titleId @param {CardActions} actions */
function cardHead(incident, titleId, { onClose }) {
  const group = symbolGroup(incident.type, incident.group);
  const type = typeText(incident.type, incident.type_label);
  const kicker = type === messages.groups[group] ? type : `${type} · ${messages.groups[group]}`;
  return element(
    "header",
    {},
    incidentSymbol(group, 26, { hollow: incident.confidence < LOW_CONFIDENCE }),
    element("div", {}, element("p", { class: "kicker", text: kicker }), element("h2", { class: "card-title", id: titleId, dir: "auto", text: incident.title })),
    element("button", { type: "button", class: "icon-button", "aria-label": words.close, title: words.close, on: { click: onClose } }, icon("close", 14)),
  );
}

/** From the country down, as one would look for it on a map. @param {Incident} incident @param {CardActions} actions */
function placeLine(incident, { onRegion }) {
  const { word, radius } = precisionText(incident);
  const crumbs = element("span", { class: "crumbs" });
  const names = hasPlace(incident) ? breadcrumb(incident).reverse() : [];
  names.forEach(({ name, kind }, index) => {
    if (index) crumbs.append(element("span", { class: "crumb-sign", "aria-hidden": "true", text: "›" }));
    const filterable = kind === "admin1" || kind === "country";
    crumbs.append(
      filterable
        ? element("button", { type: "button", class: "link", dir: "auto", title: words.filterBy(name), text: name, on: { click: () => onRegion(name) } })
        : element("span", { dir: "auto", text: name }),
    );
  });
  if (!names.length) crumbs.append(words.placeUnknown);
  const precision = element("span", { class: "precision" }, precisionSign(incident.location_precision, 13), word, radius && element("span", { class: "radius", dir: "ltr", text: radius }));
  return element("p", { class: "where" }, crumbs, precision);
}

/** @param {Incident} incident */
function keyFigures(incident) {
  const figure = (/** @type {string} */ term, /** @type {string} */ value, /** @type {string} */ note, name = "") =>
    element("div", {}, element("dt", { text: term }), element("dd", { class: name }, element("bdi", { dir: name === "figure-when" ? null : "ltr", text: value }), element("small", { text: note })));
  const casualties = (/** @type {"killed"|"injured"} */ kind) => {
    const { figure: value, note } = casualtyText(incident[`${kind}_min`], incident[`${kind}_max`], incident[`${kind}_open`], messages.locale);
    const plain = value.replace(/^[≥≤]\s*/, "");
    return figure(words[kind], value, words.casualtyNotes[note](plain), `figure-${kind}`);
  };
  return element("dl", { class: "key-figures" }, figure(words.when, dateText(incident), dateNote(incident), "figure-when"), casualties("killed"), casualties("injured"));
}

/** "within these days · “late December”"; where the article names several days, none is quoted as the one. @param {Incident} incident */
function dateNote(incident) {
  const note = words.dateNotes[incident.date_precision] ?? "";
  const [said, other] = new Set(incident.evidence.filter(({ role }) => role === "date").map(({ text }) => text));
  return said && !other ? `${note} · ${words.quoted(said)}` : note;
}

/** @param {Incident} incident */
function facts(incident) {
  const list = element("dl", { class: "facts" });
  const fact = (/** @type {string} */ term, /** @type {(string|Node|false)[]} */ ...value) =>
    void list.append(element("dt", { text: term }), element("dd", {}, ...value));
  const named = (/** @type {string} */ role) => incident.actors.filter((actor) => actor.role === role).map((actor) => actor.name).join(", ");
  /** @type {[string, string][]} */
  const rows = [
    [words.by, named("perpetrator")],
    [words.against, named("target")],
    [words.victims, named("victim")],
    [words.weapons, incident.weapons.join(", ")],
  ];
  for (const [term, value] of rows) if (value) fact(term, element("bdi", { text: value }));
  const background = incident.background && element("span", { class: "muted", text: ` · ${words.background}` });
  fact(words.status, words.statuses[incident.status] ?? incident.status, background);
  const low = incident.confidence < LOW_CONFIDENCE && element("span", { class: "muted", text: ` · ${words.confidenceLow}` });
  fact(words.confidence, shareText(incident.confidence), low, confidenceBar(incident.confidence));
  return list;
}

/** The number beside it says the same in text. @param {number} confidence */
function confidenceBar(confidence) {
  const bar = element("span", { class: "meter", "aria-hidden": "true" }, element("i"));
  /** @type {HTMLElement} */ (bar.firstChild).style.inlineSize = `${Math.round(confidence * 100)}%`;
  return bar;
}

/** @param {Incident} incident @param {CardActions} actions */
function sources({ sources: list, reports }, { onRead }) {
  if (!list.length) return null;
  const items = list.map(({ document, title, publisher, date, url }) => {
    const name = title || publisher || words.sourceUntitled;
    const report = reports?.find((one) => one.document === document);
    const killed = report && casualtyText(report.killed_min, report.killed_max, false, messages.locale);
    const original = url && /^https?:\/\//.test(url) && element("a", { href: url, rel: "noreferrer", target: "_blank", text: words.original });
    const details = [title ? (publisher ?? null) : null, date ? dayText(date) : words.sourceUndated, killed && killed.note !== "unknown" ? messages.list.killed(killed.figure) : null];
    const read = element("button", { type: "button", class: "link", title: words.readHint(name), "aria-label": words.readHint(name), text: words.read, on: { click: () => onRead(document) } });
    return element("li", {}, element("span", { class: "source-line" }, element("span", { class: "name", dir: "auto", text: name }), read), element("small", {}, ...separated(details), original && " · ", original));
  });
  return element(
    "section",
    { class: "sources" },
    element("h3", { class: "card-part" }, words.sources, " ", element("span", { text: words.reports(list.length) })),
    element("ul", {}, ...items),
  );
}

/** Names and dates of different scripts stay apart from each other. @param {(string|null|undefined)[]} parts @returns {(string|Node)[]} */
export function separated(parts) {
  const known = parts.filter(Boolean).map((part) => element("bdi", { text: part }));
  return known.flatMap((node, index) => (index ? [" · ", node] : [node]));
}

/** @param {CardActions} actions */
function actionRow({ onCorrect, onCopy }) {
  const copier = (/** @type {"link"|"geojson"} */ what, /** @type {string} */ label) => {
    const button = element("button", { type: "button", class: "button", text: label });
    button.addEventListener("click", async () => {
      const said = await onCopy(what).then(() => words.copied, () => words.copyFailed);
      button.textContent = said;
      setTimeout(() => void (button.textContent = label), 1500);
    });
    return button;
  };
  const correct = element("button", { type: "button", class: "button is-outlined", id: "card-correct", title: words.correctHint, text: words.correct, on: { click: onCorrect } });
  return element("div", { class: "card-actions", role: "group", "aria-label": words.actions }, correct, copier("link", words.copyLink), copier("geojson", words.copyGeojson));
}

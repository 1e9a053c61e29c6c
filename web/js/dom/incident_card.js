// @ts-check
// One incident in full: what, where, when, who, how many, how sure, and the sentence that says so. Knows no state;
// the popup and the side panel both show it.

import { dateText, precisionText } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { casualtyText } from "../pure/casualties.js";
import { longDate } from "../pure/dates.js";
import { symbolGroup } from "../pure/groups.js";
import { breadcrumb, hasPlace } from "../pure/place.js";
import { element } from "./element.js";
import { evidenceBlock } from "./evidence.js";
import { icon } from "./icon.js";
import { LOW_CONFIDENCE, incidentSymbol, precisionSign } from "./symbol.js";

/** @typedef {import("../pure/types.js").Incident} Incident */
/** @typedef {{onClose: () => void, onRegion: (name: string) => void}} CardActions */

/**
 * @param {Incident} incident
 * @param {CardActions} actions
 * @param {2|3} level  of the title among the page's headings
 * @returns {HTMLElement} focusable, labelled by the title
 */
export function incidentCard(incident, actions, level) {
  const titleId = `card-title-${incident.id}`;
  return element(
    "article",
    { class: "card", tabindex: "-1", "aria-labelledby": titleId, "data-card": incident.id },
    cardHead(incident, titleId, actions, level),
    placeLine(incident, actions),
    keyFigures(incident),
    facts(incident),
    evidenceBlock(incident, heading(level + 1)),
    sources(incident, heading(level + 1)),
  );
}

/**
 * @param {Incident} incident
 * @param {string} titleId
 * @param {CardActions} actions
 * @param {number} level
 */
function cardHead(incident, titleId, { onClose }, level) {
  const group = symbolGroup(incident.type, incident.group);
  return element(
    "header",
    {},
    incidentSymbol(group, 26, { hollow: incident.confidence < LOW_CONFIDENCE }),
    element("div", {}, saysType(incident) ? null : element("p", { class: "kicker", text: incident.type_label }), element(heading(level), { class: "card-title", id: titleId, dir: "auto", text: incident.title })),
    element("button", { type: "button", class: "icon-button", "aria-label": messages.card.close, title: messages.card.close, on: { click: onClose } }, icon("close", 14)),
  );
}

/** Whether the title begins with the type's own words. @param {Incident} incident */
function saysType({ title, type_label: label }) {
  return title.toLowerCase().startsWith(label.toLowerCase());
}

/** @param {Incident} incident @param {CardActions} actions */
function placeLine(incident, { onRegion }) {
  const { word, radius } = precisionText(incident);
  const crumbs = element("span", { class: "crumbs" });
  const names = hasPlace(incident) ? breadcrumb(incident) : [];
  names.forEach(({ name, kind }, index) => {
    if (index) crumbs.append(", ");
    const filterable = kind === "admin1" || kind === "country";
    crumbs.append(
      filterable
        ? element("button", { type: "button", class: "link", title: messages.card.filterBy(name), text: name, on: { click: () => onRegion(name) } })
        : element("span", { text: name }),
    );
  });
  if (!names.length) crumbs.append(messages.card.placeUnknown);
  const precision = element("span", { class: "precision" }, precisionSign(incident.location_precision, 13), word, radius && element("span", { class: "radius", text: radius }));
  return element("p", { class: "where" }, crumbs, precision);
}

/** @param {Incident} incident */
function keyFigures(incident) {
  const figure = (/** @type {string} */ term, /** @type {string} */ value, /** @type {string} */ note, name = "") =>
    element("div", {}, element("dt", { text: term }), element("dd", { class: name }, value, element("small", { text: note })));
  const casualties = (/** @type {"killed"|"injured"} */ kind) => {
    const { figure: value, note } = casualtyText(incident[`${kind}_min`], incident[`${kind}_max`], incident[`${kind}_open`]);
    const plain = value.replace(/^[≥≤]\s*/, "");
    return figure(messages.card[kind], value, messages.card.casualtyNotes[note](plain), `figure-${kind}`);
  };
  return element(
    "dl",
    { class: "key-figures" },
    figure(messages.card.when, dateText(incident), dateNote(incident), "figure-when"),
    casualties("killed"),
    casualties("injured"),
  );
}

/** "within these days · “late December”". @param {Incident} incident */
function dateNote(incident) {
  const note = messages.card.dateNotes[incident.date_precision] ?? "";
  const words = incident.evidence.find((span) => span.role === "date")?.text;
  return words ? `${note} · ${messages.card.quoted(words)}` : note;
}

/** @param {Incident} incident */
function facts(incident) {
  const list = element("dl", { class: "facts" });
  const fact = (/** @type {string} */ term, /** @type {(string|Node|false)[]} */ ...value) =>
    void list.append(element("dt", { text: term }), element("dd", { dir: "auto" }, ...value));
  const named = (/** @type {string} */ role) => incident.actors.filter((actor) => actor.role === role).map((actor) => actor.name).join(", ");
  /** @type {[string, string][]} */
  const rows = [
    [messages.card.by, named("perpetrator")],
    [messages.card.against, named("target")],
    [messages.card.victims, named("victim")],
    [messages.card.weapons, incident.weapons.join(", ")],
  ];
  for (const [term, value] of rows) if (value) fact(term, value);
  const background = incident.background && element("span", { class: "muted", text: ` · ${messages.card.background}` });
  fact(messages.card.status, messages.card.statuses[incident.status] ?? incident.status, background);
  const low = incident.confidence < LOW_CONFIDENCE && element("span", { class: "muted", text: ` · ${messages.card.confidenceLow}` });
  fact(messages.card.confidence, incident.confidence.toFixed(2), low, confidenceBar(incident.confidence));
  return list;
}

/** The number beside it says the same in text. @param {number} confidence */
function confidenceBar(confidence) {
  const bar = element("span", { class: "meter", "aria-hidden": "true" }, element("i"));
  /** @type {HTMLElement} */ (bar.firstChild).style.inlineSize = `${Math.round(confidence * 100)}%`;
  return bar;
}

/** @param {number} level */
function heading(level) {
  return /** @type {"h2"|"h3"|"h4"} */ (`h${level}`);
}

/** @param {Incident} incident @param {"h2"|"h3"|"h4"} tag  of the heading */
function sources({ sources: list }, tag) {
  if (!list.length) return null;
  const items = list.map(({ title, publisher, date, url }) => {
    const name = title || publisher || messages.card.sourceUntitled;
    const link = url && /^https?:\/\//.test(url);
    const label = link ? element("a", { href: url, rel: "noreferrer", target: "_blank", text: name }) : element("span", { text: name });
    const details = [title ? publisher : null, date ? longDate(date.slice(0, 10)) : messages.card.sourceUndated];
    return element("li", { dir: "auto" }, label, element("small", { text: details.filter(Boolean).join(" · ") }));
  });
  return element(
    "section",
    { class: "sources" },
    element(tag, { class: "card-part" }, messages.card.sources, " ", element("span", { text: messages.card.reports(list.length) })),
    element("ul", {}, ...items),
  );
}

// @ts-check
// The sentence that says so, with one quiet mark for each role, its legend, and what other sentences add.

import { messages } from "../messages/index.js";
import { evidenceElsewhere, markSentence } from "../pure/evidence.js";
import { element } from "./element.js";

/** @typedef {import("../pure/types.js").Incident} Incident */
/** @typedef {import("../pure/types.js").EvidenceRole} EvidenceRole */

/**
 * @param {string} text
 * @param {EvidenceRole} role
 */
function mark(text, role) {
  return element("mark", { class: `role-${role}`, title: messages.card.roles[role], text });
}

/**
 * @param {Incident} incident
 * @param {"h2"|"h3"|"h4"} tag  of the heading
 * @returns {HTMLElement|null} null where the incident carries no sentence
 */
export function evidenceBlock(incident, tag) {
  const { sentence, sentence_start: start, evidence } = incident;
  if (!sentence) return null;
  const pieces = markSentence(sentence, start, evidence);
  const elsewhere = evidenceElsewhere(sentence, start, evidence);
  const roles = new Set([...pieces.map((piece) => piece.role), ...elsewhere.map((span) => span.role)]);
  return element(
    "section",
    { class: "evidence" },
    element(tag, { class: "card-part", text: messages.card.evidence }),
    element("blockquote", { dir: "auto" }, ...pieces.map(({ text, role }) => (role ? mark(text, role) : text))),
    elsewhere.length > 0 && elsewhereLine(elsewhere),
    legend(roles),
  );
}

/** @param {import("../pure/types.js").Evidence[]} spans */
function elsewhereLine(spans) {
  const line = element("p", { class: "elsewhere", dir: "auto" }, messages.card.elsewhere);
  for (const { text, role } of spans) line.append(" ", mark(text, role));
  return line;
}

/** Only the roles that occur. @param {Set<EvidenceRole|null>} roles */
function legend(roles) {
  const names = /** @type {EvidenceRole[]} */ (Object.keys(messages.card.roles)).filter((role) => roles.has(role));
  return element("p", { class: "role-legend" }, ...names.map((role) => element("mark", { class: `role-${role}`, text: messages.card.roles[role] })));
}

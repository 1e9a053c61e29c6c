// @ts-check
// "Why here?": the places that the name may mean, best first, each with what speaks for it.

import { shareText } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { element } from "./element.js";

/** @typedef {import("../pure/types.js").Candidate} Candidate */

const words = messages.card;
/** Reasons told for each candidate; the weaker ones change little. */
const TOLD = 3;

/**
 * @param {import("../pure/types.js").OpenIncident} incident
 * @param {"h3"} tag  of the heading
 * @returns {HTMLElement|null} null where the server told no candidates
 */
export function whyHere({ candidates, corrections }, tag) {
  if (!candidates?.length && !corrections?.length) return null;
  const list = candidates ?? [];
  const count = list.length > 1 ? words.candidates(list.length) : "";
  return element(
    "section", { class: "why-here" },
    element(tag, { class: "card-part" }, words.whyHere, " ", element("span", { text: corrections?.length ? words.corrected : count })),
    list.length > 0 && element("ol", {}, ...list.map((candidate, index) => element("li", {}, ...candidateParts(candidate, index)))),
    list.length === 1 && element("p", { class: "muted small", text: words.onlyCandidate }),
  );
}

/** Number, name with its reasons, score. @param {Candidate} candidate @param {number} index */
export function candidateParts(candidate, index) {
  const name = [candidate.name, candidate.admin1, candidate.country_name ?? candidate.country].filter(Boolean).join(", ");
  const bar = element("span", { class: "meter", "aria-hidden": "true" }, element("i"));
  /** @type {HTMLElement} */ (bar.firstChild).style.inlineSize = `${Math.round(candidate.score * 100)}%`;
  return [
    element("span", { class: "rank", text: messages.number(index + 1) }),
    element("span", { class: "candidate" }, element("bdi", { class: "name", text: name }), element("small", { text: reasonText(candidate) })),
    element("span", { class: "score" }, bar, shareText(candidate.score)),
  ];
}

/** @param {Candidate} candidate */
function reasonText({ reasons }) {
  const told = reasons.slice(0, TOLD).map(({ signal, weight }) => {
    const said = words.signals[signal] ?? signal;
    return weight < 0 ? words.against_it(said) : said;
  });
  return told.join(" · ") || words.nameOnly;
}

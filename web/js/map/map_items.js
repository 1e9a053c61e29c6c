// @ts-check
// The DOM of what stands on the map: a symbol with its ring, leader line and label; a cluster's ring; an area's tag.
// Everything that can be chosen is a real button.

import { element, svg } from "../dom/element.js";
import { incidentSymbol, LOW_CONFIDENCE } from "../dom/symbol.js";
import { markerText } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { SYMBOL_GROUPS, symbolGroup } from "../pure/groups.js";
import { clusterRadius } from "../pure/scene.js";

/** @typedef {import("../pure/types.js").Incident} Incident */
/** @typedef {import("../pure/scene.js").SceneSymbol} SceneSymbol */
/** @typedef {import("../pure/scene.js").SceneCluster} SceneCluster */
/** @typedef {import("../pure/scene.js").SceneTag} SceneTag */
/** @typedef {(id: string) => void} Choose */

const TAG_SYMBOLS = 4;
/** Pixels that a tag may stand off without being tied to its area. */
const TAG_NEAR = 40;

/** @param {Incident} incident */
function groupOf(incident) {
  return symbolGroup(incident.type, incident.group);
}

/** @param {Incident} incident @param {number} size */
function symbolOf(incident, size) {
  return incidentSymbol(groupOf(incident), size, { hollow: incident.confidence < LOW_CONFIDENCE });
}

/**
 * @param {SceneSymbol} symbol
 * @param {boolean} selected
 * @param {Choose} choose
 */
export function symbolItem({ incident, dx, dy, label }, selected, choose) {
  const moved = dx !== 0 || dy !== 0;
  const ring = incident.location_precision === "settlement";
  const button = element(
    "button",
    {
      type: "button", class: `marker g-${groupOf(incident)}${ring ? " has-ring" : ""}${selected ? " is-selected" : ""}`,
      "data-incident": incident.id, "aria-label": markerText(incident), title: incident.title, on: { click: () => choose(incident.id) },
    },
    ring && svg("svg", { class: "place-ring", width: 36, height: 36, viewBox: "-18 -18 36 36", "aria-hidden": "true" }, svg("circle", { r: 17 })),
    symbolOf(incident, selected ? 26 : 22),
  );
  const stand = element("div", { class: "stand" }, button, label && labelOf(label));
  stand.style.translate = `${dx}px ${dy}px`;
  return element("div", { class: "marker-item", "data-ids": incident.id }, moved && leader(dx, dy), stand);
}

/** From the true spot to the symbol that stands aside. @param {number} dx @param {number} dy */
function leader(dx, dy) {
  return svg("svg", { class: "leader", width: 1, height: 1, "aria-hidden": "true" }, svg("path", { d: `M0 0L${dx} ${dy}` }), svg("circle", { r: 3 }));
}

/** A line without a dot: an area has no spot. @param {number} dy */
function tie(dy) {
  return svg("svg", { class: "leader is-tie", width: 1, height: 1, "aria-hidden": "true" }, svg("path", { d: `M0 0V${dy}` }));
}

/** @param {import("../pure/scene.js").SceneLabel} label */
function labelOf({ name, figure, side, gap }) {
  const node = element("span", { class: `place-label at-${side}`, "aria-hidden": "true", dir: "auto" }, name, figure && element("small", { text: figure }));
  node.style.setProperty("--gap", `${gap}px`);
  return node;
}

/**
 * A ring of the type mix with the number in it.
 * @param {SceneCluster} cluster
 * @param {() => void} open
 */
export function clusterItem({ incidents, label }, open) {
  const radius = clusterRadius(incidents.length);
  const size = radius * 2 + 10;
  const ring = svg("svg", { class: "cluster-ring", width: size, height: size, viewBox: `${-size / 2} ${-size / 2} ${size} ${size}`, "aria-hidden": "true" });
  ring.append(svg("circle", { r: radius, class: "cluster-body" }), ...mixArcs(incidents, radius));
  ring.append(svg("circle", { r: radius + 3, class: "cluster-edge" }), svg("circle", { r: radius - 3, class: "cluster-edge is-inner" }));
  const button = element(
    "button",
    { type: "button", class: "cluster", "aria-label": messages.map.cluster(incidents.length), title: messages.map.clusterHint(incidents.length), on: { click: open } },
    ring, element("span", { text: messages.number(incidents.length) }),
  );
  return element("div", { class: "marker-item", "data-ids": incidents.map((incident) => incident.id).join(" ") }, button, label && labelOf(label));
}

/** @param {Incident[]} incidents @param {number} radius */
function mixArcs(incidents, radius) {
  const counts = SYMBOL_GROUPS.map((group) => ({ group, share: incidents.filter((incident) => groupOf(incident) === group).length / incidents.length })).filter(({ share }) => share);
  const length = 2 * Math.PI * radius;
  let passed = 0;
  return counts.map(({ group, share }) => {
    const arc = svg("circle", { r: radius, class: `cluster-arc g-${group}`, "stroke-dasharray": `${share * length} ${length}`, "stroke-dashoffset": -passed * length, transform: "rotate(-90)" });
    passed += share;
    return arc;
  });
}

/**
 * "Iraq whole country", with a button for each incident known no more exactly.
 * @param {SceneTag} tag
 * @param {string|null} selected
 * @param {{choose: Choose, list: () => void}} actions
 */
export function tagItem({ incidents, dy, compact }, selected, { choose, list }) {
  const [first] = incidents;
  const precision = /** @type {keyof typeof messages.map.areaSuffix} */ (first.location_precision);
  const buttons = incidents.slice(0, TAG_SYMBOLS).map((incident) =>
    element("button", {
      type: "button", class: `tag-symbol${incident.id === selected ? " is-selected" : ""}`, "data-incident": incident.id,
      "aria-label": markerText(incident), title: incident.title, on: { click: () => choose(incident.id) },
    }, symbolOf(incident, 18)));
  const rest = incidents.length - TAG_SYMBOLS;
  const more = rest > 0 && element("button", { type: "button", class: "tag-more", title: messages.map.clusterHint(incidents.length), text: `+${rest}`, on: { click: list } });
  const only = incidents.length === 1;
  const text = element("span", { class: "tag-text", dir: "auto", ...(only ? { on: { click: () => choose(first.id) } } : {}) }, first.place ?? first.country_name ?? "", " ", element("small", { text: messages.map.areaSuffix[precision] ?? "" }));
  const tag = element("div", { class: `area-tag${incidents.some((incident) => incident.id === selected) ? " is-selected" : ""}` }, ...buttons, more, !compact && text);
  tag.style.translate = `-50% calc(-50% + ${dy}px)`;
  return element("div", { class: "marker-item", "data-ids": incidents.map((incident) => incident.id).join(" ") }, Math.abs(dy) > TAG_NEAR && tie(dy), tag);
}

/** Width of a tag's symbols and padding, in pixels; the text comes on top. @param {number} count */
export function tagSymbolsWidth(count) {
  return 24 * Math.min(count, TAG_SYMBOLS) + (count > TAG_SYMBOLS ? 30 : 0) + 16;
}

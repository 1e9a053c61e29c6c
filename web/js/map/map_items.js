// @ts-check
// What can be reached on the map besides its picture: a clear button over each symbol, cluster and tag that the canvas
// shows, so that keyboard, pointer and screen reader find real controls with real names.

import { element } from "../dom/element.js";
import { markerText } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { clusterRadius } from "../pure/scene_spots.js";
import { TAG_SYMBOLS } from "./paint_text.js";

/** @typedef {import("../pure/types.js").MapIncident} Incident */
/** @typedef {import("../pure/scene.js").SceneSymbol} SceneSymbol */
/** @typedef {import("../pure/scene_spots.js").SceneCluster} SceneCluster */
/** @typedef {import("../pure/scene.js").SceneTag} SceneTag */

/**
 * @typedef {object} Actions
 * @property {(id: string) => void} choose
 * @property {(id: string|null) => void} hover
 * @property {(cluster: SceneCluster) => void} openCluster
 * @property {(tag: SceneTag) => void} openTag
 */

/** @param {string|null} id @param {Actions} actions */
function pointing(id, { hover }) {
  return { pointerenter: () => hover(id), pointerleave: () => hover(null), focus: () => hover(id), blur: () => hover(null) };
}

/** @param {HTMLElement} node @param {number} dx @param {number} dy */
function moved(node, dx, dy) {
  node.style.translate = `${dx}px ${dy}px`;
  return node;
}

/** @param {SceneSymbol} symbol @param {Actions} actions */
export function symbolItem({ incident, dx, dy }, actions) {
  const button = element("button", {
    type: "button", class: "marker", "data-incident": incident.id, "aria-label": markerText(incident), title: incident.title,
    on: { click: () => actions.choose(incident.id), ...pointing(incident.id, actions) },
  });
  return element("div", { class: "marker-item", "data-ids": incident.id, "data-count": 1 }, moved(button, dx, dy));
}

/** @param {SceneCluster} cluster @param {Actions} actions */
export function clusterItem(cluster, actions) {
  const { count, incidents, place } = cluster;
  const name = place ? messages.map.clusterTitle(place, count) : messages.map.cluster(count);
  const button = element("button", { type: "button", class: "cluster", "aria-label": name, title: messages.map.clusterHint(count), on: { click: () => actions.openCluster(cluster) } });
  const size = Math.ceil(clusterRadius(count) * 2 + 8);
  button.style.inlineSize = button.style.blockSize = `${size}px`;
  button.style.margin = `${-size / 2}px`;
  return element("div", { class: "marker-item", "data-ids": incidents.map(({ id }) => id).join(" "), "data-count": count }, button);
}

/**
 * "Iraq whole country", with a button for each incident known no more exactly.
 * @param {SceneTag} tag
 * @param {Actions} actions
 */
export function tagItem(tag, actions) {
  const { incidents, dy, width } = tag;
  const buttons = incidents.slice(0, TAG_SYMBOLS).map((incident) =>
    element("button", {
      type: "button", class: "tag-symbol", "data-incident": incident.id, "aria-label": markerText(incident), title: incident.title,
      on: { click: () => actions.choose(incident.id), ...pointing(incident.id, actions) },
    }));
  const rest = incidents.length - TAG_SYMBOLS;
  const more = rest > 0 && element("button", { type: "button", class: "tag-more", "aria-label": messages.map.clusterHint(incidents.length), title: messages.map.clusterHint(incidents.length), on: { click: () => actions.openTag(tag) } });
  const node = element("div", { class: "area-tag", on: { click: (/** @type {Event} */ event) => event.target === node && (incidents.length === 1 ? actions.choose(incidents[0].id) : actions.openTag(tag)) } }, ...buttons, more);
  node.style.inlineSize = `${width}px`;
  node.style.marginInlineStart = `${-width / 2}px`;
  return element("div", { class: "marker-item", "data-ids": incidents.map(({ id }) => id).join(" "), "data-count": incidents.length }, moved(node, 0, dy));
}

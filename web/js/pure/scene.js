// @ts-check
// Decides what stands where on the map: single symbols, fans, clusters, tags of areas, and labels. Pure: positions come
// in as pixels, text widths through a function.

import { boxAt, labelBox, placeLabels, slideFree } from "./label_layout.js";
import { hasPlace, isArea } from "./place.js";
import { fanOut, groupByDistance } from "./scatter.js";

/** @typedef {import("./types.js").Incident} Incident */
/** @typedef {import("./label_layout.js").Box} Box */
/** @typedef {import("./label_layout.js").Side} Side */
/** @typedef {{name: string, figure: string|null, side: Side, gap: number}} SceneLabel */
/** @typedef {{incident: Incident, dx: number, dy: number, label: SceneLabel|null}} SceneSymbol */
/** @typedef {{key: string, incidents: Incident[], x: number, y: number, label: SceneLabel|null}} SceneCluster */
/** @typedef {{key: string, incidents: Incident[], x: number, y: number, dy: number, compact: boolean}} SceneTag */
/** @typedef {{symbols: SceneSymbol[], clusters: SceneCluster[], tags: SceneTag[], boxes: Box[]}} Scene */

/**
 * @typedef {object} Surroundings
 * @property {(incident: Incident) => {x: number, y: number}} position  pixels; for an area the spot of its tag
 * @property {(x: number, y: number) => boolean} inView
 * @property {(name: string, figure: string|null) => number} labelWidth
 * @property {(incidents: Incident[]) => number} tagWidth
 * @property {(incident: Incident) => string|null} figure
 */

/** Pixels. Symbols closer than this are one group. */
const GROUP_RADIUS = 28;
/** Larger groups become a cluster ring. */
const FAN_LIMIT = 5;
const SYMBOL = 24;
const RING = 36;
const LABEL_LINE = 14;
const TAG_HEIGHT = 26;
const TAG_TRIES = 3;

/**
 * @param {Incident[]} incidents
 * @param {Surroundings} around
 * @returns {Scene}
 */
export function buildScene(incidents, around) {
  const placed = incidents.filter(hasPlace).sort(byWeight);
  const groups = groupByDistance(spotsOf(placed.filter((incident) => !isArea(incident)), around), GROUP_RADIUS);
  const fans = groups.filter((group) => group.length <= FAN_LIMIT);
  const symbols = fans.flatMap((group) => fanSymbols(group));
  const clusters = groups.filter((group) => group.length > FAN_LIMIT).map(clusterOf);
  const boxes = [...symbols.map((symbol) => symbol.box), ...clusters.map(clusterBox)];
  const tags = areaTags(placed.filter(isArea), around, boxes);
  labelEverything(symbols, clusters, around, boxes);
  return { symbols: symbols.map(({ incident, dx, dy, label }) => ({ incident, dx, dy, label })), clusters, tags, boxes };
}

/** The deadliest first: they get their labels before others. @param {Incident} a @param {Incident} b */
function byWeight(a, b) {
  const weight = (/** @type {Incident} */ incident) => (incident.killed_max ?? incident.killed_min ?? 0) * 10 + (incident.injured_max ?? incident.injured_min ?? 0);
  return weight(b) - weight(a) || (a.id < b.id ? -1 : 1);
}

/** @param {Incident[]} incidents @param {Surroundings} around */
function spotsOf(incidents, { position, inView }) {
  return incidents
    .map((incident) => ({ id: incident.id, incident, ...position(incident) }))
    .filter(({ x, y }) => inView(x, y));
}

/** @typedef {{id: string, incident: Incident, x: number, y: number}} Spot */
/** @typedef {SceneSymbol & {x: number, y: number, box: Box, place: string}} Placed  x and y: the drawn middle */

/** @param {Spot[]} group @returns {Placed[]} */
function fanSymbols(group) {
  return fanOut(group, SYMBOL).map(({ dx, dy }, index) => {
    const { incident, x, y } = group[index];
    const size = incident.location_precision === "settlement" && group.length === 1 ? RING : SYMBOL;
    const box = boxAt(x + dx - size / 2, y + dy - size / 2, size, size);
    return { incident, dx, dy, x: x + dx, y: y + dy, box, place: incident.place ?? "", label: null };
  });
}

/** @param {Spot[]} group @returns {SceneCluster} */
function clusterOf(group) {
  const incidents = group.map((spot) => spot.incident);
  const x = group.reduce((sum, spot) => sum + spot.x, 0) / group.length;
  const y = group.reduce((sum, spot) => sum + spot.y, 0) / group.length;
  return { key: `cluster ${incidents.map((incident) => incident.id).join(" ")}`, incidents, x, y, label: null };
}

/** Radius of a cluster's ring in pixels. @param {number} count */
export function clusterRadius(count) {
  return Math.min(30, 11 + 2.2 * Math.sqrt(count));
}

/** @param {SceneCluster} cluster @returns {Box} */
function clusterBox({ incidents, x, y }) {
  const radius = clusterRadius(incidents.length) + 4;
  return boxAt(x - radius, y - radius, radius * 2, radius * 2);
}

/**
 * One tag for each area, however many incidents it has; it slides off symbols, and shrinks where there is no room.
 * @param {Incident[]} incidents
 * @param {Surroundings} around
 * @param {Box[]} boxes  grows by the tags
 * @returns {SceneTag[]}
 */
function areaTags(incidents, { position, inView, tagWidth }, boxes) {
  /** @type {Map<string, Incident[]>} */
  const areas = new Map();
  for (const incident of incidents) areas.set(areaKey(incident), [...(areas.get(areaKey(incident)) ?? []), incident]);
  const tags = [];
  for (const [key, members] of areas) {
    const { x, y } = position(members[0]);
    if (!inView(x, y)) continue;
    const full = slideFree({ x, y, width: tagWidth(members), height: TAG_HEIGHT }, boxes, TAG_TRIES);
    const small = full.free ? full : slideFree({ x, y, width: 12 + 24 * Math.min(members.length, 5), height: TAG_HEIGHT }, boxes, TAG_TRIES);
    boxes.push(small.box);
    tags.push({ key, incidents: members, x, y, dy: small.dy, compact: !full.free });
  }
  return tags;
}

/** @param {Incident} incident */
export function areaKey({ location_precision: precision, place_id: id, country, longitude, latitude }) {
  if (precision === "country") return `country ${country}`;
  return `${precision} ${id ?? ""} ${longitude} ${latitude}`;
}

/**
 * @param {Placed[]} symbols
 * @param {SceneCluster[]} clusters
 * @param {Surroundings} around
 * @param {Box[]} boxes  grows by the labels
 */
function labelEverything(symbols, clusters, { labelWidth, figure }, boxes) {
  const wishes = [
    ...clusters.filter(({ incidents }) => samePlace(incidents)).map((target) => ({ target, id: target.key, name: target.incidents[0].place ?? "", figure: null, gap: clusterRadius(target.incidents.length) + 6 })),
    ...symbols.map((target) => ({ target, id: target.incident.id, name: target.place, figure: figure(target.incident), gap: (target.box.right - target.box.left) / 2 + 2 })),
  ].filter(({ name }) => name);
  const labels = wishes.map(({ target, id, name, figure: text, gap }) => ({ id, x: target.x, y: target.y, gap, width: labelWidth(name, text), height: LABEL_LINE * (text ? 2 : 1) }));
  const sides = placeLabels(labels, boxes);
  wishes.forEach(({ target, id, name, figure: text, gap }, index) => {
    const side = sides.get(id);
    if (!side) return;
    target.label = { name, figure: text, side, gap };
    boxes.push(labelBox(labels[index], side));
  });
}

/** @param {Incident[]} incidents */
function samePlace(incidents) {
  return incidents.every((incident) => incident.place === incidents[0].place);
}

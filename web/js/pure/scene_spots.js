// @ts-check
// What the scene is made of: a spot for each incident and each cluster that the tiles hold, and the rings that crowds
// of them become.

import { countsBySymbol } from "./groups.js";

/** @typedef {import("./types.js").MapIncident} Incident */
/** @typedef {import("./types.js").Cluster} Cluster */
/** @typedef {(lon: number, lat: number) => {x: number, y: number}} Project */
/** @typedef {{id: string, x: number, y: number, weight: number, count: number, incident: Incident|null, cluster: Cluster|null}} Spot */

/**
 * A ring on the map. `incidents` are those whose names are known; the rest of `count` lies in the server's clusters.
 * @typedef {object} SceneCluster
 * @property {string} key
 * @property {number} count
 * @property {Map<import("./types.js").SymbolGroup, number>} groups
 * @property {Incident[]} incidents
 * @property {import("./types.js").Bounds} bbox
 * @property {string|null} place  where all lie in one place
 * @property {number} x
 * @property {number} y
 * @property {import("./scene.js").SceneLabel|null} label
 */

/** A cluster goes before any single incident: its ring is fixed, and they join it. */
const CLUSTER_WEIGHT = 1e9;

/** @param {Cluster} cluster @param {Project} project @returns {Spot} */
export function serverSpot(cluster, project) {
  const { longitude, latitude, count } = cluster;
  return { id: `c${longitude},${latitude}`, ...pixels(project(longitude, latitude)), weight: CLUSTER_WEIGHT + count, count, incident: null, cluster };
}

/** @param {Incident} incident @param {{lon: number, lat: number}} at @param {Project} project @returns {Spot} */
export function incidentSpot(incident, { lon, lat }, project) {
  // The deadliest first: they get their labels before others.
  const weight = (incident.killed_max ?? incident.killed_min ?? 0) * 10 + (incident.injured_max ?? incident.injured_min ?? 0);
  return { id: incident.id, ...pixels(project(lon, lat)), weight, count: 1, incident, cluster: null };
}

/** @param {{x: number, y: number}} point */
function pixels({ x, y }) {
  return { x, y };
}

/** @param {Spot[]} group @returns {SceneCluster} */
export function clusterOf(group) {
  const count = group.reduce((sum, spot) => sum + spot.count, 0);
  const x = group.reduce((sum, spot) => sum + spot.x * spot.count, 0) / count;
  const y = group.reduce((sum, spot) => sum + spot.y * spot.count, 0) / count;
  const incidents = group.flatMap(({ incident }) => incident ?? []);
  /** @type {import("./types.js").Counts} */
  const counts = { groups: {}, types: {} };
  /** @type {import("./types.js").Bounds} */
  const bbox = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { incident, cluster } of group) {
    const [west, south, east, north] = cluster?.bbox ?? boundsOf(/** @type {Incident} */ (incident));
    bbox.splice(0, 4, Math.min(bbox[0], west), Math.min(bbox[1], south), Math.max(bbox[2], east), Math.max(bbox[3], north));
    addCounts(counts, cluster ?? countsOf(/** @type {Incident} */ (incident)));
  }
  const places = new Set(group.map(({ incident, cluster }) => (incident ? incident.place : cluster?.place) ?? null));
  const [place] = places;
  const key = `cluster ${count} ${bbox.join(" ")} ${incidents.map((incident) => incident.id).join(" ")}`;
  return { key, count, groups: countsBySymbol(counts), incidents, bbox, place: places.size === 1 ? place : null, x, y, label: null };
}

/** @param {Incident} incident @returns {import("./types.js").Bounds} */
function boundsOf({ longitude, latitude }) {
  const [lon, lat] = [longitude ?? 0, latitude ?? 0];
  return [lon, lat, lon, lat];
}

/** @param {Pick<Incident, "type"|"group">} incident @returns {import("./types.js").Counts} */
export function countsOf({ type, group }) {
  return { groups: { [group]: 1 }, types: { [type]: 1 } };
}

/** @param {import("./types.js").Counts} sums @param {import("./types.js").Counts} more */
function addCounts(sums, more) {
  for (const part of /** @type {const} */ (["groups", "types"])) {
    for (const [key, count] of Object.entries(more[part] ?? {})) sums[part][key] = (sums[part][key] ?? 0) + count;
  }
}

/** Radius of a cluster's ring in pixels: the root of a small number, the logarithm of a large one. @param {number} count */
export function clusterRadius(count) {
  return count <= 12 ? 11 + 2.2 * Math.sqrt(count) : 18.6 + 4 * Math.log10(count / 12);
}

/** @param {Incident} incident */
export function areaKey({ location_precision: precision, place_id: id, country, longitude, latitude }) {
  if (precision === "country") return `country ${country}`;
  return `${precision} ${id ?? ""} ${longitude} ${latitude}`;
}

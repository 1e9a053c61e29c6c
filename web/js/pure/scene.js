// @ts-check
// Decides what stands where on the map: single symbols, fans, clusters, tags of areas, and labels. Pure: positions come
// in as pixels, text widths through a function.

import { boxAt, labelBox, placeLabels, slideFree } from "./label_layout.js";
import { hasPlace, isArea } from "./place.js";
import { fanOut, groupByDistance, pushApart } from "./scatter.js";

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
 * @property {(incident: Incident) => number} extent  pixels across an area, as drawn
 * @property {Box} view  what the window shows
 * @property {Box[]} reserved  where labels would be covered
 * @property {number} margin  pixels around it that are drawn too
 * @property {(name: string, figure: string|null) => number} labelWidth
 * @property {(incidents: Incident[]) => number} tagWidth
 * @property {(incident: Incident) => string|null} figure
 */

/**
 * How spots are grouped: those closer than `radius` pixels are one group, and one larger than `fan` becomes a ring with
 * a number. The first step that leaves few enough of both is taken, so a full map stays readable and quick.
 */
const GROUPING = [{ radius: 28, fan: 5 }, { radius: 40, fan: 2 }, { radius: 72, fan: 1 }];
const MANY_SYMBOLS = 200;
const MANY_CROWDS = 50;
/** An area smaller than this joins a cluster at its spot; it is drawn as an area wherever there is room. */
const SMALL_AREA = 40;
const SYMBOL = 24;
const RING = 36;
const PUSH_ROUNDS = 40;
const LABEL_LINE = 14;
const TAG_HEIGHT = 26;

/**
 * @param {Incident[]} incidents
 * @param {Surroundings} around
 * @returns {Scene}
 */
export function buildScene(incidents, around) {
  const spots = spotsOf(incidents.filter(hasPlace).sort(byWeight), around);
  const [large, small] = split(spots, ({ incident }) => isArea(incident) && around.extent(incident) > SMALL_AREA);
  const [crowds, groups] = groupSpots(small);
  const clusters = crowds.map(clusterOf);
  const symbols = standApart(groups.map((group) => group.filter(({ incident }) => !isArea(incident))).flatMap(fanSpots), clusters);
  const areas = [...large, ...groups.flat().filter(({ incident }) => isArea(incident))].map(({ incident }) => incident);
  const boxes = [...around.reserved, ...symbols.map((symbol) => symbol.box), ...clusters.map(clusterBox)];
  // Regions are tight and their tags stay close; a country's tag can move far inside it, so it comes last.
  const [countries, regions] = split(areas, (incident) => incident.location_precision === "country");
  const tags = areaTags(regions, around, boxes, 2);
  labelEverything(symbols, clusters, around, boxes);
  tags.push(...areaTags(countries, around, boxes, 5));
  return { symbols: symbols.map(({ incident, dx, dy, label }) => ({ incident, dx, dy, label })), clusters, tags, boxes };
}

/**
 * @template T
 * @param {T[]} items
 * @param {(item: T) => boolean} test
 * @returns {[T[], T[]]}
 */
function split(items, test) {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** @param {Spot[]} spots @returns {[Spot[][], Spot[][]]} crowds, and groups small enough to fan out */
function groupSpots(spots) {
  for (const { radius, fan } of GROUPING) {
    const [crowds, groups] = split(groupByDistance(spots, radius), (group) => group.length > fan);
    if (groups.flat().length <= MANY_SYMBOLS && crowds.length <= MANY_CROWDS) return absorb(crowds, groups);
  }
  // Even far apart there are many: nothing is gained by hiding them.
  const { radius, fan } = GROUPING[GROUPING.length - 1];
  return absorb(...split(groupByDistance(spots, radius), (group) => group.length > fan));
}

/**
 * How many incidents hide this one; 0 where it stands by itself. The same grouping as the map's.
 * @param {Incident[]} incidents
 * @param {string} id
 * @param {Pick<Surroundings, "position"|"extent"|"view"|"margin">} around
 */
export function crowdAround(incidents, id, around) {
  const spots = spotsOf(incidents.filter(hasPlace).sort(byWeight), around);
  const small = spots.filter(({ incident }) => !isArea(incident) || around.extent(incident) <= SMALL_AREA);
  const [crowds] = groupSpots(small);
  return crowds.find((crowd) => crowd.some((spot) => spot.id === id))?.length ?? 0;
}

/**
 * A few spots at the rim of a crowd belong to it: beside its ring there is no room for them.
 * @param {Spot[][]} crowds
 * @param {Spot[][]} groups
 * @returns {[Spot[][], Spot[][]]} crowds, and the groups that stay
 */
function absorb(crowds, groups) {
  const rings = crowds.map((crowd) => ({ crowd, ...clusterOf(crowd), reach: clusterRadius(crowd.length) + SYMBOL }));
  const staying = groups.filter((group) => {
    const ring = rings.find(({ x, y, reach }) => Math.hypot(group[0].x - x, group[0].y - y) < reach);
    ring?.crowd.push(...group);
    return !ring;
  });
  return [crowds, staying];
}

/** The deadliest first: they get their labels before others. @param {Incident} a @param {Incident} b */
function byWeight(a, b) {
  const weight = (/** @type {Incident} */ incident) => (incident.killed_max ?? incident.killed_min ?? 0) * 10 + (incident.injured_max ?? incident.injured_min ?? 0);
  return weight(b) - weight(a) || (a.id < b.id ? -1 : 1);
}

/** @param {Incident[]} incidents @param {Surroundings} around */
function spotsOf(incidents, { position, view, margin }) {
  const drawn = { left: view.left - margin, top: view.top - margin, right: view.right + margin, bottom: view.bottom + margin };
  return incidents
    .map((incident) => {
      const { x, y } = position(incident);
      return { id: incident.id, incident, x, y };
    })
    .filter(({ x, y }) => drawn.left < x && x < drawn.right && drawn.top < y && y < drawn.bottom);
}

/** @typedef {{id: string, incident: Incident, x: number, y: number}} Spot */
/** @typedef {SceneSymbol & {x: number, y: number, box: Box, place: string}} Placed  x and y: the drawn middle */

/** @typedef {{spot: Spot, x: number, y: number, radius: number}} Standing  x and y: where the symbol will stand */

/** @param {Spot[]} group @returns {Standing[]} */
function fanSpots(group) {
  return fanOut(group, SYMBOL + 2).map(({ dx, dy }, index) => {
    const spot = group[index];
    const ring = spot.incident.location_precision === "settlement";
    return { spot, x: spot.x + dx, y: spot.y + dy, radius: (ring ? RING : SYMBOL) / 2 };
  });
}

/** @param {Standing[]} standings @param {SceneCluster[]} clusters  do not give way @returns {Placed[]} */
function standApart(standings, clusters) {
  const fixed = clusters.map(({ x, y, incidents }) => ({ x, y, radius: clusterRadius(incidents.length) + 4, fixed: true }));
  pushApart([...standings, ...fixed], PUSH_ROUNDS);
  return standings.map(({ spot, x, y, radius }) => {
    const dx = Math.round(x - spot.x);
    const dy = Math.round(y - spot.y);
    // A nudge of a pixel or two would only make the map look careless.
    const still = Math.hypot(dx, dy) < 3;
    const middle = still ? spot : { x: spot.x + dx, y: spot.y + dy };
    const box = boxAt(middle.x - radius, middle.y - radius, radius * 2, radius * 2);
    return { incident: spot.incident, dx: still ? 0 : dx, dy: still ? 0 : dy, x: middle.x, y: middle.y, box, place: spot.incident.place ?? "", label: null };
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
 * @param {number} tries  how many tag heights a tag may move
 * @returns {SceneTag[]}
 */
function areaTags(incidents, { position, tagWidth }, boxes, tries) {
  /** @type {Map<string, Incident[]>} */
  const areas = new Map();
  for (const incident of incidents) areas.set(areaKey(incident), [...(areas.get(areaKey(incident)) ?? []), incident]);
  const tags = [];
  for (const [key, members] of areas) {
    const { x, y } = position(members[0]);
    const full = slideFree({ x, y, width: tagWidth(members), height: TAG_HEIGHT }, boxes, tries);
    const small = full.free ? full : slideFree({ x, y, width: 12 + 24 * Math.min(members.length, 5), height: TAG_HEIGHT }, boxes, tries + 3);
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
function labelEverything(symbols, clusters, { labelWidth, figure, view }, boxes) {
  const wishes = [
    ...clusters.filter(({ incidents }) => samePlace(incidents)).map((target) => ({ target, id: target.key, name: target.incidents[0].place ?? "", figure: null, gap: clusterRadius(target.incidents.length) + 6 })),
    ...symbols.filter(firstAtPlace()).map((target) => ({ target, id: target.incident.id, name: target.place, figure: figure(target.incident), gap: (target.box.right - target.box.left) / 2 + 2 })),
  ].filter(({ name }) => name);
  const labels = wishes.map(({ target, id, name, figure: text, gap }) => ({ id, x: target.x, y: target.y, gap, width: labelWidth(name, text), height: LABEL_LINE * (text ? 2 : 1) }));
  const sides = placeLabels(labels, boxes, view);
  wishes.forEach(({ target, id, name, figure: text, gap }, index) => {
    const side = sides.get(id);
    if (!side) return;
    target.label = { name, figure: text, side, gap };
    boxes.push(labelBox(labels[index], side));
  });
}

/** Several incidents at one place need its name once. @returns {(symbol: Placed) => boolean} */
function firstAtPlace() {
  const seen = new Set();
  return ({ incident: { place, longitude, latitude } }) => {
    const key = `${place} ${longitude} ${latitude}`;
    return !seen.has(key) && Boolean(seen.add(key));
  };
}

/** @param {Incident[]} incidents */
function samePlace(incidents) {
  return incidents.every((incident) => incident.place === incidents[0].place);
}

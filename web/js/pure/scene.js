// @ts-check
// Decides what stands where on the map: single symbols, fans, clusters, tags of areas, and labels. Takes what the tiles
// hold. Pure: positions come in as pixels, text widths through a function.

import { boxAt, labelBox, overlaps, placeLabels, slideFree } from "./label_layout.js";
import { isArea } from "./place.js";
import { fanOut, groupByDistance, pushApart } from "./scatter.js";
import { areaKey, clusterOf, clusterRadius, incidentSpot, serverSpot } from "./scene_spots.js";

/** @typedef {import("./types.js").MapIncident} Incident */
/** @typedef {import("./types.js").Cluster} Cluster */
/** @typedef {import("./label_layout.js").Box} Box */
/** @typedef {import("./label_layout.js").Side} Side */
/** @typedef {import("./scene_spots.js").Spot} Spot */
/** @typedef {import("./scene_spots.js").SceneCluster} SceneCluster */
/** @typedef {{name: string, figure: string|null, side: Side, gap: number}} SceneLabel */
/** @typedef {{incident: Incident, dx: number, dy: number, x: number, y: number, radius: number, label: SceneLabel|null}} SceneSymbol  x and y: the drawn middle */
/** @typedef {{key: string, incidents: Incident[], x: number, y: number, dy: number, width: number, compact: boolean}} SceneTag */
/** @typedef {{symbols: SceneSymbol[], clusters: SceneCluster[], tags: SceneTag[], boxes: Box[]}} Scene */

/**
 * @typedef {object} Surroundings
 * @property {(lon: number, lat: number) => {x: number, y: number}} project  pixels
 * @property {(incident: Incident) => {lon: number, lat: number}} spotOf  for a country the spot of its tag
 * @property {(incident: Incident) => number} extent  pixels across an area, as drawn
 * @property {Box} view  what the window shows
 * @property {Box[]} reserved  where labels would be covered
 * @property {number} margin  pixels around it that are drawn too
 * @property {string|null} selected  stands by itself, whatever lies around it
 * @property {(name: string, figure: string|null) => number} labelWidth
 * @property {(incidents: Incident[], compact: boolean) => number} tagWidth
 * @property {(incident: Incident) => string|null} figure
 */

/**
 * How spots are grouped: those closer than `radius` pixels are one group, and one larger than `fan` becomes a ring with
 * a number. The first step that leaves few enough of both is taken, so a full map stays readable and quick.
 */
const GROUPING = [{ radius: 28, fan: 5 }, { radius: 40, fan: 2 }, { radius: 72, fan: 1 }];
const MANY_SYMBOLS = 200;
const MANY_CROWDS = 60;
/** An area smaller than this joins a cluster at its spot; it is drawn as an area wherever there is room. */
const SMALL_AREA = 40;
const SYMBOL = 24;
const RING = 36;
const PUSH_ROUNDS = 40;
const LABEL_LINE = 14;
const TAG_HEIGHT = 26;
/** Pixels between a tag and the edge of the window. */
const EDGE = 4;

/**
 * @param {{clusters: Cluster[], incidents: Incident[]}} held
 * @param {Surroundings} around
 * @returns {Scene}
 */
export function buildScene(held, around) {
  const spots = spotsOf(held, around);
  const [large, small] = split(spots, ({ incident }) => incident !== null && isArea(incident) && around.extent(incident) > SMALL_AREA);
  const [chosen, others] = split(small, ({ incident }) => incident !== null && incident.id === around.selected);
  const [crowds, groups] = groupSpots(others);
  const clusters = crowds.map(clusterOf);
  const singles = groups.map((group) => group.filter(({ incident }) => incident && !isArea(incident)));
  const alone = chosen.map((spot) => ({ spot, x: spot.x, y: spot.y, radius: RING / 2, fixed: true }));
  const symbols = standApart([...singles.flatMap(fanSpots), ...alone], clusters);
  const areas = [...large, ...groups.flat()].flatMap(({ incident }) => (incident && isArea(incident) ? [incident] : []));
  const boxes = [...around.reserved, ...symbols.map(boxOf), ...clusters.map(clusterBox)];
  // Regions are tight and their tags stay close; a country's tag can move far inside it, so it comes last.
  const [countries, regions] = split(areas, (incident) => incident.location_precision === "country");
  const tags = areaTags(regions, around, boxes, 2);
  labelEverything(symbols, clusters, around, boxes);
  tags.push(...areaTags(countries, around, boxes, 5));
  return { symbols, clusters, tags, boxes };
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

/** @param {{clusters: Cluster[], incidents: Incident[]}} held @param {Surroundings} around @returns {Spot[]} heaviest first */
function spotsOf({ clusters, incidents }, { project, spotOf, view, margin }) {
  const drawn = { left: view.left - margin, top: view.top - margin, right: view.right + margin, bottom: view.bottom + margin };
  const spots = [...clusters.map((cluster) => serverSpot(cluster, project)), ...incidents.map((incident) => incidentSpot(incident, spotOf(incident), project))];
  return spots
    .filter(({ x, y }) => drawn.left < x && x < drawn.right && drawn.top < y && y < drawn.bottom)
    .sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
}

/** @param {Spot[]} spots @returns {[Spot[][], Spot[][]]} crowds, and groups small enough to fan out */
function groupSpots(spots) {
  const crowded = (/** @type {number} */ fan) => (/** @type {Spot[]} */ group) => group.length > fan || group.some(({ cluster }) => cluster);
  for (const { radius, fan } of GROUPING) {
    const [crowds, groups] = split(groupByDistance(spots, radius), crowded(fan));
    if (groups.flat().length <= MANY_SYMBOLS && crowds.length <= MANY_CROWDS) return absorb(crowds, groups);
  }
  // Even far apart there are many: nothing is gained by hiding them.
  const { radius, fan } = GROUPING[GROUPING.length - 1];
  return absorb(...split(groupByDistance(spots, radius), crowded(fan)));
}

/**
 * Rings that would cover each other become one, and a few spots at the rim of a crowd belong to it: beside its ring
 * there is no room for them.
 * @param {Spot[][]} crowds
 * @param {Spot[][]} groups
 * @returns {[Spot[][], Spot[][]]} crowds, and the groups that stay
 */
function absorb(crowds, groups) {
  /** @type {{crowd: Spot[], x: number, y: number, radius: number}[]} */
  const rings = [];
  for (const crowd of [...crowds].sort((a, b) => weightOf(b) - weightOf(a))) {
    const { x, y, count } = clusterOf(crowd);
    const radius = clusterRadius(count);
    const over = rings.find((ring) => Math.hypot(ring.x - x, ring.y - y) < ring.radius + radius);
    if (over) over.crowd.push(...crowd);
    else rings.push({ crowd: [...crowd], x, y, radius });
  }
  const staying = groups.filter((group) => {
    const ring = rings.find(({ x, y, radius }) => Math.hypot(group[0].x - x, group[0].y - y) < radius + SYMBOL / 2);
    ring?.crowd.push(...group);
    return !ring;
  });
  return [rings.map(({ crowd }) => crowd), staying];
}

/** @param {Spot[]} spots */
function weightOf(spots) {
  return spots.reduce((sum, spot) => sum + spot.count, 0);
}

/** @typedef {{spot: Spot, x: number, y: number, radius: number, fixed?: boolean}} Standing  x and y: where the symbol will stand */

/** @param {Spot[]} group @returns {Standing[]} */
function fanSpots(group) {
  return fanOut(group, SYMBOL + 2).map(({ dx, dy }, index) => {
    const spot = group[index];
    const ring = spot.incident?.location_precision === "settlement";
    return { spot, x: spot.x + dx, y: spot.y + dy, radius: (ring ? RING : SYMBOL) / 2 };
  });
}

/** @param {Standing[]} standings @param {SceneCluster[]} clusters  do not give way @returns {SceneSymbol[]} */
function standApart(standings, clusters) {
  const fixed = clusters.map(({ x, y, count }) => ({ x, y, radius: clusterRadius(count) + 4, fixed: true }));
  pushApart([...standings, ...fixed], PUSH_ROUNDS);
  return standings.map(({ spot, x, y, radius }) => {
    const [dx, dy] = [Math.round(x - spot.x), Math.round(y - spot.y)];
    // A nudge of a pixel or two would only make the map look careless.
    const still = Math.hypot(dx, dy) < 3;
    const incident = /** @type {Incident} */ (spot.incident);
    return { incident, dx: still ? 0 : dx, dy: still ? 0 : dy, x: still ? spot.x : spot.x + dx, y: still ? spot.y : spot.y + dy, radius, label: null };
  });
}

/** @param {SceneSymbol} symbol @returns {Box} */
function boxOf({ x, y, radius }) {
  return boxAt(x - radius, y - radius, radius * 2, radius * 2);
}

/** @param {SceneCluster} cluster @returns {Box} */
function clusterBox({ count, x, y }) {
  return boxOf(/** @type {any} */ ({ x, y, radius: clusterRadius(count) + 4 }));
}

/**
 * One tag for each area, however many incidents it has; it slides off symbols, and shrinks where there is no room.
 * @param {Incident[]} incidents
 * @param {Surroundings} around
 * @param {Box[]} boxes  grows by the tags
 * @param {number} tries  how many tag heights a tag may move
 * @returns {SceneTag[]}
 */
function areaTags(incidents, { project, spotOf, tagWidth, view, reserved }, boxes, tries) {
  /** @type {Map<string, Incident[]>} */
  const areas = new Map();
  for (const incident of incidents) areas.set(areaKey(incident), [...(areas.get(areaKey(incident)) ?? []), incident]);
  const tags = [];
  for (const [key, members] of areas) {
    const { lon, lat } = spotOf(members[0]);
    const spot = project(lon, lat);
    const y = inside(spot.y, TAG_HEIGHT, view.top, view.bottom);
    const [wide, narrow] = [tagWidth(members, false), tagWidth(members, true)];
    const x = besideReserved(inside(spot.x, wide, view.left, view.right), y, wide, view, reserved);
    const full = slideFree({ x, y, width: wide, height: TAG_HEIGHT }, boxes, tries);
    const small = full.free ? full : slideFree({ x, y, width: narrow, height: TAG_HEIGHT }, boxes, tries + 3);
    boxes.push(small.box);
    tags.push({ key, incidents: members, x, y, dy: small.dy, width: full.free ? wide : narrow, compact: !full.free });
  }
  return tags;
}

/** A tag at the window's edge moves in until it can be read whole. @param {number} at @param {number} length @param {number} from @param {number} to */
function inside(at, length, from, to) {
  if (at < from || at > to || length > to - from - 2 * EDGE) return at;
  return Math.max(from + EDGE + length / 2, Math.min(at, to - EDGE - length / 2));
}

/**
 * A tag under something that stands at one side of the window, as the map's buttons do, moves out to where it ends.
 * @param {number} x  middle of the tag
 * @param {number} y  middle of the tag
 * @param {number} width
 * @param {Box} view
 * @param {Box[]} reserved
 */
function besideReserved(x, y, width, view, reserved) {
  const middle = (view.left + view.right) / 2;
  const over = reserved.find((box) => overlaps(box, boxAt(x - width / 2, y - TAG_HEIGHT / 2, width, TAG_HEIGHT)) && (box.right < middle || box.left > middle));
  if (!over) return x;
  return over.left > middle ? over.left - width / 2 : over.right + width / 2;
}

/**
 * @param {SceneSymbol[]} symbols
 * @param {SceneCluster[]} clusters
 * @param {Surroundings} around
 * @param {Box[]} boxes  grows by the labels
 */
function labelEverything(symbols, clusters, { labelWidth, figure, view }, boxes) {
  const wishes = [
    ...clusters.filter(({ place }) => place).map((target) => ({ target, id: target.key, name: target.place ?? "", figure: null, gap: clusterRadius(target.count) + 6 })),
    ...symbols.filter(firstAtPlace()).map((target) => ({ target, id: target.incident.id, name: target.incident.place ?? "", figure: figure(target.incident), gap: target.radius + 2 })),
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

/** Several incidents at one place need its name once. @returns {(symbol: SceneSymbol) => boolean} */
function firstAtPlace() {
  const seen = new Set();
  return ({ incident: { place, longitude, latitude } }) => {
    const key = `${place} ${longitude} ${latitude}`;
    return !seen.has(key) && Boolean(seen.add(key));
  };
}

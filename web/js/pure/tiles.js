// @ts-check
// Which tiles of the Web Mercator pyramid a window needs, and what they hold together.

/** @typedef {import("./types.js").TileAnswer} TileAnswer */
/** @typedef {{z: number, x: number, y: number, shift: number}} TileNeed  shift: degrees of longitude to the copy of the world that is seen */

/** The server's deepest zoom. */
const DEEPEST = 16;
/** A window never needs more; beyond that its zoom is too fine for its size. */
const MOST_TILES = 64;

/**
 * The zoom whose tiles are drawn: the nearest whole one, coarser where a large window would need too many.
 * @param {number} zoom  of the map, may be fractional
 */
export function tileZoom(zoom) {
  return Math.max(0, Math.min(DEEPEST, Math.round(zoom)));
}

/**
 * @param {import("./types.js").Bounds} bounds  may reach beyond ±180
 * @param {number} zoom
 * @returns {TileNeed[]}
 */
export function tilesInView([west, south, east, north], zoom) {
  for (let z = tileZoom(zoom); ; z -= 1) {
    const needs = tilesAt([west, south, east, north], z);
    if (needs.length <= MOST_TILES || z === 0) return needs;
  }
}

/** @param {import("./types.js").Bounds} bounds @param {number} z @returns {TileNeed[]} */
function tilesAt([west, south, east, north], z) {
  const across = 2 ** z;
  const column = (/** @type {number} */ lon) => Math.floor(((lon + 180) / 360) * across);
  const row = (/** @type {number} */ lat) => Math.max(0, Math.min(across - 1, Math.floor(mercatorY(lat) * across)));
  const needs = [];
  for (let x = column(west); x <= column(east); x += 1) {
    const wrapped = ((x % across) + across) % across;
    for (let y = row(north); y <= row(south); y += 1) needs.push({ z, x: wrapped, y, shift: ((x - wrapped) / across) * 360 });
  }
  return needs;
}

/** From the top of the map (0) to its foot (1). @param {number} lat  degrees */
export function mercatorY(lat) {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/**
 * All of some tiles in one answer, longitudes moved to the copy of the world that is seen.
 * @param {{answer: TileAnswer, shift: number}[]} parts
 * @returns {Pick<TileAnswer, "clusters"|"incidents">}
 */
export function joinTiles(parts) {
  return {
    clusters: parts.flatMap(({ answer, shift }) => {
      // Areas that are too many to draw are counted like points, under their own name.
      const all = [...answer.clusters, ...(answer.areas ?? []).map((area) => ({ ...area, place: area.name }))];
      return shift ? all.map((cluster) => ({ ...cluster, longitude: cluster.longitude + shift })) : all;
    }),
    incidents: parts.flatMap(({ answer, shift }) => (shift ? answer.incidents.map((incident) => ({ ...incident, longitude: (incident.longitude ?? 0) + shift })) : answer.incidents)),
  };
}

/**
 * What the tiles hold, with one incident standing by itself: where it lies in a cluster, it is taken out of that.
 * @param {Pick<TileAnswer, "clusters"|"incidents">} held
 * @param {import("./types.js").MapIncident} incident
 * @returns {Pick<TileAnswer, "clusters"|"incidents">}
 */
export function standOut(held, incident) {
  const { longitude: lon, latitude: lat } = incident;
  if (lon === null || lat === null || held.incidents.some(({ id }) => id === incident.id)) return held;
  const distance = (/** @type {import("./types.js").Cluster} */ { longitude, latitude }) => Math.hypot(longitude - lon, latitude - lat);
  const around = held.clusters.filter(({ bbox: [west, south, east, north] }) => lon >= west && lon <= east && lat >= south && lat <= north);
  const [home] = around.sort((a, b) => distance(a) - distance(b));
  if (!home) return { ...held, incidents: [...held.incidents, incident] };
  const less = (/** @type {Record<string, number>} */ counts, /** @type {string} */ key) => ({ ...counts, [key]: Math.max(0, (counts?.[key] ?? 1) - 1) });
  const rest = { ...home, count: home.count - 1, groups: less(home.groups, incident.group), types: less(home.types, incident.type) };
  return { clusters: held.clusters.flatMap((cluster) => (cluster !== home ? cluster : rest.count ? rest : [])), incidents: [...held.incidents, incident] };
}

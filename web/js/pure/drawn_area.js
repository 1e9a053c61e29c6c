// @ts-check
// An area drawn on the map, as words of the filter: a box, a polygon, a distance around a place. Degrees, longitude first.

/** @typedef {import("./types.js").Bounds} Bounds */
/** @typedef {[number, number]} Position  longitude, latitude */

/** About 100 m: finer than a hand draws, and short in an address. */
const DECIMALS = 3;
const FEWEST_CORNERS = 3;

/** @param {number} degrees */
const short = (degrees) => String(Number(degrees.toFixed(DECIMALS)));

/** @param {string|null} text @returns {Bounds|null} null also for what the server would refuse */
export function readBounds(text) {
  const values = (text ?? "").split(",").map(Number);
  if (!text || values.length !== 4 || !values.every(Number.isFinite)) return null;
  const [west, south, east, north] = values;
  if (south > north || Math.abs(south) > 90 || Math.abs(north) > 90 || Math.abs(west) > 180 || Math.abs(east) > 180) return null;
  return [west, south, east, north];
}

/** @param {Bounds} bounds */
export function writeBounds(bounds) {
  return bounds.map(short).join(",");
}

/** The one form of CQL2 text that this page writes. @param {string|null} text @returns {Position[]|null} */
export function readShape(text) {
  const corners = /^S_INTERSECTS\(geometry, ?POLYGON ?\(\(([^()]+)\)\)\)$/i.exec(text ?? "")?.[1];
  if (!corners) return null;
  const ring = corners.split(",").map((pair) => pair.trim().split(/\s+/).map(Number));
  if (!ring.every((pair) => pair.length === 2 && pair.every(Number.isFinite))) return null;
  const open = /** @type {Position[]} */ (ring.slice(0, -1));
  return open.length < FEWEST_CORNERS ? null : open;
}

/** @param {Position[]} shape  not closed */
export function writeShape(shape) {
  const ring = [...shape, shape[0]].map(([lon, lat]) => `${short(lon)} ${short(lat)}`);
  return `S_INTERSECTS(geometry,POLYGON((${ring.join(",")})))`;
}

/** @param {string|null} text @returns {string|null} */
export function readNear(text) {
  const near = text && splitNear(text);
  return near ? `${near.place},${near.km}` : null;
}

/**
 * @param {string} near  "PLACE,KM"; a place's name may hold commas
 * @returns {{place: string, km: number, spot: Position|null}|null}  spot: where the place is given as "LON LAT"
 */
export function splitNear(near) {
  const comma = near.lastIndexOf(",");
  const place = near.slice(0, comma).trim();
  const km = Number(near.slice(comma + 1));
  if (comma < 1 || !place || !(km > 0)) return null;
  const pair = place.split(/[\s,]+/).map(Number);
  const isSpot = pair.length === 2 && pair.every(Number.isFinite) && Math.abs(pair[1]) <= 90;
  return { place, km, spot: isSpot ? [pair[0], pair[1]] : null };
}

/** @param {Position} spot @param {number} km */
export function writeNear([lon, lat], km) {
  return `${short(lon)},${short(lat)},${Number(km.toPrecision(2))}`;
}

/** Kilometres on the mean sphere. @param {Position} a @param {Position} b */
export function distanceKm(a, b) {
  const radians = (/** @type {number} */ degrees) => (degrees * Math.PI) / 180;
  const north = radians(b[1] - a[1]);
  const east = radians(b[0] - a[0]);
  const half = Math.sin(north / 2) ** 2 + Math.cos(radians(a[1])) * Math.cos(radians(b[1])) * Math.sin(east / 2) ** 2;
  return 2 * 6371.009 * Math.asin(Math.min(1, Math.sqrt(half)));
}

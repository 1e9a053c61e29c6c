// @ts-check
// Makes polygons of the sphere drawable on a flat map: rings that cross the antimeridian or run round a pole would
// otherwise be drawn as streaks across the whole width. Positions are [longitude, latitude] in degrees.

/** @typedef {[number, number]} Position  longitude, latitude */
/** @typedef {Position[]} Ring  closed: the last position repeats the first */

/**
 * @param {Ring[][]} polygons  MultiPolygon coordinates
 * @returns {Ring[][]} continuous longitudes; a polygon that leaves -180..180 comes a second time from the other side
 */
export function flattenPolygons(polygons) {
  return polygons.flatMap((rings) => {
    const flat = rings.map((ring) => closeOverPole(unwrap(ring)));
    const longitudes = flat[0].map((position) => position[0]);
    const copies = [flat];
    if (max(longitudes) > 180) copies.push(flat.map((ring) => shift(ring, -360)));
    if (min(longitudes) < -180) copies.push(flat.map((ring) => shift(ring, 360)));
    return copies;
  });
}

/**
 * Lines cut where they jump from one edge of the map to the other.
 * @param {Ring[]} lines  MultiLineString coordinates
 * @returns {Ring[]}
 */
export function splitLines(lines) {
  return lines.flatMap((line) => {
    /** @type {Ring[]} */
    const pieces = [[]];
    line.forEach((position, index) => {
      if (index && Math.abs(position[0] - line[index - 1][0]) > 180) pieces.push([]);
      pieces[pieces.length - 1].push(position);
    });
    return pieces.filter((piece) => piece.length > 1);
  });
}

/**
 * A spot inside the largest polygon where a name has the most room: the middle of its widest east-west chord, with a
 * preference for the middle latitudes.
 * @param {Ring[][]} polygons  as `flattenPolygons` gives them
 * @returns {{lon: number, lat: number, width: number}} degrees; width is the chord's
 */
export function labelPoint(polygons) {
  const rings = polygons.reduce((best, candidate) => (ringArea(candidate[0]) > ringArea(best[0]) ? candidate : best));
  const latitudes = rings[0].map((position) => position[1]);
  const south = min(latitudes);
  const north = max(latitudes);
  let best = { lon: rings[0][0][0], lat: (south + north) / 2, width: 0 };
  let bestScore = -1;
  for (let step = 1; step < 12; step += 1) {
    const lat = south + ((north - south) * step) / 12;
    const centrality = 1 - Math.abs(step / 6 - 1) * 0.8;
    for (const [west, east] of chords(rings, lat)) {
      const score = (east - west) * centrality;
      if (score <= bestScore) continue;
      bestScore = score;
      best = { lon: (west + east) / 2, lat, width: east - west };
    }
  }
  return best;
}

/**
 * @param {Ring[]} rings
 * @param {number} lat
 * @returns {[number, number][]} west and east of each stretch inside
 */
function chords(rings, lat) {
  const crossings = [];
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i += 1) {
      const [x1, y1] = ring[i - 1];
      const [x2, y2] = ring[i];
      if (y1 > lat !== y2 > lat) crossings.push(x1 + ((lat - y1) / (y2 - y1)) * (x2 - x1));
    }
  }
  crossings.sort((a, b) => a - b);
  /** @type {[number, number][]} */
  const pairs = [];
  for (let i = 0; i + 1 < crossings.length; i += 2) pairs.push([crossings[i], crossings[i + 1]]);
  return pairs;
}

/** @param {Ring} ring @returns {Ring} */
function unwrap(ring) {
  let turn = 0;
  return ring.map((position, index) => {
    if (index) {
      const step = position[0] - ring[index - 1][0];
      if (step > 180) turn -= 360;
      if (step < -180) turn += 360;
    }
    return [position[0] + turn, position[1]];
  });
}

/** A ring that ends a whole turn away runs round a pole. @param {Ring} ring @returns {Ring} */
function closeOverPole(ring) {
  const first = ring[0];
  const last = ring[ring.length - 1];
  if (Math.abs(last[0] - first[0]) < 180) return ring;
  const pole = first[1] < 0 ? -90 : 90;
  return [...ring, [last[0], pole], [first[0], pole], first];
}

/** @param {Ring[]} rings @param {number} degrees of longitude @returns {Ring[]} */
export function shiftRings(rings, degrees) {
  return degrees === 0 ? rings : rings.map((ring) => shift(ring, degrees));
}

/** @param {Ring} ring @param {number} degrees @returns {Ring} */
function shift(ring, degrees) {
  return ring.map(([lon, lat]) => [lon + degrees, lat]);
}

/** Good enough to compare sizes: degrees squared, narrowed by latitude. @param {Ring} ring */
function ringArea(ring) {
  let sum = 0;
  for (let i = 1; i < ring.length; i += 1) {
    const narrowing = Math.cos((((ring[i][1] + ring[i - 1][1]) / 2) * Math.PI) / 180);
    sum += (ring[i - 1][0] * ring[i][1] - ring[i][0] * ring[i - 1][1]) * narrowing;
  }
  return Math.abs(sum) / 2;
}

/** @param {number[]} values */
function min(values) {
  return values.reduce((a, b) => Math.min(a, b));
}

/** @param {number[]} values */
function max(values) {
  return values.reduce((a, b) => Math.max(a, b));
}

// @ts-check
// The only place where longitude, latitude (GeoJSON, our data) becomes latitude, longitude (Leaflet), and back.

/** @typedef {[number, number]} LatLng  degrees, latitude first */
/** @typedef {[number, number]} LonLat  degrees, longitude first */

/** @param {{longitude: number|null, latitude: number|null}} place @returns {LatLng} */
export function latLngOf({ longitude, latitude }) {
  return [/** @type {number} */ (latitude), /** @type {number} */ (longitude)];
}

/** @param {number} lon @param {number} lat @returns {LatLng} */
export function latLng(lon, lat) {
  return [lat, lon];
}

/** @param {LonLat[]} line @returns {LatLng[]} */
export function latLngs(line) {
  return line.map(([lon, lat]) => [lat, lon]);
}

/** @param {LonLat[][][]} polygons  MultiPolygon coordinates @returns {LatLng[][][]} */
export function polygonLatLngs(polygons) {
  return polygons.map((rings) => rings.map(latLngs));
}

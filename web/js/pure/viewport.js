// @ts-check
// The map's position as the address's hash: "#zoom/latitude/longitude", as other maps write it.

/** @typedef {{lat: number, lon: number, zoom: number}} Viewport  degrees, Leaflet zoom level */

/**
 * @param {string} hash
 * @returns {Viewport|null} null where the hash is no position on Earth
 */
export function readViewport(hash) {
  const numbers = hash.replace(/^#/, "").split("/");
  if (numbers.length !== 3 || numbers.some((word) => word.trim() === "")) return null;
  const [zoom, lat, lon] = numbers.map(Number);
  const valid = zoom >= 0 && zoom <= 22 && Math.abs(lat) <= 90 && Math.abs(lon) <= 360;
  return valid ? { zoom, lat, lon } : null;
}

/** Four decimals are about ten metres. @param {Viewport} viewport */
export function viewportHash({ zoom, lat, lon }) {
  return `#${Number(zoom.toFixed(2))}/${Number(lat.toFixed(4))}/${Number(lon.toFixed(4))}`;
}

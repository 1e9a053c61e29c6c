// @ts-check
// Keeps Leaflet markers in step with a list of things to show: what stays the same keeps its DOM node, so focus and
// hover survive a redraw.

import { L } from "../lib/leaflet.js";

/** @typedef {{key: string, at: [number, number], build: () => HTMLElement, front?: number}} Item  at: latitude, longitude */

/**
 * @param {any} map
 * @param {string} pane
 */
export function createKeyedMarkers(map, pane) {
  /** @type {Map<string, any>} */
  const shown = new Map();
  return {
    /** @param {Item[]} items  keys must name everything that shows */
    sync(items) {
      const wanted = new Set(items.map((item) => item.key));
      for (const [key, marker] of shown) {
        if (wanted.has(key)) continue;
        marker.remove();
        shown.delete(key);
      }
      for (const { key, at, build, front = 0 } of items) {
        if (shown.has(key)) continue;
        const html = build();
        // Else the map takes a click on a symbol for a click on itself and closes the popup that it opened.
        L.DomEvent.disableClickPropagation(html);
        const icon = L.divIcon({ html, className: "map-item", iconSize: [0, 0] });
        shown.set(key, L.marker(at, { icon, pane, interactive: false, keyboard: false, zIndexOffset: front }).addTo(map));
      }
    },
  };
}

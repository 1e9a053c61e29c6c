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
        // A click on a symbol is none on the map; but the map can be dragged by it, and then it was no click at all.
        L.DomEvent.on(html, "click dblclick", L.DomEvent.stopPropagation);
        html.addEventListener("click", (event) => map.dragging.moved() && event.detail && event.stopImmediatePropagation(), true);
        const icon = L.divIcon({ html, className: "map-item", iconSize: [0, 0] });
        shown.set(key, L.marker(at, { icon, pane, interactive: false, keyboard: false, zIndexOffset: front }).addTo(map));
      }
    },
  };
}

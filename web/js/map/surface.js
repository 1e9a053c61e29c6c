// @ts-check
// A canvas that moves and zooms with the map, and is painted anew when a movement ends. Paints with layer pixels, so
// that whatever `map.latLngToLayerPoint` says is where it is drawn.

import { L } from "../lib/leaflet.js";

/** @typedef {{min: {x: number, y: number}, max: {x: number, y: number}}} PixelBounds */

/** Leaflet's renderer keeps the canvas in place while the map moves; only the painting is ours. */
const Surface = L.Renderer.extend({
  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.className = "map-surface";
    this._context = this._container.getContext("2d");
  },
  _destroyContainer() {
    this._container.remove();
    this._container = null;
  },
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const { min, max } = this._bounds;
    const ratio = globalThis.devicePixelRatio || 1;
    const canvas = this._container;
    L.DomUtil.setPosition(canvas, min);
    const [width, height] = [Math.round((max.x - min.x) * ratio), Math.round((max.y - min.y) * ratio)];
    if (canvas.width !== width || canvas.height !== height) {
      Object.assign(canvas, { width, height });
      canvas.style.width = `${max.x - min.x}px`;
      canvas.style.height = `${max.y - min.y}px`;
    }
    const context = this._context;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(ratio, 0, 0, ratio, -min.x * ratio, -min.y * ratio);
    this.options.paint(context, this._bounds);
  },
});

/**
 * @param {any} map
 * @param {object} options
 * @param {string} options.pane
 * @param {number} options.zIndex
 * @param {number} options.padding  share of the window that is painted around it
 * @param {(context: CanvasRenderingContext2D, bounds: PixelBounds) => void} options.paint
 */
export function createSurface(map, { pane, zIndex, padding, paint }) {
  map.createPane(pane).style.zIndex = String(zIndex);
  map.getPane(pane).style.pointerEvents = "none";
  let waiting = 0;
  /** What paints may still be in the making: Leaflet's first call comes before the first wish. */
  let wished = false;
  const surface = new Surface({ pane, padding, paint: (/** @type {CanvasRenderingContext2D} */ context, /** @type {PixelBounds} */ bounds) => wished && paint(context, bounds) }).addTo(map);
  return {
    /** At the next frame, however often it is asked for. */
    redraw() {
      wished = true;
      if (waiting) return;
      waiting = requestAnimationFrame(() => {
        waiting = 0;
        surface._update();
      });
    },
    paintNow: () => surface._update(),
    /** @returns {HTMLCanvasElement} */
    canvas: () => surface._container,
    /** Layer pixels that the canvas covers. @returns {PixelBounds} */
    bounds: () => surface._bounds,
  };
}

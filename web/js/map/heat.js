// @ts-check
// The heat view: where incidents are dense, whatever their type. Weights by the logarithm, so that one capital does not
// leave the rest of the world cold.

import { latLng } from "./coordinates.js";
import { palette } from "./palette.js";

/** @typedef {import("./incident_layer.js").Held} Held */

/** Pixels around an incident that it warms. */
const REACH = 34;
/** The heat is computed at this share of the canvas, and looks the softer for it. */
const SHARE = 0.25;
/** From sparse to dense; one hue each, so that light and dark alone tell the order. */
const RAMPS = {
  light: [[254, 217, 142, 0], [254, 196, 79, 150], [236, 112, 20, 200], [153, 52, 4, 225], [84, 22, 2, 240]],
  dark: [[84, 22, 2, 0], [153, 52, 4, 150], [236, 112, 20, 195], [254, 196, 79, 220], [255, 247, 210, 240]],
};

/** @param {any} map */
export function createHeatPainter(map) {
  const grid = document.createElement("canvas");
  const brush = /** @type {CanvasRenderingContext2D} */ (grid.getContext("2d", { willReadFrequently: true }));

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Held} held
   * @param {import("./surface.js").PixelBounds} bounds
   */
  function paint(context, { clusters, incidents }, { min, max }) {
    const [width, height] = [Math.ceil((max.x - min.x) * SHARE), Math.ceil((max.y - min.y) * SHARE)];
    Object.assign(grid, { width, height });
    const points = [...clusters, ...incidents.filter(({ areal }) => !areal)];
    const most = points.reduce((all, point) => Math.max(all, countOf(point)), 1);
    for (const point of points) {
      const { x, y } = map.latLngToLayerPoint(latLng(point.longitude ?? 0, point.latitude ?? 0));
      const weight = Math.log1p(countOf(point)) / Math.log1p(most);
      warm((x - min.x) * SHARE, (y - min.y) * SHARE, REACH * SHARE * (0.7 + 0.6 * weight), 0.25 + 0.6 * weight);
    }
    if (!width || !height) return;
    colour(brush, width, height, RAMPS[palette().dark ? "dark" : "light"]);
    context.imageSmoothingEnabled = true;
    context.drawImage(grid, min.x, min.y, max.x - min.x, max.y - min.y);
  }

  /** @param {number} x @param {number} y @param {number} radius @param {number} strength */
  function warm(x, y, radius, strength) {
    const glow = brush.createRadialGradient(x, y, 0, x, y, radius);
    glow.addColorStop(0, `rgb(0 0 0 / ${strength})`);
    glow.addColorStop(1, "rgb(0 0 0 / 0)");
    brush.fillStyle = glow;
    brush.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
  }
  return { paint };
}

/** @param {object} point */
function countOf(point) {
  return "count" in point ? Number(point.count) : 1;
}

/**
 * Turns how much each pixel was covered into its colour.
 * @param {CanvasRenderingContext2D} brush
 * @param {number} width
 * @param {number} height
 * @param {number[][]} ramp  red, green, blue, alpha
 */
function colour(brush, width, height, ramp) {
  const image = brush.getImageData(0, 0, width, height);
  const { data } = image;
  for (let i = 0; i < data.length; i += 4) {
    const heat = (data[i + 3] / 255) * (ramp.length - 1);
    if (!heat) continue;
    const step = Math.min(ramp.length - 2, Math.floor(heat));
    for (let channel = 0; channel < 4; channel += 1) data[i + channel] = ramp[step][channel] + (ramp[step + 1][channel] - ramp[step][channel]) * (heat - step);
  }
  brush.putImageData(image, 0, 0);
}

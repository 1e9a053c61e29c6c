// @ts-check
// Paints what the filter says about space: outlines of regions, the drawn box or polygon, the circle around a place.

import { fetchOutline } from "../map_api.js";
import { splitNear } from "../pure/drawn_area.js";
import { flattenPolygons } from "../pure/world.js";
import { polygonShapes, polygonsOf } from "./base_shapes.js";
import { palette } from "./palette.js";

/** @typedef {import("./base_shapes.js").Shape} Shape */
/** @typedef {CanvasRenderingContext2D} Context */
/** @typedef {(lon: number, lat: number) => {x: number, y: number}} Project */

const KM_PER_DEGREE = 111.195;

/**
 * @param {any} map
 * @param {import("../state.js").Store} store
 * @param {(code: string|null) => import("./base_shapes.js").Country|undefined} countryOf
 * @param {() => void} onChange  called when an outline has come
 */
export function createFilterShapes(map, store, countryOf, onChange) {
  /** By the word of the filter. @type {Map<string, Shape[]>} */
  const outlines = new Map();
  /** Where a place by name lies. @type {Map<string, [number, number]>} */
  const places = new Map();

  /** @param {string} word @returns {Shape[]} */
  function outlineOf(word) {
    const region = store.get().regions.find(({ id, name }) => id === word || name.toLowerCase() === word.toLowerCase());
    const country = region?.kind === "country" ? countryOf(region.country) : undefined;
    if (country) return country.shapes();
    if (!outlines.has(word)) {
      outlines.set(word, []);
      fetchOutline(region?.name ?? word, region?.country).then((geometry) => {
        if (!geometry) return;
        outlines.set(word, polygonShapes(flattenPolygons(polygonsOf(geometry))));
        onChange();
      }, () => undefined);
    }
    return outlines.get(word) ?? [];
  }

  /** @param {Context} context @param {Project} project */
  function paint(context, project) {
    const { filter } = store.get();
    const colours = palette();
    context.save();
    context.strokeStyle = context.fillStyle = colours.accent;
    context.lineWidth = 2;
    context.lineJoin = "round";
    for (const word of filter.regions) for (const { path } of outlineOf(word)) context.stroke(inPlace(path));
    context.setLineDash([6, 4]);
    if (filter.bbox) drawn(context, boxPath(filter.bbox, project));
    if (filter.shape) drawn(context, linePath(filter.shape, project));
    const circle = filter.near ? circlePath(filter.near, project) : null;
    if (circle) drawn(context, circle);
    context.restore();
  }

  /** @param {Path2D} path  world pixels at zoom 0 */
  function inPlace(path) {
    const scale = 2 ** map.getZoom();
    const origin = map.getPixelOrigin();
    const placed = new Path2D();
    placed.addPath(path, new DOMMatrix([scale, 0, 0, scale, -origin.x, -origin.y]));
    return placed;
  }

  /** @param {string} near @param {Project} project */
  function circlePath(near, project) {
    const parts = splitNear(near);
    const known = parts && store.get().shown.find(({ place, longitude }) => place?.toLowerCase() === parts.place.toLowerCase() && longitude !== null);
    const spot = parts?.spot ?? places.get(parts?.place ?? "") ?? (known ? [known.longitude ?? 0, known.latitude ?? 0] : null);
    if (!parts || !spot) return null;
    const [lon, lat] = spot;
    const { x, y } = project(lon, lat);
    const path = new Path2D();
    const reach = parts.km / (KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180));
    path.arc(x, y, project(lon + reach, lat).x - x, 0, 2 * Math.PI);
    return path;
  }
  return { paint };
}

/** @param {Context} context @param {Path2D} path */
function drawn(context, path) {
  context.globalAlpha = 0.05;
  context.fill(path);
  context.globalAlpha = 1;
  context.stroke(path);
}

/** @param {import("../pure/types.js").Bounds} bounds @param {Project} project */
function boxPath([west, south, east, north], project) {
  return linePath([[west, south], [east, south], [east, north], [west, north]], project);
}

/** @param {[number, number][]} corners @param {Project} project */
function linePath(corners, project) {
  const path = new Path2D();
  for (const [lon, lat] of corners) {
    const { x, y } = project(lon, lat);
    path.lineTo(x, y);
  }
  path.closePath();
  return path;
}

// @ts-check
// Shapes of the base map made ready for painting: paths in pixels of the whole world at zoom 0 (256 by 256), each with
// its box, so that only what is seen is painted, at any zoom, without projecting anything again.

import { topojson } from "../lib/topojson.js";
import { alpha2 } from "../pure/iso.js";
import { mercatorY } from "../pure/tiles.js";
import { flattenPolygons, labelPoint, splitLines } from "../pure/world.js";

/** @typedef {import("../pure/world.js").Ring} Ring */
/** @typedef {{path: Path2D, left: number, top: number, right: number, bottom: number}} Shape */
/** @typedef {{code: string|null, atlasName: string, detail: string, polygons: Ring[][], label: {lon: number, lat: number, width: number}, shapes: () => Shape[]}} Country */

export const WORLD = 256;

/** @param {number} lon */
export const worldX = (lon) => ((lon + 180) / 360) * WORLD;
/** @param {number} lat */
export const worldY = (lat) => mercatorY(lat) * WORLD;

/**
 * @param {Ring[]} lines  rings or lines that are painted together
 * @returns {Shape}
 */
function shapeOf(lines) {
  const path = new Path2D();
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const line of lines) {
    line.forEach(([lon, lat], index) => {
      const [x, y] = [worldX(lon), worldY(lat)];
      if (index) path.lineTo(x, y);
      else path.moveTo(x, y);
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    });
  }
  return { path, left, top, right, bottom };
}

/** @param {Ring[][]} polygons */
export const polygonShapes = (polygons) => polygons.map(shapeOf);
/** @param {Ring[]} lines */
export const lineShapes = (lines) => lines.map((line) => shapeOf([line]));

/** @param {any} geometry  GeoJSON Polygon or MultiPolygon @returns {Ring[][]} */
export function polygonsOf({ type, coordinates }) {
  return type === "Polygon" ? [coordinates] : coordinates;
}

/**
 * Land is filled without a stroke, and lines come from the shared arcs: each border is drawn once, and the seams that
 * close polygons at the pole and the antimeridian stay unseen.
 * @param {any} atlas  world-atlas
 * @param {string} detail  tells one atlas's outlines from the other's
 */
export function readAtlas(atlas, detail) {
  const { countries, land } = atlas.objects;
  const mesh = (/** @type {(a: any, b: any) => boolean} */ filter) => lineShapes(splitLines(topojson.mesh(atlas, countries, filter).coordinates));
  const lands = topojson.feature(atlas, land).features.flatMap((/** @type {any} */ feature) => polygonsOf(feature.geometry));
  return {
    land: polygonShapes(flattenPolygons(lands)),
    coast: mesh((a, b) => a === b),
    border: mesh((a, b) => a !== b),
    countries: topojson.feature(atlas, countries).features.map((/** @type {any} */ feature) => countryOf(feature, detail)),
  };
}

/** @param {any} feature @param {string} detail @returns {Country} */
function countryOf({ id, properties, geometry }, detail) {
  const polygons = flattenPolygons(polygonsOf(geometry));
  /** @type {Shape[]|null} */
  let shapes = null;
  return { code: alpha2(id, properties.name), atlasName: properties.name, detail, polygons, label: labelPoint(polygons), shapes: () => (shapes ??= polygonShapes(polygons)) };
}

/** @param {any} water  topology of base-map-1 */
export function readWater(water) {
  const lakes = topojson.feature(water, water.objects.lakes).features.flatMap((/** @type {any} */ { geometry }) => polygonsOf(geometry));
  const rivers = topojson.feature(water, water.objects.rivers).features.flatMap((/** @type {any} */ { geometry }) => (geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates));
  return { lakes: polygonShapes(lakes), rivers: lineShapes(rivers) };
}

/** @param {{step: number, lines: number[][]}} divisions  see base_map.mjs */
export function readDivisions({ step, lines }) {
  return lineShapes(lines.map((steps) => {
    /** @type {Ring} */
    const line = [];
    let [x, y] = [0, 0];
    for (let i = 0; i < steps.length; i += 2) {
      [x, y] = [x + steps[i], y + steps[i + 1]];
      line.push([x * step, y * step]);
    }
    return line;
  }));
}

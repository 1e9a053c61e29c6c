// @ts-check
// Land, coasts and borders from world-atlas (Natural Earth), drawn on one canvas; and the outline of each country for
// incidents known no more exactly than that. The coarse atlas comes at once, the fine one when it can be seen.

import { L } from "../lib/leaflet.js";
import { topojson } from "../lib/topojson.js";
import { alpha2 } from "../pure/iso.js";
import { flattenPolygons, labelPoint, shiftRings, splitLines } from "../pure/world.js";
import { latLngs, polygonLatLngs } from "./coordinates.js";
import { basePalette } from "./palette.js";

/** @typedef {import("../pure/world.js").Ring} Ring */
/** @typedef {{code: string|null, atlasName: string, detail: string, polygons: Ring[][], label: {lon: number, lat: number, width: number}}} Country */

const COARSE = "vendor/world-atlas-2.0.2/countries-110m.json";
const FINE = "vendor/world-atlas-2.0.2/countries-50m.json";
/** From this zoom on the coarse coasts look wrong. */
const FINE_ZOOM = 4;
/** Below this zoom the world can be narrower than the window. */
const COPIES_BELOW = 3.5;
const PANE = "base";

/**
 * @param {any} map
 * @param {() => void} onChange  called when other outlines have come
 */
export function createBaseMap(map, onChange) {
  map.createPane(PANE).style.zIndex = "200";
  const renderer = L.canvas({ pane: PANE, padding: 0.5 });
  let layers = L.layerGroup().addTo(map);
  /** Built when first needed: a second and third world cost memory. @type {any} */
  let copies = null;
  /** @type {any} */
  let drawn = null;
  /** @type {Country[]} */
  let countries = [];
  let wanted = "";

  /** @param {string} file */
  async function load(file) {
    wanted = file;
    const response = await fetch(file);
    const atlas = await response.json();
    // The coarse file may come after the fine one has been asked for; the later wish wins.
    if (wanted !== file) return;
    countries = readCountries(atlas, file);
    layers.remove();
    copies?.remove();
    copies = null;
    drawn = atlas;
    layers = drawAtlas(atlas, renderer, [0]).addTo(map);
    restyle();
    showCopies();
    onChange();
  }

  function restyle() {
    const { land, border, coast } = basePalette();
    const colours = /** @type {Record<string, any>} */ ({ land: { fillColor: land }, border: { color: border }, coast: { color: coast } });
    for (const group of [layers, copies]) group?.eachLayer((/** @type {any} */ layer) => layer.setStyle(colours[layer.options.part]));
  }

  /** A small world repeats to both sides, so that a wide window shows no edge. */
  function showCopies() {
    if (map.getZoom() >= COPIES_BELOW || !drawn) return copies?.remove();
    if (!copies) {
      copies = drawAtlas(drawn, renderer, [-360, 360]);
      restyle();
    }
    copies.addTo(map);
    // Behind the world itself, whose lines they would cover where a land crosses the antimeridian.
    for (const layer of copies.getLayers().reverse()) layer.bringToBack();
  }

  const refine = () => wanted !== FINE && void load(FINE);
  map.on("zoomend", () => {
    if (map.getZoom() >= FINE_ZOOM) refine();
    showCopies();
  });
  return {
    start: () => load(map.getZoom() >= FINE_ZOOM ? FINE : COARSE),
    restyle,
    countries: () => countries,
    /** @param {string|null} code  ISO 3166-1 alpha-2; a small state may need the fine atlas, which then loads */
    country: (code) => {
      const found = countries.find((country) => country.code === code);
      if (!found && code && countries.length) refine();
      return found;
    },
  };
}

/** @param {any} atlas @param {string} detail  tells one atlas's outlines from the other's @returns {Country[]} */
function readCountries(atlas, detail) {
  return topojson.feature(atlas, atlas.objects.countries).features.map((/** @type {any} */ { id, properties, geometry }) => {
    const polygons = flattenPolygons(polygonsOf(geometry));
    return { code: alpha2(id, properties.name), atlasName: properties.name, detail, polygons, label: labelPoint(polygons) };
  });
}

/** @param {any} geometry @returns {Ring[][]} */
function polygonsOf({ type, coordinates }) {
  return type === "Polygon" ? [coordinates] : coordinates;
}

/**
 * Land is filled without a stroke, and lines come from the shared arcs: each border is drawn once, and the seams that
 * close polygons at the pole and the antimeridian stay unseen.
 * @param {any} atlas
 * @param {any} renderer
 * @param {number[]} shifts  degrees of longitude, one for each copy
 */
function drawAtlas(atlas, renderer, shifts) {
  const { countries, land } = atlas.objects;
  const options = { renderer, pane: PANE, interactive: false, smoothFactor: 0.8 };
  const polygons = topojson.feature(atlas, land).features.flatMap((/** @type {any} */ feature) => polygonsOf(feature.geometry));
  const line = (/** @type {string} */ part, /** @type {number} */ weight, /** @type {(a: any, b: any) => boolean} */ filter) =>
    L.polyline(shifts.flatMap((shift) => shiftRings(splitLines(topojson.mesh(atlas, countries, filter).coordinates), shift)).map(latLngs), { ...options, part, weight });
  const flat = flattenPolygons(polygons);
  return L.layerGroup([
    L.polygon(polygonLatLngs(shifts.flatMap((shift) => flat.map((rings) => shiftRings(rings, shift)))), { ...options, part: "land", stroke: false, fillOpacity: 1 }),
    line("coast", 0.8, (a, b) => a === b),
    line("border", 1, (a, b) => a !== b),
  ]);
}

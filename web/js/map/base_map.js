// @ts-check
// Land, water and borders (Natural Earth), painted on one canvas; and the outline of each country for incidents known no
// more exactly than that. The coarse atlas comes at once, the fine one and the smaller things when they can be seen.

import { createSurface } from "./surface.js";
import { readAtlas, readDivisions, readWater, WORLD, worldY } from "./base_shapes.js";
import { palette } from "./palette.js";

/** @typedef {import("./base_shapes.js").Shape} Shape */
/** @typedef {import("./base_shapes.js").Country} Country */
/** @typedef {CanvasRenderingContext2D} Context */

const COARSE = "vendor/base-map-1/countries-110m.json";
const FINE = "vendor/world-atlas-2.0.2/countries-50m.json";
const WATER = "vendor/base-map-1/water-50m.json";
const DIVISIONS = "vendor/base-map-1/divisions.json";
/** From this zoom on the coarse coasts look wrong, and lakes and rivers can be seen. */
const FINE_ZOOM = 4;
const DIVISIONS_ZOOM = 5.25;
/** Nearer out than this the window may reach past the world's southern edge: without the Antarctic no land ends in a line there. */
const POLAR_ZOOM = 2.5;
const POLAR_LATITUDE = -60;

/**
 * @param {any} map
 * @param {object} options
 * @param {() => void} options.onChange  called when other outlines have come
 * @param {() => Set<string>} options.inFocus  codes of the countries that incidents lie in: they are lighter than the rest
 * @param {() => boolean} options.hidden  an online map lies there instead
 */
export function createBaseMap(map, { onChange, inFocus, hidden }) {
  const surface = createSurface(map, { pane: "base", zIndex: 200, padding: 0.15, paint });
  /** @type {ReturnType<typeof readAtlas>|null} */
  let atlas = null;
  /** @type {ReturnType<typeof readWater>|null} */
  let water = null;
  /** @type {Shape[]|null} */
  let divisions = null;
  let wanted = "";
  /** The fine things wait until the incidents are there. */
  let isDetailed = false;
  const asked = new Set();

  const isPolar = () => map.getZoom() >= POLAR_ZOOM;

  /** @param {string} file */
  async function load(file) {
    wanted = file;
    const read = await (await fetch(file)).json();
    // The coarse file may come after the fine one has been asked for; the later wish wins.
    if (wanted !== file) return;
    atlas = readAtlas(read, file);
    surface.redraw();
    onChange();
  }

  /** @param {string} file @param {(read: any) => void} keep */
  async function once(file, keep) {
    if (asked.has(file)) return;
    asked.add(file);
    try {
      keep(await (await fetch(file)).json());
      surface.redraw();
    } catch {
      asked.delete(file);
    }
  }

  function refine() {
    if (!isDetailed || map.getZoom() < FINE_ZOOM) return;
    if (wanted !== FINE) void load(FINE);
    void once(WATER, (read) => (water = readWater(read)));
    if (map.getZoom() >= DIVISIONS_ZOOM) void once(DIVISIONS, (read) => (divisions = readDivisions(read)));
  }

  /** @param {Context} context @param {import("./surface.js").PixelBounds} bounds */
  function paint(context, bounds) {
    if (!atlas || hidden()) return;
    const colours = palette();
    const scale = 2 ** map.getZoom();
    const origin = map.getPixelOrigin();
    const seen = { left: (bounds.min.x + origin.x) / scale, top: (bounds.min.y + origin.y) / scale, right: (bounds.max.x + origin.x) / scale, bottom: (bounds.max.y + origin.y) / scale };
    for (let copy = Math.floor(seen.left / WORLD); copy <= Math.floor(seen.right / WORLD); copy += 1) {
      context.save();
      context.translate(-origin.x, -origin.y);
      context.scale(scale, scale);
      context.translate(copy * WORLD, 0);
      // What reaches over the antimeridian is drawn on both edges, and must not cover the next copy's borders.
      context.beginPath();
      context.rect(0, seen.top, WORLD, (isPolar() ? seen.bottom : Math.min(seen.bottom, worldY(POLAR_LATITUDE))) - seen.top);
      context.clip();
      paintWorld(context, colours, scale, { ...seen, left: seen.left - copy * WORLD, right: seen.right - copy * WORLD });
      context.restore();
    }
  }

  /** @param {Context} context @param {import("./palette.js").Palette} colours @param {number} scale @param {Omit<Shape, "path">} seen */
  function paintWorld(context, colours, scale, seen) {
    if (!atlas) return;
    const visible = (/** @type {Shape[]} */ shapes) => shapes.filter((shape) => shape.left < seen.right && seen.left < shape.right && shape.top < seen.bottom && seen.top < shape.bottom);
    const fill = (/** @type {Shape[]} */ shapes, /** @type {string} */ colour) => {
      context.fillStyle = colour;
      for (const { path } of visible(shapes)) context.fill(path, "evenodd");
    };
    const line = (/** @type {Shape[]} */ shapes, /** @type {string} */ colour, /** @type {number} */ width) => {
      context.strokeStyle = colour;
      context.lineWidth = width / scale;
      context.lineJoin = "round";
      for (const { path } of visible(shapes)) context.stroke(path);
    };
    const focus = inFocus();
    fill(atlas.land, focus.size ? colours["land-far"] : colours.land);
    if (focus.size) for (const country of atlas.countries) if (country.code && focus.has(country.code)) fill(country.shapes(), colours.land);
    const zoom = map.getZoom();
    if (divisions && zoom >= DIVISIONS_ZOOM) line(divisions, colours.admin, 0.8);
    if (water && zoom >= FINE_ZOOM) {
      line(water.rivers, colours.river, zoom < 6 ? 0.8 : 1.3);
      fill(water.lakes, colours.sea);
      line(water.lakes, colours.river, 0.8);
    }
    line(atlas.coast, colours.coast, 0.8);
    line(atlas.border, colours.border, zoom < FINE_ZOOM ? 0.9 : 1.3);
  }

  map.on("zoomend", refine);
  return {
    start: () => load(COARSE),
    details: () => {
      isDetailed = true;
      refine();
    },
    redraw: surface.redraw,
    paintNow: surface.paintNow,
    canvas: surface.canvas,
    bounds: surface.bounds,
    /** Those that are painted. */
    countries: () => (atlas?.countries ?? []).filter((/** @type {Country} */ { label }) => isPolar() || label.lat > POLAR_LATITUDE),
    /** @param {string|null} code  ISO 3166-1 alpha-2; a small state may need the fine atlas, which then loads @returns {Country|undefined} */
    country: (code) => {
      const found = atlas?.countries.find((/** @type {Country} */ country) => country.code === code);
      if (!found && code && isDetailed && wanted !== FINE) void load(FINE);
      return found;
    },
  };
}

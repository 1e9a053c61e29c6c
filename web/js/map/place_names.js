// @ts-check
// Names of countries and towns where they have room; they give way to incidents.

import { countryName } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { boxAt, overlaps } from "../pure/label_layout.js";
import { palette } from "./palette.js";
import { paintName } from "./paint_text.js";
import { textWidth } from "./text_width.js";

/** @typedef {import("../pure/label_layout.js").Box} Box */
/** @typedef {import("./base_map.js").Country} Country */
/** @typedef {{name: string, lon: number, lat: number, zoom: number, capital: boolean}} Town */
/** @typedef {(lon: number, lat: number) => {x: number, y: number}} Project */
/** @typedef {{text: string, x: number, y: number, font: string, colour: "map-name"|"map-town", align: CanvasTextAlign, spacing: number, dot: {x: number, y: number, radius: number}|null}} Name */

const TOWNS = "vendor/base-map-1/towns.json";
/** Towns show half a step before the zoom that their room was counted at: labels find other sides. */
const TOWN_EARLY = 0.5;
const FIRST_TOWN_ZOOM = 3;
const HEIGHT = 14;
const SPACING = 2.5;

/** @param {() => void} onChange  called when names have come */
export function createPlaceNames(onChange) {
  /** @type {Town[]} */
  let towns = [];
  let asked = false;

  async function load() {
    asked = true;
    const own = messages.language === "en" ? null : `vendor/base-map-1/towns-${messages.language}.json`;
    const read = async (/** @type {string} */ file) => (await fetch(file)).json();
    const [base, names] = await Promise.all([read(TOWNS), own ? read(own).catch(() => null) : null]);
    const capitals = new Set(base.capitals);
    const translated = names?.names.split("\n") ?? [];
    towns = base.names.split("\n").map((/** @type {string} */ name, /** @type {number} */ index) => (
      { name: translated[index] || name, lon: base.lon[index] / 100, lat: base.lat[index] / 100, zoom: Number(base.zoom[index]), capital: capitals.has(index) }));
    onChange();
  }

  /**
   * @param {object} around
   * @param {Country[]} around.countries
   * @param {import("../pure/types.js").Region[]} around.regions  whose names go before the browser's
   * @param {Set<string|null>} around.tagged  countries that a tag names already
   * @param {Set<string>} around.labelled  places that an incident's label names already
   * @param {number} around.zoom
   * @param {Box} around.view
   * @param {Project} around.project
   * @param {Box[]} around.taken
   * @returns {Name[]}
   */
  function layOut({ countries, regions, tagged, labelled, zoom, view, project, taken }) {
    if (!asked && zoom >= FIRST_TOWN_ZOOM) void load().catch(() => (asked = false));
    const boxes = [...taken];
    const inView = (/** @type {Box} */ { left, right, top, bottom }) => left > view.left && right < view.right && top > view.top && bottom < view.bottom;
    const free = (/** @type {Box} */ box) => inView(box) && !boxes.some((other) => overlaps(box, other)) && boxes.push(box) > 0;
    /** @type {Name[]} */
    const names = [];
    const capitals = towns.filter((town) => town.capital && shows(town, zoom));
    for (const town of capitals) add(names, townName(town, zoom, project, free, labelled));
    for (const country of [...countries].sort((a, b) => b.label.width - a.label.width)) if (!tagged.has(country.code)) add(names, countryLabel(country, regions, project, free));
    for (const town of towns) if (!town.capital && shows(town, zoom)) add(names, townName(town, zoom, project, free, labelled));
    return names;
  }

  /** @param {CanvasRenderingContext2D} context @param {Name[]} names */
  function paint(context, names) {
    const colours = palette();
    for (const { text, x, y, font, colour, align, spacing, dot } of names) {
      if (dot) {
        context.beginPath();
        context.arc(dot.x, dot.y, dot.radius, 0, 7);
        context.fillStyle = colours[colour];
        context.fill();
        context.strokeStyle = colours.halo;
        context.lineWidth = 1;
        context.stroke();
      }
      context.globalAlpha = spacing ? 0.8 : 1;
      paintName(context, colours, text, { x, y, font, colour: colours[colour], align, spacing });
      context.globalAlpha = 1;
    }
  }
  return { layOut, paint };
}

/** @param {Town} town @param {number} zoom */
function shows(town, zoom) {
  return town.zoom - TOWN_EARLY <= zoom;
}

/** @param {Name[]} names @param {Name|null} name */
function add(names, name) {
  if (name) names.push(name);
}

/** @param {Country} country @param {import("../pure/types.js").Region[]} regions @param {Project} project @param {(box: Box) => boolean} free @returns {Name|null} */
function countryLabel({ code, atlasName, label }, regions, project, free) {
  const name = countryName(code, atlasName, regions);
  // Arabic letters join: capitals and spacing are for the scripts that have them.
  const spaced = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\P{L}]+$/u.test(name);
  const text = spaced ? name.toUpperCase() : name;
  const font = spaced ? "500 11px" : "500 13px";
  const { x, y } = project(label.lon, label.lat);
  const room = project(label.lon + label.width, label.lat).x - x;
  const width = textWidth(text, font) + (spaced ? text.length * SPACING : 0);
  if (width > room * 1.1 || !free(boxAt(x - width / 2, y - HEIGHT / 2, width, HEIGHT))) return null;
  return { text, x, y, font, colour: "map-name", align: "center", spacing: spaced ? SPACING : 0, dot: null };
}

/** @param {Town} town @param {number} zoom @param {Project} project @param {(box: Box) => boolean} free @param {Set<string>} labelled @returns {Name|null} */
function townName({ name, lon, lat, zoom: from, capital }, zoom, project, free, labelled) {
  if (labelled.has(name)) return null;
  const { x, y } = project(lon, lat);
  const large = capital || zoom - from >= 2.5;
  const font = large ? "600 12.5px" : "450 11px";
  const radius = large ? 3 : 2;
  const width = textWidth(name, font) + 2;
  const gap = radius + 4;
  for (const align of /** @type {const} */ (["left", "right"])) {
    const start = align === "left" ? x - radius : x - gap - width;
    if (!free(boxAt(start, y - HEIGHT / 2, width + gap + radius, HEIGHT))) continue;
    return { text: name, x: align === "left" ? x + gap : x - gap, y, font, colour: large ? "map-town" : "map-name", align, spacing: 0, dot: { x, y, radius } };
  }
  return null;
}

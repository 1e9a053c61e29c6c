// @ts-check
// What is known only as an area, painted as one: a country or a division hatched inside its outline, a region without
// an outline as a dashed hatched circle of its uncertainty.

import { fetchOutline } from "../map_api.js";
import { symbolGroup } from "../pure/groups.js";
import { flattenPolygons } from "../pure/world.js";
import { polygonShapes, polygonsOf, worldX, worldY } from "./base_shapes.js";
import { palette } from "./palette.js";

/** @typedef {import("../pure/types.js").MapIncident} Incident */
/** @typedef {import("./base_shapes.js").Shape} Shape */
/** @typedef {CanvasRenderingContext2D} Context */

/** Pixels between two strokes of the hatching. */
const PITCH = { region: 7, country: 13 };
/** Only these have outlines in the gazetteer. */
const OUTLINED = new Set(["province"]);
const METRES_PER_DEGREE = 111_195;

/**
 * @param {any} map
 * @param {(code: string|null) => import("./base_shapes.js").Country|undefined} countryOf
 * @param {() => void} onChange  called when an outline has come
 */
export function createAreaPainter(map, countryOf, onChange) {
  /** By country and name; null while it is asked for and where there is none. @type {Map<string, Shape[]|null>} */
  const outlines = new Map();
  /** @type {Map<string, CanvasPattern|null>} */
  const hatches = new Map();

  /** @param {string} name @param {string|null} country */
  function outlineOf(name, country) {
    const key = `${country} ${name}`;
    if (!outlines.has(key)) {
      outlines.set(key, null);
      fetchOutline(name, country).then((geometry) => {
        if (!geometry) return;
        outlines.set(key, polygonShapes(flattenPolygons(polygonsOf(geometry))));
        onChange();
      }, () => undefined);
    }
    return outlines.get(key) ?? null;
  }

  /** @param {Incident} incident @returns {Shape[]} */
  function shapesOf(incident) {
    if (incident.location_precision === "country") return countryOf(incident.country)?.shapes() ?? [];
    const outline = OUTLINED.has(incident.location_precision) && incident.admin1 ? outlineOf(incident.admin1, incident.country) : null;
    return outline ?? circleOf(incident);
  }

  /** @param {Context} context @param {string} colour @param {"region"|"country"} kind */
  function hatch(context, colour, kind) {
    const key = `${colour} ${kind} ${devicePixelRatio}`;
    if (!hatches.has(key)) hatches.set(key, hatchPattern(context, colour, kind));
    return hatches.get(key) ?? "transparent";
  }

  /**
   * @param {Context} context
   * @param {Incident[][]} areas  incidents of one area together
   * @param {(string|null)[]} strong  ids hovered or selected
   */
  function paint(context, areas, strong) {
    const colours = palette();
    const scale = 2 ** map.getZoom();
    const origin = map.getPixelOrigin();
    for (const members of areas) {
      const [first] = members;
      const kind = first.location_precision === "country" ? "country" : "region";
      const on = members.some(({ id }) => strong.includes(id));
      const colour = colours.tones[toneOf(members)];
      const shift = Math.round((longitudeOf(first) - wrap(longitudeOf(first))) / 360) * 256;
      for (const { path } of shapesOf(first)) {
        const placed = new Path2D();
        placed.addPath(path, new DOMMatrix([scale, 0, 0, scale, shift * scale - origin.x, -origin.y]));
        context.globalAlpha = (kind === "country" ? 0.16 : 0.42);
        context.fillStyle = hatch(context, colour, kind);
        context.fill(placed, "evenodd");
        context.globalAlpha = on ? 1 : kind === "country" ? 0.45 : 0.8;
        context.strokeStyle = colour;
        context.lineWidth = on ? 2 : 1.1;
        context.setLineDash([5, 4]);
        context.stroke(placed);
      }
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }
  return { paint };
}

/** @param {Incident} incident */
const longitudeOf = (incident) => incident.longitude ?? 0;
/** @param {number} lon */
const wrap = (lon) => ((((lon + 180) % 360) + 360) % 360) - 180;

/** One type lends the area its colour; several leave it grey. @param {Incident[]} members */
function toneOf(members) {
  const groups = new Set(members.map((incident) => symbolGroup(incident.type, incident.group)));
  return groups.size === 1 ? [...groups][0] : "mixed";
}

/** @param {Incident} incident @returns {Shape[]} */
function circleOf({ longitude, latitude, uncertainty_m }) {
  if (!uncertainty_m || longitude === null || latitude === null) return [];
  const lon = wrap(longitude);
  const reach = uncertainty_m / (METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180));
  const [x, y] = [worldX(lon), worldY(latitude)];
  const radius = worldX(lon + reach) - x;
  const path = new Path2D();
  path.arc(x, y, radius, 0, 2 * Math.PI);
  return [{ path, left: x - radius, right: x + radius, top: y - radius, bottom: y + radius }];
}

/** Slanted strokes that meet where tiles of the pattern do. @param {Context} context @param {string} colour @param {"region"|"country"} kind */
function hatchPattern(context, colour, kind) {
  const ratio = devicePixelRatio || 1;
  const size = Math.round(PITCH[kind] * Math.SQRT2 * ratio);
  const tile = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const brush = /** @type {Context} */ (tile.getContext("2d"));
  brush.strokeStyle = colour;
  brush.lineWidth = 1.6 * ratio;
  brush.beginPath();
  for (const offset of [-size, 0, size]) {
    brush.moveTo(offset - size, size * 2);
    brush.lineTo(offset + size * 2, -size);
  }
  brush.stroke();
  const pattern = context.createPattern(tile, "repeat");
  pattern?.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}

// @ts-check
// What is known only as an area, drawn as one: a whole country hatched inside its border, a region as a dashed hatched
// circle of its uncertainty.

import { svg } from "../dom/element.js";
import { L } from "../lib/leaflet.js";
import { SYMBOL_GROUPS, symbolGroup } from "../pure/groups.js";
import { hasPlace, isArea } from "../pure/place.js";
import { areaKey } from "../pure/scene.js";
import { latLngOf, polygonLatLngs } from "./coordinates.js";

/** @typedef {import("../pure/types.js").Incident} Incident */
/** @typedef {import("./base_map.js").Country} Country */

const PANE = "areas";
/** Pixels between two strokes of the hatching. */
const PITCH = { region: 7, country: 13 };

/**
 * @param {any} map
 * @param {(code: string|null) => Country|undefined} countryOf
 */
export function createAreaLayer(map, countryOf) {
  map.createPane(PANE).style.zIndex = "350";
  const renderer = L.svg({ pane: PANE, padding: 0.5 });
  /** @type {Map<string, {form: string, layer: any, ids: string[]}>} */
  const shown = new Map();

  /** @param {Incident[]} incidents */
  function sync(incidents) {
    const areas = groupAreas(incidents);
    for (const [key, { layer }] of shown) {
      if (areas.has(key)) continue;
      layer.remove();
      shown.delete(key);
    }
    for (const [key, members] of areas) drawArea(key, members);
    hatches(renderer);
  }

  /** @param {string} key @param {Incident[]} members */
  function drawArea(key, members) {
    const [first] = members;
    const country = first.location_precision === "country" ? countryOf(first.country) : undefined;
    const tone = toneOf(members);
    const form = `${tone} ${country ? `${country.detail} ${country.polygons.length}` : ""} ${first.uncertainty_m}`;
    const ids = members.map((incident) => incident.id);
    const old = shown.get(key);
    if (old?.form === form) return void (old.ids = ids);
    old?.layer.remove();
    const layer = shapeOf(first, country, tone, renderer);
    if (layer) shown.set(key, { form, layer: layer.addTo(map), ids });
  }

  /** @param {(string|null)[]} ids  incidents hovered or selected */
  function highlight(ids) {
    for (const { layer, ids: members } of shown.values()) {
      layer.getElement()?.classList.toggle("is-strong", members.some((id) => ids.includes(id)));
    }
  }
  return { sync, highlight };
}

/** @param {Incident[]} incidents */
function groupAreas(incidents) {
  /** @type {Map<string, Incident[]>} */
  const areas = new Map();
  for (const incident of incidents.filter((candidate) => hasPlace(candidate) && isArea(candidate))) {
    areas.set(areaKey(incident), [...(areas.get(areaKey(incident)) ?? []), incident]);
  }
  return areas;
}

/** One type lends the area its colour; several leave it grey. @param {Incident[]} members */
function toneOf(members) {
  const groups = new Set(members.map((incident) => symbolGroup(incident.type, incident.group)));
  return groups.size === 1 ? [...groups][0] : "mixed";
}

/**
 * @param {Incident} incident
 * @param {Country|undefined} country
 * @param {string} tone
 * @param {any} renderer
 */
function shapeOf(incident, country, tone, renderer) {
  const options = { renderer, pane: PANE, interactive: false, weight: 1.1, fillOpacity: 1 };
  if (incident.location_precision === "country") {
    if (!country) return null;
    return L.polygon(polygonLatLngs(country.polygons), { ...options, className: `area is-country g-${tone}`, smoothFactor: 0.8 });
  }
  if (!incident.uncertainty_m) return null;
  return L.circle(latLngOf(incident), { ...options, radius: incident.uncertainty_m, className: `area is-region g-${tone}` });
}

/** The hatch patterns live in the layer's own SVG, once it exists. @param {any} renderer */
function hatches(renderer) {
  const root = renderer._container;
  if (!root || root.querySelector("defs")) return;
  const patterns = [...SYMBOL_GROUPS, "mixed"].flatMap((tone) =>
    /** @type {const} */ (["region", "country"]).map((kind) =>
      svg("pattern", { id: `hatch-${kind}-${tone}`, class: `hatch is-${kind} g-${tone}`, width: PITCH[kind], height: PITCH[kind], patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
        svg("line", { x1: 0, y1: 0, x2: 0, y2: PITCH[kind] }))));
  root.prepend(svg("defs", {}, ...patterns));
}

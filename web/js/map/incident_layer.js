// @ts-check
// Incidents on the map: lays the scene out anew after each move, paints it on one canvas, and keeps a clear button over
// everything that can be chosen.

import { byId } from "../dom/element.js";
import { countryName, headlineFigure } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { boxAt } from "../pure/label_layout.js";
import { buildScene } from "../pure/scene.js";
import { areaKey } from "../pure/scene_spots.js";
import { createAreaPainter } from "./area_painter.js";
import { latLng } from "./coordinates.js";
import { createKeyedMarkers } from "./keyed_markers.js";
import { clusterItem, symbolItem, tagItem } from "./map_items.js";
import { paintCluster, paintLeader, paintPlaced } from "./paint_symbols.js";
import { paintLabel, paintNumber, paintTag, tagSymbolsWidth } from "./paint_text.js";
import { palette } from "./palette.js";
import { createPlaceNames } from "./place_names.js";
import { createSurface } from "./surface.js";
import { textWidth } from "./text_width.js";

/** @typedef {import("../pure/types.js").MapIncident} Incident */
/** @typedef {import("../pure/scene.js").Scene} Scene */
/** @typedef {{clusters: import("../pure/types.js").Cluster[], incidents: Incident[]}} Held */

/** Pixels around the view that are drawn too, so that a short pan shows no gaps. */
const MARGIN = 80;
const PADDING = 0.12;
/** Pixels of air around what lies over the map: scale and key at its foot, buttons in an upper corner. */
const AIR = 8;

/**
 * @param {any} map
 * @param {import("../state.js").Store} store
 * @param {Pick<ReturnType<typeof import("./base_map.js").createBaseMap>, "country"|"countries">} base
 * @param {import("./map_items.js").Actions} actions
 */
export function createIncidentLayer(map, store, base, actions) {
  map.createPane("incidents").style.zIndex = "610";
  const markers = createKeyedMarkers(map, "incidents");
  const surface = createSurface(map, { pane: "symbols", zIndex: 400, padding: PADDING, paint });
  const areas = createAreaPainter(map, base.country, surface.redraw);
  const names = createPlaceNames(surface.redraw);
  /** @type {ReturnType<typeof import("./heat.js").createHeatPainter>|null} */
  let heat = null;
  /** @type {ReturnType<typeof import("./filter_shapes.js").createFilterShapes>|null} */
  let shapes = null;
  /** @type {Held} */
  let held = { clusters: [], incidents: [] };
  /** @type {Scene} */
  let scene = { symbols: [], clusters: [], tags: [], boxes: [] };

  store.once(["layer"], ({ layer }) => layer === "heat", async () => {
    heat = (await import("./heat.js")).createHeatPainter(map);
    surface.redraw();
  });
  store.once(["filter"], ({ filter }) => hasShape(filter), async () => {
    shapes = (await import("./filter_shapes.js")).createFilterShapes(map, store, base.country, surface.redraw);
    surface.redraw();
  });

  const project = (/** @type {number} */ lon, /** @type {number} */ lat) => map.latLngToLayerPoint(latLng(lon, lat));

  /** A country's incidents stand where its name has room. @param {Incident} incident */
  function spotOf(incident) {
    const country = incident.location_precision === "country" ? base.country(incident.country) : undefined;
    const lon = incident.longitude ?? 0;
    if (!country) return { lon, lat: incident.latitude ?? 0 };
    return { lon: country.label.lon + Math.round((lon - country.label.lon) / 360) * 360, lat: country.label.lat };
  }

  /** @param {Incident} incident @returns {number} pixels */
  function extentOf(incident) {
    const country = incident.location_precision === "country" ? base.country(incident.country) : undefined;
    const { lon, lat } = spotOf(incident);
    // A degree of longitude holds about 111 km times the cosine of the latitude.
    const reach = country ? country.label.width / 2 : (incident.uncertainty_m ?? 0) / (111_320 * Math.cos((lat * Math.PI) / 180));
    return 2 * (project(lon + reach, lat).x - project(lon, lat).x);
  }

  function surroundings() {
    const { min } = map.getPixelBounds();
    const origin = map.getPixelOrigin();
    const { x: width, y: height } = map.getSize();
    const [left, top] = [min.x - origin.x, min.y - origin.y];
    const container = map.getContainer().getBoundingClientRect();
    const foot = Math.max(0, container.bottom - byId("map-foot").getBoundingClientRect().top) + AIR;
    const controls = byId("map-controls").getBoundingClientRect();
    return {
      project, spotOf, extent: extentOf, margin: MARGIN, selected: store.get().selected, tagWidth, figure,
      view: boxAt(left, top, width, height - foot),
      reserved: [boxAt(left, top + height - foot, width, foot), boxAt(left + controls.left - container.left - AIR, top + controls.top - container.top - AIR, controls.width + 2 * AIR, controls.height + 2 * AIR)],
      labelWidth: (/** @type {string} */ name, /** @type {string|null} */ figure) => Math.max(textWidth(name, "600 12px"), figure ? textWidth(figure, "450 11px") : 0) + 4,
    };
  }

  /** @param {CanvasRenderingContext2D} context */
  function paint(context) {
    const { layer, regions, selected, moment } = store.get();
    const around = surroundings();
    shapes?.paint(context, project);
    if (layer === "heat") {
      scene = { symbols: [], clusters: [], tags: [], boxes: [] };
      heat?.paint(context, held, surface.bounds());
    } else {
      scene = buildScene(held, around);
      paintScene(context);
    }
    const tagged = new Set(scene.tags.filter((tag) => tag.incidents[0].location_precision === "country").map((tag) => tag.incidents[0].country));
    const labelled = new Set([...scene.symbols, ...scene.clusters].flatMap(({ label }) => label?.name ?? []));
    // An online map has names of its own.
    const laid = store.get().tiles ? [] : names.layOut({ countries: base.countries(), regions, tagged, labelled, zoom: map.getZoom(), view: around.view, project, taken: [...around.reserved, ...scene.boxes] });
    names.paint(context, laid);
    // While time plays, only the picture follows: buttons that come and go with each frame are of no use.
    if (!moment) syncButtons(selected);
  }

  /** @param {CanvasRenderingContext2D} context */
  function paintScene(context) {
    const { selected, hovered, numbers } = store.get();
    const colours = palette();
    const strong = [selected, hovered];
    const { symbols, clusters, tags } = scene;
    areas.paint(context, groupAreas(tags.flatMap((tag) => tag.incidents)), strong);
    for (const symbol of symbols) paintLeader(context, colours, symbol);
    for (const cluster of clusters) paintCluster(context, colours, cluster, holds(cluster, hovered));
    const last = (/** @type {string} */ id) => Number(id === hovered) + 2 * Number(id === selected);
    for (const symbol of [...symbols].sort((a, b) => last(a.incident.id) - last(b.incident.id))) {
      paintPlaced(context, colours, symbol, { selected: symbol.incident.id === selected, hovered: symbol.incident.id === hovered });
    }
    for (const tag of tags) {
      const [first] = tag.incidents;
      paintTag(context, colours, tag, { name: tagName(first), suffix: suffixOf(first), strong: tag.incidents.find(({ id }) => strong.includes(id))?.id ?? null });
      const told = tag.incidents.flatMap(({ id }) => numbers?.[id] ?? []);
      if (told.length) paintNumber(context, colours, told.map(messages.number).join(" "), tag.x - tag.width / 2, tag.y + tag.dy - 13);
    }
    if (numbers) for (const { incident, x, y } of symbols) if (numbers[incident.id]) paintNumber(context, colours, messages.number(numbers[incident.id]), x + 13, y - 12);
    for (const item of [...symbols, ...clusters]) if (item.label) paintLabel(context, colours, item, item.label);
  }

  /** Whether an incident that the list points at lies in the cluster. @param {Scene["clusters"][number]} cluster @param {string|null} id */
  function holds({ incidents, bbox: [west, south, east, north] }, id) {
    if (!id) return false;
    if (incidents.some((incident) => incident.id === id)) return true;
    if (scene.symbols.some(({ incident }) => incident.id === id)) return false;
    const known = store.get().shown.find((incident) => incident.id === id);
    if (!known || known.longitude === null || known.latitude === null) return false;
    return known.longitude >= west && known.longitude <= east && known.latitude >= south && known.latitude <= north;
  }

  /** @param {string|null} selected */
  function syncButtons(selected) {
    const focused = document.activeElement?.closest("[data-incident]");
    const inside = focused instanceof HTMLElement && map.getPane("incidents").contains(focused) ? focused.dataset.incident : undefined;
    const zoom = map.getZoom();
    const at = (/** @type {number} */ x, /** @type {number} */ y) => {
      const point = map.layerPointToLatLng([x, y]);
      return latLng(point.lng, point.lat);
    };
    markers.sync([
      ...scene.clusters.map((cluster) => ({ key: `${cluster.key} ${zoom}`, at: at(cluster.x, cluster.y), build: () => clusterItem(cluster, actions) })),
      ...scene.symbols.map((symbol) => ({ key: `${symbol.incident.id} ${symbol.incident.longitude} ${symbol.dx} ${symbol.dy}`, at: at(symbol.x - symbol.dx, symbol.y - symbol.dy), front: symbol.incident.id === selected ? 1000 : 0, build: () => symbolItem(symbol, actions) })),
      ...scene.tags.map((tag) => ({ key: `${tag.key} ${tag.incidents.map(({ id }) => id)} ${tag.dy} ${tag.width} ${zoom} ${Math.round(map.layerPointToLatLng([tag.x, tag.y]).lng * 100)}`, at: at(tag.x, tag.y), build: () => tagItem(tag, actions) })),
    ]);
    if (inside && document.activeElement !== focused) buttonOf(inside)?.focus({ preventScroll: true });
  }

  /** The incident's own button, else that of the cluster it is in. @param {string} id @returns {HTMLElement|null} */
  function buttonOf(id) {
    const pane = map.getPane("incidents");
    const name = CSS.escape(id);
    return pane.querySelector(`button[data-incident="${name}"]`) ?? pane.querySelector(`[data-ids~="${name}"] button`);
  }

  return {
    /** @param {Held} incidents  what the tiles in view hold */
    show(incidents) {
      held = incidents;
      surface.redraw();
    },
    redraw: surface.redraw,
    paintNow: surface.paintNow,
    buttonOf,
    spotOf,
    canvas: surface.canvas,
    bounds: surface.bounds,
  };
}

/** Whether the filter says something that can be drawn. @param {import("../pure/types.js").Filter} filter */
const hasShape = ({ regions, bbox, shape, near }) => regions.length > 0 || Boolean(bbox ?? shape ?? near);

/** The tiles tell only the most that was said. @param {Incident} incident */
function figure(incident) {
  const { killed_max: killed, injured_max: injured } = incident;
  return headlineFigure({ ...incident, killed_min: incident.killed_min ?? killed, injured_min: incident.injured_min ?? injured });
}

/** @param {Incident[]} incidents */
function groupAreas(incidents) {
  /** @type {Map<string, Incident[]>} */
  const areas = new Map();
  for (const incident of incidents) areas.set(areaKey(incident), [...(areas.get(areaKey(incident)) ?? []), incident]);
  return [...areas.values()];
}

/** @param {Incident} incident */
const tagName = ({ place, country_name: name, country, admin1 }) => place || admin1 || name || countryName(country, "", []);
/** @param {Incident} incident */
const suffixOf = ({ location_precision: precision }) => messages.map.areaSuffix[/** @type {"country"} */ (precision)] ?? "";

/** @param {Incident[]} incidents @param {boolean} compact */
function tagWidth(incidents, compact) {
  const symbols = tagSymbolsWidth(incidents.length);
  if (compact) return symbols;
  return symbols + textWidth(`${tagName(incidents[0])} `, "550 11.5px") + textWidth(suffixOf(incidents[0]), "400 11px") + 10;
}

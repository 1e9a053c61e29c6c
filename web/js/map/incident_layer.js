// @ts-check
// Symbols, fans, clusters and tags on the map. Lays the scene out anew after each move and keeps the nodes that stay.

import { byId } from "../dom/element.js";
import { headlineFigure } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { boxAt } from "../pure/label_layout.js";
import { hasPlace, isArea } from "../pure/place.js";
import { buildScene, crowdAround } from "../pure/scene.js";
import { latLng, latLngOf } from "./coordinates.js";
import { createKeyedMarkers } from "./keyed_markers.js";
import { clusterItem, symbolItem, tagItem, tagSymbolsWidth } from "./map_items.js";
import { textWidth } from "./text_width.js";

/** @typedef {import("../pure/types.js").Incident} Incident */
/** @typedef {import("../pure/scene.js").Scene} Scene */
/** @typedef {{at: [number, number], dx: number, dy: number, reach: number, aside: number}} Anchor  pixels from the middle to the top, and to the side */

/** Pixels around the view that are drawn too, so that a short pan shows no gaps. */
const MARGIN = 80;
/** What lies over the map, in pixels: the buttons in its upper right corner, some air above scale and key. */
const FOOT_AIR = 8;
const CONTROLS = { width: 58, height: 140 };

/**
 * @param {any} map
 * @param {(code: string|null) => import("./base_map.js").Country|undefined} countryOf
 * @param {{choose: (id: string) => void, open: (incidents: Incident[], at: [number, number]) => void}} actions
 */
export function createIncidentLayer(map, countryOf, { choose, open }) {
  map.createPane("incidents").style.zIndex = "600";
  const markers = createKeyedMarkers(map, "incidents");
  /** @type {Map<string, Anchor>} */
  const anchors = new Map();

  /** @param {Incident} incident @returns {[number, number]} */
  const spotOf = (incident) => {
    const country = incident.location_precision === "country" ? countryOf(incident.country) : undefined;
    return country ? latLng(country.label.lon, country.label.lat) : latLngOf(incident);
  };
  /** @param {Incident} incident @returns {number} pixels */
  const extentOf = (incident) => {
    const country = incident.location_precision === "country" ? countryOf(incident.country) : undefined;
    const { lng: lon, lat } = map.wrapLatLng(spotOf(incident));
    // A degree of longitude holds about 111 km times the cosine of the latitude.
    const reach = country ? country.label.width / 2 : (incident.uncertainty_m ?? 0) / (111_320 * Math.cos((lat * Math.PI) / 180));
    return 2 * (map.latLngToLayerPoint(latLng(lon + reach, lat)).x - map.latLngToLayerPoint(latLng(lon, lat)).x);
  };
  const surroundings = () => {
    const bounds = map.getPixelBounds();
    const origin = map.getPixelOrigin();
    const { x: width, y: height } = map.getSize();
    const left = bounds.min.x - origin.x;
    const top = bounds.min.y - origin.y;
    const foot = map.getContainer().getBoundingClientRect().bottom - byId("map-foot").getBoundingClientRect().top + FOOT_AIR;
    const view = boxAt(left, top, width, height - foot);
    const reserved = [boxAt(left, top + height - foot, width, foot), boxAt(left + width - CONTROLS.width, top, CONTROLS.width, CONTROLS.height)];
    return {
      position: (/** @type {Incident} */ incident) => map.latLngToLayerPoint(spotOf(incident)),
      extent: (/** @type {Incident} */ incident) => extentOf(incident),
      view,
      reserved,
      margin: MARGIN,
      labelWidth: (/** @type {string} */ name, /** @type {string|null} */ figure) => Math.max(textWidth(name, "600 12px"), figure ? textWidth(figure, "450 11px") : 0) + 4,
      tagWidth,
      figure: headlineFigure,
    };
  };

  /**
   * @param {Incident[]} incidents
   * @param {string|null} selected
   * @returns {Scene}
   */
  function draw(incidents, selected) {
    const scene = buildScene(incidents, surroundings());
    const focused = document.activeElement?.closest("[data-incident], .cluster");
    const inside = focused instanceof HTMLElement && map.getPane("incidents").contains(focused) ? focused.dataset.incident : undefined;
    markers.sync([...clusterItems(scene), ...symbolItems(scene, selected), ...tagItems(scene, selected)]);
    if (inside) buttonOf(inside)?.focus({ preventScroll: true });
    return scene;
  }

  /** @param {Scene} scene @param {string|null} selected */
  function symbolItems({ symbols }, selected) {
    return symbols.map((symbol) => {
      const { incident, dx, dy, label } = symbol;
      const at = latLngOf(incident);
      const on = incident.id === selected;
      const ring = incident.location_precision === "settlement" || on;
      anchors.set(incident.id, { at, dx, dy, reach: ring ? 20 : 13, aside: ring ? 20 : 13 });
      const key = `${incident.id} ${at} ${dx} ${dy} ${on} ${incident.confidence} ${label ? `${label.side} ${label.name} ${label.figure}` : ""}`;
      return { key, at, front: on ? 1000 : 0, build: () => symbolItem(symbol, on, choose) };
    });
  }

  /** @param {Scene} scene */
  function clusterItems({ clusters }) {
    return clusters.map((cluster) => {
      const point = map.layerPointToLatLng([cluster.x, cluster.y]);
      const at = latLng(point.lng, point.lat);
      for (const incident of cluster.incidents) anchors.set(incident.id, { at, dx: 0, dy: 0, reach: 24, aside: 24 });
      return { key: `${cluster.key} ${map.getZoom()} ${cluster.label?.side}`, at, build: () => clusterItem(cluster, () => open(cluster.incidents, at)) };
    });
  }

  /** @param {Scene} scene @param {string|null} selected */
  function tagItems({ tags }, selected) {
    return tags.map((tag) => {
      const at = spotOf(tag.incidents[0]);
      const ids = tag.incidents.map((incident) => incident.id);
      const width = tag.compact ? tagSymbolsWidth(ids.length) : tagWidth(tag.incidents);
      for (const id of ids) anchors.set(id, { at, dx: 0, dy: tag.dy, reach: 15, aside: width / 2 });
      const on = ids.includes(selected ?? "") ? selected : null;
      const key = `${tag.key} ${at} ${ids} ${tag.dy} ${tag.compact} ${on}`;
      return { key, at, front: on ? 1000 : 0, build: () => tagItem(tag, on, { choose, list: () => open(tag.incidents, at) }) };
    });
  }

  /** The incident's own button, else that of the cluster it is in. @param {string} id @returns {HTMLElement|null} */
  const buttonOf = (id) => {
    const pane = map.getPane("incidents");
    const name = CSS.escape(id);
    return pane.querySelector(`button[data-incident="${name}"]`) ?? pane.querySelector(`[data-ids~="${name}"] button`);
  };

  /**
   * The smallest zoom from here on at which the incident stands by itself in the middle of the map; where it never
   * does, the one that leaves the fewest around it.
   * @param {Incident[]} incidents
   * @param {Incident} incident
   * @param {number} limit
   * @returns {number}
   */
  function zoomToSingle(incidents, incident, limit) {
    const now = map.getZoom();
    const { x: width, y: height } = map.getSize();
    const spots = new Map(incidents.filter(hasPlace).map((other) => [other.id, { at: spotOf(other), extent: extentOf(other) }]));
    const known = (/** @type {Incident} */ other) => /** @type {{at: [number, number], extent: number}} */ (spots.get(other.id));
    let best = { zoom: now, crowd: Infinity };
    for (let zoom = now; zoom <= Math.max(now, limit); zoom += 1) {
      const middle = map.project(known(incident).at, zoom);
      const crowd = crowdAround(incidents, incident.id, {
        position: (other) => map.project(known(other).at, zoom),
        extent: (other) => known(other).extent * 2 ** (zoom - now),
        view: boxAt(middle.x - width / 2, middle.y - height / 2, width, height),
        margin: MARGIN,
      });
      if (crowd < best.crowd) best = { zoom, crowd };
      if (!crowd) break;
    }
    return best.zoom;
  }

  /** @param {(string|null)[]} ids  hovered or selected */
  function highlight(ids) {
    for (const item of map.getPane("incidents").querySelectorAll(".marker-item")) {
      const on = item.dataset.ids.split(" ").some((/** @type {string} */ id) => ids.includes(id));
      item.parentElement.classList.toggle("is-hovered", on);
    }
  }

  return { draw, highlight, buttonOf, spotOf, zoomToSingle, anchorOf: (/** @type {string} */ id) => anchors.get(id) };
}

/** @param {Incident[]} incidents */
function tagWidth(incidents) {
  const [first] = incidents;
  if (!isArea(first)) return 0;
  const suffix = messages.map.areaSuffix[/** @type {"country"} */ (first.location_precision)] ?? "";
  return tagSymbolsWidth(incidents.length) + textWidth(first.place ?? first.country_name ?? "", "550 11.5px") + textWidth(` ${suffix}`, "400 11px");
}

// @ts-check
// The map: sets Leaflet up, shows what the tiles hold, follows the selection and wishes to see some incidents. Moves by
// itself only where the reader asked for it.

import { fetchIncident } from "../api.js";
import { byId } from "../dom/element.js";
import { L } from "../lib/leaflet.js";
import { hasPlace } from "../pure/place.js";
import { standOut } from "../pure/tiles.js";
import { createBaseMap } from "./base_map.js";
import { createControls } from "./controls.js";
import { latLng, latLngOf } from "./coordinates.js";
import { createCrowd } from "./crowd.js";
import { createIncidentLayer } from "./incident_layer.js";
import { forgetPalette } from "./palette.js";
import { createPrinting } from "./printing.js";
import { createTileFeed } from "./tile_feed.js";

/** @typedef {import("../state.js").Store} Store */
/** @typedef {import("../pure/types.js").MapIncident} MapIncident */

export const MAX_ZOOM = 13;
/** A fit never comes closer than this: the base map has nothing more to show. */
const FIT_ZOOM = 7;
/** South of this there is nothing to see, and north of that Mercator's map ends. */
const SOUTH = -58;
const NORTH = 84;

/** @param {Store} store */
export function createMapView(store) {
  const map = createLeafletMap(store);
  const base = createBaseMap(map, { onChange: () => layer.redraw(), inFocus: () => countriesOf(store), hidden: () => store.get().tiles !== null });
  const crowd = createCrowd(map, store);
  const layer = createIncidentLayer(map, store, base, {
    choose: (id) => store.select(id, "map"), hover: (id) => store.set({ hovered: id }), openCluster: crowd.open, openTag: (tag) => crowd.list(tag.incidents),
  });
  const feed = createTileFeed(map, store, () => show());
  store.once(["tiles"], ({ tiles }) => tiles !== null, async () => (await import("./online_map.js")).createOnlineMap(map, store));
  store.once(["drawing"], ({ drawing }) => drawing !== null, async () => (await import("./draw_tool.js")).createDrawTool(map, store));
  store.once(["placing"], ({ placing }) => placing !== null, async () => (await import("./placing.js")).createPlacing(map, store));
  createPrinting(map, [base, layer]);
  createControls(map, store, { fitAll: () => void fit(null) });
  /** The selected incident, where the tiles do not name it. @type {MapIncident|null} */
  let chosen = null;
  /** The marker that opened what is closed next. @type {string|null} */
  let focusBack = null;

  /** Wishes to see some incidents so far. */
  let fits = 0;

  function show() {
    const held = feed.held();
    layer.show(chosen && store.get().layer === "symbols" ? standOut(held, chosen) : held);
  }

  /** @param {any} bounds */
  function fitBounds(bounds) {
    if (!bounds.isValid()) return;
    const [x, y] = store.get().narrow ? [28, 36] : [56, 56];
    // On a narrow map the buttons take much of one side.
    const aside = store.get().narrow ? byId("map-controls").offsetWidth : 0;
    const zoom = Math.min(map.getBoundsZoom(bounds, false, L.point(2 * x + aside, 2 * y)), FIT_ZOOM);
    const shift = L.point(document.documentElement.dir === "rtl" ? -aside / 2 : aside / 2, 0);
    const middle = map.project(bounds.getNorthWest(), zoom).add(map.project(bounds.getSouthEast(), zoom)).divideBy(2).add(shift);
    map.setView(map.unproject(withoutPoles(map, middle, zoom), zoom), zoom, { animate: false });
  }

  /** @param {string[]|null} ids  null: everything that passes the filter */
  async function fit(ids) {
    const mine = (fits += 1);
    const held = ids ? { clusters: [], incidents: (await Promise.all(ids.map(find))).flatMap((incident) => incident ?? []) } : await feed.overview();
    // A later wish may have been the quicker one.
    if (mine === fits) fitBounds(boundsOf(held, layer.spotOf));
  }

  /** @param {string} id @returns {Promise<MapIncident|null>} */
  async function find(id) {
    const { shown } = store.get();
    return feed.held().incidents.find((incident) => incident.id === id) ?? shown.find((incident) => incident.id === id) ?? fetchIncident(id).catch(() => null);
  }

  function followWish() {
    const { fit: wish, status } = store.get();
    if (!wish || status !== "ready") return;
    store.set({ fit: null });
    if ("ids" in wish) return void fit(wish.ids).catch(() => undefined);
    if ("point" in wish) return map.setView(latLng(wish.point[0], wish.point[1]), Math.max(map.getZoom(), FIT_ZOOM), { animate: false });
    const [west, south, east, north] = wish.bbox;
    fitBounds(L.latLngBounds(latLng(west, south), latLng(east, north)));
  }

  async function followSelection() {
    const { selected, opener, narrow, embed } = store.get();
    if (!selected && focusBack) layer.buttonOf(focusBack)?.focus({ preventScroll: true });
    focusBack = opener === "map" ? selected : null;
    const incident = selected ? await find(selected) : null;
    if (store.get().selected !== selected) return;
    chosen = incident && hasPlace(incident) ? incident : null;
    show();
    if (!chosen) return;
    const { lon, lat } = layer.spotOf(chosen);
    const place = latLng(lon, lat);
    if (embed) return besideCard(place);
    if (opener === "map") return;
    if (!map.getBounds().pad(-0.08).contains(place)) map.setView(place, Math.max(map.getZoom(), 5), { animate: false });
    else if (narrow) map.panInside(place, { padding: [60, 60], animate: false });
  }

  /** Inside another page the card lies on the map. @param {any} place */
  function besideCard(place) {
    const covered = L.point(byId("side").offsetWidth + 48, 0);
    const [open, air] = [L.point(48, 48), L.point(0, 48)];
    const isRight = document.documentElement.dir === "rtl";
    map.panInside(place, { paddingTopLeft: isRight ? open : covered.add(air), paddingBottomRight: isRight ? covered.add(air) : open, animate: false });
  }

  store.subscribe(["filter", "moment"], () => void feed.refresh());
  store.subscribe(["version"], () => {
    feed.forget();
    void feed.refresh();
  });
  store.subscribe(["selected", "narrow"], () => void followSelection());
  store.subscribe(["regions", "tiles"], () => {
    base.redraw();
    layer.redraw();
  });
  store.subscribe(["hovered", "layer", "numbers"], show);
  store.subscribe(["snapshot"], () => {
    if (!store.get().snapshot) return;
    store.set({ snapshot: null });
    void import("./picture.js").then(({ savePicture }) => savePicture(map, [base, layer]));
  });
  store.subscribe(["fit", "status"], followWish);
  store.subscribe(["theme"], () => {
    forgetPalette();
    base.redraw();
    layer.redraw();
  });
  map.on("moveend", () => {
    void feed.refresh();
    const { lat, lng } = map.getCenter();
    store.set({ viewport: { lat, lon: lng, zoom: map.getZoom() } });
  });
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  return {
    start: async () => {
      await Promise.all([base.start(), feed.refresh()]);
      base.details();
      if (store.get().selected) await followSelection();
    },
    prepare: feed.prepare,
  };
}

/** Countries with incidents are lighter than the rest. @param {Store} store */
function countriesOf(store) {
  return new Set(store.get().regions.filter(({ kind, count }) => kind === "country" && count > 0).map(({ country }) => country));
}

/** @param {Store} store */
function createLeafletMap(store) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map("map", {
    zoomControl: false, attributionControl: false, worldCopyJump: true, minZoom: 1, maxZoom: MAX_ZOOM, zoomSnap: 0.25,
    zoomAnimation: !still, fadeAnimation: false, markerZoomAnimation: !still, inertia: !still,
  });
  const { viewport } = store.get();
  if (viewport) map.setView(latLng(viewport.lon, viewport.lat), viewport.zoom);
  else {
    map.setView([24, 12], 2);
    store.set({ fit: { ids: null } });
  }
  return map;
}

/**
 * The middle moved so that the window does not show the Antarctic while it could show lands further north.
 * @param {any} map
 * @param {any} middle  pixels at that zoom
 * @param {number} zoom
 */
function withoutPoles(map, middle, zoom) {
  const half = map.getSize().y / 2;
  const north = map.project(latLng(0, NORTH), zoom).y + half;
  const south = map.project(latLng(0, SOUTH), zoom).y - half;
  return L.point(middle.x, Math.max(Math.min(middle.y, south), Math.min(north, middle.y)));
}

/**
 * @param {import("./incident_layer.js").Held} held
 * @param {(incident: MapIncident) => {lon: number, lat: number}} spotOf
 */
function boundsOf({ clusters, incidents }, spotOf) {
  const bounds = L.latLngBounds([]);
  for (const { bbox: [west, south, east, north] } of clusters) bounds.extend([latLng(west, south), latLng(east, north)]);
  for (const incident of incidents) {
    if (incident.longitude === null || incident.location_precision === "none") continue;
    const precise = incident.location_precision !== "country";
    // A country's outline may span the world; its middle with some land around says enough.
    const reach_m = precise ? Math.max(20_000, (incident.uncertainty_m ?? 0) * 2) : 300_000;
    const { lon, lat } = spotOf(incident);
    bounds.extend(L.latLng(precise ? latLngOf(incident) : latLng(lon, lat)).toBounds(reach_m));
  }
  return bounds;
}

// @ts-check
// The map: sets Leaflet up, draws what the state shows, opens the card of the selected incident, follows wishes to see
// some incidents. Moves by itself only where the reader asked for it.

import { incidentMenu } from "../dom/incident_menu.js";
import { L } from "../lib/leaflet.js";
import { messages } from "../messages/index.js";
import { hasPlace } from "../pure/place.js";
import { createAreaLayer } from "./area_layer.js";
import { createBaseMap } from "./base_map.js";
import { createControls } from "./controls.js";
import { latLng, latLngOf } from "./coordinates.js";
import { createCountryLabels } from "./country_labels.js";
import { createIncidentLayer } from "./incident_layer.js";
import { createPopup } from "./popup.js";

/** @typedef {import("../state.js").Store} Store */
/** @typedef {import("../pure/types.js").Incident} Incident */

const MAX_ZOOM = 13;
/** A fit never comes closer than this: the base map has nothing more to show. */
const FIT_ZOOM = 7;
/** Spots that are still one at this zoom are listed, not zoomed into. */
const APART_PX = 12;
/** Choosing a row of the list comes this close at most to part its incident from others. */
const SINGLE_ZOOM = 11;
/** South of this there is nothing to see, and north of that Mercator's map ends. */
const SOUTH = -58;
const NORTH = 84;

/** @param {Store} store */
export function createMapView(store) {
  const map = createLeafletMap(store);
  const base = createBaseMap(map, () => draw());
  const areas = createAreaLayer(map, base.country);
  const names = createCountryLabels(map);
  const layer = createIncidentLayer(map, base.country, { choose: (id) => store.select(id, "map"), open: openGroup });
  const popup = createPopup(map);
  createControls(map, () => fit(store.get().shown));

  function draw() {
    const { shown, selected, regions } = store.get();
    const scene = layer.draw(shown, selected);
    // An area that went into a cluster is not drawn: thousands would only blacken the map.
    areas.sync(scene.tags.flatMap((tag) => tag.incidents));
    const tagged = new Set(scene.tags.filter((tag) => tag.incidents[0].location_precision === "country").map((tag) => tag.incidents[0].country));
    names.draw(base.countries(), regions, tagged, scene.boxes);
    highlight();
  }

  function highlight() {
    const { hovered, selected } = store.get();
    layer.highlight([hovered, selected]);
    areas.highlight([hovered, selected]);
  }

  /** @param {Incident[]} incidents */
  function fit(incidents) {
    const bounds = boundsOf(incidents, layer.spotOf);
    if (!bounds.isValid()) return;
    const [x, y] = store.get().narrow ? [28, 36] : [56, 56];
    const zoom = Math.min(map.getBoundsZoom(bounds, false, L.point(2 * x, 2 * y)), FIT_ZOOM);
    const middle = map.project(bounds.getNorthWest(), zoom).add(map.project(bounds.getSouthEast(), zoom)).divideBy(2);
    map.setView(map.unproject(withoutPoles(map, middle, zoom), zoom), zoom, { animate: false });
  }

  function followWish() {
    const { fit: wish, status, shown } = store.get();
    if (!wish || status !== "ready") return;
    store.set({ fit: null });
    const ids = "ids" in wish ? wish.ids : null;
    fit(ids ? shown.filter((incident) => ids.includes(incident.id)) : shown);
  }

  /** @param {Incident[]} incidents @param {[number, number]} at */
  function openGroup(incidents, at) {
    const bounds = L.latLngBounds(incidents.map(layer.spotOf));
    const apart = map.project(bounds.getNorthWest(), MAX_ZOOM).distanceTo(map.project(bounds.getSouthEast(), MAX_ZOOM)) > APART_PX;
    if (apart) return map.fitBounds(bounds, { padding: [72, 72], maxZoom: MAX_ZOOM });
    const places = new Set(incidents.map((incident) => incident.place));
    const title = places.size === 1 && incidents[0].place ? messages.map.clusterTitle(incidents[0].place, incidents.length) : messages.map.clusterTitleHere(incidents.length);
    const content = incidentMenu(title, incidents, (id) => store.select(id, "map"));
    const opener = document.activeElement;
    popup.open({ at, offset: [0, -18], content, onClose: () => opener instanceof HTMLElement && opener.focus({ preventScroll: true }) });
  }

  function followSelection() {
    const { selected, shown, opener } = store.get();
    popup.close();
    draw();
    const incident = shown.find(({ id }) => id === selected);
    if (!incident || !hasPlace(incident)) return;
    const place = layer.spotOf(incident);
    const zoom = opener === "list" ? layer.zoomToSingle(shown, incident, SINGLE_ZOOM) : map.getZoom();
    if (zoom !== map.getZoom() || !map.getBounds().contains(place)) map.setView(place, zoom, { animate: false });
    map.panInside(place, { padding: [60, 60] });
  }

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !document.querySelector("dialog[open]")) popup.dismiss();
  });
  store.subscribe(["shown"], () => (store.get().selected && !popup.isOpen() ? followSelection() : draw()));
  store.subscribe(["selected", "narrow"], followSelection);
  store.subscribe(["regions"], draw);
  store.subscribe(["hovered"], highlight);
  store.subscribe(["fit", "status"], followWish);
  store.subscribe(["theme"], base.restyle);
  map.on("moveend", () => {
    draw();
    const { lat, lng } = map.getCenter();
    store.set({ viewport: { lat, lon: lng, zoom: map.getZoom() } });
  });
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
  return { start: base.start };
}

/** @param {Store} store */
function createLeafletMap(store) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map("map", {
    zoomControl: false, attributionControl: false, worldCopyJump: true, minZoom: 1.5, maxZoom: MAX_ZOOM, zoomSnap: 0.25,
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
 * @param {Incident[]} incidents
 * @param {(incident: Incident) => [number, number]} spotOf
 */
function boundsOf(incidents, spotOf) {
  const bounds = L.latLngBounds([]);
  for (const incident of incidents.filter(hasPlace)) {
    const precise = incident.location_precision !== "country";
    // A country's outline may span the world; its middle with some land around says enough.
    const reach_m = precise ? Math.max(20_000, (incident.uncertainty_m ?? 0) * 2) : 300_000;
    bounds.extend(L.latLng(precise ? latLngOf(incident) : spotOf(incident)).toBounds(reach_m));
  }
  return bounds;
}

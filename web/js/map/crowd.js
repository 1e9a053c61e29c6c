// @ts-check
// A click on a cluster: comes nearer while that parts its incidents, and has them listed in the side panel where they
// lie on one spot.

import { fetchInBox } from "../map_api.js";
import { L } from "../lib/leaflet.js";
import { messages } from "../messages/index.js";
import { latLng } from "./coordinates.js";

/** @typedef {import("../pure/types.js").MapIncident} Incident */

/** Spots that are still one at the nearest zoom are listed, not zoomed into. */
const APART_PX = 12;
/** Degrees around a spot that count as it: about 10 m. */
const SPOT = 1e-4;
const LISTED = 50;

/**
 * @param {any} map
 * @param {import("../state.js").Store} store
 */
export function createCrowd(map, store) {
  /** @param {import("../pure/scene_spots.js").SceneCluster} cluster */
  function open({ bbox: [west, south, east, north], place, count }) {
    const bounds = L.latLngBounds(latLng(west, south), latLng(east, north));
    const nearest = map.getMaxZoom();
    const apart = map.project(bounds.getNorthWest(), nearest).distanceTo(map.project(bounds.getSouthEast(), nearest)) > APART_PX;
    if (apart && map.getZoom() < nearest) return nearer(bounds);
    const box = /** @type {import("../pure/types.js").Bounds} */ ([west - SPOT, south - SPOT, east + SPOT, north + SPOT]);
    void fetchInBox({ ...store.get().filter, ...store.get().moment }, box, LISTED).then(({ incidents }) => {
      const title = place ? messages.map.clusterTitle(place, count) : messages.map.clusterTitleHere(count);
      store.set({ crowd: { title, incidents }, selected: null });
    }, () => undefined);
  }

  /** At least one step, else a click on a wide cluster would do nothing. @param {any} bounds */
  function nearer(bounds) {
    const zoom = Math.min(map.getMaxZoom(), Math.max(map.getBoundsZoom(bounds, false, L.point(144, 144)), map.getZoom() + 1));
    map.setView(bounds.getCenter(), zoom);
  }

  /** @param {Incident[]} incidents  of one area */
  function list(incidents) {
    const [{ place }] = incidents;
    const title = place ? messages.map.clusterTitle(place, incidents.length) : messages.map.clusterTitleHere(incidents.length);
    store.set({ crowd: { title, incidents: /** @type {any} */ (incidents) }, selected: null });
  }
  return { open, list };
}

// @ts-check
// An online map instead of our own, where whoever started the server chose one (`serve --tiles`). Labels of our own give
// way to those in its pictures.

import { byId } from "../dom/element.js";
import { L } from "../lib/leaflet.js";
import { messages } from "../messages/index.js";

/**
 * @param {any} map
 * @param {import("../state.js").Store} store
 */
export function createOnlineMap(map, store) {
  map.createPane("online").style.zIndex = "190";
  /** @type {any} */
  let layer = null;
  const follow = () => {
    const { tiles } = store.get();
    layer?.remove();
    layer = tiles && L.tileLayer(tiles.url, { pane: "online", maxZoom: map.getMaxZoom(), maxNativeZoom: 18, referrerPolicy: "no-referrer" }).addTo(map);
    byId("map-attribution").textContent = tiles ? tiles.attribution : messages.map.attribution;
  };
  store.subscribe(["tiles"], follow);
  follow();
}

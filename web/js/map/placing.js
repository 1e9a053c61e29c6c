// @ts-check
// While a place is corrected: its candidates as numbered spots on the map, and a pin that can be put and dragged.

import { L } from "../lib/leaflet.js";
import { element } from "../dom/element.js";
import { messages } from "../messages/index.js";
import { latLngOf } from "./coordinates.js";

/** @typedef {import("../pure/types.js").Placing} Placing */

/** @param {any} map @param {import("../state.js").Store} store */
export function createPlacing(map, store) {
  map.createPane("placing").style.zIndex = "640";
  const spots = L.layerGroup().addTo(map);
  /** @type {any} */
  let pin = null;
  /** The incident whose candidates are in view already. */
  let seen = "";

  /** @param {Partial<Placing>} parts */
  const change = (parts) => {
    const { placing } = store.get();
    if (placing) store.set({ placing: { ...placing, ...parts } });
  };

  /** @param {Placing} placing @param {number} index */
  function spot(placing, index) {
    const candidate = placing.candidates[index];
    const strong = [placing.chosen, placing.hovered].includes(candidate.place_id);
    const choose = () => change({ chosen: candidate.place_id, point: null });
    const button = element("button", { type: "button", class: `candidate-spot${strong ? " is-strong" : ""}`, title: candidate.name, "aria-label": `${index + 1}. ${candidate.name}`, text: messages.number(index + 1), on: { click: choose } });
    L.DomEvent.disableClickPropagation(button);
    return L.marker(latLngOf(candidate), { pane: "placing", icon: L.divIcon({ html: button, className: "map-item", iconSize: [0, 0] }), keyboard: false, zIndexOffset: strong ? 1000 : 0 });
  }

  /** @param {{longitude: number, latitude: number}} point */
  function putPin(point) {
    const icon = L.divIcon({ html: element("span", { class: "pin" }), className: "pin-spot-on-map", iconSize: [30, 30], iconAnchor: [15, 28] });
    pin = L.marker(latLngOf(point), { pane: "placing", icon, draggable: true, title: messages.map.pin, alt: messages.map.pin }).addTo(map);
    pin.on("dragend", () => take(pin.getLatLng()));
  }

  /** @param {any} at */
  function take(at) {
    const { lng, lat } = at.wrap();
    change({ point: { longitude: Number(lng.toFixed(4)), latitude: Number(lat.toFixed(4)) }, chosen: null });
  }

  function draw() {
    const { placing } = store.get();
    spots.clearLayers();
    pin?.remove();
    pin = null;
    map.getContainer().classList.toggle("is-placing", placing !== null);
    if (!placing) return void (seen = "");
    placing.candidates.forEach((_, index) => spots.addLayer(spot(placing, index)));
    if (placing.point) putPin(placing.point);
    if (seen === placing.incident || !placing.candidates.length) return;
    seen = placing.incident;
    const bounds = L.latLngBounds(placing.candidates.map(latLngOf));
    if (!map.getBounds().contains(bounds)) map.fitBounds(bounds, { padding: [60, 60], maxZoom: Math.max(map.getZoom(), 7), animate: false });
  }

  map.on("click", (/** @type {any} */ event) => store.get().placing && take(event.latlng));
  store.subscribe(["placing"], draw);
  draw();
}

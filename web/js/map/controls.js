// @ts-check
// Buttons and the key on top of the map.

import { byId, element } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { precisionSign } from "../dom/symbol.js";
import { L } from "../lib/leaflet.js";
import { messages } from "../messages/index.js";
import { svg } from "../dom/element.js";

/**
 * @param {any} map
 * @param {() => void} fitAll
 */
export function createControls(map, fitAll) {
  const button = (/** @type {string} */ name, /** @type {string} */ label, /** @type {() => void} */ act) =>
    element("button", { type: "button", title: label, "aria-label": label, on: { click: act } }, icon(name));
  byId("map-controls").append(
    button("plus", messages.map.zoomIn, () => map.zoomIn(1)),
    button("minus", messages.map.zoomOut, () => map.zoomOut(1)),
    button("fit", messages.map.fit, fitAll),
  );
  byId("map-key").append(legend());
  byId("map-attribution").textContent = messages.map.attribution;
  L.control.scale({ imperial: false, maxWidth: 80, position: "bottomleft" }).addTo(map);
}

function legend() {
  const hollow = svg("svg", { class: "precision-sign", width: 12, height: 12, viewBox: "0 0 14 14", "aria-hidden": "true" }, svg("path", { d: "M7 1.5L12.5 7 7 12.5 1.5 7z", class: "plain" }));
  return element(
    "ul",
    { "aria-label": messages.legend.label },
    element("li", {}, precisionSign("site"), messages.legend.site),
    element("li", {}, precisionSign("settlement"), messages.legend.settlement),
    element("li", {}, precisionSign("region"), messages.legend.area),
    element("li", {}, hollow, messages.legend.hollow),
  );
}

// @ts-check
// Buttons and the key on top of the map.

import { byId, element, svg } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { precisionSign } from "../dom/symbol.js";
import { L } from "../lib/leaflet.js";
import { messages } from "../messages/index.js";

const TOOLS = /** @type {const} */ (["box", "polygon", "circle"]);

/**
 * @param {any} map
 * @param {import("../state.js").Store} store
 * @param {{fitAll: () => void}} actions
 */
export function createControls(map, store, { fitAll }) {
  const words = messages.map;
  const button = (/** @type {string} */ name, /** @type {string} */ label, /** @type {() => void} */ act) =>
    element("button", { type: "button", title: label, "aria-label": label, on: { click: act } }, icon(name));
  const group = (/** @type {HTMLElement[]} */ ...buttons) => element("div", { class: "control-group" }, ...buttons);

  const tools = TOOLS.map((tool) => button(tool, words.draw[tool], () => store.set({ drawing: store.get().drawing === tool ? null : tool })));
  const heat = button("layers", words.heat, () => store.set({ layer: store.get().layer === "heat" ? "symbols" : "heat" }));
  byId("map-controls").append(
    group(button("plus", words.zoomIn, () => map.zoomIn(1)), button("minus", words.zoomOut, () => map.zoomOut(1)), button("fit", words.fit, fitAll)),
    group(...tools),
    group(heat, button("image", words.picture, () => store.set({ snapshot: {} }))),
  );
  const follow = () => {
    const { drawing, layer } = store.get();
    TOOLS.forEach((tool, index) => tools[index].setAttribute("aria-pressed", String(tool === drawing)));
    heat.setAttribute("aria-pressed", String(layer === "heat"));
  };
  store.subscribe(["drawing", "layer"], follow);
  follow();
  byId("map-key").append(legend());
  byId("map-attribution").textContent = words.attribution;
  L.control.scale({ imperial: false, maxWidth: 110, position: "bottomleft" }).addTo(map);
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

// @ts-check
// Names of countries where they have room; they give way to incidents.

import { element } from "../dom/element.js";
import { countryName } from "../messages/describe.js";
import { boxAt, overlaps } from "../pure/label_layout.js";
import { latLng } from "./coordinates.js";
import { createKeyedMarkers } from "./keyed_markers.js";
import { textWidth } from "./text_width.js";

/** @typedef {import("../pure/label_layout.js").Box} Box */
/** @typedef {import("./base_map.js").Country} Country */

const HEIGHT = 14;
/** CSS letter spacing of the labels, in pixels at 11 px. */
const SPACING = 2;

/** @param {any} map */
export function createCountryLabels(map) {
  map.createPane("names").style.zIndex = "380";
  const markers = createKeyedMarkers(map, "names");

  /**
   * @param {Country[]} countries
   * @param {import("../pure/types.js").Region[]} regions  whose names go before the browser's
   * @param {Set<string|null>} tagged  countries that a tag names already
   * @param {Box[]} taken  layer pixels
   */
  function draw(countries, regions, tagged, taken) {
    const view = map.getBounds().pad(0.1);
    const boxes = [...taken];
    const items = [...countries].sort((a, b) => b.label.width - a.label.width).flatMap((country) => {
      const { lon, lat, width } = country.label;
      const at = latLng(lon, lat);
      if (tagged.has(country.code) || !view.contains(at)) return [];
      const name = countryName(country.code, country.atlasName, regions);
      const room = map.latLngToLayerPoint(latLng(lon + width, lat)).x - map.latLngToLayerPoint(at).x;
      const needed = textWidth(name.toUpperCase(), "500 11px") + name.length * SPACING;
      if (needed > room * 1.1) return [];
      const { x, y } = map.latLngToLayerPoint(at);
      const box = boxAt(x - needed / 2, y - HEIGHT / 2, needed, HEIGHT);
      if (boxes.some((other) => overlaps(box, other))) return [];
      boxes.push(box);
      const build = () => element("span", { class: "country-name", "aria-hidden": "true", text: name });
      return [{ key: `${name} ${lon}`, at, build }];
    });
    markers.sync(items);
  }
  return { draw };
}

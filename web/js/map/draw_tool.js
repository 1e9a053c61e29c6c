// @ts-check
// Draws an area to filter by: a box or a circle by dragging, a polygon corner by corner. With the keyboard, Enter takes
// what the window shows. Escape puts the tool away.

import { byId } from "../dom/element.js";
import { L } from "../lib/leaflet.js";
import { messages } from "../messages/index.js";
import { distanceKm, writeNear } from "../pure/drawn_area.js";
import { latLng, latLngs } from "./coordinates.js";

/** @typedef {[number, number]} Position  longitude, latitude */
/** @typedef {import("../pure/types.js").Filter} Filter */

/** A drag shorter than this, in pixels, was a click. */
const SHORTEST = 6;
/** A click this near to the first corner closes the polygon. */
const CLOSES_PX = 10;
const FEWEST_CORNERS = 3;
const STYLE = { color: "var(--accent)", weight: 2, dashArray: "5 4", fillOpacity: 0.06, interactive: false };

/** @param {any} map @param {import("../state.js").Store} store */
export function createDrawTool(map, store) {
  const container = map.getContainer();
  /** @type {Position[]} */
  let corners = [];
  /** @type {any} */
  let preview = null;
  let dragging = false;

  const at = (/** @type {MouseEvent} */ event) => {
    const { lng, lat } = map.mouseEventToLatLng(event).wrap();
    return /** @type {Position} */ ([lng, lat]);
  };
  const pixels = (/** @type {Position} */ [lon, lat]) => map.latLngToContainerPoint(latLng(lon, lat));

  function reset() {
    corners = [];
    dragging = false;
    preview?.remove();
    preview = null;
  }

  function follow() {
    const { drawing } = store.get();
    reset();
    container.classList.toggle("is-drawing", drawing !== null);
    map.dragging[drawing ? "disable" : "enable"]();
    map.doubleClickZoom[drawing ? "disable" : "enable"]();
    const hint = byId("map-hint");
    hint.hidden = drawing === null;
    hint.textContent = drawing ? messages.map.drawHints[drawing] : "";
    if (drawing) container.focus({ preventScroll: true });
  }

  /** @param {Partial<Filter>} part */
  function finish(part) {
    store.set({ drawing: null, filter: { ...store.get().filter, ...part } });
  }

  /** @param {any} layer */
  function showPreview(layer) {
    preview?.remove();
    preview = layer.addTo(map);
  }

  /** @param {Position} here */
  function sketch(here) {
    const { drawing } = store.get();
    const [first] = corners;
    if (!first) return;
    if (drawing === "box") showPreview(L.rectangle(L.latLngBounds(latLngs([first, here])), STYLE));
    if (drawing === "circle") showPreview(L.circle(latLng(...first), { ...STYLE, radius: distanceKm(first, here) * 1000 }));
    if (drawing === "polygon") showPreview(L.polygon(latLngs([...corners, here]), STYLE));
  }

  function closePolygon() {
    if (corners.length >= FEWEST_CORNERS) finish({ shape: corners, bbox: null });
  }

  /** @param {Position} here */
  function release(here) {
    const [first] = corners;
    const { drawing } = store.get();
    if (pixels(first).distanceTo(pixels(here)) < SHORTEST) return reset();
    if (drawing === "circle") return finish({ near: writeNear(first, distanceKm(first, here)) });
    finish({ bbox: [Math.min(first[0], here[0]), Math.min(first[1], here[1]), Math.max(first[0], here[0]), Math.max(first[1], here[1])], shape: null });
  }

  /** What the window shows, as the area of the tool in hand. */
  function takeWindow() {
    const bounds = map.getBounds().pad(-0.02);
    const [west, south, east, north] = [Math.max(-180, bounds.getWest()), bounds.getSouth(), Math.min(180, bounds.getEast()), bounds.getNorth()];
    const { drawing } = store.get();
    if (drawing === "box") return finish({ bbox: [west, south, east, north], shape: null });
    const { lng, lat } = map.getCenter().wrap();
    if (drawing === "circle") return finish({ near: writeNear([lng, lat], distanceKm([lng, lat], [lng, north])) });
    finish({ shape: [[west, south], [east, south], [east, north], [west, north]], bbox: null });
  }

  container.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => {
    const { drawing } = store.get();
    if (!drawing || event.button !== 0) return;
    event.stopPropagation();
    event.preventDefault();
    const here = at(event);
    if (drawing !== "polygon") {
      corners = [here];
      dragging = true;
      container.setPointerCapture(event.pointerId);
      return;
    }
    if (corners.length >= FEWEST_CORNERS && pixels(corners[0]).distanceTo(pixels(here)) < CLOSES_PX) return closePolygon();
    const last = corners[corners.length - 1];
    if (last && pixels(last).distanceTo(pixels(here)) < SHORTEST) return closePolygon();
    corners.push(here);
    sketch(here);
  }, true);
  container.addEventListener("pointermove", (/** @type {PointerEvent} */ event) => store.get().drawing && sketch(at(event)));
  container.addEventListener("pointerup", (/** @type {PointerEvent} */ event) => dragging && release(at(event)));
  // A tool in hand takes the click from whatever lies below.
  container.addEventListener("click", (/** @type {Event} */ event) => store.get().drawing && event.stopPropagation(), true);
  addEventListener("keydown", (event) => {
    const { drawing } = store.get();
    if (!drawing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      store.set({ drawing: null });
    }
    if (event.key !== "Enter" || !container.contains(/** @type {Node} */ (event.target))) return;
    event.preventDefault();
    if (corners.length) closePolygon();
    else takeWindow();
  }, true);
  store.subscribe(["drawing"], follow);
  follow();
}

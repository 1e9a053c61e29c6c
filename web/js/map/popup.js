// @ts-check
// The one popup of the map: an incident's card, or a menu where several share a spot. Opening takes the focus into it,
// Escape and the close button give it back.

import { L } from "../lib/leaflet.js";

/** Pixels between marker and popup, and between either and the edge of the map. */
const GAP = 10;
const EDGE = 16;

/** @param {any} map */
export function createPopup(map) {
  /** @type {any} */
  let popup = null;
  /** Set while the popup is replaced, so that this does not count as the reader closing it. */
  let replacing = false;

  /**
   * @param {object} options
   * @param {[number, number]} options.at  latitude, longitude
   * @param {[number, number]} options.offset  pixels from there to the popup's tip
   * @param {{dx: number, dy: number, aside: number}} [options.beside]  pixels from there to the marker's middle, and from that to its edge: the popup stands beside it where the map is wide enough
   * @param {HTMLElement} options.content
   * @param {() => void} options.onClose
   */
  function open({ at, offset, beside, content, onClose }) {
    close();
    const narrowest = Math.min(372, map.getSize().x - 40);
    const room = beside ? narrowest + 2 * beside.aside + GAP + 2 * EDGE : Infinity;
    const aside = room <= map.getSize().x ? beside : undefined;
    popup = L.popup({
      closeButton: false, closeOnEscapeKey: false, className: `incident-popup${aside ? " is-beside" : ""}`, offset,
      minWidth: narrowest, maxWidth: narrowest, autoPan: !aside, autoPanPadding: [EDGE, EDGE],
    });
    popup.setLatLng(at).setContent(content);
    popup.on("remove", () => {
      popup = null;
      if (!replacing) onClose();
    });
    popup.openOn(map);
    if (aside) standBeside(at, aside);
    content.focus({ preventScroll: true });
  }

  /**
   * To the right of the marker, or to its left where there is more room; the map moves only as far as both need.
   * @param {[number, number]} at
   * @param {{dx: number, dy: number, aside: number}} marker
   */
  function standBeside(at, { dx, dy, aside }) {
    const { offsetWidth: width, offsetHeight: height } = popup.getElement();
    const size = map.getSize();
    const spot = map.latLngToContainerPoint(at).add([dx, dy]);
    const onRight = spot.x <= size.x / 2;
    const far = aside + GAP + width + EDGE;
    const near = aside + EDGE;
    const x = Math.min(Math.max(spot.x, onRight ? near : far), size.x - (onRight ? far : near));
    const y = Math.min(Math.max(spot.y, EDGE + aside), size.y - EDGE - aside);
    const top = Math.max(EDGE, Math.min(y - height / 2, size.y - EDGE - height));
    popup.options.offset = [dx + (onRight ? 1 : -1) * (aside + GAP + width / 2), dy + top + height - y];
    popup.update();
    const move = [Math.round(spot.x - x), Math.round(spot.y - y)];
    if (move[0] || move[1]) map.panBy(move, { animate: false });
  }

  /** Without telling anybody: something else opens, or the state says so already. */
  function close() {
    replacing = true;
    popup?.remove();
    popup = null;
    replacing = false;
  }
  /** The reader closes it. */
  const dismiss = () => popup?.remove();
  return { open, close, dismiss, isOpen: () => popup !== null };
}

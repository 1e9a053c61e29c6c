// @ts-check
// The one popup of the map: an incident's card, or a menu where several share a spot. Opening takes the focus into it,
// Escape and the close button give it back.

import { L } from "../lib/leaflet.js";

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
   * @param {HTMLElement} options.content
   * @param {() => void} options.onClose
   */
  function open({ at, offset, content, onClose }) {
    close();
    const narrowest = Math.min(372, map.getSize().x - 40);
    popup = L.popup({
      closeButton: false, closeOnEscapeKey: false, className: "incident-popup", offset,
      minWidth: narrowest, maxWidth: narrowest, autoPanPadding: [16, 16],
    });
    popup.setLatLng(at).setContent(content);
    popup.on("remove", () => {
      popup = null;
      if (!replacing) onClose();
    });
    popup.openOn(map);
    content.focus({ preventScroll: true });
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

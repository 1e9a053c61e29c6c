// @ts-check
// Makes the map ready for paper: light colours and the size of the page, painted before the browser takes its picture.

import { forgetPalette } from "./palette.js";

/**
 * @param {any} map
 * @param {{paintNow: () => void}[]} surfaces
 */
export function createPrinting(map, surfaces) {
  const root = document.documentElement;
  /** The theme to go back to. @type {string|undefined} */
  let theme;

  /** @param {boolean} printing */
  function change(printing) {
    document.body.classList.toggle("is-printing", printing);
    if (printing) {
      theme = root.dataset.theme;
      root.dataset.theme = "light";
    } else if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
    forgetPalette();
    map.invalidateSize({ animate: false });
    for (const surface of surfaces) surface.paintNow();
  }
  addEventListener("beforeprint", () => change(true));
  addEventListener("afterprint", () => change(false));
}

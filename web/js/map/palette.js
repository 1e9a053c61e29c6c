// @ts-check
// Colours of the map, read from CSS, because a canvas cannot follow CSS by itself.

const NAMES = /** @type {const} */ ([
  "sea", "land", "land-far", "border", "coast", "admin", "river", "halo", "map-name", "map-town", "map-water", "text", "text-soft", "outline", "panel", "accent",
  "air", "missile", "clash", "blast", "security", "protest", "other", "mixed",
]);

/** Lines and hatching are thin: on a dark map they need more light than a filled symbol. */
const TONES = /** @type {const} */ (["air", "missile", "clash", "blast", "security", "protest", "other", "mixed"]);

/** @typedef {Record<typeof NAMES[number], string> & {tones: Record<typeof TONES[number], string>, font: string, dark: boolean}} Palette */

/** @type {Palette|null} */
let known = null;

/** @returns {Palette} colours of the theme in force */
export function palette() {
  if (known) return known;
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const colours = /** @type {Palette} */ ({});
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  colours.tones = /** @type {Palette["tones"]} */ ({});
  for (const name of TONES) {
    probe.style.color = `light-dark(var(--${name}), color-mix(in srgb, var(--${name}) 65%, white))`;
    colours.tones[name] = getComputedStyle(probe).color;
  }
  probe.style.color = "light-dark(#000000, #ffffff)";
  colours.dark = getComputedStyle(probe).color === "rgb(255, 255, 255)";
  colours.font = getComputedStyle(document.body).fontFamily;
  probe.remove();
  known = colours;
  return colours;
}

/** After a change of theme. */
export function forgetPalette() {
  known = null;
}

// @ts-check
// Colours of the base map, read from CSS, because a canvas cannot follow CSS by itself.

const NAMES = /** @type {const} */ (["land", "border", "coast"]);

/** @returns {Record<typeof NAMES[number], string>} colours of the theme in force */
export function basePalette() {
  const probe = document.createElement("span");
  probe.hidden = true;
  document.body.append(probe);
  const colours = /** @type {Record<typeof NAMES[number], string>} */ ({});
  for (const name of NAMES) {
    probe.style.color = `var(--${name})`;
    colours[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return colours;
}

// @ts-check
// Names of regions as typed, shown and asked for.

/** @typedef {import("./types.js").Region} Region */

/** What the suggestion list shows: a province with its country. @param {Region} region */
export function regionLabel(region) {
  return region.kind !== "country" ? `${region.name}, ${region.country_name}` : region.name;
}

/**
 * The word for the filter: the name where only one known region bears it, else the id.
 * @param {Region} region
 * @param {Region[]} known
 */
export function regionWord(region, known) {
  const twins = known.filter((other) => same(other.name, region.name) && other.id !== region.id);
  return twins.length ? region.id : region.name;
}

/**
 * The region that typed words mean: the label, the name, or the only one that begins so.
 * @param {string} typed
 * @param {Region[]} known
 * @returns {Region|null}
 */
export function findRegion(typed, known) {
  const words = typed.trim();
  if (!words) return null;
  const exact = known.find((region) => same(regionLabel(region), words)) ?? known.find((region) => same(region.name, words));
  if (exact) return exact;
  const starts = known.filter((region) => fold(region.name).startsWith(fold(words)));
  return starts.length === 1 ? starts[0] : null;
}

/**
 * @param {string} a
 * @param {string} b
 */
function same(a, b) {
  return fold(a) === fold(b);
}

/** Case and accents do not matter. @param {string} text */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

// @ts-check
// A word that a language file lacks stands in English until somebody translates it; nothing on the page is ever empty.

/**
 * @template {object} T
 * @param {T} english
 * @param {any} other
 * @returns {T} the other language's words where it has them
 */
export function completeWith(english, other) {
  if (other === undefined) return english;
  if (typeof english !== "object" || english === null || Array.isArray(english)) return other;
  const keys = new Set([...Object.keys(english), ...Object.keys(other)]);
  const words = [...keys].map((key) => [key, key in english ? completeWith(/** @type {any} */ (english)[key], other[key]) : other[key]]);
  return /** @type {T} */ (Object.fromEntries(words));
}

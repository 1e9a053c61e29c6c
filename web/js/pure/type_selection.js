// @ts-check
// Chosen incident types: a set of type ids in the page, the shortest list of type and group ids in the address.

/** @typedef {import("./types.js").TypeGroup} TypeGroup */

/**
 * @param {string[]} words  type or group ids
 * @param {TypeGroup[]} taxonomy
 * @returns {Set<string>} type ids; a word the taxonomy does not know stays as it is, so that nothing is lost in silence
 */
export function expandTypes(words, taxonomy) {
  const types = new Set();
  for (const word of words) {
    const group = taxonomy.find((candidate) => candidate.id === word && candidate.types.length);
    if (group) for (const type of group.types) types.add(type.id);
    // A group may share its name with a type ("accident", "other"): the group wins, as on the server.
    else types.add(word);
  }
  return types;
}

/**
 * @param {Set<string>} types
 * @param {TypeGroup[]} taxonomy
 * @returns {string[]} group ids where the whole group is chosen, else type ids, in the taxonomy's order
 */
export function compactTypes(types, taxonomy) {
  const words = [];
  const rest = new Set(types);
  for (const group of taxonomy) {
    const chosen = group.types.filter((type) => types.has(type.id));
    if (chosen.length && chosen.length === group.types.length) words.push(group.id);
    else words.push(...chosen.map((type) => type.id));
    for (const type of chosen) rest.delete(type.id);
  }
  return [...words, ...rest];
}

/**
 * Adds all of `ids` when one is missing, else takes all away.
 * @param {Set<string>} types
 * @param {string[]} ids
 * @returns {Set<string>}
 */
export function toggleTypes(types, ids) {
  const next = new Set(types);
  const complete = ids.every((id) => next.has(id));
  for (const id of ids) {
    if (complete) next.delete(id);
    else next.add(id);
  }
  return next;
}

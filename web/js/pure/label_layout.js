// @ts-check
// Finds room for labels. First come, first served: pass what matters most first. Lengths are CSS pixels.

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */
/** @typedef {"bottom"|"top"|"right"|"left"} Side */

/**
 * @typedef {object} Label
 * @property {string} id
 * @property {number} x  middle of the thing labelled
 * @property {number} y
 * @property {number} width  of the text
 * @property {number} height
 * @property {number} gap  from the middle to the nearest edge of the text
 */

/** @type {readonly Side[]} */
const SIDES = ["bottom", "top", "right", "left"];

/**
 * @param {Label[]} labels
 * @param {Box[]} taken  what must stay visible
 * @param {Box} view  a label that would be cut off counts as one without room
 * @returns {Map<string, Side>} a label that finds no room on any side is missing
 */
export function placeLabels(labels, taken, view) {
  const boxes = [...taken];
  /** @type {Map<string, Side>} */
  const placed = new Map();
  for (const label of labels) {
    for (const side of SIDES) {
      const box = labelBox(label, side);
      if (!contains(view, box) || boxes.some((other) => overlaps(box, other))) continue;
      boxes.push(box);
      placed.set(label.id, side);
      break;
    }
  }
  return placed;
}

/**
 * @param {Label} label
 * @param {Side} side
 * @returns {Box}
 */
export function labelBox({ x, y, width, height, gap }, side) {
  if (side === "bottom") return boxAt(x - width / 2, y + gap, width, height);
  if (side === "top") return boxAt(x - width / 2, y - gap - height, width, height);
  return boxAt(side === "right" ? x + gap : x - gap - width, y - height / 2, width, height);
}

/**
 * Moves a centred box up or down until it is free.
 * @param {{x: number, y: number, width: number, height: number}} tag  x and y are the middle
 * @param {Box[]} taken
 * @param {number} tries  in each direction
 * @returns {{dy: number, box: Box, free: boolean}}
 */
export function slideFree({ x, y, width, height }, taken, tries) {
  const step = height + 2;
  for (let n = 0; n <= tries * 2; n += 1) {
    const dy = Math.ceil(n / 2) * step * (n % 2 ? -1 : 1);
    const box = boxAt(x - width / 2, y - height / 2 + dy, width, height);
    if (!taken.some((other) => overlaps(box, other))) return { dy, box, free: true };
  }
  return { dy: 0, box: boxAt(x - width / 2, y - height / 2, width, height), free: false };
}

/**
 * @param {number} left
 * @param {number} top
 * @param {number} width
 * @param {number} height
 * @returns {Box}
 */
export function boxAt(left, top, width, height) {
  return { left, top, right: left + width, bottom: top + height };
}

/**
 * @param {Box} outer
 * @param {Box} inner
 */
function contains(outer, inner) {
  return outer.left <= inner.left && inner.right <= outer.right && outer.top <= inner.top && inner.bottom <= outer.bottom;
}

/**
 * @param {Box} a
 * @param {Box} b
 */
export function overlaps(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

// @ts-check
// Symbols that would cover each other: grouped by distance on the screen, then fanned out around their spot.
// All lengths are CSS pixels.

/** @typedef {{id: string, x: number, y: number}} Spot */
/** @typedef {{x: number, y: number, radius: number, fixed?: boolean}} Round */

/**
 * Greedy groups: each spot joins the first group whose founder lies within `radius`. Order decides the founders, so
 * give a stable order. Near linear: founders are kept in a grid.
 * @template {Spot} T
 * @param {T[]} spots
 * @param {number} radius
 * @returns {T[][]}
 */
export function groupByDistance(spots, radius) {
  /** @type {Map<string, T[][]>} */
  const grid = new Map();
  /** @type {T[][]} */
  const groups = [];
  for (const spot of spots) {
    const column = Math.floor(spot.x / radius);
    const row = Math.floor(spot.y / radius);
    const near = nearbyGroups(grid, column, row).find(
      ([founder]) => Math.hypot(founder.x - spot.x, founder.y - spot.y) <= radius,
    );
    if (near) {
      near.push(spot);
      continue;
    }
    const group = [spot];
    groups.push(group);
    const key = `${column} ${row}`;
    grid.set(key, [...(grid.get(key) ?? []), group]);
  }
  return groups;
}

/**
 * @template T
 * @param {Map<string, T[]>} grid
 * @param {number} column
 * @param {number} row
 * @returns {T[]}
 */
function nearbyGroups(grid, column, row) {
  const found = [];
  for (let x = column - 1; x <= column + 1; x += 1) {
    for (let y = row - 1; y <= row + 1; y += 1) found.push(...(grid.get(`${x} ${y}`) ?? []));
  }
  return found;
}

/**
 * Where each symbol of a group stands so that none covers another.
 * @param {Spot[]} group
 * @param {number} size  room one symbol needs
 * @returns {{id: string, dx: number, dy: number}[]} offset of the symbol from its own true spot, in the group's order
 */
export function fanOut(group, size) {
  if (group.length < 2) return group.map(({ id }) => ({ id, dx: 0, dy: 0 }));
  const x = mean(group.map((spot) => spot.x));
  const y = mean(group.map((spot) => spot.y));
  const radius = Math.max(size * 0.8, size / 2 / Math.sin(Math.PI / group.length));
  const turn = (2 * Math.PI) / group.length;
  // Keep the compass order of the true spots, so that leader lines do not cross; coincident spots keep list order.
  const order = group
    .map((spot, index) => ({ index, angle: bearing(spot.x - x, spot.y - y) }))
    .sort((a, b) => a.angle - b.angle || a.index - b.index);
  const start = order[0].angle;
  const offsets = new Array(group.length);
  order.forEach(({ index }, place) => {
    const spot = group[index];
    const angle = start + place * turn;
    const dx = x + radius * Math.cos(angle) - spot.x;
    const dy = y + radius * Math.sin(angle) - spot.y;
    offsets[index] = { id: spot.id, dx: Math.round(dx), dy: Math.round(dy) };
  });
  return offsets;
}

/**
 * Pushes round things apart until none covers another, each as little as it takes.
 * @param {Round[]} things  moved in place, but for the fixed ones
 * @param {number} rounds  at most; leaving a few overlaps beats wandering far
 */
export function pushApart(things, rounds) {
  for (let round = 0; round < rounds; round += 1) {
    let moved = false;
    for (let i = 0; i < things.length; i += 1) {
      for (let j = i + 1; j < things.length; j += 1) moved = separate(things[i], things[j]) || moved;
    }
    if (!moved) return;
  }
}

/**
 * @param {Round} a
 * @param {Round} b
 * @returns {boolean} whether they had to move
 */
function separate(a, b) {
  const room = a.radius + b.radius;
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  if (Math.abs(dx) >= room || Math.abs(dy) >= room) return false;
  const distance = Math.hypot(dx, dy);
  if (distance >= room - 0.5 || (a.fixed && b.fixed)) return false;
  const [ux, uy] = distance > 0.01 ? [dx / distance, dy / distance] : [1, 0];
  const push = (room - distance) / (a.fixed || b.fixed ? 1 : 2);
  if (!a.fixed) move(a, -ux * push, -uy * push);
  if (!b.fixed) move(b, ux * push, uy * push);
  return true;
}

/** @param {Round} thing @param {number} dx @param {number} dy */
function move(thing, dx, dy) {
  thing.x += dx;
  thing.y += dy;
}

/** Spots closer than a pixel to the middle have no direction of their own; they start at the top. */
const TOP = -Math.PI / 2;

/**
 * @param {number} dx
 * @param {number} dy
 */
function bearing(dx, dy) {
  return Math.hypot(dx, dy) < 1 ? TOP : Math.atan2(dy, dx);
}

/** @param {number[]} values */
function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

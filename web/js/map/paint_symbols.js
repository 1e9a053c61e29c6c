// @ts-check
// Paints symbols, rings of settlements, leader lines and clusters on a canvas. The same paths as the page's SVG symbols.

import { compactNumber } from "../pure/compact_number.js";
import { SYMBOLS, symbolGroup } from "../pure/groups.js";
import { clusterRadius } from "../pure/scene_spots.js";

/** @typedef {CanvasRenderingContext2D} Context */
/** @typedef {import("./palette.js").Palette} Palette */
/** @typedef {import("../pure/types.js").SymbolGroup} SymbolGroup */
/** @typedef {import("../pure/scene.js").SceneSymbol} SceneSymbol */
/** @typedef {import("../pure/scene_spots.js").SceneCluster} SceneCluster */

/** Confidence below this is drawn hollow. */
const LOW_CONFIDENCE = 0.5;
const SIZE = 22;
const SELECTED_SIZE = 26;
const PLACE_RING = 17;
const RING_WIDTH = 5;
const TURN = 2 * Math.PI;

const paths = Object.fromEntries(Object.entries(SYMBOLS).map(([group, { shape, glyph }]) => [group, { shape: new Path2D(shape), glyph: new Path2D(glyph) }]));

/**
 * @param {Context} context
 * @param {Palette} colours
 * @param {SymbolGroup} group
 * @param {{x: number, y: number, size: number, hollow: boolean}} options  x and y: the middle
 */
export function paintSymbol(context, colours, group, { x, y, size, hollow }) {
  const { shape, glyph } = paths[group];
  context.save();
  context.translate(x - size / 2, y - size / 2);
  context.scale(size / 24, size / 24);
  context.lineJoin = "round";
  context.lineCap = "round";
  if (hollow) {
    stroke(context, shape, colours.outline, 4.4);
    stroke(context, shape, colours[group], 2.4);
    context.fillStyle = colours.land;
    context.fill(shape);
  } else {
    context.fillStyle = colours[group];
    context.fill(shape);
    stroke(context, shape, colours.outline, 1.3);
    stroke(context, glyph, SYMBOLS[group].light ? "#ffffff" : "#14181c", SYMBOLS[group].stroke);
  }
  context.restore();
}

/** @param {Context} context @param {Path2D} path @param {string} colour @param {number} width */
function stroke(context, path, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke(path);
}

/** @param {Context} context @param {number} x @param {number} y @param {number} radius */
function circle(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, radius, 0, TURN);
}

/** From the true spot to the symbol that stands aside. @param {Context} context @param {Palette} colours @param {SceneSymbol} symbol */
export function paintLeader(context, colours, { x, y, dx, dy }) {
  if (!dx && !dy) return;
  context.strokeStyle = colours.outline;
  context.lineWidth = 1.1;
  context.beginPath();
  context.moveTo(x - dx, y - dy);
  context.lineTo(x, y);
  context.stroke();
  circle(context, x - dx, y - dy, 3);
  context.fillStyle = colours.outline;
  context.fill();
  context.strokeStyle = colours.halo;
  context.lineWidth = 1;
  context.stroke();
}

/**
 * @param {Context} context
 * @param {Palette} colours
 * @param {SceneSymbol} symbol
 * @param {{selected: boolean, hovered: boolean}} how
 */
export function paintPlaced(context, colours, { incident, x, y }, { selected, hovered }) {
  const group = symbolGroup(incident.type, incident.group);
  if (selected || hovered) halo(context, colours, x, y, PLACE_RING + 1, selected);
  else if (incident.location_precision === "settlement") placeRing(context, colours, group, x, y);
  paintSymbol(context, colours, group, { x, y, size: selected ? SELECTED_SIZE : SIZE, hollow: incident.confidence < LOW_CONFIDENCE });
}

/** @param {Context} context @param {Palette} colours @param {SymbolGroup} group @param {number} x @param {number} y */
function placeRing(context, colours, group, x, y) {
  circle(context, x, y, PLACE_RING);
  context.globalAlpha = 0.12;
  context.fillStyle = colours[group];
  context.fill();
  context.globalAlpha = 0.7;
  context.strokeStyle = colours.outline;
  context.lineWidth = 1.2;
  context.setLineDash([4, 3]);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** @param {Context} context @param {Palette} colours @param {number} x @param {number} y @param {number} radius @param {boolean} strong */
function halo(context, colours, x, y, radius, strong) {
  circle(context, x, y, radius);
  context.globalAlpha = strong ? 0.85 : 0.6;
  context.fillStyle = colours.land;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = colours.accent;
  context.lineWidth = strong ? 2.5 : 2;
  context.stroke();
}

/**
 * A ring of the type mix with the number in it.
 * @param {Context} context
 * @param {Palette} colours
 * @param {SceneCluster} cluster
 * @param {boolean} hovered
 */
export function paintCluster(context, colours, { count, groups, x, y }, hovered) {
  const radius = clusterRadius(count);
  circle(context, x, y, radius);
  context.fillStyle = colours.panel;
  context.fill();
  context.lineWidth = RING_WIDTH;
  let angle = -TURN / 4;
  for (const [group, share] of groups) {
    const end = angle + (share / count) * TURN;
    context.beginPath();
    context.arc(x, y, radius, angle, end);
    context.strokeStyle = colours[group];
    context.stroke();
    angle = end;
  }
  if (groups.size > 1) cuts(context, colours, { count, groups, x, y }, radius);
  edge(context, colours, x, y, radius, hovered);
  context.fillStyle = colours.text;
  context.font = `600 12px ${colours.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(compactNumber(count), x, y + 0.5);
}

/** @param {Context} context @param {Palette} colours @param {number} x @param {number} y @param {number} radius @param {boolean} hovered */
function edge(context, colours, x, y, radius, hovered) {
  circle(context, x, y, radius + RING_WIDTH / 2 + 0.5);
  context.strokeStyle = hovered ? colours.accent : colours.outline;
  context.lineWidth = hovered ? 2.5 : 0.9;
  context.stroke();
  circle(context, x, y, radius - RING_WIDTH / 2 - 0.5);
  context.globalAlpha = 0.45;
  context.strokeStyle = colours.outline;
  context.lineWidth = 0.7;
  context.stroke();
  context.globalAlpha = 1;
}

/** A hair of background between two types. @param {Context} context @param {Palette} colours @param {Pick<SceneCluster, "count"|"groups"|"x"|"y">} cluster @param {number} radius */
function cuts(context, colours, { count, groups, x, y }, radius) {
  context.strokeStyle = colours.panel;
  context.lineWidth = 1.2;
  let angle = -TURN / 4;
  for (const share of groups.values()) {
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    context.beginPath();
    context.moveTo(x + cosine * (radius - RING_WIDTH / 2), y + sine * (radius - RING_WIDTH / 2));
    context.lineTo(x + cosine * (radius + RING_WIDTH / 2), y + sine * (radius + RING_WIDTH / 2));
    context.stroke();
    angle += (share / count) * TURN;
  }
}

// @ts-check
// Paints names and labels with a halo, and the tags of areas.

import { symbolGroup } from "../pure/groups.js";
import { paintSymbol } from "./paint_symbols.js";

/** @typedef {CanvasRenderingContext2D} Context */
/** @typedef {import("./palette.js").Palette} Palette */
/** @typedef {import("../pure/scene.js").SceneLabel} SceneLabel */
/** @typedef {import("../pure/scene.js").SceneTag} SceneTag */

const LINE = 14;
const TAG_HEIGHT = 26;
export const TAG_SYMBOLS = 4;
const TAG_STEP = 24;
/** Pixels that a tag may stand off without being tied to its area. */
const TAG_NEAR = 40;

/**
 * @param {Context} context
 * @param {Palette} colours
 * @param {string} text
 * @param {{x: number, y: number, font: string, colour: string, align?: CanvasTextAlign, spacing?: number, turn?: number}} how  y: middle of the line
 */
export function paintName(context, colours, text, { x, y, font, colour, align = "center", spacing = 0, turn = 0 }) {
  context.save();
  context.font = `${font} ${colours.font}`;
  context.textAlign = align;
  context.textBaseline = "middle";
  if ("letterSpacing" in context) context.letterSpacing = `${spacing}px`;
  context.translate(x, y);
  if (turn) context.rotate(turn);
  context.lineJoin = "round";
  context.strokeStyle = colours.halo;
  context.lineWidth = 3;
  context.globalAlpha = 0.9;
  context.strokeText(text, 0, 0);
  context.globalAlpha = 1;
  context.fillStyle = colour;
  context.fillText(text, 0, 0);
  context.restore();
}

/**
 * The place's name beside its symbol, and below it the figure.
 * @param {Context} context
 * @param {Palette} colours
 * @param {{x: number, y: number}} middle  of the thing labelled
 * @param {SceneLabel} label
 */
export function paintLabel(context, colours, { x, y }, { name, figure, side, gap }) {
  const lines = figure ? 2 : 1;
  const align = side === "right" ? "left" : side === "left" ? "right" : "center";
  const left = side === "right" ? x + gap : side === "left" ? x - gap : x;
  const top = side === "bottom" ? y + gap : side === "top" ? y - gap - lines * LINE : y - (lines * LINE) / 2;
  paintName(context, colours, name, { x: left, y: top + LINE / 2, font: "600 12px", colour: colours.text, align });
  if (figure) paintName(context, colours, figure, { x: left, y: top + LINE * 1.5, font: "450 11px", colour: colours["text-soft"], align });
}

/**
 * "Iraq whole country", with the symbols of its incidents.
 * @param {Context} context
 * @param {Palette} colours
 * @param {SceneTag} tag
 * @param {{name: string, suffix: string, strong: string|null}} words  strong: the incident chosen or pointed at
 */
export function paintTag(context, colours, { incidents, x, y, dy, width, compact }, { name, suffix, strong }) {
  if (Math.abs(dy) > TAG_NEAR) tie(context, colours, x, y, dy);
  const [left, top] = [x - width / 2, y + dy - TAG_HEIGHT / 2];
  context.beginPath();
  context.roundRect(left, top, width, TAG_HEIGHT, 4);
  context.fillStyle = colours.panel;
  context.fill();
  context.strokeStyle = strong ? colours.accent : colours["text-soft"];
  context.lineWidth = strong ? 1.5 : 1;
  context.setLineDash(strong ? [] : [3, 2.5]);
  context.stroke();
  context.setLineDash([]);
  let at = left + 1;
  for (const incident of incidents.slice(0, TAG_SYMBOLS)) {
    paintSymbol(context, colours, symbolGroup(incident.type, incident.group), { x: at + TAG_STEP / 2, y: y + dy, size: 18, hollow: incident.confidence < 0.5 });
    at += TAG_STEP;
  }
  context.textBaseline = "middle";
  context.textAlign = "left";
  if (incidents.length > TAG_SYMBOLS) {
    context.font = `400 11px ${colours.font}`;
    context.fillStyle = colours["text-soft"];
    context.fillText(`+${incidents.length - TAG_SYMBOLS}`, at + 3, y + dy + 0.5);
    at += 30;
  }
  if (compact) return;
  context.font = `550 11.5px ${colours.font}`;
  context.fillStyle = colours.text;
  context.fillText(name, at + 3, y + dy + 0.5);
  const named = context.measureText(`${name} `).width;
  context.font = `400 11px ${colours.font}`;
  context.fillStyle = colours["text-soft"];
  context.fillText(suffix, at + 4 + named, y + dy + 0.5);
}

/** A line without a dot: an area has no spot. @param {Context} context @param {Palette} colours @param {number} x @param {number} y @param {number} dy */
function tie(context, colours, x, y, dy) {
  context.strokeStyle = colours["text-soft"];
  context.lineWidth = 1.1;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x, y + dy);
  context.stroke();
  context.setLineDash([]);
}

/** Width of a tag's symbols and padding, in pixels; the text comes on top. @param {number} count */
export function tagSymbolsWidth(count) {
  return TAG_STEP * Math.min(count, TAG_SYMBOLS) + (count > TAG_SYMBOLS ? 30 : 0) + 4;
}

/** The number that an incident has in the reader. @param {Context} context @param {Palette} colours @param {string} text @param {number} x @param {number} y */
export function paintNumber(context, colours, text, x, y) {
  context.font = `700 10.5px ${colours.font}`;
  const width = Math.max(15, context.measureText(text).width + 7);
  context.beginPath();
  context.roundRect(x - width / 2, y - 7.5, width, 15, 7.5);
  context.fillStyle = colours.text;
  context.fill();
  context.fillStyle = colours.panel;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + 0.5);
}

// @ts-check
// The map as a PNG: its own canvases one upon the other, with a legend of the types, the scale's attribution and a date
// of the filter, so that the picture can stand by itself.

import { messages } from "../messages/index.js";
import { SYMBOL_GROUPS } from "../pure/groups.js";
import { paintSymbol } from "./paint_symbols.js";
import { palette } from "./palette.js";

/** @typedef {{canvas: () => HTMLCanvasElement, bounds: () => import("./surface.js").PixelBounds}} Painted */

const ROW = 26;
const MARGIN = 12;
const SYMBOL = 16;

/** @param {any} map @param {Painted[]} surfaces  lowest first */
export async function savePicture(map, surfaces) {
  const canvas = composePicture(map, surfaces);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  if (!(blob instanceof Blob)) return;
  const address = URL.createObjectURL(blob);
  const link = Object.assign(document.createElement("a"), { href: address, download: "dateline-map.png" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** @param {any} map @param {Painted[]} surfaces */
export function composePicture(map, surfaces) {
  const { x: width, y: height } = map.getSize();
  const ratio = devicePixelRatio || 1;
  const rows = legendRows(width);
  const foot = rows.length * ROW + ROW + MARGIN;
  const canvas = Object.assign(document.createElement("canvas"), { width: width * ratio, height: (height + foot) * ratio });
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const colours = palette();
  context.scale(ratio, ratio);
  context.fillStyle = colours.sea;
  context.fillRect(0, 0, width, height);
  const corner = map.containerPointToLayerPoint([0, 0]);
  context.save();
  context.beginPath();
  context.rect(0, 0, width, height);
  context.clip();
  for (const { canvas: painted, bounds } of surfaces) {
    const { min, max } = bounds();
    context.drawImage(painted(), min.x - corner.x, min.y - corner.y, max.x - min.x, max.y - min.y);
  }
  context.restore();
  paintFoot(context, rows, { width, height, foot });
  return canvas;
}

/** @param {number} width @returns {{group: import("../pure/types.js").SymbolGroup, label: string, x: number}[][]} */
function legendRows(width) {
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  context.font = `12px ${palette().font}`;
  /** @type {ReturnType<typeof legendRows>} */
  const rows = [[]];
  let x = MARGIN;
  for (const group of SYMBOL_GROUPS) {
    const label = messages.groups[group];
    const needed = SYMBOL + 6 + context.measureText(label).width + 16;
    if (x + needed > width && x > MARGIN) {
      rows.push([]);
      x = MARGIN;
    }
    rows[rows.length - 1].push({ group, label, x });
    x += needed;
  }
  return rows;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {ReturnType<typeof legendRows>} rows
 * @param {{width: number, height: number, foot: number}} size
 */
function paintFoot(context, rows, { width, height, foot }) {
  const colours = palette();
  context.fillStyle = colours.panel;
  context.fillRect(0, height, width, foot);
  context.textBaseline = "middle";
  context.textAlign = "left";
  rows.forEach((row, index) => {
    const y = height + MARGIN / 2 + ROW * (index + 0.5);
    for (const { group, label, x } of row) {
      paintSymbol(context, colours, group, { x: x + SYMBOL / 2, y, size: SYMBOL, hollow: false });
      context.font = `12px ${colours.font}`;
      context.fillStyle = colours.text;
      context.fillText(label, x + SYMBOL + 6, y + 0.5);
    }
  });
  const y = height + MARGIN / 2 + ROW * (rows.length + 0.5);
  context.font = `11px ${colours.font}`;
  context.fillStyle = colours["text-soft"];
  context.fillText(messages.map.pictureNote, MARGIN, y);
  context.textAlign = "right";
  context.fillText(`${messages.app.name} · ${messages.map.attribution}`, width - MARGIN, y);
}

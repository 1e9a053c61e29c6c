// @ts-check
// The words on the map and its timeline, in English; a part of en.js.

/**
 * @param {(n: number) => string} number
 * @param {(n: number, one: string, many: string) => string} plural
 */
export const mapWords = (number, plural) => ({
  legend: {
    label: "How places are drawn",
    site: "Site",
    settlement: "Settlement",
    area: "Area",
    hollow: "Hollow: low confidence",
  },

  map: {
    zoomIn: "Zoom in",
    zoomOut: "Zoom out",
    fit: "Show all incidents",
    attribution: "Natural Earth · GeoNames",
    draw: {
      box: "Filter by a box drawn on the map",
      polygon: "Filter by an area drawn on the map",
      circle: "Filter by distance from a spot on the map",
    },
    drawHints: {
      box: "Drag a box. Enter takes what the map shows, Esc leaves.",
      polygon: "Click the corners; close with a click on the first one, or Enter. Esc leaves.",
      circle: "Drag from the middle outwards. Enter takes what the map shows, Esc leaves.",
    },
    pin: "The place, as you say. Drag it, or click elsewhere.",
    heat: "Show density instead of symbols",
    picture: "Save the map as a picture (PNG)",
    pictureNote: "Dot: site. Dashed ring: settlement. Hatched: area. Hollow: low confidence.",
    cluster: (/** @type {number} */ n) => `${plural(n, "incident", "incidents")} here`,
    clusterHint: (/** @type {number} */ n) => `${plural(n, "incident", "incidents")} close together: zoom in or list them`,
    clusterTitle: (/** @type {string} */ place, /** @type {number} */ n) =>
      `${plural(n, "incident", "incidents")} in ${place}`,
    clusterTitleHere: (/** @type {number} */ n) => `${plural(n, "incident", "incidents")} at this spot`,
    areaSuffix: {
      district: "district",
      province: "province",
      region: "region",
      country: "whole country",
    },
    marker: (/** @type {string} */ title, /** @type {string} */ date, /** @type {string} */ where) =>
      `${title}. ${date}. ${where}`,
    casualties: (/** @type {string} */ figure, /** @type {"killed"|"injured"} */ kind) => `${figure} ${kind}`,
  },
});

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
    attribution: "Natural Earth",
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

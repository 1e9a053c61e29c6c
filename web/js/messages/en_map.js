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

  timeline: {
    label: "Timeline",
    play: "Play",
    pause: "Pause",
    playHint: "Show the incidents one after the other in time (Space)",
    pauseHint: "Stop here (Space)",
    all: "all days",
    allHint: "Leave this moment: show all days of the filter again",
    speed: "Speed",
    times: (/** @type {number} */ n) => `${n}×`,
    trail: "How long incidents stay while time plays",
    trails: (/** @type {number} */ n) => (n === 1 ? "one bar at a time" : n === Infinity ? "all bars stay" : `${number(n)} bars stay`),
    per: { day: "Incidents per day", week: "Incidents per week", month: "Incidents per month", year: "Incidents per year" },
    ranges: "date known only as a range",
    empty: "No incident here has a date",
    handle: { from: "First day", to: "Last day" },
    summary: (/** @type {number} */ n, /** @type {string} */ days, /** @type {number} */ undated) =>
      `${plural(n, "incident", "incidents")}, ${days}${undated ? `; ${number(undated)} without a date` : ""}`,
  },
});

// @ts-check
// topojson-client 3.1.0 comes as a script that sets window.topojson; nothing else in the page touches that global.
export const topojson = /** @type {any} */ (window).topojson;

// @ts-check
// Leaflet 1.9.4 comes as a script that sets window.L; nothing else in the page touches that global.
export const L = /** @type {any} */ (window).L;

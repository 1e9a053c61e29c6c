// @ts-check
// What the editors of a correction are given, and what they give back. Nothing here runs.

/**
 * @typedef {object} Editing
 * @property {import("../../state.js").Store} store
 * @property {import("../../pure/types.js").OpenIncident} incident
 * @property {(correction: import("../../pure/types.js").Correction, more?: Partial<import("../../state.js").State>) => Promise<void>} save  tells by itself where the server refuses
 *
 * @typedef {{node: HTMLElement, redraw: () => void}} Editor
 */

export {};

// @ts-check
// What the page knows: the filter, what matches it, the selection, what is being done. Views read it and subscribe;
// they change it only through `set` and `select`, and never call each other.

import { NO_FILTER } from "./pure/filter.js";

/** @typedef {import("./pure/types.js").Incident} Incident */
/** @typedef {{lat: number, lon: number, zoom: number}} Viewport  degrees, Leaflet zoom level */
/** @typedef {{title: string, warnings: string[], hidden: number, undo?: string}} Notice  undo: id of a correction that can be taken back */
/** @typedef {{ids: string[]|null} | {bbox: [number, number, number, number]} | {point: [number, number]}} Fit  ids null: everything that matches; point: longitude, latitude */
/** @typedef {"map"|"list"|"filters"|"time"} Panel */
/** @typedef {null|"help"|"corrections"|"export"} DialogName */

/**
 * @typedef {object} State
 * @property {import("./pure/types.js").Filter} filter
 * @property {number} version  grows with each change of the data; whoever asked the server asks again
 * @property {number|null} matched  incidents that pass the filter; null until known
 * @property {number|null} unlocated  of these without a point
 * @property {number|null} total  incidents without any filter; null until known
 * @property {import("./pure/types.js").Facets|null} facets
 * @property {Incident[]} shown  the list's rows as far as they are loaded, in its order, without evidence
 * @property {string|null} next  where the list goes on; null: all rows are loaded
 * @property {boolean} listing  rows are being loaded
 * @property {import("./pure/types.js").SortKey} sort
 * @property {boolean} trayOpen  the list holds only incidents without a place
 * @property {"loading"|"ready"|"failed"} status
 * @property {boolean} slow  loading takes long enough to say so
 * @property {import("./api.js").ApiError|null} error  why loading failed
 * @property {string|null} regionError  a region that the server does not know
 * @property {{part: import("./pure/filter.js").FilterPart|null, count: number}[]} remedies  counts without one part of the filter, when nothing matches
 * @property {string|null} selected  incident id
 * @property {import("./pure/types.js").OpenIncident|null} open  the selected incident in full; null while it loads
 * @property {import("./api.js").ApiError|null} openError  why the selected incident cannot be shown
 * @property {"map"|"list"|"reader"|null} opener  where the focus goes back to
 * @property {string|null} hovered  incident id
 * @property {{title: string, incidents: Incident[]}|null} crowd  incidents on one spot, to choose from in the side panel
 * @property {string|null} reading  id of the document in the reader
 * @property {{document: import("./pure/types.js").ReadDocument, incidents: import("./pure/types.js").OpenIncident[]}|null} article  the same, loaded
 * @property {import("./api.js").ApiError|null} articleError
 * @property {Readonly<Record<string, number>>|null} numbers  incident id → its number in the reader, drawn on the map too
 * @property {null|"place"|"facts"|"reports"} correcting  what of the open incident is being corrected
 * @property {import("./pure/types.js").Placing|null} placing  a place is being corrected: what the map shows of it
 * @property {"symbols"|"heat"} layer  how the map draws incidents
 * @property {"box"|"polygon"|"circle"|null} drawing  the tool in hand
 * @property {import("./pure/types.js").Timeline|null} timeline  the histogram of the filter without its dates
 * @property {{from: string, to: string}|null} moment  the days that playback shows; null: not playing
 * @property {boolean} playing  playback runs
 * @property {boolean} narrow  below 720 px
 * @property {Panel} panel  the sheet's tab when narrow
 * @property {boolean} embed  shown inside another page: no panels
 * @property {import("./pure/types.js").Region[]} regions
 * @property {import("./pure/types.js").TypeGroup[]} taxonomy
 * @property {boolean} inMemory  the server has no store
 * @property {{url: string, attribution: string}|null} tiles  an online map that the server was started with
 * @property {Notice|null} notice
 * @property {string[]} added  ids that the last added article brought; the list marks them
 * @property {number} news  incidents that others added since the page asked
 * @property {Fit|null} fit  a wish to see something; a new object each time; the map takes it away
 * @property {{}|null} snapshot  a wish for a picture of the map; the map takes it away
 * @property {Viewport|null} viewport
 * @property {"light"|"dark"} theme
 * @property {{text?: string, files?: File[], problem?: string}|null} draft  the open dialog for adding; null: closed
 * @property {DialogName} dialog  another open dialog
 * @property {boolean} letterKeys  single-letter keys do something
 */

/** @returns {State} */
export function initialState() {
  return {
    filter: NO_FILTER, version: 0, matched: null, unlocated: null, total: null, facets: null,
    shown: [], next: null, listing: false, sort: "-date", trayOpen: false,
    status: "loading", slow: false, error: null, regionError: null, remedies: [],
    selected: null, open: null, openError: null, opener: null, hovered: null, crowd: null,
    reading: null, article: null, articleError: null, numbers: null,
    correcting: null, placing: null, layer: "symbols", drawing: null, timeline: null, moment: null, playing: false,
    narrow: false, panel: "map", embed: false,
    regions: [], taxonomy: [], inMemory: false, tiles: null,
    notice: null, added: [], news: 0, fit: null, snapshot: null, viewport: null, theme: "light", draft: null, dialog: null, letterKeys: true,
  };
}

/** @typedef {ReturnType<typeof createStore>} Store */

/** @param {State} state */
export function createStore(state) {
  /** @type {{keys: (keyof State)[], listener: () => void}[]} */
  const subscriptions = [];

  /**
   * Changes some values; listeners of the changed ones run once, in the order they subscribed.
   * @param {Partial<State>} patch
   */
  function set(patch) {
    const keys = /** @type {(keyof State)[]} */ (Object.keys(patch));
    const changed = keys.filter((key) => !Object.is(state[key], patch[key]));
    Object.assign(state, patch);
    if (!changed.length) return;
    for (const { keys: wanted, listener } of [...subscriptions]) {
      if (wanted.some((key) => changed.includes(key))) listener();
    }
  }

  /**
   * Loads what is needed only now and then, when the state wants it for the first time. What is loaded draws what the
   * state says by then. A failure (the server is gone) leaves the next wish to try again.
   * @param {(keyof State)[]} keys
   * @param {(state: Readonly<State>) => boolean} wanted
   * @param {() => Promise<unknown>} load
   */
  function once(keys, wanted, load) {
    let asked = false;
    const look = () => {
      if (asked || !wanted(state)) return;
      asked = true;
      load().catch(() => (asked = false));
    };
    subscriptions.push({ keys, listener: look });
    look();
  }

  return {
    /** @returns {Readonly<State>} */
    get: () => state,
    set,
    once,
    /**
     * @param {(keyof State)[]} keys
     * @param {() => void} listener
     */
    subscribe: (keys, listener) => void subscriptions.push({ keys, listener }),
    /**
     * @param {string|null} id
     * @param {State["opener"]} [opener]
     */
    select: (id, opener = null) => set(id ? { selected: id, opener, crowd: null, ...(id === state.selected ? {} : { correcting: null, placing: null }) } : { selected: null, correcting: null, placing: null }),
    /** Changes some parts of the filter. @param {Partial<import("./pure/types.js").Filter>} parts */
    narrow: (parts) => set({ filter: { ...state.filter, ...parts } }),
  };
}

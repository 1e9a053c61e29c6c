// @ts-check
// What the page knows: the filter, the incidents, the selection. Views read it and subscribe; they change it only
// through `set` and `select`, and never call each other.

import { NO_FILTER } from "./pure/filter.js";

/** @typedef {import("./pure/types.js").Incident} Incident */
/** @typedef {{lat: number, lon: number, zoom: number}} Viewport  degrees, Leaflet zoom level */
/** @typedef {{title: string, warnings: string[], hidden: number}} Notice */

/**
 * @typedef {object} State
 * @property {import("./pure/types.js").Filter} filter
 * @property {Incident[]} matched  what the server gave for region and dates, before the type filter
 * @property {Incident[]} shown  what passes the whole filter; list, map and counts all show this
 * @property {number} beyond  incidents that match on the server and were not sent
 * @property {number|null} total  incidents without any filter; null until known
 * @property {"loading"|"ready"|"failed"} status
 * @property {boolean} slow  loading takes long enough to say so
 * @property {import("./api.js").ApiError|null} error  why loading failed
 * @property {string|null} regionError  a region that the server does not know
 * @property {{part: import("./pure/filter.js").FilterPart|null, count: number}[]} remedies  counts without one part of the filter, when nothing matches
 * @property {string|null} selected  incident id
 * @property {"map"|"list"|null} opener  where the focus goes back to
 * @property {string|null} hovered  incident id
 * @property {boolean} narrow  below 720 px
 * @property {"map"|"list"|"filters"} panel  the sheet's tab when narrow
 * @property {boolean} trayOpen
 * @property {import("./pure/types.js").Region[]} regions
 * @property {import("./pure/types.js").TypeGroup[]} taxonomy
 * @property {boolean} inMemory  the server has no store
 * @property {Notice|null} notice
 * @property {string[]} added  ids that the last added article brought; the list marks them
 * @property {{ids: string[]|null}|null} fit  a wish to see these incidents (null: all shown); a new object each time
 * @property {Viewport|null} viewport
 * @property {"symbols"|"heat"} layer  how the map draws incidents
 * @property {"box"|"polygon"|"circle"|null} drawing  the tool in hand
 * @property {import("./pure/types.js").Timeline|null} timeline  the histogram of the filter without its dates
 * @property {{from: string, to: string}|null} moment  the days that playback shows; null: not playing
 * @property {"light"|"dark"} theme
 * @property {{text?: string, title?: string, date?: string, source?: string, url?: string, problem?: string}|null} draft  the article in the open dialog; null: closed
 */

/** @returns {State} */
export function initialState() {
  return {
    filter: NO_FILTER, matched: [], shown: [], beyond: 0, total: null,
    status: "loading", slow: false, error: null, regionError: null, remedies: [],
    selected: null, opener: null, hovered: null,
    narrow: false, panel: "map", trayOpen: false,
    regions: [], taxonomy: [], inMemory: false,
    notice: null, added: [], fit: null, viewport: null, theme: "light", draft: null,
    layer: "symbols", drawing: null, timeline: null, moment: null,
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

  return {
    /** @returns {Readonly<State>} */
    get: () => state,
    set,
    /**
     * @param {(keyof State)[]} keys
     * @param {() => void} listener
     */
    subscribe: (keys, listener) => void subscriptions.push({ keys, listener }),
    /**
     * @param {string|null} id
     * @param {"map"|"list"|null} [opener]
     */
    select: (id, opener = null) => set(id ? { selected: id, opener } : { selected: null }),
  };
}

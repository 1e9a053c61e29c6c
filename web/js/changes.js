// @ts-check
// Everything that changes data at the server: articles added, corrections made and taken back. Each change makes a new
// version, after which rows, counts, card and map ask again.

import { deleteCorrection, fetchCorrections, importCorrections, listenToChanges, postCorrection, postDocuments } from "./api.js";
import { messages } from "./messages/index.js";
import { isUnfiltered } from "./pure/filter.js";

/** @typedef {import("./state.js").Store} Store */
/** @typedef {import("./pure/types.js").Correction} Correction */

/** Events of our own changes arrive before or after the answer; those within this time are not news. */
const OWN_CHANGE_MS = 1500;

/** @param {Store} store */
export function createChanges(store) {
  let ownUntil = 0;
  const own = () => {
    ownUntil = Date.now() + OWN_CHANGE_MS;
  };
  const newVersion = (/** @type {Partial<import("./state.js").State>} */ more = {}) => store.set({ version: store.get().version + 1, news: 0, ...more });

  /**
   * @param {string|Blob} body
   * @param {string} type  media type
   */
  async function add(body, type) {
    own();
    const answer = await postDocuments(body, type);
    own();
    return answer;
  }

  /** Incidents just added, and how many matched before: the filter may hide some. @type {{before: number, fresh: number}|null} */
  let adding = null;
  store.subscribe(["status"], () => {
    const { status, matched, notice, filter } = store.get();
    if (!adding || status !== "ready") return;
    const hidden = isUnfiltered(filter) ? 0 : Math.max(0, adding.fresh - Math.max(0, (matched ?? 0) - adding.before));
    adding = null;
    if (hidden && notice) store.set({ notice: { ...notice, hidden } });
  });

  /** Shows what came of one article or several. @param {import("./pure/types.js").DocumentResult[]} results */
  function showAdded(results) {
    const fresh = results.filter(({ replaced }) => !replaced).flatMap(({ incidents }) => incidents);
    adding = { before: store.get().matched ?? 0, fresh: fresh.length };
    newVersion({ added: fresh, selected: null, fit: fresh.length ? { ids: fresh } : null });
  }

  /** @param {Correction} correction @param {Partial<import("./state.js").State>} [more]  of the state, changed with it */
  async function correct(correction, more = {}) {
    own();
    const kept = await postCorrection(correction);
    own();
    const title = messages.correct.done[correction.action];
    newVersion({ placing: null, notice: { title, warnings: [], hidden: 0, undo: kept.id }, ...more });
    return kept;
  }

  /** @param {string} id  of a correction */
  async function undo(id) {
    own();
    await deleteCorrection(id);
    own();
    newVersion({ notice: { title: messages.correct.undone, warnings: [], hidden: 0 } });
  }

  /** The newest correction there is. */
  async function undoLast() {
    const corrections = await fetchCorrections();
    const last = corrections.reduce((/** @type {Correction|null} */ newest, one) => (!newest || (one.created ?? "") >= (newest.created ?? "") ? one : newest), null);
    if (last?.id) await undo(last.id);
    else store.set({ notice: { title: messages.correct.nothingToUndo, warnings: [], hidden: 0 } });
  }

  /** @param {Blob} file */
  async function importAll(file) {
    own();
    const counts = await importCorrections(file);
    own();
    newVersion();
    return counts;
  }

  return {
    add, showAdded, correct, undo, undoLast, importAll,
    takeNews: () => newVersion(),
    listen: () => listenToChanges(({ added, removed }) => {
      if (Date.now() < ownUntil) return;
      store.set({ news: store.get().news + Math.max(1, added || removed) });
    }),
  };
}

/** @typedef {ReturnType<typeof createChanges>} Changes */

// @ts-check
// Fetches what is opened: the selected incident in full, and the document in the reader with all its incidents.

import { ApiError, fetchDocument, fetchIncident } from "./api.js";

/** @typedef {import("./state.js").Store} Store */

/** @param {Store} store */
export function createOpeners(store) {
  /** @type {AbortController|null} */
  let running = null;

  async function openIncident() {
    const { selected, open } = store.get();
    running?.abort();
    if (!selected) return store.set({ open: null, openError: null });
    running = new AbortController();
    const { signal } = running;
    store.set({ open: open?.id === selected ? open : null, openError: null });
    try {
      const incident = await fetchIncident(selected, signal);
      if (!signal.aborted) store.set({ open: incident });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      store.set({ open: null, openError: error });
    }
  }

  async function openDocument() {
    const { reading, article } = store.get();
    if (!reading) return store.set({ article: null, articleError: null, numbers: null });
    store.set({ article: article?.document.id === reading ? article : null, articleError: null });
    try {
      const document = await fetchDocument(reading);
      const answers = await Promise.allSettled(document.incidents.map((id) => fetchIncident(id)));
      if (store.get().reading !== reading) return;
      const incidents = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : [])).sort((a, b) => firstWord(a) - firstWord(b));
      const numbers = Object.fromEntries(incidents.map(({ id }, index) => [id, index + 1]));
      store.set({ article: { document, incidents }, numbers, fit: article ? store.get().fit : { ids: incidents.map(({ id }) => id) } });
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (store.get().reading === reading) store.set({ articleError: error });
    }
  }

  store.subscribe(["selected", "version"], () => void openIncident());
  store.subscribe(["reading", "version"], () => void openDocument());
  return { start: () => void (store.get().selected && openIncident(), store.get().reading && openDocument()) };
}

/** Where an incident's words begin. @param {import("./pure/types.js").Incident} incident */
function firstWord({ evidence }) {
  return Math.min(...evidence.map(({ start }) => start), Infinity);
}

// @ts-check
// A list of any length: rows stand in chunks, and only the chunks near the window hold nodes. The others keep the height
// they had, so the scroll bar is true and memory does not grow with the rows passed.

import { element } from "./element.js";

/** @typedef {{id: string}} Item */
/** @template T @typedef {{heading: string|null|undefined, incidents: T[]}} Run */

const CHUNK_ROWS = 40;
/** A guess until a chunk has been drawn once, pixels. */
const ROW_HEIGHT = 57;
/** Chunks this far from the window are drawn already. */
const NEAR = "800px 0px";

/**
 * @template {Item} T
 * @param {HTMLElement} scroller  what scrolls
 * @param {HTMLElement} body  where the rows go
 * @param {(item: T) => HTMLElement} rowOf
 */
export function createChunkedList(scroller, body, rowOf) {
  /** @type {Map<Element, T[]>} */
  const chunks = new Map();
  /** @type {Map<string, Element>} */
  const homes = new Map();
  let length = 0;
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) (isIntersecting ? draw : empty)(target);
  }, { root: scroller, rootMargin: NEAR });

  /** @param {Element} chunk */
  function draw(chunk) {
    const items = chunks.get(chunk);
    if (!items || chunk.childElementCount) return;
    const first = Number(/** @type {HTMLElement} */ (chunk).dataset.first);
    chunk.append(...items.map((item, index) => element("li", { "aria-posinset": first + index + 1, "aria-setsize": -1 }, rowOf(item))));
    /** @type {HTMLElement} */ (chunk).style.blockSize = "";
  }

  /** A chunk that holds the focus stays. @param {Element} chunk */
  function empty(chunk) {
    if (!chunk.childElementCount || chunk.contains(document.activeElement)) return;
    /** @type {HTMLElement} */ (chunk).style.blockSize = `${chunk.getBoundingClientRect().height}px`;
    chunk.replaceChildren();
  }

  /** @param {Run<T>[]} runs @param {(run: Run<T>) => HTMLElement|null} headingOf */
  function append(runs, headingOf) {
    for (const run of runs) {
      const heading = headingOf(run);
      if (heading) body.append(heading);
      for (let start = 0; start < run.incidents.length; start += CHUNK_ROWS) {
        const items = run.incidents.slice(start, start + CHUNK_ROWS);
        const chunk = element("ol", { class: "chunk", "data-first": length });
        chunk.style.blockSize = `${items.length * ROW_HEIGHT}px`;
        chunks.set(chunk, items);
        for (const item of items) homes.set(item.id, chunk);
        length += items.length;
        body.append(chunk);
        if (length <= 2 * CHUNK_ROWS) draw(chunk);
        observer.observe(chunk);
      }
    }
  }

  function clear() {
    observer.disconnect();
    chunks.clear();
    homes.clear();
    length = 0;
    body.replaceChildren();
  }

  /** Draws the item's chunk where need be. @param {string} id @returns {HTMLElement|null} its row */
  function rowFor(id) {
    const chunk = homes.get(id);
    if (!chunk) return null;
    draw(chunk);
    return chunk.querySelector(`[data-incident="${CSS.escape(id)}"]`);
  }

  return { append, clear, rowFor };
}

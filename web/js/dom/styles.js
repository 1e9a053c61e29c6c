// @ts-check
// Style files of what is opened only now and then: they come with its modules, before it is shown.

/** By name, so that none is asked for twice. @type {Map<string, Promise<void>>} */
const asked = new Map();

/**
 * Resolves when the files of `css/` apply. A file that does not come leaves its part plain rather than missing, and is
 * asked for again the next time.
 * @param {string[]} names
 * @returns {Promise<unknown>}
 */
export function loadStyles(...names) {
  return Promise.all(names.map((name) => {
    if (!asked.has(name)) asked.set(name, loadStyle(name));
    return asked.get(name);
  }));
}

/** @param {string} name @returns {Promise<void>} */
function loadStyle(name) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `css/${name}.css`;
  // Before the rules for paper, which have the last word.
  document.querySelector("link[href='css/print.css']")?.before(link);
  return new Promise((resolve) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => {
      asked.delete(name);
      link.remove();
      resolve();
    });
  });
}

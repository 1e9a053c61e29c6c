// @ts-check
// The messages in use. A further language is one more file like en.js and its line in `LANGUAGES`.

import { en } from "./en.js";

/** @typedef {typeof en} Messages */

/** Each in its own words. */
export const LANGUAGES = /** @type {const} */ ([
  { id: "en", name: "English" },
  { id: "ar", name: "العربية" },
]);

const KEY = "dateline-language";

/** @type {Messages} */
export const messages = chosen() === "en" ? en : await inOtherWords(chosen());

/** @param {string} language @returns {Promise<Messages>} */
async function inOtherWords(language) {
  const [{ completeWith }, other] = await Promise.all([import("./complete.js"), import(`./${language}.js`)]);
  return completeWith(en, other.messages);
}

/** The reader's choice, else the first of the browser's languages that there is a file for. @returns {string} */
function chosen() {
  const known = (/** @type {string|null|undefined} */ id) => LANGUAGES.find((language) => language.id === id)?.id;
  let remembered = null;
  try {
    remembered = globalThis.localStorage?.getItem(KEY) ?? null;
  } catch {
    // Private windows refuse storage; the browser's own language then decides.
  }
  const wishes = globalThis.document ? navigator.languages.map((tag) => tag.split("-")[0]) : [];
  return known(remembered) ?? wishes.map(known).find(Boolean) ?? LANGUAGES[0].id;
}

/** The address holds the whole view, so the page is read anew in the other language. @param {string} id */
export function chooseLanguage(id) {
  try {
    localStorage.setItem(KEY, id);
  } catch {
    return;
  }
  location.reload();
}

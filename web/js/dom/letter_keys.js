// @ts-check
// Whether single-letter keys do something: the reader's choice, kept in this browser.

const KEY = "dateline-letter-keys";

export function rememberedLetterKeys() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} on */
export function rememberLetterKeys(on) {
  try {
    if (on) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // Private windows refuse storage; the choice then lasts as long as the page.
  }
}

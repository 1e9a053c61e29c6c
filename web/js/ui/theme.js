// @ts-check
// Light or dark: the system's wish until the reader chooses, then the reader's, kept in this browser.

/** @typedef {import("../state.js").Store} Store */

const KEY = "dateline-theme";

/** @param {Store} store */
export function createTheme(store) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => remembered() ?? (system.matches ? "dark" : "light");
  const apply = () => {
    document.documentElement.dataset.theme = store.get().theme;
  };
  store.set({ theme: follow() });
  apply();
  // First in line, so that views which read colours from CSS find the new ones.
  store.subscribe(["theme"], () => {
    apply();
    remember(store.get().theme, system.matches ? "dark" : "light");
  });
  system.addEventListener("change", () => store.set({ theme: follow() }));
}

/** @returns {"light"|"dark"|null} */
function remembered() {
  try {
    const word = localStorage.getItem(KEY);
    return word === "light" || word === "dark" ? word : null;
  } catch {
    return null;
  }
}

/**
 * Choosing what the system wishes means following it again.
 * @param {string} theme
 * @param {string} wish
 */
function remember(theme, wish) {
  try {
    if (theme === wish) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Private windows refuse storage; the choice then lasts as long as the page.
  }
}

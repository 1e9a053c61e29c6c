// @ts-check
// Taking away what is shown: files in every format, a picture, paper, a link, an embedded view, a live layer.

import { exportAddress } from "../api.js";
import { viewLink } from "../address.js";
import { createDialog } from "../dom/dialog.js";
import { element, fill } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { messages } from "../messages/index.js";

/** @typedef {import("../state.js").Store} Store */

const words = messages.exports;
/** File endings with the names that users know. */
const FORMATS = /** @type {const} */ ([
  ["geojson", "GeoJSON"], ["csv", "CSV"], ["gpkg", "GeoPackage"], ["fgb", "FlatGeobuf"], ["parquet", "GeoParquet"], ["kml", "KML"], ["geojsonseq", "GeoJSONSeq"],
]);
const LAYERS = /** @type {const} */ (["incidents", "areas", "places"]);
const EMBED_HEIGHT = 480;

/** @param {Store} store */
export function createExportDialog(store) {
  const dialog = createDialog("export", words.title, words.close, () => store.get().dialog === "export" && store.set({ dialog: null }));
  /** @type {(typeof LAYERS)[number]} */
  let layer = "incidents";
  const draw = () => {
    const isOpen = store.get().dialog === "export";
    if (isOpen) {
      const select = element("select", { id: "export-layer" }, ...LAYERS.map((name) => element("option", { value: name, text: words.layers[name] })));
      select.value = layer;
      select.addEventListener("change", () => {
        layer = LAYERS.find((name) => name === select.value) ?? LAYERS[0];
        draw();
        document.getElementById("export-layer")?.focus();
      });
      fill(
        dialog.body,
        element("div", { class: "export-lead" }, element("p", { class: "muted", text: words.lead(store.get().matched ?? 0) }), element("label", { for: "export-layer" }, words.layer, select)),
        element("ul", { class: "formats" }, ...FORMATS.map(([ending, name]) => formatLink(store, ending, name, layer))),
        element("ul", { class: "formats is-others" }, pictureButton(store), printButton()),
        copyLine("export-link", words.link, words.linkHint, viewLink(store, { embed: false })),
        copyLine("export-embed", words.embed, words.embedHint, embedCode(store)),
        copyLine("export-qgis", words.qgis, words.qgisHint, new URL("api", location.href).href),
      );
    }
    dialog.show(isOpen);
  };
  store.subscribe(["dialog"], draw);
  draw();
}

/** @param {Store} store @param {keyof typeof words.formats} ending @param {string} name @param {string} layer */
function formatLink(store, ending, name, layer) {
  return element("li", {}, element("a", {
    href: exportAddress(store.get().filter, ending, layer), download: `dateline-${layer}.${ending}`, "data-format": ending, title: words.download(name),
  }, icon("download"), element("span", {}, element("b", { text: name }), element("small", { text: words.formats[ending] }))));
}

/** @param {Store} store */
function pictureButton(store) {
  const click = () => store.set({ dialog: null, snapshot: {} });
  return element("li", {}, element("button", { type: "button", id: "export-png", on: { click } }, icon("image"), element("span", {}, element("b", { text: words.png }), element("small", { text: words.pngHint }))));
}

function printButton() {
  // The dialog must be gone before the page is put on paper.
  const click = (/** @type {Event} */ event) => {
    /** @type {HTMLElement} */ (event.currentTarget).closest("dialog")?.close();
    requestAnimationFrame(() => print());
  };
  return element("li", {}, element("button", { type: "button", on: { click } }, icon("print"), element("span", {}, element("b", { text: words.print }), element("small", { text: words.printHint }))));
}

/** Markup as text for the reader's own page; it never becomes markup here. @param {Store} store */
function embedCode(store) {
  const address = viewLink(store, { embed: true }).replace(/&/g, "&amp;").replace(/"/g, "&quot;");
  return `<iframe src="${address}" width="100%" height="${EMBED_HEIGHT}" title="${messages.app.mapLabel}"></iframe>`;
}

/** @param {string} id @param {string} label @param {string} hint @param {string} value */
function copyLine(id, label, hint, value) {
  const input = element("input", { type: "text", id, readonly: true, value, dir: "ltr", on: { focus: (/** @type {Event} */ event) => /** @type {HTMLInputElement} */ (event.target).select() } });
  const button = element("button", { type: "button", class: "button", "aria-label": `${words.copy}: ${label}`, text: words.copy });
  button.addEventListener("click", async () => {
    button.textContent = await navigator.clipboard.writeText(value).then(() => messages.card.copied, () => messages.card.copyFailed);
    setTimeout(() => void (button.textContent = words.copy), 1500);
  });
  return element("div", { class: "copy-line" }, element("label", { for: id }, element("b", { text: label }), element("small", { class: "muted", text: hint })), input, button);
}

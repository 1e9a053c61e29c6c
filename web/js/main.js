// @ts-check
// Wiring only: state, address, loader, then the views. Order matters where views follow each other on one change.

import { keepAddress, readAddress } from "./address.js";
import { askForTokenWith } from "./api.js";
import { byId, element } from "./dom/element.js";
import { loadStyles } from "./dom/styles.js";
import { createChanges } from "./changes.js";
import { createLoader } from "./loader.js";
import { createMapView } from "./map/view.js";
import { messages } from "./messages/index.js";
import { createStore, initialState } from "./state.js";
import { dateFilter } from "./ui/date_filter.js";
import { createDropZone } from "./ui/drop_zone.js";
import { createHeader } from "./ui/header.js";
import { createIncidentList } from "./ui/incident_list.js";
import { createKeyboard } from "./ui/keyboard.js";
import { memoryNote } from "./ui/memory_note.js";
import { actorFilter, casualtyFilter, confidenceFilter, precisionFilter, wordFilter } from "./ui/more_filters.js";
import { createNotice } from "./ui/notice.js";
import { createPageStates } from "./ui/page_states.js";
import { regionFilter } from "./ui/region_filter.js";
import { createSidePanel } from "./ui/side_panel.js";
import { createTabs } from "./ui/tabs.js";
import { createTheme } from "./ui/theme.js";
import { typeFilter } from "./ui/type_filter.js";

nameLandmarks();
const store = createStore(initialState());
readAddress(store);
keepAddress(store);
const loader = createLoader(store);
const changes = createChanges(store);

document.body.toggleAttribute("data-embed", store.get().embed);
createTheme(store);
createTabs(store);
createHeader(store);
byId("filters").append(
  wordFilter(store), regionFilter(store), typeFilter(store), casualtyFilter(store), precisionFilter(store), dateFilter(store),
  actorFilter(store), confidenceFilter(store), memoryNote(store),
);
createSidePanel(store);
loadOnDemand();
createIncidentList(store, loader.loadMore);
const map = createMapView(store);
loadTimeline();
createPageStates(store, () => void loader.refresh());
createNotice(store, changes);
createDropZone(store);
createKeyboard(store, { changes, loadMore: loader.loadMore });

void map.start();
void loader.start();
changes.listen();

/** index.html holds no words but the title; they all come from the messages. */
function nameLandmarks() {
  const { app } = messages;
  document.documentElement.lang = messages.language;
  document.documentElement.dir = messages.direction;
  for (const [id, label] of [["tabs", app.viewsLabel], ["filters", app.filtersLabel], ["stage", app.mapLabel], ["side", app.listLabel]]) {
    byId(id).setAttribute("aria-label", label);
  }
  byId("skip").append(
    element("a", { href: "#list-body", text: app.toList, on: { click: jumpTo("list") } }),
    element("a", { href: "#filters", text: app.toFilters, on: { click: jumpTo("filters") } }),
  );
  byId("brand-name").textContent = app.name;
}

/** Cards, reader, editors, dialogs, each with its styles: the first view does without them. */
function loadOnDemand() {
  askForTokenWith(async (wasWrong) => (await withStyles(import("./ui/token_dialog.js"), "dialog")).askForToken(wasWrong));
  store.once(["news"], ({ news }) => news > 0, async () => (await import("./ui/news_pill.js")).createNewsPill(store, changes));
  store.once(["selected", "reading"], ({ selected, reading }) => Boolean(selected ?? reading), async () => (await import("./openers.js")).createOpeners(store).start());
  store.once(["selected"], ({ selected }) => selected !== null, async () => (await withStyles(import("./ui/detail_panel.js"), "card")).createDetailPanel(store));
  store.once(["crowd"], ({ crowd }) => crowd !== null, async () => (await import("./ui/crowd_panel.js")).createCrowdPanel(store));
  store.once(["correcting"], ({ correcting }) => correcting !== null, async () => (await withStyles(import("./ui/correct_panel.js"), "card", "correct")).createCorrectPanel(store, changes));
  store.once(["reading"], ({ reading }) => reading !== null, async () => (await withStyles(import("./ui/reader.js"), "card", "reader")).createReader(store));
  store.once(["draft"], ({ draft }) => draft !== null, async () => (await withStyles(import("./ui/add_dialog.js"), "dialog")).createAddDialog(store, changes));
  store.once(["dialog"], ({ dialog }) => dialog === "export", async () => (await withStyles(import("./ui/export_dialog.js"), "dialog")).createExportDialog(store));
  store.once(["dialog"], ({ dialog }) => dialog === "corrections", async () => (await withStyles(import("./ui/corrections_dialog.js"), "dialog")).createCorrectionsDialog(store, changes));
  store.once(["dialog"], ({ dialog }) => dialog === "help", async () => (await withStyles(import("./ui/help_dialog.js"), "dialog")).createHelpDialog(store));
}

/** The timeline fills its place when the incidents are there. */
function loadTimeline() {
  store.once(["status"], ({ status }) => status !== "loading", async () => {
    const [{ createTimes }, { createTimeline }] = await Promise.all([import("./times.js"), withStyles(import("./ui/timeline.js"), "timeline")]);
    createTimeline(store, map);
    await createTimes(store).start();
  });
}

/**
 * @template T
 * @param {Promise<T>} module
 * @param {string[]} styles  of `css/`, without their ending
 */
async function withStyles(module, ...styles) {
  return (await Promise.all([module, loadStyles(...styles)]))[0];
}

/** The hash is the map's, so skip links move the focus themselves. @param {"list"|"filters"} panel */
function jumpTo(panel) {
  return (/** @type {Event} */ event) => {
    event.preventDefault();
    store.set({ panel });
    const first = byId(panel).querySelector("button, input, a");
    if (first instanceof HTMLElement) first.focus();
  };
}

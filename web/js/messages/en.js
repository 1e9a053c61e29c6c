// @ts-check
// Every word the page shows, in English. Another language is one more file with the same keys.

import { mapWords } from "./en_map.js";

/** @param {number} n @param {string} one @param {string} many */
const plural = (n, one, many) => `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;
/** @param {number} n */
const number = (n) => n.toLocaleString("en-GB");

export const en = {
  language: "en",
  number,

  app: {
    name: "Dateline",
    toList: "Skip to the list of incidents",
    toFilters: "Skip to the filters",
    headerLabel: "Dateline",
    filtersLabel: "Filters",
    mapLabel: "Map of incidents",
    listLabel: "Incidents",
    viewsLabel: "Views",
  },

  header: {
    incidents: (/** @type {number} */ n) => (n === 1 ? "incident" : "incidents"),
    of: (/** @type {number} */ total) => `of ${plural(total, "incident", "incidents")}`,
    onMap: (/** @type {number} */ n) => `${number(n)} on the map`,
    withoutPlace: (/** @type {number} */ n) => `${number(n)} without a place`,
    showWithoutPlace: "Show the incidents without a place",
    loading: "Loading…",
    truncated: (/** @type {number} */ shown, /** @type {number} */ all) =>
      `${number(shown)} of ${number(all)} are loaded. Narrow the filter to see the rest.`,
    add: "Add article",
    addHint: "Paste or drop an article; its incidents appear on the map",
    export: "GeoJSON",
    exportHint: (/** @type {number} */ n) => `Download the ${plural(n, "incident", "incidents")} shown as GeoJSON`,
    toDark: "Switch to dark colours",
    toLight: "Switch to light colours",
  },

  chips: {
    label: "Active filters",
    remove: (/** @type {string} */ what) => `Remove the filter: ${what}`,
    types: (/** @type {string[]} */ labels) =>
      labels.length <= 2 ? labels.join(", ") : `${labels.length} types`,
    clearAll: "Clear all",
    dates: { from: "from", until: "until" },
    area: { bbox: "Box on the map", shape: "Area on the map" },
    near: (/** @type {string} */ place, /** @type {number} */ km) => `Within ${number(km)} km of ${place}`,
    thisSpot: "a spot on the map",
  },

  filters: {
    region: "Region",
    regionPlaceholder: "Country or province",
    regionLabel: "Filter by country or province",
    regionAdd: "Add",
    regionUnknown: (/** @type {string} */ name) => `No country or province is called “${name}”.`,
    regionToggle: (/** @type {string} */ name, /** @type {number} */ n) =>
      `${n === 1 ? "incident" : "incidents"}, ${name}`,
    type: "Type",
    typeClear: "Show all",
    typeExpand: (/** @type {string} */ name) => `Single types of “${name}”`,
    typeOnly: (/** @type {string} */ name, /** @type {number} */ n) =>
      `${name}, ${plural(n, "incident", "incidents")}`,
    typeHint: "None chosen: all types are shown.",
    dates: "Dates",
    from: "From",
    to: "To",
    datesReversed: "“From” is after “To”. Until that is changed, the filter stays as it was.",
    memory: "Nothing is kept: added articles are gone when the program ends.",
  },

  groups: {
    air: "Air or drone strike",
    missile: "Missile, rocket, shelling",
    clash: "Clash, armed attack",
    blast: "Explosion, IED",
    security: "Arrest, raid, security",
    protest: "Protest, unrest",
    other: "Other",
  },

  precision: {
    site: "Site",
    settlement: "Settlement",
    district: "District",
    province: "Province",
    region: "Region",
    country: "Whole country",
    none: "No place",
  },

  ...mapWords(number, plural),

  list: {
    title: "Incidents",
    newestFirst: "Newest first",
    noDate: "No date",
    tray: (/** @type {number} */ n) => `${number(n)} without a place`,
    trayHint: "The article names no place that could be found, so these are not on the map.",
    more: (/** @type {number} */ n) => `Show ${number(n)} more`,
    show: "Show",
    hide: "Hide",
    killed: (/** @type {string} */ figure) => `${figure} killed`,
    injured: (/** @type {string} */ figure) => `${figure} injured`,
    back: "Back to the list",
    background: "recalled",
    added: "new",
  },

  card: {
    close: "Close",
    dateUnknown: "Date unknown",
    placeUnknown: "Place unknown",
    wholeCountry: "whole country",
    when: "When",
    killed: "Killed",
    injured: "Injured",
    dateNotes: {
      day: "exact day",
      range: "within these days",
      week: "some time that week",
      month: "month only",
      year: "year only",
      unknown: "not stated",
    },
    quoted: (/** @type {string} */ words) => `“${words}”`,
    casualtyNotes: {
      unknown: () => "not stated",
      stated: () => "stated",
      at_least: (/** @type {string} */ figure) => `at least ${figure}`,
      at_most: (/** @type {string} */ figure) => `at most ${figure}`,
      range: () => "reports differ",
    },
    by: "By",
    against: "Against",
    victims: "Victims",
    weapons: "With",
    status: "Status",
    statuses: { reported: "Reported", claimed: "Claimed", alleged: "Alleged", denied: "Denied" },
    background: "recalled as background",
    confidence: "Confidence",
    confidenceLow: "low",
    evidence: "Evidence",
    roles: {
      trigger: "event",
      place: "place",
      date: "date",
      actor: "actor",
      casualties: "casualties",
      weapon: "weapon",
    },
    elsewhere: "Also in the article:",
    sources: "Sources",
    reports: (/** @type {number} */ n) => plural(n, "report", "reports"),
    sourceUntitled: "Untitled article",
    sourceUndated: "date unknown",
    filterBy: (/** @type {string} */ name) => `Filter by ${name}`,
  },

  add: {
    title: "Add an article",
    lead: "Dateline finds the incidents in it and puts them on this map. Nothing leaves this machine.",
    text: "Article text",
    textPlaceholder: "Paste the article here",
    headline: "Title",
    optional: "optional",
    date: "Published",
    dateHint: "Without the date of publication, “on Friday” and “last month” stay unresolved.",
    file: "Choose a file",
    fileHint: "or drop a .txt, .md or .json file anywhere on the page",
    submit: "Find incidents",
    working: "Reading…",
    cancel: "Cancel",
    close: "Close the dialog",
    textMissing: "Paste the article's text first.",
    none: "No incident was found in this text.",
    fileProblems: {
      kind: (/** @type {string} */ name) => `“${name}” is not a .txt, .md or .json file.`,
      json: (/** @type {string} */ name) => `“${name}” is not one JSON document with a "text".`,
      no_text: (/** @type {string} */ name) => `“${name}” holds no text.`,
    },
    drop: "Drop the article to read it",
    oneFile: "One file at a time: the first was taken.",
  },

  notice: {
    added: (/** @type {number} */ n, /** @type {string} */ title) =>
      title ? `${plural(n, "incident", "incidents")} found in “${title}”` : `${plural(n, "incident", "incidents")} found`,
    replaced: "This article was there already; it was replaced",
    hidden: (/** @type {number} */ n) => `${number(n)} hidden by the filter.`,
    clearFilter: "Clear the filter",
    warnings: (/** @type {number} */ n) => plural(n, "warning", "warnings"),
    dismiss: "Dismiss",
  },

  states: {
    emptyTitle: "Drop an article here",
    emptyLead: "Dateline finds the incidents in it and puts them on this map. Nothing leaves this machine.",
    emptyAction: "Paste an article",
    emptyList: "Incidents appear here as soon as an article is read.",
    noneTitle: "No incident matches",
    noneLead: (/** @type {string[]} */ filters) => `The filter is ${filters.join(" · ")}.`,
    without: (/** @type {string} */ filter, /** @type {number} */ n) =>
      `Remove ${filter}: ${plural(n, "incident", "incidents")}`,
    clearAll: (/** @type {number} */ n) => `Clear the whole filter: ${plural(n, "incident", "incidents")}`,
    errorTitle: "The incidents could not be loaded",
    refused: "The server does not accept this filter",
    gone: "The server does not answer. What is loaded stays usable.",
    retry: "Try again",
  },

  tabs: {
    map: () => "Map",
    list: () => "Incidents",
    filters: (/** @type {number} */ active) => (active ? `Filters (${active})` : "Filters"),
  },

  errors: {
    unreachable: "The server does not answer",
    unreachableDetail: "Check that “dateline serve” is still running.",
    unexpected: "The server sent an answer that this page does not understand",
  },
};

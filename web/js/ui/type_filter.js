// @ts-check
// Types of incidents: each row is a filter, a count and the legend of the map. Nothing chosen means everything shown.

import { element, fill } from "../dom/element.js";
import { icon } from "../dom/icon.js";
import { incidentSymbol } from "../dom/symbol.js";
import { typeText } from "../messages/describe.js";
import { messages } from "../messages/index.js";
import { countBySymbol } from "../pure/facets.js";
import { SYMBOL_GROUPS, typesBySymbol } from "../pure/groups.js";
import { compactTypes, expandTypes, toggleTypes } from "../pure/type_selection.js";

/** @typedef {import("../state.js").Store} Store */
/** @typedef {import("../pure/types.js").SymbolGroup} SymbolGroup */
/** @typedef {{id: string, label: string}} IncidentType */

/** @param {Store} store */
export function typeFilter(store) {
  /** @type {Set<SymbolGroup>} */
  const open = new Set();
  const rows = element("ul", { class: "type-rows" });
  const clear = element("button", { type: "button", class: "link", text: messages.filters.typeClear, on: { click: () => choose(store, new Set()) } });
  const draw = () => {
    const focused = document.activeElement instanceof HTMLElement && rows.contains(document.activeElement) ? document.activeElement.id : "";
    drawRows(store, rows, open, draw);
    if (focused) document.getElementById(focused)?.focus();
    clear.hidden = !store.get().filter.types.length;
  };
  store.subscribe(["filter", "facets", "taxonomy"], draw);
  draw();
  const heading = element("h2", { id: "type-heading", title: messages.filters.typeHint, text: messages.filters.type });
  return element("section", { class: "filter-section", "aria-labelledby": "type-heading" }, element("div", { class: "section-head" }, heading, clear), rows);
}

/** @param {Store} store @param {Set<string>} types */
function choose(store, types) {
  const { filter, taxonomy } = store.get();
  store.set({ filter: { ...filter, types: compactTypes(types, taxonomy) } });
}

/**
 * @param {Store} store
 * @param {HTMLElement} rows
 * @param {Set<SymbolGroup>} open
 * @param {() => void} redraw
 */
function drawRows(store, rows, open, redraw) {
  const { facets, filter, taxonomy } = store.get();
  const byType = facets?.types ?? {};
  const bySymbol = countBySymbol(byType, taxonomy);
  const chosen = expandTypes(filter.types, taxonomy);
  const catalogue = typesBySymbol(taxonomy);
  const most = Math.max(1, ...bySymbol.values());
  fill(
    rows,
    ...SYMBOL_GROUPS.map((group) => {
      const all = catalogue.get(group) ?? [];
      const types = all.filter((type) => byType[type.id] || chosen.has(type.id));
      const count = bySymbol.get(group) ?? 0;
      const item = element("li", {}, groupRow(store, { group, all, chosen, count, most }));
      if (types.length) {
        const expanded = open.has(group);
        item.append(expander(group, expanded, () => {
          if (!open.delete(group)) open.add(group);
          redraw();
        }));
        if (expanded) item.append(element("ul", { class: "single-types" }, ...types.map((type) => singleRow(store, type, chosen, byType[type.id] ?? 0))));
      }
      return item;
    }),
  );
}

/**
 * @param {Store} store
 * @param {{group: SymbolGroup, all: IncidentType[], chosen: Set<string>, count: number, most: number}} row
 */
function groupRow(store, { group, all, chosen, count, most }) {
  const ids = all.map((type) => type.id);
  const hits = ids.filter((id) => chosen.has(id)).length;
  const name = messages.groups[group];
  const box = element("input", { type: "checkbox", id: `type-${group}`, "aria-label": messages.filters.typeOnly(name, count) });
  box.checked = hits > 0 && hits === ids.length;
  box.indeterminate = hits > 0 && hits < ids.length;
  box.disabled = !ids.length;
  box.addEventListener("change", () => choose(store, toggleTypes(chosen, ids)));
  const bar = element("span", { class: "count-bar", "aria-hidden": "true" }, element("i"));
  /** @type {HTMLElement} */ (bar.firstChild).style.inlineSize = `${(count / most) * 100}%`;
  return element("label", { class: count ? "type-row" : "type-row is-zero", title: name }, box, incidentSymbol(group, 18), element("span", { class: "name", text: name }), element("span", { class: "count", text: messages.number(count) }), bar);
}

/**
 * @param {Store} store
 * @param {IncidentType} type
 * @param {Set<string>} chosen
 * @param {number} count
 */
function singleRow(store, type, chosen, count) {
  const name = typeText(type.id, type.label);
  const box = element("input", { type: "checkbox", id: `type-${type.id}`, "aria-label": messages.filters.typeOnly(name, count) });
  box.checked = chosen.has(type.id);
  box.addEventListener("change", () => choose(store, toggleTypes(chosen, [type.id])));
  return element("li", {}, element("label", { class: "type-row is-single" }, box, element("span", { class: "name", text: name }), element("span", { class: "count", text: messages.number(count) })));
}

/** @param {SymbolGroup} group @param {boolean} expanded @param {() => void} toggle */
function expander(group, expanded, toggle) {
  const label = messages.filters.typeExpand(messages.groups[group]);
  return element("button", { type: "button", class: "expander", id: `expand-${group}`, "aria-expanded": String(expanded), "aria-label": label, title: label, on: { click: toggle } }, icon("chevron", 12));
}

// The small pure modules: filter and address, regions, order, files, viewport, types.

import assert from "node:assert/strict";
import { test } from "node:test";
import { articleFromFile } from "../js/pure/article_file.js";
import { countTypes, withTypes } from "../js/pure/facets.js";
import { NO_FILTER, filterParts, filterQuery, isUnfiltered, readFilter, sameFilter, withRegion, withoutPart } from "../js/pure/filter.js";
import { alpha2 } from "../js/pure/iso.js";
import { byMonth, newestFirst } from "../js/pure/order.js";
import { findRegion, regionLabel, regionWord } from "../js/pure/regions.js";
import { compactTypes, expandTypes, toggleTypes } from "../js/pure/type_selection.js";
import { readViewport, viewportHash } from "../js/pure/viewport.js";

test("a filter survives the way through the address", () => {
  const filter = { ...NO_FILTER, regions: ["Anbar", "Île-de-France & more"], types: ["remote", "protest"], from: "2019-12-16", to: "2020-03-31" };
  assert.deepEqual(readFilter(new URLSearchParams(filterQuery(filter).toString())), filter);
  assert.equal(filterQuery(NO_FILTER).toString(), "");
});

test("an address with nonsense gives the filter that can be understood", () => {
  const query = new URLSearchParams("region=&region=Iraq&region=Iraq&from=yesterday&to=2020-02-30&incident=x&zoom=3");
  assert.deepEqual(readFilter(query), { ...NO_FILTER, regions: ["Iraq"], types: [], from: null, to: null });
});

test("parts of a filter are taken away one by one until nothing is left", () => {
  let filter = readFilter(new URLSearchParams("region=Iraq&region=Syria&type=protest&from=2020-01-01"));
  assert.deepEqual(filterParts(filter).map(({ kind }) => kind), ["region", "region", "types", "dates"]);
  for (const part of filterParts(filter)) filter = withoutPart(filter, part);
  assert.ok(isUnfiltered(filter));
});

test("a region is added once", () => {
  const once = withRegion(NO_FILTER, "Iraq");
  assert.ok(sameFilter(withRegion(once, "Iraq"), once));
  assert.deepEqual(NO_FILTER.regions, []);
});

const REGIONS = [
  { id: "1", name: "Iraq", kind: "country", country: "IQ", country_name: "Iraq", count: 3 },
  { id: "2", name: "Anbar", kind: "admin1", country: "IQ", country_name: "Iraq", count: 2 },
  { id: "3", name: "Georgia", kind: "country", country: "GE", country_name: "Georgia", count: 1 },
  { id: "4", name: "Georgia", kind: "admin1", country: "US", country_name: "United States", count: 1 },
  { id: "5", name: "Córdoba", kind: "admin1", country: "AR", country_name: "Argentina", count: 1 },
];

test("a typed region is found by label, name, beginning and without accents", () => {
  for (const [typed, id] of [["anbar", "2"], ["Anbar, Iraq", "2"], ["Georgia, United States", "4"], ["Georgia", "3"], ["cordo", "5"]]) {
    assert.equal(findRegion(typed, REGIONS)?.id, id, typed);
  }
  for (const typed of ["", "Narnia", "ge"]) assert.equal(findRegion(typed, REGIONS), null, typed);
});

test("a region goes by its name unless two bear it", () => {
  assert.equal(regionWord(REGIONS[1], REGIONS), "Anbar");
  assert.equal(regionWord(REGIONS[3], REGIONS), "4");
  assert.equal(regionLabel(REGIONS[1]), "Anbar, Iraq");
});

const TAXONOMY = [
  { id: "remote", label: "Remote", types: [{ id: "air_strike", label: "Air strike" }, { id: "shelling", label: "Shelling" }] },
  { id: "accident", label: "Accidents", types: [{ id: "accident", label: "Accident" }, { id: "fire", label: "Fire" }] },
];

test("chosen types are written as whole groups where they are whole", () => {
  for (const words of [[], ["remote"], ["air_strike"], ["air_strike", "accident"], ["remote", "fire"], ["unheard_of"]]) {
    assert.deepEqual(compactTypes(expandTypes(words, TAXONOMY), TAXONOMY), words);
  }
  assert.deepEqual(compactTypes(new Set(["shelling", "air_strike"]), TAXONOMY), ["remote"]);
});

test("toggling adds what is missing, else takes all away", () => {
  const some = toggleTypes(new Set(["air_strike"]), ["air_strike", "shelling"]);
  assert.deepEqual([...some], ["air_strike", "shelling"]);
  assert.deepEqual([...toggleTypes(some, ["air_strike", "shelling"])], []);
});

test("type counts add up to the number of incidents", () => {
  const incidents = [["air_strike", "remote"], ["shelling", "remote"], ["shelling", "remote"], ["fire", "accident"]].map(([type, group]) => ({ type, group }));
  const { byType, bySymbol } = countTypes(incidents);
  const sum = (map) => [...map.values()].reduce((a, b) => a + b, 0);
  assert.equal(sum(byType), incidents.length);
  assert.equal(sum(bySymbol), incidents.length);
  assert.equal(bySymbol.get("missile"), 2);
  assert.equal(withTypes(incidents, new Set(["shelling"])).length, 2);
  assert.equal(withTypes(incidents, new Set()).length, 4);
});

test("the list runs from the newest to those without a date, under months", () => {
  const incident = (id, date_start, date_precision = "day") => ({ id, title: id, date_start, date_end: date_start, date_precision });
  const sorted = newestFirst([incident("none", null, "unknown"), incident("old", "2019-12-21"), incident("b", "2020-03-12"), incident("a", "2020-03-12"), incident("year", "2020-01-01", "year")]);
  assert.deepEqual(sorted.map(({ id }) => id), ["a", "b", "year", "old", "none"]);
  assert.deepEqual(byMonth(sorted).map(({ heading, incidents }) => [heading, incidents.length]), [["March 2020", 2], ["2020", 1], ["December 2019", 1], [null, 1]]);
});

test("a dropped file becomes a document, or says what is wrong with it", () => {
  assert.deepEqual(articleFromFile("a.txt", "\ufeffText"), { document: { text: "Text", source: "a.txt" } });
  assert.deepEqual(articleFromFile("a.JSON", '{"text":"T","date":"2020-01-01","id":7}'), { document: { text: "T", date: "2020-01-01" } });
  for (const [name, content, problem] of [["a.pdf", "x", "kind"], ["a.json", "{", "json"], ["a.json", "[1]", "json"], ["a.json", "{}", "no_text"], ["a.md", " \n", "no_text"]]) {
    assert.deepEqual(articleFromFile(name, content), { problem }, `${name} ${content}`);
  }
});

test("the map's position survives the way through the hash", () => {
  const viewport = { zoom: 5.5, lat: 33.2625, lon: -44.2346 };
  assert.deepEqual(readViewport(viewportHash(viewport)), viewport);
  for (const hash of ["", "#list", "#5/95/10", "#a/b/c", "#5//3"]) assert.equal(readViewport(hash), null, hash);
});

test("world-atlas codes become alpha-2", () => {
  for (const [numeric, name, code] of [["368", "Iraq", "IQ"], [4, "Afghanistan", "AF"], [undefined, "Kosovo", "XK"], [undefined, "Somaliland", null], ["999", "?", null]]) {
    assert.equal(alpha2(numeric, name), code);
  }
});

test("dates the wrong way round are no filter", () => {
  assert.deepEqual(readFilter(new URLSearchParams("from=2020-03-01&to=2020-01-01&type=fire")), { ...NO_FILTER, types: ["fire"], from: null, to: null });
});

// The small pure modules: filter and address, regions, order, files, viewport, types.

import assert from "node:assert/strict";
import { test } from "node:test";
import { countBySymbol, toggleWords } from "../js/pure/facets.js";
import { NO_FILTER, filterParts, filterQuery, isUnfiltered, readFilter, sameFilter, withRegion, withoutPart } from "../js/pure/filter.js";
import { alpha2 } from "../js/pure/iso.js";
import { headedRuns } from "../js/pure/order.js";
import { findRegion, regionLabel, regionWord } from "../js/pure/regions.js";
import { compactTypes, expandTypes, toggleTypes } from "../js/pure/type_selection.js";
import { documentBody, mediaTypeOf, sumResults, uploadOf } from "../js/pure/upload.js";
import { readViewport, viewportHash } from "../js/pure/viewport.js";

const WHOLE_FILTER = {
  words: "rocket attack", bbox: [38.8, 29.1, 48.6, 37.4], shape: null, regions: ["Anbar", "Île-de-France & more"], near: "Paris, Texas,50",
  types: ["remote", "protest"], from: "2019-12-16", to: "2020-03-31", actor: "Kata'ib", minKilled: 3, precisions: ["site", "none"], minConfidence: 0.5,
};

test("a filter survives the way through the address", () => {
  assert.deepEqual(readFilter(new URLSearchParams(filterQuery(WHOLE_FILTER).toString())), WHOLE_FILTER);
  assert.equal(filterQuery(NO_FILTER).toString(), "");
});

test("an address with nonsense gives the filter that can be understood", () => {
  const query = new URLSearchParams("region=&region=Iraq&region=Iraq&from=yesterday&to=2020-02-30&incident=x&zoom=3&min_killed=-1&min_confidence=7&precision=planet,site&bbox=1,2,3&q=%20");
  assert.deepEqual(readFilter(query), { ...NO_FILTER, regions: ["Iraq"], precisions: ["site"] });
});

test("each part of a filter can be taken away by itself", () => {
  const parts = filterParts(WHOLE_FILTER);
  assert.deepEqual(parts.map(({ kind }) => kind), ["words", "region", "region", "area", "near", "types", "dates", "actor", "killed", "precision", "confidence"]);
  assert.ok(isUnfiltered(parts.reduce(withoutPart, WHOLE_FILTER)));
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

test("type counts add up to the number of incidents, whatever the taxonomy lacks", () => {
  const counts = countBySymbol({ air_strike: 1, shelling: 2, fire: 1, unheard_of: 3 }, TAXONOMY);
  assert.equal([...counts.values()].reduce((a, b) => a + b, 0), 7);
  assert.equal(counts.get("missile"), 2);
  assert.equal(counts.get("other"), 4);
});

test("a word is chosen by one click and left by the next", () => {
  assert.deepEqual(toggleWords(["site"], ["none"]), ["site", "none"]);
  assert.deepEqual(toggleWords(["site", "none"], ["site"]), ["none"]);
});

test("rows stand under months or countries, and further pages go on where the first ended", () => {
  const incident = (id, date_start, country_name, date_precision = "day") => ({ id, date_start, date_precision, country_name });
  const rows = [incident("a", "2020-03-12", "Iraq"), incident("b", "2020-03-01", "Iraq"), incident("c", "2019-12-21", "Syria"), incident("d", null, null, "unknown")];
  const runs = (sort, more) => headedRuns(rows, sort, "en-GB", more).map(({ heading, incidents }) => [heading, incidents.length]);
  assert.deepEqual(runs("-date"), [["March 2020", 2], ["December 2019", 1], [null, 1]]);
  assert.deepEqual(runs("place", { from: 1 }), [["Iraq", 1], ["Syria", 1], [null, 1]]);
  assert.deepEqual(runs("-killed"), [[undefined, 4]]);
});

test("files are sent as what they are, and plain text with the date given beside it", () => {
  assert.deepEqual(uploadOf("a.txt", "Text", ""), { body: "Text", type: "text/plain" });
  assert.deepEqual(uploadOf("a.md", "Text", "2020-01-01"), { body: '{"text":"Text","date":"2020-01-01"}', type: "application/json" });
  assert.deepEqual(uploadOf("a.JSONL", "{}", "2020-01-01"), { body: "{}", type: "application/x-ndjson" });
  assert.equal(uploadOf("a.pdf", "x", ""), null);
  assert.equal(mediaTypeOf("Story.HTM"), "text/html");
  assert.equal(documentBody({ text: "T", title: " ", date: "" }), '{"text":"T"}');
});

test("what came of several files is summed", () => {
  const document = (ids, replaced = false) => ({ id: "d", incidents: ids, warnings: ["w"], replaced });
  const sum = sumResults([{ documents: [document(["a", "b"])], errors: [] }, { documents: [document([])], errors: [{ line: 3, detail: "no JSON" }] }]);
  assert.deepEqual([sum.incidents, sum.errors, sum.documents.length, sum.warnings.length], [2, 1, 2, 2]);
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

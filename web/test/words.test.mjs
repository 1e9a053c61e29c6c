// What readers read: dates no more exact than the article, casualties, places, marked sentences.

import assert from "node:assert/strict";
import { test } from "node:test";
import { countryName } from "../js/messages/describe.js";
import { serverText } from "../js/messages/server_text.js";
import { casualtyText } from "../js/pure/casualties.js";
import { filterDates, incidentDate, monthHeading } from "../js/pure/dates.js";
import { evidenceElsewhere, markSentence } from "../js/pure/evidence.js";
import { SYMBOLS, SYMBOL_GROUPS, symbolGroup, typesBySymbol } from "../js/pure/groups.js";
import { breadcrumb, hasPlace, isArea, uncertaintyText } from "../js/pure/place.js";
import { readFile } from "node:fs/promises";

test("a date is no more exact than its precision", () => {
  const rows = [
    ["2020-01-03", "2020-01-03", "day", "3 Jan 2020"],
    ["2020-01-03", "2020-01-31", "range", "3–31 Jan 2020"],
    ["2020-02-28", "2020-03-02", "range", "28 Feb – 2 Mar 2020"],
    ["2019-12-24", "2020-01-02", "range", "24 Dec 2019 – 2 Jan 2020"],
    ["2020-03-09", "2020-03-15", "week", "9–15 Mar 2020"],
    ["2020-02-01", "2020-02-29", "month", "February 2020"],
    ["2020-01-01", "2020-12-31", "year", "2020"],
    [null, null, "unknown", null],
    [null, "2020-03-01", "day", "1 Mar 2020"],
  ];
  for (const [date_start, date_end, date_precision, expected] of rows) assert.equal(incidentDate({ date_start, date_end, date_precision }), expected);
});

test("a country bears the server's name, else the browser's, else the atlas's", () => {
  const regions = [{ id: "1", name: "Turkey", kind: "country", country: "TR", country_name: "Turkey", count: 2 }, { id: "2", name: "Georgia", kind: "admin1", country: "US", country_name: "United States", count: 1 }];
  assert.equal(countryName("TR", "Turkey (atlas)", regions), "Turkey");
  assert.equal(countryName("US", "United States of America", regions), "United States");
  assert.equal(countryName(null, "N. Cyprus", regions), "N. Cyprus");
});

test("a heading names the month only where it is known", () => {
  assert.equal(monthHeading({ date_start: "2020-01-01", date_precision: "year" }), "2020");
  assert.equal(monthHeading({ date_start: null, date_precision: "unknown" }), null);
});

test("a date filter reads with one end or both", () => {
  const words = { from: "from", until: "until" };
  assert.equal(filterDates("2019-12-16", "2020-03-31", words), "16 Dec 2019 – 31 Mar 2020");
  assert.equal(filterDates("2019-12-16", null, words), "from 16 Dec 2019");
  assert.equal(filterDates(null, "2020-03-31", words), "until 31 Mar 2020");
  assert.equal(filterDates("2020-03-31", "2020-03-01", words), "31 Mar 2020 – 1 Mar 2020");
});

test("unknown, zero, exact, open and disputed figures all read differently", () => {
  const rows = [
    [[null, null], "—", "unknown"], [[0, 0], "0", "stated"], [[3, 3], "3", "stated"], [[109, 109, true], "≥ 109", "at_least"],
    [[5, null], "≥ 5", "at_least"], [[null, 7], "≤ 7", "at_most"], [[4, 7], "4–7", "range"], [[9000, 9000, true], "≥ 9,000", "at_least"], [[undefined, undefined], "—", "unknown"],
  ];
  for (const [input, figure, note] of rows) assert.deepEqual(casualtyText(...input), { figure, note });
});

test("a breadcrumb names each part once, smallest first", () => {
  const names = (place, admin2, admin1, country_name) => breadcrumb({ place, admin2, admin1, country_name }).map(({ name, kind }) => `${name}:${kind}`).join(" ");
  assert.equal(names("Taji air base", null, "Baghdad", "Iraq"), "Taji air base:place Baghdad:admin1 Iraq:country");
  assert.equal(names("Baghdad", null, "Baghdad", "Iraq"), "Baghdad:admin1 Iraq:country");
  assert.equal(names("Iraq", null, null, "Iraq"), "Iraq:country");
  assert.equal(names(null, null, null, null), "");
});

test("the radius has two figures", () => {
  for (const [metres, text] of [[null, null], [0, null], [300, "± 300 m"], [2000, "± 2 km"], [2400, "± 2.5 km"], [41_234, "± 41 km"], [221_000, "± 220 km"], [1_260_000, "± 1,300 km"]]) {
    assert.equal(uncertaintyText(metres), text);
  }
});

test("areas are never points, and nothing without coordinates is on the map", () => {
  assert.ok(isArea({ location_precision: "country" }) && !isArea({ location_precision: "site" }));
  assert.ok(!hasPlace({ location_precision: "none", longitude: 1, latitude: 1 }));
  assert.ok(!hasPlace({ location_precision: "site", longitude: null, latitude: null }));
});

const span = (role, start, end, text = "") => ({ role, start, end, text });
const pieces = (...args) => markSentence(...args).map(({ text, role }) => (role ? `[${text}|${role}]` : text)).join("");

test("marks stand on the words the offsets mean", () => {
  assert.equal(pieces("Iran struck Taji.", 100, [span("place", 112, 116), span("actor", 100, 104)]), "[Iran|actor] struck [Taji|place].");
});

test("offsets count code points, not UTF-16 units", () => {
  assert.equal(pieces("🔥🔥 in 巴格达 now", 10, [span("place", 16, 19)]), "🔥🔥 in [巴格达|place] now");
});

test("the shorter of two overlapping spans wins and no letter is lost", () => {
  assert.equal(pieces("rocket attack on Taji", 0, [span("trigger", 0, 13), span("weapon", 0, 6)]), "[rocket|weapon][ attack|trigger] on Taji");
  const sentence = "abcdefgh";
  const joined = markSentence(sentence, 0, [span("actor", 1, 5), span("place", 3, 8), span("date", 4, 6)]);
  assert.equal(joined.map(({ text }) => text).join(""), sentence);
});

test("two neighbours of one role stay two marks", () => {
  assert.equal(pieces("ab", 0, [span("actor", 0, 1), span("actor", 1, 2)]), "[a|actor][b|actor]");
});

test("spans of other sentences are listed apart, once each, in reading order", () => {
  const evidence = [span("casualties", 50, 52, "109"), span("date", 0, 3, "Fri"), span("casualties", 70, 72, "109"), span("place", 11, 13, "Ur")];
  assert.deepEqual(evidenceElsewhere("in Ur", 8, evidence).map(({ text }) => text), ["Fri", "109"]);
  assert.equal(pieces("in Ur", 8, evidence), "in [Ur|place]");
});

test("without a start the sentence stands unmarked", () => {
  assert.equal(pieces("in Ur", null, [span("place", 3, 5)]), "in Ur");
});

test("every type of the taxonomy has one of the seven symbols", async () => {
  const { groups } = JSON.parse(await readFile(new URL("mock/taxonomy.json", import.meta.url), "utf8"));
  const bySymbol = typesBySymbol(groups);
  assert.deepEqual([...bySymbol.keys()], [...SYMBOL_GROUPS]);
  assert.equal([...bySymbol.values()].flat().length, groups.flatMap(({ types }) => types).length);
  for (const group of SYMBOL_GROUPS) {
    assert.ok(bySymbol.get(group).length, `${group} has types`);
    assert.ok(SYMBOLS[group].shape, `${group} has a shape`);
  }
});

test("the symbol of a type follows the table", () => {
  const rows = [
    ["air_strike", "remote", "air"], ["drone_strike", "remote", "air"], ["missile_rocket_attack", "remote", "missile"], ["shelling", "remote", "missile"],
    ["armed_clash", "battle", "clash"], ["armed_attack", "attack", "clash"], ["bombing", "explosion", "blast"], ["arrest", "security", "security"],
    ["protest", "unrest", "protest"], ["flood", "disaster", "other"], ["arson", "property", "other"], ["new_thing", "new_group", "other"],
  ];
  for (const [type, group, symbol] of rows) assert.equal(symbolGroup(type, group), symbol, type);
});

test("code marks of the server are quotation marks", () => {
  assert.equal(serverText("`from=x` and `to` are not dates"), "“from=x” and “to” are not dates");
});

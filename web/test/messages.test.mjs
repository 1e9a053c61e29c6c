// Every language has every word, says the same with the same parts, and its counted words agree with their numbers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { messages as ar } from "../js/messages/ar.js";
import { completeWith } from "../js/messages/complete.js";
import { en } from "../js/messages/en.js";

/** Lists that may be empty: the server's own words are English. */
const OWN_WORDS = ["types", "card.signals", "reader.reasons"];

/** @returns {[string, any][]} */
function entries(words, path = "") {
  return Object.entries(words).flatMap(([key, value]) => {
    const name = path ? `${path}.${key}` : key;
    if (OWN_WORDS.includes(name)) return [];
    return value && typeof value === "object" && !Array.isArray(value) ? entries(value, name) : [[name, value]];
  });
}

test("Arabic has every word of English, and none more", () => {
  assert.deepEqual(entries(ar).map(([name]) => name).sort(), entries(en).map(([name]) => name).sort());
});

test("a word is a text in both languages, or made of as many parts in both", () => {
  const arabic = new Map(entries(ar));
  for (const [name, value] of entries(en)) {
    assert.equal(typeof arabic.get(name), typeof value, name);
    if (typeof value === "string") assert.ok(arabic.get(name).trim(), name);
  }
});

test("every word that takes figures or names shows them", () => {
  for (const words of [en, ar]) {
    for (const [name, value] of entries(words)) {
      if (typeof value !== "function" || /^tabs\.|Notes|^header\.incidents/.test(name)) continue;
      const said = value.length && /types|noneLead/.test(name) ? value(["NAME", "b"]) : value(17, 17);
      assert.equal(typeof said, "string", `${words.language} ${name}`);
      assert.ok(said.includes("17") || said.includes("NAME"), `${words.language} ${name}: ${said}`);
    }
  }
});

test("Arabic counts by its own rules", () => {
  assert.deepEqual([1, 2, 5, 11, 100, 1234].map(ar.reader.incidents), ["حادثة واحدة", "حادثتان", "5 حوادث", "11 حادثة", "100 حادثة", "1,234 حادثة"]);
});

test("a missing word is told in English", () => {
  assert.deepEqual(completeWith({ a: "A", b: { c: "C", d: "D" } }, { b: { d: "Δ", e: "E" } }), { a: "A", b: { c: "C", d: "Δ", e: "E" } });
});

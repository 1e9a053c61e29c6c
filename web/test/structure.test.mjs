// The shape of web/ itself: who may import whom, how long a file may be, what must never appear.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const WEB = fileURLToPath(new URL("../", import.meta.url));
const MAX_LINES = 250;
const MESSAGE_FILE = /^js\/messages\/[a-z]{2}\.js$/;
/** From top to bottom; a file may import from its own layer's line below only where `peers` allows it. */
const LAYERS = ["main", "view", "dom", "server", "state", "messages", "pure"];
const PEERS = new Set(["dom", "messages", "pure", "map", "server"]);

async function files(folder) {
  const entries = await readdir(join(WEB, folder), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => normalize(join(entry.parentPath ?? entry.path, entry.name)).slice(WEB.length));
}

function layerOf(path) {
  const [, folder] = path.split("/");
  if (folder === "main.js") return "main";
  if (folder === "ui" || folder === "map") return "view";
  if (folder === "state.js") return "state";
  return ["dom", "messages", "pure", "lib"].includes(folder) ? folder : "server";
}

const modules = (await files("js")).filter((path) => path.endsWith(".js"));
const sources = new Map(await Promise.all(modules.map(async (path) => [path, await readFile(join(WEB, path), "utf8")])));

test("imports point one way: main, views, dom, server, state, messages, pure", () => {
  for (const [path, source] of sources) {
    for (const [, target] of source.matchAll(/^import [^;]*? from "(\.[^"]+)";/gm)) {
      const imported = normalize(join(dirname(path), target));
      assert.ok(sources.has(imported), `${path} imports ${imported}, which does not exist`);
      const [from, to] = [layerOf(path), layerOf(imported)];
      if (to === "lib") {
        assert.equal(path.split("/")[1], "map", `${path}: only the map knows Leaflet and topojson`);
        continue;
      }
      const peers = from === to && PEERS.has(path.split("/")[1]) && path.split("/")[1] === imported.split("/")[1];
      // A view may have parts of its own in a folder of its name: ui/correct_panel.js, ui/correct/….
      const part = from === "view" && imported.split("/").length === 4 && (path.startsWith(dirname(imported)) || path === `${dirname(imported)}_panel.js`);
      const servers = from === "server" && to === "server";
      assert.ok(LAYERS.indexOf(from) < LAYERS.indexOf(to) || peers || part || servers, `${path} (${from}) imports ${imported} (${to})`);
    }
  }
});

test("no module is longer than 250 lines, and each is type-checked and says what it is", () => {
  for (const [path, source] of sources) {
    // A language is one file, and a list of words does not get clearer in pieces.
    if (!MESSAGE_FILE.test(path)) assert.ok(source.split("\n").length <= MAX_LINES, `${path} is too long`);
    assert.match(source, /^\/\/ @ts-check\n\/\/ \S/, `${path} begins with @ts-check and a sentence`);
  }
});

test("no text in quotes has a line that the server would take for a comment", () => {
  for (const [path, source] of sources) {
    let isText = false;
    source.split("\n").forEach((line, index) => {
      assert.ok(!isText || !/^\s*(\/\/|\/\*)/.test(line), `${path}:${index + 1}: see src/server/pack.rs`);
      // A back quote in an expression opens nothing.
      const quotes = line.replace(/\/\S*`\S*\//g, "").match(/`/g) ?? [];
      if (quotes.length % 2 && !/^\s*(\/\/|\*)/.test(line)) isText = !isText;
    });
    assert.ok(!isText, `${path}: a text in back quotes does not end`);
  }
});

test("text never becomes markup, and nothing is inline", async () => {
  for (const [path, source] of sources) {
    assert.doesNotMatch(source, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(/, path);
    assert.doesNotMatch(source, /setAttribute\("style"/, path);
  }
  const page = await readFile(join(WEB, "index.html"), "utf8");
  assert.doesNotMatch(page, / style=| on\w+=|<style|<script>(?!<)/, "index.html");
});

test("nothing points off the machine", async () => {
  const own = [...(await files("css")), "index.html"];
  const texts = [...sources, ...(await Promise.all(own.map(async (path) => [path, await readFile(join(WEB, path), "utf8")])))];
  for (const [path, source] of texts) {
    const addresses = [...source.matchAll(/https?:\/\/[^\s"')]+/g)].map(([address]) => address).filter((address) => address !== "http://www.w3.org/2000/svg");
    assert.deepEqual(addresses, [], path);
  }
});

test("only coordinates.js swaps longitude and latitude", () => {
  for (const [path, source] of sources) {
    if (path.endsWith("coordinates.js")) continue;
    assert.doesNotMatch(source, /\[\s*\w*lat\w*\s*,\s*\w*(lon|lng)\w*\s*\]/i, path);
  }
});

test("vendored files are what their packages hold", async () => {
  const checksums = (await readFile(join(WEB, "vendor/CHECKSUMS"), "utf8")).trim().split("\n").map((line) => line.split("  "));
  const listed = checksums.map(([, path]) => `vendor/${path}`).sort();
  assert.deepEqual((await files("vendor")).filter((path) => path !== "vendor/CHECKSUMS").sort(), listed);
  for (const [sum, path] of checksums) {
    assert.equal(createHash("sha256").update(await readFile(join(WEB, "vendor", path))).digest("hex"), sum, path);
  }
});

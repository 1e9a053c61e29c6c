// Measures the page's bars with many incidents, in headless Chromium, and prints one line for each figure.
//
//   node web/test/bench.mjs [COUNT…]             10000 and 500000 synthetic incidents of the mock server
//   DATELINE_URL=http://127.0.0.1:8750 node web/test/bench.mjs      a running server with whatever it holds
//
// Figures are only good on a quiet machine; the load average is printed with them. playwright-core as in browser.mjs.

import { createRequire } from "node:module";
import { loadavg } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { startMockServer } from "./mock/server.mjs";

const ROOT = resolve(fileURLToPath(new URL("../..", import.meta.url)));
const tools = createRequire(join(process.env.DATELINE_WEB_TOOLS ?? join(ROOT, "target/web-tools"), "node_modules/"));
const { chromium } = tools("playwright-core");

const PANS = 20;
const TILES = 300;
const PLAY_SECONDS = 6;

const counts = process.argv.slice(2).map(Number).filter((count) => count > 0);
const outer = process.env.DATELINE_URL;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
console.log(`load average ${loadavg().map((load) => load.toFixed(1)).join(" ")}`);
for (const many of outer ? [0] : counts.length ? counts : [10_000, 500_000]) {
  const server = outer ? { url: new URL(outer).origin, close: () => undefined } : await startMockServer(0, { many });
  await measure(server.url);
  server.close();
}
await browser.close();

async function measure(url) {
  const { matched } = await (await fetch(`${url}/api/facets`)).json();
  // The first answer builds what the server keeps: not the page's time.
  await fetch(`${url}/api/collections/incidents/items?limit=1`);
  await fetch(`${url}/api/regions?q=`);
  for (let tile = 0; tile < 16; tile += 1) await fetch(`${url}/api/clusters/2/${tile % 4}/${Math.floor(tile / 4)}`);
  await fetch(`${url}/api/timeline?bins=120`);
  console.log(`\n${matched} incidents, ${url}`);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(120_000);
  const client = await page.context().newCDPSession(page);
  const bytes = { page: 0, details: 0, answers: 0 };
  const kinds = new Map();
  await client.send("Network.enable");
  // Time on the core rather than on the wall: what a busy machine shows too.
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  client.on("Network.requestWillBeSent", ({ requestId, request }) => kinds.set(requestId, kindOf(request.url)));
  client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => (bytes[kinds.get(requestId)] += encodedDataLength));
  await page.goto(`${url}/`);
  await page.waitForSelector(".marker, .cluster, .area-tag");
  tell("1 interactive", await page.evaluate(() => performance.now()), "ms", matched > 10_000 ? 1500 : 1000);
  note("1 page's main thread till then", (await coreTime(client)) * 1000, "ms of its core");
  await page.waitForTimeout(1500);
  tell("4 first load, on the wire", bytes.page / 1000, "KB", 200);
  note("4 answers of the API to it", bytes.answers / 1000, "KB");
  note("4 fine coasts, water, towns after", bytes.details / 1000, "KB");
  await measurePans(page, client);
  await measureFilter(page, client);
  await measurePlayback(page);
  await client.send("HeapProfiler.collectGarbage");
  const { usedSize } = await client.send("Runtime.getHeapUsage");
  tell("4 page heap", usedSize / 2 ** 20, "MB", 60);
  await page.close();
  await measureTiles(url);
}

/** @param {string} address @returns {"page"|"details"|"answers"} */
function kindOf(address) {
  if (/base-map-1\/(?!countries)|countries-50m/.test(address)) return "details";
  return new URL(address).pathname.startsWith("/api/") || address.endsWith("/healthz") ? "answers" : "page";
}

/** From the end of a drag to the painted canvas, and the warm paint alone. */
async function measurePans(page, client) {
  await page.evaluate(() => {
    const times = (globalThis.benchTimes = []);
    const draw = CanvasRenderingContext2D.prototype.clearRect;
    // A surface clears its canvas first thing; the rest of the painting is done when the task ends.
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      const start = performance.now();
      queueMicrotask(() => times.push(performance.now() - start));
      return draw.apply(this, box);
    };
  });
  const box = await page.locator("#map").boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const [spans, cores] = [[], []];
  for (let pan = 0; pan < PANS; pan += 1) {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + (pan % 2 ? 90 : -90), y + (pan % 3 ? 40 : -60), { steps: 3 });
    await page.evaluate(() => void (globalThis.benchTimes.length = 0));
    const before = await coreTime(client);
    await page.mouse.up();
    // Both canvases, when the drag ends; the tiles that came into view may paint once more.
    await page.waitForFunction(() => globalThis.benchTimes.length >= 2);
    await page.waitForTimeout(300);
    cores.push(((await coreTime(client)) - before) * 1000);
    spans.push(await page.evaluate(() => Math.max(...globalThis.benchTimes)));
  }
  tell("2 warm paint, worst", Math.max(...spans), "ms", 150);
  tell("2 pan redraw p95", quantile(spans, 0.95), "ms", 50);
  note("2 pan redraw, all it takes", quantile(cores, 0.5), "ms of its core, median");
}

async function measureFilter(page, client) {
  const [spans, cores] = [[], []];
  for (let turn = 0; turn < 6; turn += 1) {
    const row = page.locator("#filters input[type=checkbox]").nth(turn % 3);
    const before = await page.locator("#count").textContent();
    const core = await coreTime(client);
    const start = Date.now();
    await row.click();
    await page.waitForFunction((text) => document.querySelector("#count")?.textContent !== text, before, { polling: "raf" });
    spans.push(Date.now() - start);
    cores.push(((await coreTime(client)) - core) * 1000);
    await page.waitForTimeout(300);
  }
  tell("4 filter to repaint, median", quantile(spans, 0.5), "ms", 200);
  note("4 filter to repaint, main thread", quantile(cores, 0.5), "ms of its core, median");
}

async function measurePlayback(page) {
  await page.locator(".player select").first().selectOption("8");
  await page.evaluate(() => {
    globalThis.benchFrames = 0;
    const count = () => void ((globalThis.benchFrames += 1), requestAnimationFrame(count));
    requestAnimationFrame(count);
  });
  await page.locator("#map").focus();
  await page.keyboard.press(" ");
  await page.waitForTimeout(PLAY_SECONDS * 1000);
  tell("2 playback", (await page.evaluate(() => globalThis.benchFrames)) / PLAY_SECONDS, "frames/s", 20, true);
  await page.keyboard.press(" ");
}

async function measureTiles(url) {
  const spans = [];
  let largest = 0;
  for (let index = 0; index < TILES; index += 1) {
    const z = 2 + (index % 6);
    const address = `${url}/api/clusters/${z}/${(index * 7) % 2 ** z}/${(index * 5) % 2 ** z}`;
    const start = performance.now();
    const answer = await fetch(address, { headers: { "accept-encoding": "gzip" } });
    const length = Number(answer.headers.get("content-length") ?? 0) || (await answer.clone().text()).length / 4;
    await answer.text();
    spans.push(performance.now() - start);
    largest = Math.max(largest, length);
  }
  tell("3 cluster answer p99", quantile(spans, 0.99), "ms", 10);
  tell("3 cluster answer, largest", largest / 1024, "KB", 32);
}

/** Seconds that the page's main thread has worked. */
async function coreTime(client) {
  const { metrics } = await client.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value;
}

function note(what, value, unit) {
  console.log(`      ${what.padEnd(34)} ${value.toFixed(value < 100 ? 1 : 0)} ${unit}`);
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function tell(what, value, unit, bar, atLeast = false) {
  const holds = atLeast ? value >= bar : value <= bar;
  console.log(`${holds ? "ok  " : "MISS"}  ${what.padEnd(34)} ${value.toFixed(value < 100 ? 1 : 0)} ${unit} (bar ${atLeast ? "≥" : "≤"} ${bar})`);
}

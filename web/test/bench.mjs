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
  const server = outer ? { url: new URL(outer).origin, close: () => undefined } : await startMockServer(0, { many, light: true });
  await measure(server.url);
  server.close();
}
await browser.close();

async function measure(url) {
  const { matched } = await (await fetch(`${url}/api/facets`)).json();
  // The first answer builds what the server keeps: not the page's time.
  await fetch(`${url}/api/clusters/2/2/1`);
  await fetch(`${url}/api/timeline?bins=120`);
  console.log(`\n${matched} incidents, ${url}`);
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const client = await page.context().newCDPSession(page);
  let bytes = 0;
  await client.send("Network.enable");
  client.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(`${url}/`);
  await page.waitForSelector(".marker, .cluster, .area-tag");
  tell("1 interactive", await page.evaluate(() => performance.now()), "ms", matched > 10_000 ? 1500 : 1000);
  await page.waitForTimeout(1500);
  tell("4 first load, compressed", bytes / 1024, "KB", 200);
  await measurePans(page);
  await measureFilter(page);
  await measurePlayback(page);
  await client.send("HeapProfiler.collectGarbage");
  const { usedSize } = await client.send("Runtime.getHeapUsage");
  tell("4 page heap", usedSize / 2 ** 20, "MB", 60);
  await page.close();
  await measureTiles(url);
}

/** From the end of a drag to the painted canvas, and the warm paint alone. */
async function measurePans(page) {
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
  const spans = [];
  for (let pan = 0; pan < PANS; pan += 1) {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + (pan % 2 ? 90 : -90), y + (pan % 3 ? 40 : -60), { steps: 3 });
    await page.evaluate(() => void (globalThis.benchTimes.length = 0));
    await page.mouse.up();
    await page.waitForTimeout(400);
    spans.push(await page.evaluate(() => Math.max(...globalThis.benchTimes)));
  }
  tell("2 warm paint, worst", Math.max(...spans), "ms", 150);
  tell("2 pan redraw p95", quantile(spans, 0.95), "ms", 50);
}

async function measureFilter(page) {
  const spans = [];
  for (let turn = 0; turn < 6; turn += 1) {
    const row = page.locator("#filters input[type=checkbox]").nth(turn % 3);
    const before = await page.locator("#count").textContent();
    const start = Date.now();
    await row.click();
    await page.waitForFunction((text) => document.querySelector("#count")?.textContent !== text, before, { polling: "raf" });
    spans.push(Date.now() - start);
    await page.waitForTimeout(300);
  }
  tell("4 filter to repaint, median", quantile(spans, 0.5), "ms", 200);
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

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

function tell(what, value, unit, bar, atLeast = false) {
  const holds = atLeast ? value >= bar : value <= bar;
  console.log(`${holds ? "ok  " : "MISS"}  ${what.padEnd(30)} ${value.toFixed(value < 100 ? 1 : 0)} ${unit} (bar ${atLeast ? "≥" : "≤"} ${bar})`);
}

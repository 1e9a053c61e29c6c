// What a reader does, in headless Chromium: open the demo map, read a card, filter, paste an article, download. Fails on
// any console error, any violation of the content security policy and any request off the machine.
//
//   node web/test/browser.mjs
//
//   DATELINE_URL        a running server; else
//   DATELINE_BIN        a binary to start with `serve --listen 127.0.0.1:0`; else the mock server of web/test/mock
//   DATELINE_SHOTS      folder for screenshots
//   DATELINE_WEB_TOOLS  folder with node_modules/playwright-core (default target/web-tools); axe-core is used when there

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { startMockServer } from "./mock/server.mjs";

// `node --test web/test` runs every file below test/; this one needs a browser and is run by itself.
if (process.env.NODE_TEST_CONTEXT) process.exit(0);

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const tools = createRequire(resolve(process.env.DATELINE_WEB_TOOLS ?? join(ROOT, "target/web-tools"), "package.json"));
const { chromium } = tools("playwright-core");
const axeSource = await axe();
const SHOTS = process.env.DATELINE_SHOTS;
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
// Another number each time: a server that runs on takes the same article for the one it has.
const ARTICLE = `MOSUL, Iraq - A car bomb exploded outside a market in Mosul on Monday, killing ${3 + (Date.now() % 900)} people, police said.`;

const server = await startServer();
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
/** What must stay empty: console errors, policy violations, requests to other origins. */
const complaints = [];
let passed = 0;
let failed = 0;

await scenario("the demo map shows every incident once", async (page) => {
  await open(page);
  const incidents = await items();
  assert.equal(await count(page), incidents.length);
  const placed = incidents.filter(({ geometry }) => geometry).length;
  assert.equal(await page.locator("#list-body .row").count(), placed);
  assert.equal(await page.locator(".tray .row").count(), incidents.length - placed);
  assert.equal(await reachable(page), placed);
  await shot(page, "wide-light");
  await audit(page);
});

await scenario("a click on a marker opens its card", async (page) => {
  await open(page);
  const marker = page.locator(".marker").first();
  const id = await marker.getAttribute("data-incident");
  await marker.click();
  const card = page.locator("#detail .card");
  await card.waitFor();
  const { properties } = (await items()).find((incident) => incident.id === id);
  assert.equal(await card.locator(".card-title").textContent(), properties.title);
  const said = properties.title.toLowerCase().startsWith(properties.type_label.toLowerCase());
  assert.deepEqual(await card.locator(".kicker").allTextContents(), said ? [] : [properties.type_label], "the type stands once");
  assert.ok((await card.locator(".crumbs").textContent()).includes(properties.place));
  assert.notEqual(await card.locator(".figure-when").textContent(), "");
  assert.equal(await card.locator("blockquote").textContent(), properties.sentence);
  assert.ok(await card.locator("blockquote mark").count(), "the sentence has marks");
  for (const mark of await card.locator("blockquote mark").allTextContents()) assert.ok(properties.sentence.includes(mark));
  assert.ok(await card.locator(".sources li").count(), "the card names its source");
  await shot(page, "popup");
  await audit(page);
});

await scenario("the keyboard opens a card from the list, and Escape gives the focus back", async (page) => {
  await open(page);
  const row = page.locator("#list-body .row").first();
  const id = await row.getAttribute("data-incident");
  await row.focus();
  await page.keyboard.press("Enter");
  await page.locator(`[data-card="${id}"]`).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.dataset.card), id);
  await page.keyboard.press("Escape");
  await page.locator(`[data-card="${id}"]`).waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.dataset.incident), id);
});

await scenario("a region filters list, counts, map and address, and back undoes it", async (page) => {
  await open(page);
  const all = await count(page);
  const { regions } = await api("api/regions?q=");
  const region = regions.find(({ kind, count: n }) => kind === "country" && n < all) ?? regions[0];
  await page.fill("#region-input", region.name);
  await page.keyboard.press("Enter");
  await settled(page, `region=${encodeURIComponent(region.name).replace(/%20/g, "+")}`);
  const inside = (await items(`region=${encodeURIComponent(region.name)}`)).length;
  assert.ok(inside > 0 && inside <= all);
  assert.equal(await count(page), inside);
  assert.equal(await page.locator("#list .row").count(), inside);
  assert.match(await page.locator(".chips").textContent(), new RegExp(region.name));
  await page.goBack();
  await page.waitForFunction((n) => document.querySelector("#count").textContent === String(n), all);
  await page.goForward();
  await page.waitForFunction((n) => document.querySelector("#count").textContent === String(n), inside);
});

await scenario("a type filters to exactly the number beside it", async (page) => {
  await open(page);
  const row = page.locator(".type-row:not(.is-zero)").first();
  const expected = Number(await row.locator(".count").textContent());
  await row.locator("input").check();
  await settled(page, "type=");
  assert.equal(await count(page), expected);
  assert.equal(await page.locator("#list .row").count(), expected);
  const { search } = new URL(page.url());
  assert.equal((await items(search.slice(1))).length, expected, "the server counts the same");
  const others = await page.locator(".type-rows > li > .type-row .count").allTextContents();
  assert.equal(others.map(Number).reduce((a, b) => a + b), (await items()).length, "the other counts stay");
});

await scenario("dates filter by the incident's own range, and a shared address shows the same", async (page) => {
  await open(page);
  const incidents = await items();
  const { date_start: day } = incidents.find(({ properties }) => properties.date_start)?.properties ?? {};
  const expected = incidents.filter(({ properties: { date_start: start, date_end: end } }) => start && start <= day && day <= end).length;
  await page.fill("#filter-from", day);
  await page.fill("#filter-to", day);
  await settled(page, `to=${day}`);
  await page.waitForFunction((n) => document.querySelector("#count").textContent === String(n), expected);
  const second = await page.context().newPage();
  await second.goto(page.url());
  await second.waitForFunction((n) => document.querySelector("#count")?.textContent === String(n), expected);
  assert.equal(await second.inputValue("#filter-from"), day);
  assert.equal(await second.locator(".chips").textContent(), await page.locator(".chips").textContent());
  await second.close();
});

await scenario("filtered to none names the filter and leads back", async (page) => {
  const all = (await items()).length;
  await page.goto(`${server.url}/?from=9000-01-01`);
  const card = page.locator(".state-card");
  await card.getByRole("button").first().waitFor();
  assert.match(await card.textContent(), /1 Jan 9000/);
  await shot(page, "filtered-none");
  await audit(page);
  await card.getByRole("button").first().click();
  await page.waitForFunction((n) => document.querySelector("#count").textContent === String(n), all);
  assert.equal(new URL(page.url()).search, "");
});

await scenario("a pasted article appears on the map", async (page) => {
  await open(page);
  const before = await count(page);
  await page.click("#open-add");
  await shot(page, "paste");
  await audit(page);
  await page.getByRole("button", { name: "Find incidents" }).click();
  assert.match(await page.locator(".report").textContent(), /text/);
  await page.fill("#add-text", ARTICLE);
  await page.fill("#add-headline", "Blast in Mosul");
  await page.fill("#add-date", "2020-06-02");
  await page.getByRole("button", { name: "Find incidents" }).click();
  await page.locator("#notice:not([hidden])").waitFor();
  assert.match(await page.locator("#notice").textContent(), /1 incident found in “Blast in Mosul”/);
  assert.equal(await count(page), before + 1);
  assert.equal(await page.locator("dialog[open]").count(), 0);
  const row = page.locator("#list-body .row", { has: page.locator(".row-new") });
  assert.equal(await row.count(), 1, "the new row says so");
  assert.ok(await inList(page, row), "and can be seen");
  await row.click();
  await page.locator(".card .sources", { hasText: "Blast in Mosul" }).waitFor();
  await shot(page, "pasted");
});

await scenario("an undated article is shown at the end of the list, and the same again replaces it", async (page) => {
  await open(page);
  const text = ARTICLE.replace("a market", "a bank");
  await paste(page, text, "Undated");
  const row = page.locator("#list-body .row", { has: page.locator(".row-new") });
  assert.equal(await row.count(), 1);
  assert.ok(await inList(page, row), "the new row can be seen");
  assert.ok((await page.locator("#notice li").allTextContents()).length, "the warning stands in its own words");
  assert.equal(await page.locator("#notice details").count(), 0);
  await shot(page, "undated");
  const before = await count(page);
  await paste(page, text, "Undated");
  await page.locator("#notice", { hasText: "was there already" }).waitFor();
  assert.equal(await count(page), before);
  assert.equal(await page.locator(".row-new").count(), 0);
});

await scenario("dates the wrong way round ask nothing of the server", async (page) => {
  await open(page);
  const all = await count(page);
  await page.fill("#filter-from", "2020-03-01");
  await settled(page, "from=2020-03-01");
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.fill("#filter-to", "2020-01-01");
  await page.waitForTimeout(300);
  assert.deepEqual(asked, []);
  assert.ok(await page.locator("[aria-labelledby=dates-heading] .problem").isVisible());
  assert.ok(await page.locator("#overlay").isHidden());
  await shot(page, "reversed");
  await page.fill("#filter-from", "");
  await settled(page, "to=2020-01-01");
  assert.ok(await page.locator("[aria-labelledby=dates-heading] .problem").isHidden());
  await page.goto(`${server.url}/?from=2020-03-01&to=2020-01-01`);
  await ready(page);
  assert.equal(await count(page), all);
});

await scenario("a row whose incident is in a cluster makes it stand alone on the map", async (page) => {
  await page.goto(`${server.url}/#3/30/40`);
  await ready(page);
  const before = await reachable(page);
  const clustered = page.locator(".cluster").first();
  const inside = Number(await clustered.locator("..").getAttribute("data-count"));
  await page.locator("#list-body .row").first().click();
  await page.locator("#detail .card").waitFor();
  const id = await page.locator("[data-card]").first().getAttribute("data-card");
  await page.locator(`.marker[data-incident="${id}"], .tag-symbol[data-incident="${id}"]`).waitFor();
  assert.equal(await reachable(page), before, "nothing is counted twice");
  assert.ok(inside > 1);
  await shot(page, "single");
});

await scenario("a click on a cluster comes nearer, and lists what lies on one spot", async (page) => {
  await page.goto(`${server.url}/#3/30/40`);
  await ready(page);
  const crowd = page.locator("#crowd:not([hidden]) .row");
  for (let step = 0; step < 8 && !(await crowd.count()) && (await page.locator(".cluster").count()); step += 1) {
    const before = new URL(page.url()).hash;
    await page.locator(".cluster").first().click();
    await Promise.race([page.waitForURL((url) => url.hash !== before), crowd.first().waitFor()]);
    await page.waitForTimeout(600);
  }
  if (!(await crowd.count())) return;
  await shot(page, "crowd");
  await crowd.first().click();
  await page.locator("#detail .card").waitFor();
});

await scenario("a box drawn on the map is a filter, a chip and an address", async (page) => {
  await page.goto(`${server.url}/#5.5/33.5/42`);
  await ready(page);
  await page.locator("#map-controls button").nth(3).click();
  const box = await page.locator("#map").boundingBox();
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.3);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.7, { steps: 4 });
  await page.mouse.up();
  await settled(page, "bbox=");
  const inside = (await items(`bbox=${new URL(page.url()).searchParams.get("bbox")}`)).length;
  await page.waitForFunction((number) => document.querySelector("#count")?.textContent?.trim().startsWith(String(number)), inside);
  assert.ok((await reachable(page)) > 0);
  await shot(page, "box");
  await page.goBack();
  await page.waitForURL((url) => !url.search.includes("bbox"));
});

await scenario("the keyboard takes what the map shows as a polygon and as a distance", async (page) => {
  await page.goto(`${server.url}/#6/33.5/43`);
  await ready(page);
  for (const [tool, word] of [[4, "filter="], [5, "near="]]) {
    await page.locator("#map-controls button").nth(tool).click();
    await page.keyboard.press("Enter");
    await settled(page, word);
  }
  await page.locator("#map-controls button").nth(3).click();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#map-hint").isHidden(), true);
});

await scenario("the timeline is a date filter by pointer and keyboard, and plays", async (page) => {
  await open(page);
  const all = await count(page);
  await page.locator("#timeline .bar").first().waitFor();
  const plot = await page.locator(".timeline-plot").boundingBox();
  await page.mouse.move(plot.x + plot.width * 0.1, plot.y + 50);
  await page.mouse.down();
  await page.mouse.move(plot.x + plot.width * 0.4, plot.y + 50, { steps: 3 });
  await page.mouse.up();
  await settled(page, "from=");
  const brushed = new URL(page.url()).searchParams;
  const inside = (await items(`from=${brushed.get("from")}&to=${brushed.get("to")}`)).length;
  await page.waitForFunction((number) => document.querySelector("#count")?.textContent?.trim().startsWith(String(number)), inside);
  assert.ok(inside < all);
  await page.locator("[role=slider]").nth(1).focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForURL((url) => url.searchParams.get("to") !== brushed.get("to"));
  await shot(page, "timeline");
  await page.keyboard.press("Delete");
  await page.waitForURL((url) => !url.searchParams.has("from"));
  await page.locator("#map").focus();
  await page.keyboard.press(" ");
  await page.locator(".brush:not([hidden])").waitFor();
  const first = await page.locator(".brush-date").first().textContent();
  await page.waitForFunction((text) => document.querySelector(".brush-date")?.textContent !== text, first);
  await page.keyboard.press(" ");
  await page.getByRole("button", { name: "all days" }).click();
  await page.locator(".brush").waitFor({ state: "hidden" });
  await audit(page);
});

await scenario("density and a picture of the map", async (page) => {
  await open(page);
  await page.locator("#map-controls button").nth(6).click();
  await page.waitForFunction(() => !document.querySelector(".marker"));
  await shot(page, "heat");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#map-controls button").nth(7).click()]);
  assert.equal(download.suggestedFilename(), "dateline-map.png");
  const bytes = await readFile(await download.path());
  assert.equal(bytes.subarray(1, 4).toString(), "PNG");
  if (SHOTS) await writeFile(join(SHOTS, "picture.png"), bytes);
});

await scenario("a dropped file opens in the dialog", async (page) => {
  await open(page);
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    const story = { title: "From a file", date: "2020-06-02", text: "Nothing happened anywhere." };
    dataTransfer.items.add(new File([JSON.stringify(story)], "story.json"));
    document.querySelector("#map").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
  });
  await page.waitForFunction(() => /** @type {any} */ (document.querySelector("#add-headline")).value === "From a file");
  assert.equal(await page.inputValue("#add-date"), "2020-06-02");
  await page.getByRole("button", { name: "Find incidents" }).click();
  await page.locator(".report", { hasText: "No incident" }).waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
});

await scenario("a file that is no article says so", async (page) => {
  await open(page);
  await page.click("#open-add");
  await page.setInputFiles("#add-file", { name: "photo.png", mimeType: "image/png", buffer: Buffer.from("x") });
  await page.locator(".report", { hasText: "photo.png" }).waitFor();
});

await scenario("the download is the filtered GeoJSON", async (page) => {
  await open(page);
  await page.locator(".type-row:not(.is-zero) input").first().check();
  await settled(page, "type=");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#export")]);
  const collection = JSON.parse(await readFile(await download.path(), "utf8"));
  assert.equal(collection.type, "FeatureCollection");
  assert.equal(collection.features.length, await count(page));
});

await scenario("dark colours reach the map and are remembered", async (page) => {
  await open(page);
  await page.click("#theme");
  await page.reload();
  await ready(page);
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("#map")).backgroundColor), "rgb(20, 24, 28)");
  await shot(page, "wide-dark");
  await audit(page);
});

await scenario("a phone has the map, a sheet and tabs", async (page) => {
  await open(page);
  await shot(page, "narrow-map");
  await page.click(".tab-list");
  await page.locator("#list-body .row").first().click();
  await page.locator("#detail .card").waitFor();
  await shot(page, "narrow-card");
  await audit(page);
  await page.click(".back");
  await page.locator("#list-body .row").first().waitFor();
  await page.click(".tab-filters");
  await page.locator("#region-input").waitFor();
  await shot(page, "narrow-filters");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `nothing is wider than the screen: ${width}`);
}, { width: 390, height: 844 });

await scenario("at 400 % zoom the list and the filters can be read and used", async (page) => {
  await open(page);
  for (const tab of ["list", "filters", "map"]) {
    await page.click(`.tab-${tab}`);
    const box = await page.locator({ list: "#list", filters: "#filters", map: "#map" }[tab]).boundingBox();
    assert.ok(box.width >= 320 && box.height >= 80, `${tab}: ${JSON.stringify(box)}`);
    await shot(page, `zoomed-${tab}`);
  }
}, { width: 360, height: 225 });

await browser.close();
server.stop();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);

/**
 * Runs one task on a fresh page and says how it went.
 * @param {string} name
 * @param {(page: any) => Promise<void>} task
 * @param {{width: number, height: number}} viewport
 */
async function scenario(name, task, viewport = { width: 1440, height: 900 }) {
  complaints.length = 0;
  const context = await browser.newContext({ viewport, acceptDownloads: true });
  await context.addInitScript(() => addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)));
  context.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== server.url) complaints.push(`request to ${request.url()}`);
  });
  context.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  context.on("weberror", (error) => complaints.push(String(error.error())));
  const page = await context.newPage();
  page.setDefaultTimeout(10000);
  try {
    await task(page);
    assert.deepEqual(complaints, []);
    passed += 1;
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${error.stack}\n${complaints.join("\n")}`);
    await shot(page, `failed-${failed}`).catch(() => undefined);
  }
  await context.close();
}

async function open(page) {
  await page.goto(server.url);
  await ready(page);
}

async function ready(page) {
  await page.waitForSelector(".marker, .cluster, .area-tag");
  await page.waitForSelector(".toggle", { state: "attached" });
  await page.waitForSelector("canvas.map-surface");
}

/** The address holds the words and the list is in step with it. */
async function settled(page, words) {
  await page.waitForURL((url) => url.search.includes(words));
  await page.waitForTimeout(300);
}

async function paste(page, text, title) {
  await page.click("#open-add");
  await page.fill("#add-text", text);
  await page.fill("#add-headline", title);
  await page.getByRole("button", { name: "Find incidents" }).click();
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  await page.locator("#notice:not([hidden])").waitFor();
}

/** Between the month's heading and the lower edge of the list. */
async function inList(page, row) {
  await page.waitForTimeout(200);
  const [list, box] = [await page.locator("#list-body").boundingBox(), await row.boundingBox()];
  return box.y >= list.y + 24 && box.y + box.height <= list.y + list.height + 1;
}

async function count(page) {
  return Number((await page.textContent("#count")).replace(/\D/g, ""));
}

/** Incidents that can be got at from the map, alone, in a tag or in a cluster. */
async function reachable(page) {
  await page.waitForTimeout(400);
  return page.evaluate(() => [...document.querySelectorAll(".marker-item")].reduce((sum, item) => sum + Number(item.dataset.count), 0));
}

async function api(path) {
  const response = await fetch(`${server.url}/${path}`);
  assert.ok(response.ok, `${path}: ${response.status}`);
  return response.json();
}

async function items(query = "") {
  return (await api(`api/collections/incidents/items?limit=10000${query ? `&${query}` : ""}`)).features;
}

async function shot(page, name) {
  if (!SHOTS) return;
  await mkdir(SHOTS, { recursive: true });
  await page.waitForTimeout(250);
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

/** axe-core, where it is installed: no violation in this state. */
async function audit(page) {
  if (!axeSource) return;
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => /** @type {any} */ (window).axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`), []);
}

async function axe() {
  try {
    return await readFile(tools.resolve("axe-core/axe.min.js"), "utf8");
  } catch {
    return null;
  }
}

/** @returns {Promise<{url: string, stop: () => void}>} */
async function startServer() {
  if (process.env.DATELINE_URL) return { url: new URL(process.env.DATELINE_URL).origin, stop: () => undefined };
  if (!process.env.DATELINE_BIN) {
    const { url, close } = await startMockServer();
    return { url, stop: close };
  }
  const child = spawn(process.env.DATELINE_BIN, ["serve", "--listen", "127.0.0.1:0"], { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  const url = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => reject(new Error(`the server ended with code ${code}:\n${said}`)));
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const address = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (address) resolve(address[0]);
    });
  });
  return { url, stop: () => void child.kill() };
}

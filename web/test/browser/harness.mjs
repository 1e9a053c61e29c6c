// What the browser's scenarios share: a server, a browser, fresh pages, and the complaints that must not come.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { startMockServer } from "../mock/server.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const tools = createRequire(resolve(process.env.DATELINE_WEB_TOOLS ?? join(ROOT, "target/web-tools"), "package.json"));
const SHOTS = process.env.DATELINE_SHOTS;
const ONLY = process.env.DATELINE_ONLY;
const FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const WIDE = { width: 1440, height: 900 };
const PATIENCE_MS = 60000;

/**
 * Two of them, in one browser: one whose data stay, and one whose scenarios change what its server holds. They are the
 * same where the server is not ours to start.
 * @returns {Promise<{still: Harness, changing: Harness, isOne: boolean, stop: () => Promise<void>}>}
 */
export async function startHarnesses() {
  const { chromium } = tools("playwright-core");
  const isOne = Boolean(process.env.DATELINE_URL);
  const [axeSource, first, second] = await Promise.all([readFile(tools.resolve("axe-core/axe.min.js"), "utf8"), startServer(), isOne ? null : startServer()]);
  const browser = await chromium.launch({ executablePath: process.env.DATELINE_CHROMIUM ?? "/usr/bin/chromium", args: FLAGS });
  const still = new Harness(first, browser, axeSource);
  const changing = second ? new Harness(second, browser, axeSource) : still;
  const stop = async () => {
    await browser.close();
    first.stop();
    second?.stop();
  };
  return { still, changing, isOne, stop };
}

class Harness {
  passed = 0;
  failed = 0;

  constructor(server, browser, axeSource) {
    Object.assign(this, { browser, axeSource, url: server.url });
  }

  /**
   * Runs one task on a fresh page and says how it went. Fails on console errors, violations of the content security
   * policy and requests off the machine.
   * @param {string} name
   * @param {(page: any) => Promise<void>} task
   * @param {{width?: number, height?: number, language?: string, theme?: "light"|"dark", failing?: boolean, still?: boolean}} [options]  failing: the server is made to fail, so the browser's own error lines are expected
   */
  async scenario(name, task, { width = WIDE.width, height = WIDE.height, language = "en", theme = "light", failing = false, still = false } = {}) {
    if (ONLY && !name.includes(ONLY)) return;
    const complaints = [];
    const context = await this.browser.newContext({ viewport: { width, height }, acceptDownloads: true, locale: language === "en" ? "en-GB" : language, colorScheme: theme, reducedMotion: still ? "reduce" : "no-preference", permissions: ["clipboard-read", "clipboard-write"] });
    await context.addInitScript(() => addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`)));
    context.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).origin !== this.url) complaints.push(`request to ${request.url()}`);
    });
    context.on("console", (message) => message.type() === "error" && !(failing && /Failed to load resource/.test(message.text())) && complaints.push(message.text()));
    context.on("weberror", (error) => complaints.push(String(error.error())));
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const started = Date.now();
    try {
      await task(page);
      assert.deepEqual(complaints, []);
      this.passed += 1;
      console.log(`ok      ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    } catch (error) {
      this.failed += 1;
      console.log(`FAILED  ${name}\n${error.stack}\n${complaints.join("\n")}`);
      await this.shot(page, `failed-${name.slice(0, 40).replace(/\W+/g, "-")}`).catch(() => undefined);
    }
    await context.close();
  }

  /** @param {string} [address]  beginning with "?" or "#" */
  async open(page, address = "") {
    await page.goto(`${this.url}/${address}`);
    await this.ready(page);
  }

  async ready(page) {
    await page.waitForFunction(() => document.querySelector("#count")?.textContent);
    await page.waitForSelector(".toggle", { state: "attached" });
    await page.waitForSelector("#map canvas", { state: "attached" });
  }

  /** The address holds the words, and rows and counts are in step with it. */
  async settled(page, words) {
    await page.waitForURL((url) => url.search.includes(words));
    await page.waitForTimeout(350);
  }

  async count(page) {
    return Number((await page.textContent("#count")).replace(/\D/g, ""));
  }

  /** @param {number} expected */
  async counts(page, expected) {
    await page.waitForFunction((n) => document.querySelector("#count")?.textContent.replace(/\D/g, "") === String(n), expected);
  }

  async api(path) {
    const response = await fetch(`${this.url}/${path}`);
    assert.ok(response.ok, `${path}: ${response.status}`);
    return response.json();
  }

  async items(query = "") {
    return (await this.api(`api/collections/incidents/items?limit=10000${query ? `&${query}` : ""}`)).features;
  }

  /** An incident on a site of its own: nothing else lies within a degree. */
  async loner() {
    const features = (await this.items()).filter(({ geometry }) => geometry);
    const far = (a, b) => Math.hypot(a.geometry.coordinates[0] - b.geometry.coordinates[0], a.geometry.coordinates[1] - b.geometry.coordinates[1]) > 0.7;
    const point = ({ properties: { location_precision: precision } }) => precision === "site" || precision === "settlement";
    return features.find((one) => point(one) && features.every((other) => other === one || far(one, other)));
  }

  async shot(page, name) {
    if (!SHOTS) return;
    await mkdir(SHOTS, { recursive: true });
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(SHOTS, `${name}.png`) });
  }

  /**
   * No violation of axe's rules in this state: all of them in the theme that the page has, and then, in the other, those
   * that a theme can break.
   * @param {string} state  for the failure's text
   * @param {string} [within]  the part that is this state; the rest of the page is audited with another. Without it, all
   */
  async audit(page, state, within) {
    if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(this.axeSource);
    const theme = await page.evaluate(() => document.documentElement.dataset.theme);
    const complaints = await this.violations(page, within);
    await this.useTheme(page, theme === "dark" ? "light" : "dark");
    complaints.push(...(await this.violations(page, within, ["color-contrast"])));
    await this.useTheme(page, theme);
    assert.deepEqual(complaints, [], state);
  }

  async useTheme(page, theme) {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    await page.waitForFunction((name) => document.documentElement.dataset.theme === name, theme);
  }

  async violations(page, within, rules) {
    const { violations } = await page.evaluate(([part, only]) => /** @type {any} */ (window).axe.run(part ?? document, { resultTypes: ["violations"], preload: false, ...(only && { runOnly: only }) }), [within, rules]);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
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
  const url = await new Promise((done, fail) => {
    child.on("error", fail);
    child.on("exit", (code) => fail(new Error(`the server ended with code ${code}:\n${said}`)));
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const address = said.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (address) done(address[0]);
    });
  });
  return { url, stop: () => void child.kill() };
}

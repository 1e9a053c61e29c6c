// States that are not "here are incidents": nothing read, filtered to none, slow, failed, server gone.

import assert from "node:assert/strict";

const NOTHING = { matched: 0, unlocated: 0, types: {}, groups: {}, precisions: {}, statuses: {}, countries: {} };
const ROWS = "**/api/collections/incidents/items?*";

/** @param {any} h  the harness */
export async function states(h) {
  await h.scenario("where nothing was read the page says how to begin", async (page) => {
    await page.route(ROWS, (route) => route.fulfill({ json: { type: "FeatureCollection", numberMatched: 0, features: [], links: [] } }));
    await page.route("**/api/facets*", (route) => route.fulfill({ json: NOTHING }));
    await page.route("**/api/clusters/**", (route) => route.fulfill({ json: { matched: 0, unlocated: 0, clusters: [], incidents: [] } }));
    await page.route("**/api/timeline*", (route) => route.fulfill({ json: { matched: 0, undated: 0, step: "day", from: null, to: null, bins: [], ranges: [] } }));
    await page.route("**/api/regions*", (route) => route.fulfill({ json: { regions: [] } }));
    await page.goto(h.url);
    await page.locator(".state-card").waitFor();
    assert.ok(await page.locator(".steps li").count());
    await h.shot(page, "empty");
    await h.audit(page, "empty");
    await page.locator(".state-card .button").click();
    await page.locator("#add[open]").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#open-sample").click();
    await page.waitForFunction(() => /** @type {HTMLTextAreaElement} */ (document.querySelector("#add-text")).value.includes("Garissa"));
  });

  await h.scenario("a server that wants a token is given it, and the work goes on", async (page) => {
    await page.route("**/api/documents", (route) => {
      if (route.request().headers().authorization !== "Bearer open sesame") return route.fulfill({ status: 401, contentType: "application/problem+json", json: { title: "Unauthorized", detail: "give the token", status: 401 } });
      return route.fulfill({ status: 201, json: { documents: [{ id: "none", incidents: [], warnings: [], replaced: false }], errors: [] } });
    });
    await h.open(page);
    await page.locator("#open-add").click();
    await page.locator("#add-text").fill("Nothing happened.");
    await page.locator("#add button[type=submit]").click();
    await page.locator("#token-field").fill("friend");
    await page.locator("#token button[type=submit]").click();
    await page.locator("#token [role=alert]").waitFor();
    await h.audit(page, "token", "#token");
    await page.locator("#token-field").fill("open sesame");
    await page.locator("#token button[type=submit]").click();
    await page.locator("#add .report strong").waitFor();
    assert.ok(!(await page.locator("#token[open]").count()));
  }, { failing: true });

  await h.scenario("filtered to none names the filter and leads back", async (page) => {
    const all = (await h.items()).length;
    await page.goto(`${h.url}/?from=9000-01-01`);
    const card = page.locator(".state-card");
    await card.getByRole("button").first().waitFor();
    assert.match(await card.textContent(), /1 Jan 9000/);
    await h.shot(page, "filtered-none");
    await h.audit(page, "filtered to none", "#overlay");
    await card.getByRole("button").first().click();
    await h.counts(page, all);
    assert.equal(new URL(page.url()).search, "");
  });

  await h.scenario("an error names its cause, and trying again helps", async (page) => {
    await page.route(ROWS, (route) => route.fulfill({ status: 500, contentType: "application/problem+json", json: { title: "The store is broken", detail: "page 7 cannot be read", status: 500 } }));
    await page.goto(h.url);
    const card = page.locator(".state-card[role=alert]");
    await card.waitFor();
    assert.match(await card.textContent(), /The store is broken.*page 7 cannot be read/s);
    await h.shot(page, "error");
    await h.audit(page, "error", "#overlay");
    await page.unroute(ROWS);
    await card.getByRole("button").click();
    await page.locator("#list-body .row").first().waitFor();
    assert.equal(await page.locator(".state-card").count(), 0);
  }, { failing: true });

  await h.scenario("a filter that the server refuses says which part", async (page) => {
    await page.goto(`${h.url}/?region=Narnia+of+the+North`);
    await page.locator(".state-card[role=alert]").waitFor();
    assert.match(await page.textContent(".state-card"), /Narnia/);
    await page.locator(".state-card .button").click();
    await page.locator("#list-body .row").first().waitFor();
  }, { failing: true });

  await h.scenario("when the server is gone what is loaded stays usable", async (page) => {
    await h.open(page);
    const all = await h.count(page);
    await page.route("**/api/**", (route) => route.abort());
    await page.locator("#precision-site").check();
    await page.locator(".state-card.is-banner").waitFor();
    assert.equal(await h.count(page), all);
    assert.ok(await page.locator("#list-body .row").count());
    await h.shot(page, "gone");
    await h.audit(page, "gone", "#overlay");
    await page.unroute("**/api/**");
    await page.locator(".state-card .button").click();
    await h.counts(page, (await h.items("precision=site")).length);
  }, { failing: true });

  await h.scenario("a slow answer says that it is loading, and what was there stays", async (page) => {
    await h.open(page);
    await page.route("**/api/facets*", async (route) => {
      await new Promise((done) => setTimeout(done, 900));
      await route.continue().catch(() => undefined);
    });
    await page.locator("#precision-site").check();
    await page.locator(".counts", { hasText: "Loading" }).waitFor();
    assert.ok(await page.locator("#list-body .row").count());
    await page.waitForFunction(() => !document.querySelector(".counts")?.textContent.includes("Loading"));
  });

  await h.scenario("an incident that is not there any more says so", async (page) => {
    await page.goto(`${h.url}/?incident=no-such-incident`);
    await page.locator("#detail [role=alert]").waitFor();
    await page.locator(".back").first().click();
    await page.locator("#list-body .row").first().waitFor();
  }, { failing: true });
}

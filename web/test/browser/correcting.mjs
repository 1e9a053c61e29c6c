// Correcting: three actions at most, remembered over a reload, taken back, exported and imported.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/** @param {any} h  the harness */
export async function correcting(h) {
  const withTwins = async () => {
    for (const { id, geometry } of (await h.items()).filter((one) => one.geometry && one.properties.place)) {
      const { properties } = await h.api(`api/collections/incidents/items/${encodeURIComponent(id)}`);
      if ((properties.candidates?.length ?? 0) > 1) return { id, candidates: properties.candidates, geometry };
    }
    throw new Error("no incident has two candidates");
  };
  /** An incident with another on its day and spot. */
  const twin = async () => {
    const placed = (await h.items()).filter(({ geometry, properties }) => geometry && properties.date_start && properties.location_precision !== "country");
    const spot = ({ geometry, properties }) => `${properties.date_start} ${geometry.coordinates}`;
    const near = (a, b) => a !== b && Math.hypot(a.geometry.coordinates[0] - b.geometry.coordinates[0], a.geometry.coordinates[1] - b.geometry.coordinates[1]) < 0.3 && Math.abs(Date.parse(a.properties.date_start) - Date.parse(b.properties.date_start)) < 2.5 * 86_400_000;
    return placed.find((one) => placed.some((other) => near(one, other))) ?? assert.fail(`no two incidents are near: ${placed.map(spot)}`);
  };
  const spotOf = async (id) => (await h.api(`api/collections/incidents/items/${encodeURIComponent(id)}`)).geometry.coordinates;

  await h.scenario("a place is corrected in three actions, stays over a reload, and can be taken back", async (page) => {
    const { id, candidates, geometry } = await withTwins();
    await h.open(page, `?incident=${encodeURIComponent(id)}`);
    await page.click("#card-correct");
    await page.locator(".choice").nth(1).click();
    await page.click("#save-place");
    await page.locator("#undo").waitFor();
    const near = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]) < 0.05;
    assert.ok(near(await spotOf(id), [candidates[1].longitude, candidates[1].latitude]), "the server moved it");
    await page.reload();
    await page.locator(".card").waitFor();
    assert.ok((await page.locator(".crumbs").textContent()).includes(candidates[1].country_name ?? candidates[1].name));
    await page.keyboard.press("u");
    await page.locator("#notice", { hasText: "taken back" }).waitFor();
    assert.ok(near(await spotOf(id), geometry.coordinates), "it is back where it was");
  });

  await h.scenario("a place is found in the gazetteer", async (page) => {
    const [one, other] = (await h.items()).filter(({ properties }) => properties.location_precision === "settlement" && properties.place);
    await h.open(page, `?incident=${encodeURIComponent(one.id)}`);
    await page.keyboard.press("c");
    await page.fill("#place-search", other.properties.place);
    await page.locator("#place-search-list [role=option]").first().click();
    await page.locator(".choice[aria-pressed=true]").waitFor();
    await page.locator("#scope-document").check();
    await page.click("#save-place");
    await page.locator("#undo").click();
    await page.locator("#notice", { hasText: "taken back" }).waitFor();
  });

  await h.scenario("type, date and figures are corrected, listed, exported, and imported again", async (page) => {
    const { id } = (await h.items()).find(({ properties }) => properties.date_start);
    await h.open(page, `?incident=${encodeURIComponent(id)}`);
    await page.click("#card-correct");
    await page.click("#correct-facts");
    await page.fill("#fix-killed_min", "7");
    await page.fill("#fix-killed_max", "5");
    await page.getByRole("button", { name: "Save the figures" }).click();
    await page.locator(".problem", { hasText: "larger" }).waitFor();
    await page.fill("#fix-killed_max", "9");
    await page.getByRole("button", { name: "Save the figures" }).click();
    await page.locator(".figure-killed", { hasText: "7–9" }).waitFor();
    await page.click("#open-corrections");
    await page.locator("#corrections tbody tr").waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#corrections-export")]);
    const file = await readFile(await download.path(), "utf8");
    assert.equal(JSON.parse(file).corrections.length, 1);
    await page.locator("#corrections tbody .link").last().click();
    await page.locator("#corrections .panel-note").waitFor();
    await page.setInputFiles("#corrections-file", { name: "corrections.json", mimeType: "application/json", buffer: Buffer.from(file) });
    await page.locator("#corrections tbody tr").waitFor();
    await page.locator("#corrections tbody .link").last().click();
    await page.locator("#corrections .panel-note").waitFor();
  });

  await h.scenario("what is no incident is hidden, and comes back", async (page) => {
    await h.open(page);
    const all = await h.count(page);
    await page.locator("#list-body .row").first().click();
    await page.locator("#card-correct").click();
    await page.click("#correct-reports");
    await page.click("#hide");
    await h.counts(page, all - 1);
    await page.locator("#undo").click();
    await h.counts(page, all);
  });

  await h.scenario("reports of one event are merged, and split again by undo", async (page) => {
    await h.open(page);
    const all = await h.count(page);
    const { id } = await twin();
    await page.goto(`${h.url}/?incident=${encodeURIComponent(id)}`);
    await page.locator("#card-correct").click();
    await page.click("#correct-reports");
    await page.locator(".twin input").first().check();
    await page.click("#merge");
    await h.counts(page, all - 1);
    await page.locator("#undo").click();
    await h.counts(page, all);
  });
}

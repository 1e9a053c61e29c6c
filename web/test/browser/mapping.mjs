// The map itself: clusters, drawn filters, density, a picture.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/** @param {any} h  the harness */
export async function mapping(h) {
  /** Incidents that can be got at from the map, alone, in a tag or in a cluster. */
  const reachable = async (page) => {
    await page.waitForTimeout(400);
    return page.evaluate(() => [...document.querySelectorAll(".marker-item")].reduce((sum, item) => sum + Number(item.dataset.count), 0));
  };
  const onMap = (page) => page.waitForSelector(".marker, .cluster, .area-tag");

  await h.scenario("a row whose incident is in a cluster makes it stand alone on the map", async (page) => {
    await h.open(page, "#3/30/40");
    await onMap(page);
    const before = await reachable(page);
    assert.ok(before > 1);
    await page.locator("#list-body .row").first().click();
    await page.locator("#detail .card").waitFor();
    const id = await page.locator("[data-card]").first().getAttribute("data-card");
    await page.locator(`.marker[data-incident="${id}"], .tag-symbol[data-incident="${id}"]`).waitFor();
    assert.equal(await reachable(page), before, "nothing is counted twice");
    await h.shot(page, "single");
  });

  await h.scenario("a click on a cluster comes nearer, and lists what lies on one spot", async (page) => {
    await h.open(page, "#3/30/40");
    await onMap(page);
    const crowd = page.locator("#crowd:not([hidden]) .row");
    for (let step = 0; step < 8 && !(await crowd.count()) && (await page.locator(".cluster").count()); step += 1) {
      const before = new URL(page.url()).hash;
      await page.locator(".cluster").first().click();
      await Promise.race([page.waitForURL((url) => url.hash !== before), crowd.first().waitFor()]);
      await page.waitForTimeout(600);
    }
    if (!(await crowd.count())) return;
    await h.shot(page, "crowd");
    await h.audit(page, "crowd", "#crowd");
    await crowd.first().click();
    await page.locator("#detail .card").waitFor();
  });

  await h.scenario("a box drawn on the map is a filter, a chip and an address", async (page) => {
    await h.open(page, "#5.5/33.5/42");
    await onMap(page);
    await page.locator("#map-controls button").nth(3).click();
    const box = await page.locator("#map").boundingBox();
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * 0.3);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * 0.7, { steps: 4 });
    await page.mouse.up();
    await h.settled(page, "bbox=");
    await h.counts(page, (await h.items(`bbox=${new URL(page.url()).searchParams.get("bbox")}`)).length);
    assert.ok((await reachable(page)) > 0);
    await h.shot(page, "box");
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes("bbox"));
  });

  await h.scenario("the keyboard takes what the map shows as a polygon and as a distance", async (page) => {
    await h.open(page, "#6/33.5/43");
    await onMap(page);
    for (const [tool, word] of [[4, "filter="], [5, "near="]]) {
      await page.locator("#map-controls button").nth(tool).click();
      await page.keyboard.press("Enter");
      await h.settled(page, word);
    }
    await page.locator("#map-controls button").nth(3).click();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#map-hint").isHidden(), true);
  });

  await h.scenario("the timeline is a date filter by pointer and keyboard, and plays", async (page) => {
    await h.open(page);
    const all = await h.count(page);
    await page.locator("#timeline .bar").first().waitFor();
    const plot = await page.locator(".timeline-plot").boundingBox();
    await page.mouse.move(plot.x + plot.width * 0.1, plot.y + 50);
    await page.mouse.down();
    await page.mouse.move(plot.x + plot.width * 0.4, plot.y + 50, { steps: 3 });
    await page.mouse.up();
    await h.settled(page, "from=");
    const brushed = new URL(page.url()).searchParams;
    const inside = (await h.items(`from=${brushed.get("from")}&to=${brushed.get("to")}`)).length;
    await h.counts(page, inside);
    assert.ok(inside < all);
    await page.locator("[role=slider]").nth(1).focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForURL((url) => url.searchParams.get("to") !== brushed.get("to"));
    await h.shot(page, "timeline");
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
    await h.audit(page, "timeline", "#timeline");
  });

  await h.scenario("density and a picture of the map", async (page) => {
    await h.open(page);
    await onMap(page);
    await page.locator("#map-controls button").nth(6).click();
    await page.waitForFunction(() => !document.querySelector(".marker"));
    await h.shot(page, "heat");
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator("#map-controls button").nth(7).click()]);
    assert.equal(download.suggestedFilename(), "dateline-map.png");
    assert.equal((await readFile(await download.path())).subarray(1, 4).toString(), "PNG");
  });
}

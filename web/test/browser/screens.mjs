// Screens from 360 pixels to 4K, 400 % zoom, dark colours, right to left, inside another page.

import assert from "node:assert/strict";

/** @param {any} h  the harness */
export async function screens(h) {
  const fits = async (page, width) => assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, "nothing is wider than the screen");

  for (const [width, height] of [[390, 844], [360, 640]]) {
    await h.scenario(`a phone of ${width} pixels has the map, a sheet and tabs`, async (page) => {
      await h.open(page);
      await fits(page, width);
      await h.shot(page, `narrow-${width}-map`);
      await page.click(".tab-list");
      await page.locator("#list-body .row").first().click();
      await page.locator("#detail .card").waitFor();
      await h.shot(page, `narrow-${width}-card`);
      await h.audit(page, "card on a phone");
      await page.locator(".sources .link").first().click();
      await page.locator(".passage").first().waitFor();
      await fits(page, width);
      await page.click("#reader-back");
      await page.click("#detail .back");
      await page.click(".tab-filters");
      await page.locator("#region-input").waitFor();
      await h.shot(page, `narrow-${width}-filters`);
      await page.click(".more-button");
      await page.click("#open-help");
      await page.locator("#help[open]").waitFor();
      await fits(page, width);
    }, { width, height });
  }

  await h.scenario("at 400 % zoom the list and the filters can be read and used", async (page) => {
    await h.open(page);
    for (const tab of ["list", "filters", "map"]) {
      await page.click(`.tab-${tab}`);
      const box = await page.locator({ list: "#list", filters: "#filters", map: "#map" }[tab]).boundingBox();
      assert.ok(box.width >= 320 && box.height >= 80, `${tab}: ${JSON.stringify(box)}`);
      await h.shot(page, `zoomed-${tab}`);
    }
    await fits(page, 360);
  }, { width: 360, height: 225 });

  for (const [width, height] of [[800, 1000], [1180, 820], [3840, 2160]]) {
    await h.scenario(`${width} pixels show map and panel side by side`, async (page) => {
      await h.open(page);
      const [map, list] = [await page.locator("#map").boundingBox(), await page.locator("#list").boundingBox()];
      assert.ok(map.width >= 300 && list.width >= 300);
      assert.ok(map.x + map.width <= list.x || list.x + list.width <= map.x, "neither covers the other");
      await fits(page, width);
      await h.shot(page, `screen-${width}`);
    }, { width, height, still: true });
  }

  await h.scenario("dark colours reach the map and are remembered", async (page) => {
    await h.open(page);
    await page.click("#theme");
    await page.reload();
    await h.ready(page);
    assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector("#map")).backgroundColor), "rgb(20, 24, 28)");
    await h.shot(page, "wide-dark");
  });

  await h.scenario("Arabic mirrors the page, is remembered, and keeps the evidence in its own language", async (page) => {
    const { id, properties } = (await h.items()).find(({ properties: p }) => p.sentence);
    await h.open(page, `?incident=${encodeURIComponent(id)}`);
    await page.locator(".language").click();
    await page.waitForFunction(() => document.documentElement.dir === "rtl");
    await h.ready(page);
    await page.locator("blockquote").waitFor();
    const [filters, side] = [await page.locator("#filters").boundingBox(), await page.locator("#side").boundingBox()];
    assert.ok(filters.x > side.x, "filters stand on the right");
    assert.equal(await page.locator("blockquote").textContent(), properties.sentence);
    assert.match(page.url(), /incident=/, "the view is the same");
    await h.shot(page, "arabic");
    await page.reload();
    await page.waitForFunction(() => document.documentElement.lang === "ar");
    await page.locator(".language").click();
    await page.waitForFunction(() => document.documentElement.dir === "ltr");
  });

  await h.scenario("inside another page there is only the map, and the card of what is chosen on it", async (page) => {
    const incident = await h.loner();
    const [lon, lat] = incident.geometry.coordinates;
    await h.open(page, `?embed=1#10/${lat}/${lon}`);
    for (const part of ["#filters", "#side", "#header"]) assert.ok(await page.locator(part).isHidden(), part);
    await page.locator(`.marker[data-incident="${incident.id}"]`).click();
    await page.locator(`[data-card="${incident.id}"]`).waitFor();
    assert.ok(await page.locator("#card-correct").isHidden(), "nothing can be changed");
    assert.ok(await page.locator("#map").isVisible(), "the map stays");
    await h.shot(page, "embed");
    await page.locator(".card .icon-button").click();
    await page.locator("#side").waitFor({ state: "hidden" });
  }, { width: 640, height: 480 });
}

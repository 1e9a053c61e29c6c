// Filtering: each part narrows list, counts and map alike, stands in the address, and can be taken away.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/** @param {any} h  the harness */
export async function filtering(h) {
  await h.scenario("a region filters list, counts and address, and back undoes it", async (page) => {
    await h.open(page);
    const all = await h.count(page);
    const { regions } = await h.api("api/regions?q=");
    const region = regions.find(({ kind, count: n }) => kind === "country" && n < all) ?? regions[0];
    await page.fill("#region-input", region.name);
    await page.locator("#region-input-list [role=option]").first().waitFor();
    await page.keyboard.press("Enter");
    await h.settled(page, "region=");
    const inside = (await h.items(`region=${encodeURIComponent(region.name)}`)).length;
    assert.ok(inside > 0 && inside <= all);
    await h.counts(page, inside);
    assert.match(await page.locator(".chips").textContent(), new RegExp(region.name));
    assert.equal(await page.locator(".toggle[aria-pressed=true]").count(), 1);
    await page.goBack();
    await h.counts(page, all);
    await page.goForward();
    await h.counts(page, inside);
  });

  await h.scenario("a distance from a place narrows to what lies within it", async (page) => {
    const { properties } = await h.loner();
    await h.open(page);
    await page.fill("#near-input", properties.place);
    await page.locator("#near-input-list [role=option]").first().click();
    await h.settled(page, "near=");
    const near = new URL(page.url()).searchParams.get("near");
    const expected = (await h.items(`near=${encodeURIComponent(near)}`)).length;
    assert.ok(expected >= 1);
    await h.counts(page, expected);
  });

  await h.scenario("what happened near a base in one month is found, read and taken away, and counted as the API counts it", async (page) => {
    const { properties } = (await h.items("from=2020-01-01&to=2020-01-31")).find(({ properties: p }) => /asad/i.test(p.place ?? ""));
    await h.open(page);
    const asked = async (...names) => {
      const address = new URL(page.url()).searchParams;
      const { length } = await h.items(names.map((name) => `${name}=${encodeURIComponent(address.get(name))}`).join("&"));
      await h.counts(page, length);
      return length;
    };
    await page.fill("#near-input", properties.place);
    await page.locator("#near-input-list [role=option]").first().click();
    await h.settled(page, "near=");
    const around = await asked("near");
    await page.fill("#region-input", properties.admin1);
    await page.locator("#region-input-list [role=option]").first().waitFor();
    await page.keyboard.press("Enter");
    await h.settled(page, "region=");
    assert.ok((await asked("near", "region")) <= around);
    await page.fill("#filter-from", "2020-01-01");
    await page.fill("#filter-to", "2020-01-31");
    await h.settled(page, "to=2020-01-31");
    const left = await asked("near", "region", "from", "to");
    assert.ok(left > 0);
    await page.locator("#list-body .row").first().click();
    const card = await page.locator(".card").getAttribute("data-card");
    await page.locator("blockquote mark").first().waitFor();
    await page.keyboard.press("e");
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-format=geojson]")]);
    const { features } = JSON.parse(await readFile(await download.path(), "utf8"));
    assert.deepEqual([features.length, features.some(({ id }) => id === card)], [left, true]);
  });

  await h.scenario("a type filters to exactly the number beside it", async (page) => {
    await h.open(page);
    const row = page.locator("[aria-labelledby=type-heading] .type-row:not(.is-zero)").first();
    const expected = Number(await row.locator(".count").textContent());
    await row.locator("input").check();
    await h.settled(page, "type=");
    await h.counts(page, expected);
    const { search } = new URL(page.url());
    assert.equal((await h.items(search.slice(1))).length, expected, "the server counts the same");
    const others = await page.locator("[aria-labelledby=type-heading] .type-rows > li > .type-row .count").allTextContents();
    assert.equal(others.map(Number).reduce((a, b) => a + b), (await h.items()).length, "the other counts stay");
  });

  await h.scenario("precision, casualties, actor, confidence and words each agree with the server", async (page) => {
    const incidents = await h.items();
    const actor = incidents.flatMap(({ properties }) => properties.actors).find(({ name }) => /^\w+$/.test(name.split(" ")[0]))?.name.split(" ")[0];
    const word = incidents.find(({ properties }) => properties.place)?.properties.place.split(" ")[0];
    await h.open(page);
    for (const [query, act] of [
      ["precision=site", () => page.locator("#precision-site").check()],
      ["min_killed=1", () => page.locator(".stepper button").last().click()],
      ["min_confidence=0.7", () => page.selectOption("#confidence-input", "0.7")],
      [`actor=${encodeURIComponent(actor)}`, () => page.fill("#actor-input", actor)],
      [`q=${encodeURIComponent(word)}`, () => page.fill("#search-input", word)],
    ]) {
      await act();
      await h.settled(page, query.split("=")[0]);
      await h.counts(page, (await h.items(query)).length);
      await page.locator(".chip").first().click();
      await h.counts(page, incidents.length);
    }
  });

  await h.scenario("dates filter by the incident's own range, and a shared address shows the same", async (page) => {
    await h.open(page);
    const incidents = await h.items();
    const { date_start: day } = incidents.find(({ properties }) => properties.date_start)?.properties ?? {};
    const expected = incidents.filter(({ properties: { date_start: start, date_end: end } }) => start && start <= day && day <= end).length;
    await page.fill("#filter-from", day);
    await page.fill("#filter-to", day);
    await h.settled(page, `to=${day}`);
    await h.counts(page, expected);
    const second = await page.context().newPage();
    await second.goto(page.url());
    await h.counts(second, expected);
    assert.equal(await second.inputValue("#filter-from"), day);
    assert.equal(await second.locator(".chips").textContent(), await page.locator(".chips").textContent());
    await second.close();
  });

  await h.scenario("an address with every part gives the same view, chips and address again", async (page) => {
    const words = "?q=a&bbox=30%2C20%2C60%2C45&region=Iraq&type=remote&from=2019-01-01&to=2021-01-01&min_killed=1&precision=site%2Csettlement&min_confidence=0.1&sort=place#5/33/44";
    await h.open(page, words);
    assert.equal(await page.locator(".chip").count(), 8);
    const { search } = new URL(page.url());
    assert.deepEqual([...new URLSearchParams(search)].sort(), [...new URLSearchParams(words.split("#")[0])].sort());
    const query = new URLSearchParams(search);
    query.delete("sort");
    await h.counts(page, (await h.items(String(query))).length);
  });

  await h.scenario("dates the wrong way round ask nothing of the server", async (page) => {
    await h.open(page);
    const all = await h.count(page);
    await page.fill("#filter-from", "2020-03-01");
    await h.settled(page, "from=2020-03-01");
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.fill("#filter-to", "2020-01-01");
    await page.waitForTimeout(300);
    assert.deepEqual(asked.filter((address) => address.includes("to=")), []);
    assert.ok(await page.locator("[aria-labelledby=dates-heading] .problem").isVisible());
    await page.fill("#filter-from", "");
    await h.settled(page, "to=2020-01-01");
    assert.ok(await page.locator("[aria-labelledby=dates-heading] .problem").isHidden());
    await page.goto(`${h.url}/?from=2020-03-01&to=2020-01-01`);
    await h.ready(page);
    await h.counts(page, all);
  });
}

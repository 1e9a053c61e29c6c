// Looking: list, map, card, reader, and the way between them.

import assert from "node:assert/strict";

/** @param {any} h  the harness */
export async function looking(h) {
  await h.scenario("the header's counts add up, and the list holds them all", async (page) => {
    await h.open(page);
    const incidents = await h.items();
    const placed = incidents.filter(({ geometry }) => geometry).length;
    assert.equal(await h.count(page), incidents.length);
    const text = await page.textContent(".counts");
    if (placed < incidents.length) assert.match(text, new RegExp(`${placed} on the map.*${incidents.length - placed} without a place`));
    while (await page.locator(".button.more").count()) await page.locator(".button.more").click({ timeout: 2000 }).catch(() => undefined);
    assert.match(await page.textContent(".list-head h2"), new RegExp(String(incidents.length)));
    await h.shot(page, "wide-light");
  });

  await h.scenario("the tray holds what has no place, and the way back", async (page) => {
    await h.open(page);
    const expected = (await h.items("precision=none")).length;
    if (!expected) return assert.ok(await page.locator(".tray").isHidden());
    await page.locator(".tray-toggle").click();
    await h.settled(page, "tray=1");
    assert.equal(await page.locator("#list-body .row").count(), expected);
    await page.locator(".tray-toggle").click();
    await page.waitForURL((url) => !url.search.includes("tray"));
  });

  await h.scenario("a click on a symbol of the map opens its card beside it", async (page) => {
    const incident = await h.loner();
    const [lon, lat] = incident.geometry.coordinates;
    await h.open(page, `#11/${lat}/${lon}`);
    await page.waitForTimeout(600);
    const box = await page.locator("#map").boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.locator(`[data-card="${incident.id}"]`).waitFor();
    await h.shot(page, "card");
  });

  await h.scenario("the card says what, where, when, how many, how sure, and in which words", async (page) => {
    const { id, properties } = (await h.items()).find(({ properties: p, geometry }) => geometry && p.sentence && p.killed_min !== null);
    await h.open(page, `?incident=${encodeURIComponent(id)}`);
    const card = page.locator(`[data-card="${id}"]`);
    await card.waitFor();
    assert.equal(await card.locator(".card-title").textContent(), properties.title);
    assert.ok((await card.locator(".kicker").textContent()).includes(properties.type_label));
    assert.ok((await card.locator(".crumbs").textContent()).includes(properties.place));
    assert.notEqual(await card.locator(".figure-when").textContent(), "");
    assert.equal(await card.locator("blockquote").textContent(), properties.sentence);
    for (const mark of await card.locator("blockquote mark").allTextContents()) assert.ok(properties.sentence.includes(mark));
    assert.ok(await card.locator("blockquote mark").count(), "the sentence has marks");
    assert.ok(await card.locator(".sources li").count(), "the card names its source");
    assert.ok(await card.locator(".why-here li").count(), "and its candidates");
  });

  await h.scenario("the document marks what was read in it, and is linked with list and map", async (page) => {
    const { id } = (await h.items()).find(({ properties }) => properties.sentence);
    await h.open(page, `?incident=${encodeURIComponent(id)}`);
    await page.locator(".sources .link").first().click();
    await page.locator(".passage-number").first().waitFor();
    assert.ok(await page.locator(".passage mark.role-place").count());
    assert.match(page.url(), /document=/);
    await page.locator(`.passage-number[data-incident="${id}"]`).first().waitFor();
    assert.ok(await page.locator(".passage.is-selected").count(), "the open incident's passage is marked");
    const other = page.locator(`.passage-number:not([data-incident="${id}"])`).first();
    if (await other.count()) {
      const next = await other.getAttribute("data-incident");
      await other.click();
      await page.waitForURL((url) => url.searchParams.get("incident") === next);
    }
    await h.shot(page, "reader");
    await page.reload();
    await page.locator(".passage.is-selected").first().waitFor();
    await page.locator("#reader-back").click();
    await page.locator(".card").waitFor();
  });

  await h.scenario("each order of the list is the server's", async (page) => {
    await h.open(page);
    for (const sort of ["-killed", "place"]) {
      await page.selectOption(".sort", sort);
      await h.settled(page, `sort=${sort}`);
      const [first] = (await h.api(`api/collections/incidents/items?limit=1&sortby=${sort}`)).features;
      await page.waitForFunction((id) => document.querySelector("#list-body .row")?.dataset.incident === id, first.id);
    }
  });

  await h.scenario("every task has a key, and Escape gives the focus back", async (page) => {
    await h.open(page);
    const row = page.locator("#list-body .row").first();
    const id = await row.getAttribute("data-incident");
    await row.focus();
    await page.keyboard.press("Enter");
    await page.locator(`[data-card="${id}"]`).waitFor();
    await page.waitForFunction((card) => document.activeElement?.dataset.card === card, id);
    await page.keyboard.press("Escape");
    await page.locator(`[data-card="${id}"]`).waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement.dataset.incident), id);
    await page.keyboard.press("j");
    await page.locator(".card").waitFor();
    const first = await page.locator(".card").getAttribute("data-card");
    await page.keyboard.press("j");
    await page.waitForFunction((card) => document.querySelector(".card")?.dataset.card !== card, first);
    await page.keyboard.press("k");
    await page.locator(`[data-card="${first}"]`).waitFor();
    await page.keyboard.press("c");
    await page.locator("#save-place").waitFor();
    await page.keyboard.press("Escape");
    await page.locator("#save-place").waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
    for (const [key, wanted] of [["/", "search-input"], ["r", "region-input"]]) {
      await page.keyboard.press(key);
      assert.equal(await page.evaluate(() => document.activeElement.id), wanted, key);
      await page.evaluate(() => document.activeElement.blur());
    }
    for (const [key, dialog] of [["e", "export"], ["?", "help"]]) {
      await page.keyboard.press(key);
      await page.locator(`#${dialog}[open]`).waitFor();
      if (key === "e") await page.keyboard.press("Escape");
    }
    await page.locator("#letter-keys").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("e");
    assert.equal(await page.locator("dialog[open]").count(), 0, "letters are switched off");
  });
}

// Adding: pasted text, several files with their outcomes, and what others add meanwhile.

import assert from "node:assert/strict";

// Other numbers and days each time: a server that runs on takes the same article for the one it has, and two reports of
// one event for one incident.
const article = (place, toll = 3 + (Date.now() % 900)) => `MOSUL, Iraq - A car bomb exploded outside a ${place} in Mosul on Monday, killing ${toll} people, police said.`;

/** @param {any} h  the harness */
export async function adding(h) {
  await h.scenario("a pasted article appears in list and counts, and replaces itself", async (page) => {
    await h.open(page);
    const before = await h.count(page);
    await page.click("#open-add");
    await page.getByRole("button", { name: "Find incidents" }).click();
    assert.match(await page.locator("#add .report").textContent(), /text/);
    const text = article("market");
    await paste(page, text, "Blast in Mosul", "2020-06-02");
    assert.match(await page.locator("#notice").textContent(), /1 incident found in “Blast in Mosul”/);
    await h.counts(page, before + 1);
    const row = page.locator("#list-body .row", { has: page.locator(".row-new") });
    await row.waitFor();
    await h.shot(page, "pasted");
    await row.click();
    await page.locator(".card .sources", { hasText: "Blast in Mosul" }).waitFor();
    await page.keyboard.press("Escape");
    await page.click("#open-add");
    await paste(page, text, "Blast in Mosul", "2020-06-02");
    await page.locator("#notice", { hasText: "was there already" }).waitFor();
    await h.counts(page, before + 1);
  });

  await h.scenario("a text without an incident says so and stays open", async (page) => {
    await h.open(page);
    await page.click("#open-add");
    await page.fill("#add-text", "Nothing happened anywhere.");
    await page.getByRole("button", { name: "Find incidents" }).click();
    await page.locator("#add .report", { hasText: "No incident" }).waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("dialog[open]").count(), 0);
  });

  await h.scenario("several files are read, each with its own outcome", async (page) => {
    await h.open(page);
    const before = await h.count(page);
    const lines = [JSON.stringify({ text: article("bank", 41), date: "2020-07-08" }), "{ broken", JSON.stringify({ text: article("school", 53), date: "2020-09-09" })].join("\n");
    await page.click("#open-add");
    await page.setInputFiles("#add-file", [
      { name: "photo.png", mimeType: "image/png", buffer: Buffer.from("x") },
      { name: "stories.jsonl", mimeType: "application/x-ndjson", buffer: Buffer.from(lines) },
    ]);
    const rows = page.locator(".uploads ol > li");
    await rows.nth(1).locator(".problem").waitFor();
    assert.match(await rows.nth(0).textContent(), /not read here/);
    assert.match(await rows.nth(1).textContent(), /2 articles.*Line 2/s);
    await h.shot(page, "uploads");
    await h.audit(page, "uploads", "#add");
    await page.getByRole("button", { name: "Show on the map" }).click();
    await h.counts(page, before + 2);
  });

  await h.scenario("a file dropped on the page is read", async (page) => {
    await h.open(page);
    const before = await h.count(page);
    await page.evaluate((text) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([JSON.stringify({ title: "From a file", date: "2020-11-11", text })], "story.json"));
      document.querySelector("#map").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
    }, article("bridge", 67));
    await h.counts(page, before + 1);
    await page.locator("#notice", { hasText: "1 incident found" }).waitFor();
  });

  await h.scenario("what the filter hides of an added article is said, with the way to see it", async (page) => {
    // Nothing matches, so there is no region to wait for.
    await page.goto(`${h.url}/?from=2030-01-01`);
    await page.locator(".state-card").waitFor();
    await page.keyboard.press("Escape");
    await page.click("#open-add");
    await paste(page, article("hotel", 91), "Out of sight", "2021-05-12");
    await page.locator("#notice", { hasText: "1 hidden by the filter" }).waitFor();
    await page.locator("#notice .link").click();
    await page.waitForURL((url) => !url.search.includes("from"));
    await page.locator("#list-body .row", { has: page.locator(".row-new") }).waitFor();
  });

  await h.scenario("what others add is announced, and shown when asked for", async (page) => {
    await h.open(page);
    const before = await h.count(page);
    await page.waitForTimeout(300);
    const response = await fetch(`${h.url}/api/documents`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ text: article("station", 79), date: "2021-02-10" }) });
    assert.equal(response.status, 201);
    await page.locator("#news:not([hidden])").waitFor();
    assert.equal(await h.count(page), before, "nothing moves by itself");
    await h.shot(page, "news");
    await page.locator("#news .link").click();
    await h.counts(page, before + 1);
    assert.ok(await page.locator("#news").isHidden());
  });
}

async function paste(page, text, title, date) {
  await page.fill("#add-text", text);
  await page.fill("#add-headline", title);
  await page.fill("#add-date", date);
  await page.getByRole("button", { name: "Find incidents" }).click();
  await page.locator("dialog[open]").waitFor({ state: "detached" });
  await page.locator("#notice:not([hidden])").waitFor();
}

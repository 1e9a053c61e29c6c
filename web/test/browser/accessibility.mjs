// axe-core in each state, left to right and right to left; each audit looks at both themes. A state is audited in the part
// of the page that it changes, for the rest was looked at before.

/** @param {any} h  the harness */
export async function accessibility(h) {
  const { id, properties } = (await h.items()).find(({ properties: p, geometry }) => geometry && p.sentence);
  const incident = `?incident=${encodeURIComponent(id)}`;
  const document = `?document=${encodeURIComponent(properties.sources[0].document)}`;
  for (const language of ["en", "ar"]) {
    await h.scenario(`axe finds nothing in list, filters and dialogs: ${language}`, async (page) => {
      await h.open(page);
      await h.audit(page, "list");
      await page.locator(".expander").first().click();
      await page.locator("#region-input").focus();
      await page.locator("#region-input-list [role=option]").first().waitFor();
      await h.audit(page, "filters, open", "#filters");
      await page.keyboard.press("Escape");
      for (const dialog of ["export", "corrections", "help", "add"]) {
        await page.click(`#open-${dialog}`);
        await page.locator(`#${dialog}[open]`).waitFor();
        await h.audit(page, dialog, `#${dialog}`);
        await h.shot(page, `${dialog}-${language}`);
        await page.keyboard.press("Escape");
      }
      await page.goto(`${h.url}/?from=9000-01-01`);
      await page.locator(".state-card button").first().waitFor();
      await h.audit(page, "filtered to none", "#overlay");
    }, { language });

    await h.scenario(`axe finds nothing in card, editors and reader: ${language}`, async (page) => {
      await h.open(page, incident);
      await page.locator(".card").waitFor();
      await h.audit(page, "card", "#side");
      await page.click("#card-correct");
      for (const part of ["place", "facts", "reports"]) {
        await page.click(`#correct-${part}`);
        await page.locator(".editor").waitFor();
        await h.audit(page, `correct ${part}`, "#correct");
        await h.shot(page, `correct-${part}-${language}`);
      }
      await page.goto(`${h.url}/${document}`);
      await page.locator(".passage").first().waitFor();
      await h.audit(page, "reader", "#reader");
      await h.shot(page, `reader-${language}`);
    }, { language });
  }
}

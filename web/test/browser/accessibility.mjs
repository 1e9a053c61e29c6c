// axe-core in each state, light and dark, left to right and right to left.

/** @param {any} h  the harness */
export async function accessibility(h) {
  const { id, properties } = (await h.items()).find(({ properties: p, geometry }) => geometry && p.sentence);
  const incident = `?incident=${encodeURIComponent(id)}`;
  const document = `?document=${encodeURIComponent(properties.sources[0].document)}`;
  for (const [language, theme] of [["en", "light"], ["en", "dark"], ["ar", "light"], ["ar", "dark"]]) {
    await h.scenario(`axe finds nothing in any state: ${language}, ${theme}`, async (page) => {
      await h.open(page);
      await h.audit(page, "list");
      await page.locator(".expander").first().click();
      await page.locator("#region-input").focus();
      await page.locator("#region-input-list [role=option]").first().waitFor();
      await h.audit(page, "filters, open");
      await page.keyboard.press("Escape");
      for (const dialog of ["export", "corrections", "help"]) {
        await page.click(`#open-${dialog}`);
        await page.locator(`#${dialog}[open]`).waitFor();
        await h.audit(page, dialog);
        await h.shot(page, `${dialog}-${language}-${theme}`);
        await page.keyboard.press("Escape");
      }
      await page.click("#open-add");
      await h.audit(page, "add");
      await page.goto(`${h.url}/${incident}`);
      await page.locator(".card").waitFor();
      await h.audit(page, "card");
      await page.click("#card-correct");
      for (const part of ["place", "facts", "reports"]) {
        await page.click(`#correct-${part}`);
        await page.locator(".editor").waitFor();
        await h.audit(page, `correct ${part}`);
        await h.shot(page, `correct-${part}-${language}-${theme}`);
      }
      await page.goto(`${h.url}/${document}`);
      await page.locator(".passage").first().waitFor();
      await h.audit(page, "reader");
      await h.shot(page, `reader-${language}-${theme}`);
    }, { language, theme });
  }
}

// Taking away: files that honour the filter, a link, an embedded view.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";

/** @param {any} h  the harness */
export async function takingAway(h) {
  await h.scenario("the download is the filtered GeoJSON, and every format asks with the filter", async (page) => {
    await h.open(page, "?precision=site");
    await page.keyboard.press("e");
    await page.locator(".formats a").first().waitFor();
    const links = await page.locator(".formats a").evaluateAll((nodes) => nodes.map((node) => node.getAttribute("href")));
    assert.deepEqual(links.map((href) => href.split("?")[0].split(".").pop()), ["geojson", "csv", "gpkg", "fgb", "parquet", "kml", "geojsonseq"]);
    assert.ok(links.every((href) => href.includes("precision=site")));
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-format=geojson]")]);
    const collection = JSON.parse(await readFile(await download.path(), "utf8"));
    assert.equal(collection.type, "FeatureCollection");
    assert.equal(collection.features.length, await h.count(page));
    await page.selectOption("#export-layer", "places");
    assert.match(await page.locator("[data-format=geojson]").getAttribute("href"), /layer=places/);
  });

  await h.scenario("a copied link and the embedding code open the same view", async (page) => {
    const [{ id }] = await h.items();
    await h.open(page, `?incident=${encodeURIComponent(id)}&precision=site#6/33/44`);
    await page.locator("#card-correct").waitFor();
    await page.getByRole("button", { name: "Copy link" }).click();
    await page.getByRole("button", { name: "Copied" }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(new URL(link).searchParams.get("incident"), id);
    assert.equal(new URL(link).searchParams.get("precision"), "site");
    await page.getByRole("button", { name: "Copy GeoJSON" }).click();
    await page.waitForFunction(async () => (await navigator.clipboard.readText()).includes('"Feature"'));
    await page.keyboard.press("e");
    assert.match(await page.inputValue("#export-embed"), /^<iframe src="[^"]*embed=1/);
    assert.equal(await page.inputValue("#export-link"), link);
  });
}

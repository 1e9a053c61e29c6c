// Makes the pictures of docs/ out of the demo, so that they show what the program does today.
//
//   DATELINE_BIN=target/release/dateline node web/test/pictures.mjs

import assert from "node:assert/strict";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startHarnesses } from "./browser/harness.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));
const MOST_BYTES = 300_000;

// `node --test web/test` runs every file below test/; this one is no test.
if (process.env.NODE_TEST_CONTEXT) process.exit(0);

const { still: harness, stop } = await startHarnesses();
await mkdir(FOLDER, { recursive: true });
const features = await harness.items();
/** The demo's incident at the base, which the guide speaks of. */
const asad = features.find(({ properties }) => /asad/i.test(properties.place ?? "")) ?? features[0];
const id = encodeURIComponent(asad.id);
const document = encodeURIComponent(asad.properties.sources[0].document);
const [lon, lat] = asad.geometry.coordinates;

await picture("map", `?incident=${id}#6/${lat}/${lon}`, { ready: ".card" });
await picture("reader", `?document=${document}&incident=${id}`, { ready: ".passage", theme: "dark" });
await picture("correct", `?incident=${id}#6/${lat}/${lon}`, { ready: "#card-correct", act: (page) => page.click("#card-correct") });
await picture("arabic", `?incident=${id}#6/${lat}/${lon}`, { ready: ".card", language: "ar" });
await stop();
process.exit(harness.failed ? 1 : 0);

/**
 * @param {string} name
 * @param {string} address
 * @param {{ready: string, act?: (page: any) => Promise<void>, theme?: "light"|"dark", language?: string, width?: number, height?: number}} options
 */
async function picture(name, address, { ready, act, width = 1200, height = 750, ...look }) {
  await harness.scenario(name, async (page) => {
    await harness.open(page, address);
    await page.locator(ready).first().waitFor();
    await act?.(page);
    // Labels and tiles come a moment after the rest.
    await page.waitForTimeout(1500);
    const path = join(FOLDER, `${name}.png`);
    await page.screenshot({ path });
    const { size } = await stat(path);
    assert.ok(size < MOST_BYTES, `${path} has ${size} bytes`);
  }, { width, height, still: true, ...look });
}

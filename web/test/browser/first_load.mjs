// What the first view takes over the wire: heads and compressed bodies of every file of the page, and nothing that is
// needed only later.

import assert from "node:assert/strict";

/** Bytes. The page's own files; what it asks of the API depends on the data and is told beside it. */
const MOST = 200_000;
/** Fine coasts, water, divisions, towns: they come when the incidents are there and the map is near enough to show them. */
const DETAILS = /base-map-1\/(?!countries)|countries-50m/;
const LATER = /_dialog|_panel\.js|reader|correct|incident_card|messages\/ar|draw_tool|placing|heat|filter_shapes|picture|css\/(card|dialog)/;

/** @param {any} h  the harness */
export async function firstLoad(h) {
  await h.scenario("the first view loads little, and nothing that is needed only later", async (page) => {
    const client = await page.context().newCDPSession(page);
    await client.send("Network.enable");
    const requests = new Map();
    client.on("Network.requestWillBeSent", ({ requestId, request }) => requests.set(requestId, { path: new URL(request.url).pathname, bytes: 0 }));
    client.on("Network.responseReceived", ({ requestId, response }) => (requests.get(requestId).zipped = "content-encoding" in response.headers));
    client.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => (requests.get(requestId).bytes = encodedDataLength));
    await h.open(page);
    await page.locator("#timeline .bar").first().waitFor();
    await page.waitForLoadState("networkidle");
    const all = [...requests.values()].filter(({ bytes, path }) => bytes && !DETAILS.test(path));
    const own = all.filter(({ path }) => /^\/(|index\.html|(css|js|vendor)\/.*)$/.test(path));
    const sum = (some) => some.reduce((bytes, one) => bytes + one.bytes, 0);
    console.log(`        first view: ${(sum(own) / 1000).toFixed(1)} KB in ${own.length} files, and ${((sum(all) - sum(own)) / 1000).toFixed(1)} KB of answers`);
    assert.deepEqual(own.map(({ path }) => path).filter((path) => LATER.test(path) && !path.endsWith("side_panel.js")), []);
    // The mock server does not compress.
    if (own.every(({ zipped }) => zipped)) assert.ok(sum(own) <= MOST, `${sum(own)} bytes`);
    else assert.ok(!process.env.DATELINE_BIN, "the server compresses each file");
  });
}

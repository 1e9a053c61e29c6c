// What a reader does, in headless Chromium: look, filter, read, correct, add, take away, by mouse and by key, in both
// languages and themes. Fails on any console error, any violation of the content security policy, any request off the
// machine, and any of axe-core's rules.
//
//   node web/test/browser.mjs
//
//   DATELINE_URL        a running server; else
//   DATELINE_BIN        a binary to start with `serve --listen 127.0.0.1:0`; else the mock server of web/test/mock
//   DATELINE_ONLY       runs the scenarios whose name holds these words
//   DATELINE_SHOTS      folder for screenshots
//   DATELINE_WEB_TOOLS  folder with node_modules/playwright-core and axe-core (default target/web-tools)

import { accessibility } from "./browser/accessibility.mjs";
import { adding } from "./browser/adding.mjs";
import { correcting } from "./browser/correcting.mjs";
import { firstLoad } from "./browser/first_load.mjs";
import { filtering } from "./browser/filtering.mjs";
import { startHarnesses } from "./browser/harness.mjs";
import { looking } from "./browser/looking.mjs";
import { mapping } from "./browser/mapping.mjs";
import { screens } from "./browser/screens.mjs";
import { states } from "./browser/states.mjs";
import { takingAway } from "./browser/taking_away.mjs";

// `node --test web/test` runs every file below test/; this one needs a browser and is run by itself.
if (process.env.NODE_TEST_CONTEXT) process.exit(0);

const { still, changing, isOne, stop } = await startHarnesses();
const started = Date.now();
/** @param {any} harness @param {((harness: any) => Promise<void>)[]} groups */
const inTurn = async (harness, ...groups) => {
  for (const group of groups) await group(harness);
};
// Lanes of about the same length. The one that changes what the server holds has a server to itself, or waits.
const lanes = [inTurn(still, firstLoad, mapping, screens, takingAway), inTurn(still, accessibility, filtering), inTurn(still, looking, states)];
if (isOne) await Promise.all(lanes);
await Promise.all([...lanes, inTurn(changing, correcting, adding)]);
await stop();
const [passed, failed] = isOne ? [still.passed, still.failed] : [still.passed + changing.passed, still.failed + changing.failed];
console.log(`${passed} passed, ${failed} failed in ${Math.round((Date.now() - started) / 1000)} s`);
process.exit(failed ? 1 : 0);

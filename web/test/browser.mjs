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
import { filtering } from "./browser/filtering.mjs";
import { startHarness } from "./browser/harness.mjs";
import { looking } from "./browser/looking.mjs";
import { mapping } from "./browser/mapping.mjs";
import { screens } from "./browser/screens.mjs";
import { states } from "./browser/states.mjs";
import { takingAway } from "./browser/taking_away.mjs";

// `node --test web/test` runs every file below test/; this one needs a browser and is run by itself.
if (process.env.NODE_TEST_CONTEXT) process.exit(0);

const harness = await startHarness();
const started = Date.now();
/** @param {((harness: any) => Promise<void>)[]} groups */
const inTurn = async (groups) => {
  for (const group of groups) await group(harness);
};
// Those that change nothing run in two lanes; those that do, one after the other.
await Promise.all([inTurn([mapping, looking, takingAway, filtering, states]), inTurn([screens, accessibility])]);
await inTurn([correcting, adding]);
await harness.stop();
console.log(`${harness.passed} passed, ${harness.failed} failed in ${Math.round((Date.now() - started) / 1000)} s`);
process.exit(harness.failed ? 1 : 0);

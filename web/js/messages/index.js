// @ts-check
// The messages in use. One language so far; the choice between files will stand here.

export { en as messages } from "./en.js";

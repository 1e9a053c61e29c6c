// @ts-check
// From and to, as two date fields. An incident passes when its own date range touches the chosen one.

import { element } from "../dom/element.js";
import { messages } from "../messages/index.js";
import { datesReversed } from "../pure/filter.js";

/** @param {import("../state.js").Store} store */
export function dateFilter(store) {
  const problem = element("p", { class: "problem", role: "alert", hidden: true, text: messages.filters.datesReversed });
  const field = (/** @type {"from"|"to"} */ key) => {
    const input = element("input", { type: "date", id: `filter-${key}`, min: "0001-01-01", max: "9999-12-31" });
    input.addEventListener("change", apply);
    return input;
  };
  const from = field("from");
  const to = field("to");
  /** The dates last taken from the filter: what the reader is changing stays when another part of it changes. */
  let drawn = { from: "", to: "" };
  const draw = () => {
    const { filter } = store.get();
    if (drawn.from === (filter.from ?? "") && drawn.to === (filter.to ?? "")) return;
    drawn = { from: filter.from ?? "", to: filter.to ?? "" };
    from.value = drawn.from;
    to.value = drawn.to;
    tell(false);
  };
  /** The server would refuse reversed dates, so they never become the filter. */
  function apply() {
    const reversed = datesReversed(from.value, to.value);
    tell(reversed);
    if (!reversed) store.set({ filter: { ...store.get().filter, from: from.value || null, to: to.value || null } });
  }
  const tell = (/** @type {boolean} */ reversed) => {
    problem.hidden = !reversed;
    for (const input of [from, to]) input.setAttribute("aria-invalid", String(reversed));
  };
  store.subscribe(["filter"], draw);
  draw();
  return element(
    "section",
    { class: "filter-section", "aria-labelledby": "dates-heading" },
    element("h2", { id: "dates-heading", text: messages.filters.dates }),
    element("div", { class: "date-fields" }, element("label", {}, messages.filters.from, from), element("label", {}, messages.filters.to, to)),
    problem,
  );
}

// @ts-check
// From and to, as two date fields. An incident passes when its own date range touches the chosen one.

import { element } from "../dom/element.js";
import { messages } from "../messages/index.js";

/** @param {import("../state.js").Store} store */
export function dateFilter(store) {
  const problem = element("p", { class: "problem", role: "alert", hidden: true, text: messages.filters.datesReversed });
  const field = (/** @type {"from"|"to"} */ key) => {
    const input = element("input", { type: "date", id: `filter-${key}`, min: "0001-01-01", max: "9999-12-31" });
    input.addEventListener("change", () => store.set({ filter: { ...store.get().filter, [key]: input.value || null } }));
    return input;
  };
  const from = field("from");
  const to = field("to");
  const draw = () => {
    const { filter } = store.get();
    if (from.value !== (filter.from ?? "")) from.value = filter.from ?? "";
    if (to.value !== (filter.to ?? "")) to.value = filter.to ?? "";
    problem.hidden = !(filter.from && filter.to && filter.from > filter.to);
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

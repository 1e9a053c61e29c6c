// @ts-check
// Dates as a reader writes them. All arithmetic is in UTC on ISO dates; no clock is read here.

/** @typedef {import("./types.js").Incident} Incident */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const MONTHS_LONG = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];

/**
 * @param {string} iso
 * @returns {{year: number, month: number, day: number}} month counts from 0
 */
function parts(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return { year, month: month - 1, day };
}

/** "3 Jan 2020". @param {string} iso */
export function longDate(iso) {
  const { year, month, day } = parts(iso);
  return `${day} ${MONTHS[month]} ${year}`;
}

/**
 * The shortest text that tells both ends: "3–31 Jan 2020", "24 Dec 2019 – 2 Jan 2020".
 * @param {string} start
 * @param {string} end  inclusive
 */
export function dateRange(start, end) {
  if (start === end) return longDate(start);
  const a = parts(start);
  const b = parts(end);
  if (a.year !== b.year) return `${longDate(start)} – ${longDate(end)}`;
  if (a.month !== b.month) return `${a.day} ${MONTHS[a.month]} – ${longDate(end)}`;
  return `${a.day}–${longDate(end)}`;
}

/**
 * The date of an incident, no more exact than the article was.
 * @param {Pick<Incident, "date_start"|"date_end"|"date_precision">} incident
 * @returns {string|null} null when nothing is known
 */
export function incidentDate({ date_start: start, date_end: end, date_precision: precision }) {
  const known = start ?? end;
  if (!known || precision === "unknown") return null;
  const { year, month } = parts(known);
  if (precision === "year") return `${year}`;
  if (precision === "month") return `${MONTHS_LONG[month]} ${year}`;
  return dateRange(start ?? known, end ?? known);
}

/** Heading of the list: "January 2020", or null where the month is not known. @param {Incident} incident */
export function monthHeading({ date_start: start, date_precision: precision }) {
  if (!start || precision === "unknown") return null;
  const { year, month } = parts(start);
  return precision === "year" ? `${year}` : `${MONTHS_LONG[month]} ${year}`;
}

/**
 * A filter's dates: "16 Dec 2019 – 31 Mar 2020", "from 16 Dec 2019", "until 31 Mar 2020".
 * @param {string|null} from
 * @param {string|null} to
 * @param {{from: string, until: string}} words
 */
export function filterDates(from, to, words) {
  if (from && to) return from <= to ? dateRange(from, to) : `${longDate(from)} – ${longDate(to)}`;
  if (from) return `${words.from} ${longDate(from)}`;
  return to ? `${words.until} ${longDate(to)}` : "";
}

// @ts-check
// Dates as a reader writes them, in the reader's language. All arithmetic is in UTC on ISO dates; no clock is read here.

/** @typedef {import("./types.js").Incident} Incident */

/** The language where a caller names none. */
const ENGLISH = "en-GB";
/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {string} locale
 * @param {"day"|"month"|"year"|"short"|"tick"|"tickYear"} kind
 */
function format(locale, kind) {
  const key = `${locale} ${kind}`;
  const known = formats.get(key);
  if (known) return known;
  const options = /** @type {const} */ ({
    day: { day: "numeric", month: "short", year: "numeric" },
    short: { day: "numeric", month: "short" },
    month: { month: "long", year: "numeric" },
    year: { year: "numeric" },
    tick: { month: "short" },
    tickYear: { month: "short", year: "numeric" },
  })[kind];
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC", calendar: "gregory" });
  formats.set(key, made);
  return made;
}

/**
 * A label of a time axis: the year at each January, and beside the first label.
 * @param {string} iso
 * @param {"day"|"month"|"year"} kind
 * @param {boolean} first
 * @param {string} [locale]
 */
export function tickText(iso, kind, first, locale = ENGLISH) {
  const date = instant(iso);
  if (kind === "year") return format(locale, "year").format(date);
  if (kind === "day") return tidy(format(locale, "short").format(date));
  return format(locale, first ? "tickYear" : "tick").format(date);
}

/** @param {string} iso */
function instant(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year);
  return date;
}

/** "3 Jan 2020". @param {string} iso @param {string} [locale] */
export function longDate(iso, locale = ENGLISH) {
  return tidy(format(locale, "day").format(instant(iso)));
}

/**
 * The shortest text that tells both ends: "3–31 Jan 2020", "24 Dec 2019 – 2 Jan 2020".
 * @param {string} start
 * @param {string} end  inclusive
 * @param {string} [locale]
 */
export function dateRange(start, end, locale = ENGLISH) {
  if (start === end) return longDate(start, locale);
  const [a, b] = [instant(start), instant(end)];
  if (a.getUTCFullYear() !== b.getUTCFullYear()) return `${longDate(start, locale)} – ${longDate(end, locale)}`;
  if (a.getUTCMonth() !== b.getUTCMonth()) return `${tidy(format(locale, "short").format(a))} – ${longDate(end, locale)}`;
  const first = new Intl.NumberFormat(locale, { useGrouping: false }).format(a.getUTCDate());
  return `${first}–${longDate(end, locale)}`;
}

/**
 * The date of an incident, no more exact than the article was.
 * @param {Pick<Incident, "date_start"|"date_end"> & Partial<Pick<Incident, "date_precision">>} incident
 * @param {string} [locale]
 * @returns {string|null} null when nothing is known
 */
export function incidentDate({ date_start: start, date_end: end, date_precision: precision }, locale = ENGLISH) {
  const known = start ?? end;
  if (!known || precision === "unknown") return null;
  if (precision === "year" || precision === "month") return format(locale, precision).format(instant(known));
  return dateRange(start ?? known, end ?? known, locale);
}

/** Heading of the list: "January 2020", or null where the month is not known. @param {Pick<Incident, "date_start"|"date_precision">} incident @param {string} [locale] */
export function monthHeading({ date_start: start, date_precision: precision }, locale = ENGLISH) {
  if (!start || precision === "unknown") return null;
  return format(locale, precision === "year" ? "year" : "month").format(instant(start));
}

/**
 * A filter's dates: "16 Dec 2019 – 31 Mar 2020", "from 16 Dec 2019", "until 31 Mar 2020".
 * @param {string|null} from
 * @param {string|null} to
 * @param {{from: string, until: string}} words
 * @param {string} [locale]
 */
export function filterDates(from, to, words, locale = ENGLISH) {
  if (from && to) return from <= to ? dateRange(from, to, locale) : `${longDate(from, locale)} – ${longDate(to, locale)}`;
  if (from) return `${words.from} ${longDate(from, locale)}`;
  return to ? `${words.until} ${longDate(to, locale)}` : "";
}

/** British English writes "Sept"; four letters stand out in a column of three. @param {string} text */
function tidy(text) {
  return text.replace("Sept ", "Sep ");
}

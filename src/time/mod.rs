//! Time: expressions in the text → calendar days, by the publication date and the narrative.
//!
//! ```text
//! tokens ── word ──> time words ── grammar ──> expressions ── tense, calendar, resolve ──> Timex
//! ```
//!
//! General rules of English newspaper dates, no learned part. Not read: ages ("42-year-old"; `TimeBank` leaves them out), moving
//! holidays of other calendars (Ramadan, Eid), fiscal years that differ from calendar years, other languages.

mod date_range;
mod word;
mod calendar;
mod expression;
mod grammar;
mod tense;
mod resolve;

pub use date_range::{DatePrecision, DateRange};

use jiff::civil::Date;

use crate::span::Span;
use crate::text::Text;

/// TIMEX3 types (ISO-TimeML).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TimexType {
    /// A calendar day or longer.
    Date,
    /// A part of a day or finer.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// What an expression says about the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// These days.
    Days(DateRange),
    /// So many days after (negative: before) the event told just before: "several days later" is 2 to 10, "hours later" is 0 to 1, "that day" is 0 to 0.
    FromNarrative {
        /// Fewest days.
        least_days: i32,
        /// Most days.
        most_days: i32,
    },
    /// No days: a duration, a set, or a relative expression without an anchor.
    None,
}

/// One time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// Its words.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimexType,
    /// TIMEX3 value: `2020-03-12`, `2020-W11`, `P3D`, `PRESENT_REF`, …; `XXXX` parts where unknown.
    pub value: String,
    /// Its days.
    pub meaning: Meaning,
    /// True where the words alone fix the days ("January 3, 2020"), false where the publication date was needed.
    pub is_explicit: bool,
}

/// Every time expression of the text, in text order, without overlap; linear in the text.
///
/// Without a publication date, what depends on it has `XXXX` in its value and no days.
pub fn find_timexes(text: &Text<'_>, publication: Option<Date>) -> Vec<Timex> {
    let mut resolver = resolve::Resolver::new(text, publication);
    grammar::find(text)
        .iter()
        .filter_map(|(start, found)| resolver.resolve(*start, found))
        .collect()
}

#[cfg(test)]
mod tests;

//! Resolving: what an expression says → TIMEX3 type, value, and days, by the publication date and the narrative so far.
//!
//! Expressions are resolved in text order; the last day, quarter and year told of are kept for "the following day",
//! "the year-earlier quarter" and "that year".

mod length;
mod named;
mod shifted;

use jiff::civil::Date;

use super::calendar::{add_days, month_days, range, years_days};
use super::date_range::{DatePrecision, DateRange};
use super::expression::{Clock, Expression, Found};
use super::tense::{Outlook, outlook};
use super::word::{DayPart, Part, Reference};
use super::{Meaning, Timex, TimexType};
use crate::text::Text;

/// An expression set against the calendar.
struct Reading {
    kind: TimexType,
    value: String,
    meaning: Meaning,
    is_explicit: bool,
}

impl Reading {
    /// Days that depend on the publication or the narrative.
    fn days(value: String, days: Option<DateRange>) -> Reading {
        Reading {
            kind: TimexType::Date,
            value,
            meaning: days.map_or(Meaning::None, Meaning::Days),
            is_explicit: false,
        }
    }

    /// A value without days.
    fn bare(kind: TimexType, value: impl Into<String>) -> Reading {
        Reading {
            kind,
            value: value.into(),
            meaning: Meaning::None,
            is_explicit: false,
        }
    }

    /// The same, fixed by its words alone where `is_explicit`.
    fn said(self, is_explicit: bool) -> Reading {
        Reading { is_explicit, ..self }
    }
}

/// Reads the expressions of one text, in text order.
pub(super) struct Resolver<'t> {
    text: &'t Text<'t>,
    publication: Option<Date>,
    /// The last days told of, a month at most.
    told: Option<DateRange>,
    /// The year that they, or a longer time, began in.
    told_year: Option<i16>,
    /// The last quarter told of.
    told_quarter: Option<(i16, i8)>,
}

impl<'t> Resolver<'t> {
    pub(super) fn new(text: &'t Text<'t>, publication: Option<Date>) -> Self {
        Resolver {
            text,
            publication,
            told: None,
            told_year: None,
            told_quarter: None,
        }
    }

    /// The expression that starts at token `start`, resolved; `None` only where its span is broken.
    pub(super) fn resolve(&mut self, start: usize, found: &Found) -> Option<Timex> {
        let span = self.text.span_of(found.tokens(start))?;
        let reading = self.read(start, found);
        let reading = self.narrow(reading, found.part);
        let reading = with_clock(reading, found.clock);
        self.remember(&reading);
        Some(Timex {
            span,
            kind: reading.kind,
            value: reading.value,
            meaning: reading.meaning,
            is_explicit: reading.is_explicit,
        })
    }

    fn remember(&mut self, reading: &Reading) {
        let Meaning::Days(days) = reading.meaning else { return };
        if !matches!(reading.kind, TimexType::Date | TimexType::Time) {
            return;
        }
        self.told_year = Some(days.first.year());
        if days.precision <= DatePrecision::Month {
            self.told = Some(days);
        }
    }

    fn read(&mut self, start: usize, found: &Found) -> Reading {
        let view = || outlook(self.text, start, found.end);
        match found.expression {
            Expression::MonthDay {
                year,
                month,
                day,
                last_day,
            } => self.month_day(year, month, (day, last_day), view()),
            Expression::Month { year, month } => self.month(year, month, view()),
            Expression::Year(year) => Reading::days(format!("{year:04}"), years_days(year, year)).said(true),
            Expression::Decade(first) => self.decade(first),
            Expression::Century(century) => named::century(century),
            Expression::Half { year, half } => self.half(year, half),
            Expression::Weekday { weekday, shift } => self.weekday(weekday, shift, view()),
            Expression::Day(days) => self.day(days),
            Expression::Shifted { shift, unit } => self.shifted(shift, unit),
            Expression::WeekOf { year, month, day } => self.week_of(year, month, day, view()),
            Expression::Current(unit) => self.current(unit),
            Expression::Quarter { year, quarter } => self.quarter(year, quarter, view()),
            Expression::ToldQuarter { years } => self.last_quarter(years),
            Expression::YearBefore => self.year_before(),
            Expression::Season { year, season } => self.season(year, season, view()),
            Expression::Holiday { year, holiday } => self.holiday(year, holiday, view()),
            Expression::Ago { count, unit } => self.ago(count, unit),
            Expression::FromTold { count, unit, sign } => self.beside_told(count, unit, sign),
            Expression::FromEvent { count, unit, sign } => length::from_event(count, unit, sign),
            Expression::Length { count, unit, anchor } => self.length(count, unit, anchor),
            Expression::Each { count, unit } => Reading::bare(TimexType::Set, length::whole_value(count, unit)),
            Expression::EachWeekday(weekday) => Reading::bare(TimexType::Set, format!("XXXX-WXX-{weekday}")),
            Expression::EachMonth(month) => Reading::bare(TimexType::Set, format!("XXXX-{month:02}")),
            Expression::EachSeason(season) => {
                Reading::bare(TimexType::Set, format!("XXXX-{}", super::calendar::season_code(season)))
            }
            Expression::Reference(reference) => Reading::bare(TimexType::Date, reference_value(reference)),
            Expression::ClockOnly => self.told_or_published(),
            Expression::Overnight => self.overnight(),
            Expression::NightBetween(first, last) => self.night_between(first, last, view()),
        }
    }

    /// "yesterday" and the like.
    fn day(&self, days: i8) -> Reading {
        one_day(self.publication.and_then(|day| add_days(day, i32::from(days))))
    }

    /// The last night, which ends on the day of publication.
    fn overnight(&self) -> Reading {
        let evening = self.publication.and_then(|day| add_days(day, -1));
        let night = range(evening, self.publication, DatePrecision::Range);
        let value = evening.map_or_else(|| "XXXX-XX-XX".to_owned(), |day| day.to_string());
        Reading {
            kind: TimexType::Time,
            ..Reading::days(value + "TNI", night)
        }
    }

    /// The day that a time of day without one belongs to.
    fn told_or_published(&self) -> Reading {
        let told = self.told.filter(|days| days.first == days.last).map(|days| days.first);
        Reading {
            meaning: Meaning::FromNarrative {
                least_days: 0,
                most_days: 0,
            },
            ..one_day(told.or(self.publication))
        }
    }

    /// "early", "late", "earlier": the part of the days that is meant.
    fn narrow(&self, reading: Reading, part: Part) -> Reading {
        let Meaning::Days(days) = reading.meaning else {
            return reading;
        };
        let narrowed = match part {
            Part::Whole | Part::Sometime => None,
            Part::Earlier => self
                .publication
                .and_then(|day| range(Some(days.first), Some(day.min(days.last)), days.precision)),
            Part::Later => self
                .publication
                .and_then(|day| range(Some(day.max(days.first)), Some(days.last), days.precision)),
            Part::Early | Part::Middle | Part::Late => third(days, part),
        };
        Reading {
            meaning: Meaning::Days(narrowed.unwrap_or(days)),
            ..reading
        }
    }
}

/// One day, or the value of an unknown one.
fn one_day(day: Option<Date>) -> Reading {
    Reading::days(
        day.map_or_else(|| "XXXX-XX-XX".to_owned(), |day| day.to_string()),
        day.map(DateRange::day),
    )
}

/// The first, second or last third of a month (days 1–10, 11–20, from 21) or of a year (four months each).
fn third(days: DateRange, part: Part) -> Option<DateRange> {
    let (first, last) = (days.first, days.last);
    let (year, month) = (first.year(), first.month());
    if first.first_of_month() == first && last == first.last_of_month() {
        let (from, to) = match part {
            Part::Early => (1, 10),
            Part::Middle => (11, 20),
            _ => (21, last.day()),
        };
        return range(
            Date::new(year, month, from).ok(),
            Date::new(year, month, to).ok(),
            DatePrecision::Range,
        );
    }
    if month == 1 && first.day() == 1 && last == first.last_of_year() {
        let (from, to) = match part {
            Part::Early => (1, 4),
            Part::Middle => (5, 8),
            _ => (9, 12),
        };
        return range(
            month_days(year, from).map(|days| days.first),
            month_days(year, to).map(|days| days.last),
            DatePrecision::Year,
        );
    }
    None
}

/// Adds the time of day to the value; the night of a day may end on the next.
fn with_clock(reading: Reading, clock: Option<Clock>) -> Reading {
    let Some(clock) = clock else { return reading };
    let code = match clock {
        Clock::At(hour, Some(minute)) => format!("T{hour:02}:{minute:02}"),
        Clock::At(hour, None) => format!("T{hour:02}:00"),
        Clock::Part(part) => day_part_code(part).to_owned(),
    };
    Reading {
        kind: TimexType::Time,
        value: if reading.value.contains('T') {
            reading.value
        } else {
            reading.value + &code
        },
        ..reading
    }
}

fn day_part_code(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "TMO",
        DayPart::Afternoon => "TAF",
        DayPart::Evening => "TEV",
        DayPart::Night => "TNI",
    }
}

fn reference_value(reference: Reference) -> &'static str {
    match reference {
        Reference::Past => "PAST_REF",
        Reference::Present => "PRESENT_REF",
        Reference::Future => "FUTURE_REF",
    }
}

/// The year that lies nearest before or after by `outlook`: the one of `years` whose day fits `publication`.
fn year_by_outlook(publication: Date, outlook: Outlook, day_in: impl Fn(i16) -> Option<Date>) -> i16 {
    let year = publication.year();
    let (earliest, latest) = match outlook {
        Outlook::Future => (add_days(publication, -SETTLED_DAYS), None),
        Outlook::Past | Outlook::Unclear => (None, add_days(publication, GRACE_DAYS)),
    };
    let fits = |candidate: &i16| {
        day_in(*candidate).is_some_and(|day| {
            earliest.is_none_or(|earliest| earliest <= day) && latest.is_none_or(|latest| day <= latest)
        })
    };
    let years = [year.saturating_sub(1), year, year.saturating_add(1)];
    let chosen = match outlook {
        Outlook::Future => years.iter().copied().find(fits),
        Outlook::Past | Outlook::Unclear => years.iter().rev().copied().find(fits),
    };
    // 29 February has no day in three of four years: the last year that had one.
    chosen
        .or_else(|| (1..=8).map(|back| year.saturating_sub(back)).find(fits))
        .unwrap_or(year)
}

/// A date without a year lies at most so many days after the publication (field guide B1: "a month of grace").
const GRACE_DAYS: i32 = 31;
/// In a clause that looks ahead, a date without a year that has passed by so many days is next year's.
const SETTLED_DAYS: i32 = 120;

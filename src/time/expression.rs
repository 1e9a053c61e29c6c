//! What a time expression says, before it is set against a calendar: the output of [`grammar`](super::grammar), the input of
//! [`resolve`](super::resolve).

use std::ops::Range;

use super::word::{DayPart, Holiday, Part, Reference, Season, Shift, Unit};

/// A time expression found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// One past its last token.
    pub(super) end: usize,
    /// What it says.
    pub(super) expression: Expression,
    /// "early", "late": the part of it that is meant.
    pub(super) part: Part,
    /// The time of day beside it.
    pub(super) clock: Option<Clock>,
}

impl Found {
    /// An expression without part and clock that ends before token `end`.
    pub(super) fn new(end: usize, expression: Expression) -> Found {
        Found {
            end,
            expression,
            part: Part::Whole,
            clock: None,
        }
    }

    /// The tokens, given where it starts.
    pub(super) fn tokens(&self, start: usize) -> Range<usize> {
        start..self.end
    }
}

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    /// Hour 0 to 24 and minute; `None` where the minute is unsaid.
    At(i8, Option<i8>),
    /// A part of the day.
    Part(DayPart),
}

/// Which year a month, day or quarter lies in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// Left to the reader.
    Unsaid,
    /// Said in full, or two digits below 100.
    Said(i16),
    /// "last October": the named thing itself is shifted.
    Shifted(Shift),
    /// "October of last year", "this year's third quarter": its year is shifted.
    Beside(Shift),
    /// "the year-earlier third quarter": one year before the one that would be meant without it.
    BeforeTold,
}

/// How many units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Count {
    /// That many halves of a unit ("a year and a half" is 3), so that no fraction is lost.
    Halves(i32),
    /// "several", "few".
    Vague,
    /// Plural without a number: "for years".
    Unsaid,
}

/// Where a length of time is laid on the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// Nowhere.
    None,
    /// It ends at the publication: "the past three days".
    UpToNow,
    /// It begins at the publication: "the next three days".
    FromNow,
}

/// What is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Expression {
    /// Days of a month; `last_day` equals `day` for one day.
    MonthDay {
        year: Year,
        month: i8,
        day: i8,
        last_day: i8,
    },
    /// A month by name.
    Month { year: Year, month: i8 },
    /// A year in figures or words.
    Year(i16),
    /// Ten years from this one.
    Decade(i16),
    /// The n-th century.
    Century(i8),
    /// A day of the week, Monday is 1.
    Weekday { weekday: i8, shift: Option<Shift> },
    /// Days from the publication.
    Day(i8),
    /// "last week", "this year".
    Shifted { shift: Shift, unit: Unit },
    /// "the week of March 9": the week that holds the day.
    WeekOf { year: Year, month: i8, day: i8 },
    /// "the week", "the year": with the article alone.
    Current(Unit),
    /// A quarter of a year; `fiscal` makes no difference.
    Quarter { year: Year, quarter: i8 },
    /// First or second half of a year.
    Half { year: Year, half: i8 },
    /// The quarter told of just before, moved by so many years: "the quarter", "the year-earlier quarter".
    ToldQuarter { years: i8 },
    /// "a year earlier", "year-ago": the quarter told of, or the year, one year before.
    YearBefore,
    /// A season.
    Season { year: Year, season: Season },
    /// A holiday.
    Holiday { year: Year, holiday: Holiday },
    /// "two weeks ago".
    Ago { count: Count, unit: Unit },
    /// "two days later" (positive sign), "a day earlier" (negative), from the narrative.
    FromTold { count: Count, unit: Unit, sign: i32 },
    /// "a day after an attack": a length whose end or start is an event; the sign as for `FromTold`.
    FromEvent { count: Count, unit: Unit, sign: i32 },
    /// A length of time.
    Length { count: Count, unit: Unit, anchor: Anchor },
    /// "every two weeks".
    Each { count: i32, unit: Unit },
    /// "every Thursday".
    EachWeekday(i8),
    /// "each July".
    EachMonth(i8),
    /// "every summer".
    EachSeason(Season),
    /// Past, present or future.
    Reference(Reference),
    /// A time of day alone, on the day told of.
    ClockOnly,
    /// The night before the publication, whose later part is its day.
    Overnight,
    /// "the night of Monday to Tuesday".
    NightBetween(i8, i8),
}

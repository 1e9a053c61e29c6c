//! Days on the calendar, first to last.

use jiff::civil::Date;

/// How exactly a date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DatePrecision {
    /// One day.
    Day,
    /// A few days.
    Range,
    /// One week.
    Week,
    /// One month.
    Month,
    /// One year.
    Year,
    /// Nothing but the publication date bounds it.
    Unknown,
}

/// First and last day, both inclusive; first is never after last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// How the range came about.
    pub precision: DatePrecision,
}

impl DateRange {
    /// One day.
    pub fn day(day: Date) -> DateRange {
        DateRange {
            first: day,
            last: day,
            precision: DatePrecision::Day,
        }
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: DateRange) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Whether every day of `other` lies in this range.
    pub fn contains(self, other: DateRange) -> bool {
        self.first <= other.first && other.last <= self.last
    }
}

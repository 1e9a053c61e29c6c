//! Days as numbers: compared and counted by the hundred thousand.

use jiff::Unit;
use jiff::civil::Date;

/// A day by its number, counted from 1 January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

const EPOCH: Date = Date::constant(1970, 1, 1);

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        let span = EPOCH.until((Unit::Day, date));
        // Any two civil dates are less than 2^31 days apart.
        Day(span.map(|span| span.get_days()).unwrap_or_default())
    }
}

impl From<Day> for Date {
    /// The day on the calendar; the last that there is where the number lies beyond it.
    fn from(day: Day) -> Self {
        EPOCH.saturating_add(jiff::Span::new().days(day.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_reads_back_as_its_date() {
        assert_eq!(Day::from(date(1970, 1, 2)), Day(1));
        for day in [date(1969, 12, 31), date(2024, 2, 29), Date::MIN, Date::MAX] {
            assert_eq!(Date::from(Day::from(day)), day);
        }
    }
}

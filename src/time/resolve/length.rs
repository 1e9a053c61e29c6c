//! Lengths of time: their TIMEX3 values, and the days that "ago", "later" and "the past three days" reckon with them.

use jiff::civil::Date;

use super::{Reading, Resolver, TimexType, one_day};
use crate::time::Meaning;
use crate::time::calendar::{add_days, add_months, month_days, range, week_days, week_value, years_days};
use crate::time::date_range::{DatePrecision, DateRange};
use crate::time::expression::{Anchor, Count};
use crate::time::word::Unit;

impl Resolver<'_> {
    /// A duration; laid on the calendar where it touches the publication.
    pub(super) fn length(&self, count: Count, unit: Unit, anchor: Anchor) -> Reading {
        let duration = Reading::bare(TimexType::Duration, value(count, unit));
        let (Some(publication), Some((_, most))) = (self.publication, span_days(count, unit)) else {
            return duration;
        };
        let precision = if most <= 31 {
            DatePrecision::Range
        } else {
            DatePrecision::Year
        };
        let days = match anchor {
            Anchor::None => None,
            Anchor::UpToNow => range(add_days(publication, -most), Some(publication), precision),
            Anchor::FromNow => range(Some(publication), add_days(publication, most), precision),
        };
        Reading {
            meaning: days.map_or(Meaning::None, Meaning::Days),
            ..duration
        }
    }

    /// "two weeks ago": to the unit that is said.
    pub(super) fn ago(&self, count: Count, unit: Unit) -> Reading {
        let Some(publication) = self.publication else {
            return one_day(None);
        };
        let Count::Halves(halves) = count else {
            let (least, most) = span_days(count, unit).unwrap_or((0, 0));
            let precision = if most <= 31 {
                DatePrecision::Range
            } else {
                DatePrecision::Year
            };
            let days = range(add_days(publication, -most), add_days(publication, -least), precision);
            return Reading::days("PAST_REF".to_owned(), days);
        };
        from_day(publication, -halves, unit).unwrap_or_else(|| one_day(None))
    }

    /// "two days later", "the previous day": from the last day told of.
    pub(super) fn beside_told(&self, count: Count, unit: Unit, sign: i32) -> Reading {
        let told = self.told.filter(|days| days.first == days.last).map(|days| days.first);
        let value = match (count, told) {
            (Count::Halves(halves), Some(day)) => {
                from_day(day, halves.saturating_mul(sign), unit).map(|reading| reading.value)
            }
            _ => None,
        };
        Reading {
            kind: TimexType::Date,
            value: value.unwrap_or_else(|| "XXXX-XX-XX".to_owned()),
            meaning: narrative(count, unit, sign),
            is_explicit: false,
        }
    }
}

/// "a day after an attack".
pub(super) fn from_event(count: Count, unit: Unit, sign: i32) -> Reading {
    Reading {
        meaning: narrative(count, unit, sign),
        ..Reading::bare(TimexType::Duration, value(count, unit))
    }
}

fn narrative(count: Count, unit: Unit, sign: i32) -> Meaning {
    let Some((least, most)) = span_days(count, unit) else {
        return Meaning::None;
    };
    let (first, last) = (least.saturating_mul(sign), most.saturating_mul(sign));
    Meaning::FromNarrative {
        least_days: first.min(last),
        most_days: first.max(last),
    }
}

/// Fewest and most days that a length can mean on the calendar, both from 0; `None` past a millennium.
///
/// "Several days" is 2 to 10; an hour may cross midnight; weeks and longer are told by the round number, so they spread.
fn span_days(count: Count, unit: Unit) -> Option<(i32, i32)> {
    let Count::Halves(halves) = count else {
        return Some(match unit {
            Unit::Second | Unit::Minute => (0, 0),
            Unit::Hour => (0, 1),
            Unit::Day => (2, 10),
            Unit::Weekend | Unit::Week => (8, 60),
            Unit::Month | Unit::Quarter => (45, 300),
            Unit::Year => (550, 3650),
            Unit::Decade | Unit::Century => (5500, 36500),
        });
    };
    let of = |days: i32| {
        halves
            .checked_mul(days)
            .map(|halves| halves / 2)
            .filter(|days| *days <= 366_000)
    };
    Some(match unit {
        Unit::Second | Unit::Minute => (0, 0),
        Unit::Hour => (halves / 48, halves.checked_add(47)? / 48),
        Unit::Day => (of(1)?, halves.checked_add(1)? / 2),
        Unit::Weekend | Unit::Week => spread(of(7)?, 2),
        Unit::Month => spread(of(30)?, 10),
        Unit::Quarter => spread(of(91)?, 30),
        Unit::Year => spread(of(365)?, 150),
        Unit::Decade => spread(of(3652)?, 1500),
        Unit::Century => spread(of(36524)?, 15000),
    })
}

fn spread(days: i32, by: i32) -> (i32, i32) {
    ((days - by).max(0), days.saturating_add(by))
}

/// `base` moved by half units, to the precision of the unit.
fn from_day(base: Date, halves: i32, unit: Unit) -> Option<Reading> {
    let whole = halves / 2;
    let reading = match unit {
        Unit::Second | Unit::Minute => one_day(Some(base)),
        Unit::Hour => {
            let (first, last) = (add_days(base, (halves / 48).min(halves.signum()))?, base);
            let days = DateRange {
                first: first.min(last),
                last: first.max(last),
                precision: DatePrecision::Range,
            };
            Reading::days(base.to_string(), Some(days))
        }
        Unit::Day => one_day(Some(add_days(base, whole)?)),
        Unit::Week | Unit::Weekend => {
            let day = add_days(base, halves.checked_mul(7)? / 2)?;
            Reading::days(week_value(day), week_days(day))
        }
        Unit::Month | Unit::Quarter => {
            let months = if unit == Unit::Quarter {
                whole.checked_mul(3)?
            } else {
                whole
            };
            let day = add_months(base, months)?;
            Reading::days(
                format!("{:04}-{:02}", day.year(), day.month()),
                month_days(day.year(), day.month()),
            )
        }
        Unit::Year => {
            let year = base.year().checked_add(i16::try_from(whole).ok()?)?;
            Reading::days(format!("{year:04}"), years_days(year, year))
        }
        Unit::Decade | Unit::Century => {
            let years = if unit == Unit::Decade { 10 } else { 100 };
            let year = i16::try_from(i32::from(base.year()).checked_add(whole.checked_mul(years)?)?).ok()?;
            let first = year - year.rem_euclid(10);
            Reading::days(format!("{:03}", first / 10), years_days(first, first.checked_add(9)?))
        }
    };
    Some(reading)
}

/// TIMEX3 value of a length.
fn value(count: Count, unit: Unit) -> String {
    let (mark, code) = unit_code(unit);
    let Count::Halves(halves) = count else {
        return format!("{mark}X{code}");
    };
    let whole = halves / 2;
    match (halves % 2, unit) {
        (0, _) => whole_value(whole, unit),
        (_, Unit::Year) => format!("P{whole}Y6M"),
        (_, Unit::Day) => format!("P{whole}DT12H"),
        (_, Unit::Hour) => format!("PT{whole}H30M"),
        (_, Unit::Minute) => format!("PT{whole}M30S"),
        (_, Unit::Decade) => whole_value(halves.saturating_mul(5), Unit::Year),
        (_, Unit::Century) => whole_value(halves.saturating_mul(50), Unit::Year),
        _ => format!("{mark}{whole}.5{code}"),
    }
}

/// TIMEX3 value of so many whole units; decades and centuries are told in years.
pub(super) fn whole_value(count: i32, unit: Unit) -> String {
    let (mark, code) = unit_code(unit);
    match unit {
        Unit::Decade => format!("P{}Y", count.saturating_mul(10)),
        Unit::Century => format!("P{}Y", count.saturating_mul(100)),
        _ => format!("{mark}{count}{code}"),
    }
}

fn unit_code(unit: Unit) -> (&'static str, &'static str) {
    match unit {
        Unit::Second => ("PT", "S"),
        Unit::Minute => ("PT", "M"),
        Unit::Hour => ("PT", "H"),
        Unit::Day => ("P", "D"),
        Unit::Weekend => ("P", "WE"),
        Unit::Week => ("P", "W"),
        Unit::Month => ("P", "M"),
        Unit::Quarter => ("P", "Q"),
        Unit::Year => ("P", "Y"),
        Unit::Decade => ("P", "DE"),
        Unit::Century => ("P", "CE"),
    }
}

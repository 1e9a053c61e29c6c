//! "last week", "this year", "the following month", "the weekend".

use jiff::civil::Date;

use super::named::quarter_reading;
use super::{Reading, Resolver, TimexType};
use crate::time::calendar::{
    add_days, add_months, month_days, quarter_of, week_days, week_value, weekend_days, years_days,
};
use crate::time::word::{Shift, Unit};

impl Resolver<'_> {
    /// A week, month, quarter, year or longer beside that of the publication or the narrative.
    pub(super) fn shifted(&mut self, shift: Shift, unit: Unit) -> Reading {
        let told = self.told.map(|days| days.first).or(self.publication);
        let (base, steps) = match shift {
            Shift::Last | Shift::Past => (self.publication, -1),
            Shift::This => (self.publication, 0),
            Shift::Next => (self.publication, 1),
            Shift::Previous => (told, -1),
            Shift::Same => (told, 0),
            Shift::Following => (told, 1),
        };
        match unit {
            Unit::Year => match self.year_by(shift) {
                Some(year) => Reading::days(format!("{year:04}"), years_days(year, year)),
                None => unknown(unit),
            },
            Unit::Quarter if matches!(shift, Shift::Same) => self.last_quarter(0),
            _ => base
                .and_then(|base| around(base, unit, steps))
                .unwrap_or_else(|| unknown(unit)),
        }
    }

    /// "the week", "the weekend", "the year": that of the publication, the last weekend.
    pub(super) fn current(&self, unit: Unit) -> Reading {
        let Some(publication) = self.publication else {
            return unknown(unit);
        };
        let is_weekend = publication.weekday().to_monday_one_offset() >= 6;
        let steps = if unit == Unit::Weekend && !is_weekend { -1 } else { 0 };
        around(publication, unit, steps).unwrap_or_else(|| unknown(unit))
    }
}

/// The unit that holds `base`, moved by `steps` units.
fn around(base: Date, unit: Unit, steps: i32) -> Option<Reading> {
    let steps_short = i16::try_from(steps).ok()?;
    let reading = match unit {
        Unit::Week => {
            let day = add_days(base, steps.checked_mul(7)?)?;
            Reading::days(week_value(day), week_days(day))
        }
        Unit::Weekend => {
            let day = add_days(base, steps.checked_mul(7)?)?;
            Reading::days(week_value(day) + "-WE", weekend_days(day))
        }
        Unit::Month => {
            let day = add_months(base, steps)?;
            Reading::days(
                format!("{:04}-{:02}", day.year(), day.month()),
                month_days(day.year(), day.month()),
            )
        }
        Unit::Quarter => {
            let day = add_months(base, steps.checked_mul(3)?)?;
            quarter_reading(day.year(), quarter_of(day))
        }
        Unit::Year => {
            let year = base.year().checked_add(steps_short)?;
            Reading::days(format!("{year:04}"), years_days(year, year))
        }
        Unit::Decade => {
            let first = (base.year().div_euclid(10)).checked_add(steps_short)?.checked_mul(10)?;
            Reading::days(format!("{:03}", first / 10), years_days(first, first.checked_add(9)?))
        }
        Unit::Century => {
            let first = (base.year().div_euclid(100))
                .checked_add(steps_short)?
                .checked_mul(100)?;
            Reading::days(format!("{:02}", first / 100), years_days(first, first.checked_add(99)?))
        }
        Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => return None,
    };
    Some(reading)
}

fn unknown(unit: Unit) -> Reading {
    let value = match unit {
        Unit::Week => "XXXX-WXX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
        Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => "XXXX-XX-XX",
    };
    Reading::bare(TimexType::Date, value)
}

//! Single days: dates in words and figures, weekdays, "yesterday".

use super::Reader;
use crate::time::expression::{Clock, Expression, Found, Year};
use crate::time::word::{DayPart, TimeWord};

impl Reader<'_> {
    /// One day: a weekday, a day of a month, "yesterday"; with a part of the day.
    pub(super) fn day(&self, at: usize) -> Option<Found> {
        if let TimeWord::Weekday(_) | TimeWord::ShortWeekday(_) = self.word(at) {
            return self.weekday(at);
        }
        self.month_day(at)
            .or_else(|| self.figures(at))
            .or_else(|| self.day_word(at))
            .or_else(|| self.night_between(at))
            .or_else(|| {
                self.shifted(at)
                    .filter(|found| matches!(found.expression, Expression::Weekday { .. }))
            })
    }

    /// "Friday", "Thursday, April 6", "Tuesday, 19 September", "Sunday night".
    pub(super) fn weekday(&self, at: usize) -> Option<Found> {
        let mut next = self.skip_comma(at + 1);
        next += usize::from(self.word(next) == TimeWord::The);
        if let Some(date) = self.month_day(next) {
            return Some(date);
        }
        let TimeWord::Weekday(weekday) = self.word(at) else {
            return None;
        };
        if self.is_in_name(at) {
            return None;
        }
        if self.folded(at).ends_with('s') {
            return Some(Found::new(at + 1, Expression::EachWeekday(weekday)));
        }
        if matches!(self.folded(at + 1), "nights" | "mornings") {
            return Some(Found::new(at + 2, Expression::EachWeekday(weekday)));
        }
        let day = Found::new(at + 1, Expression::Weekday { weekday, shift: None });
        Some(self.with_day_part(day))
    }

    /// Adds "morning", "night" after a day.
    pub(super) fn with_day_part(&self, day: Found) -> Found {
        match self.word(day.end) {
            TimeWord::DayPart(part) if !self.folded(day.end).ends_with('s') => Found {
                end: day.end + 1,
                clock: Some(Clock::Part(part)),
                ..day
            },
            _ => day,
        }
    }

    /// "January 3", "Jan. 3-5, 2020", "3 January 2020", "the 6th of December", "16 NOV 89".
    pub(super) fn month_day(&self, at: usize) -> Option<Found> {
        let at = at + usize::from(self.word(at) == TimeWord::The && self.ordinal(at + 1).is_some());
        match self.month_name(at) {
            Some(month) => {
                let next = at + 1 + usize::from(self.word(at + 1) == TimeWord::The);
                let (end, day) = self.day_number(next)?;
                let (end, last_day) = self.range_end(end, day).unwrap_or((end, day));
                Some(self.dated(end, month, day, last_day))
            }
            None => self.day_then_month(at),
        }
    }

    /// "3 January 2020", "11-13 Dec.", "16 NOV 89".
    pub(super) fn day_then_month(&self, at: usize) -> Option<Found> {
        let (first_end, day) = self.day_number(at)?;
        let (mut end, last_day) = self.range_end(first_end, day).unwrap_or((first_end, day));
        end += usize::from(self.folded(end) == "of" || self.is_hyphen(end) && self.sign(end) == "-");
        let month = self.month_name(end)?;
        let found = self.dated(end + 1, month, day, last_day);
        if let (Expression::MonthDay { year: Year::Unsaid, .. }, TimeWord::Figure(year, 2)) =
            (found.expression, self.word(end + 1))
        {
            let year = Year::Said(year);
            return Some(Found::new(
                end + 2,
                Expression::MonthDay {
                    year,
                    month,
                    day,
                    last_day,
                },
            ));
        }
        Some(found)
    }

    /// A day of a month that ends before `end`, with the year that follows.
    pub(super) fn dated(&self, end: usize, month: i8, day: i8, last_day: i8) -> Found {
        let is_of_2001 = (month, day) == (9, 11)
            && matches!(
                self.folded(end),
                "attacks" | "terrorist" | "terror" | "hijackers" | "hijackings"
            );
        let unsaid = if is_of_2001 { Year::Said(2001) } else { Year::Unsaid };
        let (end, year) = self.year_beside(end).unwrap_or((end, unsaid));
        Found::new(
            end,
            Expression::MonthDay {
                year,
                month,
                day,
                last_day,
            },
        )
    }

    /// The month at `at`; ordinary words ("may", "march", "mar") only with a capital.
    pub(super) fn month_name(&self, at: usize) -> Option<i8> {
        match self.word(at) {
            TimeWord::Month(month) | TimeWord::ShortMonth(month) => self.is_capitalised(at).then_some(month),
            _ => None,
        }
    }

    /// A day of a month in figures or words: `(end, day)`.
    pub(super) fn day_number(&self, at: usize) -> Option<(usize, i8)> {
        let (end, day) = match self.word(at) {
            TimeWord::Figure(day, 1..=2) => (at + 1, i8::try_from(day).ok()?),
            _ => self.ordinal(at)?,
        };
        (1..=31).contains(&day).then_some((end, day))
    }

    /// "3rd", "third", "twenty-third".
    pub(super) fn ordinal(&self, at: usize) -> Option<(usize, i8)> {
        match (self.word(at), self.word(at + 2)) {
            (TimeWord::Ordinal(value), _) => Some((at + 1, value)),
            (TimeWord::NumberWord(tens @ (20 | 30)), TimeWord::Ordinal(value @ 1..=9)) if self.is_hyphen(at + 1) => {
                Some((at + 3, i8::try_from(tens).ok()? + value))
            }
            _ => None,
        }
    }

    /// The last day of "3-5", "3 to 5", "11 and 12".
    pub(super) fn range_end(&self, at: usize, first: i8) -> Option<(usize, i8)> {
        let is_dash = self.is_hyphen(at);
        if !is_dash && !matches!(self.folded(at), "to" | "and" | "through") {
            return None;
        }
        let (end, last) = self.day_number(at + 1)?;
        let is_day = is_dash
            || self.month_name(end).is_some()
            || self.ends_phrase(end)
            || matches!(self.word(end), TimeWord::Figure(_, 4));
        (is_day && first < last).then_some((end, last))
    }

    /// "2019-03-12", "12/25/98", "25.12.1998".
    pub(super) fn figures(&self, at: usize) -> Option<Found> {
        let (year, month, day, end) = match self.word(at) {
            TimeWord::Number => {
                let mut parts = self.folded(at).split('.').map(str::parse::<i16>);
                let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
                (year, month, day, at + 1)
            }
            TimeWord::Figure(first, digits) => {
                if (first, self.sign(at + 1), self.word(at + 2)) == (9, "/", TimeWord::Figure(11, 2))
                    && self.sign(at + 3) != "/"
                {
                    let year = Year::Said(2001);
                    return Some(Found::new(
                        at + 3,
                        Expression::MonthDay {
                            year,
                            month: 9,
                            day: 11,
                            last_day: 11,
                        },
                    ));
                }
                let (TimeWord::Figure(second, 1..=2), TimeWord::Figure(third, last_digits)) =
                    (self.word(at + 2), self.word(at + 4))
                else {
                    return None;
                };
                let is_joined =
                    (at..at + 4).all(|token| !self.text.space_after(token)) && self.sign(at + 1) == self.sign(at + 3);
                match (self.sign(at + 1), digits, last_digits) {
                    ("-", 4, 1..=2) if is_joined => (first, second, third, at + 5),
                    ("/" | "-", 1..=2, 2 | 4) if is_joined && first > 12 => (third, second, first, at + 5),
                    ("/" | "-", 1..=2, 2 | 4) if is_joined => (third, first, second, at + 5),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let in_range = (1..=12).contains(&month) && (1..=31).contains(&day) && 0 <= year;
        let year = Year::Said(year);
        in_range.then_some(Found::new(
            end,
            Expression::MonthDay {
                year,
                month,
                day,
                last_day: day,
            },
        ))
    }

    /// "yesterday", "tomorrow night", "tonight".
    pub(super) fn day_word(&self, at: usize) -> Option<Found> {
        if self.is_in_name(at) {
            return None;
        }
        match self.word(at) {
            TimeWord::Day(days) => Some(self.with_day_part(Found::new(at + 1, Expression::Day(days)))),
            TimeWord::Tonight => Some(Found {
                clock: Some(Clock::Part(DayPart::Night)),
                ..Found::new(at + 1, Expression::Day(0))
            }),
            TimeWord::Overnight => Some(Found::new(at + 1, Expression::Overnight)),
            _ => None,
        }
    }

    /// "the night of Monday to Tuesday", "the night of 3 January".
    pub(super) fn night_between(&self, at: usize) -> Option<Found> {
        let head = at + usize::from(self.word(at) == TimeWord::The);
        let TimeWord::DayPart(part) = self.word(head) else {
            return None;
        };
        if !matches!(self.folded(head + 1), "of" | "from" | "between") {
            return None;
        }
        let next = head + 2;
        if let (TimeWord::Weekday(first), "to" | "and" | "-", TimeWord::Weekday(last)) =
            (self.word(next), self.sign(next + 1), self.word(next + 3 - 1))
        {
            return Some(Found::new(next + 3, Expression::NightBetween(first, last)));
        }
        let day = self
            .day(next)
            .filter(|day| self.folded(head + 1) == "of" && day.clock.is_none())?;
        Some(Found {
            clock: Some(Clock::Part(part)),
            ..day
        })
    }
}

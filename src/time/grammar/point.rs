//! Points and stretches of the calendar by name: dates, months, years, decades, quarters, seasons, holidays.

use super::Reader;
use crate::time::expression::{Clock, Expression, Found, Year};
use crate::time::word::{Holiday, Part, Season, Shift, TimeWord, Unit};

impl Reader<'_> {
    /// A date or a longer time, with "early", "the end of" and the like before it.
    pub(super) fn point(&self, at: usize) -> Option<Found> {
        if let Some((next, part)) = self.part(at)
            && let Some(found) = self.whole_point(next).filter(|found| found.part == Part::Whole)
        {
            return Some(Found { part, ..found });
        }
        self.whole_point(at)
    }

    /// "early", "mid-", "the end of", "later in": `(end, part)`.
    fn part(&self, at: usize) -> Option<(usize, Part)> {
        let head = at + usize::from(self.word(at) == TimeWord::The);
        let TimeWord::Part(part) = self.word(head) else {
            return None;
        };
        let mut next = head + 1;
        match self.folded(head) {
            "end" | "beginning" | "start" | "middle" => {
                if self.folded(next) != "of" {
                    return None;
                }
                next += 1;
            }
            _ if self.is_hyphen(next) => next += 1,
            _ => next += usize::from(self.says(next, &["in", "the"])),
        }
        Some((next, part))
    }

    fn whole_point(&self, at: usize) -> Option<Found> {
        self.day(at)
            .or_else(|| self.month(at))
            .or_else(|| self.shifted(at))
            .or_else(|| self.quarter(at))
            .or_else(|| self.year(at))
            .or_else(|| self.decade_or_century(at))
            .or_else(|| self.season(at))
            .or_else(|| self.named_day(at))
            .or_else(|| self.unit_with_article(at))
    }

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
    fn weekday(&self, at: usize) -> Option<Found> {
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
    fn month_day(&self, at: usize) -> Option<Found> {
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

    fn day_then_month(&self, at: usize) -> Option<Found> {
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
    fn dated(&self, end: usize, month: i8, day: i8, last_day: i8) -> Found {
        let (end, year) = self.year_beside(end).unwrap_or((end, Year::Unsaid));
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
    fn month_name(&self, at: usize) -> Option<i8> {
        match self.word(at) {
            TimeWord::Month(month) | TimeWord::ShortMonth(month) => self.is_capitalised(at).then_some(month),
            _ => None,
        }
    }

    /// A day of a month in figures or words: `(end, day)`.
    fn day_number(&self, at: usize) -> Option<(usize, i8)> {
        let (end, day) = match self.word(at) {
            TimeWord::Figure(day, 1..=2) => (at + 1, i8::try_from(day).ok()?),
            _ => self.ordinal(at)?,
        };
        (1..=31).contains(&day).then_some((end, day))
    }

    /// "3rd", "third", "twenty-third".
    fn ordinal(&self, at: usize) -> Option<(usize, i8)> {
        match (self.word(at), self.word(at + 2)) {
            (TimeWord::Ordinal(value), _) => Some((at + 1, value)),
            (TimeWord::NumberWord(tens @ (20 | 30)), TimeWord::Ordinal(value @ 1..=9)) if self.is_hyphen(at + 1) => {
                Some((at + 3, i8::try_from(tens).ok()? + value))
            }
            _ => None,
        }
    }

    /// The last day of "3-5", "3 to 5", "11 and 12".
    fn range_end(&self, at: usize, first: i8) -> Option<(usize, i8)> {
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

    /// The year after a month or day: ", 1998", "of 1998", "'98", "last year".
    fn year_beside(&self, at: usize) -> Option<(usize, Year)> {
        let next = self.skip_comma(at);
        if let Some((end, year)) = self.year_number(next) {
            return Some((end, Year::Said(year)));
        }
        let next = at + usize::from(self.folded(at) == "of");
        if let Some((end, year)) = self.year_number(next).filter(|_| next > at) {
            return Some((end, Year::Said(year)));
        }
        if matches!(self.sign(at), "'" | "’" | "‘")
            && let TimeWord::Figure(year, 2) = self.word(at + 1)
        {
            return Some((at + 2, Year::Said(year)));
        }
        match (self.word(next), self.word(next + 1)) {
            (TimeWord::Shift(shift @ (Shift::Last | Shift::This | Shift::Next)), TimeWord::Unit(Unit::Year)) => {
                Some((next + 2, Year::OfYear(shift)))
            }
            _ => None,
        }
    }

    /// A year in four figures or spoken ("nineteen ninety-seven"): `(end, year)`.
    fn year_number(&self, at: usize) -> Option<(usize, i16)> {
        match (self.word(at), self.word(at + 1)) {
            (TimeWord::Figure(year @ 1000..=2100, 4), _) => Some((at + 1, year)),
            (TimeWord::NumberWord(century @ (18 | 19 | 20)), TimeWord::NumberWord(rest @ 10..=99)) => {
                let year = century * 100 + rest;
                match (rest % 10, self.word(at + 3)) {
                    (0, TimeWord::NumberWord(unit @ 1..=9)) if self.is_hyphen(at + 2) => Some((at + 4, year + unit)),
                    _ => Some((at + 2, year)),
                }
            }
            _ => None,
        }
    }

    /// "2019-03-12", "12/25/98", "25.12.1998".
    fn figures(&self, at: usize) -> Option<Found> {
        let (year, month, day, end) = match self.word(at) {
            TimeWord::Number => {
                let mut parts = self.folded(at).split('.').map(str::parse::<i16>);
                let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
                (year, month, day, at + 1)
            }
            TimeWord::Figure(first, digits) => {
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
    fn day_word(&self, at: usize) -> Option<Found> {
        if self.is_in_name(at) {
            return None;
        }
        match self.word(at) {
            TimeWord::Day(days) => Some(self.with_day_part(Found::new(at + 1, Expression::Day(days)))),
            TimeWord::Tonight => Some(night(at + 1, 0)),
            TimeWord::Overnight => Some(night(at + 1, -1)),
            _ => None,
        }
    }

    /// "the night of Monday to Tuesday", "the night of 3 January".
    fn night_between(&self, at: usize) -> Option<Found> {
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

    /// "October 1984", "June last year", "October"; bare ambiguous months only after a preposition.
    fn month(&self, at: usize) -> Option<Found> {
        let month = self.month_name(at)?;
        if let Some((end, year)) = self.year_beside(at + 1) {
            return Some(Found::new(end, Expression::Month { year, month }));
        }
        let is_ambiguous = matches!(self.word(at), TimeWord::ShortMonth(_)) || matches!(month, 3..=6 | 8);
        let is_month = if is_ambiguous {
            self.follows_preposition(at) && !self.is_capitalised(at + 1)
        } else {
            !self.is_in_name(at)
        };
        is_month.then_some(Found::new(
            at + 1,
            Expression::Month {
                year: Year::Unsaid,
                month,
            },
        ))
    }

    /// Whether a word that times follow stands before `at`.
    fn follows_preposition(&self, at: usize) -> bool {
        let before = self.before(at);
        matches!(
            before,
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "from"
                | "to"
                | "through"
                | "during"
                | "of"
                | "before"
                | "after"
                | "between"
                | "last"
                | "next"
                | "this"
                | "early"
                | "late"
                | "every"
                | "each"
                | "mid"
                | "around"
                | "for"
                | "about"
        ) || before == "and" && at >= 2 && matches!(self.word(at - 2), TimeWord::Month(_) | TimeWord::ShortMonth(_))
            || self.is_hyphen(at.wrapping_sub(1))
    }

    /// "1989", "fiscal 1990", "the year 2000", "post-1997".
    fn year(&self, at: usize) -> Option<Found> {
        let mut next = at + usize::from(self.word(at) == TimeWord::The);
        next += usize::from(self.word(next) == TimeWord::Fiscal);
        let says_year = self.word(next) == TimeWord::Unit(Unit::Year);
        next += usize::from(says_year);
        let says_fiscal = next > at && (says_year || self.word(next - 1) == TimeWord::Fiscal);
        if matches!(self.folded(at), "post" | "pre") && self.is_hyphen(at + 1) {
            let (end, year) = self.year_number(at + 2)?;
            return Some(Found::new(end, Expression::Year(year)));
        }
        if says_year && self.says(next, &["two", "thousand"]) {
            return Some(Found::new(next + 2, Expression::Year(2000)));
        }
        let (end, year) = self.year_number(next)?;
        let is_year = says_fiscal || next == at && self.is_plain_year(at, end, year);
        is_year.then_some(Found::new(end, Expression::Year(year)))
    }

    /// Whether a four-figure number that nothing announces is a year.
    fn is_plain_year(&self, at: usize, end: usize, year: i16) -> bool {
        let before = self.before(at);
        let after = self.sign(end);
        let is_glued = at > self.start
            && !self.text.space_after(at - 1)
            && !matches!(self.sign(at - 1), "(" | "\"" | "“" | "'" | "[")
            && !matches!(
                self.word(at.wrapping_sub(2)),
                TimeWord::Figure(_, 4) | TimeWord::Month(_) | TimeWord::Part(_) | TimeWord::Season(_)
            );
        if is_glued
            || matches!(
                self.sign(at.wrapping_sub(1)),
                "$" | "#" | "£" | "€" | "¥" | "No." | "Nos."
            )
            || matches!(after, "%" | "/" | ":")
        {
            return false;
        }
        let is_announced = matches!(
            before,
            "in" | "since"
                | "until"
                | "till"
                | "by"
                | "from"
                | "to"
                | "through"
                | "during"
                | "of"
                | "before"
                | "after"
                | "between"
                | "the"
                | "late"
                | "early"
        );
        let counts = self.follows_count(end);
        match year {
            1900..=2060 => {
                is_announced && !counts
                    || !counts && !is_announced && year % 100 != 0
                    || is_announced && year % 50 != 0
                    || year % 50 != 0
            }
            1000..=1899 => matches!(before, "in" | "since") && (self.ends_phrase(end) || self.sign(end).is_empty()),
            _ => false,
        }
    }

    /// Whether what follows a number reads like counted things.
    fn follows_count(&self, at: usize) -> bool {
        let next = self.folded(at);
        !self.is_capitalised(at)
            && (matches!(
                next,
                "people" | "men" | "women" | "troops" | "police" | "more" | "of" | "other" | "miles" | "feet"
            ) || next.len() > 3 && next.ends_with('s') && !next.ends_with("ss"))
    }

    /// "the 1980s", "the nineties", "the '80s", "the 19th century".
    fn decade_or_century(&self, at: usize) -> Option<Found> {
        let has_article = self.word(at) == TimeWord::The
            || self.before(at) == "the"
            || matches!(self.word(at.wrapping_sub(1)), TimeWord::Part(_))
            || self.is_hyphen(at.wrapping_sub(1));
        let mut next = at + usize::from(self.word(at) == TimeWord::The);
        if let (TimeWord::Part(_), false) = (self.word(next), next == at) {
            next += 1 + usize::from(self.is_hyphen(next + 1));
        }
        if let (Some((end, century)), true) = (self.ordinal(next), true)
            && self.word(end + usize::from(self.is_hyphen(end))) == TimeWord::Unit(Unit::Century)
        {
            return Some(Found::new(
                end + usize::from(self.is_hyphen(end)) + 1,
                Expression::Century(century),
            ));
        }
        next += usize::from(matches!(self.sign(next), "'" | "’" | "‘"));
        match self.word(next) {
            TimeWord::Decade(first) if has_article || first >= 1000 => {
                Some(Found::new(next + 1, Expression::Decade(first)))
            }
            _ => None,
        }
    }

    /// "the third quarter", "third-quarter", "the fiscal first quarter of 1989", "the 1989 third quarter".
    fn quarter(&self, at: usize) -> Option<Found> {
        let mut next = at + usize::from(self.word(at) == TimeWord::The);
        let mut year = Year::Unsaid;
        if let TimeWord::Figure(said @ 1900..=2100, 4) = self.word(next) {
            year = Year::Said(said);
            next += 1;
        }
        if self.word(next) == TimeWord::Fiscal {
            next += 1 + usize::from(self.is_hyphen(next + 1));
        }
        let (end, quarter) = self.quarter_name(next)?;
        if at < next && self.word(at) == TimeWord::The && self.is_hyphen(end - 2) {
            return None;
        }
        let (end, year) = match year {
            Year::Unsaid => self
                .year_beside(end)
                .filter(|_| self.folded(end) == "of" || self.word(end) != TimeWord::Other)
                .unwrap_or((end, Year::Unsaid)),
            said => (end, said),
        };
        Some(Found::new(end, Expression::Quarter { year, quarter }))
    }

    /// "third quarter", "third-quarter".
    pub(super) fn quarter_name(&self, at: usize) -> Option<(usize, i8)> {
        let TimeWord::Ordinal(quarter @ 1..=4) = self.word(at) else {
            return None;
        };
        let next = at + 1 + usize::from(self.is_hyphen(at + 1));
        (self.word(next) == TimeWord::Unit(Unit::Quarter)).then_some((next + 1, quarter))
    }

    /// "the summer of 1994", "winter 1994", "the summer"; "fall" and "spring" only with a year.
    fn season(&self, at: usize) -> Option<Found> {
        let head = at + usize::from(self.word(at) == TimeWord::The);
        let TimeWord::Season(season) = self.word(head) else {
            return None;
        };
        if let Some((end, year)) = self.year_beside(head + 1) {
            return Some(Found::new(end, Expression::Season { year, season }));
        }
        let is_plain = matches!(season, Season::Summer | Season::Winter)
            && !self.is_in_name(head)
            && !self.is_capitalised(head + 1);
        let is_said = head > at
            || matches!(
                self.before(at),
                "in" | "since" | "during" | "until" | "early" | "late" | "mid" | "by" | "every"
            );
        let year = Year::Unsaid;
        (is_plain && is_said).then_some(Found::new(head + 1, Expression::Season { year, season }))
    }

    /// "Thanksgiving", "Labor Day", "Christmas Eve", "Easter Monday".
    fn named_day(&self, at: usize) -> Option<Found> {
        if let ("good", TimeWord::Weekday(5)) = (self.folded(at), self.word(at + 1)) {
            return self.holiday(at, at + 2, Holiday::Easter(-2));
        }
        let TimeWord::Holiday(holiday) = self.word(at) else {
            return None;
        };
        let has_day = self.folded(at + 1) == "day";
        let end = at + 1 + usize::from(has_day);
        match holiday {
            Holiday::Fixed(12, 25) if self.folded(at + 1) == "eve" => self.holiday(at, at + 2, Holiday::Fixed(12, 24)),
            Holiday::Easter(_) if self.folded(at + 1) == "monday" => self.holiday(at, at + 2, Holiday::Easter(1)),
            Holiday::Easter(_) if self.folded(at + 1) == "sunday" => self.holiday(at, at + 2, holiday),
            Holiday::Fixed(12 | 10, _) | Holiday::Easter(_) | Holiday::Nth { month: 11, .. } => {
                self.holiday(at, end, holiday)
            }
            _ if has_day => self.holiday(at, end, holiday),
            _ => None,
        }
    }

    /// A holiday with the year that follows; names of days are written with a capital.
    pub(super) fn holiday(&self, at: usize, end: usize, holiday: Holiday) -> Option<Found> {
        let (end, year) = self.year_beside(end).unwrap_or((end, Year::Unsaid));
        self.is_capitalised(at)
            .then_some(Found::new(end, Expression::Holiday { year, holiday }))
    }

    /// "the year", "the week of March 9", "the month of December".
    fn unit_with_article(&self, at: usize) -> Option<Found> {
        let (TimeWord::The, TimeWord::Unit(unit)) = (self.word(at), self.word(at + 1)) else {
            return None;
        };
        if !matches!(
            unit,
            Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter | Unit::Year
        ) || self.is_hyphen(at + 2)
        {
            return None;
        }
        if self.folded(at + 2) == "of" {
            let inner = self.month_day(at + 3).or_else(|| self.month(at + 3));
            match (unit, inner.map(|found| (found.end, found.expression))) {
                (Unit::Week, Some((end, Expression::MonthDay { year, month, day, .. }))) => {
                    return Some(Found::new(end, Expression::WeekOf { year, month, day }));
                }
                (Unit::Month, Some((end, expression @ Expression::Month { .. }))) => {
                    return Some(Found::new(end, expression));
                }
                _ => {}
            }
        }
        let expression = if unit == Unit::Quarter {
            Expression::ToldQuarter { years: 0 }
        } else {
            Expression::Current(unit)
        };
        Some(Found::new(at + 2, expression))
    }

    /// Whether the word at `at` belongs to a name: "Sunday Times", "Black September", "USA Today", "Daily Mail".
    pub(super) fn is_in_name(&self, at: usize) -> bool {
        if !self.is_capitalised(at) || self.text.is_all_capitals(at) && self.text.is_all_capitals(at + 1) {
            return false;
        }
        let heads = matches!(
            self.folded(at + 1),
            "times" | "mosque" | "movement" | "brigade" | "brigades" | "post" | "mirror" | "telegraph" | "mail" | "herald" | "express" | "star"
                | "tribune" | "revolution" | "group" | "martyrs" | "bridge" | "square" | "street" | "avenue" | "hospital" | "show" | "olympics"
                | "games" | "massacre" | "agreement" | "mass" | "school" | "night" if self.is_capitalised(at + 1)
        );
        let led = matches!(
            self.before(at),
            "black" | "bloody" | "super" | "cyber" | "ash" | "palm" | "fat"
        ) && self.is_capitalised(at.wrapping_sub(1));
        let usually_small = !matches!(self.word(at), TimeWord::Weekday(_) | TimeWord::Month(_));
        heads || led || usually_small && at > self.start && self.is_capitalised(at - 1)
    }
}

/// The night that begins so many days from the publication.
fn night(end: usize, days: i8) -> Found {
    Found {
        clock: Some(Clock::Part(crate::time::word::DayPart::Night)),
        ..Found::new(end, Expression::Day(days))
    }
}

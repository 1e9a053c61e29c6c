//! Months, decades, centuries, quarters, seasons and holidays by name.

use super::Reader;
use crate::time::expression::{Expression, Found, Year};
use crate::time::word::{Holiday, Season, TimeWord, Unit};

impl Reader<'_> {
    /// "October 1984", "June last year", "October"; bare ambiguous months only after a preposition.
    pub(super) fn month(&self, at: usize) -> Option<Found> {
        let month = self.month_name(at)?;
        if let Some((end, year)) = self.year_beside(at + 1) {
            return Some(Found::new(end, Expression::Month { year, month }));
        }
        let is_ambiguous = matches!(self.word(at), TimeWord::ShortMonth(_)) || matches!(month, 3..=6 | 8);
        let is_month = if is_ambiguous {
            self.is_said_as_month(at) && (!self.is_capitalised(at + 1) || self.text.is_all_capitals(at))
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

    /// Whether the words around an ambiguous month say that it is one: "in May", "the March summit", "April or May".
    pub(super) fn is_said_as_month(&self, at: usize) -> bool {
        let before = self.before(at);
        let is_article =
            matches!(before, "the" | "a" | "an" | "its" | "his" | "their") && !self.folded(at + 1).is_empty();
        let is_month = |at: usize| matches!(self.word(at), TimeWord::Month(_) | TimeWord::ShortMonth(_));
        let has_neighbour = matches!(before, "and" | "or") && at >= 2 && is_month(at - 2)
            || (matches!(self.folded(at + 1), "and" | "or") || self.is_hyphen(at + 1))
                && is_month(at + 2)
                && !self.is_capitalised(at + 3);
        is_article
            || has_neighbour
            || matches!(
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
            )
            || at > self.start && self.is_hyphen(at - 1)
    }

    /// "the 1980s", "the nineties", "the '80s", "the 19th century".
    pub(super) fn decade_or_century(&self, at: usize) -> Option<Found> {
        let has_article = self.word(at) == TimeWord::The
            || self.before(at) == "the"
            || matches!(self.word(at.wrapping_sub(1)), TimeWord::Part(_))
            || self.is_hyphen(at.wrapping_sub(1));
        let mut next = at + usize::from(self.word(at) == TimeWord::The);

        if let Some((end, century)) = self.ordinal(next)
            && self.word(end + usize::from(self.is_hyphen(end))) == TimeWord::Unit(Unit::Century)
        {
            return Some(Found::new(
                end + usize::from(self.is_hyphen(end)) + 1,
                Expression::Century(century),
            ));
        }
        next += usize::from(matches!(self.sign(next), "'" | "’" | "‘"));
        match self.word(next) {
            TimeWord::Figure(first @ 1000..=2100, 4)
                if has_article && first % 10 == 0 && self.folded(next + 1) == "'s" =>
            {
                Some(Found::new(next + 2, Expression::Decade(first)))
            }
            TimeWord::Decade(first) if has_article || first >= 1000 => {
                Some(Found::new(next + 1, Expression::Decade(first)))
            }
            _ => None,
        }
    }

    /// "the third quarter", "third-quarter", "the fiscal first quarter of 1989", "the 1989 third quarter".
    pub(super) fn quarter(&self, at: usize) -> Option<Found> {
        let mut next = at + usize::from(self.word(at) == TimeWord::The);
        let mut year = Year::Unsaid;
        if let TimeWord::Figure(said @ 1900..=2100, 4) = self.word(next) {
            year = Year::Said(said);
            next += 1;
        }
        if self.word(next) == TimeWord::Fiscal {
            next += 1 + usize::from(self.is_hyphen(next + 1));
        }
        if let Some(found) = self.half(next) {
            return Some(found);
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

    /// "first half of 1989", "second half of this year".
    pub(super) fn half(&self, at: usize) -> Option<Found> {
        let half = match self.folded(at) {
            "first" => 1,
            "second" | "last" => 2,
            _ => return None,
        };
        if !self.says(at + 1, &["half", "of"]) {
            return None;
        }
        let (end, year) = match self.year_beside(at + 2) {
            Some(found) => found,
            None if self.says(at + 3, &["the", "year"]) => (at + 5, Year::Unsaid),
            None => return None,
        };
        Some(Found::new(end, Expression::Half { year, half }))
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
    pub(super) fn season(&self, at: usize) -> Option<Found> {
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
    pub(super) fn named_day(&self, at: usize) -> Option<Found> {
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
}

//! Years: in figures, spoken, beside a month or day, and what tells a year from another number.

use super::Reader;
use crate::time::expression::{Expression, Found, Year};
use crate::time::word::{Shift, TimeWord, Unit};

impl Reader<'_> {
    /// The year after a month or day: ", 1998", "of 1998", "'98", "last year".
    pub(super) fn year_beside(&self, at: usize) -> Option<(usize, Year)> {
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
                Some((next + 2, Year::Beside(shift)))
            }
            _ => None,
        }
    }

    /// A year in four figures or spoken ("nineteen ninety-seven"): `(end, year)`.
    pub(super) fn year_number(&self, at: usize) -> Option<(usize, i16)> {
        match (self.word(at), self.word(at + 1)) {
            (TimeWord::Figure(year @ 1000..=2100, 4), _) => Some((at + 1, year)),
            (TimeWord::NumberWord(century @ 18..=20), TimeWord::NumberWord(rest @ 10..=99)) => {
                let year = century * 100 + rest;
                match (rest % 10, self.word(at + 3)) {
                    (0, TimeWord::NumberWord(unit @ 1..=9)) if self.is_hyphen(at + 2) => Some((at + 4, year + unit)),
                    _ => Some((at + 2, year)),
                }
            }
            _ => None,
        }
    }

    /// "1989", "fiscal 1990", "the year 2000", "post-1997".
    pub(super) fn year(&self, at: usize) -> Option<Found> {
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
    pub(super) fn is_plain_year(&self, at: usize, end: usize, year: i16) -> bool {
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
            1900..=2060 if year % 50 == 0 => is_announced && !counts,
            1900..=2060 => is_announced || !counts,
            1000..=1899 => matches!(before, "in" | "since") && (self.ends_phrase(end) || self.sign(end).is_empty()),
            _ => false,
        }
    }

    /// Whether what follows a number reads like counted things.
    pub(super) fn follows_count(&self, at: usize) -> bool {
        let next = self.folded(at);
        !self.is_capitalised(at)
            && (matches!(
                next,
                "people" | "men" | "women" | "troops" | "police" | "more" | "of" | "other" | "miles" | "feet"
            ) || next.len() > 3 && next.ends_with('s') && !next.ends_with("ss"))
    }
}

//! Units of the calendar with the article alone: "the year", "the week of March 9", "year-end", "the quarter ended Sept. 30".

use super::Reader;
use crate::time::expression::{Anchor, Count, Expression, Found, Year};
use crate::time::word::{Part, Shift, TimeWord, Unit};

impl Reader<'_> {
    /// "the year", "the week of March 9", "the month of December".
    pub(super) fn unit_with_article(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.year_end(at).or_else(|| self.full_year(at)) {
            return Some(found);
        }
        let (TimeWord::The, TimeWord::Unit(unit)) = (self.word(at), self.word(at + 1)) else {
            return None;
        };
        if let Some(found) = self.unit_beside_told(at + 2, unit).or_else(|| self.ended(at + 2, unit)) {
            return Some(found);
        }
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

    /// "year-end", "year's end", "year end".
    pub(super) fn year_end(&self, at: usize) -> Option<Found> {
        if self.word(at) != TimeWord::Unit(Unit::Year) {
            return None;
        }
        let next = at + 1 + usize::from(self.is_hyphen(at + 1) || self.folded(at + 1) == "'s");
        let part = Part::Late;
        (self.folded(next) == "end").then_some(Found {
            part,
            ..Found::new(next + 1, Expression::Current(Unit::Year))
        })
    }

    /// "the full year", "the fiscal year", "the current fiscal year".
    pub(super) fn full_year(&self, at: usize) -> Option<Found> {
        if self.word(at) != TimeWord::The
            || !matches!(self.folded(at + 1), "full" | "fiscal" | "entire" | "whole" | "latest")
        {
            return None;
        }
        let next = at + 2 + usize::from(self.word(at + 2) == TimeWord::Fiscal);
        let is_year = self.word(next) == TimeWord::Unit(Unit::Year) && self.folded(next - 1) != "latest";
        let ended = self.ended(next + 1, Unit::Year);
        is_year.then(|| ended.unwrap_or(Found::new(next + 1, Expression::Current(Unit::Year))))
    }

    /// "the year before", "the month after": beside the narrative.
    pub(super) fn unit_beside_told(&self, at: usize, unit: Unit) -> Option<Found> {
        let shift = match self.folded(at) {
            "before" | "earlier" => Shift::Previous,
            "after" => Shift::Following,
            _ => return None,
        };
        let is_told = matches!(unit, Unit::Week | Unit::Month | Unit::Year) && self.ends_phrase(at + 1);
        is_told.then_some(Found::new(at + 1, Expression::Shifted { shift, unit }))
    }

    /// "the quarter ended Sept. 30" is the third; "the year ended March 31" is a length.
    pub(super) fn ended(&self, at: usize, unit: Unit) -> Option<Found> {
        if !matches!(self.folded(at), "ended" | "ending") {
            return None;
        }
        match (unit, self.month_name(at + 1)) {
            (Unit::Quarter, Some(month)) => {
                let (year, quarter) = (Year::Unsaid, (month - 1) / 3 + 1);
                Some(Found::new(at, Expression::Quarter { year, quarter }))
            }
            (Unit::Year | Unit::Month | Unit::Week, _) => {
                let (count, anchor) = (Count::Halves(2), Anchor::None);
                Some(Found::new(at, Expression::Length { count, unit, anchor }))
            }
            _ => None,
        }
    }
}

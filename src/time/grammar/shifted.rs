//! Times beside the publication or the narrative: "last week", "this October", "next Thursday", "that day", "year-earlier".

use super::Reader;
use crate::time::expression::{Clock, Count, Expression, Found, Year};
use crate::time::word::{DayPart, Shift, TimeWord, Unit};

impl Reader<'_> {
    /// An expression led by "last", "this", "next", "the previous" and the like.
    pub(super) fn shifted(&self, at: usize) -> Option<Found> {
        if let Some(found) = self.year_before(at) {
            return Some(found);
        }
        let head = at + usize::from(self.word(at) == TimeWord::The);
        let (mut next, shift) = self.shift(head)?;
        let is_same_bare = shift == Shift::Same && self.folded(head) == "same" && head == at;
        if is_same_bare || self.is_name_shift(head) || self.is_capitalised(head) && self.is_name_unit(next) {
            return None;
        }
        // "said that Friday": a conjunction; "that Friday" for the day told of is rare.
        let is_conjunction = self.folded(head) == "that" && next == head + 1;
        next += usize::from(self.word(next) == TimeWord::Fiscal);
        match self.word(next) {
            TimeWord::Unit(unit) => self.shifted_unit(next, shift, unit),
            _ if is_conjunction && !matches!(self.word(next), TimeWord::Unit(_) | TimeWord::DayPart(_)) => None,
            TimeWord::Weekday(weekday) if !self.folded(next).ends_with('s') => {
                let day = Found::new(
                    next + 1,
                    Expression::Weekday {
                        weekday,
                        shift: Some(shift),
                    },
                );
                Some(self.dated_weekday(next).unwrap_or_else(|| self.with_day_part(day)))
            }
            TimeWord::Month(month) if self.is_capitalised(next) => self.shifted_month(next, shift, month),
            TimeWord::Season(season) => Some(Found::new(
                next + 1,
                Expression::Season {
                    year: Year::Shifted(shift),
                    season,
                },
            )),
            TimeWord::Holiday(holiday) if self.is_capitalised(next) => {
                let end = next + 1 + usize::from(self.folded(next + 1) == "day");
                Some(Found::new(
                    end,
                    Expression::Holiday {
                        year: Year::Shifted(shift),
                        holiday,
                    },
                ))
            }
            TimeWord::DayPart(part) => shifted_day_part(next + 1, shift, part),
            TimeWord::Ordinal(_) => {
                let (end, quarter) = self.quarter_name(next)?;
                Some(Found::new(
                    end,
                    Expression::Quarter {
                        year: Year::Shifted(shift),
                        quarter,
                    },
                ))
            }
            _ => None,
        }
    }

    /// The shift at `at`; "this past" and "this coming" are one.
    fn shift(&self, at: usize) -> Option<(usize, Shift)> {
        match (self.word(at), self.word(at + 1)) {
            (
                TimeWord::Shift(Shift::This | Shift::Same),
                TimeWord::Shift(second @ (Shift::Past | Shift::Next | Shift::Same)),
            ) => Some((at + 2, second)),
            (TimeWord::Shift(shift), _) => Some((at + 1, shift)),
            _ => None,
        }
    }

    /// "Next Inc.": a capital inside a sentence, after a word.
    fn is_name_shift(&self, at: usize) -> bool {
        let follows_word = at > self.start && self.sign(at - 1).starts_with(char::is_alphanumeric);
        follows_word && self.is_capitalised(at) && !self.text.is_all_capitals(at)
    }

    /// "last Thursday, April 6": the date says more.
    fn dated_weekday(&self, at: usize) -> Option<Found> {
        self.day(at)
            .filter(|found| matches!(found.expression, Expression::MonthDay { .. }))
    }

    fn shifted_unit(&self, at: usize, shift: Shift, unit: Unit) -> Option<Found> {
        if self.is_hyphen(at + 1) {
            return None;
        }
        match unit {
            Unit::Decade if shift == Shift::Past => None,
            Unit::Day => match shift {
                Shift::Next | Shift::Following => Some(told_day(at + 1, Shift::Following)),
                Shift::Previous | Shift::Same => Some(told_day(at + 1, shift)),
                Shift::Last | Shift::This | Shift::Past => None,
            },
            Unit::Year if self.folded(at + 1) == "'s" => {
                let quarter = self.quarter_name(at + 2);
                let told = (self.word(at + 2) == TimeWord::Unit(Unit::Quarter)).then_some(at + 3);
                match (quarter, told) {
                    (Some((end, quarter)), _) => Some(Found::new(
                        end,
                        Expression::Quarter {
                            year: Year::Beside(shift),
                            quarter,
                        },
                    )),
                    (None, Some(end)) => Some(Found::new(
                        end,
                        Expression::ToldQuarter {
                            years: -i8::from(shift == Shift::Last),
                        },
                    )),
                    (None, None) => Some(Found::new(at + 1, Expression::Shifted { shift, unit })),
                }
            }
            Unit::Week | Unit::Weekend | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century => {
                Some(Found::new(at + 1, Expression::Shifted { shift, unit }))
            }
            Unit::Second | Unit::Minute | Unit::Hour => None,
        }
    }

    fn shifted_month(&self, at: usize, shift: Shift, month: i8) -> Option<Found> {
        let year = Year::Shifted(shift);
        match self.word(at + 1) {
            TimeWord::Figure(day @ 1..=31, _) => {
                let day = i8::try_from(day).ok()?;
                Some(Found::new(
                    at + 2,
                    Expression::MonthDay {
                        year,
                        month,
                        day,
                        last_day: day,
                    },
                ))
            }
            _ => Some(Found::new(at + 1, Expression::Month { year, month })),
        }
    }

    /// "the year-earlier quarter", "year-ago", "the latest period".
    fn year_before(&self, at: usize) -> Option<Found> {
        let mut head = at + usize::from(self.word(at) == TimeWord::The);
        head += usize::from(matches!(self.folded(head), "comparable" | "corresponding"));
        if self.folded(head) == "latest" {
            let is_period = head > at && matches!(self.folded(head + 1), "quarter" | "period");
            return is_period.then_some(Found::new(head + 2, Expression::ToldQuarter { years: 0 }));
        }
        if self.word(head) != TimeWord::Unit(Unit::Year)
            || !self.is_hyphen(head + 1)
            || !matches!(self.folded(head + 2), "ago" | "earlier")
        {
            return None;
        }
        let next = head + 3;
        if let Some((end, quarter)) = self.quarter_name(next) {
            return Some(Found::new(
                end,
                Expression::Quarter {
                    year: Year::BeforeTold,
                    quarter,
                },
            ));
        }
        match self.folded(next) {
            "quarter" | "period" => Some(Found::new(next + 1, Expression::ToldQuarter { years: -1 })),
            _ if head == at => Some(Found::new(next, Expression::YearBefore)),
            _ => None,
        }
    }
}

/// The day before, of or after the narrative.
pub(super) fn told_day(end: usize, shift: Shift) -> Found {
    Found::new(end, told(shift))
}

fn told(shift: Shift) -> Expression {
    let (count, sign) = match shift {
        Shift::Previous => (2, -1),
        Shift::Following => (2, 1),
        _ => (0, 1),
    };
    Expression::FromTold {
        count: Count::Halves(count),
        unit: Unit::Day,
        sign,
    }
}

/// "this morning", "last night", "that evening", "the next morning".
fn shifted_day_part(end: usize, shift: Shift, part: DayPart) -> Option<Found> {
    let expression = match shift {
        Shift::This => Expression::Day(0),
        Shift::Last if matches!(part, DayPart::Night | DayPart::Evening) => Expression::Day(-1),
        Shift::Next | Shift::Following => told(Shift::Following),
        Shift::Previous | Shift::Same => told(shift),
        Shift::Last | Shift::Past => return None,
    };
    Some(Found {
        clock: Some(Clock::Part(part)),
        ..Found::new(end, expression)
    })
}

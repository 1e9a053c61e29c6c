//! Lengths of time and what is reckoned by them: durations, "N days ago", "hours later", and sets ("every two weeks").

use super::Reader;
use crate::text::read_count;
use crate::time::expression::{Anchor, Count, Expression, Found};
use crate::time::word::{Shift, TimeWord, Unit};

impl Reader<'_> {
    /// "nearly three years", "the past two months", "five-year", "hours later", "two weeks ago".
    pub(super) fn length(&self, at: usize) -> Option<Found> {
        let (next, anchor) = self.anchor(at);
        let has_article_only = next == at + 1 && self.word(at) == TimeWord::The;
        let next = self.skip_approximation(next);
        let (next, count) = self.count(next, anchor)?;
        if count == Count::Unsaid && (has_article_only || self.is_kind_of_hours(next)) || self.is_rate(at) {
            return None;
        }
        let next = self.skip_adjectives(next);
        let is_compound = self.is_hyphen(next) && !self.text.space_after(next.saturating_sub(1));
        let unit_at = next + usize::from(is_compound);
        let unit = match (self.word(unit_at), count) {
            (TimeWord::Units(unit), _) => unit,
            (TimeWord::Unit(unit), Count::Halves(_) | Count::Vague) if unit != Unit::Weekend => unit,
            _ => return None,
        };
        let is_fraction = unit == Unit::Quarter
            && anchor == Anchor::None
            && count != Count::Vague
            && self.word(unit_at) == TimeWord::Units(unit);
        let is_one_quarter = unit == Unit::Quarter && self.word(at) == TimeWord::A;
        if self.is_age(unit_at + 1)
            || is_fraction
            || is_one_quarter
            || self.is_name_unit(unit_at)
            || self.is_year_before(unit_at)
        {
            return None;
        }
        let (end, count) = self.half_after(unit_at + 1, count);
        if is_compound && (has_article_only || self.word(at) == TimeWord::A) {
            return None;
        }
        if is_compound {
            return Some(length(end, count, unit, anchor));
        }
        let end = self.second_unit(end, count);
        Some(self.reckoned(at, end, count, unit, anchor))
    }

    /// "years old", "year-old", "years of age": the annotators of `TimeBank` leave ages out, and no incident is dated by one.
    fn is_age(&self, at: usize) -> bool {
        self.folded(at) == "old" || self.is_hyphen(at) && self.folded(at + 1) == "old" || self.says(at, &["of", "age"])
    }

    /// "year-earlier", "year-ago": a date, whatever stands before it.
    fn is_year_before(&self, at: usize) -> bool {
        self.word(at) == TimeWord::Unit(Unit::Year)
            && self.is_hyphen(at + 1)
            && matches!(self.folded(at + 2), "ago" | "earlier" | "end")
    }

    /// "the early hours of Thursday", "daylight hours": a part of the day, no length.
    fn is_kind_of_hours(&self, at: usize) -> bool {
        self.folded(at) == "hours"
            && matches!(
                self.before(at),
                "early"
                    | "small"
                    | "late"
                    | "daylight"
                    | "working"
                    | "business"
                    | "office"
                    | "opening"
                    | "rush"
                    | "peak"
                    | "visiting"
            )
    }

    /// "$5 a year", "four flights a week": a rate, no time.
    fn is_rate(&self, at: usize) -> bool {
        if self.word(at) != TimeWord::A || at == self.start {
            return false;
        }
        let before = self.before(at);
        let is_plural = before.len() > 4
            && before.ends_with('s')
            && !before.ends_with("ss")
            && !matches!(before, "lasts" | "takes" | "besides" | "perhaps" | "always");
        let is_number = matches!(
            self.word(at - 1),
            TimeWord::Figure(..) | TimeWord::Number | TimeWord::NumberWord(_)
        );
        (is_plural
            || is_number
            || matches!(before, "million" | "billion" | "percent" | "once" | "twice" | "cents")
            || self.sign(at - 1) == "%")
            && !matches!(self.folded(at + 2), "ago" | "earlier" | "later" | "before" | "after")
    }

    /// "Days Inn", "60 Minutes": a capital that no sentence start explains.
    pub(super) fn is_name_unit(&self, at: usize) -> bool {
        at > self.start && self.is_capitalised(at) && !self.text.is_all_capitals(at)
    }

    /// "the past", "the next", "the first", "the": what stands before the count.
    fn anchor(&self, at: usize) -> (usize, Anchor) {
        let head = at + usize::from(self.word(at) == TimeWord::The);
        match self.word(head) {
            TimeWord::Shift(Shift::Last | Shift::Past) => (head + 1, Anchor::UpToNow),
            TimeWord::Shift(Shift::Next) => (head + 1, Anchor::FromNow),
            TimeWord::Ordinal(0 | 1) if head > at => (head + 1, Anchor::None),
            TimeWord::Opener if self.folded(head) == "latest" => (head + 1, Anchor::None),
            _ => (head, Anchor::None),
        }
    }

    /// Past "nearly", "more than", "at least", "up to".
    fn skip_approximation(&self, at: usize) -> usize {
        let mut next = at;
        next += usize::from(
            matches!(self.folded(next), "just" | "no" | "only")
                && matches!(self.folded(next + 1), "over" | "under" | "more" | "less" | "fewer"),
        );
        match (self.folded(next), self.folded(next + 1)) {
            ("more" | "less" | "fewer", "than") | ("at", "least" | "most") | ("up", "to") => next + 2,
            ("nearly" | "almost" | "about" | "around" | "some" | "roughly" | "approximately" | "over", _) => next + 1,
            _ => at,
        }
    }

    /// `(end, count)` at `at`; plurals need no number.
    fn count(&self, at: usize, anchor: Anchor) -> Option<(usize, Count)> {
        match self.word(at) {
            TimeWord::Units(_) => Some((at, Count::Unsaid)),
            TimeWord::Unit(_) if anchor != Anchor::None => Some((at, Count::Halves(2))),
            TimeWord::A => match self.word(at + 1) {
                TimeWord::Vague if self.folded(at + 1) == "couple" => {
                    Some((at + 2 + usize::from(self.folded(at + 2) == "of"), Count::Halves(4)))
                }
                TimeWord::Vague => Some((at + 2, Count::Vague)),
                TimeWord::NumberWord(100 | 12 | 1000) => self.number(at),
                _ => Some((at + 1, Count::Halves(2))),
            },
            TimeWord::Vague if self.folded(at) == "couple" => {
                Some((at + 1 + usize::from(self.folded(at + 1) == "of"), Count::Halves(4)))
            }
            TimeWord::Vague => Some((at + 1 + usize::from(self.folded(at + 1) == "of"), Count::Vague)),
            TimeWord::Figure(..) | TimeWord::Number | TimeWord::NumberWord(_) => self.number(at),
            _ => None,
        }
    }

    /// A number in figures or words, with "1/2" or "and a half".
    fn number(&self, at: usize) -> Option<(usize, Count)> {
        if let (TimeWord::Figure(whole, 1..=3), TimeWord::Figure(1, 1), "/", TimeWord::Figure(2, 1)) =
            (self.word(at), self.word(at + 1), self.sign(at + 2), self.word(at + 3))
        {
            return Some((at + 4, Count::Halves(i32::from(whole) * 2 + 1)));
        }
        if let (TimeWord::Number, Some(whole)) = (self.word(at), self.folded(at).strip_suffix(".5")) {
            return Some((
                at + 1,
                Count::Halves(whole.parse::<i16>().map_or(1, |whole| i32::from(whole) * 2 + 1)),
            ));
        }
        let count = read_count(self.text, at).filter(|count| count.tokens.end <= self.limit)?;
        let halves = i32::try_from(count.min).ok()?.checked_mul(2)?;
        let end = count.tokens.end;
        if self.says(end, &["and", "a", "half"]) {
            return Some((end + 3, Count::Halves(halves.checked_add(1)?)));
        }
        Some((end, Count::Halves(halves)))
    }

    /// "a year and a half".
    fn half_after(&self, at: usize, count: Count) -> (usize, Count) {
        match count {
            Count::Halves(halves) if self.says(at, &["and", "a", "half"]) => {
                (at + 3, Count::Halves(halves.saturating_add(1)))
            }
            _ => (at, count),
        }
    }

    /// Past the second of "weeks or months".
    fn second_unit(&self, at: usize, count: Count) -> usize {
        let is_pair = count == Count::Unsaid
            && matches!(self.folded(at), "or" | "and")
            && matches!(self.word(at + 1), TimeWord::Units(_));
        if is_pair { at + 2 } else { at }
    }

    /// Past one adjective between number and unit: "two more weeks", "eight trading days".
    fn skip_adjectives(&self, at: usize) -> usize {
        at + usize::from(matches!(
            self.folded(at),
            "more"
                | "additional"
                | "straight"
                | "consecutive"
                | "trading"
                | "business"
                | "working"
                | "full"
                | "fiscal"
                | "long"
                | "whole"
                | "or"
                | "other"
                | "calendar"
        ))
    }

    /// The length, or what is reckoned by it: "ago", "later", "earlier", "after".
    fn reckoned(&self, at: usize, end: usize, count: Count, unit: Unit, anchor: Anchor) -> Found {
        let or_so = end + if self.says(end, &["or", "so"]) { 2 } else { 0 };
        let is_one_year = count == Count::Halves(2) && unit == Unit::Year;
        match self.folded(or_so) {
            "ago" | "earlier" if is_one_year => Found::new(or_so + 1, Expression::YearBefore),
            "ago" => Found::new(or_so + 1, Expression::Ago { count, unit }),
            "later" | "afterwards" | "afterward" => {
                Found::new(or_so + 1, Expression::FromTold { count, unit, sign: 1 })
            }
            "earlier" | "previously" => Found::new(or_so + 1, Expression::FromTold { count, unit, sign: -1 }),
            "before" if self.ends_phrase(or_so + 1) => {
                Found::new(or_so + 1, Expression::FromTold { count, unit, sign: -1 })
            }
            "after" if anchor == Anchor::None => {
                let sign = if at == self.start { 1 } else { -1 };
                Found::new(end, Expression::FromEvent { count, unit, sign })
            }
            "before" if anchor == Anchor::None => {
                let sign = if at == self.start { -1 } else { 1 };
                Found::new(end, Expression::FromEvent { count, unit, sign })
            }
            _ => length(end, count, unit, anchor),
        }
    }

    /// "every day", "each Thursday", "every two weeks", "daily".
    pub(super) fn set(&self, at: usize) -> Option<Found> {
        match self.word(at) {
            TimeWord::Often(unit) => {
                (!self.is_in_name(at)).then_some(Found::new(at + 1, Expression::Each { count: 1, unit }))
            }
            TimeWord::Every => match self.word(at + 1) {
                TimeWord::Unit(unit) => Some(Found::new(at + 2, Expression::Each { count: 1, unit })),
                TimeWord::Weekday(weekday) => {
                    let end = at + 2 + usize::from(matches!(self.word(at + 2), TimeWord::DayPart(_)));
                    Some(Found::new(end, Expression::EachWeekday(weekday)))
                }
                TimeWord::Month(month) => Some(Found::new(at + 2, Expression::EachMonth(month))),
                TimeWord::Season(season) => Some(Found::new(at + 2, Expression::EachSeason(season))),
                TimeWord::NumberWord(count) => match self.word(at + 2) {
                    TimeWord::Units(unit) => Some(Found::new(
                        at + 3,
                        Expression::Each {
                            count: i32::from(count),
                            unit,
                        },
                    )),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }
}

fn length(end: usize, count: Count, unit: Unit, anchor: Anchor) -> Found {
    Found::new(end, Expression::Length { count, unit, anchor })
}

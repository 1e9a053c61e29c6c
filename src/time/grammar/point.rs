//! Points and stretches of the calendar, in the order that they are tried; what tells a name from a time.

use super::Reader;
use crate::time::expression::Found;
use crate::time::word::{Part, TimeWord};

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
    pub(super) fn part(&self, at: usize) -> Option<(usize, Part)> {
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

    /// The same, nothing before it.
    pub(super) fn whole_point(&self, at: usize) -> Option<Found> {
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

    /// Whether the word at `at` belongs to a name: "Sunday Times", "Black September", "USA Today", "Daily Mail".
    pub(super) fn is_in_name(&self, at: usize) -> bool {
        if !self.is_capitalised(at) || self.text.is_all_capitals(at) {
            return false;
        }
        let heads = matches!(
            self.folded(at + 1),
            "times" | "mosque" | "movement" | "brigade" | "brigades" | "post" | "mirror" | "telegraph" | "mail" | "herald" | "express" | "star"
                | "tribune" | "revolution" | "group" | "martyrs" | "bridge" | "square" | "street" | "avenue" | "hospital" | "show" | "olympics"
                | "games" | "massacre" | "agreement" | "school" | "night" if self.is_capitalised(at + 1)
        );
        let led = matches!(
            self.before(at),
            "black" | "bloody" | "super" | "cyber" | "ash" | "palm" | "fat"
        ) && self.is_capitalised(at.wrapping_sub(1));
        let usually_small = !matches!(self.word(at), TimeWord::Weekday(_) | TimeWord::Month(_));
        heads || led || usually_small && at > self.start && self.is_capitalised(at - 1)
    }
}

//! Finding: the patterns of time words that are time expressions.
//!
//! Each rule reads forward from one token and says how far it reaches; the longest rules are tried first, so the scan is linear
//! in the text with a small bound on look-ahead. No rule reaches past its sentence.

mod clock;
mod day;
mod length;
mod point;
mod shifted;
mod stretch;
mod unit;
mod year;

use shifted::told_day;

use super::expression::{Expression, Found};
use super::word::{Holiday, Reference, Shift, TimeWord, time_words};
use crate::text::Text;

/// All expressions in text order with the token that each starts at; they do not overlap.
pub(super) fn find(text: &Text<'_>) -> Vec<(usize, Found)> {
    let words = time_words(text);
    let mut found = Vec::new();
    for sentence in text.sentences() {
        let reader = Reader {
            text,
            words: &words,
            start: sentence.tokens.start,
            limit: sentence.tokens.end,
        };
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let here = if reader.word(at) == TimeWord::Other {
                None
            } else {
                reader.read(at)
            };
            match here.filter(|expression| at < expression.end && expression.end <= reader.limit) {
                Some(expression) => {
                    found.push((at, expression));
                    at = expression.end;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// One sentence under the rules.
#[derive(Clone, Copy)]
struct Reader<'r> {
    text: &'r Text<'r>,
    words: &'r [TimeWord],
    /// First token of the sentence.
    start: usize,
    /// One past its last token.
    limit: usize,
}

impl<'r> Reader<'r> {
    /// The time word at a token of this sentence.
    fn word(&self, at: usize) -> TimeWord {
        if at < self.limit {
            self.words.get(at).copied().unwrap_or(TimeWord::Other)
        } else {
            TimeWord::Other
        }
    }

    /// The folded token; empty outside the sentence.
    fn folded(&self, at: usize) -> &'r str {
        if self.start <= at && at < self.limit {
            self.text.folded(at)
        } else {
            ""
        }
    }

    /// The token as written; empty outside the sentence.
    fn sign(&self, at: usize) -> &'r str {
        if self.start <= at && at < self.limit {
            self.text.word(at)
        } else {
            ""
        }
    }

    /// The folded token before `at`.
    fn before(&self, at: usize) -> &'r str {
        at.checked_sub(1).map_or("", |before| self.folded(before))
    }

    /// Whether a hyphen or dash stands at `at`.
    fn is_hyphen(&self, at: usize) -> bool {
        matches!(self.sign(at), "-" | "‐" | "‑" | "–" | "—")
    }

    /// `at`, or the token after a comma at `at`.
    fn skip_comma(&self, at: usize) -> usize {
        at + usize::from(self.sign(at) == ",")
    }

    /// Whether the tokens from `at` fold to these words.
    fn says(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(index, word)| self.folded(at + index) == *word)
    }

    fn is_capitalised(&self, at: usize) -> bool {
        self.start <= at && at < self.limit && self.text.is_capitalised(at)
    }

    /// The expression that starts at `at`.
    fn read(&self, at: usize) -> Option<Found> {
        self.fixed_phrase(at)
            .or_else(|| self.clock(at))
            .or_else(|| self.point(at))
            .or_else(|| self.set(at))
            .or_else(|| self.length(at))
            .or_else(|| self.reference(at))
    }

    /// Phrases whose words mean nothing apart.
    fn fixed_phrase(&self, at: usize) -> Option<Found> {
        let reference = |length: usize, reference| Some(Found::new(at + length, Expression::Reference(reference)));
        match self.folded(at) {
            "at" if self.says(at + 1, &["the", "moment"]) => reference(3, Reference::Present),
            "at" if self.says(at + 1, &["present"]) => reference(2, Reference::Present),
            "right" if self.says(at + 1, &["now"]) => reference(2, Reference::Present),
            "these" if self.says(at + 1, &["days"]) => reference(2, Reference::Present),
            "more" | "most" if self.says(at + 1, &["recently"]) => reference(2, Reference::Past),
            "the" => match self.folded(at + 1) {
                "future" => reference(2, Reference::Future),
                "near" | "foreseeable" | "immediate" if self.says(at + 2, &["future"]) => {
                    reference(3, Reference::Future)
                }
                "near" if self.says(at + 2, &["term"]) => reference(3, Reference::Future),
                "past"
                    if self.before(at) == "in"
                        && !self.is_capitalised(at + 2)
                        && self.word(at + 2) == TimeWord::Other =>
                {
                    reference(2, Reference::Past)
                }
                "day" => self.day_beside_day(at),
                _ => None,
            },
            "recent" | "coming" => match self.word(at + 1) {
                TimeWord::Units(_) if self.folded(at) == "recent" => reference(2, Reference::Past),
                TimeWord::Units(_) => reference(2, Reference::Future),
                _ => None,
            },
            "new" if self.says(at + 1, &["year", "'s", "eve"]) => self.holiday(at, at + 4, Holiday::Fixed(12, 31)),
            "new" if self.says(at + 1, &["year", "'s", "day"]) => self.holiday(at, at + 4, Holiday::Fixed(1, 1)),
            _ => None,
        }
    }

    /// "the day before yesterday", "the day after tomorrow", "the day before" at the end of a phrase.
    fn day_beside_day(&self, at: usize) -> Option<Found> {
        match (self.folded(at + 2), self.folded(at + 3)) {
            ("before", "yesterday") => Some(Found::new(at + 4, Expression::Day(-2))),
            ("after", "tomorrow") => Some(Found::new(at + 4, Expression::Day(2))),
            ("before", _) if self.ends_phrase(at + 3) => Some(told_day(at + 3, Shift::Previous)),
            ("after", _) if self.ends_phrase(at + 3) => Some(told_day(at + 3, Shift::Following)),
            _ => None,
        }
    }

    /// Whether a sign or a small word that opens a new phrase stands at `at`, or the sentence ends.
    fn ends_phrase(&self, at: usize) -> bool {
        at >= self.limit
            || matches!(
                self.sign(at),
                "," | "." | ";" | ":" | "?" | "!" | "\"" | "”" | ")" | "—" | "–" | "-" | "''"
            )
            || matches!(
                self.folded(at),
                "and"
                    | "or"
                    | "but"
                    | "when"
                    | "as"
                    | "in"
                    | "on"
                    | "at"
                    | "by"
                    | "for"
                    | "that"
                    | "with"
                    | "to"
                    | "have"
                    | "has"
                    | "had"
                    | "because"
                    | "while"
                    | "who"
            )
    }

    /// "now", "recently", "current": one word.
    fn reference(&self, at: usize) -> Option<Found> {
        let reference = match self.word(at) {
            TimeWord::Reference(Reference::Future) if self.is_bare_soon(at) => Reference::Future,
            TimeWord::Reference(reference @ (Reference::Past | Reference::Present)) => reference,
            TimeWord::Shift(Shift::This) if self.folded(at) == "current" => Reference::Present,
            TimeWord::Opener if self.folded(at) == "recent" => Reference::Past,
            _ => return None,
        };
        Some(Found::new(at + 1, Expression::Reference(reference)))
    }

    /// "soon", not "as soon as" and "soon after".
    fn is_bare_soon(&self, at: usize) -> bool {
        !matches!(self.before(at), "as" | "so" | "too" | "how")
            && !matches!(self.folded(at + 1), "after" | "as" | "enough" | "-")
    }
}

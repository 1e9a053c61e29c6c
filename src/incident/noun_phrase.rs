//! Noun phrases without a parser: from a word outward to the next preposition, verb or sign.

use std::ops::Range;

use super::reading::Reading;
use crate::text::{TokenKind, is_clause_word, is_determiner, is_preposition};

/// Longest noun phrase, in tokens.
const LONGEST: usize = 9;

/// The noun phrase that begins at `from`, without its determiner, up to `end`; empty where none does.
///
/// One "of" or a hyphen is part of it; relative clauses, appositions and coordination are not.
pub(super) fn after(reading: &Reading<'_>, from: usize, end: usize) -> Range<usize> {
    let text = reading.text;
    let mut start = from;
    while start < end && is_determiner(text.folded(start)) {
        start += 1;
    }
    let mut at = start;
    let mut has_noun = false;
    while at < end
        && at < start + LONGEST
        && !ends_phrase(reading, at, start)
        && !(has_noun && is_reduced_relative(reading, at))
    {
        has_noun |= is_noun(reading, at);
        at += 1;
    }
    while at > start && (is_preposition(text.folded(at - 1)) || text.tokens()[at - 1].kind == TokenKind::Punctuation) {
        at -= 1;
    }
    start..at
}

/// The noun phrase that ends just before `until`, not reaching before `begin`, without its determiner; empty where none does.
pub(super) fn before(reading: &Reading<'_>, begin: usize, until: usize) -> Range<usize> {
    let text = reading.text;
    let mut at = until;
    while at > begin && at + LONGEST > until {
        let word = text.folded(at - 1);
        if is_determiner(word) || ends_phrase(reading, at - 1, begin) || is_preposition(word) {
            break;
        }
        at -= 1;
    }
    while at < until && text.tokens()[at].kind == TokenKind::Punctuation {
        at += 1;
    }
    at..until
}

/// "facilities | belonging to", "members | believed to be": a participle after the noun begins a clause about it.
fn is_reduced_relative(reading: &Reading<'_>, at: usize) -> bool {
    let word = reading.text.folded(at);
    !reading.text.is_capitalised(at) && (word.ends_with("ed") || word.ends_with("ing"))
}

fn is_noun(reading: &Reading<'_>, at: usize) -> bool {
    let (text, lexicon) = (reading.text, reading.lexicon);
    lexicon.people().match_at(text, at).is_some() || lexicon.facilities().match_at(text, at).is_some()
}

/// Whether the token at `at` cannot belong to the phrase that began at `start`.
fn ends_phrase(reading: &Reading<'_>, at: usize, start: usize) -> bool {
    let text = reading.text;
    let word = text.folded(at);
    if text.tokens()[at].kind == TokenKind::Punctuation {
        let joins = text.word(at) == "-" && at > start && !text.space_after(at - 1);
        return !joins;
    }
    if word == "of" {
        return at == start;
    }
    is_preposition(word) || is_clause_word(word) || (at > start && (is_determiner(word) || reading.is_in_date(at)))
}

/// The words of a phrase as they stand in the text.
pub(super) fn words(reading: &Reading<'_>, phrase: Range<usize>) -> String {
    let span = reading.text.span_of(phrase);
    span.map(|span| {
        span.of(reading.text.as_str())
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    })
    .unwrap_or_default()
}

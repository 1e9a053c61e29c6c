//! Sentences: paragraphs first, then full stops that really end something.
//!
//! `unicode_sentences` breaks after every abbreviation that a capital follows ("Lt. Gen. Townsend"), so the rules are ours.

use std::ops::Range;

use super::token::{Token, TokenKind};
use crate::span::Span;

/// What part of an article a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SentenceKind {
    /// A short line of its own without a closing full stop: a headline, a caption, a heading over a list.
    Heading,
    /// An item of a list.
    Bullet,
    /// Running text.
    Body,
}

/// One sentence; never empty, ordered, without overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: Span,
    /// Its tokens, as numbers into [`Text::tokens`](super::Text::tokens).
    pub tokens: Range<usize>,
    /// What part of the article it is.
    pub kind: SentenceKind,
    /// The number of its paragraph, counted from 0.
    pub paragraph: usize,
}

/// Closing quotes and brackets after one full stop; what has more of them is no text, and is not worth looking back through.
const MOST_CLOSERS: usize = 16;
/// Longest sentence, in tokens, that is read as one: several times the longest that people write. What is longer, a table or no text at all,
/// is cut, so that rules may look through a whole sentence.
const MOST_TOKENS: usize = 500;
/// Longest line, in tokens, that may be a heading.
const HEADING_TOKENS: usize = 14;
/// Lines of running text cut by hand lie in this range of bytes.
const WRAPPED_LINE_BYTES: Range<usize> = 48..100;

/// Cuts the tokens into sentences of at most [`MOST_TOKENS`]; concatenating them with the gaps gives the text back.
pub(super) fn split(text: &str, tokens: &[Token]) -> Vec<Sentence> {
    let mut sentences = Vec::new();
    for (paragraph, range) in paragraphs(text, tokens).into_iter().enumerate() {
        let kind = kind_of(text, tokens, &range);
        let mut start = range.start;
        for at in range.clone() {
            let last = at + 1 == range.end;
            let is_full = MOST_TOKENS <= at + 1 - start;
            if !last && !is_full && !ends_sentence(text, tokens, at, range.end) {
                continue;
            }
            if let Some(span) = cover(tokens, start..at + 1) {
                sentences.push(Sentence {
                    span,
                    tokens: start..at + 1,
                    kind,
                    paragraph,
                });
            }
            start = at + 1;
        }
    }
    sentences
}

fn cover(tokens: &[Token], range: Range<usize>) -> Option<Span> {
    let first = tokens.get(range.start)?;
    let last = tokens.get(range.end.checked_sub(1)?)?;
    Some(first.span.cover(last.span))
}

/// Runs of tokens between paragraph breaks: blank lines, and single line ends except where lines were wrapped by hand.
fn paragraphs(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for at in 1..=tokens.len() {
        let breaks = match tokens.get(at) {
            None => true,
            Some(next) => breaks_paragraph(text, &tokens[at - 1], next),
        };
        if breaks {
            if start < at {
                ranges.push(start..at);
            }
            start = at;
        }
    }
    ranges
}

fn breaks_paragraph(text: &str, last: &Token, next: &Token) -> bool {
    let gap = text.get(last.span.end()..next.span.start()).unwrap_or_default();
    match gap.bytes().filter(|byte| *byte == b'\n').count() {
        0 => false,
        1 => !is_wrapped(text, last.span.end(), next),
        _ => true,
    }
}

/// Whether the line that ends at `end` was cut by hand in mid-sentence. It is of usual width, and what follows is in lower case, or a
/// line of usual width, or anything where the line before was cut too and this one is not closed ("…at dawn on 29⏎November.").
fn is_wrapped(text: &str, end: usize, next: &Token) -> bool {
    let mut before = text.get(..end).unwrap_or_default().rsplit('\n');
    let line = before.next().unwrap_or_default();
    if !WRAPPED_LINE_BYTES.contains(&line.len()) {
        return false;
    }
    let rest = text.get(next.span.start()..).unwrap_or_default();
    if rest.starts_with(char::is_lowercase) {
        return true;
    }
    let next_line = rest.split('\n').next().unwrap_or_default();
    let mut in_block = || {
        before
            .next()
            .is_some_and(|above| WRAPPED_LINE_BYTES.contains(&above.trim_end().len()))
    };
    !is_bullet(rest) && (WRAPPED_LINE_BYTES.contains(&next_line.len()) || !closes_with(line, STOPS) && in_block())
}

/// The signs that end a sentence.
const STOPS: &[char] = &['.', '!', '?', '…'];
/// Those, and the signs that end a part of one.
const ENDS: &[char] = &['.', '!', '?', '…', ',', ';'];

/// Whether one of the signs ends the words, closing quotes and brackets aside.
fn closes_with(words: &str, signs: &[char]) -> bool {
    words.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(signs)
}

fn is_bullet(line: &str) -> bool {
    line.starts_with(['•', '·', '*', '▪', '‣', '◦', '–', '—', '-', '.'])
}

fn kind_of(text: &str, tokens: &[Token], range: &Range<usize>) -> SentenceKind {
    let Some(span) = cover(tokens, range.clone()) else {
        return SentenceKind::Body;
    };
    let words = span.of(text);
    if is_bullet(words) {
        return SentenceKind::Bullet;
    }
    if !closes_with(words, ENDS) && range.len() <= HEADING_TOKENS {
        SentenceKind::Heading
    } else {
        SentenceKind::Body
    }
}

/// Whether a sentence ends after token `at`. Closing quotes and brackets after the full stop belong to it.
fn ends_sentence(text: &str, tokens: &[Token], at: usize, end: usize) -> bool {
    let mut stop = at;
    while stop > 0
        && at - stop < MOST_CLOSERS
        && is_closer(tokens[stop].span.of(text))
        && tokens[stop - 1].span.end() == tokens[stop].span.start()
    {
        stop -= 1;
    }
    let word = tokens[stop].span.of(text);
    let next = at + 1;
    if next >= end || tokens[at].span.end() == tokens[next].span.start() {
        return false;
    }
    if is_closer(tokens[next].span.of(text)) && tokens[next].span.of(text) != "\"" {
        return false;
    }
    let follower = tokens[next].span.of(text);
    match word {
        "!" | "?" | "…" => starts_sentence(text, tokens, next),
        "." => !(stop == 0 || is_bullet_mark(tokens, stop)) && starts_sentence(text, tokens, next),
        _ if word.ends_with('.') && tokens[stop].kind == TokenKind::Word => is_sentence_opener(follower),
        _ => false,
    }
}

/// A full stop with white space on both sides is a list mark, not an end.
fn is_bullet_mark(tokens: &[Token], stop: usize) -> bool {
    tokens[stop - 1].span.end() < tokens[stop].span.start()
}

fn is_closer(sign: &str) -> bool {
    matches!(sign, "\"" | "”" | "’" | "'" | ")" | "]" | "»")
}

fn starts_sentence(text: &str, tokens: &[Token], next: usize) -> bool {
    let first = tokens[next].span.of(text).chars().next();
    match tokens[next].kind {
        TokenKind::Word => first.is_some_and(|letter| !letter.is_lowercase()),
        TokenKind::Number => true,
        TokenKind::Punctuation => {
            first.is_some_and(|sign| matches!(sign, '"' | '“' | '‘' | '\'' | '(' | '[' | '«' | '—' | '–' | '-' | '•'))
        }
    }
}

/// Capitalised words that open a sentence after an abbreviation ("…in the U.S. The strikes…"); names do not.
const OPENERS: &[&str] = &[
    "A",
    "About",
    "After",
    "All",
    "Also",
    "Although",
    "An",
    "And",
    "Another",
    "As",
    "At",
    "Because",
    "Before",
    "Both",
    "But",
    "By",
    "During",
    "Earlier",
    "Each",
    "Even",
    "Five",
    "For",
    "Four",
    "From",
    "He",
    "Her",
    "His",
    "How",
    "However",
    "I",
    "If",
    "In",
    "It",
    "Its",
    "Last",
    "Later",
    "Many",
    "Meanwhile",
    "More",
    "Most",
    "Nearly",
    "No",
    "Not",
    "Officials",
    "On",
    "One",
    "Only",
    "Or",
    "Other",
    "Our",
    "Police",
    "Several",
    "She",
    "Since",
    "So",
    "Some",
    "Such",
    "That",
    "The",
    "Their",
    "Then",
    "There",
    "These",
    "They",
    "This",
    "Those",
    "Three",
    "Through",
    "To",
    "Two",
    "Under",
    "Until",
    "We",
    "What",
    "When",
    "Where",
    "While",
    "Who",
    "With",
    "You",
];

/// Whether the word opens a sentence rather than goes on with a name.
fn is_sentence_opener(word: &str) -> bool {
    OPENERS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::super::token::tokenize;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let tokens = tokenize(text);
        let found: Vec<&str> = split(text, &tokens)
            .iter()
            .map(|sentence| sentence.span.of(text))
            .collect();
        assert_eq!(expected, found, "sentences of {text:?}");
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        check(
            "Lt. Gen. Townsend spoke. He left the U.S. The base closed.",
            &["Lt. Gen. Townsend spoke.", "He left the U.S.", "The base closed."],
        );
        check("On Jan. 8 U.S. Navy ships left.", &["On Jan. 8 U.S. Navy ships left."]);
    }

    #[test]
    fn quotes_stay_with_their_sentence() {
        check("\"We saw it.\" Police came.", &["\"We saw it.\"", "Police came."]);
        check("“Go!” he said. Then fire.", &["“Go!” he said.", "Then fire."]);
    }

    #[test]
    fn lists_and_headings_are_their_own_sentences() {
        let text = "Syria\n.       Near Palmyra, one strike hit a tank.\nIraq\n";
        check(text, &["Syria", ".       Near Palmyra, one strike hit a tank.", "Iraq"]);
        let kinds: Vec<SentenceKind> = split(text, &tokenize(text))
            .iter()
            .map(|sentence| sentence.kind)
            .collect();
        assert_eq!(
            kinds,
            [SentenceKind::Heading, SentenceKind::Bullet, SentenceKind::Heading]
        );
    }

    #[test]
    fn what_is_no_text_is_cut_and_not_looked_back_through() {
        for text in ["word ".repeat(1200), "\")”’]".repeat(20_000), "A. ".repeat(5000)] {
            let tokens = tokenize(&text);
            let sentences = split(&text, &tokens);
            let longest = sentences.iter().map(|sentence| sentence.tokens.len()).max();
            assert!(longest <= Some(MOST_TOKENS), "{longest:?}");
            let all: usize = sentences.iter().map(|sentence| sentence.tokens.len()).sum();
            assert_eq!(tokens.len(), all, "every token is in one sentence");
        }
    }

    #[test]
    fn lines_wrapped_by_hand_are_one_sentence() {
        let text = "The rebels said on Monday that they had shot down a helicopter near\nthe town of Aleppo and killed its crew of three, a claim that nobody\ncould confirm.";
        check(text, &[text]);
        let text = "The shelling of the northern suburbs began shortly after the truce\nhad run out, and the first ambulances came at dawn on 29\nNovember.";
        check(text, &[text]);
        let text = "A column of trucks left the border crossing in the early morning\nand came under fire on the road to the camp, south of the town of\nNineveh Gate, drivers said.\nSport";
        check(text, &[text.trim_end_matches("\nSport"), "Sport"]);
    }

    #[test]
    fn a_short_line_after_a_closed_or_single_one_stands_alone() {
        let headline = "Militia attacks convoy on the road to the northern border";
        check(&format!("{headline}\nReuters"), &[headline, "Reuters"]);
        let closed = "The shelling of the northern suburbs began shortly after the truce\nhad run out, and the first ambulances came only at dawn.";
        check(&format!("{closed}\nRelated"), &[closed, "Related"]);
    }
}

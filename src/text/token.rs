//! Tokens: words, numbers and signs, by the word boundaries of Unicode (UAX #29), with what news needs put back together.

use super::word_bounds::WordBounds;
use crate::span::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Begins with a letter.
    Word,
    /// Begins with a digit: `109`, `5.7`, `3rd`.
    Number,
    /// Anything else: one sign.
    Punctuation,
}

/// The smallest piece that rules look at. Never empty, never white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Cuts the text into tokens, in text order, without overlap.
///
/// Beyond UAX #29: `U.S.` and `Jan.` keep their full stop; `Trump's` becomes `Trump` and `'s`.
pub(super) fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    for (start, piece) in WordBounds::of(text) {
        let Some(first) = piece.chars().next() else {
            continue;
        };
        if first.is_whitespace() || is_invisible(first) {
            continue;
        }
        let end = start + piece.len();
        if piece == "." && full_stop_belongs(text, tokens.last(), start) {
            if let Some((last, span)) = tokens
                .last_mut()
                .and_then(|last| Span::new(text, last.span.start(), end).map(|span| (last, span)))
            {
                last.span = span;
            }
            continue;
        }
        let split = possessive_start(piece).map_or(end, |offset| start + offset);
        for (from, to) in [(start, split), (split, end)] {
            if let Some(span) = Span::new(text, from, to).filter(|span| !span.is_empty()) {
                tokens.push(Token {
                    span,
                    kind: kind_of(first, from == start),
                });
            }
        }
    }
    tokens
}

fn kind_of(first: char, is_head: bool) -> TokenKind {
    if !is_head || first.is_alphabetic() {
        TokenKind::Word
    } else if first.is_numeric() {
        TokenKind::Number
    } else {
        TokenKind::Punctuation
    }
}

/// Zero-width and direction marks, which carry no word.
fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
        || sign.is_control()
}

/// Where the possessive `'s` begins in a word, in bytes.
fn possessive_start(piece: &str) -> Option<usize> {
    let stem = piece
        .strip_suffix("'s")
        .or_else(|| piece.strip_suffix("’s"))
        .or_else(|| piece.strip_suffix("'S"))
        .or_else(|| piece.strip_suffix("’S"))?;
    (!stem.is_empty()).then_some(stem.len())
}

/// Whether a full stop at `start` is part of the token before it: an initial, a dotted abbreviation, or a known one.
fn full_stop_belongs(text: &str, last: Option<&Token>, start: usize) -> bool {
    let Some(last) = last.filter(|last| last.span.end() == start && last.kind == TokenKind::Word) else {
        return false;
    };
    let word = last.span.of(text);
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    !word.ends_with('.') && (is_initial || word.contains('.') || is_abbreviation(word) || is_capital_abbreviation(word))
}

/// "ST.", "JAN.": a known abbreviation of two letters or more in text set in capitals.
fn is_capital_abbreviation(word: &str) -> bool {
    let mut letters = word.chars();
    let Some(first) = letters.next() else { return false };
    let is_capitals = word.len() > 1 && word.chars().all(char::is_uppercase);
    is_capitals && is_abbreviation(&format!("{first}{}", letters.as_str().to_lowercase()))
}

/// Abbreviations that news writes with a full stop: months and days, titles and ranks, AP style states, others.
pub(super) fn is_abbreviation(word: &str) -> bool {
    const ABBREVIATIONS: &[&str] = &[
        "Adm", "Ala", "Apr", "Ariz", "Ark", "Aug", "Ave", "Blvd", "Brig", "Bros", "Calif", "Capt", "Cmdr", "Co", "Col",
        "Colo", "Conn", "Corp", "Cpl", "Dec", "Del", "Dept", "Dr", "Feb", "Fla", "Fr", "Fri", "Ft", "Ga", "Gen", "Gov",
        "Hon", "Ill", "Inc", "Ind", "Jan", "Jr", "Jul", "Jun", "Kan", "Ky", "La", "Lt", "Ltd", "Maj", "Mar", "Mass",
        "Md", "Messrs", "Mfg", "Mich", "Minn", "Miss", "Mo", "Mon", "Mont", "Mr", "Mrs", "Ms", "Mt", "Neb", "Nev",
        "Nos", "Nov", "Oct", "Okla", "Ont", "Ore", "Pa", "Prof", "Pte", "Pvt", "Que", "Rd", "Rep", "Reps", "Rev",
        "Sat", "Sec", "Sen", "Sens", "Sept", "Sep", "Sgt", "Sr", "St", "Ste", "Supt", "Tenn", "Tex", "Thu", "Thurs",
        "Tue", "Tues", "Va", "Vt", "Wash", "Wed", "Wis", "Wyo", "approx", "dept", "est", "etc", "vs", "al", "No",
    ];
    ABBREVIATIONS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = tokenize(text).iter().map(|token| token.span.of(text)).collect();
        assert_eq!(expected, found, "tokens of {text:?}");
    }

    #[test]
    fn news_words_stay_whole() {
        check("The U.S. struck.", &["The", "U.S.", "struck", "."]);
        check("On Jan. 8, 15 strikes", &["On", "Jan.", "8", ",", "15", "strikes"]);
        check("Wednesday’s attack", &["Wednesday", "’s", "attack"]);
        check("Kata'ib Al-Asad", &["Kata'ib", "Al", "-", "Asad"]);
        check("in the U.S..", &["in", "the", "U.S.", "."]);
        check("ST. PARIS", &["ST.", "PARIS"]);
        check("5,700 dead", &["5,700", "dead"]);
        check("Gen. Mark A. Milley", &["Gen.", "Mark", "A.", "Milley"]);
    }
}

//! The language layer: one article → sentences and tokens.
//!
//! [`Text::read`] is the first arrow of the pipeline. It never fails, whatever the text holds.
//!
//! Parts of speech are made only where they are asked for: `lexicon.tagger()` gives a [`tag::Tagger`], and
//! `tagger.tag(text, sentence.tokens.clone())` a [`tag::Tag`] a token. Keep the tagger for the whole document, and tag only sentences with
//! something to decide in them. [`chunk::find_chunks`] groups the tags into noun and verb groups with their heads; its numbers count from
//! the sentence's first token. Names of persons and organisations come from `toponym::find_entities`, once for a document.

mod function_word;
mod normalize;
mod word_bounds;
mod token;
mod number;
mod sentence;
mod word_map;
pub mod tag;
pub mod chunk;

pub use function_word::{is_clause_word, is_determiner, is_form_of_be, is_preposition};
pub use normalize::{fold, fold_into};
pub use number::{CountPhrase, read_count};
pub use sentence::{Sentence, SentenceKind};
pub use token::{Token, TokenKind};
pub use word_map::{WordHasher, WordHashing, WordMap};

use std::ops::Range;

use crate::document::Document;
use crate::learn::word_hash;
use crate::span::Span;

/// An article cut into sentences and tokens, with each token's folded form at hand.
///
/// Token and sentence numbers count from 0 in text order; every token belongs to exactly one sentence.
#[derive(Debug)]
pub struct Text<'d> {
    source: &'d str,
    tokens: Vec<Token>,
    folded: String,
    /// Where each token's folded form begins in `folded`; one more at the end.
    folded_starts: Vec<u32>,
    /// The [`word_hash`] of each token's folded form.
    hashes: Vec<u64>,
    letters: Vec<Letters>,
    sentences: Vec<Sentence>,
    /// For each token the number of its sentence.
    sentence_numbers: Vec<u32>,
}

impl<'d> Text<'d> {
    /// Reads the document's text; linear in its length.
    pub fn read(document: &'d Document) -> Text<'d> {
        let text = document.text.as_str();
        let tokens = token::tokenize(text);
        let mut folded = String::with_capacity(text.len());
        let mut folded_starts = Vec::with_capacity(tokens.len() + 1);
        let mut hashes = Vec::with_capacity(tokens.len());
        let mut letters = Vec::with_capacity(tokens.len());
        for token in &tokens {
            let (start, word) = (folded.len(), token.span.of(text));
            fold_into(word, &mut folded);
            folded_starts.push(small(start));
            hashes.push(word_hash(folded.get(start..).unwrap_or_default()));
            letters.push(Letters::of(word));
        }
        folded_starts.push(small(folded.len()));
        let sentences = sentence::split(text, &tokens);
        let mut sentence_numbers = vec![0; tokens.len()];
        for (number, sentence) in sentences.iter().enumerate() {
            sentence_numbers[sentence.tokens.clone()].fill(small(number));
        }
        Text {
            source: text,
            tokens,
            folded,
            folded_starts,
            hashes,
            letters,
            sentences,
            sentence_numbers,
        }
    }

    /// The article as it was given.
    pub fn as_str(&self) -> &'d str {
        self.source
    }

    /// All tokens, in text order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All sentences, in text order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The token's words as written; empty past the end.
    pub fn word(&self, token: usize) -> &'d str {
        self.tokens.get(token).map_or("", |token| token.span.of(self.source))
    }

    /// The token folded for look-up (see [`fold`]); empty past the end.
    pub fn folded(&self, token: usize) -> &str {
        let (Some(start), Some(end)) = (self.folded_starts.get(token), self.folded_starts.get(token + 1)) else {
            return "";
        };
        self.folded.get(*start as usize..*end as usize).unwrap_or_default()
    }

    /// The [`word_hash`] of the token's folded form; that of the empty word past the end.
    pub fn hash(&self, token: usize) -> u64 {
        self.hashes.get(token).copied().unwrap_or_else(|| word_hash(""))
    }

    /// The span from the first to the last token of `tokens`; `None` where the range is empty or out of bounds.
    pub fn span_of(&self, tokens: Range<usize>) -> Option<Span> {
        let first = self.tokens.get(tokens.start)?;
        let last = self.tokens.get(tokens.end.checked_sub(1)?)?;
        (tokens.start < tokens.end).then(|| first.span.cover(last.span))
    }

    /// The number of the sentence that holds the token; the last one where the token is past the end.
    pub fn sentence_of(&self, token: usize) -> usize {
        let last = self.sentences.len().saturating_sub(1);
        self.sentence_numbers.get(token).map_or(last, |number| *number as usize)
    }

    /// The tokens that lie wholly or partly in `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.tokens.partition_point(|token| token.span.end() <= span.start());
        let last = self.tokens.partition_point(|token| token.span.start() < span.end());
        first..last.max(first)
    }

    /// Whether white space (or the end of the text) follows the token.
    pub fn space_after(&self, token: usize) -> bool {
        match (self.tokens.get(token), self.tokens.get(token + 1)) {
            (Some(this), Some(next)) => this.span.end() < next.span.start(),
            _ => true,
        }
    }

    /// Whether the token begins with a capital letter.
    pub fn is_capitalised(&self, token: usize) -> bool {
        self.letters(token).capitalised
    }

    /// Whether the token is a word of two or more letters, all capitals.
    pub fn is_all_capitals(&self, token: usize) -> bool {
        self.letters(token).all_capitals
    }

    fn letters(&self, token: usize) -> Letters {
        self.letters.get(token).copied().unwrap_or_default()
    }
}

/// How a token is written.
#[derive(Clone, Copy, Debug, Default)]
struct Letters {
    capitalised: bool,
    all_capitals: bool,
}

impl Letters {
    fn of(word: &str) -> Letters {
        if word.is_ascii() {
            let bytes = word.as_bytes();
            let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
            return Letters {
                capitalised: bytes.first().is_some_and(u8::is_ascii_uppercase),
                all_capitals: letters >= 2 && !bytes.iter().any(u8::is_ascii_lowercase),
            };
        }
        Letters {
            capitalised: word.chars().next().is_some_and(char::is_uppercase),
            all_capitals: word.chars().filter(|letter| letter.is_alphabetic()).count() >= 2
                && !word.chars().any(char::is_lowercase),
        }
    }
}

/// Offsets inside one article's folded text; a text past 4 GiB is cut there.
fn small(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

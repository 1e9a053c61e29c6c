//! Whether an article tells incidents at all, by its words.
//!
//! Names and numbers are left out: the model must know what news of an attack sounds like, not who fought in the corpora.

use super::reading::Reading;
use crate::learn::{Feature, ModelName};
use crate::text::TokenKind;

const BIAS: u32 = 0;
const WORD: u32 = 1;
const LEAD_WORD: u32 = 2;

/// Tokens looked at; what an article has not told by then it is not about.
const MOST_TOKENS: usize = 1_500;
/// Tokens of the lead, with its header ("communique", "interview").
const LEAD_TOKENS: usize = 60;

/// What is true of the article, for the model [`ModelName::Relevance`]; each feature once.
pub(super) fn relevance_features(reading: &Reading<'_>) -> Vec<Feature> {
    let text = reading.text;
    let mut features = vec![Feature::of(BIAS)];
    for token in 0..text.tokens().len().min(MOST_TOKENS) {
        if is_plain_word(reading, token) {
            let word = text.folded(token);
            features.push(Feature::of(WORD).text(word));
            if token < LEAD_TOKENS {
                features.push(Feature::of(LEAD_WORD).text(word));
            }
        }
    }
    features.sort_unstable();
    features.dedup();
    features
}

/// A word that is no name: in small letters, or the first of a sentence, or in a text without small letters.
pub(super) fn is_plain_word(reading: &Reading<'_>, token: usize) -> bool {
    let text = reading.text;
    if text
        .tokens()
        .get(token)
        .is_none_or(|token| token.kind != TokenKind::Word)
        || reading.is_in_place(token)
        || reading.is_in_date(token)
    {
        return false;
    }
    let begins = || {
        let sentence = text.sentences().get(text.sentence_of(token));
        sentence.is_some_and(|sentence| sentence.tokens.start == token)
    };
    !text.is_capitalised(token) || reading.is_in_capitals || begins()
}

/// The log odds that the article tells an incident.
pub(super) fn relevance(reading: &Reading<'_>) -> f32 {
    let model = reading.lexicon.model(ModelName::Relevance);
    let scores = model.scores(&relevance_features(reading));
    let (other, incident) = (model.label("other"), model.label("incident"));
    match (other, incident) {
        (Some(other), Some(incident)) => model.value(scores[incident] - scores[other]),
        _ => 0.0,
    }
}

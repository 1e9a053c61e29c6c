//! Whether an article tells incidents at all, by its words.
//!
//! Names and numbers are left out: the model must know what news of an attack sounds like, not who fought in the corpora.

use super::reading::Reading;
use super::story::Drafts;
use super::when::DateSource;
use crate::learn::{Feature, ModelName};
use crate::text::TokenKind;

const BIAS: u32 = 0;
const WORD: u32 = 1;
const LEAD_WORD: u32 = 2;
const PAIR: u32 = 3;
const TOLD: u32 = 4;
const TOLD_EARLY: u32 = 5;
const REJECTED: u32 = 6;
const COUNT: u32 = 7;
const PEOPLE: u32 = 8;
const GROUPS: u32 = 9;
const DATED: u32 = 10;

/// Tokens looked at; what an article has not told by then it is not about.
const MOST_TOKENS: usize = 1_500;
/// Tokens of the lead, with its header ("communique", "interview").
const LEAD_TOKENS: usize = 60;

/// What is true of the article, for the model [`ModelName::Relevance`]; each feature once.
pub(super) fn relevance_features(reading: &Reading<'_>, drafts: &Drafts<'_>) -> Vec<Feature> {
    let text = reading.text;
    let mut features = vec![Feature::of(BIAS)];
    for token in 0..text.tokens().len().min(MOST_TOKENS) {
        if is_plain_word(reading, token) {
            let word = text.folded(token);
            features.push(Feature::of(WORD).text(word));
            if token < LEAD_TOKENS {
                features.push(Feature::of(LEAD_WORD).text(word));
            }
            if is_plain_word(reading, token + 1) {
                features.push(Feature::of(PAIR).text(word).text(text.folded(token + 1)));
            }
        }
        add_people(reading, token, &mut features);
    }
    add_events(reading, drafts, &mut features);
    features.sort_unstable();
    features.dedup();
    features
}

/// On which side the people are that the article names, and whether it names armed groups.
fn add_people(reading: &Reading<'_>, token: usize, features: &mut Vec<Feature>) {
    let (text, lexicon) = (reading.text, reading.lexicon);
    let part = |token: usize| u64::from(token < LEAD_TOKENS);
    if let Some((_, noun)) = lexicon.people().first_at(text, token) {
        let side = Feature::of(PEOPLE).number(noun.side as u64);
        features.push(side.number(noun.is_plural.into()).number(part(token)));
    }
    if lexicon.actors().match_at(text, token).is_some() {
        features.push(Feature::of(GROUPS).number(part(token)));
    }
}

/// What the rules found: the types told, how early, with a day of their own or not, and why others were rejected.
fn add_events(reading: &Reading<'_>, drafts: &Drafts<'_>, features: &mut Vec<Feature>) {
    const EARLY_SENTENCES: usize = 4;
    for draft in &drafts.told {
        let kind = reading
            .lexicon
            .taxonomy()
            .get(draft.kind)
            .map_or("", |kind| kind.id.as_str());
        let group = reading
            .lexicon
            .taxonomy()
            .get(draft.kind)
            .map_or("", |kind| kind.group.as_str());
        features.push(Feature::of(TOLD).text(kind));
        let own_day = draft.date.is_some_and(|date| date.source <= DateSource::Narrative);
        let background = u64::from(draft.is_background);
        features.push(Feature::of(DATED).text(group).number(own_day.into()).number(background));
        let is_early = draft
            .mentions
            .first()
            .is_some_and(|mention| mention.sentence < EARLY_SENTENCES);
        if is_early {
            features.push(Feature::of(TOLD_EARLY).text(kind).number(own_day.into()));
        }
    }
    for rejection in &drafts.rejected {
        features.push(Feature::of(REJECTED).text(rejection.reason.as_str()));
    }
    features.push(Feature::of(COUNT).number(drafts.told.len().min(5) as u64));
    features.push(Feature::of(COUNT).number(10 + drafts.rejected.len().min(5) as u64));
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
pub(super) fn relevance(reading: &Reading<'_>, drafts: &Drafts<'_>) -> f32 {
    let model = reading.lexicon.model(ModelName::Relevance);
    let scores = model.scores(&relevance_features(reading, drafts));
    let (other, incident) = (model.label("other"), model.label("incident"));
    match (other, incident) {
        (Some(other), Some(incident)) => model.value(scores[incident] - scores[other]),
        _ => 0.0,
    }
}

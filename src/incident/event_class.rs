//! Which class of event a passage tells, by all of its words: a logistic model beside the rules of [`super::kind`].
//!
//! Classes are the labels of CASE 2021 task 2, which are ACLED's sub-events with disasters, crime and diplomacy; the taxonomy says which
//! types each holds. The rules read one trigger and its weapon; the model sees who fights whom. So the rules decide where their words
//! are sure, and the model where they fall back on a general type: "attack", "strikes", "were killed".

use std::collections::BTreeMap;
use std::ops::Range;

use super::assemble::main_mention;
use super::kind::{Specificity, is_violent};
use super::mention::Mention;
use super::merge::Draft;
use super::reading::{Findings, Reading};
use super::relevance::is_plain_word;
use super::story::drafts_of;
use crate::gazetteer::Gazetteer;
use crate::learn::{Feature, ModelName};
use crate::lexicon::{KindId, Lexicon, Strength};

const BIAS: u32 = 0;
const WORD: u32 = 1;
const STEM: u32 = 2;
const TRIGGER: u32 = 3;
const TRIGGER_CLASS: u32 = 4;
const TRIGGERS: u32 = 5;
const WEAPON: u32 = 6;
const CAUSE: u32 = 7;
const PEOPLE: u32 = 8;
const GROUP: u32 = 9;
const CUE: u32 = 10;
const KIND: u32 = 11;
const KIND_GROUP: u32 = 12;
const FIRST_KIND: u32 = 13;
const ACTOR: u32 = 14;
const ACTOR_HEAD: u32 = 15;
const HURT: u32 = 16;
const NOTHING_TOLD: u32 = 17;
const LEAD_STEM: u32 = 18;

/// Tokens of a passage that are looked at.
const MOST_TOKENS: usize = 300;
/// Words at its start that count more: they tell who acts.
const LEAD_WORDS: usize = 8;

/// A passage as the model of types sees it.
#[derive(Clone, Debug)]
pub struct Passage {
    /// What is true of it.
    pub features: Vec<Feature>,
    /// The type of the first event that the rules find in it, and how sure they are of it.
    pub by_rules: Option<(String, Footing)>,
}

/// What the rules' choice of a type stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Footing {
    /// A word that tells the type by itself, or a weapon.
    Sure,
    /// A word that tells other things too: "fighting", "seized".
    Weak,
    /// A general word, or people hurt: the type is the one that is fallen back on.
    Fallback,
}

impl Footing {
    /// All of them.
    pub const ALL: [Footing; 3] = [Footing::Sure, Footing::Weak, Footing::Fallback];
}

/// Reads a whole document as one passage, for training and scoring.
pub fn read_passage(findings: Findings<'_>, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Passage {
    let reading = Reading::new(findings, gazetteer, lexicon);
    let drafts = drafts_of(&reading).told;
    let by_rules = drafts.first().and_then(|draft| {
        let kind = lexicon.taxonomy().get(draft.kind)?;
        Some((kind.id.clone(), footing(draft)))
    });
    let features = class_features(&reading, 0..reading.text.tokens().len(), &drafts);
    Passage { features, by_rules }
}

/// A type that the model chose over the rules'.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeChoice {
    /// The incident.
    pub incident: String,
    /// The type by the rules.
    pub by_rules: String,
    /// The type that it has.
    pub chosen: String,
    /// Probability of the class of the type chosen, 0 to 1.
    pub probability: f64,
}

/// The least probability at which the model overrules a type of this footing; `None` where it never does. Chosen in cross-validation
/// (`dateline train types`).
fn least_to_overrule(footing: Footing) -> Option<f32> {
    match footing {
        Footing::Sure => None,
        Footing::Weak => Some(0.6),
        Footing::Fallback => Some(0.4),
    }
}

/// The type that the model holds for right, with its probability, where the rules only fell back on theirs.
pub(super) fn choose_kind(reading: &Reading<'_>, draft: &Draft<'_>) -> Option<(KindId, f32)> {
    let model = reading.lexicon.model(ModelName::Types);
    let least = least_to_overrule(footing(draft)).filter(|_| !model.is_empty())?;
    let taxonomy = reading.lexicon.taxonomy();
    let sentence = reading.text.sentences().get(main_mention(draft).sentence)?;
    let features = class_features(reading, sentence.tokens.clone(), std::slice::from_ref(draft));
    let scores = model.scores(&features);
    let best = model.best(&scores);
    let probability = model.probabilities(&scores)[best];
    let class = model.labels().get(best)?;
    let by_rules = taxonomy.get(draft.kind)?;
    let is_same = by_rules.classes().any(|known| known == class);
    if is_same || probability < least || !is_violent(&by_rules.group) {
        return None;
    }
    let kind = kind_of_class(reading, sentence.tokens.clone(), class)?;
    let is_allowed = taxonomy.get(kind).is_some_and(|kind| is_violent(&kind.group));
    is_allowed.then_some((kind, probability))
}

fn footing(draft: &Draft<'_>) -> Footing {
    let is_weak = |mention: &Mention<'_>| {
        mention.trigger.trigger.strength == Strength::Weak && mention.trigger.trigger.kind == mention.kind
    };
    if draft.specificity < Specificity::Specific {
        Footing::Fallback
    } else if draft.mentions.iter().all(is_weak) {
        Footing::Weak
    } else {
        Footing::Sure
    }
}

/// The type of the class that the passage's words speak for most; the first of the taxonomy where none does.
fn kind_of_class(reading: &Reading<'_>, tokens: Range<usize>, class: &str) -> Option<KindId> {
    let (text, lexicon) = (reading.text, reading.lexicon);
    let of_class = |kind: &KindId| {
        let kind = lexicon.taxonomy().get(*kind);
        kind.is_some_and(|kind| kind.classes().any(|known| known == class))
    };
    let mut named: BTreeMap<KindId, usize> = BTreeMap::new();
    for token in tokens {
        let trigger = lexicon
            .triggers()
            .first_at(text, token)
            .map(|(_, trigger)| trigger.kind);
        let weapon = lexicon
            .weapons()
            .first_at(text, token)
            .and_then(|(_, weapon)| weapon.kind);
        for kind in [trigger, weapon].into_iter().flatten().filter(of_class) {
            *named.entry(kind).or_default() += 1;
        }
    }
    let most = named
        .into_iter()
        .max_by_key(|(kind, number)| (*number, std::cmp::Reverse(*kind)));
    most.map(|(kind, _)| kind)
        .or_else(|| lexicon.taxonomy().ids().find(of_class))
}

/// What is true of a passage and of the events that the rules find in it, for the model [`ModelName::Types`]; each feature once.
fn class_features(reading: &Reading<'_>, tokens: Range<usize>, drafts: &[Draft<'_>]) -> Vec<Feature> {
    let mut features = vec![Feature::of(BIAS)];
    let tokens = tokens.start..tokens.end.min(tokens.start + MOST_TOKENS);
    let mut number = 0;
    for token in tokens.clone() {
        if is_plain_word(reading, token) {
            number += 1;
            let word = reading.text.folded(token);
            features.push(Feature::of(WORD).text(word));
            features.push(Feature::of(STEM).text(stem(word)));
            if number <= LEAD_WORDS {
                features.push(Feature::of(LEAD_STEM).text(stem(word)));
            }
        }
        add_listed(reading, token, &mut features);
    }
    add_triggers(reading, tokens.clone(), &mut features);
    let cues = reading.cues_in(tokens);
    features.extend(cues.iter().map(|hit| Feature::of(CUE).number(hit.cue as u64)));
    add_drafts(reading, drafts, &mut features);
    features.sort_unstable();
    features.dedup();
    features
}

/// The lists that hold what begins at the token.
fn add_listed(reading: &Reading<'_>, token: usize, features: &mut Vec<Feature>) {
    let (text, lexicon) = (reading.text, reading.lexicon);
    if let Some((_, weapon)) = lexicon.weapons().first_at(text, token) {
        features.push(Feature::of(WEAPON).text(&weapon.label));
        features.extend(weapon.kind.map(|kind| Feature::of(WEAPON).text(id(lexicon, kind))));
    }
    if let Some((_, cause)) = lexicon.causes().first_at(text, token) {
        features.push(Feature::of(CAUSE).text(id(lexicon, *cause)));
    }
    if let Some((_, noun)) = lexicon.people().first_at(text, token) {
        features.push(Feature::of(PEOPLE).number(noun.side as u64));
    }
    if lexicon.actors().match_at(text, token).is_some() {
        features.push(Feature::of(GROUP));
    }
}

/// The types that triggers speak for, once and more than once, whether their events are real or not.
fn add_triggers(reading: &Reading<'_>, tokens: Range<usize>, features: &mut Vec<Feature>) {
    let (text, lexicon) = (reading.text, reading.lexicon);
    let mut counts: BTreeMap<KindId, usize> = BTreeMap::new();
    let mut at = tokens.start;
    while at < tokens.end {
        let not = lexicon.not_triggers().match_at(text, at).map(|(end, _)| end);
        let found = lexicon.triggers().first_at(text, at);
        at = match (found, not) {
            (Some((end, _)), Some(stop)) if end <= stop => stop,
            (Some((end, trigger)), _) => {
                *counts.entry(trigger.kind).or_default() += 1;
                end
            }
            (None, Some(stop)) => stop,
            (None, None) => at + 1,
        };
    }
    for (kind, number) in counts {
        let Some(kind) = lexicon.taxonomy().get(kind) else {
            continue;
        };
        features.push(Feature::of(TRIGGER).text(&kind.id));
        features.extend(kind.classes().map(|class| Feature::of(TRIGGER_CLASS).text(class)));
        if number > 1 {
            features.push(Feature::of(TRIGGERS).text(&kind.id));
        }
    }
}

/// What the rules made of the passage: types, who did it to whom, whether somebody was hurt.
fn add_drafts(reading: &Reading<'_>, drafts: &[Draft<'_>], features: &mut Vec<Feature>) {
    let taxonomy = reading.lexicon.taxonomy();
    let kind_of = |draft: &Draft<'_>| taxonomy.get(draft.kind);
    match drafts.first().and_then(kind_of) {
        Some(first) => features.push(Feature::of(FIRST_KIND).text(&first.id)),
        None => features.push(Feature::of(NOTHING_TOLD)),
    }
    for draft in drafts {
        let Some(kind) = kind_of(draft) else { continue };
        let sure = draft
            .mentions
            .iter()
            .any(|mention| mention.trigger.trigger.strength == Strength::Strong);
        features.push(Feature::of(KIND).text(&kind.id));
        features.push(Feature::of(KIND).text(&kind.id).number(sure.into()));
        features.push(Feature::of(KIND_GROUP).text(&kind.group));
        for mention in &draft.mentions {
            features.push(Feature::of(HURT).number(mention.casualties.any.into()));
            for actor in &mention.cast.actors {
                let role = actor.role as u64;
                let head = actor.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
                features.push(Feature::of(ACTOR).number(role).number(actor.kind as u64));
                features.push(Feature::of(ACTOR_HEAD).number(role).text(stem(&head)));
            }
        }
    }
}

fn id(lexicon: &Lexicon, kind: KindId) -> &str {
    lexicon.taxonomy().get(kind).map_or("", |kind| kind.id.as_str())
}

/// The word without an ending of inflection or derivation: crude, and the same for "protester" and "protests".
fn stem(word: &str) -> &str {
    const SHORTEST: usize = 3;
    const ENDINGS: [&str; 13] = [
        "ations", "ation", "ments", "ment", "ings", "ing", "ers", "ies", "ed", "er", "es", "ly", "s",
    ];
    let cut = |ending: &&str| word.strip_suffix(*ending).filter(|rest| SHORTEST <= rest.len());
    ENDINGS.iter().find_map(cut).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_words_share_a_stem() {
        let check = |words: [&str; 2]| assert_eq!(stem(words[0]), stem(words[1]), "{words:?}");
        check(["protests", "protester"]);
        check(["bombing", "bombed"]);
        check(["detained", "detains"]);
        assert_eq!(stem("gas"), "gas");
    }
}

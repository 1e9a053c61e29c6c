//! Features of a noun phrase as hashed numbers: how it stands to verbs, prepositions and triggers, and what its words are.

use super::class::PhraseClass;
use super::phrase::{Layout, Phrase};
use crate::incident::reading::Reading;
use crate::incident::trigger::TriggerHit;
use crate::learn::Feature;
use crate::lexicon::{Form, Strength};
use crate::text::tag::Tag;
use crate::text::{is_determiner, is_form_of_be, is_preposition};

/// A list of features.
#[derive(Clone, Debug, Default)]
pub(super) struct Features {
    pub(super) hashes: Vec<Feature>,
}

impl Features {
    /// Adds one feature; the first part names what kind it is.
    pub(super) fn add(&mut self, parts: &[&str]) {
        let feature = parts.iter().fold(Feature::of(0), |feature, part| feature.text(part));
        self.hashes.push(feature);
    }
}

/// Adds what the sentence says about the phrase numbered `number` of `layout`.
pub(super) fn describe(reading: &Reading<'_>, layout: &Layout, number: usize, features: &mut Features) {
    let Some(phrase) = layout.phrases.get(number) else {
        return;
    };
    words(reading, phrase, features);
    let class = phrase.class.label();
    // Conjuncts stand where the first of them stands: "killed a nurse, two doctors and a guard".
    let first = first_conjunct(reading, layout, number);
    let anchor = layout.phrases.get(first).unwrap_or(phrase);
    if first != number {
        features.add(&["conjunct", class]);
    }
    left(reading, layout, anchor, class, features);
    let last = last_conjunct(reading, layout, number);
    right(
        reading,
        layout,
        layout.phrases.get(last).unwrap_or(phrase),
        class,
        features,
    );
    near_triggers(reading, layout, phrase, class, features);
}

/// The phrase's own words.
fn words(reading: &Reading<'_>, phrase: &Phrase, features: &mut Features) {
    let text = reading.text;
    let class = phrase.class.label();
    let head = stem(text.folded(phrase.head));
    features.add(&["class", class]);
    if phrase.class != PhraseClass::Name {
        features.add(&["head", head]);
        for token in phrase.tokens.start..phrase.head {
            features.add(&["word", stem(text.folded(token))]);
        }
    }
    features.add(&[
        "number",
        class,
        if phrase.count.is_some() {
            "counted"
        } else if text.folded(phrase.head).ends_with('s') {
            "plural"
        } else {
            "singular"
        },
    ]);
    let has_determiner = phrase.start < phrase.tokens.start;
    features.add(&[
        "definite",
        class,
        if phrase.is_definite {
            "definite"
        } else if has_determiner {
            "indefinite"
        } else {
            "bare"
        },
    ]);
    if phrase.modifies.is_some() {
        features.add(&["modifier", class]);
    }
    let length = (phrase.tokens.end - phrase.tokens.start).min(4);
    features.add(&["length", class, ["0", "1", "2", "3", "4"][length]]);
    let starts_sentence = phrase.start
        == text
            .sentences()
            .get(text.sentence_of(phrase.start))
            .map_or(0, |sentence| sentence.tokens.start);
    if starts_sentence {
        features.add(&["starts", class]);
    }
}

/// "Attackers" and "attacker" are one word.
pub(super) fn stem(word: &str) -> &str {
    if word.len() > 3 && !word.ends_with("ss") {
        word.strip_suffix('s').unwrap_or(word)
    } else {
        word
    }
}

/// What stands before the phrase: preposition with what governs it, verb, or nothing.
fn left(reading: &Reading<'_>, layout: &Layout, phrase: &Phrase, class: &str, features: &mut Features) {
    let text = reading.text;
    if phrase.start <= layout.tokens.start {
        features.add(&["left", class, "start"]);
        return;
    }
    let before = phrase.start - 1;
    let word = text.folded(before);
    features.add(&["left word", word]);
    if let Some(verb) = verb_before(layout, before) {
        features.add(&["object of", class, stem(text.folded(verb))]);
        features.add(&["object of verb", stem(text.folded(verb))]);
    }
    if is_preposition(word) {
        features.add(&["preposition", class, word]);
        if before > layout.tokens.start {
            govern(reading, layout, before - 1, class, word, features);
        }
    } else if let Some(hit) = trigger_ending(layout, phrase.start) {
        trigger(reading, hit, class, "object of", features);
    } else {
        features.add(&["left", class, word]);
    }
}

/// The word before the preposition: a trigger or a plain word.
fn govern(
    reading: &Reading<'_>,
    layout: &Layout,
    token: usize,
    class: &str,
    preposition: &str,
    features: &mut Features,
) {
    let text = reading.text;
    if let Some(hit) = trigger_ending(layout, token + 1) {
        trigger(reading, hit, class, preposition, features);
        return;
    }
    features.add(&["governor", preposition, stem(text.folded(token))]);
    features.add(&[
        "governor tag",
        class,
        preposition,
        Tag::NAMES[layout.tag(token) as usize],
    ]);
    if let Some(verb) = (layout.tokens.start..=token)
        .rev()
        .take(8)
        .find(|at| layout.tag(*at).is_verb())
    {
        features.add(&["verb before preposition", class, preposition, text.folded(verb)]);
    }
    // "Attack yesterday on", "killed in Lima by": the trigger some words before.
    if let Some(hit) = layout.triggers.iter().rev().find(|hit| hit.tokens.end <= token) {
        features.add(&["governed from afar", class, preposition, strength(hit), form(hit)]);
    }
}

/// The verb just before, over adverbs.
fn verb_before(layout: &Layout, token: usize) -> Option<usize> {
    (layout.tokens.start..=token)
        .rev()
        .take(3)
        .find(|at| layout.tag(*at) != Tag::Adverb)
        .filter(|at| layout.tag(*at).is_verb())
}

fn trigger_ending(layout: &Layout, end: usize) -> Option<&TriggerHit> {
    layout.triggers.iter().find(|hit| hit.tokens.end == end)
}

fn trigger(reading: &Reading<'_>, hit: &TriggerHit, class: &str, relation: &str, features: &mut Features) {
    let voice = voice(reading, hit);
    features.add(&["trigger", relation, class, strength(hit), voice]);
    features.add(&["trigger", relation, reading.lexicon.trigger_phrase(&hit.trigger), voice]);
}

fn strength(hit: &TriggerHit) -> &'static str {
    match hit.trigger.strength {
        Strength::Strong => "strong",
        Strength::General => "general",
        Strength::Weak => "weak",
        Strength::Means => "means",
        Strength::Killed => "killed",
        Strength::Injured => "injured",
        Strength::Damage => "damage",
    }
}

fn form(hit: &TriggerHit) -> &'static str {
    match hit.trigger.form {
        Form::Singular | Form::Plural => "noun",
        Form::Gerund => "gerund",
        _ => "verb",
    }
}

/// "noun", "gerund", "passive" or "active".
fn voice(reading: &Reading<'_>, hit: &TriggerHit) -> &'static str {
    let text = reading.text;
    match hit.trigger.form {
        Form::Singular | Form::Plural => "noun",
        Form::Gerund => "gerund",
        Form::Past | Form::Participle => {
            let first = hit.tokens.start.saturating_sub(4);
            for token in (first..hit.tokens.start).rev() {
                let word = text.folded(token);
                if is_form_of_be(word) || word == "got" {
                    return "passive";
                }
                if !(word.ends_with("ly")
                    || matches!(
                        word,
                        "also" | "not" | "reported" | "shot" | "found" | "then" | "had" | "have" | "has" | "and"
                    ))
                {
                    break;
                }
            }
            if text.folded(hit.tokens.end) == "by" {
                "passive"
            } else {
                "active"
            }
        }
        _ => "active",
    }
}

/// What stands after the phrase: possession, verb, auxiliary.
fn right(reading: &Reading<'_>, layout: &Layout, phrase: &Phrase, class: &str, features: &mut Features) {
    let text = reading.text;
    let mut at = phrase.tokens.end;
    if phrase.is_possessive {
        features.add(&["possessive", class]);
        at += 1;
    }
    if let Some(modified) = phrase.modifies {
        if let Some(hit) = layout.triggers.iter().find(|hit| hit.tokens.start == modified) {
            trigger(reading, hit, class, "before", features);
        } else {
            features.add(&["modifies", class, stem(text.folded(modified))]);
        }
        return;
    }
    features.add(&["right word", text.folded(at)]);
    // Over auxiliaries, adverbs, relative pronouns and what stands between commas.
    let mut relative = "";
    let mut steps = 0;
    while at < layout.tokens.end && steps < 6 {
        if let Some(hit) = layout.triggers.iter().find(|hit| hit.tokens.start == at) {
            let relation = if phrase.is_possessive {
                "owner"
            } else if relative.is_empty() {
                "subject"
            } else {
                "relative"
            };
            trigger(reading, hit, class, relation, features);
            return;
        }
        let word = text.folded(at);
        let skips = word.ends_with("ly")
            || is_auxiliary(word)
            || matches!(
                word,
                "who" | "which" | "that" | "also" | "then" | "reportedly" | "not" | ","
            );
        if matches!(word, "who" | "which" | "that") {
            relative = "relative";
        }
        if !skips {
            break;
        }
        at += 1;
        steps += 1;
    }
    follow(reading, layout, phrase, at, class, features);
}

/// The verb that the phrase is the subject of, and the word that follows it.
fn follow(reading: &Reading<'_>, layout: &Layout, phrase: &Phrase, at: usize, class: &str, features: &mut Features) {
    let text = reading.text;
    let verb = (at..layout.tokens.end).take(5).find(|at| layout.tag(*at).is_verb());
    if let Some(verb) = verb {
        let is_passive = (phrase.tokens.end..verb).any(|token| is_auxiliary(text.folded(token)))
            && layout.tag(verb) == Tag::Participle;
        features.add(&[
            "subject of",
            class,
            text.folded(verb),
            if is_passive { "passive" } else { "active" },
        ]);
        features.add(&[
            "subject of any",
            class,
            if is_passive { "passive" } else { "active" },
            Tag::NAMES[layout.tag(verb) as usize],
        ]);
    }
    let word = text.folded(at);
    features.add(&["right tag", class, Tag::NAMES[layout.tag(at) as usize]]);
    features.add(&["right", class, if is_determiner(word) { "determiner" } else { word }]);
    if is_auxiliary(text.folded(phrase.tokens.end)) {
        features.add(&["auxiliary", class, word]);
    }
}

fn is_auxiliary(word: &str) -> bool {
    is_form_of_be(word) || matches!(word, "had" | "has" | "have" | "will" | "would")
}

/// The triggers on either side, how far, and whether a "by" stands between.
fn near_triggers(reading: &Reading<'_>, layout: &Layout, phrase: &Phrase, class: &str, features: &mut Features) {
    let before = layout.triggers.iter().rev().find(|hit| hit.tokens.end <= phrase.start);
    let after = layout.triggers.iter().find(|hit| phrase.tokens.end <= hit.tokens.start);
    match before {
        Some(hit) => {
            let gap = hit.tokens.end..phrase.start;
            features.add(&["after", class, strength(hit), voice(reading, hit), distance(gap.len())]);
            features.add(&["after", reading.lexicon.trigger_phrase(&hit.trigger), class]);
            if gap.clone().any(|token| reading.text.folded(token) == "by") {
                features.add(&["by between", class, voice(reading, hit)]);
            }
        }
        None => features.add(&["after", class, "none"]),
    }
    match after {
        Some(hit) => {
            let gap = phrase.tokens.end..hit.tokens.start;
            features.add(&["ahead", class, strength(hit), voice(reading, hit), distance(gap.len())]);
            features.add(&["ahead", reading.lexicon.trigger_phrase(&hit.trigger), class]);
        }
        None => features.add(&["ahead", class, "none"]),
    }
    if before.is_none() && after.is_none() {
        features.add(&["no trigger", class]);
    }
}

fn distance(tokens: usize) -> &'static str {
    match tokens {
        0 => "0",
        1 => "1",
        2..=3 => "3",
        4..=7 => "7",
        8..=15 => "15",
        _ => "far",
    }
}

/// The first of the phrases that commas and "and" join to this one.
fn first_conjunct(reading: &Reading<'_>, layout: &Layout, number: usize) -> usize {
    let mut first = number;
    while first > 0 && number - first < 12 {
        let (before, this) = (&layout.phrases[first - 1], &layout.phrases[first]);
        if before.modifies.is_some() || !joined(reading, before, this) {
            break;
        }
        first -= 1;
    }
    first
}

fn last_conjunct(reading: &Reading<'_>, layout: &Layout, number: usize) -> usize {
    let mut last = number;
    while last + 1 < layout.phrases.len() && last - number < 12 {
        let (this, next) = (&layout.phrases[last], &layout.phrases[last + 1]);
        if next.modifies.is_some() || !joined(reading, this, next) {
            break;
        }
        last += 1;
    }
    last
}

/// Whether only ", and", "or" or "as well as" stand between two phrases.
pub(super) fn joined(reading: &Reading<'_>, before: &Phrase, next: &Phrase) -> bool {
    let text = reading.text;
    let gap = before.tokens.end..next.start;
    !gap.is_empty()
        && gap.len() <= 3
        && gap.clone().all(|token| {
            matches!(text.folded(token), "and" | "or" | "as" | "well" | "also") || matches!(text.word(token), "," | ";")
        })
        && gap.clone().any(|token| text.folded(token) != "as")
}

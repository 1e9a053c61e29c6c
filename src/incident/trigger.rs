//! Triggers: the words of a sentence that tell an event, read as noun or verb.

use std::ops::Range;

use super::reading::Reading;
use crate::lexicon::{Form, Strength, Trigger};
use crate::text::{TokenKind, is_determiner, is_preposition, read_count};

/// A trigger in the text with the reading that fits there.
#[derive(Clone, Debug)]
pub(super) struct TriggerHit {
    pub(super) tokens: Range<usize>,
    pub(super) trigger: Trigger,
}

/// The triggers of a sentence's tokens, in text order, without overlap.
pub(super) fn find_triggers(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<TriggerHit> {
    let mut hits = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        at = read_at(reading, at, tokens.end, &mut hits);
    }
    hits
}

/// Reads what begins at token `at`, and returns where to go on.
fn read_at(reading: &Reading<'_>, at: usize, end: usize, hits: &mut Vec<TriggerHit>) -> usize {
    let text = reading.text;
    if let Some((stop, _)) = reading.platform_at(at) {
        return stop;
    }
    let triggers = reading.lexicon.triggers();
    let found = triggers.match_at(text, at).filter(|(stop, _)| *stop <= end);
    let not = reading.lexicon.not_triggers().match_at(text, at).map(|(stop, _)| stop);
    if let Some(stop) = not.filter(|stop| found.is_none_or(|(other, _)| other <= *stop)) {
        return stop;
    }
    let Some((stop, readings)) = found else { return at + 1 };
    if reading.is_in_place(at) || reading.is_in_date(at) || is_inside_name(reading, at..stop) {
        return stop;
    }
    if let Some(trigger) = choose_reading(reading, at, stop, readings) {
        let tokens = at..stop;
        hits.push(TriggerHit { tokens, trigger });
        return stop;
    }
    // "A fire at the mill" is no "fire at": a shorter phrase may fit where the longest does not.
    let shorter = triggers.matches_at(text, at).skip(1);
    for (stop, readings) in shorter {
        if let Some(trigger) = choose_reading(reading, at, stop, readings) {
            let tokens = at..stop;
            hits.push(TriggerHit { tokens, trigger });
            return stop;
        }
    }
    stop
}

/// A capitalised trigger between capitalised words in mid-sentence is part of a name ("Strike Command").
fn is_inside_name(reading: &Reading<'_>, tokens: Range<usize>) -> bool {
    let text = reading.text;
    let sentence = text.sentences().get(text.sentence_of(tokens.start));
    let starts_sentence = sentence.is_some_and(|sentence| sentence.tokens.start == tokens.start);
    if starts_sentence || !text.is_capitalised(tokens.start) || text.is_all_capitals(tokens.start) {
        return false;
    }
    let is_title_case = sentence.is_some_and(|sentence| {
        let words = sentence
            .tokens
            .clone()
            .filter(|token| text.tokens()[*token].kind == TokenKind::Word && text.word(*token).len() > 3);
        let (capitals, all) = words.fold((0, 0), |(capitals, all), token| {
            (capitals + usize::from(text.is_capitalised(token)), all + 1)
        });
        capitals * 10 >= all * 7
    });
    !is_title_case && text.is_capitalised(tokens.end)
}

/// The reading that fits; `None` where only a verb is listed and a noun stands ("a bomb"), or a compound ("war-damaged").
fn choose_reading(reading: &Reading<'_>, at: usize, stop: usize, readings: &[Trigger]) -> Option<Trigger> {
    let noun = readings.iter().find(|trigger| trigger.form.is_noun());
    let rival = if noun.is_some() { Rival::Noun } else { Rival::None };
    let fits = |trigger: &&Trigger| !trigger.form.is_noun() && is_verb_here(reading, at, stop, trigger, rival);
    // "Set" and "hit" are base and past alike: the past tells what happened.
    let verb = readings
        .iter()
        .filter(fits)
        .min_by_key(|trigger| trigger.form == Form::Base);
    verb.or(noun).copied()
}

/// What else the word of a verb may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rival {
    /// The same letters are listed as a noun: "attacks", "raid".
    Noun,
    None,
}

/// Whether a word that may be a noun or a verb is a verb at this place.
fn is_verb_here(reading: &Reading<'_>, at: usize, stop: usize, trigger: &Trigger, rival: Rival) -> bool {
    let text = reading.text;
    let before = at.checked_sub(1).map_or("", |token| text.folded(token));
    let is_compound = at > 0 && text.word(at - 1) == "-" && !text.space_after(at - 1);
    let object_after =
        is_determiner(text.folded(stop)) && text.folded(stop) != "that" || read_count(text, stop).is_some();
    let form = trigger.form;
    match form {
        _ if is_compound => false,
        // "from collapsed blocks", "the wounded soldiers": an adjective.
        Form::Past | Form::Participle => {
            let qualifies = matches!(before, "'s" | "'")
                || is_determiner(before)
                || is_preposition(before) && !matches!(before, "by" | "after" | "when" | "as");
            let next = text.folded(stop);
            let noun_after = text
                .tokens()
                .get(stop)
                .is_some_and(|token| token.kind == TokenKind::Word);
            !qualifies || !noun_after || is_preposition(next) || is_determiner(next)
        }
        _ if is_verb_governor(before) => true,
        Form::Gerund => {
            matches!(before, "was" | "were" | "is" | "are" | "been" | "by")
                || text.word(at.saturating_sub(1)) == ","
                || object_after
        }
        _ => {
            let has_subject = is_subject_before(reading, at, form);
            let has_object = object_after || begins_object(reading, stop);
            let is_free = !is_determiner(before) && !is_preposition(before);
            match rival {
                Rival::None if trigger.strength == Strength::Killed && form == Form::ThirdPerson => is_free,
                Rival::None => has_subject || object_after && is_free,
                Rival::Noun => is_plural_people(reading, at) || has_subject && has_object || object_after && is_free,
            }
        }
    }
}

/// A plural noun for people that ends just before the token: "gunmen attack".
fn is_plural_people(reading: &Reading<'_>, at: usize) -> bool {
    let last = at.saturating_sub(1);
    let people = reading.lexicon.people().first_at(reading.text, last);
    people.is_some_and(|(end, noun)| end == at && noun.is_plural)
}

/// Whether what stands just before can be the subject of a verb in the present: a plural before "kill", a name or a singular before
/// "kills".
fn is_subject_before(reading: &Reading<'_>, at: usize, form: Form) -> bool {
    const SHORTEST_PLURAL: usize = 4;
    let text = reading.text;
    let is_adverb = |token: &usize| text.folded(*token).ends_with("ly");
    let Some(last) = (at.saturating_sub(2)..at).rev().find(|token| !is_adverb(token)) else {
        return false;
    };
    let word = text.folded(last);
    let is_word = text
        .tokens()
        .get(last)
        .is_some_and(|token| token.kind == TokenKind::Word);
    if !is_word || is_determiner(word) || is_preposition(word) {
        return false;
    }
    let is_plural = word.len() >= SHORTEST_PLURAL && word.ends_with('s') && !word.ends_with("ss");
    if form == Form::Base {
        let is_group =
            matches!(word, "police" | "army" | "troops" | "forces" | "military") || text.is_capitalised(last);
        return is_plural_people(reading, at) || is_plural || is_group;
    }
    let people = reading.lexicon.people().first_at(text, last);
    people.is_some_and(|(end, _)| end == last + 1) || text.is_capitalised(last) || !is_plural
}

/// Whether a name, people, a number or an adjective and one of them follows: what a verb acts on.
fn begins_object(reading: &Reading<'_>, stop: usize) -> bool {
    const REACH: usize = 3;
    let text = reading.text;
    let next = text.folded(stop);
    if is_preposition(next)
        || text
            .tokens()
            .get(stop)
            .is_none_or(|token| token.kind == TokenKind::Punctuation)
    {
        return false;
    }
    let objects = |token: usize| {
        reading.is_in_place(token)
            || reading.lexicon.people().first_at(text, token).is_some()
            || reading.lexicon.facilities().first_at(text, token).is_some()
    };
    (stop..stop + REACH)
        .take_while(|token| !is_preposition(text.folded(*token)))
        .any(objects)
}

fn is_verb_governor(word: &str) -> bool {
    const GOVERNORS: &[&str] = &[
        "to",
        "will",
        "would",
        "could",
        "should",
        "may",
        "might",
        "can",
        "must",
        "did",
        "do",
        "does",
        "not",
        "they",
        "we",
        "he",
        "she",
        "it",
        "who",
        "reportedly",
        "allegedly",
        "also",
        "then",
        "i",
        "you",
        "be",
        "being",
    ];
    GOVERNORS.contains(&word)
}

impl TriggerHit {
    /// Whether the words before it point back to an event already told: "the attack", "that bombing", "its strikes".
    pub(super) fn is_definite(&self, reading: &Reading<'_>) -> bool {
        if !self.trigger.form.is_noun() {
            return false;
        }
        let text = reading.text;
        let first = self.tokens.start.saturating_sub(3);
        for token in (first..self.tokens.start).rev() {
            let word = text.folded(token);
            if reading.is_in_date(token) {
                // "Wednesday's attack" tells its day, and may be new.
                return false;
            }
            if matches!(
                word,
                "the" | "this" | "that" | "these" | "those" | "both" | "'s" | "his" | "her" | "their" | "its"
            ) {
                return true;
            }
            if is_determiner(word) || is_preposition(word) || text.tokens()[token].kind != TokenKind::Word {
                return false;
            }
        }
        false
    }

    /// Whether it can open an incident by itself.
    pub(super) fn is_event(&self) -> bool {
        matches!(self.trigger.strength, Strength::Strong | Strength::General)
    }
}

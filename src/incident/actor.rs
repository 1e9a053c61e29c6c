//! Actors: who did it, at whom or what it was aimed, who was hurt.
//!
//! Names of groups and states are normalised (`US` and "American forces" are the United States); other actors keep their own words.

use std::ops::Range;

use super::noun_phrase::{self, words};
use super::reading::Reading;
use super::{Actor, ActorKind, ActorRole, IncidentStatus};
use crate::lexicon::{Cue, Form, Side};
use crate::text::is_form_of_be;
use crate::toponym::ToponymRole;

/// What the words around a trigger say about the people in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Cast {
    pub(super) actors: Vec<Actor>,
    pub(super) status: Option<IncidentStatus>,
}

/// Reads actors and status from `extent`, the part of the sentence that belongs to the trigger.
pub(super) fn read_cast(reading: &Reading<'_>, trigger: &Range<usize>, form: Form, extent: &Range<usize>) -> Cast {
    let mut cast = Cast {
        actors: Vec::new(),
        status: read_status(reading, extent),
    };
    let passive = is_passive(reading, trigger.start, extent.start);
    let mut add = |phrase: Range<usize>, role: ActorRole| {
        let is_new = |actor: &Actor| {
            !cast
                .actors
                .iter()
                .any(|known| known.name == actor.name && known.role == actor.role)
        };
        if let Some(actor) = name_actor(reading, phrase, role).filter(is_new) {
            cast.actors.push(actor);
        }
    };
    if let Some(phrase) = agent(reading, trigger, extent) {
        add(phrase, ActorRole::Perpetrator);
    }
    if form.is_noun() {
        add(
            noun_phrase::before(reading, extent.start, trigger.start),
            ActorRole::Perpetrator,
        );
        if let Some(light) = light_verb_before(reading, trigger.start, extent.start) {
            add(subject(reading, light, extent.start), ActorRole::Perpetrator);
            if reading.text.folded(light).ends_with("ing") {
                // "Iran retaliated by launching …": who acts opens the clause.
                add(
                    noun_phrase::after(reading, extent.start, trigger.start),
                    ActorRole::Perpetrator,
                );
            }
        }
        if let Some(at) = target_preposition(reading, trigger.end, extent.end) {
            add(noun_phrase::after(reading, at + 1, extent.end), ActorRole::Target);
        }
    } else if passive {
        let auxiliary = auxiliary_before(reading, trigger.start, extent.start);
        add(subject(reading, auxiliary, extent.start), ActorRole::Target);
    } else {
        add(subject(reading, trigger.start, extent.start), ActorRole::Perpetrator);
        add(noun_phrase::after(reading, trigger.end, extent.end), ActorRole::Target);
    }
    for phrase in targets_elsewhere(reading, extent) {
        add(phrase, ActorRole::Target);
    }
    cast.actors.sort_by_key(|actor| actor.role);
    cast
}

fn read_status(reading: &Reading<'_>, extent: &Range<usize>) -> Option<IncidentStatus> {
    reading.cues_in(extent.clone()).iter().find_map(|hit| match hit.cue {
        Cue::Claimed => Some(IncidentStatus::Claimed),
        Cue::Alleged => Some(IncidentStatus::Alleged),
        Cue::Denied => Some(IncidentStatus::Denied),
        _ => None,
    })
}

/// "by Taliban fighters" after the trigger.
fn agent(reading: &Reading<'_>, trigger: &Range<usize>, extent: &Range<usize>) -> Option<Range<usize>> {
    let text = reading.text;
    let by = (trigger.end..extent.end)
        .find(|token| text.folded(*token) == "by" && !belongs_to_participle(reading, *token, trigger))?;
    if reading.is_in_date(by + 1) || text.folded(by + 1).ends_with("ing") {
        return None;
    }
    Some(noun_phrase::after(reading, by + 1, extent.end))
}

/// "bases used by", "troops led by": the agent of another participle than the event's.
fn belongs_to_participle(reading: &Reading<'_>, by: usize, trigger: &Range<usize>) -> bool {
    const OF_EVENTS: [&str; 7] = [
        "carried",
        "out",
        "launched",
        "conducted",
        "claimed",
        "staged",
        "committed",
    ];
    let before = by.checked_sub(1).map_or("", |token| reading.text.folded(token));
    by > trigger.end && before.ends_with("ed") && !OF_EVENTS.contains(&before)
}

fn is_passive(reading: &Reading<'_>, trigger: usize, begin: usize) -> bool {
    auxiliary_before(reading, trigger, begin) < trigger
}

/// The auxiliary ("was", "have been") just before a verb; the verb itself where there is none.
fn auxiliary_before(reading: &Reading<'_>, trigger: usize, begin: usize) -> usize {
    let text = reading.text;
    let first = begin.max(trigger.saturating_sub(4));
    (first..trigger)
        .find(|token| is_form_of_be(text.folded(*token)) && text.folded(*token) != "be")
        .unwrap_or(trigger)
}

/// "launched", "carried out", "conducted" before an event noun.
fn light_verb_before(reading: &Reading<'_>, trigger: usize, begin: usize) -> Option<usize> {
    let text = reading.text;
    let first = begin.max(trigger.saturating_sub(8));
    (first..trigger).rev().find(|token| {
        matches!(
            text.folded(*token),
            "launched"
                | "launching"
                | "conducted"
                | "carried"
                | "staged"
                | "mounted"
                | "fired"
                | "executed"
                | "claimed"
                | "committed"
        )
    })
}

fn subject(reading: &Reading<'_>, verb: usize, begin: usize) -> Range<usize> {
    let text = reading.text;
    let mut until = verb;
    while until > begin
        && (text.folded(until - 1).ends_with("ly")
            || matches!(text.folded(until - 1), "had" | "has" | "have" | "then" | "also"))
    {
        until -= 1;
    }
    noun_phrase::before(reading, begin, until)
}

/// "on", "against", "at" within three tokens after an event noun.
fn target_preposition(reading: &Reading<'_>, from: usize, end: usize) -> Option<usize> {
    let text = reading.text;
    let found = (from..end.min(from + 3)).find(|token| matches!(text.folded(*token), "on" | "against" | "at"))?;
    (!reading.is_in_date(found + 1) && text.folded(found + 1) != "least").then_some(found)
}

/// Objects of "targeted", "targeting", "hit", "struck", "destroyed" that are not the trigger.
fn targets_elsewhere(reading: &Reading<'_>, extent: &Range<usize>) -> Vec<Range<usize>> {
    let text = reading.text;
    extent
        .clone()
        .filter(|token| {
            matches!(
                text.folded(*token),
                "targeted" | "targeting" | "struck" | "hit" | "destroyed" | "engaged"
            )
        })
        .map(|token| noun_phrase::after(reading, token + 1, extent.end))
        .collect()
}

/// Turns a phrase into an actor; `None` where it names nobody (empty, a pronoun, a date, an unarmed place).
/// The first people with arms named in `tokens`, as those who act.
pub(super) fn first_side(reading: &Reading<'_>, tokens: Range<usize>) -> Option<Actor> {
    let text = reading.text;
    tokens.clone().find_map(|token| {
        let (end, noun) = reading.lexicon.people().first_at(text, token)?;
        if noun.side == Side::Civilian {
            return None;
        }
        let phrase = noun_phrase::before(reading, tokens.start, end);
        name_actor(reading, phrase, ActorRole::Perpetrator)
    })
}

fn name_actor(reading: &Reading<'_>, phrase: Range<usize>, role: ActorRole) -> Option<Actor> {
    let text = reading.text;
    let span = text.span_of(phrase.clone())?;
    if phrase.clone().any(|token| reading.is_in_date(token)) {
        return None;
    }
    if let Some((tokens, name)) = named_group(reading, &phrase) {
        return Some(Actor {
            name,
            role,
            kind: ActorKind::Organisation,
            span: text.span_of(tokens).unwrap_or(span),
        });
    }
    let text_name = words(reading, phrase.clone());
    let is_perpetrator = role == ActorRole::Perpetrator;
    let actor = |name: String, kind: ActorKind| Actor { name, role, kind, span };
    match (kind_of(reading, &phrase), state_in(reading, &phrase)) {
        // "US F-15 fighter jets" and "US forces" act for their state.
        (PhraseKind::Means | PhraseKind::Other | PhraseKind::Forces, Some(state)) if is_perpetrator => {
            Some(actor(state, ActorKind::Organisation))
        }
        (PhraseKind::People | PhraseKind::Forces, _) => Some(actor(text_name, ActorKind::Person)),
        (PhraseKind::Facility, _) if !is_perpetrator => Some(actor(text_name, ActorKind::Facility)),
        _ => None,
    }
}

/// What a phrase names, by its nouns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PhraseKind {
    /// A weapon or the vehicle that carries it.
    Means,
    /// Soldiers, police.
    Forces,
    /// Other people.
    People,
    /// A building, vehicle or site.
    Facility,
    Other,
}

fn kind_of(reading: &Reading<'_>, phrase: &Range<usize>) -> PhraseKind {
    let (text, lexicon) = (reading.text, reading.lexicon);
    let mut tokens = phrase.clone();
    if phrase
        .clone()
        .any(|token| lexicon.weapons().match_at(text, token).is_some())
    {
        return PhraseKind::Means;
    }
    let people = phrase
        .clone()
        .rev()
        .find_map(|token| lexicon.people().first_at(text, token));
    match people {
        Some((_, noun)) if noun.side == Side::Security => PhraseKind::Forces,
        Some(_) => PhraseKind::People,
        None if tokens.any(|token| lexicon.facilities().match_at(text, token).is_some()) => PhraseKind::Facility,
        None => PhraseKind::Other,
    }
}

/// A group, force or organisation of the lexicon inside the phrase.
fn named_group(reading: &Reading<'_>, phrase: &Range<usize>) -> Option<(Range<usize>, String)> {
    phrase.clone().find_map(|token| {
        let (end, name) = reading.lexicon.actors().first_at(reading.text, token)?;
        (end <= phrase.end).then(|| (token..end, name.clone()))
    })
}

/// The country whose name or adjective stands in the phrase ("US", "Turkish").
fn state_in(reading: &Reading<'_>, phrase: &Range<usize>) -> Option<String> {
    let place = reading.places_in(phrase.clone()).iter().find(|place| {
        place
            .candidates
            .first()
            .is_some_and(crate::gazetteer::Place::is_country)
            && (place.role == ToponymRole::Associative || phrase.start == place.tokens.start)
    })?;
    place.candidates.first().map(|place| place.name.to_owned())
}

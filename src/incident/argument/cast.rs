//! The cast of an incident: which of the entities around it did it, were aimed at, were hurt, or served as weapon.
//!
//! A learned model ([`ModelName::Arguments`]) gives each entity a score a role, from all that its phrases say; what the rules read beside
//! single triggers is part of that. Types that the model's corpus does not know (accidents, protests) keep the rules' cast.

use super::class::PhraseClass;
use super::participant::{Participant, ROLES, Scene};
use super::phrase::Phrase;
use crate::incident::merge::Draft;
use crate::incident::noun_phrase::words;
use crate::incident::reading::Reading;
use crate::incident::{Actor, ActorKind, ActorRole, CountRange};
use crate::learn::{LinearModel, ModelName};
use crate::lexicon::Weapon;
use crate::span::Span;

/// Who and what took part in an incident.
#[derive(Clone, Debug, Default)]
pub(in crate::incident) struct DraftCast {
    /// Perpetrators first.
    pub(in crate::incident) actors: Vec<Actor>,
    /// Plain words, each with its place in the text.
    pub(in crate::incident) weapons: Vec<(String, Span)>,
    /// How many people the victims are, with the words of the first; `None` where nobody is named.
    pub(in crate::incident) victims: Option<(CountRange, Span)>,
}

/// Log odds against "none" from which an entity takes a role, in the order of [`ROLES`]; chosen in cross-validation.
const THRESHOLDS: [f32; 5] = [-0.8, -0.7, -0.6, -0.6, -0.6];

/// The casts of all incidents of an article, one each.
pub(in crate::incident) fn read_casts(reading: &Reading<'_>, drafts: &[Draft<'_>]) -> Vec<DraftCast> {
    let model = reading.lexicon.model(ModelName::Arguments);
    // Parts of speech and phrases are read only where the model will ask for them.
    if model.is_empty() || !drafts.iter().any(|draft| is_violent(reading, draft)) {
        return drafts.iter().map(|draft| rule_cast(reading, draft)).collect();
    }
    let scene = Scene::read(reading, drafts);
    let casts = drafts.iter().enumerate().map(|(number, draft)| {
        if is_violent(reading, draft) {
            learned_cast(reading, model, &scene, number, draft)
        } else {
            rule_cast(reading, draft)
        }
    });
    casts.collect()
}

fn is_violent(reading: &Reading<'_>, draft: &Draft<'_>) -> bool {
    let kind = reading.lexicon.taxonomy().get(draft.kind);
    kind.is_some_and(|kind| {
        matches!(
            kind.group.as_str(),
            "remote" | "explosion" | "battle" | "attack" | "property"
        )
    })
}

fn learned_cast(
    reading: &Reading<'_>,
    model: &LinearModel,
    scene: &Scene,
    number: usize,
    draft: &Draft<'_>,
) -> DraftCast {
    let mut cast = DraftCast::default();
    let mut victims = Vec::new();
    for participant in scene.participants(reading, number, draft) {
        let scores = model.scores(&participant.features);
        for (role, threshold) in THRESHOLDS.iter().enumerate() {
            let odds = model.value(scores[role + 1] - scores[0]);
            if odds < *threshold {
                continue;
            }
            let Some((name, span)) = name_of(reading, &participant) else {
                continue;
            };
            if ROLES[role] == "weapon" {
                cast.weapons.push((name, span));
            } else {
                let (role, kind) = [
                    (ActorRole::Perpetrator, ActorKind::Person),
                    (ActorRole::Perpetrator, ActorKind::Organisation),
                    (ActorRole::Target, ActorKind::Facility),
                    (ActorRole::Victim, ActorKind::Person),
                ][role];
                if role == ActorRole::Victim {
                    victims.push(VictimCount::of(reading, &participant, span));
                }
                cast.actors.push(Actor { name, role, kind, span });
            }
        }
    }
    cast.victims = sum_of(&victims);
    fill_empty_sides(&mut cast, rule_cast(reading, draft));
    cast.actors.sort_by_key(|actor| actor.role);
    cast
}

/// A victim as far as it counts.
struct VictimCount {
    count: CountRange,
    span: Span,
    /// A person by name.
    is_name: bool,
    /// A person by a common noun, without a number: "the mayor".
    is_title: bool,
}

impl VictimCount {
    /// A number told, one for a person, at least two for people without a number.
    fn of(reading: &Reading<'_>, participant: &Participant<'_>, span: Span) -> VictimCount {
        let text = reading.text;
        let counts = participant.phrases.iter().filter_map(|phrase| phrase.count);
        let told = counts.max_by_key(|count| count.max);
        let best = best_phrase(participant);
        let is_name = best.is_some_and(|phrase| phrase.class == PhraseClass::Name);
        let is_plural = |phrase: &Phrase| {
            let head = text.folded(phrase.head);
            let listed = reading.lexicon.people().first_at(text, phrase.head);
            listed.map_or_else(
                || head.ends_with('s') && !head.ends_with("ss"),
                |(_, noun)| noun.is_plural,
            )
        };
        let several = !is_name && best.is_some_and(is_plural);
        let number = if several { 2 } else { 1 };
        VictimCount {
            count: told.unwrap_or(CountRange {
                min: number,
                max: number,
                open: several,
            }),
            span,
            is_name,
            is_title: !is_name && !several && told.is_none(),
        }
    }
}

/// How many the victims are together. Beside a name a bare title is its owner's ("the mayor, Ana Ruiz"), not another person.
fn sum_of(victims: &[VictimCount]) -> Option<(CountRange, Span)> {
    let has_name = victims.iter().any(|victim| victim.is_name);
    let counted = victims.iter().filter(|victim| !(has_name && victim.is_title));
    counted.fold(None, |sum: Option<(CountRange, Span)>, victim| {
        let Some((known, first)) = sum else {
            return Some((victim.count, victim.span));
        };
        let both = CountRange {
            min: known.min.saturating_add(victim.count.min),
            max: known.max.saturating_add(victim.count.max),
            open: known.open || victim.count.open,
        };
        Some((both, first))
    })
}

/// A side on which the model found nobody is taken from the rules: they know states ("Russian shelling") and plain clauses.
fn fill_empty_sides(cast: &mut DraftCast, by_rule: DraftCast) {
    let has = |cast: &DraftCast, perpetrates: bool| {
        let on_side = |actor: &Actor| (actor.role == ActorRole::Perpetrator) == perpetrates;
        cast.actors.iter().any(on_side)
    };
    let (did, suffered) = (has(cast, true), has(cast, false));
    cast.actors.extend(by_rule.actors.into_iter().filter(|actor| {
        if actor.role == ActorRole::Perpetrator {
            !did
        } else {
            !suffered
        }
    }));
    if cast.weapons.is_empty() {
        cast.weapons = by_rule.weapons;
    }
}

/// The name by which an entity is reported: a group's normal name, a person's without titles, else its longest phrase.
fn name_of(reading: &Reading<'_>, participant: &Participant<'_>) -> Option<(String, Span)> {
    let text = reading.text;
    let phrase = best_phrase(participant)?;
    let span = text.span_of(phrase.tokens.clone())?;
    if phrase.class == PhraseClass::Group
        && let Some((_, name)) = reading.lexicon.actors().first_at(text, phrase.name.start)
    {
        return Some((name.clone(), span));
    }
    if phrase.class == PhraseClass::Weapon
        && let Some(weapon) = weapon_at_end(reading, phrase)
    {
        return Some((weapon.label.clone(), span));
    }
    Some((words(reading, phrase.name.clone()), span))
}

/// The weapon that the phrase ends with: "rifle" in "his rifle".
fn weapon_at_end<'a>(reading: &Reading<'a>, phrase: &Phrase) -> Option<&'a Weapon> {
    phrase.tokens.clone().find_map(|token| {
        let (end, weapon) = reading.lexicon.weapons().first_at(reading.text, token)?;
        (end == phrase.tokens.end).then_some(weapon)
    })
}

/// The name by which an entity is reported, for training.
pub(in crate::incident) fn named(reading: &Reading<'_>, participant: &Participant<'_>) -> Option<String> {
    name_of(reading, participant).map(|(name, _)| name)
}

/// The phrase that names an entity best: a name before a noun, then the longer one, then the earlier one.
fn best_phrase<'l>(participant: &Participant<'l>) -> Option<&'l Phrase> {
    let rank = |phrase: &Phrase| {
        (
            matches!(phrase.class, PhraseClass::Name | PhraseClass::Group),
            phrase.name.len(),
        )
    };
    let mut best: Option<&'l Phrase> = None;
    for phrase in &participant.phrases {
        if best.is_none_or(|known| rank(known) < rank(phrase)) {
            best = Some(phrase);
        }
    }
    best
}

/// What the rules read beside each trigger, put together.
fn rule_cast(reading: &Reading<'_>, draft: &Draft<'_>) -> DraftCast {
    let kind = reading.lexicon.taxonomy().get(draft.kind);
    // Nobody perpetrates an accident or a disaster.
    let is_unintended = kind.is_some_and(|kind| matches!(kind.group.as_str(), "accident" | "disaster"));
    let mut cast = DraftCast::default();
    for actor in draft.mentions.iter().flat_map(|mention| &mention.cast.actors) {
        let known = cast
            .actors
            .iter()
            .any(|known| known.name == actor.name && known.role == actor.role);
        let is_misread = is_unintended && actor.role == ActorRole::Perpetrator;
        if !known && !is_misread {
            cast.actors.push(actor.clone());
        }
    }
    cast.actors.sort_by_key(|actor| actor.role);
    for hit in draft.mentions.iter().flat_map(|mention| &mention.weapons) {
        // "Gunmen" tell of a gun, but name none.
        let is_person = reading
            .lexicon
            .people()
            .match_at(reading.text, hit.tokens.start)
            .is_some();
        let known = is_person || cast.weapons.iter().any(|(label, _)| *label == hit.weapon.label);
        if let Some(span) = reading.text.span_of(hit.tokens.clone()).filter(|_| !known) {
            cast.weapons.push((hit.weapon.label.clone(), span));
        }
    }
    cast
}

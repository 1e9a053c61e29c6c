//! Which type an event is, and how surely its words say so.

use std::ops::Range;

use super::noun_phrase;
use super::reading::Reading;
use super::trigger::TriggerHit;
use crate::lexicon::{KindId, Side, Strength};

/// How much the words say about the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Specificity {
    /// People hurt or things broken, no word for the event.
    Effect,
    /// "Attack", "explosion".
    General,
    /// "Drone strike".
    Specific,
}

/// Whether a group of the taxonomy holds violence between people.
pub(super) fn is_violent(group: &str) -> bool {
    matches!(group, "remote" | "explosion" | "battle" | "attack" | "property")
}

/// Decides the type: the trigger's own, what was taken, what people died of, or the weapon's (`by_weapon`).
pub(super) fn read_kind(
    reading: &Reading<'_>,
    trigger: &TriggerHit,
    extent: &Range<usize>,
    by_weapon: Option<KindId>,
) -> (KindId, Specificity) {
    if let Some(riot) = riot_of_protesters(reading, trigger, extent) {
        return (riot, Specificity::Specific);
    }
    let cause = find_cause(reading, &trigger.tokens, extent).filter(|_| by_weapon.is_none());
    match (trigger.trigger.strength, cause) {
        (Strength::Killed | Strength::Injured | Strength::Damage, Some(kind)) => (kind, Specificity::General),
        (Strength::Weak, _) => match (taken_kind(reading, trigger, extent), cause) {
            // "Seized from a school": people are abducted, ships hijacked; only ground is captured.
            (Some(kind), _) => (kind, Specificity::Specific),
            // "A train hit a truck": the verb alone tells no attack.
            (None, Some(kind)) if reading.lexicon.is_attack(trigger.trigger.kind) => (kind, Specificity::Specific),
            _ => decide_kind(trigger, by_weapon),
        },
        _ => decide_kind(trigger, by_weapon),
    }
}

/// "Demonstrators clashed with police", "rioters attacked a hotel": a clash with a crowd, or an attack by a mob, is a riot.
fn riot_of_protesters(reading: &Reading<'_>, trigger: &TriggerHit, extent: &Range<usize>) -> Option<KindId> {
    const CROWDS: [&str; 8] = [
        "protester",
        "protesters",
        "protestors",
        "demonstrators",
        "rioters",
        "fans",
        "supporters",
        "students",
    ];
    let taxonomy = reading.lexicon.taxonomy();
    let is_clash = taxonomy
        .get(trigger.trigger.kind)
        .is_some_and(|kind| kind.id == "armed_clash");
    let has_crowd = extent.clone().any(|token| CROWDS.contains(&reading.text.folded(token)));
    let is_mob = |token: usize| matches!(reading.text.folded(token), "rioters" | "looters" | "hooligans");
    let is_attack = trigger.trigger.strength == Strength::General && reading.lexicon.is_attack(trigger.trigger.kind);
    let by_mob = is_attack && !trigger.trigger.form.is_noun() && (extent.start..trigger.tokens.start).any(is_mob);
    taxonomy.id_of("riot").filter(|_| is_clash && has_crowd || by_mob)
}

fn decide_kind(trigger: &TriggerHit, by_weapon: Option<KindId>) -> (KindId, Specificity) {
    let by_word = trigger.trigger.kind;
    match (trigger.trigger.strength, by_weapon) {
        (Strength::Strong, _) | (Strength::Weak | Strength::Means, None) => (by_word, Specificity::Specific),
        // "A bomb killed three people" tells a bombing.
        (_, Some(kind)) => (kind, Specificity::Specific),
        (Strength::General, None) => (by_word, Specificity::General),
        (Strength::Killed | Strength::Injured | Strength::Damage, None) => (by_word, Specificity::Effect),
    }
}

/// "A bus fell into a gorge, killing 20": what people die of where nobody attacks, nearest before the trigger.
fn find_cause(reading: &Reading<'_>, trigger: &Range<usize>, extent: &Range<usize>) -> Option<KindId> {
    let text = reading.text;
    let attacked = extent.clone().any(|token| {
        let people = reading.lexicon.people().first_at(text, token);
        people.is_some_and(|(_, noun)| matches!(noun.side, Side::Armed | Side::Attacker))
            || reading.lexicon.actors().match_at(text, token).is_some()
    });
    let causes = (extent.start..trigger.start).filter(|token| !reading.is_in_place(*token));
    let cause = causes
        .rev()
        .find_map(|token| reading.lexicon.causes().first_at(text, token).map(|(_, kind)| *kind));
    cause.filter(|_| !attacked)
}

/// The type by what was seized, for verbs of taking: people, or a ship; `None` for ground and goods.
fn taken_kind(reading: &Reading<'_>, trigger: &TriggerHit, extent: &Range<usize>) -> Option<KindId> {
    const VESSELS: [&str; 6] = ["ship", "vessel", "tanker", "boat", "freighter", "dhow"];
    let text = reading.text;
    if !matches!(
        text.folded(trigger.tokens.start),
        "seize" | "seized" | "capture" | "captured"
    ) {
        return None;
    }
    let auxiliary = (extent.start..trigger.tokens.start)
        .rev()
        .take(3)
        .find(|token| matches!(text.folded(*token), "was" | "were" | "been"));
    let taken = match auxiliary {
        Some(auxiliary) => noun_phrase::before(reading, extent.start, auxiliary),
        None => noun_phrase::after(reading, trigger.tokens.end, extent.end),
    };
    let taxonomy = reading.lexicon.taxonomy();
    if taken
        .clone()
        .any(|token| VESSELS.contains(&text.folded(token).trim_end_matches('s')))
    {
        return taxonomy.id_of("hijacking");
    }
    let unarmed = |token: usize| {
        let people = reading.lexicon.people().first_at(text, token);
        people.is_some_and(|(_, noun)| noun.side == Side::Civilian)
    };
    let is_people = taken.clone().any(unarmed);
    taxonomy.id_of("abduction").filter(|_| is_people)
}

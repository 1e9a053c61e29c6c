//! Weapons and means named beside a trigger, and the type that they give to a general word such as "attack".

use std::ops::Range;

use super::reading::Reading;
use crate::lexicon::{Cue, KindId, Weapon};
use crate::text::is_preposition;

/// A weapon in the text.
#[derive(Clone, Debug)]
pub(super) struct WeaponHit<'a> {
    pub(super) tokens: Range<usize>,
    pub(super) weapon: &'a Weapon,
}

/// The weapons named in `extent`, in text order.
pub(super) fn find_weapons<'a>(reading: &Reading<'a>, extent: Range<usize>) -> Vec<WeaponHit<'a>> {
    let mut hits = Vec::new();
    let mut at = extent.start;
    while at < extent.end {
        let named = reading.platform_at(at);
        match named.or_else(|| reading.lexicon.weapons().first_at(reading.text, at)) {
            Some((end, weapon)) if end <= extent.end && !reading.is_in_place(at) => {
                hits.push(WeaponHit {
                    tokens: at..end,
                    weapon,
                });
                at = end;
            }
            _ => at += 1,
        }
    }
    hits
}

/// The type that the weapon nearest to the trigger gives; the earlier one of two as near. What was itself hit or found is no means.
pub(super) fn kind_by_weapon(
    reading: &Reading<'_>,
    weapons: &[WeaponHit<'_>],
    trigger: &Range<usize>,
) -> Option<KindId> {
    let distance = |hit: &WeaponHit<'_>| {
        if hit.tokens.end <= trigger.start {
            trigger.start - hit.tokens.end
        } else {
            hit.tokens.start.saturating_sub(trigger.end)
        }
    };
    weapons
        .iter()
        .filter(|hit| hit.weapon.kind.is_some() && !is_handled(reading, hit.tokens.start))
        .min_by_key(|hit| distance(hit))
        .and_then(|hit| hit.weapon.kind)
}

/// "Destroyed a mortar team", "targeted a rocket launcher": the weapon is the object of what was done, not what it was done with.
fn is_handled(reading: &Reading<'_>, weapon: usize) -> bool {
    const REACH: usize = 6;
    let text = reading.text;
    for token in (weapon.saturating_sub(REACH)..weapon).rev() {
        if reading.is_cue(token, Cue::Handled) {
            return true;
        }
        let word = text.folded(token);
        let is_list = matches!(word, "of" | "and" | "or") || text.word(token) == ",";
        if is_preposition(word) && !is_list || matches!(text.word(token), "." | ";" | ":") {
            return false;
        }
    }
    false
}

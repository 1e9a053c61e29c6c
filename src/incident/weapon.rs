//! Weapons and means named beside a trigger, and the type that they give to a general word such as "attack".

use std::ops::Range;

use super::reading::Reading;
use crate::lexicon::{KindId, Weapon};

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
        match reading.lexicon.weapons().first_at(reading.text, at) {
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

/// The type that the weapon nearest to the trigger gives; the earlier one of two as near.
pub(super) fn kind_by_weapon(weapons: &[WeaponHit<'_>], trigger: &Range<usize>) -> Option<KindId> {
    let distance = |hit: &WeaponHit<'_>| {
        if hit.tokens.end <= trigger.start {
            trigger.start - hit.tokens.end
        } else {
            hit.tokens.start.saturating_sub(trigger.end)
        }
    };
    weapons
        .iter()
        .filter(|hit| hit.weapon.kind.is_some())
        .min_by_key(|hit| distance(hit))
        .and_then(|hit| hit.weapon.kind)
}

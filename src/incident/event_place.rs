//! Where an event happened: the place name that is tied to its trigger, not the speaker's city, a home, or an employer's name.

use std::ops::Range;

use super::location::{lies_in, location_of};
use super::place_cue::{
    Frame, belongs_to_other, chain, follows_comma, frame, is_dateline, is_modifier, is_next_to, is_origin, is_subject,
    is_verb_between,
};
use super::reading::{PlaceMention, Reading};
use super::relation::{ON_BORDER, relation_before};
use super::{Location, LocationPrecision};
use crate::gazetteer::{FeatureClass, Place};
use crate::lexicon::Form;
use crate::resolve::{Relation, precision_of};
use crate::toponym::ToponymRole;

/// A place tied to an event.
#[derive(Clone, Debug)]
pub(super) struct EventPlace {
    pub(super) location: Location,
    /// The word that ties them: "outside", "near"; empty for a bare name.
    pub(super) relation: String,
    /// Whether a preposition, a verb or its position ties it to the trigger; false for a name that merely stands near.
    pub(super) is_tied: bool,
}

/// Two names joined by "and" are two places of one event word when no more tokens than this stand between.
const COORDINATION_REACH: usize = 12;

/// From this score on a name is tied to the trigger.
const TIED: f64 = 0.75;

/// The places of an event; several where the words coordinate them ("in Jabla and Tartus"), finest first otherwise.
///
/// `country` narrows names to one country (a list under the heading "Syria").
pub(super) fn event_places(
    reading: &Reading<'_>,
    trigger: &Range<usize>,
    form: Form,
    extent: &Range<usize>,
    country: Option<&str>,
) -> Vec<EventPlace> {
    let mentions = reading.places_in(extent.clone());
    let mut scored: Vec<(f64, usize)> = Vec::new();
    for (at, mention) in mentions.iter().enumerate() {
        if let Some(score) = score(
            reading,
            mention,
            mentions.get(at.wrapping_sub(1)),
            trigger,
            form,
            extent,
        ) {
            scored.push((score, at));
        }
    }
    scored.sort_by(|(left, left_at), (right, right_at)| right.total_cmp(left).then(left_at.cmp(right_at)));
    let Some((best_score, best)) = scored.first().copied() else {
        return Vec::new();
    };
    let best = finest(reading, mentions, &scored, best, best_score, country);
    let mut places = vec![locate(reading, &mentions[best], extent, country)];
    let is_tied = scored.iter().any(|(score, at)| *at == best && TIED <= *score);
    for place in &mut places {
        place.is_tied = is_tied;
    }
    for other in coordinated(reading, mentions, &scored, best, country) {
        places.push(locate(reading, &mentions[other], extent, country));
    }
    places
}

/// How well a name is tied to the trigger; `None` where it cannot be the place.
fn score(
    reading: &Reading<'_>,
    mention: &PlaceMention<'_>,
    previous: Option<&PlaceMention<'_>>,
    trigger: &Range<usize>,
    form: Form,
    extent: &Range<usize>,
) -> Option<f64> {
    let text = reading.text;
    let start = mention.tokens.start;
    // "The Syrian border" is a place, though "Syrian" names none.
    let qualifies = || mention.role == ToponymRole::Associative || is_modifier(reading, mention);
    if qualifies() && !is_edge(reading, mention)
        || is_dateline(reading, mention)
        || belongs_to_other(reading, mention, trigger, extent)
    {
        return None;
    }
    if text.folded(mention.tokens.end) == "'s" || text.folded(mention.tokens.end) == "'" {
        return is_next_to(mention, trigger).then_some(0.6);
    }
    let is_after = start >= trigger.end;
    let gap = if is_after {
        start - trigger.end
    } else {
        trigger.start.saturating_sub(mention.tokens.end)
    };
    #[expect(clippy::cast_precision_loss, reason = "token distances are small")]
    let nearness = 0.02 * gap.min(40) as f64;
    if follows_comma(reading, mention, previous) {
        return Some(0.5 - nearness);
    }
    let base = match frame(reading, start, extent.start) {
        Some(Frame::Locative) if is_after => 3.0,
        Some(Frame::Locative) => 2.2,
        // "Shot down after it left from Tehran" is there; "rockets fired from Gaza" land elsewhere.
        Some(Frame::From) if is_origin(reading, start, extent.start) => 0.6,
        Some(Frame::From) => 1.1,
        Some(Frame::Of) => 0.3,
        None if is_after && !form.is_noun() && gap <= 8 => 2.0,
        None if !is_after && is_next_to(mention, trigger) => 1.8,
        // "Baghdad said", "Iran blamed": it acts.
        None if is_subject(reading, mention) => return None,
        None => 0.7,
    };
    Some(base - nearness + chain(reading, mention, previous))
}

/// The finest name inside the best one, or the best itself: "in Iraq … outside the Baghdad airport".
fn finest(
    reading: &Reading<'_>,
    mentions: &[PlaceMention<'_>],
    scored: &[(f64, usize)],
    best: usize,
    best_score: f64,
    country: Option<&str>,
) -> usize {
    const FRAMED: f64 = 1.2;
    let mut chosen = best;
    for (score, at) in scored {
        if *score < FRAMED.min(best_score) {
            continue;
        }
        let (Some(container), Some(part)) = (
            choose(reading, &mentions[chosen], country),
            choose(reading, &mentions[*at], country),
        ) else {
            continue;
        };
        if precision_of(&part) < precision_of(&container)
            && lies_in(&part, &container)
            && !is_reference_point(reading, &mentions[*at])
        {
            chosen = *at;
        }
    }
    chosen
}

/// "160 km east of Riyadh": the name only anchors a bearing.
fn is_reference_point(reading: &Reading<'_>, mention: &PlaceMention<'_>) -> bool {
    let told = reading.told(mention);
    told.is_some_and(|told| matches!(told.relation, Relation::Offset { .. } | Relation::Away { .. }))
}

/// "The Syrian border", "off the Somali coast".
fn is_edge(reading: &Reading<'_>, mention: &PlaceMention<'_>) -> bool {
    let told = reading.told(mention);
    told.is_some_and(|told| matches!(told.relation, Relation::Border | Relation::Waters { .. }))
}

/// Names joined to the chosen one by "and" or a comma list, as fine as it and apart from it.
fn coordinated(
    reading: &Reading<'_>,
    mentions: &[PlaceMention<'_>],
    scored: &[(f64, usize)],
    best: usize,
    country: Option<&str>,
) -> Vec<usize> {
    const APART_KM: f64 = 5.0;
    let text = reading.text;
    let mut joined = Vec::new();
    let mut last = best;
    // "Colombo, Negombo and Batticaloa": a name after a mere comma waits for the "and" that closes the list.
    let mut waiting = Vec::new();
    for at in best + 1..mentions.len() {
        let gap = mentions[last].tokens.end..mentions[at].tokens.start;
        if gap.len() > COORDINATION_REACH {
            break;
        }
        let (Some(first), Some(second)) = (
            choose(reading, &mentions[best], country),
            choose(reading, &mentions[at], country),
        ) else {
            continue;
        };
        let has_and = gap.clone().any(|token| text.folded(token) == "and");
        let has_verb = gap.clone().any(|token| {
            reading.lexicon.triggers().match_at(text, token).is_some() || is_verb_between(text.folded(token))
        });
        let is_container = lies_in(&first, &second) || lies_in(&second, &first);
        let fine = precision_of(&second) <= LocationPrecision::Settlement
            && precision_of(&first) <= LocationPrecision::Settlement;
        let tied = scored.iter().any(|(_, index)| *index == at);
        if is_container {
            last = at;
            continue;
        }
        if has_and && !has_verb && fine && tied && first.point.distance_km(second.point) > APART_KM {
            joined.append(&mut waiting);
            joined.push(at);
            last = at;
        } else if gap.len() == 1
            && text.word(gap.start) == ","
            && fine
            && first.point.distance_km(second.point) > APART_KM
        {
            waiting.push(at);
            last = at;
        }
    }
    joined
}

/// The candidate in `country` where one is, else the best one; "near" means the town, not the province of its name.
fn choose<'a>(reading: &Reading<'_>, mention: &PlaceMention<'a>, country: Option<&str>) -> Option<Place<'a>> {
    let within = country.and_then(|code| mention.candidates.iter().find(|place| place.country == code));
    let best = within.or(mention.candidates.first()).copied()?;
    let before = mention
        .tokens
        .start
        .checked_sub(1)
        .map_or("", |token| reading.text.folded(token));
    let is_division = best.class == FeatureClass::Administrative && !best.is_country();
    if !(is_division && matches!(before, "near" | "outside")) {
        return Some(best);
    }
    let town = mention.candidates.iter().find(|place| {
        place.class == FeatureClass::Settlement && place.country == best.country && place.admin1 == best.admin1
    });
    town.copied().or(Some(best))
}

/// Turns a name into a location, with what the words before it do to the point: "north of", "northern", "near".
pub(super) fn locate(
    reading: &Reading<'_>,
    mention: &PlaceMention<'_>,
    extent: &Range<usize>,
    country: Option<&str>,
) -> EventPlace {
    let place = choose(reading, mention, country).unwrap_or(mention.candidates[0]);
    let mut location = location_of(reading, &place, mention);
    let mut relation = relation_before(reading, mention.tokens.start, extent.start);
    if let Some(spot) = reading.spot(mention, &place) {
        location.point = spot.point;
        location.precision = spot.precision;
        location.uncertainty_m = spot.uncertainty_m;
        match spot.relation {
            Relation::Border => ON_BORDER.clone_into(&mut relation),
            Relation::Waters { .. } => "off".clone_into(&mut relation),
            _ => {}
        }
    } else if matches!(relation.as_str(), "near" | "outside" | "around")
        && location.precision <= LocationPrecision::Settlement
    {
        location.uncertainty_m += 5_000.0;
    }
    EventPlace {
        location,
        relation,
        is_tied: true,
    }
}

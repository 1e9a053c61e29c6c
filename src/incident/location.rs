//! Where an event happened: the place name that is tied to its trigger, not the speaker's city, a home, or an employer's name.

use std::ops::Range;

use super::reading::{PlaceMention, Reading};
use super::trigger::{is_determiner, is_preposition};
use super::{Location, LocationPrecision};
use crate::gazetteer::{FeatureClass, Place};
use crate::geography::LonLat;
use crate::lexicon::{Cue, Form};
use crate::text::{TokenKind, read_count};
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

/// How far before a name its preposition may stand, in tokens.
const FRAME_REACH: usize = 9;
/// How near a cue of speech or residence must stand before a name to take it away from the event.
const CUE_REACH: usize = 7;
/// Two names joined by "and" are two places of one event word when no more tokens than this stand between.
const COORDINATION_REACH: usize = 12;
/// From this score on a name is tied to the trigger.
const TIED: f64 = 1.0;
/// Kilometres that "north of" without a number may mean.
const BEARING_KM: f64 = 25.0;

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
    places.iter_mut().for_each(|place| place.is_tied = is_tied);
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
    if mention.role == ToponymRole::Associative
        || is_dateline(reading, mention)
        || is_modifier(reading, mention)
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
        Some(Frame::From) => 0.8,
        Some(Frame::Of) => 0.3,
        None if is_after && !form.is_noun() && gap <= 8 => 2.0,
        None if !is_after && is_next_to(mention, trigger) => 1.8,
        // "Baghdad said", "Iran blamed": it acts.
        None if is_subject(reading, mention) => return None,
        None => 0.7,
    };
    Some(base - nearness + chain(reading, mention, previous))
}

/// "from Tiyas airfield near Palmyra": the first name is the place, the second only tells where it lies.
fn chain(reading: &Reading<'_>, mention: &PlaceMention<'_>, previous: Option<&PlaceMention<'_>>) -> f64 {
    let text = reading.text;
    let joins = |from: usize, to: usize| to == from + 1 && matches!(text.folded(from), "near" | "outside");
    if previous.is_some_and(|previous| joins(previous.tokens.end, mention.tokens.start)) {
        return -1.5;
    }
    let follower = reading
        .places_in(mention.tokens.end + 1..mention.tokens.end + 2)
        .first();
    if follower.is_some_and(|next| joins(mention.tokens.end, next.tokens.start)) {
        0.8
    } else {
        0.0
    }
}

/// "the Saudi consulate", "U.S. military personnel", "the Red Sea port town of": a name that only qualifies the noun after it.
pub(super) fn is_modifier(reading: &Reading<'_>, mention: &PlaceMention<'_>) -> bool {
    let text = reading.text;
    let (start, next) = (mention.tokens.start, mention.tokens.end);
    let word = text.folded(next);
    if reading.is_cue(next, Cue::SiteNoun) && !text.is_capitalised(next) && bearing(word).is_none() {
        return true;
    }
    let is_state = mention.candidates.first().is_some_and(Place::is_country);
    let is_word = text
        .tokens()
        .get(next)
        .is_some_and(|token| token.kind == TokenKind::Word)
        && !word.starts_with('\'');
    let begins_other = is_determiner(word)
        || is_preposition(word)
        || is_verb_between(word)
        || matches!(word, "and" | "or" | "as")
        || reading.is_in_date(next);
    let is_verb = word.ends_with("ed") || word.ends_with("ly");
    let is_object = start > 0 && reading.is_cue(start - 1, Cue::Locative);
    is_state && is_word && !begins_other && !is_verb && !is_object
}

/// "COLOMBO —" at the start of a paragraph tells where the reporter sits.
pub(super) fn is_dateline(reading: &Reading<'_>, mention: &PlaceMention<'_>) -> bool {
    const REACH: usize = 6;
    let text = reading.text;
    let Some(sentence) = text.sentences().get(text.sentence_of(mention.tokens.start)) else {
        return false;
    };
    let near_start = mention.tokens.start < sentence.tokens.start + 3 && text.is_all_capitals(sentence.tokens.start);
    let dash =
        (mention.tokens.end..mention.tokens.end + REACH).find(|token| matches!(text.word(*token), "—" | "–" | "-"));
    near_start && dash.is_some_and(|dash| text.space_after(dash))
}

/// A name that a verb follows, in no locative frame: it speaks or acts.
fn is_subject(reading: &Reading<'_>, mention: &PlaceMention<'_>) -> bool {
    let word = reading.text.folded(mention.tokens.end);
    let is_state_verb = matches!(word, "was" | "is" | "were" | "came" | "saw");
    !is_state_verb
        && (reading.is_cue(mention.tokens.end, Cue::Speech)
            || is_verb_between(word) && !is_preposition(word)
            || word.ends_with("ed")
            || word.ends_with("mes"))
}

fn is_next_to(mention: &PlaceMention<'_>, trigger: &Range<usize>) -> bool {
    (mention.tokens.end..mention.tokens.end + 4).contains(&trigger.start)
}

/// "Istanbul, Turkey": a name after a name and a comma is its container.
pub(super) fn follows_comma(
    reading: &Reading<'_>,
    mention: &PlaceMention<'_>,
    previous: Option<&PlaceMention<'_>>,
) -> bool {
    let text = reading.text;
    let Some(previous) = previous else { return false };
    let gap = previous.tokens.end..mention.tokens.start;
    (1..=3).contains(&gap.len())
        && text.word(gap.start) == ","
        && gap
            .clone()
            .skip(1)
            .all(|token| is_bearing_adjective(text.folded(token)) || text.folded(token) == "in")
}

/// What stands between a name and the rest of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Frame {
    Locative,
    From,
    Of,
}

/// The preposition that governs a name, looked for backwards through its noun phrase ("in the Red Sea port town of").
fn frame(reading: &Reading<'_>, start: usize, begin: usize) -> Option<Frame> {
    let text = reading.text;
    let mut token = start;
    while token > begin && token + FRAME_REACH > start {
        token -= 1;
        let word = text.folded(token);
        if word == "of" {
            let noun = token.checked_sub(1)?;
            if reading.is_cue(noun, Cue::SiteNoun) {
                token = noun;
                continue;
            }
            return Some(Frame::Of);
        }
        if word == "from" {
            return Some(Frame::From);
        }
        if reading.is_cue(token, Cue::Locative) {
            return Some(Frame::Locative);
        }
        let is_joined = matches!(word, "and" | "or") || text.word(token) == ",";
        let is_inner = text.tokens()[token].kind != TokenKind::Punctuation || text.folded(token).is_empty();
        if !(is_inner || is_joined) || is_verb_between(word) {
            return None;
        }
    }
    None
}

fn is_verb_between(word: &str) -> bool {
    super::noun_phrase::is_clause_word(word) && !matches!(word, "and" | "or" | "as")
}

/// Whether a word of speech, residence or origin before the name takes it away from the event.
fn belongs_to_other(
    reading: &Reading<'_>,
    mention: &PlaceMention<'_>,
    trigger: &Range<usize>,
    extent: &Range<usize>,
) -> bool {
    let text = reading.text;
    let start = mention.tokens.start;
    let window = start.saturating_sub(CUE_REACH).max(extent.start)..start;
    let taken = reading.cues_in(window).iter().any(|cue| {
        let crosses_trigger = (cue.tokens.end..start).contains(&trigger.start);
        match cue.cue {
            Cue::Residence => !crosses_trigger,
            Cue::Speech => !crosses_trigger && !(cue.tokens.end..start).any(|token| text.folded(token) == "that"),
            _ => false,
        }
    });
    // ", of Woodbridge" and ", 42, of Woodbridge" tell where somebody comes from.
    let comes_from = start >= 2 && text.folded(start - 1) == "of" && text.word(start - 2) == ",";
    taken || comes_from
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
    bearing_before(reading, mention.tokens.start).is_some()
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
            joined.push(at);
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

/// Whether `part` lies in `container` by the codes of the gazetteer.
pub(super) fn lies_in(part: &Place<'_>, container: &Place<'_>) -> bool {
    if part.id == container.id || part.country != container.country || part.country.is_empty() {
        return false;
    }
    if container.is_country() {
        return true;
    }
    container.is_admin1() && part.admin1 == container.admin1
}

/// Precision by feature class and code.
fn precision_of(place: &Place<'_>) -> LocationPrecision {
    /// Areas and waters of the size of a site or a town, by the beginning of their code.
    const SMALL_AREAS: [&str; 10] = ["OILF", "GASF", "MILB", "NVB", "MN", "PRK", "PRT", "IND", "RSV", "CMP"];
    if place.is_country() {
        return LocationPrecision::Country;
    }
    match (place.class, place.code) {
        (_, "ADM1") => LocationPrecision::Province,
        (FeatureClass::Administrative | FeatureClass::Road, _) => LocationPrecision::District,
        (FeatureClass::Settlement, _) => LocationPrecision::Settlement,
        (FeatureClass::Site, _) => LocationPrecision::Site,
        (_, code) if SMALL_AREAS.iter().any(|small| code.starts_with(small)) => LocationPrecision::Site,
        (FeatureClass::Terrain, "ISL" | "HLL" | "MT" | "PASS")
        | (FeatureClass::Water, "LK" | "BAY" | "STRT" | "CNL") => LocationPrecision::District,
        _ => LocationPrecision::Region,
    }
}

/// Metres around the point by precision; kept coarse on purpose, since sources give points and no outlines.
fn uncertainty_m(precision: LocationPrecision, place: &Place<'_>) -> f64 {
    let by_precision = match precision {
        LocationPrecision::Site => 2_000.0,
        LocationPrecision::Settlement => 5_000.0,
        LocationPrecision::District => 25_000.0,
        LocationPrecision::Province => 75_000.0,
        LocationPrecision::Region => 200_000.0,
        LocationPrecision::Country => 400_000.0,
    };
    let million = precision == LocationPrecision::Settlement && place.population >= 1_000_000;
    if million { 15_000.0 } else { by_precision }
}

/// Turns a name into a location, with what the words before it do to the point: "north of", "northern", "near".
fn locate(
    reading: &Reading<'_>,
    mention: &PlaceMention<'_>,
    extent: &Range<usize>,
    country: Option<&str>,
) -> EventPlace {
    let place = choose(reading, mention, country).unwrap_or(mention.candidates[0]);
    let mut location = location_of(reading, &place, mention);
    if let Some((bearing_deg, distance_km)) = bearing_before(reading, mention.tokens.start) {
        let km = distance_km.unwrap_or(BEARING_KM);
        location.point = place.point.destination(bearing_deg, km);
        location.precision = location.precision.max(LocationPrecision::District);
        location.uncertainty_m += if distance_km.is_some() {
            km * 250.0
        } else {
            km * 1_500.0
        };
    } else if let Some(bearing_deg) =
        part_before(reading, mention.tokens.start).filter(|_| location.precision >= LocationPrecision::Province)
    {
        let shift_km = location.uncertainty_m / 2_000.0;
        location.point = place.point.destination(bearing_deg, shift_km);
        location.precision = LocationPrecision::Region;
        location.uncertainty_m *= 0.6;
    }
    let relation = relation_before(reading, mention.tokens.start, extent.start);
    if matches!(relation.as_str(), "near" | "outside" | "around") && location.precision <= LocationPrecision::Settlement
    {
        location.uncertainty_m += 5_000.0;
    }
    if let Some(other) = between_with(reading, mention) {
        let far_km = place.point.distance_km(other.point);
        location.point = place.point.midpoint(other.point);
        location.uncertainty_m = (far_km * 500.0).clamp(5_000.0, 300_000.0);
        location.precision = if far_km < 100.0 {
            LocationPrecision::District
        } else {
            LocationPrecision::Region
        };
    }
    EventPlace {
        location,
        relation,
        is_tied: true,
    }
}

/// "between Baracoa and Guantánamo", "the boundary between Syria and Iraq": the second place.
fn between_with<'a>(reading: &Reading<'a>, mention: &PlaceMention<'a>) -> Option<Place<'a>> {
    let text = reading.text;
    let start = mention.tokens.start;
    if text.folded(start.checked_sub(1)?) != "between" || text.folded(mention.tokens.end) != "and" {
        return None;
    }
    let after = mention.tokens.end + 1;
    let other = reading.places_in(after..after + 3).first()?;
    other.candidates.first().copied()
}

/// The location of a place as such.
pub(super) fn location_of(reading: &Reading<'_>, place: &Place<'_>, mention: &PlaceMention<'_>) -> Location {
    let gazetteer = reading.gazetteer;
    let precision = precision_of(place);
    let name = |place: Option<Place<'_>>| place.map_or_else(String::new, |place| place.name.to_owned());
    Location {
        place: place.name.to_owned(),
        place_id: place.id,
        feature_code: place.code.to_owned(),
        admin1: name(gazetteer.admin1(place.country, place.admin1)),
        admin2: name(gazetteer.admin2(place.country, place.admin1, place.admin2)),
        country: place.country.to_owned(),
        country_name: name(gazetteer.country(place.country)),
        mention: mention.span,
        point: place.point,
        precision,
        uncertainty_m: uncertainty_m(precision, place),
    }
}

/// "north of", "160 km east of": bearing in degrees clockwise from north, and kilometres where told.
fn bearing_before(reading: &Reading<'_>, start: usize) -> Option<(f64, Option<f64>)> {
    let text = reading.text;
    let mut at = start.checked_sub(1)?;
    let mut steps = 0;
    // "east of the capital, Riyadh"
    while steps < 4 && text.folded(at) != "of" {
        if !(is_determiner(text.folded(at)) || text.word(at) == "," || reading.is_cue(at, Cue::SiteNoun)) {
            return None;
        }
        at = at.checked_sub(1)?;
        steps += 1;
    }
    let bearing_at = at.checked_sub(1).filter(|_| text.folded(at) == "of")?;
    let bearing_deg = bearing(text.folded(bearing_at))?;
    Some((bearing_deg, distance_before(reading, bearing_at)))
}

/// "160 km", "11 nautical miles", "160 km (100 miles)" just before a bearing, in kilometres.
fn distance_before(reading: &Reading<'_>, bearing_at: usize) -> Option<f64> {
    let text = reading.text;
    let first = bearing_at.saturating_sub(8);
    (first..bearing_at).find_map(|token| {
        let phrase = read_count(text, token)?;
        let unit_at = phrase.tokens.end;
        let km = match (text.folded(unit_at), text.folded(unit_at + 1)) {
            ("km" | "kms" | "kilometers" | "kilometres" | "kilometer" | "kilometre", _) => 1.0,
            ("miles" | "mile" | "mi", _) => 1.609_344,
            ("nautical", "miles" | "mile") | ("nm", _) => 1.852,
            _ => return None,
        };
        Some(f64::from(phrase.max) * km)
    })
}

/// "northern Iraq": the direction of the part.
fn part_before(reading: &Reading<'_>, start: usize) -> Option<f64> {
    let word = reading.text.folded(start.checked_sub(1)?);
    bearing(word.strip_suffix("ern")?)
}

fn is_bearing_adjective(word: &str) -> bool {
    word == "central" || word.strip_suffix("ern").is_some_and(|stem| bearing(stem).is_some())
}

fn bearing(word: &str) -> Option<f64> {
    let degrees = match word {
        "north" => 0.0,
        "nne" => 22.5,
        "northeast" | "ne" => 45.0,
        "ene" => 67.5,
        "east" => 90.0,
        "ese" => 112.5,
        "southeast" | "se" => 135.0,
        "sse" => 157.5,
        "south" => 180.0,
        "ssw" => 202.5,
        "southwest" | "sw" => 225.0,
        "wsw" => 247.5,
        "west" => 270.0,
        "wnw" => 292.5,
        "northwest" | "nw" => 315.0,
        "nnw" => 337.5,
        _ => return None,
    };
    Some(degrees)
}

/// The preposition to show in a title: "outside", "near", "north of", "in".
fn relation_before(reading: &Reading<'_>, start: usize, begin: usize) -> String {
    let text = reading.text;
    let first = begin.max(start.saturating_sub(FRAME_REACH));
    for token in (first..start).rev() {
        let word = text.folded(token);
        if bearing(word).is_some() && text.folded(token + 1) == "of" {
            return format!("{word} of");
        }
        if matches!(word, "outside" | "near" | "around" | "off" | "inside") {
            return word.to_owned();
        }
        if matches!(word, "in" | "at" | "on") {
            return String::new();
        }
    }
    String::new()
}

/// Whether two locations may be the same place: one in the other, or near.
pub(super) fn are_compatible(left: &Location, right: &Location) -> bool {
    const NEAR_KM: f64 = 60.0;
    if left.place_id == right.place_id {
        return true;
    }
    let (fine, coarse) = if left.precision <= right.precision {
        (left, right)
    } else {
        (right, left)
    };
    let same_country = !fine.country.is_empty() && fine.country == coarse.country;
    match coarse.precision {
        LocationPrecision::Country => same_country,
        LocationPrecision::Province => same_country && (fine.admin1 == coarse.admin1 || within(fine.point, coarse)),
        LocationPrecision::Region => {
            within(fine.point, coarse) || fine.precision == LocationPrecision::Country && same_country
        }
        LocationPrecision::District => within(fine.point, coarse) || fine.point.distance_km(coarse.point) <= NEAR_KM,
        LocationPrecision::Site | LocationPrecision::Settlement => fine.point.distance_km(coarse.point) <= NEAR_KM,
    }
}

fn within(point: LonLat, area: &Location) -> bool {
    point.distance_km(area.point) * 1_000.0 <= area.uncertainty_m * 1.2
}

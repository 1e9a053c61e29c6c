//! Relations between an event and a named place: "north of", "160 km east of", "between A and B", "outside".

use super::reading::{PlaceMention, Reading};
use crate::gazetteer::Place;
use crate::lexicon::Cue;
use crate::text::{is_determiner, read_count};

/// How far before a name its preposition may stand, in tokens.
pub(super) const FRAME_REACH: usize = 9;

/// "north of", "160 km east of": bearing in degrees clockwise from north, and kilometres where told.
pub(super) fn bearing_before(reading: &Reading<'_>, start: usize) -> Option<(f64, Option<f64>)> {
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
        if let Some(km) = joined_distance(text.word(token)) {
            return Some(km);
        }
        let phrase = read_count(text, token)?;
        let decimals = decimals_of(text.word(phrase.tokens.end.saturating_sub(1)));
        let unit_at = phrase.tokens.end;
        let km = unit_km(text.folded(unit_at), text.folded(unit_at + 1))?;
        Some(decimals.unwrap_or(f64::from(phrase.max)) * km)
    })
}

/// "2.6": the figure with its decimals, which a count of people does not have.
fn decimals_of(word: &str) -> Option<f64> {
    word.contains('.').then(|| word.parse().ok()).flatten()
}

/// "17nm", "2.5km" in one word.
fn joined_distance(word: &str) -> Option<f64> {
    let unit_at = word.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
    let (figure, unit) = word
        .split_at_checked(unit_at)
        .filter(|(figure, _)| !figure.is_empty())?;
    Some(figure.parse::<f64>().ok()? * unit_km(&unit.to_lowercase(), "")?)
}

/// Kilometres in one of the unit; `next` is the word after it.
fn unit_km(unit: &str, next: &str) -> Option<f64> {
    match (unit, next) {
        ("km" | "kms" | "kilometers" | "kilometres" | "kilometer" | "kilometre", _) => Some(1.0),
        ("miles" | "mile" | "mi", _) => Some(1.609_344),
        ("nautical", "miles" | "mile") | ("nm" | "nmi", _) => Some(1.852),
        _ => None,
    }
}

/// "northern Iraq": the direction of the part.
pub(super) fn part_before(reading: &Reading<'_>, start: usize) -> Option<f64> {
    let word = reading.text.folded(start.checked_sub(1)?);
    bearing(word.strip_suffix("ern")?)
}

pub(super) fn is_bearing_adjective(word: &str) -> bool {
    word == "central" || word.strip_suffix("ern").is_some_and(|stem| bearing(stem).is_some())
}

pub(super) fn bearing(word: &str) -> Option<f64> {
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
pub(super) fn relation_before(reading: &Reading<'_>, start: usize, begin: usize) -> String {
    let text = reading.text;
    let first = begin.max(start.saturating_sub(FRAME_REACH));
    for token in (first..start).rev() {
        let word = text.folded(token);
        if bearing(word).is_some() && text.folded(token + 1) == "of" {
            return format!("{word} of");
        }
        let is_off = word == "off" && (token + 1 == start || text.folded(token + 1) == "the");
        if is_off || matches!(word, "outside" | "near" | "around" | "inside") {
            return word.to_owned();
        }
        if matches!(word, "in" | "at" | "on") {
            return String::new();
        }
    }
    String::new()
}

/// "between Baracoa and Guantánamo", "the boundary between Syria and Iraq": the second place.
pub(super) fn between_with<'a>(reading: &Reading<'a>, mention: &PlaceMention<'a>) -> Option<Place<'a>> {
    let text = reading.text;
    let start = mention.tokens.start;
    if text.folded(start.checked_sub(1)?) != "between" || text.folded(mention.tokens.end) != "and" {
        return None;
    }
    let after = mention.tokens.end + 1;
    let other = reading.places_in(after..after + 3).first()?;
    other.candidates.first().copied()
}

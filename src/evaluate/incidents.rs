//! Incidents against annotated articles: found, dated, placed and counted, as `score_incident_geo.py` scores them.
//!
//! Each annotated incident is paired with at most one found (the pairing of highest weight: same family of types, then day, place,
//! words and number killed). A pair counts strictly where the family, the day (one day of grace) and the place (50 km, or the
//! radius annotated, or the country where only that is known) are right. Optional incidents neither miss nor err.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::assignment::assign;
use crate::geography::LonLat;
use crate::incident::{CountRange, Incident};
use crate::lexicon::Taxonomy;

/// An annotated article: `{"id", "gold": […], "distractors": [{"text"}]}`; other keys are ignored.
#[derive(Clone, Debug, Deserialize)]
pub struct AnnotatedArticle {
    /// Its incidents.
    pub gold: Vec<AnnotatedIncident>,
    /// Sentences that look like incidents and tell none.
    #[serde(default)]
    pub distractors: Vec<Distractor>,
}

/// An incident as annotated.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct AnnotatedIncident {
    /// Type, in words of its own: "bombing", "plane crash".
    #[serde(rename = "type")]
    pub kind: String,
    /// Other types that are right too.
    #[serde(default)]
    pub type_alt: Vec<String>,
    /// `2020-03-12`, `2020-03`, `2020` or two of them with a slash between; as the article says it.
    pub date: Option<String>,
    /// The same as it truly was, where the article errs.
    pub date_true: Option<String>,
    /// Degrees, WGS84.
    pub lat: Option<f64>,
    /// Degrees, WGS84.
    pub lon: Option<f64>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Other countries that are right too.
    #[serde(default)]
    pub country_alt: Vec<String>,
    /// `exact`, `city`, `region` or `country`.
    pub location_precision: Option<String>,
    /// Kilometres within which any point is right.
    pub radius_km: Option<f64>,
    /// People killed.
    pub killed: Option<u32>,
    /// Other numbers that are right too.
    #[serde(default)]
    pub killed_alt: Vec<u32>,
    /// People injured.
    pub injured: Option<u32>,
    /// Other numbers that are right too.
    #[serde(default)]
    pub injured_alt: Vec<u32>,
    /// The words that tell it.
    pub evidence: String,
    /// Other places that tell it.
    #[serde(default)]
    pub mentions: Vec<String>,
    /// Finding it is allowed and not asked for.
    #[serde(default)]
    pub optional: bool,
    /// Recalled, not reported.
    #[serde(default)]
    pub background: bool,
}

/// A sentence that tells no incident.
#[derive(Clone, Debug, Deserialize)]
pub struct Distractor {
    /// Its words.
    pub text: String,
}

/// Right among all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// How many are right.
    pub right: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.of += 1;
    }

    /// From 0 to 1; `None` of nothing.
    #[expect(clippy::cast_precision_loss, reason = "counts of incidents")]
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| self.right as f64 / self.of as f64)
    }
}

/// Counts over articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct IncidentFigures {
    /// Articles read.
    pub articles: usize,
    /// Incidents annotated, without optional ones.
    pub gold: usize,
    /// Incidents found, without those paired with optional ones.
    pub found: usize,
    /// Pairs with family, day and place right.
    pub strict: usize,
    /// Pairs.
    pub aligned: usize,
    /// Strict pairs among incidents that are reported.
    pub foreground: Share,
    /// Strict pairs among incidents that are recalled.
    pub background: Share,
    /// Of pairs placed finer than a country: within 50 km or the radius annotated.
    pub location: Share,
    /// Of pairs known by the country alone: the country.
    pub country: Share,
    /// Of pairs with a day annotated: within a day of it.
    pub date: Share,
    /// Of pairs with a number killed: that number.
    pub killed: Share,
    /// Of pairs with a number injured: that number.
    pub injured: Share,
    /// Found in no pair.
    pub duplicates_or_false: usize,
    /// Found where a distractor stands.
    pub distractor_hits: usize,
}

impl IncidentFigures {
    /// F1 of strict pairs, 0 to 1.
    pub fn strict_f1(&self) -> f64 {
        f1(self.strict, self.found, self.gold)
    }

    /// F1 of pairs, 0 to 1.
    pub fn aligned_f1(&self) -> f64 {
        f1(self.aligned, self.found, self.gold)
    }

    /// Adds an article with what was found in it; `text` is the article's, `taxonomy` knows the types found.
    pub fn add(&mut self, article: &AnnotatedArticle, found: &[Incident], text: &str, taxonomy: &Taxonomy) {
        self.articles += 1;
        let found: Vec<Found<'_>> = found
            .iter()
            .map(|incident| Found::new(incident, text, taxonomy))
            .collect();
        let weights: Vec<Vec<f64>> = article
            .gold
            .iter()
            .map(|gold| found.iter().map(|found| weight(gold, found)).collect())
            .collect();
        let pairs = assign(&weights);
        for (number, gold) in article.gold.iter().enumerate().filter(|(_, gold)| !gold.optional) {
            self.gold += 1;
            let pair = pairs.iter().find(|(row, _)| *row == number);
            self.add_incident(gold, pair.and_then(|(_, column)| found.get(*column)));
        }
        let is_optional = |row: &usize| article.gold.get(*row).is_some_and(|gold| gold.optional);
        let free = pairs.iter().filter(|(row, _)| is_optional(row)).count();
        self.found += found.len() - free;
        self.duplicates_or_false += found.len() - pairs.len();
        let alone = found.iter().enumerate();
        let alone = alone.filter(|(number, _)| pairs.iter().all(|(_, column)| column != number));
        let hits = alone.filter(|(_, found)| {
            let mut distractors = article.distractors.iter();
            distractors.any(|distractor| SAME_WORDS <= overlap(&words(&distractor.text), &found.words))
        });
        self.distractor_hits += hits.count();
    }

    fn add_incident(&mut self, gold: &AnnotatedIncident, found: Option<&Found<'_>>) {
        let is_strict = found.is_some_and(|found| is_date_right(gold, found) && is_place_right(gold, found));
        if gold.background {
            self.background.add(is_strict);
        } else {
            self.foreground.add(is_strict);
        }
        self.strict += usize::from(is_strict);
        let Some(found) = found else { return };
        self.aligned += 1;
        if gold.location_precision.as_deref() == Some("country") {
            self.country.add(is_place_right(gold, found));
        } else {
            self.location.add(is_place_right(gold, found));
        }
        if gold.date.is_some() || gold.date_true.is_some() {
            self.date.add(is_date_right(gold, found));
        }
        add_count(&mut self.killed, gold.killed, &gold.killed_alt, found.incident.killed);
        add_count(
            &mut self.injured,
            gold.injured,
            &gold.injured_alt,
            found.incident.injured,
        );
    }
}

/// Words shared from which on a sentence found is the distractor.
const SAME_WORDS: f64 = 0.7;
/// Days that a day may be off.
const GRACE_DAYS: i32 = 1;
/// The longest range of days that is right for one day.
const LONGEST_RANGE_DAYS: i32 = 31;
/// Kilometres within which a place is right.
const NEAR_KM: f64 = 50.0;
/// Kilometres within which it counts for the pairing.
const REMOTE_KM: f64 = 161.0;

/// An incident found, with what is compared.
struct Found<'f> {
    incident: &'f Incident,
    family: &'f str,
    words: BTreeSet<String>,
}

impl<'f> Found<'f> {
    fn new(incident: &'f Incident, text: &str, taxonomy: &'f Taxonomy) -> Found<'f> {
        let kind = taxonomy.kind(&incident.kind);
        let family = match (incident.kind.as_str(), kind.map_or("", |kind| kind.group.as_str())) {
            ("mob_violence", _) => "violence",
            (id, "security") => kind.map_or(id, |kind| kind.id.as_str()),
            ("looting", _) | (_, "unrest") => "unrest",
            (_, "accident") => "accident",
            (_, "disaster") => "disaster",
            _ => "violence",
        };
        Found {
            incident,
            family,
            words: words(incident.sentence.of(text)),
        }
    }

    fn distance_km(&self, gold: &AnnotatedIncident) -> Option<f64> {
        let point = LonLat::new(gold.lon?, gold.lat?)?;
        Some(self.incident.location.as_ref()?.point.distance_km(point))
    }
}

/// How well the two fit, 0 where they are no pair. The weights are those of the scorer.
fn weight(gold: &AnnotatedIncident, found: &Found<'_>) -> f64 {
    const LEAST: f64 = 1.0;
    if family(&gold.kind) != found.family {
        return 0.0;
    }
    let mut weight = 0.0;
    if is_date_right(gold, found) {
        weight += if gold.date.is_some() || gold.date_true.is_some() {
            1.0
        } else {
            0.5
        };
    }
    if is_place_right(gold, found) {
        weight += if gold.location_precision.as_deref() == Some("country") {
            0.8
        } else {
            1.2
        };
    } else if found.distance_km(gold).is_some_and(|distance| distance <= REMOTE_KM) {
        weight += 0.5;
    }
    let told = std::iter::once(&gold.evidence).chain(&gold.mentions);
    weight += 1.2 * told.map(|told| overlap(&words(told), &found.words)).fold(0.0, f64::max);
    if let (Some(killed), Some(number)) = (gold.killed, found.incident.killed.map(number))
        && (killed == number || gold.killed_alt.contains(&number))
    {
        weight += 0.3;
    }
    if LEAST <= weight { weight } else { 0.0 }
}

fn is_date_right(gold: &AnnotatedIncident, found: &Found<'_>) -> bool {
    let told = [&gold.date, &gold.date_true];
    if told.iter().all(|date| date.is_none()) {
        return true;
    }
    let Some(range) = found.incident.date else {
        return false;
    };
    told.into_iter()
        .flatten()
        .filter_map(|date| interval(date))
        .any(|(first, last)| {
            let gap = days(range.last, first).max(days(last, range.first)).max(0);
            gap <= GRACE_DAYS && days(range.first, range.last) <= days(first, last).max(LONGEST_RANGE_DAYS)
        })
}

fn days(from: Date, to: Date) -> i32 {
    to.since(from).map_or(0, |span| span.get_days())
}

fn is_place_right(gold: &AnnotatedIncident, found: &Found<'_>) -> bool {
    if gold.location_precision.as_deref() == Some("country") {
        let country = found.incident.location.as_ref().map(|location| &location.country);
        return gold
            .country
            .iter()
            .chain(&gold.country_alt)
            .any(|code| Some(code) == country);
    }
    let near = found.distance_km(gold);
    near.is_some_and(|distance| distance <= NEAR_KM.max(gold.radius_km.unwrap_or(0.0)))
}

fn add_count(share: &mut Share, gold: Option<u32>, also: &[u32], found: Option<CountRange>) {
    let found = found.map(number);
    let is_also = found.is_some_and(|found| also.contains(&found));
    match gold {
        Some(gold) => share.add(found == Some(gold) || is_also),
        None if !also.is_empty() => share.add(found.is_none() || is_also),
        None => {}
    }
}

/// One number for a range: the most, but the least where more are possible.
fn number(count: CountRange) -> u32 {
    if count.open { count.min } else { count.max }
}

/// First and last day of `2020-03-12`, `2020-03`, `2020`, or of two of them with a slash between.
fn interval(date: &str) -> Option<(Date, Date)> {
    if let Some((from, to)) = date.split_once('/') {
        return Some((interval(from)?.0, interval(to)?.1));
    }
    let mut parts = date.trim().split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let Some(month) = parts.next() else {
        return Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?));
    };
    let first = Date::new(year, month.parse().ok()?, 1).ok()?;
    match parts.next() {
        Some(day) => {
            let day = first.with().day(day.get(..2)?.parse().ok()?).build().ok()?;
            Some((day, day))
        }
        None => Some((first, first.checked_add(1.month()).ok()?.checked_sub(1.day()).ok()?)),
    }
}

/// The words of three letters and more, in small letters.
pub(crate) fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let long = words.filter(|word| word.chars().count() > 2);
    long.map(str::to_lowercase).collect()
}

/// Share of the shorter text's words that the other has.
#[expect(clippy::cast_precision_loss, reason = "a sentence has few words")]
pub(crate) fn overlap(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let shorter = one.len().min(other.len());
    if shorter == 0 {
        return 0.0;
    }
    one.intersection(other).count() as f64 / shorter as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts of incidents")]
fn f1(right: usize, found: usize, gold: usize) -> f64 {
    if right == 0 {
        return 0.0;
    }
    2.0 * right as f64 / (found + gold) as f64
}

/// The family of an annotated type: the longest word of the table that is part of it.
fn family(kind: &str) -> &'static str {
    const FAMILIES: [(&str, &str); 4] = [
        (
            "violence",
            "attack bombing bomb ied explosion shooting stabbing assassination killing murder massacre execution kidnapping \
             hostage piracy arson lynching airstrike strike missile rocket shelling mortar artillery shootdown battle clash combat \
             offensive assault raid siege ambush violence",
        ),
        ("unrest", "protest riot demonstration unrest looting coup strike_action"),
        (
            "accident",
            "crash accident shipwreck explosion_accident building_collapse collapse fire stampede spill",
        ),
        (
            "disaster",
            "earthquake storm hurricane typhoon cyclone tornado flood landslide wildfire volcano eruption tsunami drought heatwave \
             epidemic outbreak avalanche disaster",
        ),
    ];
    let kind = kind.to_lowercase().replace([' ', '-'], "_");
    let words = FAMILIES
        .iter()
        .flat_map(|(family, words)| words.split_whitespace().map(move |word| (word, *family)));
    let inside = words.filter(|(word, _)| kind.contains(word));
    inside
        .max_by_key(|(word, _)| word.len())
        .map_or("", |(_, family)| family)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn annotated_days_are_intervals() {
        let check = |date: &str, first: Date, last: Date| assert_eq!(interval(date), Some((first, last)), "{date}");
        let day = jiff::civil::date;
        check("2020-03-12", day(2020, 3, 12), day(2020, 3, 12));
        check("2020-02", day(2020, 2, 1), day(2020, 2, 29));
        check("2019", day(2019, 1, 1), day(2019, 12, 31));
        check("2019-12-31/2020-01-02", day(2019, 12, 31), day(2020, 1, 2));
        assert_eq!(interval("soon"), None);
    }

    #[test]
    fn annotated_types_fall_into_families() {
        let check = |kind: &str, expected: &str| assert_eq!(family(kind), expected, "{kind}");
        check("drone strike", "violence");
        check("strike_action", "unrest");
        check("plane crash", "accident");
        check("wildfire", "disaster");
        check("election", "");
    }
}

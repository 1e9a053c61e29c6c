//! Merging: tellings of one event become one incident.
//!
//! Mentions come in text order. Type, date and place must not contradict; then a definite noun ("the attack") takes the most salient
//! incident, and other mentions the one with the same place or day.

use super::kind::{Specificity, is_violent};
use super::location::are_compatible;
use super::mention::Mention;
use super::when::{DateSource, EventDate};
use super::{Location, LocationPrecision};
use crate::lexicon::{KindId, Taxonomy};

/// An incident while the article is read.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub(super) mentions: Vec<Mention<'a>>,
    pub(super) kind: KindId,
    pub(super) specificity: Specificity,
    pub(super) date: Option<EventDate>,
    pub(super) place: Option<DraftPlace>,
    pub(super) is_list_item: bool,
    pub(super) paragraph: usize,
    /// Recalled: so long before publication that the article is not about it.
    pub(super) is_background: bool,
}

/// A place with how it was found.
#[derive(Clone, Debug)]
pub(super) struct DraftPlace {
    pub(super) location: Location,
    pub(super) relation: String,
    /// False where it was carried over from other sentences.
    pub(super) is_own: bool,
}

/// What is known of a mention beside its words, when it looks for its incident.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub(super) date: Option<EventDate>,
    pub(super) place: Option<DraftPlace>,
    pub(super) paragraph: usize,
    pub(super) is_list_item: bool,
}

/// The number of the incident that the mention retells, `None` for a new one.
pub(super) fn find_incident(
    drafts: &[Draft<'_>],
    mention: &Mention<'_>,
    claim: &Claim,
    taxonomy: &Taxonomy,
) -> Option<usize> {
    let mut best: Option<(f64, usize)> = None;
    let first = drafts.len().saturating_sub(MOST_INCIDENTS);
    for (at, draft) in drafts.iter().enumerate().skip(first) {
        let Some(score) = score(draft, at, drafts.len(), mention, claim, taxonomy) else {
            continue;
        };
        if best.is_none_or(|(known, _)| known < score) {
            best = Some((score, at));
        }
    }
    best.filter(|(score, _)| THRESHOLD <= *score).map(|(_, at)| at)
}

/// Incidents looked back at; no article tells so many, and a text of any length is read in bounded time.
const MOST_INCIDENTS: usize = 400;
/// Mentions of an incident that are compared with a new one.
const MOST_MENTIONS: usize = 50;
/// Weights and threshold were set by hand on the seed article and `articles_dev`.
const THRESHOLD: f64 = 1.0;

/// How well the mention fits the incident; `None` where type, day or place contradict.
fn score(
    draft: &Draft<'_>,
    at: usize,
    count: usize,
    mention: &Mention<'_>,
    claim: &Claim,
    taxonomy: &Taxonomy,
) -> Option<f64> {
    if claim.is_list_item || !kinds_agree(draft, mention, claim, taxonomy) {
        return None;
    }
    let mut score = agree_on_day(draft, mention, claim)? + agree_on_place(draft, mention, claim)?;
    if mention.is_definite || mention.is_reference || mention.specificity == Specificity::Effect {
        score += 0.7;
    }
    if mention.points_back && claim.date.is_none() && claim.place.is_none() {
        score += 0.3;
    }
    if draft.is_background && claim.date.is_none() && draft.paragraph != claim.paragraph {
        // "The shooting" points back to what the article is about, not to what it recalled in passing.
        score -= 0.6;
    }
    let told_finely = claim
        .place
        .as_ref()
        .is_some_and(|place| place.location.precision <= LocationPrecision::Settlement);
    if claim.date.is_none() && mention.specificity == Specificity::General && !told_finely {
        // "Officials said the strikes hit five sites": a general word without a day retells.
        score += 0.3;
    }
    if draft.kind == mention.kind {
        score += 0.3;
    }
    Some(score + standing(draft, at, count, claim) + shared_actors(draft, mention) + shared_word(draft, mention))
}

/// How well their days agree; `None` where they contradict.
fn agree_on_day(draft: &Draft<'_>, mention: &Mention<'_>, claim: &Claim) -> Option<f64> {
    match (&draft.date, &claim.date) {
        (Some(known), Some(told)) if is_told(known) && is_told(told) => {
            let same_site = matches!((&draft.place, &claim.place), (Some(known), Some(told))
                if known.is_own && told.is_own && known.location.place_id == told.location.place_id);
            let follows = dies_later(mention, claim, known, told);
            let retells =
                follows || known.range == told.range || mention.is_definite || same_site || claim.place.is_none();
            ((follows || known.range.overlaps(told.range)) && retells).then_some(if known.range == told.range {
                0.7
            } else {
                0.3
            })
        }
        (Some(carried), Some(told)) if is_told(told) && dies_later(mention, claim, carried, told) => Some(-0.2),
        // A day of its own that the carried one does not hold: rather another event.
        (Some(carried), Some(told)) if is_told(told) && !carried.range.overlaps(told.range) => Some(-0.8),
        _ => Some(0.0),
    }
}

/// How well their places agree; `None` where they contradict.
fn agree_on_place(draft: &Draft<'_>, mention: &Mention<'_>, claim: &Claim) -> Option<f64> {
    let (known, told) = match (&draft.place, &claim.place) {
        (Some(known), Some(told)) if known.is_own && told.is_own => (&known.location, &told.location),
        (_, None) => return Some(0.4),
        _ => return Some(0.3),
    };
    let same_day =
        matches!((&draft.date, &claim.date), (Some(known), Some(told)) if is_told(told) && known.range == told.range);
    if !are_compatible(known, told) || !mention.is_definite && are_apart(known, told) && !same_day {
        return None;
    }
    let fine = known.place_id == told.place_id && known.precision < LocationPrecision::Country;
    let is_next = draft.paragraph <= claim.paragraph && claim.paragraph <= draft.paragraph + 1;
    // "Strikes in Sistan-Baluchestan … Missiles hit a village near Saravan": the finer place of the same event.
    let is_finer = claim.date.is_none() && is_next && holds(known, told);
    Some(if fine { 1.0 } else { 0.6 } + if is_finer { 0.4 } else { 0.0 })
}

/// Whether one is an area that the other lies in.
fn holds(known: &Location, told: &Location) -> bool {
    let is_area = |location: &Location| location.precision == LocationPrecision::Province;
    let is_spot = |location: &Location| location.precision <= LocationPrecision::District;
    is_area(known) && is_spot(told) && known.admin1 == told.admin1 && known.country == told.country
}

/// "An officer died in hospital on Thursday": a death in the days after the event, told without a place of its own.
fn dies_later(mention: &Mention<'_>, claim: &Claim, known: &EventDate, told: &EventDate) -> bool {
    const LATER_DAYS: i32 = 10;
    let days = known
        .range
        .last
        .until(told.range.first)
        .map_or(i32::MAX, |span| span.get_days());
    mention.specificity == Specificity::Effect && claim.place.is_none() && (-1..=LATER_DAYS).contains(&days)
}

/// How near the incident stands in the article, and how prominent it is.
fn standing(draft: &Draft<'_>, at: usize, count: usize, claim: &Claim) -> f64 {
    let mut score = 0.0;
    if draft.paragraph == claim.paragraph {
        score += 0.4;
    }
    if at + 1 == count {
        score += 0.25;
    }
    if at == 0 {
        score += 0.15;
    }
    #[expect(clippy::cast_precision_loss, reason = "an article has few mentions")]
    let salience = (draft.mentions.len() as f64).min(5.0) * 0.05;
    score + salience
}

/// Two different sites or towns, however near: another "attack" there is another incident.
fn are_apart(known: &Location, told: &Location) -> bool {
    const SAME_SITE_KM: f64 = 5.0;
    let fine = LocationPrecision::Settlement;
    known.precision <= fine && told.precision <= fine && known.point.distance_km(told.point) > SAME_SITE_KM
}

fn is_told(date: &EventDate) -> bool {
    matches!(date.source, DateSource::Own | DateSource::Narrative)
}

fn shared_actors(draft: &Draft<'_>, mention: &Mention<'_>) -> f64 {
    let shared = mention.cast.actors.iter().any(|actor| {
        draft.mentions.iter().take(MOST_MENTIONS).any(|other| {
            other
                .cast
                .actors
                .iter()
                .any(|known| known.name == actor.name && known.role == actor.role)
        })
    });
    if shared { 0.3 } else { 0.0 }
}

/// "The strikes" retell "air strikes" before they retell an "attack".
fn shared_word(draft: &Draft<'_>, mention: &Mention<'_>) -> f64 {
    let shared = draft
        .mentions
        .iter()
        .take(MOST_MENTIONS)
        .any(|other| other.word == mention.word);
    if shared { 0.4 } else { 0.0 }
}

/// Whether two types can be one event: equal, one of them general, or of the same sort.
fn kinds_agree(draft: &Draft<'_>, mention: &Mention<'_>, claim: &Claim, taxonomy: &Taxonomy) -> bool {
    if draft.kind == mention.kind || mention.specificity == Specificity::Effect {
        return true;
    }
    let (Some(known), Some(told)) = (taxonomy.get(draft.kind), taxonomy.get(mention.kind)) else {
        return false;
    };
    // "Cars were set on fire and shops were looted": what a riot or a protest leads to.
    let is_disorder = matches!(
        told.id.as_str(),
        "arson" | "looting" | "sabotage" | "armed_clash" | "physical_assault"
    );
    let is_unplaced = claim.place.is_none() && claim.date.is_none();
    if is_disorder && is_unplaced && known.group == "unrest" && draft.paragraph + 2 > claim.paragraph {
        return true;
    }
    // "One student was shot dead as he ran away": a consequence, told without place and day.
    let is_consequence = claim.place.is_none() && claim.date.is_none() && mention.casualties.any;
    if draft.specificity == Specificity::Effect || is_consequence && is_violent(&known.group) && is_violent(&told.group)
    {
        return true;
    }
    if draft.specificity == Specificity::General || mention.specificity == Specificity::General {
        let general = if mention.specificity == Specificity::General {
            told
        } else {
            known
        };
        let other = if mention.specificity == Specificity::General {
            known
        } else {
            told
        };
        return is_violent(&general.group) && is_violent(&other.group)
            || general.id == "bombing" && matches!(other.group.as_str(), "accident")
            || general.group == other.group;
    }
    SORTS
        .iter()
        .any(|sort| sort.contains(&known.id.as_str()) && sort.contains(&told.id.as_str()))
}

/// Types that tell the same event in other words.
const SORTS: &[&[&str]] = &[
    &["bombing", "vehicle_bombing", "suicide_bombing", "grenade_attack"],
    &["air_strike", "drone_strike"],
    &[
        "armed_attack",
        "assassination",
        "massacre",
        "physical_assault",
        "criminal_violence",
    ],
    &["missile_rocket_attack", "shelling"],
    &["armed_clash", "territory_capture"],
    &["protest", "riot", "protest_crackdown", "labour_strike", "mob_violence"],
    &["storm", "flood", "landslide", "extreme_weather", "natural_disaster"],
    &["earthquake", "landslide", "structural_collapse", "natural_disaster"],
    &["fire", "industrial_accident", "wildfire", "accident", "arson"],
    &["transport_accident", "accident", "structural_collapse"],
    &["abduction", "hijacking"],
];

impl<'a> Draft<'a> {
    /// A new incident from its first mention.
    pub(super) fn open(mention: Mention<'a>, claim: Claim) -> Draft<'a> {
        Draft {
            kind: mention.kind,
            specificity: mention.specificity,
            date: claim.date,
            place: claim.place,
            is_list_item: claim.is_list_item,
            paragraph: claim.paragraph,
            is_background: false,
            mentions: vec![mention],
        }
    }

    /// Adds another telling: the more exact type, day and place win.
    pub(super) fn add(&mut self, mention: Mention<'a>, claim: Claim) {
        if self.specificity < mention.specificity {
            self.kind = mention.kind;
            self.specificity = mention.specificity;
        }
        if let Some(told) = claim.date {
            let better = self.date.is_none_or(|known| {
                told.source < known.source || told.source == known.source && is_finer(&told, &known)
            });
            if better {
                self.date = Some(told);
            }
        }
        if let Some(told) = claim.place {
            let better = self.place.as_ref().is_none_or(|known| {
                told.is_own && !known.is_own
                    || told.is_own == known.is_own && told.location.precision < known.location.precision
            });
            if better {
                self.place = Some(told);
            }
        }
        self.mentions.push(mention);
    }
}

fn is_finer(told: &EventDate, known: &EventDate) -> bool {
    known.range.contains(told.range) && known.range != told.range
}

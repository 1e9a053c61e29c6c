//! What speaks for a candidate by itself: prominence, class, kind of name, generic word, the outlet's home.

use super::Evidence;
use super::candidate::{HeadFit, Name, Sense, set};
use crate::gazetteer::{FeatureClass, MatchTier, NameKind, Place};

/// Why a candidate may be the place; each once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Reason {
    Prominence,
    NameKind,
    Head,
    Outlet,
    Qualifier,
    SameCountry,
    SameAdmin1,
    Near,
}

/// The reasons in a reader's words, in the order of [`Reason`].
const WORDS: [&str; REASONS] = [
    "prominence",
    "kind of name",
    "generic word beside the name",
    "near the outlet's home",
    "named together with its region",
    "same country as other places",
    "same region as other places",
    "near other places",
];
const REASONS: usize = Reason::Near as usize + 1;

/// The weights of a candidate's reasons; zero where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Reasons([f64; REASONS]);

impl Reasons {
    pub(super) fn set(&mut self, reason: Reason, weight: f64) {
        self.0[reason as usize] = weight;
    }

    pub(super) fn sum(&self) -> f64 {
        self.0.iter().sum()
    }

    /// Those that say something, strongest first.
    pub(super) fn evidence(&self) -> Vec<Evidence> {
        let mut evidence: Vec<Evidence> = WORDS
            .iter()
            .zip(self.0)
            .filter(|(_, weight)| *weight != 0.0)
            .map(|(signal, weight)| Evidence { signal, weight })
            .collect();
        evidence.sort_by(|left, right| right.weight.abs().total_cmp(&left.weight.abs()));
        evidence
    }
}

/// The hand-set weights of the ranker, in units of log odds.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "each is explained where it is used, and named after it")]
pub struct Weights {
    pub population: f64,
    pub country: f64,
    pub admin1: f64,
    pub region: f64,
    pub division: f64,
    pub water: f64,
    pub terrain: f64,
    pub site: f64,
    pub capital: f64,
    pub seat: f64,
    pub neighbourhood: f64,
    pub name_count: f64,
    pub alternate: f64,
    pub foreign: f64,
    pub article: f64,
    pub generic: f64,
    pub core: f64,
    pub head_fits: f64,
    pub head_misses: f64,
    pub outlet_english: f64,
    pub outlet_town: f64,
    pub outlet_near: f64,
    pub outlet_admin1: f64,
    pub outlet_country: f64,
    pub qualifier: f64,
    pub part: f64,
    pub same_country: f64,
    pub same_admin1: f64,
    pub near: f64,
    pub near_km: f64,
    pub first_temperature: f64,
}

impl Weights {
    /// Set by hand after `FINDINGS`, then by coordinate search on LGL and TR-News together (development corpora), rounded.
    pub const DEFAULT: Weights = Weights {
        population: 0.4,
        country: 17.0,
        admin1: 13.6,
        region: 14.0,
        division: 6.0,
        water: 9.0,
        terrain: 9.0,
        site: 9.0,
        capital: 1.5,
        seat: 0.3,
        neighbourhood: -1.5,
        name_count: 0.2,
        alternate: -0.3,
        foreign: -2.5,
        article: -1.0,
        generic: -2.0,
        core: -1.5,
        head_fits: 2.5,
        head_misses: -1.0,
        outlet_english: 5.0,
        outlet_town: 2.0,
        outlet_near: 1.5,
        outlet_admin1: 2.0,
        outlet_country: 1.0,
        qualifier: 6.0,
        part: 2.5,
        same_country: 2.0,
        same_admin1: 4.5,
        near: 1.5,
        near_km: 200.0,
        first_temperature: 1.5,
    };
}

/// Scores every candidate by itself.
pub(super) fn score_alone(names: &mut [Name<'_>], weights: &Weights) {
    for name in names {
        for sense in &mut name.senses {
            let prominence = prominence(&sense.place, weights);
            set(sense, Reason::Prominence, prominence);
            set(sense, Reason::NameKind, kind_weight(sense, weights));
            let head = match sense.head {
                HeadFit::None => 0.0,
                HeadFit::Fits => weights.head_fits,
                HeadFit::Misses => weights.head_misses,
            };
            set(sense, Reason::Head, head);
        }
        name.update_beliefs(weights.first_temperature);
    }
}

/// Residents stand in for the importance of settlements (as a logarithm, unknown counted as 300); the other classes have a fixed
/// importance, so that the people of a state are never weighed against those of a city.
fn prominence(place: &Place<'_>, weights: &Weights) -> f64 {
    let size = match place.class {
        _ if place.is_country() => weights.country,
        _ if place.is_admin1() => weights.admin1,
        FeatureClass::Administrative => weights.division,
        FeatureClass::Area => weights.region,
        FeatureClass::Water | FeatureClass::Undersea => weights.water,
        FeatureClass::Terrain | FeatureClass::Vegetation => weights.terrain,
        FeatureClass::Site | FeatureClass::Road => weights.site,
        FeatureClass::Settlement => settlement_size(place, weights),
    };
    weights.population * size + weights.name_count * f64::from(place.name_count.max(1)).ln()
}

fn settlement_size(place: &Place<'_>, weights: &Weights) -> f64 {
    let size = f64::from(place.population.max(300)).ln();
    let rank = match place.code {
        "PPLC" => weights.capital,
        "PPLA" => weights.seat,
        "PPLX" => weights.neighbourhood,
        _ => 0.0,
    };
    size + rank
}

fn kind_weight(sense: &Sense<'_>, weights: &Weights) -> f64 {
    let kind = match sense.kind {
        NameKind::Main | NameKind::Abbreviation | NameKind::Demonym => 0.0,
        NameKind::Alternate => weights.alternate,
        NameKind::Foreign => weights.foreign,
    };
    let tier = match sense.tier {
        MatchTier::Exact | MatchTier::Folded => 0.0,
        MatchTier::Article => weights.article,
        MatchTier::Generic => weights.generic,
    };
    kind + tier + if sense.from_core { weights.core } else { 0.0 }
}

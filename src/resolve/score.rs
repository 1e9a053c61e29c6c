//! What speaks for a candidate by itself: prominence, class, kind of name, generic word, the outlet's home.

use super::Evidence;
use super::candidate::{HeadFit, Name, Origin, Sense, set};
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

    /// The sum of what the rest of the document says.
    pub(super) fn by_document(&self) -> f64 {
        self.0[Reason::Outlet as usize..].iter().sum()
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
pub struct Weights {
    /// Factor of the size, whichever class gives it.
    pub population: f64,
    /// Size of a country, in the units of ln(residents).
    pub country: f64,
    /// Size of a first-order division.
    pub admin1: f64,
    /// Size of a continent, a macro-region or a sea.
    pub region: f64,
    /// Size of a lower division.
    pub division: f64,
    /// Size of a river or lake.
    pub water: f64,
    /// Size of a mountain, an island or a forest.
    pub terrain: f64,
    /// Size of a base, an airport, a building, a park.
    pub site: f64,
    /// Added to the size of a national capital.
    pub capital: f64,
    /// Added to the size of a first-order division's seat.
    pub seat: f64,
    /// Added to the size of a part of a town.
    pub neighbourhood: f64,
    /// Factor of ln(number of names).
    pub name_count: f64,
    /// A match by another English name.
    pub alternate: f64,
    /// A match by a name of unknown language.
    pub foreign: f64,
    /// A match after an article was dropped.
    pub article: f64,
    /// A match after a generic word was dropped.
    pub generic: f64,
    /// A match after the generic word in the mention was dropped.
    pub core: f64,
    /// The place is of the sort that the generic word says.
    pub head_fits: f64,
    /// It is not.
    pub head_misses: f64,
    /// The outlet's town lies where outlets write in English.
    pub outlet_english: f64,
    /// The outlet's own town.
    pub outlet_town: f64,
    /// Near the outlet's town, falling with distance.
    pub outlet_near: f64,
    /// In the first-order division of the outlet's town.
    pub outlet_admin1: f64,
    /// In the outlet's country.
    pub outlet_country: f64,
    /// It lies in the place named after it.
    pub qualifier: f64,
    /// It holds the place named before it.
    pub part: f64,
    /// Factor of the other names' share of votes for its country.
    pub same_country: f64,
    /// Factor of the other names' share of votes for its first-order division.
    pub same_admin1: f64,
    /// Factor of ln(1 + summed nearness to other places).
    pub near: f64,
    /// Distance at which nearness falls to 1/e, kilometres.
    pub near_km: f64,
    /// Doubt in all passes but the last: the log odds are divided by it.
    pub first_temperature: f64,
    /// Factor of the votes of countries that only act ("US troops").
    pub associative: f64,
    /// Power of the shares of votes: below 1, a small share counts for more.
    pub share_power: f64,
    /// Factor of the share of residents that live in the town after which a division is called.
    pub namesake: f64,
}

impl Weights {
    /// Set by hand after `FINDINGS`, then by coordinate search on LGL and TR-News together (development corpora), rounded.
    pub const DEFAULT: Weights = Weights {
        population: 0.5,
        country: 20.0,
        admin1: 13.6,
        region: 14.0,
        division: 6.0,
        water: 9.0,
        terrain: 9.0,
        site: 11.0,
        capital: 1.5,
        seat: 0.3,
        neighbourhood: -1.5,
        name_count: 0.08,
        alternate: -0.3,
        foreign: -3.0,
        article: -1.0,
        generic: -2.0,
        core: -1.5,
        head_fits: 2.5,
        head_misses: -1.0,
        outlet_english: 5.0,
        outlet_town: 1.2,
        outlet_near: 1.5,
        outlet_admin1: 2.0,
        outlet_country: 1.0,
        qualifier: 6.0,
        part: 3.5,
        same_country: 2.5,
        same_admin1: 4.5,
        near: 1.5,
        near_km: 150.0,
        first_temperature: 1.5,
        associative: 0.5,
        share_power: 0.5,
        namesake: -3.0,
    };
}

/// Scores every candidate by itself.
pub(super) fn score_alone(names: &mut [Name<'_>], weights: &Weights) {
    for name in names {
        let namesakes: Vec<f64> = name
            .senses
            .iter()
            .map(|sense| namesake_share(sense, &name.senses))
            .collect();
        for (sense, namesake) in name.senses.iter_mut().zip(namesakes) {
            let prominence = prominence(&sense.place, weights) + weights.namesake * namesake;
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

/// For a division that shares its name with a town in it ("Deir ez-Zor"), the town's share of its residents, 0 to 1: the larger, the
/// likelier the name means the town. 0 where a generic word says that the division is meant.
fn namesake_share(sense: &Sense<'_>, senses: &[Sense<'_>]) -> f64 {
    let division = &sense.place;
    if !division.is_admin1() || sense.head == HeadFit::Fits {
        return 0.0;
    }
    let towns = senses.iter().map(|other| &other.place).filter(|town| {
        town.class == FeatureClass::Settlement && town.country == division.country && town.admin1 == division.admin1
    });
    let residents = towns.map(|town| town.population).max().unwrap_or(0);
    (f64::from(residents) / f64::from(division.population.max(1))).min(1.0)
}

/// Residents stand in for the importance of settlements (as a logarithm, unknown counted as 300); the other classes have a fixed
/// importance, so that the people of a state are never weighed against those of a city.
fn prominence(place: &Place<'_>, weights: &Weights) -> f64 {
    let size = match place.class {
        _ if place.is_country() => weights.country,
        _ if place.is_admin1() => weights.admin1,
        // "Pentagon", "White House": filed as offices of an administration.
        FeatureClass::Administrative if place.code == "ADMF" => weights.site,
        FeatureClass::Administrative => weights.division,
        _ if is_macro_region(place) => weights.region,
        FeatureClass::Water | FeatureClass::Undersea => weights.water,
        FeatureClass::Terrain | FeatureClass::Vegetation => weights.terrain,
        FeatureClass::Site | FeatureClass::Road | FeatureClass::Area => weights.site,
        FeatureClass::Settlement => settlement_size(place, weights),
    };
    weights.population * size + weights.name_count * f64::from(place.name_count.max(1)).ln()
}

/// Whether it is a continent, a region without or across borders, an ocean, a sea or a gulf.
fn is_macro_region(place: &Place<'_>) -> bool {
    const CODES: [&str; 5] = ["CONT", "RGN", "OCN", "SEA", "GULF"];
    CODES.iter().any(|code| place.code.starts_with(code))
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
    kind + tier
        + match sense.origin {
            Origin::Whole => 0.0,
            Origin::Core | Origin::CoreApart => weights.core,
        }
}

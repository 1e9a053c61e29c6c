//! One place of the gazetteer, as the rest of Dateline sees it.

use crate::geography::LonLat;
use crate::text::fold;

/// Identifies a place across runs and files.
///
/// GeoNames places keep their GeoNames number; our own rows and airports get numbers of 2³¹ and above, from a hash of their source key,
/// so that they do not change when rows are added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub u32);

impl PlaceId {
    /// Lowest number of a place that is not from GeoNames.
    pub(super) const FIRST_OWN: u32 = 1 << 31;

    /// Whether the place is not from GeoNames: a division, an airport or a curated row.
    pub fn is_own(self) -> bool {
        self.0 >= PlaceId::FIRST_OWN
    }
}

/// GeoNames feature class: the nine letters of its code list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FeatureClass {
    /// A: country, state, region.
    Administrative,
    /// H: stream, lake, sea.
    Water,
    /// L: parks, areas, macro-regions, continents.
    Area,
    /// P: city, village, neighbourhood.
    Settlement,
    /// R: road, railroad.
    Road,
    /// S: spot, building, base, airport.
    Site,
    /// T: mountain, hill, island.
    Terrain,
    /// U: undersea.
    Undersea,
    /// V: forest, heath.
    Vegetation,
}

impl FeatureClass {
    /// The letter of the GeoNames code list.
    pub fn letter(self) -> u8 {
        match self {
            FeatureClass::Administrative => b'A',
            FeatureClass::Water => b'H',
            FeatureClass::Area => b'L',
            FeatureClass::Settlement => b'P',
            FeatureClass::Road => b'R',
            FeatureClass::Site => b'S',
            FeatureClass::Terrain => b'T',
            FeatureClass::Undersea => b'U',
            FeatureClass::Vegetation => b'V',
        }
    }

    /// The class with the given letter, a capital.
    pub fn from_letter(letter: u8) -> Option<FeatureClass> {
        Some(match letter {
            b'A' => FeatureClass::Administrative,
            b'H' => FeatureClass::Water,
            b'L' => FeatureClass::Area,
            b'P' => FeatureClass::Settlement,
            b'R' => FeatureClass::Road,
            b'S' => FeatureClass::Site,
            b'T' => FeatureClass::Terrain,
            b'U' => FeatureClass::Undersea,
            b'V' => FeatureClass::Vegetation,
            _ => return None,
        })
    }
}

/// A place borrowed from the gazetteer.
#[derive(Clone, Copy, Debug)]
pub struct Place<'g> {
    /// Stable identifier.
    pub id: PlaceId,
    /// Display name, in Latin letters where the source has one.
    pub name: &'g str,
    /// WGS84 point, degrees.
    pub point: LonLat,
    /// GeoNames feature class.
    pub class: FeatureClass,
    /// GeoNames feature code such as `PPLC`, `ADM1`, `AIRB`.
    pub code: &'g str,
    /// ISO 3166-1 alpha-2, or empty for seas and macro-regions.
    pub country: &'g str,
    /// GeoNames first-order code within the country such as `CA` or `07`, or empty.
    pub admin1: &'g str,
    /// GeoNames second-order code within the first-order division, or empty.
    pub admin2: &'g str,
    /// Residents; 0 is unknown. Taken from the source, unchecked.
    pub population: u32,
    /// How many different names the source gives it: a sign of importance.
    pub name_count: u16,
}

impl Place<'_> {
    /// Whether it is an independent country or a territory with its own ISO code.
    pub fn is_country(&self) -> bool {
        self.class == FeatureClass::Administrative && self.code.starts_with("PCL") || self.code == "TERR"
    }

    /// Whether it is a first-order division.
    pub fn is_admin1(&self) -> bool {
        self.code == "ADM1"
    }
}

/// How a name matched a place; earlier tiers are better, and the first tier with a hit wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchTier {
    /// The name as stored, capitals included (used for abbreviations: `US`, `Ont.`).
    Exact,
    /// Equal after folding: accents, case, apostrophes, hyphens.
    Folded,
    /// Equal after Arabic articles are dropped: `al-`, `el-`, `ash-`.
    Article,
    /// Equal after a generic word is dropped: `Air Base`, `Province`, `City of`.
    Generic,
    /// Another transliteration: `Ayn`, `Ain`; asked only where no other tier has a hit.
    Transliterated,
}

/// What sort of name it was: the rank of a match depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// The display name.
    Main,
    /// Another English or curated name.
    Alternate,
    /// A case-sensitive abbreviation: `US`, `U.K.`, `Calif.`.
    Abbreviation,
    /// An adjective or noun for its people: `Iraqi`, `Texans`.
    Demonym,
    /// An alternate name of unknown language from the source list.
    Foreign,
}

impl NameKind {
    /// All kinds, by their number.
    const ALL: [NameKind; 5] = [
        NameKind::Main,
        NameKind::Alternate,
        NameKind::Abbreviation,
        NameKind::Demonym,
        NameKind::Foreign,
    ];

    /// The number that files have for the kind.
    pub(super) fn number(self) -> u8 {
        match self {
            NameKind::Main => 0,
            NameKind::Alternate => 1,
            NameKind::Abbreviation => 2,
            NameKind::Demonym => 3,
            NameKind::Foreign => 4,
        }
    }

    /// The kind of a number; of one that is none, the least.
    pub(super) fn from_number(number: u8) -> NameKind {
        NameKind::ALL
            .get(usize::from(number))
            .copied()
            .unwrap_or(NameKind::Foreign)
    }
}

/// One place that a name may mean.
#[derive(Clone, Copy, Debug)]
pub struct NameMatch<'g> {
    /// The place.
    pub place: Place<'g>,
    /// How the name matched.
    pub tier: MatchTier,
    /// What sort of name it was.
    pub kind: NameKind,
}

impl NameMatch<'_> {
    /// Whether the folded `name` that was asked for is the display name in another transliteration, `Avdiivka` for `Avdiyivka`: all but
    /// two letters in one spot are the same. Only asked of longer names; of short ones it would say little.
    pub fn is_respelling(&self, name: &str) -> bool {
        const SHORTEST: usize = 6;
        const MOST_OTHER: usize = 2;
        let display = fold(self.place.name);
        let (name, display): (Vec<char>, Vec<char>) = (name.chars().collect(), display.chars().collect());
        let shorter = name.len().min(display.len());
        if shorter < SHORTEST {
            return false;
        }
        let same_start = name
            .iter()
            .zip(&display)
            .take_while(|(left, right)| left == right)
            .count();
        let ends = name.iter().rev().zip(display.iter().rev());
        let same_end = ends
            .take(shorter - same_start)
            .take_while(|(left, right)| left == right)
            .count();
        name.len().max(display.len()) - same_start - same_end <= MOST_OTHER
    }
}

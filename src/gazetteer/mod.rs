//! The gazetteer: names → places, compiled into one file that is read in place.
//!
//! [`Gazetteer`] answers for a name written by itself ([`Gazetteer::lookup`], [`Gazetteer::search`]) and for names in a text
//! ([`Gazetteer::names_at`]). [`GazetteerBuilder`] makes one from a few places, [`compile`] the default one from its sources.

mod place;
mod feature_code;
mod error;
mod name_key;
mod format;
mod importance;
mod name_index;
mod names_at;
mod builder;
pub mod compile;

pub use builder::{GazetteerBuilder, PlaceDraft};
pub use error::GazetteerError;
pub use names_at::NameHit;
pub use place::{FeatureClass, MatchTier, NameKind, NameMatch, Place, PlaceId};

use std::cmp::Ordering;
use std::collections::HashMap;
use std::fs;
use std::path::Path;

use format::{Bytes, CODE_BITS, File, Section, SectionTag, i32_at, u16_at, u32_at};
use importance::match_importance;
use name_index::{ListStart, NameIndex};
use name_key::{KeySpace, article_free, canonical, generic_free};

use crate::geography::LonLat;
use crate::text::Text;

/// Every place that news names; opened once, shared by all threads.
#[derive(Debug)]
pub struct Gazetteer {
    origin: Section,
    strings: Section,
    codes: Section,
    divisions: Section,
    places: Section,
    names: NameIndex,
}

/// Keys that a prefix search looks at; one or two letters begin more names than a reader wants to wait for.
const MOST_SEARCHED: usize = 60_000;

impl Gazetteer {
    /// Opens a compiled gazetteer. Costs one pass over the file, for its checksum.
    ///
    /// ```no_run
    /// let gazetteer = dateline::gazetteer::Gazetteer::open("data/gazetteer/default.gaz".as_ref())?;
    /// // Two places: the capital of Iraq stands before Baghdad, Florida.
    /// assert_eq!(gazetteer.lookup("Baghdad")[0].place.country, "IQ");
    /// # Ok::<(), dateline::gazetteer::GazetteerError>(())
    /// ```
    ///
    /// # Errors
    /// The file cannot be read, is not a gazetteer, is of another format version, or is damaged.
    pub fn open(path: &Path) -> Result<Gazetteer, GazetteerError> {
        let bytes = fs::read(path).map_err(|source| GazetteerError::Read {
            path: path.to_owned(),
            source,
        })?;
        Gazetteer::from_bytes(bytes)
    }

    /// The default gazetteer: part of the binary with the feature `embed`, else read from the source tree.
    ///
    /// # Errors
    /// As [`Gazetteer::open`].
    pub fn embedded() -> Result<Gazetteer, GazetteerError> {
        #[cfg(feature = "embed")]
        {
            Gazetteer::from_file(&File::read(Bytes::Embedded(include_bytes!(
                "../../data/gazetteer/default.gaz"
            )))?)
        }
        #[cfg(not(feature = "embed"))]
        {
            Gazetteer::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data/gazetteer/default.gaz"))
        }
    }

    /// A gazetteer from the bytes of its file.
    ///
    /// # Errors
    /// The bytes are not a gazetteer, are of another format version, or are damaged.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Gazetteer, GazetteerError> {
        Gazetteer::from_file(&File::read(Bytes::Owned(bytes))?)
    }

    fn from_file(file: &File) -> Result<Gazetteer, GazetteerError> {
        Ok(Gazetteer {
            origin: file.section(SectionTag::Origin)?,
            strings: file.section(SectionTag::Strings)?,
            codes: file.section(SectionTag::Codes)?,
            divisions: file.section(SectionTag::Divisions)?,
            places: file.section(SectionTag::Places)?,
            names: NameIndex::new(file.section(SectionTag::Names)?, file.section(SectionTag::Postings)?)?,
        })
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.places.len() / format::RECORD
    }

    /// Whether it holds no place.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Number of different name keys, with and without articles and generic words.
    pub fn name_count(&self) -> usize {
        self.names.len()
    }

    /// What the gazetteer was made of, one source a line; may be empty.
    pub fn origin(&self) -> &str {
        std::str::from_utf8(self.origin.as_ref()).unwrap_or_default()
    }

    /// All places, by rising id.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        (0..self.len()).filter_map(|row| self.place_in_row(row))
    }

    /// The place with the given id.
    pub fn place(&self, id: PlaceId) -> Option<Place<'_>> {
        self.place_in_row(self.row_of(id)?)
    }

    /// The country or territory with an ISO 3166-1 alpha-2 code, capitals.
    pub fn country(&self, iso2: &str) -> Option<Place<'_>> {
        self.division(iso2, "", "")
    }

    /// The first-order division with a GeoNames code such as `US`, `CA`.
    pub fn admin1(&self, country: &str, code: &str) -> Option<Place<'_>> {
        if code.is_empty() {
            return None;
        }
        self.division(country, code, "")
    }

    /// The second-order division with a GeoNames code such as `US`, `CA`, `037`.
    pub fn admin2(&self, country: &str, admin1: &str, code: &str) -> Option<Place<'_>> {
        if code.is_empty() {
            return None;
        }
        self.division(country, admin1, code)
    }

    /// Places that `name` may mean: the first tier with a hit, most important first; a place is listed once.
    pub fn lookup(&self, name: &str) -> Vec<NameMatch<'_>> {
        let key = canonical(name);
        let bare = article_free(&key);
        let exact = self.names.get(KeySpace::Exact, name.trim());
        let folded = self.names.get(KeySpace::Folded, &key);
        let matches = self.lists(MatchTier::Exact, [exact, None]);
        if !matches.is_empty() {
            return matches;
        }
        let matches = self.lists(MatchTier::Folded, [folded, None]);
        if !matches.is_empty() {
            return matches;
        }
        let filed = self.names.get(KeySpace::Article, bare.as_deref().unwrap_or(&key));
        let plain = bare.as_deref().and_then(|bare| self.names.get(KeySpace::Folded, bare));
        let matches = self.lists(MatchTier::Article, [filed, plain]);
        if !matches.is_empty() {
            return matches;
        }
        self.lookup_generic(&key, bare.as_deref())
    }

    /// The last tier: generic words dropped from the stored name, from the asked one, or from both.
    fn lookup_generic(&self, key: &str, bare: Option<&str>) -> Vec<NameMatch<'_>> {
        let whole = self.names.get(KeySpace::Generic, key);
        let without_article = bare.and_then(|bare| self.names.get(KeySpace::Generic, bare));
        let matches = self.lists(MatchTier::Generic, [whole, without_article]);
        let Some((core, class)) = generic_free(key).filter(|_| matches.is_empty()) else {
            return matches;
        };
        let core_bare = article_free(core);
        let bare = core_bare.as_deref().unwrap_or(core);
        let mut matches = self.lists(
            MatchTier::Generic,
            [
                self.names.get(KeySpace::Folded, core),
                self.names.get(KeySpace::Generic, core),
            ],
        );
        matches.extend(self.lists(
            MatchTier::Generic,
            [
                self.names.get(KeySpace::Article, bare),
                self.names.get(KeySpace::Generic, bare),
            ],
        ));
        if core_bare.is_some() {
            matches.extend(self.lists(MatchTier::Generic, [self.names.get(KeySpace::Folded, bare), None]));
        }
        // `Anbar Province` asks for the province, where there is one.
        if matches.iter().any(|found| found.place.class == class) {
            matches.retain(|found| found.place.class == class);
        }
        sort_once_each(&mut matches);
        matches
    }

    /// Appends all names that begin at token `at` of `text` to `found`, shortest first, at most one for each end.
    ///
    /// Words of a name stand in one sentence with white space or a hyphen between them. Arabic articles do not matter. Abbreviations match
    /// as written, all other names in any case: whether a lower-case word is a name is for the caller to judge. Names have two letters or
    /// more. A possessive `'s` ends a name only where the name has two words before it (`St. John's`), and the name without it is found too.
    pub fn names_at(&self, text: &Text<'_>, at: usize, found: &mut Vec<NameHit>) {
        names_at::names_at(&self.names, text, at, found);
    }

    /// Places that a name in the text may mean, most important first; a place is listed once.
    pub fn matches(&self, hit: &NameHit) -> Vec<NameMatch<'_>> {
        self.lists(hit.tier, hit.lists)
    }

    /// Places whose name is or begins with what someone typed, most important first, at most `limit`.
    ///
    /// Whole names of settlements, countries and divisions stand before longer ones only by importance: `Lond` finds London first.
    /// Limit: of very short beginnings only the first 60,000 names by alphabet are looked at.
    pub fn search(&self, query: &str, limit: usize) -> Vec<NameMatch<'_>> {
        let key = canonical(query);
        if key.is_empty() {
            return Vec::new();
        }
        let mut best: HashMap<usize, NameKind> = HashMap::new();
        self.names.each_with_prefix(&key, MOST_SEARCHED, |list| {
            for posting in self.names.postings(list) {
                let kind = best.entry(posting.row).or_insert(posting.kind);
                *kind = posting.kind.min(*kind);
            }
        });
        let begun = best.into_iter().filter_map(|(row, kind)| {
            let place = self.place_in_row(row)?;
            let tier = MatchTier::Folded;
            Some(NameMatch { place, tier, kind })
        });
        let mut matches = self.lookup(query);
        matches.extend(begun);
        sort_once_each(&mut matches);
        matches.truncate(limit);
        matches
    }

    fn row_of(&self, id: PlaceId) -> Option<usize> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let found = u32_at(self.places.record(middle, format::RECORD)?, 0);
            match found.cmp(&id.0) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return Some(middle),
            }
        }
        None
    }

    fn place_in_row(&self, row: usize) -> Option<Place<'_>> {
        let record = self.places.record(row, format::RECORD)?;
        let packed = u32_at(record, 20);
        let (country, admin1, admin2, _) = self.division_in_row((packed >> CODE_BITS) as usize)?;
        let code = self
            .codes
            .record((packed & ((1 << CODE_BITS) - 1)) as usize, format::CODE)?;
        let degrees = |offset| f64::from(i32_at(record, offset)) / 1e6;
        Some(Place {
            id: PlaceId(u32_at(record, 0)),
            name: self.strings.string(u32_at(record, 16)),
            point: LonLat::new(degrees(4), degrees(8))?,
            class: FeatureClass::from_letter(*code.first()?)?,
            code: self.strings.string(u32_at(code, 1)),
            country,
            admin1,
            admin2,
            population: u32_at(record, 12),
            name_count: u16_at(record, 24),
        })
    }

    /// Country, admin1, admin2, and the row of the division's own place.
    fn division_in_row(&self, row: usize) -> Option<(&str, &str, &str, u32)> {
        let record = self.divisions.record(row, format::DIVISION)?;
        let country = record.get(..2)?;
        let country = if country == [0, 0] { &[][..] } else { country };
        Some((
            std::str::from_utf8(country).unwrap_or_default(),
            self.strings.string(u32_at(record, 4)),
            self.strings.string(u32_at(record, 8)),
            u32_at(record, 12),
        ))
    }

    fn division(&self, country: &str, admin1: &str, admin2: &str) -> Option<Place<'_>> {
        let (mut low, mut high) = (0, self.divisions.len() / format::DIVISION);
        while low < high {
            let middle = low + (high - low) / 2;
            let (found_country, found_admin1, found_admin2, own) = self.division_in_row(middle)?;
            match (found_country, found_admin1, found_admin2).cmp(&(country, admin1, admin2)) {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return self.place_in_row(own as usize),
            }
        }
        None
    }

    /// The places of one tier's lists.
    fn lists(&self, tier: MatchTier, lists: [Option<ListStart>; 2]) -> Vec<NameMatch<'_>> {
        let mut matches: Vec<NameMatch<'_>> = lists
            .iter()
            .flatten()
            .flat_map(|list| self.names.postings(*list))
            .filter_map(|posting| {
                let place = self.place_in_row(posting.row)?;
                let kind = posting.kind;
                Some(NameMatch { place, tier, kind })
            })
            .collect();
        // One list is in order and holds each place once.
        if lists.iter().flatten().count() > 1 {
            sort_once_each(&mut matches);
        }
        matches
    }
}

/// Most important first; of several matches of one place the best kind of name stays.
fn sort_once_each(matches: &mut Vec<NameMatch<'_>>) {
    matches.sort_by_key(|found| (found.place.id, found.tier, found.kind));
    matches.dedup_by_key(|found| found.place.id);
    matches.sort_by(|left, right| {
        let order = match_importance(&right.place, right.kind).total_cmp(&match_importance(&left.place, left.kind));
        order.then(left.place.id.cmp(&right.place.id))
    });
}

#[cfg(test)]
mod tests;

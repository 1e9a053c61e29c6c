//! The gazetteer: names → places, compiled into one file that is read in place.
//!
//! [`Gazetteer`] answers for a name written by itself ([`Gazetteer::lookup`], [`Gazetteer::search`]) and for names in a text
//! ([`Gazetteer::names_at`]). [`GazetteerBuilder`] makes one from a few places, [`compile`] the default one from its sources.

mod place;
mod feature_code;
mod error;
mod name_key;
mod mapped;
mod format;
mod outline;
mod importance;
mod name_index;
mod names_at;
mod spelling;
mod lookup;
mod nearest;
mod name_writer;
mod builder;
pub mod import;
pub mod compile;

pub use builder::{GazetteerBuilder, PlaceDraft};
pub use error::GazetteerError;
pub use names_at::NameHit;
pub use nearest::NearPlace;
pub use outline::Polygons;
pub use place::{FeatureClass, MatchTier, NameKind, NameMatch, Place, PlaceId};

use std::cmp::Ordering;
use std::path::Path;

use format::{Bytes, CODE_BITS, File, Section, SectionTag, i32_at, u16_at, u32_at};
use mapped::MappedFile;
use name_index::{NameIndex, NameSections};
use outline::{Outline, Outlines};

use crate::geography::LonLat;

/// Every place that news names; opened once, shared by all threads.
#[derive(Debug)]
pub struct Gazetteer {
    origin: Section,
    strings: Section,
    codes: Section,
    divisions: Section,
    places: Section,
    names: NameIndex,
    nearest: Section,
    file: File,
    outlines: Outlines,
}

impl Gazetteer {
    /// Opens a compiled gazetteer: maps it into memory. A file up to 64 MB is checked whole, a larger one in parts as they are used, so that
    /// opening takes milliseconds whatever its size.
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
        let opened = MappedFile::open(path).and_then(|file| Gazetteer::from_file(File::read(Bytes::Mapped(file))?));
        opened.map_err(|source| GazetteerError::File {
            path: path.to_owned(),
            source: Box::new(source),
        })
    }

    /// The default gazetteer: part of the binary with the feature `embed`, else read from the source tree.
    ///
    /// # Errors
    /// As [`Gazetteer::open`].
    pub fn embedded() -> Result<Gazetteer, GazetteerError> {
        #[cfg(feature = "embed")]
        {
            Gazetteer::from_file(File::read(Bytes::Embedded(include_bytes!(
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
        Gazetteer::from_file(File::read(Bytes::Owned(bytes))?)
    }

    fn from_file(file: File) -> Result<Gazetteer, GazetteerError> {
        Ok(Gazetteer {
            origin: file.section(SectionTag::Origin)?,
            strings: file.section(SectionTag::Strings)?,
            codes: file.section(SectionTag::Codes)?,
            divisions: file.section(SectionTag::Divisions)?,
            places: file.section(SectionTag::Places)?,
            outlines: Outlines {
                areas: file.optional(SectionTag::Areas)?,
                rings: file.optional(SectionTag::Rings)?,
            },
            names: NameIndex::new(NameSections {
                trunk: file.section(SectionTag::Names)?,
                shard_table: file.optional(SectionTag::ShardTable)?,
                shards: file.optional(SectionTag::Shards)?,
                postings: file.section(SectionTag::Postings)?,
            })?,
            nearest: file.optional(SectionTag::Nearest)?,
            file,
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

    /// The parts of the file, each with its length in bytes and whether its checksum agrees. Reads the whole file.
    pub fn verify(&self) -> Vec<(String, usize, bool)> {
        self.file.verify().collect()
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

    /// The country that holds the point: that of the division whose outline does, else the one whose own outline does; of several, the
    /// first by code. `None` at sea, and where outlines are coarse (about 2 km).
    ///
    /// Divisions come first because their codes are GeoNames' for the towns inside, while the outlines of whole countries follow who holds
    /// the ground (Crimea) and count overseas parts in (Réunion).
    pub fn country_at(&self, point: LonLat) -> Option<Place<'_>> {
        let division = self.outlines.at(point).find(|outline| !outline.admin1.is_empty());
        let outline = division.or_else(|| self.outlines.at(point).next());
        self.country(outline?.country)
    }

    /// The first-order division whose outline holds the point, as [`Gazetteer::country_at`].
    pub fn admin1_at(&self, point: LonLat) -> Option<Place<'_>> {
        let mut outlines = self.outlines.at(point);
        let outline = outlines.find(|outline| !outline.admin1.is_empty())?;
        self.admin1(outline.country, outline.admin1)
    }

    /// The outline of a country or a first-order division; `None` for other places, and for those without one.
    pub fn outline(&self, place: &Place<'_>) -> Option<Polygons> {
        Some(self.outline_of(place)?.polygons())
    }

    /// Whether the outline of a country or a first-order division holds the point; `None` where it has none.
    pub fn outline_holds(&self, place: &Place<'_>, point: LonLat) -> Option<bool> {
        Some(self.outline_of(place)?.contains(point))
    }

    /// Number of outlines.
    pub fn outline_count(&self) -> usize {
        self.outlines.len()
    }

    fn outline_of(&self, place: &Place<'_>) -> Option<Outline<'_>> {
        match () {
            () if place.is_country() => self.outlines.get(place.country, ""),
            () if place.is_admin1() => self.outlines.get(place.country, place.admin1),
            () => None,
        }
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
        let division = u32_at(record, 20) >> CODE_BITS;
        let (country, admin1, admin2, _) = self.division_in_row(division as usize)?;
        Some(Place {
            name: self.strings.string(u32_at(record, 16)),
            country,
            admin1,
            admin2,
            ..self.nameless_place(record)?
        })
    }

    /// The place of a record without its strings: all that importance needs.
    fn nameless_place(&self, record: &[u8]) -> Option<Place<'_>> {
        let code = u32_at(record, 20) & ((1 << CODE_BITS) - 1);
        let code = self.codes.record(code as usize, format::CODE)?;
        let degrees = |offset| f64::from(i32_at(record, offset)) / 1e6;
        Some(Place {
            id: PlaceId(u32_at(record, 0)),
            name: "",
            point: LonLat::new(degrees(4), degrees(8))?,
            class: FeatureClass::from_letter(*code.first()?)?,
            code: self.strings.string(u32_at(code, 1)),
            country: "",
            admin1: "",
            admin2: "",
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
}

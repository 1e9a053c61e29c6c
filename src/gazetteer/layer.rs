//! One gazetteer file, opened: the records behind [`super::Gazetteer`], which asks one or several of them.

use std::cmp::Ordering;
use std::path::Path;

use super::error::GazetteerError;
use super::format::{self, Bytes, CODE_BITS, File, Section, SectionTag, i32_at, u16_at, u32_at};
use super::mapped::MappedFile;
use super::name_index::{NameIndex, NameSections};
use super::outline::{Outline, Outlines};
use super::place::{FeatureClass, Place, PlaceId};
use crate::geography::LonLat;

/// One file of places. What its methods answer is told at those of [`super::Gazetteer`].
#[derive(Debug)]
pub(super) struct Layer {
    pub(super) origin: Section,
    pub(super) strings: Section,
    pub(super) codes: Section,
    pub(super) divisions: Section,
    pub(super) places: Section,
    pub(super) names: NameIndex,
    pub(super) nearest: Section,
    pub(super) file: File,
    pub(super) outlines: Outlines,
}

impl Layer {
    /// Maps a file.
    pub(super) fn open(path: &Path) -> Result<Layer, GazetteerError> {
        let opened = MappedFile::open(path).and_then(|file| Layer::read(Bytes::Mapped(file)));
        opened.map_err(|source| GazetteerError::File {
            path: path.to_owned(),
            source: Box::new(source),
        })
    }

    /// From the bytes of a file.
    pub(super) fn read(bytes: Bytes) -> Result<Layer, GazetteerError> {
        let file = File::read(bytes)?;
        Ok(Layer {
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
    pub(super) fn len(&self) -> usize {
        self.places.len() / format::RECORD
    }

    /// The parts of the file, each with its length in bytes and whether its checksum agrees. Reads the whole file.
    pub(super) fn verify(&self) -> Vec<(String, usize, bool)> {
        self.file.verify().collect()
    }

    /// Number of different name keys, with and without articles and generic words.
    pub(super) fn name_count(&self) -> usize {
        self.names.len()
    }

    /// What the gazetteer was made of, one source a line; may be empty.
    pub(super) fn origin(&self) -> &str {
        std::str::from_utf8(self.origin.as_ref()).unwrap_or_default()
    }

    /// All places, by rising id.
    pub(super) fn places(&self) -> impl Iterator<Item = Place<'_>> {
        (0..self.len()).filter_map(|row| self.place_in_row(row))
    }

    /// The place with the given id.
    pub(super) fn place(&self, id: PlaceId) -> Option<Place<'_>> {
        self.place_in_row(self.row_of(id)?)
    }

    /// Country and first-order code of the outline that holds the point: of a division, else of a whole country (no code).
    pub(super) fn codes_at(&self, point: LonLat) -> Option<(&str, &str)> {
        let division = self.outlines.at(point).find(|outline| !outline.admin1.is_empty());
        let outline = division.or_else(|| self.outlines.at(point).next())?;
        Some((outline.country, outline.admin1))
    }

    /// Number of outlines.
    pub(super) fn outline_count(&self) -> usize {
        self.outlines.len()
    }

    /// The outline of a country or a first-order division.
    pub(super) fn outline_of(&self, place: &Place<'_>) -> Option<Outline<'_>> {
        match () {
            () if place.is_country() => self.outlines.get(place.country, ""),
            () if place.is_admin1() => self.outlines.get(place.country, place.admin1),
            () => None,
        }
    }

    pub(super) fn row_of(&self, id: PlaceId) -> Option<usize> {
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

    pub(super) fn place_in_row(&self, row: usize) -> Option<Place<'_>> {
        let record = self.places.record(row, format::RECORD)?;
        let division = u32_at(record, 20) >> CODE_BITS;
        let (country, admin1, admin2) = self.division_in_row(division as usize)?;
        Some(Place {
            name: self.strings.string(u32_at(record, 16)),
            country,
            admin1,
            admin2,
            ..self.nameless_place(record)?
        })
    }

    /// The place of a record without its strings: all that importance needs.
    pub(super) fn nameless_place(&self, record: &[u8]) -> Option<Place<'_>> {
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

    /// Country, admin1, admin2.
    fn division_in_row(&self, row: usize) -> Option<(&str, &str, &str)> {
        let record = self.divisions.record(row, format::DIVISION)?;
        Some((
            std::str::from_utf8(country_of(record)).unwrap_or_default(),
            self.strings.string(u32_at(record, 4)),
            self.strings.string(u32_at(record, 8)),
        ))
    }

    /// The place of a country (no codes), a first-order (no second code) or a second-order division.
    pub(super) fn division(&self, country: &str, admin1: &str, admin2: &str) -> Option<Place<'_>> {
        let (mut low, mut high) = (0, self.divisions.len() / format::DIVISION);
        while low < high {
            let middle = low + (high - low) / 2;
            let record = self.divisions.record(middle, format::DIVISION)?;
            // Most differ in their country, so that no string need be read.
            let code = |offset| self.strings.string(u32_at(record, offset));
            let order = country_of(record)
                .cmp(country.as_bytes())
                .then_with(|| code(4).cmp(admin1))
                .then_with(|| code(8).cmp(admin2));
            match order {
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
                Ordering::Equal => return self.place_in_row(u32_at(record, 12) as usize),
            }
        }
        None
    }
}

/// The code of a division's country as it stands in its record; empty for none.
fn country_of(record: &[u8]) -> &[u8] {
    match record.get(..2) {
        None | Some([0, 0]) => &[],
        Some(code) => code,
    }
}

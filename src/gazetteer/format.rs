//! The compiled file: one header, a table of sections, and the sections, all little-endian and read in place.
//!
//! ```text
//! 0   8  magic `DATELGAZ`
//! 8   4  format version
//! 12  4  number of sections
//! 16  8  checksum of the number of sections and everything from byte 24 on
//! 24     sections: tag (4 bytes), 4 bytes of zero, offset u64, length u64
//! …      the sections, each on a multiple of 8
//! ```
//!
//! | tag | holds |
//! |---|---|
//! | `STRS` | strings: length byte, then UTF-8; referred to by offset |
//! | `CODE` | feature codes: class letter, then string offset u32 (5 bytes each) |
//! | `DIVS` | divisions, sorted by country, admin1, admin2: country 2 bytes, zero 2 bytes, admin1 and admin2 string offsets, row of the division's own place or `u32::MAX` |
//! | `PLCE` | places, sorted by id: see [`RECORD`] |
//! | `POST` | postings: row << 4 \| kind << 1 \| last, u32 each, most important first |
//! | `NAME` | `fst` map from name keys to the index of their first posting |
//! | `AREA`, `RING` | optional: outlines of countries and divisions; see `outline.rs` |
//! | `META` | UTF-8 lines that say what the file was made of |
//!
//! Opening checks the header, the checksum and the bounds of the sections; nothing is parsed. Every read is bounds-checked, so that a file
//! with a right checksum and wrong contents gives wrong answers at worst; only the `fst` part relies on the checksum.

use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::error::GazetteerError;

/// First bytes of every compiled gazetteer.
pub(super) const MAGIC: &[u8; 8] = b"DATELGAZ";
/// Format number that this program writes and reads.
pub(super) const VERSION: u32 = 1;
/// Bytes before the section table.
const HEADER: usize = 24;
/// Bytes of one line of the section table.
const TABLE_LINE: usize = 24;
/// Bytes of a place record: id, longitude and latitude in millionths of a degree (i32), population, name offset,
/// division row << 10 | code row (all u32), number of names (u16).
pub(super) const RECORD: usize = 26;
/// Bits of the code row in a place record; GeoNames has about 680 codes.
pub(super) const CODE_BITS: u32 = 10;
/// Bytes of a division record.
pub(super) const DIVISION: usize = 16;
/// Bytes of an area record: country 2, first-order code 6 (zero-padded, empty for a whole country), west, south, east, north in thousandths
/// of a degree (i32), offset and length in `RING` (u32).
pub(super) const AREA: usize = 32;
/// Bytes of a feature-code record.
pub(super) const CODE: usize = 5;

/// The parts of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SectionTag {
    Strings,
    Codes,
    Divisions,
    Places,
    Postings,
    Names,
    Origin,
    Areas,
    Rings,
}

impl SectionTag {
    fn bytes(self) -> [u8; 4] {
        match self {
            SectionTag::Strings => *b"STRS",
            SectionTag::Codes => *b"CODE",
            SectionTag::Divisions => *b"DIVS",
            SectionTag::Places => *b"PLCE",
            SectionTag::Postings => *b"POST",
            SectionTag::Names => *b"NAME",
            SectionTag::Origin => *b"META",
            SectionTag::Areas => *b"AREA",
            SectionTag::Rings => *b"RING",
        }
    }

    /// Bytes of one record, where the section is a table.
    fn record(self) -> usize {
        match self {
            SectionTag::Strings | SectionTag::Names | SectionTag::Origin | SectionTag::Rings => 1,
            SectionTag::Areas => AREA,
            SectionTag::Codes => CODE,
            SectionTag::Divisions => DIVISION,
            SectionTag::Places => RECORD,
            SectionTag::Postings => 4,
        }
    }
}

/// The bytes of a gazetteer: part of the program, or read from a file.
#[derive(Debug)]
pub(super) enum Bytes {
    /// Embedded in the binary; mapped by the system, never copied.
    #[cfg_attr(
        not(feature = "embed"),
        expect(dead_code, reason = "only the embedded build has such bytes")
    )]
    Embedded(&'static [u8]),
    /// Read from a file or built in memory.
    Owned(Vec<u8>),
}

impl Bytes {
    /// Reads a whole file.
    pub(super) fn read(path: &Path) -> Result<Bytes, GazetteerError> {
        let bytes = fs::read(path).map_err(|source| GazetteerError::Read {
            path: path.to_owned(),
            source,
        })?;
        Ok(Bytes::Owned(bytes))
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Bytes::Embedded(bytes) => bytes,
            Bytes::Owned(bytes) => bytes,
        }
    }
}

/// One part of the file, with little-endian reads that answer `None` or empty past its end.
#[derive(Clone, Debug)]
pub(super) struct Section {
    bytes: Arc<Bytes>,
    range: Range<usize>,
}

impl AsRef<[u8]> for Section {
    fn as_ref(&self) -> &[u8] {
        (*self.bytes).as_ref().get(self.range.clone()).unwrap_or_default()
    }
}

impl Section {
    /// Length in bytes.
    pub(super) fn len(&self) -> usize {
        self.range.len()
    }

    /// The record of `size` bytes with the given number.
    pub(super) fn record(&self, number: usize, size: usize) -> Option<&[u8]> {
        let start = number.checked_mul(size)?;
        self.as_ref().get(start..start.checked_add(size)?)
    }

    /// The length-prefixed string at a byte offset; empty where there is none.
    pub(super) fn string(&self, offset: u32) -> &str {
        let bytes = self.as_ref().get(offset as usize..).unwrap_or_default();
        let Some((length, rest)) = bytes.split_first() else {
            return "";
        };
        let text = rest.get(..usize::from(*length)).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }
}

/// The u32 at a byte offset of a record; 0 past its end.
pub(super) fn u32_at(record: &[u8], offset: usize) -> u32 {
    read(record, offset).map_or(0, u32::from_le_bytes)
}

/// The i32 at a byte offset of a record; 0 past its end.
pub(super) fn i32_at(record: &[u8], offset: usize) -> i32 {
    read(record, offset).map_or(0, i32::from_le_bytes)
}

/// The u16 at a byte offset of a record; 0 past its end.
pub(super) fn u16_at(record: &[u8], offset: usize) -> u16 {
    read(record, offset).map_or(0, u16::from_le_bytes)
}

fn read<const N: usize>(bytes: &[u8], offset: usize) -> Option<[u8; N]> {
    bytes.get(offset..offset.checked_add(N)?)?.try_into().ok()
}

/// A checked file: every section is within bounds and whole.
#[derive(Debug)]
pub(super) struct File {
    bytes: Arc<Bytes>,
    count: usize,
}

impl File {
    /// Checks magic, version, bounds and, for bytes that are not part of the program, the checksum.
    pub(super) fn read(bytes: Bytes) -> Result<File, GazetteerError> {
        let all = bytes.as_ref();
        if !all.starts_with(MAGIC) {
            return Err(GazetteerError::NotAGazetteer);
        }
        let header = all.get(..HEADER).ok_or(damaged("the header is cut"))?;
        let found = u32_at(header, 8);
        if found != VERSION {
            return Err(GazetteerError::Version {
                found,
                expected: VERSION,
            });
        }
        let stored = read(header, 16).map_or(0, u64::from_le_bytes);
        let count = u32_at(header, 12);
        if matches!(bytes, Bytes::Owned(_)) && checksum(count, all.get(HEADER..).unwrap_or_default()) != stored {
            return Err(damaged("the checksum does not agree, the file was cut or changed"));
        }
        Ok(File {
            bytes: Arc::new(bytes),
            count: count as usize,
        })
    }

    /// As [`File::section`]; empty where the file has no such section.
    pub(super) fn optional(&self, tag: SectionTag) -> Result<Section, GazetteerError> {
        match self.section(tag) {
            Err(GazetteerError::Damaged { what: MISSING }) => Ok(Section {
                bytes: Arc::clone(&self.bytes),
                range: 0..0,
            }),
            found => found,
        }
    }

    /// The section with the given tag.
    pub(super) fn section(&self, tag: SectionTag) -> Result<Section, GazetteerError> {
        let all = (*self.bytes).as_ref();
        let line = (0..self.count)
            .map_while(|number| {
                let start = HEADER.checked_add(number.checked_mul(TABLE_LINE)?)?;
                all.get(start..start.checked_add(TABLE_LINE)?)
            })
            .find(|line| line.starts_with(&tag.bytes()))
            .ok_or(damaged(MISSING))?;
        let offset = read(line, 8).map(u64::from_le_bytes);
        let length = read(line, 16).map(u64::from_le_bytes);
        let range = offset
            .zip(length)
            .and_then(|(offset, length)| {
                let start = usize::try_from(offset).ok()?;
                Some(start..start.checked_add(usize::try_from(length).ok()?)?)
            })
            .filter(|range| range.end <= all.len())
            .ok_or(damaged("a section lies outside the file"))?;
        if range.len() % tag.record() != 0 {
            return Err(damaged("a table ends within a record"));
        }
        Ok(Section {
            bytes: Arc::clone(&self.bytes),
            range,
        })
    }
}

const MISSING: &str = "a section is missing";

fn damaged(what: &'static str) -> GazetteerError {
    GazetteerError::Damaged { what }
}

/// Puts the sections together; the same sections give the same bytes.
pub(super) fn write(sections: &[(SectionTag, Vec<u8>)]) -> Vec<u8> {
    let mut table = Vec::new();
    let mut body = Vec::new();
    let body_start = HEADER + sections.len() * TABLE_LINE;
    for (tag, bytes) in sections {
        while !(body_start + body.len()).is_multiple_of(8) {
            body.push(0);
        }
        table.extend_from_slice(&tag.bytes());
        table.extend_from_slice(&[0; 4]);
        table.extend_from_slice(&((body_start + body.len()) as u64).to_le_bytes());
        table.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        body.extend_from_slice(bytes);
    }
    table.extend_from_slice(&body);
    let mut file = Vec::with_capacity(HEADER + table.len());
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(&VERSION.to_le_bytes());
    let count = u32::try_from(sections.len()).unwrap_or(u32::MAX);
    file.extend_from_slice(&count.to_le_bytes());
    file.extend_from_slice(&checksum(count, &table).to_le_bytes());
    file.extend_from_slice(&table);
    file
}

/// CRC-32 (ISO 3309) of the number of sections and the bytes: against damage, not against intent.
pub(super) fn checksum(count: u32, bytes: &[u8]) -> u64 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&count.to_le_bytes());
    crc.update(bytes);
    u64::from(crc.finalize())
}

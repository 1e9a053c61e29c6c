//! The compiled file: one header, a table of sections, and the sections, all little-endian and read in place.
//!
//! ```text
//! 0   8  magic `DATELGAZ`
//! 8   4  format version
//! 12  4  number of sections
//! 16  4  CRC-32 of the number of sections and the section table
//! 20  4  zero
//! 24     section table, for each section: tag (4 bytes), CRC-32 of its bytes (u32), offset u64, length u64
//! …      the sections, each on a multiple of 8, in any order
//! ```
//!
//! A reader skips tags that it does not know, and does without the optional ones, so that a section can be added without a new version;
//! the version changes where an old section means something else.
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
//! | `SHRD` | optional: shards of `NAME`, offset in `SHDB` u64, length u32, CRC-32 u32 each; see [`super::name_index`] |
//! | `SHDB` | optional: the shards, `fst` maps one after the other |
//! | `NEAR` | optional: rows in the order of a k-d tree, u32 each; see [`super::nearest`] |
//!
//! **What is checked when.** Opening checks the header and that all sections lie within the file, which tells every cut file; nothing is
//! parsed. Checksums of files up to [`SMALL`] are checked at once (a few milliseconds); in larger ones only those of small sections are,
//! because reading a gigabyte before the first answer would take seconds. That is sound because every read outside the `fst` parts is
//! bounds-checked, so that damaged bytes give a wrong answer at worst, never a panic; and the `fst` parts of a large file are cut into
//! shards, each of which is checked before it is first used. `dateline gazetteer info FILE` checks everything.
//! CRC-32 (ISO 3309) is against damage, not against intent. Bytes that are part of the program are not checked.

use std::io::{self, Seek, SeekFrom, Write};
use std::ops::Range;
use std::sync::Arc;

use super::error::GazetteerError;
use super::mapped::MappedFile;

/// First bytes of every compiled gazetteer.
pub(super) const MAGIC: &[u8; 8] = b"DATELGAZ";
/// Format number that this program writes and reads.
pub(super) const VERSION: u32 = 2;
/// Files up to this many bytes are checked whole when they are opened.
pub(super) const SMALL: usize = 64 << 20;
/// In larger files, sections up to this many bytes are.
const SMALL_SECTION: usize = 4 << 20;
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
/// Bytes of a shard record.
pub(super) const SHARD: usize = 16;
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
    ShardTable,
    Shards,
    Nearest,
    Areas,
    Rings,
}

impl SectionTag {
    /// The four letters in the section table.
    pub(super) fn bytes(self) -> [u8; 4] {
        match self {
            SectionTag::Strings => *b"STRS",
            SectionTag::Codes => *b"CODE",
            SectionTag::Divisions => *b"DIVS",
            SectionTag::Places => *b"PLCE",
            SectionTag::Postings => *b"POST",
            SectionTag::Names => *b"NAME",
            SectionTag::Origin => *b"META",
            SectionTag::ShardTable => *b"SHRD",
            SectionTag::Shards => *b"SHDB",
            SectionTag::Nearest => *b"NEAR",
            SectionTag::Areas => *b"AREA",
            SectionTag::Rings => *b"RING",
        }
    }

    /// Bytes of one record, where the section is a table.
    fn record(self) -> usize {
        match self {
            SectionTag::Strings | SectionTag::Names | SectionTag::Origin | SectionTag::Shards | SectionTag::Rings => 1,
            SectionTag::Areas => AREA,
            SectionTag::Codes => CODE,
            SectionTag::Divisions => DIVISION,
            SectionTag::Places => RECORD,
            SectionTag::Postings | SectionTag::Nearest => 4,
            SectionTag::ShardTable => SHARD,
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
    /// Built in memory or handed in.
    Owned(Vec<u8>),
    /// A file, mapped into memory.
    Mapped(MappedFile),
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        match self {
            Bytes::Embedded(bytes) => bytes,
            Bytes::Owned(bytes) => bytes,
            Bytes::Mapped(file) => file.as_ref(),
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
    /// A section without bytes.
    fn empty(bytes: &Arc<Bytes>) -> Section {
        let bytes = Arc::clone(bytes);
        Section { bytes, range: 0..0 }
    }

    /// The part of this section at an offset; `None` where it ends before.
    pub(super) fn part(&self, offset: u64, length: u32) -> Option<Section> {
        let start = self.range.start.checked_add(usize::try_from(offset).ok()?)?;
        let end = start.checked_add(length as usize)?;
        let bytes = Arc::clone(&self.bytes);
        (end <= self.range.end).then_some(Section {
            bytes,
            range: start..end,
        })
    }

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

/// The u64 at a byte offset of a record; 0 past its end.
pub(super) fn u64_at(record: &[u8], offset: usize) -> u64 {
    read(record, offset).map_or(0, u64::from_le_bytes)
}

fn read<const N: usize>(bytes: &[u8], offset: usize) -> Option<[u8; N]> {
    bytes.get(offset..offset.checked_add(N)?)?.try_into().ok()
}

/// One line of the section table.
#[derive(Clone, Debug)]
struct TableLine {
    tag: [u8; 4],
    checksum: u32,
    range: Range<usize>,
}

/// A file whose header is right and whose sections lie within it.
#[derive(Debug)]
pub(super) struct File {
    bytes: Arc<Bytes>,
    table: Vec<TableLine>,
}

impl File {
    /// Checks magic, version, bounds, and the checksums that can be checked at once; see the head of this file.
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
        let count = u32_at(header, 12);
        let lines = (count as usize)
            .checked_mul(TABLE_LINE)
            .and_then(|length| all.get(HEADER..HEADER.checked_add(length)?))
            .ok_or(damaged("the section table is cut"))?;
        if checksum(&[&count.to_le_bytes(), lines]) != u32_at(header, 16) || u32_at(header, 20) != 0 {
            return Err(damaged("the section table was changed"));
        }
        let table = lines
            .chunks_exact(TABLE_LINE)
            .map(|line| table_line(line, all.len()))
            .collect::<Result<_, _>>()?;
        let file = File {
            bytes: Arc::new(bytes),
            table,
        };
        let all_of_it = (*file.bytes).as_ref().len() <= SMALL;
        let trusted = matches!(*file.bytes, Bytes::Embedded(_));
        let mut at_once = file
            .table
            .iter()
            .filter(|line| all_of_it || line.range.len() <= SMALL_SECTION);
        if !trusted && at_once.any(|line| !file.is_whole(line)) {
            return Err(damaged("a checksum does not agree, the file was changed"));
        }
        Ok(file)
    }

    fn is_whole(&self, line: &TableLine) -> bool {
        let bytes = (*self.bytes).as_ref().get(line.range.clone());
        bytes.is_some_and(|bytes| checksum(&[bytes]) == line.checksum)
    }

    /// Tag, length in bytes, and whether the checksum agrees, of every section; reads the whole file.
    pub(super) fn verify(&self) -> impl Iterator<Item = (String, usize, bool)> {
        self.table.iter().map(|line| {
            let tag = String::from_utf8_lossy(&line.tag).into_owned();
            (tag, line.range.len(), self.is_whole(line))
        })
    }

    /// The section with the given tag, which must be there.
    pub(super) fn section(&self, tag: SectionTag) -> Result<Section, GazetteerError> {
        self.find(tag)?.ok_or(damaged("a section is missing"))
    }

    /// The section with the given tag, or an empty one.
    pub(super) fn optional(&self, tag: SectionTag) -> Result<Section, GazetteerError> {
        Ok(self.find(tag)?.unwrap_or_else(|| Section::empty(&self.bytes)))
    }

    /// Where a section lies, for tests that damage it.
    #[cfg(test)]
    pub(super) fn range(&self, tag: SectionTag) -> Range<usize> {
        let line = self.table.iter().find(|line| line.tag == tag.bytes());
        line.map_or(0..0, |line| line.range.clone())
    }

    fn find(&self, tag: SectionTag) -> Result<Option<Section>, GazetteerError> {
        let Some(line) = self.table.iter().find(|line| line.tag == tag.bytes()) else {
            return Ok(None);
        };
        if line.range.len() % tag.record() != 0 {
            return Err(damaged("a table ends within a record"));
        }
        let (bytes, range) = (Arc::clone(&self.bytes), line.range.clone());
        Ok(Some(Section { bytes, range }))
    }
}

fn table_line(line: &[u8], file_length: usize) -> Result<TableLine, GazetteerError> {
    let start = usize::try_from(u64_at(line, 8)).ok();
    let range = start
        .zip(usize::try_from(u64_at(line, 16)).ok())
        .and_then(|(start, length)| Some(start..start.checked_add(length)?))
        .filter(|range| range.end <= file_length)
        .ok_or(damaged("the file is cut: a section lies beyond its end"))?;
    Ok(TableLine {
        tag: read(line, 0).unwrap_or_default(),
        checksum: u32_at(line, 4),
        range,
    })
}

fn damaged(what: &'static str) -> GazetteerError {
    GazetteerError::Damaged { what }
}

/// CRC-32 (ISO 3309) of the parts, one after the other.
pub(super) fn checksum(parts: &[&[u8]]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    for part in parts {
        crc.update(part);
    }
    crc.finalize()
}

/// Writes a file section by section; the same sections give the same bytes. The header comes last, so that a file whose writing was broken
/// off is no gazetteer.
pub(super) struct FileWriter<W> {
    output: W,
    /// The lines of the sections that are closed.
    table: Vec<u8>,
    /// Sections that there is room for in the table.
    most: usize,
    at: u64,
    open: Option<([u8; 4], u64, crc32fast::Hasher)>,
}

impl<W: Write + Seek> FileWriter<W> {
    /// Begins a file of at most so many sections.
    pub(super) fn new(mut output: W, most_sections: usize) -> io::Result<FileWriter<W>> {
        let at = HEADER + most_sections * TABLE_LINE;
        output.write_all(&vec![0; at])?;
        Ok(FileWriter {
            output,
            table: Vec::new(),
            most: most_sections,
            at: at as u64,
            open: None,
        })
    }

    /// Begins a section; what is written next belongs to it.
    pub(super) fn begin(&mut self, tag: SectionTag) -> io::Result<()> {
        self.end();
        while !self.at.is_multiple_of(8) {
            self.output.write_all(&[0])?;
            self.at += 1;
        }
        self.open = Some((tag.bytes(), self.at, crc32fast::Hasher::new()));
        Ok(())
    }

    /// Writes a whole section.
    pub(super) fn section(&mut self, tag: SectionTag, bytes: &[u8]) -> io::Result<()> {
        self.begin(tag)?;
        self.write_all(bytes)
    }

    fn end(&mut self) {
        if let Some((tag, start, crc)) = self.open.take() {
            self.table.extend_from_slice(&tag);
            self.table.extend_from_slice(&crc.finalize().to_le_bytes());
            self.table.extend_from_slice(&start.to_le_bytes());
            self.table.extend_from_slice(&(self.at - start).to_le_bytes());
        }
    }

    /// Writes the header and gives the output back.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.end();
        let count = self.table.len() / TABLE_LINE;
        if self.most < count {
            return Err(io::Error::other("more sections than there is room for"));
        }
        let count = u32::try_from(count).map_err(io::Error::other)?.to_le_bytes();
        self.output.seek(SeekFrom::Start(0))?;
        self.output.write_all(MAGIC)?;
        self.output.write_all(&VERSION.to_le_bytes())?;
        self.output.write_all(&count)?;
        self.output.write_all(&checksum(&[&count, &self.table]).to_le_bytes())?;
        self.output.write_all(&[0; 4])?;
        self.output.write_all(&self.table)?;
        self.output.flush()?;
        Ok(self.output)
    }
}

impl<W: Write + Seek> Write for FileWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.output.write(bytes)?;
        if let Some((_, _, crc)) = &mut self.open {
            crc.update(&bytes[..written]);
        }
        self.at += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.output.flush()
    }
}

/// Makes all checksums of a changed file right, so that tests reach what comes after them.
#[cfg(test)]
pub(super) fn mend_checksums(bytes: &mut [u8]) {
    let count: [u8; 4] = read(bytes, 12).unwrap();
    let lines = HEADER..HEADER + u32::from_le_bytes(count) as usize * TABLE_LINE;
    for start in lines.clone().step_by(TABLE_LINE) {
        let Ok(line) = table_line(&bytes[start..start + TABLE_LINE], bytes.len()) else {
            continue;
        };
        let sum = checksum(&[&bytes[line.range]]);
        bytes[start + 4..start + 8].copy_from_slice(&sum.to_le_bytes());
    }
    let sum = checksum(&[&count, &bytes[lines]]);
    bytes[16..20].copy_from_slice(&sum.to_le_bytes());
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{MAGIC, SectionTag, mend_checksums};
    use crate::gazetteer::fixture::{ROWS, iraq, point};
    use crate::gazetteer::{FeatureClass, Gazetteer, GazetteerBuilder, PlaceDraft};

    #[test]
    fn files_that_cannot_be_used_say_why() {
        let bytes = iraq().write().unwrap();
        let message = |bytes: Vec<u8>| Gazetteer::from_bytes(bytes).unwrap_err().to_string();
        assert!(message(b"PK\x03\x04".to_vec()).contains("not a gazetteer file"));
        assert!(message(bytes[..20].to_vec()).contains("the header is cut"));
        assert!(message(bytes[..bytes.len() - 1].to_vec()).contains("the file is cut"));
        let mut changed = bytes.clone();
        let last = changed.len() - 1;
        changed[last] ^= 1;
        assert!(message(changed).contains("checksum"));
        let mut newer = bytes;
        newer[8] = 99;
        assert!(message(newer).contains("format 99"));
    }

    proptest! {
        #[test]
        fn a_changed_file_never_panics(at in 0_usize..4000, byte in any::<u8>(), keep in any::<prop::sample::Index>(), cut in any::<bool>()) {
            let mut bytes = iraq().write().unwrap();
            let at = at % bytes.len();
            let before = bytes[at];
            bytes[at] = byte;
            if cut {
                bytes.truncate(keep.index(bytes.len()));
            }
            let changed = byte != before;
            // Nothing depends on the zeros between sections.
            if let Ok(opened) = Gazetteer::from_bytes(bytes) {
                prop_assert!(!changed || before == 0);
                prop_assert_eq!(opened.places().count(), ROWS.len());
                prop_assert_eq!(opened.lookup("Baghdad").len(), 2);
            } else {
                prop_assert!(cut || changed);
            }
        }

        #[test]
        fn a_damaged_shard_has_no_names_and_never_panics(names in prop::collection::vec("[ab]{2,6}", 400..500), at in any::<prop::sample::Index>(), bit in 0_u32..8) {
            let mut builder = GazetteerBuilder::new();
            for (id, name) in (1..).zip(&names) {
                builder.add(PlaceDraft::new(id, name, point(0.0, 0.0), FeatureClass::Settlement, "PPL"));
            }
            let mut bytes = builder.write_sharded(8).unwrap();
            let whole = Gazetteer::from_bytes(bytes.clone()).unwrap();
            for (id, name) in (1..).zip(&names) {
                prop_assert!(whole.lookup(name).iter().any(|found| found.place.id.0 == id), "{}", name);
            }
            prop_assert!(whole.search("ab", 1000).len() > 10);
            let shards = whole.top.file.range(SectionTag::Shards);
            prop_assert!(!shards.is_empty());
            let at = shards.start + at.index(shards.len());
            bytes[at] ^= 1_u8 << bit;
            mend_checksums(&mut bytes);
            let damaged = Gazetteer::from_bytes(bytes).unwrap();
            let lost = names.iter().filter(|name| damaged.lookup(name).is_empty()).count();
            prop_assert!(0 < lost && lost < names.len());
            prop_assert!(damaged.search("a", 1000).len() < names.len());
        }

        #[test]
        fn any_bytes_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), magic in any::<bool>()) {
            let bytes = if magic { [MAGIC.as_slice(), &bytes].concat() } else { bytes };
            prop_assert!(Gazetteer::from_bytes(bytes).is_err());
        }

        #[test]
        fn a_file_with_a_right_checksum_and_wrong_tables_never_panics(
            at in any::<prop::sample::Index>(),
            value in any::<u32>(),
            query in "[A-Z][a-z]{1,3}",
        ) {
            let mut bytes = iraq().write().unwrap();
            // Everything but the `fst` part, which is the last.
            let end = bytes.len() - Gazetteer::from_bytes(bytes.clone()).unwrap().top.names.fst_len();
            let at = 24 + at.index(end - 28);
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
            mend_checksums(&mut bytes);
            if let Ok(gazetteer) = Gazetteer::from_bytes(bytes) {
                let places = gazetteer.places().count();
                let found = gazetteer.lookup("Baghdad").len() + gazetteer.search(&query, 10).len();
                prop_assert!(places + found < 1000);
            }
        }
    }
}

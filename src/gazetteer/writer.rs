//! From places, in the order of their ids, to a gazetteer file.
//!
//! The places are read twice, first for the tables that they refer to (divisions, feature codes), then to be written. Held in memory is what
//! the file's tables need: display names, points, importances and postings, about 60 bytes a place; names are sorted in files where there
//! is a folder for them.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{Seek, Write};

use super::draft::PlaceDraft;
use super::error::{GazetteerError, unwritten};
use super::format::{self, FileWriter, SectionTag};
use super::importance::{importance, kind_weight};
use super::name_index::{MAX_ROW, Posting};
use super::name_key::{KeySpace, article_free, canonical, generic_fits, generic_free};
use super::name_writer::{NameWriter, SHARDED_FROM};
use super::nearest::{Spot, arrange};
use super::outline::{self, Polygons};
use super::place::{FeatureClass, NameKind};
use super::sorter::{Scratch, Sorter};

/// Places that can be read several times, each time by rising id.
pub(super) trait Drafts {
    /// Calls `visit` with each place; ends with its first error.
    fn each(&mut self, visit: &mut dyn FnMut(&PlaceDraft) -> Result<(), GazetteerError>) -> Result<(), GazetteerError>;
}

/// What the file has besides places.
pub(super) struct Parts<'p> {
    pub(super) origin: &'p str,
    /// Country, first-order code, polygons.
    pub(super) outlines: Vec<(String, String, Polygons)>,
    /// The most keys in a shard.
    pub(super) shard_keys: usize,
    /// Where names are sorted; without it, in memory.
    pub(super) scratch: Option<&'p Scratch>,
}

/// Room in the section table.
const SECTIONS: usize = 16;

/// Writes the file; the same places give the same bytes.
pub(super) fn write_file<W: Write + Seek>(
    drafts: &mut dyn Drafts,
    parts: Parts<'_>,
    output: W,
) -> Result<W, GazetteerError> {
    let tables = Tables::read(drafts)?;
    let mut strings = Strings::default();
    let (divisions, division_rows) = write_divisions(tables.divisions, &mut strings)?;
    let (codes, code_rows) = write_codes(tables.codes, &mut strings)?;
    let mut file = FileWriter::new(output, SECTIONS).map_err(unwritten)?;
    file.section(SectionTag::Origin, parts.origin.as_bytes())
        .map_err(unwritten)?;
    file.begin(SectionTag::Places).map_err(unwritten)?;
    let mut rows = Rows {
        spots: Vec::with_capacity(tables.count),
        importance: Vec::with_capacity(tables.count),
        key_count: 0,
        keys: Sorter::new("names", parts.scratch),
    };
    let mut record = Vec::with_capacity(format::RECORD);
    drafts.each(&mut |draft| {
        let name = strings.add(&draft.name)?;
        let code = code_rows.get(&code_key(draft)).copied().unwrap_or(0);
        let division = division_rows.get(&division_key(draft)).copied().unwrap_or(0);
        record.clear();
        write_place(draft, name, division, code, &mut record);
        file.write_all(&record).map_err(unwritten)?;
        rows.add(draft)
    })?;
    let (areas, rings) = outline::write_outlines(parts.outlines);
    let nearest = nearest(rows.spots);
    for (tag, bytes) in [
        (SectionTag::Strings, strings.bytes),
        (SectionTag::Codes, codes),
        (SectionTag::Divisions, divisions),
        (SectionTag::Nearest, nearest),
        (SectionTag::Areas, areas),
        (SectionTag::Rings, rings),
    ] {
        file.section(tag, &bytes).map_err(unwritten)?;
    }
    let sharded = rows.key_count > parts.shard_keys.saturating_mul(SHARDED_FROM);
    let shard_keys = if sharded { parts.shard_keys } else { usize::MAX };
    write_names(rows.keys, &rows.importance, shard_keys, &mut file)?;
    file.finish().map_err(unwritten)
}

/// Country, admin1 and admin2 codes.
type DivisionKey = (String, String, String);

/// Class letter and feature code.
type CodeKey = (u8, String);

/// What the places refer to.
#[derive(Default)]
struct Tables {
    count: usize,
    /// The row of the division's own place, or `u32::MAX`.
    divisions: BTreeMap<DivisionKey, u32>,
    codes: BTreeMap<CodeKey, u16>,
}

impl Tables {
    fn read(drafts: &mut dyn Drafts) -> Result<Tables, GazetteerError> {
        let mut tables = Tables::default();
        let mut last: Option<PlaceDraft> = None;
        drafts.each(&mut |draft| {
            if let Some(last) = last.as_ref().filter(|last| last.id == draft.id) {
                return Err(GazetteerError::SameId {
                    id: draft.id.0,
                    first: last.name.clone(),
                    second: draft.name.clone(),
                });
            }
            let row = u32::try_from(tables.count).ok().filter(|row| *row as usize <= MAX_ROW);
            let row = row.ok_or(GazetteerError::TooMany { what: "places" })?;
            let key = division_key(draft);
            let own = own_division(draft);
            tables.divisions.entry(key).or_insert(u32::MAX);
            if let Some(own) = own {
                let place = tables.divisions.entry(own).or_insert(u32::MAX);
                *place = row.min(*place);
            }
            tables.codes.entry(code_key(draft)).or_insert(0);
            tables.count += 1;
            last = Some(PlaceDraft::new(draft.id.0, &draft.name, draft.point, draft.class, ""));
            Ok(())
        })?;
        Ok(tables)
    }
}

/// What is gathered while places are written.
struct Rows<'s> {
    spots: Vec<Spot>,
    /// Importance by row.
    importance: Vec<f32>,
    key_count: usize,
    /// Keys, with row (four bytes, highest first) and kind as their value.
    keys: Sorter<'s>,
}

impl Rows<'_> {
    fn add(&mut self, draft: &PlaceDraft) -> Result<(), GazetteerError> {
        let row = u32::try_from(self.spots.len()).unwrap_or(u32::MAX);
        self.spots.push(Spot {
            lon: millionths(draft.point.lon),
            lat: millionths(draft.point.lat),
            row,
        });
        self.importance.push(importance(&draft.as_place(draft.name_count())));
        let (keys, count) = (&mut self.keys, &mut self.key_count);
        let names = draft.names.iter().map(|(name, kind)| (name, *kind));
        for (name, kind) in std::iter::once((&draft.name, NameKind::Main)).chain(names) {
            let [a, b, c, d] = row.to_be_bytes();
            let value = [a, b, c, d, kind.number()];
            let mut failed = Ok(());
            each_key(name, kind, draft.class, &draft.code, |key| {
                *count += 1;
                if let Err(error) = keys.push(key, &value) {
                    failed = Err(unwritten(error));
                }
            });
            failed?;
        }
        Ok(())
    }
}

fn nearest(mut spots: Vec<Spot>) -> Vec<u8> {
    arrange(&mut spots);
    spots.iter().flat_map(|spot| spot.row.to_le_bytes()).collect()
}

fn write_names<W: Write + Seek>(
    keys: Sorter<'_>,
    importance: &[f32],
    shard_keys: usize,
    file: &mut FileWriter<W>,
) -> Result<(), GazetteerError> {
    let rank = |posting: &Posting| importance.get(posting.row).copied().unwrap_or(0.0) - kind_weight(posting.kind);
    let mut names = NameWriter::new(shard_keys, rank);
    keys.each(
        |key, value| {
            let [a, b, c, d, kind] = *value else { return Ok(()) };
            let row = u32::from_be_bytes([a, b, c, d]) as usize;
            let kind = NameKind::from_number(kind);
            names.add(key, Posting { row, kind }, file)
        },
        unwritten,
    )?;
    names.finish(file)
}

/// Strings, each once but where two have one hash.
#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
    /// Offset by the hash of the string: the strings themselves would take several times as much.
    offsets: HashMap<u64, u32>,
}

impl Strings {
    fn add(&mut self, text: &str) -> Result<u32, GazetteerError> {
        // Always the same hash: its keys are fixed.
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let hash = hasher.finish();
        if let Some(offset) = self.offsets.get(&hash)
            && self.stands_at(*offset as usize, text)
        {
            return Ok(*offset);
        }
        let Ok(offset) = u32::try_from(self.bytes.len()) else {
            return Err(GazetteerError::TooMany { what: "strings" });
        };
        let Ok(length) = u8::try_from(text.len()) else {
            return Err(GazetteerError::LongName { name: text.to_owned() });
        };
        self.bytes.push(length);
        self.bytes.extend_from_slice(text.as_bytes());
        self.offsets.entry(hash).or_insert(offset);
        Ok(offset)
    }

    fn stands_at(&self, offset: usize, text: &str) -> bool {
        let stored = self.bytes.get(offset..).and_then(<[u8]>::split_first);
        stored.is_some_and(|(length, rest)| rest.get(..usize::from(*length)) == Some(text.as_bytes()))
    }
}

fn division_key(draft: &PlaceDraft) -> DivisionKey {
    (draft.country.clone(), draft.admin1.clone(), draft.admin2.clone())
}

/// The division that the place itself is, if it is one.
fn own_division(draft: &PlaceDraft) -> Option<DivisionKey> {
    let (country, admin1, admin2) = division_key(draft);
    if draft.as_place(0).is_country() {
        return Some((country, String::new(), String::new()));
    }
    match draft.code.as_str() {
        "ADM1" => Some((country, admin1, String::new())),
        // One without a code of its own would stand for the division above it.
        "ADM2" if !admin2.is_empty() => Some((country, admin1, admin2)),
        _ => None,
    }
}

type DivisionTable = (Vec<u8>, HashMap<DivisionKey, u32>);

fn write_divisions(
    divisions: BTreeMap<DivisionKey, u32>,
    strings: &mut Strings,
) -> Result<DivisionTable, GazetteerError> {
    let mut bytes = Vec::with_capacity(divisions.len() * format::DIVISION);
    let mut rows = HashMap::with_capacity(divisions.len());
    for (number, (key, place)) in divisions.into_iter().enumerate() {
        let mut country = [0; 2];
        for (to, from) in country.iter_mut().zip(key.0.bytes()) {
            *to = from;
        }
        bytes.extend_from_slice(&country);
        bytes.extend_from_slice(&[0; 2]);
        bytes.extend_from_slice(&strings.add(&key.1)?.to_le_bytes());
        bytes.extend_from_slice(&strings.add(&key.2)?.to_le_bytes());
        bytes.extend_from_slice(&place.to_le_bytes());
        let number = u32::try_from(number)
            .ok()
            .filter(|number| *number < 1 << (32 - format::CODE_BITS));
        let Some(number) = number else {
            return Err(GazetteerError::TooMany { what: "divisions" });
        };
        rows.insert(key, number);
    }
    Ok((bytes, rows))
}

fn code_key(draft: &PlaceDraft) -> CodeKey {
    (draft.class.letter(), draft.code.clone())
}

type CodeTable = (Vec<u8>, BTreeMap<CodeKey, u16>);

fn write_codes(mut rows: BTreeMap<CodeKey, u16>, strings: &mut Strings) -> Result<CodeTable, GazetteerError> {
    let mut bytes = Vec::new();
    for (number, ((class, code), row)) in rows.iter_mut().enumerate() {
        let number = u16::try_from(number)
            .ok()
            .filter(|number| u32::from(*number) < 1 << format::CODE_BITS);
        let Some(number) = number else {
            return Err(GazetteerError::TooMany { what: "feature codes" });
        };
        *row = number;
        bytes.push(*class);
        bytes.extend_from_slice(&strings.add(code)?.to_le_bytes());
    }
    Ok((bytes, rows))
}

fn write_place(draft: &PlaceDraft, name: u32, division: u32, code: u16, places: &mut Vec<u8>) {
    places.extend_from_slice(&draft.id.0.to_le_bytes());
    places.extend_from_slice(&millionths(draft.point.lon).to_le_bytes());
    places.extend_from_slice(&millionths(draft.point.lat).to_le_bytes());
    places.extend_from_slice(&draft.population.to_le_bytes());
    places.extend_from_slice(&name.to_le_bytes());
    places.extend_from_slice(&(division << format::CODE_BITS | u32::from(code)).to_le_bytes());
    places.extend_from_slice(&draft.name_count().to_le_bytes());
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees are within ±180, and a float to integer cast saturates"
)]
fn millionths(degrees: f64) -> i32 {
    (degrees * 1e6).round() as i32
}

/// Calls `add` with every key that a name of a place of that class and code is filed under.
pub(super) fn each_key(name: &str, kind: NameKind, class: FeatureClass, code: &str, mut add: impl FnMut(&[u8])) {
    let mut add = |space: KeySpace, key: &str| {
        if !key.is_empty() && !key.starts_with(char::is_control) {
            add(&[space.mark(), key.as_bytes()].concat());
        }
    };
    if kind == NameKind::Abbreviation {
        add(KeySpace::Exact, name.trim());
        return;
    }
    let key = canonical(name);
    add(KeySpace::Folded, &key);
    if let Some(shorter) = article_free(&key) {
        add(KeySpace::Article, &shorter);
    }
    if let Some(core) = safe_generic_free(&key, class, code) {
        add(KeySpace::Generic, core);
        if let Some(shorter) = article_free(core) {
            add(KeySpace::Generic, &shorter);
        }
    }
}

/// The key without its generic word, where the word fits the place.
///
/// Civil airports stay whole: most are named after persons, who would become places.
fn safe_generic_free<'k>(key: &'k str, place: FeatureClass, code: &str) -> Option<&'k str> {
    let (core, class) = generic_free(key)?;
    (generic_fits(class, place) && code != "AIRP").then_some(core)
}

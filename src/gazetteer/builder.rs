//! From a list of places to the bytes of a gazetteer file; deterministic, whatever the order of the places.

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;
use std::path::PathBuf;

use super::Gazetteer;
use super::error::GazetteerError;
use super::format::{self, FileWriter, SectionTag, i32_at};
use super::importance::match_importance;
use super::name_index::{MAX_ROW, Posting};
use super::name_key::{KeySpace, article_free, canonical, generic_fits, generic_free};
use super::name_writer::{KEYS_OF_A_SHARD, NameWriter, SHARDED_FROM};
use super::nearest::{Spot, arrange};
use super::outline::{self, Polygons};
use super::place::{FeatureClass, NameKind, Place, PlaceId};
use crate::geography::LonLat;

/// A place on its way into a gazetteer.
#[derive(Clone, Debug)]
pub struct PlaceDraft {
    /// Stable identifier; see [`PlaceId`].
    pub id: PlaceId,
    /// Display name, at most 255 bytes.
    pub name: String,
    /// WGS84 point, degrees; stored to a millionth.
    pub point: LonLat,
    /// GeoNames feature class.
    pub class: FeatureClass,
    /// GeoNames feature code.
    pub code: String,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// GeoNames first-order code, or empty.
    pub admin1: String,
    /// GeoNames second-order code, or empty.
    pub admin2: String,
    /// Residents; 0 is unknown.
    pub population: u32,
    /// Names besides the display name, in any order; repeats do no harm.
    pub names: Vec<(String, NameKind)>,
    /// Names that the source has and this list leaves out; they count for importance only.
    pub names_left_out: usize,
}

impl PlaceDraft {
    /// A place with a name, a point and a kind; the rest is added by the methods below.
    pub fn new(id: u32, name: &str, point: LonLat, class: FeatureClass, code: &str) -> PlaceDraft {
        PlaceDraft {
            id: PlaceId(id),
            name: name.to_owned(),
            point,
            class,
            code: code.to_owned(),
            country: String::new(),
            admin1: String::new(),
            admin2: String::new(),
            population: 0,
            names: Vec::new(),
            names_left_out: 0,
        }
    }

    /// Sets country and first-order division.
    #[must_use]
    pub fn within(mut self, country: &str, admin1: &str) -> PlaceDraft {
        country.clone_into(&mut self.country);
        admin1.clone_into(&mut self.admin1);
        self
    }

    /// Sets the population.
    #[must_use]
    pub fn residents(mut self, population: u32) -> PlaceDraft {
        self.population = population;
        self
    }

    /// Adds a name.
    #[must_use]
    pub fn also(mut self, name: &str, kind: NameKind) -> PlaceDraft {
        self.names.push((name.to_owned(), kind));
        self
    }

    fn name_count(&self) -> u16 {
        let mut names: Vec<&str> = self.names.iter().map(|(name, _)| name.as_str()).collect();
        names.push(&self.name);
        names.sort_unstable();
        names.dedup();
        u16::try_from(names.len() + self.names_left_out).unwrap_or(u16::MAX)
    }

    pub(super) fn as_place(&self, name_count: u16) -> Place<'_> {
        Place {
            id: self.id,
            name: &self.name,
            point: self.point,
            class: self.class,
            code: &self.code,
            country: &self.country,
            admin1: &self.admin1,
            admin2: &self.admin2,
            population: self.population,
            name_count,
        }
    }
}

/// Collects places and writes them as one gazetteer.
///
/// ```
/// use dateline::gazetteer::{FeatureClass, GazetteerBuilder, PlaceDraft};
/// use dateline::geography::LonLat;
///
/// let taji = LonLat { lon: 44.2567, lat: 33.5239 };
/// let mut builder = GazetteerBuilder::new();
/// builder.add(PlaceDraft::new(1, "Taji Air Base", taji, FeatureClass::Site, "AIRB").within("IQ", "18"));
/// let gazetteer = builder.build()?;
/// // The base is found without its generic word, too.
/// assert_eq!(gazetteer.lookup("Al-Taji")[0].place.code, "AIRB");
/// # Ok::<(), dateline::gazetteer::GazetteerError>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct GazetteerBuilder {
    drafts: Vec<PlaceDraft>,
    origin: String,
    outlines: Vec<(String, String, Polygons)>,
}

/// Country, admin1 and admin2 codes.
type DivisionKey = (String, String, String);

impl GazetteerBuilder {
    /// An empty gazetteer.
    pub fn new() -> GazetteerBuilder {
        GazetteerBuilder::default()
    }

    /// Adds a place.
    pub fn add(&mut self, draft: PlaceDraft) -> &mut GazetteerBuilder {
        self.drafts.push(draft);
        self
    }

    /// Sets the lines that say what the gazetteer is made of.
    pub fn origin(&mut self, lines: &str) -> &mut GazetteerBuilder {
        lines.clone_into(&mut self.origin);
        self
    }

    /// Adds the outline of a country (`admin1` empty) or of a first-order division; a second one of the same area adds its polygons.
    ///
    /// Rings must be closed. Codes longer than two and six letters are left out, for no such code is in use.
    pub fn outline(&mut self, country: &str, admin1: &str, polygons: Polygons) -> &mut GazetteerBuilder {
        if outline::fits(country, admin1) {
            self.outlines.push((country.to_owned(), admin1.to_owned(), polygons));
        }
        self
    }

    /// The places as they were added.
    pub fn into_drafts(self) -> Vec<PlaceDraft> {
        self.drafts
    }

    /// The gazetteer, in memory.
    ///
    /// # Errors
    /// As [`GazetteerBuilder::write`].
    pub fn build(self) -> Result<Gazetteer, GazetteerError> {
        Gazetteer::from_bytes(self.write()?)
    }

    /// The bytes of the gazetteer's file; the same places give the same bytes, in whatever order they were added.
    ///
    /// # Errors
    /// Two places with one id, a display name past 255 bytes, more than 2²⁸ places or 4 GiB of strings.
    pub fn write(self) -> Result<Vec<u8>, GazetteerError> {
        self.write_sharded(KEYS_OF_A_SHARD)
    }

    /// As [`GazetteerBuilder::write`], with at most so many keys in a shard.
    pub(super) fn write_sharded(mut self, shard_keys: usize) -> Result<Vec<u8>, GazetteerError> {
        self.drafts.sort_by_key(|draft| draft.id);
        for pair in self.drafts.windows(2) {
            if pair[0].id == pair[1].id {
                return Err(GazetteerError::SameId {
                    id: pair[0].id.0,
                    first: pair[0].name.clone(),
                    second: pair[1].name.clone(),
                });
            }
        }
        if self.drafts.len() > MAX_ROW {
            return Err(GazetteerError::TooMany { what: "places" });
        }
        let (areas, rings) = outline::write_outlines(std::mem::take(&mut self.outlines));
        let mut strings = Strings::default();
        let (divisions, division_rows) = write_divisions(&self.drafts, &mut strings)?;
        let (codes, code_rows) = write_codes(&self.drafts, &mut strings)?;
        let mut places = Vec::with_capacity(self.drafts.len() * format::RECORD);
        for draft in &self.drafts {
            let name = strings.add(&draft.name)?;
            let code = code_rows.get(&code_key(draft)).copied().unwrap_or(0);
            let division = division_rows.get(&division_key(draft)).copied().unwrap_or(0);
            write_place(draft, name, division, code, &mut places);
        }
        let mut spots: Vec<Spot> = (0..).zip(places.chunks_exact(format::RECORD)).map(spot).collect();
        arrange(&mut spots);
        let nearest: Vec<u8> = spots.iter().flat_map(|spot| spot.row.to_le_bytes()).collect();
        let in_memory = |source| GazetteerError::Write {
            path: PathBuf::from("memory"),
            source,
        };
        let mut file = FileWriter::new(Cursor::new(Vec::new()), SECTIONS).map_err(in_memory)?;
        for (tag, bytes) in [
            (SectionTag::Origin, self.origin.into_bytes()),
            (SectionTag::Strings, strings.bytes),
            (SectionTag::Codes, codes),
            (SectionTag::Divisions, divisions),
            (SectionTag::Places, places),
            (SectionTag::Nearest, nearest),
            (SectionTag::Areas, areas),
            (SectionTag::Rings, rings),
        ] {
            file.section(tag, &bytes).map_err(in_memory)?;
        }
        write_names(&self.drafts, shard_keys, &mut file)?;
        Ok(file.finish().map_err(in_memory)?.into_inner())
    }
}

/// Room in the section table.
pub(super) const SECTIONS: usize = 16;

/// Row and record of a place → where it stands.
pub(super) fn spot((row, record): (u32, &[u8])) -> Spot {
    Spot {
        lon: i32_at(record, 4),
        lat: i32_at(record, 8),
        row,
    }
}

/// Strings, each once.
#[derive(Default)]
struct Strings {
    bytes: Vec<u8>,
    offsets: HashMap<String, u32>,
}

impl Strings {
    fn add(&mut self, text: &str) -> Result<u32, GazetteerError> {
        if let Some(offset) = self.offsets.get(text) {
            return Ok(*offset);
        }
        let too_many = GazetteerError::TooMany { what: "strings" };
        let Ok(offset) = u32::try_from(self.bytes.len()) else {
            return Err(too_many);
        };
        let Ok(length) = u8::try_from(text.len()) else {
            return Err(GazetteerError::LongName { name: text.to_owned() });
        };
        self.bytes.push(length);
        self.bytes.extend_from_slice(text.as_bytes());
        self.offsets.insert(text.to_owned(), offset);
        Ok(offset)
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
        "ADM2" => Some((country, admin1, admin2)),
        _ => None,
    }
}

type DivisionTable = (Vec<u8>, HashMap<DivisionKey, u32>);

fn write_divisions(drafts: &[PlaceDraft], strings: &mut Strings) -> Result<DivisionTable, GazetteerError> {
    let mut divisions: BTreeMap<DivisionKey, u32> = BTreeMap::new();
    for draft in drafts {
        divisions.entry(division_key(draft)).or_insert(u32::MAX);
    }
    for (row, draft) in drafts.iter().enumerate() {
        if let Some(key) = own_division(draft) {
            let row = u32::try_from(row).unwrap_or(u32::MAX);
            let place = divisions.entry(key).or_insert(u32::MAX);
            *place = row.min(*place);
        }
    }
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

fn code_key(draft: &PlaceDraft) -> (u8, String) {
    (draft.class.letter(), draft.code.clone())
}

type CodeTable = (Vec<u8>, BTreeMap<(u8, String), u16>);

fn write_codes(drafts: &[PlaceDraft], strings: &mut Strings) -> Result<CodeTable, GazetteerError> {
    let mut rows: BTreeMap<(u8, String), u16> = drafts.iter().map(|draft| (code_key(draft), 0)).collect();
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

/// The names of the drafts, written into the file.
fn write_names(
    drafts: &[PlaceDraft],
    shard_keys: usize,
    file: &mut FileWriter<Cursor<Vec<u8>>>,
) -> Result<(), GazetteerError> {
    let mut keys: Vec<(Vec<u8>, Posting)> = Vec::new();
    for (row, draft) in drafts.iter().enumerate() {
        let mut add = |name: &str, kind| {
            let posting = Posting { row, kind };
            each_key(name, kind, draft.class, &draft.code, |key| {
                keys.push((key.to_vec(), posting));
            });
        };
        add(&draft.name, NameKind::Main);
        for (name, kind) in &draft.names {
            add(name, *kind);
        }
    }
    keys.sort_unstable_by(|(a, left), (b, right)| (a, left.row, left.kind).cmp(&(b, right.row, right.kind)));
    let counts: Vec<u16> = drafts.iter().map(PlaceDraft::name_count).collect();
    let importance = |posting: &Posting| {
        let place = drafts[posting.row].as_place(counts[posting.row]);
        match_importance(&place, posting.kind)
    };
    let sharded = keys.len() > shard_keys.saturating_mul(SHARDED_FROM);
    let shard_keys = if sharded { shard_keys } else { usize::MAX };
    let mut names = NameWriter::new(shard_keys, importance);
    for (key, posting) in &keys {
        names.add(key, *posting, file)?;
    }
    names.finish(file)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::fixture::{iraq, point};

    #[test]
    fn the_same_places_give_the_same_bytes() {
        let first = iraq();
        let mut second = GazetteerBuilder::new();
        for draft in first.clone().into_drafts().into_iter().rev() {
            second.add(draft);
        }
        assert_eq!(first.write().unwrap(), second.write().unwrap());
    }

    #[test]
    fn two_places_cannot_share_an_id() {
        let mut builder = iraq();
        builder.add(PlaceDraft::new(
            98182,
            "Bagdad",
            point(0.0, 0.0),
            FeatureClass::Settlement,
            "PPL",
        ));
        let error = builder.write().unwrap_err().to_string();
        assert!(error.contains("98182"), "{error}");
    }
}

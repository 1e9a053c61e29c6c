//! Other people's lists of places → a gazetteer: dumps of GeoNames, tables, GeoJSON.
//!
//! A file is known by its name, as GeoNames names its files; others by their ending. A line that cannot be understood is told with file and
//! line, counted and skipped; the rest is taken. Of two places with one number the later one stands.
//!
//! Places, names and codes may come in any order, and more of them than memory holds: each is an *entry* under the number of its place,
//! entries are sorted (in files, where there is a folder for them), and those of one number become one place.

mod entry;
mod dump;
mod names;
mod own;
mod imported;

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

pub use imported::Imported;

use super::draft::PlaceDraft;
use super::error::{GazetteerError, misread, unwritten};
use super::outline::Polygons;
use super::place::{NameKind, PlaceId};
use super::sorter::{Scratch, Sorter};
use crate::identity::stable_id;
use entry::Entry;

/// A line or feature that was left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{}` {place}: {reason}; left out", path.display())]
pub struct Skipped {
    /// The file.
    pub path: PathBuf,
    /// Such as `line 17`.
    pub place: String,
    /// What is wrong.
    pub reason: String,
}

/// What the importer tells while it works.
pub trait ImportObserver {
    /// A line was left out.
    fn skipped(&mut self, skipped: &Skipped);
    /// So many lines of the file were read.
    fn progress(&mut self, path: &Path, lines: u64);
}

/// What was imported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Places.
    pub places: usize,
    /// Names besides the display names.
    pub names: usize,
    /// Lines left out.
    pub skipped: usize,
}

/// Lines between two calls of [`ImportObserver::progress`].
const PROGRESS_LINES: u64 = 20_000;

/// Reads the files, in the order given.
///
/// Known by name: `countryInfo.txt`, `admin1CodesASCII.txt`, `admin2Codes.txt`, `alternateNamesV2`, `hierarchy`; every other `.txt` is a dump
/// of places in GeoNames' 19 columns. Each may lie in a `.zip` of its own. A `.csv` is a table of one's own places, a `.geojson` or `.json` a
/// feature collection. What adds to places (alternate names, hierarchy) may stand before or after them.
///
/// # Errors
/// A file cannot be read, is no text, or has a form that is not known; the header of a table lacks a column.
pub fn import(
    files: &[PathBuf],
    observer: &mut dyn ImportObserver,
) -> Result<(Imported, ImportCounts), GazetteerError> {
    import_with(files, None, observer)
}

/// As [`import`], straight into the file `output`, with files beside it for what memory should not hold; the file is there when it is
/// whole, and not before.
///
/// # Errors
/// As [`import`]; the file cannot be written.
pub fn import_into(
    files: &[PathBuf],
    output: &Path,
    observer: &mut dyn ImportObserver,
) -> Result<ImportCounts, GazetteerError> {
    let scratch = Scratch::beside(output).map_err(|source| GazetteerError::Write {
        path: output.to_owned(),
        source,
    })?;
    let (imported, counts) = import_with(files, Some(scratch), observer)?;
    imported.write_to(output)?;
    Ok(counts)
}

fn import_with(
    files: &[PathBuf],
    scratch: Option<Scratch>,
    observer: &mut dyn ImportObserver,
) -> Result<(Imported, ImportCounts), GazetteerError> {
    let mut import = Import {
        entries: Sorter::new("entries", scratch.as_ref()),
        entry_count: 0,
        packed: Vec::new(),
        parents: HashMap::new(),
        outlines: Vec::new(),
        skipped: 0,
        broken: None,
        observer,
    };
    for path in files {
        import.read(path)?;
        if let Some(error) = import.broken.take() {
            return Err(unwritten(error));
        }
    }
    let origin = files
        .iter()
        .fold(String::new(), |lines, path| lines + &path.to_string_lossy() + "\n");
    let (entries, parents) = (import.entries, import.parents);
    let (outlines, skipped) = (import.outlines, import.skipped);
    let mut gathered = imported::Gathered::new(scratch.as_ref())?;
    gathered.add_all(entries, &parents)?;
    let counts = ImportCounts {
        skipped,
        ..gathered.counts
    };
    let imported = Imported::new(gathered, parents, outlines, origin, scratch);
    Ok((imported, counts))
}

/// What was read so far.
struct Import<'o> {
    /// By number of the place; see [`Entry`].
    entries: Sorter<'o>,
    entry_count: u64,
    packed: Vec<u8>,
    /// The place above, from `hierarchy`.
    parents: HashMap<u32, u32>,
    /// Country, first-order code, polygons.
    outlines: Vec<(String, String, Polygons)>,
    skipped: usize,
    /// The first entry that could not be filed: the disk is full.
    broken: Option<std::io::Error>,
    observer: &'o mut dyn ImportObserver,
}

impl Import<'_> {
    fn read(&mut self, path: &Path) -> Result<(), GazetteerError> {
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default()
            .to_ascii_lowercase();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        match ending.as_str() {
            "csv" => self.read_table(path),
            "geojson" | "json" => self.read_features(path),
            "txt" => self.read_lines(path, stem, BufReader::new(open(path)?)),
            "zip" => {
                let mut archive = zip::ZipArchive::new(open(path)?).map_err(|error| misread(path, &error))?;
                let wanted = format!("{stem}.txt");
                let member = archive
                    .by_name(&wanted)
                    .map_err(|error| misread(path, &format!("`{wanted}`: {error}")))?;
                self.read_lines(path, stem, BufReader::with_capacity(1 << 16, member))
            }
            _ => Err(misread(path, &"give .txt or .zip of GeoNames, .csv, .geojson or .json")),
        }
    }

    /// Reads tab-separated lines, with the reader that the name of the file tells.
    fn read_lines(&mut self, path: &Path, stem: &str, mut input: impl BufRead) -> Result<(), GazetteerError> {
        let read: fn(&mut Import<'_>, &[&str]) -> Result<(), String> = match stem {
            "countryInfo" => dump::read_country,
            "admin1CodesASCII" | "admin2Codes" => dump::read_division,
            "alternateNamesV2" | "alternateNames" => names::read_name,
            "hierarchy" => names::read_parent,
            _ => dump::read_place,
        };
        let mut bytes = Vec::new();
        let mut number = 0;
        loop {
            bytes.clear();
            let length = input
                .read_until(b'\n', &mut bytes)
                .map_err(|source| GazetteerError::Read {
                    path: path.to_owned(),
                    source,
                })?;
            if length == 0 {
                break;
            }
            number += 1;
            let result = match std::str::from_utf8(&bytes) {
                Ok(line) => {
                    let line = line.trim_end_matches(['\n', '\r']);
                    if line.is_empty() || line.starts_with('#') {
                        continue;
                    }
                    let cells: Vec<&str> = line.split('\t').collect();
                    read(self, &cells)
                }
                Err(_) => Err("it is not UTF-8".to_owned()),
            };
            if let Err(reason) = result {
                self.skip(path, format!("line {number}"), reason);
            }
            if number % PROGRESS_LINES == 0 {
                self.observer.progress(path, number);
            }
        }
        self.observer.progress(path, number);
        Ok(())
    }

    /// Takes a place in; one with the same number takes the place of the earlier one.
    fn take(&mut self, draft: PlaceDraft) -> Result<(), String> {
        if draft.name.is_empty() || 255 < draft.name.len() {
            return Err(format!(
                "a name has 1 to 255 bytes, `{}` has {}",
                draft.name,
                draft.name.len()
            ));
        }
        self.enter(draft.id.0, &Entry::Place(draft));
        Ok(())
    }

    /// Files an entry under the number of its place.
    fn enter(&mut self, id: u32, entry: &Entry) {
        self.packed.clear();
        entry.pack(self.entry_count, &mut self.packed);
        self.entry_count += 1;
        if let Err(error) = self.entries.push(&id.to_be_bytes(), &self.packed) {
            self.broken.get_or_insert(error);
        }
    }

    /// A further name of a place that may come later, or never.
    fn name(&mut self, id: u32, name: &str, kind: NameKind) {
        if !name.is_empty() {
            self.enter(id, &Entry::Name(name.to_owned(), kind));
        }
    }

    fn skip(&mut self, path: &Path, place: String, reason: String) {
        self.skipped += 1;
        self.observer.skipped(&Skipped {
            path: path.to_owned(),
            place,
            reason,
        });
    }
}

fn open(path: &Path) -> Result<File, GazetteerError> {
    File::open(path).map_err(|source| GazetteerError::Read {
        path: path.to_owned(),
        source,
    })
}

/// A number for a place that has none: from what it is called and where it stands, so that it stays when rows are added.
fn own_id(name: &str, lon: f64, lat: f64) -> u32 {
    let key = stable_id(&["imported place", name, &lon.to_string(), &lat.to_string()]);
    let digits = key.get(..8).and_then(|digits| u32::from_str_radix(digits, 16).ok());
    digits.unwrap_or_default() | PlaceId::FIRST_OWN
}

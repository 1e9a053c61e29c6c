//! What becomes of a store where the program is killed, the disk is full or the file is damaged.

mod damage;
mod disk;
mod kills;

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use dateline::document::Document;
use dateline::store::{GeoPackageStore, IncidentStore, StoreError};
use jiff::ToSpan;
use jiff::civil::date;
use serde_json::json;

use crate::support::knowledge;

/// A folder that is deleted with all that stands in it.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("reliability-{}-{number}", std::process::id());
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn store(&self) -> PathBuf {
        self.0.join("news.gpkg")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The program under test, its output caught; `DATELINE_PROGRAM` names another build of it, for many rounds.
fn dateline(arguments: &[&str]) -> Command {
    let built = || env!("CARGO_BIN_EXE_dateline").to_owned();
    let mut command = Command::new(std::env::var("DATELINE_PROGRAM").unwrap_or_else(|_not_set| built()));
    command.args(arguments).stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// A short article of its own week and town, so that no two tell one event.
fn article(number: usize) -> Document {
    const TOWNS: [&str; 5] = ["Baghdad", "Mosul", "Kirkuk", "Basra", "Ramadi"];
    let week = i64::try_from(number / TOWNS.len() % 2_000).unwrap();
    let town = TOWNS[number % TOWNS.len()];
    Document {
        id: format!("a{number}"),
        text: format!("A car bomb killed {} people in {town} on Monday.", number % 50 + 1),
        date: Some(date(1990, 1, 1) + week.weeks()),
        ..Document::default()
    }
}

fn json_line(document: &Document) -> String {
    let date = document.date.map(|date| date.to_string());
    format!("{}\n", json!({"id": document.id, "text": document.text, "date": date}))
}

fn open(path: &Path) -> Result<GeoPackageStore, StoreError> {
    GeoPackageStore::open(path, knowledge())
}

/// All that is said until the end.
fn drain(mut from: impl Read) -> String {
    let mut said = String::new();
    from.read_to_string(&mut said).unwrap();
    said
}

/// Holds the file to be whole, and to hold all of these.
#[track_caller]
fn check_whole(path: &Path, acknowledged: &[usize]) {
    let store = open(path).unwrap();
    assert_eq!(store.verify().unwrap(), Vec::<String>::new());
    let lost = acknowledged
        .iter()
        .filter(|number| !store.holds(&article(**number)).unwrap());
    assert_eq!(lost.collect::<Vec<_>>(), Vec::<&usize>::new(), "acknowledged and lost");
}

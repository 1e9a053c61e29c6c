//! The file store is what the store in memory is: after any changes, to any question.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use dateline::document::Document;
use dateline::export::format::ExportFormat;
use dateline::export::table::Layer;
use dateline::gazetteer::PlaceId;
use dateline::incident::{CountRange, EvidenceRole, Incident, IncidentEvidence};
use dateline::pipeline::Analysis;
use dateline::store::{
    Change, ExportRequest, GeoPackageStore, IncidentQuery, IncidentStore, MemoryStore, NameCandidate, NamedPlace,
    NewCorrection, ReadDocument, Scope, Sort, StoreError, write_export,
};
use dateline::time::DateRange;
use jiff::civil::date;
use proptest::prelude::*;

use crate::support::{analysis, bare_incident, document, four_incidents, knowledge, read, settlement, span};

/// A file that is deleted with what SQLite puts beside it.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Scratch {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("store-{}-{number}.gpkg", std::process::id());
        Scratch(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name))
    }

    fn open(&self) -> GeoPackageStore {
        GeoPackageStore::open(&self.0, knowledge()).unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", self.0.display()));
        }
    }
}

/// A text in which every incident of [`report`] finds its words.
const TEXT: &str = "A bombing hit Town A. A raid hit Town B. A clash hit Town C.";

/// An incident near one of three towns, told by one of three words.
fn report(id: &str, town: usize, day: i8, killed: Option<u32>) -> Incident {
    let (kind, word, place) = [
        ("bombing", "bombing", "Town A"),
        ("armed_attack", "raid", "Town B"),
        ("armed_clash", "clash", "Town C"),
    ][town % 3];
    let lon = 44.0 + f64::from(u8::try_from(town % 3).unwrap()) * 0.2;
    let mut location = settlement(place, lon, 33.5, ["IQ", "Iraq", "Baghdad"]);
    location.place_id = PlaceId(1 + u32::try_from(town % 3).unwrap());
    location.mention = span(TEXT, place);
    Incident {
        title: format!("{word} in {place}"),
        location: Some(location),
        date: Some(DateRange::day(date(2020, 3, 10 + day))),
        killed: killed.map(|killed| CountRange {
            min: killed,
            max: killed,
            open: false,
        }),
        evidence: vec![IncidentEvidence {
            role: EvidenceRole::Trigger,
            span: span(TEXT, word),
        }],
        sentence: span(TEXT, &format!("A {word} hit {place}.")),
        ..bare_incident(id, kind)
    }
}

fn told(id: &str, incidents: Vec<Incident>) -> (Document, Analysis) {
    (document(id, TEXT, date(2020, 3, 15)), analysis(incidents))
}

/// A document's number, and the town, day and dead of each of its incidents.
type Telling = (u8, Vec<(usize, i8, Option<u32>)>);

/// A change of a store.
#[derive(Clone, Debug)]
enum Step {
    Insert(Vec<Telling>),
    Remove(u8),
    Correct(usize, usize, u8),
    Undo(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let incident = (0..3_usize, 0..3_i8, proptest::option::of(0..3_u32));
    let documents = proptest::collection::vec((0..6_u8, proptest::collection::vec(incident, 0..4)), 1..4);
    let step = prop_oneof![
        4 => documents.prop_map(Step::Insert),
        1 => (0..6_u8).prop_map(Step::Remove),
        3 => (0..20_usize, 0..20_usize, 0..9_u8).prop_map(|(one, other, action)| Step::Correct(one, other, action)),
        1 => (0..5_usize).prop_map(Step::Undo),
    ];
    proptest::collection::vec(step, 1..8)
}

fn documents_of(step: &[Telling]) -> Vec<ReadDocument> {
    let documents = step.iter().map(|(name, incidents)| {
        let incidents = incidents.iter().enumerate();
        let incidents =
            incidents.map(|(number, (town, day, killed))| report(&format!("{name}{number}"), *town, *day, *killed));
        told(&format!("d{name}"), incidents.collect())
    });
    read(documents.collect())
}

fn correction(one: &str, other: &str, action: u8) -> NewCorrection {
    let incident = one.to_owned();
    let (scope, change) = match action {
        0 => (Scope::Mention, Change::Hide { incident }),
        1 => (Scope::Mention, Change::Split { incident }),
        2 => {
            let with = vec![other.to_owned()];
            (Scope::Mention, Change::Merge { incident, with })
        }
        3 => {
            let r#type = "flood".to_owned();
            (Scope::Mention, Change::SetType { incident, r#type })
        }
        4 => {
            let (date_start, date_end) = (Some("2021-01-01".to_owned()), None);
            (
                Scope::Mention,
                Change::SetDate {
                    incident,
                    date_start,
                    date_end,
                },
            )
        }
        5 => (
            Scope::Mention,
            Change::Move {
                incident,
                longitude: 10.0,
                latitude: 50.0,
                name: Some("Elsewhere".to_owned()),
            },
        ),
        6 => (
            Scope::Document,
            Change::ChoosePlace {
                incident,
                place_id: 98_182,
            },
        ),
        7 => (
            Scope::Everywhere,
            Change::ChoosePlace {
                incident,
                place_id: 98_182,
            },
        ),
        _ => (
            Scope::Mention,
            Change::SetCasualties {
                incident,
                killed_min: Some(7),
                killed_max: None,
                injured_min: None,
                injured_max: None,
            },
        ),
    };
    NewCorrection { scope, change }
}

fn ids(store: &dyn IncidentStore) -> Vec<String> {
    let columns = store.columns().unwrap();
    columns.rows().iter().map(|row| columns.id(row).to_owned()).collect()
}

/// Does to both what a step says.
fn take(step: &Step, file: &GeoPackageStore, memory: &MemoryStore) {
    match step {
        Step::Insert(documents) => {
            let one = file.insert(documents_of(documents)).unwrap();
            assert_eq!(one, memory.insert(documents_of(documents)).unwrap());
        }
        Step::Remove(name) => {
            let id = format!("d{name}");
            assert_eq!(file.remove_document(&id).unwrap(), memory.remove_document(&id).unwrap());
        }
        Step::Correct(one, other, action) => {
            let known = ids(memory);
            if known.len() < 2 {
                return;
            }
            let (one, other) = (&known[one % known.len()], &known[other % known.len()]);
            let made = memory.correct(correction(one, other, *action));
            match made {
                // The same one, with its identifier.
                Ok(made) => assert_eq!(file.import_corrections(vec![made]).unwrap().added, 1),
                Err(StoreError::Correction(_)) => assert!(file.correct(correction(one, other, *action)).is_err()),
                Err(error) => panic!("{error}"),
            }
        }
        Step::Undo(number) => {
            let made = memory.corrections().unwrap();
            if let Some(correction) = made.get(*number) {
                assert!(memory.undo(&correction.id).unwrap());
                assert!(file.undo(&correction.id).unwrap());
            }
        }
    }
}

fn assert_same(file: &GeoPackageStore, memory: &MemoryStore) {
    assert_eq!(file.counts().unwrap(), memory.counts().unwrap());
    assert_eq!(ids(file), ids(memory));
    for id in ids(memory) {
        assert_eq!(file.incident(&id).unwrap(), memory.incident(&id).unwrap(), "{id}");
        let text = |feature: Option<Vec<u8>>| feature.map(|feature| String::from_utf8(feature).unwrap());
        assert_eq!(text(file.feature(&id).unwrap()), text(memory.feature(&id).unwrap()));
    }
    assert_eq!(file.documents(None, 100).unwrap(), memory.documents(None, 100).unwrap());
    assert_eq!(file.places().unwrap(), memory.places().unwrap());
    for sort in Sort::WORDS.map(|(_, sort)| sort) {
        for words in [
            vec![],
            vec!["town".to_owned()],
            vec!["rai".to_owned(), "hit".to_owned()],
        ] {
            assert_eq!(
                pages(file, sort, &words),
                pages(memory, sort, &words),
                "{sort:?} {words:?}"
            );
        }
    }
}

/// All answers, two to a page, by cursor.
fn pages(store: &dyn IncidentStore, sort: Sort, words: &[String]) -> Vec<String> {
    let mut query = IncidentQuery {
        sort,
        words: words.to_vec(),
        limit: Some(2),
        ..IncidentQuery::default()
    };
    let mut all = Vec::new();
    loop {
        let found = store.find(&query).unwrap();
        let rows = found.rows.iter().filter_map(|number| found.columns.row(*number));
        all.extend(rows.map(|row| found.columns.id(row).to_owned()));
        assert!(all.len() <= found.matched, "a page repeats another");
        query.after = found.next;
        if query.after.is_none() {
            assert_eq!(all.len(), found.matched);
            return all;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_file_answers_as_memory_does(steps in steps()) {
        let scratch = Scratch::new();
        let (file, memory) = (scratch.open(), MemoryStore::new(knowledge()));
        for step in &steps {
            take(step, &file, &memory);
        }
        assert_same(&file, &memory);
        prop_assert_eq!(file.verify().unwrap(), Vec::<String>::new());
        // Another program reads the same from the disk.
        drop(file);
        assert_same(&scratch.open(), &memory);
    }
}

#[test]
fn a_correction_holds_after_the_article_was_read_anew_and_can_be_undone() {
    let scratch = Scratch::new();
    let store = scratch.open();
    let insert = |id: &str| {
        store
            .insert(read(vec![told("d", vec![report(id, 0, 0, None)])]))
            .unwrap()
    };
    insert("old");
    let made = store.correct(correction("old", "", 3)).unwrap();
    assert_eq!(store.incident("old").unwrap().unwrap().incident.kind, "flood");
    // A newer Dateline gives another identifier; the words are the same.
    insert("new");
    let corrected = store.incident("new").unwrap().unwrap();
    assert_eq!(
        (corrected.incident.kind.as_str(), corrected.corrections),
        ("flood", vec![made.id.clone()])
    );
    assert!(store.undo(&made.id).unwrap());
    assert_eq!(store.incident("new").unwrap().unwrap().incident.kind, "bombing");
    assert!(!store.undo(&made.id).unwrap());
}

#[test]
fn what_a_person_merged_stays_when_one_of_its_documents_goes() {
    let scratch = Scratch::new();
    let file = scratch.open();
    let memory = MemoryStore::new(knowledge());
    let far_apart = || {
        let one = told("one", vec![report("near", 0, 0, None)]);
        read(vec![one, told("two", vec![report("far", 1, 2, None)])])
    };
    let stores: [&dyn IncidentStore; 2] = [&file, &memory];
    for store in stores {
        for gone in ["one", "two"] {
            store.insert(far_apart()).unwrap();
            let made = store.correct(correction("near", "far", 2)).unwrap();
            assert_eq!(ids(store).len(), 1);
            assert!(store.remove_document(gone).unwrap());
            let left = if gone == "one" { "far" } else { "near" };
            assert_eq!(ids(store), [left], "{store:?}");
            assert_eq!(store.incident(left).unwrap().unwrap().sources.len(), 1);
            assert!(store.undo(&made.id).unwrap());
        }
    }
}

#[test]
fn a_wrong_correction_names_the_key_at_fault() {
    let scratch = Scratch::new();
    let store = scratch.open();
    store.insert(read(four_incidents())).unwrap();
    let key = |change| {
        let scope = Scope::Mention;
        match store.correct(NewCorrection { scope, change }) {
            Err(StoreError::Correction(error)) => error.key,
            other => panic!("{other:?}"),
        }
    };
    let taji = || "taji".to_owned();
    assert_eq!(
        key(Change::Hide {
            incident: "none".to_owned()
        }),
        "incident"
    );
    assert_eq!(
        key(Change::ChoosePlace {
            incident: taji(),
            place_id: 0
        }),
        "place_id"
    );
    assert_eq!(
        key(Change::SetType {
            incident: taji(),
            r#type: "party".to_owned()
        }),
        "type"
    );
    let with = vec![taji()];
    assert_eq!(key(Change::Merge { incident: taji(), with }), "with");
}

#[test]
fn a_file_that_is_no_store_is_refused_with_the_reason() {
    let scratch = Scratch::new();
    std::fs::write(&scratch.0, "no database, but long enough to look like one. ".repeat(50)).unwrap();
    let error = GeoPackageStore::open(&scratch.0, knowledge()).unwrap_err();
    assert!(
        error.to_string().ends_with("it is no GeoPackage, or it is damaged"),
        "{error}"
    );
    let nowhere = PathBuf::from("/no/such/folder/store.gpkg");
    let error = GeoPackageStore::open(&nowhere, knowledge()).unwrap_err();
    assert!(error.to_string().contains("does its folder exist?"), "{error}");
}

#[test]
fn a_damaged_page_is_an_error_and_no_panic() {
    let scratch = Scratch::new();
    let store = scratch.open();
    store.insert(read(four_incidents())).unwrap();
    drop(store);
    let mut bytes = std::fs::read(&scratch.0).unwrap();
    let damaged = bytes.len() / 3;
    bytes[damaged..].fill(0xab);
    std::fs::write(&scratch.0, bytes).unwrap();
    let outcome = GeoPackageStore::open(&scratch.0, knowledge()).and_then(|store| {
        store.columns()?;
        store.insert(read(four_incidents()))
    });
    let error = outcome.unwrap_err().to_string();
    assert!(error.contains("damaged"), "{error}");
}

#[test]
fn documents_that_are_there_unchanged_need_no_reading() {
    let scratch = Scratch::new();
    let store = scratch.open();
    let (article, found) = told("d", vec![]);
    assert!(!store.holds(&article).unwrap());
    store.insert(read(vec![(article.clone(), found)])).unwrap();
    assert!(store.holds(&article).unwrap());
    let changed = Document {
        text: "Other words.".to_owned(),
        ..article
    };
    assert!(!store.holds(&changed).unwrap());
}

#[test]
fn kml_and_geopackage_hold_every_row_of_each_layer() {
    let scratch = Scratch::new();
    let store = scratch.open();
    store.insert(read(four_incidents())).unwrap();
    for (layer, rows) in [(Layer::Incidents, 4), (Layer::Areas, 3), (Layer::Places, 1)] {
        let written = |format| {
            let mut bytes = Vec::new();
            let query = IncidentQuery::default();
            let request = ExportRequest { query, layer, format };
            assert_eq!(
                write_export(&store, &knowledge(), &request, Box::new(&mut bytes)).unwrap(),
                rows
            );
            bytes
        };
        let kml = String::from_utf8(written(ExportFormat::Kml)).unwrap();
        assert_eq!(kml.matches("</Placemark>").count(), rows);
        let gpkg = written(ExportFormat::GeoPackage);
        assert!(gpkg.starts_with(b"SQLite format 3\0"));
        // Bytes 18 and 19 tell the journal: 1 is no write-ahead log (SQLite, "Database File Format", section 1.3).
        assert_eq!(gpkg[18..20], [1, 1]);
    }
}

#[test]
fn names_are_chosen_without_the_rest_of_the_document() {
    let name = |start: usize, name: &str| NamedPlace {
        start,
        end: start + name.len(),
        name: name.to_owned(),
        is_literal: true,
        candidates: vec![NameCandidate {
            place: 98182,
            score: 0.5,
            reasons: vec![("called \"so\"".to_owned(), 1.0)],
        }],
    };
    let names = [name(0, "“Old” \"Town\""), name(20, "Taji"), name(30, "Taji")];
    let mut documents = read(vec![told("a", Vec::new())]);
    documents[0].reading.toponyms = names.to_vec();
    let scratch = Scratch::new();
    let store = scratch.open();
    store.insert(documents).unwrap();
    let all = store.named_places("a", &|_, _, _| true).unwrap();
    assert_eq!(all, names);
    let chosen = store.named_places("a", &|start, end, name| name == "Taji" && (start, end) == (30, 34));
    assert_eq!(chosen.unwrap(), names[2..]);
    assert_eq!(store.named_places("b", &|_, _, _| true).unwrap(), []);
}

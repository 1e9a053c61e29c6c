//! Known incidents, made by hand, so that stores, exports and the server are tested apart from the reading of articles.

use std::sync::{Arc, LazyLock};

use dateline::document::Document;
use dateline::gazetteer::{Gazetteer, PlaceId};
use dateline::geography::LonLat;
use dateline::incident::{
    Actor, ActorKind, ActorRole, CountRange, EvidenceRole, Incident, IncidentEvidence, IncidentStatus, Location,
    LocationPrecision,
};
use dateline::lexicon::Lexicon;
use dateline::pipeline::Analysis;
use dateline::record::StoredIncident;
use dateline::resolve::{Candidate, Evidence, ResolvedToponym};
use dateline::span::Span;
use dateline::store::{IncidentStore, MemoryStore, ReadDocument, StoreKnowledge};
use dateline::time::DateRange;
use dateline::toponym::{Toponym, ToponymRole};
use jiff::civil::{Date, date};

/// Curly quotes before everything else, so that bytes and code points differ.
pub(crate) const TAJI_TEXT: &str = "“Iraq”: on Wednesday a rocket attack on the Taji air base north of Baghdad killed \
    three soldiers. Hezbollah Brigades denied it.";

/// The gazetteer that comes with Dateline, loaded once for all tests.
pub(crate) fn gazetteer() -> Arc<Gazetteer> {
    static GAZETTEER: LazyLock<Arc<Gazetteer>> = LazyLock::new(|| Arc::new(Gazetteer::embedded().unwrap()));
    Arc::clone(&GAZETTEER)
}

/// The lexicon that comes with Dateline.
pub(crate) fn lexicon() -> Arc<Lexicon> {
    static LEXICON: LazyLock<Arc<Lexicon>> = LazyLock::new(|| Arc::new(Lexicon::load().unwrap()));
    Arc::clone(&LEXICON)
}

/// The first place of `words` in `text`.
pub(crate) fn span(text: &str, words: &str) -> Span {
    let start = text.find(words).expect("the words stand in the text");
    Span::new(text, start, start + words.len()).unwrap()
}

/// An incident of which nothing is known but its id and type; its sentence is empty.
pub(crate) fn bare_incident(id: &str, kind: &str) -> Incident {
    Incident {
        id: id.to_owned(),
        kind: kind.to_owned(),
        title: kind.to_owned(),
        date: None,
        location: None,
        killed: None,
        injured: None,
        actors: Vec::new(),
        weapons: Vec::new(),
        status: IncidentStatus::Reported,
        background: false,
        confidence: 0.5,
        evidence: Vec::new(),
        sentence: Span::new("", 0, 0).unwrap(),
    }
}

/// A settlement in a first-order division; no words name it.
pub(crate) fn settlement(place: &str, lon: f64, lat: f64, [country, country_name, admin1]: [&str; 3]) -> Location {
    Location {
        place: place.to_owned(),
        place_id: PlaceId(1),
        feature_code: "PPL".to_owned(),
        admin1: admin1.to_owned(),
        admin2: String::new(),
        country: country.to_owned(),
        country_name: country_name.to_owned(),
        mention: Span::new("", 0, 0).unwrap(),
        point: LonLat::new(lon, lat).unwrap(),
        precision: LocationPrecision::Settlement,
        uncertainty_m: 5000.0,
    }
}

/// A document with a publication date.
pub(crate) fn document(id: &str, text: &str, published: Date) -> Document {
    Document {
        id: id.to_owned(),
        title: Some(format!("About {id}")),
        text: text.to_owned(),
        date: Some(published),
        source: Some("example.org".to_owned()),
        ..Document::default()
    }
}

/// An analysis with nothing but incidents.
pub(crate) fn analysis(incidents: Vec<Incident>) -> Analysis {
    Analysis {
        type_choices: Vec::new(),
        toponyms: Vec::new(),
        timexes: Vec::new(),
        incidents,
        rejected: Vec::new(),
        focus: None,
        warnings: Vec::new(),
    }
}

/// The rocket attack on Taji of 11 March 2020, with all that can be known about an incident.
pub(crate) fn taji_attack() -> Incident {
    let text = TAJI_TEXT;
    let evidence = |role, words| IncidentEvidence {
        role,
        span: span(text, words),
    };
    let base = settlement("Taji Air Base", 44.256_718_349, 33.523_9, ["IQ", "Iraq", "Baghdad"]);
    Incident {
        title: "Rocket attack on Taji air base".to_owned(),
        date: Some(DateRange::day(date(2020, 3, 11))),
        location: Some(Location {
            feature_code: "AIRB".to_owned(),
            mention: span(text, "Taji air base"),
            precision: LocationPrecision::Site,
            ..base
        }),
        killed: Some(CountRange {
            min: 3,
            max: 3,
            open: false,
        }),
        injured: Some(CountRange {
            min: 0,
            max: 0,
            open: false,
        }),
        actors: vec![
            Actor {
                name: "Hezbollah Brigades".to_owned(),
                role: ActorRole::Perpetrator,
                kind: ActorKind::Organisation,
                span: span(text, "Hezbollah Brigades"),
            },
            Actor {
                name: "soldiers".to_owned(),
                role: ActorRole::Victim,
                kind: ActorKind::Person,
                span: span(text, "soldiers"),
            },
        ],
        weapons: vec!["rocket".to_owned()],
        status: IncidentStatus::Denied,
        confidence: 0.912_345_6,
        evidence: vec![
            evidence(EvidenceRole::Date, "Wednesday"),
            evidence(EvidenceRole::Trigger, "rocket attack"),
            evidence(EvidenceRole::Place, "Taji air base"),
            evidence(EvidenceRole::Casualties, "three soldiers"),
        ],
        sentence: span(
            text,
            "on Wednesday a rocket attack on the Taji air base north of Baghdad killed three soldiers.",
        ),
        ..bare_incident("taji", "missile_rocket_attack")
    }
}

/// The article about Taji and what is read out of it.
pub(crate) fn taji_article() -> (Document, Analysis) {
    let resolved = ResolvedToponym {
        toponym: Toponym {
            span: span(TAJI_TEXT, "Baghdad"),
            role: ToponymRole::Literal,
            full_name: None,
        },
        candidates: vec![Candidate {
            place: PlaceId(98182),
            score: 0.9,
            evidence: [Evidence {
                signal: "population",
                weight: 1.5,
            }]
            .into(),
        }]
        .into(),
        around: None,
        spot: None,
    };
    let found = Analysis {
        toponyms: vec![resolved],
        ..analysis(vec![taji_attack()])
    };
    (document("taji-article", TAJI_TEXT, date(2020, 3, 12)), found)
}

/// The attack on Taji as a store keeps it.
pub(crate) fn stored_taji_attack() -> StoredIncident {
    let (document, analysis) = taji_article();
    StoredIncident::all(analysis.incidents, &document).remove(0)
}

/// Taji, a strike in Syria some time in March 2020, an earthquake in Türkiye in 2023, and a cyber attack nowhere at no time.
pub(crate) fn four_incidents() -> Vec<(Document, Analysis)> {
    let march = DateRange {
        first: date(2020, 3, 1),
        last: date(2020, 3, 31),
        precision: dateline::time::DatePrecision::Month,
    };
    let syria = Incident {
        date: Some(march),
        location: Some(settlement("Abu Kamal", 40.918, 34.45, ["SY", "Syria", "Deir ez-Zor"])),
        ..bare_incident("abu-kamal", "air_strike")
    };
    let quake = Incident {
        date: Some(DateRange::day(date(2023, 2, 6))),
        location: Some(settlement("Gaziantep", 37.38, 37.06, ["TR", "Türkiye", "Gaziantep"])),
        ..bare_incident("gaziantep", "earthquake")
    };
    let nowhere = bare_incident("nowhere", "cyber_attack");
    vec![
        taji_article(),
        (document("syria", "Strikes.", date(2020, 4, 1)), analysis(vec![syria])),
        (
            document("quake", "A quake.", date(2023, 2, 7)),
            analysis(vec![quake, nowhere]),
        ),
    ]
}

/// What comes with Dateline, for stores.
pub(crate) fn knowledge() -> StoreKnowledge {
    StoreKnowledge {
        gazetteer: gazetteer(),
        lexicon: lexicon(),
    }
}

/// Documents as a store takes them.
pub(crate) fn read(documents: Vec<(Document, Analysis)>) -> Vec<ReadDocument> {
    let documents = documents.into_iter();
    documents
        .map(|(document, analysis)| ReadDocument::new(document, analysis))
        .collect()
}

/// [`four_incidents`] in memory.
pub(crate) fn four_incident_store() -> MemoryStore {
    let store = MemoryStore::new(knowledge());
    store.insert(read(four_incidents())).unwrap();
    store
}

/// The bytes as a gzip file.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut encoder, bytes).unwrap();
    encoder.finish().unwrap()
}

/// The bytes as a Zstandard file.
pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

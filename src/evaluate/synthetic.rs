//! Made-up documents with incidents, for measuring stores: as many as wanted, the same for the same seed.
//!
//! Incidents lie around some hundred towns, over ten years, of all types; one in ten has no place, one in twenty no day. They are made up in
//! every way but their shape: each has a sentence, evidence and actors as long as those of news.

use jiff::civil::date;

use crate::document::Document;
use crate::gazetteer::PlaceId;
use crate::geography::LonLat;
use crate::identity::stable_id;
use crate::incident::{
    Actor, ActorKind, ActorRole, CountRange, EvidenceRole, Incident, IncidentStatus, Location, LocationPrecision,
};
use crate::lexicon::Taxonomy;
use crate::record::{Quote, QuotedEvidence, Source, StoredIncident};
use crate::span::Span;
use crate::store::{DocumentReading, NameCandidate, NamedPlace, ReadDocument};
use crate::time::DateRange;

/// Incidents of one document.
const PER_DOCUMENT: usize = 4;
/// Towns that incidents lie around.
const TOWNS: u64 = 600;
/// Ten years.
const DAYS: u64 = 3_650;

/// Countries with a point inside, east and north, and a division.
const COUNTRIES: [(&str, &str, &str, f64, f64); 8] = [
    ("IQ", "Iraq", "Al Anbar", 43.0, 33.0),
    ("SY", "Syria", "Aleppo", 38.0, 35.5),
    ("NG", "Nigeria", "Borno", 12.0, 11.5),
    ("CO", "Colombia", "Antioquia", -75.5, 7.0),
    ("PH", "Philippines", "Mindanao", 125.0, 7.5),
    ("UA", "Ukraine", "Donetsk", 37.5, 48.0),
    ("MX", "Mexico", "Guerrero", -99.5, 17.5),
    ("FR", "France", "Bretagne", -2.0, 48.0),
];

const NAMES: [&str; 10] = [
    "Northern Brigade",
    "River Front",
    "Hill Guard",
    "state forces",
    "Coast Militia",
    "local police",
    "Valley Army",
    "Dawn Movement",
    "border guards",
    "City Watch",
];

/// Makes the documents of a seed, one after the other, without end.
#[derive(Debug)]
pub struct SyntheticDocuments<'t> {
    taxonomy: &'t Taxonomy,
    random: Random,
    number: u64,
}

impl<'t> SyntheticDocuments<'t> {
    /// Those of a seed. Every document has four incidents.
    pub fn new(seed: u64, taxonomy: &'t Taxonomy) -> SyntheticDocuments<'t> {
        SyntheticDocuments {
            taxonomy,
            random: Random(seed),
            number: 0,
        }
    }

    fn incident(&mut self, document: &Document, number: usize) -> StoredIncident {
        let kinds = self.taxonomy.kinds();
        let kind = kinds.get(self.random.below(kinds.len().max(1) as u64));
        let (kind, label) = kind.map_or(("other", "Event"), |kind| (kind.id.as_str(), kind.label.as_str()));
        let location = (self.random.below(10) != 0).then(|| self.location());
        let date = (self.random.below(20) != 0).then(|| self.days());
        let killed = (self.random.below(3) == 0).then(|| self.count());
        let place = location.as_ref().map(|location| location.place.clone());
        let title = place
            .as_ref()
            .map_or_else(|| label.to_owned(), |place| format!("{label} in {place}"));
        let actor = NAMES[self.random.below(NAMES.len() as u64)];
        let sentence = format!(
            "{title}: witnesses said that {actor} took part in it in the early morning, and that several people were hurt \
             before help came from the next town on the only road that was open."
        );
        let quote = |start: usize, words: &str| Quote {
            start,
            end: start + words.chars().count(),
            text: words.to_owned(),
        };
        let evidence = |role, start, words: &str| QuotedEvidence {
            role,
            quote: quote(start, words),
        };
        StoredIncident {
            incident: Incident {
                id: stable_id(&[&document.id, &number.to_string()]),
                kind: kind.to_owned(),
                title: title.clone(),
                date,
                location,
                killed,
                injured: None,
                actors: vec![Actor {
                    name: actor.to_owned(),
                    role: ActorRole::Perpetrator,
                    kind: ActorKind::Organisation,
                    span: Span::default(),
                }],
                weapons: vec!["rifle".to_owned()],
                status: IncidentStatus::Reported,
                background: self.random.below(8) == 0,
                confidence: crate::record::rounded(self.random.share(), 1e4),
                evidence: Vec::new(),
                sentence: Span::default(),
            },
            evidence: vec![
                evidence(EvidenceRole::Trigger, 0, label),
                evidence(EvidenceRole::Actor, title.len() + 25, actor),
            ],
            sentence: quote(0, &sentence),
            place_mention: place,
            sources: vec![Source::of(document)],
            retellings: Vec::new(),
            corrections: Vec::new(),
        }
    }

    fn location(&mut self) -> Location {
        let town = self.random.below(TOWNS);
        let (country, country_name, admin1, lon, lat) = COUNTRIES[town % COUNTRIES.len()];
        // Each town has its own place, whatever came before.
        let mut own = Random(town as u64 + 1);
        let spread = |random: &mut Random, degrees: f64| (random.share() - 0.5) * degrees;
        let (lon, lat) = (lon + spread(&mut own, 4.0), lat + spread(&mut own, 4.0));
        let (lon, lat) = (lon + spread(&mut self.random, 0.3), lat + spread(&mut self.random, 0.3));
        let (precision, uncertainty_m) = match self.random.below(10) {
            0 => (LocationPrecision::Site, 2_000.0),
            1 => (LocationPrecision::District, 25_000.0),
            2 => (LocationPrecision::Province, 75_000.0),
            _ => (LocationPrecision::Settlement, 5_000.0),
        };
        Location {
            place: format!("Town {town}"),
            place_id: PlaceId(0),
            feature_code: "PPL".to_owned(),
            admin1: admin1.to_owned(),
            admin2: String::new(),
            country: country.to_owned(),
            country_name: country_name.to_owned(),
            mention: Span::default(),
            point: LonLat {
                lon: crate::record::rounded(lon, 1e7),
                lat: crate::record::rounded(lat, 1e7),
            },
            precision,
            uncertainty_m,
        }
    }

    fn days(&mut self) -> DateRange {
        #[expect(clippy::cast_possible_wrap, reason = "a few thousand days")]
        let after = self.random.below(DAYS) as i64;
        DateRange::day(date(2015, 1, 1).saturating_add(jiff::Span::new().days(after)))
    }

    fn count(&mut self) -> CountRange {
        let min = u32::try_from(self.random.below(20)).unwrap_or_default();
        CountRange {
            min,
            max: min + u32::try_from(self.random.below(3)).unwrap_or_default(),
            open: false,
        }
    }
}

impl Iterator for SyntheticDocuments<'_> {
    type Item = ReadDocument;

    fn next(&mut self) -> Option<ReadDocument> {
        let id = format!("synthetic-{:07}", self.number);
        self.number += 1;
        let mut document = Document {
            title: Some(format!("Report {id}")),
            date: Some(self.days().first),
            source: Some("synthetic.example".to_owned()),
            id,
            ..Document::default()
        };
        let incidents: Vec<StoredIncident> = (0..PER_DOCUMENT)
            .map(|number| self.incident(&document, number))
            .collect();
        let sentences = incidents.iter().map(|told| told.sentence.text.as_str());
        document.text = sentences.collect::<Vec<_>>().join("\n");
        let place = NamedPlace {
            start: 0,
            end: 4,
            name: "Town".to_owned(),
            is_literal: true,
            candidates: vec![NameCandidate {
                place: 98_182,
                score: 1.0,
                reasons: Vec::new(),
            }],
        };
        let reading = DocumentReading {
            toponyms: vec![place],
            ..DocumentReading::default()
        };
        Some(ReadDocument {
            document,
            incidents,
            reading,
        })
    }
}

/// `SplitMix64` (Steele, Lea and Flood, 2014): small, and good enough to spread incidents.
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number below `end`; 0 where that is 0.
    fn below(&mut self, end: u64) -> usize {
        usize::try_from(self.next() % end.max(1)).unwrap_or_default()
    }

    /// 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

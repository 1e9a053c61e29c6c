//! Time and memory of merging the reports of many documents: `cargo bench --bench merge [REPORTS]`, a million where not said.
//!
//! The reports are made up: events spread over towns, days and kinds, each told by three documents on average, with numbers that differ a
//! little. Incidents are made one at a time, so that the memory told is that of the merger. Linux only for the memory (`/proc`).

use std::time::Instant;

use dateline::gazetteer::PlaceId;
use dateline::geography::LonLat;
use dateline::incident::{CountRange, Incident, IncidentStatus, Location, LocationPrecision};
use dateline::lexicon::Lexicon;
use dateline::merge::{ReportFacts, ReportMerger};
use dateline::span::Span;
use dateline::time::DateRange;
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// Documents that tell an event, on average.
const TELLINGS: u32 = 3;
const TOWNS: u32 = 20_000;
const DAYS: u32 = 3_000;

#[expect(clippy::print_stdout, reason = "a benchmark reports its figures")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reports: u32 = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(1_000_000);
    let lexicon = Lexicon::load()?;
    let kinds: Vec<&str> = lexicon.taxonomy().kinds().iter().map(|kind| kind.id.as_str()).collect();
    let before = memory_mb();
    let start = Instant::now();
    let mut merger = ReportMerger::new();
    for number in 0..reports {
        let (incident, day) = report(number, reports / TELLINGS, &kinds)?;
        let document = format!("document {number}");
        merger.add(ReportFacts::of(&incident, &document, Some(day), lexicon.taxonomy()));
    }
    let groups = merger.groups().len();
    let seconds = start.elapsed().as_secs_f64();
    let memory = memory_mb()
        .zip(before)
        .map_or(0, |(after, before)| after.saturating_sub(before));
    println!("{reports} reports → {groups} incidents\t{seconds:.1} s\t{memory} MB");
    Ok(())
}

/// A report of the event that the number falls on, and the day that it was published.
fn report(number: u32, events: u32, kinds: &[&str]) -> Result<(Incident, Date), Box<dyn std::error::Error>> {
    let event = mix(number) % events.max(1);
    let (town, day) = (mix(event) % TOWNS, mix(event + 1) % DAYS);
    let kind = kinds[mix(event + 2) as usize % kinds.len()];
    let day = date(2015, 1, 1).checked_add(i64::from(day).days())?;
    let nowhere = Span::new("", 0, 0).ok_or("the empty span is one")?;
    let (lon, lat) = (f64::from(town % 340) - 170.0, f64::from(town / 340) - 30.0);
    let killed = mix(event + 3) % 20 + number % 2;
    let incident = Incident {
        id: format!("{number:016x}"),
        kind: kind.to_owned(),
        title: String::new(),
        date: Some(DateRange::day(day)),
        location: Some(Location {
            place: format!("Town {town}"),
            place_id: PlaceId(town),
            feature_code: "PPL".to_owned(),
            admin1: format!("Division {}", town % 500),
            admin2: String::new(),
            country: "IQ".to_owned(),
            country_name: "Iraq".to_owned(),
            mention: nowhere,
            point: LonLat::new(lon, lat).ok_or("degrees within the world")?,
            precision: LocationPrecision::Settlement,
            uncertainty_m: 5_000.0,
        }),
        killed: Some(CountRange {
            min: killed,
            max: killed,
            open: false,
        }),
        injured: None,
        actors: Vec::new(),
        weapons: Vec::new(),
        status: IncidentStatus::Reported,
        background: false,
        confidence: 0.8,
        evidence: Vec::new(),
        sentence: nowhere,
    };
    Ok((incident, day))
}

/// A number that looks random (the finaliser of `MurmurHash3`).
fn mix(number: u32) -> u32 {
    let mut hash = number.wrapping_add(0x9e37_79b9);
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// What the process holds, in megabytes; `None` where the system does not say.
fn memory_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes / 1024)
}

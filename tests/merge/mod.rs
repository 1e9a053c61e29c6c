//! Reports of one event from several documents: what is one incident, what is two, and that the order does not matter.

use dateline::incident::{CountRange, Incident};
use dateline::merge::{ReportFacts, ReportMerger, ReportNumber, combine, merge_all};
use dateline::record::StoredIncident;
use dateline::store::{IncidentStore, MemoryStore};
use dateline::time::{DatePrecision, DateRange};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::support::{analysis, bare_incident, document, knowledge, lexicon, read, settlement};

const DAY: Date = date(2020, 3, 11);

/// A report of so many killed in a town at the given longitude, on a day.
fn report(id: &str, kind: &str, lon: f64, day: Date, killed: Option<u32>) -> Incident {
    let mut incident = bare_incident(id, kind);
    let mut place = settlement("Town", lon, 33.5, ["IQ", "Iraq", "Baghdad"]);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few degrees")]
    let number = (lon * 1_000.0) as u32;
    place.place_id = dateline::gazetteer::PlaceId(number);
    incident.location = Some(place);
    incident.date = Some(DateRange {
        first: day,
        last: day,
        precision: DatePrecision::Day,
    });
    incident.killed = killed.map(|killed| CountRange {
        min: killed,
        max: killed,
        open: false,
    });
    incident
}

/// The groups as lists of report numbers, each sorted, in order.
fn groups(reports: &[(&str, Incident)]) -> Vec<Vec<u32>> {
    let lexicon = lexicon();
    let mut merger = ReportMerger::new();
    for (document, incident) in reports {
        merger.add(ReportFacts::of(incident, document, Some(DAY), lexicon.taxonomy()));
    }
    numbered(&merger)
}

fn numbered(merger: &ReportMerger) -> Vec<Vec<u32>> {
    let sorted = |group: Vec<ReportNumber>| {
        let mut numbers: Vec<u32> = group.into_iter().map(|report| report.0).collect();
        numbers.sort_unstable();
        numbers
    };
    let mut groups: Vec<Vec<u32>> = merger.groups().into_iter().map(sorted).collect();
    groups.sort();
    groups
}

#[test]
fn one_detail_that_differs_does_not_make_two_events() {
    let first = report("a", "missile_rocket_attack", 44.25, DAY, Some(3));
    for other in [
        report("b", "missile_rocket_attack", 44.25, DAY, Some(3)),
        report("b", "missile_rocket_attack", 44.25, DAY, Some(5)),
        report("b", "armed_attack", 44.25, DAY, Some(3)),
        report("b", "missile_rocket_attack", 44.25, DAY, None),
        report("b", "missile_rocket_attack", 44.25, date(2020, 3, 12), Some(3)),
    ] {
        assert_eq!(
            groups(&[("one", first.clone()), ("two", other.clone())]),
            [[0, 1]],
            "{other:?}"
        );
    }
}

#[test]
fn one_detail_that_agrees_does_not_make_one_event() {
    let first = report("a", "bombing", 44.25, DAY, Some(3));
    for other in [
        report("b", "bombing", 46.25, DAY, Some(3)),
        report("b", "bombing", 44.25, date(2020, 3, 14), Some(3)),
        report("b", "flood", 44.25, DAY, Some(3)),
        report("b", "bombing", 44.25, date(2020, 3, 12), Some(40)),
        report("b", "shelling", 44.25, DAY, Some(40)),
    ] {
        assert_eq!(
            groups(&[("one", first.clone()), ("two", other.clone())]),
            [[0], [1]],
            "{other:?}"
        );
    }
}

#[test]
fn incidents_of_one_document_stay_apart() {
    let report = report("a", "bombing", 44.25, DAY, Some(3));
    let mut other = report.clone();
    other.id = "b".to_owned();
    assert_eq!(groups(&[("one", report), ("one", other)]), [[0], [1]]);
}

#[test]
fn a_merged_incident_names_its_sources_and_holds_what_they_disagree_on() {
    let stored = |id: &str, killed| {
        let incident = report(id, "bombing", 44.25, DAY, Some(killed));
        StoredIncident::all(vec![incident], &document(id, "", DAY)).remove(0)
    };
    let (one, two) = (stored("b", 3), stored("a", 5));
    let merged = combine(&[&one, &two]).unwrap();
    assert_eq!(merged.incident.id, "a");
    let sources: Vec<&str> = merged.sources.iter().map(|source| source.document.as_str()).collect();
    assert_eq!(sources, ["b", "a"]);
    assert_eq!(merged.retellings.len(), 1);
    let killed = merged.incident.killed.unwrap();
    assert_eq!((killed.min, killed.max), (3, 5));
    assert_eq!(combine(&[]), None);
}

#[test]
fn a_store_shows_one_marker_for_one_event() {
    let store = MemoryStore::new(knowledge());
    let insert = |id: &str, incidents| {
        let told = (document(id, "", DAY), analysis(incidents));
        store.insert(read(vec![told])).unwrap().remove(0)
    };
    let counts = || {
        let counts = store.counts().unwrap();
        (counts.documents, counts.incidents)
    };
    let sources = |id: &str| store.incident(id).unwrap().map(|stored| stored.sources.len());
    for id in ["one", "two"] {
        insert(id, vec![report(id, "bombing", 44.25, DAY, Some(3))]);
    }
    assert_eq!((counts(), sources("two")), ((2, 1), Some(2)));
    assert!(insert("one", Vec::new()).replaced);
    assert_eq!((counts(), sources("two")), ((2, 1), Some(1)));
    assert_eq!(sources("one"), None);
}

/// Reports in few towns, on few days, so that many are alike.
fn any_reports() -> impl Strategy<Value = Vec<(String, Incident)>> {
    let kinds = prop::sample::select(vec!["bombing", "armed_attack", "shelling", "flood"]);
    let one = (kinds, 0..3u32, 0..4i8, prop::option::of(0..12u32), 0..12u32);
    prop::collection::vec(one, 0..30).prop_map(|rows| {
        let rows = rows.into_iter().enumerate();
        rows.map(|(number, (kind, town, day, killed, document))| {
            let lon = 44.0 + f64::from(town) * 0.3;
            let id = format!("{number:02}");
            let incident = report(&id, kind, lon, date(2020, 3, 10 + day), killed);
            (format!("d{document}"), incident)
        })
        .collect()
    })
}

/// The groups by the reports' own identifiers.
fn named_groups(merger: &ReportMerger, ids: &[String]) -> Vec<Vec<String>> {
    let name = |number: &u32| ids[*number as usize].clone();
    let mut named: Vec<Vec<String>> = numbered(merger)
        .iter()
        .map(|group| {
            let mut group: Vec<String> = group.iter().map(name).collect();
            group.sort();
            group
        })
        .collect();
    named.sort();
    named
}

proptest! {
    #[test]
    fn the_order_of_documents_does_not_change_the_groups(reports in any_reports(), seed in any::<u64>()) {
        let lexicon = lexicon();
        let merge = |reports: &[(String, Incident)]| {
            let mut merger = ReportMerger::new();
            let ids: Vec<String> = reports.iter().map(|(_, incident)| incident.id.clone()).collect();
            for (document, incident) in reports {
                merger.add(ReportFacts::of(incident, document, Some(DAY), lexicon.taxonomy()));
            }
            named_groups(&merger, &ids)
        };
        let mut shuffled = reports.clone();
        shuffled.sort_by_key(|(_, incident)| dateline::identity::stable_id(&[&incident.id, &seed.to_string()]));
        prop_assert_eq!(merge(&reports), merge(&shuffled));
    }

    #[test]
    fn a_document_taken_out_leaves_no_trace(reports in any_reports(), gone in 0..12u32) {
        let lexicon = lexicon();
        let gone = format!("d{gone}");
        let ids: Vec<String> = reports.iter().map(|(_, incident)| incident.id.clone()).collect();
        let mut merger = ReportMerger::new();
        for (document, incident) in &reports {
            merger.add(ReportFacts::of(incident, document, Some(DAY), lexicon.taxonomy()));
        }
        merger.remove_document(&gone);
        let kept: Vec<&(String, Incident)> = reports.iter().filter(|(document, _)| *document != gone).collect();
        let kept_ids: Vec<String> = kept.iter().map(|(_, incident)| incident.id.clone()).collect();
        let mut fresh = ReportMerger::new();
        for (document, incident) in kept {
            fresh.add(ReportFacts::of(incident, document, Some(DAY), lexicon.taxonomy()));
        }
        prop_assert_eq!(named_groups(&merger, &ids), named_groups(&fresh, &kept_ids));
    }
}

#[test]
fn a_batch_is_merged_whatever_its_order() {
    let stored = |id: &str, killed, town| {
        let incident = report(id, "bombing", town, DAY, Some(killed));
        StoredIncident::all(vec![incident], &document(id, "A bomb exploded.", DAY)).remove(0)
    };
    let mut reports = vec![stored("a", 3, 44.25), stored("b", 5, 44.25), stored("c", 1, 47.0)];
    let lexicon = lexicon();
    let merged = merge_all(&reports, lexicon.taxonomy());
    let sources: Vec<usize> = merged.iter().map(|incident| incident.sources.len()).collect();
    assert_eq!(sources.iter().sum::<usize>(), 3);
    assert_eq!(merged.len(), 2, "{sources:?}");
    let both = merged
        .iter()
        .find(|incident| incident.sources.len() == 2)
        .expect("a and b");
    let killed = both.incident.killed.expect("both tell it");
    assert_eq!((killed.min, killed.max), (3, 5));
    reports.reverse();
    assert_eq!(merge_all(&reports, lexicon.taxonomy()), merged);
    assert!(merge_all(&[], lexicon.taxonomy()).is_empty());
}

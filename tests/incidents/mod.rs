//! Whole sentences through the whole pipeline: what, when, where and how many, one line for each incident.

mod classes;
mod references;
mod rejections;
mod traps;

use std::fmt::Write as _;
use std::path::Path;

use dateline::document::Document;
use dateline::incident::Incident;
use dateline::pipeline::{Options, analyze};
use jiff::civil::{Date, date};

use crate::support::{gazetteer, lexicon};

fn incidents(text: &str, published: Date) -> Vec<Incident> {
    let document = Document {
        id: "test".to_owned(),
        text: text.to_owned(),
        date: Some(published),
        ..Document::default()
    };
    analyze(&document, &gazetteer(), &lexicon(), &Options { explain: false }).incidents
}

/// "type | first..last day | place, precision | killed/injured", `-` where unknown.
fn line(incident: &Incident) -> String {
    let mut line = incident.kind.clone();
    match incident.date {
        Some(range) if range.first == range.last => write!(line, " | {}", range.first).unwrap(),
        Some(range) => write!(line, " | {}..{}", range.first, range.last).unwrap(),
        None => line.push_str(" | -"),
    }
    match &incident.location {
        Some(location) => write!(line, " | {}, {:?}", location.place, location.precision).unwrap(),
        None => line.push_str(" | -"),
    }
    let count = |count: Option<dateline::incident::CountRange>| {
        count.map_or("-".to_owned(), |count| {
            format!("{}{}", if count.open { "≥" } else { "" }, count.max)
        })
    };
    write!(line, " | {}/{}", count(incident.killed), count(incident.injured)).unwrap();
    line
}

/// Published on Thursday, 12 March 2020.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = incidents(text, date(2020, 3, 12)).iter().map(line).collect();
    assert_eq!(expected, found, "incidents of {text:?}");
}

#[test]
fn one_sentence_tells_what_when_where_and_how_many() {
    check(
        "A car bomb killed eleven people and wounded dozens in Mosul on Wednesday.",
        &["vehicle_bombing | 2020-03-11 | Mosul, Settlement | 11/≥24"],
    );
    check(
        "A magnitude 6.1 earthquake struck near Elbistan on Tuesday, killing at least four people.",
        &["earthquake | 2020-03-10 | Elbistan, Settlement | ≥4/-"],
    );
    check(
        "Gunmen opened fire at a market in Maiduguri on March 9, killing three traders.",
        &["armed_attack | 2020-03-09 | Maiduguri, Settlement | 3/-"],
    );
}

#[test]
fn accidents_and_disasters_are_no_attacks() {
    check(
        "A bus plunged into a ravine near Cusco on Sunday, killing 24 passengers.",
        &["transport_accident | 2020-03-08 | Cusco, Settlement | 24/-"],
    );
    check(
        "A passenger train hit a truck near Brno on Monday, killing two.",
        &["transport_accident | 2020-03-09 | Brno, Settlement | 2/-"],
    );
    check(
        "Lightning killed nine farmers near Nagpur on Monday.",
        &["extreme_weather | 2020-03-09 | Nagpur, Settlement | 9/-"],
    );
}

#[test]
fn what_is_seized_decides_the_type() {
    check(
        "More than 300 boys were seized from a school in Kankara on Friday.",
        &["abduction | 2020-03-06 | Kankara, Settlement | -/-"],
    );
    check(
        "Rebels seized the town of Bambari on Monday.",
        &["territory_capture | 2020-03-09 | Bambari, Settlement | -/-"],
    );
}

#[test]
fn the_day_is_the_events_and_not_the_writers_or_the_courts() {
    check(
        "LONDON, March 12 (Wire) - Gunmen attacked a base in Gao on Monday.",
        &["armed_attack | 2020-03-09 | Gao, Settlement | -/-"],
    );
    check(
        "A man, 61, was jailed on Monday for a murder in Bristol in 1984.",
        &["assassination | 1984-01-01..1984-12-31 | Bristol, Settlement | -/-"],
    );
}

#[test]
fn retellings_are_one_incident() {
    check(
        "Rockets hit a base near Kirkuk on Tuesday. The attack killed two soldiers. Officials said the rockets were fired from a lorry.",
        &["missile_rocket_attack | 2020-03-10 | Kirkuk, Settlement | 2/-"],
    );
    check(
        "A drone strike outside Baghdad airport on January 3 killed two commanders. Protesters condemned the strike.",
        &["drone_strike | 2020-01-03 | Baghdad International Airport, Site | 2/-"],
    );
}

#[test]
fn what_did_not_happen_is_no_incident() {
    for text in [
        "The general threatened to launch air strikes on Damascus.",
        "Officials warned of possible attacks in Kabul this week.",
        "He died of a heart attack in Cairo on Monday.",
        "There were no attacks in Basra on Tuesday.",
        "A strike, as defined in the release, means one or more events in Mosul.",
        "The unions struck a deal in Paris on Monday.",
        "If the rebels attack Aleppo, the army will shell their positions.",
        "Jake Doyle was sent off after a clash with the Leeds captain on Saturday.",
        "Activists have called for a general strike in Khartoum on Sunday.",
        "An attack on Odesa would end the negotiations, officials said.",
        "At least 73 people have been killed in the crackdown since the army took power last October.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn the_speakers_city_and_the_victims_home_are_not_the_place() {
    check(
        "A bomb exploded in Kandahar on Monday, a spokesman told reporters in Washington.",
        &["bombing | 2020-03-09 | Kandahār, Settlement | -/-"],
    );
    check(
        "John Smith, 42, of Woodbridge, Virginia, was killed in a roadside bombing near Fallujah on Sunday.",
        &["bombing | 2020-03-08 | Al Fallūjah, Settlement | 1/-"],
    );
}

#[test]
fn a_list_under_a_country_gives_one_incident_each() {
    check(
        "On March 10, aircraft conducted five strikes in Syria and Iraq.\nSyria\n- Near Raqqa, two strikes destroyed a bridge.\n- Near Palmyra, one strike hit a tank.\nIraq\n- Near Mosul, two strikes hit a tunnel.\n",
        &[
            "armed_attack | 2020-03-10 | Ar Raqqah, Settlement | -/-",
            "armed_attack | 2020-03-10 | Tadmur, Settlement | -/-",
            "armed_attack | 2020-03-10 | Mosul, Settlement | -/-",
        ],
    );
}

#[test]
fn places_joined_by_and_are_two_incidents() {
    check(
        "Bombings struck bus stations in the towns of Jableh and Tartus in Syria on Monday, and 60 people were killed.",
        &[
            "bombing | 2020-03-09 | Jablah, Settlement | -/-",
            "bombing | 2020-03-09 | Ţarţūs, Settlement | -/-",
        ],
    );
}

#[test]
fn a_country_is_never_a_point() {
    check(
        "The United States launched air strikes in Iraq on Thursday.",
        &["air_strike | 2020-03-12 | Iraq, Country | -/-"],
    );
}

#[test]
fn evidence_stands_in_the_text() {
    let text = "“Rockets”, he said, hit the Taji air base north of Baghdad on Wednesday, killing three soldiers – two of them American.";
    for incident in incidents(text, date(2020, 3, 12)) {
        assert!(!incident.evidence.is_empty());
        for evidence in &incident.evidence {
            assert!(!evidence.span.of(text).is_empty(), "{evidence:?}");
        }
        assert!(text.contains(incident.sentence.of(text)));
    }
}

#[expect(clippy::print_stderr, reason = "a skipped test says so")]
fn skip(missing: &Path) {
    eprintln!("skipped: {} is not there", missing.display());
}

/// The reference article that the shared folder holds beside a checkout; its seven incidents, each once.
#[test]
fn the_reference_article_gives_its_seven_incidents() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed/article.txt");
    let Ok(text) = std::fs::read_to_string(&path) else {
        skip(&path);
        return;
    };
    let found: Vec<String> = incidents(&text, date(2020, 3, 12)).iter().map(line).collect();
    let expected = [
        "air_strike | 2020-03-12 | Iraq, Country | -/-",
        "missile_rocket_attack | 2020-03-11 | Camp Taji, Site | 3/-",
        "air_strike | 2020-03-11..2020-03-12 | Syria, Country | -/-",
        "missile_rocket_attack | 2019-12-21..2019-12-31 | Iraq, Region | 1/-",
        "air_strike | 2019-12-23..2020-01-10 | Syria, Region | -/-",
        "drone_strike | 2020-01-03 | Baghdad International Airport, Site | 2/-",
        "missile_rocket_attack | 2020-01-03..2020-01-17 | Ain al-Asad Air Base, Site | 0/≥109",
    ];
    assert_eq!(expected.as_slice(), found);
}

/// "role name" of every actor of the only incident, in the order given.
#[track_caller]
fn check_actors(text: &str, expected: &[&str]) {
    let found = incidents(text, date(2020, 3, 12));
    let actors: Vec<String> = found
        .iter()
        .flat_map(|incident| &incident.actors)
        .map(|actor| format!("{:?} {}", actor.role, actor.name))
        .collect();
    assert_eq!(expected, actors, "actors of {text:?}");
}

#[test]
fn who_did_it_and_to_whom() {
    check_actors(
        "Journalist Maria Lopez was shot dead by unidentified gunmen in Mosul on Saturday.",
        &["Perpetrator unidentified gunmen", "Victim Maria Lopez"],
    );
    check_actors(
        "A roadside bomb planted by Al-Shabaab hit a military convoy near Mosul on Monday, killing six soldiers.",
        &["Perpetrator al-Shabaab", "Target military convoy"],
    );
    check_actors(
        "Two suicide bombers attacked a mosque in Maiduguri on Monday. Boko Haram is blamed for the attack.",
        &["Perpetrator Boko Haram", "Target mosque"],
    );
}

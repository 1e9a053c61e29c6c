//! What looks like an event and is none is told with its reason.

use dateline::document::Document;
use dateline::pipeline::{Options, analyze};
use jiff::civil::date;

use crate::support::{gazetteer, lexicon};

#[track_caller]
fn check(text: &str, words: &str, reason: &str) {
    let document = Document {
        id: "test".to_owned(),
        text: text.to_owned(),
        date: Some(date(2020, 3, 12)),
        ..Document::default()
    };
    let analysis = analyze(&document, &gazetteer(), &lexicon(), &Options { explain: false });
    let rejected = analysis
        .rejected
        .iter()
        .map(|rejection| (rejection.span.of(text), rejection.reason.as_str()));
    assert_eq!(
        vec![(words, reason)],
        rejected.collect::<Vec<_>>(),
        "rejected of {text:?}"
    );
    let is_told =
        |incident: &dateline::incident::Incident| incident.evidence.iter().any(|item| item.span.of(text) == words);
    assert!(
        !analysis.incidents.iter().any(is_told),
        "{words:?} of {text:?} is told and rejected"
    );
}

#[test]
fn every_rejected_word_tells_why() {
    check(
        "Militants were planning to bomb a market in Kabul, police said.",
        "bomb",
        "hypothetical",
    );
    check("No attacks were reported in Mosul on Wednesday.", "attacks", "negated");
    check(
        "The drill in Osaka rehearsed the response to a powerful earthquake.",
        "earthquake",
        "unreal",
    );
    check(
        "A court in Multan sentenced two men to death for murder on Friday.",
        "murder",
        "reference",
    );
    check(
        "He died of cancer in Vienna on Monday at the age of 80.",
        "died",
        "natural_death",
    );
    check(
        "A car bomb killed eleven people in Mosul on Wednesday. Police arrested two suspects.",
        "arrested",
        "aftermath",
    );
}

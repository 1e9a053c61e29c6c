//! What holds for the analysis of any text, sensible or not: it comes to an end, it points into the text, it comes out the same again.

use dateline::document::Document;
use dateline::incident::Incident;
use dateline::pipeline::{Analysis, Options, analyze};
use dateline::span::Span;
use jiff::civil::date;
use proptest::prelude::*;

use crate::support::{gazetteer, lexicon};

/// Words that the rules look for, names, numbers, and what breaks a careless reader of bytes.
const PIECES: &[&str] = &[
    "A car bomb",
    "killed",
    "wounded",
    "was",
    "attacked",
    "struck",
    "rockets",
    "fire",
    "an earthquake of magnitude",
    "threatened to",
    "denied",
    "claimed",
    "no",
    "and",
    "after",
    "near",
    "north of",
    "in",
    "outside",
    "from",
    "the",
    "province of",
    "air base",
    "airport",
    "Mosul",
    "Baghdad",
    "Paris, Texas",
    "Taji",
    "U.S.",
    "US",
    "Iraqi",
    "Georgia",
    "Lt. Gen. Smith",
    "Islamic State",
    "police",
    "soldiers",
    "people",
    "at least",
    "dozens of",
    "three",
    "1,200",
    "10 to 15",
    "99999999999",
    "0",
    "on Friday",
    "two days later",
    "in late December",
    "on 29\nNovember",
    "29 Feb. 2019",
    "yesterday",
    "9999-12-31",
    "the 1890s",
    "last year",
    "overnight",
    "said",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    ".",
    ",",
    ";",
    "-",
    "—",
    "\"",
    "“",
    "”",
    "'s",
    "(",
    ")",
    "•",
    "…",
    "\u{301}",
    "é",
    "ﬁ",
    "İ",
    "ß",
    "\u{200f}",
    "😀",
    "\u{0}",
    "الموصل",
    "Київ",
    "東京",
];

/// Text of such words, with or without blanks between them.
fn newslike() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(PIECES);
    let gap = prop_oneof![9 => Just(" "), 1 => Just("")];
    proptest::collection::vec((piece, gap), 0..60)
        .prop_map(|parts| parts.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect())
}

fn any_document() -> impl Strategy<Value = Document> {
    let text = prop_oneof![3 => newslike(), 1 => "(\\PC|\\n){0,120}", 1 => any::<String>()];
    (text, any::<bool>(), proptest::option::of("\\PC{0,20}")).prop_map(|(text, is_dated, source)| Document {
        id: "any".to_owned(),
        text,
        date: is_dated.then(|| date(2020, 3, 12)),
        source,
        ..Document::default()
    })
}

fn read(document: &Document) -> Analysis {
    analyze(document, &gazetteer(), &lexicon(), &Options { explain: true })
}

/// Every span of the incident, with what it is for.
fn spans_of(incident: &Incident) -> Vec<(String, Span)> {
    let mut spans = vec![("sentence".to_owned(), incident.sentence)];
    let evidence = incident.evidence.iter();
    spans.extend(evidence.map(|evidence| (format!("{:?}", evidence.role), evidence.span)));
    let actors = incident.actors.iter();
    spans.extend(actors.map(|actor| (actor.name.clone(), actor.span)));
    let location = incident.location.iter();
    spans.extend(location.map(|location| (location.place.clone(), location.mention)));
    spans
}

fn is_inside(text: &str, span: Span) -> bool {
    span.start() <= span.end() && text.get(span.start()..span.end()).is_some()
}

proptest! {
    // Each case reads two articles against the whole gazetteer.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn any_text_is_read_to_its_end_and_every_span_lies_in_it(document in any_document()) {
        let text = document.text.as_str();
        let analysis = read(&document);
        for resolved in &analysis.toponyms {
            prop_assert!(is_inside(text, resolved.toponym.span), "{resolved:?}");
        }
        for timex in &analysis.timexes {
            prop_assert!(is_inside(text, timex.span), "{timex:?}");
        }
        for incident in &analysis.incidents {
            for (what, span) in spans_of(incident) {
                prop_assert!(is_inside(text, span), "{what} {span:?} of {incident:?}");
            }
            for count in [incident.killed, incident.injured].into_iter().flatten() {
                prop_assert!(count.min <= count.max, "{incident:?}");
            }
            prop_assert!((0.0..=1.0).contains(&incident.confidence), "{incident:?}");
        }
        prop_assert_eq!(&analysis, &read(&document), "the second reading differs");
    }
}

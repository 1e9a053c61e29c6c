//! Any text is read without a panic, and what is found lies in it, on character boundaries.
#![no_main]

use std::sync::LazyLock;

use dateline::document::Document;
use dateline::gazetteer::Gazetteer;
use dateline::lexicon::Lexicon;
use dateline::pipeline::{Options, analyze};
use libfuzzer_sys::fuzz_target;

static KNOWLEDGE: LazyLock<(Gazetteer, Lexicon)> = LazyLock::new(|| {
    let gazetteer = Gazetteer::embedded().expect("the gazetteer of the source tree");
    let lexicon = Lexicon::load().expect("the word lists of the source tree");
    (gazetteer, lexicon)
});

fuzz_target!(|text: &str| {
    let document = Document {
        text: text.to_owned(),
        ..Document::default()
    };
    let (gazetteer, lexicon) = &*KNOWLEDGE;
    let analysis = analyze(&document, gazetteer, lexicon, &Options { explain: true });
    let places = analysis.toponyms.iter().map(|found| found.toponym.span);
    let times = analysis.timexes.iter().map(|timex| timex.span);
    let evidence = analysis.incidents.iter().flat_map(|incident| &incident.evidence);
    for span in places.chain(times).chain(evidence.map(|piece| piece.span)) {
        assert!(text.get(span.start()..span.end()).is_some(), "{span:?} in {text:?}");
    }
});

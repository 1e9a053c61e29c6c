//! Speed of the first stages, in megabytes of text a second on one core: `cargo bench --bench text [FILE…]`.
//!
//! Without files it reads the demo articles over and over. Each line is one stage by itself, the best of several rounds.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use dateline::document::Document;
use dateline::export::places::toponym_line;
use dateline::gazetteer::Gazetteer;
use dateline::learn::ModelName;
use dateline::lexicon::Lexicon;
use dateline::pipeline::{Options, analyze, locate_toponyms};
use dateline::text::Text;
use dateline::toponym::{find_entities, find_toponyms};

/// Rounds, of which the fastest counts.
const ROUNDS: usize = 5;
/// The text is repeated up to this many bytes.
const BYTES: usize = 1_000_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (gazetteer, lexicon) = (Gazetteer::embedded()?, Lexicon::load()?);
    let documents = documents()?;
    let (cues, names) = (lexicon.name_cues(), lexicon.model(ModelName::Names));
    let texts: Vec<Text<'_>> = documents.iter().map(Text::read).collect();
    stage("text", &documents, |document| {
        black_box(Text::read(document));
    });
    let numbered: Vec<usize> = (0..texts.len()).collect();
    let by_text = |name: &str, run: &dyn Fn(&Text<'_>)| {
        let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
        report(name, bytes, || numbered.iter().for_each(|number| run(&texts[*number])));
    };
    by_text("tags of every sentence", &|text| {
        let mut tagger = lexicon.tagger();
        for sentence in text.sentences() {
            black_box(tagger.tag(text, sentence.tokens.clone()));
        }
    });
    by_text("entities", &|text| {
        black_box(find_entities(text, &gazetteer, cues, names));
    });
    by_text("toponyms found", &|text| {
        black_box(find_toponyms(text, &gazetteer, cues, names));
    });
    stage("toponyms found and resolved, from the text", &documents, |document| {
        black_box(locate_toponyms(document, &gazetteer, &lexicon));
    });
    stage(
        "the same as lines of JSON: `dateline toponyms`",
        &documents,
        |document| {
            let toponyms = locate_toponyms(document, &gazetteer, &lexicon);
            black_box(serde_json::to_vec(&toponym_line(document, &toponyms, &gazetteer)).unwrap_or_default());
        },
    );
    let options = Options { explain: false };
    stage(
        "everything, incidents too: `dateline extract`",
        &documents,
        |document| {
            black_box(analyze(document, &gazetteer, &lexicon, &options));
        },
    );
    Ok(())
}

fn documents() -> Result<Vec<Document>, Box<dyn std::error::Error>> {
    let mut files: Vec<String> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .collect();
    if files.is_empty() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/demo");
        for entry in std::fs::read_dir(folder)? {
            files.push(entry?.path().to_string_lossy().into_owned());
        }
        files.retain(|file| Path::new(file).extension().is_some_and(|ending| ending == "json"));
        files.sort();
    }
    let mut documents = Vec::new();
    let mut bytes = 0;
    let texts = files
        .iter()
        .map(std::fs::read_to_string)
        .collect::<Result<Vec<_>, _>>()?;
    while bytes < BYTES {
        for text in &texts {
            let value: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
            let text = value["text"].as_str().unwrap_or(text).to_owned();
            bytes += text.len().max(1);
            documents.push(Document {
                text,
                ..Document::default()
            });
        }
    }
    Ok(documents)
}

fn stage(name: &str, documents: &[Document], run: impl Fn(&Document)) {
    let bytes = documents.iter().map(|document| document.text.len()).sum();
    report(name, bytes, || documents.iter().for_each(&run));
}

#[expect(
    clippy::cast_precision_loss,
    clippy::print_stdout,
    reason = "a benchmark reports a rate"
)]
fn report(name: &str, bytes: usize, run: impl Fn()) {
    let seconds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed().as_secs_f64()
    });
    let best = seconds.fold(f64::MAX, f64::min);
    println!("{name}\t{:.1} MB/s", bytes as f64 / 1e6 / best);
}

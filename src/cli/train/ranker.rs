//! `dateline train ranker`: the weights by which candidates are ranked, by a softmax over each list of candidates.
//!
//! It tells how well weights from one corpus do on another, and writes the table for `src/resolve/measure.rs`.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use super::{TrainArguments, read};
use crate::cli::error::CliError;
use crate::cli::report::say;
use crate::document::Document;
use crate::gazetteer::{FeatureClass, Gazetteer};
use crate::geography::LonLat;
use crate::intake::read_json_document;
use crate::learn::{ModelName, RankerTraining, fold_of, train_ranker};
use crate::lexicon::Lexicon;
use crate::resolve::{GoldPlace, GoldText, Stage, Weights, count_right, learnt, ranked_lists};
use crate::span::Span;
use crate::text::Text;
use crate::toponym::{Toponym, ToponymRole, find_toponyms};

/// Parts of a corpus of which one is kept out for the figures.
const FOLDS: usize = 5;
/// How often the weights are learnt anew, from what the candidates hear under the weights before.
const TURNS: usize = 3;
/// Chosen by the cross-validated figures.
const TRAINING: RankerTraining = RankerTraining {
    rounds: 30,
    rate: 0.2,
    shrink: 1e-3,
};

/// A corpus, read.
struct Corpus<'d> {
    name: &'static str,
    /// How much each of its mentions counts.
    weight: f64,
    texts: Vec<GoldText<'d>>,
}

/// What candidates are looked up and measured by.
struct Knowledge {
    gazetteer: Gazetteer,
    lexicon: Lexicon,
}

/// Reads the corpora, tells the figures of every pair of training and test, and writes the table of all.
pub(super) fn run(arguments: &TrainArguments) -> Result<(), CliError> {
    let knowledge = Knowledge {
        gazetteer: Gazetteer::embedded()?,
        lexicon: Lexicon::load()?,
    };
    let folder = arguments.corpora.join("toponyms");
    let annotated = [
        ("LGL", 1.0, read_annotated(&folder.join("lgl.jsonl"))?),
        ("TR-News", 3.0, read_annotated(&folder.join("trnews.jsonl"))?),
    ];
    let corpora: Vec<Corpus<'_>> = annotated
        .iter()
        .map(|(name, weight, documents)| Corpus {
            name,
            weight: *weight,
            texts: documents
                .iter()
                .map(|annotated| gold_text(annotated, &knowledge))
                .collect(),
        })
        .collect();
    let all: Vec<&Corpus<'_>> = corpora.iter().collect();
    for corpus in &corpora {
        let share = right_share(corpus.texts.iter(), &knowledge, |_| &Weights::DEFAULT);
        say(format_args!("as it is → {}: {share:.3}", corpus.name));
    }
    for (trained, tested) in [(0, 1), (1, 0)] {
        let weights = fit(&all[trained..=trained], &knowledge, |_, _| true);
        let share = right_share(corpora[tested].texts.iter(), &knowledge, |_| &weights);
        say(format_args!(
            "{} → {}: {share:.3}",
            corpora[trained].name, corpora[tested].name
        ));
    }
    let folds: Vec<Weights> = (0..FOLDS)
        .map(|fold| fit(&all, &knowledge, |_, id| fold_of(id, FOLDS) != fold))
        .collect();
    for corpus in &corpora {
        let share = right_share(corpus.texts.iter(), &knowledge, |id| &folds[fold_of(id, FOLDS)]);
        say(format_args!("both, cross-validated → {}: {share:.3}", corpus.name));
    }
    let weights = fit(&all, &knowledge, |_, _| true);
    for corpus in &corpora {
        let share = right_share(corpus.texts.iter(), &knowledge, |_| &weights);
        say(format_args!("both, having seen it → {}: {share:.3}", corpus.name));
    }
    let mut table = String::new();
    for (name, alone, together) in weights.rows() {
        let _ = writeln!(table, "{name}\t{alone:.2}\t{together:.2}");
    }
    fs::write(&arguments.output, table).map_err(|source| CliError::Create {
        path: arguments.output.clone(),
        source,
    })
}

/// Learns from the documents that are wanted, by corpus and id.
fn fit(corpora: &[&Corpus<'_>], knowledge: &Knowledge, wanted: impl Fn(&Corpus<'_>, &str) -> bool) -> Weights {
    let cues = knowledge.lexicon.name_cues();
    let mut weights = Weights::DEFAULT;
    for turn in 0..=TURNS {
        let stage = if turn == 0 { Stage::Alone } else { Stage::Together };
        let mut lists = Vec::new();
        for corpus in corpora {
            for text in corpus.texts.iter().filter(|text| wanted(corpus, &text.document.id)) {
                for mut list in ranked_lists(text, &knowledge.gazetteer, cues, &weights, stage) {
                    list.weight = corpus.weight;
                    lists.push(list);
                }
            }
        }
        let start = Weights::DEFAULT.of(stage).to_vec();
        weights.set(stage, &train_ranker(&lists, &start, &learnt(stage), &TRAINING));
    }
    weights
}

#[expect(clippy::cast_precision_loss, reason = "a corpus has few mentions")]
fn right_share<'t, 'w>(
    texts: impl Iterator<Item = &'t GoldText<'t>>,
    knowledge: &Knowledge,
    weights: impl Fn(&str) -> &'w Weights,
) -> f64 {
    let cues = knowledge.lexicon.name_cues();
    let counts = texts.map(|text| count_right(text, &knowledge.gazetteer, cues, weights(&text.document.id)));
    let (right, all) = counts.fold((0, 0), |sum, count| (sum.0 + count.0, sum.1 + count.1));
    right as f64 / f64::max(all as f64, 1.0)
}

/// A document with the words and the place of each toponym.
struct Annotated {
    document: Document,
    toponyms: Vec<(Span, Option<GoldPlace>)>,
}

fn gold_text<'d>(annotated: &'d Annotated, knowledge: &Knowledge) -> GoldText<'d> {
    let (lexicon, document) = (&knowledge.lexicon, &annotated.document);
    let text = Text::read(document);
    let model = lexicon.model(ModelName::Names);
    let found = find_toponyms(&text, &knowledge.gazetteer, lexicon.name_cues(), model);
    let toponyms = annotated.toponyms.iter().map(|(span, _)| {
        let same = found.iter().find(|toponym| toponym.span == *span);
        let role = same.map_or(ToponymRole::Literal, |toponym| toponym.role);
        Toponym {
            span: *span,
            role,
            full_name: None,
        }
    });
    GoldText {
        document,
        toponyms: toponyms.collect(),
        places: annotated.toponyms.iter().map(|(_, place)| *place).collect(),
        text,
    }
}

/// Documents with their toponyms; offsets in the file are code points.
fn read_annotated(path: &Path) -> Result<Vec<Annotated>, CliError> {
    let contents = read(path)?;
    let mut documents = Vec::new();
    for line in contents.lines().filter(|line| !line.trim().is_empty()) {
        let (Ok(read), Ok(value)) = (
            read_json_document(line),
            serde_json::from_str::<serde_json::Value>(line),
        ) else {
            continue;
        };
        let document = read.document;
        let mut bytes: Vec<usize> = document.text.char_indices().map(|(at, _)| at).collect();
        bytes.push(document.text.len());
        let byte = |value: &serde_json::Value| bytes.get(usize::try_from(value.as_u64()?).ok()?).copied();
        let toponyms = value["toponyms"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|toponym| {
                let span = Span::new(&document.text, byte(&toponym["start"])?, byte(&toponym["end"])?)?;
                Some((span, gold_place(toponym)))
            });
        let toponyms = toponyms.collect();
        documents.push(Annotated { document, toponyms });
    }
    Ok(documents)
}

fn gold_place(toponym: &serde_json::Value) -> Option<GoldPlace> {
    let point = LonLat {
        lon: toponym["lon"].as_f64()?,
        lat: toponym["lat"].as_f64()?,
    };
    let letter = toponym["fclass"].as_str().and_then(|class| class.bytes().next());
    Some(GoldPlace {
        point,
        class: letter.and_then(FeatureClass::from_letter),
    })
}

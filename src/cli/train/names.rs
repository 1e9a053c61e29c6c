//! `dateline train names`: the model of named entities.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::TrainArguments;
use super::name_corpus::{NameCorpus, NamedDocument, read_corpora};
use crate::cli::error::CliError;
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::learn::{LinearModel, ModelName, Models, SequenceExample, Training, Weights, fold_of, train_sequences};
use crate::lexicon::Lexicon;
use crate::text::Text;
use crate::toponym::{Entity, EntityKind, Label, find_entities, name_examples};

/// Features kept, by the size of the file.
const MOST_FEATURES: usize = 160_000;
/// One document in so many is learnt once more in capitals.
const CASE_NOISE: usize = 5;
/// Parts of the corpora of which one is kept out for the figures.
pub(super) const FOLDS: usize = 5;

/// Tells the F1 on a fifth of each corpus, having learnt the rest, then trains on everything.
pub(super) fn run(arguments: &TrainArguments) -> Result<(), CliError> {
    let corpora = read_corpora(&arguments.corpora)?;
    let gazetteer = Gazetteer::embedded()?;
    let lexicon = Lexicon::with_models(Models::without(&[ModelName::Names])?)?;
    let name = ModelName::Names.as_str();
    let known = train(&corpora, &gazetteer, &lexicon, |id| fold_of(id, FOLDS) != 0);
    let model = LinearModel::from_bytes(name, known.compile(name, "").into())?;
    let mut origin = "wikigold (CC BY 4.0), GUM (annotations CC BY 4.0), WNUT17 (CC BY 4.0), Broad Twitter Corpus (CC BY 4.0), re3d (public \
                      domain, OGL 3.0, CC BY 3.0 AU, CC BY-SA 3.0); exact F1 on a fifth that was kept out:"
        .to_owned();
    for corpus in &corpora {
        let kept_out = corpus
            .documents
            .iter()
            .filter(|document| fold_of(&document.id, FOLDS) == 0);
        let scores = score(kept_out, &model, &gazetteer, &lexicon);
        let _ = write!(origin, " {} {scores};", corpus.name);
    }
    let weights = train(&corpora, &gazetteer, &lexicon, |_| true);
    super::write(&weights, name, &origin, &arguments.output)
}

/// Learns the documents whose id is wanted.
pub(super) fn train(
    corpora: &[NameCorpus],
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    wanted: impl Fn(&str) -> bool,
) -> Weights {
    let mut examples: Vec<SequenceExample> = Vec::new();
    for corpus in corpora {
        let documents = corpus.documents.iter().filter(|document| wanted(&document.id));
        for (number, document) in documents.enumerate() {
            let read = |document: &NamedDocument| {
                let source = source(document);
                name_examples(&Text::read(&source), gazetteer, lexicon.name_cues(), &document.names)
            };
            let found = read(document);
            for _ in 0..corpus.copies {
                examples.extend(found.iter().cloned());
            }
            let capitals = document.text.to_uppercase();
            if number % CASE_NOISE == 0 && capitals.len() == document.text.len() {
                examples.extend(read(&NamedDocument {
                    text: capitals,
                    ..document.clone()
                }));
            }
        }
    }
    let training = Training {
        rounds: 10,
        fewest: 2,
        rate: 0.0,
        shrink: 0.0,
    };
    let mut weights = train_sequences(&examples, Label::NAMES, &training);
    weights.keep(MOST_FEATURES);
    weights
}

pub(super) fn source(document: &NamedDocument) -> Document {
    Document {
        text: document.text.clone(),
        ..Document::default()
    }
}

/// Exact F1 of places, persons and organisations, in per cent.
fn score<'d>(
    documents: impl Iterator<Item = &'d NamedDocument>,
    model: &LinearModel,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
) -> String {
    let kinds = [EntityKind::Place, EntityKind::Person, EntityKind::Organisation];
    let mut counts: BTreeMap<usize, (f64, f64, f64)> = BTreeMap::new();
    for document in documents {
        let source = source(document);
        let found = find_entities(&Text::read(&source), gazetteer, lexicon.name_cues(), model);
        for (number, kind) in kinds.iter().enumerate() {
            let of_kind =
                |names: &[Entity]| -> Vec<Entity> { names.iter().filter(|name| name.kind == *kind).copied().collect() };
            let (found, gold) = (of_kind(&found), of_kind(&document.names));
            let (right, found_count, gold_count) = counts.entry(number).or_default();
            #[expect(clippy::cast_precision_loss, reason = "a document has few names")]
            {
                *right += found.iter().filter(|name| gold.contains(name)).count() as f64;
                *found_count += found.len() as f64;
                *gold_count += gold.len() as f64;
            }
        }
    }
    let f1 = |(right, found, gold): &(f64, f64, f64)| 200.0 * right / f64::max(found + gold, 1.0);
    let labels = ["place", "person", "organisation"];
    let scores = counts
        .iter()
        .map(|(number, counts)| format!("{} {:.1}", labels[*number], f1(counts)));
    scores.collect::<Vec<_>>().join(", ")
}

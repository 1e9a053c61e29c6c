//! `dateline train held-out`: what the whole program reads in articles that its models of incidents have not seen.
//!
//! Five times, the models of arguments, relevance and likelihood are learnt without a fifth of the articles and read that fifth. Nothing is
//! written but the incidents; `data/models/cross_validate.py` scores them.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use serde_json::{Value, json};

use super::corpus::Sources;
use super::incidents::{
    FOLDS, compiled, held_out_relevance, learn_likelihood, learn_relevance, read_cast_articles, sources,
};
use super::{TrainArguments, read, roles};
use crate::cli::error::CliError;
use crate::document::Document;
use crate::export::ExportError;
use crate::export::jsonl::{ExtractLine, write_line};
use crate::export::wire::IncidentProperties;
use crate::intake::read_json_document;
use crate::learn::{ModelName, fold_of};
use crate::pipeline::{Options, analyze};
use crate::record::StoredIncident;

/// What is read: the name of the output, the corpus, and the field that holds the text.
const INPUTS: [(&str, &str, &str); 3] = [
    ("muc4_dev", "muc4_dev", "text_cased"),
    ("muc4_dev_capitals", "muc4_dev", "text"),
    ("articles_dev", "articles_dev", "text"),
];

/// Writes a file of JSON lines for each of [`INPUTS`] into the folder of `--output`; the parts one after the other.
pub(super) fn run(arguments: &TrainArguments) -> Result<(), CliError> {
    let corpora = &arguments.corpora;
    let mut sources = sources()?;
    let roles = roles::read_articles(corpora, &sources.gazetteer, &sources.lexicon)?;
    let articles = read_cast_articles(corpora, &mut sources)?;
    let relevance = held_out_relevance(&articles)?;
    let mut outputs = Vec::new();
    for (name, corpus, field) in INPUTS {
        let documents = read_documents(corpora, corpus, field)?;
        outputs.push((documents, create(&arguments.output, name)?));
    }
    for fold in 0..FOLDS {
        let learnt = [
            (ModelName::Arguments, roles::learn(&roles, Some(fold))),
            (ModelName::Relevance, learn_relevance(&articles, Some(fold))),
            (
                ModelName::Likelihood,
                learn_likelihood(&articles, &relevance, Some(fold)),
            ),
        ];
        for (name, weights) in learnt {
            sources.lexicon.replace_model(name, compiled(&weights, name)?);
        }
        for (documents, output) in &mut outputs {
            for document in documents.iter().filter(|document| fold_of(&document.id, FOLDS) == fold) {
                write_line(&mut *output, &line_of(document, &sources))?;
            }
        }
    }
    for (_, output) in &mut outputs {
        output.flush().map_err(ExportError::Write)?;
    }
    Ok(())
}

fn create(folder: &Path, name: &str) -> Result<BufWriter<File>, CliError> {
    let path = folder.join(name).with_extension("jsonl");
    let created = fs::create_dir_all(folder).and_then(|()| File::create(&path));
    Ok(BufWriter::new(
        created.map_err(|source| CliError::Create { path, source })?,
    ))
}

fn read_documents(corpora: &Path, corpus: &str, field: &str) -> Result<Vec<Document>, CliError> {
    let path = corpora.join("incidents").join(corpus).with_extension("jsonl");
    let mut documents = Vec::new();
    for line in read(&path)?.lines().filter(|line| !line.trim().is_empty()) {
        let gold: Value = serde_json::from_str(line).map_err(|source| CliError::CorpusJson {
            path: path.clone(),
            source,
        })?;
        let wire = json!({"id": gold["id"], "title": gold["title"], "date": gold["date"], "text": gold[field]});
        documents.extend(read_json_document(&wire.to_string()).ok().map(|read| read.document));
    }
    Ok(documents)
}

/// As `extract --format jsonl` writes it.
fn line_of(document: &Document, sources: &Sources) -> ExtractLine {
    let options = Options { explain: false };
    let analysis = analyze(document, &sources.gazetteer, &sources.lexicon, &options);
    let taxonomy = sources.lexicon.taxonomy();
    let incidents = StoredIncident::all(analysis.incidents, document);
    ExtractLine {
        id: document.id.clone(),
        focus: None,
        incidents: incidents
            .iter()
            .map(|incident| IncidentProperties::new(incident, taxonomy))
            .collect(),
        warnings: Vec::new(),
        toponyms: None,
        timexes: None,
        rejected: None,
        type_choices: None,
    }
}

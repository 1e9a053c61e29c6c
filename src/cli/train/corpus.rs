//! The annotated incidents that the models of relevance and likelihood learn from, read into candidates with their truth.
//!
//! | corpus | an article tells incidents | a candidate is real |
//! |---|---|---|
//! | `muc4_dev` | where it has a template that is not optional | where a template is paired with it |
//! | `articles_dev` | all do | where an annotated incident is paired with it |
//! | `points_dev`, `case21_dev` | all do | always: each is a report of one event |
//! | `plover_gsr` | where the event is violent, a protest or an arrest | the same |
//! | the treebanks' reviews, answers, e-mails, biographies, interviews and speeches | none does | never |

use std::path::Path;

use serde_json::{Value, json};

use super::{pairing, read};
use crate::cli::error::CliError;
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::incident::{Candidate, Findings, find_candidates};
use crate::intake::read_json_document;
use crate::learn::Feature;
use crate::learn::ModelName;
use crate::lexicon::Lexicon;
use crate::resolve::resolve;
use crate::text::Text;
use crate::time::find_timexes;
use crate::toponym::find_toponyms;

/// What articles are read with: the places and the words.
#[derive(Debug)]
pub(super) struct Sources {
    pub(super) gazetteer: Gazetteer,
    pub(super) lexicon: Lexicon,
}

/// An article with its candidates.
#[derive(Debug)]
pub(super) struct Article {
    pub(super) id: String,
    pub(super) corpus: Corpus,
    /// For the model of relevance.
    pub(super) features: Vec<Feature>,
    /// Whether it tells incidents; `None` where the annotators left it open.
    pub(super) is_relevant: Option<bool>,
    /// Each candidate with its truth; `None` where nothing tells.
    pub(super) candidates: Vec<(Candidate, Option<bool>)>,
}

/// Where an article is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Corpus {
    /// News agencies and radio, 1988–1991, with templates.
    Muc4,
    /// News articles with incidents.
    Articles,
    /// One report each.
    Points,
    /// One snippet each.
    Case21,
    /// One sentence each.
    Plover,
    /// No news.
    Treebank,
}

impl Corpus {
    pub(super) const ALL: [Corpus; 6] = [
        Corpus::Muc4,
        Corpus::Articles,
        Corpus::Points,
        Corpus::Case21,
        Corpus::Plover,
        Corpus::Treebank,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Corpus::Muc4 => "muc4_dev",
            Corpus::Articles => "articles_dev",
            Corpus::Points => "points_dev",
            Corpus::Case21 => "case21_dev",
            Corpus::Plover => "plover_gsr",
            Corpus::Treebank => "treebanks",
        }
    }
}

/// Reads those whose id is wanted.
pub(super) fn read_articles(
    corpora: &Path,
    sources: &Sources,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Article>, CliError> {
    let mut articles = Vec::new();
    for corpus in Corpus::ALL {
        if corpus == Corpus::Treebank {
            let contents = read(&corpora.join("language/treebank/train.conllu"))?;
            let documents = treebank_documents(&contents).into_iter();
            let wanted = documents.filter(|document| is_wanted(&document.id));
            articles.extend(wanted.map(|document| {
                let mut article = read_article(corpus, &document, sources);
                article.is_relevant = Some(false);
                article
                    .candidates
                    .iter_mut()
                    .for_each(|(_, truth)| *truth = Some(false));
                article
            }));
            continue;
        }
        let path = corpora.join("incidents").join(corpus.name()).with_extension("jsonl");
        for line in read(&path)?.lines().filter(|line| !line.trim().is_empty()) {
            let wrong = |source| CliError::CorpusJson {
                path: path.clone(),
                source,
            };
            let gold: Value = serde_json::from_str(line).map_err(wrong)?;
            let text = gold.get("text_cased").unwrap_or(&gold["text"]);
            // Of the other keys, some mean something else here.
            let wire = json!({"id": gold["id"], "title": gold["title"], "date": publication(&gold), "text": text});
            let Ok(read) = read_json_document(&wire.to_string()) else {
                continue;
            };
            if !is_wanted(&read.document.id) {
                continue;
            }
            let mut article = read_article(corpus, &read.document, sources);
            label(&mut article, &gold, sources);
            articles.push(article);
        }
    }
    Ok(articles)
}

/// The day of publication: of the report itself where the event has a day of its own.
fn publication(gold: &Value) -> &Value {
    gold.get("pub_date")
        .filter(|day| !day.is_null())
        .unwrap_or(&gold["date"])
}

fn read_article(corpus: Corpus, document: &Document, sources: &Sources) -> Article {
    let (gazetteer, lexicon) = (&sources.gazetteer, &sources.lexicon);
    let text = Text::read(document);
    let timexes = find_timexes(&text, document.date);
    let named = find_toponyms(&text, gazetteer, lexicon.name_cues(), lexicon.model(ModelName::Names));
    let toponyms = resolve(&text, document, named, gazetteer, lexicon.name_cues());
    let findings = Findings {
        document,
        text: &text,
        toponyms: &toponyms,
        timexes: &timexes,
    };
    let (candidates, features) = find_candidates(findings, gazetteer, lexicon);
    Article {
        id: document.id.clone(),
        corpus,
        features,
        is_relevant: None,
        candidates: candidates.into_iter().map(|candidate| (candidate, None)).collect(),
    }
}

/// Fills in the truth from the annotation.
fn label(article: &mut Article, gold: &Value, sources: &Sources) {
    match article.corpus {
        Corpus::Muc4 => {
            let templates = pairing::list(gold, "templates");
            let has_sure = templates.iter().any(|template| template["optional"] == false);
            article.is_relevant = (has_sure || templates.is_empty()).then_some(has_sure);
            pairing::pair_templates(&mut article.candidates, templates, sources.lexicon.taxonomy());
        }
        Corpus::Articles => {
            article.is_relevant = Some(true);
            pairing::pair_annotated(&mut article.candidates, gold);
        }
        Corpus::Plover => {
            const REAL: [&str; 6] = ["FIGHT", "ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "RETREAT"];
            let is_real = gold["event"].as_str().is_some_and(|event| REAL.contains(&event));
            article.is_relevant = Some(is_real);
            article
                .candidates
                .iter_mut()
                .for_each(|(_, truth)| *truth = Some(is_real));
        }
        Corpus::Points | Corpus::Case21 | Corpus::Treebank => {
            article.is_relevant = Some(true);
            article.candidates.iter_mut().for_each(|(_, truth)| *truth = Some(true));
        }
    }
}

/// The documents of the treebanks' genres that report no news.
fn treebank_documents(contents: &str) -> Vec<Document> {
    const GENRES: [&str; 6] = [
        "reviews-",
        "answers-",
        "email-",
        "GUM_bio",
        "GUM_interview",
        "GUM_speech",
    ];
    let mut documents: Vec<Document> = Vec::new();
    let mut is_wanted = false;
    for line in contents.lines() {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            is_wanted = GENRES.iter().any(|genre| id.starts_with(genre));
            if is_wanted {
                documents.push(Document {
                    id: id.to_owned(),
                    ..Document::default()
                });
            }
        }
        let (true, Some(document)) = (is_wanted, documents.last_mut()) else {
            continue;
        };
        if line.starts_with("# newpar") {
            document.text.push_str("\n\n");
        } else if let Some(sentence) = line.strip_prefix("# text = ") {
            document.text.push_str(sentence);
            document.text.push(' ');
        }
    }
    documents
}

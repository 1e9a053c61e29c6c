//! A document as a store takes it: the article, its incidents with their quotes, and what else was read out of it.

use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::export::jsonl::dates_line;
use crate::export::wire::{rejection_properties, warning_text};
use crate::gazetteer::PlaceId;
use crate::pipeline::Analysis;
use crate::record::StoredIncident;
use crate::resolve::{Candidate, ResolvedToponym};
use crate::span::CodePoints;
use crate::toponym::ToponymRole;

/// A place that a name may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NameCandidate {
    /// Gazetteer identifier.
    pub place: u32,
    /// Share of belief, 0 to 1.
    pub score: f64,
    /// What spoke for it and against it, strongest first, in words; empty where reasons were not asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<(String, f64)>,
}

/// A place name of a document; offsets are code points into its text, half-open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamedPlace {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub name: String,
    /// Whether it names the place itself; else what belongs to it ("Iraqi").
    pub is_literal: bool,
    /// The places that it may mean, best first; empty where the gazetteer knows none.
    pub candidates: Vec<NameCandidate>,
}

/// A time expression of a document; offsets are code points into its text, half-open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NamedTime {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: String,
    /// TIMEX3 type: `DATE`, `TIME`, `DURATION` or `SET`.
    pub kind: String,
    /// TIMEX3 value.
    pub value: String,
}

/// A passage that looks like an event and is none; offsets are code points, half-open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RejectedPassage {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub text: String,
    /// Why it is none, as a word for programs.
    pub reason: String,
    /// The same as a sentence for readers.
    pub explanation: String,
    /// How likely it is an incident after all, where that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
}

/// What was read out of a document beside its incidents.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocumentReading {
    /// Every place name, in text order.
    pub toponyms: Vec<NamedPlace>,
    /// Every time expression, in text order.
    pub timexes: Vec<NamedTime>,
    /// Passages that look like events and are none, in text order.
    #[serde(default)]
    pub rejected: Vec<RejectedPassage>,
    /// What the reader should know, in words.
    pub warnings: Vec<String>,
}

impl DocumentReading {
    /// Each place that is named, with how often, by identifier.
    pub fn mentions(&self) -> std::collections::BTreeMap<PlaceId, usize> {
        let mut mentions = std::collections::BTreeMap::new();
        for best in self.toponyms.iter().filter_map(|name| name.candidates.first()) {
            *mentions.entry(PlaceId(best.place)).or_default() += 1;
        }
        mentions
    }
}

/// A document that was read, ready to be stored.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadDocument {
    /// The article.
    pub document: Document,
    /// What it tells, in the order of the analysis.
    pub incidents: Vec<StoredIncident>,
    /// What else was read out of it.
    pub reading: DocumentReading,
}

impl ReadDocument {
    /// Quotes the article for everything that the analysis found. Reasons are kept where the analysis was told to explain.
    pub fn new(document: Document, analysis: Analysis) -> ReadDocument {
        let code_points = CodePoints::new(&document.text);
        let toponyms = analysis.toponyms.iter();
        let reading = DocumentReading {
            toponyms: toponyms
                .map(|resolved| named_place(resolved, &document.text, &code_points))
                .collect(),
            timexes: named_times(&document, &analysis),
            rejected: rejected_passages(&document, &analysis),
            warnings: analysis
                .warnings
                .iter()
                .map(|warning| warning_text(warning).to_owned())
                .collect(),
        };
        ReadDocument {
            incidents: StoredIncident::all(analysis.incidents, &document),
            reading,
            document,
        }
    }
}

fn named_place(resolved: &ResolvedToponym, text: &str, code_points: &CodePoints<'_>) -> NamedPlace {
    let span = resolved.toponym.span;
    NamedPlace {
        start: code_points.at(span.start()),
        end: code_points.at(span.end()),
        name: span.of(text).to_owned(),
        is_literal: resolved.toponym.role == ToponymRole::Literal,
        candidates: resolved.candidates.iter().map(name_candidate).collect(),
    }
}

fn name_candidate(candidate: &Candidate) -> NameCandidate {
    let reasons = candidate.evidence.iter();
    NameCandidate {
        place: candidate.place.0,
        score: crate::record::rounded(candidate.score, 1e4),
        reasons: reasons
            .map(|reason| (reason.signal.to_owned(), crate::record::rounded(reason.weight, 1e4)))
            .collect(),
    }
}

fn rejected_passages(document: &Document, analysis: &Analysis) -> Vec<RejectedPassage> {
    let rejected = rejection_properties(document, &analysis.rejected).into_iter();
    let rejected = rejected.map(|passage| RejectedPassage {
        start: passage.start,
        end: passage.end,
        text: passage.text,
        reason: passage.reason.to_owned(),
        explanation: passage.explanation.to_owned(),
        probability: passage.probability,
    });
    rejected.collect()
}

fn named_times(document: &Document, analysis: &Analysis) -> Vec<NamedTime> {
    let line = dates_line(document, &analysis.timexes);
    let timexes = line.timexes.into_iter().map(|timex| NamedTime {
        start: timex.start,
        end: timex.end,
        text: timex.text,
        kind: timex.kind.to_owned(),
        value: timex.value,
    });
    timexes.collect()
}

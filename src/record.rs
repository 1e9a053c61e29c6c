//! One incident with all that a reader of it needs, so that nothing has to go back to the article's text.

use jiff::civil::Date;

use crate::document::Document;
use crate::incident::{EvidenceRole, Incident};
use crate::span::{CodePoints, Span};

/// Words of the article; offsets are Unicode **code points** into its text, half-open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words as written.
    pub text: String,
}

impl Quote {
    /// The words of `span`; `code_points` must be made for `text`.
    pub fn new(span: Span, text: &str, code_points: &CodePoints<'_>) -> Quote {
        Quote {
            start: code_points.at(span.start()),
            end: code_points.at(span.end()),
            text: span.of(text).to_owned(),
        }
    }
}

/// A quote and the fact that it supports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedEvidence {
    /// Which fact.
    pub role: EvidenceRole,
    /// The words.
    pub quote: Quote,
}

/// The report that told of an incident.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Identifier of the document.
    pub document: String,
    /// Its headline.
    pub title: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Publisher's name or web domain.
    pub publisher: Option<String>,
    /// Publication day.
    pub date: Option<Date>,
}

impl Source {
    /// What the document says about itself.
    pub fn of(document: &Document) -> Source {
        Source {
            document: document.id.clone(),
            title: document.title.clone(),
            url: document.url.clone(),
            publisher: document.source.clone(),
            date: document.date,
        }
    }
}

/// An incident with its quotes and its sources.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredIncident {
    /// What the analysis found. Its byte spans are empty, since the quotes below say the same without the text; numbers are
    /// rounded as they leave the program: degrees to 7 decimals, confidence to 4, uncertainty to metres.
    pub incident: Incident,
    /// The pieces of the text behind each fact, in text order.
    pub evidence: Vec<QuotedEvidence>,
    /// The sentence that tells it best.
    pub sentence: Quote,
    /// The words that name the place; `None` without a place.
    pub place_mention: Option<String>,
    /// Who reported it; never empty.
    pub sources: Vec<Source>,
    /// How the documents after the first told it.
    pub retellings: Vec<Retelling>,
    /// Identifiers of the corrections that changed it.
    pub corrections: Vec<String>,
}

/// How another document told a merged incident; offsets refer to that document's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retelling {
    /// Identifier of the document.
    pub document: String,
    /// The identifier that the incident has in that document alone.
    pub incident: String,
    /// The sentence that tells it best there.
    pub sentence: Quote,
    /// The pieces of that text behind each fact, in text order.
    pub evidence: Vec<QuotedEvidence>,
}

impl StoredIncident {
    /// Quotes the article for one of its incidents; `code_points` must be made for the document's text.
    pub fn new(incident: Incident, document: &Document, code_points: &CodePoints<'_>) -> StoredIncident {
        let quote = |span| Quote::new(span, &document.text, code_points);
        let evidence = incident.evidence.iter().map(|evidence| QuotedEvidence {
            role: evidence.role,
            quote: quote(evidence.span),
        });
        StoredIncident {
            evidence: evidence.collect(),
            sentence: quote(incident.sentence),
            place_mention: incident
                .location
                .as_ref()
                .map(|location| location.mention.of(&document.text).to_owned()),
            sources: vec![Source::of(document)],
            retellings: Vec::new(),
            corrections: Vec::new(),
            incident: settled(incident),
        }
    }

    /// All incidents of one document, in the order of the analysis.
    pub fn all(incidents: Vec<Incident>, document: &Document) -> Vec<StoredIncident> {
        let code_points = CodePoints::new(&document.text);
        let incidents = incidents.into_iter();
        incidents
            .map(|incident| StoredIncident::new(incident, document, &code_points))
            .collect()
    }
}

/// The incident without spans, and with its numbers as they leave the program.
fn settled(mut incident: Incident) -> Incident {
    incident.sentence = Span::default();
    incident.evidence.clear();
    incident.confidence = rounded(incident.confidence, 1e4);
    for actor in &mut incident.actors {
        actor.span = Span::default();
    }
    if let Some(location) = &mut incident.location {
        location.mention = Span::default();
        location.point.lon = rounded(location.point.lon, 1e7);
        location.point.lat = rounded(location.point.lat, 1e7);
        location.uncertainty_m = location.uncertainty_m.round();
    }
    incident
}

/// The nearest of the values that are `steps` to a whole.
pub(crate) fn rounded(value: f64, steps: f64) -> f64 {
    (value * steps).round() / steps
}

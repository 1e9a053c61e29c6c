//! The path of an article: one call for each arrow of the diagram in the crate's documentation.

use std::sync::Arc;

use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::incident::{
    Findings, Focus, Incident, Passage, Rejection, Told, TypeChoice, extract_incidents, find_focus, read_passage,
};
use crate::learn::ModelName;
use crate::lexicon::Lexicon;
use crate::resolve::{Habits, ResolvedToponym, Setting, resolve, resolve_in};
use crate::span::Span;
use crate::text::Text;
use crate::time::{Timex, TimexType, find_timexes};
use crate::toponym::{Toponym, ToponymRole, find_toponyms};

/// What the caller decides for a run.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Keep the reasons for every choice (`--explain`).
    pub explain: bool,
}

/// Something that the reader of the results should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// No publication date, and the text tells relative dates ("Thursday"), which stay unresolved.
    NoPublicationDate,
    /// The document has no words.
    EmptyText,
}

/// Everything found in one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// Every place name, in text order, resolved where possible.
    pub toponyms: Vec<ResolvedToponym>,
    /// Every time expression, in text order.
    pub timexes: Vec<Timex>,
    /// One for each event, in order of first mention.
    pub incidents: Vec<Incident>,
    /// Passages that look like an event and are none, in text order, each with the reason.
    pub rejected: Vec<Rejection>,
    /// The incidents whose type a model chose over the rules, in the order of the incidents.
    pub type_choices: Vec<TypeChoice>,
    /// What the document is about.
    pub focus: Option<Focus>,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
}

/// Reads one article. Does no input or output and cannot fail: bad text gives an empty analysis and a [`Warning`].
///
/// The result depends on the arguments alone; the same ones give the same result.
pub fn analyze(document: &Document, gazetteer: &Gazetteer, lexicon: &Lexicon, options: &Options) -> Analysis {
    let text = Text::read(document);
    let timexes = find_timexes(&text, document.date);
    let named = find_toponyms(&text, gazetteer, lexicon.name_cues(), lexicon.model(ModelName::Names));
    let mut toponyms = resolve(&text, document, named, gazetteer, lexicon.name_cues());
    let findings = Findings {
        document,
        text: &text,
        toponyms: &toponyms,
        timexes: &timexes,
    };
    let Told {
        incidents,
        rejected,
        type_choices,
    } = extract_incidents(findings, gazetteer, lexicon);
    let focus = find_focus(&text, &toponyms, gazetteer);
    if !options.explain {
        drop_reasons(&mut toponyms);
    }
    Analysis {
        warnings: warnings(document, &text, &timexes),
        toponyms,
        timexes,
        incidents,
        rejected,
        type_choices,
        focus,
    }
}

/// Reads one article as a single passage, for the model of types.
pub fn passage_of(document: &Document, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Passage {
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
    read_passage(findings, gazetteer, lexicon)
}

/// Finds and resolves the place names of one article, and nothing else: `dateline toponyms`. Without the reasons.
pub fn locate_toponyms(document: &Document, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<ResolvedToponym> {
    locate_toponyms_knowing(document, gazetteer, lexicon, None)
}

/// [`locate_toponyms`], where the `habits` of the outlet's other articles may be used: `dateline toponyms --outlets`.
pub fn locate_toponyms_knowing(
    document: &Document,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    habits: Option<&Habits>,
) -> Vec<ResolvedToponym> {
    let text = Text::read(document);
    let named = find_toponyms(&text, gazetteer, lexicon.name_cues(), lexicon.model(ModelName::Names));
    let setting = Setting {
        habits,
        ..Setting::default()
    };
    let mut toponyms = resolve_in(&text, document, named, gazetteer, lexicon.name_cues(), &setting);
    drop_reasons(&mut toponyms);
    toponyms
}

/// Resolves mentions that the caller already knows, in the order given: `dateline toponyms --given`, and scoring on annotated spans.
///
/// Each keeps its span; its role is that of the mention found there, or literal. What the gazetteer lacks is placed around what the document
/// is about. `habits` are those of the outlet's other articles, where they may be used.
pub fn resolve_given(
    document: &Document,
    spans: &[Span],
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    habits: Option<&Habits>,
) -> Vec<ResolvedToponym> {
    let text = Text::read(document);
    let found = find_toponyms(&text, gazetteer, lexicon.name_cues(), lexicon.model(ModelName::Names));
    let given = spans.iter().map(|&span| {
        let same = found.iter().find(|toponym| toponym.span == span);
        let role = same.map_or(ToponymRole::Literal, |toponym| toponym.role);
        let full_name = same.and_then(|toponym| toponym.full_name.clone());
        Toponym { span, role, full_name }
    });
    let setting = Setting { habits, is_given: true };
    let mut resolved = resolve_in(
        &text,
        document,
        given.collect(),
        gazetteer,
        lexicon.name_cues(),
        &setting,
    );
    drop_reasons(&mut resolved);
    resolved
}

fn drop_reasons(toponyms: &mut [ResolvedToponym]) {
    for candidate in toponyms.iter_mut().flat_map(|resolved| &mut resolved.candidates) {
        candidate.evidence = Arc::default();
    }
}

fn warnings(document: &Document, text: &Text<'_>, timexes: &[Timex]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let is_open = |timex: &Timex| !timex.is_explicit && matches!(timex.kind, TimexType::Date | TimexType::Time);
    if text.tokens().is_empty() {
        warnings.push(Warning::EmptyText);
    } else if document.date.is_none() && timexes.iter().any(is_open) {
        warnings.push(Warning::NoPublicationDate);
    }
    warnings
}

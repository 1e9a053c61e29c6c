//! The path of an article: one call for each arrow of the diagram in the crate's documentation.

use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::incident::{
    Findings, Focus, Incident, Passage, Rejection, Told, TypeChoice, extract_incidents, find_focus, read_passage,
};
use crate::learn::ModelName;
use crate::lexicon::Lexicon;
use crate::resolve::{Habits, ResolvedToponym, Setting, resolve_in};
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
    let setting = Setting {
        with_reasons: options.explain,
        ..Setting::default()
    };
    let toponyms = if document.text.len() <= LONGEST_WHOLE {
        locate_in(&text, document, gazetteer, lexicon, &setting)
    } else {
        locate_by_parts(document, gazetteer, lexicon, &setting)
    };
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
    let toponyms = locate_in(&text, document, gazetteer, lexicon, &Setting::default());
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
    let setting = Setting {
        habits,
        ..Setting::default()
    };
    if document.text.len() <= LONGEST_WHOLE {
        locate_in(&Text::read(document), document, gazetteer, lexicon, &setting)
    } else {
        locate_by_parts(document, gazetteer, lexicon, &setting)
    }
}

/// Longest text, in bytes, whose place names are read as one: the length of a book. Of a longer one each part of about that length is read
/// by itself, so that what is kept for every name does not grow with the text; within a part a name means one place.
const LONGEST_WHOLE: usize = 500_000;

fn locate_in(
    text: &Text<'_>,
    document: &Document,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    setting: &Setting<'_>,
) -> Vec<ResolvedToponym> {
    let cues = lexicon.name_cues();
    let named = find_toponyms(text, gazetteer, cues, lexicon.model(ModelName::Names));
    resolve_in(text, document, named, gazetteer, cues, setting)
}

/// [`locate_in`] for each part of a very long document.
fn locate_by_parts(
    document: &Document,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
    setting: &Setting<'_>,
) -> Vec<ResolvedToponym> {
    let mut all = Vec::new();
    let mut start = 0;
    while let Some(rest) = document.text.get(start..).filter(|rest| !rest.is_empty()) {
        let part = Document {
            text: first_part(rest).to_owned(),
            source: document.source.clone(),
            url: document.url.clone(),
            ..Document::default()
        };
        let found = locate_in(&Text::read(&part), &part, gazetteer, lexicon, setting);
        all.extend(found.into_iter().filter_map(|mut resolved| {
            let moved = |span: Span| Span::new(&document.text, start + span.start(), start + span.end());
            resolved.toponym.span = moved(resolved.toponym.span)?;
            if let Some(spot) = &mut resolved.spot {
                spot.span = moved(spot.span)?;
            }
            Some(resolved)
        }));
        start += part.text.len();
    }
    all
}

/// The beginning of a text, at most [`LONGEST_WHOLE`] bytes of it: up to the last line end where there is one, else to the last space, else
/// to the last character.
fn first_part(text: &str) -> &str {
    if text.len() <= LONGEST_WHOLE {
        return text;
    }
    let most = text.floor_char_boundary(LONGEST_WHOLE);
    let (head, _) = text.split_at(most);
    let end = head.rfind('\n').or_else(|| head.rfind(' ')).map_or(most, |end| end + 1);
    head.get(..end).unwrap_or(head)
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
    let setting = Setting {
        habits,
        is_given: true,
        ..Setting::default()
    };
    resolve_in(
        &text,
        document,
        given.collect(),
        gazetteer,
        lexicon.name_cues(),
        &setting,
    )
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

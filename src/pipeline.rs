//! The path of an article: one call for each arrow of the diagram in the crate's documentation.

use crate::document::Document;
use crate::gazetteer::{Gazetteer, PlaceId};
use crate::geography::LonLat;
use crate::incident::Incident;
use crate::lexicon::Lexicon;
use crate::resolve::ResolvedToponym;
use crate::time::Timex;

/// What the caller decides for a run.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Keep the reasons for every choice (`--explain`).
    pub explain: bool,
}

/// Something that the reader of the results should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// No publication date: relative dates ("Thursday") stay unresolved.
    NoPublicationDate,
    /// The document has no words.
    EmptyText,
}

/// The place that the document as a whole is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Focus {
    /// Display name.
    pub place: String,
    /// Gazetteer identifier.
    pub place_id: PlaceId,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// WGS84 point.
    pub point: LonLat,
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
    /// What the document is about.
    pub focus: Option<Focus>,
    /// What the reader should know.
    pub warnings: Vec<Warning>,
}

/// Reads one article. Does no input or output and cannot fail: bad text gives an empty analysis and a [`Warning`].
pub fn analyze(_document: &Document, _gazetteer: &Gazetteer, _lexicon: &Lexicon, _options: Options) -> Analysis {
    Analysis {
        toponyms: Vec::new(),
        timexes: Vec::new(),
        incidents: Vec::new(),
        focus: None,
        warnings: Vec::new(),
    }
}

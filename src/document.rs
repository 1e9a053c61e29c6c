//! What a newsroom gave us: one article with what is known about its publication.

use jiff::civil::Date;

/// One article, before anything is read out of it.
///
/// The text is never changed after loading: every offset of every result refers to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// Identifies the document in outputs; unique within a batch by the caller's care.
    pub id: String,
    /// The headline, where it came apart from the text.
    pub title: Option<String>,
    /// The article, UTF-8, any length, maybe empty.
    pub text: String,
    /// Publication day, in the publisher's own calendar; `None` leaves relative dates unresolved.
    pub date: Option<Date>,
    /// Publisher's name or web domain.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Language as BCP 47; only English is read today, others are tried as English.
    pub language: Option<String>,
}

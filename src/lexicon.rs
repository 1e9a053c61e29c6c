//! The words that rules look for, read from `data/lexicon`.

/// Trigger words, actors, weapons and the taxonomy of incidents.
#[derive(Debug)]
pub struct Lexicon {}

//! Words of direction and of nearness between an event and a named place; what they make of the place is `resolve`'s to tell.

use super::reading::Reading;
use crate::geography::compass_bearing_deg;

/// How far before a name its preposition may stand, in tokens.
pub(super) const FRAME_REACH: usize = 9;

pub(super) fn is_bearing_adjective(word: &str) -> bool {
    word == "central" || word.ends_with("ern") && compass_bearing_deg(word).is_some()
}

/// "north", "SSE": a direction by which something lies of a place; one letter is none.
pub(super) fn is_bearing(word: &str) -> bool {
    1 < word.len() && !word.ends_with("ern") && compass_bearing_deg(word).is_some()
}

/// What a title says of a border.
pub(super) const ON_BORDER: &str = "on the border of";

/// The preposition to show in a title: "outside", "near", "north of", "in".
pub(super) fn relation_before(reading: &Reading<'_>, start: usize, begin: usize) -> String {
    let text = reading.text;
    let first = begin.max(start.saturating_sub(FRAME_REACH));
    for token in (first..start).rev() {
        let word = text.folded(token);
        if is_bearing(word) && text.folded(token + 1) == "of" {
            return format!("{word} of");
        }
        let is_off = word == "off" && (token + 1 == start || text.folded(token + 1) == "the");
        if is_off || matches!(word, "outside" | "near" | "around" | "inside") {
            return word.to_owned();
        }
        if matches!(word, "in" | "at" | "on") {
            return String::new();
        }
    }
    String::new()
}

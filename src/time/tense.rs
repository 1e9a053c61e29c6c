//! Whether the words around a time expression look ahead or back.
//!
//! "Thursday" is the last one in "was killed Thursday" and the next one in "will meet Thursday". The nearest verb sign before the
//! expression decides, else the nearest after it.

use crate::text::{Text, TokenKind};

/// Which way the clause looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outlook {
    Past,
    Future,
    Unclear,
}

/// How many tokens back and ahead are read.
const REACH: usize = 14;

/// The outlook at the expression that covers the tokens `start..end`.
pub(super) fn outlook(text: &Text<'_>, start: usize, end: usize) -> Outlook {
    let sentence = text.sentence_of(start);
    let Some(bounds) = text.sentences().get(sentence).map(|sentence| sentence.tokens.clone()) else {
        return Outlook::Unclear;
    };
    if let Some(announced) = announcement(text, bounds.start, start, end) {
        return announced;
    }
    let first = bounds.start.max(start.saturating_sub(REACH));
    let last = bounds.end.min(end.saturating_add(REACH));
    let back = (first..start).rev().find_map(|at| sign(text, at));
    back.or_else(|| (end..last).find_map(|at| sign(text, at)))
        .unwrap_or(Outlook::Unclear)
}

/// What the words that touch the expression say: "by Dec. 15", "effective June 1", "as early as Tuesday", "the Tuesday deadline".
fn announcement(text: &Text<'_>, first: usize, start: usize, end: usize) -> Option<Outlook> {
    let before = start
        .checked_sub(1)
        .filter(|before| first < *before)
        .map_or("", |before| text.folded(before));
    let is_ahead = matches!(before, "by" | "until" | "till" | "effective")
        || before == "as" && matches!(text.folded(start.saturating_sub(2)), "soon" | "early" | "late")
        || text.folded(end) == "deadline";
    is_ahead.then_some(Outlook::Future)
}

fn sign(text: &Text<'_>, at: usize) -> Option<Outlook> {
    if text.tokens().get(at)?.kind != TokenKind::Word {
        return None;
    }
    match text.folded(at) {
        "will" | "shall" | "wont" | "theyll" | "well" | "hell" | "itll" | "upcoming" | "scheduled" | "expected"
        | "due" | "planned" | "plans" | "planning" | "expects" | "expect" | "payable" | "opens" | "begins"
        | "starts" | "resumes" | "arrives" | "leaves" | "meets" | "deadline" | "tomorrow" | "slated" | "expire"
        | "expires" => Some(Outlook::Future),
        "to" if at > 0 && is_report(text.folded(at - 1)) => None,
        "to" if is_infinitive(text.folded(at + 1)) => Some(Outlook::Future),
        "said" | "was" | "were" | "had" | "has" | "have" | "told" | "did" | "came" | "went" | "made" | "took"
        | "began" | "fell" | "rose" | "met" | "shot" | "left" | "found" | "held" | "gave" | "saw" | "led" | "won"
        | "lost" | "sent" | "hit" | "struck" | "says" => Some(Outlook::Past),
        // "to be completed by": the participle says nothing yet.
        word if word.ends_with("ed") && is_after_be(text, at) => None,
        word if word.ends_with("eed") => None,
        word if word.len() > 4 && word.ends_with("ed") && !text.is_capitalised(at) => Some(Outlook::Past),
        _ => None,
    }
}

/// Whether "be" stands before the word, an adverb between them allowed.
fn is_after_be(text: &Text<'_>, at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).map_or("", |at| text.folded(at));
    word(1) == "be" || word(1).ends_with("ly") && word(2) == "be"
}

/// "believed to be", "reported to have": the infinitive tells of the past or the present.
fn is_report(word: &str) -> bool {
    matches!(
        word,
        "believed"
            | "thought"
            | "said"
            | "reported"
            | "reportedly"
            | "alleged"
            | "known"
            | "claimed"
            | "claiming"
            | "claims"
            | "appears"
            | "appeared"
            | "seems"
            | "seemed"
            | "suspected"
            | "presumed"
            | "understood"
            | "forced"
            | "ordered"
            | "responded"
            | "managed"
    )
}

/// "to be held", "to meet": what is planned.
fn is_infinitive(word: &str) -> bool {
    matches!(
        word,
        "be" | "meet"
            | "begin"
            | "start"
            | "open"
            | "hold"
            | "take"
            | "go"
            | "visit"
            | "vote"
            | "end"
            | "arrive"
            | "leave"
            | "travel"
            | "discuss"
            | "resume"
            | "remove"
            | "return"
            | "hear"
            | "appear"
            | "decide"
            | "speak"
            | "address"
            | "sign"
            | "launch"
            | "release"
            | "face"
            | "consider"
            | "testify"
            | "join"
            | "move"
            | "close"
            | "complete"
            | "announce"
            | "finish"
            | "continue"
            | "expire"
            | "retire"
    )
}

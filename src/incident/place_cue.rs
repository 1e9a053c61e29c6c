//! What the words around a place name say: whether it is where something happens, or belongs to a speaker, a person or another noun.

use std::ops::Range;

use super::reading::{PlaceMention, Reading};
use super::relation::{FRAME_REACH, is_bearing, is_bearing_adjective};
use crate::gazetteer::Place;
use crate::lexicon::Cue;
use crate::text::{TokenKind, is_clause_word, is_determiner, is_preposition};

/// How near a cue of speech or residence must stand before a name to take it away from the event.
const CUE_REACH: usize = 9;

/// What stands between a name and the rest of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Locative,
    From,
    Of,
}

/// The preposition that governs a name, looked for backwards through its noun phrase ("in the Red Sea port town of").
pub(super) fn frame(reading: &Reading<'_>, start: usize, begin: usize) -> Option<Frame> {
    let text = reading.text;
    let mut token = start;
    while token > begin && token + FRAME_REACH > start {
        token -= 1;
        let word = text.folded(token);
        if word == "of" {
            let noun = token.checked_sub(1)?;
            if is_bearing(text.folded(noun)) {
                return Some(Frame::Locative);
            }
            if reading.is_cue(noun, Cue::SiteNoun) {
                token = noun;
                continue;
            }
            return Some(Frame::Of);
        }
        if word == "from" {
            return Some(Frame::From);
        }
        if reading.is_cue(token, Cue::Locative) {
            // "A match against Senegal": the other side.
            let is_rival = word == "against"
                && token > begin
                && (reading.is_cue(token - 1, Cue::Game) || reading.is_cue(token - 1, Cue::Sport));
            return (!is_rival).then_some(Frame::Locative);
        }
        // "Died in Assam as the river rose": another clause.
        if word == "as" && text.folded(token.saturating_sub(1)) != "such" {
            return None;
        }
        let is_joined = matches!(word, "and" | "or") || text.word(token) == ",";
        let is_inner = text.tokens()[token].kind != TokenKind::Punctuation || text.folded(token).is_empty();
        if !(is_inner || is_joined) || is_verb_between(word) {
            return None;
        }
    }
    None
}

pub(super) fn is_verb_between(word: &str) -> bool {
    is_clause_word(word) && !matches!(word, "and" | "or" | "as")
}

/// Whether a word of speech, residence or origin before the name takes it away from the event.
pub(super) fn belongs_to_other(
    reading: &Reading<'_>,
    mention: &PlaceMention<'_>,
    trigger: &Range<usize>,
    extent: &Range<usize>,
) -> bool {
    let text = reading.text;
    let start = mention.tokens.start;
    let window = start.saturating_sub(CUE_REACH).max(extent.start)..start;
    let taken = reading.cues_in(window).iter().any(|cue| {
        let crosses_trigger = (cue.tokens.end..start).contains(&trigger.start);
        match cue.cue {
            Cue::Residence => !crosses_trigger,
            Cue::Speech => !crosses_trigger && !(cue.tokens.end..start).any(|token| text.folded(token) == "that"),
            _ => false,
        }
    });
    // "The weather office in Accra said": where the speaker sits, unless the event was told before it.
    let next = mention.tokens.end;
    let speaks = reading.is_cue(next, Cue::Speech) && trigger.start > next
        || matches!(text.folded(next), "said" | "told" | "says");
    // ", of Woodbridge" and ", 42, of Woodbridge" tell where somebody comes from.
    let comes_from = start >= 2 && text.folded(start - 1) == "of" && text.word(start - 2) == ",";
    taken || comes_from || speaks
}

/// "the Saudi consulate", "U.S. military personnel", "the Red Sea port town of": a name that only qualifies the noun after it.
pub(super) fn is_modifier(reading: &Reading<'_>, mention: &PlaceMention<'_>) -> bool {
    let text = reading.text;
    let (start, next) = (mention.tokens.start, mention.tokens.end);
    let word = text.folded(next);
    if is_site_head(reading, next) {
        return true;
    }
    let is_state = mention.candidates.first().is_some_and(Place::is_country);
    let is_word = text
        .tokens()
        .get(next)
        .is_some_and(|token| token.kind == TokenKind::Word)
        && !word.starts_with('\'');
    let begins_other = is_determiner(word)
        || is_preposition(word)
        || is_verb_between(word)
        || matches!(word, "and" | "or" | "as")
        || reading.is_in_date(next);
    let is_verb = word.ends_with("ed") || word.ends_with("ly");
    let before = (start.saturating_sub(3)..start)
        .rev()
        .find(|token| !is_bearing_adjective(text.folded(*token)));
    let is_object = before.is_some_and(|token| reading.is_cue(token, Cue::Locative));
    is_state && is_word && !begins_other && !is_verb && !is_object
}

/// "the Red Sea | port town of Jeddah": site nouns that head the phrase, with the place itself after them; in "Aleppo city" and "Adamawa
/// villages" they only say what the place is.
fn is_site_head(reading: &Reading<'_>, first: usize) -> bool {
    const LONGEST: usize = 3;
    let text = reading.text;
    let is_site = |token: usize| {
        reading.is_cue(token, Cue::SiteNoun) && !text.is_capitalised(token) && !is_bearing(text.folded(token))
    };
    let after = (first..first + LONGEST)
        .find(|token| !is_site(*token))
        .unwrap_or(first + LONGEST);
    after > first && (text.folded(after) == "of" || reading.is_in_place(after))
}

/// "COLOMBO —" at the start of a paragraph tells where the reporter sits.
pub(super) fn is_dateline(reading: &Reading<'_>, mention: &PlaceMention<'_>) -> bool {
    const REACH: usize = 6;
    let text = reading.text;
    if reading.dateline.contains(&mention.tokens.start) {
        return true;
    }
    let Some(sentence) = text.sentences().get(text.sentence_of(mention.tokens.start)) else {
        return false;
    };
    let near_start = mention.tokens.start < sentence.tokens.start + 3 && text.is_all_capitals(sentence.tokens.start);
    let dash =
        (mention.tokens.end..mention.tokens.end + REACH).find(|token| matches!(text.word(*token), "—" | "–" | "-"));
    near_start && dash.is_some_and(|dash| text.space_after(dash))
}

/// A name that a verb follows, in no locative frame: it speaks or acts.
pub(super) fn is_subject(reading: &Reading<'_>, mention: &PlaceMention<'_>) -> bool {
    let word = reading.text.folded(mention.tokens.end);
    let is_state_verb = matches!(word, "was" | "is" | "were" | "came" | "saw");
    !is_state_verb
        && (reading.is_cue(mention.tokens.end, Cue::Speech)
            || is_verb_between(word) && !is_preposition(word)
            || word.ends_with("ed")
            || word.ends_with("mes"))
}

pub(super) fn is_next_to(mention: &PlaceMention<'_>, trigger: &Range<usize>) -> bool {
    (mention.tokens.end..mention.tokens.end + 4).contains(&trigger.start)
}

/// "Istanbul, Turkey": a name after a name and a comma is its container.
pub(super) fn follows_comma(
    reading: &Reading<'_>,
    mention: &PlaceMention<'_>,
    previous: Option<&PlaceMention<'_>>,
) -> bool {
    let text = reading.text;
    let Some(previous) = previous else { return false };
    let gap = previous.tokens.end..mention.tokens.start;
    (1..=3).contains(&gap.len())
        && text.word(gap.start) == ","
        && gap
            .clone()
            .skip(1)
            .all(|token| is_bearing_adjective(text.folded(token)) || text.folded(token) == "in")
}

/// "from Tiyas airfield near Palmyra": the first name is the place, the second only tells where it lies.
pub(super) fn chain(reading: &Reading<'_>, mention: &PlaceMention<'_>, previous: Option<&PlaceMention<'_>>) -> f64 {
    let text = reading.text;
    let joins = |from: usize, to: usize| to == from + 1 && matches!(text.folded(from), "near" | "outside");
    if previous.is_some_and(|previous| joins(previous.tokens.end, mention.tokens.start)) {
        return -1.5;
    }
    let follower = reading
        .places_in(mention.tokens.end + 1..mention.tokens.end + 2)
        .first();
    if follower.is_some_and(|next| joins(mention.tokens.end, next.tokens.start)) {
        0.8
    } else {
        0.0
    }
}

/// "Rockets fired from Gaza", "he fled from Aleppo": where something set out.
pub(super) fn is_origin(reading: &Reading<'_>, start: usize, begin: usize) -> bool {
    const REACH: usize = 7;
    const DEPARTURES: [&str; 14] = [
        "fired",
        "launched",
        "lobbed",
        "fled",
        "flew",
        "came",
        "travelled",
        "traveled",
        "returned",
        "arrived",
        "withdrew",
        "evacuated",
        "driven",
        "expelled",
    ];
    let text = reading.text;
    (begin.max(start.saturating_sub(REACH))..start).any(|token| DEPARTURES.contains(&text.folded(token)))
}

//! The day of an event: from its own part of the sentence, else carried from what was told before.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use super::reading::{DateMention, Reading};
use crate::lexicon::Cue;
use crate::span::Span;
use crate::time::{DatePrecision, DateRange, Meaning};

/// Where an event's day comes from, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DateSource {
    /// Its own part of the sentence.
    Own,
    /// Reckoned from the event told before ("several days later").
    Narrative,
    /// The event told before in the same paragraph, or the lead of a list.
    Carried,
    /// The publication date.
    Publication,
}

/// The day of an event with where it comes from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct EventDate {
    pub(super) range: DateRange,
    pub(super) source: DateSource,
    /// The words, where there are any.
    pub(super) span: Option<Span>,
}

/// Days that "then" may reach past the event before.
const THEN_DAYS: i32 = 14;
/// How near a speaking verb must stand to take a date for itself.
const SPEECH_REACH: usize = 4;
/// A reckoned day so near to the trigger is its own.
const BESIDE: usize = 1;
/// A date of more days than this tells when things were going on, not when one happened.
const LONGEST_DAYS: i32 = 366;

/// The day told in the event's own words, reckoned from `previous` where it is relative to the narrative.
pub(super) fn own_date(
    reading: &Reading<'_>,
    trigger: &Range<usize>,
    extent: &Range<usize>,
    previous: Option<DateRange>,
) -> Option<EventDate> {
    let mut dates: Vec<_> = reading
        .dates_in(extent.clone())
        .iter()
        .filter(|date| {
            date.meaning != Meaning::None
                && !measures_to_clause(reading, date)
                && !is_in_dateline(reading, &date.tokens)
                && !belongs_to_speech(reading, &date.tokens, trigger)
                && !belongs_to_death(reading, &date.tokens, trigger)
        })
        .collect();
    // "Seized in May and freed two days later": a day told outright before one reckoned, which may be that of another verb.
    let is_reckoned = |date: &DateMention| matches!(date.meaning, Meaning::FromNarrative { .. });
    let is_beside = |date: &DateMention| distance(&date.tokens, trigger) <= BESIDE;
    dates.sort_by_key(|date| {
        let is_late = is_reckoned(date) && !is_beside(date);
        (is_late, distance(&date.tokens, trigger))
    });
    for date in dates {
        let found = match date.meaning {
            Meaning::Days(range) => is_short(range).then_some((range, DateSource::Own)),
            Meaning::FromNarrative { least_days, most_days } => previous
                .and_then(|from| shift(from, least_days, most_days))
                .map(|range| (range, DateSource::Narrative)),
            Meaning::None => None,
        };
        if let Some((range, source)) = found {
            return Some(EventDate {
                range,
                source,
                span: Some(date.span),
            });
        }
    }
    let then = extent
        .clone()
        .find(|token| matches!(reading.text.folded(*token), "then" | "subsequently"));
    let range = then.and(previous).and_then(|from| shift(from, 0, THEN_DAYS))?;
    Some(EventDate {
        range,
        source: DateSource::Narrative,
        span: None,
    })
}

/// "a day after …": the length tells the other clause's event from this one, and is no day of this one.
///
/// At the start of a sentence ("A few hours after the missiles flew, …") it is: the day is reckoned from what was told before.
/// A day told outright ("on Friday before …") measures nothing.
fn measures_to_clause(reading: &Reading<'_>, date: &DateMention) -> bool {
    if matches!(date.meaning, Meaning::Days(_)) {
        return false;
    }
    let date = &date.tokens;
    let sentence = reading.text.sentences().get(reading.text.sentence_of(date.start));
    let opens = sentence.is_some_and(|sentence| sentence.tokens.start == date.start);
    !opens && matches!(reading.text.folded(date.end), "after" | "before")
}

/// "LONDON, June 29 (Wire) —": the day of writing, not of the event.
pub(super) fn is_in_dateline(reading: &Reading<'_>, date: &Range<usize>) -> bool {
    const LONGEST_DATELINE: usize = 14;
    let text = reading.text;
    let Some(sentence) = text.sentences().get(text.sentence_of(date.start)) else {
        return false;
    };
    let first = sentence.tokens.start;
    let end = sentence.tokens.end.min(first + LONGEST_DATELINE);
    let dash = (date.end..end).find(|token| matches!(text.word(*token), "—" | "–" | "-") && text.space_after(*token));
    text.is_all_capitals(first) && dash.is_some()
}

fn is_short(range: DateRange) -> bool {
    range
        .first
        .until(range.last)
        .is_ok_and(|span| span.get_days() <= LONGEST_DAYS)
}

fn distance(tokens: &Range<usize>, trigger: &Range<usize>) -> usize {
    if tokens.end <= trigger.start {
        trigger.start - tokens.end
    } else {
        tokens.start.saturating_sub(trigger.end)
    }
}

/// "He was shot as he fled, and died on Thursday": the day of the death.
fn belongs_to_death(reading: &Reading<'_>, date: &Range<usize>, trigger: &Range<usize>) -> bool {
    (trigger.end..date.start).any(|token| matches!(reading.text.folded(token), "died" | "dies"))
}

/// "police said yesterday", "arrested on Friday": the day of speaking, or of the arrest.
pub(super) fn follows_speech(reading: &Reading<'_>, date: &Range<usize>) -> bool {
    let before = (date.start.saturating_sub(2)..date.start)
        .rev()
        .find(|token| !matches!(reading.text.folded(*token), "on" | "late" | "early"));
    let says = |cue: Cue| before.is_some_and(|token| reading.is_cue(token, cue));
    says(Cue::Speech) || says(Cue::Condemnation) || says(Cue::Custody)
}

/// "told reporters Thursday": a date just after a speaking verb, and nearer to it than to the trigger, is the speaker's.
pub(super) fn belongs_to_speech(reading: &Reading<'_>, date: &Range<usize>, trigger: &Range<usize>) -> bool {
    let window = date.start.saturating_sub(SPEECH_REACH)..date.start;
    let speech = reading
        .cues_in(window)
        .iter()
        .rev()
        .find(|cue| matches!(cue.cue, Cue::Speech | Cue::Legal | Cue::Condemnation | Cue::Custody));
    speech.is_some_and(|cue| {
        let gap = date.start - cue.tokens.end;
        // "Condemned on Tuesday a bombing": just behind its verb, a day goes with that, however near the event.
        let is_verbs = gap <= 1 && matches!(cue.cue, Cue::Condemnation | Cue::Custody);
        let is_between = (cue.tokens.end..date.start).contains(&trigger.start) || cue.tokens.start == trigger.start;
        !is_between && (is_verbs || gap < distance(date, trigger))
    })
}

/// The range moved by `least` to `most` days; `None` beyond the calendar.
pub(super) fn shift(from: DateRange, least: i32, most: i32) -> Option<DateRange> {
    let first = from.first.checked_add(least.days()).ok()?;
    let last = from.last.checked_add(most.days()).ok()?;
    if last < first {
        return None;
    }
    let precision = if first == last {
        DatePrecision::Day
    } else {
        DatePrecision::Range
    };
    Some(DateRange { first, last, precision })
}

/// The publication day, for an event that tells no day of its own.
pub(super) fn publication(day: Date) -> EventDate {
    let range = DateRange {
        first: day,
        last: day,
        precision: DatePrecision::Unknown,
    };
    EventDate {
        range,
        source: DateSource::Publication,
        span: None,
    }
}

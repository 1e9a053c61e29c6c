//! Whether a trigger tells something that happened: not plans, threats, denials, habits, definitions, courts or metaphors.

use std::ops::Range;

use super::reading::Reading;
use super::rejection::RejectionReason;
use super::trigger::TriggerHit;
use super::when::belongs_to_speech;
use crate::lexicon::{Cue, Form, Strength};
use crate::text::{SentenceKind, TokenKind, is_determiner, is_preposition, read_count};
use crate::time::{DatePrecision, Meaning};
use crate::toponym::ToponymRole;

/// What a trigger is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reality {
    /// It tells an event.
    Actual,
    /// It mentions an event that must have been told elsewhere; it joins but never opens one.
    Reference,
    /// It tells no event.
    Rejected(RejectionReason),
}

/// How far before a noun a cue reaches, in tokens.
const NOUN_REACH: usize = 5;
/// How far before a verb a cue reaches.
const VERB_REACH: usize = 3;
/// How far before the trigger a court or a match is looked for.
const LEGAL_REACH: usize = 16;

/// Judges a trigger by the words before it in its sentence (`sentence`) and in its own part (`extent`).
pub(super) fn judge(
    reading: &Reading<'_>,
    hit: &TriggerHit,
    sentence: Range<usize>,
    extent: Range<usize>,
    kind: SentenceKind,
) -> Reality {
    if let Some(reason) = unreal_reason(reading, hit, &sentence) {
        return Reality::Rejected(reason);
    }
    if is_modifier(reading, hit) {
        return Reality::Reference;
    }
    if is_habitual(reading, hit, &extent, kind) {
        return Reality::Rejected(RejectionReason::Habitual);
    }
    if is_aggregate(reading, hit, &extent) {
        return Reality::Rejected(RejectionReason::Sum);
    }
    let before = hit.tokens.start.saturating_sub(LEGAL_REACH).max(sentence.start)..hit.tokens.start;
    let after = hit.tokens.end..(hit.tokens.end + 3).min(sentence.end);
    if reading.has_cue(before, Cue::Legal) || reading.has_cue(after, Cue::Legal) {
        return Reality::Reference;
    }
    Reality::Actual
}

/// Why the sentence says that nothing happened, where it does.
fn unreal_reason(reading: &Reading<'_>, hit: &TriggerHit, sentence: &Range<usize>) -> Option<RejectionReason> {
    let reason = if reading.has_cue(sentence.clone(), Cue::Definition) {
        RejectionReason::Definition
    } else if is_hypothetical(reading, hit, sentence) {
        RejectionReason::Hypothetical
    } else if is_negated(reading, hit, sentence) {
        RejectionReason::Negated
    } else if is_game(reading, sentence) {
        RejectionReason::Game
    } else if is_unreal_whole(reading, sentence) {
        RejectionReason::Unreal
    } else if is_tally(reading, hit, sentence) {
        RejectionReason::Sum
    } else if is_experience(reading, hit, sentence) {
        RejectionReason::Habitual
    } else if is_natural_death(reading, hit) {
        RejectionReason::NaturalDeath
    } else {
        return None;
    };
    Some(reason)
}

/// "Died of cancer", "died at the age of 90": nobody did it, and nothing happened; but "died of wounds" tells an event.
fn is_natural_death(reading: &Reading<'_>, hit: &TriggerHit) -> bool {
    const REACH: usize = 5;
    let text = reading.text;
    let is_death = matches!(text.folded(hit.tokens.start), "die" | "dies" | "died" | "dying");
    let next = hit.tokens.end;
    let has_cause =
        matches!(text.folded(next), "of" | "from") || (text.folded(next), text.folded(next + 1)) == ("at", "the");
    let of_wounds =
        (next..next + REACH).any(|token| matches!(text.folded(token), "wounds" | "injuries" | "burns" | "gunshot"));
    is_death && has_cause && !of_wounds
}

/// "Attack victims", "bombing suspects", "murder scene": the noun only qualifies another.
fn is_modifier(reading: &Reading<'_>, hit: &TriggerHit) -> bool {
    let text = reading.text;
    let next = hit.tokens.end;
    if hit.trigger.form != Form::Singular || text.is_capitalised(next) {
        return false;
    }
    let is_people = reading
        .lexicon
        .people()
        .first_at(text, next)
        .is_some_and(|(_, noun)| noun.is_plural);
    is_people || reading.is_cue(next, Cue::Qualified)
}

fn reach(hit: &TriggerHit, sentence: &Range<usize>) -> Range<usize> {
    let back = if hit.trigger.form.is_noun() {
        NOUN_REACH
    } else {
        VERB_REACH
    };
    hit.tokens.start.saturating_sub(back).max(sentence.start)..hit.tokens.start
}

/// A match or a market: "a clash with the captain", "shares crashed". A weapon or people killed make it real.
fn is_game(reading: &Reading<'_>, sentence: &Range<usize>) -> bool {
    let is_real = |token: usize| {
        let text = reading.text;
        reading
            .lexicon
            .weapons()
            .first_at(text, token)
            .is_some_and(|(_, weapon)| weapon.kind.is_some())
            || matches!(
                text.folded(token),
                "killed" | "killing" | "dead" | "died" | "wounded" | "police" | "arrested" | "earthquake"
            )
    };
    (reading.is_on_games || reading.has_cue(sentence.clone(), Cue::Game)) && !sentence.clone().any(is_real)
}

/// A drill, a quarrel in words, or what would have been ("Had the bomb gone off, …"): nothing in the sentence happened, unless people
/// were hurt.
fn is_unreal_whole(reading: &Reading<'_>, sentence: &Range<usize>) -> bool {
    let text = reading.text;
    let is_hurt = |token: usize| {
        matches!(
            text.folded(token),
            "killed" | "killing" | "dead" | "wounded" | "injured" | "injuring"
        )
    };
    let is_counterfactual = text.folded(sentence.start) == "had"
        && sentence
            .clone()
            .any(|token| matches!(text.folded(token), "would" | "could" | "might"));
    let is_play =
        reading.has_cue(sentence.clone(), Cue::Exercise) || reading.has_cue(sentence.clone(), Cue::Figurative);
    is_counterfactual || is_play && !sentence.clone().any(is_hurt)
}

/// "At least 73 people have been killed since last October": a sum over many events.
fn is_tally(reading: &Reading<'_>, hit: &TriggerHit, sentence: &Range<usize>) -> bool {
    let text = reading.text;
    let before = hit.tokens.start.saturating_sub(4).max(sentence.start)..hit.tokens.start;
    let is_perfect = before.clone().any(|token| matches!(text.folded(token), "has" | "have"));
    let since = sentence.clone().any(|token| text.folded(token) == "since");
    hit.trigger.strength == Strength::Killed && is_perfect && since
}

/// "They have attacked journalists previously": something done at times, no day meant.
fn is_experience(reading: &Reading<'_>, hit: &TriggerHit, sentence: &Range<usize>) -> bool {
    const AUXILIARY_REACH: usize = 4;
    let text = reading.text;
    let before = hit.tokens.start.saturating_sub(AUXILIARY_REACH).max(sentence.start)..hit.tokens.start;
    let is_perfect = before
        .clone()
        .any(|token| matches!(text.folded(token), "has" | "have" | "had"));
    let at_times = |token: usize| {
        matches!(
            text.folded(token),
            "previously" | "repeatedly" | "often" | "frequently" | "routinely" | "regularly"
        )
    };
    is_perfect && !hit.trigger.form.is_noun() && sentence.clone().any(at_times)
}

fn is_hypothetical(reading: &Reading<'_>, hit: &TriggerHit, sentence: &Range<usize>) -> bool {
    let text = reading.text;
    let window = reach(hit, sentence);
    let next = hit.tokens.end..(hit.tokens.end + 5).min(sentence.end);
    let modal = next.clone().find(|token| {
        matches!(text.folded(*token), "would" | "could" | "may" | "might" | "will")
            || matches!(
                text.folded(*token),
                "expected" | "forecast" | "planned" | "scheduled" | "likely"
            ) && matches!(text.folded(*token - 1), "is" | "are" | "was" | "were" | "be")
    });
    if hit.trigger.form.is_noun()
        && modal.is_some_and(|modal| {
            !(next.start..modal).any(|token| is_past_verb(reading, token) || text.word(token) == ",")
        })
    {
        // "An attack on the port would end the talks."
        return true;
    }
    let cue = reading
        .cues_in(window.clone())
        .iter()
        .rev()
        .find(|cue| cue.cue == Cue::Hypothetical);
    if let Some(cue) = cue {
        // "would have", "could have" and a verb in the past between cue and trigger end its reach.
        let crossed = (cue.tokens.end..hit.tokens.start).any(|token| is_past_verb(reading, token));
        if !crossed {
            return true;
        }
    }
    if hit.trigger.form != Form::Base {
        return false;
    }
    let is_infinitive = text.folded(hit.tokens.start.saturating_sub(1)) == "to";
    is_infinitive && !reading.cues_in(window).iter().any(|cue| cue.cue == Cue::Attempt)
}

/// Light verbs in the past: an event noun after one has happened.
fn is_past_verb(reading: &Reading<'_>, token: usize) -> bool {
    let word = reading.text.folded(token);
    matches!(
        word,
        "launched" | "conducted" | "carried" | "killed" | "hit" | "struck" | "was" | "were" | "came" | "took" | "had"
    )
}

fn is_negated(reading: &Reading<'_>, hit: &TriggerHit, sentence: &Range<usize>) -> bool {
    let before = hit.tokens.start.saturating_sub(3).max(sentence.start)..hit.tokens.start;
    let negation = reading.cues_in(before).iter().rev().find(|cue| cue.cue == Cue::Negated);
    let negated = negation.is_some_and(|cue| {
        !(cue.tokens.end..hit.tokens.start).any(|token| reading.text.tokens()[token].kind == TokenKind::Punctuation)
    });
    let text = reading.text;
    let after = (text.folded(hit.tokens.end), text.folded(hit.tokens.end + 1));
    negated || matches!(after, ("are" | "were" | "is" | "was", "not"))
}

/// A verb in the present tense, or a bare plural with nothing that fixes it, tells a habit.
fn is_habitual(reading: &Reading<'_>, hit: &TriggerHit, extent: &Range<usize>, kind: SentenceKind) -> bool {
    let text = reading.text;
    let before = hit.tokens.start.checked_sub(1).map_or("", |token| text.folded(token));
    match hit.trigger.form {
        Form::Base => {
            let is_told = matches!(before, "did" | "to")
                || reading.has_cue(hit.tokens.start.saturating_sub(3)..hit.tokens.start, Cue::Attempt);
            !tells_in_present(reading, hit, kind) && !is_told
        }
        Form::ThirdPerson => !tells_in_present(reading, hit, kind),
        Form::Gerund if !hit.trigger.form.is_noun() => {
            !matches!(before, "was" | "were") && hit.trigger.strength == Strength::Weak
        }
        Form::Plural => is_bare(reading, hit) && !is_fixed(reading, hit, extent),
        _ => false,
    }
}

/// Headlines tell in the present what has happened: a heading, or a paragraph that is one sentence without a closing full stop.
pub(super) fn tells_in_present(reading: &Reading<'_>, hit: &TriggerHit, kind: SentenceKind) -> bool {
    let text = reading.text;
    let number = text.sentence_of(hit.tokens.start);
    let Some(sentence) = text.sentences().get(number) else {
        return false;
    };
    let is_alone = |other: Option<usize>| {
        other
            .and_then(|other| text.sentences().get(other))
            .is_none_or(|other| other.paragraph != sentence.paragraph)
    };
    let last = sentence.tokens.end.saturating_sub(1);
    let is_open = !matches!(text.word(last), "." | "!" | "?" | ":" | "\"" | "”");
    kind == SentenceKind::Heading || is_open && is_alone(number.checked_sub(1)) && is_alone(Some(number + 1))
}

/// Whether no determiner, number, name or possessor stands before the noun.
fn is_bare(reading: &Reading<'_>, hit: &TriggerHit) -> bool {
    let text = reading.text;
    for token in (hit.tokens.start.saturating_sub(4)..hit.tokens.start).rev() {
        let word = text.folded(token);
        if word == "'s"
            || word == "'"
            || is_determiner(word)
            || reading.is_in_place(token)
            || reading.is_in_date(token)
            || read_count(text, token).is_some()
        {
            return false;
        }
        if is_preposition(word) || text.tokens()[token].kind == TokenKind::Punctuation {
            return true;
        }
    }
    true
}

/// Whether a place or a day in the same part of the sentence fixes it, or people were hurt.
fn is_fixed(reading: &Reading<'_>, hit: &TriggerHit, extent: &Range<usize>) -> bool {
    let text = reading.text;
    let named = reading.places_in(extent.clone());
    let has_place = named.iter().any(|place| place.role == ToponymRole::Literal);
    let has_day = has_short_date(reading, hit, extent);
    let has_hurt = extent.clone().any(|token| {
        matches!(
            reading.text.folded(token),
            "killed" | "kills" | "kill" | "killing" | "dead" | "wounded" | "injured"
        )
    });
    let next = text.folded(hit.tokens.end + usize::from(matches!(text.folded(hit.tokens.end), "have" | "has")));
    let took_place = matches!(
        next,
        "occurred" | "erupted" | "broke" | "took" | "continued" | "resumed" | "renewed"
    );
    has_place || has_day || has_hurt || took_place
}

/// Whether a day, or a few, is told of the event itself and not of somebody who speaks.
fn has_short_date(reading: &Reading<'_>, hit: &TriggerHit, extent: &Range<usize>) -> bool {
    let dates = reading.dates_in(extent.clone()).iter();
    dates
        .filter(|date| !belongs_to_speech(reading, &date.tokens, &hit.tokens))
        .any(|date| match date.meaning {
            Meaning::Days(days) => matches!(days.precision, DatePrecision::Day | DatePrecision::Range),
            Meaning::FromNarrative { .. } => true,
            Meaning::None => false,
        })
}

/// "A wave of attacks this year": several events told as one, unless a day holds them together.
fn is_aggregate(reading: &Reading<'_>, hit: &TriggerHit, extent: &Range<usize>) -> bool {
    if hit.trigger.form != Form::Plural {
        return false;
    }
    let before = hit.tokens.start.saturating_sub(4).max(extent.start)..hit.tokens.start;
    let is_summed = reading.has_cue(before, Cue::Aggregate) || is_bare(reading, hit) && is_of_year(reading, extent);
    is_summed && !has_short_date(reading, hit, extent)
}

/// "412 people were killed in road accidents last year": a whole year is the only time told.
fn is_of_year(reading: &Reading<'_>, extent: &Range<usize>) -> bool {
    let dates = reading.dates_in(extent.clone());
    let is_year = |meaning: Meaning| matches!(meaning, Meaning::Days(days) if days.precision == DatePrecision::Year);
    !dates.is_empty() && dates.iter().all(|date| is_year(date.meaning))
}

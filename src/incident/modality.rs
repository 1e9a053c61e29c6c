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
    let recalls =
        |tokens: Range<usize>| reading.has_cue(tokens.clone(), Cue::Legal) || reading.has_cue(tokens, Cue::Memorial);
    if recalls(before) || recalls(after) || is_of_sentenced(reading, hit, &sentence) {
        return Reality::Reference;
    }
    Reality::Actual
}

/// "A man who stabbed his neighbour was jailed": what somebody did who now stands before a court.
fn is_of_sentenced(reading: &Reading<'_>, hit: &TriggerHit, sentence: &Range<usize>) -> bool {
    const WHO_REACH: usize = 3;
    const COURT_REACH: usize = 24;
    let text = reading.text;
    let who = hit.tokens.start.saturating_sub(WHO_REACH).max(sentence.start)..hit.tokens.start;
    let after = hit.tokens.end..(hit.tokens.end + COURT_REACH).min(sentence.end);
    let is_verdict = |token: usize| {
        let is_passive = matches!(text.folded(token.saturating_sub(1)), "was" | "were" | "been");
        is_passive && reading.is_cue(token, Cue::Legal)
    };
    who.into_iter().any(|token| text.folded(token) == "who") && after.into_iter().any(is_verdict)
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
    } else if is_of_words(reading, hit, sentence) || is_topic(reading, hit, sentence) {
        RejectionReason::Unreal
    } else if is_natural_death(reading, hit, sentence) {
        RejectionReason::NaturalDeath
    } else {
        return None;
    };
    Some(reason)
}

/// "Died of cancer", "has died in Oxford at the age of 91", "died aged 90": nobody did it, and nothing happened; but "died of wounds"
/// tells an event.
fn is_natural_death(reading: &Reading<'_>, hit: &TriggerHit, sentence: &Range<usize>) -> bool {
    const REACH: usize = 5;
    const AGE_REACH: usize = 14;
    let text = reading.text;
    let is_death = matches!(text.folded(hit.tokens.start), "die" | "dies" | "died" | "dying");
    let next = hit.tokens.end;
    let window = next..(next + AGE_REACH).min(sentence.end);
    let is_aged = |token: usize| {
        (text.folded(token), text.folded(token + 1), text.folded(token + 2)) == ("the", "age", "of")
            || text.folded(token) == "aged" && read_count(text, token + 1).is_some()
    };
    let has_cause = matches!(text.folded(next), "of" | "from") || window.into_iter().any(is_aged);
    let is_wound = |token: usize| {
        matches!(
            text.folded(token),
            "wounds" | "injuries" | "burns" | "gunshot" | "killed" | "crash" | "attack"
        )
    };
    is_death && has_cause && !(next..next + REACH).any(is_wound)
}

/// "An attack on the budget", "came under fire for his remarks": what is attacked is no thing and nobody.
fn is_of_words(reading: &Reading<'_>, hit: &TriggerHit, sentence: &Range<usize>) -> bool {
    const OBJECT_REACH: usize = 4;
    const BLAME_REACH: usize = 12;
    let text = reading.text;
    let next = hit.tokens.end;
    let is_abstract_in = |tokens: Range<usize>| reading.has_cue(tokens, Cue::Abstract);
    if text.folded(next.saturating_sub(1)) == "fire" && text.folded(next.saturating_sub(2)) == "under" {
        let after = next..(next + BLAME_REACH).min(sentence.end);
        let blame = after
            .clone()
            .find(|token| matches!(text.folded(*token), "for" | "over"));
        return blame.is_some_and(|blame| is_abstract_in(blame + 1..after.end));
    }
    let is_attack = matches!(hit.trigger.strength, Strength::General) && reading.lexicon.is_attack(hit.trigger.kind);
    let is_object = matches!(text.folded(next), "on" | "against" | "at") || !hit.trigger.form.is_noun();
    let object = next..(next + OBJECT_REACH).min(sentence.end);
    let ends = |token: &usize| text.tokens()[*token].kind == TokenKind::Punctuation;
    let stop = object.clone().find(ends).unwrap_or(object.end);
    is_attack && is_object && is_abstract_in(next..stop)
}

/// "A novel about the siege", "books on the bombing of Dresden": the event is the subject of a work; "the film bombed": of its fate.
fn is_topic(reading: &Reading<'_>, hit: &TriggerHit, sentence: &Range<usize>) -> bool {
    const REACH: usize = 10;
    let text = reading.text;
    let before = hit.tokens.start.saturating_sub(REACH).max(sentence.start)..hit.tokens.start;
    let work = reading.cues_in(before).iter().rev().find(|cue| cue.cue == Cue::Topic);
    work.is_some_and(|work| {
        let between = work.tokens.end..hit.tokens.start;
        let joins = |token: usize| {
            matches!(
                text.folded(token),
                "about" | "on" | "of" | "tells" | "shows" | "depicts"
            )
        };
        let is_joined = between.clone().any(joins) || text.folded(between.start.saturating_sub(1)) == "about";
        (is_joined || between.is_empty()) && !between.clone().any(|token| is_past_verb(reading, token))
    })
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
    };
    let is_told =
        reading.is_on_games || reading.has_cue(sentence.clone(), Cue::Game) || has_sport_words(reading, sentence);
    let has_harm = || reading.has_cue(sentence.clone(), Cue::Harm) || reading.has_cue(sentence.clone(), Cue::Emergency);
    is_told && !has_harm() && !sentence.clone().any(is_real)
}

/// Whether two different words of sport stand in the sentence: "the club's coach".
fn has_sport_words(reading: &Reading<'_>, sentence: &Range<usize>) -> bool {
    let word = |token: usize| reading.text.folded(token).trim_end_matches('s');
    let mut words = reading
        .cues_in(sentence.clone())
        .iter()
        .filter(|hit| hit.cue == Cue::Sport);
    let first = words.next().map(|hit| word(hit.tokens.start));
    first.is_some_and(|first| words.any(|hit| word(hit.tokens.start) != first))
}

/// A drill, a quarrel in words, or what would have been ("Had the bomb gone off, …"): nothing in the sentence happened, unless people
/// were hurt.
fn is_unreal_whole(reading: &Reading<'_>, sentence: &Range<usize>) -> bool {
    let text = reading.text;
    let is_counterfactual = text.folded(sentence.start) == "had"
        && sentence
            .clone()
            .any(|token| matches!(text.folded(token), "would" | "could" | "might"));
    let is_play =
        reading.has_cue(sentence.clone(), Cue::Exercise) || reading.has_cue(sentence.clone(), Cue::Figurative);
    is_counterfactual || is_play && !reading.has_cue(sentence.clone(), Cue::Harm)
}

/// "At least 73 people have been killed since last October", "has conducted 1,370 strikes since 2014": a sum over many events.
fn is_tally(reading: &Reading<'_>, hit: &TriggerHit, sentence: &Range<usize>) -> bool {
    let text = reading.text;
    let before = hit.tokens.start.saturating_sub(4).max(sentence.start)..hit.tokens.start;
    let is_perfect = before.clone().any(|token| matches!(text.folded(token), "has" | "have"));
    let since = sentence.clone().any(|token| text.folded(token) == "since");
    let is_sum = hit.trigger.strength == Strength::Killed || hit.trigger.form == Form::Plural;
    is_sum && is_perfect && since
}

/// "They have attacked journalists previously": something done at times, no day meant.
fn is_experience(reading: &Reading<'_>, hit: &TriggerHit, sentence: &Range<usize>) -> bool {
    const AUXILIARY_REACH: usize = 4;
    let text = reading.text;
    let before = hit.tokens.start.saturating_sub(AUXILIARY_REACH).max(sentence.start)..hit.tokens.start;
    let is_perfect = before
        .clone()
        .any(|token| matches!(text.folded(token), "has" | "have" | "had"));
    is_perfect && !hit.trigger.form.is_noun() && reading.has_cue(sentence.clone(), Cue::Habit)
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
    negated || is_denied_whole(reading, hit, sentence) || matches!(after, ("are" | "were" | "is" | "was", "not"))
}

/// "Denied that anyone had been killed", "denied that there had been a blast": that anything happened, not who did it.
fn is_denied_whole(reading: &Reading<'_>, hit: &TriggerHit, sentence: &Range<usize>) -> bool {
    const REACH: usize = 9;
    let text = reading.text;
    let before = hit.tokens.start.saturating_sub(REACH).max(sentence.start)..hit.tokens.start;
    let denial = reading.cues_in(before).iter().rev().find(|cue| cue.cue == Cue::Denied);
    denial.is_some_and(|denial| {
        let said = denial.tokens.end;
        let subject = if text.folded(said) == "that" { said + 1 } else { said };
        matches!(
            text.folded(subject),
            "anyone" | "anybody" | "any" | "anything" | "there"
        )
    })
}

/// A verb in the present tense, or a bare plural with nothing that fixes it, tells a habit.
fn is_habitual(reading: &Reading<'_>, hit: &TriggerHit, extent: &Range<usize>, kind: SentenceKind) -> bool {
    let text = reading.text;
    let before = hit.tokens.start.checked_sub(1).map_or("", |token| text.folded(token));
    if is_common(reading, hit) {
        return true;
    }
    match hit.trigger.form {
        Form::Base => {
            // "Pirates attack and boarded a tanker": one telling, whatever the tense.
            let joins_past = text.folded(hit.tokens.end) == "and" && text.folded(hit.tokens.end + 1).ends_with("ed");
            let is_told = joins_past
                || matches!(before, "did" | "to")
                || reading.has_cue(hit.tokens.start.saturating_sub(3)..hit.tokens.start, Cue::Attempt);
            !tells_in_present(reading, hit, kind) && !is_told
        }
        Form::ThirdPerson => !tells_in_present(reading, hit, kind),
        Form::Gerund if !hit.trigger.form.is_noun() => {
            !matches!(before, "was" | "were") && hit.trigger.strength == Strength::Weak
        }
        Form::Plural => is_bare(reading, hit) && !is_fixed(reading, hit, extent),
        // "Condemned violence and terrorism": in general.
        Form::Singular => {
            let before = hit.tokens.start.saturating_sub(1)..hit.tokens.start;
            reading.has_cue(before, Cue::Condemnation)
        }
        _ => false,
    }
}

/// "Kidnappings are common in the delta", "has suffered repeated violence": what happens again and again, or has no number.
fn is_common(reading: &Reading<'_>, hit: &TriggerHit) -> bool {
    const VERB_REACH: usize = 6;
    const SAID_REACH: usize = 4;
    let text = reading.text;
    let next = hit.tokens.end;
    let verb = (next..next + VERB_REACH).find(|token| {
        matches!(
            text.folded(*token),
            "is" | "are" | "was" | "were" | "remain" | "remains" | "remained" | "become"
        )
    });
    let is_said = verb.is_some_and(|verb| reading.has_cue(verb + 1..verb + SAID_REACH, Cue::Common));
    let is_kind = hit.trigger.form.is_noun() && is_said && is_bare(reading, hit);
    let adjective = hit.tokens.start.checked_sub(1);
    let is_mass = hit.trigger.form == Form::Singular
        && !is_determiner(text.folded(hit.tokens.start.saturating_sub(2)))
        && adjective
            .is_some_and(|before| reading.is_cue(before, Cue::Aggregate) || reading.is_cue(before, Cue::Common));
    is_kind || is_mass
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
    let is_open = !matches!(text.word(last), "." | "?" | ":" | "\"" | "”");
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
            || reading.lexicon.actors().match_at(text, token).is_some()
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
    let has_hurt = reading.has_cue(extent.clone(), Cue::Harm);
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

//! Casualties: how many were killed and injured, as the words say it.
//!
//! Numbers add up over a list ("an American soldier, a British soldier and one US contractor" is 3), "no … were killed" is 0,
//! and those who attack by the meaning of the word ("suicide bomber") are not counted.

use std::ops::Range;

use super::people_count::{CasualtyCount, exactly, sum};
use super::reading::Reading;
use crate::lexicon::Cue;
use crate::text::{TokenKind, is_clause_word, is_form_of_be, is_preposition, read_count};

/// What a part of a sentence says about people hurt.
#[derive(Clone, Debug, Default)]
pub(super) struct Casualties {
    pub(super) killed: Option<CasualtyCount>,
    pub(super) injured: Option<CasualtyCount>,
    /// Whether somebody was hurt, with or without a number.
    pub(super) any: bool,
}

/// What happened to the people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Harm {
    Killed,
    Injured,
    /// "Casualties", "killed and injured": no telling which.
    Both,
}

/// Reads the casualties told in `extent`.
pub(super) fn read_casualties(reading: &Reading<'_>, extent: Range<usize>) -> Casualties {
    let mut found = Casualties::default();
    let mut at = extent.start;
    while at < extent.end {
        if reading.text.folded(at) == "toll"
            && let Some(counted) = read_toll(reading, at, extent.end)
        {
            found.any = true;
            record(&mut found, Harm::Killed, &counted);
        }
        if is_to_death(reading, at) {
            found.any = true;
            if let Some(counted) = count_to_death(reading, at, &extent) {
                record(&mut found, Harm::Killed, &counted);
            }
            at += 2;
            continue;
        }
        let Some((end, harm)) = harm_at(reading, at, extent.end) else {
            at += 1;
            continue;
        };
        found.any = true;
        let counted = count_of(reading, at..end, &extent);
        if let Some(counted) = counted {
            record(&mut found, harm, &counted);
        }
        at = end;
    }
    found
}

/// "Stabbed two people | to death", "were crushed | to death"; not "sentenced to death".
fn is_to_death(reading: &Reading<'_>, at: usize) -> bool {
    let text = reading.text;
    text.folded(at) == "to" && text.folded(at + 1) == "death" && death_verb(reading, at).is_some()
}

/// The verb that was done to the death told at `to`, a few words before it.
fn death_verb(reading: &Reading<'_>, to: usize) -> Option<usize> {
    const REACH: usize = 8;
    let is_verb = |token: &usize| reading.text.folded(*token).ends_with("ed") || reading.text.folded(*token) == "beat";
    let verb = (to.saturating_sub(REACH)..to).rev().find(is_verb)?;
    (!reading.is_cue(verb, Cue::Legal)).then_some(verb)
}

fn count_to_death(reading: &Reading<'_>, to: usize, extent: &Range<usize>) -> Option<CasualtyCount> {
    let verb = death_verb(reading, to).filter(|verb| extent.start <= *verb)?;
    if verb + 1 < to {
        return count_after(reading, verb + 1, to);
    }
    count_before(reading, extent.start, verb)
}

fn record(found: &mut Casualties, harm: Harm, counted: &CasualtyCount) {
    let zero = counted.count.max == 0;
    if harm == Harm::Killed || (harm == Harm::Both && zero) {
        keep_larger(&mut found.killed, counted);
    }
    if harm == Harm::Injured || (harm == Harm::Both && zero) {
        keep_larger(&mut found.injured, counted);
    }
}

fn keep_larger(kept: &mut Option<CasualtyCount>, counted: &CasualtyCount) {
    if kept.as_ref().is_none_or(|known| known.count.max < counted.count.max) {
        *kept = Some(counted.clone());
    }
}

/// "the death toll rose to 28", "a toll of 90": the number told of the toll, a few words on.
fn read_toll(reading: &Reading<'_>, toll: usize, end: usize) -> Option<CasualtyCount> {
    const REACH: usize = 14;
    let text = reading.text;
    let leads = |token: &usize| {
        matches!(
            text.folded(*token),
            "to" | "at" | "of" | "reached" | "is" | "was" | "past" | "passed"
        )
    };
    let phrase = (toll + 1..end.min(toll + REACH))
        .filter(leads)
        .find_map(|token| read_count(text, token + 1).filter(|_| !reading.is_in_date(token + 1)))?;
    Some(phrase.into())
}

/// The word of harm at `at`: the token after it and what it says.
fn harm_at(reading: &Reading<'_>, at: usize, end: usize) -> Option<(usize, Harm)> {
    let text = reading.text;
    let harm = harm_word(text.folded(at))?;
    let joined = matches!(text.folded(at + 1), "and" | "or")
        .then(|| harm_word(text.folded(at + 2)))
        .flatten();
    match joined {
        Some(other) if other != harm && at + 2 < end => Some((at + 3, Harm::Both)),
        _ => Some((at + 1, harm)),
    }
}

fn harm_word(word: &str) -> Option<Harm> {
    const KILLED: &[&str] = &[
        "killed",
        "killing",
        "kills",
        "kill",
        "died",
        "dead",
        "deaths",
        "fatalities",
        "bodies",
        "murdered",
        "slain",
        "perished",
        "massacred",
        "assassinated",
        "executed",
        "beheaded",
        "drowned",
        "strangled",
        "dies",
        "die",
    ];
    const INJURED: &[&str] = &[
        "injured",
        "injuring",
        "injures",
        "wounded",
        "wounding",
        "wounds",
        "hurt",
        "injuries",
        "hospitalised",
        "hospitalized",
        "suffered",
        "maimed",
        "maiming",
    ];
    if KILLED.contains(&word) {
        Some(Harm::Killed)
    } else if INJURED.contains(&word) {
        Some(Harm::Injured)
    } else {
        (word == "casualties" || word == "hurting").then_some(Harm::Both)
    }
}

/// The number of people that the word of harm (`harm`) is said of.
fn count_of(reading: &Reading<'_>, harm: Range<usize>, extent: &Range<usize>) -> Option<CasualtyCount> {
    let text = reading.text;
    let word = text.folded(harm.start);
    if is_count_noun(word) {
        return count_of_noun(reading, extent.start, harm.start);
    }
    let passive = is_passive(reading, harm.start, extent.start);
    let intransitive = matches!(
        word,
        "died" | "dead" | "perished" | "drowned" | "dies" | "die" | "suffered"
    );
    let before = harm.start.checked_sub(1).map_or("", |token| text.folded(token));
    if word == "dead"
        && matches!(before, "shot" | "stabbed" | "hacked" | "beat" | "beaten")
        && !is_passive(reading, harm.start - 1, extent.start)
    {
        // "Shot dead 69 people", "69 shot dead".
        return count_after(reading, harm.end, extent.end)
            .or_else(|| count_before(reading, extent.start, harm.start - 1));
    }
    if let Some(verb) = (word == "dead")
        .then(|| shot_dead(reading, harm.start, extent))
        .flatten()
    {
        return count_after(reading, verb + 1, harm.start);
    }
    if passive || intransitive {
        return count_before(reading, extent.start, harm.start).or_else(|| ellipsis(reading, harm.end, extent.end));
    }
    count_after(reading, harm.end, extent.end).or_else(|| ellipsis_before(reading, extent.start, &harm))
}

/// "Shot nine people dead", "hacked two farmers dead": the verb, with the people between.
fn shot_dead(reading: &Reading<'_>, dead: usize, extent: &Range<usize>) -> Option<usize> {
    const REACH: usize = 7;
    let text = reading.text;
    let is_verb = |token: &usize| matches!(text.folded(*token), "shot" | "stabbed" | "hacked" | "beat" | "struck");
    let verb = (extent.start.max(dead.saturating_sub(REACH))..dead.saturating_sub(1))
        .rev()
        .find(is_verb)?;
    (!is_passive(reading, verb, extent.start)).then_some(verb)
}

/// "no casualties", "at least six civilian deaths": the number before the noun, with up to three words between.
fn count_of_noun(reading: &Reading<'_>, begin: usize, noun: usize) -> Option<CasualtyCount> {
    let text = reading.text;
    let first = begin.max(noun.saturating_sub(6));
    if let Some(no) =
        (first.max(noun.saturating_sub(3))..noun).find(|token| matches!(text.folded(*token), "no" | "without" | "any"))
    {
        return Some(CasualtyCount {
            count: exactly(0),
            tokens: no..noun + 1,
            adds: false,
        })
        .filter(|_| text.folded(no) != "any");
    }
    let phrase = (first..noun).find_map(|token| {
        read_count(text, token).filter(|phrase| phrase.tokens.end <= noun && noun - phrase.tokens.end <= 3)
    })?;
    Some(phrase.into())
}

fn is_count_noun(word: &str) -> bool {
    matches!(word, "deaths" | "fatalities" | "casualties" | "injuries" | "bodies")
}

/// "were killed", "have been reported killed", "six killed": an auxiliary or nothing but a number before it.
fn is_passive(reading: &Reading<'_>, harm: usize, begin: usize) -> bool {
    let text = reading.text;
    for token in (begin.max(harm.saturating_sub(4))..harm).rev() {
        let word = text.folded(token);
        if is_form_of_be(word) || word == "got" {
            return true;
        }
        if word.ends_with("ly")
            || matches!(
                word,
                "also" | "not" | "reported" | "shot" | "found" | "left" | "others" | "had" | "have"
            )
        {
            continue;
        }
        break;
    }
    false
}

/// "11 killed", "two dozen wounded", "a nurse injured": a number just before the word of harm.
fn ellipsis_before(reading: &Reading<'_>, begin: usize, harm: &Range<usize>) -> Option<CasualtyCount> {
    if reading.text.folded(harm.start).ends_with("ing") {
        return None;
    }
    let counted = count_before(reading, begin.max(harm.start.saturating_sub(6)), harm.start)?;
    let has_number = counted
        .tokens
        .clone()
        .any(|token| read_count(reading.text, token).is_some());
    (has_number && harm.start - counted.tokens.end <= 2).then_some(counted)
}

/// "killed: 5", "dead 12".
fn ellipsis(reading: &Reading<'_>, from: usize, end: usize) -> Option<CasualtyCount> {
    let start = if reading.text.word(from) == ":" {
        from + 1
    } else {
        return None;
    };
    let phrase = read_count(reading.text, start).filter(|phrase| phrase.tokens.end <= end)?;
    Some(phrase.into())
}

/// The people after an active verb: "killed two soldiers and a driver".
fn count_after(reading: &Reading<'_>, from: usize, end: usize) -> Option<CasualtyCount> {
    let stop = (from..end)
        .find(|token| ends_list(reading, *token, from))
        .unwrap_or(end);
    sum(reading, from..stop)
}

/// The people before a passive verb, back to the start of the list.
fn count_before(reading: &Reading<'_>, begin: usize, until: usize) -> Option<CasualtyCount> {
    let start = (begin..until)
        .rev()
        .find(|token| ends_list_backward(reading, *token))
        .map_or(begin, |token| token + 1);
    sum(reading, start..until)
}

/// Whether a list of people going right ends before this token.
fn ends_list(reading: &Reading<'_>, token: usize, from: usize) -> bool {
    let text = reading.text;
    let word = text.folded(token);
    if text.tokens()[token].kind == TokenKind::Punctuation {
        return !matches!(text.word(token), "," | "-" | "'" | "’" | "\"" | "“" | "”");
    }
    if (word.ends_with("ed") || word.ends_with("ing"))
        && token > from
        && matches!(text.folded(token - 1), "and" | "or" | "")
        && !text.is_capitalised(token)
    {
        // "killed 20 militants and destroyed eight vehicles", "killing a man and abducting two": the next verb.
        return true;
    }
    if matches!(word, "and" | "or" | "of" | "that" | "as") || reading.is_in_place(token) {
        return word == "that" || word == "as";
    }
    token > from && (harm_word(word).is_some() || is_verb_like(word))
        || is_hard_preposition(word)
        || reading.is_in_date(token)
}

fn is_verb_like(word: &str) -> bool {
    is_clause_word(word) && !matches!(word, "and" | "or" | "later")
}

fn is_hard_preposition(word: &str) -> bool {
    is_preposition(word)
        && !matches!(
            word,
            "of" | "along"
                | "between"
                | "to"
                | "than"
                | "including"
                | "at"
                | "over"
                | "about"
                | "around"
                | "as"
                | "from"
                | "with"
                | "in"
        )
        || matches!(word, "in" | "when" | "after" | "before")
}

fn ends_list_backward(reading: &Reading<'_>, token: usize) -> bool {
    let text = reading.text;
    let word = text.folded(token);
    if text.tokens()[token].kind == TokenKind::Punctuation {
        return !matches!(text.word(token), "," | "-" | "'" | "’");
    }
    matches!(
        word,
        "when"
            | "leaving"
            | "left"
            | "leaves"
            | "leave"
            | "after"
            | "before"
            | "that"
            | "which"
            | "where"
            | "who"
            | "said"
            | "says"
            | "but"
            | "because"
            | "while"
            | "as"
            | "with"
            | "although"
    ) || harm_word(word).is_some()
        || reading.is_cue(token, Cue::Speech)
}

#[cfg(test)]
mod tests {
    use super::super::reading::tests::with_reading;
    use super::*;

    #[track_caller]
    fn check(sentence: &str, killed: Option<u32>, injured: Option<u32>) {
        with_reading(sentence, |reading| {
            let found = read_casualties(reading, 0..reading.text.tokens().len());
            let max = |count: &Option<CasualtyCount>| count.as_ref().map(|count| count.count.max);
            assert_eq!(
                (killed, injured),
                (max(&found.killed), max(&found.injured)),
                "casualties of {sentence:?}"
            );
        });
    }

    #[test]
    fn numbers_beside_the_verb() {
        check("A bomb killed 11 people and wounded twenty.", Some(11), Some(20));
        check("Eleven people were killed and dozens were injured.", Some(11), Some(24));
        check("The blast left six dead.", Some(6), None);
        check("At least 109 soldiers suffered from brain trauma.", None, Some(109));
        check("Three others died.", Some(3), None);
        check("He shot dead 69 people at a camp.", Some(69), None);
        check("Two drivers were shot dead.", Some(2), None);
        check(
            "A bomb killed six people and injured 81, police said.",
            Some(6),
            Some(81),
        );
        check("In February, three people were killed at a bar.", Some(3), None);
        check(
            "A blast hit the market, wounding three people, a United Nations spokesman said.",
            None,
            Some(3),
        );
        check(
            "A bus fell, leaving at least 17 people dead and 23 injured.",
            Some(17),
            Some(23),
        );
        check("The death toll from Saturday's bombing rose to 90.", Some(90), None);
        check(
            "A strike killed seventeen people, most of them women and children.",
            Some(17),
            None,
        );
        check(
            "A strike killed Omar Khalid, the commander, and Ali Hassan, his deputy, along with eight other people.",
            Some(10),
            None,
        );
        check("The flood killed between 10 and 15 people.", Some(15), None);
        check(
            "Gunmen raided a village, killing 14 farmers and abducting three women.",
            Some(14),
            None,
        );
        check(
            "The collapse killed eleven, with a child the sole survivor.",
            Some(11),
            None,
        );
    }

    #[test]
    fn lists_add_up() {
        check(
            "An American soldier, a British soldier and one US contractor were killed in a rocket attack.",
            Some(3),
            None,
        );
        check(
            "A rocket attack killed a US contractor working at a base.",
            Some(1),
            None,
        );
        check(
            "The strike killed the head of the force, Omar Khalid, and the group's deputy chief Ali Hassan.",
            Some(2),
            None,
        );
    }

    #[test]
    fn zero_is_stated_and_unknown_is_not_zero() {
        check("No civilians were killed in that attack.", Some(0), None);
        check("The attack produced no casualties.", Some(0), Some(0));
        check("The attack killed and wounded American and British troops.", None, None);
        check("Rockets killed several soldiers.", None, None);
    }

    #[test]
    fn attackers_are_not_counted() {
        check(
            "The suicide bomber was killed and four policemen were wounded.",
            None,
            Some(4),
        );
    }
}

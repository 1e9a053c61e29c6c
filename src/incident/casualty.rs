//! Casualties: how many were killed and injured, as the words say it.
//!
//! Numbers add up over a list ("an American soldier, a British soldier and one US contractor" is 3), "no … were killed" is 0,
//! and those who attack by the meaning of the word ("suicide bomber") are not counted.

use std::ops::Range;

use super::CountRange;
use super::noun_phrase::is_clause_word;
use super::reading::Reading;
use super::trigger::{is_determiner, is_preposition};
use crate::lexicon::{Cue, Side};
use crate::text::{TokenKind, read_count};

/// A count with the tokens that say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CasualtyCount {
    pub(super) count: CountRange,
    pub(super) tokens: Range<usize>,
    /// "Five others": they come on top of those told before.
    pub(super) adds: bool,
}

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
    if passive || intransitive {
        return count_before(reading, extent.start, harm.start).or_else(|| ellipsis(reading, harm.end, extent.end));
    }
    count_after(reading, harm.end, extent.end).or_else(|| ellipsis_before(reading, extent.start, &harm))
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
    Some(CasualtyCount {
        count: CountRange {
            min: phrase.min,
            max: phrase.max,
            open: phrase.open,
        },
        tokens: phrase.tokens,
        adds: false,
    })
}

fn is_count_noun(word: &str) -> bool {
    matches!(word, "deaths" | "fatalities" | "casualties" | "injuries")
}

/// "were killed", "have been reported killed", "six killed": an auxiliary or nothing but a number before it.
fn is_passive(reading: &Reading<'_>, harm: usize, begin: usize) -> bool {
    let text = reading.text;
    for token in (begin.max(harm.saturating_sub(4))..harm).rev() {
        let word = text.folded(token);
        if matches!(word, "was" | "were" | "been" | "is" | "are" | "being" | "be" | "got") {
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
    Some(CasualtyCount {
        count: CountRange {
            min: phrase.min,
            max: phrase.max,
            open: phrase.open,
        },
        tokens: phrase.tokens,
        adds: false,
    })
}

/// One member of a list of people.
#[derive(Debug)]
struct Member {
    count: Option<CountRange>,
    tokens: Range<usize>,
    /// Whether the words tell a person or people at all.
    is_people: bool,
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
    if word.ends_with("ed")
        && token > from
        && matches!(text.folded(token - 1), "and" | "or" | "")
        && !text.is_capitalised(token)
    {
        // "killed 20 militants and destroyed eight vehicles": the next verb.
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
            "of" | "to" | "than" | "including" | "at" | "over" | "about" | "around" | "as" | "from" | "with" | "in"
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

/// Adds up the members of a list; `None` where a member is several people without a number.
fn sum(reading: &Reading<'_>, tokens: Range<usize>) -> Option<CasualtyCount> {
    let mut total = CountRange {
        min: 0,
        max: 0,
        open: false,
    };
    let mut covered: Option<Range<usize>> = None;
    for member in members(reading, tokens) {
        match member.count {
            Some(count) => {
                total.min = total.min.saturating_add(count.min);
                total.max = total.max.saturating_add(count.max);
                total.open |= count.open;
                let start = covered.as_ref().map_or(member.tokens.start, |range| range.start);
                covered = Some(start..member.tokens.end);
            }
            None if member.is_people => return None,
            None => {}
        }
    }
    covered.map(|tokens| {
        let adds = tokens
            .clone()
            .any(|token| matches!(reading.text.folded(token), "other" | "others" | "more" | "another"))
            && !tokens.clone().any(|token| reading.text.folded(token) == "than");
        CasualtyCount {
            count: total,
            tokens,
            adds,
        }
    })
}

/// Splits a list at "and" and at commas; a piece after a comma counts only when it begins like a new member.
fn members(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<Member> {
    let text = reading.text;
    let mut members = Vec::new();
    let mut start = tokens.start;
    let mut after_comma = false;
    for token in tokens.start..=tokens.end {
        let is_end = token == tokens.end;
        let is_and = !is_end && matches!(text.folded(token), "and" | "or");
        let is_comma = !is_end && text.word(token) == ",";
        if !(is_end || is_and || is_comma) {
            continue;
        }
        if start < token {
            let member = read_member(reading, start..token);
            if !after_comma || begins_member(reading, start) {
                members.push(member);
            }
        }
        start = token + 1;
        after_comma = is_comma;
    }
    members
}

fn begins_member(reading: &Reading<'_>, at: usize) -> bool {
    let word = reading.text.folded(at);
    matches!(word, "a" | "an" | "another") || (read_count(reading.text, at).is_some() && !is_age(reading, at))
}

/// ", 42," after a name is an age.
fn is_age(reading: &Reading<'_>, at: usize) -> bool {
    let text = reading.text;
    text.tokens()
        .get(at)
        .is_some_and(|token| token.kind == TokenKind::Number)
        && matches!(text.word(at + 1), "," | "")
}

/// Counts one member of a list: a number before people, one person, a name, or "no one".
fn read_member(reading: &Reading<'_>, tokens: Range<usize>) -> Member {
    let text = reading.text;
    let noun = people_noun(reading, &tokens);
    if noun.is_some_and(|(_, side, _)| side == Side::Attacker) {
        return Member {
            count: None,
            tokens,
            is_people: false,
        };
    }
    let negated = tokens
        .clone()
        .take(3)
        .any(|token| matches!(text.folded(token), "no" | "none" | "nobody"));
    if negated {
        return Member {
            count: Some(exactly(0)),
            tokens,
            is_people: true,
        };
    }
    if let Some(count) = number_of_people(reading, &tokens, noun.map(|(at, _, _)| at)) {
        return Member {
            count: Some(count),
            tokens,
            is_people: true,
        };
    }
    match noun {
        Some((_, _, true)) => Member {
            count: None,
            tokens,
            is_people: true,
        },
        Some((_, _, false)) => Member {
            count: Some(exactly(1)),
            tokens,
            is_people: true,
        },
        None if is_name(reading, &tokens) => Member {
            count: Some(exactly(1)),
            tokens,
            is_people: true,
        },
        None => Member {
            count: None,
            tokens,
            is_people: false,
        },
    }
}

fn exactly(count: u32) -> CountRange {
    CountRange {
        min: count,
        max: count,
        open: false,
    }
}

/// The first noun for people: its token, side, and whether it is plural.
fn people_noun(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<(usize, Side, bool)> {
    tokens.clone().find_map(|token| {
        let (_, noun) = reading.lexicon.people().first_at(reading.text, token)?;
        Some((token, noun.side, noun.is_plural))
    })
}

/// A number that counts people: before the noun for them, or alone.
fn number_of_people(reading: &Reading<'_>, tokens: &Range<usize>, noun: Option<usize>) -> Option<CountRange> {
    let text = reading.text;
    let last = noun.unwrap_or(tokens.end);
    for token in tokens.start..last {
        if reading.is_in_date(token) {
            continue;
        }
        let Some(phrase) = read_count(text, token) else {
            continue;
        };
        let end = phrase.tokens.end;
        let counts_people = noun.is_some() && last - end.min(last) <= 4 && !counts_something_else(reading, end, last);
        let stands_alone = noun.is_none() && end >= tokens.end.saturating_sub(1) && !is_age(reading, token);
        if (counts_people || stands_alone) && end <= tokens.end {
            return Some(CountRange {
                min: phrase.min,
                max: phrase.max,
                open: phrase.open,
            });
        }
    }
    None
}

/// "five-storey", "20-year-old": the number belongs to a measure.
fn counts_something_else(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let text = reading.text;
    text.word(from) == "-"
        || (from..to).any(|token| {
            matches!(
                text.folded(token),
                "year" | "years" | "day" | "days" | "percent" | "km" | "miles"
            )
        })
}

/// A person: "he", one capitalised word that is no place ("Baloch was murdered"), or a name with titles.
fn is_name(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let text = reading.text;
    let is_word = |token: &usize| text.tokens()[*token].kind == TokenKind::Word && !is_determiner(text.folded(*token));
    let words: Vec<usize> = tokens
        .clone()
        .filter(is_word)
        .filter(|token| !is_auxiliary(text.folded(*token)))
        .collect();
    if let [only] = words.as_slice()
        && matches!(text.folded(*only), "he" | "she" | "him" | "her")
    {
        return true;
    }
    let is_capital = |token: &&usize| text.is_capitalised(**token) && !reading.is_in_place(**token);
    let capitals = words.iter().filter(is_capital).count();
    let starts = words.first().is_some_and(|token| text.is_capitalised(*token));
    let is_pronoun = words.first().is_some_and(|token| {
        matches!(
            text.folded(*token),
            "they" | "we" | "it" | "i" | "you" | "who" | "which" | "there" | "those"
        )
    });
    capitals >= 1 && starts && !is_pronoun && words.len() <= capitals * 2
}

fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "was" | "were" | "been" | "is" | "are" | "be" | "had" | "has" | "have" | "being"
    )
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

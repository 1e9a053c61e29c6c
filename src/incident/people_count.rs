//! How many people a list names: "an American soldier, a British soldier and one US contractor" is 3.

use std::ops::Range;

use super::CountRange;
use super::reading::{PlaceMention, Reading};
use crate::gazetteer::Place;
use crate::lexicon::Side;
use crate::text::{CountPhrase, TokenKind, is_determiner, is_form_of_be, is_preposition, read_count};
use crate::toponym::ToponymRole;

/// A count with the tokens that say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CasualtyCount {
    pub(super) count: CountRange,
    pub(super) tokens: Range<usize>,
    /// "Five others": they come on top of those told before.
    pub(super) adds: bool,
}

impl From<&CountPhrase> for CountRange {
    fn from(phrase: &CountPhrase) -> CountRange {
        CountRange {
            min: phrase.min,
            max: phrase.max,
            open: phrase.open,
        }
    }
}

impl From<CountPhrase> for CasualtyCount {
    fn from(phrase: CountPhrase) -> CasualtyCount {
        CasualtyCount {
            count: CountRange::from(&phrase),
            tokens: phrase.tokens,
            adds: false,
        }
    }
}

/// One member of a list of people.
#[derive(Debug)]
struct Member {
    count: Option<CountRange>,
    tokens: Range<usize>,
    /// Whether the words tell a person or people at all.
    is_people: bool,
}

/// Adds up the members of a list; `None` where a member is several people without a number.
pub(super) fn sum(reading: &Reading<'_>, tokens: Range<usize>) -> Option<CasualtyCount> {
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

/// Splits a list at "and" and at commas.
///
/// A piece after a comma counts only when it begins like a new member and an "and" closes the list; an apposition ("most of them
/// women and children") is left out up to the next comma.
fn members(reading: &Reading<'_>, tokens: Range<usize>) -> Vec<Member> {
    let text = reading.text;
    let is_and = |token: usize| {
        let in_count = token >= 2 && text.folded(token - 2) == "between";
        matches!(text.folded(token), "and" | "or") && !in_count
    };
    let last_and = tokens.clone().rev().find(|token| is_and(*token));
    let mut members = Vec::new();
    let mut start = tokens.start;
    let (mut after_comma, mut in_apposition) = (false, false);
    for token in tokens.start..=tokens.end {
        let is_comma = token < tokens.end && text.word(token) == ",";
        if token < tokens.end && !is_comma && !is_and(token) {
            continue;
        }
        if start < token {
            let closes = last_and.is_some_and(|and| start < and) || text.folded(start + 1) == "with";
            in_apposition = if after_comma {
                !(closes && begins_member(reading, start))
            } else {
                in_apposition
            };
            if !in_apposition {
                members.push(read_member(reading, start..token));
            }
        }
        start = token + 1;
        // ", and" opens a member again.
        in_apposition &= !is_comma;
        // After "In February," the list only begins.
        after_comma = is_comma && members.last().is_some_and(|member| member.is_people);
    }
    members
}

fn begins_member(reading: &Reading<'_>, at: usize) -> bool {
    let word = reading.text.folded(at);
    let joins = matches!(word, "along" | "together") && reading.text.folded(at + 1) == "with";
    joins || matches!(word, "a" | "an" | "another") || (read_count(reading.text, at).is_some() && !is_age(reading, at))
}

/// ", 42," after a name is an age.
fn is_age(reading: &Reading<'_>, at: usize) -> bool {
    let text = reading.text;
    text.tokens()
        .get(at)
        .is_some_and(|token| token.kind == TokenKind::Number)
        && matches!(text.word(at + 1), "," | "")
        && at > 0
        && text.word(at - 1) == ","
}

/// Counts one member of a list: a number before people, one person, a name, or "no one".
fn read_member(reading: &Reading<'_>, tokens: Range<usize>) -> Member {
    let text = reading.text;
    let tells_time = tokens.clone().any(|token| reading.is_in_date(token));
    let is_joined = text.folded(tokens.start + 1) == "with";
    let opens_elsewhere =
        is_preposition(text.folded(tokens.start)) && !is_joined && read_count(text, tokens.start).is_none();
    if tells_time || opens_elsewhere {
        // "In February, three people": when or where, not who.
        return Member {
            count: None,
            tokens,
            is_people: false,
        };
    }
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
    if let Some((count, tokens)) = number_of_people(reading, &tokens, noun.map(|(at, _, _)| at)) {
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

pub(super) fn exactly(count: u32) -> CountRange {
    CountRange {
        min: count,
        max: count,
        open: false,
    }
}

/// The first noun for people: its token, side, and whether it is plural.
fn people_noun(reading: &Reading<'_>, tokens: &Range<usize>) -> Option<(usize, Side, bool)> {
    let listed = tokens.clone().find_map(|token| {
        let (_, noun) = reading.lexicon.people().first_at(reading.text, token)?;
        Some((token, noun.side, noun.is_plural))
    });
    listed.or_else(|| {
        let demonym = tokens.clone().find(|token| is_people_of_country(reading, *token))?;
        Some((demonym, Side::Civilian, true))
    })
}

/// "Syrians", "Israelis": the plural of a demonym.
fn is_people_of_country(reading: &Reading<'_>, token: usize) -> bool {
    let is_demonym = |place: &PlaceMention<'_>| {
        place.role == ToponymRole::Associative
            && place.tokens.len() == 1
            && place.candidates.first().is_some_and(Place::is_country)
    };
    let text = reading.text;
    text.folded(token).ends_with('s')
        && !text.is_all_capitals(token)
        && reading.places_in(token..token + 1).iter().any(is_demonym)
}

/// A number that counts people: before the noun for them, or alone.
fn number_of_people(
    reading: &Reading<'_>,
    tokens: &Range<usize>,
    noun: Option<usize>,
) -> Option<(CountRange, Range<usize>)> {
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
            let count = CountRange::from(&phrase);
            // The number and the noun that it counts, without what stands around them.
            let last_word = noun.map_or(end, |noun| noun + 1);
            return Some((count, phrase.tokens.start..last_word.max(end)));
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
    is_form_of_be(word) || matches!(word, "had" | "has" | "have")
}

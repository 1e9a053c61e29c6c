//! Candidates: the places that each name of the document may mean.

use std::collections::HashMap;
use std::ops::Range;

use super::name::{HeadFit, Name, Names, Origin, Sense};
use super::qualifier;
use crate::gazetteer::{Gazetteer, MatchTier, NameMatch};
use crate::lexicon::name_cues::{Head, NameCue, NameCues};
use crate::span::Span;
use crate::text::Text;
use crate::toponym::{Toponym, ToponymRole, is_list_gap};

/// Most places considered for one name; the gazetteer gives the important ones first.
const MOST_SENSES: usize = 40;

/// Groups the toponyms into names and looks each name up once.
pub(super) fn names<'g>(text: &Text<'_>, toponyms: &[Toponym], gazetteer: &'g Gazetteer, cues: &NameCues) -> Names<'g> {
    let tokens: Vec<Range<usize>> = toponyms.iter().map(|toponym| text.tokens_in(toponym.span)).collect();
    let heads = outer_heads(text, &tokens, cues);
    let keys: Vec<String> = tokens
        .iter()
        .zip(&heads)
        .map(|(range, head)| key_of(text, range, *head))
        .collect();
    let container_of = qualifier::containers(text, &tokens);
    let mut by_key: HashMap<(&str, Option<&str>), Option<usize>> = HashMap::new();
    let mut list: Vec<Name<'g>> = Vec::new();
    let mut of_toponym: Vec<Option<usize>> = vec![None; toponyms.len()];
    for qualified in [true, false] {
        for number in 0..toponyms.len() {
            let container = container_of[number]
                .and_then(|other| keys.get(other))
                .map(String::as_str);
            if container.is_some() != qualified {
                continue;
            }
            let name = *by_key.entry((&keys[number], container)).or_insert_with(|| {
                new_name(
                    senses_of(
                        text,
                        toponyms[number].span,
                        &tokens[number],
                        heads[number],
                        gazetteer,
                        cues,
                    ),
                    &mut list,
                )
            });
            if qualified {
                // The first qualified use gives its meaning to the bare uses.
                by_key.entry((&keys[number], None)).or_insert(name);
            }
            of_toponym[number] = name;
            if let Some(name) = name.and_then(|name| list.get_mut(name)) {
                name.count += 1;
                name.literal |= toponyms[number].role == ToponymRole::Literal;
            }
        }
    }
    let mut names = Names { list, of_toponym };
    qualifier::link(&mut names, &container_of);
    names
}

fn new_name<'g>(senses: Vec<Sense<'g>>, list: &mut Vec<Name<'g>>) -> Option<usize> {
    if senses.is_empty() {
        return None;
    }
    list.push(Name::new(senses, 0));
    Some(list.len() - 1)
}

/// What makes two mentions one name: the words, and the generic word beside them. Short capitals keep their case ("US" is not "us").
fn key_of(text: &Text<'_>, tokens: &Range<usize>, head: Option<&Head>) -> String {
    let mut key = String::new();
    for token in tokens.clone() {
        let short = text.is_all_capitals(token) && text.word(token).len() <= 4;
        key.push_str(if short { text.word(token) } else { text.folded(token) });
        key.push(' ');
    }
    if let Some(head) = head {
        key.push('|');
        key.push_str(&head.words.join(" "));
    }
    key
}

/// The generic word beside each mention: "the city of X", "X city", and for each name of a list "X, Y and Z counties".
fn outer_heads<'c>(text: &Text<'_>, tokens: &[Range<usize>], cues: &'c NameCues) -> Vec<Option<&'c Head>> {
    let mut heads: Vec<Option<&Head>> = tokens
        .iter()
        .map(|range| {
            cues.head_before(text, range.start)
                .or_else(|| cues.head_after(text, range.end))
        })
        .collect();
    for number in (1..tokens.len()).rev() {
        let plural = heads[number].filter(|head| head.is_plural());
        let gap = tokens[number - 1].end..tokens[number].start;
        if plural.is_some() && heads[number - 1].is_none() && is_list_gap(text, gap) {
            heads[number - 1] = plural;
        }
    }
    heads
}

/// The generic word inside the mention, with the tokens of the name proper.
fn inner_head<'c>(text: &Text<'_>, tokens: &Range<usize>, cues: &'c NameCues) -> Option<(&'c Head, Range<usize>)> {
    for at in tokens.start + 1..tokens.end {
        if let Some(head) = cues
            .head_after(text, at)
            .filter(|head| at + head.words.len() == tokens.end)
        {
            return Some((head, tokens.start..at));
        }
        if let Some(head) = cues
            .head_before(text, at)
            .filter(|head| at == tokens.start + head.words.len())
        {
            return Some((head, at..tokens.end));
        }
    }
    None
}

fn senses_of<'g>(
    text: &Text<'_>,
    span: Span,
    tokens: &Range<usize>,
    outer: Option<&Head>,
    gazetteer: &'g Gazetteer,
    cues: &NameCues,
) -> Vec<Sense<'g>> {
    let words = |range: &Range<usize>| text.span_of(range.clone()).map_or("", |span| span.of(text.as_str()));
    let mut senses = Vec::new();
    push_senses(&mut senses, gazetteer.lookup(span.of(text.as_str())), Origin::Whole);
    if let Some((head, core)) = inner_head(text, tokens, cues) {
        if !senses.iter().any(|sense: &Sense<'_>| head.suits(sense.place.code)) {
            if let Some(variant) = &head.variant {
                push_senses(
                    &mut senses,
                    gazetteer.lookup(&format!("{} {variant}", words(&core))),
                    Origin::Whole,
                );
            }
            let origin = if head.apart { Origin::CoreApart } else { Origin::Core };
            push_senses(&mut senses, gazetteer.lookup(words(&core)), origin);
        }
        mark_head(&mut senses, head);
        for sense in senses
            .iter_mut()
            .filter(|sense| sense.origin == Origin::Whole && sense.tier <= MatchTier::Article)
        {
            // "Red Sea" is a name by itself, whatever a sea should be.
            if sense.head == HeadFit::Misses {
                sense.head = HeadFit::None;
            }
        }
    } else if let Some(head) = outer {
        mark_head(&mut senses, head);
    }
    if senses.is_empty() {
        let bare = without_leading_words(text, tokens, cues);
        if bare != *tokens {
            push_senses(&mut senses, gazetteer.lookup(words(&bare)), Origin::Whole);
        }
    }
    senses.truncate(MOST_SENSES);
    senses
}

/// "northern Iraq", "the Bahamas", "pro-Iranian", "al-Raqqa": the name without what stands before it.
fn without_leading_words(text: &Text<'_>, tokens: &Range<usize>, cues: &NameCues) -> Range<usize> {
    let mut start = tokens.start;
    while start + 1 < tokens.end {
        let word = cues.of(text.folded(start));
        let leads = word.has_any(&[NameCue::Direction, NameCue::Article, NameCue::PlacePreposition]);
        if !leads && !matches!(text.folded(start), "the" | "" | "pro" | "anti" | "city" | "of") {
            break;
        }
        start += 1;
    }
    start..tokens.end
}

fn push_senses<'g>(senses: &mut Vec<Sense<'g>>, matches: Vec<NameMatch<'g>>, origin: Origin) {
    for found in matches {
        if senses.iter().any(|sense| sense.place.id == found.place.id) {
            continue;
        }
        senses.push(Sense::new(&found, origin));
    }
}

fn mark_head(senses: &mut [Sense<'_>], head: &Head) {
    for sense in senses {
        sense.head = if head.suits(sense.place.code) {
            HeadFit::Fits
        } else {
            HeadFit::Misses
        };
    }
}

//! Candidates: the places that each name of the document may mean.

use std::collections::HashMap;
use std::ops::Range;

use super::Candidate;
use super::reason::{Reason, Reasons};
use crate::gazetteer::{Gazetteer, MatchTier, NameKind, NameMatch, Place};
use crate::lexicon::name_cues::{Head, NameCue, NameCues};
use crate::span::Span;
use crate::text::Text;
use crate::toponym::{Toponym, ToponymRole, is_list_gap};

/// One place that a name may mean, with what speaks for it.
#[derive(Clone, Debug)]
pub(super) struct Sense<'g> {
    pub(super) place: Place<'g>,
    pub(super) kind: NameKind,
    pub(super) tier: MatchTier,
    /// Which words led to it.
    pub(super) origin: Origin,
    /// What the generic word beside the name says about this place.
    pub(super) head: HeadFit,
    pub(super) reasons: Reasons,
    /// Share of belief among the senses, 0 to 1.
    pub(super) belief: f64,
}

/// The words that a candidate was looked up by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The mention.
    Whole,
    /// The mention without its generic word: "Basra airport" is in or near Basra.
    Core,
    /// The same, where that is rarely so: "Red River" need not be near a town called Red.
    CoreApart,
}

/// Whether a place is of the sort that the generic word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadFit {
    /// No generic word.
    None,
    /// "Baghdad airport" is an airport.
    Fits,
    /// "Baghdad airport" is a city.
    Misses,
}

/// All mentions of one name that share a meaning.
#[derive(Clone, Debug)]
pub(super) struct Name<'g> {
    /// The most important first, at most [`MOST_SENSES`].
    pub(super) senses: Vec<Sense<'g>>,
    /// How often it stands in the text.
    pub(super) count: usize,
    /// Whether it names the place itself at least once, and not only what belongs to it ("US troops").
    pub(super) literal: bool,
    /// The names that follow as its container ("X, Texas") and stand before as its part, as numbers into the list.
    pub(super) containers: Vec<usize>,
    pub(super) parts: Vec<usize>,
}

impl<'g> Name<'g> {
    /// A name with its places, said `count` times.
    pub(super) fn new(senses: Vec<Sense<'g>>, count: usize) -> Name<'g> {
        Name {
            senses,
            count,
            literal: false,
            containers: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// The best candidates, best first, with their evidence.
    pub(super) fn candidates(&self, most: usize) -> Vec<Candidate> {
        let supported =
            |sense: &&Sense<'_>| sense.origin != Origin::CoreApart || APART_SUPPORT <= sense.reasons.by_document();
        let mut order: Vec<&Sense<'_>> = self.senses.iter().filter(supported).collect();
        order.sort_by(|left, right| {
            right
                .belief
                .total_cmp(&left.belief)
                .then(left.place.id.cmp(&right.place.id))
        });
        order
            .into_iter()
            .take(most)
            .map(|sense| Candidate {
                place: sense.place.id,
                score: sense.belief,
                evidence: sense.reasons.evidence().into(),
            })
            .collect()
    }

    /// Turns the sums of the reasons into shares of belief (softmax). A higher `temperature` than 1 makes them more alike.
    pub(super) fn update_beliefs(&mut self, temperature: f64) {
        let top = self
            .senses
            .iter()
            .map(|sense| sense.reasons.sum())
            .fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = self
            .senses
            .iter()
            .map(|sense| ((sense.reasons.sum() - top) / temperature).exp())
            .sum();
        for sense in &mut self.senses {
            sense.belief = ((sense.reasons.sum() - top) / temperature).exp() / total;
        }
    }

    pub(super) fn best(&self) -> Option<&Sense<'_>> {
        self.senses.iter().max_by(|left, right| {
            left.belief
                .total_cmp(&right.belief)
                .then(right.place.id.cmp(&left.place.id))
        })
    }
}

/// The names of a document.
#[derive(Debug)]
pub(super) struct Names<'g> {
    pub(super) list: Vec<Name<'g>>,
    /// The name of each toponym; `None` where the gazetteer has no candidate.
    pub(super) of_toponym: Vec<Option<usize>>,
}

/// What other places must say for a candidate of [`Origin::CoreApart`], in log odds: about "in the division the article is about".
const APART_SUPPORT: f64 = 3.0;
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
    let container_of = containers(text, &tokens);
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
    link(&mut names, &container_of);
    names
}

/// For each toponym, the toponym that follows as its possible container.
fn containers(text: &Text<'_>, tokens: &[Range<usize>]) -> Vec<Option<usize>> {
    (0..tokens.len())
        .map(|number| {
            let next = tokens.get(number + 1)?;
            let gap = tokens[number].end..next.start;
            let same_sentence = text.sentence_of(tokens[number].start) == text.sentence_of(next.start);
            let joined = gap.is_empty() || gap.len() == 1 && matches!(text.folded(gap.start), "," | "(" | "in");
            (joined && same_sentence).then_some(number + 1)
        })
        .collect()
}

/// Notes on each name which names stand with it as container or part.
fn link(names: &mut Names<'_>, container_of: &[Option<usize>]) {
    for (number, container) in container_of.iter().enumerate() {
        let part = names.of_toponym[number];
        let container = container.and_then(|container| names.of_toponym.get(container).copied().flatten());
        let (Some(part), Some(container)) = (part, container) else {
            continue;
        };
        if part == container {
            continue;
        }
        push_once(&mut names.list[part].containers, container);
        push_once(&mut names.list[container].parts, part);
    }
}

fn push_once(list: &mut Vec<usize>, number: usize) {
    if !list.contains(&number) {
        list.push(number);
    }
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
        senses.push(sense_of(&found, origin));
    }
}

/// A candidate of which only the match is known.
pub(super) fn sense_of<'g>(found: &NameMatch<'g>, origin: Origin) -> Sense<'g> {
    Sense {
        place: found.place,
        kind: found.kind,
        tier: found.tier,
        origin,
        head: HeadFit::None,
        reasons: Reasons::default(),
        belief: 0.0,
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

/// Sets one reason of one sense.
pub(super) fn set(sense: &mut Sense<'_>, reason: Reason, weight: f64) {
    sense.reasons.set(reason, weight);
}

//! Candidates: the places that each name of the document may mean.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::Candidate;
use super::measure::{Measures, Stage, Weights};
use crate::gazetteer::{FeatureClass, Gazetteer, MatchTier, NameKind, NameMatch, Place};
use crate::geography::UnitVector;
use crate::lexicon::name_cues::{Head, HeadSide, NameCue, NameCues};
use crate::text::{Text, WordHashing, fold};
use crate::toponym::{Toponym, ToponymRole, is_list_gap};

/// One place that a name may mean, with what speaks for it.
#[derive(Clone, Debug)]
pub(super) struct Sense<'g> {
    pub(super) place: Place<'g>,
    /// Where the place lies, for distances to others.
    pub(super) vector: UnitVector,
    pub(super) kind: NameKind,
    pub(super) tier: MatchTier,
    /// Which words led to it.
    pub(super) origin: Origin,
    /// What the generic word beside the name says about this place.
    pub(super) head: HeadFit,
    pub(super) measures: Measures,
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
    /// The mention, by a later tier than others of its places, or by another spelling.
    Later,
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
    /// Those of the containers that words say it lies in: "X, in the district of Y", where "X, Y" may be a list.
    pub(super) enclosers: Vec<usize>,
    /// The names that stand just before or after it in the same sentence.
    pub(super) beside: Vec<usize>,
    /// The text names a region that it lies in, and none of its senses does: it is a place that the gazetteer lacks.
    pub(super) is_elsewhere: bool,
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
            enclosers: Vec::new(),
            beside: Vec::new(),
            is_elsewhere: false,
        }
    }

    /// The best candidates, best first, with their evidence where it is wanted.
    pub(super) fn candidates(&self, most: usize, weights: &Weights, with_reasons: bool) -> Vec<Candidate> {
        if self.is_elsewhere {
            return Vec::new();
        }
        let supported = |sense: &&Sense<'_>| {
            let needs_support = matches!(sense.origin, Origin::CoreApart | Origin::Later);
            !needs_support || APART_SUPPORT <= weights.by_document(&sense.measures)
        };
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
                evidence: if with_reasons {
                    weights.evidence(&sense.measures).into()
                } else {
                    Arc::default()
                },
            })
            .collect()
    }

    /// Turns the scores into shares of belief (softmax). A higher `temperature` than 1 makes them more alike.
    pub(super) fn update_beliefs(&mut self, weights: &Weights, stage: Stage, temperature: f64) {
        let mut top = f64::NEG_INFINITY;
        for sense in &mut self.senses {
            sense.belief = weights.score(stage, &sense.measures);
            top = top.max(sense.belief);
        }
        let mut total = 0.0;
        for sense in &mut self.senses {
            sense.belief = ((sense.belief - top) / temperature).exp();
            total += sense.belief;
        }
        for sense in &mut self.senses {
            sense.belief /= total;
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
    /// Of each toponym the one that stands beside it as its possible container.
    pub(super) container_of: Vec<Option<usize>>,
}

/// What other places must say for a candidate of [`Origin::CoreApart`] or [`Origin::Later`], in log odds: about "in the division the article is about".
const APART_SUPPORT: f64 = 3.0;
/// Shorter names are not looked for in other spellings: too many names are like them.
const SHORTEST_RESPELT: usize = 6;
/// Most places considered for one name; the gazetteer gives the important ones first.
const MOST_SENSES: usize = 40;

/// Groups the toponyms into names and looks each name up once.
pub(super) fn names<'g>(text: &Text<'_>, toponyms: &[Toponym], gazetteer: &'g Gazetteer, cues: &NameCues) -> Names<'g> {
    let tokens: Vec<Range<usize>> = toponyms.iter().map(|toponym| text.tokens_in(toponym.span)).collect();
    let heads = outer_heads(text, &tokens, cues);
    let keys: Vec<String> = tokens
        .iter()
        .zip(&heads)
        .zip(toponyms)
        .map(|((range, head), toponym)| match &toponym.full_name {
            Some(name) => fold(name).split_whitespace().flat_map(|word| [word, " "]).collect(),
            None => key_of(text, range, *head),
        })
        .collect();
    let container_of = containers(text, &tokens, cues);
    let mut by_key: HashMap<(&str, Option<&str>), Option<usize>, WordHashing> = HashMap::default();
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
                let found = match &toponyms[number].full_name {
                    Some(name) => senses_of_name(name, gazetteer),
                    None => senses_of(text, &tokens[number], heads[number], gazetteer, cues),
                };
                new_name(found, &mut list)
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
    let mut names = Names {
        list,
        of_toponym,
        container_of,
    };
    link(&mut names, text, &tokens);
    link_beside(&mut names, text, &tokens);
    names
}

/// For each toponym, the toponym that stands beside it as its possible container: "X, Texas", "X village in the northern district of Y",
/// "Liberia's X".
fn containers(text: &Text<'_>, tokens: &[Range<usize>], cues: &NameCues) -> Vec<Option<usize>> {
    let gap = |left: usize| tokens[left].end..tokens[left + 1].start;
    let same_sentence = |left: usize| text.sentence_of(tokens[left].start) == text.sentence_of(tokens[left + 1].start);
    (0..tokens.len())
        .map(|number| {
            let follows = number + 1 < tokens.len() && same_sentence(number) && {
                let gap = gap(number);
                let bare = gap.is_empty() || gap.len() == 1 && matches!(text.folded(gap.start), "," | "(" | "in");
                bare || leads_to_container(text, gap, cues)
            };
            if follows {
                return Some(number + 1);
            }
            let before = number.checked_sub(1).filter(|before| same_sentence(*before))?;
            let gap = gap(before);
            (gap.len() == 1 && text.folded(gap.start) == "'s").then_some(before)
        })
        .collect()
}

/// Whether the words between two names say that the first lies in the second: "village, in the northern district of", "in the",
/// ", a town in".
fn leads_to_container(text: &Text<'_>, gap: Range<usize>, cues: &NameCues) -> bool {
    const LONGEST: usize = 9;
    if LONGEST < gap.len() {
        return false;
    }
    let (mut at, mut inside) = (gap.start, false);
    while at < gap.end {
        if let Some(head) = cues.head_after(text, at) {
            at += head.words.len();
            continue;
        }
        let word = text.folded(at);
        let inner = is_inner(text, at);
        let passes = inner
            || matches!(word, "," | "(" | "the" | "a" | "an" | "-" | "'s")
            || inside && word == "of"
            || cues
                .of_token(text, at)
                .has_any(&[NameCue::Direction, NameCue::SettlementNoun]);
        if !passes {
            return false;
        }
        inside |= inner;
        at += 1;
    }
    inside
}

/// Whether the word says that what stands before it lies in what follows.
fn is_inner(text: &Text<'_>, at: usize) -> bool {
    matches!(text.folded(at), "in" | "within" | "inside")
}

/// Notes on each name which names stand with it as container or part.
fn link(names: &mut Names<'_>, text: &Text<'_>, tokens: &[Range<usize>]) {
    for number in 0..names.container_of.len() {
        let part = names.of_toponym[number];
        let container =
            names.container_of[number].and_then(|container| names.of_toponym.get(container).copied().flatten());
        let (Some(part), Some(container)) = (part, container) else {
            continue;
        };
        if part == container {
            continue;
        }
        push_once(&mut names.list[part].containers, container);
        let gap = tokens[number].end..tokens.get(number + 1).map_or(0, |next| next.start);
        if names.container_of[number] == Some(number + 1) && gap.clone().any(|at| is_inner(text, at)) {
            push_once(&mut names.list[part].enclosers, container);
        }
        push_once(&mut names.list[container].parts, part);
    }
}

/// Notes on each name which names stand next to it.
fn link_beside(names: &mut Names<'_>, text: &Text<'_>, tokens: &[Range<usize>]) {
    for number in 1..tokens.len() {
        let (left, right) = (names.of_toponym[number - 1], names.of_toponym[number]);
        let same_sentence = text.sentence_of(tokens[number - 1].start) == text.sentence_of(tokens[number].start);
        if let (Some(left), Some(right)) = (left, right)
            && same_sentence
            && left != right
        {
            push_once(&mut names.list[left].beside, right);
            push_once(&mut names.list[right].beside, left);
        }
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

/// The generic word beside each mention: "the city of X", "X city", and for each name of a list "X, Y and Z counties", "the provinces of X
/// and Y".
fn outer_heads<'c>(text: &Text<'_>, tokens: &[Range<usize>], cues: &'c NameCues) -> Vec<Option<&'c Head>> {
    let mut heads: Vec<Option<&Head>> = tokens
        .iter()
        .map(|range| {
            cues.head_before(text, range.start)
                .or_else(|| cues.head_after(text, range.end))
        })
        .collect();
    let plural_on = |head: Option<&'c Head>, side: HeadSide| head.filter(|head| head.is_plural() && head.side == side);
    for number in 1..tokens.len() {
        let plural = plural_on(heads[number - 1], HeadSide::Before);
        let gap = tokens[number - 1].end..tokens[number].start;
        if plural.is_some() && heads[number].is_none() && is_list_gap(text, gap) {
            heads[number] = plural;
        }
    }
    for number in (1..tokens.len()).rev() {
        let plural = plural_on(heads[number], HeadSide::After);
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

/// The places of a name that the text does not write out here.
fn senses_of_name<'g>(name: &str, gazetteer: &'g Gazetteer) -> Vec<Sense<'g>> {
    let mut senses = Vec::new();
    push_senses(&mut senses, name, |name| gazetteer.lookup(name), Origin::Whole);
    senses.truncate(MOST_SENSES);
    senses
}

fn senses_of<'g>(
    text: &Text<'_>,
    tokens: &Range<usize>,
    outer: Option<&Head>,
    gazetteer: &'g Gazetteer,
    cues: &NameCues,
) -> Vec<Sense<'g>> {
    let words = |range: &Range<usize>| text.span_of(range.clone()).map_or("", |span| span.of(text.as_str()));
    let lookup = |name: &str| gazetteer.lookup(name);
    let name = words(tokens);
    let mut senses = Vec::new();
    push_senses(&mut senses, name, lookup, Origin::Whole);
    if let Some(head) = outer.filter(|head| head.is_plural()) {
        push_headed(&mut senses, name, head, gazetteer);
    }
    let has_own = (1..MOST_SENSES).contains(&senses.len());
    if has_own && senses.iter().all(|sense| sense.tier < MatchTier::Article) {
        push_later_tiers(&mut senses, name, gazetteer);
    }
    if let Some((head, core)) = inner_head(text, tokens, cues) {
        if !senses.iter().any(|sense: &Sense<'_>| head.suits(sense.place.code)) {
            if let Some(variant) = &head.variant {
                push_senses(
                    &mut senses,
                    &format!("{} {variant}", words(&core)),
                    lookup,
                    Origin::Whole,
                );
            }
            let origin = if head.apart { Origin::CoreApart } else { Origin::Core };
            push_senses(&mut senses, words(&core), lookup, origin);
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
            push_senses(&mut senses, words(&bare), lookup, Origin::Whole);
        }
        let long = words(&bare).chars().count() >= SHORTEST_RESPELT;
        if senses.is_empty() && long {
            let respelt = |name: &str| gazetteer.lookup_transliterated(name);
            push_senses(&mut senses, words(&bare), respelt, Origin::Later);
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

/// Adds what `find` gives for the name, but for places that are there already.
fn push_senses<'g>(senses: &mut Vec<Sense<'g>>, name: &str, find: impl Fn(&str) -> Vec<NameMatch<'g>>, origin: Origin) {
    let before = senses.len();
    let mut folded: Option<String> = None;
    for found in find(name) {
        // What is found is listed once.
        if senses[..before].iter().any(|sense| sense.place.id == found.place.id) {
            continue;
        }
        let mut sense = sense_of(&found, origin);
        if found.kind == NameKind::Foreign && found.is_respelling(folded.get_or_insert_with(|| fold(name))) {
            sense.kind = NameKind::Alternate;
        }
        senses.push(sense);
    }
}

/// Places of later tiers, "Lamar County" for "Lamar", beside those that have the name itself: only where none of the latter is a
/// settlement of the same division, for then that is meant.
fn push_later_tiers<'g>(senses: &mut Vec<Sense<'g>>, name: &str, gazetteer: &'g Gazetteer) {
    let first: Vec<Place<'g>> = senses.iter().map(|sense| sense.place).collect();
    let is_shadowed = |place: &Place<'_>| {
        let mut towns = first.iter().filter(|first| first.class == FeatureClass::Settlement);
        towns.any(|town| town.country == place.country && town.admin1 == place.admin1)
    };
    let later = |name: &str| {
        let mut matches = gazetteer.lookup_later(name);
        matches.retain(|found| !is_shadowed(&found.place));
        matches
    };
    push_senses(senses, name, later, Origin::Later);
}

/// "Jackson" of "Clay and Jackson counties": the places that bear the name with the generic word that stands elsewhere.
fn push_headed<'g>(senses: &mut Vec<Sense<'g>>, name: &str, head: &Head, gazetteer: &'g Gazetteer) {
    let headed = |name: &str| {
        let mut matches = gazetteer.lookup_all(name);
        matches.retain(|found| head.suits(found.place.code));
        matches
    };
    push_senses(senses, name, headed, Origin::Whole);
}

/// A candidate of which only the match is known.
pub(super) fn sense_of<'g>(found: &NameMatch<'g>, origin: Origin) -> Sense<'g> {
    Sense {
        place: found.place,
        vector: UnitVector::of(found.place.point),
        kind: found.kind,
        tier: found.tier,
        origin,
        head: HeadFit::None,
        measures: Measures::NONE,
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

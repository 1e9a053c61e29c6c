//! The place names of an article by token number, and where the article is at home: its dateline, and the country of most names.
//!
//! News introduces a small town abroad with its country. A name that only a small foreign place bears, in an article that names that
//! country nowhere else, is therefore more likely a place that the gazetteer lacks.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::gazetteer::{FeatureClass, Gazetteer, Place};
use crate::lexicon::{Cue, Lexicon};
use crate::resolve::ResolvedToponym;
use crate::span::Span;
use crate::text::{SentenceKind, Text};
use crate::time::Timex;
use crate::toponym::ToponymRole;

/// A resolved place name by token number.
#[derive(Clone, Debug)]
pub(super) struct PlaceMention<'a> {
    pub(super) tokens: Range<usize>,
    pub(super) span: Span,
    pub(super) role: ToponymRole,
    /// Candidates, best first; never empty.
    pub(super) candidates: Vec<Place<'a>>,
}

/// The resolved names, in text order, without those that are part of a day ("16 Nov 89").
pub(super) fn place_mentions<'a>(
    text: &Text<'_>,
    gazetteer: &'a Gazetteer,
    lexicon: &Lexicon,
    toponyms: &[ResolvedToponym],
    timexes: &[Timex],
) -> Vec<PlaceMention<'a>> {
    let is_in_day = |span: Span| {
        let before = timexes.partition_point(|timex| timex.span.start() <= span.start());
        let timex = before.checked_sub(1).and_then(|at| timexes.get(at));
        timex.is_some_and(|timex| span.end() <= timex.span.end())
    };
    let mut mentions: Vec<PlaceMention<'a>> = toponyms
        .iter()
        .filter(|resolved| !is_in_day(resolved.toponym.span))
        .filter(|resolved| !is_in_group(text, lexicon, resolved.toponym.span))
        .filter_map(|resolved| {
            let candidates: Vec<Place<'a>> = resolved
                .candidates
                .iter()
                .filter_map(|candidate| gazetteer.place(candidate.place))
                .collect();
            (!candidates.is_empty()).then(|| PlaceMention {
                tokens: text.tokens_in(resolved.toponym.span),
                span: resolved.toponym.span,
                role: resolved.toponym.role,
                candidates,
            })
        })
        .collect();
    bring_home(text, gazetteer, &mut mentions);
    name_capitals(text, gazetteer, lexicon, &mut mentions);
    name_coasts(text, lexicon, &mut mentions);
    mentions
}

/// "Boko | Haram": a word inside a longer name of a group, not at its beginning.
fn is_in_group(text: &Text<'_>, lexicon: &Lexicon, span: Span) -> bool {
    const LONGEST: usize = 3;
    let tokens = text.tokens_in(span);
    (tokens.start.saturating_sub(LONGEST)..tokens.start)
        .filter_map(|at| lexicon.actors().match_at(text, at))
        .any(|(end, _)| tokens.end <= end)
}

/// "The Sudanese capital", "this capital": the name of a country's people before the word, else the home country, tells which.
fn name_capitals<'a>(
    text: &Text<'_>,
    gazetteer: &'a Gazetteer,
    lexicon: &Lexicon,
    mentions: &mut Vec<PlaceMention<'a>>,
) {
    let home = home_country(mentions).map(str::to_owned);
    let capital_of = |country: &str| {
        let name = lexicon.capital(country)?;
        let found = gazetteer.lookup(name).into_iter().map(|found| found.place);
        found
            .into_iter()
            .find(|place| place.country == country && place.class == FeatureClass::Settlement)
    };
    let mut named = Vec::new();
    let is_word = |token: usize| matches!(text.folded(token), "capital" | "capitals") && !text.is_capitalised(token);
    for token in (0..text.tokens().len()).filter(|token| is_word(*token)) {
        let follows = |mention: &PlaceMention<'_>| (token + 1..token + 3).contains(&mention.tokens.start);
        let is_told = mentions.iter().any(follows) || matches!(text.folded(token + 1), "of" | "letters" | "punishment");
        let people = mentions.iter().find(|mention| mention.tokens.end == token);
        let country = match people {
            Some(people) => people
                .candidates
                .first()
                .filter(|place| place.is_country())
                .map(|place| place.country),
            None if matches!(text.folded(token.wrapping_sub(1)), "the" | "this") => home.as_deref(),
            None => None,
        };
        let Some(place) = country.filter(|_| !is_told).and_then(capital_of) else {
            continue;
        };
        let tokens = people.map_or(token, |people| people.tokens.start)..token + 1;
        if let Some(span) = text.span_of(tokens.clone()) {
            named.push(PlaceMention {
                tokens,
                span,
                role: ToponymRole::Literal,
                candidates: vec![place],
            });
        }
    }
    if named.is_empty() {
        return;
    }
    mentions.retain(|mention| !named.iter().any(|capital| capital.tokens.start == mention.tokens.start));
    mentions.append(&mut named);
    mentions.sort_by_key(|mention| mention.tokens.start);
}

/// "Ecuador's Pacific coast", "the Black Sea coast of Turkey", "the Turkish Aegean coast": the water only says which coast, and the
/// place is the land that it belongs to.
fn name_coasts(text: &Text<'_>, lexicon: &Lexicon, mentions: &mut Vec<PlaceMention<'_>>) {
    let is_site = |token: usize| {
        let cues = lexicon.cues().match_at(text, token);
        cues.is_some_and(|(end, cues)| end == token + 1 && cues.contains(&Cue::SiteNoun))
    };
    let mut at = 0;
    while at < mentions.len() {
        let water = mentions[at].tokens.clone();
        let is_water = mentions[at]
            .candidates
            .first()
            .is_some_and(|place| place.class == FeatureClass::Water);
        if !(is_water && is_site(water.end) && !text.is_capitalised(water.end)) {
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).filter(|before| {
            let gap = mentions[*before].tokens.end..water.start;
            gap.is_empty() || gap.len() == 1 && matches!(text.folded(gap.start), "'s" | "'")
        });
        let after = (at + 1 < mentions.len()
            && text.folded(water.end + 1) == "of"
            && (water.end + 2..water.end + 4).contains(&mentions[at + 1].tokens.start))
        .then_some(at + 1);
        let Some(land) = before.or(after) else {
            at += 1;
            continue;
        };
        let tokens = mentions[land].tokens.start.min(water.start)..mentions[land].tokens.end.max(water.end + 1);
        if let Some(span) = text.span_of(tokens.clone()) {
            let named = &mut mentions[land];
            named.tokens = tokens;
            named.span = span;
            named.role = ToponymRole::Literal;
        }
        mentions.remove(at);
    }
}

/// The country that most of the names lie in, where there are enough of them.
fn home_country<'a>(mentions: &[PlaceMention<'a>]) -> Option<&'a str> {
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for mention in mentions {
        let country = mention.candidates.first().map_or("", |place| place.country);
        if !country.is_empty() {
            *named.entry(country).or_default() += 1;
        }
    }
    let total: usize = named.values().sum();
    let most = named.into_iter().max_by_key(|(_, number)| *number);
    most.filter(|(_, number)| FEWEST_MENTIONS <= *number && total < 2 * number)
        .map(|(country, _)| country)
}

/// The tokens of "SAN SALVADOR, 16 Nov 89 (Radio) --" at the start of the first paragraph; empty where no such line stands there.
pub(super) fn dateline(text: &Text<'_>) -> Range<usize> {
    const LONGEST: usize = 36;
    let body = text
        .sentences()
        .iter()
        .find(|sentence| sentence.kind != SentenceKind::Heading);
    let Some(first) = body.map(|sentence| sentence.tokens.start) else {
        return 0..0;
    };
    let end = text.tokens().len().min(first + LONGEST);
    let is_dash = |token: &usize| {
        let double = text.word(*token) == "-" && text.word(*token + 1) == "-" && !text.space_after(*token);
        double || matches!(text.word(*token), "--" | "—" | "–")
    };
    let dash = (first..end).find(is_dash);
    // A dash inside a sentence also follows a verb; a dateline has but names, a day and a source in brackets.
    let is_line = |dash: &usize| {
        let mut in_brackets = false;
        text.is_capitalised(first)
            && (first..*dash).all(|token| {
                match text.word(token) {
                    "(" | "[" => in_brackets = true,
                    ")" | "]" => in_brackets = false,
                    _ => {}
                }
                in_brackets || !text.word(token).starts_with(char::is_lowercase) || text.word(token) == "de"
            })
    };
    dash.filter(is_line).map_or(0..0, |dash| first..dash)
}

/// Names that lie in a country before the article counts as being at home there.
const FEWEST_MENTIONS: usize = 3;
/// A town with so many people is known without its country.
const WELL_KNOWN: u32 = 300_000;

/// Moves small places abroad, whose country the article names nowhere else, to the home country: to its place of that name, or to the
/// country as a whole.
fn bring_home<'a>(text: &Text<'_>, gazetteer: &'a Gazetteer, mentions: &mut [PlaceMention<'a>]) {
    let surface = |mention: &PlaceMention<'_>| text.folded(mention.tokens.start).to_owned();
    // For each country the first name in it, and whether there is no other.
    let mut named: BTreeMap<&str, (String, bool)> = BTreeMap::new();
    for mention in mentions.iter() {
        let country = mention.candidates.first().map_or("", |place| place.country);
        if !country.is_empty() {
            let (name, is_only) = named.entry(country).or_insert_with(|| (surface(mention), true));
            *is_only &= *name == text.folded(mention.tokens.start);
        }
    }
    let Some(home) = home_country(mentions) else {
        return;
    };
    for mention in mentions.iter_mut() {
        let Some(best) = mention.candidates.first().copied() else {
            continue;
        };
        let name = surface(mention);
        let is_alone = named
            .get(best.country)
            .is_some_and(|(known, is_only)| *is_only && *known == name);
        if best.country == home || !is_alone || !is_small(&best) {
            continue;
        }
        let at_home = mention.candidates.iter().position(|place| place.country == home);
        match (at_home, gazetteer.country(home)) {
            (Some(at), _) => mention.candidates[..=at].rotate_right(1),
            (None, Some(country)) => mention.candidates = vec![country],
            (None, None) => {}
        }
    }
}

fn is_small(place: &Place<'_>) -> bool {
    let is_spot = matches!(
        place.class,
        FeatureClass::Settlement | FeatureClass::Site | FeatureClass::Terrain | FeatureClass::Water
    ) || place.class == FeatureClass::Administrative && !place.is_country() && !place.is_admin1();
    is_spot && place.population < WELL_KNOWN
}

//! Everything known about one article before incidents are looked for, by token number.

use std::ops::Range;

pub(super) use super::place_mention::PlaceMention;
use super::place_mention::{dateline, place_mentions};
use super::platform::find_platforms;
use crate::document::Document;
use crate::gazetteer::{Gazetteer, Place};
use crate::lexicon::{Cue, Lexicon, Weapon};
use crate::resolve::{PlacedNames, ResolvedToponym, Spot, Told};
use crate::span::Span;
use crate::text::Text;
use crate::time::{Meaning, Timex};

/// One article as the stages before left it.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// The article.
    pub document: &'a Document,
    /// Its sentences and tokens.
    pub text: &'a Text<'a>,
    /// Its place names, in text order.
    pub toponyms: &'a [ResolvedToponym],
    /// Its time expressions, in text order.
    pub timexes: &'a [Timex],
}

/// A time expression by token number.
#[derive(Clone, Debug)]
pub(super) struct DateMention {
    pub(super) tokens: Range<usize>,
    pub(super) span: Span,
    pub(super) meaning: Meaning,
}

/// A cue phrase in the text.
#[derive(Clone, Debug)]
pub(super) struct CueHit {
    pub(super) tokens: Range<usize>,
    pub(super) cue: Cue,
}

/// One article with its places, dates and cues.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub(super) document: &'a Document,
    pub(super) text: &'a Text<'a>,
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) lexicon: &'a Lexicon,
    /// Whether the text hardly has small letters, so that capitals tell no names.
    pub(super) is_in_capitals: bool,
    /// The article as a whole tells of matches or markets.
    pub(super) is_on_games: bool,
    /// The tokens before the dash of "LIMA, 3 May (Radio) --"; empty where the article opens otherwise.
    pub(super) dateline: Range<usize>,
    places: Vec<PlaceMention<'a>>,
    /// The same names with their likeliest places.
    placed: PlacedNames<'a>,
    dates: Vec<DateMention>,
    cues: Vec<CueHit>,
    platforms: Vec<(Range<usize>, &'a Weapon)>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(findings: Findings<'a>, gazetteer: &'a Gazetteer, lexicon: &'a Lexicon) -> Reading<'a> {
        let Findings {
            document,
            text,
            toponyms,
            timexes,
        } = findings;
        let dates: Vec<DateMention> = timexes
            .iter()
            .map(|timex| DateMention {
                tokens: text.tokens_in(timex.span),
                span: timex.span,
                meaning: timex.meaning,
            })
            .collect();
        let cues = find_cues(text, lexicon, &dates);
        let is_in_capitals = is_in_capitals(text);
        let platforms = if is_in_capitals {
            Vec::new()
        } else {
            find_platforms(text, lexicon)
        };
        let places = place_mentions(text, gazetteer, lexicon, toponyms, timexes);
        let placed = placed_names(&places);
        Reading {
            document,
            text,
            gazetteer,
            lexicon,
            is_in_capitals,
            is_on_games: is_on_games(text, &cues),
            places,
            placed,
            dateline: dateline(text),
            dates,
            cues,
            platforms,
        }
    }

    /// The aircraft or munition whose name begins at the token, with the token after it.
    pub(super) fn platform_at(&self, token: usize) -> Option<(usize, &'a Weapon)> {
        let at = self
            .platforms
            .binary_search_by_key(&token, |(tokens, _)| tokens.start)
            .ok()?;
        self.platforms.get(at).map(|(tokens, weapon)| (tokens.end, *weapon))
    }

    /// Place names that begin in `tokens`, in text order.
    pub(super) fn places_in(&self, tokens: Range<usize>) -> &[PlaceMention<'a>] {
        let from = self.places.partition_point(|place| place.tokens.start < tokens.start);
        let to = self.places.partition_point(|place| place.tokens.start < tokens.end);
        self.places.get(from..to).unwrap_or_default()
    }

    /// What the words around a name make of its place.
    pub(super) fn told(&self, mention: &PlaceMention<'a>) -> Option<Told> {
        self.placed
            .told(self.text, self.lexicon.name_cues(), mention.tokens.start)
    }

    /// Where that leads, if the name means `place`.
    pub(super) fn spot(&self, mention: &PlaceMention<'a>, place: &Place<'a>) -> Option<Spot> {
        let told = self.told(mention)?;
        self.placed
            .spot(self.text, self.gazetteer, &told, mention.tokens.start, place)
    }

    /// Time expressions that begin in `tokens`, in text order.
    pub(super) fn dates_in(&self, tokens: Range<usize>) -> &[DateMention] {
        let from = self.dates.partition_point(|date| date.tokens.start < tokens.start);
        let to = self.dates.partition_point(|date| date.tokens.start < tokens.end);
        self.dates.get(from..to).unwrap_or_default()
    }

    /// Cues that begin in `tokens`, in text order; one phrase may stand there with several cues.
    pub(super) fn cues_in(&self, tokens: Range<usize>) -> &[CueHit] {
        let from = self.cues.partition_point(|cue| cue.tokens.start < tokens.start);
        let to = self.cues.partition_point(|cue| cue.tokens.start < tokens.end);
        self.cues.get(from..to).unwrap_or_default()
    }

    /// Whether a cue of this sort begins in `tokens`.
    pub(super) fn has_cue(&self, tokens: Range<usize>, cue: Cue) -> bool {
        self.cues_in(tokens).iter().any(|hit| hit.cue == cue)
    }

    /// Whether a cue of this sort covers exactly one phrase that begins at `token`.
    pub(super) fn is_cue(&self, token: usize, cue: Cue) -> bool {
        self.has_cue(token..token + 1, cue)
    }

    /// Whether the token belongs to a place name.
    pub(super) fn is_in_place(&self, token: usize) -> bool {
        let after = self.places.partition_point(|place| place.tokens.start <= token);
        after
            .checked_sub(1)
            .and_then(|at| self.places.get(at))
            .is_some_and(|place| place.tokens.contains(&token))
    }

    /// Whether the token belongs to a time expression.
    pub(super) fn is_in_date(&self, token: usize) -> bool {
        let after = self.dates.partition_point(|date| date.tokens.start <= token);
        after
            .checked_sub(1)
            .and_then(|at| self.dates.get(at))
            .is_some_and(|date| date.tokens.contains(&token))
    }
}

fn placed_names<'a>(places: &[PlaceMention<'a>]) -> PlacedNames<'a> {
    let likeliest = |mention: &PlaceMention<'a>| (mention.tokens.clone(), mention.candidates.first().copied());
    PlacedNames::new(places.iter().map(likeliest))
}

fn is_in_capitals(text: &Text<'_>) -> bool {
    const SAMPLE: usize = 400;
    let letters = || {
        text.as_str()
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .take(SAMPLE)
    };
    let small = letters().filter(|letter| letter.is_lowercase()).count();
    small * 4 < letters().count()
}

/// Whether words of games or markets stand in many places of the article, several different ones.
fn is_on_games(text: &Text<'_>, cues: &[CueHit]) -> bool {
    const DIFFERENT: usize = 2;
    const DIFFERENT_WEAK: usize = 5;
    const TOKENS_FOR_ONE: usize = 50;
    const TOKENS_FOR_ONE_WEAK: usize = 25;
    let words_of = |wanted: &[Cue]| -> Vec<&str> {
        let hits = cues.iter().filter(|hit| wanted.contains(&hit.cue));
        hits.map(|hit| text.folded(hit.tokens.start)).collect()
    };
    let are_many = |words: &[&str], different: usize, tokens_for_one: usize| {
        let set: std::collections::BTreeSet<&&str> = words.iter().collect();
        set.len() >= different && words.len() * tokens_for_one >= text.tokens().len()
    };
    are_many(&words_of(&[Cue::Game]), DIFFERENT, TOKENS_FOR_ONE)
        || are_many(&words_of(&[Cue::Game, Cue::Sport]), DIFFERENT_WEAK, TOKENS_FOR_ONE_WEAK)
}

/// All cue phrases outside time expressions ("may" the verb, not May the month).
fn find_cues(text: &Text<'_>, lexicon: &Lexicon, dates: &[DateMention]) -> Vec<CueHit> {
    let mut cues = Vec::new();
    let mut dates = dates.iter().peekable();
    let mut at = 0;
    while at < text.tokens().len() {
        while dates.next_if(|date| date.tokens.end <= at).is_some() {}
        if dates.peek().is_some_and(|date| date.tokens.contains(&at)) {
            at += 1;
            continue;
        }
        if let Some((end, values)) = lexicon.cues().match_at(text, at) {
            cues.extend(values.iter().map(|cue| CueHit {
                tokens: at..end,
                cue: *cue,
            }));
        }
        at += 1;
    }
    cues
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Runs `test` on one sentence without places, with its dates read as of 12 March 2020.
    pub(in crate::incident) fn with_reading(sentence: &str, test: impl FnOnce(&Reading<'_>)) {
        let date = jiff::civil::date(2020, 3, 12);
        let document = Document {
            text: sentence.to_owned(),
            date: Some(date),
            ..Document::default()
        };
        let text = Text::read(&document);
        let gazetteer = crate::gazetteer::GazetteerBuilder::new()
            .build()
            .expect("no place is a gazetteer");
        let lexicon = Lexicon::load().expect("the lists are part of the source");
        let timexes = crate::time::find_timexes(&text, Some(date));
        let findings = Findings {
            document: &document,
            text: &text,
            toponyms: &[],
            timexes: &timexes,
        };
        test(&Reading::new(findings, &gazetteer, &lexicon));
    }
}

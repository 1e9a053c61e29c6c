//! Carrying: the day and the place of an event that tells none, from what the article told before.

use std::ops::Range;

use jiff::ToSpan;
use jiff::civil::Date;

use super::LocationPrecision;
use super::event_place::locate;
use super::location::{lies_in, location_of};
use super::mention::{Mention, is_list_item};
use super::merge::{Draft, DraftPlace};
use super::place_cue::{belongs_to_other, follows_comma, is_dateline, is_modifier};
use super::reading::{PlaceMention, Reading};
use super::when::{DateSource, EventDate, follows_speech, is_in_dateline};
use crate::gazetteer::Place;
use crate::lexicon::Cue;
use crate::text::{SentenceKind, TokenKind, is_determiner, is_preposition};
use crate::time::{DateRange, Meaning};
use crate::toponym::ToponymRole;

/// The first day told in the article's first two paragraphs, which its undated events share.
pub(super) fn lead_date(reading: &Reading<'_>) -> Option<EventDate> {
    const LEAD_SENTENCES: usize = 3;
    let sentences = reading.text.sentences();
    let body = || {
        sentences
            .iter()
            .filter(|sentence| sentence.kind != SentenceKind::Heading)
    };
    // A paragraph of one sentence leads on to the next; others tell the day themselves or leave it to the publication.
    let first = body().next().map_or(0, |sentence| sentence.paragraph);
    let lead = body()
        .take(LEAD_SENTENCES)
        .take_while(|sentence| sentence.paragraph <= first + 1);
    lead.flat_map(|sentence| reading.dates_in(sentence.tokens.clone()))
        .filter(|date| !is_in_dateline(reading, &date.tokens) && !follows_speech(reading, &date.tokens))
        .find_map(|date| match date.meaning {
            Meaning::Days(range) if range.first == range.last => Some(EventDate {
                range,
                source: DateSource::Carried,
                span: Some(date.span),
            }),
            _ => None,
        })
}

/// The country named by the heading nearest above a list item, where the heading is little more than its name.
pub(super) fn heading_country(reading: &Reading<'_>, number: usize) -> Option<String> {
    let place = reading.places_in(heading_over(reading, number)?).first()?;
    place
        .candidates
        .first()
        .map(|place| place.country.to_owned())
        .filter(|country| !country.is_empty())
}

/// The heading nearest above a sentence, where it is little more than a name.
fn heading_over(reading: &Reading<'_>, number: usize) -> Option<Range<usize>> {
    const HEADING_TOKENS: usize = 3;
    let sentences = reading.text.sentences().get(..number)?;
    let heading = sentences
        .iter()
        .rev()
        .find(|sentence| sentence.kind == SentenceKind::Heading)?;
    let is_name = heading.tokens.len() <= HEADING_TOKENS && !reading.places_in(heading.tokens.clone()).is_empty();
    is_name.then(|| heading.tokens.clone())
}

/// An event so many days before publication is recalled, not reported.
const BACKGROUND_DAYS: i32 = 14;

pub(super) fn is_background(range: DateRange, publication: Date) -> bool {
    publication
        .checked_sub(BACKGROUND_DAYS.days())
        .is_ok_and(|limit| range.last <= limit)
}

/// A place for an event that names none: of the incident told before in its paragraph, else the nearest literal name before it in
/// the paragraph, else the first fine place of the article.
pub(super) fn carried_place(
    reading: &Reading<'_>,
    mention: &Mention<'_>,
    drafts: &[Draft<'_>],
    paragraph: usize,
) -> Option<DraftPlace> {
    let carried = |place: &DraftPlace| coarsen(place);
    let is_item = reading.text.sentences().get(mention.sentence).is_some_and(is_list_item);
    if let Some(heading) = heading_over(reading, mention.sentence).filter(|_| is_item) {
        // An item does not happen where the item above it did.
        return literal_place(reading, heading, false);
    }
    if let Some(place) = drafts
        .iter()
        .rev()
        .find(|draft| draft.paragraph + 2 > paragraph)
        .and_then(|draft| draft.place.as_ref())
    {
        return Some(carried(place));
    }
    let sentences = reading.text.sentences();
    let first = sentences
        .iter()
        .find(|sentence| sentence.paragraph == paragraph)
        .map_or(mention.extent.start, |sentence| sentence.tokens.start);
    let near = literal_place(reading, first..mention.extent.end, true);
    let lead = || literal_place(reading, 0..reading.text.tokens().len(), false);
    near.or_else(|| drafts.first().and_then(|draft| draft.place.as_ref()).map(carried))
        .or_else(|| dateline_place(reading))
        .or_else(lead)
        .or_else(|| country_of_actors(reading, mention))
}

/// Where the reporter sits, for what is told without any place.
fn dateline_place(reading: &Reading<'_>) -> Option<DraftPlace> {
    let named = reading.places_in(reading.dateline.clone());
    let found = named.first()?;
    let place = locate(reading, found, &reading.dateline, None);
    Some(DraftPlace {
        location: place.location,
        relation: String::new(),
        is_own: false,
    })
}

/// The place that a dispatch names before its first sentence: "Chittagong Anchorage, Bangladesh. Robbers boarded …", "12 km south of
/// Aden, Yemen. …". `None` where the paragraph opens with a sentence.
pub(super) fn header_place(reading: &Reading<'_>, paragraph: usize) -> Option<DraftPlace> {
    const LONGEST_HEADER: usize = 16;
    let text = reading.text;
    let first = text
        .sentences()
        .partition_point(|sentence| sentence.paragraph < paragraph);
    let header = text
        .sentences()
        .get(first)
        .filter(|header| header.paragraph == paragraph)?
        .tokens
        .clone();
    let has_body = text
        .sentences()
        .get(first + 1)
        .is_some_and(|next| next.paragraph == paragraph);
    let is_name = |token: usize| {
        let word = text.folded(token);
        reading.is_in_place(token)
            || !text
                .tokens()
                .get(token)
                .is_some_and(|token| token.kind == TokenKind::Word)
            || text.is_capitalised(token)
            || is_preposition(word)
            || is_determiner(word)
            || reading.is_cue(token, Cue::SiteNoun)
            || matches!(word, "km" | "miles" | "nm" | "nautical" | "about" | "and")
    };
    if !has_body || header.len() > LONGEST_HEADER || !header.clone().all(is_name) {
        return None;
    }
    let named = reading.places_in(header.clone());
    let country = named
        .iter()
        .rev()
        .find_map(|found| found.candidates.first().filter(|place| place.is_country()));
    let agrees = |found: &&PlaceMention<'_>| {
        let inside = |container: &Place<'_>| found.candidates.iter().any(|place| lies_in(place, container));
        country.is_none_or(inside)
    };
    let found = named.iter().find(agrees).or_else(|| named.first())?;
    let code = country.map(|place| place.country);
    let place = locate(reading, found, &header, code);
    Some(DraftPlace {
        location: place.location,
        relation: place.relation,
        is_own: true,
    })
}

/// "Nigerian troops killed 63": with no other place in the article, the country of those who act or suffer.
fn country_of_actors(reading: &Reading<'_>, mention: &Mention<'_>) -> Option<DraftPlace> {
    let named = reading.places_in(mention.extent.clone());
    let (place, found) = named.iter().find_map(|found| {
        found
            .candidates
            .first()
            .filter(|place| place.is_country())
            .map(|place| (place, found))
    })?;
    let location = location_of(reading, place, found);
    Some(DraftPlace {
        location,
        relation: String::new(),
        is_own: false,
    })
}

/// The place of another incident, no finer than its surroundings.
fn coarsen(place: &DraftPlace) -> DraftPlace {
    const SURROUNDINGS_M: f64 = 50_000.0;
    let mut carried = DraftPlace {
        relation: "around".to_owned(),
        is_own: false,
        ..place.clone()
    };
    carried.location.precision = carried.location.precision.max(LocationPrecision::District);
    carried.location.uncertainty_m = carried.location.uncertainty_m.max(SURROUNDINGS_M);
    carried
}

/// The last or first literal name of a stretch, as a place that was carried over; of "Vung Tau, Vietnam" the town.
fn literal_place(reading: &Reading<'_>, tokens: Range<usize>, last: bool) -> Option<DraftPlace> {
    let named = reading.places_in(tokens.clone());
    // No trigger stands here that a word of speech could lie behind.
    let nowhere = usize::MAX..usize::MAX;
    let is_literal = |at: &usize| {
        let place = &named[*at];
        let is_container = at
            .checked_sub(1)
            .is_some_and(|before| follows_comma(reading, place, named.get(before)));
        place.role == ToponymRole::Literal
            && !is_container
            && !is_modifier(reading, place)
            && !is_dateline(reading, place)
            && !belongs_to_other(reading, place, &nowhere, &tokens)
    };
    let mut numbers = 0..named.len();
    let at = if last {
        numbers.rfind(is_literal)
    } else {
        numbers.find(is_literal)
    }?;
    // "Some 80 miles west of Mosul in northern Iraq": the name before lies in the last one, and says more.
    let best = |at: usize| named.get(at).and_then(|place| place.candidates.first());
    let inner = at.checked_sub(1).filter(|before| {
        let is_close = named[at].tokens.start - named[*before].tokens.end <= CONTAINER_REACH;
        let is_inside = best(*before)
            .zip(best(at))
            .is_some_and(|(part, whole)| lies_in(part, whole));
        last && is_close && is_inside && is_literal(before)
    });
    let found = named.get(inner.unwrap_or(at))?;
    let place = locate(reading, found, &tokens, None);
    Some(DraftPlace {
        location: place.location,
        relation: place.relation,
        is_own: false,
    })
}

/// Tokens between a name and that of what it lies in: "Mosul in northern Iraq".
const CONTAINER_REACH: usize = 3;

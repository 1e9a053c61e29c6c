//! From sentences to incidents: mentions are read in text order, dated, placed and merged.

use std::ops::Range;

use super::casualty::CasualtyCount;
use super::location::{EventPlace, follows_comma, is_dateline, is_modifier, location_of};
use super::mention::{Mention, Specificity, is_list_item, is_plural, read_mentions};
use super::merge::{Claim, Draft, DraftPlace, find_incident};
use super::reading::Reading;
use super::title::title;
use super::when::{DateSource, EventDate, own_date, publication, shift};
use super::{Actor, CountRange, EvidenceRole, Incident, IncidentEvidence, IncidentStatus, LocationPrecision};
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::lexicon::{Lexicon, Strength};
use crate::resolve::ResolvedToponym;
use crate::span::Span;
use crate::text::{SentenceKind, Text};
use crate::time::{DateRange, Meaning, Timex};
use crate::toponym::ToponymRole;

/// An event so many days before publication is recalled, not reported.
const BACKGROUND_DAYS: i32 = 14;

/// Every incident that the article tells, each once, in order of first mention.
pub fn extract_incidents(
    document: &Document,
    text: &Text<'_>,
    toponyms: &[ResolvedToponym],
    timexes: &[Timex],
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
) -> Vec<Incident> {
    let reading = Reading::new(document, text, gazetteer, lexicon, toponyms, timexes);
    let mut story = Story::new(&reading);
    let (headings, body): (Vec<usize>, Vec<usize>) =
        (0..text.sentences().len()).partition(|number| text.sentences()[*number].kind == SentenceKind::Heading);
    body.into_iter().for_each(|number| story.read_sentence(number));
    // Headings confirm what the text tells; they open an incident only where the text opened none.
    let is_empty = story.drafts.is_empty();
    headings
        .into_iter()
        .filter(|_| is_empty)
        .for_each(|number| story.read_sentence(number));
    story.finish()
}

/// The article as far as it has been read.
struct Story<'a> {
    reading: &'a Reading<'a>,
    drafts: Vec<Draft<'a>>,
    /// The incident of the last mention, and its paragraph.
    last: Option<(usize, usize)>,
    /// The heading over the list being read, where it names a country.
    heading_country: Option<String>,
    lead_date: Option<EventDate>,
}

impl<'a> Story<'a> {
    fn new(reading: &'a Reading<'a>) -> Story<'a> {
        Story {
            reading,
            drafts: Vec::new(),
            last: None,
            heading_country: None,
            lead_date: lead_date(reading),
        }
    }

    fn read_sentence(&mut self, number: usize) {
        let Some(sentence) = self.reading.text.sentences().get(number) else {
            return;
        };
        if is_list_item(sentence) {
            self.heading_country = heading_country(self.reading, number);
        } else {
            self.heading_country = None;
        }
        let country = self.heading_country.clone();
        let mentions = read_mentions(self.reading, number, sentence, country.as_deref());
        let mut before: Option<EventDate> = None;
        for mention in mentions {
            let date = self.date_of(&mention, before);
            before = self
                .place_and_merge(mention, date, sentence.paragraph, is_list_item(sentence))
                .or(before);
        }
    }

    /// The mention's own day; days told relative to the clause before it, or to the event told before.
    fn date_of(&self, mention: &Mention<'_>, clause_before: Option<EventDate>) -> Option<EventDate> {
        if let Some((least, most)) = mention.follows_by_days
            && let Some(main) = clause_before
                .map(|date| date.range)
                .or_else(|| self.day_before(mention))
        {
            let range = shift(main, least, most)?;
            return Some(EventDate {
                range,
                source: DateSource::Own,
                span: None,
            });
        }
        let previous = self
            .last
            .and_then(|(at, _)| self.drafts.get(at))
            .and_then(|draft| draft.date)
            .map(|date| date.range);
        own_date(self.reading, &mention.trigger.tokens, &mention.extent, previous)
    }

    /// The last day told earlier in the mention's sentence ("pulled out on Friday, four days after …").
    fn day_before(&self, mention: &Mention<'_>) -> Option<DateRange> {
        let sentence = self.reading.text.sentences().get(mention.sentence)?;
        let dates = self
            .reading
            .dates_in(sentence.tokens.start..mention.trigger.tokens.start);
        dates.iter().rev().find_map(|date| match date.meaning {
            Meaning::Days(range) => Some(range),
            _ => None,
        })
    }

    /// Gives the mention to its incident, and returns that incident's day.
    fn place_and_merge(
        &mut self,
        mut mention: Mention<'a>,
        date: Option<EventDate>,
        paragraph: usize,
        is_list_item: bool,
    ) -> Option<EventDate> {
        let taxonomy = self.reading.lexicon.taxonomy();
        let places = std::mem::take(&mut mention.places);
        let several = places.len() > 1 && (is_plural(&mention) || !mention.trigger.trigger.form.is_noun());
        let own = places.first().filter(|place| place.is_tied).map(own_place);
        let claim = Claim {
            date: date.or_else(|| self.lead_of_list(is_list_item)),
            place: own,
            paragraph,
            is_list_item,
        };
        mention.places = places;
        let joins = find_incident(&self.drafts, &mention, &claim, taxonomy);
        if several && !mention.is_reference {
            return self.split(mention, &claim, joins);
        }
        let at = match joins {
            Some(at) => {
                self.drafts[at].add(mention, claim);
                at
            }
            None if mention.can_open(date.is_some() || is_list_item)
                && !is_orphan(&mention, &claim, self.drafts.is_empty()) =>
            {
                let claim = self.fill(claim, &mention);
                self.drafts.push(Draft::open(mention, claim));
                self.drafts.len() - 1
            }
            None => return None,
        };
        self.last = Some((at, paragraph));
        self.drafts[at].date
    }

    /// One mention that names several places: one incident each; a coarser telling of them all becomes the first.
    fn split(&mut self, mention: Mention<'a>, claim: &Claim, joins: Option<usize>) -> Option<EventDate> {
        for (number, place) in mention.places.iter().enumerate() {
            let claim = Claim {
                place: Some(own_place(place)),
                ..claim.clone()
            };
            let mut part = mention.clone();
            part.places = vec![place.clone()];
            // Numbers told of several places together belong to none of them.
            part.casualties.killed = None;
            part.casualties.injured = None;
            let whole = joins.filter(|at| number == 0 && !self.drafts[*at].place.as_ref().is_some_and(is_fine));
            let known = whole.or_else(|| self.incident_at(&part, &claim));
            match known {
                Some(at) => self.drafts[at].add(part, claim),
                None => {
                    let claim = self.fill(claim, &part);
                    self.drafts.push(Draft::open(part, claim));
                }
            }
        }
        let at = self.drafts.len().checked_sub(1)?;
        self.last = Some((at, claim.paragraph));
        self.drafts[at].date
    }

    /// The incident that the mention retells, where it stands at the very same place.
    fn incident_at(&self, mention: &Mention<'_>, claim: &Claim) -> Option<usize> {
        let place = claim.place.as_ref()?.location.place_id;
        find_incident(&self.drafts, mention, claim, self.reading.lexicon.taxonomy()).filter(|at| {
            self.drafts[*at]
                .place
                .as_ref()
                .is_some_and(|known| known.location.place_id == place)
        })
    }

    fn lead_of_list(&self, is_list_item: bool) -> Option<EventDate> {
        self.lead_date.filter(|_| is_list_item).map(|date| EventDate {
            source: DateSource::Carried,
            ..date
        })
    }

    /// Fills the day and the place of a new incident from what was told before.
    fn fill(&self, mut claim: Claim, mention: &Mention<'_>) -> Claim {
        if claim.date.is_none() {
            claim.date = self.carried_date(claim.paragraph);
        }
        if claim.place.is_none() {
            claim.place = carried_place(self.reading, mention, &self.drafts, claim.paragraph);
        }
        claim
    }

    fn carried_date(&self, paragraph: usize) -> Option<EventDate> {
        let day = self.reading.document.date?;
        let before = self
            .last
            .filter(|(_, last_paragraph)| *last_paragraph == paragraph)
            .and_then(|(at, _)| self.drafts.get(at)?.date);
        let recent = before.filter(|date| !is_background(date.range, day));
        let carried = recent.or(self.lead_date.filter(|date| !is_background(date.range, day)));
        Some(carried.map_or_else(
            || publication(day),
            |date| EventDate {
                source: date.source.max(DateSource::Carried),
                span: None,
                ..date
            },
        ))
    }

    fn finish(self) -> Vec<Incident> {
        let has_list = self.drafts.iter().filter(|draft| draft.is_list_item).count() >= 2;
        let reading = self.reading;
        self.drafts
            .into_iter()
            .filter(|draft| !has_list || is_kept_beside_list(draft))
            .map(|draft| build(reading, &draft))
            .collect()
    }
}

/// In a bulletin the list tells the incidents; what stands around it without a fine place sums them up.
fn is_kept_beside_list(draft: &Draft<'_>) -> bool {
    draft.is_list_item || draft.place.as_ref().is_some_and(is_fine)
}

fn is_fine(place: &DraftPlace) -> bool {
    place.is_own && place.location.precision < LocationPrecision::Province
}

fn own_place(place: &EventPlace) -> DraftPlace {
    DraftPlace {
        location: place.location.clone(),
        relation: place.relation.clone(),
        is_own: place.is_tied,
    }
}

/// A definite noun whose incident was not found opens one only with a place and a day of its own, or as the first of the article; a
/// mere effect ("died") needs one of them.
fn is_orphan(mention: &Mention<'_>, claim: &Claim, is_first: bool) -> bool {
    let has_place = claim.place.as_ref().is_some_and(|place| place.is_own);
    let has_date = claim.date.is_some();
    mention.is_definite && !(has_place && has_date) && !is_first
        || mention.specificity == Specificity::Effect && !has_place && !has_date
}

/// The first day told in the article's first paragraphs, which its undated events share.
fn lead_date(reading: &Reading<'_>) -> Option<EventDate> {
    const LEAD_SENTENCES: usize = 3;
    let sentences = reading.text.sentences();
    let lead = sentences
        .iter()
        .filter(|sentence| sentence.kind != SentenceKind::Heading)
        .take(LEAD_SENTENCES);
    lead.flat_map(|sentence| reading.dates_in(sentence.tokens.clone()))
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
fn heading_country(reading: &Reading<'_>, number: usize) -> Option<String> {
    const HEADING_TOKENS: usize = 3;
    let sentences = reading.text.sentences().get(..number)?;
    let heading = sentences
        .iter()
        .rev()
        .find(|sentence| sentence.kind == SentenceKind::Heading)?;
    if heading.tokens.len() > HEADING_TOKENS {
        return None;
    }
    let place = reading.places_in(heading.tokens.clone()).first()?;
    place
        .candidates
        .first()
        .map(|place| place.country.to_owned())
        .filter(|country| !country.is_empty())
}

fn is_background(range: DateRange, publication: jiff::civil::Date) -> bool {
    use jiff::ToSpan;
    publication
        .checked_sub(BACKGROUND_DAYS.days())
        .is_ok_and(|limit| range.last <= limit)
}

/// A place for an event that names none: of the incident told before in its paragraph, else the nearest literal name before it in
/// the paragraph, else the first fine place of the article.
fn carried_place(
    reading: &Reading<'_>,
    mention: &Mention<'_>,
    drafts: &[Draft<'_>],
    paragraph: usize,
) -> Option<DraftPlace> {
    let carried = |place: &DraftPlace| coarsen(place);
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
        .or_else(lead)
        .or_else(|| country_of_actors(reading, mention))
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
    let mut carried = place.clone();
    carried.is_own = false;
    carried.location.precision = carried.location.precision.max(LocationPrecision::District);
    carried.location.uncertainty_m = carried.location.uncertainty_m.max(SURROUNDINGS_M);
    carried
}

/// The last or first literal name of a stretch, as a place that was carried over; of "Vung Tau, Vietnam" the town.
fn literal_place(reading: &Reading<'_>, tokens: Range<usize>, last: bool) -> Option<DraftPlace> {
    let named = reading.places_in(tokens);
    let is_literal = |at: &usize| {
        let place = &named[*at];
        let is_container = at
            .checked_sub(1)
            .is_some_and(|before| follows_comma(reading, place, named.get(before)));
        place.role == ToponymRole::Literal
            && !is_container
            && !is_modifier(reading, place)
            && !is_dateline(reading, place)
    };
    let mut numbers = 0..named.len();
    let at = if last {
        numbers.rfind(is_literal)
    } else {
        numbers.find(is_literal)
    }?;
    let found = named.get(at)?;
    let place = found.candidates.first()?;
    Some(DraftPlace {
        location: location_of(reading, place, found),
        relation: String::new(),
        is_own: false,
    })
}

/// Turns a finished draft into what the rest of Dateline reads.
fn build(reading: &Reading<'_>, draft: &Draft<'_>) -> Incident {
    let taxonomy = reading.lexicon.taxonomy();
    let kind = taxonomy.get(draft.kind);
    let main = main_mention(draft);
    let location = draft.place.as_ref().map(|place| place.location.clone());
    let relation = draft.place.as_ref().map_or("", |place| place.relation.as_str());
    let words = location
        .as_ref()
        .map_or("", |location| location.mention.of(reading.text.as_str()));
    let label = kind.map_or("Incident", |kind| kind.label.as_str());
    let date = draft.date.map(|date| date.range);
    let background = match (date, reading.document.date) {
        (Some(range), Some(publication)) => is_background(range, publication),
        _ => false,
    };
    Incident {
        id: incident_id(reading.document, &draft.mentions[0]),
        kind: kind.map_or_else(String::new, |kind| kind.id.clone()),
        title: title(label, relation, location.as_ref(), words),
        date,
        killed: merge_counts(
            draft
                .mentions
                .iter()
                .filter_map(|mention| mention.casualties.killed.as_ref()),
        ),
        injured: merge_counts(
            draft
                .mentions
                .iter()
                .filter_map(|mention| mention.casualties.injured.as_ref()),
        ),
        actors: merge_actors(draft),
        weapons: merge_weapons(draft),
        status: merge_status(draft),
        background,
        confidence: confidence(draft),
        evidence: evidence(reading, draft),
        sentence: reading
            .text
            .sentences()
            .get(main.sentence)
            .map_or_else(|| reading_span(reading, main), |sentence| sentence.span),
        location,
    }
}

fn reading_span(reading: &Reading<'_>, mention: &Mention<'_>) -> Span {
    let span = reading.text.span_of(mention.trigger.tokens.clone());
    span.or_else(|| Span::new(reading.text.as_str(), 0, 0))
        .unwrap_or_else(|| unreachable!("0..0 is a span of every text"))
}

/// The mention that tells most.
fn main_mention<'d, 'a>(draft: &'d Draft<'a>) -> &'d Mention<'a> {
    let told = |mention: &Mention<'_>| {
        2 * usize::from(
            mention
                .places
                .first()
                .is_some_and(|place| place.location.precision < LocationPrecision::Country),
        ) + usize::from(!mention.places.is_empty())
            + usize::from(mention.casualties.killed.is_some() || mention.casualties.injured.is_some())
            + usize::from(mention.specificity == Specificity::Specific)
            + usize::from(!mention.cast.actors.is_empty())
    };
    let mut best = &draft.mentions[0];
    for mention in &draft.mentions {
        if told(mention) > told(best) {
            best = mention;
        }
    }
    best
}

/// The largest count told, with those who come on top of it; a stated zero only where nobody tells a number.
fn merge_counts<'c>(counts: impl Iterator<Item = &'c CasualtyCount>) -> Option<CountRange> {
    let mut total: Option<CountRange> = None;
    for counted in counts {
        total = Some(match total {
            Some(known) if counted.adds => CountRange {
                min: known.min.saturating_add(counted.count.min),
                max: known.max.saturating_add(counted.count.max),
                open: known.open || counted.count.open,
            },
            Some(known) if counted.count.max <= known.max => known,
            _ => counted.count,
        });
    }
    total
}

fn merge_actors(draft: &Draft<'_>) -> Vec<Actor> {
    let mut actors: Vec<Actor> = Vec::new();
    for actor in draft.mentions.iter().flat_map(|mention| &mention.cast.actors) {
        if !actors
            .iter()
            .any(|known| known.name == actor.name && known.role == actor.role)
        {
            actors.push(actor.clone());
        }
    }
    actors.sort_by_key(|actor| actor.role);
    actors
}

fn merge_weapons(draft: &Draft<'_>) -> Vec<String> {
    let mut weapons: Vec<String> = Vec::new();
    for hit in draft.mentions.iter().flat_map(|mention| &mention.weapons) {
        if !weapons.contains(&hit.weapon.label) {
            weapons.push(hit.weapon.label.clone());
        }
    }
    weapons
}

fn merge_status(draft: &Draft<'_>) -> IncidentStatus {
    let told: Vec<IncidentStatus> = draft.mentions.iter().map(Mention::status).collect();
    let all_deny = told.iter().all(|status| *status == IncidentStatus::Denied);
    if all_deny {
        return IncidentStatus::Denied;
    }
    let hedge = [IncidentStatus::Claimed, IncidentStatus::Alleged]
        .into_iter()
        .find(|status| told.contains(status));
    hedge.unwrap_or(IncidentStatus::Reported)
}

/// A first estimate from how much is told; weights by hand, to be calibrated on annotated articles.
fn confidence(draft: &Draft<'_>) -> f64 {
    let mut confidence: f64 = 0.45;
    let strength = |wanted: Strength| {
        draft
            .mentions
            .iter()
            .any(|mention| mention.trigger.trigger.strength == wanted)
    };
    if strength(Strength::Strong) {
        confidence += 0.15;
    } else if strength(Strength::General) {
        confidence += 0.05;
    } else {
        confidence -= 0.1;
    }
    confidence += match &draft.place {
        Some(place) if place.is_own && place.location.precision < LocationPrecision::Province => 0.15,
        Some(place) if place.is_own => 0.08,
        Some(_) => -0.1,
        None => -0.2,
    };
    confidence += match draft.date.map(|date| date.source) {
        Some(DateSource::Own | DateSource::Narrative) => 0.1,
        Some(DateSource::Carried) => 0.02,
        Some(DateSource::Publication) | None => -0.05,
    };
    if draft.mentions.iter().any(|mention| mention.casualties.any) {
        confidence += 0.07;
    }
    #[expect(clippy::cast_precision_loss, reason = "an article has few mentions")]
    let retold = (draft.mentions.len() as f64 - 1.0).min(3.0) * 0.03;
    (confidence + retold).clamp(0.05, 0.97)
}

fn evidence(reading: &Reading<'_>, draft: &Draft<'_>) -> Vec<IncidentEvidence> {
    let mut evidence = Vec::new();
    let mut add = |role: EvidenceRole, span: Option<Span>| {
        if let Some(span) = span.filter(|span| !span.is_empty()) {
            evidence.push(IncidentEvidence { role, span });
        }
    };
    let of = |tokens: &Range<usize>| reading.text.span_of(tokens.clone());
    for mention in &draft.mentions {
        add(EvidenceRole::Trigger, of(&mention.trigger.tokens));
        mention
            .places
            .iter()
            .for_each(|place| add(EvidenceRole::Place, Some(place.location.mention)));
        mention
            .cast
            .actors
            .iter()
            .for_each(|actor| add(EvidenceRole::Actor, Some(actor.span)));
        mention
            .weapons
            .iter()
            .for_each(|hit| add(EvidenceRole::Weapon, of(&hit.tokens)));
        let counts = [&mention.casualties.killed, &mention.casualties.injured];
        counts
            .into_iter()
            .flatten()
            .for_each(|counted| add(EvidenceRole::Casualties, of(&counted.tokens)));
        reading
            .dates_in(mention.extent.clone())
            .iter()
            .for_each(|date| add(EvidenceRole::Date, Some(date.span)));
    }
    evidence.sort_by_key(|item| (item.span, item.role));
    evidence.dedup();
    evidence
}

/// Sixteen hexadecimal digits that depend on the document and on where the event is first told.
fn incident_id(document: &Document, mention: &Mention<'_>) -> String {
    let key = format!(
        "{}\u{1f}{}\u{1f}{}\u{1f}{}",
        document.id,
        mention.trigger.tokens.start,
        mention.places.first().map_or(0, |place| place.location.place_id.0),
        document.text
    );
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(key.as_bytes()))
}

//! An article read in text order: mentions are dated, placed and given to their incident, or open one.

use super::actor::first_side;
use super::carry::{carried_place, header_place, heading_country, is_background, lead_date};
use super::event_place::EventPlace;
use super::kind::Specificity;
use super::mention::{Mention, is_list_item, is_plural, read_mentions};
use super::merge::{Claim, Draft, DraftPlace, find_incident};
use super::reading::{DateMention, PlaceMention, Reading};
use super::rejection::{Rejection, RejectionReason};
use super::when::{DateSource, EventDate, own_date, publication, shift};
use super::{ActorRole, LocationPrecision};
use crate::lexicon::{Cue, Strength};
use crate::text::SentenceKind;
use crate::time::{DatePrecision, DateRange, Meaning};
use crate::toponym::ToponymRole;

/// Every event of the article with its tellings, before facts are put together.
pub(super) fn drafts_of<'a>(reading: &'a Reading<'a>) -> Drafts<'a> {
    let mut story = Story::new(reading);
    let text = reading.text;
    let (headings, body): (Vec<usize>, Vec<usize>) =
        (0..text.sentences().len()).partition(|number| text.sentences()[*number].kind == SentenceKind::Heading);
    for number in body {
        story.read_sentence(number);
    }
    // Headings confirm what the text tells; they open an incident only where the text opened none.
    if story.drafts.is_empty() {
        for number in headings {
            story.read_sentence(number);
        }
    }
    story.finish()
}

/// What an article tells, and what looks like an event and is none.
pub(super) struct Drafts<'a> {
    pub(super) told: Vec<Draft<'a>>,
    pub(super) rejected: Vec<Rejection>,
}

/// The article as far as it has been read.
struct Story<'a> {
    reading: &'a Reading<'a>,
    drafts: Vec<Draft<'a>>,
    rejected: Vec<Rejection>,
    /// The incident of the last mention, and its paragraph.
    last: Option<(usize, usize)>,
    /// The heading over the list being read, where it names a country.
    heading_country: Option<String>,
    lead_date: Option<EventDate>,
    /// The article is about what happened long ago: an anniversary.
    is_memorial: bool,
}

impl<'a> Story<'a> {
    fn new(reading: &'a Reading<'a>) -> Story<'a> {
        Story {
            reading,
            drafts: Vec::new(),
            rejected: Vec::new(),
            last: None,
            heading_country: None,
            lead_date: lead_date(reading),
            is_memorial: is_memorial(reading),
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
        let mut told = read_mentions(self.reading, number, sentence, country.as_deref());
        self.rejected.append(&mut told.rejected);
        let mut before: Option<EventDate> = None;
        for mut mention in told.mentions {
            self.name_pronoun(&mut mention);
            let date = self.date_of(&mention, before);
            before = self
                .place_and_merge(mention, date, sentence.paragraph, is_list_item(sentence))
                .or(before);
        }
    }

    /// "They had captured the town": who acts is who acted in the event told before.
    fn name_pronoun(&self, mention: &mut Mention<'a>) {
        const REACH: usize = 4;
        let text = self.reading.text;
        let trigger = mention.trigger.tokens.start;
        let before = mention.extent.start.max(trigger.saturating_sub(REACH))..trigger;
        let is_verb = !mention.trigger.trigger.form.is_noun();
        let is_they = |token: usize| matches!(text.folded(token), "they" | "he" | "she");
        let is_passive = |token: usize| matches!(text.folded(token), "was" | "were" | "been" | "is" | "are");
        if !is_verb || mention.has_perpetrator() || !before.clone().any(is_they) || before.clone().any(is_passive) {
            return;
        }
        let Some(draft) = self.last.and_then(|(at, _)| self.drafts.get(at)) else {
            return;
        };
        let actors = draft.mentions.iter().flat_map(|known| &known.cast.actors);
        let acted = actors
            .into_iter()
            .find(|actor| actor.role == ActorRole::Perpetrator)
            .cloned();
        let named = || {
            draft
                .mentions
                .first()
                .and_then(|known| first_side(self.reading, known.extent.start..known.trigger.tokens.start))
        };
        mention.cast.actors.splice(0..0, acted.or_else(named));
    }

    /// The mention's own day; days told relative to the clause before it, or to the event told before.
    fn date_of(&self, mention: &Mention<'_>, clause_before: Option<EventDate>) -> Option<EventDate> {
        if let Some((least, most)) = mention.follows_by_days
            && let Some(main) = clause_before
                .map(|date| date.range)
                .or_else(|| self.day_before(mention))
                .or_else(|| self.last_day())
        {
            let range = shift(main, least, most)?;
            return Some(EventDate {
                range,
                source: DateSource::Own,
                span: None,
            });
        }
        let previous = self.last_day();
        // "Jailed on Monday for a murder in 1984": the days before a mere reference belong to the court.
        let from = if mention.is_reference {
            mention.trigger.tokens.end
        } else {
            mention.extent.start
        };
        own_date(
            self.reading,
            &mention.trigger.tokens,
            &(from..mention.extent.end),
            previous,
        )
    }

    /// The day of the event told before.
    fn last_day(&self) -> Option<DateRange> {
        let draft = self.last.and_then(|(at, _)| self.drafts.get(at))?;
        draft.date.map(|date| date.range)
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
        let own = places
            .first()
            .filter(|place| place.is_tied)
            .map(own_place)
            .or_else(|| header_place(self.reading, paragraph));
        let claim = Claim {
            date: date.or_else(|| self.lead_of_list(is_list_item)),
            place: own,
            paragraph,
            is_list_item,
        };
        mention.places = places;
        if let Some(cause) = self.cause_of(&mention, &claim) {
            // It happened where it was told to, not where its effects were.
            mention.places = Vec::new();
            let own = claim
                .place
                .filter(|_| !self.drafts[cause].place.as_ref().is_some_and(|place| place.is_own));
            self.drafts[cause].add(mention, Claim { place: own, ..claim });
            self.last = Some((cause, paragraph));
            return self.drafts[cause].date;
        }
        let joins = self
            .item_opened(&mention, &claim)
            .or_else(|| find_incident(&self.drafts, &mention, &claim, taxonomy));
        if joins.is_none() && self.is_aftermath(&mention) {
            return self.reject(&mention, RejectionReason::Aftermath);
        }
        if several && !mention.is_reference {
            return self.split(&mention, &claim, joins);
        }
        let is_set = self.drafts.is_empty() && self.is_scene_set(&mention, paragraph);
        let at = match joins {
            Some(at) => {
                self.drafts[at].add(mention, claim);
                at
            }
            None if self.is_to_come(date) => return self.reject(&mention, RejectionReason::Planned),
            None if Self::is_sum_over_time(&mention, date) => return self.reject(&mention, RejectionReason::Sum),
            None if mention.can_open(
                date.is_some() || is_list_item || is_set,
                claim.place.is_some() || is_set,
            ) && (is_set || !is_orphan(&mention, &claim, self.drafts.is_empty())) =>
            {
                let claim = self.fill(claim, &mention);
                self.open(mention, claim)
            }
            None if mention.is_reference => return self.reject(&mention, RejectionReason::Reference),
            None => return self.reject(&mention, RejectionReason::TooLittle),
        };
        self.last = Some((at, paragraph));
        self.drafts[at].date
    }

    /// Notes why a mention tells no incident; such a mention leaves no day behind.
    fn reject(&mut self, mention: &Mention<'_>, reason: RejectionReason) -> Option<EventDate> {
        self.rejected
            .extend(Rejection::of(self.reading, &mention.trigger.tokens, reason));
        None
    }

    /// Adds a new incident and returns its number.
    fn open(&mut self, mention: Mention<'a>, claim: Claim) -> usize {
        let mut draft = Draft::open(mention, claim);
        let recalled = draft.date.zip(self.reading.document.date);
        draft.is_background = recalled.is_some_and(|(date, day)| is_background(date.range, day));
        self.drafts.push(draft);
        self.drafts.len() - 1
    }

    /// "Buildings collapsed in three towns": the disaster told just before that did it, where the sentence tells neither people hurt
    /// nor another day.
    fn cause_of(&self, mention: &Mention<'_>, claim: &Claim) -> Option<usize> {
        let taxonomy = self.reading.lexicon.taxonomy();
        let is = |kind, ids: &[&str]| taxonomy.get(kind).is_some_and(|kind| ids.contains(&kind.id.as_str()));
        let is_effect = is(mention.kind, &["structural_collapse", "landslide", "fire"])
            || mention.trigger.trigger.strength == Strength::Damage;
        let is_counted = mention.casualties.killed.is_some() || mention.casualties.injured.is_some();
        if !is_effect || is_counted || claim.is_list_item {
            return None;
        }
        let at = self.drafts.len().checked_sub(1)?;
        let draft = &self.drafts[at];
        let is_cause = is(draft.kind, &["earthquake", "storm", "volcanic_eruption"]);
        let is_near =
            claim.paragraph <= draft.paragraph + 1 || self.last.is_some_and(|(_, last)| claim.paragraph <= last + 1);
        let same_time = match (claim.date, draft.date) {
            (Some(told), Some(known)) => told.range.overlaps(known.range),
            _ => true,
        };
        (is_cause && is_near && same_time && !draft.is_background).then_some(at)
    }

    /// The incident of this very item of a list: an item tells one, unless it names another place.
    fn item_opened(&self, mention: &Mention<'_>, claim: &Claim) -> Option<usize> {
        let at = self.drafts.len().checked_sub(1).filter(|_| claim.is_list_item)?;
        let same_item = self.drafts[at].mentions[0].sentence == mention.sentence;
        let same_place = match (&self.drafts[at].place, &claim.place) {
            (Some(known), Some(told)) => known.location.place_id == told.location.place_id,
            _ => true,
        };
        (same_item && same_place).then_some(at)
    }

    /// One mention that names several places: one incident each; a coarser telling of them all becomes the first.
    fn split(&mut self, mention: &Mention<'a>, claim: &Claim, joins: Option<usize>) -> Option<EventDate> {
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
            if let Some(at) = known {
                self.drafts[at].add(part, claim);
            } else {
                let claim = self.fill(claim, &part);
                self.open(part, claim);
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

    /// "Police arrested a suspect": in an article that told an incident, an arrest is what came of it.
    fn is_aftermath(&self, mention: &Mention<'_>) -> bool {
        let taxonomy = self.reading.lexicon.taxonomy();
        let is = |kind, ids: &[&str]| taxonomy.get(kind).is_some_and(|kind| ids.contains(&kind.id.as_str()));
        is(
            mention.kind,
            &["arrest", "blockade", "troop_movement", "forced_displacement"],
        ) && self
            .drafts
            .iter()
            .any(|draft| !is(draft.kind, &["arrest", "agreement"]))
    }

    /// Whether the paragraph told a day and a place before the mention: "On June 9 a man went to a party in Auburn. Three were killed."
    fn is_scene_set(&self, mention: &Mention<'_>, paragraph: usize) -> bool {
        let sentences = self.reading.text.sentences();
        let first = sentences.partition_point(|sentence| sentence.paragraph < paragraph);
        let start = sentences
            .get(first)
            .map_or(mention.extent.start, |sentence| sentence.tokens.start);
        let before = start..mention.extent.start;
        let is_day =
            |date: &DateMention| matches!(date.meaning, Meaning::Days(days) if days.precision == DatePrecision::Day);
        let has_day = self.reading.dates_in(before.clone()).iter().any(is_day);
        let is_literal = |place: &PlaceMention<'_>| place.role == ToponymRole::Literal;
        !mention.is_definite && has_day && self.reading.places_in(before).iter().any(is_literal)
    }

    /// Whether the day told lies after publication: planned, whatever the verb.
    fn is_to_come(&self, date: Option<EventDate>) -> bool {
        let told = date.filter(|date| date.source == DateSource::Own);
        told.zip(self.reading.document.date)
            .is_some_and(|(date, day)| day < date.range.first)
    }

    /// Whether so many are told killed over so long a time that the number sums up many events ("63,000 were murdered last year").
    fn is_sum_over_time(mention: &Mention<'_>, date: Option<EventDate>) -> bool {
        const MANY: u32 = 200;
        const LONG_DAYS: i32 = 60;
        let is_long = date.is_some_and(|date| {
            let days = date
                .range
                .first
                .until(date.range.last)
                .map_or(0, |span| span.get_days());
            days >= LONG_DAYS
        });
        let is_many = mention
            .casualties
            .killed
            .as_ref()
            .is_some_and(|killed| killed.count.min >= MANY);
        let is_somewhere = mention
            .places
            .first()
            .is_some_and(|place| place.is_tied && place.location.precision <= LocationPrecision::Settlement);
        is_long && is_many && !is_somewhere && mention.is_violence() && !mention.trigger.trigger.form.is_noun()
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
        let is_near = |last_paragraph: usize| last_paragraph == paragraph || self.is_memorial;
        let before = self
            .last
            .filter(|(_, last_paragraph)| is_near(*last_paragraph))
            .and_then(|(at, _)| self.drafts.get(at)?.date);
        let recent = before.filter(|date| self.is_memorial || !is_background(date.range, day));
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

    fn finish(self) -> Drafts<'a> {
        let has_list = self.drafts.iter().filter(|draft| draft.is_list_item).count() >= 2;
        let sums: Vec<bool> = self
            .drafts
            .iter()
            .map(|draft| has_list && !is_kept_beside_list(draft) || is_sum_of(draft, &self.drafts))
            .collect();
        let mut sums = sums.into_iter();
        let (summaries, told): (Vec<Draft<'a>>, Vec<Draft<'a>>) =
            self.drafts.into_iter().partition(|_| sums.next().unwrap_or(false));
        let mut rejected = self.rejected;
        let summaries = summaries.iter().flat_map(|draft| &draft.mentions);
        rejected.extend(
            summaries
                .filter_map(|mention| Rejection::of(self.reading, &mention.trigger.tokens, RejectionReason::Summary)),
        );
        Drafts { told, rejected }
    }
}

/// Whether the first sentences remember an event.
fn is_memorial(reading: &Reading<'_>) -> bool {
    const LEAD_SENTENCES: usize = 2;
    let lead = reading.text.sentences().iter().take(LEAD_SENTENCES);
    lead.into_iter()
        .any(|sentence| reading.has_cue(sentence.tokens.clone(), Cue::Memorial))
}

/// In a bulletin the list tells the incidents; what stands around it without a fine place sums them up.
fn is_kept_beside_list(draft: &Draft<'_>) -> bool {
    draft.is_list_item || draft.place.as_ref().is_some_and(is_fine)
}

/// "Two shootings left 31 people dead in the United States": several events told as one, at no finer place than the country of those
/// that the article then tells one by one.
fn is_sum_of(draft: &Draft<'_>, drafts: &[Draft<'_>]) -> bool {
    const PARTS: usize = 2;
    let Some(whole) = draft.place.as_ref().map(|place| &place.location) else {
        return false;
    };
    let opens_plural = draft.mentions.first().is_some_and(is_plural);
    if !opens_plural || whole.precision != LocationPrecision::Country || draft.is_background {
        return false;
    }
    let is_part = |other: &&Draft<'_>| {
        let is_inside = other
            .place
            .as_ref()
            .is_some_and(|place| is_fine(place) && place.location.country == whole.country);
        let same_time = match (draft.date, other.date) {
            (Some(whole), Some(part)) => whole.range.overlaps(part.range),
            _ => true,
        };
        let is_violent = |draft: &Draft<'_>| draft.mentions.first().is_some_and(Mention::is_violence);
        is_inside && same_time && is_violent(draft) && is_violent(other)
    };
    drafts.iter().filter(is_part).count() >= PARTS
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
    let is_effect = mention.specificity == Specificity::Effect;
    // "Their bodies were found near the coast yesterday": of those told before.
    mention.is_definite && !(has_place && has_date && !is_effect) && !is_first
        || is_effect && !(has_place || has_date || is_first && mention.tells_who_killed_how_many())
}

//! From a finished draft to the [`Incident`] that the rest of Dateline reads: its mentions' facts put together.

use std::ops::Range;

use super::argument::DraftCast;
use super::carry::is_background;
use super::kind::Specificity;
use super::mention::{Mention, Saying};
use super::merge::Draft;
use super::people_count::CasualtyCount;
use super::reading::Reading;
use super::relation::ON_BORDER;
use super::title::title;
use super::weapon::WeaponHit;
use super::{CountRange, EvidenceRole, Incident, IncidentEvidence, IncidentStatus, LocationPrecision};
use crate::identity::stable_id;
use crate::lexicon::{KindId, Strength};
use crate::span::Span;

/// Turns a finished draft into what the rest of Dateline reads, its confidence left open; `document_key` names the document and its version.
pub(super) fn build(reading: &Reading<'_>, draft: &Draft<'_>, cast: DraftCast, document_key: &str) -> Incident {
    let taxonomy = reading.lexicon.taxonomy();
    let kind = taxonomy.get(draft.kind);
    let main = main_mention(draft);
    let location = draft.place.as_ref().map(|place| place.location.clone());
    let date = draft.date.map(|date| date.range);
    let background = match (date, reading.document.date) {
        (Some(range), Some(publication)) => is_background(range, publication),
        _ => false,
    };
    let evidence = evidence(reading, draft, &cast);
    Incident {
        id: incident_id(document_key, &draft.mentions[0]),
        kind: kind.map_or_else(String::new, |kind| kind.id.clone()),
        title: retitled(reading, draft, draft.kind),
        date,
        killed: killed(draft, &cast),
        injured: merge_counts(
            draft
                .mentions
                .iter()
                .filter_map(|mention| mention.casualties.injured.as_ref()),
        ),
        actors: cast.actors,
        weapons: plain_words(&cast.weapons),
        status: merge_status(draft),
        background,
        confidence: 1.0,
        evidence,
        sentence: main.sentence_span,
        location,
    }
}

/// The title, were the incident of this type.
pub(super) fn retitled(reading: &Reading<'_>, draft: &Draft<'_>, kind: KindId) -> String {
    let location = draft.place.as_ref().map(|place| &place.location);
    let relation = draft.place.as_ref().map_or("", |place| place.relation.as_str());
    let words = title_place(reading, draft);
    title(&headline(reading, draft, kind), relation, location, &words)
}

/// The noun of the title: the article's own word for the event ("rocket attack", "shooting"), else the headline of the type.
fn headline(reading: &Reading<'_>, draft: &Draft<'_>, kind: KindId) -> String {
    let is_own_word = |mention: &&Mention<'_>| {
        let trigger = &mention.trigger.trigger;
        mention.kind == kind && trigger.strength == Strength::Strong && trigger.form.is_noun()
    };
    let words = draft
        .mentions
        .iter()
        .filter(is_own_word)
        .map(|mention| reading.lexicon.trigger_phrase(&mention.trigger.trigger));
    let longest = words
        .filter(|phrase| !phrase.contains(" of "))
        .max_by_key(|phrase| phrase.split(' ').count());
    let of_kind = |hit: &&WeaponHit<'_>| hit.weapon.kind == Some(kind);
    let weapon = draft.mentions.iter().flat_map(|mention| &mention.weapons).find(of_kind);
    let general = reading.lexicon.headline(kind);
    match (longest, weapon) {
        (Some(phrase), _) => capitalised(phrase),
        // "Missile or rocket attack" is a "Rocket attack" where rockets are named.
        (None, Some(hit)) if general.contains(" or ") => capitalised(&format!("{} attack", hit.weapon.label)),
        _ => general.to_owned(),
    }
}

fn capitalised(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The place in the title: the article's own words, or the gazetteer's where those are all capitals or name a people.
fn title_place(reading: &Reading<'_>, draft: &Draft<'_>) -> String {
    const LONGEST_INITIALISM: usize = 4;
    let Some(place) = &draft.place else {
        return String::new();
    };
    let words = place.location.mention.of(reading.text.as_str());
    let shouts = words.chars().count() > LONGEST_INITIALISM && !words.chars().any(char::is_lowercase);
    // "On the border of Syria", where the article has "the Syrian border".
    let is_border = place.relation == ON_BORDER;
    if shouts || is_border || place.location.precision == LocationPrecision::Country {
        return place.location.place.clone();
    }
    words.to_owned()
}

/// The mention that tells most.
pub(super) fn main_mention<'d, 'a>(draft: &'d Draft<'a>) -> &'d Mention<'a> {
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

/// How many were killed: the numbers told, else, where the event is a killing, the people that it is told to have hit. Both together would
/// count the parts beside their sum ("nine people … four children and three women").
fn killed(draft: &Draft<'_>, cast: &DraftCast) -> Option<CountRange> {
    let told = draft
        .mentions
        .iter()
        .filter_map(|mention| mention.casualties.killed.as_ref());
    let by_victims = || cast.victims.map(|(count, _)| count).filter(|_| is_killing(draft));
    merge_counts(told).or_else(by_victims)
}

/// Whether people die in it by the meaning of its words: "murdered", "were killed"; not in an attempt.
fn is_killing(draft: &Draft<'_>) -> bool {
    draft.mentions.iter().any(|mention| mention.saying == Saying::Killing)
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

/// Each weapon once.
fn plain_words(weapons: &[(String, Span)]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for (word, _) in weapons {
        if !words.contains(word) {
            words.push(word.clone());
        }
    }
    words
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

/// Pieces of evidence kept for one incident; an article that retells it oftener proves no more.
const MOST_EVIDENCE: usize = 200;

fn evidence(reading: &Reading<'_>, draft: &Draft<'_>, cast: &DraftCast) -> Vec<IncidentEvidence> {
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
    cast.actors
        .iter()
        .for_each(|actor| add(EvidenceRole::Actor, Some(actor.span)));
    cast.weapons
        .iter()
        .for_each(|(_, span)| add(EvidenceRole::Weapon, Some(*span)));
    evidence.sort_by_key(|item| (item.span, item.role));
    evidence.dedup();
    evidence.truncate(MOST_EVIDENCE);
    evidence
}

/// An identifier that depends on the document (`document_key`) and on where the event is first told.
fn incident_id(document_key: &str, mention: &Mention<'_>) -> String {
    let trigger = mention.trigger.tokens.start.to_string();
    let place = mention
        .places
        .first()
        .map_or(0, |place| place.location.place_id.0)
        .to_string();
    stable_id(&[document_key, &trigger, &place])
}

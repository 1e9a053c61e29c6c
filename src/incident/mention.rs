//! Mentions: each place in the text that tells an event, with the facts from its own part of the sentence.

use std::ops::Range;

use super::actor::{Cast, read_cast};
use super::casualty::{Casualties, read_casualties};
use super::event_place::{EventPlace, event_places};
use super::kind::{Specificity, is_violent, read_kind};
use super::modality::{Reality, judge, tells_in_present};
use super::reading::{DateMention, Reading};
use super::rejection::Rejection;
use super::trigger::{TriggerHit, find_triggers};
use super::weapon::{WeaponHit, find_weapons, kind_by_weapon};
use super::{ActorRole, IncidentStatus};
use crate::lexicon::{Cue, Form, KindId, Strength};
use crate::span::Span;
use crate::text::{Sentence, SentenceKind, is_clause_word, is_determiner};
use crate::time::{DatePrecision, Meaning};
use crate::toponym::ToponymRole;

/// How the sentence tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    /// In the short way of headlines: "Gunmen kill five".
    Headline,
    Story,
}

/// What the words say of the event by their meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Saying {
    /// That people died: "murdered", "was killed".
    Killing,
    /// That it happened: "broke out", "took place".
    Happening,
    Nothing,
}

/// One telling of an event.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "observations that do not exclude each other"
)]
pub(super) struct Mention<'a> {
    pub(super) sentence: usize,
    pub(super) sentence_span: Span,
    pub(super) extent: Range<usize>,
    pub(super) trigger: TriggerHit,
    /// The last word of the trigger, folded, without plural -s: "strike" of "air strikes".
    pub(super) word: String,
    pub(super) kind: KindId,
    pub(super) specificity: Specificity,
    pub(super) is_definite: bool,
    /// It joins an incident, and opens one only where it tells its own day ("sentenced for a murder in 2016").
    pub(super) is_reference: bool,
    /// It begins with people or things told before: "the driver was shot dead", "he was wounded".
    pub(super) points_back: bool,
    pub(super) has_later_date: bool,
    pub(super) saying: Saying,
    pub(super) telling: Telling,
    /// The group of the trigger's own type.
    pub(super) group: &'a str,
    pub(super) places: Vec<EventPlace>,
    pub(super) casualties: Casualties,
    pub(super) cast: Cast,
    pub(super) weapons: Vec<WeaponHit<'a>>,
    /// The clause before it says when it happened relative to this one: "a day after".
    pub(super) follows_by_days: Option<(i32, i32)>,
}

impl Mention<'_> {
    /// Whether it says enough to open an incident that no other words tell.
    pub(super) fn can_open(&self, has_date: bool, is_placed: bool) -> bool {
        if self.is_reference && !self.has_later_date {
            return false;
        }
        let has_place = is_placed || !self.places.is_empty();
        let has_numbers = self.casualties.killed.is_some() || self.casualties.injured.is_some();
        let has_cast = !self.cast.actors.is_empty() || !self.weapons.is_empty();
        match self.trigger.trigger.strength {
            Strength::Strong => true,
            Strength::Means => has_place || has_date,
            Strength::General => has_place || has_date || self.casualties.any || has_cast,
            // "Haddad fought hard in São Paulo": a weak word for violence needs somebody, or something, that was hurt or used.
            // "Died in Basra on Monday of wounds sustained in combat": both place and day, and somebody hurt.
            Strength::Weak if self.casualties.any && has_place && has_date => true,
            Strength::Weak if self.is_violence() && !(has_cast || has_numbers || self.telling == Telling::Headline) => {
                false
            }
            Strength::Weak if self.saying == Saying::Happening && has_place => true,
            Strength::Weak => {
                has_place && (has_date || self.casualties.any || has_cast)
                    || has_date && (has_cast || has_numbers)
                    || self.tells_who_killed_how_many()
                    || self.has_both_sides()
            }
            Strength::Killed if self.is_mere_death() => false,
            Strength::Killed => has_place || has_date && (has_cast || has_numbers) || self.tells_who_killed_how_many(),
            Strength::Injured => has_place && has_date && has_numbers,
            Strength::Damage => has_place && has_date && has_cast,
        }
    }

    /// Whether somebody is told to have done it.
    pub(super) fn has_perpetrator(&self) -> bool {
        self.cast
            .actors
            .iter()
            .any(|actor| actor.role == ActorRole::Perpetrator)
    }

    /// Whether its trigger is a word for violence between people.
    pub(super) fn is_violence(&self) -> bool {
        is_violent(self.group)
    }

    /// "He died in Bern on Saturday": no cause, and nobody but one who dies.
    fn is_mere_death(&self) -> bool {
        let dies = matches!(self.word.as_str(), "die" | "died" | "dying" | "dead" | "life" | "live");
        let several = self
            .casualties
            .killed
            .as_ref()
            .is_some_and(|killed| killed.count.max >= 2);
        dies && !several && self.specificity == Specificity::Effect && self.telling == Telling::Story
    }

    /// "Troops killed 63", "Two soldiers killed" over a dispatch: enough without place and day.
    pub(super) fn tells_who_killed_how_many(&self) -> bool {
        let is_headline = self.telling == Telling::Headline;
        self.casualties.killed.is_some() && (self.has_perpetrator() || is_headline)
            || self.casualties.any && is_headline && !self.cast.actors.is_empty()
    }

    /// "Robbers boarded a tanker": who and whom.
    fn has_both_sides(&self) -> bool {
        self.has_perpetrator()
            && self
                .cast
                .actors
                .iter()
                .any(|actor| actor.role != ActorRole::Perpetrator)
    }

    /// The status that the words give, "reported" where they give none.
    pub(super) fn status(&self) -> IncidentStatus {
        self.cast.status.unwrap_or(IncidentStatus::Reported)
    }
}

/// What one sentence tells.
#[derive(Debug, Default)]
pub(super) struct SentenceMentions<'a> {
    /// In text order.
    pub(super) mentions: Vec<Mention<'a>>,
    /// Triggers that tell no event.
    pub(super) rejected: Vec<Rejection>,
}

/// The mentions of one sentence. `country` narrows place names (a list under a country's heading).
pub(super) fn read_mentions<'a>(
    reading: &Reading<'a>,
    number: usize,
    sentence: &Sentence,
    country: Option<&str>,
) -> SentenceMentions<'a> {
    let found = find_triggers(reading, sentence.tokens.clone());
    if found.is_empty() {
        return SentenceMentions::default();
    }
    let clauses = clauses(reading, sentence.tokens.clone());
    let (triggers, rejected) = real_triggers(reading, sentence, &found, &clauses);
    let mentions = join_extents(reading, nuclei(reading, &triggers, clauses))
        .into_iter()
        .map(|(extent, trigger)| read_mention(reading, number, sentence, extent, trigger, country))
        .collect();
    SentenceMentions { mentions, rejected }
}

/// The triggers that tell something real, and why the others do not. Where a clause's event is not real, the people hurt in it are not
/// either.
fn real_triggers(
    reading: &Reading<'_>,
    sentence: &Sentence,
    found: &[TriggerHit],
    clauses: &[Range<usize>],
) -> (Vec<TriggerHit>, Vec<Rejection>) {
    let mut real = Vec::new();
    let mut rejected = Vec::new();
    for clause in clauses {
        let has_weapon = find_weapons(reading, clause.clone())
            .iter()
            .any(|hit| hit.weapon.kind.is_some());
        let inside = found.iter().filter(|hit| {
            clause.contains(&hit.tokens.start) && (has_weapon || hit.trigger.strength != Strength::Means)
        });
        let mut kept = Vec::new();
        let mut lost = None;
        for hit in inside {
            match judge(reading, hit, sentence.tokens.clone(), clause.clone(), sentence.kind) {
                Reality::Rejected(reason) => {
                    rejected.extend(Rejection::of(reading, &hit.tokens, reason));
                    lost = lost.or(hit.is_event().then_some(reason));
                }
                Reality::Actual | Reality::Reference => kept.push(hit),
            }
        }
        match lost.filter(|_| !kept.iter().any(|hit| hit.is_event())) {
            Some(reason) => rejected.extend(
                kept.iter()
                    .filter_map(|hit| Rejection::of(reading, &hit.tokens, reason)),
            ),
            None => real.extend(kept.into_iter().cloned()),
        }
    }
    (real, rejected)
}

fn read_mention<'a>(
    reading: &Reading<'a>,
    number: usize,
    sentence: &Sentence,
    extent: Range<usize>,
    trigger: TriggerHit,
    country: Option<&str>,
) -> Mention<'a> {
    let reality = judge(
        reading,
        &trigger,
        sentence.tokens.clone(),
        extent.clone(),
        sentence.kind,
    );
    let weapons = find_weapons(reading, extent.clone());
    let by_weapon = kind_by_weapon(reading, &weapons, &trigger.tokens);
    let (kind, specificity) = read_kind(reading, &trigger, &extent, by_weapon);
    let form = trigger.trigger.form;
    let last = trigger.tokens.end.saturating_sub(1);
    Mention {
        sentence: number,
        sentence_span: sentence.span,
        word: reading.text.folded(last).trim_end_matches('s').to_owned(),
        is_definite: trigger.is_definite(reading),
        is_reference: reality == Reality::Reference,
        group: reading
            .lexicon
            .taxonomy()
            .get(trigger.trigger.kind)
            .map_or("", |kind| kind.group.as_str()),
        telling: if tells_in_present(reading, &trigger, sentence.kind) {
            Telling::Headline
        } else {
            Telling::Story
        },
        saying: if kills(reading, &trigger) {
            Saying::Killing
        } else if took_place(reading, &trigger) {
            Saying::Happening
        } else {
            Saying::Nothing
        },
        points_back: points_back(reading, &trigger, &extent),
        has_later_date: trigger.trigger.strength == Strength::Strong && has_close_date(reading, trigger.tokens.end),
        places: event_places(reading, &trigger.tokens, form, &extent, country),
        casualties: read_casualties(reading, extent.clone()),
        cast: read_cast(reading, &trigger.tokens, form, &extent),
        follows_by_days: days_before_clause(reading, &trigger.tokens, &extent),
        weapons,
        kind,
        specificity,
        extent,
        trigger,
    }
}

/// Whether a verb is told of people or things that the reader knows: "the", "his", "they" at the beginning.
fn points_back(reading: &Reading<'_>, trigger: &TriggerHit, extent: &Range<usize>) -> bool {
    let text = reading.text;
    let first = text.folded(extent.start + usize::from(matches!(text.folded(extent.start), "and" | "but" | "when")));
    let is_known = matches!(
        first,
        "the" | "his" | "her" | "their" | "its" | "he" | "she" | "they" | "both" | "all"
    );
    is_known && extent.start < trigger.tokens.start && !trigger.trigger.form.is_noun()
}

/// "Disorder also broke out", "a fire erupted": a verb of happening after the noun.
fn took_place(reading: &Reading<'_>, trigger: &TriggerHit) -> bool {
    const REACH: usize = 4;
    let text = reading.text;
    let happens = |token: usize| {
        let next = text.folded(token + 1);
        match text.folded(token) {
            "broke" => next == "out",
            "took" => next == "place",
            "erupted" | "occurred" | "happened" => true,
            _ => false,
        }
    };
    trigger.trigger.form.is_noun() && (trigger.tokens.end..trigger.tokens.end + REACH).any(happens)
}

/// Whether the trigger says that people died: a word for killing, or a murder that was no mere attempt.
fn kills(reading: &Reading<'_>, trigger: &TriggerHit) -> bool {
    const ATTEMPT_REACH: usize = 3;
    let kind = reading.lexicon.taxonomy().get(trigger.trigger.kind);
    let is_murder = kind.is_some_and(|kind| matches!(kind.id.as_str(), "assassination" | "massacre"));
    let window = trigger.tokens.start.saturating_sub(ATTEMPT_REACH)..trigger.tokens.end + 1;
    let is_attempt = window.into_iter().any(|token| {
        let word = reading.text.folded(token);
        word.starts_with("attempt") || matches!(word, "tried" | "trying")
    });
    (trigger.trigger.strength == Strength::Killed || is_murder) && !is_attempt
}

/// The part of the sentence between subordinating words ("after", "when"), semicolons and colons.
fn clauses(reading: &Reading<'_>, sentence: Range<usize>) -> Vec<Range<usize>> {
    let text = reading.text;
    let mut clauses = Vec::new();
    let mut start = sentence.start;
    for token in sentence.clone() {
        let is_sign = matches!(text.word(token), ";" | "—" | "–" | ":") && token > start;
        if token > start && (is_sign || reading.is_cue(token, Cue::Clause) && begins_clause(reading, token)) {
            clauses.push(start..token);
            start = token;
        }
    }
    clauses.push(start..sentence.end);
    clauses
}

/// Whether a subordinating word opens a clause here: not "since 2015", "such as", "as well as", "the following day".
fn begins_clause(reading: &Reading<'_>, token: usize) -> bool {
    let text = reading.text;
    let next = text.folded(token + 1);
    let before = token.checked_sub(1).map_or("", |token| text.folded(token));
    match text.folded(token) {
        "as" => {
            !matches!(
                next,
                "a" | "an" | "well" | "many" | "part" | "of" | "possible" | "much" | "soon" | "to"
            ) && !matches!(
                before,
                "such"
                    | "well"
                    | "known"
                    | "used"
                    | "described"
                    | "same"
                    | "many"
                    | "much"
                    | "far"
                    | "identified"
                    | "soon"
                    | "seen"
            )
        }
        "since" | "after" | "before" | "until" | "following" | "amid" => {
            !reading.is_in_date(token + 1) && before != "the"
        }
        // "The riots followed | the killing of three girls": but "followed by", "was followed".
        "followed" => is_determiner(next) && !matches!(before, "was" | "were" | "been" | "," | "be"),
        _ => true,
    }
}

/// A part of a sentence with the trigger that leads it.
type Nucleus = (Range<usize>, Option<TriggerHit>);

/// Each clause with the trigger that leads it, clauses that coordinate two events cut in two.
fn nuclei(reading: &Reading<'_>, triggers: &[TriggerHit], clauses: Vec<Range<usize>>) -> Vec<Nucleus> {
    let mut nuclei = Vec::new();
    for clause in clauses {
        let inside: Vec<&TriggerHit> = triggers
            .iter()
            .filter(|hit| clause.contains(&hit.tokens.start))
            .collect();
        match coordination(reading, &inside, &clause) {
            Some(cut) => {
                nuclei.push((
                    clause.start..cut,
                    lead(inside.iter().filter(|hit| hit.tokens.start < cut).copied()),
                ));
                nuclei.push((
                    cut..clause.end,
                    lead(inside.iter().filter(|hit| cut <= hit.tokens.start).copied()),
                ));
            }
            None => nuclei.push((clause.clone(), lead(inside.iter().copied()))),
        }
    }
    nuclei
}

/// The trigger that says most; the first of equals.
fn lead<'h>(hits: impl Iterator<Item = &'h TriggerHit>) -> Option<TriggerHit> {
    let rank = |hit: &TriggerHit| match hit.trigger.strength {
        Strength::Strong => 0,
        Strength::General => 1,
        Strength::Means => 2,
        Strength::Weak => 3,
        Strength::Killed => 4,
        Strength::Injured => 5,
        Strength::Damage => 6,
    };
    hits.min_by_key(|hit| (rank(hit), hit.tokens.start)).cloned()
}

/// Where "and" joins two events with a place each ("attacked a church in A and bombed a market in B").
fn coordination(reading: &Reading<'_>, inside: &[&TriggerHit], clause: &Range<usize>) -> Option<usize> {
    let events: Vec<&&TriggerHit> = inside.iter().filter(|hit| hit.is_event()).collect();
    for pair in events.windows(2) {
        let gap = pair[0].tokens.end..pair[1].tokens.start;
        let and = gap.clone().find(|token| reading.text.folded(*token) == "and");
        let cut = and.filter(|and| !reading.places_in(gap.start..*and).is_empty())?;
        if !reading.places_in(pair[1].tokens.end..clause.end).is_empty() {
            return Some(cut);
        }
    }
    None
}

/// Gives clauses without an event to their neighbour: those that tell people hurt to the clause that follows ("killed when a bus
/// crashed"), others to the one before.
fn join_extents(reading: &Reading<'_>, nuclei: Vec<Nucleus>) -> Vec<(Range<usize>, TriggerHit)> {
    let mut joined: Vec<(Range<usize>, TriggerHit)> = Vec::new();
    let mut waiting: Option<Nucleus> = None;
    for (clause, trigger) in nuclei {
        let start = waiting.as_ref().map_or(clause.start, |(earlier, _)| earlier.start);
        let effect_before = waiting.take().and_then(|(_, trigger)| trigger);
        match trigger {
            Some(hit) if is_told_apart(reading, &clause) => joined.push((clause, hit)),
            Some(hit) if is_mere_effect(reading, &hit, &clause) && effect_before.is_none() => match joined.last_mut() {
                Some((extent, _)) => extent.end = clause.end,
                None => waiting = Some((start..clause.end, Some(hit))),
            },
            Some(hit) => joined.push((start..clause.end, hit)),
            None => match (effect_before, joined.last_mut()) {
                (Some(effect), _) => waiting = Some((start..clause.end, Some(effect))),
                (None, Some((extent, _))) => extent.end = clause.end,
                (None, None) => waiting = Some((start..clause.end, None)),
            },
        }
    }
    if let Some((extent, Some(trigger))) = waiting {
        joined.push((extent, trigger));
    }
    joined
}

/// "The shooting came five days | after a deputy was wounded in Kansas City": another event, so many days away, at a place of its own.
fn is_told_apart(reading: &Reading<'_>, clause: &Range<usize>) -> bool {
    const LONGEST_EXPRESSION: usize = 8;
    let before = clause.start.saturating_sub(LONGEST_EXPRESSION)..clause.start;
    let is_measured = reading
        .dates_in(before)
        .iter()
        .any(|date| date.tokens.end == clause.start && matches!(date.meaning, Meaning::FromNarrative { .. }));
    let has_place = || {
        let named = reading.places_in(clause.clone());
        named.iter().any(|place| place.role == ToponymRole::Literal)
    };
    is_measured && matches!(reading.text.folded(clause.start), "after" | "before") && has_place()
}

/// People hurt or things broken, with no weapon in the clause that would make it an event of its own.
fn is_mere_effect(reading: &Reading<'_>, hit: &TriggerHit, clause: &Range<usize>) -> bool {
    let is_effect = matches!(
        hit.trigger.strength,
        Strength::Killed | Strength::Injured | Strength::Damage
    );
    is_effect
        && !find_weapons(reading, clause.clone())
            .iter()
            .any(|hit| hit.weapon.kind.is_some())
}

/// "The strikes come a day | after …": how many days this event lies from the one told before that "after".
fn days_before_clause(reading: &Reading<'_>, trigger: &Range<usize>, extent: &Range<usize>) -> Option<(i32, i32)> {
    const LONGEST_EXPRESSION: usize = 8;
    let is_after = |token: &usize| matches!(reading.text.folded(*token), "after" | "before");
    let after = (extent.start..trigger.start).rev().find(is_after)?;
    // "A year after people were hurt on August 10": the day is told outright, and need not be reckoned.
    let is_day =
        |date: &DateMention| matches!(date.meaning, Meaning::Days(days) if days.precision == DatePrecision::Day);
    if reading.dates_in(after + 1..extent.end).iter().any(is_day) {
        return None;
    }
    let date = reading
        .dates_in(after.saturating_sub(LONGEST_EXPRESSION)..after)
        .last()?;
    match date.meaning {
        Meaning::FromNarrative { least_days, most_days } if date.tokens.end == after => Some((least_days, most_days)),
        _ => None,
    }
}

/// "for a murder in Bristol in 1984": a day after the trigger with no verb between.
fn has_close_date(reading: &Reading<'_>, from: usize) -> bool {
    const REACH: usize = 10;
    const COURT_DAYS: i32 = 7;
    let Some(date) = reading.dates_in(from..from + REACH).first() else {
        return false;
    };
    let is_verb = |token: usize| {
        let word = reading.text.folded(token);
        is_clause_word(word) || word.ends_with("ed")
    };
    // "Sentenced for murder on Friday": the days before publication are the court's.
    let is_of_court = match (date.meaning, reading.document.date) {
        (Meaning::Days(range), Some(published)) => published
            .since(range.last)
            .is_ok_and(|span| span.get_days() <= COURT_DAYS),
        _ => false,
    };
    !is_of_court && !(from..date.tokens.start).any(is_verb)
}

/// Whether the sentence is an item of a list.
pub(super) fn is_list_item(sentence: &Sentence) -> bool {
    sentence.kind == SentenceKind::Bullet
}

/// Whether the noun stands for several events ("strikes").
pub(super) fn is_plural(mention: &Mention<'_>) -> bool {
    mention.trigger.trigger.form == Form::Plural
}

//! Candidates: the entities that may have taken part in one incident, each with what all its phrases say.

use std::ops::Range;

use super::class::PhraseClass;
use super::entity::{Entity, find_entities};
use super::feature::{Features, describe, stem};
use super::phrase::{Layout, Phrase, lay_out};
use crate::incident::ActorRole;
use crate::incident::merge::Draft;
use crate::incident::reading::Reading;
use crate::learn::Feature;
use crate::lexicon::Side;

/// Roles that an entity can have in an incident, in the order of the model's labels after "none".
pub(in crate::incident) const ROLES: [&str; 5] = ["perpetrator", "organisation", "target", "victim", "weapon"];

/// An entity seen from one incident.
#[derive(Clone, Debug)]
pub(in crate::incident) struct Participant<'l> {
    /// Its phrases in the incident's sentences, in text order; never empty.
    pub(in crate::incident) phrases: Vec<&'l Phrase>,
    /// What they say, hashed, without repetition.
    pub(in crate::incident) features: Vec<Feature>,
}

/// The article's sentences cut into phrases, and what they name.
#[derive(Debug)]
pub(in crate::incident) struct Scene {
    layouts: Vec<Layout>,
    entities: Vec<Entity>,
    /// For each sentence, the incidents that it may tell of.
    tells: Vec<Vec<(usize, Relation)>>,
    /// The groups and forces that the article names, oftenest first.
    groups: Vec<GroupNamed>,
}

/// A group or force that the article names.
#[derive(Debug)]
struct GroupNamed {
    /// Its normal name.
    name: String,
    count: usize,
    /// Where it stands first.
    phrase: Phrase,
}

/// Groups looked at; no article is about more.
const MOST_GROUPS: usize = 12;

/// The groups and forces that the article names, oftenest first, the earlier of equals.
fn groups_named(reading: &Reading<'_>) -> Vec<GroupNamed> {
    let mut groups: Vec<GroupNamed> = Vec::new();
    let mut at = 0;
    while at < reading.text.tokens().len() {
        let Some((end, name)) = reading.lexicon.actors().first_at(reading.text, at) else {
            at += 1;
            continue;
        };
        match groups.iter().position(|group| group.name == *name) {
            Some(known) => groups[known].count += 1,
            None if groups.len() < MOST_GROUPS => groups.push(GroupNamed {
                name: name.clone(),
                count: 1,
                phrase: Phrase::of_group(at..end),
            }),
            None => {}
        }
        at = end;
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.count));
    groups
}

/// How a sentence stands to an incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    /// It tells it.
    Own,
    /// So many sentences after one that tells it, with no other event told since.
    After(usize),
    /// It tells another one, told after this one.
    Other,
    /// Before the first event of the article.
    Before,
}

/// Sentences after the last telling that still speak of the incident.
const REACH: usize = 5;

impl Scene {
    /// Reads the phrases of every sentence that belongs to one of `drafts`.
    pub(in crate::incident) fn read(reading: &Reading<'_>, drafts: &[Draft<'_>]) -> Scene {
        let sentences = reading.text.sentences();
        let tells = tells(drafts, sentences.len());
        let mut tagger = reading.lexicon.tagger();
        let layouts: Vec<Layout> = sentences
            .iter()
            .zip(&tells)
            .map(|(sentence, told)| {
                if told.is_empty() {
                    Layout {
                        tokens: sentence.tokens.clone(),
                        phrases: Vec::new(),
                        triggers: Vec::new(),
                        tags: Vec::new(),
                    }
                } else {
                    lay_out(reading, &mut tagger, sentence.tokens.clone())
                }
            })
            .collect();
        let entities = find_entities(reading, &layouts);
        Scene {
            groups: groups_named(reading),
            layouts,
            entities,
            tells,
        }
    }

    /// The candidates of the incident `number`, in order of first mention.
    pub(in crate::incident) fn participants(
        &self,
        reading: &Reading<'_>,
        number: usize,
        draft: &Draft<'_>,
    ) -> Vec<Participant<'_>> {
        let near = self.entities.iter();
        let mut participants: Vec<Participant<'_>> = near
            .filter_map(|entity| self.participant(reading, entity, number, draft))
            .collect();
        let is_near = |group: &GroupNamed| {
            let phrases = participants.iter().flat_map(|participant| &participant.phrases);
            let names = phrases.filter(|phrase| phrase.class == PhraseClass::Group);
            let mut names =
                names.filter_map(|phrase| reading.lexicon.actors().first_at(reading.text, phrase.name.start));
            names.any(|(_, name)| *name == group.name)
        };
        let far: Vec<Participant<'_>> = (0..self.groups.len())
            .filter(|at| !is_near(&self.groups[*at]))
            .map(|at| self.far_group(reading, at, draft, &participants))
            .collect();
        participants.extend(far);
        participants
    }

    /// A group that is named elsewhere in the article: "rebels attacked", and three paragraphs later who they are.
    fn far_group<'l>(
        &'l self,
        reading: &Reading<'_>,
        at: usize,
        draft: &Draft<'_>,
        near: &[Participant<'_>],
    ) -> Participant<'l> {
        let group = &self.groups[at];
        let text = reading.text;
        let kind = reading
            .lexicon
            .taxonomy()
            .get(draft.kind)
            .map_or("", |kind| kind.id.as_str());
        let mut features = Features::default();
        self.describe_standing(at, "far", &mut features);
        features.add(&["far kind", kind]);
        for token in group.phrase.tokens.clone() {
            features.add(&["far word", stem(text.folded(token))]);
        }
        let told = draft.mentions.first().map_or(0, |mention| mention.trigger.tokens.start);
        features.add(&[
            "far",
            if group.phrase.tokens.start < told {
                "earlier"
            } else {
                "later"
            },
        ]);
        let has = |class: PhraseClass| {
            near.iter()
                .any(|participant| participant.phrases.iter().any(|phrase| phrase.class == class))
        };
        for (class, name) in [
            (PhraseClass::Group, "group"),
            (PhraseClass::People(Side::Armed), "armed"),
            (PhraseClass::People(Side::Attacker), "attacker"),
            (PhraseClass::People(Side::Security), "security"),
        ] {
            features.add(&["far beside", name, if has(class) { "yes" } else { "no" }]);
        }
        features.hashes.sort_unstable();
        features.hashes.dedup();
        Participant {
            phrases: vec![&group.phrase],
            features: features.hashes,
        }
    }

    /// How often the article names the group, against the others.
    fn describe_standing(&self, at: usize, place: &str, features: &mut Features) {
        let count = self.groups[at].count;
        let share = match (at, self.groups.len()) {
            (_, 1) => "only",
            (0, _) if self.groups.get(1).is_some_and(|next| 2 * next.count <= count) => "most",
            (0, _) => "first",
            (1, _) => "second",
            _ => "other",
        };
        features.add(&["standing", place, share]);
        features.add(&["named", place, ["0", "1", "2", "3", "4", "5"][count.min(5)]]);
    }

    fn participant(
        &self,
        reading: &Reading<'_>,
        entity: &Entity,
        number: usize,
        draft: &Draft<'_>,
    ) -> Option<Participant<'_>> {
        let mut features = Features::default();
        let mut phrases = Vec::new();
        for at in &entity.phrases {
            let Some((_, relation)) = self.tells[at.layout].iter().find(|(draft, _)| *draft == number) else {
                continue;
            };
            let layout = &self.layouts[at.layout];
            let Some(phrase) = layout.phrases.get(at.phrase) else {
                continue;
            };
            describe(reading, layout, at.phrase, &mut features);
            describe_relation(reading, draft, at.layout, *relation, phrase, &mut features);
            phrases.push(phrase);
        }
        let first = phrases.first()?;
        let class = first.class.label();
        let kind = reading
            .lexicon
            .taxonomy()
            .get(draft.kind)
            .map_or("", |kind| kind.id.as_str());
        features.add(&["kind", class, kind]);
        features.add(&["mentions", class, ["0", "1", "2", "3", "4"][phrases.len().min(4)]]);
        for phrase in &phrases {
            features.add(&["any class", phrase.class.label()]);
        }
        if first.class == PhraseClass::Group
            && let Some((_, name)) = reading.lexicon.actors().first_at(reading.text, first.name.start)
            && let Some(at) = self.groups.iter().position(|group| group.name == *name)
        {
            self.describe_standing(at, "near", &mut features);
        }
        features.hashes.sort_unstable();
        features.hashes.dedup();
        Some(Participant {
            phrases,
            features: features.hashes,
        })
    }
}

/// For each sentence, the incidents that it may tell of.
fn tells(drafts: &[Draft<'_>], sentences: usize) -> Vec<Vec<(usize, Relation)>> {
    let mut tells: Vec<Vec<(usize, Relation)>> = vec![Vec::new(); sentences];
    for (number, draft) in drafts.iter().enumerate() {
        for mention in &draft.mentions {
            if let Some(told) = tells.get_mut(mention.sentence)
                && !told.iter().any(|(known, _)| *known == number)
            {
                told.push((number, Relation::Own));
            }
        }
    }
    let primary = tells.clone();
    let first_told = tells.iter().position(|told| !told.is_empty());
    let mut last: Option<(usize, usize)> = None;
    for at in 0..sentences {
        if let Some((number, _)) = primary[at].last() {
            let goes_on = |(before, from): &(usize, usize)| {
                !primary[at].iter().any(|(known, _)| known == before) && at - from <= REACH
            };
            if let Some((before, _)) = last.filter(goes_on) {
                tells[at].push((before, Relation::Other));
            }
            last = Some((*number, at));
        } else if let Some((number, from)) = last {
            if at - from <= REACH {
                tells[at].push((number, Relation::After(at - from)));
            }
        } else if let Some(first) = first_told.filter(|first| first - at <= 6)
            && let Some((number, _)) = tells[first].first().copied()
        {
            tells[at].push((number, Relation::Before));
        }
    }
    tells
}

/// How the phrase's sentence and part of it belong to the incident, and what the rules made of the phrase.
fn describe_relation(
    reading: &Reading<'_>,
    draft: &Draft<'_>,
    sentence: usize,
    relation: Relation,
    phrase: &Phrase,
    features: &mut Features,
) {
    let class = phrase.class.label();
    let told = match relation {
        Relation::Own => {
            let inside = |extent: &Range<usize>| extent.contains(&phrase.head);
            if draft
                .mentions
                .iter()
                .any(|mention| mention.sentence == sentence && inside(&mention.extent))
            {
                "own"
            } else {
                "beside"
            }
        }
        Relation::After(1) => "after 1",
        Relation::After(2) => "after 2",
        Relation::After(3) => "after 3",
        Relation::After(4..=6) => "after 6",
        Relation::After(_) => "after",
        Relation::Other => "other",
        Relation::Before => "before",
    };
    features.add(&["told", class, told]);
    if draft
        .mentions
        .first()
        .is_some_and(|mention| mention.sentence == sentence)
    {
        features.add(&["first telling", class]);
    }
    let Some(span) = reading.text.span_of(phrase.tokens.clone()) else {
        return;
    };
    for mention in draft.mentions.iter().filter(|mention| mention.sentence == sentence) {
        for actor in &mention.cast.actors {
            let overlaps = actor.span.start() < span.end() && span.start() < actor.span.end();
            let ends = actor.span.end() == span.end();
            if overlaps {
                let role = match actor.role {
                    ActorRole::Perpetrator => "perpetrator",
                    ActorRole::Target => "target",
                    ActorRole::Victim => "victim",
                };
                features.add(&["rule", role, class, if ends { "whole" } else { "part" }]);
            }
        }
    }
}

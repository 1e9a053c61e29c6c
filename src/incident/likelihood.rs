//! How likely it is that an incident is real and rightly read: a logistic model over its words, its slots and where they come from.
//!
//! [`Incident::confidence`](super::Incident) is this probability; what falls below [`least_likely`] is no incident.

use super::assemble::main_mention;
use super::kind::Specificity;
use super::merge::Draft;
use super::reading::Reading;
use super::relevance::is_plain_word;
use super::{Incident, LocationPrecision};
use crate::learn::{Feature, ModelName};
use crate::lexicon::{Form, Strength};
use crate::text::TokenKind;

/// Below this probability a candidate is dropped. Chosen in cross-validation (`dateline train likelihood`) on `muc4_dev`, where few
/// articles are about incidents, with what it costs on the other corpora.
const LEAST_LIKELY: f64 = 0.45;
/// The same for accidents and disasters: the corpora that the model learns from hardly annotate any, and most of their articles are
/// about something else, so that it holds plain reports of them for unlikely.
const LEAST_LIKELY_MISFORTUNE: f64 = 0.35;

/// The probability below which a candidate of this group of types is dropped.
pub(super) fn least_likely(group: &str) -> f64 {
    if matches!(group, "accident" | "disaster") {
        LEAST_LIKELY_MISFORTUNE
    } else {
        LEAST_LIKELY
    }
}

/// Kinds of features. A number means the same in every version: model files depend on it.
#[derive(Clone, Copy, Debug)]
enum Template {
    Bias,
    Kind,
    Group,
    Reading,
    Phrase,
    Word,
    Before,
    After,
    NearBefore,
    Actor,
    ActorHead,
    Weapon,
    Killed,
    Injured,
    Hurt,
    Date,
    DaysAgo,
    Place,
    Definite,
    Reference,
    Mentions,
    Strong,
    Rank,
    Sentence,
    Count,
    Status,
    ListItem,
    GroupDate,
    GroupPlace,
    GroupHurt,
    KindDefinite,
    Relevance,
    GroupRelevance,
}

/// Where a candidate stands among those of its article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standing {
    /// Its number in text order.
    pub(super) rank: usize,
    /// Number of candidates of the article.
    pub(super) count: usize,
}

/// What is true of a candidate, apart from its article's relevance ([`add_relevance`]).
pub(super) fn likelihood_features(
    reading: &Reading<'_>,
    draft: &Draft<'_>,
    incident: &Incident,
    standing: Standing,
) -> Vec<Feature> {
    let mut features = Features::default();
    features.add(Template::Bias, &[]);
    add_trigger(&mut features, reading, draft, incident);
    add_slots(&mut features, reading, draft, incident);
    add_standing(&mut features, draft, standing);
    add_words(&mut features, reading, draft);
    let mut features = features.0;
    features.sort_unstable();
    features.dedup();
    features
}

/// Adds what the whole article sounds like: the log odds of its relevance, as one feature for each step that they reach.
pub(super) fn add_relevance(features: &mut Vec<Feature>, incident_group: &str, log_odds: f32) {
    const STEPS: [f32; 11] = [-3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0];
    let mut more = Features::default();
    for (step, number) in STEPS.into_iter().zip(0..) {
        if step <= log_odds {
            more.add(Template::Relevance, &[Value::Number(number)]);
            if number % 4 == 1 {
                more.add(
                    Template::GroupRelevance,
                    &[Value::Text(incident_group), Value::Number(number)],
                );
            }
        }
    }
    features.extend(more.0);
}

/// The probability of the candidate with these features.
pub(super) fn likelihood(reading: &Reading<'_>, features: &[Feature]) -> f64 {
    let model = reading.lexicon.model(ModelName::Likelihood);
    let scores = model.scores(features);
    let incident = model.label("incident");
    incident.map_or(1.0, |incident| f64::from(model.probabilities(&scores)[incident]))
}

enum Value<'v> {
    Text(&'v str),
    Number(u64),
}

#[derive(Default)]
struct Features(Vec<Feature>);

impl Features {
    fn add(&mut self, template: Template, values: &[Value<'_>]) {
        let feature = values
            .iter()
            .fold(Feature::of(template as u32), |feature, value| match value {
                Value::Text(text) => feature.text(text),
                Value::Number(number) => feature.number(*number),
            });
        self.0.push(feature);
    }
}

fn add_trigger(features: &mut Features, reading: &Reading<'_>, draft: &Draft<'_>, incident: &Incident) {
    let main = main_mention(draft);
    let taxonomy = reading.lexicon.taxonomy();
    let group = taxonomy.get(draft.kind).map_or("", |kind| kind.group.as_str());
    let trigger = &main.trigger.trigger;
    features.add(Template::Kind, &[Value::Text(&incident.kind)]);
    features.add(Template::Group, &[Value::Text(group)]);
    features.add(
        Template::Reading,
        &[
            Value::Number(strength_number(trigger.strength)),
            Value::Number(form_number(trigger.form)),
        ],
    );
    for mention in draft.mentions.iter().take(MOST_MENTIONS) {
        let phrase = reading.lexicon.trigger_phrase(&mention.trigger.trigger);
        features.add(Template::Phrase, &[Value::Text(phrase)]);
    }
    let definite = draft.mentions.iter().all(|mention| mention.is_definite);
    features.add(Template::Definite, &[Value::Number(definite.into())]);
    features.add(
        Template::KindDefinite,
        &[Value::Text(&incident.kind), Value::Number(definite.into())],
    );
    let reference = draft.mentions.iter().all(|mention| mention.is_reference);
    features.add(Template::Reference, &[Value::Number(reference.into())]);
    let strong = draft
        .mentions
        .iter()
        .any(|mention| mention.trigger.trigger.strength == Strength::Strong);
    features.add(
        Template::Strong,
        &[
            Value::Number(strong.into()),
            Value::Number((draft.specificity == Specificity::Specific).into()),
        ],
    );
}

/// Mentions whose words are looked at; further tellings add little.
const MOST_MENTIONS: usize = 8;

fn add_slots(features: &mut Features, reading: &Reading<'_>, draft: &Draft<'_>, incident: &Incident) {
    let taxonomy = reading.lexicon.taxonomy();
    let group = taxonomy.get(draft.kind).map_or("", |kind| kind.group.as_str());
    for actor in &incident.actors {
        let head = actor.name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let role = actor.role as u64;
        features.add(
            Template::Actor,
            &[Value::Number(role), Value::Number(actor.kind as u64)],
        );
        features.add(Template::ActorHead, &[Value::Number(role), Value::Text(&head)]);
    }
    for weapon in &incident.weapons {
        features.add(Template::Weapon, &[Value::Text(weapon)]);
    }
    let people = |count: Option<super::CountRange>| match count.map(|count| count.max) {
        None => 0,
        Some(0) => 1,
        Some(1) => 2,
        Some(2..=5) => 3,
        Some(6..=30) => 4,
        Some(_) => 5,
    };
    features.add(Template::Killed, &[Value::Number(people(incident.killed))]);
    features.add(Template::Injured, &[Value::Number(people(incident.injured))]);
    let hurt = draft.mentions.iter().any(|mention| mention.casualties.any);
    features.add(Template::Hurt, &[Value::Number(hurt.into())]);
    features.add(Template::GroupHurt, &[Value::Text(group), Value::Number(hurt.into())]);
    let date = draft
        .date
        .map_or(0, |date| 1 + date.source as u64 + 4 * date.range.precision as u64);
    features.add(Template::Date, &[Value::Number(date)]);
    features.add(Template::GroupDate, &[Value::Text(group), Value::Number(date)]);
    features.add(Template::DaysAgo, &[Value::Number(days_ago(reading, incident))]);
    let place = draft.place.as_ref().map_or(0, |place| {
        let precision = match place.location.precision {
            LocationPrecision::Site | LocationPrecision::Settlement => 1,
            LocationPrecision::District | LocationPrecision::Province => 2,
            LocationPrecision::Region | LocationPrecision::Country => 3,
        };
        precision + 3 * u64::from(place.is_own)
    });
    features.add(Template::Place, &[Value::Number(place)]);
    features.add(Template::GroupPlace, &[Value::Text(group), Value::Number(place)]);
    features.add(Template::Status, &[Value::Number(incident.status as u64)]);
}

/// How long before publication it ended, in steps; 0 where that is not known.
fn days_ago(reading: &Reading<'_>, incident: &Incident) -> u64 {
    let (Some(range), Some(published)) = (incident.date, reading.document.date) else {
        return 0;
    };
    let days = published.since(range.last).map_or(0, |span| span.get_days());
    match days {
        ..=-1 => 1,
        0 => 2,
        1 => 3,
        2..=4 => 4,
        5..=31 => 5,
        32..=90 => 6,
        91..=400 => 7,
        _ => 8,
    }
}

fn add_standing(features: &mut Features, draft: &Draft<'_>, standing: Standing) {
    let number = |value: usize| Value::Number(value as u64);
    features.add(Template::Mentions, &[number(draft.mentions.len().min(4))]);
    features.add(Template::Rank, &[number(standing.rank.min(4))]);
    features.add(Template::Count, &[number(standing.count.min(6))]);
    let sentence = draft.mentions.first().map_or(0, |mention| mention.sentence);
    let step = match sentence {
        0..=3 => sentence,
        4..=5 => 4,
        6..=9 => 5,
        10..=19 => 6,
        _ => 7,
    };
    features.add(Template::Sentence, &[number(step)]);
    features.add(Template::ListItem, &[Value::Number(draft.is_list_item.into())]);
}

/// The words of the sentence that tells most, and those next to its trigger.
fn add_words(features: &mut Features, reading: &Reading<'_>, draft: &Draft<'_>) {
    const REACH: usize = 4;
    const LONGEST_SENTENCE: usize = 80;
    let main = main_mention(draft);
    let text = reading.text;
    let Some(sentence) = text.sentences().get(main.sentence) else {
        return;
    };
    let trigger = &main.trigger.tokens;
    let from = sentence
        .tokens
        .start
        .max(trigger.start.saturating_sub(LONGEST_SENTENCE));
    let to = sentence.tokens.end.min(trigger.end + LONGEST_SENTENCE);
    for token in from..to {
        if is_plain_word(reading, token) {
            features.add(Template::Word, &[Value::Text(text.folded(token))]);
        }
    }
    let is_word = |token: &usize| text.tokens()[*token].kind == TokenKind::Word;
    let before = (from..trigger.start).rev().filter(is_word).take(REACH);
    for (token, distance) in before.zip(0_u64..) {
        if is_plain_word(reading, token) {
            features.add(Template::Before, &[Value::Text(text.folded(token))]);
            if distance == 0 {
                features.add(Template::NearBefore, &[Value::Text(text.folded(token))]);
            }
        }
    }
    let after = (trigger.end..to).filter(is_word).take(REACH);
    for token in after {
        if is_plain_word(reading, token) {
            features.add(Template::After, &[Value::Text(text.folded(token))]);
        }
    }
}

/// Numbers of our own, so that another order of the variants changes no model.
fn strength_number(strength: Strength) -> u64 {
    match strength {
        Strength::Strong => 0,
        Strength::General => 1,
        Strength::Weak => 2,
        Strength::Means => 3,
        Strength::Killed => 4,
        Strength::Injured => 5,
        Strength::Damage => 6,
    }
}

fn form_number(form: Form) -> u64 {
    match form {
        Form::Singular => 0,
        Form::Plural => 1,
        Form::Base => 2,
        Form::ThirdPerson => 3,
        Form::Past => 4,
        Form::Participle => 5,
        Form::Gerund => 6,
    }
}

//! Entities: the phrases of an article that name the same people or things, joined by name, by noun and by apposition.

use std::collections::HashMap;

use super::class::PhraseClass;
use super::feature::stem;
use super::phrase::{Layout, Phrase};
use crate::incident::reading::Reading;

/// One phrase of the article: the sentence's layout and the phrase's number in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PhraseAt {
    pub(super) layout: usize,
    pub(super) phrase: usize,
}

/// Phrases that name the same.
#[derive(Clone, Debug)]
pub(super) struct Entity {
    pub(super) phrases: Vec<PhraseAt>,
}

/// Joins the phrases of `layouts` that can take part in an incident.
pub(super) fn find_entities(reading: &Reading<'_>, layouts: &[Layout]) -> Vec<Entity> {
    let mut entities: Vec<Entity> = Vec::new();
    let mut by_key: HashMap<String, usize> = HashMap::new();
    for (number, layout) in layouts.iter().enumerate() {
        let mut previous: Option<(usize, usize)> = None;
        for (at, phrase) in layout.phrases.iter().enumerate() {
            if matches!(phrase.class, PhraseClass::Event) {
                continue;
            }
            let keys = keys(reading, phrase);
            let apposed = previous
                .filter(|(before, _)| before + 1 == at && is_apposition(reading, &layout.phrases[*before], phrase))
                .map(|(_, entity)| entity);
            let known = keys.iter().find_map(|key| by_key.get(key).copied()).or(apposed);
            let entity = known.unwrap_or_else(|| {
                entities.push(Entity { phrases: Vec::new() });
                entities.len() - 1
            });
            entities[entity].phrases.push(PhraseAt {
                layout: number,
                phrase: at,
            });
            for key in keys {
                by_key.entry(key).or_insert(entity);
            }
            previous = Some((at, entity));
        }
    }
    entities
}

/// What a phrase is known by: a group's normal name, a person's last name, else class and noun.
fn keys(reading: &Reading<'_>, phrase: &Phrase) -> Vec<String> {
    let text = reading.text;
    match phrase.class {
        PhraseClass::Group => vec![
            reading
                .lexicon
                .actors()
                .first_at(text, phrase.name.start)
                .map_or_else(String::new, |(_, name)| format!("group {name}")),
        ],
        PhraseClass::Name => {
            let words: Vec<&str> = phrase
                .name
                .clone()
                .map(|token| text.folded(token))
                .filter(|word| word.len() > 2)
                .collect();
            let mut keys: Vec<String> = vec![format!("name {}", words.join(" "))];
            if let Some(last) = words.last() {
                keys.push(format!("name {last}"));
            }
            if let [_, middle, _] | [_, _, middle, _] = words.as_slice() {
                // Spanish family names: the father's comes first.
                keys.push(format!("name {middle}"));
            }
            keys
        }
        PhraseClass::Weapon => {
            let label = phrase.tokens.clone().find_map(|token| {
                reading
                    .lexicon
                    .weapons()
                    .first_at(text, token)
                    .map(|(_, weapon)| weapon.label.clone())
            });
            vec![format!(
                "weapon {}",
                label.unwrap_or_else(|| stem(text.folded(phrase.head)).to_owned())
            )]
        }
        _ => vec![format!("noun {}", stem(text.folded(phrase.head)))],
    }
}

/// "Omar Khalid, the commander,", "the mayor, Omar Khalid", "National Liberation Army (ELN)".
fn is_apposition(reading: &Reading<'_>, before: &Phrase, next: &Phrase) -> bool {
    let text = reading.text;
    if before.tokens.end + 1 != next.start || before.modifies.is_some() || next.count.is_some() {
        return false;
    }
    let sign = text.word(before.tokens.end);
    let is_name = |phrase: &Phrase| phrase.class == PhraseClass::Name;
    let is_office = |phrase: &Phrase| {
        matches!(phrase.class, PhraseClass::People(_))
            && phrase.count.is_none()
            && !text.folded(phrase.head).ends_with('s')
    };
    match sign {
        "," => is_name(before) && is_office(next) || is_office(before) && is_name(next),
        "(" | "[" => text.is_all_capitals(next.head) && next.tokens.len() == 1 && text.is_capitalised(before.head),
        _ => false,
    }
}

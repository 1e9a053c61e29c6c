//! Recognition over a whole document: candidates judged, then made consistent with each other.

use std::collections::HashMap;
use std::ops::Range;

use super::context::Context;
use super::entity::{Entity, EntityKind, EntityReading};
use super::judge::signals;
use super::mention::{Form, Mention, Sense, collect, words_hash};
use super::role::role_of;
use super::shared::{add_defined_abbreviations, share_directions};
use super::signal::{Signal, Signals};
use super::{Toponym, ToponymRole};
use crate::gazetteer::Gazetteer;
use crate::learn::LinearModel;
use crate::lexicon::name_cues::{NameCue, NameCueSet, NameCues};
use crate::span::Span;
use crate::text::{Text, WordHashing};

/// Names accepted by this much or more lend support to the same name elsewhere in the document.
const FIRM: f32 = 2.0;

/// Every place name of the text, in text order, without overlap; may be empty. Linear in the length of the text.
///
/// Names that the gazetteer lacks are found where a generic word shows them ("Qayyarah air base") or `model`, that of named entities,
/// reads a place. In text without capitals only words that no list of ordinary words holds are looked at.
pub fn find_toponyms(text: &Text<'_>, gazetteer: &Gazetteer, cues: &NameCues, model: &LinearModel) -> Vec<Toponym> {
    let context = Context::read(text, cues);
    let judged = judge_all(&context, gazetteer, cues, model);
    let kept = judged.iter().filter(|(_, signals)| 0.0 < signals.sum());
    let mut toponyms: Vec<(Mention<'_>, ToponymRole)> = kept
        .map(|(mention, signals)| (mention.clone(), role_of(&context, mention, *signals)))
        .collect();
    add_defined_abbreviations(&context, &mut toponyms);
    let toponyms = toponyms.into_iter().filter_map(|(mention, role)| {
        Some(Toponym {
            span: text.span_of(mention.tokens)?,
            role,
            full_name: mention.full_name.map(String::into_boxed_str),
        })
    });
    toponyms.collect()
}

/// Every name of a person, organisation, place or other thing, by the model alone, in text order, without overlap.
pub fn find_entities(text: &Text<'_>, gazetteer: &Gazetteer, cues: &NameCues, model: &LinearModel) -> Vec<Entity> {
    let context = Context::read(text, cues);
    let mentions = collect(&context, gazetteer, cues);
    let reading = EntityReading::read(&context, &mentions, model);
    let names = reading.names().into_iter();
    names
        .filter_map(|(tokens, kind)| {
            let span = text.span_of(tokens)?;
            Some(Entity { span, kind })
        })
        .collect()
}

/// A name that was looked at, with why it was kept or dropped.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Its words.
    pub span: Span,
    /// The sum of the signals' weights: a place above zero.
    pub sum: f32,
    /// The signals, as names that stay the same between versions.
    pub signals: Vec<&'static str>,
}

/// Every name of the gazetteer in the text, kept or dropped, in text order: for explaining and for tuning.
pub fn judge_toponyms(text: &Text<'_>, gazetteer: &Gazetteer, cues: &NameCues, model: &LinearModel) -> Vec<Judgement> {
    let context = Context::read(text, cues);
    let judged = judge_all(&context, gazetteer, cues, model);
    judged
        .into_iter()
        .filter_map(|(mention, signals)| {
            let span = text.span_of(mention.tokens)?;
            let (sum, signals) = (signals.sum(), signals.names());
            Some(Judgement { span, sum, signals })
        })
        .collect()
}

/// All candidate mentions with their signals: first each alone, then knowing which names are firmly places elsewhere in the document.
pub(super) fn judge_all<'g>(
    context: &Context<'_, '_>,
    gazetteer: &'g Gazetteer,
    cues: &NameCues,
    model: &LinearModel,
) -> Vec<(Mention<'g>, Signals)> {
    let mut mentions = collect(context, gazetteer, cues);
    let reading = EntityReading::read(context, &mentions, model);
    share_directions(context, gazetteer, &mut mentions);
    add_unknown(context, cues, &reading, &mut mentions);
    let mut all: Vec<Signals> = mentions
        .iter()
        .enumerate()
        .map(|(number, mention)| {
            let previous = number.checked_sub(1).and_then(|before| mentions.get(before));
            signals(context, cues, mention, (previous, mentions.get(number + 1)), &reading)
        })
        .collect();
    let names: Vec<u64> = mentions.iter().map(|mention| name_hash(context, mention)).collect();
    let firm: Vec<bool> = all.iter().map(|signals| FIRM <= signals.sum()).collect();
    let mut firm_uses: HashMap<u64, usize, WordHashing> = HashMap::default();
    for (name, _) in names.iter().zip(&firm).filter(|(_, firm)| **firm) {
        *firm_uses.entry(*name).or_default() += 1;
    }
    for (number, signals) in all.iter_mut().enumerate() {
        let uses = firm_uses.get(&names[number]).copied().unwrap_or(0);
        signals.add_if(usize::from(firm[number]) < uses, Signal::PlaceElsewhere);
    }
    mentions.into_iter().zip(all).collect()
}

/// Adds the places of the entity model where there is no candidate yet, villages that the gazetteer lacks, and gives them the
/// place of a small town that is only a part of the name.
fn add_unknown(context: &Context<'_, '_>, cues: &NameCues, reading: &EntityReading, mentions: &mut Vec<Mention<'_>>) {
    let known = mentions.len();
    for (mut tokens, kind) in reading.names() {
        let direction = tokens.len() == 1 && context.word(tokens.start).cues.has(NameCue::Direction);
        // "M62", "A4": a road.
        let numbered = tokens.clone().any(|token| {
            context
                .text
                .word(token)
                .contains(|letter: char| letter.is_ascii_digit())
        });
        let in_phrase = cues.not_place_end(context.text, tokens.start).is_some();
        if kind != EntityKind::Place || direction || numbered || in_phrase || !context.word(tokens.start).cased {
            continue;
        }
        // Half of a name that the model does not know either is not taken out of it.
        while let Some(next) = context
            .after(tokens.end - 1)
            .filter(|next| is_rest_of_name(context, reading, *next))
        {
            tokens.end = next + 1;
        }
        let at = mentions[..known].partition_point(|mention| mention.tokens.end <= tokens.start);
        let mut inside = mentions[at..known]
            .iter_mut()
            .take_while(|mention| mention.tokens.start < tokens.end);
        match (inside.next(), inside.next()) {
            (None, _) => mentions.push(Mention::unknown(tokens)),
            (Some(only), None) if is_part(context, only, &tokens) => *only = Mention::unknown(tokens),
            _ => {}
        }
    }
    mentions.sort_by_key(|mention| mention.tokens.start);
}

/// Whether a small town's name is only a part of the longer one, whose other words no list knows: "Dayr" of "Dayr Az Zayr".
fn is_part(context: &Context<'_, '_>, mention: &Mention, tokens: &Range<usize>) -> bool {
    let within = tokens.start <= mention.tokens.start && mention.tokens.end <= tokens.end;
    let small = matches!(mention.sense, Sense::Village | Sense::SmallTown) && mention.form != Form::Demonym;
    let mut rest = tokens.clone().filter(|token| !mention.tokens.contains(token));
    let longer = mention.tokens.len() < tokens.len();
    small && within && longer && rest.all(|token| is_plain(context, token))
}

fn is_plain(context: &Context<'_, '_>, token: usize) -> bool {
    let cues = context.word(token).cues;
    cues == NameCueSet::NONE || cues.has(NameCue::Article)
}

/// A capitalised word that no list knows but that of articles, whatever else the model takes it for.
fn is_rest_of_name(context: &Context<'_, '_>, reading: &EntityReading, token: usize) -> bool {
    is_plain(context, token) && context.is_name_word(token) && reading.word(token).kind() != Some(EntityKind::Demonym)
}

/// Tells the folded words of the mention's core from others.
fn name_hash(context: &Context<'_, '_>, mention: &Mention) -> u64 {
    words_hash(context, mention.core.clone())
}

#[cfg(test)]
mod tests {
    use super::super::ToponymRole::{Associative, Literal};
    use super::super::fixture::gazetteer;
    use super::*;
    use crate::document::Document;
    use crate::learn::{ModelName, Models};

    #[track_caller]
    fn check(text: &str, expected: &[(&str, ToponymRole)]) {
        let document = Document {
            text: text.to_owned(),
            ..Document::default()
        };
        let cues = NameCues::load().expect("the lists that come with Dateline are whole");
        let models = Models::load().expect("the models that come with Dateline are whole");
        let model = models.get(ModelName::Names);
        let toponyms = find_toponyms(&Text::read(&document), &gazetteer(), &cues, model);
        let found: Vec<(&str, ToponymRole)> = toponyms
            .iter()
            .map(|toponym| (toponym.span.of(text), toponym.role))
            .collect();
        assert_eq!(expected, found, "toponyms of {text:?}");
    }

    #[test]
    fn places_and_demonyms_are_told_apart() {
        check(
            "A bomb went off in Mosul, Iraq.",
            &[("Mosul", Literal), ("Iraq", Literal)],
        );
        check(
            "They met Iraqi officials near Baghdad’s walls.",
            &[("Iraqi", Associative), ("Baghdad", Literal)],
        );
        check("It hit pro-Iranian fighters.", &[("Iranian", Associative)]);
        check(
            "The US launched air strikes in Iraq.",
            &[("US", Associative), ("Iraq", Literal)],
        );
        check("Tehran later denied it.", &[("Tehran", Associative)]);
        check(
            "Baghdad and Tehran agreed on it.",
            &[("Baghdad", Associative), ("Tehran", Associative)],
        );
    }

    #[test]
    fn generic_words_belong_to_the_name() {
        check("Rockets hit the Taji air base.", &[("Taji air base", Literal)]);
        check(
            "a strike outside the Baghdad airport on Friday",
            &[("Baghdad airport", Literal)],
        );
        check("They fled Deir ez-Zor province.", &[("Deir ez-Zor province", Literal)]);
        check("He lives in Anderson County now.", &[("Anderson County", Literal)]);
        check("It landed at Qayyarah air base.", &[("Qayyarah air base", Literal)]);
    }

    #[test]
    fn persons_and_organisations_are_no_places() {
        check("Police arrested Paris Hilton on Monday.", &[]);
        check("Mr. Houston spoke. Then Houston said no.", &[]);
        check("Michael Jordan scored.", &[]);
        check("He was reading. Reading is fun.", &[]);
        check("The Houston Chronicle wrote about it.", &[]);
        check("Houston Police closed the road.", &[("Houston", Associative)]);
    }

    #[test]
    fn a_known_word_inside_an_unknown_name_is_not_taken_out() {
        check("They attacked Dayr Az Zayr again.", &[("Dayr Az Zayr", Literal)]);
    }

    #[test]
    fn pairs_and_datelines_are_found_whatever_the_names() {
        check(
            "He is from Long Beach, CA.",
            &[("Long Beach", Literal), ("CA", Literal)],
        );
        check(
            "MOSUL, Iraq (AP) — Nine people died.",
            &[("MOSUL", Literal), ("Iraq", Literal)],
        );
        check("A Crockett man was hurt.", &[("Crockett", Literal)]);
        check("It is OK, IN short.", &[]);
    }

    #[test]
    fn all_capital_text_is_read() {
        check(
            "FOUR DIED IN MOSUL, IRAQ, ON FRIDAY.",
            &[("MOSUL", Literal), ("IRAQ", Literal)],
        );
        check("HE TOLD US THAT READING IS FUN.", &[]);
        check("US Strikes Baghdad Again", &[("US", Associative), ("Baghdad", Literal)]);
    }

    #[test]
    fn function_words_do_not_open_a_name() {
        check(
            "The Houston police came. At the Baghdad airport, nothing.",
            &[("Houston", Literal), ("Baghdad airport", Literal)],
        );
        check("Sen. Ann Smith, D-Crockett, agreed.", &[("Crockett", Literal)]);
    }

    #[test]
    fn text_without_names_has_none() {
        check("", &[]);
        check("… 12,5 — ¿", &[]);
    }
}

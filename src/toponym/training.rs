//! What training needs of recognition: the same features that are asked later, with the labels of annotated text.

use std::ops::Range;

use super::context::Context;
use super::entity::{Entity, EntityKind, Label, for_each_run};
use super::mention::{Form, Sense, collect};
use super::recognize::judge_all;
use super::signal::{BIAS, NAMES, WEIGHTS};
use crate::gazetteer::Gazetteer;
use crate::learn::{LinearModel, SequenceExample};
use crate::lexicon::name_cues::{NameCue, NameCues};
use crate::span::Span;
use crate::text::Text;

/// Every run of the text as an example, labelled by the names of `gold`, which lie in text order without overlap.
///
/// Peoples and adjectives of countries become demonyms, whatever the annotation calls them; titles are no part of a person's name; a
/// country that is called an organisation is a place.
pub(crate) fn name_examples(
    text: &Text<'_>,
    gazetteer: &Gazetteer,
    cues: &NameCues,
    gold: &[Entity],
) -> Vec<SequenceExample> {
    let context = Context::read(text, cues);
    let mentions = collect(&context, gazetteer, cues);
    let mut labels = vec![0; context.len()];
    for entity in gold {
        label(&context, text.tokens_in(entity.span), entity.kind, &mut labels);
    }
    for mention in &mentions {
        let found = &mut labels[mention.core.clone()];
        let unnamed = |label: &usize| *label == 0 || *label == Label::of(EntityKind::Other, true);
        if mention.form == Form::Demonym && found.iter().all(unnamed) {
            found.fill(Label::of(EntityKind::Demonym, true));
        }
        let organisation = found.first() == Some(&Label::of(EntityKind::Organisation, true));
        let ends = labels
            .get(mention.core.end)
            .is_none_or(|next| *next != Label::of(EntityKind::Organisation, false));
        if mention.sense == Sense::Country && mention.form != Form::Demonym && organisation && ends {
            label(&context, mention.core.clone(), EntityKind::Place, &mut labels);
        }
    }
    let mut examples = Vec::new();
    for_each_run(&context, &mentions, |run| {
        let items = run.tokens.clone().map(|token| {
            let mut features = Vec::new();
            run.for_each_feature(token, |feature| features.push(feature));
            (features, labels[token])
        });
        examples.push(SequenceExample { items: items.collect() });
    });
    examples
}

/// A text's candidate mentions, for tuning the signals' weights.
#[derive(Debug)]
pub(crate) struct JudgedText {
    /// In text order.
    pub(crate) mentions: Vec<JudgedMention>,
    /// Number of gold places.
    pub(crate) gold: usize,
}

/// One candidate.
#[derive(Debug)]
pub(crate) struct JudgedMention {
    /// Numbers of its signals.
    pub(crate) signals: Vec<usize>,
    pub(crate) demonym: bool,
    /// Numbers of the gold places that it overlaps.
    pub(crate) places: Vec<usize>,
}

/// Judges every candidate of the text against its gold places.
pub(crate) fn judge_against(
    text: &Text<'_>,
    gazetteer: &Gazetteer,
    cues: &NameCues,
    model: &LinearModel,
    gold: &[Span],
) -> JudgedText {
    let context = Context::read(text, cues);
    let judged = judge_all(&context, gazetteer, cues, model);
    let mentions = judged.into_iter().filter_map(|(mention, signals)| {
        let span = text.span_of(mention.tokens.clone())?;
        let overlaps = |gold: &Span| gold.start() < span.end() && span.start() < gold.end();
        Some(JudgedMention {
            signals: signals.numbers().collect(),
            demonym: mention.is_demonym(),
            places: (0..gold.len()).filter(|number| overlaps(&gold[*number])).collect(),
        })
    });
    JudgedText {
        mentions: mentions.collect(),
        gold: gold.len(),
    }
}

/// The names and weights of all signals, in their order, and last the constant that every sum has.
pub(crate) fn signal_weights() -> impl Iterator<Item = (&'static str, f32)> {
    NAMES
        .iter()
        .copied()
        .zip(WEIGHTS.iter().copied())
        .chain([("bias", BIAS)])
}

/// Labels the words of one name; titles before a person's stay without.
fn label(context: &Context<'_, '_>, tokens: Range<usize>, kind: EntityKind, labels: &mut [usize]) {
    let titles = tokens
        .clone()
        .take_while(|token| kind == EntityKind::Person && context.word(*token).cues.has(NameCue::Title))
        .count();
    let start = tokens.start + if titles < tokens.len() { titles } else { 0 };
    for (offset, label) in labels[start..tokens.end].iter_mut().enumerate() {
        *label = Label::of(kind, offset == 0);
    }
}

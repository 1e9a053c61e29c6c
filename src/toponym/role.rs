//! Literal or associative: whether a mention names the place itself or stands for what belongs to it.

use super::ToponymRole;
use super::context::{Context, Shape};
use super::mention::{Mention, Sense};
use super::signal::{Signal, Signals};
use crate::lexicon::name_cues::NameCue;

/// How the mention is used. Demonyms, names that open an organisation's or qualify a person's title, and governments are associative.
pub(super) fn role_of(context: &Context<'_, '_>, mention: &Mention, signals: Signals) -> ToponymRole {
    let in_organisation = signals.has_any(&[Signal::ModelInOrganisation, Signal::ModelOpensOrganisation])
        && !signals.has_any(&[
            Signal::HasHead,
            Signal::PlacePreposition,
            Signal::ContainerAfter,
            Signal::AfterPlace,
            Signal::BeforePlace,
        ]);
    if mention.is_demonym()
        || in_organisation
        || is_modifier(context, mention)
        || stands_for_government(context, mention)
    {
        ToponymRole::Associative
    } else {
        ToponymRole::Literal
    }
}

/// "Boston Police", "Houston Mayor", "US troops", "Iran-aligned".
fn is_modifier(context: &Context<'_, '_>, mention: &Mention) -> bool {
    let Some(after) = context.after(mention.tokens.end - 1) else {
        return false;
    };
    let text = context.text;
    let word = context.word(after);
    if matches!(text.word(after), "-" | "‐" | "‑") && !text.space_after(after) {
        return !matches!(text.folded(after + 1), "area" | "bound") && text.tokens().get(after + 1).is_some();
    }
    let is_short_country = mention.is_abbreviation() && mention.sense == Sense::Country;
    let is_noun_use = is_short_country && !follows_place_preposition(context, mention);
    if word.shape.is_capital() && word.cased {
        return is_noun_use
            || word
                .cues
                .has_any(&[NameCue::Title, NameCue::OrganisationWord, NameCue::MediaWord]);
    }
    is_noun_use
        && word.shape != Shape::Other
        && !word
            .cues
            .has_any(&[NameCue::PlacePreposition, NameCue::WeakPreposition])
}

/// "Baghdad denied", "Washington and Tehran agreed", "the Pentagon said": a country, capital or office as the subject of what governments do.
fn stands_for_government(context: &Context<'_, '_>, mention: &Mention) -> bool {
    if !matches!(
        mention.sense,
        Sense::Country | Sense::Admin1 | Sense::Metropolis | Sense::City | Sense::Region | Sense::Site
    ) {
        return false;
    }
    let Some(after) = context.after(mention.tokens.end - 1) else {
        return false;
    };
    let verb = context.word(verb_after(context, after));
    verb.shape == Shape::Lower
        && verb.cues.has_any(&[NameCue::GovernmentVerb, NameCue::SpeechVerb])
        && !follows_place_preposition(context, mention)
}

/// The token where the verb should stand, beyond "and Tehran" and one adverb or auxiliary.
fn verb_after(context: &Context<'_, '_>, after: usize) -> usize {
    let text = context.text;
    let mut at = after;
    if text.folded(at) == "and" && context.word(at + 1).shape.is_capital() {
        at += 2;
    }
    let word = text.folded(at);
    let passed_over = matches!(
        word,
        "then" | "also" | "later" | "again" | "now" | "still" | "has" | "had" | "have"
    );
    if passed_over || word.ends_with("ly") {
        at + 1
    } else {
        at
    }
}

fn follows_place_preposition(context: &Context<'_, '_>, mention: &Mention) -> bool {
    let mut before = context.before(mention.tokens.start);
    if before.is_some_and(|token| context.text.folded(token) == "the") {
        before = before.and_then(|token| context.before(token));
    }
    before.is_some_and(|token| {
        context
            .word(token)
            .cues
            .has_any(&[NameCue::PlacePreposition, NameCue::WeakPreposition])
    })
}

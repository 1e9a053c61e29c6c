//! Literal or associative: whether a mention names the place itself or stands for what belongs to it.

use super::ToponymRole;
use super::context::{Context, Shape, opens_organisation};
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
        || owns_body(context, mention)
        || completes_organisation(context, mention)
        || is_contestant(context, mention)
        || stands_for_government(context, mention)
    {
        ToponymRole::Associative
    } else {
        ToponymRole::Literal
    }
}

/// "Russia's Defence Ministry", "Pyongyang's state media": what belongs to a government, unless it is said where something is.
fn owns_body(context: &Context<'_, '_>, mention: &Mention) -> bool {
    const REACH: usize = 4;
    let text = context.text;
    let end = mention.tokens.end;
    if !matches!(text.folded(end), "'s" | "'")
        || text.space_after(end - 1)
        || follows_place_preposition(context, mention)
    {
        return false;
    }
    for token in end + 1..=end + REACH {
        let word = context.word(token);
        let is_word = word.shape != Shape::Other && text.sentence_of(token) == text.sentence_of(end);
        if !is_word
            || word
                .cues
                .has_any(&[NameCue::PlacePreposition, NameCue::WeakPreposition, NameCue::SpeechVerb])
        {
            return false;
        }
        let body = word
            .cues
            .has_any(&[NameCue::BodyNoun, NameCue::Title, NameCue::MediaWord]);
        if body || word.shape.is_capital() && word.cues.has(NameCue::OrganisationWord) {
            return true;
        }
    }
    false
}

/// "Bank of America", "University of Ibadan", "Times of India", "the Archbishop of Canterbury": the name ends a body's, a paper's or an
/// office's.
fn completes_organisation(context: &Context<'_, '_>, mention: &Mention) -> bool {
    let text = context.text;
    let the = |token: usize| text.folded(token) == "the";
    let before = context.before(mention.tokens.start);
    let of = before
        .filter(|token| the(*token))
        .map_or(before, |token| context.before(token));
    let Some(noun) = of
        .filter(|token| text.folded(*token) == "of")
        .and_then(|token| context.before(token))
    else {
        return false;
    };
    let word = context.word(noun);
    // "Port of Aden", "District of Columbia" are places themselves.
    let is_place = word.cues.has(NameCue::SettlementNoun);
    word.cased
        && word.shape.is_capital()
        && !is_place
        && (word.cues.has_any(&[
            NameCue::Title,
            NameCue::OrganisationWord,
            NameCue::MediaWord,
            NameCue::BrandWord,
        ]))
}

/// "Cleveland beat Boston": the teams of two towns.
fn is_contestant(context: &Context<'_, '_>, mention: &Mention) -> bool {
    let contest = |token: Option<usize>| {
        token.is_some_and(|token| {
            let word = context.word(token);
            word.shape == Shape::Lower && word.cues.has(NameCue::ContestVerb)
        })
    };
    let after = context
        .after(mention.tokens.end - 1)
        .map(|after| verb_after(context, after));
    !follows_place_preposition(context, mention) && (contest(context.before(mention.tokens.start)) || contest(after))
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
    // "the Paris agreement"
    if word.cues.has(NameCue::PactNoun) {
        return true;
    }
    if word.shape.is_capital() && word.cased {
        let brand = (after..after + 3)
            .take_while(|token| context.word(*token).shape.is_capital())
            .any(|token| context.word(token).cues.has(NameCue::BrandWord));
        let organisation = is_bare(context, mention) && (brand || opens_organisation(context, after));
        return is_noun_use
            || organisation
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
    acts_as_government(context, mention)
}

/// Whether a verb of what governments do follows, and no preposition of place stands before.
pub(super) fn acts_as_government(context: &Context<'_, '_>, mention: &Mention) -> bool {
    let Some(after) = context.after(mention.tokens.end - 1) else {
        return false;
    };
    let verb = context.word(verb_after(context, after));
    verb.shape == Shape::Lower
        && verb
            .cues
            .has_any(&[NameCue::GovernmentVerb, NameCue::PolicyVerb, NameCue::SpeechVerb])
        && !follows_place_preposition(context, mention)
}

/// The token where the verb should stand, beyond "and Tehran" and one adverb or auxiliary.
fn verb_after(context: &Context<'_, '_>, after: usize) -> usize {
    const AUXILIARIES: [&str; 13] = [
        "is", "are", "was", "were", "will", "would", "must", "may", "might", "could", "should", "can", "not",
    ];
    let text = context.text;
    let mut at = after;
    if text.folded(at) == "and" && context.word(at + 1).shape.is_capital() {
        at += 2;
    }
    for _ in 0..3 {
        let word = text.folded(at);
        let passes =
            context.word(at).cues.has(NameCue::VerbAdverb) || word.ends_with("ly") || AUXILIARIES.contains(&word);
        if !passes {
            break;
        }
        at += 1;
    }
    at
}

/// Without a generic word of its own, which would end the name.
fn is_bare(context: &Context<'_, '_>, mention: &Mention) -> bool {
    !mention.has_head && !context.word(mention.tokens.start).in_dateline
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

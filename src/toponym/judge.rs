//! Is this name a place here? Looks at the name and what stands around it, and notes the [`Signal`]s; their weighted sum decides.
//!
//! A learned model can take the place of the hand-set weights: it needs only [`signals`].

use super::context::{Context, Shape, is_caseless, opens_organisation};
use super::entity::{EntityKind, EntityReading};
use super::mention::{Form, Mention, Sense, is_list_gap};
use super::role::acts_as_government;
use super::signal::{Signal, Signals};
use crate::lexicon::name_cues::{NameCue, NameCues};

/// Looks at one mention among its neighbours; `previous` and `next` are the candidate mentions beside it in the text.
pub(super) fn signals(
    context: &Context<'_, '_>,
    cues: &NameCues,
    mention: &Mention,
    (previous, next): (Option<&Mention>, Option<&Mention>),
    reading: &EntityReading,
) -> Signals {
    let mut found = Signals::default();
    name_signals(context, mention, &mut found);
    before_signals(context, cues, mention, &mut found);
    after_signals(context, mention, &mut found);
    let governs = mention.is_capital && acts_as_government(context, mention) && !found.has(Signal::FirstName);
    found.add_if(governs && !found.has(Signal::PersonElsewhere), Signal::CapitalActs);
    neighbour_signals(context, mention, previous, next, &mut found);
    entity_signals(context, mention, reading, &mut found);
    let small = matches!(mention.sense, Sense::SmallTown | Sense::Village | Sense::Division);
    found.add_if(small && !found.has_any(&SUPPORT), Signal::SmallBare);
    found
}

/// What around a name says that it is a place.
const SUPPORT: [Signal; 15] = [
    Signal::ResidentOf,
    Signal::PlacePreposition,
    Signal::PartyBefore,
    Signal::WeakPreposition,
    Signal::SettlementOf,
    Signal::HasHead,
    Signal::ListHead,
    Signal::DirectionBefore,
    Signal::ContainerAfter,
    Signal::AfterPlace,
    Signal::Dateline,
    Signal::BasedAfter,
    Signal::ResidentAfter,
    Signal::CivicAfter,
    Signal::SeveralWords,
];

fn sense_signal(sense: Sense) -> Signal {
    match sense {
        Sense::Country => Signal::Country,
        Sense::Admin1 => Signal::Admin1,
        Sense::Region => Signal::Region,
        Sense::Metropolis => Signal::Metropolis,
        Sense::City => Signal::City,
        Sense::LargeTown => Signal::LargeTown,
        Sense::Division => Signal::Division,
        Sense::SmallTown => Signal::SmallTown,
        Sense::Site => Signal::Site,
        Sense::Nature => Signal::Nature,
        Sense::Village => Signal::Village,
        Sense::Unknown => Signal::Unknown,
    }
}

/// Whether capitalised neighbours do not make it part of another name so easily.
fn is_strong(mention: &Mention) -> bool {
    mention.is_demonym() || matches!(mention.sense, Sense::Country | Sense::Admin1 | Sense::Region)
}

fn name_signals(context: &Context<'_, '_>, mention: &Mention, found: &mut Signals) {
    let first = mention.core.start;
    let word = context.word(first);
    // "BEIRUT (AP)": the agency is not in Andhra Pradesh.
    let in_brackets = mention
        .tokens
        .start
        .checked_sub(1)
        .is_some_and(|before| context.text.word(before) == "(");
    found.add(sense_signal(mention.sense));
    found.add_if(mention.is_demonym(), Signal::Demonym);
    found.add_if(mention.form == Form::Foreign, Signal::ForeignName);
    found.add_if(mention.late_tier, Signal::LateTier);
    found.add_if(mention.has_head, Signal::HasHead);
    found.add_if(!word.cased, Signal::Uncased);
    found.add_if(
        !in_brackets && (word.in_dateline || ends_dateline(context, mention)),
        Signal::Dateline,
    );
    found.add_if(mention.has_list_head, Signal::ListHead);
    if mention.is_abbreviation() {
        let country = mention.sense == Sense::Country;
        found.add(if country {
            Signal::CountryAbbreviation
        } else {
            Signal::OtherAbbreviation
        });
        // In all-capital text "US" may be "us", and "CAR" a car.
        let common = word.cues.has(NameCue::CommonWord) && is_among_capitals(context, first);
        found.add_if(common, Signal::CommonWord);
        found.add_if(common, Signal::CommonWordOpening);
        return;
    }
    if 2 <= mention.word_count(context) {
        found.add(Signal::SeveralWords);
        return;
    }
    // "US" is not "us".
    let odd_capitals = word.shape == Shape::Capitals && word.cased && !word.in_dateline;
    let common = word.cues.has(NameCue::CommonWord) && !odd_capitals;
    found.add_if(common, Signal::CommonWord);
    found.add_if(common && word.opens_sentence, Signal::CommonWordOpening);
    found.add_if(word.cues.has(NameCue::FirstName), Signal::FirstName);
    found.add_if(word.cues.has(NameCue::LastName), Signal::LastName);
    found.add_if(word.cues.has(NameCue::CommonLastName), Signal::CommonLastName);
    found.add_if(odd_capitals && !is_strong(mention), Signal::OddCapitals);
    let letters = context.text.word(first).chars().count();
    found.add_if(odd_capitals && letters <= LONGEST_ACRONYM, Signal::Acronym);
    let folded = context.text.folded(first);
    found.add_if(context.is_also_lower(folded) && !odd_capitals, Signal::LowerElsewhere);
    let person = 0 < context.person_uses(folded) && (!is_strong(mention) || word.cues.has(NameCue::FirstName));
    found.add_if(person, Signal::PersonElsewhere);
}

/// A name in capitals that a spaced dash closes, with at most a region, an agency or a date between: "COLUMBUS --", "BANTAM, Conn. (AP) —".
fn ends_dateline(context: &Context<'_, '_>, mention: &Mention) -> bool {
    if context.word(mention.core.start).shape != Shape::Capitals {
        return false;
    }
    let text = context.text;
    for token in mention.tokens.end..mention.tokens.end + 8 {
        let word = text.word(token);
        if matches!(word, "—" | "–" | "-" | "―") {
            return text.space_after(token - 1);
        }
        if !context.word(token).shape.is_capital()
            && !matches!(word, "," | "(" | ")")
            && !word.starts_with(|sign: char| sign.is_ascii_digit())
        {
            return false;
        }
    }
    false
}

/// Whether a word beside the token is in capitals too, in a sentence where capitals mean nothing.
fn is_among_capitals(context: &Context<'_, '_>, token: usize) -> bool {
    let beside = [context.before(token), context.after(token)];
    let mut shapes = beside.into_iter().flatten().map(|token| context.word(token).shape);
    !context.word(token).cased && shapes.any(|shape| shape == Shape::Capitals)
}

/// "UN", "EU", "NATO": capitals of so many letters stand for something else than the village.
const LONGEST_ACRONYM: usize = 4;

fn before_signals(context: &Context<'_, '_>, cues: &NameCues, mention: &Mention, found: &mut Signals) {
    let Some(before) = context.before(mention.tokens.start) else {
        return;
    };
    let text = context.text;
    let word = context.word(before);
    let is_hyphen = matches!(text.word(before), "-" | "‐" | "‑") && !text.space_after(before);
    found.add_if(is_hyphen, Signal::HyphenBefore);
    found.add_if(is_hyphen && is_party(context, before), Signal::PartyBefore);
    found.add_if(
        text.tokens()[before].kind == crate::text::TokenKind::Number,
        Signal::NumberBefore,
    );
    found.add_if(word.cues.has(NameCue::Direction), Signal::DirectionBefore);
    let strong = is_strong(mention);
    if context.leads_person(before) && !mention.is_demonym() {
        found.add(if strong {
            Signal::PersonBeforeStrong
        } else {
            Signal::PersonBefore
        });
    } else if context.is_name_word(before) && word.cased && !is_harmless_capital(word.cues) {
        found.add(if strong {
            Signal::CapitalBeforeStrong
        } else {
            Signal::CapitalBefore
        });
    }
    let anchor = if text.folded(before) == "the" {
        context.before(before)
    } else {
        Some(before)
    };
    let Some(anchor) = anchor else {
        return;
    };
    let cue = context.word(anchor).cues;
    let folded = text.folded(anchor);
    let settlement_of = folded == "of"
        && context
            .before(anchor)
            .is_some_and(|noun| context.word(noun).cues.has(NameCue::SettlementNoun));
    let head_before = cues.head_before(text, mention.tokens.start).is_some();
    found.add_if(settlement_of || head_before, Signal::SettlementOf);
    found.add_if(folded == "of" && follows_age(context, anchor), Signal::ResidentOf);
    found.add_if(cue.has(NameCue::PlacePreposition), Signal::PlacePreposition);
    found.add_if(
        cue.has(NameCue::WeakPreposition) && !cue.has(NameCue::PlacePreposition),
        Signal::WeakPreposition,
    );
}

/// "Ann Smith, 34, of Ames": an age between commas before the "of".
fn follows_age(context: &Context<'_, '_>, of: usize) -> bool {
    let text = context.text;
    let comma = |token: Option<usize>| token.filter(|token| text.word(*token) == ",");
    let age = comma(context.before(of)).and_then(|comma| context.before(comma));
    let is_age = |token: &usize| text.word(*token).parse::<u8>().is_ok_and(|years| years <= 120);
    comma(age.filter(is_age).and_then(|age| context.before(age))).is_some()
}

/// "D-Oakland", "R-Texas", "DFL-Cook": the seat of a lawmaker, after a comma or bracket.
fn is_party(context: &Context<'_, '_>, hyphen: usize) -> bool {
    let Some(party) = context.before(hyphen) else {
        return false;
    };
    let letters = context.text.word(party);
    let short = letters.chars().count() <= 3 && letters.chars().all(char::is_uppercase);
    short
        && context
            .before(party)
            .is_some_and(|mark| matches!(context.text.word(mark), "," | "(" | "["))
}

/// Capitalised words beside a name that do not join it: days, directions, prepositions, generic words in titles.
fn is_harmless_capital(cues: crate::lexicon::name_cues::NameCueSet) -> bool {
    cues.has_any(&[
        NameCue::Calendar,
        NameCue::Direction,
        NameCue::PlacePreposition,
        NameCue::WeakPreposition,
    ])
}

fn after_signals(context: &Context<'_, '_>, mention: &Mention, found: &mut Signals) {
    let Some(after) = context.after(mention.tokens.end - 1) else {
        return;
    };
    let text = context.text;
    let word = context.word(after);
    found.add_if(text.folded(after) == "'s", Signal::PossessiveAfter);
    found.add_if(
        word.cues.has(NameCue::SpeechVerb) && word.shape == Shape::Lower,
        Signal::SpeechAfter,
    );
    found.add_if(
        word.cues.has(NameCue::ResidentNoun) && word.shape == Shape::Lower,
        Signal::ResidentAfter,
    );
    found.add_if(mention.is_demonym() && word.shape == Shape::Lower, Signal::DemonymNoun);
    let based = text.word(after) == "-" && context.word(after + 1).cues.has(NameCue::PlaceSuffix);
    found.add_if(based, Signal::BasedAfter);
    if !word.shape.is_capital() || !word.cased {
        return;
    }
    let strong = is_strong(mention);
    let is_initial = text.word(after).trim_end_matches('.').chars().count() == 1;
    if word.cues.has(NameCue::MediaWord) {
        found.add(Signal::MediaAfter);
    } else if is_initial {
        found.add_if(!mention.is_demonym(), Signal::InitialAfter);
    } else if word.cues.has(NameCue::StreetWord) {
        found.add_if(!strong, Signal::StreetAfter);
    } else if word.cues.has(NameCue::Title) {
        found.add(Signal::TitleAfter);
    } else if opens_organisation(context, after) {
        found.add(if strong {
            Signal::OrganisationAfterStrong
        } else {
            Signal::OrganisationAfter
        });
        found.add_if(word.cues.has(NameCue::CivicWord), Signal::CivicAfter);
    } else if !is_harmless_capital(word.cues) {
        found.add(if strong {
            Signal::CapitalAfterStrong
        } else {
            Signal::CapitalAfter
        });
        let first_name = mention.core.len() == 1 && context.word(mention.core.start).cues.has(NameCue::FirstName);
        found.add_if(first_name, Signal::FirstNameCapitalAfter);
    }
}

fn neighbour_signals(
    context: &Context<'_, '_>,
    mention: &Mention,
    previous: Option<&Mention>,
    next: Option<&Mention>,
    found: &mut Signals,
) {
    let text = context.text;
    let mut has_container = false;
    if let Some(next) = next.filter(|next| next.is_container()) {
        let gap = mention.tokens.end..next.tokens.start;
        let joined = gap.is_empty() || gap.len() == 1 && matches!(text.word(gap.start), "," | "(");
        let inside = lies_within(mention, next);
        has_container = joined && inside;
        found.add_if(joined && inside, Signal::ContainerAfter);
        found.add_if(
            joined && !inside && gap.len() == 1 && !mention.is_container(),
            Signal::CommaContainerAfter,
        );
    }
    let before_next = next.filter(|next| !next.is_demonym() && next.sense <= Sense::City);
    let listed = before_next.is_some_and(|next| is_list_gap(text, mention.tokens.end..next.tokens.start));
    found.add_if(listed && !has_container, Signal::BeforePlace);
    let mut has_contained = false;
    if let Some(previous) = previous {
        let gap = previous.tokens.end..mention.tokens.start;
        let joined = gap.is_empty() || gap.len() == 1 && matches!(text.word(gap.start), "," | "(");
        has_contained = joined && mention.is_container() && lies_within(previous, mention);
        found.add_if(has_contained, Signal::ContainedBefore);
        let listed = gap.len() == 1 && matches!(text.folded(gap.start), "," | "and" | "or" | "to");
        found.add_if(listed && !has_contained && !previous.is_demonym(), Signal::AfterPlace);
    }
    let lone = mention.is_abbreviation() && mention.sense != Sense::Country && !has_contained && !has_container;
    let dotted = text.word(mention.core.start).contains('.') && 3 < text.word(mention.core.start).len();
    found.add_if(lone && !dotted, Signal::LoneAbbreviation);
}

/// What the entity model says of the words of the name.
fn entity_signals(context: &Context<'_, '_>, mention: &Mention, reading: &EntityReading, found: &mut Signals) {
    found.add_if(mention.sense == Sense::Unknown && !mention.has_head, Signal::ModelAlone);
    // The model has learnt English only.
    if is_caseless(context.text, mention.core.start) {
        return;
    }
    let words = mention.core.clone().map(|token| reading.word(token));
    let margins = words
        .clone()
        .map(|word| word.place_margin)
        .filter(|margin| *margin > f32::MIN);
    let Some(margin) = margins.reduce(f32::min) else {
        return;
    };
    let places = [
        (0.0, Signal::ModelPlace),
        (3.0, Signal::ModelPlace3),
        (8.0, Signal::ModelPlace8),
        (15.0, Signal::ModelPlace15),
        (25.0, Signal::ModelPlace25),
    ];
    let others = [
        (3.0, Signal::ModelNot3),
        (8.0, Signal::ModelNot8),
        (15.0, Signal::ModelNot15),
        (25.0, Signal::ModelNot25),
    ];
    for (least, signal) in places {
        found.add_if(least <= margin, signal);
    }
    for (least, signal) in others {
        found.add_if(margin <= -least, signal);
    }
    let has = |kind: EntityKind| words.clone().any(|word| word.kind() == Some(kind));
    found.add_if(has(EntityKind::Person), Signal::ModelPerson);
    found.add_if(has(EntityKind::Other), Signal::ModelOther);
    found.add_if(has(EntityKind::Demonym), Signal::ModelDemonym);
    if has(EntityKind::Organisation) {
        let first = reading.word(mention.core.start);
        let opens = first.kind() == Some(EntityKind::Organisation) && !first.goes_on();
        found.add(if opens {
            Signal::ModelOpensOrganisation
        } else {
            Signal::ModelInOrganisation
        });
    }
}

/// Whether some place of the name lies in some country or first-order division of `container`.
fn lies_within(mention: &Mention, container: &Mention) -> bool {
    container.lies_in.iter().any(|(country, admin1)| {
        !country.is_empty()
            && mention.lies_in.iter().any(|(in_country, in_admin1)| {
                in_country == country
                    && (admin1.is_empty() && !in_admin1.is_empty() || !admin1.is_empty() && in_admin1 == admin1)
            })
    })
}

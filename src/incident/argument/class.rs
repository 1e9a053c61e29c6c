//! What a noun phrase names, by its words: people, an organisation, a facility, a weapon, or something that takes no part.

use std::ops::Range;

use crate::incident::reading::Reading;
use crate::lexicon::Side;
use crate::text::TokenKind;

/// What a noun phrase names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::incident) enum PhraseClass {
    /// People by a common noun: "three soldiers".
    People(Side),
    /// A capitalised name that no list knows: mostly a person.
    Name,
    /// A group or force of the actor list.
    Group,
    /// A common noun for an organised body: "the army", "a cartel".
    Organisation,
    /// A building, vehicle or site.
    Facility,
    /// A weapon or the vehicle that carries it.
    Weapon,
    /// A place name alone.
    Place,
    /// The word for an event.
    Event,
    /// Anything else.
    Other,
}

impl PhraseClass {
    /// A short name, for features.
    pub(super) fn label(self) -> &'static str {
        match self {
            PhraseClass::People(Side::Civilian) => "civilian",
            PhraseClass::People(Side::Security) => "security",
            PhraseClass::People(Side::Armed) => "armed",
            PhraseClass::People(Side::Attacker) => "attacker",
            PhraseClass::Name => "name",
            PhraseClass::Group => "group",
            PhraseClass::Organisation => "organisation",
            PhraseClass::Facility => "facility",
            PhraseClass::Weapon => "weapon",
            PhraseClass::Place => "place",
            PhraseClass::Event => "event",
            PhraseClass::Other => "other",
        }
    }
}

/// The class of the phrase `tokens`, and the part of it that decided: a person's name behind its titles, the group's own words, or the
/// noun at the end.
pub(super) fn classify(reading: &Reading<'_>, tokens: &Range<usize>) -> (PhraseClass, Range<usize>) {
    let (text, lexicon) = (reading.text, reading.lexicon);
    let head = tokens.end.saturating_sub(1);
    let ends_here = |end: usize| end == tokens.end;
    for token in tokens.clone() {
        if lexicon
            .actors()
            .match_at(text, token)
            .is_some_and(|(end, _)| ends_here(end))
        {
            return (PhraseClass::Group, token..tokens.end);
        }
        if let Some((_, noun)) = lexicon
            .people()
            .first_at(text, token)
            .filter(|(end, _)| ends_here(*end))
        {
            return (PhraseClass::People(noun.side), tokens.clone());
        }
        if lexicon
            .facilities()
            .match_at(text, token)
            .is_some_and(|(end, _)| ends_here(end))
        {
            return (PhraseClass::Facility, tokens.clone());
        }
        if lexicon
            .organisations()
            .match_at(text, token)
            .is_some_and(|(end, _)| ends_here(end))
        {
            return (PhraseClass::Organisation, tokens.clone());
        }
        if lexicon
            .weapons()
            .match_at(text, token)
            .is_some_and(|(end, _)| ends_here(end))
        {
            return (PhraseClass::Weapon, tokens.clone());
        }
    }
    if tokens.clone().all(|token| reading.is_in_place(token)) {
        return (PhraseClass::Place, tokens.clone());
    }
    if text.is_capitalised(head) && text.tokens()[head].kind == TokenKind::Word {
        let name = name_part(reading, tokens);
        if !name.is_empty() {
            return (PhraseClass::Name, name);
        }
    }
    (PhraseClass::Other, tokens.clone())
}

/// The capitalised words at the end of a phrase, behind titles ("General", "Minister") and particles inside the name kept.
fn name_part(reading: &Reading<'_>, tokens: &Range<usize>) -> Range<usize> {
    let text = reading.text;
    let mut start = tokens.end;
    while start > tokens.start {
        let before = start - 1;
        let is_particle = start < tokens.end
            && matches!(
                text.folded(before),
                "de" | "la"
                    | "del"
                    | "los"
                    | "las"
                    | "da"
                    | "dos"
                    | "van"
                    | "von"
                    | "bin"
                    | "ibn"
                    | "al"
                    | "el"
                    | "y"
                    | "e"
            )
            && before > tokens.start;
        let is_joint = matches!(text.word(before), "-" | "." | "'");
        let is_title = reading
            .lexicon
            .people()
            .first_at(text, before)
            .is_some_and(|(end, _)| end <= start);
        if is_title || !(text.is_capitalised(before) || is_particle || is_joint) {
            break;
        }
        start = before;
    }
    start..tokens.end
}

//! How the document uses a word elsewhere: after "in", after a title, before "said". A name that is a person once is one everywhere.

use std::collections::HashMap;

use super::context::Context;
use super::mention::Mention;
use crate::lexicon::name_cues::NameCue;
use crate::text::WordHashing;

/// For each capitalised word of the document, how it is used.
#[derive(Debug, Default)]
pub(super) struct DocumentUses(HashMap<u64, u16, WordHashing>);

/// Seen once; the next bit says oftener.
const PLACE: u16 = 1;
const PERSON: u16 = 1 << 2;
const SPEAKER: u16 = 1 << 4;
const CONTAINED: u16 = 1 << 5;
const ORGANISATION: u16 = 1 << 6;
const LOWER: u16 = 1 << 7;

impl DocumentUses {
    pub(super) fn read(context: &Context<'_, '_>, mentions: &[Mention]) -> DocumentUses {
        let mut uses = DocumentUses::default();
        for token in 0..context.len() {
            if context.word(token).shape.is_capital() {
                uses.add(context, token);
            }
        }
        for pair in mentions.windows(2) {
            let comma = pair[0].tokens.end + 1 == pair[1].tokens.start && context.text.word(pair[0].tokens.end) == ",";
            if comma && pair[1].is_container() {
                for token in pair[0].core.clone() {
                    *uses.0.entry(context.text.hash(token)).or_default() |= CONTAINED;
                }
            }
        }
        uses
    }

    fn add(&mut self, context: &Context<'_, '_>, token: usize) {
        let folded = context.text.folded(token);
        let uses = self.0.entry(context.text.hash(token)).or_default();
        let word = context.word(token);
        if context.is_also_lower(folded) {
            *uses |= LOWER;
        }
        if !word.cased {
            return;
        }
        let mut once_more = |bit: u16| *uses |= if *uses & bit == 0 { bit } else { bit << 1 };
        if let Some(before) = context.before(token) {
            let cues = context.word(before).cues;
            if cues.has(NameCue::PlacePreposition) {
                once_more(PLACE);
            } else if context.leads_person(before) {
                once_more(PERSON);
            }
        }
        if let Some(after) = context.after(token) {
            let cues = context.word(after).cues;
            if cues.has(NameCue::SpeechVerb) {
                *uses |= SPEAKER;
            }
            if cues.has_any(&[NameCue::OrganisationWord, NameCue::MediaWord]) && context.word(after).shape.is_capital()
            {
                *uses |= ORGANISATION;
            }
        }
    }

    /// The uses of the word with that hash, as bits.
    pub(super) fn of(&self, word: u64) -> u16 {
        self.0.get(&word).copied().unwrap_or(0)
    }
}

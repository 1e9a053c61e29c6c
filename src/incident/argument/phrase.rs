//! Noun phrases of a sentence without a parser: runs of words between verbs, prepositions, clause words and signs.

use std::ops::Range;

use super::class::{PhraseClass, classify};
use crate::incident::CountRange;
use crate::incident::reading::Reading;
use crate::incident::trigger::{TriggerHit, find_triggers};
use crate::text::tag::{Tag, Tagger};
use crate::text::{TokenKind, is_clause_word, is_determiner, is_preposition, read_count};

/// Longest noun phrase, in tokens.
const LONGEST: usize = 12;

/// A noun phrase, or the part before an event noun that names who or what ("Taliban | ambush").
#[derive(Clone, Debug)]
pub(in crate::incident) struct Phrase {
    /// Without determiner and number.
    pub(in crate::incident) tokens: Range<usize>,
    /// First token, determiner and number included.
    pub(in crate::incident) start: usize,
    /// The token that decides number and kind: the last one.
    pub(in crate::incident) head: usize,
    /// What it names.
    pub(in crate::incident) class: PhraseClass,
    /// The words of the name or noun itself, titles left out.
    pub(in crate::incident) name: Range<usize>,
    /// How many, where a number stands before it.
    pub(in crate::incident) count: Option<CountRange>,
    /// "The", "this", "his".
    pub(in crate::incident) is_definite: bool,
    /// Followed by "'s".
    pub(in crate::incident) is_possessive: bool,
    /// It stands inside a longer phrase, before this head.
    pub(in crate::incident) modifies: Option<usize>,
}

impl Phrase {
    /// The name of a group, wherever it stands.
    pub(super) fn of_group(tokens: Range<usize>) -> Phrase {
        Phrase {
            start: tokens.start,
            head: tokens.end.saturating_sub(1),
            class: PhraseClass::Group,
            name: tokens.clone(),
            count: None,
            is_definite: false,
            is_possessive: false,
            modifies: None,
            tokens,
        }
    }
}

/// A sentence cut into noun phrases and triggers.
#[derive(Clone, Debug)]
pub(in crate::incident) struct Layout {
    pub(in crate::incident) tokens: Range<usize>,
    pub(in crate::incident) phrases: Vec<Phrase>,
    pub(in crate::incident) triggers: Vec<TriggerHit>,
    /// The parts of speech, one a token.
    pub(in crate::incident) tags: Vec<Tag>,
}

impl Layout {
    /// The part of speech of a token of the sentence; a sign outside it.
    pub(in crate::incident) fn tag(&self, token: usize) -> Tag {
        tag_at(&self.tags, &self.tokens, token)
    }
}

fn tag_at(tags: &[Tag], sentence: &Range<usize>, token: usize) -> Tag {
    let number = token.checked_sub(sentence.start);
    number.and_then(|number| tags.get(number)).copied().unwrap_or(Tag::Sign)
}

/// What a sentence is cut by.
struct Cutter<'r, 'a> {
    reading: &'r Reading<'a>,
    sentence: Range<usize>,
    triggers: &'r [TriggerHit],
    tags: &'r [Tag],
}

/// Cuts the sentence `tokens` into phrases; linear in its length.
pub(in crate::incident) fn lay_out(reading: &Reading<'_>, tagger: &mut Tagger<'_>, tokens: Range<usize>) -> Layout {
    let triggers = find_triggers(reading, tokens.clone());
    let tags = tagger.tag(reading.text, tokens.clone());
    let mut phrases = Vec::new();
    let cutter = Cutter {
        reading,
        sentence: tokens.clone(),
        triggers: &triggers,
        tags: &tags,
    };
    let mut at = tokens.start;
    while at < tokens.end {
        at = cutter.read_phrase(at, tokens.end, &mut phrases);
    }
    Layout {
        tokens,
        phrases,
        triggers,
        tags,
    }
}

impl Cutter<'_, '_> {
    fn tag(&self, token: usize) -> Tag {
        tag_at(self.tags, &self.sentence, token)
    }

    /// Reads the phrase that begins at `at`, if one does, and returns where to go on.
    fn read_phrase(&self, at: usize, end: usize, phrases: &mut Vec<Phrase>) -> usize {
        let text = self.reading.text;
        if self.reading.is_in_date(at) {
            return at + 1;
        }
        let mut first = at;
        let mut is_definite = false;
        while first < end && is_determiner(text.folded(first)) {
            is_definite |= is_pointing(text.folded(first));
            first += 1;
        }
        let mut count = None;
        if let Some(phrase) =
            read_count(text, first).filter(|phrase| phrase.tokens.end <= end && !self.reading.is_in_date(first))
        {
            first = phrase.tokens.end;
            count = Some(CountRange::from(&phrase));
            if text.folded(first) == "of" {
                first += 1;
            }
            while first < end && is_determiner(text.folded(first)) {
                first += 1;
            }
        }
        let stop = self.phrase_end(first, end);
        if stop <= first {
            return at + 1;
        }
        add_phrases(
            self.reading,
            self.triggers,
            at,
            first..stop,
            (count, is_definite),
            phrases,
        );
        stop
    }

    /// Where the phrase that begins at `first` ends; `first` itself where none begins.
    fn phrase_end(&self, first: usize, end: usize) -> usize {
        let text = self.reading.text;
        let mut at = first;
        let mut has_noun = false;
        while at < end && at < first + LONGEST {
            let word = text.folded(at);
            if text.tokens()[at].kind == TokenKind::Punctuation {
                let joins = at > first
                    && matches!(text.word(at), "-" | ".")
                    && !text.space_after(at - 1)
                    && !text.space_after(at);
                if joins {
                    at += 1;
                    continue;
                }
                break;
            }
            if matches!(word, "'s" | "'") || is_determiner(word) || self.reading.is_in_date(at) {
                break;
            }
            let hit = self.triggers.iter().find(|hit| hit.tokens.contains(&at));
            if hit.is_some_and(|hit| !hit.trigger.form.is_noun()) || hit.is_none() && !self.belongs(at, first, has_noun)
            {
                break;
            }
            has_noun |= self.tag(at).is_noun();
            at += 1;
            // The event noun ends the phrase: "attack | last night"; but "bomb attack", "kidnap victim".
            if hit.is_some_and(|hit| hit.tokens.end == at)
                && !is_noun(self.reading, at)
                && !self
                    .triggers
                    .iter()
                    .any(|hit| hit.tokens.start == at && hit.trigger.form.is_noun())
            {
                break;
            }
        }
        while at > first && text.tokens()[at - 1].kind == TokenKind::Punctuation {
            at -= 1;
        }
        at
    }

    /// Whether the word can stand in a noun phrase here.
    fn belongs(&self, at: usize, first: usize, has_noun: bool) -> bool {
        let word = self.reading.text.folded(at);
        if is_noun(self.reading, at)
            || self.reading.lexicon.actors().match_at(self.reading.text, at).is_some()
            || self.reading.is_in_place(at)
        {
            return true;
        }
        if is_preposition(word) || is_clause_word(word) || is_pronoun(word) {
            return false;
        }
        let next = self.tag(at + 1);
        let leads_on = next.is_noun() || matches!(next, Tag::Adjective | Tag::Number);
        match self.tag(at) {
            Tag::Noun | Tag::NounPlural | Tag::Name => true,
            Tag::Adjective | Tag::Number | Tag::Other => leads_on || at > first || has_noun,
            Tag::Participle | Tag::Gerund => !has_noun && leads_on,
            Tag::Adverb => !has_noun && matches!(next, Tag::Adjective | Tag::Participle),
            _ => false,
        }
    }
}

fn is_pointing(word: &str) -> bool {
    matches!(
        word,
        "the" | "this" | "that" | "these" | "those" | "his" | "her" | "their" | "its"
    )
}

/// Adds the phrase `tokens`, cut before an event noun at its end.
fn add_phrases(
    reading: &Reading<'_>,
    triggers: &[TriggerHit],
    start: usize,
    tokens: Range<usize>,
    (count, is_definite): (Option<CountRange>, bool),
    phrases: &mut Vec<Phrase>,
) {
    let text = reading.text;
    let is_possessive = matches!(text.folded(tokens.end), "'s" | "'");
    let make = |tokens: Range<usize>, modifies: Option<usize>| {
        let (class, name) = classify(reading, &tokens);
        Phrase {
            start: if modifies.is_some() { tokens.start } else { start },
            head: tokens.end - 1,
            class,
            name,
            count: count.filter(|_| modifies.is_none()),
            is_definite,
            is_possessive: is_possessive && modifies.is_none(),
            modifies,
            tokens,
        }
    };
    let event = triggers
        .iter()
        .find(|hit| tokens.start <= hit.tokens.start && hit.tokens.end == tokens.end && hit.trigger.form.is_noun());
    let Some(hit) = event else {
        // "ELN guerrillas", "the Taliban commander": the group in front takes part too.
        let group = tokens.clone().find_map(|token| {
            let (end, _) = reading.lexicon.actors().first_at(text, token)?;
            (end < tokens.end).then_some(token..end)
        });
        phrases.extend(group.map(|group| make(group, Some(tokens.end - 1))));
        phrases.push(make(tokens, None));
        return;
    };
    if tokens.start < hit.tokens.start {
        split_modifiers(reading, tokens.start..hit.tokens.start, &mut |part| {
            phrases.push(make(part, Some(hit.tokens.start)));
        });
    }
    let mut whole = make(hit.tokens.clone(), None);
    whole.start = start;
    if whole.class != PhraseClass::Weapon {
        whole.class = PhraseClass::Event;
    }
    phrases.push(whole);
}

/// The words before an event noun, cut where a group, people, a weapon or a facility ends: "US | drone".
fn split_modifiers(reading: &Reading<'_>, tokens: Range<usize>, add: &mut impl FnMut(Range<usize>)) {
    let (text, lexicon) = (reading.text, reading.lexicon);
    let mut from = tokens.start;
    let mut at = tokens.start;
    while at < tokens.end {
        let known = [
            lexicon.actors().match_at(text, at).map(|(end, _)| end),
            lexicon.people().match_at(text, at).map(|(end, _)| end),
            lexicon.organisations().match_at(text, at).map(|(end, _)| end),
            lexicon.weapons().match_at(text, at).map(|(end, _)| end),
            lexicon.facilities().match_at(text, at).map(|(end, _)| end),
        ];
        match known.into_iter().flatten().max().filter(|end| *end <= tokens.end) {
            Some(end) => {
                add(from..end);
                from = end;
                at = end;
            }
            None => at += 1,
        }
    }
    if from < tokens.end {
        add(from..tokens.end);
    }
}

fn is_noun(reading: &Reading<'_>, at: usize) -> bool {
    let (text, lexicon) = (reading.text, reading.lexicon);
    lexicon.people().match_at(text, at).is_some()
        || lexicon.facilities().match_at(text, at).is_some()
        || lexicon.organisations().match_at(text, at).is_some()
        || lexicon.weapons().match_at(text, at).is_some()
}

pub(super) fn is_pronoun(word: &str) -> bool {
    matches!(
        word,
        "i" | "you"
            | "he"
            | "she"
            | "it"
            | "we"
            | "they"
            | "him"
            | "her"
            | "them"
            | "us"
            | "himself"
            | "themselves"
            | "this"
            | "that"
            | "these"
            | "those"
            | "who"
            | "which"
            | "what"
            | "there"
            | "here"
    )
}

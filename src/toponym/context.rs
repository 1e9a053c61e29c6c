//! What stands around a name: the cue words of every token, the case habits of its sentence, the persons of the document.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::lexicon::name_cues::{NameCue, NameCueSet, NameCues};
use crate::text::{Text, TokenKind, WordHashing};

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A word in lower case, or beginning so.
    Lower,
    /// A word with a capital: `Baghdad`, `McAllen`.
    Capital,
    /// A word of two or more letters, all capitals: `BAGHDAD`, `US`.
    Capitals,
    /// A number or a sign.
    Other,
}

impl Shape {
    pub(super) fn is_capital(self) -> bool {
        matches!(self, Shape::Capital | Shape::Capitals)
    }
}

/// One token with what is known about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) cues: NameCueSet,
    pub(super) shape: Shape,
    /// First word of its sentence, quotes and bullets aside: its capital says nothing.
    pub(super) opens_sentence: bool,
    /// Whether capitals mean anything in its sentence: not in headlines and all-capital text.
    pub(super) cased: bool,
    /// In the place line before the dash that opens a report: `BEIRUT (AP) —`.
    pub(super) in_dateline: bool,
}

/// A document's tokens with their cues, and its persons.
#[derive(Debug)]
pub(super) struct Context<'t, 'd> {
    pub(super) text: &'t Text<'d>,
    words: Vec<Word>,
    /// Folded last words of persons' names ("Clinton" of "Hillary Clinton"), with how often each stood so.
    persons: HashMap<&'t str, u32, WordHashing>,
    /// Folded words that the document writes in lower case.
    lower: HashSet<&'t str, WordHashing>,
}

const PAST_END: Word = Word {
    cues: NameCueSet::NONE,
    shape: Shape::Other,
    opens_sentence: false,
    cased: true,
    in_dateline: false,
};

/// A sentence is taken to write capitals without meaning where fewer of its longer words than this share are in lower case.
const CASED_SHARE: f64 = 0.3;
/// So many longer words in lower case, prepositions aside, are enough: headlines in capitals have none.
const TELLING_WORDS: u32 = 2;
/// Letters of a "longer word" for [`CASED_SHARE`]: short ones stay in lower case in headlines.
const LONGER_WORD: usize = 4;
/// A dateline ends within so many tokens.
const DATELINE_TOKENS: usize = 16;

impl<'t, 'd> Context<'t, 'd> {
    /// Reads the cues of the whole document; linear in its length.
    pub(super) fn read(text: &'t Text<'d>, cues: &NameCues) -> Context<'t, 'd> {
        let mut words: Vec<Word> = (0..text.tokens().len())
            .map(|token| Word {
                cues: cues.of_token(text, token),
                shape: shape_of(text, token),
                ..PAST_END
            })
            .collect();
        mark_sentences(text, &mut words);
        if is_without_capitals(&words) {
            raise_rare_words(&mut words);
        }
        let lower = lower_words(text, &words);
        let mut context = Context {
            text,
            words,
            persons: HashMap::default(),
            lower,
        };
        context.find_persons();
        context
    }

    /// Number of tokens.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The token's facts; those of an empty sign past either end.
    pub(super) fn word(&self, token: usize) -> Word {
        self.words.get(token).copied().unwrap_or(PAST_END)
    }

    /// The facts of the token before, `None` at the start of the sentence.
    pub(super) fn before(&self, token: usize) -> Option<usize> {
        let previous = token.checked_sub(1)?;
        (self.text.sentence_of(previous) == self.text.sentence_of(token)).then_some(previous)
    }

    /// The token after, `None` at the end of the sentence.
    pub(super) fn after(&self, token: usize) -> Option<usize> {
        let next = token + 1;
        (next < self.words.len() && self.text.sentence_of(next) == self.text.sentence_of(token)).then_some(next)
    }

    /// How often the folded word was the last word of a person's name.
    pub(super) fn person_uses(&self, folded: &str) -> u32 {
        self.persons.get(folded).copied().unwrap_or(0)
    }

    /// Whether the document also writes the folded word in lower case.
    pub(super) fn is_also_lower(&self, folded: &str) -> bool {
        self.lower.contains(folded)
    }

    /// Whether the token is a capitalised word whose capital means a name.
    pub(super) fn is_name_word(&self, token: usize) -> bool {
        let word = self.word(token);
        word.shape.is_capital() && !(word.opens_sentence && word.cues.has(NameCue::CommonWord))
    }

    /// Whether the token opens a person's name by its kind: a title, or a first name that is not just a capitalised word.
    pub(super) fn leads_person(&self, token: usize) -> bool {
        let word = self.word(token);
        let first_name = word.cues.has(NameCue::FirstName) && self.is_name_word(token);
        word.cues.has(NameCue::Title)
            || first_name && !word.cues.has_any(&[NameCue::Calendar, NameCue::PlacePreposition])
    }

    /// Collects last names: after titles and first names, initials between them passed over.
    fn find_persons(&mut self) {
        let text = self.text;
        for token in 0..self.words.len() {
            if !self.leads_person(token) {
                continue;
            }
            let mut last = token;
            while let Some(next) = self.after(last) {
                let word = self.word(next);
                let joins = word.cues.has_any(&[NameCue::PersonParticle, NameCue::Article]) || text.word(next) == "-";
                let is_name = self.is_name_word(next)
                    && !word.cues.has_any(&[
                        NameCue::OrganisationWord,
                        NameCue::MediaWord,
                        NameCue::Calendar,
                        NameCue::StreetWord,
                    ]);
                if !is_name && !joins || next > token + 5 {
                    break;
                }
                last = next;
            }
            if last > token && self.is_name_word(last) {
                *self.persons.entry(text.folded(last)).or_default() += 1;
            }
        }
    }
}

/// Whether the capitalised run that begins at `token` holds an organisation's noun: "Medical Center", "A&M University".
pub(super) fn opens_organisation(context: &Context<'_, '_>, token: usize) -> bool {
    let mut at = Some(token);
    let mut seen = 0;
    while let Some(next) = at.filter(|next| seen < 4 && context.word(*next).shape.is_capital()) {
        if context.word(next).cues.has(NameCue::OrganisationWord) {
            return true;
        }
        seen += 1;
        at = context.after(next);
    }
    false
}

fn shape_of(text: &Text<'_>, token: usize) -> Shape {
    if text.tokens()[token].kind != TokenKind::Word {
        Shape::Other
    } else if is_caseless(text, token) {
        Shape::Capital
    } else if !text.is_capitalised(token) {
        Shape::Lower
    } else if text.is_all_capitals(token) {
        Shape::Capitals
    } else {
        Shape::Capital
    }
}

/// Whether the word is of a script without capitals, Arabic or Hebrew or Chinese: any word of it may be a name.
pub(super) fn is_caseless(text: &Text<'_>, token: usize) -> bool {
    let first = text.word(token).chars().next();
    first.is_some_and(|letter| letter.is_alphabetic() && !letter.is_lowercase() && !letter.is_uppercase())
}

/// A text of so many words without one capital is written in lower case throughout.
const LOWER_CASE_WORDS: usize = 6;

fn is_without_capitals(words: &[Word]) -> bool {
    let lower = words.iter().filter(|word| word.shape == Shape::Lower).count();
    LOWER_CASE_WORDS <= lower && !words.iter().any(|word| word.shape.is_capital())
}

/// Reads the words that no list of ordinary words holds as if they were in capitals, which then mean nothing.
fn raise_rare_words(words: &mut [Word]) {
    const ORDINARY: [NameCue; 4] = [
        NameCue::CommonWord,
        NameCue::NeverPlace,
        NameCue::PlacePreposition,
        NameCue::WeakPreposition,
    ];
    for word in words {
        word.cased = false;
        if word.shape == Shape::Lower && !word.cues.has_any(&ORDINARY) {
            word.shape = Shape::Capital;
        }
    }
}

fn lower_words<'t>(text: &'t Text<'_>, words: &[Word]) -> HashSet<&'t str, WordHashing> {
    (0..words.len())
        .filter(|token| words[*token].shape == Shape::Lower)
        .map(|token| text.folded(token))
        .collect()
}

/// Marks first words, sentences without meaningful case, and datelines.
fn mark_sentences(text: &Text<'_>, words: &mut [Word]) {
    let mut paragraph = None;
    for sentence in text.sentences() {
        let tokens = sentence.tokens.clone();
        let cased = is_cased(text, words, tokens.clone());
        for word in &mut words[tokens.clone()] {
            word.cased = cased;
        }
        if let Some(first) = words[tokens.clone()].iter_mut().find(|word| word.shape != Shape::Other) {
            first.opens_sentence = true;
        }
        let opens_paragraph = paragraph.replace(sentence.paragraph) != Some(sentence.paragraph);
        if let Some(end) = dateline_end(text, words, tokens.clone()).filter(|_| opens_paragraph) {
            for word in &mut words[tokens.start..end] {
                word.in_dateline = true;
            }
        }
    }
}

fn is_cased(text: &Text<'_>, words: &[Word], tokens: Range<usize>) -> bool {
    let mut counts = (0.0, 0.0);
    let mut telling = 0;
    // The first word has its capital anyway.
    for token in tokens.skip(1) {
        let word = words[token];
        if LONGER_WORD <= text.word(token).len() && word.shape != Shape::Other {
            let lower = word.shape == Shape::Lower;
            counts.0 += 1.0;
            counts.1 += f64::from(u8::from(lower));
            let preposition = word
                .cues
                .has_any(&[NameCue::PlacePreposition, NameCue::WeakPreposition]);
            telling += u32::from(lower && !preposition);
        }
    }
    counts.0 < 3.0 || CASED_SHARE <= counts.1 / counts.0 || TELLING_WORDS <= telling
}

/// Where the dateline of a paragraph ends: at a dash, after a place in capitals or an agency in brackets.
fn dateline_end(text: &Text<'_>, words: &[Word], tokens: Range<usize>) -> Option<usize> {
    let end = tokens.end.min(tokens.start + DATELINE_TOKENS);
    let dash = (tokens.start + 1..end).find(|token| {
        matches!(text.word(*token), "—" | "–" | "-" | "―")
            && !matches!((text.space_after(*token - 1), text.space_after(*token)), (false, false))
    })?;
    let in_capitals = words[tokens.start].shape == Shape::Capitals;
    let in_brackets = text.word(dash - 1) == ")";
    let starts_as_name = words[tokens.start].shape.is_capital();
    (in_capitals || in_brackets && starts_as_name).then_some(dash)
}

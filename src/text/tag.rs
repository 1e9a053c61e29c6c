//! Parts of speech: a learnt tagger that is asked for single sentences.
//!
//! Trained by `dateline train tags` on Universal Dependencies. It takes about a microsecond a token, so tag only the sentences that need it.

use std::ops::Range;

use super::{Text, TokenKind};
use crate::learn::{Feature, LinearModel, Margins, Scores, word_hash};

/// Declares the tags and their names in one place.
macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident = $label:literal,)*) => {
        /// A part of speech: the Universal ones, with the forms of nouns and verbs apart.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Tag {
            $($(#[$doc])* $name,)*
        }

        impl Tag {
            /// All tags, each at the place of its number.
            pub const ALL: &[Tag] = &[$(Tag::$name,)*];
            /// Their names, in the same order.
            pub const NAMES: &[&str] = &[$($label,)*];
        }
    };
}

tags! {
    /// A common noun, singular: "attack".
    Noun = "noun",
    /// A common noun, plural: "attacks".
    NounPlural = "nouns",
    /// A proper noun: "Mosul".
    Name = "name",
    /// A verb in its base form, also in the present: "attack".
    Base = "base",
    /// "attacks" as a verb.
    Present = "present",
    /// "attacked" as the verb of its clause.
    Past = "past",
    /// "attacked" after "was" or "had", or describing a noun.
    Participle = "participle",
    /// "attacking".
    Gerund = "gerund",
    /// "would".
    Modal = "modal",
    /// "was", "has" before another verb, and "be" as copula.
    Auxiliary = "auxiliary",
    /// "armed".
    Adjective = "adjective",
    /// "later".
    Adverb = "adverb",
    /// "the", "this" before a noun.
    Determiner = "determiner",
    /// "they", "who".
    Pronoun = "pronoun",
    /// "their".
    Possessive = "possessive",
    /// "12", "twelve".
    Number = "number",
    /// "in", "after" before a noun.
    Preposition = "preposition",
    /// "that", "after" before a clause.
    Subordinator = "subordinator",
    /// "and".
    Conjunction = "conjunction",
    /// "to" before a verb, "not", "'s".
    Particle = "particle",
    /// Punctuation and symbols.
    Sign = "sign",
    /// Interjections, foreign words, what is left.
    Other = "other",
}

impl Tag {
    /// A common or proper noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::Noun | Tag::NounPlural | Tag::Name)
    }

    /// A verb that is not an auxiliary, in any form.
    pub fn is_verb(self) -> bool {
        matches!(
            self,
            Tag::Base | Tag::Present | Tag::Past | Tag::Participle | Tag::Gerund
        )
    }
}

/// Tags sentences, one after the other; keeps its working space between them.
#[derive(Debug)]
pub struct Tagger<'m> {
    model: &'m LinearModel,
    margins: Margins<'m>,
    words: Vec<TaggedWord>,
    features: Vec<Feature>,
    scores: Vec<Scores>,
}

impl<'m> Tagger<'m> {
    /// A tagger with the model [`ModelName::Tags`](crate::learn::ModelName::Tags).
    pub fn new(model: &'m LinearModel) -> Tagger<'m> {
        Tagger {
            model,
            margins: Margins::new(model),
            words: Vec::new(),
            features: Vec::new(),
            scores: Vec::new(),
        }
    }

    /// The tags of the tokens, one each, which should be those of one sentence.
    pub fn tag(&mut self, text: &Text<'_>, tokens: Range<usize>) -> Vec<Tag> {
        read_words(text, tokens, &mut self.words);
        self.scores.clear();
        for at in 0..self.words.len() {
            self.features.clear();
            for_each_feature(&self.words, at, |feature| self.features.push(feature));
            self.scores.push(self.model.scores(&self.features));
        }
        let best = self.margins.read(&self.scores);
        best.iter()
            .map(|scores| Tag::ALL.get(self.model.best(scores)).copied().unwrap_or(Tag::Other))
            .collect()
    }
}

/// Hashes of the pieces of a word that features are made of.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct TaggedWord {
    word: u64,
    /// Of the first 1 to 3 letters.
    prefixes: [u64; 3],
    /// Of the last 1 to 4 letters.
    suffixes: [u64; 4],
    shape: u64,
}

/// Reads the words of a sentence for [`for_each_feature`].
pub(crate) fn read_words(text: &Text<'_>, tokens: Range<usize>, words: &mut Vec<TaggedWord>) {
    words.clear();
    words.extend(tokens.map(|token| {
        // Signs fold to nothing.
        let folded = text.folded(token);
        let (word, hash) = if folded.is_empty() {
            (text.word(token), word_hash(text.word(token)))
        } else {
            (folded, text.hash(token))
        };
        TaggedWord {
            word: hash,
            prefixes: [1, 2, 3].map(|letters| word_hash(prefix(word, letters))),
            suffixes: [1, 2, 3, 4].map(|letters| word_hash(suffix(word, letters))),
            shape: shape(text, token),
        }
    }));
}

/// The word's first letters, so many or all.
pub(crate) fn prefix(word: &str, letters: usize) -> &str {
    let ascii = word.as_bytes().get(..letters).is_some_and(<[u8]>::is_ascii);
    let end = if ascii {
        letters
    } else {
        word.char_indices().nth(letters).map_or(word.len(), |(at, _)| at)
    };
    word.get(..end).unwrap_or_default()
}

/// The word's last letters, so many or all.
pub(crate) fn suffix(word: &str, letters: usize) -> &str {
    let at = word.len().saturating_sub(letters);
    let ascii = word.as_bytes().get(at..).is_some_and(<[u8]>::is_ascii);
    let start = if ascii {
        at
    } else {
        word.char_indices().rev().nth(letters - 1).map_or(0, |(at, _)| at)
    };
    word.get(start..).unwrap_or_default()
}

/// Kind of token and its capitals, as a number.
fn shape(text: &Text<'_>, token: usize) -> u64 {
    let kind = match text.tokens().get(token).map(|token| token.kind) {
        Some(TokenKind::Word) => 0,
        Some(TokenKind::Number) => 1,
        Some(TokenKind::Punctuation) | None => 2,
    };
    let capital = u64::from(text.is_capitalised(token)) + 2 * u64::from(text.is_all_capitals(token));
    let dotted = u64::from(text.word(token).len() > 1 && text.word(token).contains('.'));
    kind | capital << 2 | dotted << 4
}

/// All features of one word among its neighbours.
pub(crate) fn for_each_feature(words: &[TaggedWord], at: usize, mut add: impl FnMut(Feature)) {
    let edge = TaggedWord {
        word: u64::MAX,
        ..TaggedWord::default()
    };
    let word = |offset: isize| {
        at.checked_add_signed(offset)
            .and_then(|at| words.get(at))
            .copied()
            .unwrap_or(edge)
    };
    let (here, before, after) = (word(0), word(-1), word(1));
    let (before_that, after_that) = (word(-2), word(2));
    add(Feature::of(0));
    add(Feature::of(1).number(here.word));
    for (template, prefix) in (2..).zip(here.prefixes) {
        add(Feature::of(template).number(prefix));
    }
    for (template, suffix) in (5..).zip(here.suffixes) {
        add(Feature::of(template).number(suffix));
    }
    add(Feature::of(9).number(here.shape).number(u64::from(at == 0)));
    add(Feature::of(10).number(before.word));
    add(Feature::of(11).number(after.word));
    add(Feature::of(12).number(before_that.word));
    add(Feature::of(13).number(after_that.word));
    add(Feature::of(14).number(before.word).number(here.word));
    add(Feature::of(15).number(here.word).number(after.word));
    add(Feature::of(16).number(before.word).number(after.word));
    add(Feature::of(17).number(before.suffixes[2]));
    add(Feature::of(18).number(after.suffixes[2]));
    add(Feature::of(19).number(before.suffixes[2]).number(here.suffixes[2]));
    add(Feature::of(20).number(here.suffixes[2]).number(after.suffixes[2]));
    add(Feature::of(21)
        .number(before.shape)
        .number(here.shape)
        .number(after.shape));
    add(Feature::of(22).number(here.suffixes[1]).number(here.shape));
    add(Feature::of(23).number(before_that.word).number(before.word));
    add(Feature::of(24).number(after.word).number(after_that.word));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::learn::{ModelName, Models};

    #[track_caller]
    fn check(sentence: &str, expected: &str) {
        let document = Document {
            text: sentence.to_owned(),
            ..Document::default()
        };
        let text = Text::read(&document);
        let models = Models::load().expect("the models that come with Dateline are whole");
        let mut tagger = Tagger::new(models.get(ModelName::Tags));
        let tags = tagger.tag(&text, 0..text.tokens().len());
        let names: Vec<&str> = tags.iter().map(|tag| Tag::NAMES[*tag as usize]).collect();
        assert_eq!(expected, names.join(" "), "tags of {sentence:?}");
    }

    #[test]
    fn nouns_and_verbs_of_the_same_letters_are_told_apart() {
        check(
            "The attack killed two soldiers.",
            "determiner noun past number nouns sign",
        );
        check("They attack the town.", "pronoun base determiner noun sign");
        check(
            "Two men were killed in the strikes.",
            "number nouns auxiliary participle preposition determiner nouns sign",
        );
        check(
            "He was shot after they fired.",
            "pronoun auxiliary participle subordinator pronoun past sign",
        );
    }

    #[test]
    fn capitals_do_not_hide_the_words() {
        check("TWO SOLDIERS WERE KILLED.", "number nouns auxiliary participle sign");
        check("", "");
    }
}

//! Phrases found in a text token by token, longest first.

use crate::text::{Text, TokenKind, WordMap, fold};

/// Folded phrases with a value each; one phrase may have several values.
#[derive(Debug)]
pub struct PhraseTable<T> {
    by_first_word: WordMap<Vec<Phrase<T>>>,
}

#[derive(Debug)]
struct Phrase<T> {
    /// The words after the first.
    rest: Vec<String>,
    /// The words as they must stand in the text, where case matters.
    exact: Option<String>,
    values: Vec<T>,
}

impl<T> Default for PhraseTable<T> {
    fn default() -> Self {
        PhraseTable {
            by_first_word: WordMap::default(),
        }
    }
}

impl<T> PhraseTable<T> {
    /// Adds a value for the phrase; a phrase of no words is left out.
    pub(super) fn insert(&mut self, phrase: &str, value: T) {
        self.insert_phrase(phrase, None, value);
    }

    /// Adds a value for a phrase that counts only with the same capitals: "IS" the group, not "is" the verb.
    pub(super) fn insert_exact(&mut self, phrase: &str, value: T) {
        self.insert_phrase(phrase, Some(phrase.to_owned()), value);
    }

    fn insert_phrase(&mut self, phrase: &str, exact: Option<String>, value: T) {
        let folded = fold(phrase);
        let mut words = folded.split_whitespace().map(str::to_owned);
        let Some(first) = words.next() else { return };
        let rest: Vec<String> = words.collect();
        let phrases = self.by_first_word.entry(&first);
        if let Some(known) = phrases
            .iter_mut()
            .find(|known| known.rest == rest && known.exact == exact)
        {
            known.values.push(value);
            return;
        }
        let at = phrases.partition_point(|known| known.rest.len() >= rest.len());
        phrases.insert(
            at,
            Phrase {
                rest,
                exact,
                values: vec![value],
            },
        );
    }

    /// The longest phrase that begins at token `at`: the token after its end, and its values (at least one).
    ///
    /// Hyphens between words do not matter.
    pub fn match_at(&self, text: &Text<'_>, at: usize) -> Option<(usize, &[T])> {
        self.matches_at(text, at).next()
    }

    /// Every phrase that begins at token `at`, longest first, each as [`PhraseTable::match_at`] gives it.
    pub fn matches_at<'p>(&'p self, text: &Text<'_>, at: usize) -> impl Iterator<Item = (usize, &'p [T])> {
        let phrases = self.by_first_word.get(text.folded(at), text.hash(at));
        phrases.into_iter().flatten().filter_map(move |phrase| {
            let end = match_rest(text, at + 1, &phrase.rest)?;
            let is_exact = match &phrase.exact {
                None => true,
                Some(exact) => text
                    .span_of(at..end)
                    .is_some_and(|span| span.of(text.as_str()) == exact),
            };
            is_exact.then_some((end, phrase.values.as_slice()))
        })
    }

    /// The first value of the longest phrase that begins at token `at`, with the token after its end.
    pub fn first_at(&self, text: &Text<'_>, at: usize) -> Option<(usize, &T)> {
        self.match_at(text, at)
            .and_then(|(end, values)| values.first().map(|value| (end, value)))
    }
}

fn match_rest(text: &Text<'_>, mut at: usize, rest: &[String]) -> Option<usize> {
    for word in rest {
        if is_hyphen(text, at) {
            at += 1;
        }
        if text.folded(at) != word {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// A hyphen or dash with no space before it.
fn is_hyphen(text: &Text<'_>, at: usize) -> bool {
    text.folded(at).is_empty()
        && at > 0
        && !text.space_after(at - 1)
        && text
            .tokens()
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Punctuation)
}

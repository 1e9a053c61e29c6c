//! Names in running text: from one token on, every name that the words go on to spell.
//!
//! Several walks run through the name index side by side, one per [`Walk`], each word pushing all of them on; most die at the first word.

use std::ops::Range;

use super::name_index::{Cursor, ListStart, NameIndex};
use super::name_key::{KeySpace, canonical_word, is_article};
use super::place::MatchTier;
use crate::text::{Text, TokenKind};

/// A name found in a text: which tokens, and where in the gazetteer it is filed.
///
/// Only meaningful with the gazetteer that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameHit {
    /// The tokens of the name, half-open.
    pub tokens: Range<usize>,
    /// How the name matched: the best tier in which these tokens are a name.
    pub tier: MatchTier,
    pub(super) lists: [Option<ListStart>; 2],
}

/// One walk through the index.
struct Walk {
    tier: MatchTier,
    articles: Articles,
    /// Whether a word was pushed already, so that the next needs a space.
    begun: bool,
    /// Whether an article of the text was left out.
    left_out: bool,
    cursor: Option<Cursor>,
}

/// What a walk does with the Arabic articles of the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Articles {
    Keep,
    LeaveOut,
    /// Leave out; without any article the walk would repeat another one.
    MustLeaveOut,
}

/// One word of the text as the walks see it.
struct Word<'w> {
    raw: &'w str,
    canonical: &'w str,
    /// Whether it touches the word before.
    touches: bool,
    article: bool,
}

/// Appends all names that begin at token `at`, shortest first, at most one for each end.
pub(super) fn names_at(index: &NameIndex, text: &Text<'_>, at: usize, found: &mut Vec<NameHit>) {
    if !is_word(text, at) {
        return;
    }
    let sentence = text.sentences().get(text.sentence_of(at));
    let end = sentence.map_or(0, |sentence| sentence.tokens.end);
    let mut walks = open_walks(index, text, at);
    let (mut buffer, mut next_buffer) = (String::new(), String::new());
    let (mut letters, mut words) = (0, 0);
    let mut step = Some((at, false));
    while let Some((token, touches)) = step {
        step = next_word(text, token, end);
        let possessive = token > at && text.folded(token) == "'s";
        let canonical = match possessive {
            // `St. John's` was folded without its apostrophe.
            true => "s",
            false => canonical_word(text.folded(token), &mut buffer),
        };
        let next = step.map_or("", |(next, _)| canonical_word(text.folded(next), &mut next_buffer));
        let word = Word {
            raw: text.word(token),
            canonical,
            touches,
            article: is_article(canonical, next) && (token > at || opens_as_article(text, at)),
        };
        letters += canonical.chars().count();
        words += 1;
        walks.iter_mut().for_each(|walk| walk.push(index, &word));
        if walks.iter().all(|walk| walk.cursor.is_none()) {
            return;
        }
        // One word with `'s` is a possessive, not a name of its own.
        if letters >= 2 && !(possessive && words == 2) {
            found.extend(best_hit(index, &walks, &word, at..token + 1));
        }
    }
}

impl Walk {
    fn push(&mut self, index: &NameIndex, word: &Word<'_>) {
        let Some(cursor) = self.cursor else {
            return;
        };
        if word.article && self.articles != Articles::Keep {
            self.left_out = true;
            return;
        }
        let spaced = if self.begun && !word.touches {
            index.step(cursor, b" ")
        } else {
            Some(cursor)
        };
        let letters = match self.tier {
            MatchTier::Exact => word.raw,
            MatchTier::Folded | MatchTier::Article | MatchTier::Generic => word.canonical,
        };
        self.begun = true;
        self.cursor = spaced.and_then(|cursor| index.step(cursor, letters.as_bytes()));
    }

    fn list(&self, index: &NameIndex, word: &Word<'_>) -> Option<ListStart> {
        let waits = word.article && self.articles != Articles::Keep
            || self.articles == Articles::MustLeaveOut && !self.left_out;
        if waits || !self.begun {
            return None;
        }
        index.accept(self.cursor?)
    }
}

fn open_walks(index: &NameIndex, text: &Text<'_>, at: usize) -> [Walk; 6] {
    let open = |space, tier, articles| Walk {
        tier,
        articles,
        begun: false,
        left_out: false,
        cursor: index.start(space),
    };
    let mut walks = [
        open(KeySpace::Exact, MatchTier::Exact, Articles::Keep),
        open(KeySpace::Folded, MatchTier::Folded, Articles::Keep),
        open(KeySpace::Article, MatchTier::Article, Articles::LeaveOut),
        open(KeySpace::Folded, MatchTier::Article, Articles::MustLeaveOut),
        open(KeySpace::Generic, MatchTier::Generic, Articles::Keep),
        open(KeySpace::Generic, MatchTier::Generic, Articles::MustLeaveOut),
    ];
    if !text.is_capitalised(at) {
        walks[0].cursor = None;
    }
    walks
}

/// The lists of the best tier that has any.
fn best_hit(index: &NameIndex, walks: &[Walk], word: &Word<'_>, tokens: Range<usize>) -> Option<NameHit> {
    let mut hit: Option<NameHit> = None;
    for walk in walks {
        let Some(list) = walk.list(index, word) else {
            continue;
        };
        match &mut hit {
            None => {
                hit = Some(NameHit {
                    tokens: tokens.clone(),
                    tier: walk.tier,
                    lists: [Some(list), None],
                });
            }
            Some(hit) if hit.tier == walk.tier => hit.lists[1] = Some(list),
            Some(_) => break,
        }
    }
    hit
}

fn is_word(text: &Text<'_>, at: usize) -> bool {
    text.tokens()
        .get(at)
        .is_some_and(|token| token.kind != TokenKind::Punctuation)
}

/// The next word of the same name and whether it touches this one; `None` where a sign or the sentence's end stands between.
fn next_word(text: &Text<'_>, token: usize, end: usize) -> Option<(usize, bool)> {
    let next = token + 1;
    if next >= end {
        return None;
    }
    if is_word(text, next) {
        return Some((next, !text.space_after(token)));
    }
    let joins = text.folded(next).is_empty() && !text.space_after(token) && !text.space_after(next);
    (joins && next + 1 < end && is_word(text, next + 1)).then_some((next + 1, false))
}

/// Whether the first token may be an article: `al`, `el`, a capital (`At Tanf`) or a hyphen after it (`at-Tanf`), but not `at Taji`.
fn opens_as_article(text: &Text<'_>, at: usize) -> bool {
    matches!(text.folded(at), "al" | "el") || text.is_capitalised(at) || !text.space_after(at)
}

//! Names in running text: from one token on, every name that the words go on to spell.
//!
//! Several walks run through the name index side by side, one per [`Walk`], each word pushing all of them on; most die at the first word.

use std::ops::Range;

use super::name_index::{Cursor, ListStart, NameIndex};
use super::name_key::{KeySpace, canonical_word, is_article, leading_generic};
use super::place::{FeatureClass, MatchTier};
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
    /// The class that the generic word at its end asks for (`Diyala province`), where that word is not part of the stored name.
    pub(super) class: Option<FeatureClass>,
    /// The list of each walk that ended here.
    lists: [Option<ListStart>; WALKS.len()],
    /// Number of the layer that the lists are of, from the top.
    pub(super) layer: usize,
    /// The same tokens in the layers below; mostly none.
    pub(super) lower: Vec<NameHit>,
}

/// Where a hit is filed: two hits with the same mean the same places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Filing {
    tier: MatchTier,
    class: Option<FeatureClass>,
    lists: [Option<ListStart>; WALKS.len()],
}

impl NameHit {
    /// Where it is filed: what stays of a hit when it is taken out of its text.
    pub fn filing(&self) -> Filing {
        Filing {
            tier: self.tier,
            class: self.class,
            lists: self.lists,
        }
    }

    /// The lists that the name is filed in, best tier first.
    pub(super) fn tier_lists(&self) -> impl Iterator<Item = (MatchTier, ListStart)> {
        let generic = self.class.map(|_| MatchTier::Generic);
        let tiers = WALKS.iter().map(move |(_, tier, _)| generic.unwrap_or(*tier));
        tiers.zip(self.lists).filter_map(|(tier, list)| Some((tier, list?)))
    }
}

/// Most words of a generic phrase: `army air field`.
const GENERIC_WORDS: usize = 3;

/// All walks, best tier first.
const WALKS: [(KeySpace, MatchTier, Articles); 6] = [
    (KeySpace::Exact, MatchTier::Exact, Articles::Keep),
    (KeySpace::Folded, MatchTier::Folded, Articles::Keep),
    (KeySpace::Article, MatchTier::Article, Articles::LeaveOut),
    (KeySpace::Folded, MatchTier::Article, Articles::LeaveOutFrom(1)),
    (KeySpace::Generic, MatchTier::Generic, Articles::Keep),
    (KeySpace::Generic, MatchTier::Generic, Articles::LeaveOutFrom(4)),
];

/// One walk through the index.
struct Walk {
    tier: MatchTier,
    articles: Articles,
    /// Whether a word was pushed already, so that the next needs a space.
    begun: bool,
    cursor: Option<Cursor>,
}

/// What a walk does with the Arabic articles of the text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Articles {
    Keep,
    LeaveOut,
    /// Leave out, going on from the given walk at the first article; before it the two would be the same.
    LeaveOutFrom(usize),
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
        let canonical = if possessive {
            // `St. John's` was folded without its apostrophe.
            "s"
        } else {
            canonical_word(text.folded(token), &mut buffer)
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
        if word.article {
            fork_at_article(&mut walks);
        }
        for walk in &mut walks {
            walk.push(index, &word);
        }
        if walks.iter().all(|walk| walk.cursor.is_none()) {
            return;
        }
        // One word with `'s` is a possessive, not a name of its own.
        if letters >= 2 && !(possessive && words == 2) {
            found.extend(hit(index, &walks, &word, at..token + 1));
        }
    }
}

/// The name with the generic word that follows it in the text, or `None` where none follows.
pub(super) fn with_generic_word(text: &Text<'_>, hit: &NameHit) -> Option<NameHit> {
    let sentence = text.sentences().get(text.sentence_of(hit.tokens.start))?;
    let (mut words, mut buffer) = (String::new(), String::new());
    let mut ends = Vec::new();
    let mut token = hit.tokens.end - 1;
    while let Some((next, _)) = next_word(text, token, sentence.tokens.end).filter(|_| ends.len() < GENERIC_WORDS) {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(canonical_word(text.folded(next), &mut buffer));
        ends.push((words.len(), next + 1));
        token = next;
    }
    let (generic, class) = leading_generic(&words)?;
    let (_, end) = ends.iter().find(|(length, _)| *length == generic.len())?;
    Some(NameHit {
        tokens: hit.tokens.start..*end,
        tier: MatchTier::Generic,
        class: Some(class),
        lists: hit.lists,
        layer: 0,
        lower: Vec::new(),
    })
}

impl Walk {
    fn push(&mut self, index: &NameIndex, word: &Word<'_>) {
        let Some(cursor) = self.cursor else {
            return;
        };
        if word.article && self.articles != Articles::Keep {
            return;
        }
        let spaced = if self.begun && !word.touches {
            index.step(cursor, b" ")
        } else {
            Some(cursor)
        };
        let letters = match self.tier {
            MatchTier::Exact => word.raw,
            _ => word.canonical,
        };
        self.begun = true;
        self.cursor = spaced.and_then(|cursor| index.step(cursor, letters.as_bytes()));
    }

    fn list(&self, index: &NameIndex, word: &Word<'_>) -> Option<ListStart> {
        let left_out = word.article && self.articles != Articles::Keep;
        if left_out || !self.begun {
            return None;
        }
        index.accept(self.cursor?)
    }
}

fn open_walks(index: &NameIndex, text: &Text<'_>, at: usize) -> [Walk; WALKS.len()] {
    let mut walks = WALKS.map(|(space, tier, articles)| Walk {
        tier,
        articles,
        begun: false,
        cursor: match articles {
            Articles::Keep | Articles::LeaveOut => index.start(space),
            Articles::LeaveOutFrom(_) => None,
        },
    });
    if !text.is_capitalised(at) {
        walks[0].cursor = None;
    }
    walks
}

/// Starts the walks that differ from another one from the first article on.
fn fork_at_article(walks: &mut [Walk; WALKS.len()]) {
    for number in 0..walks.len() {
        if let Articles::LeaveOutFrom(other) = walks[number].articles
            && walks[number].cursor.is_none()
        {
            walks[number].cursor = walks[other].cursor;
            walks[number].begun = walks[other].begun;
        }
    }
}

/// What ends after the word; `None` where no walk has a name here.
fn hit(index: &NameIndex, walks: &[Walk; WALKS.len()], word: &Word<'_>, tokens: Range<usize>) -> Option<NameHit> {
    let mut lists = [None; WALKS.len()];
    for (list, walk) in lists.iter_mut().zip(walks) {
        *list = walk.list(index, word);
    }
    let best = lists.iter().position(Option::is_some)?;
    let tier = WALKS[best].1;
    Some(NameHit {
        tokens,
        tier,
        class: None,
        lists,
        layer: 0,
        lower: Vec::new(),
    })
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

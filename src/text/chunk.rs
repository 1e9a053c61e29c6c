//! Chunks: groups of nouns and of verbs, out of the tags of a sentence.
//!
//! Flat and without overlap (Abney 1991): "two men in the car" is two noun groups with a preposition between. No chunk is made for what
//! is neither.

use std::ops::Range;

use super::tag::Tag;

/// What a chunk is built around.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChunkKind {
    /// "the two wounded soldiers", "President Barack Obama", "they".
    Noun,
    /// "was later killed", "to attack", "has been fighting".
    Verb,
}

/// A group of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// What it is.
    pub kind: ChunkKind,
    /// Its tokens, counted like the tags: from 0 at the first token that was tagged.
    pub tokens: Range<usize>,
    /// Its main word, the last noun or the last verb, counted likewise; always one of its tokens.
    pub head: usize,
}

/// The chunks of a tagged sentence, in text order, without overlap; linear in its length.
///
/// A number alone is a noun group ("killing 12"); a participle between determiner and noun describes the noun ("the armed men").
pub fn find_chunks(tags: &[Tag]) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let mut at = 0;
    while at < tags.len() {
        let found = noun_group(tags, at).or_else(|| verb_group(tags, at));
        at = found.as_ref().map_or(at + 1, |chunk| chunk.tokens.end);
        chunks.extend(found);
    }
    chunks
}

fn noun_group(tags: &[Tag], start: usize) -> Option<Chunk> {
    let chunk = |end: usize, head: usize| {
        Some(Chunk {
            kind: ChunkKind::Noun,
            tokens: start..end,
            head,
        })
    };
    if *tags.get(start)? == Tag::Pronoun {
        return chunk(start + 1, start);
    }
    let opens = matches!(tags.get(start)?, Tag::Determiner | Tag::Possessive);
    let mut head = None;
    let mut end = start;
    for (number, tag) in tags.iter().enumerate().skip(start) {
        match tag {
            Tag::Determiner | Tag::Possessive if number == start => {}
            Tag::Noun | Tag::NounPlural | Tag::Name => {
                head = Some(number);
                end = number + 1;
            }
            Tag::Number if head.is_none() => end = number + 1,
            Tag::Adjective | Tag::Adverb if head.is_none() => {}
            Tag::Participle | Tag::Gerund if opens && head.is_none() => {}
            _ => break,
        }
    }
    // "the 12", "12": a number stands for what it counts.
    let head = head.or_else(|| (start..end).rev().find(|number| tags[*number] == Tag::Number))?;
    chunk(end, head)
}

fn verb_group(tags: &[Tag], start: usize) -> Option<Chunk> {
    let mut head = None;
    let mut end = start;
    for (number, tag) in tags.iter().enumerate().skip(start) {
        let opens_infinitive = *tag == Tag::Particle && tags.get(number + 1).is_some_and(|next| next.is_verb());
        if tag.is_verb() || matches!(tag, Tag::Auxiliary | Tag::Modal) {
            head = Some(number);
            end = number + 1;
        } else if !(*tag == Tag::Adverb || *tag == Tag::Particle && (head.is_some() || opens_infinitive)) {
            break;
        }
    }
    Some(Chunk {
        kind: ChunkKind::Verb,
        tokens: start..end,
        head: head?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tags: &str, expected: &[(ChunkKind, Range<usize>, usize)]) {
        let tag = |name: &str| {
            let number = Tag::NAMES.iter().position(|known| *known == name);
            Tag::ALL[number.expect("the name of a tag")]
        };
        let tags: Vec<Tag> = tags.split_whitespace().map(tag).collect();
        let found: Vec<(ChunkKind, Range<usize>, usize)> = find_chunks(&tags)
            .into_iter()
            .map(|chunk| (chunk.kind, chunk.tokens, chunk.head))
            .collect();
        assert_eq!(expected, found);
    }

    #[test]
    fn groups_of_nouns_and_verbs_are_found() {
        use ChunkKind::{Noun, Verb};
        // "The two wounded soldiers were later taken to a hospital."
        check(
            "determiner number participle nouns auxiliary adverb participle preposition determiner noun sign",
            &[(Noun, 0..4, 3), (Verb, 4..7, 6), (Noun, 8..10, 9)],
        );
        // "They tried to attack, killing 12."
        check(
            "pronoun past particle base sign gerund number sign",
            &[(Noun, 0..1, 0), (Verb, 1..4, 3), (Verb, 5..6, 5), (Noun, 6..7, 6)],
        );
        check("", &[]);
        check("preposition sign adverb", &[]);
    }
}

//! A piece of one document's text, by byte offsets.
//!
//! Every later stage points into the text with a [`Span`], so that each fact can show the words it came from.

/// A half-open **byte** range into [`Document::text`](crate::document::Document), both ends on character boundaries.
///
/// Ordered by start, then end. May be empty, as the default is: it lies at the start of any text. Nothing past 4 GiB can be pointed at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    // Half the size of two `usize`: long texts have millions of them.
    start: u32,
    end: u32,
}

impl Span {
    /// The span `start..end` of `text`, or `None` where it is out of bounds, reversed, past 4 GiB, or cuts a character.
    pub fn new(text: &str, start: usize, end: usize) -> Option<Span> {
        text.get(start..end)?;
        Some(Span {
            start: u32::try_from(start).ok()?,
            end: u32::try_from(end).ok()?,
        })
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The words of the span; empty where `text` is not the text that the span was made for.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or_default()
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether every byte of `other` lies in this span.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Turns byte offsets into Unicode code-point offsets, the unit of every output.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before each 64-byte block; empty where the text is ASCII, and offsets are equal.
    blocks: Vec<usize>,
}

const BLOCK_BYTES: usize = 64;

impl<'t> CodePoints<'t> {
    /// Prepares the conversion for one text; linear in its length, later look-ups are constant.
    pub fn new(text: &'t str) -> Self {
        let mut blocks = Vec::new();
        if !text.is_ascii() {
            let mut seen = 0;
            for block in text.as_bytes().chunks(BLOCK_BYTES) {
                blocks.push(seen);
                seen += count_starts(block);
            }
            blocks.push(seen);
        }
        CodePoints { text, blocks }
    }

    /// Code points before byte `offset`; the whole length where `offset` is past the end.
    pub fn at(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        if self.blocks.is_empty() {
            return offset;
        }
        let block = offset / BLOCK_BYTES;
        let from = block * BLOCK_BYTES;
        self.blocks[block] + count_starts(&self.text.as_bytes()[from..offset])
    }
}

/// Characters that begin in `bytes` (continuation bytes of UTF-8 look like `10xx_xxxx`).
fn count_starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| *byte & 0xC0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_span_never_cuts_a_character() {
        assert_eq!(Span::new("é", 0, 1), None);
        assert_eq!(Span::new("é", 0, 2).map(|span| span.of("é")), Some("é"));
        assert_eq!(Span::new("abc", 2, 1), None);
        assert_eq!(Span::new("abc", 0, 4), None);
    }

    proptest! {
        #[test]
        fn code_points_agree_with_counting_characters(text in ".{0,200}") {
            let code_points = CodePoints::new(&text);
            for (count, (offset, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(code_points.at(offset), count);
            }
            prop_assert_eq!(code_points.at(text.len()), text.chars().count());
        }
    }
}

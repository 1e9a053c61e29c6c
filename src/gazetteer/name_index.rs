//! From a key to the places filed under it: an `fst` map and lists of postings, both read in place.

use std::fmt;

use fst::raw::{CompiledAddr, Fst, Output};
use fst::{IntoStreamer, Streamer};

use super::error::GazetteerError;
use super::format::{Section, u32_at};
use super::name_key::KeySpace;
use super::place::NameKind;

/// One place filed under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Posting {
    /// Row of the place table.
    pub(super) row: usize,
    /// What sort of name the key was made from.
    pub(super) kind: NameKind,
}

/// Highest row that a posting can hold.
pub(super) const MAX_ROW: usize = (1 << 28) - 1;

impl Posting {
    /// The posting as stored; `last` closes the list.
    pub(super) fn pack(self, last: bool) -> u32 {
        let kind = match self.kind {
            NameKind::Main => 0,
            NameKind::Alternate => 1,
            NameKind::Abbreviation => 2,
            NameKind::Demonym => 3,
            NameKind::Foreign => 4,
        };
        u32::try_from(self.row).unwrap_or(u32::MAX) << 4 | kind << 1 | u32::from(last)
    }

    fn unpack(packed: u32) -> (Posting, bool) {
        let kind = match packed >> 1 & 7 {
            0 => NameKind::Main,
            1 => NameKind::Alternate,
            2 => NameKind::Abbreviation,
            3 => NameKind::Demonym,
            _ => NameKind::Foreign,
        };
        let row = (packed >> 4) as usize;
        (Posting { row, kind }, packed & 1 == 1)
    }
}

/// A place in the `fst`: the bytes read so far and what they add up to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor {
    node: CompiledAddr,
    output: u64,
}

/// Number of the first posting of a list.
pub(super) type ListStart = u32;

/// The names of one gazetteer.
pub(super) struct NameIndex {
    names: Fst<Section>,
    postings: Section,
    /// Where the walks of each key space begin.
    starts: [Option<Cursor>; KeySpace::ALL.len()],
}

impl fmt::Debug for NameIndex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("NameIndex")
            .field("keys", &self.names.len())
            .field("postings", &(self.postings.len() / 4))
            .finish_non_exhaustive()
    }
}

impl NameIndex {
    /// Opens the index; constant time.
    pub(super) fn new(names: Section, postings: Section) -> Result<NameIndex, GazetteerError> {
        let names = Fst::new(names).map_err(|source| GazetteerError::Index { source })?;
        let mut index = NameIndex {
            names,
            postings,
            starts: [None; KeySpace::ALL.len()],
        };
        let node = index.names.root().addr();
        let root = Cursor { node, output: 0 };
        index.starts = KeySpace::ALL.map(|space| index.step(root, space.mark()));
        Ok(index)
    }

    /// Number of different keys, all spaces together.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// Bytes of the `fst` part, for tests that leave it whole.
    #[cfg(test)]
    pub(super) fn fst_len(&self) -> usize {
        self.names.as_bytes().len()
    }

    /// The list filed under a key.
    pub(super) fn get(&self, space: KeySpace, key: &str) -> Option<ListStart> {
        if key.is_empty() {
            return None;
        }
        self.accept(self.step(self.start(space)?, key.as_bytes())?)
    }

    /// Where a walk through a key space begins; `None` where the space is empty.
    pub(super) fn start(&self, space: KeySpace) -> Option<Cursor> {
        self.starts[space as usize]
    }

    /// Reads more bytes of a key; `None` where no key goes on like that.
    pub(super) fn step(&self, from: Cursor, bytes: &[u8]) -> Option<Cursor> {
        let mut node = self.names.node(from.node);
        let mut output = from.output;
        for byte in bytes {
            let transition = node.transition(node.find_input(*byte)?);
            output = output.wrapping_add(transition.out.value());
            node = self.names.node(transition.addr);
        }
        Some(Cursor {
            node: node.addr(),
            output,
        })
    }

    /// Every byte that a key may go on with, and where it leads; in order of bytes.
    pub(super) fn children(&self, from: Cursor) -> impl Iterator<Item = (u8, Cursor)> + use<'_> {
        let node = self.names.node(from.node);
        (0..node.len()).map(move |number| {
            let transition = node.transition(number);
            let output = from.output.wrapping_add(transition.out.value());
            let cursor = Cursor {
                node: transition.addr,
                output,
            };
            (transition.inp, cursor)
        })
    }

    /// The list of the key that ends here, if one does.
    pub(super) fn accept(&self, at: Cursor) -> Option<ListStart> {
        let node = self.names.node(at.node);
        if !node.is_final() {
            return None;
        }
        u32::try_from(at.output.wrapping_add(node.final_output().value())).ok()
    }

    /// The postings of a list, most important first.
    pub(super) fn postings(&self, first: ListStart) -> impl Iterator<Item = Posting> + '_ {
        let mut next = Some(first as usize);
        std::iter::from_fn(move || {
            let number = next?;
            let (posting, last) = Posting::unpack(u32_at(self.postings.record(number, 4)?, 0));
            next = (!last).then_some(number + 1);
            Some(posting)
        })
    }

    /// Calls `visit` with the list of every folded key that begins with `prefix`, in key order, at most `most` of them.
    pub(super) fn each_with_prefix(&self, prefix: &str, most: usize, mut visit: impl FnMut(ListStart)) {
        let mut stream = self.names.range().ge(prefix).into_stream();
        let mut left = most;
        while let Some((key, output)) = stream.next() {
            if left == 0 || !key.starts_with(prefix.as_bytes()) {
                return;
            }
            left -= 1;
            if let Some(first) = list_of(output) {
                visit(first);
            }
        }
    }
}

fn list_of(output: Output) -> Option<ListStart> {
    u32::try_from(output.value()).ok()
}

//! From a key to the places filed under it: `fst` maps and lists of postings, all read in place.
//!
//! All keys of a small gazetteer are in one map, the *trunk*. The keys of a large one are cut into *shards* by how they begin: all keys
//! that begin with `bag` may be in one shard, without those three letters. Where the trunk has a list for a key, it has the list's number
//! doubled; where keys go on in a shard, it has the shard's number doubled, plus one. No such beginning begins another, so that a walk goes
//! from the trunk into a shard at one place and never back. Why: `fst` cannot bear damaged bytes, so that they must be checked before they
//! are read, and a gigabyte cannot be checked in the milliseconds that opening may take. A shard (a megabyte or two) is checked when a walk
//! first comes to it; a damaged one is as if its names were not there, which [`super::Gazetteer::verify`] tells.

use std::fmt;
use std::sync::OnceLock;

use fst::raw::{CompiledAddr, Fst};

use super::error::GazetteerError;
use super::format::{self, Section, checksum, u32_at, u64_at};
use super::name_key::KeySpace;
use super::place::NameKind;
use super::step_memory::StepMemory;

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
        let kind = u32::from(self.kind.number());
        u32::try_from(self.row).unwrap_or(u32::MAX) << 4 | kind << 1 | u32::from(last)
    }

    fn unpack(packed: u32) -> (Posting, bool) {
        let [low, ..] = (packed >> 1 & 7).to_le_bytes();
        let kind = NameKind::from_number(low);
        let row = (packed >> 4) as usize;
        (Posting { row, kind }, packed & 1 == 1)
    }
}

/// A place in the maps: the bytes read so far and what they add up to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor {
    /// Number of the shard; `None` in the trunk.
    shard: Option<u32>,
    node: CompiledAddr,
    output: u64,
}

/// Fewer bytes are as quickly read as remembered.
const REMEMBERED_BYTES: usize = 3;

/// The output of the trunk for a list.
pub(super) fn list_output(list: u64) -> u64 {
    list << 1
}

/// The output of the trunk where keys go on in a shard.
pub(super) fn shard_output(shard: u64) -> u64 {
    shard << 1 | 1
}

/// Number of the first posting of a list.
pub(super) type ListStart = u32;

/// The sections that the names are in.
pub(super) struct NameSections {
    pub(super) trunk: Section,
    pub(super) shard_table: Section,
    pub(super) shards: Section,
    pub(super) postings: Section,
}

/// The names of one gazetteer.
pub(super) struct NameIndex {
    names: Fst<Section>,
    sections: NameSections,
    /// A place for each shard, filled when a walk first comes to it; `None` inside where it is damaged.
    shards: Vec<OnceLock<Option<Fst<Section>>>>,
    /// Steps taken before.
    memory: StepMemory,
    /// Where the walks of each key space begin.
    starts: [Option<Cursor>; KeySpace::ALL.len()],
}

impl fmt::Debug for NameIndex {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("NameIndex")
            .field("keys", &self.len())
            .field("postings", &(self.sections.postings.len() / 4))
            .finish_non_exhaustive()
    }
}

impl NameIndex {
    /// Opens the index; a few bytes for each shard, nothing is read.
    pub(super) fn new(sections: NameSections) -> Result<NameIndex, GazetteerError> {
        let names = Fst::new(sections.trunk.clone()).map_err(|source| GazetteerError::Index { source })?;
        let mut shards = Vec::new();
        shards.resize_with(sections.shard_table.len() / format::SHARD, OnceLock::new);
        let mut index = NameIndex {
            names,
            sections,
            shards,
            memory: StepMemory::new(),
            starts: [None; KeySpace::ALL.len()],
        };
        let root = index.root();
        index.starts = KeySpace::ALL.map(|space| index.step(root, space.mark()));
        Ok(index)
    }

    fn root(&self) -> Cursor {
        Cursor {
            shard: None,
            node: self.names.root().addr(),
            output: 0,
        }
    }

    /// Number of different keys, all spaces together. Reads and checks all shards, so that it costs a pass over them.
    pub(super) fn len(&self) -> usize {
        let shards = (0_u32..).take(self.shards.len());
        let in_shards: usize = shards.filter_map(|number| self.shard(number)).map(Fst::len).sum();
        self.names.len().saturating_sub(self.shards.len()) + in_shards
    }

    /// The shard with the given number, checked when it is first asked for; `None` where it is damaged.
    fn shard(&self, number: u32) -> Option<&Fst<Section>> {
        let slot = self.shards.get(number as usize)?;
        let open = || {
            let line = self.sections.shard_table.record(number as usize, format::SHARD)?;
            let bytes = self.sections.shards.part(u64_at(line, 0), u32_at(line, 8))?;
            (checksum(&[bytes.as_ref()]) == u32_at(line, 12)).then(|| Fst::new(bytes).ok())?
        };
        slot.get_or_init(open).as_ref()
    }

    fn map_of(&self, shard: Option<u32>) -> Option<&Fst<Section>> {
        match shard {
            None => Some(&self.names),
            Some(number) => self.shard(number),
        }
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

    /// Reads more bytes of a key; `None` where no key goes on like that. Remembers what words lead to.
    pub(super) fn step(&self, from: Cursor, bytes: &[u8]) -> Option<Cursor> {
        if bytes.len() < REMEMBERED_BYTES || !self.shards.is_empty() {
            return self.walk(from, bytes);
        }
        let key = StepMemory::key(from.node, bytes);
        let Some(step) = self.memory.get(key) else {
            let to = self.walk(from, bytes);
            let added = |to: &Cursor| u32::try_from(to.output.wrapping_sub(from.output));
            match to.as_ref().map(|to| (u32::try_from(to.node), added(to))) {
                Some((Ok(node), Ok(added))) if node != u32::MAX => self.memory.put(key, Some((node, added))),
                Some(_) => {}
                None => self.memory.put(key, None),
            }
            return to;
        };
        step.map(|(node, added)| Cursor {
            shard: None,
            node: node as CompiledAddr,
            output: from.output.wrapping_add(u64::from(added)),
        })
    }

    fn walk(&self, from: Cursor, bytes: &[u8]) -> Option<Cursor> {
        let mut at = from;
        let mut map = self.map_of(at.shard)?;
        let mut node = map.node(at.node);
        for byte in bytes {
            let transition = node.transition(node.find_input(*byte)?);
            at.output = at.output.wrapping_add(transition.out.value());
            node = map.node(transition.addr);
            if at.shard.is_none() && !self.shards.is_empty() && node.is_final() {
                let output = at.output.wrapping_add(node.final_output().value());
                if output & 1 == 1 {
                    at.shard = Some(u32::try_from(output >> 1).ok()?);
                    at.output = 0;
                    map = self.map_of(at.shard)?;
                    node = map.root();
                }
            }
        }
        at.node = node.addr();
        Some(at)
    }

    /// Every byte that a key may go on with, and where it leads; in order of bytes.
    pub(super) fn children(&self, from: Cursor) -> impl DoubleEndedIterator<Item = (u8, Cursor)> + use<'_> {
        let node = self.map_of(from.shard).map(|map| map.node(from.node));
        let count = node.map_or(0, |node| node.len());
        (0..count).filter_map(move |number| {
            let byte = node?.transition(number).inp;
            Some((byte, self.step(from, &[byte])?))
        })
    }

    /// The list of the key that ends here, if one does.
    pub(super) fn accept(&self, at: Cursor) -> Option<ListStart> {
        let node = self.map_of(at.shard)?.node(at.node);
        if !node.is_final() {
            return None;
        }
        let output = at.output.wrapping_add(node.final_output().value());
        let list = if at.shard.is_none() { output >> 1 } else { output };
        u32::try_from(list).ok()
    }

    /// The postings of a list, most important first.
    pub(super) fn postings(&self, first: ListStart) -> impl Iterator<Item = Posting> + '_ {
        let mut next = Some(first as usize);
        std::iter::from_fn(move || {
            let number = next?;
            let (posting, last) = Posting::unpack(u32_at(self.sections.postings.record(number, 4)?, 0));
            next = (!last).then_some(number + 1);
            Some(posting)
        })
    }

    /// Calls `visit` with the list of every folded key that begins with `prefix`, in key order, at most `most` of them.
    pub(super) fn each_with_prefix(&self, prefix: &str, most: usize, mut visit: impl FnMut(ListStart)) {
        let Some(start) = self.step(self.root(), prefix.as_bytes()) else {
            return;
        };
        let mut left = most;
        let mut open = vec![(0, start)];
        while let Some((_, at)) = open.pop().filter(|_| left > 0) {
            if let Some(list) = self.accept(at) {
                left -= 1;
                visit(list);
            }
            open.extend(self.children(at).rev());
        }
    }
}

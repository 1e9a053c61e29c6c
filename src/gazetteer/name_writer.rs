//! Writes the names of a gazetteer: keys come in order, and go to the trunk or into shards; see [`super::name_index`].

use std::io::{Seek, Write};

use fst::raw::Builder;

use super::error::{GazetteerError, unwritten};
use super::format::{FileWriter, SectionTag, checksum};
use super::name_index::{Posting, list_output, shard_output};

/// Gazetteers with more keys than this many full shards are cut: their names take more than some 40 MB.
pub(super) const SHARDED_FROM: usize = 40;
/// Most keys of one shard, about one megabyte, which is checked in a tenth of a millisecond.
pub(super) const KEYS_OF_A_SHARD: usize = 100_000;
/// Groups of fewer keys stay in the trunk.
const TOO_FEW: usize = 64;
/// Keys are gathered by this many first bytes before they are cut.
const GATHERED_BY: usize = 2;

/// A key and the number of its list.
type Filed = (Vec<u8>, u64);

/// Writes keys, their postings and their shards. Importance of a posting orders its list.
pub(super) struct NameWriter<I> {
    importance: I,
    shard_keys: usize,
    trunk: Builder<Vec<u8>>,
    shard_table: Vec<u8>,
    shard_bytes: u64,
    postings: Vec<u8>,
    /// The postings of the key that is being read.
    key: Vec<u8>,
    list: Vec<Posting>,
    /// Keys with the same beginning, waiting to be cut; only where there are shards.
    gathered: Vec<Filed>,
}

impl<I: Fn(&Posting) -> f32> NameWriter<I> {
    /// Begins; with `usize::MAX` keys in a shard there are none.
    pub(super) fn new(shard_keys: usize, importance: I) -> NameWriter<I> {
        NameWriter {
            importance,
            shard_keys,
            trunk: Builder::memory(),
            shard_table: Vec::new(),
            shard_bytes: 0,
            postings: Vec::new(),
            key: Vec::new(),
            list: Vec::new(),
            gathered: Vec::new(),
        }
    }

    /// Adds a posting. Keys come in order; of one key, postings come by row, then the best kind first, which is the one that counts.
    pub(super) fn add<W: Write + Seek>(
        &mut self,
        key: &[u8],
        posting: Posting,
        file: &mut FileWriter<W>,
    ) -> Result<(), GazetteerError> {
        if key != self.key {
            self.close_key(file)?;
            self.key.clear();
            self.key.extend_from_slice(key);
        }
        if self.list.last().is_none_or(|last| last.row != posting.row) {
            self.list.push(posting);
        }
        Ok(())
    }

    fn close_key<W: Write + Seek>(&mut self, file: &mut FileWriter<W>) -> Result<(), GazetteerError> {
        if self.list.is_empty() {
            return Ok(());
        }
        let start = (self.postings.len() / 4) as u64;
        if start > u64::from(u32::MAX) {
            return Err(GazetteerError::TooMany { what: "names" });
        }
        let importance = &self.importance;
        self.list.sort_by_cached_key(|posting| {
            // Larger first: the order of `total_cmp`, as an integer, turned around.
            let bits = importance(posting).to_bits().cast_signed();
            (!(bits ^ ((bits >> 31).cast_unsigned() >> 1).cast_signed()), posting.row)
        });
        for (number, posting) in self.list.iter().enumerate() {
            let packed = posting.pack(number + 1 == self.list.len());
            self.postings.extend_from_slice(&packed.to_le_bytes());
        }
        self.list.clear();
        if self.shard_keys == usize::MAX {
            return insert(&mut self.trunk, &self.key, list_output(start));
        }
        let first = self.gathered.first();
        if first.is_some_and(|(first, _)| first.get(..GATHERED_BY) != self.key.get(..GATHERED_BY)) {
            self.cut(file)?;
        }
        self.gathered.push((self.key.clone(), start));
        Ok(())
    }

    /// Cuts the gathered keys into shards.
    fn cut<W: Write + Seek>(&mut self, file: &mut FileWriter<W>) -> Result<(), GazetteerError> {
        let gathered = std::mem::take(&mut self.gathered);
        // Ranges that still have to be placed, with how many bytes all their keys share; the last is next.
        let mut open = vec![(0..gathered.len(), GATHERED_BY)];
        while let Some((range, depth)) = open.pop() {
            let keys = &gathered[range.clone()];
            let whole = keys.first().is_some_and(|(key, _)| key.len() >= depth);
            if keys.len() < TOO_FEW.min(self.shard_keys / 2) || !whole {
                for (key, list) in keys {
                    insert(&mut self.trunk, key, list_output(*list))?;
                }
            } else if keys.len() <= self.shard_keys {
                self.shard(keys, depth, file)?;
            } else {
                let mut start = range.start;
                let before = open.len();
                for part in keys.chunk_by(|(a, _), (b, _)| a.get(depth) == b.get(depth)) {
                    open.push((start..start + part.len(), depth + 1));
                    start += part.len();
                }
                open[before..].reverse();
            }
        }
        Ok(())
    }

    fn shard<W: Write + Seek>(
        &mut self,
        keys: &[Filed],
        depth: usize,
        file: &mut FileWriter<W>,
    ) -> Result<(), GazetteerError> {
        let mut shard = Builder::memory();
        for (key, list) in keys {
            insert(&mut shard, &key[depth..], *list)?;
        }
        let bytes = shard.into_inner().map_err(index_error)?;
        let number = (self.shard_table.len() / super::format::SHARD) as u64;
        if number == 0 {
            file.begin(SectionTag::Shards).map_err(unwritten)?;
        }
        file.write_all(&bytes).map_err(unwritten)?;
        let length = u32::try_from(bytes.len()).map_err(|_wide| GazetteerError::TooMany { what: "names" })?;
        self.shard_table.extend_from_slice(&self.shard_bytes.to_le_bytes());
        self.shard_table.extend_from_slice(&length.to_le_bytes());
        self.shard_table.extend_from_slice(&checksum(&[&bytes]).to_le_bytes());
        self.shard_bytes += u64::from(length);
        insert(&mut self.trunk, &keys[0].0[..depth], shard_output(number))
    }

    /// Writes what is left: postings, shard table and trunk.
    pub(super) fn finish<W: Write + Seek>(mut self, file: &mut FileWriter<W>) -> Result<(), GazetteerError> {
        self.close_key(file)?;
        self.cut(file)?;
        if !self.shard_table.is_empty() {
            file.section(SectionTag::ShardTable, &self.shard_table)
                .map_err(unwritten)?;
        }
        file.section(SectionTag::Postings, &self.postings).map_err(unwritten)?;
        let trunk = self.trunk.into_inner().map_err(index_error)?;
        file.section(SectionTag::Names, &trunk).map_err(unwritten)
    }
}

fn insert(map: &mut Builder<Vec<u8>>, key: &[u8], output: u64) -> Result<(), GazetteerError> {
    map.insert(key, output).map_err(index_error)
}

fn index_error(source: fst::Error) -> GazetteerError {
    GazetteerError::Index { source }
}

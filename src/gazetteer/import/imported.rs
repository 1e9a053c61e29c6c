//! Imported places, each once and in order, ready to be written.

use std::collections::{HashMap, HashSet};
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::ImportCounts;
use super::entry::Entry;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::draft::PlaceDraft;
use crate::gazetteer::error::{GazetteerError, unwritten};
use crate::gazetteer::name_writer::KEYS_OF_A_SHARD;
use crate::gazetteer::outline::Polygons;
use crate::gazetteer::sorter::{Scratch, Sorter};
use crate::gazetteer::writer::{Drafts, Parts, write_file};

/// More levels than any country has; a ring of parents ends here.
const MOST_LEVELS: usize = 12;

/// Where the places wait: each its length (u32), then the packed draft.
#[derive(Debug)]
enum Spool {
    Memory(Cursor<Vec<u8>>),
    File(BufWriter<File>),
}

impl Spool {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let length = u32::try_from(bytes.len()).map_err(io::Error::other)?.to_le_bytes();
        match self {
            Spool::Memory(spool) => spool.write_all(&length).and_then(|()| spool.write_all(bytes)),
            Spool::File(spool) => spool.write_all(&length).and_then(|()| spool.write_all(bytes)),
        }
    }

    /// From the beginning.
    fn reader(&mut self) -> io::Result<Box<dyn Read + '_>> {
        Ok(match self {
            Spool::Memory(spool) => Box::new(spool.get_ref().as_slice()),
            Spool::File(spool) => {
                spool.flush()?;
                let file = spool.get_mut();
                file.seek(SeekFrom::Start(0))?;
                Box::new(BufReader::with_capacity(1 << 20, file))
            }
        })
    }
}

/// Country and first-order code of a place that others lie below.
type Above = HashMap<u32, (String, String)>;

/// The places, gathered from their entries.
#[derive(Debug)]
pub(super) struct Gathered {
    spool: Spool,
    above: Above,
    pub(super) counts: ImportCounts,
}

impl Gathered {
    pub(super) fn new(scratch: Option<&Scratch>) -> Result<Gathered, GazetteerError> {
        let file = scratch.map(|scratch| scratch.file("places")).transpose();
        let spool = match file.map_err(unwritten)? {
            Some(file) => Spool::File(BufWriter::with_capacity(1 << 20, file)),
            None => Spool::Memory(Cursor::default()),
        };
        Ok(Gathered {
            spool,
            above: Above::new(),
            counts: ImportCounts::default(),
        })
    }

    /// Makes one place of the entries of one number; entries without a place are dropped.
    pub(super) fn add_all(&mut self, entries: Sorter<'_>, parents: &HashMap<u32, u32>) -> Result<(), GazetteerError> {
        let above: HashSet<u32> = parents.values().copied().collect();
        let mut draft: Option<PlaceDraft> = None;
        let mut packed = Vec::new();
        entries.each(
            |key, value| {
                let id = key.try_into().map_or(0, u32::from_be_bytes);
                if draft.as_ref().is_some_and(|draft| draft.id.0 != id) {
                    self.close(draft.take(), &above, &mut packed)?;
                }
                match (Entry::unpack(value), &mut draft) {
                    (Some(Entry::Place(place)), _) => draft = Some(place),
                    (Some(Entry::Division(admin1, admin2)), Some(draft)) => {
                        (draft.admin1, draft.admin2) = (admin1, admin2);
                    }
                    (Some(Entry::Name(name, kind)), Some(draft)) => draft.names.push((name, kind)),
                    _ => {}
                }
                Ok(())
            },
            unwritten,
        )?;
        self.close(draft, &above, &mut packed)
    }

    fn close(
        &mut self,
        draft: Option<PlaceDraft>,
        above: &HashSet<u32>,
        packed: &mut Vec<u8>,
    ) -> Result<(), GazetteerError> {
        let Some(draft) = draft else { return Ok(()) };
        self.counts.places += 1;
        self.counts.names += draft.names.len();
        packed.clear();
        draft.pack(packed);
        self.spool.write(packed).map_err(unwritten)?;
        if above.contains(&draft.id.0) {
            self.above.insert(draft.id.0, (draft.country, draft.admin1));
        }
        Ok(())
    }
}

/// What was imported: places and outlines, ready to be asked or written.
#[derive(Debug)]
pub struct Imported {
    gathered: Gathered,
    parents: HashMap<u32, u32>,
    outlines: Vec<(String, String, Polygons)>,
    origin: String,
    scratch: Option<Scratch>,
}

impl Imported {
    pub(super) fn new(
        gathered: Gathered,
        parents: HashMap<u32, u32>,
        outlines: Vec<(String, String, Polygons)>,
        origin: String,
        scratch: Option<Scratch>,
    ) -> Imported {
        Imported {
            gathered,
            parents,
            outlines,
            origin,
            scratch,
        }
    }

    /// The gazetteer, in memory.
    ///
    /// # Errors
    /// As [`Imported::write`].
    pub fn build(self) -> Result<Gazetteer, GazetteerError> {
        Gazetteer::from_bytes(self.write()?)
    }

    /// The bytes of the gazetteer's file.
    ///
    /// # Errors
    /// More than 2²⁸ places or 4 GiB of strings.
    pub fn write(self) -> Result<Vec<u8>, GazetteerError> {
        let output = self.write_file(Cursor::new(Vec::new()))?;
        Ok(output.into_inner())
    }

    /// Writes the file, under another name until it is whole.
    pub(super) fn write_to(self, path: &Path) -> Result<(), GazetteerError> {
        let failed = |source| GazetteerError::Write {
            path: path.to_owned(),
            source,
        };
        let mut name = path.as_os_str().to_owned();
        name.push(".part");
        let part = PathBuf::from(name);
        let file = File::create(&part).map_err(failed)?;
        let written = self.write_file(BufWriter::with_capacity(1 << 20, file));
        let written = written.and_then(|output| output.into_inner().map_err(|error| failed(error.into_error())));
        match written {
            Ok(_) => fs::rename(&part, path).map_err(failed),
            Err(error) => {
                // The error tells; that a part is left behind as well would hide it.
                let _ = fs::remove_file(&part);
                Err(error)
            }
        }
    }

    fn write_file<W: Write + Seek>(self, output: W) -> Result<W, GazetteerError> {
        let Gathered { spool, above, .. } = self.gathered;
        let mut places = Places {
            spool,
            above,
            parents: self.parents,
        };
        let parts = Parts {
            origin: &self.origin,
            outlines: self.outlines,
            shard_keys: KEYS_OF_A_SHARD,
            scratch: self.scratch.as_ref(),
        };
        write_file(&mut places, parts, output)
    }
}

/// The places, each with the first-order code of the division above it where it has none of its own.
struct Places {
    spool: Spool,
    above: Above,
    parents: HashMap<u32, u32>,
}

impl Drafts for Places {
    fn each(&mut self, visit: &mut dyn FnMut(&PlaceDraft) -> Result<(), GazetteerError>) -> Result<(), GazetteerError> {
        let mut input = self.spool.reader().map_err(unwritten)?;
        let mut bytes = Vec::new();
        let mut length = [0; 4];
        loop {
            match input.read_exact(&mut length) {
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
                other => other.map_err(unwritten)?,
            }
            bytes.resize(u32::from_le_bytes(length) as usize, 0);
            input.read_exact(&mut bytes).map_err(unwritten)?;
            if let Some(mut draft) = PlaceDraft::unpack(&bytes) {
                inherit_division(&mut draft, &self.parents, &self.above);
                visit(&draft)?;
            }
        }
    }
}

fn inherit_division(draft: &mut PlaceDraft, parents: &HashMap<u32, u32>, above: &Above) {
    let mut id = draft.id.0;
    for _ in 0..MOST_LEVELS {
        if !draft.admin1.is_empty() {
            return;
        }
        let Some(parent) = parents.get(&id) else { return };
        id = *parent;
        if let Some((country, admin1)) = above.get(&id)
            && *country == draft.country
        {
            admin1.clone_into(&mut draft.admin1);
        }
    }
}

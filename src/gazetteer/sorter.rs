//! Sorting more records than memory should hold: full buffers go to files, each sorted, and come back as one sequence.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::collections::binary_heap::PeekMut;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// Bytes of records that are held before they go to a file.
const FULL: usize = 192 << 20;
/// Bytes that are read or written at once, for each file.
const AT_ONCE: usize = 256 << 10;

/// A folder of our own for files that nobody needs later; it removes itself.
#[derive(Debug)]
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// Makes the folder, beside `file` and named after it. Two runs that write one file would spoil each other anyway.
    pub(super) fn beside(file: &Path) -> io::Result<Scratch> {
        let mut name = file.file_name().unwrap_or_default().to_owned();
        name.push(".parts");
        let folder = file.with_file_name(name);
        match fs::create_dir(&folder) {
            // Of an earlier run that did not end well.
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            other => other?,
        }
        Ok(Scratch(folder))
    }

    /// A new file to write and to read again.
    pub(super) fn file(&self, name: &str) -> io::Result<File> {
        let mut options = File::options();
        options.read(true).write(true).create(true).truncate(true);
        options.open(self.0.join(name))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left behind does no harm but takes space; there is nobody to tell.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Where a record lies in the buffer.
#[derive(Clone, Copy, Debug)]
struct Spot {
    start: usize,
    key: u32,
    value: u32,
}

impl Spot {
    fn of<'b>(&self, bytes: &'b [u8]) -> (&'b [u8], &'b [u8]) {
        let (key, rest) = bytes[self.start..].split_at(self.key as usize);
        (key, &rest[..self.value as usize])
    }
}

/// Takes records, a key and a value each, and gives them back by key, then by value, both as bytes.
#[derive(Debug)]
pub(super) struct Sorter<'s> {
    name: &'static str,
    scratch: Option<&'s Scratch>,
    full: usize,
    bytes: Vec<u8>,
    spots: Vec<Spot>,
    runs: Vec<File>,
}

impl<'s> Sorter<'s> {
    /// A sorter that uses the folder where much comes; without one all is held in memory. Names of sorters in one folder differ.
    pub(super) fn new(name: &'static str, scratch: Option<&'s Scratch>) -> Sorter<'s> {
        Sorter::with_buffer(name, scratch, FULL)
    }

    fn with_buffer(name: &'static str, scratch: Option<&'s Scratch>, full: usize) -> Sorter<'s> {
        Sorter {
            name,
            scratch,
            full,
            bytes: Vec::new(),
            spots: Vec::new(),
            runs: Vec::new(),
        }
    }

    /// Adds a record.
    pub(super) fn push(&mut self, key: &[u8], value: &[u8]) -> io::Result<()> {
        if self.full < self.bytes.len() + self.spots.len() * size_of::<Spot>() {
            self.spill()?;
        }
        let start = self.bytes.len();
        self.bytes.extend_from_slice(key);
        self.bytes.extend_from_slice(value);
        let length = |bytes: &[u8]| u32::try_from(bytes.len()).map_err(io::Error::other);
        self.spots.push(Spot {
            start,
            key: length(key)?,
            value: length(value)?,
        });
        Ok(())
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        self.spots
            .sort_unstable_by(|left, right| left.of(bytes).cmp(&right.of(bytes)));
    }

    /// Writes the buffer as one sorted file.
    fn spill(&mut self) -> io::Result<()> {
        let Some(scratch) = self.scratch else { return Ok(()) };
        self.sort();
        let file = scratch.file(&format!("{}-{}", self.name, self.runs.len()))?;
        let mut output = BufWriter::with_capacity(AT_ONCE, file);
        for spot in &self.spots {
            let (key, value) = spot.of(&self.bytes);
            output.write_all(&spot.key.to_le_bytes())?;
            output.write_all(&spot.value.to_le_bytes())?;
            output.write_all(key)?;
            output.write_all(value)?;
        }
        let mut file = output.into_inner()?;
        file.seek(SeekFrom::Start(0))?;
        self.runs.push(file);
        self.bytes.clear();
        self.spots.clear();
        Ok(())
    }

    /// Calls `visit` with key and value of every record, in order. Equal records all come.
    ///
    /// # Errors
    /// The first that `visit` gives; what `failed` makes of one of a file.
    pub(super) fn each<E>(
        mut self,
        mut visit: impl FnMut(&[u8], &[u8]) -> Result<(), E>,
        failed: impl Fn(io::Error) -> E,
    ) -> Result<(), E> {
        if self.runs.is_empty() {
            self.sort();
            for spot in &self.spots {
                let (key, value) = spot.of(&self.bytes);
                visit(key, value)?;
            }
            return Ok(());
        }
        self.spill().map_err(&failed)?;
        (self.bytes, self.spots) = (Vec::new(), Vec::new());
        let mut heads = BinaryHeap::new();
        let mut inputs: Vec<_> = self
            .runs
            .into_iter()
            .map(|run| BufReader::with_capacity(AT_ONCE, run))
            .collect();
        for (run, input) in inputs.iter_mut().enumerate() {
            let mut record = Record::default();
            if record.read(input).map_err(&failed)? {
                heads.push(Reverse((record, run)));
            }
        }
        while let Some(mut head) = heads.peek_mut() {
            let Reverse((record, run)) = &mut *head;
            visit(&record.key, &record.value)?;
            if !record.read(&mut inputs[*run]).map_err(&failed)? {
                PeekMut::pop(head);
            }
        }
        Ok(())
    }
}

/// A record that was read back.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Record {
    key: Vec<u8>,
    value: Vec<u8>,
}

impl Record {
    /// Reads the next record over this one; false at the end.
    fn read(&mut self, input: &mut impl Read) -> io::Result<bool> {
        let (mut key, mut value) = ([0; 4], [0; 4]);
        match input.read_exact(&mut key) {
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(false),
            other => other?,
        }
        input.read_exact(&mut value)?;
        self.key.resize(u32::from_le_bytes(key) as usize, 0);
        self.value.resize(u32::from_le_bytes(value) as usize, 0);
        input.read_exact(&mut self.key)?;
        input.read_exact(&mut self.value)?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn scratch(name: &str) -> Scratch {
        let file = format!("dateline-{name}-{}", std::process::id());
        Scratch::beside(&std::env::temp_dir().join(file)).unwrap()
    }

    proptest! {
        #[test]
        fn records_come_back_in_order_from_memory_and_from_files(
            records in prop::collection::vec((prop::collection::vec(0_u8..3, 0..4), prop::collection::vec(0_u8..3, 0..3)), 0..60),
        ) {
            let mut expected = records.clone();
            expected.sort();
            let scratch = scratch("sorter");
            for (scratch, full) in [(None, 0), (Some(&scratch), 100)] {
                let mut sorter = Sorter::with_buffer("test", scratch, full);
                for (key, value) in &records {
                    sorter.push(key, value).unwrap();
                }
                let mut found = Vec::new();
                sorter
                    .each(
                        |key, value| {
                            found.push((key.to_vec(), value.to_vec()));
                            Ok(())
                        },
                        |error| error,
                    )
                    .unwrap();
                prop_assert_eq!(&expected, &found);
            }
        }
    }

    #[test]
    fn the_folder_removes_itself() {
        let scratch = scratch("scratch");
        let folder = scratch.0.clone();
        scratch.file("a").unwrap().write_all(b"x").unwrap();
        assert!(folder.exists());
        drop(scratch);
        assert!(!folder.exists());
    }
}

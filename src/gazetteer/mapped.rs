//! A file mapped into memory: the one place of the program that needs `unsafe`.
#![allow(
    unsafe_code,
    reason = "mapping a file cannot be checked by the compiler: somebody else may change it meanwhile"
)]

use std::fs::File;
use std::path::Path;

use memmap2::Mmap;

use super::error::GazetteerError;

/// The bytes of a file, read by the system when they are touched.
#[derive(Debug)]
pub(super) struct MappedFile(Mmap);

impl MappedFile {
    /// Maps a whole file, for reading.
    pub(super) fn open(path: &Path) -> Result<MappedFile, GazetteerError> {
        let failed = |source| GazetteerError::Read {
            path: path.to_owned(),
            source,
        };
        let file = File::open(path).map_err(failed)?;
        // SAFETY: the map is private and read only, and lives as long as the bytes lent from it. What the compiler cannot know is that no
        // other process writes into the file or cuts it while it is mapped. Dateline itself never does: it writes a gazetteer under
        // another name and renames it when it is whole, which leaves the mapped file as it was. Where somebody else does, readers see
        // other bytes, which every read is checked for, or the system ends the process (SIGBUS).
        let map = unsafe { Mmap::map(&file) }.map_err(failed)?;
        Ok(MappedFile(map))
    }
}

impl AsRef<[u8]> for MappedFile {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

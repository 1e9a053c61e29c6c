//! What any store does: the one trait that the server and the commands know.

use std::fmt::Debug;
use std::sync::Arc;

use super::columns::Columns;
use super::correction::{Correction, ImportCounts, NewCorrection};
use super::error::StoreError;
use super::query::IncidentQuery;
use super::reading::{DocumentReading, NamedPlace, ReadDocument};
use super::select::{Found, Selection};
use crate::document::Document;
use crate::gazetteer::PlaceId;
use crate::record::StoredIncident;

/// Where a store keeps what it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreKind {
    /// In memory: nothing is kept when the program stops.
    Memory,
    /// In a file.
    File,
}

/// How much a store holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StoreCounts {
    /// Documents.
    pub documents: usize,
    /// Incidents, after reports of one event were put together and corrections hid some.
    pub incidents: usize,
}

/// What became of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inserted {
    /// Its identifier.
    pub document: String,
    /// The incidents that it tells, by the identifiers that the store gives them, in the order of the analysis. A hidden one is not among them.
    pub incidents: Vec<String>,
    /// Whether an older version was there.
    pub replaced: bool,
}

/// A document as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredDocument {
    /// The article.
    pub document: Document,
    /// What was read out of it beside its incidents.
    pub reading: DocumentReading,
    /// The incidents that it tells, as in [`Inserted::incidents`].
    pub incidents: Vec<String>,
}

/// Chooses place names by their first code point, the one past their last, and their words.
pub type NameChoice<'w> = &'w dyn Fn(usize, usize, &str) -> bool;

/// How often a place is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceCount {
    /// Which place.
    pub place: PlaceId,
    /// How often, over all documents.
    pub mentions: usize,
    /// In how many documents.
    pub documents: usize,
}

/// What a change did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoreChange {
    /// Documents that came, were replaced or went; none where a correction was made or undone.
    pub documents: Vec<String>,
    /// Incidents that are new or different.
    pub added: usize,
    /// Incidents that are gone or different.
    pub removed: usize,
    /// Incidents there are now.
    pub total: usize,
}

/// Is told of each change, after it is kept; must return soon.
pub type ChangeListener = Arc<dyn Fn(&StoreChange) + Send + Sync>;

/// Analysed documents, and the incidents that they tell: each event once, however many documents report it.
///
/// All methods may be called from several threads at once. Reading sees each change wholly or not at all. Another database goes behind
/// this trait by answering as [`MemoryStore`](super::MemoryStore) does; `tests/query` holds any store to a linear scan.
pub trait IncidentStore: Debug + Send + Sync {
    /// Where it keeps what it is given.
    fn kind(&self) -> StoreKind;

    /// A number that is another one after each change.
    fn generation(&self) -> u64;

    /// How much it holds.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    fn counts(&self) -> Result<StoreCounts, StoreError>;

    /// Adds documents; one with a known identifier takes the place of the older. All are kept when it returns, or none where it fails.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be written.
    fn insert(&self, documents: Vec<ReadDocument>) -> Result<Vec<Inserted>, StoreError>;

    /// Whether this very document is there, as this version of Dateline reads it: then there is no need to read it again.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    fn holds(&self, document: &Document) -> Result<bool, StoreError>;

    /// Takes a document out with what only it told; whether it was there.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be written.
    fn remove_document(&self, id: &str) -> Result<bool, StoreError>;

    /// The facts of every incident, as they are now.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    fn columns(&self) -> Result<Arc<Columns>, StoreError>;

    /// All incidents that the query asks for; `limit`, `offset`, `sort` and `after` play no part.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    fn select(&self, query: &IncidentQuery) -> Result<Selection, StoreError>;

    /// The page that the query asks for.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    fn find(&self, query: &IncidentQuery) -> Result<Found, StoreError>;

    /// Gives the `GeoJSON` feature of each row to `take`, in the order of `rows`: one JSON object, UTF-8, without a line end. Rows that are
    /// gone since the columns were made are left out. An error of `take` is not known here: it may simply do nothing from then on.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    fn features(&self, columns: &Columns, rows: &[u32], take: &mut dyn FnMut(&[u8])) -> Result<(), StoreError>;

    /// The `GeoJSON` feature of one incident, also by the identifier that it has in one of its documents.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    fn feature(&self, id: &str) -> Result<Option<Vec<u8>>, StoreError>;

    /// One incident, also by the identifier that it has in one of its documents.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    fn incident(&self, id: &str) -> Result<Option<StoredIncident>, StoreError>;

    /// One document.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    fn document(&self, id: &str) -> Result<Option<StoredDocument>, StoreError>;

    /// The place names of a document that are wanted; none where there is no such document. Cheaper than the whole document where few are.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    fn named_places(&self, document: &str, wanted: NameChoice<'_>) -> Result<Vec<NamedPlace>, StoreError> {
        let names = self.document(document)?.map(|stored| stored.reading.toponyms);
        let names = names.unwrap_or_default().into_iter();
        Ok(names.filter(|name| wanted(name.start, name.end, &name.name)).collect())
    }

    /// So many documents by identifier, from the first after `after` on.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    fn documents(&self, after: Option<&str>, limit: usize) -> Result<Vec<StoredDocument>, StoreError>;

    /// Every place that the documents name, most named first, then by identifier.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    fn places(&self) -> Result<Vec<PlaceCount>, StoreError>;

    /// All corrections, in the order of making.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be read.
    fn corrections(&self) -> Result<Vec<Correction>, StoreError>;

    /// Makes a correction.
    ///
    /// # Errors
    /// [`StoreError::Correction`] where it names no incident, place, type, day or count there is; others where the store cannot be written.
    fn correct(&self, correction: NewCorrection) -> Result<Correction, StoreError>;

    /// Takes a correction back; whether it was there.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be written.
    fn undo(&self, id: &str) -> Result<bool, StoreError>;

    /// Adds corrections that another store exported. Their incidents need not be there yet: the anchors find them when they come.
    ///
    /// # Errors
    /// [`StoreError`] where the store cannot be written; then none was added.
    fn import_corrections(&self, corrections: Vec<Correction>) -> Result<ImportCounts, StoreError>;

    /// Calls `listener` after each change from now on.
    fn on_change(&self, listener: ChangeListener);
}

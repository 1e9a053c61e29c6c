//! The store: analysed documents, and the incidents that a question selects.
//!
//! [`IncidentQuery`] is the one type for what the command line, the API and the page's address can ask, [`IncidentStore`] the one trait of
//! what answers it. [`MemoryStore`] keeps everything in memory and is what other stores are held to.

mod kinds;
mod region;
mod words;
mod filter;
mod cursor;
mod query;
mod parse;
mod terms;
mod grid;
mod columns;
mod select;
mod knowledge;
mod correction;
mod error;
mod reading;
mod incident_store;
mod amend;
mod making;
mod feature;
mod restore;
mod memory;
mod file;
mod exporting;

pub use columns::{Columns, RegionCount, RegionName, Row, day_number};
pub use correction::{Anchor, Change, Correction, CorrectionError, ImportCounts, NewCorrection, Scope};
pub use cursor::{Cursor, Sort};
pub use error::{StoreError, StoreFile};
pub use exporting::{ExportRequest, area_feature, write_export};
pub use file::GeoPackageStore;
pub use filter::{
    Filter, FilterError, FilterFacts, FilterLanguage, Instant, PROPERTIES, Property, PropertyKind, Value,
};
pub use incident_store::{
    ChangeListener, IncidentStore, Inserted, NameChoice, PlaceCount, StoreChange, StoreCounts, StoreKind,
    StoredDocument,
};
pub use kinds::{KindGroup, kind_groups, types_named};
pub use knowledge::StoreKnowledge;
pub use memory::MemoryStore;
pub use parse::{CRS84, PARAMETERS, QueryError, QueryTerms, read_bbox, read_datetime};
pub use query::{IncidentQuery, MAX_LIMIT, Near};
pub use reading::{DocumentReading, NameCandidate, NamedPlace, NamedTime, ReadDocument, RejectedPassage};
pub use region::{Region, RegionArea, RegionOutline};
pub use select::{Found, Selection, newest_page};
pub use terms::GazetteerTerms;

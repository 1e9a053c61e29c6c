//! The store: analysed documents, and the incidents that a question selects.
//!
//! [`IncidentQuery`] is the one type for what the command line, the API and the page's address can ask.
//! [`MemoryStore`] keeps everything in memory; a file behind the same query comes later.

mod kinds;
mod region;
mod words;
mod query;
mod parse;
mod terms;
mod memory;

pub use kinds::{KindGroup, kind_groups, types_named};
pub use memory::{Found, MemoryStore, RegionCount, StoredDocument};
pub use parse::{PARAMETERS, QueryError, QueryTerms};
pub use query::{IncidentQuery, MAX_LIMIT, Near};
pub use region::Region;
pub use terms::GazetteerTerms;

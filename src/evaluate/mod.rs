//! Figures on annotated documents, as the field's scorers count them.

mod assignment;
mod bootstrap;
pub mod dates;
pub mod incidents;
pub mod toponyms;
pub mod types;
pub mod recall;
mod synthetic;

pub use synthetic::SyntheticDocuments;

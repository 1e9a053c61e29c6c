//! Merging across documents: the reports of one event, each from another document, become one incident with several sources.
//!
//! [`ReportMerger`] groups reports; [`combine`] makes one incident of a group; [`merge_all`] does both for a batch. Which reports belong together depends on the set of
//! reports alone, not on the order in which they came: adding documents one by one gives the same groups as adding all at once.

mod facts;
mod likeness;
mod blocks;
mod merger;
mod combine;
mod together;

pub use combine::combine;
pub use facts::ReportFacts;
pub use merger::{ReportMerger, ReportNumber};
pub use together::merge_all;

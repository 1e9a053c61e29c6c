//! Layers for maps, timelines and counts: what a view of many incidents is drawn from.
//!
//! [`MapIndex`] adds to the [`Columns`](crate::store::Columns) of a store the order of its points along web-mercator tiles; [`Picked`] is what a
//! query selected of them. The rest of the module counts, clusters and draws what is picked. Nothing here reads a file, a clock or the network:
//! the server makes the index anew after each change.

mod days;
mod mercator;
mod index;
mod picked;
mod clusters;
pub mod mvt;
mod timeline;
mod facets;

pub use clusters::{AREAS_APART, AreaCount, Cluster, TileClusters, clusters_of};
pub use days::Day;
pub use facets::{Facets, facets};
pub use index::MapIndex;
pub use mercator::{MAX_ZOOM, TileId};
pub use picked::Picked;
pub use timeline::{MOST_BINS, Step, Timeline, TimelineBin, TimelineRange, timeline};

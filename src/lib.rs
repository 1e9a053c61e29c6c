//! Dateline reads news and puts what happened on a map.
//!
//! ```text
//! Document ── text ──> sentences, tokens
//!          ── toponym, resolve (gazetteer) ──> places
//!          ── time ──> days
//!          ── incident (lexicon) ──> incidents, each once
//! files    ── intake ──> documents (for the command line and the server alike)
//!          ── record, export, store, server ──> map, GeoJSON, tables
//! ```
//!
//! The modules stand in the order of that path; a module names only modules above it (a test holds this).

pub mod span;
pub mod geography;
pub mod document;
pub mod identity;
pub mod learn;
pub mod text;
pub mod time;
pub mod gazetteer;
pub mod lexicon;
pub mod toponym;
pub mod resolve;
pub mod incident;
pub mod pipeline;
pub mod intake;
pub mod record;
pub mod merge;
pub mod geopackage;
pub mod export;
pub mod store;
pub mod layer;
pub mod evaluate;
#[cfg(feature = "server")]
pub mod server;
pub mod cli;

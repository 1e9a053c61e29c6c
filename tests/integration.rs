//! What is tested across the whole program, as one test binary: one `mod` for each topic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail by panic, and clippy's allow-…-in-tests does not reach them"
)]

mod analysis;
mod cli;
mod export;
mod gazetteer;
mod incidents;
mod merge;
mod query;
mod reliability;
mod robustness;
#[cfg(feature = "server")]
mod server;
mod store;
mod support;
mod evaluate;
mod tidy;
mod toponyms;

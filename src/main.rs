//! The `dateline` program: the only file that prints, exits or uses anyhow.

fn main() {}

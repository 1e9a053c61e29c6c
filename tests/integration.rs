//! What is tested across the whole program, as one test binary: one `mod` for each topic.

mod tidy;

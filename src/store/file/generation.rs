//! The number of the file's state, known without asking the file at each question.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::database::Doing;
use crate::store::error::StoreError;

/// How long what the file said holds: so much later, at most, a change that another program made is seen. One's own are seen at once.
const FRESH: Duration = Duration::from_millis(100);

/// The last known number.
#[derive(Debug)]
pub(super) struct Generation {
    opened: Instant,
    /// Grows with each change, whoever makes it.
    known: AtomicU64,
    /// Microseconds since `opened`; 0 before the file was asked.
    asked: AtomicU64,
}

impl Generation {
    /// Nothing is known yet.
    pub(super) fn new() -> Generation {
        Generation {
            opened: Instant::now(),
            known: AtomicU64::new(0),
            asked: AtomicU64::new(0),
        }
    }

    /// The number, where it was told lately.
    pub(super) fn fresh(&self) -> Option<u64> {
        let asked = self.asked.load(Ordering::Acquire);
        let is_fresh = asked != 0 && self.now() < asked + micros(FRESH);
        is_fresh.then(|| self.known.load(Ordering::Acquire))
    }

    /// Notes what the file says now; returns the newest number that is known.
    pub(super) fn note(&self, generation: u64) -> u64 {
        // A reader that asked before a change must not take it back.
        let before = self.known.fetch_max(generation, Ordering::AcqRel);
        self.asked.store(self.now().max(1), Ordering::Release);
        before.max(generation)
    }

    fn now(&self) -> u64 {
        micros(self.opened.elapsed())
    }
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// The number that stands in the file.
pub(super) fn generation_of(connection: &Connection) -> Result<u64, StoreError> {
    let doing = "read the store";
    let sql = "SELECT value FROM dateline_meta WHERE name = 'generation'";
    let mut select = connection.prepare_cached(sql).doing(doing)?;
    let generation: i64 = select.query_row([], |row| row.get(0)).doing(doing)?;
    Ok(generation.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_never_taken_back_by_an_older_answer() {
        let generation = Generation::new();
        assert_eq!(generation.fresh(), None);
        assert_eq!(generation.note(7), 7);
        assert_eq!(generation.note(6), 7);
        assert_eq!(generation.fresh(), Some(7));
    }
}

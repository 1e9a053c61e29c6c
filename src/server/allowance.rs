//! How many requests a client on another machine may make: a bucket that fills steadily and each request takes from.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// Requests a second for one client, in the long run. A map being dragged asks for some tens.
const EACH_SECOND: f64 = 100.0;
/// Requests that may come at once.
const AT_ONCE: f64 = 400.0;
/// The most clients that are remembered; then those with a full bucket are forgotten, and where that does not help, all.
const MOST_CLIENTS: usize = 10_000;

/// The buckets of all clients.
#[derive(Debug, Default)]
pub(super) struct Allowance {
    clients: Mutex<HashMap<IpAddr, Bucket>>,
}

#[derive(Clone, Copy, Debug)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Allowance {
    /// Takes one request from the client's bucket; false where it is empty.
    pub(super) fn take(&self, client: IpAddr, now: Instant) -> bool {
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if MOST_CLIENTS <= clients.len() && !clients.contains_key(&client) {
            clients.retain(|_, bucket| bucket.filled(now).left < AT_ONCE);
            if MOST_CLIENTS <= clients.len() {
                clients.clear();
            }
        }
        let full = Bucket { left: AT_ONCE, at: now };
        let bucket = clients.entry(client).or_insert(full);
        *bucket = bucket.filled(now);
        let is_allowed = 1.0 <= bucket.left;
        if is_allowed {
            bucket.left -= 1.0;
        }
        is_allowed
    }
}

impl Bucket {
    fn filled(self, now: Instant) -> Bucket {
        let seconds = now.saturating_duration_since(self.at).as_secs_f64();
        Bucket {
            left: (self.left + seconds * EACH_SECOND).min(AT_ONCE),
            at: now,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_client_that_asks_too_much_waits_and_others_do_not() {
        let allowance = Allowance::default();
        let (one, other) = (IpAddr::from([192, 0, 2, 1]), IpAddr::from([192, 0, 2, 2]));
        let start = Instant::now();
        let allowed = (0..1000).filter(|_| allowance.take(one, start)).count();
        assert_eq!(allowed, 400);
        assert!(allowance.take(other, start));
        let later = start + Duration::from_secs(1);
        assert_eq!((0..1000).filter(|_| allowance.take(one, later)).count(), 100);
    }
}

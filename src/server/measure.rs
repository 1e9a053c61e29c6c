//! What is counted of requests, for `/metrics`, and what is told of each, for the log.

use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::net::IpAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// The upper edges of the histogram's buckets, seconds.
const EDGES: [f64; 9] = [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0];

/// One request, when it was answered.
#[derive(Clone, Debug)]
pub struct RequestLog {
    /// `GET`, `POST`, ….
    pub method: String,
    /// Path and query, as sent.
    pub address: String,
    /// Of the answer.
    pub status: u16,
    /// From the end of the headers until the answer began.
    pub duration: Duration,
    /// Who asked, where that is known.
    pub client: Option<IpAddr>,
}

/// Is told of each request; must return soon.
pub type RequestLogger = Arc<dyn Fn(&RequestLog) + Send + Sync>;

impl fmt::Display for RequestLog {
    /// Names and values on one line: `method=GET address="/api" status=200 duration_ms=1.25 client=127.0.0.1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = self.duration.as_secs_f64() * 1e3;
        let (method, address, status) = (&self.method, &self.address, self.status);
        write!(
            f,
            "method={method} address={address:?} status={status} duration_ms={milliseconds:.2}"
        )?;
        match self.client {
            Some(client) => write!(f, " client={client}"),
            None => Ok(()),
        }
    }
}

/// The counts since the start.
#[derive(Debug, Default)]
pub(super) struct Measures {
    by_status: Mutex<BTreeMap<(String, u16), u64>>,
    buckets: [AtomicU64; EDGES.len() + 1],
    microseconds: AtomicU64,
    /// Requests that are being answered.
    pub(super) under_way: AtomicU64,
}

impl Measures {
    /// Counts one request.
    pub(super) fn count(&self, log: &RequestLog) {
        let mut by_status = self.by_status.lock().unwrap_or_else(PoisonError::into_inner);
        let known = by_status.get_mut(&(log.method.clone(), log.status));
        match known {
            Some(count) => *count += 1,
            None => {
                by_status.insert((log.method.clone(), log.status), 1);
            }
        }
        drop(by_status);
        let seconds = log.duration.as_secs_f64();
        let bucket = EDGES.iter().position(|edge| seconds <= *edge).unwrap_or(EDGES.len());
        if let Some(bucket) = self.buckets.get(bucket) {
            bucket.fetch_add(1, Ordering::Relaxed);
        }
        let microseconds = u64::try_from(log.duration.as_micros()).unwrap_or(u64::MAX);
        self.microseconds.fetch_add(microseconds, Ordering::Relaxed);
    }

    /// All counts in the text format of Prometheus, version 0.0.4.
    pub(super) fn text(&self, documents: usize, incidents: usize) -> String {
        let mut text = String::new();
        let mut line = |words: fmt::Arguments<'_>| {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{words}");
        };
        line(format_args!(
            "# TYPE dateline_documents gauge\ndateline_documents {documents}"
        ));
        line(format_args!(
            "# TYPE dateline_incidents gauge\ndateline_incidents {incidents}"
        ));
        let under_way = self.under_way.load(Ordering::Relaxed);
        line(format_args!(
            "# TYPE dateline_requests_under_way gauge\ndateline_requests_under_way {under_way}"
        ));
        line(format_args!("# TYPE dateline_requests_total counter"));
        let by_status = self.by_status.lock().unwrap_or_else(PoisonError::into_inner);
        for ((method, status), count) in by_status.iter() {
            line(format_args!(
                "dateline_requests_total{{method=\"{method}\",status=\"{status}\"}} {count}"
            ));
        }
        line(format_args!("# TYPE dateline_request_seconds histogram"));
        let mut sum = 0;
        let edges = EDGES.iter().map(ToString::to_string).chain(["+Inf".to_owned()]);
        for (edge, bucket) in edges.zip(&self.buckets) {
            sum += bucket.load(Ordering::Relaxed);
            line(format_args!("dateline_request_seconds_bucket{{le=\"{edge}\"}} {sum}"));
        }
        let seconds = Duration::from_micros(self.microseconds.load(Ordering::Relaxed)).as_secs_f64();
        line(format_args!("dateline_request_seconds_sum {seconds}"));
        line(format_args!("dateline_request_seconds_count {sum}"));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_told_and_counted() {
        let log = RequestLog {
            method: "GET".to_owned(),
            address: "/api?q=\"\n".to_owned(),
            status: 200,
            duration: Duration::from_micros(1250),
            client: None,
        };
        let told = r#"method=GET address="/api?q=\"\n" status=200 duration_ms=1.25"#;
        assert_eq!(log.to_string(), told);
        let measures = Measures::default();
        measures.count(&log);
        let text = measures.text(1, 2);
        for line in [
            "dateline_incidents 2",
            "dateline_requests_total{method=\"GET\",status=\"200\"} 1",
            "dateline_request_seconds_bucket{le=\"0.001\"} 0",
            "dateline_request_seconds_bucket{le=\"0.003\"} 1",
            "dateline_request_seconds_count 1",
        ] {
            assert!(text.lines().any(|known| known == line), "{line} in {text}");
        }
    }
}

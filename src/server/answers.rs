//! Answers kept to be sent again until the data changes.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The largest answer that is kept.
const MOST_BYTES: usize = 3 * 1024 * 1024;
/// All that is kept, in bytes: half of it the answers that were sent last, half those sent before them.
const MOST_KEPT: usize = 24 * 1024 * 1024;
/// Answers smaller than this are not worth compressing.
pub(super) const WORTH_COMPRESSING: usize = 512;

/// Answers by their address.
#[derive(Debug)]
pub(super) struct Answers {
    /// Different for each start of the program, for generations begin anew.
    start: u64,
    kept: Mutex<Kept>,
}

/// Where the answers sent last fill their half, those before them are forgotten and they take their place; so what is asked for again and
/// again stays, however many others are asked for once.
#[derive(Debug, Default)]
struct Kept {
    generation: u64,
    bytes: usize,
    last: HashMap<String, Arc<Answer>>,
    before: HashMap<String, Arc<Answer>>,
}

/// One answer, plain and compressed.
#[derive(Debug)]
pub(super) struct Answer {
    status: StatusCode,
    content_type: Option<HeaderValue>,
    plain: Bytes,
    /// Made for the first client that wants it; `None` where it is not worth it.
    zipped: OnceLock<Option<Bytes>>,
}

impl Default for Answers {
    fn default() -> Self {
        Answers {
            start: RandomState::new().hash_one(std::process::id()),
            kept: Mutex::default(),
        }
    }
}

impl Answers {
    /// The entity tag of everything that the data of that generation answers; weak, because answers go out compressed and not.
    pub(super) fn tag(&self, generation: u64) -> HeaderValue {
        let tag = format!("W/\"{:x}-{generation:x}\"", self.start);
        // Hexadecimal digits are always a header value.
        HeaderValue::from_str(&tag).unwrap_or_else(|_never| HeaderValue::from_static("W/\"0\""))
    }

    pub(super) fn find(&self, address: &str, generation: u64) -> Option<Arc<Answer>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.renew(generation);
        if let Some(answer) = kept.last.get(address) {
            return Some(Arc::clone(answer));
        }
        let (address, answer) = kept.before.remove_entry(address)?;
        kept.put(address, Arc::clone(&answer));
        Some(answer)
    }

    pub(super) fn keep(&self, address: String, generation: u64, answer: &Arc<Answer>) {
        if MOST_BYTES < answer.plain.len() {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.renew(generation);
        kept.put(address, Arc::clone(answer));
    }
}

impl Kept {
    /// Forgets what an older state of the data answered.
    fn renew(&mut self, generation: u64) {
        if self.generation != generation {
            *self = Kept {
                generation,
                ..Kept::default()
            };
        }
    }

    fn put(&mut self, address: String, answer: Arc<Answer>) {
        /// What an entry weighs beside its bytes.
        const ENTRY_BYTES: usize = 200;
        // The compressed form is about a fifth of the plain one.
        let size = ENTRY_BYTES + address.len() + answer.plain.len() + answer.plain.len() / 5;
        if MOST_KEPT / 2 < self.bytes + size {
            self.before = std::mem::take(&mut self.last);
            self.bytes = 0;
        }
        self.bytes += size;
        self.last.insert(address, answer);
    }
}

/// `None` where it is not worth it.
fn zipped(plain: &[u8]) -> Option<Bytes> {
    use std::io::Write;
    if plain.len() < WORTH_COMPRESSING {
        return None;
    }
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(plain).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

impl Answer {
    /// The answer to keep.
    pub(super) fn new(status: StatusCode, content_type: Option<HeaderValue>, plain: Bytes) -> Answer {
        Answer {
            status,
            content_type,
            plain,
            zipped: OnceLock::new(),
        }
    }

    /// The answer to send.
    pub(super) fn response(&self, wants_gzip: bool) -> Response {
        let zipped = || self.zipped.get_or_init(|| zipped(&self.plain)).as_ref();
        let zipped = wants_gzip.then(zipped).flatten();
        let body = Body::from(zipped.unwrap_or(&self.plain).clone());
        let mut response = (self.status, body).into_response();
        let headers = response.headers_mut();
        if let Some(content_type) = &self.content_type {
            headers.insert(header::CONTENT_TYPE, content_type.clone());
        }
        if zipped.is_some() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_again_outlives_what_is_asked_for_once() {
        let answers = Answers::default();
        let answer = |size| Arc::new(Answer::new(StatusCode::OK, None, Bytes::from(vec![0; size])));
        answers.keep("often".to_owned(), 1, &answer(10));
        answers.keep("once".to_owned(), 1, &answer(10));
        for number in 0..100 {
            answers.keep(number.to_string(), 1, &answer(1_000_000));
            assert!(answers.find("often", 1).is_some(), "{number}");
        }
        assert!(answers.find("once", 1).is_none());
        let kept = answers.kept.lock().unwrap();
        let bytes = kept
            .last
            .values()
            .chain(kept.before.values())
            .map(|answer| answer.plain.len());
        assert!(bytes.sum::<usize>() <= MOST_KEPT);
        drop(kept);
        assert!(answers.find("often", 2).is_none(), "the data changed");
    }
}

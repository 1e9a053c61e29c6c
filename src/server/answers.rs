//! Answers kept to be sent again until the data changes.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;

/// The largest answer that is kept.
const MOST_BYTES: usize = 1024 * 1024;
/// All that is kept, in bytes; then everything is forgotten and begins anew.
const MOST_KEPT: usize = 16 * 1024 * 1024;
/// Answers smaller than this are not worth compressing.
const WORTH_COMPRESSING: usize = 512;

/// Answers by their address.
#[derive(Debug)]
pub(super) struct Answers {
    /// Different for each start of the program, for generations begin anew.
    start: u64,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    generation: u64,
    bytes: usize,
    answers: HashMap<String, Arc<Answer>>,
}

/// One answer, plain and compressed.
#[derive(Debug)]
pub(super) struct Answer {
    status: StatusCode,
    content_type: Option<HeaderValue>,
    plain: Bytes,
    zipped: Option<Bytes>,
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
        if kept.generation != generation {
            *kept = Kept {
                generation,
                ..Kept::default()
            };
        }
        kept.answers.get(address).map(Arc::clone)
    }

    pub(super) fn keep(&self, address: String, generation: u64, answer: &Arc<Answer>) {
        if MOST_BYTES < answer.plain.len() {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let size = address.len() + answer.plain.len() + answer.zipped.as_ref().map_or(0, Bytes::len);
        if kept.generation != generation || MOST_KEPT < kept.bytes + size {
            *kept = Kept {
                generation,
                ..Kept::default()
            };
        }
        kept.bytes += size;
        kept.answers.insert(address, Arc::clone(answer));
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
            zipped: zipped(&plain),
            plain,
        }
    }

    /// The answer to send.
    pub(super) fn response(&self, wants_gzip: bool) -> Response {
        let zipped = self.zipped.as_ref().filter(|_| wants_gzip);
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

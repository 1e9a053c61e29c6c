//! Entity tags for all that is read, and the bytes of answers kept to be sent again.

use std::sync::Arc;

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::answers::Answer;
use super::error::ApiError;
use super::state::SharedState;

/// Puts an entity tag on what is read, and answers 304 without any work where the client has it already.
pub(super) async fn tag(State(state): State<SharedState>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let tag = state.answers.tag(state.store.generation());
    let mut response = if has(
        request.headers(),
        header::IF_NONE_MATCH,
        tag.to_str().unwrap_or_default(),
    ) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        next.run(request).await
    };
    if response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED {
        let headers = response.headers_mut();
        headers.insert(header::ETAG, tag);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    }
    response
}

/// Keeps the bytes of an answer, and their compressed form, until the data changes. For answers that depend on the address alone, and on the
/// name that the client knows this server by, which links begin with.
pub(super) async fn keep(State(state): State<SharedState>, request: Request, next: Next) -> Response {
    if *request.method() != Method::GET {
        return next.run(request).await;
    }
    let wants_gzip = has(request.headers(), header::ACCEPT_ENCODING, "gzip");
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let address = format!("{} {}", host.unwrap_or_default(), request.uri());
    let generation = state.store.generation();
    if let Some(answer) = state.answers.find(&address, generation) {
        return answer.response(wants_gzip);
    }
    let response = next.run(request).await;
    if !response.status().is_success() {
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(plain) = to_bytes(body, usize::MAX).await else {
        return ApiError::internal().into_response();
    };
    let content_type = parts.headers.get(header::CONTENT_TYPE).cloned();
    let answer = Arc::new(Answer::new(parts.status, content_type, plain));
    state.answers.keep(address, generation, &answer);
    answer.response(wants_gzip)
}

/// Whether a list in the header names the word; parameters behind a semicolon but `q=0` are ignored.
pub(super) fn has(headers: &HeaderMap, name: header::HeaderName, word: &str) -> bool {
    headers.get_all(name).iter().any(|value| {
        let mut items = value.to_str().unwrap_or_default().split(',');
        items.any(|item| {
            let mut parts = item.split(';').map(str::trim);
            parts.next() == Some(word) && parts.next() != Some("q=0")
        })
    })
}

//! Errors as `application/problem+json` ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)) that name the parameter at fault.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::export::ExportError;
use crate::store::{QueryError, StoreError};

/// An answer that says what was wrong with the request, or that we failed.
#[derive(Debug)]
pub(super) struct ApiError {
    status: StatusCode,
    detail: String,
    parameter: Option<String>,
}

/// The body. `type` is always `about:blank`: the status says which problem it is (RFC 9457, section 4.2.1).
#[derive(Serialize)]
struct Problem<'e> {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: &'e str,
    #[serde(skip_serializing_if = "Option::is_none")]
    parameter: Option<&'e str>,
}

impl ApiError {
    fn new(status: StatusCode, detail: impl Into<String>) -> ApiError {
        ApiError {
            status,
            detail: detail.into(),
            parameter: None,
        }
    }

    /// 400: the request is not understood.
    pub(super) fn bad_request(detail: impl Into<String>) -> ApiError {
        ApiError::new(StatusCode::BAD_REQUEST, detail)
    }

    /// 401: who asks is not known.
    pub(super) fn unauthorized(detail: impl Into<String>) -> ApiError {
        ApiError::new(StatusCode::UNAUTHORIZED, detail)
    }

    /// 429: more than one client may ask.
    pub(super) fn too_many() -> ApiError {
        let detail = "too many requests; wait a second";
        ApiError::new(StatusCode::TOO_MANY_REQUESTS, detail)
    }

    /// 503: the answer took too long, or the request did not come to its end.
    pub(super) fn too_slow() -> ApiError {
        let detail = "this took too long; ask for less, or send faster";
        ApiError::new(StatusCode::SERVICE_UNAVAILABLE, detail)
    }

    /// 403: not from there.
    pub(super) fn forbidden(detail: impl Into<String>) -> ApiError {
        ApiError::new(StatusCode::FORBIDDEN, detail)
    }

    /// 404: there is no such thing.
    pub(super) fn not_found(detail: impl Into<String>) -> ApiError {
        ApiError::new(StatusCode::NOT_FOUND, detail)
    }

    /// 413: more bytes than are taken.
    pub(super) fn too_large(detail: impl Into<String>) -> ApiError {
        ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, detail)
    }

    /// 415: a media type that is not read.
    pub(super) fn unsupported_media_type(detail: impl Into<String>) -> ApiError {
        ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail)
    }

    /// 500: our fault; the cause is not told.
    pub(super) fn internal() -> ApiError {
        ApiError::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "something went wrong inside Dateline",
        )
    }

    /// What was wrong, in words.
    pub(super) fn detail(&self) -> &str {
        &self.detail
    }

    /// Names the parameter at fault.
    pub(super) fn about(mut self, parameter: impl Into<String>) -> ApiError {
        self.parameter = Some(parameter.into());
        self
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let problem = Problem {
            r#type: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: &self.detail,
            parameter: self.parameter.as_deref(),
        };
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let media_type = HeaderValue::from_static("application/problem+json");
        (self.status, [(header::CONTENT_TYPE, media_type)], body).into_response()
    }
}

impl From<QueryError> for ApiError {
    fn from(error: QueryError) -> Self {
        ApiError::bad_request(error.to_string()).about(error.parameter())
    }
}

impl From<StoreError> for ApiError {
    /// A refused correction is the client's fault and names the key; all else is ours.
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Correction(error) => ApiError::bad_request(error.to_string()).about(error.key),
            // Where the file lies is not for everybody who may ask.
            StoreError::Full { .. } => {
                let detail = "the disk is full: nothing was added; make room and try again";
                ApiError::new(StatusCode::INSUFFICIENT_STORAGE, detail)
            }
            StoreError::Damaged { .. } => {
                let detail = "the store's file is damaged; its owner must take the last copy of it, or fill a new one";
                ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, detail)
            }
            StoreError::Record { .. }
            | StoreError::Format { .. }
            | StoreError::Open { .. }
            | StoreError::Export(_)
            | StoreError::Database { .. } => ApiError::internal(),
        }
    }
}

impl From<ExportError> for ApiError {
    fn from(_: ExportError) -> Self {
        ApiError::internal()
    }
}

/// 405 for an address that exists and does not take the method.
pub(super) async fn method_not_allowed() -> ApiError {
    let detail = "this address does not take that method";
    ApiError::new(StatusCode::METHOD_NOT_ALLOWED, detail)
}

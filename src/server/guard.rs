//! What keeps other sites out: host and origin checks, and the headers that bind the page.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::error::ApiError;
use super::state::SharedState;

/// No inline script or style, nothing from other hosts, no frames.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const SECURITY_HEADERS: [(HeaderName, &str); 4] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Puts the security headers on an answer, errors included.
pub(super) async fn add_security_headers(mut response: Response) -> Response {
    for (name, value) in SECURITY_HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Refuses requests that another site made the browser send.
///
/// While only this machine is answered, the host must be one of its own names: a page that points its name at 127.0.0.1 (DNS rebinding) keeps its own.
/// A request that changes something must not come from another origin.
pub(super) async fn check_host_and_origin(State(state): State<SharedState>, request: Request, next: Next) -> Response {
    let host = host(&request);
    if state.is_loopback_only && !host.is_some_and(is_own_name) {
        let detail = "this server answers requests to localhost only; start it with --listen to serve others";
        return ApiError::forbidden(detail).into_response();
    }
    if !request.method().is_safe() && !is_same_origin(request.headers(), host) {
        return ApiError::forbidden("requests from pages of other sites are refused").into_response();
    }
    next.run(request).await
}

/// The host that the client means: of the request line (HTTP/2) or of the header.
fn host(request: &Request) -> Option<&str> {
    let of_line = request.uri().authority().map(axum::http::uri::Authority::as_str);
    of_line.or_else(|| request.headers().get(header::HOST)?.to_str().ok())
}

/// `localhost`, `127.0.0.1`, `[::1]`, each with or without a port.
fn is_own_name(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost") || address.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Whether no `Origin` is named (not a browser) or it is the host itself.
fn is_same_origin(headers: &HeaderMap, host: Option<&str>) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    let origin = origin.to_str().unwrap_or_default();
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    authority.is_some() && authority == host
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        for own in [
            "localhost",
            "LOCALHOST:8750",
            "127.0.0.1",
            "127.0.0.1:80",
            "[::1]:8750",
            "[::1]",
        ] {
            assert!(is_own_name(own), "{own}");
        }
        for other in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "192.168.1.2:80",
            "",
            ":80",
        ] {
            assert!(!is_own_name(other), "{other}");
        }
    }
}

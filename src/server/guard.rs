//! What keeps other sites out: host and origin checks, and the headers that bind the page.

use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use sha2::{Digest, Sha256};

use super::error::ApiError;
use super::measure::RequestLog;
use super::state::SharedState;
use super::tiles::TileSource;

const SECURITY_HEADERS: [(HeaderName, &str); 3] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Puts the security headers on an answer, errors included.
pub(super) async fn add_security_headers(State(state): State<SharedState>, request: Request, next: Next) -> Response {
    let may_be_framed = is_embedded_view(&request);
    let mut response = next.run(request).await;
    for (name, value) in SECURITY_HEADERS {
        // What an inner layer set on purpose stays.
        response
            .headers_mut()
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if is_only_part_of_a_page(response.headers()) {
        return response;
    }
    let [closed, framed] = state.policies.get_or_init(|| {
        [false, true].map(|may_be_framed| {
            let policy = HeaderValue::try_from(security_policy(state.tiles.as_ref(), may_be_framed));
            policy.unwrap_or(HeaderValue::from_static("default-src 'none'"))
        })
    });
    let policy = if may_be_framed { framed } else { closed }.clone();
    response
        .headers_mut()
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(policy);
    response
}

/// Scripts and styles: browsers heed the policy of the page that loads them and none of their own, and the page loads a hundred.
fn is_only_part_of_a_page(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE);
    let content_type = content_type.and_then(|content_type| content_type.to_str().ok());
    content_type.is_some_and(|words| words.starts_with("text/javascript") || words.starts_with("text/css"))
}

/// How long an answer may take to begin; reading the body counts too, so that slow senders are cut off.
const LONGEST_ANSWER: Duration = Duration::from_secs(30);

/// Counts and logs each request, and refuses those of clients that ask too much or take too long.
pub(super) async fn measure(State(state): State<SharedState>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let client = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let client = client.map(|client| client.0.ip());
    let method = request.method().to_string();
    let address = request.uri().to_string();
    state.measures.under_way.fetch_add(1, Ordering::Relaxed);
    let is_allowed = client.is_none_or(|client| client.is_loopback() || state.allowance.take(client, started));
    let response = if is_allowed {
        let answer = tokio::time::timeout(LONGEST_ANSWER, next.run(request)).await;
        answer.unwrap_or_else(|_elapsed| ApiError::too_slow().into_response())
    } else {
        ApiError::too_many().into_response()
    };
    state.measures.under_way.fetch_sub(1, Ordering::Relaxed);
    let log = RequestLog {
        method,
        address,
        status: response.status().as_u16(),
        duration: started.elapsed(),
        client,
    };
    state.measures.count(&log);
    if let Some(logger) = &state.logger {
        logger(&log);
    }
    response
}

/// Where others than this machine are answered, lets only those write that know the token.
pub(super) async fn check_token(State(state): State<SharedState>, request: Request, next: Next) -> Response {
    if request.method().is_safe() || state.is_loopback_only {
        return next.run(request).await;
    }
    let Some(token) = &state.token else {
        let detail = "this server only reads for others; start it with --token to let those write who know it";
        return ApiError::forbidden(detail).into_response();
    };
    let given = request.headers().get(header::AUTHORIZATION);
    let given = given.and_then(|given| given.to_str().ok()?.strip_prefix("Bearer "));
    if given.is_some_and(|given| are_equal(given.trim(), token)) {
        return next.run(request).await;
    }
    let mut refused = ApiError::unauthorized("give the token as `Authorization: Bearer TOKEN`").into_response();
    let challenge = HeaderValue::from_static("Bearer");
    refused.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
    refused
}

/// Compares digests, bit by bit without stopping, so that the time tells nothing about how much was right.
fn are_equal(one: &str, other: &str) -> bool {
    let digests = Sha256::digest(one).into_iter().zip(Sha256::digest(other));
    digests.fold(0, |difference, (one, other)| difference | (one ^ other)) == 0
}

/// Lets pages of the origins that were named at the start read answers, and no others.
pub(super) async fn allow_origins(State(state): State<SharedState>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(header::ORIGIN).cloned();
    let is_read = request.method().is_safe();
    let mut response = next.run(request).await;
    if state.allowed_origins.is_empty() {
        return response;
    }
    let headers = response.headers_mut();
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    let allowed = origin.filter(|origin| state.allowed_origins.iter().any(|allowed| allowed == origin));
    if let Some(origin) = allowed
        && is_read
    {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        let policy = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(policy, HeaderValue::from_static("cross-origin"));
    }
    response
}

/// The policy of one answer: no inline script or style, nothing from other hosts but the pictures of an online map where the user chose one.
/// Only the embedded view, which has no panels and changes nothing, may stand in a frame of another page.
fn security_policy(tiles: Option<&TileSource>, may_be_framed: bool) -> String {
    let pictures = tiles.map_or(String::new(), |tiles| format!(" {}", tiles.origin()));
    let frames = if may_be_framed { "*" } else { "'none'" };
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{pictures}; connect-src 'self'; \
         base-uri 'none'; form-action 'none'; frame-ancestors {frames}"
    )
}

/// `/?embed=1`, with whatever filter.
fn is_embedded_view(request: &Request) -> bool {
    let query = request.uri().query().unwrap_or_default();
    request.uri().path() == "/" && query.split('&').any(|pair| pair == "embed=1")
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
    fn the_policy_opens_only_what_was_asked_for() {
        let closed = security_policy(None, false);
        assert!(closed.contains("img-src 'self' data: blob:; "), "{closed}");
        assert!(closed.ends_with("frame-ancestors 'none'"), "{closed}");
        let tiles = TileSource::new("https://tiles.example.org/{z}/{x}/{y}.png", "").unwrap();
        let open = security_policy(Some(&tiles), true);
        assert!(
            open.contains("img-src 'self' data: blob: https://tiles.example.org; "),
            "{open}"
        );
        assert!(open.ends_with("frame-ancestors *"), "{open}");
    }

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

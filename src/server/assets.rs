//! The page: files of `web/`, inside the binary (feature `embed`) or read from the source folder, compressed once.

use std::borrow::Cow;
use std::io::Read;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::read::GzDecoder;

use super::error::{ApiError, method_not_allowed};
use super::remember::has;

/// A file of the page: its entity tag and its compressed bytes.
type File = (Cow<'static, str>, Cow<'static, [u8]>);

/// Answers every address that is not the API's: `/` is `index.html`, other paths are files of `web/`.
///
/// Browsers ask again each time and get 304 where nothing changed.
pub(super) async fn show(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    let Some(file) = read(path) else {
        let detail = format!("there is nothing at `/{path}`");
        return ApiError::not_found(detail).into_response();
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return method_not_allowed().await.into_response();
    }
    answer(path, file, request.headers())
}

fn answer(path: &str, (tag, zipped): File, asked: &HeaderMap) -> Response {
    let wants_gzip = has(asked, header::ACCEPT_ENCODING, "gzip");
    let mut response = if has(asked, header::IF_NONE_MATCH, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else if wants_gzip {
        ([(header::CONTENT_ENCODING, "gzip")], zipped).into_response()
    } else {
        let mut plain = Vec::new();
        if GzDecoder::new(zipped.as_ref()).read_to_end(&mut plain).is_err() {
            return ApiError::internal().into_response();
        }
        plain.into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type(path)));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "geojson" => "application/geo+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "txt" | "LICENSE" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The files of `web/` as `build.rs` packed them: path, tag, compressed bytes, sorted by path.
#[cfg(feature = "embed")]
static FILES: &[(&str, &str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/page.rs"));

/// The file at a path below `web/`; `None` where there is none.
#[cfg(feature = "embed")]
fn read(path: &str) -> Option<File> {
    let place = FILES.binary_search_by_key(&path, |(path, _, _)| path).ok()?;
    let (_, tag, zipped) = FILES.get(place)?;
    Some((Cow::Borrowed(tag), Cow::Borrowed(zipped)))
}

/// The file at a path below `web/`; `None` where there is none, or the path leads out of the folder.
///
/// What was packed is kept until the file changes: coasts and towns take long to compress.
#[cfg(not(feature = "embed"))]
fn read(path: &str) -> Option<File> {
    use std::collections::HashMap;
    use std::path::{Component, Path};
    use std::sync::{LazyLock, Mutex, PoisonError};
    use std::time::SystemTime;

    static KEPT: LazyLock<Mutex<HashMap<String, (SystemTime, super::pack::Packed)>>> = LazyLock::new(Mutex::default);

    let stays_inside = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join("web").join(path);
    let changed = stays_inside.then(|| full.metadata().ok()?.modified().ok())??;
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let packed = match kept.get(path) {
        Some((then, packed)) if *then == changed => packed.clone(),
        _ => {
            let packed = super::pack::pack(path, &std::fs::read(full).ok()?).ok()?;
            kept.insert(path.to_owned(), (changed, packed.clone()));
            packed
        }
    };
    Some((Cow::Owned(packed.tag), Cow::Owned(packed.zipped)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for path in ["../Cargo.toml", "js/../../Cargo.toml", "/etc/passwd", "", ".", "js"] {
            assert!(read(path).is_none(), "{path}");
        }
    }

    #[test]
    fn a_file_goes_out_compressed_and_plain_and_is_known_by_its_tag() {
        let ask = |name, value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_str(value).unwrap());
            answer("js/main.js", read("js/main.js").unwrap(), &headers)
        };
        let zipped = ask(header::ACCEPT_ENCODING, "br, gzip");
        assert_eq!("gzip", zipped.headers()[header::CONTENT_ENCODING]);
        let plain = ask(header::ACCEPT_ENCODING, "identity");
        assert!(!plain.headers().contains_key(header::CONTENT_ENCODING));
        let tag = &plain.headers()[header::ETAG];
        assert_eq!(tag, zipped.headers()[header::ETAG]);
        let known = ask(header::IF_NONE_MATCH, tag.to_str().unwrap());
        assert_eq!(StatusCode::NOT_MODIFIED, known.status());
    }
}

//! The page: files of `web/`, inside the binary (feature `embed`) or read from the source folder.

use std::borrow::Cow;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::error::{ApiError, method_not_allowed};

/// Answers every address that is not the API's: `/` is `index.html`, other paths are files of `web/`.
///
/// Browsers ask again each time and get 304 where nothing changed.
pub(super) async fn show(request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/');
    let path = if path.is_empty() { "index.html" } else { path };
    let Some(bytes) = read(path) else {
        let detail = format!("there is nothing at `/{path}`");
        return ApiError::not_found(detail).into_response();
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return method_not_allowed().await.into_response();
    }
    answer(path, bytes, request.headers())
}

fn answer(path: &str, bytes: Cow<'static, [u8]>, asked: &HeaderMap) -> Response {
    let tag = entity_tag(&bytes);
    let is_known = asked.get(header::IF_NONE_MATCH).is_some_and(|known| {
        let known = known.to_str().unwrap_or_default();
        known.split(',').any(|known| known.trim() == tag)
    });
    let content_type = HeaderValue::from_static(media_type(path));
    let no_cache = HeaderValue::from_static("no-cache");
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, content_type)], bytes).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, no_cache);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}

/// Weak, because the same file goes out compressed and not.
fn entity_tag(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    let digits = hash.iter().take(8).map(|byte| format!("{byte:02x}"));
    format!("W/\"{}\"", digits.collect::<Vec<_>>().concat())
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

#[cfg(feature = "embed")]
#[derive(rust_embed::RustEmbed)]
#[folder = "web/"]
#[exclude = "test/*"]
#[exclude = "*.mjs"]
#[exclude = "*.sh"]
#[exclude = "*.md"]
#[exclude = "tsconfig.json"]
#[allow_missing = true]
struct WebFiles;

/// The file at a path below `web/`; `None` where there is none.
#[cfg(feature = "embed")]
fn read(path: &str) -> Option<Cow<'static, [u8]>> {
    WebFiles::get(path).map(|file| file.data)
}

/// The file at a path below `web/`; `None` where there is none, or the path leads out of the folder.
#[cfg(not(feature = "embed"))]
fn read(path: &str) -> Option<Cow<'static, [u8]>> {
    use std::path::{Component, Path};

    let path = Path::new(path);
    let stays_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("web");
    stays_inside.then(|| std::fs::read(folder.join(path)).ok().map(Cow::Owned))?
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
}

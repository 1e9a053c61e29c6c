//! Links between answers: absolute, because clients such as GDAL do not resolve others.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use serde::Serialize;

/// Media type of plain JSON.
pub(super) const JSON: &str = "application/json";

/// Media type of pages.
pub(super) const HTML: &str = "text/html";
/// Media type of JSON Schema.
pub(super) const SCHEMA: &str = "application/schema+json";
/// Media type of OpenAPI documents.
pub(super) const OPENAPI: &str = "application/vnd.oai.openapi+json;version=3.0";

/// A link in the form of [RFC 8288](https://www.rfc-editor.org/rfc/rfc8288) as OGC API – Features writes it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) rel: &'static str,
    pub(super) r#type: &'static str,
    pub(super) title: String,
}

/// The server as the client named it, and the address that was asked.
#[derive(Clone, Debug)]
pub(super) struct Base {
    server: String,
    path: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Base {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let of_line = parts.uri.authority().map(axum::http::uri::Authority::as_str);
        let of_header = parts.headers.get(header::HOST).and_then(|host| host.to_str().ok());
        let host = of_line.or(of_header).unwrap_or("localhost");
        Ok(Base {
            server: format!("http://{host}"),
            path: parts.uri.path().to_owned(),
        })
    }
}

impl Base {
    /// A link to a path of this server, such as `/api`.
    pub(super) fn link(&self, path: &str, rel: &'static str, r#type: &'static str, title: impl Into<String>) -> Link {
        Link {
            href: self.address(path),
            rel,
            r#type,
            title: title.into(),
        }
    }

    /// The absolute address of a path.
    pub(super) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.server)
    }

    /// The path that was asked.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The path that was asked with other words after the question mark.
    pub(super) fn path_with<'p>(&self, pairs: impl IntoIterator<Item = (&'p str, &'p str)>) -> String {
        let mut query = String::new();
        for (name, value) in pairs {
            query.push(if query.is_empty() { '?' } else { '&' });
            query.push_str(name);
            query.push('=');
            query.push_str(&encoded(value));
        }
        format!("{}{query}", self.path)
    }
}

/// Everything but letters, digits and `-._~` with percent signs (RFC 3986, section 2.3).
pub(super) fn encoded(value: &str) -> String {
    use std::fmt::Write;
    let mut encoded = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

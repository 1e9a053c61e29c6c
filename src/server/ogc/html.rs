//! Answers to read in a browser: every JSON answer of the API as a plain page, and the choice between the two.

use std::fmt::Write;

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

use crate::server::error::ApiError;

/// The largest answer that is turned into a page.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// Answers in HTML where `f=html` or the header `Accept` asks for it; takes `f` away before the handler sees it.
pub(in crate::server) async fn choose(mut request: Request, next: Next) -> Response {
    let (form, rest) = match split_form(request.uri()) {
        Ok(split) => split,
        Err(error) => return error.into_response(),
    };
    let wants_html = match form.as_deref() {
        Some("html") => true,
        Some("json" | "geojson") => false,
        Some(other) => {
            let detail = format!("`f={other}` is not understood: give json or html");
            return ApiError::bad_request(detail).about("f").into_response();
        }
        None => prefers_html(request.headers().get(header::ACCEPT)),
    };
    if let Some(uri) = rest {
        *request.uri_mut() = uri;
    }
    let title = request.uri().path().to_owned();
    if wants_html {
        // The page is made of the plain answer, and compressed itself.
        request.headers_mut().remove(header::ACCEPT_ENCODING);
    }
    let mut response = next.run(request).await;
    if wants_html && response.status() == StatusCode::OK {
        response = page_of(&title, response).await;
    }
    let vary = HeaderValue::from_static("accept");
    response.headers_mut().append(header::VARY, vary);
    response
}

/// The value of `f`, and the address without it where it has one.
fn split_form(uri: &Uri) -> Result<(Option<String>, Option<Uri>), ApiError> {
    let Some(query) = uri.query() else {
        return Ok((None, None));
    };
    let is_form = |pair: &&str| pair.split('=').next() == Some("f");
    let mut forms = query.split('&').filter(is_form);
    let Some(form) = forms.next() else {
        return Ok((None, None));
    };
    if forms.next().is_some() {
        return Err(ApiError::bad_request("`f` is given more than once").about("f"));
    }
    let form = form.split_once('=').map_or("", |(_, form)| form);
    let others: Vec<&str> = query.split('&').filter(|pair| !is_form(pair)).collect();
    let others = others.join("&");
    let address = if others.is_empty() {
        uri.path().to_owned()
    } else {
        format!("{}?{others}", uri.path())
    };
    let wrong = |_| ApiError::bad_request("the address cannot be read");
    Ok((Some(form.to_owned()), Some(address.parse().map_err(wrong)?)))
}

/// Whether HTML is wanted more than JSON, by the weights of RFC 9110, section 12.5.1; of equal ones the first named.
fn prefers_html(accept: Option<&HeaderValue>) -> bool {
    let accept = accept.and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let (mut html, mut other) = (0.0_f32, 0.0_f32);
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let weight = parts
            .find_map(|part| part.strip_prefix("q=")?.parse().ok())
            .unwrap_or(1.0);
        if name == "text/html" {
            // What comes first wins over what comes later with the same weight.
            html = if weight > other { weight } else { html };
        } else if name == "*/*" || name.ends_with("json") || name == "application/*" {
            other = f32::max(other, weight);
        }
    }
    html > 0.0 && html >= other
}

async fn page_of(title: &str, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, MOST_BYTES).await else {
        return ApiError::internal().into_response();
    };
    let Ok(value) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    let mut page = String::from("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Dateline ");
    escape(title, &mut page);
    page.push_str("</title></head><body><h1>");
    escape(title, &mut page);
    page.push_str("</h1>\n");
    render(&value, &mut page);
    page.push_str("</body></html>\n");
    let media_type = HeaderValue::from_static("text/html; charset=utf-8");
    parts.headers.insert(header::CONTENT_TYPE, media_type);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page))
}

/// Objects as lists of names and values, lists as lists, addresses of this server and of publishers as links. JSON readers stop at 128 levels,
/// so that the depth is bounded.
fn render(value: &Value, page: &mut String) {
    match value {
        Value::Null => page.push('–'),
        Value::Bool(value) => page.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => {
            // Writing to a string cannot fail.
            let _ = write!(page, "{number}");
        }
        Value::String(text) if text.starts_with("http://") || text.starts_with("https://") => {
            page.push_str("<a href=\"");
            escape(text, page);
            page.push_str("\">");
            escape(text, page);
            page.push_str("</a>");
        }
        Value::String(text) => escape(text, page),
        Value::Array(items) if items.iter().all(Value::is_number) => {
            let numbers: Vec<String> = items.iter().map(Value::to_string).collect();
            page.push_str(&numbers.join(", "));
        }
        Value::Array(items) => {
            page.push_str("<ol>");
            for item in items {
                page.push_str("<li>");
                render(item, page);
                page.push_str("</li>\n");
            }
            page.push_str("</ol>");
        }
        Value::Object(members) => {
            page.push_str("<dl>");
            for (name, member) in members {
                page.push_str("<dt>");
                escape(name, page);
                page.push_str("</dt><dd>");
                render(member, page);
                page.push_str("</dd>\n");
            }
            page.push_str("</dl>");
        }
    }
}

fn escape(text: &str, page: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => page.push_str("&amp;"),
            '<' => page.push_str("&lt;"),
            '>' => page.push_str("&gt;"),
            '"' => page.push_str("&quot;"),
            '\'' => page.push_str("&#39;"),
            other => page.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(accept: &str, html: bool) {
        let header = HeaderValue::from_str(accept).unwrap();
        assert_eq!(prefers_html(Some(&header)), html, "{accept}");
    }

    #[test]
    fn browsers_get_pages_and_programs_get_json() {
        check("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", true);
        check("text/html", true);
        check("*/*", false);
        check("application/geo+json, application/json", false);
        check("application/json, text/html;q=0.5", false);
        check("application/json;q=0.5, text/html", true);
        check("", false);
    }

    #[test]
    fn article_text_is_no_markup() {
        let mut page = String::new();
        let hostile = serde_json::json!({"<b>": "<script>alert('x')</script>", "a": "https://x.example/\"onload=\"y"});
        render(&hostile, &mut page);
        assert!(
            !page.contains("<script") && !page.contains("<b>") && !page.contains("\"onload"),
            "{page}"
        );
    }
}

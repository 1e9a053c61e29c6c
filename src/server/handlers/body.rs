//! The body of a request that sends articles → documents: media type, content coding, encoding.

use std::borrow::Cow;
use std::error::Error;
use std::io;

use axum::http::{HeaderMap, header};
use serde::Serialize;

use crate::document::Document;
use crate::intake::{
    Compression, decode, decode_page, document_id, find_publication_date, read_html_document, read_json_document,
};
use crate::server::error::ApiError;

/// The largest article taken, unpacked: 2 MB.
const MOST_ARTICLE_BYTES: usize = 2 * 1024 * 1024;
/// The largest body taken, of many articles as JSON lines or of corrections, as it is sent and unpacked: 8 MB.
pub(in crate::server) const MAX_BODY_BYTES: usize = 8 * 1024 * 1024;
/// The longest identifier, bytes.
const MOST_ID_BYTES: usize = 200;

/// A line that is no article.
#[derive(Debug, Serialize)]
pub(super) struct LineError {
    /// Counted from 1.
    line: usize,
    detail: String,
}

/// An article with warnings about how it was read.
pub(super) type Warned = (Document, Vec<String>);

/// What a body holds.
pub(super) struct ReadBody {
    pub(super) documents: Vec<Warned>,
    /// The lines that are no articles.
    pub(super) errors: Vec<LineError>,
    /// Whether a body of this media type can hold one article only.
    pub(super) is_single: bool,
}

/// Reads a body of the media type and content coding that its headers name.
pub(super) fn read_body(headers: &HeaderMap, body: &[u8]) -> Result<ReadBody, ApiError> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = media_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    let essence = essence.trim().to_ascii_lowercase();
    let is_lines = matches!(
        essence.as_str(),
        "application/x-ndjson" | "application/jsonl" | "application/x-jsonlines"
    );
    let body = unpack(
        headers,
        body,
        if is_lines { MAX_BODY_BYTES } else { MOST_ARTICLE_BYTES },
    )?;
    let is_page = matches!(essence.as_str(), "text/html" | "application/xhtml+xml");
    let decoded = if is_page { decode_page(&body) } else { decode(&body) };
    let encoding = decoded.other_encoding;
    let warnings = encoding.map(|encoding| format!("the article is not UTF-8; it was read as {encoding}"));
    let warnings: Vec<String> = warnings.into_iter().collect();
    if is_lines {
        return Ok(read_lines(&decoded.text, &warnings));
    }
    let document = match essence.as_str() {
        "text/plain" | "text/markdown" => settled(Document {
            text: decoded.text.into_owned(),
            ..Document::default()
        })?,
        _ if is_page => {
            settled(read_html_document(&decoded.text).map_err(|error| ApiError::bad_request(error.to_string()))?)?
        }
        "application/json" => read_json(&decoded.text)?,
        _ => {
            let detail =
                "send articles as text/plain, text/markdown, text/html, application/json or application/x-ndjson";
            return Err(ApiError::unsupported_media_type(detail).about("Content-Type"));
        }
    };
    Ok(ReadBody {
        documents: vec![(document, warnings)],
        errors: Vec::new(),
        is_single: true,
    })
}

/// The body as it was before it was compressed; at most so many bytes.
fn unpack<'b>(headers: &HeaderMap, body: &'b [u8], most: usize) -> Result<Cow<'b, [u8]>, ApiError> {
    let too_large = || ApiError::too_large(format!("this may have {} MB at most, unpacked", most >> 20));
    let codings = headers.get_all(header::CONTENT_ENCODING).iter();
    let codings = codings.map(|value| value.to_str().unwrap_or("?").trim());
    let mut codings = codings.filter(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case("identity"));
    let Some(coding) = codings.next() else {
        return if most < body.len() {
            Err(too_large())
        } else {
            Ok(Cow::Borrowed(body))
        };
    };
    let (Some(compression), None) = (Compression::of_coding(coding), codings.next()) else {
        let detail = "a body may be compressed once, as gzip or zstd";
        return Err(ApiError::unsupported_media_type(detail).about("Content-Encoding"));
    };
    let unpacked = compression
        .unpack_body(body, most)
        .map_err(|error| match error.kind() {
            io::ErrorKind::FileTooLarge => too_large(),
            _ => ApiError::bad_request(format!("the body is no whole {coding}: {error}")).about("Content-Encoding"),
        })?;
    Ok(Cow::Owned(unpacked))
}

fn read_lines(body: &str, warnings: &[String]) -> ReadBody {
    let (mut documents, mut errors) = (Vec::new(), Vec::new());
    let lines = (1..).zip(body.lines()).filter(|(_, line)| !line.trim().is_empty());
    for (line, json) in lines {
        match read_json(json) {
            Ok(document) => documents.push((document, warnings.to_vec())),
            Err(error) => errors.push(LineError {
                line,
                detail: error.detail().to_owned(),
            }),
        }
    }
    ReadBody {
        documents,
        errors,
        is_single: false,
    }
}

fn read_json(body: &str) -> Result<Document, ApiError> {
    let read = read_json_document(body).map_err(|error| {
        let cause = error.source().map(ToString::to_string).unwrap_or_default();
        ApiError::bad_request(format!("the body {error}: {cause}"))
    })?;
    match read.wrong_date {
        None => settled(read.document),
        Some(value) => {
            let detail = format!("wrong date `{value}`: give it as 2020-03-12");
            Err(ApiError::bad_request(detail).about("date"))
        }
    }
}

/// The document with the day that its first lines state where it came without one, and with an identifier.
fn settled(mut document: Document) -> Result<Document, ApiError> {
    if document.text.trim().is_empty() {
        return Err(ApiError::bad_request("the article has no words").about("text"));
    }
    if MOST_ID_BYTES < document.id.len() || document.id.chars().any(char::is_control) {
        let detail = format!("an identifier may have {MOST_ID_BYTES} bytes at most and no control characters");
        return Err(ApiError::bad_request(detail).about("id"));
    }
    document.date = document.date.or_else(|| find_publication_date(&document.text));
    if document.id.trim().is_empty() {
        document.id = document_id(document.title.as_deref(), document.date, &document.text);
    }
    Ok(document)
}

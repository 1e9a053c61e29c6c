//! A web page → [`Document`]: the main text, with title, date and publisher from the page's own metadata.
//!
//! Navigation, advertising and comments are left out by the rules of Mozilla's Readability (crate `dom_smoothie`). Those rules call themselves
//! for each level of the page, so what is nested too deep is refused, once before parsing and once after, and the rest runs on a stack that is
//! large enough for it.

mod guard;
mod told;

use std::thread;

use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;

use self::guard::{MOST_DEPTH, MOST_ELEMENTS};
use super::{Decoded, IntakeError, decode, document_id};
use crate::document::Document;

/// The longest page, bytes.
const MOST_BYTES: usize = 16 << 20;
/// The stack for the deepest page, bytes: 128 KB for each level.
const STACK_BYTES: usize = 64 << 20;

/// Reads a page. Its id is a hash of what was read; the caller may know a better one. Its date is the page's publication time.
///
/// # Errors
/// [`IntakeError::Html`] where the page has no main text, is too large or too deeply nested.
///
/// ```
/// let page = "<html><head><title>Rockets hit base</title></head><body><article><p>Rockets fell on the base north of the city \
///             on Wednesday, and three soldiers were killed, officials said in the evening.</p></article></body></html>";
/// let document = dateline::intake::read_html_document(page)?;
/// assert_eq!(document.title.as_deref(), Some("Rockets hit base"));
/// assert!(document.text.starts_with("Rockets fell"));
/// # Ok::<(), dateline::intake::IntakeError>(())
/// ```
pub fn read_html_document(page: &str) -> Result<Document, IntakeError> {
    if MOST_BYTES < page.len() {
        return Err(refused(format!("it has more than {} MB", MOST_BYTES >> 20)));
    }
    guard::check(page).map_err(refused)?;
    let broken = || refused("an error of the program that reads pages; please report it".to_owned());
    thread::scope(|scope| {
        let reading = thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, || read(page));
        let reading = reading.map_err(|error| refused(error.to_string()))?;
        reading.join().map_err(|_panicked| broken())?
    })
}

fn read(page: &str) -> Result<Document, IntakeError> {
    let config = Config {
        // Read by `told`, with a parser that bounds nesting.
        disable_json_ld: true,
        text_mode: TextMode::Formatted,
        ..Config::default()
    };
    let mut page = Readability::new(page, None, Some(config)).map_err(|error| refused(error.to_string()))?;
    if !is_measured(&page) {
        let reason =
            format!("it has more than {MOST_ELEMENTS} elements, or they lie more than {MOST_DEPTH} deep in each other");
        return Err(refused(reason));
    }
    let told = told::read(&page);
    // The rules keep these where the text stands beside them without an element of its own.
    page.doc.select("nav, [role='navigation'], body > footer").remove();
    let article = page
        .parse()
        .map_err(|_nothing| refused("no main text was found".to_owned()))?;
    let text = article.text_content.trim().to_owned();
    if text.is_empty() {
        return Err(refused("no main text was found".to_owned()));
    }
    Ok(Document {
        id: document_id(told.title.as_deref(), told.date, &text),
        title: told.title,
        text,
        date: told.date,
        source: told.source,
        url: told.url,
        language: told.language,
    })
}

/// Whether the parsed page is within the bounds; walked without recursion.
fn is_measured(page: &Readability) -> bool {
    let mut node = page.doc.root();
    let (mut depth, mut elements) = (0, 0);
    loop {
        if let Some(child) = node.first_child() {
            node = child;
            depth += 1;
        } else {
            let mut next = node.next_sibling();
            while next.is_none() && 0 < depth {
                let Some(parent) = node.parent() else { return true };
                node = parent;
                depth -= 1;
                next = if depth == 0 { None } else { node.next_sibling() };
            }
            let Some(sibling) = next else { return true };
            node = sibling;
        }
        elements += usize::from(node.is_element());
        // Above the page's own elements are the document and its root.
        if MOST_DEPTH + 8 < depth || MOST_ELEMENTS < elements {
            return false;
        }
    }
}

/// Decodes the bytes of a page as [`decode`] does, but believes what the page itself says of its encoding where it is not UTF-8.
pub fn decode_page(bytes: &[u8]) -> Decoded<'_> {
    /// Where the HTML standard looks for it.
    const START: usize = 1024;
    let decoded = decode(bytes);
    if decoded.other_encoding != Some(encoding_rs::WINDOWS_1252.name()) {
        return decoded;
    }
    let start = bytes.get(..START).unwrap_or(bytes).to_ascii_lowercase();
    let start = String::from_utf8_lossy(&start);
    let stated = start
        .split_once("charset=")
        .map(|(_, after)| after.trim_start_matches(['"', '\'']));
    let label = stated.and_then(|after| after.split(['"', '\'', '>', '/', ';', ' ']).next());
    let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    // What says UTF-8 here is wrong: the bytes are not.
    let Some(encoding) = encoding.filter(|encoding| *encoding != encoding_rs::UTF_8) else {
        return decoded;
    };
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    Decoded {
        text,
        other_encoding: Some(encoding.name()),
    }
}

/// Whether the bytes begin like a web page, for input without a name.
pub fn is_html(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    [b"<!doctype html".as_slice(), b"<html", b"<head"].iter().any(|word| {
        start
            .get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    })
}

fn refused(reason: String) -> IntakeError {
    IntakeError::Html { reason }
}

#[cfg(test)]
mod tests;

//! The demo articles of `data/demo`: what the map shows when nothing else is asked for.

use crate::document::Document;
use crate::intake::read_json_document;

use super::input::InputError;

/// The articles by file name. One that cannot be read is an error with its name.
pub(crate) fn documents() -> Vec<Result<Document, InputError>> {
    let mut files = files();
    files.sort();
    let documents = files.into_iter().map(|(name, json)| match read_json_document(&json) {
        Ok(read) => Ok(read.document),
        Err(error) => Err(InputError::Document {
            origin: format!("data/demo/{name}"),
            reason: error.to_string(),
        }),
    });
    documents.collect()
}

#[cfg(feature = "embed")]
#[derive(rust_embed::RustEmbed)]
#[folder = "data/demo/"]
#[include = "*.json"]
#[allow_missing = true]
struct DemoFiles;

/// Names and contents, from inside the binary.
#[cfg(feature = "embed")]
fn files() -> Vec<(String, String)> {
    let files = DemoFiles::iter().filter_map(|name| {
        let file = DemoFiles::get(&name)?;
        Some((name.into_owned(), String::from_utf8_lossy(&file.data).into_owned()))
    });
    files.collect()
}

/// Names and contents, from the source folder; none where it is missing.
#[cfg(not(feature = "embed"))]
fn files() -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo");
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let json = entries.flatten().map(|entry| entry.path());
    let json = json.filter(|path| path.extension().is_some_and(|ending| ending == "json"));
    let files = json.filter_map(|path| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        Some((name, std::fs::read_to_string(&path).ok()?))
    });
    files.collect()
}

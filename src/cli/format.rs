//! What a file holds, by the ending of its name; `.gz` and `.zst` are looked through.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

/// The kinds of files that are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One article
    Text,
    /// A web page
    Html,
    /// A document, or a list of them
    Json,
    /// A document a line
    #[value(name = "jsonl")]
    JsonLines,
    /// Read as text where it is named, left alone in a folder.
    #[value(skip)]
    Unknown,
}

impl Format {
    pub(super) fn of(path: &Path) -> Format {
        match ending(&without_compression(path)).as_str() {
            "txt" | "md" => Format::Text,
            "html" | "htm" | "xhtml" => Format::Html,
            "json" => Format::Json,
            "jsonl" | "ndjson" => Format::JsonLines,
            _ => Format::Unknown,
        }
    }
}

/// The name without its folders and endings: `taji` of `news/taji.txt.gz`.
pub(super) fn stem(path: &Path) -> String {
    let path = without_compression(path);
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn without_compression(path: &Path) -> PathBuf {
    match ending(path).as_str() {
        "gz" | "zst" => path.with_extension(""),
        _ => path.to_owned(),
    }
}

/// The ending in small letters, without its dot; empty where there is none.
fn ending(path: &Path) -> String {
    let ending = path.extension().unwrap_or_default();
    ending.to_string_lossy().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_what_is_inside() {
        for (name, format, its_stem) in [
            ("news/taji.txt", Format::Text, "taji"),
            ("taji.TXT.GZ", Format::Text, "taji"),
            ("2020.03.12.jsonl.zst", Format::JsonLines, "2020.03.12"),
            ("page.htm", Format::Html, "page"),
            ("all.json.gz", Format::Json, "all"),
            ("taji.gz", Format::Unknown, "taji"),
            ("taji", Format::Unknown, "taji"),
        ] {
            let path = Path::new(name);
            assert_eq!((Format::of(path), stem(path).as_str()), (format, its_stem), "{name}");
        }
    }
}

//! Holds the repository to its own rules: STYLE's layers, a core without input or output, short files, data with an origin.
//!
//! Each rule is a pure function over the words of files and returns what is wrong as sentences; the tests here feed it the
//! repository, the tests beside it show that it can fail. A rule that is in the way is changed here, with its reason.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "the helpers of tests may stop the test, cut code at ASCII bounds, and say what they skip"
)]

mod data;
mod files;
mod hosts;
mod layers;
mod purity;
mod source;
mod vendor;

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the repository: its path from the root, with `/`, and its text (lossy: pictures are read for host names only).
struct RepositoryFile {
    path: String,
    text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file that a commit could hold, sorted by path: without Cargo's and npm's output, git's own folder and caches.
fn repository() -> Vec<RepositoryFile> {
    let mut found = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let built = matches!(name.as_str(), ".git" | "target" | "node_modules" | "__pycache__");
            if built || name.ends_with(".snap.new") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(read(&path));
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn read(path: &Path) -> RepositoryFile {
    let bytes = fs::read(path).unwrap();
    let relative = path.strip_prefix(root()).unwrap();
    RepositoryFile {
        path: relative.to_string_lossy().replace('\\', "/"),
        text: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

/// Rust files under `folder`, which ends in `/`.
fn rust_files(folder: &str) -> Vec<RepositoryFile> {
    let mut files = repository();
    files.retain(|file| {
        file.path.starts_with(folder) && Path::new(&file.path).extension().is_some_and(|end| end == "rs")
    });
    files
}

#[track_caller]
fn assert_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n\n{}\n", complaints.join("\n"));
}

#[test]
fn modules_name_only_modules_above_them() {
    let files = rust_files("src/");
    assert!(files.len() > 10, "the sources were not found");
    assert_none(&layers::complaints(&files));
}

#[test]
fn the_core_does_no_input_or_output() {
    assert_none(&purity::complaints(&rust_files("src/")));
}

#[test]
fn every_rust_file_says_what_it_is_for_and_is_short() {
    let mut files = rust_files("src/");
    files.extend(rust_files("tests/"));
    assert_none(&files::complaints(&files));
}

#[test]
fn every_data_file_has_its_origin_in_a_readme() {
    let mut files = repository();
    files.retain(|file| file.path.starts_with("data/"));
    assert_none(&data::complaints(&files));
}

#[test]
fn vendored_files_are_as_they_were_fetched() {
    let mut files = repository();
    files.retain(|file| file.path.starts_with("web/vendor/"));
    let listed: Vec<_> = files.iter().filter(|file| file.path.ends_with("/CHECKSUMS")).collect();
    assert!(!listed.is_empty(), "web/vendor has no CHECKSUMS");
    for checksums in listed {
        let folder = checksums.path.trim_end_matches("CHECKSUMS");
        let inside = files.iter().filter_map(|file| file.path.strip_prefix(folder));
        let Some(digests) = vendor::digests(&root().join(folder), inside) else {
            println!("skipped: neither sha256sum nor shasum is on this machine");
            return;
        };
        assert_none(&vendor::complaints(folder, &checksums.text, &digests));
    }
}

#[test]
fn no_file_names_a_registry_host() {
    let mut files = repository();
    // Files of others, never edited; and the lock file, whose form is Cargo's (it names the index's repository only).
    files.retain(|file| !file.path.starts_with("web/vendor/"));
    assert_none(&hosts::complaints(&files));
}

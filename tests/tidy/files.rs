//! Each Rust file opens with what it is for, and is short enough to be read in one sitting.

use super::RepositoryFile;
use super::source::{blank_out_words, pieces, test_items};

/// Lines of a file outside its tests; longer files hide a second idea.
const MOST_LINES: usize = 600;

/// One sentence for each file without `//!` and each file that is too long.
pub(super) fn complaints(files: &[RepositoryFile]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let first = file
            .text
            .lines()
            .find(|line| !line.trim().is_empty() && !line.starts_with("#!"));
        if !first.is_some_and(|line| line.starts_with("//!")) {
            found.push(format!(
                "`{}` does not open with `//!`: its place in the flow, its input, its output, its limits",
                file.path
            ));
        }
        let lines = lines_outside_tests(&file.text);
        if lines > MOST_LINES {
            found.push(format!(
                "`{}` has {lines} lines without its tests, {MOST_LINES} at most; give its second idea a file",
                file.path
            ));
        }
    }
    found
}

fn lines_outside_tests(text: &str) -> usize {
    let code = blank_out_words(text);
    let pieces = pieces(&code);
    let of_tests = test_items(&pieces).into_iter().filter_map(|item| {
        let last = pieces.get(item.end.checked_sub(1)?)?;
        Some(last.line + 1 - pieces.get(item.start)?.line)
    });
    text.lines().count() - of_tests.sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let file = RepositoryFile {
            path: "src/a.rs".to_owned(),
            text: text.to_owned(),
        };
        let found = complaints(&[file]);
        let heads: Vec<_> = found
            .iter()
            .map(|line| line.split(&[':', ','][..]).next().unwrap())
            .collect();
        assert_eq!(expected, heads);
    }

    #[test]
    fn a_file_opens_with_what_it_is_for() {
        check("//! A.\nfn a() {}\n", &[]);
        check("#![cfg(unix)]\n//! A.\n", &[]);
        check("// A.\nfn a() {}\n", &["`src/a.rs` does not open with `//!`"]);
        check("", &["`src/a.rs` does not open with `//!`"]);
    }

    #[test]
    fn a_long_file_is_told_and_its_tests_do_not_count() {
        let code = format!("//! A.\n{}", "fn a() {}\n".repeat(600));
        check(&code, &["`src/a.rs` has 601 lines without its tests"]);
        let tests = format!("//! A.\n#[cfg(test)]\nmod tests {{\n{}}}\n", "fn a() {}\n".repeat(600));
        check(&tests, &[]);
    }
}

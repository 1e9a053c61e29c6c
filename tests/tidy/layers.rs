//! The order of layers: a module names only modules that stand above it in `lib.rs`, and siblings only above it in their `mod.rs`.
//!
//! Paths looked at are those that begin with `crate`, `super` or `self`, in `use` and in code. A name that a folder
//! re-exports (`pub use place::Place`) counts as the file that it comes from; a name that stands in the folder's own
//! `mod.rs` may be used by all its files, and `mod.rs` may use them all. Tests are free, inside a file and in one of their own.

use std::collections::{HashMap, HashSet};

use super::RepositoryFile;
use super::source::{Piece, blank_out_words, closing, pieces, test_items, without_tests};

/// What one file declares and names.
#[derive(Debug, Default)]
struct Module {
    file: String,
    /// Child modules, in the order of their `mod` lines.
    children: Vec<String>,
    /// Child modules that are compiled for tests only.
    test_children: Vec<String>,
    /// Name that a `use` brings in (its folder's files may take it from here) → the path that it comes from.
    reexports: HashMap<String, Vec<String>>,
    /// Absolute path below the crate, and its line.
    named: Vec<(Vec<String>, usize)>,
}

/// One sentence for each name that breaks the order; then, for each folder with one, what to do about it.
pub(super) fn complaints(files: &[RepositoryFile]) -> Vec<String> {
    let modules: HashMap<Vec<String>, Module> = files
        .iter()
        .filter(|file| !file.path.starts_with("src/main.rs") && !file.path.starts_with("src/bin/"))
        .map(|file| (module_path(&file.path), read(file)))
        .collect();
    let mut found = Vec::new();
    let mut broken: HashSet<&[String]> = HashSet::new();
    for (path, module) in &modules {
        if let Some((name, folder)) = path.split_last() {
            let declares = |folder: &Module| folder.children.contains(name) || folder.test_children.contains(name);
            if !modules.get(folder).is_some_and(declares) {
                found.push(format!(
                    "`{}` is in no `mod` line, so it is never compiled",
                    module.file
                ));
            }
        }
        if is_for_tests(&modules, path) {
            continue;
        }
        for (target, line) in &module.named {
            if let Some(below) = below(&modules, path, target) {
                broken.insert(&path[..below.len() - 1]);
                let below = below.join("::");
                found.push(format!(
                    "`{}:{line}` names `{below}`, which is below it; move the shared type up or pass it in",
                    module.file
                ));
            }
        }
    }
    found.sort();
    found.dedup();
    let mut advice: Vec<_> = broken.iter().map(|folder| advice(&modules, folder)).collect();
    advice.sort();
    found.extend(advice);
    found
}

/// An order of the folder's `mod` lines that breaks no rule, as near as may be to theirs; or the modules that are in a ring.
fn advice(modules: &HashMap<Vec<String>, Module>, folder: &[String]) -> String {
    let (file, children) = modules
        .get(folder)
        .map_or(("", &[][..]), |module| (&module.file, &module.children));
    let needs = |child: &String| -> Vec<String> {
        let of_child = |path: &[String]| path.starts_with(folder) && path.get(folder.len()) == Some(child);
        let inside = modules.iter().filter(|(path, _)| of_child(path));
        let named = inside.flat_map(|(_, module)| &module.named);
        let named = named.map(|(target, _)| follow_reexport(modules, target));
        let within = named.filter(|target| target.starts_with(folder));
        let siblings = within.filter_map(|target| target.get(folder.len()).cloned());
        siblings
            .filter(|sibling| sibling != child && children.contains(sibling))
            .collect()
    };
    let mut order: Vec<String> = Vec::new();
    loop {
        let ready = |child: &&String| !order.contains(child) && needs(child).iter().all(|need| order.contains(need));
        match children.iter().find(ready) {
            Some(next) => order.push(next.clone()),
            None if order.len() == children.len() => {
                return format!("this order of `mod` lines holds in `{file}`: {}", order.join(", "));
            }
            None => {
                let ring: Vec<_> = children
                    .iter()
                    .filter(|child| !order.contains(child))
                    .cloned()
                    .collect();
                return format!(
                    "no order of `mod` lines holds in `{file}`: a ring among {}",
                    ring.join(", ")
                );
            }
        }
    }
}

/// `src/text/number.rs` → `text`, `number`; `src/lib.rs` → nothing.
fn module_path(file: &str) -> Vec<String> {
    let inner = file.trim_start_matches("src/").trim_end_matches(".rs");
    let mut path: Vec<String> = inner.split('/').map(str::to_owned).collect();
    if path.last().is_some_and(|last| last == "mod") || path == ["lib"] {
        path.pop();
    }
    path
}

/// Whether the module, or a folder that it lies in, is compiled for tests only.
fn is_for_tests(modules: &HashMap<Vec<String>, Module>, path: &[String]) -> bool {
    (0..path.len()).any(|depth| {
        let folder = modules.get(&path[..depth]);
        folder.is_some_and(|folder| folder.test_children.contains(&path[depth]))
    })
}

/// The part of `target` that stands below the module `from`; `None` where the order holds.
fn below(modules: &HashMap<Vec<String>, Module>, from: &[String], target: &[String]) -> Option<Vec<String>> {
    let target = follow_reexport(modules, target);
    let shared = from.iter().zip(&target).take_while(|(a, b)| a == b).count();
    let (own, other) = (from.get(shared)?, target.get(shared)?);
    let siblings = &modules.get(&from[..shared])?.children;
    let place_of = |name: &String| siblings.iter().position(|sibling| sibling == name);
    (place_of(other)? > place_of(own)?).then(|| target[..=shared].to_vec())
}

/// Replaces a name that a folder passes on by the path of the file that it comes from, over at most four folders.
fn follow_reexport(modules: &HashMap<Vec<String>, Module>, target: &[String]) -> Vec<String> {
    let mut target = target.to_vec();
    for _ in 0..4 {
        let origin = (0..target.len()).find_map(|depth| {
            let origin = modules.get(&target[..depth])?.reexports.get(&target[depth])?;
            (origin.as_slice() != &target[..=depth]).then_some(origin)
        });
        match origin {
            Some(origin) => target.clone_from(origin),
            None => break,
        }
    }
    target
}

fn read(file: &RepositoryFile) -> Module {
    let code = blank_out_words(&file.text);
    let all = pieces(&code);
    let code = without_tests(&all);
    let own = module_path(&file.path);
    let mut module = Module {
        file: file.path.clone(),
        test_children: test_children(&all),
        ..Module::default()
    };
    // Where each inline `mod name { … }` ends: inside, `super` means one level less.
    let mut inline_ends: Vec<usize> = Vec::new();
    for at in 0..code.len() {
        inline_ends.retain(|&end| at < end);
        let word = |offset: usize| code.get(at + offset).map_or("", |piece| piece.text);
        match (word(0), word(2)) {
            ("mod", ";") => module.children.push(word(1).to_owned()),
            ("mod", "{") => inline_ends.push(closing(&code, at + 2)),
            ("crate" | "super" | "self", _) if word(1) == "::" => {
                for (path, line) in tree(&code, at) {
                    let absolute = absolute(&own, &path, inline_ends.len());
                    module.named.push((absolute, line));
                }
            }
            ("use", _) => {
                for (path, _) in tree(&code, at + 1) {
                    reexport(&mut module, &own, &path);
                }
            }
            _ => {}
        }
    }
    module
}

/// The files that a `#[cfg(test)] mod name;` declares.
fn test_children(code: &[Piece<'_>]) -> Vec<String> {
    let items = test_items(code).into_iter();
    let declared = items.filter_map(|item| match &code[item] {
        [.., declaration, name, end] if declaration.text == "mod" && end.text == ";" => Some(name.text.to_owned()),
        _ => None,
    });
    declared.collect()
}

fn reexport(module: &mut Module, own: &[String], path: &[String]) {
    if let Some(name) = path.last() {
        module.reexports.insert(name.clone(), absolute(own, path, 0));
    }
}

/// The path from the crate's root, for a path written in module `own`, `inline_depth` inline modules deep.
fn absolute(own: &[String], path: &[String], inline_depth: usize) -> Vec<String> {
    let mut base = own.to_vec();
    let mut inline_depth = inline_depth;
    let mut rest = path;
    while let Some((first, after)) = rest.split_first() {
        match first.as_str() {
            "super" if inline_depth > 0 => inline_depth -= 1,
            "super" => {
                base.pop();
            }
            "crate" => base.clear(),
            "self" => {}
            _ => break,
        }
        rest = after;
    }
    base.extend_from_slice(rest);
    base
}

/// Every path of the tree that begins at piece `at`: `a::{b, c::d}` is `a::b` and `a::c::d`, each with its line.
fn tree(code: &[Piece<'_>], at: usize) -> Vec<(Vec<String>, usize)> {
    let mut path = Vec::new();
    let mut at = at;
    let mut line = 0;
    while let Some(piece) = code.get(at) {
        if piece.text == "{" {
            return branches(code, at)
                .into_iter()
                .map(|(branch, line)| ([path.clone(), branch].concat(), line))
                .collect();
        }
        if !piece
            .text
            .starts_with(|first: char| first.is_alphabetic() || first == '_')
        {
            break;
        }
        path.push(piece.text.to_owned());
        line = piece.line;
        if code.get(at + 1).is_none_or(|next| next.text != "::") {
            break;
        }
        at += 2;
    }
    path.retain(|segment| !segment.is_empty());
    vec![(path, line)]
}

fn branches(code: &[Piece<'_>], open: usize) -> Vec<(Vec<String>, usize)> {
    let close = closing(code, open);
    let mut found = Vec::new();
    let mut at = open + 1;
    while at < close {
        found.extend(tree(code, at));
        // To the comma that ends this branch.
        while at < close && code[at].text != "," {
            at = if code[at].text == "{" {
                closing(code, at) + 1
            } else {
                at + 1
            };
        }
        at += 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(files: &[(&str, &str)], expected: &[&str]) {
        let files: Vec<_> = files
            .iter()
            .map(|(path, text)| RepositoryFile {
                path: (*path).to_owned(),
                text: (*text).to_owned(),
            })
            .collect();
        let mut found = complaints(&files);
        let orders = found
            .extract_if(.., |line| line.contains("order of `mod` lines holds"))
            .count();
        assert_eq!(expected, found, "and {orders} pieces of advice");
    }

    const LIB: (&str, &str) = (
        "src/lib.rs",
        "pub mod text;\n#[cfg(feature = \"x\")]\npub mod incident;\n",
    );

    #[test]
    fn a_name_above_is_fine_and_one_below_is_not() {
        let text = (
            "src/text.rs",
            "//! crate::incident in words is fine\nuse crate::incident::Incident;\n",
        );
        let incident = ("src/incident.rs", "use crate::text::Text;\n");
        check(
            &[LIB, text, incident],
            &["`src/text.rs:2` names `incident`, which is below it; move the shared type up or pass it in"],
        );
    }

    #[test]
    fn paths_in_code_and_in_trees_count() {
        let text = "fn f() -> crate::incident::A {}\nuse crate::{\n  text::{self, B},\n  incident::C as D,\n};\n";
        check(
            &[LIB, ("src/text.rs", text), ("src/incident.rs", "")],
            &[
                "`src/text.rs:1` names `incident`, which is below it; move the shared type up or pass it in",
                "`src/text.rs:4` names `incident`, which is below it; move the shared type up or pass it in",
            ],
        );
    }

    #[test]
    fn siblings_follow_their_folder() {
        let folder = "mod token;\nmod sentence;\npub use sentence::Sentence;\nfn f() { self::sentence::split() }";
        let token = "use super::sentence::split;\nuse super::Sentence;\nuse super::Text;\nuse crate::text::Sentence;\n";
        let sentence = "use super::token::Token;\nmod inner { use super::x; use super::super::token; }\n";
        check(
            &[
                LIB,
                ("src/incident.rs", ""),
                ("src/text/mod.rs", folder),
                ("src/text/token.rs", token),
                ("src/text/sentence.rs", sentence),
            ],
            &[
                "`src/text/token.rs:1` names `text::sentence`, which is below it; move the shared type up or pass it in",
                "`src/text/token.rs:2` names `text::sentence`, which is below it; move the shared type up or pass it in",
                "`src/text/token.rs:4` names `text::sentence`, which is below it; move the shared type up or pass it in",
            ],
        );
    }

    #[test]
    fn a_name_passed_on_by_the_crate_root_counts_as_its_module() {
        let lib = ("src/lib.rs", "mod text;\nmod incident;\npub use incident::Incident;\n");
        check(
            &[lib, ("src/text.rs", "use crate::Incident;"), ("src/incident.rs", "")],
            &["`src/text.rs:1` names `incident`, which is below it; move the shared type up or pass it in"],
        );
    }

    #[test]
    fn an_order_that_holds_is_proposed_and_a_ring_is_told() {
        let last = |incident: &str| {
            let file = |path: &str, text: &str| RepositoryFile {
                path: path.to_owned(),
                text: text.to_owned(),
            };
            let text = file("src/text.rs", "use crate::incident::A;");
            complaints(&[file(LIB.0, LIB.1), text, file("src/incident.rs", incident)]).pop()
        };
        let order = "this order of `mod` lines holds in `src/lib.rs`: incident, text";
        assert_eq!(Some(order), last("").as_deref());
        let ring = "no order of `mod` lines holds in `src/lib.rs`: a ring among text, incident";
        assert_eq!(Some(ring), last("use crate::text::B;").as_deref());
    }

    #[test]
    fn tests_inside_a_file_are_free() {
        let text = "#[cfg(test)]\nmod tests { use crate::incident::A; }\n";
        check(&[LIB, ("src/text.rs", text), ("src/incident.rs", "")], &[]);
    }

    #[test]
    fn a_file_of_tests_is_free_and_is_declared() {
        let text = ("src/text.rs", "mod token;\n#[cfg(test)]\npub(crate) mod fixture;\n");
        let fixture = ("src/text/fixture.rs", "use crate::incident::A;");
        let token = ("src/text/token.rs", "");
        check(&[LIB, text, fixture, token, ("src/incident.rs", "")], &[]);
    }

    #[test]
    fn a_file_that_nobody_declares_is_told() {
        check(
            &[LIB, ("src/text.rs", ""), ("src/incident.rs", ""), ("src/lost.rs", "")],
            &["`src/lost.rs` is in no `mod` line, so it is never compiled"],
        );
    }
}

//! The corpora of named entities, as documents with the spans of their names.

use std::ops::Range;
use std::path::Path;

use serde::Deserialize;

use super::read;
use crate::cli::error::CliError;
use crate::span::Span;
use crate::toponym::{Entity, EntityKind};

/// One annotated document.
#[derive(Clone, Debug, Default)]
pub(crate) struct NamedDocument {
    /// Corpus and number, for folds.
    pub(crate) id: String,
    pub(crate) text: String,
    /// In text order, without overlap.
    pub(crate) names: Vec<Entity>,
}

/// One corpus and how often its documents are learnt.
#[derive(Debug)]
pub(crate) struct NameCorpus {
    pub(crate) name: &'static str,
    pub(crate) documents: Vec<NamedDocument>,
    pub(crate) copies: usize,
}

/// Reads all of them from the folder of corpora.
pub(crate) fn read_corpora(corpora: &Path) -> Result<Vec<NameCorpus>, CliError> {
    let folder = corpora.join("language/entities");
    let columns = |name: &'static str, files: &[&str], copies| -> Result<NameCorpus, CliError> {
        let mut documents = Vec::new();
        for file in files {
            documents.extend(read_columns(file, &read(&folder.join(file).with_extension("conll"))?));
        }
        Ok(NameCorpus {
            name,
            documents,
            copies,
        })
    };
    let mut gum = Vec::new();
    for file in ["train.conllu", "dev.conllu", "test.conllu"] {
        gum.extend(read_gum(&read(&corpora.join("language/treebank").join(file))?));
    }
    Ok(vec![
        columns("wikigold", &["wikigold"], 2)?,
        NameCorpus {
            name: "GUM",
            documents: gum,
            copies: 2,
        },
        columns("WNUT17", &["wnut17_train", "wnut17_dev", "wnut17_test"], 1)?,
        columns("BTC", &["btc_a", "btc_b", "btc_e", "btc_f", "btc_g", "btc_h"], 1)?,
        NameCorpus {
            name: "re3d",
            documents: read_re3d(&read(&folder.join("re3d.jsonl"))?),
            copies: 1,
        },
    ])
}

/// Appends a word to running text, with a space where English writes one, and gives its bytes.
fn push_word(text: &mut String, word: &str) -> Range<usize> {
    let closes = matches!(
        word,
        "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "%" | "'s" | "’s" | "n't" | "'"
    );
    let after_opener = text.ends_with(['(', '[', '$']);
    if !(text.is_empty() || closes || after_opener || text.ends_with('\n')) {
        text.push(' ');
    }
    let start = text.len();
    text.push_str(word);
    start..text.len()
}

fn push_name(document: &mut NamedDocument, bytes: Range<usize>, kind: EntityKind) {
    if let Some(span) = Span::new(&document.text, bytes.start, bytes.end) {
        document.names.push(Entity { span, kind });
    }
}

/// Word and label a line, with a blank line after each sentence; a document ends at `-DOCSTART-`, or at each blank line where there is none.
fn read_columns(name: &str, contents: &str) -> Vec<NamedDocument> {
    let has_documents = contents.contains("-DOCSTART-");
    let mut documents = Vec::new();
    let mut document = NamedDocument::default();
    let mut open: Option<(Range<usize>, EntityKind)> = None;
    for line in contents.lines().chain(["", "-DOCSTART- O"]) {
        let (word, label) = line.rsplit_once([' ', '\t']).unwrap_or((line, ""));
        let kind = label.split_once('-').and_then(|(_, kind)| kind_of(kind));
        let goes_on = label.starts_with("I-") && open.as_ref().is_some_and(|(_, open)| Some(*open) == kind);
        if !goes_on && let Some((bytes, kind)) = open.take() {
            push_name(&mut document, bytes, kind);
        }
        let ends = word == "-DOCSTART-" || !has_documents && word.trim().is_empty();
        if ends && !document.text.is_empty() {
            document.id = format!("{name} {}", documents.len());
            documents.push(std::mem::take(&mut document));
        }
        if ends || word.trim().is_empty() {
            continue;
        }
        let bytes = push_word(&mut document.text, word.trim());
        if let Some((open, _)) = &mut open {
            open.end = bytes.end;
        } else if let Some(kind) = kind {
            open = Some((bytes, kind));
        }
    }
    documents
}

fn kind_of(label: &str) -> Option<EntityKind> {
    Some(match label {
        "LOC" | "location" | "place" | "Location" => EntityKind::Place,
        "ORG" | "corporation" | "group" | "organization" | "Organisation" => EntityKind::Organisation,
        "PER" | "person" | "Person" => EntityKind::Person,
        "Nationality" => EntityKind::Demonym,
        "MISC" | "product" | "creative-work" | "event" | "abstract" | "object" | "Weapon" | "MilitaryPlatform"
        | "Vehicle" => EntityKind::Other,
        _ => return None,
    })
}

/// One word of GUM.
struct GumWord {
    bytes: Range<usize>,
    proper: bool,
    /// "of", "the", "and", "for", "&", "-": may stand inside an organisation's name.
    joiner: bool,
}

/// The documents of GUM in a treebank: for each entity whose head is a proper noun, the run of proper nouns around it.
fn read_gum(contents: &str) -> Vec<NamedDocument> {
    let mut documents: Vec<NamedDocument> = Vec::new();
    let mut inside = false;
    let mut words: Vec<GumWord> = Vec::new();
    // Open entities: id, kind, first word, head counted from it.
    let mut open: Vec<(String, EntityKind, usize, usize)> = Vec::new();
    let mut found: Vec<(Range<usize>, EntityKind)> = Vec::new();
    for line in contents.lines().chain(["# newdoc id = end"]) {
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            if let Some(document) = documents.last_mut().filter(|_| inside) {
                add_names(document, &words, &mut found);
            }
            inside = id.starts_with("GUM_");
            words.clear();
            open.clear();
            found.clear();
            if inside {
                let id = id.to_owned();
                documents.push(NamedDocument {
                    id,
                    ..NamedDocument::default()
                });
            }
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let (Some(document), true, 10) = (documents.last_mut(), inside, columns.len()) else {
            continue;
        };
        if columns[0].contains(['-', '.']) {
            continue;
        }
        let bytes = push_word(&mut document.text, columns[1]);
        words.push(GumWord {
            bytes,
            proper: columns[3] == "PROPN",
            joiner: matches!(columns[1], "of" | "the" | "and" | "for" | "&" | "-"),
        });
        let entity = columns[9].split('|').find_map(|field| field.strip_prefix("Entity="));
        read_brackets(entity.unwrap_or_default(), &words, &mut open, &mut found);
    }
    documents
}

/// Reads "(12-place-new-…-1,2-…" and "12)" at the last word.
fn read_brackets(
    field: &str,
    words: &[GumWord],
    open: &mut Vec<(String, EntityKind, usize, usize)>,
    found: &mut Vec<(Range<usize>, EntityKind)>,
) {
    let here = words.len() - 1;
    let mut rest = field;
    while !rest.is_empty() {
        if let Some(opened) = rest.strip_prefix('(') {
            let end = opened.find(['(', ')']).unwrap_or(opened.len());
            let (entity, after) = opened.split_at(end);
            let parts: Vec<&str> = entity.split('-').collect();
            let head = parts
                .get(5)
                .and_then(|heads| heads.split(',').next()?.parse::<usize>().ok());
            let kind = parts
                .get(1)
                .and_then(|kind| kind_of(kind).or_else(|| kind_of(&kind.to_uppercase())));
            let kind = kind.unwrap_or(EntityKind::Demonym);
            open.push((parts[0].to_owned(), kind, here, head.unwrap_or(1).max(1) - 1));
            // "(12-place-…)" closes at once.
            rest = after;
            if let Some(after) = after.strip_prefix(')') {
                rest = after;
                close(parts[0], here, words, open, found);
            }
        } else if let Some((id, after)) = rest.split_once(')') {
            close(id, here, words, open, found);
            rest = after;
        } else {
            return;
        }
    }
}

fn close(
    id: &str,
    last: usize,
    words: &[GumWord],
    open: &mut Vec<(String, EntityKind, usize, usize)>,
    found: &mut Vec<(Range<usize>, EntityKind)>,
) {
    let Some(at) = open.iter().rposition(|(open, ..)| open == id) else {
        return;
    };
    let (_, kind, first, head) = open.remove(at);
    let head = first + head;
    // Times, animals and the like have no kind of ours.
    if kind == EntityKind::Demonym || last < head || !words[head].proper {
        return;
    }
    let mut run = head..head + 1;
    while first < run.start && words[run.start - 1].proper {
        run.start -= 1;
    }
    while run.end <= last {
        let inner = kind == EntityKind::Organisation && words[run.end].joiner;
        if words[run.end].proper {
            run.end += 1;
        } else if inner && run.end < last && words[run.end + 1].proper {
            run.end += 2;
        } else {
            break;
        }
    }
    found.push((run, kind));
}

/// Longest names first; what overlaps with one is left out.
fn add_names(document: &mut NamedDocument, words: &[GumWord], found: &mut [(Range<usize>, EntityKind)]) {
    found.sort_by_key(|(run, _)| (std::cmp::Reverse(run.len()), run.start));
    let mut taken = vec![false; words.len()];
    for (run, kind) in found.iter() {
        if !taken[run.clone()].contains(&true) {
            taken[run.clone()].fill(true);
            push_name(
                document,
                words[run.start].bytes.start..words[run.end - 1].bytes.end,
                *kind,
            );
        }
    }
    document.names.sort_by_key(|name| name.span.start());
}

#[derive(Deserialize)]
struct Re3dDocument {
    id: String,
    text: String,
    entities: Vec<Re3dEntity>,
}

#[derive(Deserialize)]
struct Re3dEntity {
    start: usize,
    end: usize,
    r#type: String,
}

/// Offsets are code points; a line that is not understood is passed over.
fn read_re3d(contents: &str) -> Vec<NamedDocument> {
    let documents = contents
        .lines()
        .filter_map(|line| serde_json::from_str::<Re3dDocument>(line).ok());
    documents
        .map(|mut source| {
            let mut bytes: Vec<usize> = source.text.char_indices().map(|(at, _)| at).collect();
            bytes.push(source.text.len());
            source
                .entities
                .sort_by_key(|entity| (entity.start, std::cmp::Reverse(entity.end)));
            let mut document = NamedDocument {
                id: source.id,
                text: source.text,
                names: Vec::new(),
            };
            for entity in source.entities {
                let (Some(start), Some(end)) = (bytes.get(entity.start), bytes.get(entity.end)) else {
                    continue;
                };
                let overlaps = document.names.last().is_some_and(|last| *start < last.span.end());
                if let Some(kind) = kind_of(&entity.r#type).filter(|_| !overlaps) {
                    push_name(&mut document, *start..*end, kind);
                }
            }
            document
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(documents: &[NamedDocument], expected: &[(&str, EntityKind)]) {
        let names = documents.iter().flat_map(|document| {
            let name = |entity: &Entity| (entity.span.of(&document.text), entity.kind);
            document.names.iter().map(name)
        });
        assert_eq!(names.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn columns_become_running_text() {
        let documents = read_columns(
            "x",
            "-DOCSTART- O\nIn O\nNew I-LOC\nYork I-LOC\n, O\nAnn I-PER\n\n. O\n",
        );
        assert_eq!(documents[0].text, "In New York, Ann.");
        check(
            &documents,
            &[("New York", EntityKind::Place), ("Ann", EntityKind::Person)],
        );
        check(
            &read_columns("x", "Oslo\tB-LOC\n\nBergen\tB-location\n\n")[1..],
            &[("Bergen", EntityKind::Place)],
        );
    }

    #[test]
    fn names_of_gum_are_the_proper_nouns_around_the_head() {
        let row = |number: u32, word: &str, upos: &str, entity: &str| {
            format!("{number}\t{word}\t_\t{upos}\t_\t_\t_\t_\t_\tEntity={entity}\n")
        };
        let block = format!(
            "# newdoc id = GUM_x\n{}{}{}{}{}",
            row(1, "The", "DET", "(1-organization-new-nnn-cf1-2-sgl"),
            row(2, "Bank", "PROPN", "_"),
            row(3, "of", "ADP", "_"),
            row(4, "Ghana", "PROPN", "(2-place-new-nnn-cf2-1-sgl)1)"),
            row(5, "today", "NOUN", "(3-time-new-nnn-cf3-1-sgl)"),
        );
        check(&read_gum(&block), &[("Bank of Ghana", EntityKind::Organisation)]);
    }
}

//! Files that were cut off or scribbled over: an error that names the file, never a panic.

use std::path::Path;

use super::{Folder, article, open};
use dateline::store::{IncidentQuery, IncidentStore, ReadDocument, StoreError};

use crate::support::{analysis, bare_incident};

const DOCUMENTS: usize = 60;

/// The bytes of a good store.
fn good() -> Vec<u8> {
    let folder = Folder::new();
    let store = open(&folder.store()).unwrap();
    let documents = (0..DOCUMENTS).map(|number| {
        let told = analysis(vec![bare_incident(&format!("i{number}"), "bombing")]);
        ReadDocument::new(article(number), told)
    });
    store.insert(documents.collect()).unwrap();
    drop(store);
    std::fs::read(folder.store()).unwrap()
}

/// Everything that is asked of a store: what its own check finds, or the first error.
fn use_all(path: &Path) -> Result<Vec<String>, StoreError> {
    let store = open(path)?;
    let found = store.select(&IncidentQuery::default())?;
    store.features(&found.columns, &found.rows, &mut |_| {})?;
    for document in store.documents(None, DOCUMENTS)? {
        store.document(&document.document.id)?;
    }
    let words = IncidentQuery {
        words: vec!["bombing".to_owned()],
        ..IncidentQuery::default()
    };
    store.find(&words)?;
    let wrong = store.verify()?;
    store.remove_document("a7")?;
    Ok(wrong)
}

/// Writes the bytes and uses them; the error's words, with those of what is behind it, or what the check found.
fn outcome(bytes: &[u8]) -> (String, Vec<String>) {
    let folder = Folder::new();
    std::fs::write(folder.store(), bytes).unwrap();
    match use_all(&folder.store()) {
        Err(error) => {
            let said = error.to_string();
            assert!(
                said.contains(&folder.store().display().to_string()),
                "names no file: {said}"
            );
            (said, Vec::new())
        }
        Ok(wrong) => (String::new(), wrong),
    }
}

#[test]
fn a_file_that_was_cut_off_is_told() {
    let good = good();
    assert_eq!(outcome(&good), (String::new(), Vec::new()));
    for tenths in 1..10 {
        let (said, wrong) = outcome(&good[..good.len() * tenths / 10]);
        assert!(
            !said.is_empty() || !wrong.is_empty(),
            "{tenths} tenths of a file pass for whole"
        );
    }
}

#[test]
fn scribbled_bytes_never_panic_and_errors_name_the_file() {
    let good = good();
    let mut told = 0;
    for round in 0..40 {
        let mut bad = good.clone();
        // Spread over the file and the bytes of a page by multipliers without a common period.
        let at = (round * 7_919 + round * round * 104_729) % (bad.len() - 64);
        for byte in &mut bad[at..at + 64] {
            *byte ^= 0xa5;
        }
        let (said, wrong) = outcome(&bad);
        told += usize::from(!said.is_empty() || !wrong.is_empty());
    }
    // Words of an article or a picture of it on a page that is not in use may be anything.
    assert!(10 <= told, "only {told} of 40 were noticed");
}

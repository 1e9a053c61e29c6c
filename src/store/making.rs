//! How corrections are made: what every store does alike when one comes.

use std::cmp::Ordering;
use std::collections::HashSet;
use std::time::{SystemTime, UNIX_EPOCH};

use super::correction::{Anchor, Correction, CorrectionError, ImportCounts, NewCorrection};
use super::error::StoreError;
use crate::document::Document;
use crate::identity::stable_id;

/// The correction with its identifier, its time and its anchors; `anchors_of` gives the reports of an incident, none where there is no such one.
pub(super) fn make(
    new: NewCorrection,
    mut anchors_of: impl FnMut(&str) -> Result<Vec<Anchor>, StoreError>,
) -> Result<Correction, StoreError> {
    let mut anchors = Vec::new();
    for (number, incident) in new.change.incidents().into_iter().enumerate() {
        let found = anchors_of(incident)?;
        if found.is_empty() {
            let key = if number == 0 { "incident" } else { "with" };
            let reason = format!("there is no incident `{incident}`");
            return Err(CorrectionError { key, reason }.into());
        }
        anchors.extend(found);
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let seconds = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    let created = jiff::Timestamp::from_second(seconds).unwrap_or_default().to_string();
    let words = serde_json::to_string(&new).map_err(|source| StoreError::Format {
        id: new.change.incident().to_owned(),
        source,
    })?;
    Ok(Correction {
        id: stable_id(&[&words, &now.as_nanos().to_string()]),
        created,
        scope: new.scope,
        change: new.change,
        anchors,
    })
}

/// Those that are not known yet, with the counts of both.
pub(super) fn unknown(corrections: Vec<Correction>, known: &[Correction]) -> (Vec<Correction>, ImportCounts) {
    let mut seen: HashSet<String> = known.iter().map(|correction| correction.id.clone()).collect();
    let all = corrections.len();
    let new = corrections.into_iter();
    let new: Vec<Correction> = new.filter(|correction| seen.insert(correction.id.clone())).collect();
    let counts = ImportCounts {
        added: new.len(),
        known: all - new.len(),
    };
    (new, counts)
}

/// Earlier first; the order stays for those of one second.
pub(super) fn order_of_making(one: &Correction, other: &Correction) -> Ordering {
    one.created.cmp(&other.created)
}

/// A hash of a document and of the version that reads it.
pub(super) fn fingerprint(document: &Document) -> String {
    let date = document.date.map(|date| date.to_string());
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    stable_id(&[
        env!("CARGO_PKG_VERSION"),
        &document.id,
        &part(&document.title),
        &date.unwrap_or_default(),
        &part(&document.source),
        &part(&document.url),
        &part(&document.language),
        &document.text,
    ])
}

/// The words without repetitions, in their order.
pub(super) fn each_once(words: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    let words = words.into_iter();
    words.filter(|word| seen.insert(word.clone())).collect()
}

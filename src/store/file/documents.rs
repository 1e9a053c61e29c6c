//! Documents in the file, and the places that they name.

use std::borrow::Cow;

use rusqlite::{Connection, OptionalExtension, params};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::database::Doing;
use super::rows::{self, Tally};
use super::workspace::{Workspace, document_number};
use crate::document::Document;
use crate::export::places::{DescribePlace, PlaceProperties};
use crate::export::table::{Layer, place_row};
use crate::gazetteer::PlaceId;
use crate::store::error::StoreError;
use crate::store::incident_store::{NameChoice, PlaceCount, StoredDocument};
use crate::store::knowledge::StoreKnowledge;
use crate::store::making::{each_once, fingerprint};
use crate::store::reading::{NamedPlace, ReadDocument};

/// Writes a document, but for its incidents; returns its number.
pub(super) fn put_in(
    connection: &Connection,
    read: &ReadDocument,
    knowledge: &StoreKnowledge,
    tally: &mut Tally,
) -> Result<i64, StoreError> {
    let doing = "write a document";
    let document = &read.document;
    let reading = serde_json::to_string(&read.reading).map_err(|source| StoreError::Format {
        id: document.id.clone(),
        source,
    })?;
    let sql = "INSERT INTO documents (id, title, date, source, url, language, text, reading, fingerprint) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let date = document.date.map(|date| date.to_string());
    let cells = params![
        document.id,
        document.title,
        date,
        document.source,
        document.url,
        document.language,
        document.text,
        reading,
        fingerprint(document)
    ];
    connection
        .prepare_cached(sql)
        .doing(doing)?
        .execute(cells)
        .doing(doing)?;
    let number = connection.last_insert_rowid();
    tally.count("documents", 1);
    let mut insert = connection
        .prepare_cached("INSERT INTO dateline_mentions VALUES (?1, ?2, ?3)")
        .doing(doing)?;
    for (place, mentions) in read.reading.mentions() {
        insert.execute(params![number, place.0, mentions]).doing(doing)?;
        count_place(connection, place, mentions, knowledge, tally)?;
    }
    Ok(number)
}

/// Counts a place that a document names; one that the gazetteer does not know is left out of the layer.
fn count_place(
    connection: &Connection,
    place: PlaceId,
    mentions: usize,
    knowledge: &StoreKnowledge,
    tally: &mut Tally,
) -> Result<(), StoreError> {
    let doing = "count a place";
    let sql = "UPDATE places SET count = count + ?2, document_count = document_count + 1 WHERE fid = ?1";
    let mut update = connection.prepare_cached(sql).doing(doing)?;
    if update.execute(params![place.0, mentions]).doing(doing)? > 0 {
        return Ok(());
    }
    let Some(described) = knowledge.gazetteer.describe(place) else {
        return Ok(());
    };
    let properties = PlaceProperties {
        place_id: place.0,
        place: described.name,
        feature_code: described.feature_code,
        country: described.country,
        admin1: described.admin1,
        count: mentions,
        document_count: 1,
    };
    let row = place_row(&properties, described.point);
    rows::insert_row(connection, Layer::Places, Some(i64::from(place.0)), &row, tally)?;
    Ok(())
}

/// Takes a document out with its reports and its places; whether it was there.
pub(super) fn take_out(
    connection: &Connection,
    id: &str,
    workspace: &mut Workspace<'_>,
    tally: &mut Tally,
) -> Result<bool, StoreError> {
    let doing = "take a document out";
    let Some(number) = document_number(connection, id)? else {
        return Ok(false);
    };
    workspace.forget_document(number)?;
    let run = |sql: &str| {
        connection
            .prepare_cached(sql)
            .doing(doing)?
            .execute([number])
            .doing(doing)
    };
    run(
        "UPDATE places SET count = count - m.mentions, document_count = document_count - 1 \
        FROM dateline_mentions m WHERE m.document = ?1 AND m.place = places.fid",
    )?;
    let gone = run("DELETE FROM places WHERE document_count <= 0 AND fid IN \
        (SELECT place FROM dateline_mentions WHERE document = ?1)")?;
    tally.count("places", -i64::try_from(gone).unwrap_or_default());
    run("DELETE FROM dateline_mentions WHERE document = ?1")?;
    run("DELETE FROM documents WHERE fid = ?1")?;
    tally.count("documents", -1);
    Ok(true)
}

/// The incidents that a document tells, each once, in the order of the analysis.
pub(super) fn incidents_of(connection: &Connection, document: i64) -> Result<Vec<String>, StoreError> {
    let doing = "read a document's incidents";
    let sql = "SELECT i.id FROM dateline_reports r JOIN incidents i ON i.fid = r.incident \
        WHERE r.document = ?1 ORDER BY r.report";
    let mut select = connection.prepare_cached(sql).doing(doing)?;
    let ids = select.query_map([document], |row| row.get(0)).doing(doing)?;
    Ok(each_once(ids.collect::<rusqlite::Result<Vec<String>>>().doing(doing)?))
}

const COLUMNS: &str = "fid, id, title, date, source, url, language, text, reading";

/// One document.
pub(super) fn read(connection: &Connection, id: &str) -> Result<Option<StoredDocument>, StoreError> {
    let doing = "read a document";
    let sql = format!("SELECT {COLUMNS} FROM documents WHERE id = ?1");
    let mut select = connection.prepare_cached(&sql).doing(doing)?;
    let row = select.query_row([id], Kept::of).optional().doing(doing)?;
    row.map(|kept| kept.stored(connection)).transpose()
}

/// The names of a reading, each as JSON.
#[derive(Deserialize)]
struct RawNames<'r> {
    #[serde(borrow)]
    toponyms: Vec<&'r RawValue>,
}

/// What tells names apart.
#[derive(Deserialize)]
struct NameSpot<'r> {
    start: usize,
    end: usize,
    #[serde(borrow)]
    name: Cow<'r, str>,
}

/// The place names of a document that are wanted. Only theirs are read out of the JSON: the candidates with their reasons are most of it.
pub(super) fn named_places(
    connection: &Connection,
    id: &str,
    wanted: NameChoice<'_>,
) -> Result<Vec<NamedPlace>, StoreError> {
    let doing = "read the names of a document";
    let sql = "SELECT reading FROM documents WHERE id = ?1";
    let mut select = connection.prepare_cached(sql).doing(doing)?;
    let reading: Option<String> = select.query_row([id], |row| row.get(0)).optional().doing(doing)?;
    let Some(reading) = reading else {
        return Ok(Vec::new());
    };
    chosen_names(&reading, wanted).map_err(|error| StoreError::record(id, error.to_string()))
}

fn chosen_names(reading: &str, wanted: NameChoice<'_>) -> serde_json::Result<Vec<NamedPlace>> {
    let names: RawNames<'_> = serde_json::from_str(reading)?;
    let mut chosen = Vec::new();
    for name in names.toponyms {
        let spot: NameSpot<'_> = serde_json::from_str(name.get())?;
        if wanted(spot.start, spot.end, &spot.name) {
            chosen.push(serde_json::from_str(name.get())?);
        }
    }
    Ok(chosen)
}

/// So many documents by identifier, from the first after `after` on.
pub(super) fn list(
    connection: &Connection,
    after: Option<&str>,
    limit: usize,
) -> Result<Vec<StoredDocument>, StoreError> {
    let doing = "read documents";
    let sql = format!("SELECT {COLUMNS} FROM documents WHERE ?1 IS NULL OR id > ?1 ORDER BY id LIMIT ?2");
    let mut select = connection.prepare_cached(&sql).doing(doing)?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = select.query_map(params![after, limit], Kept::of).doing(doing)?;
    rows.map(|kept| kept.doing(doing)?.stored(connection)).collect()
}

/// A row of the table.
struct Kept {
    number: i64,
    document: Document,
    date: Option<String>,
    reading: String,
}

impl Kept {
    fn of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Kept> {
        Ok(Kept {
            number: row.get(0)?,
            document: Document {
                id: row.get(1)?,
                title: row.get(2)?,
                date: None,
                source: row.get(4)?,
                url: row.get(5)?,
                language: row.get(6)?,
                text: row.get(7)?,
            },
            date: row.get(3)?,
            reading: row.get(8)?,
        })
    }

    fn stored(self, connection: &Connection) -> Result<StoredDocument, StoreError> {
        let mut document = self.document;
        let damaged = |reason: String| StoreError::record(&document.id, reason);
        let date = self.date.as_deref().map(str::parse).transpose();
        let date = date.map_err(|error: jiff::Error| damaged(error.to_string()))?;
        let reading = serde_json::from_str(&self.reading).map_err(|error| damaged(error.to_string()))?;
        document.date = date;
        Ok(StoredDocument {
            document,
            reading,
            incidents: incidents_of(connection, self.number)?,
        })
    }
}

/// Every place that documents name, most named first, then by identifier.
pub(super) fn places(connection: &Connection) -> Result<Vec<PlaceCount>, StoreError> {
    let doing = "read the places";
    // Also those that the gazetteer of today does not know, which the layer leaves out.
    let sql = "SELECT place, sum(mentions), count(*) FROM dateline_mentions GROUP BY place ORDER BY 2 DESC, 1";
    let mut select = connection.prepare_cached(sql).doing(doing)?;
    let places = select.query_map([], |row| {
        Ok(PlaceCount {
            place: PlaceId(row.get(0)?),
            mentions: row.get(1)?,
            documents: row.get(2)?,
        })
    });
    places.doing(doing)?.collect::<rusqlite::Result<_>>().doing(doing)
}

//! Incidents and documents as rows: written and taken out, each with all that belongs to it.

use rusqlite::types::ToSql;
use rusqlite::{Connection, params};

use super::database::Doing;
use crate::export::gpkg;
use crate::export::table::{Layer, TableRow, area_row, incident_row};
use crate::export::wire::IncidentProperties;
use crate::geopackage::geometry;
use crate::record::{QuotedEvidence, StoredIncident};
use crate::store::error::StoreError;
use crate::store::knowledge::StoreKnowledge;
use crate::store::words;

/// Rows that came and went, by table, and the box around those that came: what the standard's tables of contents tell.
#[derive(Debug, Default)]
pub(super) struct Tally {
    tables: Vec<(&'static str, i64)>,
    bounds: Option<[f64; 4]>,
}

impl Tally {
    pub(super) fn count(&mut self, table: &'static str, rows: i64) {
        match self.tables.iter_mut().find(|(known, _)| *known == table) {
            Some((_, count)) => *count += rows,
            None => self.tables.push((table, rows)),
        }
    }

    fn cover(&mut self, bytes: Option<&[u8]>) {
        let Some([west, east, south, north]) = bytes.and_then(geometry::bounds_of) else {
            return;
        };
        let [w, e, s, n] = self.bounds.unwrap_or([west, east, south, north]);
        self.bounds = Some([w.min(west), e.max(east), s.min(south), n.max(north)]);
    }

    /// Writes the counts. Extents grow with what comes and are not lessened by what goes, so they are never too small.
    pub(super) fn write(&self, connection: &Connection) -> Result<(), StoreError> {
        let doing = "tell the file's contents";
        for (table, rows) in &self.tables {
            let counts = "UPDATE gpkg_ogr_contents SET feature_count = feature_count + ?2 WHERE table_name = ?1";
            connection
                .prepare_cached(counts)
                .doing(doing)?
                .execute(params![table, rows])
                .doing(doing)?;
            let [west, east, south, north] = match (self.bounds, Layer::of_name(table)) {
                (Some(bounds), Some(_)) => bounds.map(Some),
                _ => [None; 4],
            };
            // SQLite's min of several is NULL where one is.
            let change = "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), \
                min_x = min(coalesce(min_x, ?2), coalesce(?2, min_x)), max_x = max(coalesce(max_x, ?3), coalesce(?3, max_x)), \
                min_y = min(coalesce(min_y, ?4), coalesce(?4, min_y)), max_y = max(coalesce(max_y, ?5), coalesce(?5, max_y)) \
                WHERE table_name = ?1";
            let mut change = connection.prepare_cached(change).doing(doing)?;
            change.execute(params![table, west, east, south, north]).doing(doing)?;
        }
        Ok(())
    }
}

/// Adds a row to a layer; its number is the next free one where none is given.
pub(super) fn insert_row(
    connection: &Connection,
    layer: Layer,
    fid: Option<i64>,
    row: &TableRow<'_>,
    tally: &mut Tally,
) -> Result<i64, StoreError> {
    let geometry = gpkg::insert_row(connection, layer, fid, row).doing("write a layer's row")?;
    tally.cover(geometry.as_deref());
    tally.count(layer.definition().name, 1);
    Ok(connection.last_insert_rowid())
}

/// Writes an incident into every table that it belongs in; returns its number.
pub(super) fn insert_incident(
    connection: &Connection,
    fid: Option<i64>,
    stored: &StoredIncident,
    feature: &[u8],
    knowledge: &StoreKnowledge,
    tally: &mut Tally,
) -> Result<i64, StoreError> {
    let properties = IncidentProperties::new(stored, knowledge.taxonomy());
    let fid = insert_row(connection, Layer::Incidents, fid, &incident_row(&properties), tally)?;
    if let Some(area) = area_row(&properties, &knowledge.gazetteer) {
        insert_row(connection, Layer::Areas, Some(fid), &area, tally)?;
    }
    let doing = "write an incident";
    let mut insert = connection
        .prepare_cached("INSERT INTO dateline_features VALUES (?1, ?2)")
        .doing(doing)?;
    insert.execute(params![fid, feature]).doing(doing)?;
    insert_words(connection, fid, stored)?;
    insert_evidence(connection, stored, &properties, tally)?;
    insert_sources(connection, &properties, tally)?;
    Ok(fid)
}

fn insert_words(connection: &Connection, fid: i64, stored: &StoredIncident) -> Result<(), StoreError> {
    let doing = "index an incident's words";
    let folded = |text: &str| words::split(text).join(" ");
    let actors = stored.incident.actors.iter().map(|actor| folded(&actor.name));
    let mut insert = connection
        .prepare_cached("INSERT INTO dateline_words (rowid, title, words, actors) VALUES (?1, ?2, ?3, ?4)")
        .doing(doing)?;
    let title = folded(&stored.incident.title);
    let all = folded(&words::searched_text(stored));
    insert
        .execute(params![fid, title, all, actors.collect::<Vec<_>>().join(" ")])
        .doing(doing)?;
    Ok(())
}

fn insert_evidence(
    connection: &Connection,
    stored: &StoredIncident,
    properties: &IncidentProperties,
    tally: &mut Tally,
) -> Result<(), StoreError> {
    let doing = "write an incident's evidence";
    let sql = "INSERT INTO evidence (incident, document, role, start, \"end\", text) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut insert = connection.prepare_cached(sql).doing(doing)?;
    let first = stored.sources.first().map_or("", |source| source.document.as_str());
    let of_first = stored.evidence.iter().zip(std::iter::repeat(first));
    let of_others = stored
        .retellings
        .iter()
        .flat_map(|told| told.evidence.iter().zip(std::iter::repeat(told.document.as_str())));
    let roles = properties.evidence.iter();
    let roles = roles.chain(properties.reports.iter().flat_map(|report| &report.evidence));
    for ((QuotedEvidence { quote, .. }, document), role) in of_first.chain(of_others).zip(roles) {
        let (start, end) = (quote.start, quote.end);
        insert
            .execute(params![properties.id, document, role.role, start, end, quote.text])
            .doing(doing)?;
        tally.count("evidence", 1);
    }
    Ok(())
}

fn insert_sources(connection: &Connection, incident: &IncidentProperties, tally: &mut Tally) -> Result<(), StoreError> {
    let doing = "write an incident's sources";
    let sql = "INSERT INTO sources (incident, document, title, url, publisher, date) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut insert = connection.prepare_cached(sql).doing(doing)?;
    for source in &incident.sources {
        let (document, title, url) = (&source.document, &source.title, &source.url);
        insert
            .execute(params![
                incident.id,
                document,
                title,
                url,
                source.publisher,
                source.date
            ])
            .doing(doing)?;
        tally.count("sources", 1);
    }
    Ok(())
}

/// Takes an incident out of every table.
pub(super) fn delete_incident(connection: &Connection, fid: i64, tally: &mut Tally) -> Result<(), StoreError> {
    let doing = "take an incident out";
    let run = |sql: &str, key: &dyn ToSql| -> Result<i64, StoreError> {
        let rows = connection
            .prepare_cached(sql)
            .doing(doing)?
            .execute([key])
            .doing(doing)?;
        Ok(i64::try_from(rows).unwrap_or(i64::MAX))
    };
    let by_id = "(SELECT id FROM incidents WHERE fid = ?1)";
    tally.count(
        "evidence",
        -run(&format!("DELETE FROM evidence WHERE incident = {by_id}"), &fid)?,
    );
    tally.count(
        "sources",
        -run(&format!("DELETE FROM sources WHERE incident = {by_id}"), &fid)?,
    );
    tally.count("incidents", -run("DELETE FROM incidents WHERE fid = ?1", &fid)?);
    tally.count("areas", -run("DELETE FROM areas WHERE fid = ?1", &fid)?);
    run("DELETE FROM dateline_features WHERE fid = ?1", &fid)?;
    run("DELETE FROM dateline_words WHERE rowid = ?1", &fid)?;
    Ok(())
}

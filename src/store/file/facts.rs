//! The file → columns, and the incidents that hold words.

use jiff::civil::Date;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::database::Doing;
use super::row_key;
use crate::gazetteer::PlaceId;
use crate::geography::LonLat;
use crate::incident::{CountRange, Incident, Location};
use crate::span::Span;
use crate::store::columns::Columns;
use crate::store::error::StoreError;
use crate::store::query::IncidentQuery;
use crate::store::restore::{location_precision, status};
use crate::time::{DatePrecision, DateRange};

const FACTS: &str = "SELECT fid, id, type, title, date_start, date_end, place, admin1, country, country_name, longitude, latitude, \
    location_precision, uncertainty_m, killed_max, injured_max, status, background, confidence FROM incidents";

/// The facts of every incident.
pub(super) fn read_columns(connection: &Connection) -> Result<Columns, StoreError> {
    let doing = "read the incidents";
    let mut select = connection.prepare_cached(FACTS).doing(doing)?;
    let mut rows = select.query([]).doing(doing)?;
    let mut columns = Columns::default();
    while let Some(row) = rows.next().doing(doing)? {
        let fid: i64 = row.get(0).doing(doing)?;
        let incident = incident_of(row).doing(doing)?;
        let incident = incident.ok_or_else(|| StoreError::record(fid.to_string(), "a word in it is not known"))?;
        columns.push(row_key(fid), &incident);
    }
    columns.settle();
    Ok(columns)
}

/// As much of an incident as columns hold; `None` where a word is none of ours.
fn incident_of(row: &Row<'_>) -> rusqlite::Result<Option<Incident>> {
    let word = |at| Ok::<String, rusqlite::Error>(row.get::<_, Option<String>>(at)?.unwrap_or_default());
    let longitude: Option<f64> = row.get(10)?;
    let location = match longitude.zip(row.get(11)?) {
        Some((lon, lat)) => {
            let precision: String = row.get(12)?;
            let Some((point, precision)) = LonLat::new(lon, lat).zip(location_precision(&precision)) else {
                return Ok(None);
            };
            Some(Location {
                place: word(6)?,
                place_id: PlaceId(0),
                feature_code: String::new(),
                admin1: word(7)?,
                admin2: String::new(),
                country: word(8)?,
                country_name: word(9)?,
                mention: Span::default(),
                point,
                precision,
                uncertainty_m: row.get(13)?,
            })
        }
        None => None,
    };
    let most = |max: Option<u32>| {
        max.map(|max| CountRange {
            min: max,
            max,
            open: false,
        })
    };
    let Some(status) = status(&word(16)?) else {
        return Ok(None);
    };
    Ok(Some(Incident {
        id: row.get(1)?,
        kind: row.get(2)?,
        title: row.get(3)?,
        date: day(row, 4)?.zip(day(row, 5)?).map(|(first, last)| DateRange {
            first,
            last,
            precision: DatePrecision::Range,
        }),
        location,
        killed: most(row.get(14)?),
        injured: most(row.get(15)?),
        actors: Vec::new(),
        weapons: Vec::new(),
        status,
        background: row.get(17)?,
        confidence: row.get(18)?,
        evidence: Vec::new(),
        sentence: Span::default(),
    }))
}

fn day(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Date>> {
    Ok(match row.get_ref(at)? {
        ValueRef::Text(text) => str::from_utf8(text).ok().and_then(|text| text.parse().ok()),
        _ => None,
    })
}

/// The incidents whose words begin with those asked for, and whose actors do.
pub(super) fn with_words(connection: &Connection, query: &IncidentQuery) -> Result<Vec<i64>, StoreError> {
    let parts = [("words", &query.words), ("actors", &query.actor)];
    let parts = parts.into_iter().filter(|(_, words)| !words.is_empty());
    let parts: Vec<String> = parts.map(|(column, words)| begin_with(column, words)).collect();
    matches(connection, &parts.join(" AND "))
}

/// The incidents whose title alone has a word beginning with each of those asked for.
pub(super) fn with_title_words(connection: &Connection, query: &IncidentQuery) -> Result<Vec<i64>, StoreError> {
    if query.words.is_empty() {
        return Ok(Vec::new());
    }
    matches(connection, &begin_with("title", &query.words))
}

/// `{column} : ("one" * AND "two" *)`; words are letters and digits alone.
fn begin_with(column: &str, words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("\"{word}\" *")).collect();
    format!("({column} : ({}))", words.join(" AND "))
}

fn matches(connection: &Connection, expression: &str) -> Result<Vec<i64>, StoreError> {
    let doing = "look words up";
    let sql = "SELECT rowid FROM dateline_words WHERE dateline_words MATCH ?1";
    let mut select = connection.prepare_cached(sql).doing(doing)?;
    let rows = select.query_map([expression], |row| row.get(0)).doing(doing)?;
    rows.collect::<rusqlite::Result<_>>().doing(doing)
}

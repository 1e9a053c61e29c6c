//! The tables of a store's file: layers and tables that any GIS opens, and Dateline's own beside them, which begin with `dateline_`.

use rusqlite::{Connection, Result};

use crate::export::table::Layer;
use crate::geopackage::schema::{self, ColumnDefinition, ColumnType, TableDefinition};

/// The version of the tables that this program reads and writes.
pub(super) const VERSION: i64 = 1;

/// What leads from each version to the next; the first stands for version 1 → 2. None yet.
pub(super) const MIGRATIONS: [&str; 0] = [];

const fn text(name: &'static str, description: &'static str) -> ColumnDefinition {
    ColumnDefinition {
        name,
        kind: ColumnType::Text,
        description,
    }
}

const fn integer(name: &'static str, description: &'static str) -> ColumnDefinition {
    ColumnDefinition {
        name,
        kind: ColumnType::Integer,
        description,
    }
}

const fn date(name: &'static str, description: &'static str) -> ColumnDefinition {
    ColumnDefinition {
        name,
        kind: ColumnType::Date,
        description,
    }
}

/// The articles.
pub(super) const DOCUMENTS: TableDefinition = TableDefinition {
    name: "documents",
    description: "The articles, with what was read out of them beside incidents",
    geometry: None,
    columns: &[
        text("id", "Identifier of the document"),
        text("title", "Headline"),
        date("date", "Publication day"),
        text("source", "Publisher's name or domain"),
        text("url", "Where it was published"),
        text("language", "BCP 47"),
        text("text", "The article"),
        text(
            "reading",
            "Place names, time expressions, rejected passages and warnings, as JSON",
        ),
        text("fingerprint", "Hash of the document and of the version that read it"),
    ],
};

/// The words behind each fact.
pub(super) const EVIDENCE: TableDefinition = TableDefinition {
    name: "evidence",
    description: "The words of the articles behind each fact of each incident",
    geometry: None,
    columns: &[
        text("incident", "Identifier of the incident"),
        text("document", "Identifier of the document"),
        text("role", "trigger, place, date, actor, casualties or weapon"),
        integer("start", "First code point in the document's text"),
        integer("end", "One past the last"),
        text("text", "The words"),
    ],
};

/// Who reported what.
pub(super) const SOURCES: TableDefinition = TableDefinition {
    name: "sources",
    description: "The documents that tell each incident",
    geometry: None,
    columns: &[
        text("incident", "Identifier of the incident"),
        text("document", "Identifier of the document"),
        text("title", "Its headline"),
        text("url", "Where it was published"),
        text("publisher", "Publisher's name or domain"),
        date("date", "Publication day"),
    ],
};

/// What people corrected.
pub(super) const CORRECTIONS: TableDefinition = TableDefinition {
    name: "corrections",
    description: "What people corrected, in the order of making",
    geometry: None,
    columns: &[
        text("id", "Identifier of the correction"),
        text("created", "When it was made, UTC"),
        text("action", "What was done"),
        text("incident", "Identifier of the incident that it names"),
        text("correction", "The whole correction, as JSON"),
    ],
};

/// Makes the tables of an empty file.
pub(super) fn create(connection: &Connection) -> Result<()> {
    schema::create(connection)?;
    for (_, layer) in Layer::NAMES {
        schema::add_table(connection, layer.definition())?;
    }
    for table in [&DOCUMENTS, &EVIDENCE, &SOURCES, &CORRECTIONS] {
        schema::add_table(connection, table)?;
    }
    connection.execute_batch(include_str!("tables.sql"))?;
    connection.execute(
        "INSERT INTO dateline_meta VALUES ('version', ?1), ('generation', 0)",
        [VERSION],
    )?;
    Ok(())
}

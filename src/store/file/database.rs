//! The file itself: opening and checking it, its connections, and what its errors mean.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::tables;
use crate::geopackage::functions;
use crate::geopackage::schema::APPLICATION_ID;
use crate::store::error::{StoreError, StoreFile};

/// How long a writer waits for another program that writes.
const BUSY: Duration = Duration::from_secs(30);
/// Pages that each connection keeps, kibibytes; the system's own cache holds the rest.
const CACHE_KIB: i64 = 4_096;
/// Connections that are kept for readers.
const MOST_READERS: usize = 8;

/// An open file.
#[derive(Debug)]
pub(super) struct Database {
    path: PathBuf,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
}

/// Says what was being done when SQLite failed.
pub(super) trait Doing<T> {
    /// `what` completes "cannot …".
    fn doing(self, what: &'static str) -> Result<T, StoreError>;
}

impl<T> Doing<T> for rusqlite::Result<T> {
    fn doing(self, what: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| {
            // `Database` knows the file.
            let file = StoreFile::default();
            match source.sqlite_error_code() {
                Some(ErrorCode::DiskFull) => StoreError::Full { file, source },
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => StoreError::Damaged { file, source },
                _ => StoreError::Database {
                    file,
                    doing: what,
                    source,
                },
            }
        })
    }
}

impl Database {
    /// Opens the file, or makes it where there is none.
    pub(super) fn open(path: &Path) -> Result<Database, StoreError> {
        let mut writer = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        prepare(&mut writer, path)?;
        Ok(Database {
            path: path.to_owned(),
            writer: Mutex::new(writer),
            readers: Mutex::default(),
        })
    }

    /// Calls `read` with a connection that sees one state of the file as long as a statement runs.
    pub(super) fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let kept = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = match kept {
            Some(reader) => reader,
            None => connect(&self.path, OpenFlags::SQLITE_OPEN_READ_WRITE)?,
        };
        let result = read(&reader).map_err(|error| error.in_file(&self.path));
        let mut readers = self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < MOST_READERS {
            readers.push(reader);
        }
        result
    }

    /// Calls `write` within a transaction that is on the disk when this returns, or leaves no trace where it fails. One at a time.
    pub(super) fn write<T>(&self, write: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        self.write_whole(write).map_err(|error| error.in_file(&self.path))
    }

    fn write_whole<T>(&self, write: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate);
        let transaction = transaction.doing("begin to write into the store")?;
        let result = write(&transaction)?;
        transaction
            .execute(
                "UPDATE dateline_meta SET value = value + 1 WHERE name = 'generation'",
                [],
            )
            .doing("count the change")?;
        transaction.commit().doing("put the change on the disk")?;
        Ok(result)
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let flags = flags | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags).map_err(|source| refused(path, &source))?;
    let set_up = || -> rusqlite::Result<()> {
        connection.busy_timeout(BUSY)?;
        connection.set_prepared_statement_cache_capacity(64);
        connection.pragma_update(None, "cache_size", -CACHE_KIB)?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        functions::register(&connection)
    };
    set_up().map_err(|source| refused(path, &source))?;
    Ok(connection)
}

/// Makes the tables of a new file, and brings those of an older one up to date.
fn prepare(connection: &mut Connection, path: &Path) -> Result<(), StoreError> {
    let refuse = |source: rusqlite::Error| refused(path, &source);
    let tables: i64 = connection
        .query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))
        .map_err(refuse)?;
    if tables == 0 {
        // A page holds a feature whole.
        connection.pragma_update(None, "page_size", 4_096).map_err(refuse)?;
        connection.pragma_update(None, "journal_mode", "WAL").map_err(refuse)?;
        let transaction = connection.transaction().map_err(refuse)?;
        tables::create(&transaction).map_err(refuse)?;
        return transaction.commit().map_err(refuse);
    }
    let application: i32 = connection
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .map_err(refuse)?;
    let is_ours = connection.query_row("SELECT value FROM dateline_meta WHERE name = 'version'", [], |row| {
        row.get(0)
    });
    let Ok(version) = is_ours else {
        let what = if application == APPLICATION_ID {
            "it is a GeoPackage, but not one that Dateline made; give a new file"
        } else {
            "it is a database of another program; give a new file"
        };
        return Err(other(path, what));
    };
    migrate(connection, version, path)?;
    connection.pragma_update(None, "journal_mode", "WAL").map_err(refuse)
}

fn migrate(connection: &mut Connection, version: i64, path: &Path) -> Result<(), StoreError> {
    if version > tables::VERSION {
        let reason = format!(
            "its tables are version {version}, this program knows {}; use a newer one",
            tables::VERSION
        );
        return Err(other(path, &reason));
    }
    for (from, steps) in (1..).zip(tables::MIGRATIONS).skip_while(|(from, _)| *from < version) {
        let refuse = |source: rusqlite::Error| refused(path, &source);
        let transaction = connection.transaction().map_err(refuse)?;
        transaction.execute_batch(steps).map_err(refuse)?;
        let set = "UPDATE dateline_meta SET value = ?1 WHERE name = 'version'";
        transaction.execute(set, [from + 1]).map_err(refuse)?;
        transaction.commit().map_err(refuse)?;
    }
    Ok(())
}

fn refused(path: &Path, source: &rusqlite::Error) -> StoreError {
    match source.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => other(path, "it is no GeoPackage, or it is damaged"),
        Some(ErrorCode::DatabaseCorrupt) => other(path, "it is damaged; take the last copy of it"),
        Some(ErrorCode::CannotOpen) => other(path, "the file cannot be made or opened; does its folder exist?"),
        Some(ErrorCode::DiskFull) => other(path, "the disk is full"),
        Some(ErrorCode::ReadOnly) => other(path, "the file may not be written"),
        _ => other(path, &source.to_string()),
    }
}

fn other(path: &Path, reason: &str) -> StoreError {
    StoreError::Open {
        path: path.to_owned(),
        reason: reason.to_owned(),
    }
}

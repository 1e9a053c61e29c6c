//! `dateline gazetteer download`: dumps of countries from `GeoNames`, when the user asks for them.
//!
//! The system's `curl` fetches them. So nothing in Dateline speaks HTTP or TLS, and proxies, certificates and interrupted transfers are in the
//! hands of a program that knows them: a part that is left goes on where it was broken off.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::super::error::CliError;
use super::super::report::{Report, say};

/// Why a dump is not there.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DownloadError {
    /// There is no `curl`.
    #[error("`curl` cannot be started: {source}; install it, or fetch {url} by other means into `{}`", path.display())]
    NoCurl {
        url: String,
        path: PathBuf,
        source: std::io::Error,
    },
    /// `curl` ended with an error, which it told.
    #[error("{url} was not fetched (curl ended with {status}); what came is kept in `{}`, ask again to go on", path.display())]
    Failed {
        url: String,
        path: PathBuf,
        status: std::process::ExitStatus,
    },
    /// What came is no zip archive.
    #[error("{url} gave something that is no zip archive of places; it was removed")]
    NoArchive { url: String },
    /// The file cannot be put in its place.
    #[error("cannot write `{}`: {source}", path.display())]
    Write { path: PathBuf, source: std::io::Error },
}

/// Fetches each dump that is not there yet and tells what to do with them; those that fail are told and counted.
pub(super) fn run(names: &[String], address: &str, folder: &Path, report: &mut Report) -> Result<(), CliError> {
    fs::create_dir_all(folder).map_err(|source| CliError::Create {
        path: folder.to_owned(),
        source,
    })?;
    let mut fetched = Vec::new();
    for name in names {
        match fetch(name, address, folder) {
            Ok(path) => {
                report.read_one();
                fetched.push(path.display().to_string());
            }
            Err(error) => report.fail_one(&error),
        }
    }
    if !fetched.is_empty() {
        say(format_args!(
            "next: dateline gazetteer import {} -o own.gaz, then extract … --gazetteer own.gaz",
            fetched.join(" ")
        ));
        say("GeoNames' data is licensed CC BY 4.0: name geonames.org where you show it");
    }
    Ok(())
}

/// Fetches one dump under another name, and gives it its own when it is whole.
fn fetch(name: &str, base: &str, folder: &Path) -> Result<PathBuf, DownloadError> {
    let file = format!("{name}.zip");
    let url = format!("{}/{file}", base.trim_end_matches('/'));
    let path = folder.join(&file);
    if path.exists() {
        say(format_args!("{} is there already", path.display()));
        return Ok(path);
    }
    let part = folder.join(format!("{file}.part"));
    let mut curl = Command::new("curl");
    // Errors of the server are errors; go on where a part ends; a progress bar only.
    curl.args([
        "--fail",
        "--location",
        "--continue-at",
        "-",
        "--progress-bar",
        "--output",
    ]);
    let status = curl.arg(&part).arg("--").arg(&url).status();
    let status = status.map_err(|source| DownloadError::NoCurl {
        url: url.clone(),
        path: path.clone(),
        source,
    })?;
    if !status.success() {
        return Err(DownloadError::Failed {
            url,
            path: part,
            status,
        });
    }
    let failed = |source| DownloadError::Write {
        path: path.clone(),
        source,
    };
    let archive = zip::ZipArchive::new(File::open(&part).map_err(failed)?);
    if archive.is_err() {
        fs::remove_file(&part).map_err(failed)?;
        return Err(DownloadError::NoArchive { url });
    }
    fs::rename(&part, &path).map_err(failed)?;
    Ok(path)
}

/// A country's code or the name of another dump, as it stands in an address: letters and digits.
pub(super) fn read_name(text: &str) -> Result<String, String> {
    let is_country = text.len() == 2;
    if text.is_empty() || !text.bytes().all(|letter| letter.is_ascii_alphanumeric()) {
        return Err("give country codes such as IQ, or allCountries, alternateNamesV2, hierarchy".to_owned());
    }
    Ok(if is_country {
        text.to_ascii_uppercase()
    } else {
        text.to_owned()
    })
}

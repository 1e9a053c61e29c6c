//! What may stand after `dateline gazetteer`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::super::places::GazetteerArguments;
use super::download::read_name;

/// `dateline gazetteer`.
#[derive(Debug, Subcommand)]
pub(crate) enum GazetteerCommand {
    /// List the places that a name may mean, most important first
    Search(SearchArguments),
    /// Tell the country and the division of a point, and the places nearest to it
    At(AtArguments),
    /// Write the outline of a country or first-order division, or a circle around another place, as GeoJSON
    Area {
        /// Such as "Anbar province"
        name: String,
        #[command(flatten)]
        places: GazetteerArguments,
    },
    /// Tell what a list of places holds, and check it wholly
    Info {
        /// A compiled list; without it, the one that comes with Dateline
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Make a list of places from dumps of `GeoNames`, from tables or from `GeoJSON`
    Import {
        /// `allCountries.zip`, `XX.zip`, `alternateNamesV2.zip`, `admin1CodesASCII.txt`, …; `.csv` with name, lat, lon; `.geojson`
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// File to write
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Fetch dumps of countries from `GeoNames`, with the system's curl; the only command that asks another machine
    Download(DownloadArguments),
    /// Make the list of places from its sources
    Compile {
        /// Folder with the unpacked packages (see data/gazetteer/fetch.sh)
        #[arg(long, value_name = "DIR")]
        sources: PathBuf,
        /// Folder with our own tables
        #[arg(long, value_name = "DIR", default_value = "data/gazetteer")]
        curated: PathBuf,
        /// File to write
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Count how many annotated names have a candidate within 161 km, and how many candidates there are, by tiers
    Recall(RecallArguments),
}

/// `dateline gazetteer search`.
#[derive(Debug, Args)]
pub(crate) struct SearchArguments {
    /// Such as "Taji", "Taj" (the beginning of a name) or "15 km north of Taji"
    pub(crate) name: String,
    /// Only in this country, ISO 3166-1 alpha-2
    #[arg(long, value_name = "XX")]
    pub(crate) country: Option<String>,
    /// Only in the first-order division with this `GeoNames` code, such as 07
    #[arg(long, value_name = "CODE")]
    pub(crate) admin1: Option<String>,
    /// Only of this feature class (one letter) or code, such as P, AIRB, ADM1
    #[arg(long, value_name = "CODE")]
    pub(crate) feature: Option<String>,
    /// Places of all tiers of matching, not of the first with a hit only
    #[arg(long)]
    pub(crate) all: bool,
    /// The most places to list
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub(crate) limit: usize,
    #[command(flatten)]
    pub(crate) places: GazetteerArguments,
}

/// `dateline gazetteer at`.
#[derive(Debug, Args)]
pub(crate) struct AtArguments {
    /// Longitude,latitude in degrees, such as 44.26,33.52
    #[arg(value_name = "LON,LAT", allow_hyphen_values = true)]
    pub(crate) point: String,
    /// Only of this feature class (one letter) or code, such as P, AIRB, ADM1
    #[arg(long, value_name = "CODE")]
    pub(crate) feature: Option<String>,
    /// How many places to list
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) limit: usize,
    #[command(flatten)]
    pub(crate) places: GazetteerArguments,
}

/// `dateline gazetteer download`.
#[derive(Debug, Args)]
pub(crate) struct DownloadArguments {
    /// Country codes such as IQ SY, or allCountries, alternateNamesV2, hierarchy
    #[arg(value_name = "NAME", required = true, value_parser = read_name)]
    pub(crate) names: Vec<String>,
    /// Folder to put them in
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub(crate) into: PathBuf,
    /// Address of the folder that has them
    #[arg(
        long,
        value_name = "URL",
        default_value = "https://download.geonames.org/export/dump"
    )]
    pub(crate) url: String,
}

/// `dateline gazetteer recall`.
#[derive(Debug, Args)]
pub(crate) struct RecallArguments {
    /// Annotated documents, JSON lines, with "toponyms" that have start, end, lat and lon
    #[arg(value_name = "GOLD", required = true)]
    pub(crate) gold: Vec<PathBuf>,
    /// List the names without a near candidate in any tier too
    #[arg(long)]
    pub(crate) missed: bool,
    #[command(flatten)]
    pub(crate) places: GazetteerArguments,
}

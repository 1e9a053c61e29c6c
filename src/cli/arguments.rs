//! What may stand on the command line. Plain values only; commands turn them into working objects.

use std::path::PathBuf;

use super::format::Format;
use super::gazetteer::GazetteerCommand;
use super::places::GazetteerArguments;
use super::train::TrainCommand;
use crate::export::format::ExportFormat;
use crate::export::table;
use crate::intake::read_date;
use crate::store::Sort;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// Reads news and puts what happened on a map.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, about, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find the incidents: what happened, where, when, to whom
    Extract(Box<ExtractArguments>),
    /// Read documents and keep what they tell in a store; safe to repeat
    Ingest(IngestArguments),
    /// Write what a store holds as a file for other programs
    Export(Box<ExportArguments>),
    /// Find every place name and the place that it means
    Toponyms(ToponymsArguments),
    /// Find every time expression and the days that it means
    Dates(DatesArguments),
    /// Show the incidents on a map in the browser
    #[cfg(feature = "server")]
    Serve(ServeArguments),
    /// Look into the list of places
    #[command(subcommand)]
    Gazetteer(GazetteerCommand),
    /// Score against annotated documents
    #[command(subcommand)]
    Evaluate(EvaluateCommand),
    /// Make the models that come with Dateline from annotated corpora
    #[command(subcommand)]
    Train(TrainCommand),
}

/// What is scored.
#[derive(Debug, Subcommand)]
pub(crate) enum EvaluateCommand {
    /// Incidents of annotated articles: found, dated, placed, counted
    Incidents(EvaluateArguments),
    /// Place names of annotated documents: found, and put in the right place
    Toponyms(EvaluateToponymsArguments),
    /// Time expressions: found exactly, found in part, read as the right day
    Dates(EvaluateArguments),
    /// Classes of events of snippets with a "label", as CASE 2021 task 2 has them: by the rules, and by the model of types
    Types(EvaluateArguments),
}

/// What all of them take.
#[derive(Debug, Args)]
pub(crate) struct EvaluateArguments {
    /// Annotated documents, JSON or JSON lines
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: PathBuf,
}

/// `dateline evaluate toponyms`.
#[derive(Debug, Args)]
pub(crate) struct EvaluateToponymsArguments {
    /// Annotated documents, JSON or JSON lines: "toponyms" with start, end (code points), lat and lon where known, type, fclass
    #[arg(long, value_name = "FILE")]
    pub(crate) gold: PathBuf,
    /// Resolve the annotated spans instead of finding names
    #[arg(long)]
    pub(crate) given: bool,
    /// Count only annotations of this type, such as literal
    #[arg(long = "type", value_name = "TYPE")]
    pub(crate) kind: Option<String>,
    /// List so many errors, worst first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) errors: usize,
}

/// Which documents.
#[derive(Debug, Args)]
pub(crate) struct InputArguments {
    /// Files (.txt, .md, .html, .json, .jsonl; also as .gz or .zst), folders, or - for standard input
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    /// What the inputs are, whatever their names end in or their text begins with
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub(crate) input_format: Option<Format>,
    /// Publication date of documents that do not state their own, such as 2020-03-12
    #[arg(long, value_name = "DATE", value_parser = read_date)]
    pub(crate) date: Option<Date>,
}

/// `dateline extract`.
#[derive(Debug, Args)]
pub(crate) struct ExtractArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) places: GazetteerArguments,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = ExtractFormat::Geojson)]
    pub(crate) format: ExtractFormat,
    /// What to write: the incidents, or every place named with its count
    #[arg(long, value_enum, default_value_t = Layer::Incidents)]
    pub(crate) layer: Layer,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// Add the reasons for each choice of a place, and what was rejected and why (format jsonl)
    #[arg(long)]
    pub(crate) explain: bool,
    /// Write each event once, with all the documents that report it
    #[arg(long)]
    pub(crate) merge: bool,
    #[command(flatten)]
    pub(crate) filters: FilterArguments,
}

/// `dateline ingest`.
#[derive(Debug, Args)]
pub(crate) struct IngestArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    /// The store: a GeoPackage file, made where there is none
    #[arg(long, value_name = "FILE")]
    pub(crate) store: PathBuf,
    /// Read documents again that are there unchanged
    #[arg(long)]
    pub(crate) anew: bool,
    #[command(flatten)]
    pub(crate) places: GazetteerArguments,
}

/// `dateline export`.
#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// The store: a GeoPackage file
    #[arg(long, value_name = "FILE")]
    pub(crate) store: PathBuf,
    /// Form of the output
    #[arg(long, value_parser = export_format_names(), default_value = "geojson")]
    pub(crate) format: String,
    /// What to write: the incidents, the area of each, or the places that the documents name
    #[arg(long, value_parser = layer_names(), default_value = "incidents")]
    pub(crate) layer: String,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// In which order: newest first, unless another is named
    #[arg(long, value_name = "ORDER", value_parser = sort_names(), allow_hyphen_values = true)]
    pub(crate) sortby: Option<String>,
    #[command(flatten)]
    pub(crate) filters: FilterArguments,
}

fn export_format_names() -> clap::builder::PossibleValuesParser {
    ExportFormat::NAMES.map(|(name, _)| name).into()
}

fn sort_names() -> clap::builder::PossibleValuesParser {
    Sort::WORDS.map(|(word, _)| word).into()
}

fn layer_names() -> clap::builder::PossibleValuesParser {
    table::Layer::NAMES.map(|(name, _)| name).into()
}

/// The filters of incidents, by the same words as in the API.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filters")]
pub(crate) struct FilterArguments {
    /// Only in this box: west,south,east,north in degrees
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true)]
    bbox: Option<String>,
    /// Only in this country or first-order division, by name or place id; may be repeated
    #[arg(long, value_name = "REGION")]
    region: Vec<String>,
    /// Only within so many kilometres of a place: "Ain Al-Asad,50", or longitude,latitude,kilometres
    #[arg(long, value_name = "PLACE,KM", allow_hyphen_values = true)]
    near: Option<String>,
    /// Only of this type or group; may be repeated
    #[arg(long = "type", value_name = "TYPE")]
    kinds: Vec<String>,
    /// Only those not over before this day
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Only those begun by this day
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Only those in which an actor of this name takes part, in any role
    #[arg(long, value_name = "WORDS")]
    actor: Option<String>,
    /// Only those with at least so many killed
    #[arg(long, value_name = "N")]
    min_killed: Option<String>,
    /// Only those whose place is known so exactly: site, settlement, district, province, region, country, none; may be repeated
    #[arg(long, value_name = "PRECISION")]
    precision: Vec<String>,
    /// Only those of at least this confidence, 0 to 1
    #[arg(long, value_name = "P")]
    min_confidence: Option<String>,
    /// Only those whose title, sentence, place or actors hold these words
    #[arg(long, value_name = "WORDS")]
    q: Option<String>,
    /// Only those of this day or interval, such as 2020-03-12 or 2020-03-01/..
    #[arg(long, value_name = "DATES")]
    datetime: Option<String>,
    /// Only those for which this condition holds, in CQL2 as text or JSON: `killed_max >= 5 AND type = 'air_strike'`
    #[arg(long, value_name = "CQL2")]
    filter: Option<String>,
}

impl FilterArguments {
    /// The filters given, as names and values.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, &str)> {
        let single = [
            ("bbox", &self.bbox),
            ("near", &self.near),
            ("from", &self.from),
            ("to", &self.to),
            ("actor", &self.actor),
            ("min_killed", &self.min_killed),
            ("min_confidence", &self.min_confidence),
            ("q", &self.q),
            ("datetime", &self.datetime),
            ("filter", &self.filter),
        ];
        let single = single
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.as_deref()?)));
        let regions = self.region.iter().map(|region| ("region", region.as_str()));
        let kinds = self.kinds.iter().map(|kind| ("type", kind.as_str()));
        let precisions = self.precision.iter().map(|precision| ("precision", precision.as_str()));
        single.chain(regions).chain(kinds).chain(precisions).collect()
    }
}

/// Forms of `extract`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExtractFormat {
    /// One feature collection (RFC 7946)
    Geojson,
    /// A feature for each record (RFC 8142)
    Geojsonseq,
    /// An object for each document
    Jsonl,
    /// A row for each incident
    Csv,
}

/// Layers of `extract`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Layer {
    /// Incidents, as points
    Incidents,
    /// Places, with how often each is named
    Places,
}

/// `dateline toponyms`.
#[derive(Debug, Args)]
pub(crate) struct ToponymsArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) places: GazetteerArguments,
    /// Resolve the spans listed in each document's "toponyms" instead of finding names
    #[arg(long)]
    pub(crate) given: bool,
    /// Learn where each outlet (source, or host of the address) is at home from its other documents in the input; without it every document is read alone
    #[arg(long)]
    pub(crate) outlets: bool,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = ToponymsFormat::Jsonl)]
    pub(crate) format: ToponymsFormat,
}

/// Forms of `toponyms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ToponymsFormat {
    /// An object for each document
    Jsonl,
    /// A feature for each mention
    Geojson,
}

/// `dateline dates`.
#[derive(Debug, Args)]
pub(crate) struct DatesArguments {
    #[command(flatten)]
    pub(crate) input: InputArguments,
    /// Form of the output
    #[arg(long, value_enum, default_value_t = DatesFormat::Jsonl)]
    pub(crate) format: DatesFormat,
}

/// Forms of `dates`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DatesFormat {
    /// An object for each document
    Jsonl,
}

/// `dateline serve`.
#[cfg(feature = "server")]
#[derive(Debug, Args)]
pub(crate) struct ServeArguments {
    /// Documents to show; without any, the demo articles
    #[command(flatten)]
    pub(crate) input: InputArguments,
    #[command(flatten)]
    pub(crate) places: GazetteerArguments,
    /// Keep documents in this store, a GeoPackage file, made where there is none; without it nothing is kept
    #[arg(long, value_name = "FILE")]
    pub(crate) store: Option<PathBuf>,
    /// Address and port to listen on; port 0 is any free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8750")]
    pub(crate) listen: String,
    /// Word that others need to add, correct or delete where --listen lets them in; without it they only read
    #[arg(long, value_name = "TOKEN")]
    pub(crate) token: Option<String>,
    /// Site whose pages may read the answers, such as `https://maps.example`; may be repeated
    #[arg(long, value_name = "ORIGIN")]
    pub(crate) allow_origin: Vec<String>,
    /// Tell of each request on standard error, as names and values
    #[arg(long)]
    pub(crate) log: bool,
    /// An online map under the incidents, as `https://tiles.example.org/{z}/{x}/{y}.png`; without it the page asks nothing of other machines
    #[arg(long, value_name = "URL")]
    pub(crate) tiles: Option<String>,
    /// The line that the makers of the online map want under it
    #[arg(long, value_name = "TEXT", requires = "tiles", default_value = "")]
    pub(crate) tiles_attribution: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn filters_become_the_words_of_the_api() {
        let words = "dateline extract a.txt --bbox -10,0,10,5 --region Iraq --region Syria --type remote --to 2020-01-01 \
             --datetime ../2020 --filter killed_max>5";
        let Command::Extract(arguments) = Arguments::parse_from(words.split(' ')).command else {
            panic!("not extract")
        };
        let expected = [
            ("bbox", "-10,0,10,5"),
            ("to", "2020-01-01"),
            ("datetime", "../2020"),
            ("filter", "killed_max>5"),
            ("region", "Iraq"),
            ("region", "Syria"),
            ("type", "remote"),
        ];
        assert_eq!(arguments.filters.pairs(), expected);
    }
}

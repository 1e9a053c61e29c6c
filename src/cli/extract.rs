//! `dateline extract`: the incidents of each document.

use std::io::Write;

use crate::document::Document;
use crate::export::csv::TableWriter;
use crate::export::geojson::{CollectionWriter, incident_feature};
use crate::export::jsonl::{ExtractLine, dates_line, write_line};
use crate::export::places::{Mentions, PlaceCounts};
use crate::export::table::{self, incident_row};
use crate::export::wire::{
    FocusProperties, IncidentProperties, TypeChoiceProperties, rejection_properties, warning_text,
};
use crate::export::{ExportError, geojsonseq};
use crate::lexicon::Taxonomy;
use crate::merge::merge_all;
use crate::pipeline::Analysis;
use crate::record::StoredIncident;
use crate::store::{GazetteerTerms, IncidentQuery};

use super::arguments::{ExtractArguments, ExtractFormat, Layer};
use super::batch;
use super::error::CliError;
use super::input::LoadedDocument;
use super::knowledge::{Knowledge, tell};
use super::output::{self, Output};
use super::report::Report;

/// Reads the inputs and writes their incidents, or the places that they name, in the form asked for.
pub(crate) fn run(arguments: &ExtractArguments, report: &mut Report) -> Result<(), CliError> {
    check(arguments)?;
    let knowledge = Knowledge::with_places(&arguments.places, report)?.for_good();
    let terms = GazetteerTerms {
        gazetteer: &knowledge.gazetteer,
        taxonomy: knowledge.lexicon.taxonomy(),
    };
    let query = IncidentQuery::parse(arguments.filters.pairs(), &terms)?;
    match arguments.layer {
        Layer::Incidents if arguments.merge => write_merged(arguments, knowledge, &query, report),
        Layer::Incidents => write_incidents(arguments, knowledge, &query, report),
        Layer::Places => write_places(arguments, knowledge, report),
    }
}

fn check(arguments: &ExtractArguments) -> Result<(), CliError> {
    if arguments.explain && arguments.format != ExtractFormat::Jsonl {
        return Err(CliError::Arguments("--explain needs --format jsonl"));
    }
    if arguments.merge && (arguments.format == ExtractFormat::Jsonl || arguments.layer == Layer::Places) {
        return Err(CliError::Arguments(
            "--merge is for incidents in --format geojson, geojsonseq or csv; jsonl has a line for each document",
        ));
    }
    if arguments.layer == Layer::Places {
        if !matches!(arguments.format, ExtractFormat::Geojson | ExtractFormat::Geojsonseq) {
            return Err(CliError::Arguments(
                "--layer places needs --format geojson or geojsonseq",
            ));
        }
        if !arguments.filters.pairs().is_empty() {
            return Err(CliError::Arguments(
                "filters are for incidents; leave out --layer places",
            ));
        }
    }
    Ok(())
}

fn write_incidents(
    arguments: &ExtractArguments,
    knowledge: &Knowledge,
    query: &IncidentQuery,
    report: &mut Report,
) -> Result<(), CliError> {
    let mut sink = None;
    let explain = arguments.explain;
    let read = |loaded: &LoadedDocument| {
        let mut analysis = knowledge.analyze_quietly(&loaded.document, explain);
        let incidents = std::mem::take(&mut analysis.incidents);
        let mut incidents = StoredIncident::all(incidents, &loaded.document);
        incidents.retain(|incident| query.matches(incident));
        (analysis, incidents)
    };
    batch::read_all("extract", &arguments.input, report, read, |loaded, found, report| {
        let sink = opened(&mut sink, arguments)?;
        let (analysis, incidents) = &found;
        tell(&loaded, analysis, report);
        let reading = Reading {
            document: &loaded.document,
            analysis,
            incidents,
            knowledge,
            explain,
        };
        Ok(sink.write(&reading)?)
    })?;
    opened(&mut sink, arguments)?;
    match sink {
        Some(sink) => sink.finish(),
        None => Ok(()),
    }
}

/// Reads all inputs, joins the reports of each event and writes the incidents; filters look at the joined ones.
fn write_merged(
    arguments: &ExtractArguments,
    knowledge: &Knowledge,
    query: &IncidentQuery,
    report: &mut Report,
) -> Result<(), CliError> {
    let mut reports = Vec::new();
    let read = |loaded: &LoadedDocument| knowledge.analyze_quietly(&loaded.document, false);
    batch::read_all("extract", &arguments.input, report, read, |loaded, analysis, report| {
        tell(&loaded, &analysis, report);
        reports.extend(StoredIncident::all(analysis.incidents, &loaded.document));
        Ok(())
    })?;
    let taxonomy = knowledge.lexicon.taxonomy();
    let mut sink = Sink::new(arguments.format, output::open(arguments.output.as_deref())?)?;
    for incident in merge_all(&reports, taxonomy) {
        if query.matches(&incident) {
            sink.write_incident(&incident, taxonomy)?;
        }
    }
    sink.finish()
}

/// The sink, opened late, so that wrong inputs do not empty an existing file before anything was read.
fn opened<'s>(sink: &'s mut Option<Sink>, arguments: &ExtractArguments) -> Result<&'s mut Sink, CliError> {
    let new = match sink.take() {
        Some(open) => open,
        None => Sink::new(arguments.format, output::open(arguments.output.as_deref())?)?,
    };
    Ok(sink.insert(new))
}

/// The output in one of the forms.
enum Sink {
    Collection(CollectionWriter<Output>),
    Sequence(Output),
    JsonLines(Output),
    Table(Box<TableWriter<Output>>),
}

impl Sink {
    fn new(format: ExtractFormat, output: Output) -> Result<Sink, ExportError> {
        Ok(match format {
            ExtractFormat::Geojson => Sink::Collection(CollectionWriter::new(output)?),
            ExtractFormat::Geojsonseq => Sink::Sequence(output),
            ExtractFormat::Jsonl => Sink::JsonLines(output),
            ExtractFormat::Csv => Sink::Table(Box::new(TableWriter::new(output, table::Layer::Incidents)?)),
        })
    }

    /// Adds what one document gave: a line in JSON Lines, else one piece for each incident.
    fn write(&mut self, reading: &Reading<'_>) -> Result<(), ExportError> {
        let taxonomy = reading.knowledge.lexicon.taxonomy();
        if let Sink::JsonLines(output) = self {
            write_line(output, &reading.line())?;
            return output.flush().map_err(ExportError::Write);
        }
        for incident in reading.incidents {
            self.write_incident(incident, taxonomy)?;
        }
        Ok(())
    }

    /// Adds one incident, in the forms that list incidents.
    fn write_incident(&mut self, incident: &StoredIncident, taxonomy: &Taxonomy) -> Result<(), ExportError> {
        match self {
            Sink::Collection(collection) => collection.write(&incident_feature(incident, taxonomy)?),
            Sink::Sequence(output) => geojsonseq::write(output, &incident_feature(incident, taxonomy)?),
            Sink::Table(table) => table.write(&incident_row(&IncidentProperties::new(incident, taxonomy))),
            Sink::JsonLines(_) => Ok(()),
        }
    }

    fn finish(self) -> Result<(), CliError> {
        let mut output = match self {
            Sink::Collection(collection) => collection.finish()?,
            Sink::Sequence(output) | Sink::JsonLines(output) => output,
            Sink::Table(table) => table.finish()?,
        };
        output::flush(&mut output)
    }
}

/// One document with what was found in it.
struct Reading<'r> {
    document: &'r Document,
    analysis: &'r Analysis,
    /// Those that the filters leave.
    incidents: &'r [StoredIncident],
    knowledge: &'r Knowledge,
    explain: bool,
}

impl Reading<'_> {
    fn line(&self) -> ExtractLine {
        let Reading {
            document,
            analysis,
            explain,
            ..
        } = *self;
        let taxonomy = self.knowledge.lexicon.taxonomy();
        let incidents = self
            .incidents
            .iter()
            .map(|incident| IncidentProperties::new(incident, taxonomy));
        let toponyms = || {
            let mentions = Mentions::new(document, &analysis.toponyms, &self.knowledge.gazetteer);
            mentions.described().collect()
        };
        ExtractLine {
            id: document.id.clone(),
            focus: analysis.focus.as_ref().map(FocusProperties::from),
            incidents: incidents.collect(),
            warnings: analysis
                .warnings
                .iter()
                .map(|warning| warning_text(warning).to_owned())
                .collect(),
            toponyms: explain.then(toponyms),
            timexes: explain.then(|| dates_line(document, &analysis.timexes).timexes),
            rejected: explain.then(|| rejection_properties(document, &analysis.rejected)),
            type_choices: explain.then(|| analysis.type_choices.iter().map(TypeChoiceProperties::from).collect()),
        }
    }
}

/// Counts the places over the whole batch and writes them at the end.
fn write_places(arguments: &ExtractArguments, knowledge: &Knowledge, report: &mut Report) -> Result<(), CliError> {
    let mut counts = PlaceCounts::default();
    let read = |loaded: &LoadedDocument| knowledge.analyze_quietly(&loaded.document, false);
    batch::read_all("extract", &arguments.input, report, read, |loaded, analysis, report| {
        tell(&loaded, &analysis, report);
        counts.add(&analysis.toponyms);
        Ok(())
    })?;
    let mut sink = Sink::new(arguments.format, output::open(arguments.output.as_deref())?)?;
    for feature in counts.features(&knowledge.gazetteer)? {
        match &mut sink {
            Sink::Collection(collection) => collection.write(&feature)?,
            Sink::Sequence(output) | Sink::JsonLines(output) => geojsonseq::write(output, &feature)?,
            Sink::Table(_) => {}
        }
    }
    sink.finish()
}

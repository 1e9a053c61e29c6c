//! `dateline ingest`: documents are read and kept, batch by batch.
//!
//! A document is told on standard output once it is on the disk, one line of JSON each. What is there already, unchanged, is left alone, so a
//! run that was broken off is taken up where it stopped by giving the same inputs again.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write};
use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::export::ExportError;
use crate::pipeline::{Analysis, Options, analyze};
use crate::store::{GeoPackageStore, IncidentStore, ReadDocument, StoreKnowledge};

use super::arguments::IngestArguments;
use super::error::CliError;
use super::input::{self, LoadedDocument};
use super::knowledge::{Knowledge, tell};
use super::report::{Report, say};

/// Documents that are written together.
const BATCH: usize = 256;
/// Bytes of text after which a batch is written, however few documents it has.
const BATCH_BYTES: usize = 4 << 20;

/// Reads the inputs into the store.
pub(crate) fn run(arguments: &IngestArguments, report: &mut Report) -> Result<(), CliError> {
    let knowledge = Knowledge::with_places(&arguments.places, report)?;
    let gazetteer = Arc::new(knowledge.gazetteer);
    let lexicon = Arc::new(knowledge.lexicon);
    let store_knowledge = StoreKnowledge { gazetteer, lexicon };
    let store = GeoPackageStore::open(&arguments.store, store_knowledge.clone())?;
    let mut ingest = Ingest {
        store: &store,
        knowledge: &store_knowledge,
        anew: arguments.anew,
        batch: Vec::new(),
        bytes: 0,
        counts: Counts::default(),
        bar: progress_bar(),
    };
    input::read_all("ingest", &arguments.input, report, &mut |loaded, report| {
        ingest.take(loaded, report)
    })?;
    ingest.write(report)?;
    ingest.bar.finish_and_clear();
    let Counts {
        added,
        replaced,
        unchanged,
    } = ingest.counts;
    let incidents = store.counts()?.incidents;
    say(format_args!(
        "dateline: {added} documents added, {replaced} replaced, {unchanged} unchanged; the store has {incidents} incidents"
    ));
    Ok(())
}

#[derive(Debug, Default)]
struct Counts {
    added: usize,
    replaced: usize,
    unchanged: usize,
}

/// A run under way.
struct Ingest<'i> {
    store: &'i dyn IncidentStore,
    knowledge: &'i StoreKnowledge,
    anew: bool,
    batch: Vec<LoadedDocument>,
    bytes: usize,
    counts: Counts,
    bar: ProgressBar,
}

impl Ingest<'_> {
    fn take(&mut self, loaded: LoadedDocument, report: &mut Report) -> Result<(), CliError> {
        if !self.anew && self.store.holds(&loaded.document)? {
            self.counts.unchanged += 1;
            self.tick();
            return Ok(());
        }
        self.bytes += loaded.document.text.len();
        self.batch.push(loaded);
        if BATCH <= self.batch.len() || BATCH_BYTES <= self.bytes {
            self.write(report)?;
        }
        Ok(())
    }

    /// Analyses the batch, on all cores, and writes it.
    fn write(&mut self, report: &mut Report) -> Result<(), CliError> {
        let batch = std::mem::take(&mut self.batch);
        self.bytes = 0;
        let mut read = Vec::new();
        for (loaded, analysis) in analyze_all(batch, self.knowledge) {
            tell(&loaded, &analysis, report);
            read.push(ReadDocument::new(loaded.document, analysis));
        }
        let mut output = io::stdout().lock();
        for inserted in self.store.insert(read)? {
            let counted = if inserted.replaced {
                &mut self.counts.replaced
            } else {
                &mut self.counts.added
            };
            *counted += 1;
            let line = json!({
                "id": inserted.document,
                "incidents": inserted.incidents.len(),
                "replaced": inserted.replaced,
            });
            writeln!(output, "{line}").map_err(ExportError::Write)?;
        }
        output.flush().map_err(ExportError::Write)?;
        self.tick();
        Ok(())
    }

    fn tick(&self) {
        let Counts {
            added,
            replaced,
            unchanged,
        } = self.counts;
        self.bar.set_position((added + replaced + unchanged) as u64);
    }
}

/// The documents with their analyses, in their order.
fn analyze_all(batch: Vec<LoadedDocument>, knowledge: &StoreKnowledge) -> Vec<(LoadedDocument, Analysis)> {
    let analyze = |loaded: &LoadedDocument| {
        let StoreKnowledge { gazetteer, lexicon } = knowledge;
        analyze(&loaded.document, gazetteer, lexicon, &Options { explain: true })
    };
    let next = AtomicUsize::new(0);
    let take = || {
        let number = next.fetch_add(1, Ordering::Relaxed);
        batch.get(number).map(|loaded| (number, loaded))
    };
    let work = || {
        let mut done = Vec::new();
        while let Some((number, loaded)) = take() {
            done.push((number, analyze(loaded)));
        }
        done
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    let mut analyses: HashMap<usize, Analysis> = thread::scope(|scope| {
        let workers: Vec<_> = (0..cores.min(batch.len())).map(|_| scope.spawn(work)).collect();
        workers
            .into_iter()
            .filter_map(|worker| worker.join().ok())
            .flatten()
            .collect()
    });
    let documents = batch.into_iter().enumerate();
    let analysed = documents.map(|(number, loaded)| {
        // The analysis cannot fail; should a worker have ended all the same, its documents are analysed here.
        let analysis = analyses.remove(&number).unwrap_or_else(|| analyze(&loaded));
        (loaded, analysis)
    });
    analysed.collect()
}

/// A count of documents and their rate; nothing where standard error is no terminal.
fn progress_bar() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    let style = ProgressStyle::with_template("{spinner} {pos} documents, {per_sec}, {elapsed}");
    bar.set_style(style.unwrap_or_else(|_wrong| ProgressStyle::default_spinner()));
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

//! `dateline train`: makes the models of `data/models` from annotated corpora, one sub-command for each.
//!
//! The same corpora give the same bytes. To add a model, see [`learn`](crate::learn).

mod treebank;
mod tags;
mod name_corpus;
mod names;
mod signals;
mod ranker;
mod pairing;
mod corpus;
mod roles;
mod incidents;
mod held_out;
mod types;

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::error::CliError;
use super::report::say;
use crate::learn::Weights;

/// Which model.
#[derive(Debug, Subcommand)]
pub(crate) enum TrainCommand {
    /// Parts of speech, from a treebank in CoNLL-U
    Tags(TrainArguments),
    /// Weights of the signals for and against a place: written as a table, to be put into `src/toponym/signal.rs`
    Signals(TrainArguments),
    /// Weights of the measures that rank candidates: written as a table, to be put into `src/resolve/measure.rs`
    Ranker(TrainArguments),
    /// Named entities, from columns of words and labels, GUM and re3d
    Names(TrainArguments),
    /// Whether an article tells incidents, from annotated articles
    Relevance(TrainArguments),
    /// Whether a candidate is a real incident, from annotated articles
    Likelihood(TrainArguments),
    /// Who and what took part in incidents, from MUC-4
    Arguments(TrainArguments),
    /// Incidents of `muc4_dev` and `articles_dev`, each article read by models that have not seen it: a folder of JSON lines
    HeldOut(TrainArguments),
    /// Which class of event a passage tells, from CASE 2021 and examples of our own
    Types(TrainArguments),
}

/// What all of them take.
#[derive(Debug, Args)]
pub(crate) struct TrainArguments {
    /// Folder with the corpora
    #[arg(long, value_name = "DIR", default_value = "../shared/corpora")]
    pub(crate) corpora: PathBuf,
    /// File to write, or folder with `held-out`
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// Leave one part in five of the documents out (0 to 4), to measure on it with the whole program
    #[arg(long, value_name = "PART")]
    pub(crate) leave_out: Option<usize>,
}

/// Trains one model and tells how well it does on what it has not seen.
pub(crate) fn run(command: &TrainCommand) -> Result<(), CliError> {
    match command {
        TrainCommand::Tags(arguments) => tags::run(arguments),
        TrainCommand::Signals(arguments) => signals::run(arguments),
        TrainCommand::Ranker(arguments) => ranker::run(arguments),
        TrainCommand::Names(arguments) => names::run(arguments),
        TrainCommand::Relevance(arguments) => incidents::run_relevance(arguments),
        TrainCommand::Likelihood(arguments) => incidents::run_likelihood(arguments),
        TrainCommand::Arguments(arguments) => roles::run(arguments),
        TrainCommand::HeldOut(arguments) => held_out::run(arguments),
        TrainCommand::Types(arguments) => types::run(arguments),
    }
}

/// Reads one file of the corpora.
fn read(path: &Path) -> Result<String, CliError> {
    fs::read_to_string(path).map_err(|source| CliError::Corpus {
        path: path.to_owned(),
        source,
    })
}

/// Writes the model, and what it was made of to standard error.
fn write(weights: &Weights, name: &str, origin: &str, output: &Path) -> Result<(), CliError> {
    let bytes = weights.compile(name, origin);
    fs::write(output, &bytes).map_err(|source| CliError::Create {
        path: output.to_owned(),
        source,
    })?;
    say(format_args!(
        "{name}: {} features, {} bytes\n{origin}",
        weights.len(),
        bytes.len()
    ));
    Ok(())
}

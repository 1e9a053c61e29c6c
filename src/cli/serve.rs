//! `dateline serve`: the map in the browser, on the documents given or on the demo articles.

use std::sync::Arc;

use crate::server::{self, AppState, TileSource};
use crate::store::{GeoPackageStore, IncidentStore, MemoryStore, ReadDocument, StoreKnowledge};

use super::arguments::ServeArguments;
use super::demo;
use super::error::CliError;
use super::input::{self, LoadedDocument};
use super::knowledge::Knowledge;
use super::report::{Report, say};

/// Reads the documents, then serves them until it is stopped.
pub(crate) fn run(arguments: &ServeArguments, report: &mut Report) -> Result<(), CliError> {
    let tiles = arguments.tiles.as_deref().map(|address| {
        let source = TileSource::new(address, &arguments.tiles_attribution);
        source.map_err(|error| CliError::Tiles {
            address: address.to_owned(),
            source: error,
        })
    });
    let tiles = tiles.transpose()?;
    let knowledge = Knowledge::with_places(&arguments.places, report)?;
    let mut analysed = Vec::new();
    let mut add = |loaded: LoadedDocument, report: &mut Report| {
        let analysis = knowledge.analyze(&loaded, true, report);
        analysed.push(ReadDocument::new(loaded.document, analysis));
        Ok(())
    };
    if arguments.input.inputs.is_empty() && arguments.store.is_none() {
        for document in demo::documents() {
            match document {
                Ok(document) => add(LoadedDocument::from(document), report)?,
                Err(error) => report.fail_one(&error),
            }
        }
    } else if !arguments.input.inputs.is_empty() {
        input::read_all("serve", &arguments.input, report, &mut add)?;
    }
    let knowledge = StoreKnowledge {
        gazetteer: Arc::new(knowledge.gazetteer),
        lexicon: Arc::new(knowledge.lexicon),
    };
    let store: Arc<dyn IncidentStore> = match &arguments.store {
        Some(path) => Arc::new(GeoPackageStore::open(path, knowledge.clone())?),
        None => Arc::new(MemoryStore::new(knowledge.clone())),
    };
    if !analysed.is_empty() {
        store.insert(analysed)?;
    }
    let counts = store.counts()?;
    let mut state = AppState::new(knowledge, store);
    state.token.clone_from(&arguments.token);
    state.allowed_origins.clone_from(&arguments.allow_origin);
    if arguments.log {
        state.logger = Some(Arc::new(|request| say(format_args!("{request}"))));
    }
    state.tiles = tiles;
    server::run(&arguments.listen, state, |address| {
        let documents = counted(counts.documents, "document");
        let incidents = counted(counts.incidents, "incident");
        say(format_args!(
            "Dateline is at http://{address} ({documents}, {incidents}); Ctrl-C stops it"
        ));
    })?;
    Ok(())
}

fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

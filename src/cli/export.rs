//! `dateline export`: what a store holds, as a file for other programs.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use crate::export::format::ExportFormat;
use crate::export::table::Layer;
use crate::store::{
    ExportRequest, GazetteerTerms, GeoPackageStore, IncidentQuery, StoreError, StoreKnowledge, write_export,
};

use super::arguments::ExportArguments;
use super::error::CliError;
use super::knowledge::Knowledge;

/// Writes a layer of the store to the file or to standard output.
pub(crate) fn run(arguments: &ExportArguments) -> Result<(), CliError> {
    let knowledge = Knowledge::load()?;
    let knowledge = StoreKnowledge {
        gazetteer: Arc::new(knowledge.gazetteer),
        lexicon: Arc::new(knowledge.lexicon),
    };
    let terms = GazetteerTerms {
        gazetteer: &knowledge.gazetteer,
        taxonomy: knowledge.taxonomy(),
    };
    let filters = arguments.filters.pairs();
    let order = arguments.sortby.as_deref().map(|order| ("sortby", order));
    let query = IncidentQuery::parse(filters.iter().copied().chain(order), &terms)?;
    let (Some(layer), Some(format)) = (
        Layer::of_name(&arguments.layer),
        ExportFormat::of_name(&arguments.format),
    ) else {
        return Err(CliError::Arguments("no such layer or format"));
    };
    if layer == Layer::Places && !(filters.is_empty() && order.is_none()) {
        return Err(CliError::Arguments(
            "filters and orders are for incidents and areas; leave out --layer places",
        ));
    }
    if !arguments.store.exists() {
        return Err(StoreError::Open {
            path: arguments.store.clone(),
            reason: "there is no such file; `dateline ingest` makes one".to_owned(),
        }
        .into());
    }
    let store = GeoPackageStore::open(&arguments.store, knowledge.clone())?;
    let output: Box<dyn Write + Send> = match &arguments.output {
        None => Box::new(BufWriter::new(io::stdout())),
        Some(path) => {
            let file = File::create(path).map_err(|source| CliError::Create {
                path: path.clone(),
                source,
            })?;
            Box::new(BufWriter::with_capacity(1 << 16, file))
        }
    };
    let request = ExportRequest { query, layer, format };
    write_export(&store, &knowledge, &request, output)?;
    Ok(())
}

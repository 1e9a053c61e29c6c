//! A store → a file of one of its layers, in any format, row by row.

use std::io::Write;

use super::cursor::Sort;
use super::error::StoreError;
use super::incident_store::IncidentStore;
use super::knowledge::StoreKnowledge;
use super::query::IncidentQuery;
use super::restore::incident_of;
use crate::export::ExportError;
use crate::export::format::ExportFormat;
use crate::export::layer_json::feature_of;
use crate::export::places::{DescribePlace, PlaceProperties};
use crate::export::table::{Layer, area_row, incident_row, place_row};
use crate::export::wire::IncidentProperties;
use crate::export::writer::LayerWriter;

/// How many incidents are taken from the store at a time.
const CHUNK: usize = 1_000;

/// What is exported.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// Which incidents, with their areas, in which order; all of them where there is no `limit`. Places are those of all documents, whatever is
    /// asked here.
    pub query: IncidentQuery,
    /// What of them.
    pub layer: Layer,
    /// In which form.
    pub format: ExportFormat,
}

/// Writes what is asked for; returns how many rows it has.
///
/// # Errors
/// [`StoreError`] where the store cannot be read, [`StoreError::Export`] where the output takes no more.
pub fn write_export<'o>(
    store: &dyn IncidentStore,
    knowledge: &StoreKnowledge,
    request: &ExportRequest,
    output: Box<dyn Write + Send + 'o>,
) -> Result<usize, StoreError> {
    let mut writer = request.format.begin(request.layer, output)?;
    let rows = match request.layer {
        Layer::Incidents | Layer::Areas => write_incidents(store, knowledge, request, writer.as_mut())?,
        Layer::Places => write_places(store, knowledge, writer.as_mut())?,
    };
    writer.finish_layer()?;
    Ok(rows)
}

fn write_incidents(
    store: &dyn IncidentStore,
    knowledge: &StoreKnowledge,
    request: &ExportRequest,
    writer: &mut (dyn LayerWriter + '_),
) -> Result<usize, StoreError> {
    let IncidentQuery {
        limit,
        offset,
        sort,
        ref after,
        ..
    } = request.query;
    let is_whole = limit.is_none() && offset == 0 && after.is_none() && sort == Sort::Newest;
    let (columns, rows) = if is_whole {
        // Without the order and the count of a page.
        let selection = store.select(&request.query)?;
        (selection.columns, selection.rows)
    } else {
        let found = store.find(&request.query)?;
        (found.columns, found.rows)
    };
    let mut written = 0;
    for chunk in rows.chunks(CHUNK) {
        let mut outcome = Ok(());
        store.features(&columns, chunk, &mut |feature| {
            if outcome.is_ok() {
                outcome = write_incident(feature, knowledge, request.layer, writer).map(|rows| written += rows);
            }
        })?;
        outcome?;
    }
    Ok(written)
}

/// Writes one incident, or its area; an incident without a place has none.
fn write_incident(
    feature: &[u8],
    knowledge: &StoreKnowledge,
    layer: Layer,
    writer: &mut (dyn LayerWriter + '_),
) -> Result<usize, StoreError> {
    if layer == Layer::Incidents && writer.write_feature(feature)? {
        return Ok(1);
    }
    let properties = IncidentProperties::new(&incident_of(feature)?, knowledge.taxonomy());
    let row = match layer {
        Layer::Areas => area_row(&properties, &knowledge.gazetteer),
        Layer::Incidents | Layer::Places => Some(incident_row(&properties)),
    };
    let Some(row) = row else { return Ok(0) };
    writer.write_row(&row)?;
    Ok(1)
}

/// The area of an incident whose feature is given, as a GeoJSON feature; `None` where it has no place.
///
/// # Errors
/// [`StoreError`] where the feature is none of ours.
pub fn area_feature(feature: &[u8], knowledge: &StoreKnowledge) -> Result<Option<Vec<u8>>, StoreError> {
    let properties = IncidentProperties::new(&incident_of(feature)?, knowledge.taxonomy());
    let row = area_row(&properties, &knowledge.gazetteer);
    Ok(row.map(|row| feature_of(Layer::Areas, &row)))
}

fn write_places(
    store: &dyn IncidentStore,
    knowledge: &StoreKnowledge,
    writer: &mut (dyn LayerWriter + '_),
) -> Result<usize, StoreError> {
    let mut written = 0;
    for count in store.places()? {
        let Some(place) = knowledge.gazetteer.describe(count.place) else {
            continue;
        };
        let properties = PlaceProperties {
            place_id: count.place.0,
            place: place.name,
            feature_code: place.feature_code,
            country: place.country,
            admin1: place.admin1,
            count: count.mentions,
            document_count: count.documents,
        };
        writer.write_row(&place_row(&properties, place.point))?;
        written += 1;
    }
    Ok(written)
}

impl StoreError {
    /// Whether the reader of an export went away, which is no failure of ours.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, StoreError::Export(error) if ExportError::is_closed_pipe(error))
    }
}

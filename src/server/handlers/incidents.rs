//! `/api/collections/incidents/items`: the incidents, filtered, as GeoJSON.

use axum::extract::{Path, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::feature_answer;
use crate::export::geojson::MEDIA_TYPE;
use crate::export::places::{DescribePlace, PlaceDescription};
use crate::export::wire::{degrees, evidence_role_name};
use crate::gazetteer::PlaceId;
use crate::incident::EvidenceRole;
use crate::server::error::ApiError;
use crate::server::links::{Base, HTML, JSON, Link};
use crate::server::parameters::Parameters;
use crate::server::state::{AppState, SharedState};
use crate::store::{Cursor, IncidentQuery, NameCandidate, NamedPlace, newest_page};

/// How many incidents come without a `limit`.
pub(super) const DEFAULT_LIMIT: usize = 100;

/// A page of the incidents asked for, newest first unless `sortby` says otherwise.
pub(in crate::server) async fn list(
    State(state): State<SharedState>,
    base: Base,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    let mut query = IncidentQuery::parse(parameters.pairs(), &state.terms())?;
    query.limit.get_or_insert(DEFAULT_LIMIT);
    let page = Page::find(&state, &query)?;
    let links = page_links(&base, &parameters, page.next.as_ref().map(Cursor::to_token).as_deref());
    let tail = PageTail {
        links,
        number_matched: Some(page.matched),
        number_returned: page.rows.len(),
    };
    let mut body = Vec::with_capacity(256 + 1500 * page.rows.len());
    body.extend_from_slice(b"{\"type\":\"FeatureCollection\",\"features\":[");
    let start = body.len();
    state.store.features(&page.columns, &page.rows, &mut |feature| {
        if start < body.len() {
            body.push(b',');
        }
        body.extend_from_slice(feature);
    })?;
    tail.end(&mut body)?;
    Ok(feature_answer(body))
}

/// The rows of a page.
pub(super) struct Page {
    pub(super) columns: std::sync::Arc<crate::store::Columns>,
    pub(super) rows: Vec<u32>,
    pub(super) matched: usize,
    pub(super) next: Option<Cursor>,
}

impl Page {
    /// In the usual order all that match are selected once and remembered, so that the count and the further pages cost no scan.
    pub(super) fn find(state: &AppState, query: &IncidentQuery) -> Result<Page, ApiError> {
        let whole = IncidentQuery {
            limit: None,
            offset: 0,
            after: None,
            sort: crate::store::Sort::default(),
            ..query.clone()
        };
        let view = state.select(&whole)?;
        let columns = view.index.columns();
        if let Some((rows, next)) = newest_page(columns, view.picked.numbers(), query) {
            return Ok(Page {
                columns: std::sync::Arc::clone(columns),
                rows,
                matched: view.picked.count(),
                next,
            });
        }
        let found = state.store.find(query)?;
        Ok(Page {
            columns: found.columns,
            rows: found.rows,
            matched: found.matched,
            next: found.next,
        })
    }

    /// Leaves nothing on it.
    pub(super) fn clear(&mut self) {
        (self.rows, self.matched, self.next) = (Vec::new(), 0, None);
    }
}

/// What stands behind the features of a page: the counts of OGC API – Features Part 1, section 7.15, and the links. No time stamp: the same
/// question gets the same bytes.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PageTail {
    pub(super) links: Vec<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) number_matched: Option<usize>,
    pub(super) number_returned: usize,
}

impl PageTail {
    /// Ends an array of features and the object around it.
    pub(super) fn end(&self, body: &mut Vec<u8>) -> Result<(), ApiError> {
        let tail = serde_json::to_vec(self).map_err(|_never_for_our_types| ApiError::internal())?;
        body.extend_from_slice(b"],");
        body.extend_from_slice(tail.get(1..).unwrap_or_default());
        Ok(())
    }
}

/// The links of a page to itself, to its collection and, where there is one, to the next page.
pub(super) fn page_links(base: &Base, parameters: &Parameters, next: Option<&str>) -> Vec<Link> {
    let collection = base.path().trim_end_matches("/items");
    let same = base.path_with(parameters.pairs());
    let html = base.path_with(parameters.pairs().chain([("f", "html")]));
    let mut links = vec![
        base.link(&same, "self", MEDIA_TYPE, "This page"),
        base.link(&html, "alternate", HTML, "This page to read"),
        base.link(collection, "collection", JSON, "The collection"),
    ];
    if let Some(token) = next {
        let kept = parameters
            .pairs()
            .filter(|(name, _)| !matches!(*name, "token" | "offset"));
        let following = base.path_with(kept.chain([("token", token)]));
        links.push(base.link(&following, "next", MEDIA_TYPE, "The next page"));
    }
    links
}

/// A place that the incident's place name may mean.
#[derive(Debug, Serialize)]
struct CandidateProperties {
    place_id: u32,
    name: String,
    feature_code: String,
    admin1: String,
    country: String,
    country_name: String,
    longitude: f64,
    latitude: f64,
    /// Share of belief, 0 to 1.
    score: f64,
    /// What spoke for it and against it, strongest first.
    reasons: Vec<ReasonProperties>,
}

#[derive(Debug, Serialize)]
struct ReasonProperties {
    signal: String,
    weight: f64,
}

/// One incident as a feature, with the places that its place name may mean and why ("why here?").
pub(in crate::server) async fn show(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    base: Base,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let missing = || ApiError::not_found(format!("there is no incident `{id}`"));
    let feature = state.store.feature(&id)?.ok_or_else(missing)?;
    let placed: PlacedFeature = serde_json::from_slice(&feature).map_err(|_damaged| ApiError::internal())?;
    let candidates = candidates(&state, &placed.properties)?;
    let links = [
        base.link(base.path(), "self", MEDIA_TYPE, "This incident"),
        base.link(
            &format!("{}?f=html", base.path()),
            "alternate",
            HTML,
            "This incident to read",
        ),
        base.link("/api/collections/incidents", "collection", JSON, "Incidents"),
    ];
    Ok(feature_answer(with_members(feature, &candidates, &links)?))
}

/// The feature's bytes with `candidates` as the last of its properties and `links` behind them. Features end with their properties.
fn with_members(mut feature: Vec<u8>, candidates: &[CandidateProperties], links: &[Link]) -> Result<Vec<u8>, ApiError> {
    let json = |value: serde_json::Result<Vec<u8>>| value.map_err(|_never_for_our_types| ApiError::internal());
    if !feature.ends_with(b"}}") {
        return Err(ApiError::internal());
    }
    feature.truncate(feature.len() - 2);
    feature.extend_from_slice(b",\"candidates\":");
    feature.extend(json(serde_json::to_vec(candidates))?);
    feature.extend_from_slice(b"},\"links\":");
    feature.extend(json(serde_json::to_vec(links))?);
    feature.push(b'}');
    Ok(feature)
}

/// As much of a feature as tells which name places the incident.
#[derive(Debug, Deserialize)]
struct PlacedFeature {
    properties: PlacedIncident,
}

#[derive(Debug, Deserialize)]
struct PlacedIncident {
    place_mention: Option<String>,
    sources: Vec<TellingDocument>,
    evidence: Vec<EvidenceSpot>,
}

#[derive(Debug, Deserialize)]
struct TellingDocument {
    document: String,
}

#[derive(Debug, Deserialize)]
struct EvidenceSpot {
    role: String,
    start: usize,
    end: usize,
}

impl PlacedIncident {
    /// The words that are evidence for the place.
    fn place_spots(&self) -> impl Iterator<Item = &EvidenceSpot> {
        let spots = self.evidence.iter();
        spots.filter(|spot| spot.role == evidence_role_name(EvidenceRole::Place))
    }
}

impl EvidenceSpot {
    fn meets(&self, start: usize, end: usize) -> bool {
        start < self.end && self.start < end
    }
}

/// The candidates of the name that places the incident, in the document that it is told from; none where no name does.
fn candidates(state: &AppState, placed: &PlacedIncident) -> Result<Vec<CandidateProperties>, ApiError> {
    let Some(source) = placed.sources.first() else {
        return Ok(Vec::new());
    };
    let names = state.store.named_places(&source.document, &|start, end, name| {
        let is_evidence = placed.place_spots().any(|spot| spot.meets(start, end));
        is_evidence || placed.place_mention.as_deref() == Some(name)
    })?;
    let named = placing_name(placed, &names);
    let candidates = named.map_or(&[][..], |named| &named.candidates);
    let described = candidates
        .iter()
        .filter_map(|candidate| CandidateProperties::new(state, candidate));
    Ok(described.collect())
}

/// The name that is written as the words that gave the place, best where it is evidence; else any name at that evidence, which may
/// hold the country's too.
fn placing_name<'t>(placed: &PlacedIncident, toponyms: &'t [NamedPlace]) -> Option<&'t NamedPlace> {
    let is_mention = |name: &NamedPlace| placed.place_mention.as_deref() == Some(name.name.as_str());
    let is_evidence = |name: &NamedPlace| placed.place_spots().any(|spot| spot.meets(name.start, name.end));
    let named = toponyms.iter().filter(|name| is_mention(name) || is_evidence(name));
    named.min_by_key(|name| (!is_mention(name), !is_evidence(name)))
}

impl CandidateProperties {
    fn new(state: &AppState, candidate: &NameCandidate) -> Option<CandidateProperties> {
        let gazetteer = state.gazetteer.as_ref();
        let PlaceDescription {
            name,
            point,
            feature_code,
            country,
            admin1,
        } = gazetteer.describe(PlaceId(candidate.place))?;
        let country_name = gazetteer.country(&country).map(|place| place.name.to_owned());
        let reasons = candidate.reasons.iter();
        Some(CandidateProperties {
            place_id: candidate.place,
            name,
            feature_code,
            admin1,
            country_name: country_name.unwrap_or_default(),
            country,
            longitude: degrees(point.lon),
            latitude: degrees(point.lat),
            score: candidate.score,
            reasons: reasons
                .map(|(signal, weight)| ReasonProperties {
                    signal: signal.clone(),
                    weight: *weight,
                })
                .collect(),
        })
    }
}

//! `/api/collections/documents/items`: the articles, and each with all that was read out of it.

use axum::extract::{Path, State};
use axum::response::Response;
use jiff::civil::Date;
use serde::Serialize;

use super::incidents::{DEFAULT_LIMIT, PageTail, page_links};
use super::{feature_answer, geojson_answer};
use crate::export::geojson::MEDIA_TYPE;
use crate::export::places::{CandidateProperties, DescribePlace, EvidenceProperties, Shared, ToponymProperties};
use crate::export::wire::degrees;
use crate::gazetteer::PlaceId;
use crate::server::error::ApiError;
use crate::server::links::{Base, HTML, JSON, Link};
use crate::server::parameters::Parameters;
use crate::server::state::{AppState, SharedState};
use crate::store::{MAX_LIMIT, NameCandidate, NamedPlace, NamedTime, RejectedPassage, StoredDocument, read_datetime};

/// Documents that are looked at in one go.
const BATCH: usize = 500;

/// An article as a feature without a place; what was read out of it stands beside the properties.
#[derive(Debug, Serialize)]
struct DocumentFeature {
    r#type: &'static str,
    geometry: Option<()>,
    properties: DocumentProperties,
    links: [Link; 3],
    #[serde(flatten)]
    document: DocumentProperties,
    text: String,
    toponyms: Vec<ToponymProperties>,
    timexes: Vec<TimexProperties>,
    incidents: Vec<String>,
    rejected: Vec<RejectedPassage>,
    warnings: Vec<String>,
}

/// What is known about an article.
#[derive(Clone, Debug, Serialize)]
struct DocumentProperties {
    id: String,
    title: Option<String>,
    date: Option<String>,
    source: Option<String>,
    url: Option<String>,
    language: Option<String>,
    incident_count: usize,
}

/// An article of a list.
#[derive(Debug, Serialize)]
struct ListedDocument {
    r#type: &'static str,
    geometry: Option<()>,
    id: String,
    properties: DocumentProperties,
}

/// A time expression as outputs tell it.
#[derive(Debug, Serialize)]
struct TimexProperties {
    start: usize,
    end: usize,
    text: String,
    #[serde(rename = "type")]
    kind: String,
    value: String,
}

/// An article with its place names, its time expressions, its incidents, and what looks like one and is none.
pub(in crate::server) async fn show(
    State(state): State<SharedState>,
    Path(id): Path<String>,
    base: Base,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let stored = state.store.document(&id)?;
    let stored = stored.ok_or_else(|| ApiError::not_found(format!("there is no document `{id}`")))?;
    let properties = DocumentProperties::of(&stored);
    let toponyms = stored.reading.toponyms.iter();
    let timexes = stored.reading.timexes.into_iter();
    geojson_answer(&DocumentFeature {
        r#type: "Feature",
        geometry: None,
        properties: properties.clone(),
        links: [
            base.link(base.path(), "self", MEDIA_TYPE, "This document"),
            base.link(
                &format!("{}?f=html", base.path()),
                "alternate",
                HTML,
                "This document to read",
            ),
            base.link("/api/collections/documents", "collection", JSON, "Documents"),
        ],
        document: properties,
        text: stored.document.text,
        toponyms: toponyms.map(|name| toponym(&state, name)).collect(),
        timexes: timexes.map(TimexProperties::from).collect(),
        incidents: stored.incidents,
        rejected: stored.reading.rejected,
        warnings: stored.reading.warnings,
    })
}

/// The articles by identifier; with `datetime`, those published then. None lies in a box, since articles have no place of their own.
pub(in crate::server) async fn list(
    State(state): State<SharedState>,
    base: Base,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    let [bbox, datetime, limit, token] = parameters.known(["bbox", "datetime", "limit", "token"])?;
    let bbox = bbox.map(crate::store::read_bbox).transpose()?;
    let period = datetime.map(read_datetime).transpose()?;
    let limit = limit.map_or(Ok(DEFAULT_LIMIT), read_limit)?;
    let after = token.map(read_token).transpose()?;
    let mut page = Vec::new();
    if bbox.is_none() {
        page = published(&state, after, period, limit.saturating_add(1))?;
    }
    let has_more = limit < page.len();
    page.truncate(limit);
    let next = page.last().filter(|_| has_more).map(|last| token_of(&last.document.id));
    let tail = PageTail {
        links: page_links(&base, &parameters, next.as_deref()),
        // Counting those of a period would read every article.
        number_matched: match (bbox, period) {
            (None, None) => Some(state.store.counts()?.documents),
            (Some(_), _) => Some(0),
            (None, Some(_)) => None,
        },
        number_returned: page.len(),
    };
    let listed: Vec<ListedDocument> = page.iter().map(ListedDocument::of).collect();
    let mut body = b"{\"type\":\"FeatureCollection\",\"features\":".to_vec();
    body.extend(serde_json::to_vec(&listed).map_err(|_never_for_our_types| ApiError::internal())?);
    body.pop();
    tail.end(&mut body)?;
    Ok(feature_answer(body))
}

/// The first `wanted` articles after an identifier that were published in the period.
fn published(
    state: &AppState,
    mut after: Option<String>,
    period: Option<(Option<Date>, Option<Date>)>,
    wanted: usize,
) -> Result<Vec<StoredDocument>, ApiError> {
    let is_in = |date: Option<Date>| {
        period.is_none_or(|(from, to)| {
            date.is_some_and(|date| from.is_none_or(|from| from <= date) && to.is_none_or(|to| date <= to))
        })
    };
    let mut found = Vec::new();
    while found.len() < wanted {
        let batch = state.store.documents(after.as_deref(), BATCH.min(wanted))?;
        let Some(last) = batch.last() else { break };
        after = Some(last.document.id.clone());
        found.extend(batch.into_iter().filter(|stored| is_in(stored.document.date)));
    }
    found.truncate(wanted);
    Ok(found)
}

/// `limit` of a list: larger ones are lowered.
pub(super) fn read_limit(value: &str) -> Result<usize, ApiError> {
    let limit = value.parse::<usize>().ok().filter(|limit| *limit > 0);
    let wrong = || ApiError::bad_request("give a whole number from 1 to 10000").about("limit");
    Ok(limit.ok_or_else(wrong)?.min(MAX_LIMIT))
}

/// An identifier as letters and digits.
pub(super) fn token_of(id: &str) -> String {
    let digits = id.bytes().map(|byte| format!("{byte:02x}"));
    digits.collect()
}

/// The identifier of a token.
pub(super) fn read_token(token: &str) -> Result<String, ApiError> {
    let wrong = || ApiError::bad_request("take the token from the link `next` of a page").about("token");
    let pairs = token.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
        u8::from_str_radix(pair, 16).ok()
    });
    let bytes: Option<Vec<u8>> = pairs.collect();
    bytes.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(wrong)
}

impl DocumentProperties {
    fn of(stored: &StoredDocument) -> DocumentProperties {
        let document = &stored.document;
        DocumentProperties {
            id: document.id.clone(),
            title: document.title.clone(),
            date: document.date.map(|date| date.to_string()),
            source: document.source.clone(),
            url: document.url.clone(),
            language: document.language.clone(),
            incident_count: stored.incidents.len(),
        }
    }
}

impl ListedDocument {
    fn of(stored: &StoredDocument) -> ListedDocument {
        ListedDocument {
            r#type: "Feature",
            geometry: None,
            id: stored.document.id.clone(),
            properties: DocumentProperties::of(stored),
        }
    }
}

impl From<NamedTime> for TimexProperties {
    fn from(time: NamedTime) -> Self {
        TimexProperties {
            start: time.start,
            end: time.end,
            text: time.text,
            kind: time.kind,
            value: time.value,
        }
    }
}

/// A toponym in the shape of `dateline toponyms`.
fn toponym(state: &AppState, name: &NamedPlace) -> ToponymProperties {
    let mut candidates = name
        .candidates
        .iter()
        .filter_map(|candidate| described(state, candidate));
    ToponymProperties {
        start: name.start,
        end: name.end,
        name: name.name.clone(),
        place: candidates.next().map(Shared::new),
        lies: None,
        spot: None,
        role: if name.is_literal { "literal" } else { "associative" },
        alternatives: candidates.collect(),
    }
}

fn described(state: &AppState, candidate: &NameCandidate) -> Option<CandidateProperties> {
    let place = state.gazetteer.describe(PlaceId(candidate.place))?;
    Some(CandidateProperties {
        lat: degrees(place.point.lat),
        lon: degrees(place.point.lon),
        place_id: candidate.place,
        place: place.name,
        feature_code: place.feature_code,
        country: place.country,
        admin1: place.admin1,
        score: candidate.score,
        evidence: Vec::<EvidenceProperties>::new(),
    })
}

//! The places that documents name: each mention (a toponym line), and each place with its count (the layer `places`).

use std::collections::{BTreeMap, HashMap};
use std::ops::Deref;
use std::sync::Arc;

use ::geojson::Feature;
use serde::{Serialize, Serializer};

use super::ExportError;
use super::geojson::{feature, multi_polygon};
use super::wire::{degrees, location_precision_name, rounded};
use crate::document::Document;
use crate::gazetteer::{Gazetteer, PlaceId, Polygons};
use crate::geography::LonLat;
use crate::resolve::{Around, AroundBasis, Candidate, ResolvedToponym, Spot};
use crate::span::CodePoints;
use crate::toponym::ToponymRole;

/// What the outside is told about a place of the gazetteer.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceDescription {
    /// Display name.
    pub name: String,
    /// WGS84 point.
    pub point: LonLat,
    /// GeoNames feature code.
    pub feature_code: String,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// First-order division by name, or empty.
    pub admin1: String,
}

/// Tells what a place id stands for.
pub trait DescribePlace {
    /// The place, `None` where the id is not known.
    fn describe(&self, id: PlaceId) -> Option<PlaceDescription>;
}

impl DescribePlace for Gazetteer {
    fn describe(&self, id: PlaceId) -> Option<PlaceDescription> {
        let place = self.place(id)?;
        let division = self.admin1(place.country, place.admin1);
        Some(PlaceDescription {
            name: place.name.to_owned(),
            point: place.point,
            feature_code: place.code.to_owned(),
            country: place.country.to_owned(),
            admin1: division.map(|division| division.name.to_owned()).unwrap_or_default(),
        })
    }
}

/// The places named in one document: a line of `dateline toponyms`. Mentions are described while they are written, one at a time.
#[derive(Debug, Serialize)]
#[serde(bound = "")]
pub struct ToponymLine<'a, P: DescribePlace> {
    /// Identifier of the document.
    pub id: &'a str,
    /// Every mention, in text order.
    pub toponyms: Mentions<'a, P>,
}

/// Names whose places are kept described, so that texts without end need no memory without end.
const MOST_KNOWN: usize = 10_000;

/// The mentions of one document, to be described one after the other.
#[derive(Debug)]
pub struct Mentions<'a, P: DescribePlace> {
    document: &'a Document,
    toponyms: &'a [ResolvedToponym],
    places: &'a P,
}

impl<'a, P: DescribePlace> Mentions<'a, P> {
    /// Mentions of the document, in the order of `toponyms`.
    pub fn new(document: &'a Document, toponyms: &'a [ResolvedToponym], places: &'a P) -> Self {
        Mentions {
            document,
            toponyms,
            places,
        }
    }

    /// Every mention; the places of a name are described once and shared.
    pub fn described(&self) -> impl Iterator<Item = ToponymProperties> {
        let text = &self.document.text;
        let code_points = CodePoints::new(text);
        // By where the candidates lie, which all mentions of a name share.
        let mut known: HashMap<*const Candidate, Candidates> = HashMap::new();
        self.toponyms.iter().map(move |resolved| {
            let Candidates { place, alternatives } = match resolved.candidates.as_ref() {
                [] => Candidates {
                    place: resolved
                        .around
                        .and_then(|around| described_around(around, self.places))
                        .map(Shared::new),
                    alternatives: Shared::default(),
                },
                candidates => {
                    if MOST_KNOWN <= known.len() {
                        known.clear();
                    }
                    let described = known.entry(candidates.as_ptr());
                    described
                        .or_insert_with(|| Candidates::of(candidates, self.places))
                        .clone()
                }
            };
            let span = resolved.toponym.span;
            ToponymProperties {
                start: code_points.at(span.start()),
                end: code_points.at(span.end()),
                name: span.of(text).to_owned(),
                place,
                lies: resolved.around.map(|around| match around.basis {
                    AroundBasis::Container => "in",
                    AroundBasis::Focus => "around",
                }),
                spot: resolved
                    .spot
                    .as_ref()
                    .map(|found| spot(found, self.document, &code_points)),
                role: role(resolved.toponym.role),
                alternatives,
            }
        })
    }
}

impl<P: DescribePlace> Serialize for Mentions<'_, P> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.described())
    }
}

/// The described candidates of a name.
#[derive(Clone, Debug)]
struct Candidates {
    place: Option<Shared<CandidateProperties>>,
    alternatives: Shared<[CandidateProperties]>,
}

impl Candidates {
    fn of(candidates: &[Candidate], places: &impl DescribePlace) -> Candidates {
        let mut described = candidates.iter().filter_map(|candidate| described(candidate, places));
        Candidates {
            place: described.next().map(Shared::new),
            alternatives: described.collect(),
        }
    }
}

/// What several mentions tell alike.
#[derive(Debug, PartialEq)]
pub struct Shared<T: ?Sized>(Arc<T>);

impl<T> Shared<T> {
    /// With one owner as yet.
    pub fn new(value: T) -> Shared<T> {
        Shared(Arc::new(value))
    }
}

impl<T: ?Sized> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(Arc::clone(&self.0))
    }
}

impl<T> Default for Shared<[T]> {
    fn default() -> Self {
        Shared(Arc::default())
    }
}

impl<T: ?Sized> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> FromIterator<T> for Shared<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Shared(values.into_iter().collect())
    }
}

impl<T: ?Sized + Serialize> Serialize for Shared<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_ref().serialize(serializer)
    }
}

/// One mention; without coordinates where it could not be resolved.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ToponymProperties {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words.
    pub name: String,
    /// The place chosen; nothing where none was.
    #[serde(flatten)]
    pub place: Option<Shared<CandidateProperties>>,
    /// Where the gazetteer lacks the place, how it lies to the one that is told instead: `in` it, as the text says, or `around` it, as far as
    /// the document tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lies: Option<&'static str>,
    /// Where a vague or relative phrase around the name leads: "15 km north of", "northern", "the border of". `lat` and `lon` stay those of
    /// the place named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spot: Option<SpotProperties>,
    /// `literal` or `associative`.
    pub role: &'static str,
    /// The places not chosen, best first.
    pub alternatives: Shared<[CandidateProperties]>,
}

/// Where a phrase such as "15 km north of Taji" leads; the words of its properties are those of incidents.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpotProperties {
    /// First code point of the phrase.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The phrase, the name in it.
    pub text: String,
    /// `offset`, `distance`, `part`, `between`, `border`, `waters`, `near` or `fringe`.
    pub relation: &'static str,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// `site`, `settlement`, `district`, `province`, `region` or `country`.
    pub location_precision: &'static str,
    /// Radius in metres within which it is believed to lie.
    pub uncertainty_m: f64,
}

/// One place that a mention may mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CandidateProperties {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Gazetteer identifier.
    pub place_id: u32,
    /// Display name.
    pub place: String,
    /// GeoNames feature code.
    pub feature_code: String,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// First-order division by name, or empty.
    pub admin1: String,
    /// Share of belief, 0 to 1.
    pub score: f64,
    /// The reasons, where they were asked for (`--explain`).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceProperties>,
}

/// One reason for or against a place.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EvidenceProperties {
    /// What was looked at.
    pub signal: &'static str,
    /// What it adds; negative speaks against.
    pub weight: f64,
}

/// The line for one document; mentions keep their order.
pub fn toponym_line<'a, P: DescribePlace>(
    document: &'a Document,
    toponyms: &'a [ResolvedToponym],
    places: &'a P,
) -> ToponymLine<'a, P> {
    ToponymLine {
        id: &document.id,
        toponyms: Mentions::new(document, toponyms, places),
    }
}

/// Each mention of a line as a point feature, those without a place with a null geometry. Ids are `document/number`, counted from 0.
///
/// Each is an [`ExportError::Format`] where a property is no JSON, which none of ours is.
pub fn toponym_features<P: DescribePlace>(
    line: &ToponymLine<'_, P>,
) -> impl Iterator<Item = Result<Feature, ExportError>> {
    line.toponyms.described().enumerate().map(|(number, toponym)| {
        let point = toponym.place.as_ref().map(|place| (place.lon, place.lat));
        feature(format!("{}/{number}", line.id), point, &toponym)
    })
}

/// One place and how often it is named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlaceProperties {
    /// Gazetteer identifier.
    pub place_id: u32,
    /// Display name.
    pub place: String,
    /// GeoNames feature code.
    pub feature_code: String,
    /// ISO 3166-1 alpha-2, or empty.
    pub country: String,
    /// First-order division by name, or empty.
    pub admin1: String,
    /// How often it is named.
    pub count: usize,
    /// In how many documents.
    pub document_count: usize,
}

/// Counts the places that documents name.
#[derive(Clone, Debug, Default)]
pub struct PlaceCounts {
    /// Mentions and documents for each place.
    counts: BTreeMap<PlaceId, (usize, usize)>,
}

impl PlaceCounts {
    /// Counts the mentions of one document.
    pub fn add(&mut self, toponyms: &[ResolvedToponym]) {
        let mut here: BTreeMap<PlaceId, usize> = BTreeMap::new();
        for place in toponyms.iter().filter_map(ResolvedToponym::place) {
            *here.entry(place).or_default() += 1;
        }
        for (place, mentions) in here {
            let (all_mentions, documents) = self.counts.entry(place).or_default();
            *all_mentions += mentions;
            *documents += 1;
        }
    }

    /// Adds what was counted elsewhere.
    pub fn add_counted(&mut self, place: PlaceId, mentions: usize, documents: usize) {
        let (all_mentions, all_documents) = self.counts.entry(place).or_default();
        *all_mentions += mentions;
        *all_documents += documents;
    }

    /// The places as point features, most named first, then by id.
    ///
    /// # Errors
    /// [`ExportError::Format`] where a property is no JSON, which none of ours is.
    pub fn features(&self, places: &impl DescribePlace) -> Result<Vec<Feature>, ExportError> {
        let mut counts: Vec<_> = self.counts.iter().collect();
        counts.sort_by_key(|(_, (mentions, _))| std::cmp::Reverse(*mentions));
        let described = counts.into_iter().filter_map(|(id, &(count, document_count))| {
            let place = places.describe(*id)?;
            let point = Some((degrees(place.point.lon), degrees(place.point.lat)));
            let properties = PlaceProperties {
                place_id: id.0,
                place: place.name,
                feature_code: place.feature_code,
                country: place.country,
                admin1: place.admin1,
                count,
                document_count,
            };
            Some(feature(id.0.to_string(), point, &properties))
        });
        described.collect()
    }
}

/// The area of a place.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct AreaProperties {
    place_id: u32,
    place: String,
    feature_code: String,
    country: String,
    admin1: String,
    /// Whether it is an outline; else a circle around a point.
    is_outline: bool,
}

/// The area of a place as a feature of polygons; a place that is not known has no properties but its id.
///
/// # Errors
/// [`ExportError::Format`] where a property is no JSON, which none of ours is.
pub fn area_feature(
    places: &impl DescribePlace,
    id: PlaceId,
    polygons: &Polygons,
    is_outline: bool,
) -> Result<Feature, ExportError> {
    let properties = places.describe(id).map(|place| AreaProperties {
        place_id: id.0,
        place: place.name,
        feature_code: place.feature_code,
        country: place.country,
        admin1: place.admin1,
        is_outline,
    });
    let mut area = feature(id.0.to_string(), None, &properties)?;
    area.geometry = Some(multi_polygon(polygons));
    Ok(area)
}

fn described(candidate: &Candidate, places: &impl DescribePlace) -> Option<CandidateProperties> {
    let place = places.describe(candidate.place)?;
    let evidence = candidate.evidence.iter().map(|evidence| EvidenceProperties {
        signal: evidence.signal,
        weight: rounded(evidence.weight, 1e4),
    });
    Some(CandidateProperties {
        lat: degrees(place.point.lat),
        lon: degrees(place.point.lon),
        place_id: candidate.place.0,
        place: place.name,
        feature_code: place.feature_code,
        country: place.country,
        admin1: place.admin1,
        score: rounded(candidate.score, 1e4),
        evidence: evidence.collect(),
    })
}

fn spot(spot: &Spot, document: &Document, code_points: &CodePoints<'_>) -> SpotProperties {
    SpotProperties {
        start: code_points.at(spot.span.start()),
        end: code_points.at(spot.span.end()),
        text: spot.span.of(&document.text).to_owned(),
        relation: spot.relation.name(),
        lat: degrees(spot.point.lat),
        lon: degrees(spot.point.lon),
        location_precision: location_precision_name(spot.precision),
        uncertainty_m: spot.uncertainty_m.round(),
    }
}

/// The place that stands for the surroundings of one that is not known.
fn described_around(around: Around, places: &impl DescribePlace) -> Option<CandidateProperties> {
    let candidate = Candidate {
        place: around.place,
        score: 0.0,
        evidence: [].into(),
    };
    described(&candidate, places)
}

fn role(role: ToponymRole) -> &'static str {
    match role {
        ToponymRole::Literal => "literal",
        ToponymRole::Associative => "associative",
    }
}

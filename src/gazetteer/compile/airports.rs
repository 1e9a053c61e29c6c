//! Airports and air bases from `airportsdata`.

use std::collections::HashMap;
use std::path::Path;

use super::nearest::CityGrid;
use super::table::Table;
use super::{OwnIds, add_names};
use crate::gazetteer::draft::PlaceDraft;
use crate::gazetteer::error::GazetteerError;
use crate::gazetteer::place::{FeatureClass, NameKind};

/// Airports with an IATA code or an ICAO code of four letters; private strips are left out.
pub(super) fn read(sources: &Path, cities: &[PlaceDraft], ids: &mut OwnIds) -> Result<Vec<PlaceDraft>, GazetteerError> {
    let table = Table::read(&sources.join("airportsdata/airports.csv"))?;
    let grid = CityGrid::new(cities);
    let mut drafts = Vec::new();
    // The best airport of each city so far, by country and city.
    let mut main: HashMap<(String, String), (u32, usize)> = HashMap::new();
    for row in &table.rows {
        let (icao, iata, name) = (row.get("icao")?, row.get("iata")?, row.get("name")?);
        let (city, country) = (row.get("city")?, row.get("country")?);
        if !is_known_to_news(icao, iata, name) {
            continue;
        }
        let point = row.point("lon", "lat")?;
        let code = if is_military(name) { "AIRB" } else { "AIRP" };
        let id = ids.id(&format!("airport:{icao}"));
        let mut draft = PlaceDraft::new(id.0, name, point, FeatureClass::Site, code);
        let short = name.replace(" International", "");
        add_names(&mut draft, [(short.as_str(), NameKind::Alternate)]);
        for full in [name, &short] {
            let names = own_names(full, &grid.names_near(country, point));
            add_names(&mut draft, names.into_iter().map(|name| (name, NameKind::Alternate)));
        }
        draft.admin1 = grid.admin1(country, point);
        country.clone_into(&mut draft.country);
        let rank = rank(name, city, iata);
        if !city.is_empty() && rank > 0 {
            let best = main
                .entry((country.to_owned(), city.to_owned()))
                .or_insert((rank, drafts.len()));
            if best.0 < rank {
                *best = (rank, drafts.len());
            }
        }
        drafts.push(draft);
    }
    for ((_, city), (_, number)) in main {
        let names = [format!("{city} airport"), format!("{city} international airport")];
        add_names(
            &mut drafts[number],
            names.iter().map(|name| (name.as_str(), NameKind::Alternate)),
        );
    }
    Ok(drafts)
}

/// `London Heathrow Airport` goes by `Heathrow Airport`, `Ottawa / Macdonald-Cartier Airport` by what follows the slash.
fn own_names<'n>(full: &'n str, cities: &[&str]) -> Vec<&'n str> {
    let mut names = Vec::new();
    if let Some((_, own)) = full.split_once('/') {
        names.push(own.trim());
    }
    let city = cities
        .iter()
        .filter(|city| full.starts_with(**city))
        .max_by_key(|city| city.len());
    let rest = city
        .and_then(|city| full.strip_prefix(city))
        .and_then(|rest| rest.strip_prefix(' '));
    // `Baghdad Airport` without its city would be any airport.
    names.extend(rest.filter(|rest| {
        !matches!(*rest, "Airport" | "International Airport" | "Air Base" | "Airfield") && rest.contains(' ')
    }));
    names.retain(|name| name.ends_with("Airport"));
    names
}

fn is_known_to_news(icao: &str, iata: &str, name: &str) -> bool {
    let real = icao.len() == 4 && icao.bytes().all(|letter| letter.is_ascii_uppercase());
    // Brazil gives such codes to thousands of farm strips; its airports proper begin with SB.
    let farm_strip =
        icao.starts_with('S') && matches!(icao.as_bytes().get(1), Some(b'D' | b'I' | b'J' | b'N' | b'S' | b'W'));
    !name.is_empty() && (!iata.is_empty() || real && !farm_strip) && !name.contains("Heliport")
}

fn is_military(name: &str) -> bool {
    const SIGNS: &[&str] = &[
        "air base",
        "airbase",
        "air force",
        "afb",
        "army air",
        "aaf",
        "military",
        "naval",
        "marine corps",
        "raf ",
        "joint base",
    ];
    let name = name.to_lowercase();
    SIGNS.iter().any(|sign| name.contains(sign))
}

/// How much an airport is *the* airport of its city; 0 is not at all.
fn rank(name: &str, city: &str, iata: &str) -> u32 {
    if is_military(name) || iata.is_empty() {
        return 0;
    }
    1 + 2 * u32::from(name.contains("International")) + u32::from(name.starts_with(city))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn farm_strips_and_heliports_are_left_out() {
        assert!(is_known_to_news("ORBI", "BGW", "Baghdad International Airport"));
        assert!(is_known_to_news("ORTI", "", "Al Taji Army Air Field"));
        assert!(!is_known_to_news("00AA", "", "Aero B Ranch Airport"));
        assert!(!is_known_to_news("SNQX", "", "Fazenda Sol"));
    }

    #[test]
    fn airports_go_by_their_own_names_too() {
        let cities = ["London", "Lo"];
        assert_eq!(own_names("London Heathrow Airport", &cities), ["Heathrow Airport"]);
        assert_eq!(own_names("London International Airport", &cities), Vec::<&str>::new());
        assert_eq!(
            own_names("Ottawa / Macdonald-Cartier Airport", &cities),
            ["Macdonald-Cartier Airport"]
        );
        assert_eq!(own_names("Londonderry Airport", &cities), Vec::<&str>::new());
    }

    #[test]
    fn military_fields_are_told_by_their_names() {
        assert!(is_military("Al Taji Army Air Field"));
        assert!(is_military("RAF Lakenheath"));
        assert!(!is_military("Baghdad International Airport"));
    }
}

//! Lines of GeoNames' dumps (`readme.txt` of the export folder names the columns).

use super::Import;
use super::entry::Entry;
use crate::gazetteer::draft::PlaceDraft;
use crate::gazetteer::place::{FeatureClass, NameKind};
use crate::geography::LonLat;

/// The most names of one place; airports of great cities have hundreds in all scripts.
const MOST_NAMES: usize = 400;

/// A place: 19 columns.
pub(super) fn read_place(import: &mut Import<'_>, cells: &[&str]) -> Result<(), String> {
    let [
        id,
        name,
        ascii,
        names,
        lat,
        lon,
        class,
        code,
        country,
        _,
        admin1,
        admin2,
        _,
        _,
        population,
        ..,
    ] = cells
    else {
        return Err(format!("a place has 19 columns, this line has {}", cells.len()));
    };
    let point = point(lon, lat)?;
    let class = match class.bytes().next() {
        Some(letter) => {
            FeatureClass::from_letter(letter).ok_or_else(|| format!("there is no feature class `{class}`"))?
        }
        None => FeatureClass::Area,
    };
    let mut draft = PlaceDraft::new(number(id, "number")?, name, point, class, code).within(country, admin1);
    (*admin2).clone_into(&mut draft.admin2);
    draft.population = population
        .parse::<u64>()
        .map_or(0, |residents| u32::try_from(residents).unwrap_or(u32::MAX));
    if !ascii.is_empty() && ascii != name {
        draft.names.push(((*ascii).to_owned(), NameKind::Alternate));
    }
    let names = names.split(',').filter(|name| !name.is_empty());
    for (count, name) in names.enumerate() {
        if count < MOST_NAMES {
            draft.names.push((name.to_owned(), NameKind::Foreign));
        } else {
            draft.names_left_out += 1;
        }
    }
    import.take(draft)
}

/// `admin1CodesASCII.txt` and `admin2Codes.txt`: code, name, plain name, number. Adds names and codes to the place of that number; a division
/// without one has no point and is left out.
pub(super) fn read_division(import: &mut Import<'_>, cells: &[&str]) -> Result<(), String> {
    let [code, name, ascii, id] = cells else {
        return Err(format!("a division has 4 columns, this line has {}", cells.len()));
    };
    let mut codes = code.split('.');
    let (Some(_), Some(admin1)) = (codes.next(), codes.next()) else {
        return Err(format!("`{code}` is no code such as US.CA"));
    };
    let id = number(id, "number")?;
    for name in [name, ascii] {
        import.name(id, name, NameKind::Alternate);
    }
    let admin2 = codes.next().unwrap_or_default();
    import.enter(id, &Entry::Division(admin1.to_owned(), admin2.to_owned()));
    Ok(())
}

/// `countryInfo.txt`: the country's short name is a name of its place.
pub(super) fn read_country(import: &mut Import<'_>, cells: &[&str]) -> Result<(), String> {
    let (Some(name), Some(id)) = (cells.get(4), cells.get(16)) else {
        return Err(format!(
            "a country has 17 columns or more, this line has {}",
            cells.len()
        ));
    };
    // Territories that are no more have no number.
    if !id.is_empty() {
        import.name(number(id, "number")?, name, NameKind::Alternate);
    }
    Ok(())
}

pub(super) fn number(cell: &str, what: &str) -> Result<u32, String> {
    cell.trim()
        .parse()
        .map_err(|_not_a_number| format!("the {what} `{cell}` is no whole number"))
}

pub(super) fn point(lon: &str, lat: &str) -> Result<LonLat, String> {
    let degrees = |cell: &str| cell.trim().parse::<f64>().ok();
    let point = degrees(lon)
        .zip(degrees(lat))
        .and_then(|(lon, lat)| LonLat::new(lon, lat));
    point.ok_or_else(|| format!("latitude `{lat}`, longitude `{lon}` is no point on Earth"))
}

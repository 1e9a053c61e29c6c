//! The curated tables of `data/gazetteer/`, laid over what the packages give: facts with a source each, checked row by row.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use super::nearest::CityGrid;
use super::table::{Row, Table};
use super::{OwnIds, add_names};
use crate::gazetteer::draft::PlaceDraft;
use crate::gazetteer::error::GazetteerError;
use crate::gazetteer::feature_code::class_of;
use crate::gazetteer::name_key::{article_free, canonical, generic_free};
use crate::gazetteer::place::{FeatureClass, NameKind, PlaceId};

/// Rows of the same name and class within this distance are one place.
const SAME_PLACE_KM: f64 = 15.0;

/// Applies the tables in order: countries, first-order divisions, places, demonyms of places, aliases.
pub(super) fn apply(folder: &Path, drafts: &mut Vec<PlaceDraft>, ids: &mut OwnIds) -> Result<(), GazetteerError> {
    apply_countries(&Table::read_if_there(&folder.join("countries.csv"))?, drafts)?;
    apply_admin1(&Table::read_if_there(&folder.join("admin1.csv"))?, drafts, ids)?;
    apply_places(&Table::read_if_there(&folder.join("places.csv"))?, drafts, ids)?;
    apply_demonyms(&Table::read_if_there(&folder.join("demonyms.csv"))?, drafts)?;
    apply_aliases(&Table::read_if_there(&folder.join("aliases.csv"))?, drafts)
}

fn apply_countries(table: &Table, drafts: &mut Vec<PlaceDraft>) -> Result<(), GazetteerError> {
    let mut known: HashMap<String, usize> = HashMap::new();
    for (number, draft) in drafts.iter().enumerate() {
        if draft.as_place(0).is_country() {
            known.insert(draft.country.clone(), number);
        }
    }
    for row in &table.rows {
        let iso2 = row.required("iso2")?;
        if iso2.len() != 2 || !iso2.bytes().all(|letter| letter.is_ascii_uppercase()) {
            return Err(row.wrong("iso2", iso2, "two capital letters are needed"));
        }
        let (id, name, point) = (
            row.number("geonameid")?,
            row.required("name")?,
            row.point("lon", "lat")?,
        );
        let number = *known.entry(iso2.to_owned()).or_insert_with(|| {
            let draft = PlaceDraft::new(id, name, point, FeatureClass::Administrative, "PCLI");
            drafts.push(draft.within(iso2, ""));
            drafts.len() - 1
        });
        let draft = &mut drafts[number];
        draft.id = PlaceId(id);
        draft.point = point;
        rename(draft, name);
        let official = row.get("official_name")?;
        add_names(draft, [(official, NameKind::Alternate)]);
        add_listed_names(row, draft)?;
    }
    Ok(())
}

fn apply_admin1(table: &Table, drafts: &mut Vec<PlaceDraft>, ids: &mut OwnIds) -> Result<(), GazetteerError> {
    let mut known: HashMap<String, usize> = HashMap::new();
    for (number, draft) in drafts.iter().enumerate().filter(|(_, draft)| draft.code == "ADM1") {
        known.insert(format!("{}.{}", draft.country, draft.admin1), number);
    }
    for row in &table.rows {
        let code = row.required("code")?;
        let Some((country, admin1)) = code.split_once('.') else {
            return Err(row.wrong("code", code, "a country and a division such as `US.CA` are needed"));
        };
        let (name, point) = (row.required("name")?, row.point("lon", "lat")?);
        let number = *known.entry(code.to_owned()).or_insert_with(|| {
            let id = ids.id(&format!("admin1:{code}"));
            let draft = PlaceDraft::new(id.0, name, point, FeatureClass::Administrative, "ADM1");
            drafts.push(draft.within(country, admin1));
            drafts.len() - 1
        });
        let draft = &mut drafts[number];
        draft.point = point;
        rename(draft, name);
        super::divisions::add_short_name(draft);
        let kind = row.get("kind")?;
        if !kind.is_empty() {
            draft.names.push((format!("{name} {kind}"), NameKind::Alternate));
        }
        add_listed_names(row, draft)?;
    }
    Ok(())
}

/// `names`, `abbreviations` and `demonyms`.
fn add_listed_names(row: &Row, draft: &mut PlaceDraft) -> Result<(), GazetteerError> {
    add_names(draft, row.list("names")?.map(|name| (name, kind_of(name))));
    let abbreviations = row.list("abbreviations")?;
    add_names(draft, abbreviations.map(|name| (name, NameKind::Abbreviation)));
    add_names(draft, row.list("demonyms")?.map(|name| (name, NameKind::Demonym)));
    Ok(())
}

/// Gives a new display name; the old one stays as another name.
fn rename(draft: &mut PlaceDraft, name: &str) {
    if draft.name != name {
        let old = std::mem::replace(&mut draft.name, name.to_owned());
        draft.names.push((old, NameKind::Alternate));
    }
}

/// `NYC` and `D.C.` are abbreviations, in whatever column they stand.
fn kind_of(name: &str) -> NameKind {
    let short = name.len() <= 6 && name.bytes().all(|letter| letter.is_ascii_uppercase() || letter == b'.');
    if short {
        NameKind::Abbreviation
    } else {
        NameKind::Alternate
    }
}

fn apply_places(table: &Table, drafts: &mut Vec<PlaceDraft>, ids: &mut OwnIds) -> Result<(), GazetteerError> {
    let mut cores: HashMap<String, Vec<usize>> = HashMap::new();
    for row in &table.rows {
        cores.insert(core(row.required("name")?), Vec::new());
        for name in row.list("names")? {
            cores.insert(core(name), Vec::new());
        }
    }
    for (number, draft) in drafts.iter().enumerate() {
        let names = draft.names.iter().filter(|(_, kind)| *kind != NameKind::Abbreviation);
        for name in names.map(|(name, _)| name).chain([&draft.name]) {
            if let Some(found) = cores.get_mut(&core(name)) {
                found.push(number);
            }
        }
    }
    let mut added = Vec::new();
    let mut seen = HashSet::new();
    {
        let cities: Vec<PlaceDraft> = drafts
            .iter()
            .filter(|draft| !draft.admin1.is_empty())
            .cloned()
            .collect();
        let grid = CityGrid::new(&cities);
        for row in &table.rows {
            let mut curated = read_place(row, &mut seen, ids)?;
            let same = same_place(&curated, &cores, drafts);
            if let Some(number) = same {
                merge(&mut drafts[number], curated);
                continue;
            }
            if curated.admin1.is_empty() && matches!(curated.class, FeatureClass::Settlement | FeatureClass::Site) {
                curated.admin1 = grid.admin1(&curated.country, curated.point);
            }
            added.push(curated);
        }
    }
    drafts.append(&mut added);
    Ok(())
}

fn read_place(row: &Row, seen: &mut HashSet<String>, ids: &mut OwnIds) -> Result<PlaceDraft, GazetteerError> {
    let (name, code) = (row.required("name")?, row.required("feature_code")?);
    let (country, admin1) = (row.get("country")?, row.get("admin1")?);
    if !code
        .bytes()
        .all(|sign| sign.is_ascii_uppercase() || sign.is_ascii_digit())
    {
        return Err(row.wrong("feature_code", code, "a GeoNames feature code is needed"));
    }
    if !matches!(country.len(), 0 | 2) || !country.bytes().all(|letter| letter.is_ascii_uppercase()) {
        return Err(row.wrong("country", country, "an ISO 3166-1 alpha-2 code or nothing is needed"));
    }
    let key = format!("place:{country}:{admin1}:{code}:{name}");
    if !seen.insert(key.clone()) {
        return Err(row.wrong("name", name, "the same place stands in an earlier row"));
    }
    let id = ids.id(&key);
    let point = row.point("lon", "lat")?;
    let mut draft = PlaceDraft::new(id.0, name, point, class_of(code), code).within(country, admin1);
    add_names(&mut draft, row.list("names")?.map(|name| (name, kind_of(name))));
    Ok(draft)
}

/// The name without article and generic word: under which two rows are one place.
fn core(name: &str) -> String {
    let key = canonical(name);
    let bare = article_free(&key).unwrap_or(key);
    let airport = bare.strip_suffix(" airport").unwrap_or(&bare);
    let airport = airport.strip_suffix(" international").unwrap_or(airport);
    let core = generic_free(airport).map_or(airport, |(core, _)| core);
    core.to_owned()
}

fn same_place(curated: &PlaceDraft, cores: &HashMap<String, Vec<usize>>, drafts: &[PlaceDraft]) -> Option<usize> {
    let names = curated.names.iter().map(|(name, _)| name).chain([&curated.name]);
    let near = names
        .filter_map(|name| cores.get(&core(name)))
        .flatten()
        .map(|number| (drafts[*number].point.distance_km(curated.point), *number))
        .filter(|(km, number)| *km < SAME_PLACE_KM && drafts[*number].class == curated.class);
    near.min_by(|left, right| left.0.total_cmp(&right.0).then(left.1.cmp(&right.1)))
        .map(|(_, number)| number)
}

/// The known place takes the curated names; a site also point and code, which the curated row has better.
fn merge(known: &mut PlaceDraft, curated: PlaceDraft) {
    if known.class == FeatureClass::Site {
        known.point = curated.point;
        known.code = curated.code;
        rename(known, &curated.name);
    } else {
        add_names(known, [(curated.name.as_str(), NameKind::Alternate)]);
    }
    add_names(known, curated.names.iter().map(|(name, kind)| (name.as_str(), *kind)));
}

/// Names for the people of a curated place, which is told by name, code and country.
fn apply_demonyms(table: &Table, drafts: &mut [PlaceDraft]) -> Result<(), GazetteerError> {
    for row in &table.rows {
        let (name, code, country) = (
            row.required("name")?,
            row.required("feature_code")?,
            row.get("country")?,
        );
        let is_meant = |draft: &&mut PlaceDraft| draft.name == name && draft.code == code && draft.country == country;
        let Some(draft) = drafts.iter_mut().find(is_meant) else {
            return Err(row.wrong("name", name, "no place has this name, code and country"));
        };
        add_names(draft, row.list("demonyms")?.map(|name| (name, NameKind::Demonym)));
    }
    Ok(())
}

fn apply_aliases(table: &Table, drafts: &mut [PlaceDraft]) -> Result<(), GazetteerError> {
    let numbers: HashMap<PlaceId, usize> = drafts.iter().enumerate().map(|(at, draft)| (draft.id, at)).collect();
    for row in &table.rows {
        let id = row.number("geonameid")?;
        let Some(number) = numbers.get(&PlaceId(id)) else {
            return Err(row.wrong("geonameid", &id.to_string(), "no place has this number"));
        };
        let alias = row.required("alias")?;
        add_names(&mut drafts[*number], [(alias, kind_of(alias))]);
    }
    Ok(())
}

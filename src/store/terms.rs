//! What the words of a query mean, by the gazetteer and the taxonomy.

use super::kinds::types_named;
use super::parse::QueryTerms;
use super::region::{Region, RegionArea, RegionOutline};
use crate::gazetteer::{Gazetteer, Place, PlaceId, Polygons};
use crate::geography::LonLat;
use crate::lexicon::Taxonomy;

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
    fn regions(&self, word: &str) -> Vec<RegionArea> {
        let meant = self.meant(word).into_iter();
        meant.map(|region| self.area(region)).collect()
    }

    /// The most important place of that name, inside the region or country after the last comma where one is given: "Paris, Texas".
    fn point(&self, word: &str) -> Option<LonLat> {
        if let Ok(id) = word.parse() {
            return self.gazetteer.place(PlaceId(id)).map(|place| place.point);
        }
        let within = word
            .rsplit_once(',')
            .map(|(name, within)| (name.trim(), self.named(within.trim())));
        if let Some((name, regions)) = within
            && !regions.is_empty()
        {
            let matches = self.gazetteer.lookup_all(name);
            let inside = matches
                .iter()
                .find(|found| regions.iter().any(|region| self.holds(region, &found.place)));
            return inside.map(|found| found.place.point);
        }
        self.gazetteer
            .lookup_any_spelling(word)
            .first()
            .map(|found| found.place.point)
    }
}

impl GazetteerTerms<'_> {
    /// The regions of an identifier, a place id or a name.
    fn meant(self, word: &str) -> Vec<Region> {
        if let Some(region) = Region::from_id(word) {
            return vec![region];
        }
        if let Ok(id) = word.parse() {
            return region_of_id(self.gazetteer, PlaceId(id)).into_iter().collect();
        }
        let (name, within) = word.rsplit_once(',').unwrap_or((word, ""));
        let countries = self.named(within.trim());
        if countries.is_empty() {
            return self.named(word);
        }
        let mut inside = self.named(name.trim());
        inside.retain(|region| match region {
            Region::Division { country, .. } => countries.contains(&Region::Country {
                country: country.clone(),
            }),
            Region::Country { .. } => false,
        });
        inside
    }

    /// The region with its outline, where the gazetteer has one.
    fn area(self, region: Region) -> RegionArea {
        let outline = self.outline(&region).map(|polygons| {
            let (Region::Country { country } | Region::Division { country, .. }) = &region;
            let divisions = self.gazetteer.outlined_divisions(country).into_iter();
            RegionOutline::new(polygons, divisions.map(|division| division.name.to_owned()))
        });
        RegionArea::new(region, outline)
    }

    /// The place id that stands for the region in a query; `None` where the gazetteer has no such region.
    pub fn place_id(self, region: &Region) -> Option<PlaceId> {
        let name = match region {
            Region::Country { country } => return self.gazetteer.country(country).map(|place| place.id),
            Region::Division { name, .. } => name,
        };
        let matches = self.gazetteer.lookup_any_spelling(name);
        let same = matches
            .iter()
            .find(|found| region_of(self.gazetteer, &found.place).as_ref() == Some(region));
        same.map(|found| found.place.id)
    }

    /// The outline of the region, where the gazetteer has one.
    pub fn outline(self, region: &Region) -> Option<Polygons> {
        let place = self.gazetteer.place(self.place_id(region)?)?;
        self.gazetteer.outline(&place)
    }

    /// Whether the region is the place's country or first-order division.
    fn holds(self, region: &Region, place: &Place<'_>) -> bool {
        match region {
            Region::Country { country } => country == place.country,
            Region::Division { country, .. } => {
                let division = self.gazetteer.admin1(place.country, place.admin1);
                country == place.country
                    && division
                        .and_then(|division| region_of(self.gazetteer, &division))
                        .as_ref()
                        == Some(region)
            }
        }
    }

    fn named(self, name: &str) -> Vec<Region> {
        if name.is_empty() {
            return Vec::new();
        }
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
        let matches = self.gazetteer.lookup_any_spelling(name);
        let regions = matches
            .iter()
            .filter_map(|found| region_of(self.gazetteer, &found.place));
        let mut regions: Vec<Region> = regions.collect();
        regions.sort();
        regions.dedup();
        regions
    }
}

/// The region of that place id; `None` where it is a town, a river, … or no place at all.
fn region_of_id(gazetteer: &Gazetteer, id: PlaceId) -> Option<Region> {
    gazetteer.place(id).and_then(|place| region_of(gazetteer, &place))
}

/// The region that a place is; `None` where it is a town, a river, …. A division is called as the places in it say, who know it by its code.
fn region_of(gazetteer: &Gazetteer, place: &Place<'_>) -> Option<Region> {
    let country = place.country.to_owned();
    if place.is_country() {
        return Some(Region::Country { country });
    }
    let name = || {
        let division = gazetteer.admin1(place.country, place.admin1);
        division.map_or(place.name, |division| division.name).to_owned()
    };
    place.is_admin1().then(|| Region::Division { country, name: name() })
}

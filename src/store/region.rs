//! Countries and first-order divisions, as a filter names them.

use std::fmt;
use std::sync::Arc;

use crate::gazetteer::Polygons;
use crate::geography::{Bbox, LonLat, is_inside_ring};
use crate::incident::{Location, LocationPrecision};
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
    /// An identifier that needs no gazetteer: `country:IQ`, `admin1:IQ:Al Anbar`. [`Region::from_id`] reads it back.
    pub fn id(&self) -> String {
        match self {
            Region::Country { country } => format!("country:{country}"),
            Region::Division { country, name } => format!("admin1:{country}:{name}"),
        }
    }

    /// The region that [`Region::id`] made the identifier for; `None` for other words.
    pub fn from_id(id: &str) -> Option<Region> {
        if let Some(country) = id.strip_prefix("country:") {
            return is_country_code(country).then(|| Region::Country {
                country: country.to_owned(),
            });
        }
        let (country, name) = id.strip_prefix("admin1:")?.split_once(':')?;
        (is_country_code(country) && !name.is_empty()).then(|| Region::Division {
            country: country.to_owned(),
            name: name.to_owned(),
        })
    }
}

/// A region that a query asks for, with its outline where one is known.
///
/// What lies in it is decided when the query is asked. The code of a country and the name of a division that the reading gave an incident are
/// followed: they are exact, outlines only to some kilometres. Where there is none, or one that is no division, the outline decides by the
/// incident's point, if that is known more closely than the region is wide.
#[derive(Clone)]
pub struct RegionArea {
    region: Region,
    /// [`fold`]ed name of the division; empty for a country.
    folded: String,
    outline: Option<Arc<RegionOutline>>,
}

/// Where a region lies.
#[derive(Clone, Debug, PartialEq)]
pub struct RegionOutline {
    bbox: Bbox,
    polygons: Polygons,
    /// Folded names of the country's divisions that have outlines of their own.
    divisions: Vec<String>,
}

impl RegionOutline {
    /// An outline; `divisions` are the names of those of the same country, `polygons` as the gazetteer has them.
    pub fn new(polygons: Polygons, divisions: impl IntoIterator<Item = String>) -> RegionOutline {
        let nowhere = Bbox {
            west: f64::INFINITY,
            south: f64::INFINITY,
            east: f64::NEG_INFINITY,
            north: f64::NEG_INFINITY,
        };
        let corners = polygons.iter().flatten().flatten();
        RegionOutline {
            bbox: corners.fold(nowhere, |bbox, corner| Bbox {
                west: bbox.west.min(corner.lon),
                south: bbox.south.min(corner.lat),
                east: bbox.east.max(corner.lon),
                north: bbox.north.max(corner.lat),
            }),
            polygons,
            divisions: divisions.into_iter().map(|name| fold(&name)).collect(),
        }
    }

    /// Whether the point lies inside.
    fn contains(&self, point: LonLat) -> bool {
        let rings = || self.polygons.iter().flatten();
        self.bbox.contains(point) && rings().filter(|ring| is_inside_ring(point, ring)).count() % 2 == 1
    }
}

impl fmt::Debug for RegionArea {
    /// Without the outline, which may have thousands of corners.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RegionArea").field(&self.region).finish()
    }
}

/// The same region is the same question, whatever its outline.
impl PartialEq for RegionArea {
    fn eq(&self, other: &Self) -> bool {
        self.region == other.region
    }
}

impl From<Region> for RegionArea {
    /// A region by its name alone.
    fn from(region: Region) -> Self {
        RegionArea::new(region, None)
    }
}

impl RegionArea {
    /// A region with its outline.
    pub fn new(region: Region, outline: Option<RegionOutline>) -> RegionArea {
        let folded = match &region {
            Region::Country { .. } => String::new(),
            Region::Division { name, .. } => fold(name),
        };
        let outline = outline.map(Arc::new);
        RegionArea {
            region,
            folded,
            outline,
        }
    }

    /// Which region.
    pub fn region(&self) -> &Region {
        &self.region
    }

    /// Whether the location lies in the region.
    pub fn contains(&self, location: &Location) -> bool {
        let named = self.holds_name(&location.country, &fold(&location.admin1));
        named.unwrap_or_else(|| self.holds_point(location.point, location.precision))
    }

    /// What the names tell that the reading gave: a country's code, empty at sea, and a division's folded name, empty where none is known;
    /// `None` where the point decides.
    pub(super) fn holds_name(&self, of_country: &str, folded_admin1: &str) -> Option<bool> {
        let (Region::Country { country } | Region::Division { country, .. }) = &self.region;
        let is_country = matches!(self.region, Region::Country { .. });
        if !of_country.is_empty() && (is_country || of_country != country) {
            return Some(of_country == country);
        }
        if !of_country.is_empty() && folded_admin1 == self.folded {
            return Some(true);
        }
        let outline = self.outline.as_ref();
        let is_elsewhere = |outline: &Arc<RegionOutline>| outline.divisions.iter().any(|name| name == folded_admin1);
        if outline.is_none_or(is_elsewhere) {
            return Some(false);
        }
        None
    }

    /// Whether the outline holds a point that is known so precisely.
    pub(super) fn holds_point(&self, point: LonLat, precision: LocationPrecision) -> bool {
        let own = match self.region {
            Region::Country { .. } => LocationPrecision::Country,
            Region::Division { .. } => LocationPrecision::Province,
        };
        precision < own && self.outline.as_ref().is_some_and(|outline| outline.contains(point))
    }
}

fn is_country_code(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use LocationPrecision::{Province, Settlement};

    /// A division "West" of a country with another one, "East"; West reaches from 0 to 2 degrees east and north, with a hole at 1.
    fn west() -> RegionArea {
        let square = |from: f64, to: f64| {
            let corners = [(from, from), (to, from), (to, to), (from, to), (from, from)];
            corners.map(|(lon, lat)| LonLat { lon, lat }).to_vec()
        };
        let polygons = vec![vec![square(0.0, 2.0), square(0.9, 1.1)]];
        let region = Region::Division {
            country: "IQ".into(),
            name: "West".into(),
        };
        RegionArea::new(
            region,
            Some(RegionOutline::new(polygons, ["West".into(), "East".into()])),
        )
    }

    #[track_caller]
    fn check(names: [&str; 2], at: f64, precision: LocationPrecision, expected: bool) {
        let west = west();
        let point = LonLat { lon: at, lat: at };
        let named = west.holds_name(names[0], &fold(names[1]));
        let holds = named.unwrap_or_else(|| west.holds_point(point, precision));
        assert_eq!(expected, holds, "{names:?} at {at}");
    }

    #[test]
    fn names_are_followed_and_where_there_are_none_the_outline() {
        check(["IQ", "West"], 5.0, Settlement, true);
        check(["IQ", "West"], 5.0, Province, true);
        check(["IQ", "East"], 0.5, Settlement, false);
        check(["SY", "West"], 0.5, Settlement, false);
        check(["IQ", ""], 0.5, Settlement, true);
        check(["IQ", "Some district"], 0.5, Settlement, true);
        check(["", ""], 0.5, Settlement, true);
        check(["IQ", ""], 1.0, Settlement, false);
        check(["IQ", ""], 5.0, Settlement, false);
        check(["IQ", ""], 0.5, Province, false);
    }

    #[test]
    fn a_region_without_an_outline_goes_by_its_name() {
        let iraq = RegionArea::from(Region::Country { country: "IQ".into() });
        assert_eq!(iraq.holds_name("IQ", ""), Some(true));
        assert_eq!(iraq.holds_name("", ""), Some(false));
    }

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
        for word in ["country:", "country:iq", "admin1:IQ", "admin1:IQ:", "Iraq"] {
            assert_eq!(Region::from_id(word), None, "{word}");
        }
    }
}

//! Countries and first-order divisions, as a filter names them.

use crate::incident::Location;
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

fn is_country_code(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_uppercase())
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
        for word in ["country:", "country:iq", "admin1:IQ", "admin1:IQ:", "Iraq"] {
            assert_eq!(Region::from_id(word), None, "{word}");
        }
    }
}

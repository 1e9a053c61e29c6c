//! What can be asked for: the same words on the command line, in the API and in the page's address.

use jiff::civil::Date;

use super::record::StoredIncident;
use super::region::Region;
use crate::geography::{Bbox, LonLat};

/// The most incidents that one answer holds; a larger `limit` is lowered to it.
pub const MAX_LIMIT: usize = 10_000;

/// A selection of incidents. Every part that is given must hold; within `regions` and `types` one is enough.
///
/// An incident without a place is in no box and no region, one without a date in no period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IncidentQuery {
    /// The point must lie in it, edges included.
    pub bbox: Option<Bbox>,
    /// Empty is everywhere.
    pub regions: Vec<Region>,
    /// Type ids; empty is all types. Groups are already resolved to their types.
    pub types: Vec<String>,
    /// The incident must not be over before this day.
    pub from: Option<Date>,
    /// The incident must not begin after this day.
    pub to: Option<Date>,
    /// The most incidents to return, 1 to [`MAX_LIMIT`]; `None` leaves it to the caller.
    pub limit: Option<usize>,
    /// How many to leave out at the start.
    pub offset: usize,
}

/// Gives the words of a query their meaning; empty where a word has none.
pub trait QueryTerms {
    /// The type ids that a type id or a group id stands for.
    fn types(&self, word: &str) -> Vec<String>;
    /// The regions that a name or a place id stands for.
    fn regions(&self, word: &str) -> Vec<Region>;
}

/// Why a query was refused; always names the parameter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// No such parameter: never ignored, for an ignored filter answers with everything.
    #[error("there is no parameter `{parameter}`; there are {}", PARAMETERS.join(", "))]
    Unknown {
        /// The name as given.
        parameter: String,
    },
    /// The value cannot be understood.
    #[error("`{parameter}={value}` is not understood: {expected}")]
    Value {
        /// Name of the parameter.
        parameter: &'static str,
        /// The value as given.
        value: String,
        /// What would be right.
        expected: &'static str,
    },
    /// Given twice, and only one value makes sense.
    #[error("`{parameter}` is given more than once")]
    Repeated {
        /// Name of the parameter.
        parameter: &'static str,
    },
}

impl QueryError {
    /// Name of the parameter at fault.
    pub fn parameter(&self) -> &str {
        match self {
            QueryError::Unknown { parameter } => parameter,
            QueryError::Value { parameter, .. } | QueryError::Repeated { parameter } => parameter,
        }
    }
}

const PARAMETERS: [&str; 7] = ["bbox", "region", "type", "from", "to", "limit", "offset"];

impl IncidentQuery {
    /// Reads a query from names and values, as they stand in an address or on the command line. `region` and `type` may come several times.
    ///
    /// # Errors
    /// [`QueryError`] for an unknown name, a value that is not understood (an empty one, an unknown region or type too), and a repeated single value.
    pub fn parse<'p>(
        pairs: impl IntoIterator<Item = (&'p str, &'p str)>,
        terms: &dyn QueryTerms,
    ) -> Result<IncidentQuery, QueryError> {
        let mut query = IncidentQuery::default();
        let mut offset = None;
        for (name, value) in pairs {
            match name {
                "bbox" => once("bbox", &mut query.bbox, read_bbox(value)?)?,
                "region" => query.regions.extend(read_region(value, terms)?),
                "type" => query.types.extend(read_types(value, terms)?),
                "from" => once("from", &mut query.from, read_day("from", value)?)?,
                "to" => once("to", &mut query.to, read_day("to", value)?)?,
                "limit" => once("limit", &mut query.limit, read_limit(value)?)?,
                "offset" => once("offset", &mut offset, read_offset(value)?)?,
                _ => {
                    return Err(QueryError::Unknown {
                        parameter: name.to_owned(),
                    });
                }
            }
        }
        query.offset = offset.unwrap_or_default();
        if let (Some(from), Some(to)) = (query.from, query.to)
            && to < from
        {
            return Err(refused("to", &to.to_string(), "it must not lie before `from`"));
        }
        Ok(query)
    }

    /// Whether the incident is among those asked for; `limit` and `offset` play no part.
    pub fn matches(&self, stored: &StoredIncident) -> bool {
        let incident = &stored.incident;
        let location = incident.location.as_ref();
        let in_box = self
            .bbox
            .is_none_or(|bbox| location.is_some_and(|location| bbox.contains(location.point)));
        let in_region = self.regions.is_empty()
            || location.is_some_and(|location| self.regions.iter().any(|region| region.contains(location)));
        let of_type = self.types.is_empty() || self.types.contains(&incident.kind);
        let in_period = (self.from.is_none() && self.to.is_none())
            || incident.date.is_some_and(|date| {
                self.from.is_none_or(|from| from <= date.last) && self.to.is_none_or(|to| date.first <= to)
            });
        in_box && in_region && of_type && in_period
    }
}

fn refused(parameter: &'static str, value: &str, expected: &'static str) -> QueryError {
    QueryError::Value {
        parameter,
        value: value.to_owned(),
        expected,
    }
}

fn once<T>(parameter: &'static str, slot: &mut Option<T>, value: T) -> Result<(), QueryError> {
    match slot.replace(value) {
        None => Ok(()),
        Some(_) => Err(QueryError::Repeated { parameter }),
    }
}

/// Four numbers, or six with heights, which are ignored (OGC API – Features Part 1, section 7.15.3).
fn read_bbox(value: &str) -> Result<Bbox, QueryError> {
    let wrong = || {
        let expected = "give west,south,east,north in degrees, such as 38.8,29.1,48.6,37.4";
        refused("bbox", value, expected)
    };
    let numbers = value.split(',').map(|number| number.trim().parse::<f64>());
    let numbers: Vec<f64> = numbers.collect::<Result<_, _>>().map_err(|_not_a_number| wrong())?;
    let ([west, south, east, north] | [west, south, _, east, north, _]) = numbers[..] else {
        return Err(wrong());
    };
    let on_earth = LonLat::new(west, south).is_some() && LonLat::new(east, north).is_some();
    if !on_earth || north < south {
        return Err(wrong());
    }
    Ok(Bbox {
        west,
        south,
        east,
        north,
    })
}

fn read_region(value: &str, terms: &dyn QueryTerms) -> Result<Vec<Region>, QueryError> {
    let regions = terms.regions(value.trim());
    if regions.is_empty() {
        let expected = "give the name or the id of a country or of a first-order division";
        return Err(refused("region", value, expected));
    }
    Ok(regions)
}

/// One type or group, or several with commas between.
fn read_types(value: &str, terms: &dyn QueryTerms) -> Result<Vec<String>, QueryError> {
    let mut types = Vec::new();
    for word in value.split(',') {
        let found = terms.types(word.trim());
        if found.is_empty() {
            let expected = "give the id of a type or of a group, such as drone_strike or disaster";
            return Err(refused("type", value, expected));
        }
        types.extend(found);
    }
    Ok(types)
}

fn read_day(parameter: &'static str, value: &str) -> Result<Date, QueryError> {
    let day = value.parse::<Date>();
    day.map_err(|_not_a_day| refused(parameter, value, "give a day such as 2020-03-12"))
}

fn read_limit(value: &str) -> Result<usize, QueryError> {
    match value.parse::<usize>() {
        Ok(limit) if limit > 0 => Ok(limit.min(MAX_LIMIT)),
        _ => Err(refused("limit", value, "give a whole number from 1 to 10000")),
    }
}

fn read_offset(value: &str) -> Result<usize, QueryError> {
    let offset = value.parse::<usize>();
    offset.map_err(|_not_a_number| refused("offset", value, "give a whole number, 0 or more"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Knows Iraq and two types.
    struct FewTerms;

    impl QueryTerms for FewTerms {
        fn types(&self, word: &str) -> Vec<String> {
            match word {
                "remote" => vec!["air_strike".into(), "drone_strike".into()],
                "drone_strike" => vec!["drone_strike".into()],
                _ => Vec::new(),
            }
        }

        fn regions(&self, word: &str) -> Vec<Region> {
            let iraq = || Region::Country { country: "IQ".into() };
            (word == "Iraq").then(iraq).into_iter().collect()
        }
    }

    #[track_caller]
    fn check_refused(pairs: &[(&str, &str)], parameter: &str) {
        let error = IncidentQuery::parse(pairs.iter().copied(), &FewTerms).unwrap_err();
        assert_eq!(error.parameter(), parameter, "{error}");
    }

    #[test]
    fn a_full_query_is_understood() {
        let pairs = [
            ("bbox", "170, -20, -170, 10.5"),
            ("region", "Iraq"),
            ("type", "remote,drone_strike"),
            ("from", "2020-01-01"),
            ("to", "2020-01-01"),
            ("limit", "1000000"),
            ("offset", "20"),
        ];
        let query = IncidentQuery::parse(pairs, &FewTerms).unwrap();
        assert_eq!(query.bbox.map(|bbox| (bbox.west, bbox.north)), Some((170.0, 10.5)));
        assert_eq!(query.regions, [Region::Country { country: "IQ".into() }]);
        assert_eq!(query.types, ["air_strike", "drone_strike", "drone_strike"]);
        assert_eq!((query.limit, query.offset), (Some(MAX_LIMIT), 20));
    }

    #[test]
    fn whatever_is_not_understood_is_refused_by_name() {
        check_refused(&[("colour", "red")], "colour");
        check_refused(&[("bbox", "")], "bbox");
        check_refused(&[("bbox", "1,2,3")], "bbox");
        check_refused(&[("bbox", "0,10,1,5")], "bbox");
        check_refused(&[("bbox", "0,0,1,NaN")], "bbox");
        check_refused(&[("bbox", "0,0,1,91")], "bbox");
        check_refused(&[("region", "Atlantis")], "region");
        check_refused(&[("type", "")], "type");
        check_refused(&[("type", "remote,nothing")], "type");
        check_refused(&[("from", "today")], "from");
        check_refused(&[("to", "2020-02-30")], "to");
        check_refused(&[("from", "2020-02-02"), ("to", "2020-02-01")], "to");
        check_refused(&[("limit", "0")], "limit");
        check_refused(&[("limit", "-1")], "limit");
        check_refused(&[("offset", "many")], "offset");
        check_refused(&[("limit", "1"), ("limit", "2")], "limit");
    }

    #[test]
    fn six_numbers_carry_heights_that_do_not_matter() {
        let flat = read_bbox("1,2,3,4").unwrap();
        assert_eq!(read_bbox("1,2,-100,3,4,100").unwrap(), flat);
    }
}

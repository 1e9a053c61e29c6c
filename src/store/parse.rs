//! The words of a query → [`IncidentQuery`], or the parameter that is not understood.

use jiff::civil::Date;

use super::cursor::{Cursor, Sort};
use super::filter::{Filter, FilterLanguage};
use super::query::{IncidentQuery, MAX_LIMIT, Near};
use super::region::RegionArea;
use super::words;
use crate::geography::{Bbox, LonLat};
use crate::incident::LocationPrecision;

/// Gives the words of a query their meaning; empty where a word has none.
pub trait QueryTerms {
    /// The type ids that a type id or a group id stands for.
    fn types(&self, word: &str) -> Vec<String>;
    /// The regions that a name or a place id stands for.
    fn regions(&self, word: &str) -> Vec<RegionArea>;
    /// Where the place of that name or id lies; of several, the most important.
    fn point(&self, word: &str) -> Option<LonLat>;
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
    /// The condition cannot be understood.
    #[error("the filter {reason}")]
    Filter {
        /// Why, in words that follow "the filter".
        reason: String,
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
            QueryError::Filter { .. } => "filter",
            QueryError::Value { parameter, .. } | QueryError::Repeated { parameter } => parameter,
        }
    }
}

/// Every parameter that a query takes.
pub const PARAMETERS: [&str; 19] = [
    "bbox",
    "region",
    "near",
    "type",
    "from",
    "to",
    "actor",
    "min_killed",
    "precision",
    "min_confidence",
    "q",
    "filter",
    "filter-lang",
    "filter-crs",
    "datetime",
    "limit",
    "offset",
    "sortby",
    "token",
];

/// The farthest that `near` reaches, kilometres: half way round the Earth.
const FARTHEST_KM: f64 = 20_040.0;

/// What `precision` may be, finest first, as in the property `location_precision`.
const PRECISIONS: [(&str, Option<LocationPrecision>); 7] = [
    ("site", Some(LocationPrecision::Site)),
    ("settlement", Some(LocationPrecision::Settlement)),
    ("district", Some(LocationPrecision::District)),
    ("province", Some(LocationPrecision::Province)),
    ("region", Some(LocationPrecision::Region)),
    ("country", Some(LocationPrecision::Country)),
    ("none", None),
];

impl IncidentQuery {
    /// Reads a query from names and values, as they stand in an address or on the command line. `region`, `type`, `precision` may come several times.
    ///
    /// # Errors
    /// [`QueryError`] for an unknown name, a value that is not understood (an empty one, an unknown region, place or type too), and a repeated single value.
    pub fn parse<'p>(
        pairs: impl IntoIterator<Item = (&'p str, &'p str)>,
        terms: &dyn QueryTerms,
    ) -> Result<IncidentQuery, QueryError> {
        let mut query = IncidentQuery::default();
        let (mut offset, mut sort) = (None, None);
        let mut filter = FilterWords::default();
        for (name, value) in pairs {
            match name {
                "bbox" => once("bbox", &mut query.bbox, read_bbox(value)?)?,
                "region" => query.regions.extend(read_region(value, terms)?),
                "near" => once("near", &mut query.near, read_near(value, terms)?)?,
                "type" => query.types.extend(read_types(value, terms)?),
                "from" => once("from", &mut query.from, read_day("from", value)?)?,
                "to" => once("to", &mut query.to, read_day("to", value)?)?,
                "actor" => once_list("actor", &mut query.actor, read_words("actor", value)?)?,
                "min_killed" => once("min_killed", &mut query.min_killed, read_count(value)?)?,
                "precision" => query.precisions.extend(read_precisions(value)?),
                "min_confidence" => once("min_confidence", &mut query.min_confidence, read_share(value)?)?,
                "q" => once_list("q", &mut query.words, read_words("q", value)?)?,
                "filter" => once("filter", &mut filter.words, value)?,
                "filter-lang" => once("filter-lang", &mut filter.language, read_language(value)?)?,
                "filter-crs" => once("filter-crs", &mut filter.crs, read_crs(value)?)?,
                "datetime" => {
                    let (from, to) = read_datetime(value)?;
                    for (slot, day) in [(&mut query.from, from), (&mut query.to, to)] {
                        if let Some(day) = day {
                            once("datetime", slot, day)?;
                        }
                    }
                }
                "sortby" => once("sortby", &mut sort, read_sort(value)?)?,
                "token" => once("token", &mut query.after, read_token(value)?)?,
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
        query.filter = filter.read()?;
        query.sort = sort.unwrap_or_default();
        if let (Some(from), Some(to)) = (query.from, query.to)
            && to < from
        {
            return Err(refused("to", &to.to_string(), "it must not lie before `from`"));
        }
        Ok(query)
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

/// The coordinate reference system of everything here: longitude and latitude on WGS84.
pub const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/// A filter with what was said about it.
#[derive(Default)]
struct FilterWords<'p> {
    words: Option<&'p str>,
    language: Option<FilterLanguage>,
    crs: Option<()>,
}

impl FilterWords<'_> {
    /// Without a word about its language, what begins with a brace is JSON.
    fn read(&self) -> Result<Option<Filter>, QueryError> {
        let Some(words) = self.words else { return Ok(None) };
        let guess = if words.trim_start().starts_with('{') {
            FilterLanguage::Json
        } else {
            FilterLanguage::Text
        };
        let read = Filter::parse(words, self.language.unwrap_or(guess));
        let filter = read.map_err(|error| QueryError::Filter {
            reason: error.to_string(),
        })?;
        Ok(Some(filter))
    }
}

fn read_language(value: &str) -> Result<FilterLanguage, QueryError> {
    match value {
        "cql2-text" => Ok(FilterLanguage::Text),
        "cql2-json" => Ok(FilterLanguage::Json),
        _ => Err(refused("filter-lang", value, "give cql2-text or cql2-json")),
    }
}

fn read_crs(value: &str) -> Result<(), QueryError> {
    let is_known = value == CRS84;
    let expected = "only http://www.opengis.net/def/crs/OGC/1.3/CRS84 is known";
    is_known
        .then_some(())
        .ok_or_else(|| refused("filter-crs", value, expected))
}

fn read_sort(value: &str) -> Result<Sort, QueryError> {
    let expected = "give -date, place, -killed, -confidence or relevance";
    Sort::of_word(value).ok_or_else(|| refused("sortby", value, expected))
}

fn read_token(value: &str) -> Result<Cursor, QueryError> {
    let expected = "take it from the link `next` of a page";
    Cursor::from_token(value).ok_or_else(|| refused("token", value, expected))
}

/// First and last day of a `datetime` (OGC API – Features Part 1, section 7.15.4): a day or a moment, or two of them with a slash between, of
/// which one may be open. Moments count by their day in UTC.
///
/// # Errors
/// [`QueryError::Value`] where it is neither, or ends before it begins.
pub fn read_datetime(value: &str) -> Result<(Option<Date>, Option<Date>), QueryError> {
    let wrong = || {
        let expected = "give a day, a moment such as 2020-03-12T10:00:00Z, or an interval such as 2020-03-01/2020-03-31 or ../2020-03-31";
        refused("datetime", value, expected)
    };
    let day = |word: &str| -> Result<Date, QueryError> {
        let plain = (word.len() == 10).then(|| word.parse::<Date>().ok()).flatten();
        let moment = || {
            let moment = word.replacen(' ', "+", 1).parse::<jiff::Timestamp>().ok()?;
            Some(moment.to_zoned(jiff::tz::TimeZone::UTC).date())
        };
        plain.or_else(moment).ok_or_else(wrong)
    };
    let Some((start, end)) = value.split_once('/') else {
        let day = day(value)?;
        return Ok((Some(day), Some(day)));
    };
    let open = |word: &str| word.is_empty() || word == "..";
    let (from, to) = match (open(start), open(end)) {
        (true, true) => return Err(wrong()),
        (true, false) => (None, Some(day(end)?)),
        (false, true) => (Some(day(start)?), None),
        (false, false) => (Some(day(start)?), Some(day(end)?)),
    };
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        return Err(wrong());
    }
    Ok((from, to))
}

/// Four numbers, or six with heights, which are ignored (OGC API – Features Part 1, section 7.15.3).
///
/// # Errors
/// [`QueryError::Value`] where it is no box on the Earth.
pub fn read_bbox(value: &str) -> Result<Bbox, QueryError> {
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

fn read_region(value: &str, terms: &dyn QueryTerms) -> Result<Vec<RegionArea>, QueryError> {
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

fn once_list(parameter: &'static str, slot: &mut Vec<String>, value: Vec<String>) -> Result<(), QueryError> {
    if slot.is_empty() {
        *slot = value;
        return Ok(());
    }
    Err(QueryError::Repeated { parameter })
}

/// `PLACE,KM`, where the place may have commas of its own ("Paris, Texas,20") or be `longitude,latitude`.
fn read_near(value: &str, terms: &dyn QueryTerms) -> Result<Near, QueryError> {
    let wrong = || {
        let expected = "give a place and kilometres, such as Ain Al-Asad,50, or longitude,latitude,kilometres";
        refused("near", value, expected)
    };
    let (place, distance) = value.rsplit_once(',').ok_or_else(wrong)?;
    let distance_km: f64 = distance.trim().parse().map_err(|_not_a_number| wrong())?;
    if !(0.0..=FARTHEST_KM).contains(&distance_km) {
        return Err(wrong());
    }
    let point = read_point(place)
        .or_else(|| terms.point(place.trim()))
        .ok_or_else(wrong)?;
    Ok(Near { point, distance_km })
}

fn read_point(value: &str) -> Option<LonLat> {
    let (lon, lat) = value.split_once(',')?;
    LonLat::new(lon.trim().parse().ok()?, lat.trim().parse().ok()?)
}

fn read_words(parameter: &'static str, value: &str) -> Result<Vec<String>, QueryError> {
    let words = words::split(value);
    if words.is_empty() {
        return Err(refused(parameter, value, "give one word or more"));
    }
    Ok(words)
}

fn read_count(value: &str) -> Result<u32, QueryError> {
    let count = value.parse::<u32>();
    count.map_err(|_not_a_number| refused("min_killed", value, "give a whole number, 0 or more"))
}

fn read_share(value: &str) -> Result<f64, QueryError> {
    let share = value.parse::<f64>().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| refused("min_confidence", value, "give a number from 0 to 1"))
}

/// One precision, or several with commas between.
fn read_precisions(value: &str) -> Result<Vec<Option<LocationPrecision>>, QueryError> {
    let named = value.split(',').map(|word| {
        let known = PRECISIONS.iter().find(|(name, _)| *name == word.trim());
        let expected = "give site, settlement, district, province, region, country or none";
        known
            .map(|(_, precision)| *precision)
            .ok_or_else(|| refused("precision", value, expected))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::region::Region;

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

        fn regions(&self, word: &str) -> Vec<RegionArea> {
            let iraq = || RegionArea::from(Region::Country { country: "IQ".into() });
            (word == "Iraq").then(iraq).into_iter().collect()
        }

        fn point(&self, word: &str) -> Option<LonLat> {
            (word == "Taji" || word == "Paris, Texas").then_some(LonLat { lon: 44.26, lat: 33.52 })
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
            ("near", "Paris, Texas, 12.5"),
            ("actor", "Kata'ib Hezbollah"),
            ("min_killed", "3"),
            ("precision", "site,none"),
            ("min_confidence", "0.5"),
            ("q", "Rocket attack!"),
            ("limit", "1000000"),
            ("offset", "20"),
        ];
        let query = IncidentQuery::parse(pairs, &FewTerms).unwrap();
        assert_eq!(query.bbox.map(|bbox| (bbox.west, bbox.north)), Some((170.0, 10.5)));
        assert_eq!(
            query.regions,
            [RegionArea::from(Region::Country { country: "IQ".into() })]
        );
        assert_eq!(query.types, ["air_strike", "drone_strike", "drone_strike"]);
        assert_eq!(query.near.map(|near| near.distance_km), Some(12.5));
        assert_eq!(query.actor, ["kataib", "hezbollah"]);
        assert_eq!(query.precisions, [Some(LocationPrecision::Site), None]);
        assert_eq!((query.min_killed, query.min_confidence), (Some(3), Some(0.5)));
        assert_eq!(query.words, ["rocket", "attack"]);
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
        check_refused(&[("near", "Taji")], "near");
        check_refused(&[("near", "Taji,-1")], "near");
        check_refused(&[("near", "Atlantis,50")], "near");
        check_refused(&[("near", "200,10,50")], "near");
        check_refused(&[("actor", " ,")], "actor");
        check_refused(&[("min_killed", "some")], "min_killed");
        check_refused(&[("precision", "exact")], "precision");
        check_refused(&[("min_confidence", "NaN")], "min_confidence");
        check_refused(&[("datetime", "../..")], "datetime");
        check_refused(&[("datetime", "2020-13-01")], "datetime");
        check_refused(&[("datetime", "2020-02-01/2020-01-01")], "datetime");
        check_refused(&[("datetime", "2020-02-01"), ("from", "2020-01-01")], "from");
        check_refused(&[("sortby", "colour")], "sortby");
        check_refused(&[("token", "zz")], "token");
        check_refused(&[("filter", "")], "filter");
        check_refused(&[("filter", "colour = 1")], "filter");
        check_refused(&[("filter", "TRUE"), ("filter-lang", "cql2-json")], "filter");
        check_refused(&[("filter", "TRUE"), ("filter-lang", "ecql")], "filter-lang");
        check_refused(&[("filter", "TRUE"), ("filter-crs", "EPSG:4326")], "filter-crs");
        check_refused(&[("q", "")], "q");
        check_refused(&[("q", "a"), ("q", "b")], "q");
        check_refused(&[("limit", "0")], "limit");
        check_refused(&[("limit", "-1")], "limit");
        check_refused(&[("offset", "many")], "offset");
        check_refused(&[("limit", "1"), ("limit", "2")], "limit");
    }

    #[test]
    fn datetimes_are_days_moments_and_intervals() {
        let day = |day| Some(jiff::civil::date(2020, 3, day));
        let rows = [
            ("2020-03-12", day(12), day(12)),
            ("2020-03-12T23:30:00Z", day(12), day(12)),
            ("2020-03-12T23:30:00-02:00", day(13), day(13)),
            ("2020-03-01/2020-03-31", day(1), day(31)),
            ("../2020-03-31T00:00:00Z", None, day(31)),
            ("2020-03-01/", day(1), None),
        ];
        for (value, from, to) in rows {
            assert_eq!(read_datetime(value).unwrap(), (from, to), "{value}");
        }
    }

    #[test]
    fn six_numbers_carry_heights_that_do_not_matter() {
        let flat = read_bbox("1,2,3,4").unwrap();
        assert_eq!(read_bbox("1,2,-100,3,4,100").unwrap(), flat);
    }
}

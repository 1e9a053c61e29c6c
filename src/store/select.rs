//! Which rows a query asks for, and which of them are on its page.

use std::sync::Arc;

use super::columns::{Columns, RegionName, Row, day_number};
use super::cursor::{Cursor, Sort, SortKey};
use super::filter::{FilterFacts, Instant, Property, Value};
use super::query::IncidentQuery;
use crate::export::wire::{location_precision_name, status_name};
use crate::geography::{Bbox, LonLat};
use crate::record::StoredIncident;

/// All rows that a query asks for.
#[derive(Clone, Debug)]
pub struct Selection {
    /// What the numbers count into.
    pub columns: Arc<Columns>,
    /// Row numbers, ascending: the order of answers.
    pub rows: Vec<u32>,
}

impl Selection {
    /// The rows themselves.
    pub fn iter(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter_map(|number| self.columns.row(*number))
    }
}

/// An answer: one page, and how many there are in all.
#[derive(Clone, Debug)]
pub struct Found {
    /// What the numbers count into.
    pub columns: Arc<Columns>,
    /// The numbers of the page's rows, in the order asked for.
    pub rows: Vec<u32>,
    /// How many match, whatever the page holds.
    pub matched: usize,
    /// Where the next page begins; `None` on the last.
    pub next: Option<Cursor>,
}

/// The rows in which words were found, as a store's word index tells.
#[derive(Clone, Debug, Default)]
pub(super) struct WordHits {
    /// Row numbers, ascending.
    pub(super) rows: Vec<u32>,
    /// Those of them whose title holds all the words, ascending.
    pub(super) in_title: Vec<u32>,
}

/// Loads the record of a row; `None` where it is gone.
pub(super) type LoadRecord<'l> = &'l dyn Fn(&Row) -> Option<StoredIncident>;

/// What columns know of an incident, for a CQL2 filter.
struct RowFacts<'c> {
    columns: &'c Columns,
    row: &'c Row,
}

/// A query made ready for the rows of some columns.
pub(super) struct RowFilter<'c> {
    columns: &'c Columns,
    query: &'c IncidentQuery,
    hits: Option<&'c WordHits>,
    load: LoadRecord<'c>,
    /// Whether each type is among those asked for; `None` where all are.
    kinds: Option<Vec<bool>>,
    /// Whether what has each region's names is in one of those asked for: `None` where its point decides. `None` where all regions are.
    regions: Option<Vec<Option<bool>>>,
    from: i32,
    to: i32,
    has_period: bool,
}

impl<'c> RowFilter<'c> {
    /// `hits` are the rows that hold the query's words and actors; `None` where it has none. `load` is asked only for rows of which the
    /// columns cannot tell whether the query's CQL2 filter holds.
    pub(super) fn new(
        columns: &'c Columns,
        query: &'c IncidentQuery,
        hits: Option<&'c WordHits>,
        load: LoadRecord<'c>,
    ) -> RowFilter<'c> {
        let of_kind = |kind: &String| query.types.contains(kind);
        let kinds = (!query.types.is_empty()).then(|| columns.kinds().iter().map(of_kind).collect());
        let in_region = |name: &RegionName| named_in(query, &name.country, &name.folded_admin1);
        let regions = (!query.regions.is_empty()).then(|| columns.regions().iter().map(in_region).collect());
        RowFilter {
            columns,
            query,
            hits,
            load,
            kinds,
            regions,
            from: query.from.map_or(i32::MIN, day_number),
            to: query.to.map_or(i32::MAX, day_number),
            has_period: query.from.is_some() || query.to.is_some(),
        }
    }

    /// What [`IncidentQuery::matches`] says of the incident, but for words.
    fn matches(&self, row: &Row) -> bool {
        let query = self.query;
        if self.has_period
            && !row
                .days()
                .is_some_and(|(first, last)| self.from <= last && first <= self.to)
        {
            return false;
        }
        let holds = |wanted: &Vec<bool>, number: usize| wanted.get(number).copied().unwrap_or_default();
        let of_type = self.kinds.as_ref().is_none_or(|wanted| holds(wanted, row.kind()));
        let in_region = self.regions.as_ref().is_none_or(|named| self.is_in_region(row, named));
        let is_deadly = query
            .min_killed
            .is_none_or(|least| row.killed().is_some_and(|killed| least <= killed));
        let is_sure = query.min_confidence.is_none_or(|least| least <= row.confidence());
        let is_exact = query.precisions.is_empty() || query.precisions.contains(&row.precision());
        of_type && in_region && is_deadly && is_sure && is_exact && self.matches_place(row) && self.matches_filter(row)
    }

    fn is_in_region(&self, row: &Row, named: &[Option<bool>]) -> bool {
        let Some((point, precision)) = row.point().zip(row.precision()) else {
            return false;
        };
        let regions = &self.query.regions;
        let names = self.columns.region(row);
        let known = match row.region() {
            Some(number) => named.get(number).copied().flatten(),
            None => named_in(self.query, "", ""),
        };
        known.unwrap_or_else(|| {
            let (country, admin1) =
                names.map_or(("", ""), |names| (names.country.as_str(), names.folded_admin1.as_str()));
            regions.iter().any(|region| {
                let by_name = region.holds_name(country, admin1);
                by_name.unwrap_or_else(|| region.holds_point(point, precision))
            })
        })
    }

    fn matches_filter(&self, row: &Row) -> bool {
        let Some(filter) = &self.query.filter else {
            return true;
        };
        let facts = RowFacts {
            columns: self.columns,
            row,
        };
        let decided = filter.decide(&facts);
        decided.unwrap_or_else(|| (self.load)(row).is_some_and(|stored| filter.matches(&stored)))
    }

    fn matches_place(&self, row: &Row) -> bool {
        let query = self.query;
        if query.bbox.is_none() && query.near.is_none() {
            return true;
        }
        row.point().is_some_and(|point| {
            query.bbox.is_none_or(|bbox| bbox.contains(point)) && query.near.is_none_or(|near| near.contains(point))
        })
    }

    /// The rows to look at, where an index narrows them: those with the words, or of the squares around the box.
    fn candidates(&self) -> Option<Vec<u32>> {
        if let Some(hits) = self.hits {
            return Some(hits.rows.clone());
        }
        let bbox = self.query.bbox.or_else(|| self.query.near.and_then(box_around))?;
        self.columns.grid.near(bbox)
    }

    /// Calls `take` with each matching row number from `start` on, in order, until it says no.
    pub(super) fn visit(&self, start: u32, mut take: impl FnMut(u32) -> bool) {
        if let Some(candidates) = self.candidates() {
            let from = candidates.partition_point(|number| *number < start);
            for number in candidates.into_iter().skip(from) {
                let matches = self.columns.row(number).is_some_and(|row| self.matches(row));
                if matches && !take(number) {
                    return;
                }
            }
            return;
        }
        let around = if self.has_period {
            self.columns.around_period(self.from, self.to)
        } else {
            0..self.columns.rows().len()
        };
        let first = around.start.max(start as usize);
        for number in first..around.end {
            let number = u32::try_from(number).unwrap_or(u32::MAX);
            let matches = self.columns.row(number).is_some_and(|row| self.matches(row));
            if matches && !take(number) {
                return;
            }
        }
    }

    /// How many rows match.
    pub(super) fn count(&self) -> usize {
        if self.takes_all() {
            return self.columns.rows().len();
        }
        let mut count = 0;
        self.visit(0, |_| {
            count += 1;
            true
        });
        count
    }

    fn takes_all(&self) -> bool {
        let query = self.query;
        let everywhere = query.bbox.is_none() && query.near.is_none() && self.regions.is_none();
        let anything = self.kinds.is_none() && query.min_killed.is_none() && query.min_confidence.is_none();
        let known = query.precisions.is_empty() && self.hits.is_none() && query.filter.is_none();
        everywhere && anything && known && !self.has_period
    }

    /// All matching rows, ascending.
    pub(super) fn all(&self) -> Vec<u32> {
        let mut rows = Vec::new();
        self.visit(0, |number| {
            rows.push(number);
            true
        });
        rows
    }

    /// The rows of the query's page and the cursor after them.
    pub(super) fn page(&self) -> (Vec<u32>, Option<Cursor>) {
        let limit = self.query.limit.unwrap_or(usize::MAX);
        let wanted = limit.saturating_add(1);
        let mut rows = match self.query.sort {
            Sort::Newest => self.newest(wanted),
            _ => self.sorted(wanted),
        };
        let has_more = limit < rows.len();
        rows.truncate(limit);
        let next = rows.last().filter(|_| has_more).and_then(|last| self.cursor(*last));
        (rows, next)
    }

    fn newest(&self, wanted: usize) -> Vec<u32> {
        let start = self
            .query
            .after
            .as_ref()
            .map_or(0, |cursor| first_after(self.columns, cursor));
        let (mut rows, mut skipped) = (Vec::new(), 0);
        self.visit(start, |number| {
            if skipped < self.query.offset {
                skipped += 1;
            } else {
                rows.push(number);
            }
            rows.len() < wanted
        });
        rows
    }

    fn sorted(&self, wanted: usize) -> Vec<u32> {
        let after = self.query.after.as_ref();
        let after = after.map(|cursor| (cursor.key.clone(), first_after(self.columns, cursor)));
        let mut rows: Vec<(SortKey, u32)> = Vec::new();
        self.visit(0, |number| {
            let place = (self.key(number), number);
            // The cursor's own row is the one before the first after it.
            let is_after = after
                .as_ref()
                .is_none_or(|(key, first)| (key, *first) <= (&place.0, number));
            if is_after {
                rows.push(place);
            }
            true
        });
        rows.sort_unstable();
        let page = rows.into_iter().skip(self.query.offset).take(wanted);
        page.map(|(_, number)| number).collect()
    }

    fn cursor(&self, number: u32) -> Option<Cursor> {
        let row = self.columns.row(number)?;
        Some(Cursor {
            key: self.key(number),
            last_day: row.days().map(|(_, last)| last),
            id: self.columns.id(row).to_owned(),
        })
    }

    /// What the order compares first; smaller comes first.
    fn key(&self, number: u32) -> SortKey {
        let Some(row) = self.columns.row(number) else {
            return SortKey::Number(i64::MAX);
        };
        SortKey::Number(match self.query.sort {
            Sort::Newest => 0,
            Sort::Place => {
                let place = self.columns.place(row);
                return SortKey::Text(place.map_or_else(|| "1".to_owned(), |place| format!("0{place}")));
            }
            Sort::Killed => row.killed().map_or(1, |killed| -i64::from(killed)),
            #[expect(clippy::cast_possible_truncation, reason = "0 to 10000")]
            Sort::Confidence => -(row.confidence() * 1e4).round() as i64,
            Sort::Relevance => {
                let in_title = self
                    .hits
                    .is_some_and(|hits| hits.in_title.binary_search(&number).is_ok());
                i64::from(!in_title)
            }
        })
    }
}

/// Whether what has these names is in a region that the query asks for; `None` where no name says so and some point may.
fn named_in(query: &IncidentQuery, country: &str, folded_admin1: &str) -> Option<bool> {
    let mut known = Some(false);
    for region in &query.regions {
        match region.holds_name(country, folded_admin1) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => known = None,
        }
    }
    known
}

/// A query's page in the order of answers, out of all the rows that it selects, ascending, and the cursor after it: what
/// [`IncidentStore::find`](super::IncidentStore::find) would say, without looking at every row for each page. `None` for another order.
pub fn newest_page(columns: &Columns, numbers: &[u32], query: &IncidentQuery) -> Option<(Vec<u32>, Option<Cursor>)> {
    if query.sort != Sort::Newest {
        return None;
    }
    let start = query.after.as_ref().map_or(0, |cursor| first_after(columns, cursor));
    let start = numbers
        .partition_point(|number| *number < start)
        .saturating_add(query.offset);
    let rest = numbers.get(start..).unwrap_or_default();
    let limit = query.limit.unwrap_or(usize::MAX);
    let page = rest.get(..limit.min(rest.len())).unwrap_or_default();
    let last = page.last().filter(|_| page.len() < rest.len());
    let next = last.and_then(|last| columns.row(*last)).map(|row| Cursor {
        key: SortKey::Number(0),
        last_day: row.days().map(|(_, last)| last),
        id: columns.id(row).to_owned(),
    });
    Some((page.to_vec(), next))
}

/// The number of the first row that comes after the cursor in the order of answers.
fn first_after(columns: &Columns, cursor: &Cursor) -> u32 {
    let is_not_after = |row: &Row| {
        let place = |day: Option<i32>, id| (std::cmp::Reverse(day), id);
        let last = row.days().map(|(_, last)| last);
        place(last, columns.id(row)) <= place(cursor.last_day, cursor.id.as_str())
    };
    let first = columns.rows().partition_point(is_not_after);
    u32::try_from(first).unwrap_or(u32::MAX)
}

impl FilterFacts for RowFacts<'_> {
    fn value(&self, property: Property) -> Value<'_> {
        let (columns, row) = (self.columns, self.row);
        let number = |value: Option<u32>| value.map_or(Value::Null, |value| Value::Number(value.into()));
        let day = |day: Option<i32>| day.map_or(Value::Null, |day| Value::Instant(Instant::of_day(day)));
        match property {
            Property::Id => Value::Text(columns.id(row).into()),
            Property::Type => Value::Text(columns.kind(row).into()),
            Property::DateStart => day(row.days().map(|(first, _)| first)),
            Property::DateEnd => day(row.days().map(|(_, last)| last)),
            Property::Place => match columns.place(row) {
                None | Some("") => Value::Null,
                Some(place) => Value::Text(place.into()),
            },
            Property::Country | Property::CountryName | Property::Admin1 => match columns.region(row) {
                // At sea the record may still name one of the three.
                None if row.point().is_some() => Value::Missing,
                None => Value::Null,
                Some(region) => {
                    let name = match property {
                        Property::Country => &region.country,
                        Property::CountryName => &region.country_name,
                        _ => &region.admin1,
                    };
                    if name.is_empty() {
                        Value::Null
                    } else {
                        Value::Text(name.as_str().into())
                    }
                }
            },
            Property::Longitude => row.point().map_or(Value::Null, |point| Value::Number(point.lon)),
            Property::Latitude => row.point().map_or(Value::Null, |point| Value::Number(point.lat)),
            Property::LocationPrecision => Value::Text(row.precision().map_or("none", location_precision_name).into()),
            Property::UncertaintyM => number(row.uncertainty_m()),
            Property::KilledMax => number(row.killed()),
            Property::InjuredMax => number(row.injured()),
            Property::Status => Value::Text(status_name(row.status).into()),
            Property::Background => Value::Bool(row.background),
            Property::Confidence => Value::Number(row.confidence()),
            // Titles may be cut in columns.
            Property::Title
            | Property::PlaceMention
            | Property::PlaceId
            | Property::FeatureCode
            | Property::Admin2
            | Property::KilledMin
            | Property::InjuredMin
            | Property::Perpetrator
            | Property::Target
            | Property::Sentence => Value::Missing,
        }
    }

    fn point(&self) -> Option<LonLat> {
        self.row.point()
    }
}

/// A box that holds the circle; `None` where it reaches a pole or around the world.
fn box_around(near: super::query::Near) -> Option<Bbox> {
    /// Kilometres in a degree of latitude, a little less than any model of the Earth has.
    const KM_PER_DEGREE: f64 = 110.5;
    let height = near.distance_km / KM_PER_DEGREE;
    let (south, north) = (near.point.lat - height, near.point.lat + height);
    let narrowest = south.abs().max(north.abs()).to_radians().cos();
    let width = height / narrowest;
    if south <= -89.0 || 89.0 <= north || 179.0 <= width {
        return None;
    }
    let turned = |lon: f64| {
        if lon < -180.0 {
            lon + 360.0
        } else if 180.0 < lon {
            lon - 360.0
        } else {
            lon
        }
    };
    let (west, east) = (turned(near.point.lon - width), turned(near.point.lon + width));
    Some(Bbox {
        west,
        south,
        east,
        north,
    })
}

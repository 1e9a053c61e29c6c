//! The facts of every incident that questions are answered from, side by side in memory: 56 bytes each, its identifier and its title.
//!
//! A row's number is its place in the order of answers: newest last day first, unknown days at the end, then by identifier.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::civil::Date;

use super::region::Region;
use crate::geography::LonLat;
use crate::incident::{Incident, IncidentStatus, LocationPrecision};
use crate::text::fold;

/// Stands for an unknown day.
const NO_DAY: i32 = i32::MIN;
/// Stands for an unknown number, region, place, or point.
const NONE: u32 = u32::MAX;
const NO_DEGREES: i32 = i32::MIN;
/// Degrees are kept as whole numbers of this part, as they leave the program.
const DEGREE_STEPS: f64 = 1e7;
/// Confidence is kept as a whole number of this part.
const CONFIDENCE_STEPS: f64 = 1e4;
/// Where a title is cut, bytes.
const MOST_TITLE: usize = 1_000;

/// The facts of one incident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number under which the store keeps the incident.
    pub key: u32,
    lon: i32,
    lat: i32,
    first: i32,
    last: i32,
    killed: u32,
    injured: u32,
    region: u32,
    place: u32,
    text_start: u32,
    uncertainty_m: u32,
    kind: u16,
    confidence: u16,
    /// Told as fact, claimed, alleged or denied.
    pub status: IncidentStatus,
    precision: Option<LocationPrecision>,
    id_length: u8,
    title_length: u16,
    /// Whether the article recalls it as past.
    pub background: bool,
}

impl Row {
    /// Where it happened, WGS84; `None` where no place is known.
    pub fn point(&self) -> Option<LonLat> {
        (self.lon != NO_DEGREES).then(|| LonLat {
            lon: f64::from(self.lon) / DEGREE_STEPS,
            lat: f64::from(self.lat) / DEGREE_STEPS,
        })
    }

    /// First and last day, counted from 1970-01-01, both inclusive; `None` where unknown.
    pub fn days(&self) -> Option<(i32, i32)> {
        (self.last != NO_DAY).then_some((self.first, self.last))
    }

    /// Metres around the point within which it is believed to lie; `None` without one.
    pub fn uncertainty_m(&self) -> Option<u32> {
        (self.uncertainty_m != NONE).then_some(self.uncertainty_m)
    }

    /// The most killed that was said; `None` is unknown.
    pub fn killed(&self) -> Option<u32> {
        (self.killed != NONE).then_some(self.killed)
    }

    /// The most injured that was said; `None` is unknown.
    pub fn injured(&self) -> Option<u32> {
        (self.injured != NONE).then_some(self.injured)
    }

    /// How exactly the place is known; `None` where there is none.
    pub fn precision(&self) -> Option<LocationPrecision> {
        self.precision
    }

    /// 0 to 1, to four decimals.
    pub fn confidence(&self) -> f64 {
        f64::from(self.confidence) / CONFIDENCE_STEPS
    }

    /// The number of its type in [`Columns::kinds`].
    pub fn kind(&self) -> usize {
        usize::from(self.kind)
    }

    /// The number of its region in [`Columns::regions`]; `None` at sea and without a place.
    pub fn region(&self) -> Option<usize> {
        (self.region != NONE).then_some(self.region as usize)
    }
}

/// A country, or a first-order division of one, as locations name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionName {
    /// ISO 3166-1 alpha-2.
    pub country: String,
    /// Country name.
    pub country_name: String,
    /// Name of the division, or empty.
    pub admin1: String,
    pub(super) folded_admin1: String,
}

/// A region with the number of incidents in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionCount {
    /// Which.
    pub region: Region,
    /// Its name.
    pub name: String,
    /// Name of its country.
    pub country_name: String,
    /// How many incidents lie in it; a country counts those of its divisions too.
    pub count: usize,
}

/// The facts of every incident, in the order of answers.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    rows: Vec<Row>,
    /// Identifier and title of each row, one after the other.
    texts: String,
    kinds: Vec<String>,
    regions: Vec<RegionName>,
    places: Vec<String>,
    kind_numbers: HashMap<String, u16>,
    region_numbers: HashMap<(String, String), u32>,
    place_numbers: HashMap<String, u32>,
    pub(super) grid: super::grid::Grid,
    /// Row number by key; [`NONE`] where the key is not in use.
    by_key: Vec<u32>,
    /// Days from the first to the last of the incident that took longest.
    longest: i32,
}

impl Columns {
    /// The columns with some incidents taken out and others put in.
    pub(super) fn changed<'i>(
        &self,
        removed: &std::collections::HashSet<u32>,
        added: impl IntoIterator<Item = (u32, &'i Incident)>,
    ) -> Columns {
        let mut columns = self.clone();
        columns.rows.retain(|row| !removed.contains(&row.key));
        for (key, incident) in added {
            columns.push(key, incident);
        }
        // Texts of rows that are gone stay until they are half of all.
        let length = |row: &Row| usize::from(row.id_length) + usize::from(row.title_length);
        let used: usize = columns.rows.iter().map(length).sum();
        if used * 2 < columns.texts.len() {
            columns.pack_texts();
        }
        columns.settle();
        columns
    }

    /// Adds a row at the end; [`Columns::settle`] must follow. Total but for identifiers longer than 255 bytes, which are cut.
    pub(super) fn push(&mut self, key: u32, incident: &Incident) {
        let location = incident.location.as_ref();
        let region = location.filter(|location| !location.country.is_empty());
        let region = region.map_or(NONE, |location| self.region_number(location));
        let place = location.map_or(NONE, |location| {
            number_of(&mut self.place_numbers, &mut self.places, &location.place)
        });
        let kind = number_of_kind(&mut self.kind_numbers, &mut self.kinds, &incident.kind);
        let id = incident
            .id
            .get(..incident.id.floor_char_boundary(255))
            .unwrap_or_default();
        let title = &incident.title;
        let title = title.get(..title.floor_char_boundary(MOST_TITLE)).unwrap_or_default();
        let text_start = u32::try_from(self.texts.len()).unwrap_or(NONE);
        self.texts.push_str(id);
        self.texts.push_str(title);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "below half the Earth's girth"
        )]
        let metres = |metres: f64| metres.clamp(0.0, 2.1e7) as u32;
        #[expect(clippy::cast_possible_truncation, reason = "180 degrees in ten-millionths fit")]
        let steps = |degrees: f64| (degrees * DEGREE_STEPS).round() as i32;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 10000")]
        let confidence = (incident.confidence.clamp(0.0, 1.0) * CONFIDENCE_STEPS).round() as u16;
        let most = |count: Option<crate::incident::CountRange>| count.map_or(NONE, |count| count.max.min(NONE - 1));
        self.rows.push(Row {
            key,
            lon: location.map_or(NO_DEGREES, |location| steps(location.point.lon)),
            lat: location.map_or(NO_DEGREES, |location| steps(location.point.lat)),
            first: incident.date.map_or(NO_DAY, |date| day_number(date.first)),
            last: incident.date.map_or(NO_DAY, |date| day_number(date.last)),
            killed: most(incident.killed),
            injured: most(incident.injured),
            region,
            place,
            text_start,
            uncertainty_m: location.map_or(NONE, |location| metres(location.uncertainty_m)),
            kind,
            confidence,
            status: incident.status,
            precision: location.map(|location| location.precision),
            id_length: u8::try_from(id.len()).unwrap_or(u8::MAX),
            title_length: u16::try_from(title.len()).unwrap_or(u16::MAX),
            background: incident.background,
        });
    }

    fn region_number(&mut self, location: &crate::incident::Location) -> u32 {
        let name = (location.country.clone(), location.admin1.clone());
        if let Some(known) = self.region_numbers.get(&name) {
            return *known;
        }
        let number = u32::try_from(self.regions.len()).unwrap_or(NONE);
        self.regions.push(RegionName {
            country: location.country.clone(),
            country_name: location.country_name.clone(),
            folded_admin1: fold(&location.admin1),
            admin1: location.admin1.clone(),
        });
        self.region_numbers.insert(name, number);
        number
    }

    /// Puts the rows in the order of answers and makes what is looked up by.
    pub(super) fn settle(&mut self) {
        let ids = std::mem::take(&mut self.texts);
        let id = |row: &Row| id_in(&ids, row);
        self.rows.sort_by(|one, other| {
            let by_day = Reverse(one.last).cmp(&Reverse(other.last));
            by_day.then_with(|| id(one).cmp(id(other)))
        });
        self.texts = ids;
        let lengths = self
            .rows
            .iter()
            .filter_map(Row::days)
            .map(|(first, last)| last.saturating_sub(first));
        self.longest = lengths.max().unwrap_or_default();
        self.grid = super::grid::Grid::of(self.rows.iter().map(Row::point));
        let keys = self.rows.iter().map(|row| row.key as usize + 1).max().unwrap_or(0);
        self.by_key.clear();
        self.by_key.resize(keys, NONE);
        for (number, row) in (0_u32..).zip(&self.rows) {
            if let Some(slot) = self.by_key.get_mut(row.key as usize) {
                *slot = number;
            }
        }
    }

    fn pack_texts(&mut self) {
        let old = std::mem::take(&mut self.texts);
        let mut texts = String::with_capacity(old.len() / 2);
        for row in &mut self.rows {
            let start = row.text_start as usize;
            let end = start + usize::from(row.id_length) + usize::from(row.title_length);
            let start = u32::try_from(texts.len()).unwrap_or(NONE);
            texts.push_str(old.get(row.text_start as usize..end).unwrap_or_default());
            row.text_start = start;
        }
        self.texts = texts;
    }

    /// All rows, in the order of answers.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// One row by its number.
    pub fn row(&self, number: u32) -> Option<&Row> {
        self.rows.get(number as usize)
    }

    /// The rows among which all stand that share a day with a period, both ends inclusive: newest first, those that ended before it come later, and
    /// those that ended so long after it that not even the longest began in it come earlier.
    pub(super) fn around_period(&self, from: i32, to: i32) -> std::ops::Range<usize> {
        let ended_by = |day: i32| move |row: &Row| row.days().is_some_and(|(_, last)| day <= last);
        let latest = to.saturating_add(self.longest).saturating_add(1);
        self.rows.partition_point(ended_by(latest))..self.rows.partition_point(ended_by(from))
    }

    /// The number of the row with a store's key.
    pub(super) fn number_of_key(&self, key: u32) -> Option<u32> {
        self.by_key.get(key as usize).copied().filter(|number| *number != NONE)
    }

    /// The incident's identifier.
    pub fn id(&self, row: &Row) -> &str {
        id_in(&self.texts, row)
    }

    /// The incident's title, at most 1000 bytes of it.
    pub fn title(&self, row: &Row) -> &str {
        let start = row.text_start as usize + usize::from(row.id_length);
        let end = start + usize::from(row.title_length);
        self.texts.get(start..end).unwrap_or_default()
    }

    /// The incident's type id.
    pub fn kind(&self, row: &Row) -> &str {
        self.kinds.get(row.kind()).map_or("", String::as_str)
    }

    /// Display name of its place; `None` without one.
    pub fn place(&self, row: &Row) -> Option<&str> {
        self.places.get(row.place as usize).map(String::as_str)
    }

    /// Its country and division; `None` at sea and without a place.
    pub fn region(&self, row: &Row) -> Option<&RegionName> {
        self.regions.get(row.region()?)
    }

    /// Every type that some incident has or had, in no order; [`Row::kind`] counts into it.
    pub fn kinds(&self) -> &[String] {
        &self.kinds
    }

    /// Every region that some incident lies or lay in, in no order; [`Row::region`] counts into it.
    pub fn regions(&self) -> &[RegionName] {
        &self.regions
    }

    /// The countries and first-order divisions that some rows lie in, most first, then by name. Incidents at sea or without a place
    /// count nowhere.
    pub fn region_counts<'c>(&'c self, rows: impl IntoIterator<Item = &'c Row>) -> Vec<RegionCount> {
        let mut by_number = vec![0_usize; self.regions.len()];
        for row in rows {
            if let Some(count) = row.region().and_then(|number| by_number.get_mut(number)) {
                *count += 1;
            }
        }
        let mut counts: HashMap<Region, RegionCount> = HashMap::new();
        for (name, count) in self.regions.iter().zip(by_number).filter(|(_, count)| *count > 0) {
            let country = || name.country.clone();
            let mut regions = vec![(Region::Country { country: country() }, &name.country_name)];
            if !name.admin1.is_empty() {
                let (country, division) = (country(), name.admin1.clone());
                regions.push((
                    Region::Division {
                        country,
                        name: division,
                    },
                    &name.admin1,
                ));
            }
            for (region, named) in regions {
                let entry = counts.entry(region.clone()).or_insert_with(|| RegionCount {
                    region,
                    name: named.clone(),
                    country_name: name.country_name.clone(),
                    count: 0,
                });
                entry.count += count;
            }
        }
        let mut counts: Vec<RegionCount> = counts.into_values().collect();
        counts.sort_by(|one, other| {
            let by_count = other.count.cmp(&one.count);
            by_count.then_with(|| (&one.name, &one.region).cmp(&(&other.name, &other.region)))
        });
        counts
    }
}

/// Days since 1970-01-01.
pub fn day_number(day: Date) -> i32 {
    const EPOCH: Date = jiff::civil::date(1970, 1, 1);
    EPOCH.until(day).map_or(NO_DAY + 1, |span| span.get_days())
}

fn id_in<'i>(ids: &'i str, row: &Row) -> &'i str {
    let start = row.text_start as usize;
    ids.get(start..start + usize::from(row.id_length)).unwrap_or_default()
}

fn number_of(numbers: &mut HashMap<String, u32>, names: &mut Vec<String>, name: &str) -> u32 {
    if let Some(known) = numbers.get(name) {
        return *known;
    }
    let number = u32::try_from(names.len()).unwrap_or(NONE);
    names.push(name.to_owned());
    numbers.insert(name.to_owned(), number);
    number
}

fn number_of_kind(numbers: &mut HashMap<String, u16>, names: &mut Vec<String>, name: &str) -> u16 {
    if let Some(known) = numbers.get(name) {
        return *known;
    }
    let number = u16::try_from(names.len()).unwrap_or(u16::MAX);
    names.push(name.to_owned());
    numbers.insert(name.to_owned(), number);
    number
}

//! What of a report decides whether another one tells the same event; small, since a million of them are kept.

use jiff::civil::Date;

use crate::geography::LonLat;
use crate::incident::{ActorRole, Incident, LocationPrecision};
use crate::lexicon::Taxonomy;
use crate::time::{DatePrecision, DateRange};

/// The facts of one report.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportFacts {
    /// The report's own identifier; the last word where reports are put in order.
    pub(super) id: Box<str>,
    pub(super) document: u64,
    pub(super) published: i32,
    pub(super) kind: Box<str>,
    pub(super) is_violent: bool,
    pub(super) group: Box<str>,
    pub(super) days: Option<Days>,
    pub(super) place: Option<Spot>,
    /// Fewest and most killed, and whether more is possible.
    pub(super) killed: Option<(u32, u32, bool)>,
    pub(super) perpetrators: Box<[u32]>,
    pub(super) victims: Box<[u32]>,
}

/// Days since 1970-01-01, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days {
    pub(super) first: i32,
    pub(super) last: i32,
    /// The publication day, taken where the text told none.
    pub(super) is_assumed: bool,
}

/// Where, as far as it decides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    pub(super) point: LonLat,
    pub(super) place: u32,
    pub(super) country: u32,
    pub(super) admin1: u32,
    pub(super) precision: LocationPrecision,
    pub(super) uncertainty_km: f64,
}

impl Spot {
    /// Whether it is a town or finer.
    pub(super) fn is_fine(&self) -> bool {
        self.precision <= LocationPrecision::Settlement
    }
}

impl ReportFacts {
    /// The facts of an incident that `document` tells; `published` is its publication day, where known.
    pub fn of(incident: &Incident, document: &str, published: Option<Date>, taxonomy: &Taxonomy) -> ReportFacts {
        let group = taxonomy.kind(&incident.kind).map_or("", |kind| kind.group.as_str());
        let names = |wanted: fn(ActorRole) -> bool| -> Box<[u32]> {
            let actors = incident.actors.iter().filter(|actor| wanted(actor.role));
            let named = actors.filter(|actor| actor.name.contains(char::is_uppercase));
            named.map(|actor| short_hash(&actor.name)).collect()
        };
        ReportFacts {
            id: incident.id.as_str().into(),
            document: long_hash(document),
            published: published.map_or(i32::MAX, day_number),
            kind: incident.kind.as_str().into(),
            is_violent: matches!(group, "remote" | "explosion" | "battle" | "attack" | "property"),
            group: group.into(),
            days: incident.date.map(Days::of),
            place: incident.location.as_ref().map(|location| Spot {
                point: location.point,
                place: location.place_id.0,
                country: short_hash(&location.country),
                admin1: short_hash(&location.admin1),
                precision: location.precision,
                uncertainty_km: location.uncertainty_m / 1_000.0,
            }),
            killed: incident.killed.map(|killed| (killed.min, killed.max, killed.open)),
            perpetrators: names(|role| role == ActorRole::Perpetrator),
            victims: names(|role| role != ActorRole::Perpetrator),
        }
    }
}

impl Days {
    fn of(range: DateRange) -> Days {
        Days {
            first: day_number(range.first),
            last: day_number(range.last),
            is_assumed: range.precision == DatePrecision::Unknown,
        }
    }
}

/// Days since 1970-01-01.
fn day_number(day: Date) -> i32 {
    const EPOCH: Date = jiff::civil::date(1970, 1, 1);
    EPOCH.until(day).map_or(i32::MAX, |span| span.get_days())
}

/// FNV-1a: the same everywhere and at all times, unlike the standard library's hasher.
pub(super) fn long_hash(words: &str) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    words
        .bytes()
        .fold(OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
}

fn short_hash(words: &str) -> u32 {
    let hash = long_hash(words);
    #[expect(clippy::cast_possible_truncation, reason = "half of the hash is wanted")]
    let half = (hash ^ (hash >> 32)) as u32;
    half
}

//! The properties of an incident that filters may name, under the names that they have in every output.

use std::borrow::Cow;

use jiff::civil::Date;

use crate::export::wire::{location_precision_name, status_name};
use crate::geography::LonLat;
use crate::incident::ActorRole;
use crate::record::StoredIncident;

/// A property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the output's property of that name")]
pub enum Property {
    Id,
    Type,
    Title,
    DateStart,
    DateEnd,
    Place,
    PlaceMention,
    PlaceId,
    FeatureCode,
    Admin1,
    Admin2,
    Country,
    CountryName,
    Longitude,
    Latitude,
    LocationPrecision,
    UncertaintyM,
    KilledMin,
    KilledMax,
    InjuredMin,
    InjuredMax,
    Perpetrator,
    Target,
    Status,
    Background,
    Confidence,
    Sentence,
}

/// What a property's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyKind {
    /// Words.
    Text,
    /// A number; may have decimals.
    Number,
    /// A whole number, 0 or more.
    Integer,
    /// True or false.
    Bool,
    /// A day.
    Date,
}

/// Every property with its name and kind, in the order of outputs.
pub const PROPERTIES: [(&str, Property, PropertyKind); 27] = [
    ("id", Property::Id, PropertyKind::Text),
    ("type", Property::Type, PropertyKind::Text),
    ("title", Property::Title, PropertyKind::Text),
    ("date_start", Property::DateStart, PropertyKind::Date),
    ("date_end", Property::DateEnd, PropertyKind::Date),
    ("place", Property::Place, PropertyKind::Text),
    ("place_mention", Property::PlaceMention, PropertyKind::Text),
    ("place_id", Property::PlaceId, PropertyKind::Integer),
    ("feature_code", Property::FeatureCode, PropertyKind::Text),
    ("admin1", Property::Admin1, PropertyKind::Text),
    ("admin2", Property::Admin2, PropertyKind::Text),
    ("country", Property::Country, PropertyKind::Text),
    ("country_name", Property::CountryName, PropertyKind::Text),
    ("longitude", Property::Longitude, PropertyKind::Number),
    ("latitude", Property::Latitude, PropertyKind::Number),
    ("location_precision", Property::LocationPrecision, PropertyKind::Text),
    ("uncertainty_m", Property::UncertaintyM, PropertyKind::Number),
    ("killed_min", Property::KilledMin, PropertyKind::Integer),
    ("killed_max", Property::KilledMax, PropertyKind::Integer),
    ("injured_min", Property::InjuredMin, PropertyKind::Integer),
    ("injured_max", Property::InjuredMax, PropertyKind::Integer),
    ("perpetrator", Property::Perpetrator, PropertyKind::Text),
    ("target", Property::Target, PropertyKind::Text),
    ("status", Property::Status, PropertyKind::Text),
    ("background", Property::Background, PropertyKind::Bool),
    ("confidence", Property::Confidence, PropertyKind::Number),
    ("sentence", Property::Sentence, PropertyKind::Text),
];

impl Property {
    /// The property of that name.
    pub fn named(name: &str) -> Option<Property> {
        let known = PROPERTIES.iter().find(|(known, _, _)| *known == name);
        known.map(|(_, property, _)| *property)
    }

    /// What its values are.
    pub fn kind(self) -> PropertyKind {
        let known = PROPERTIES.iter().find(|(_, property, _)| *property == self);
        known.map_or(PropertyKind::Text, |(_, _, kind)| *kind)
    }
}

/// A value of a property.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'f> {
    /// Not known.
    Null,
    /// Words.
    Text(Cow<'f, str>),
    /// A number.
    Number(f64),
    /// True or false.
    Bool(bool),
    /// A day, or a moment of it.
    Instant(Instant),
    /// These facts do not hold the property; others of the same incident do.
    Missing,
}

/// Seconds since the beginning of 1970, UTC; a day is its first second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub(super) i64);

impl Instant {
    /// The first second of a day counted from 1970-01-01.
    pub fn of_day(number: i32) -> Instant {
        Instant(i64::from(number) * 86_400)
    }
}

impl From<Date> for Instant {
    fn from(day: Date) -> Self {
        let since = Date::constant(1970, 1, 1).until((jiff::Unit::Day, day));
        // Any two civil dates are less than 2^31 days apart.
        Instant::of_day(since.map(|span| span.get_days()).unwrap_or_default())
    }
}

/// Something that a filter can be asked of.
pub trait FilterFacts {
    /// The value of the property.
    fn value(&self, property: Property) -> Value<'_>;
    /// Where it happened; `None` where no place is known.
    fn point(&self) -> Option<LonLat>;
}

impl FilterFacts for StoredIncident {
    fn value(&self, property: Property) -> Value<'_> {
        let incident = &self.incident;
        let number = |value: Option<u32>| value.map_or(Value::Null, |value| Value::Number(value.into()));
        match property {
            Property::Id => text(&incident.id),
            Property::Type => text(&incident.kind),
            Property::Title => text(&incident.title),
            Property::DateStart => day(incident.date.map(|date| date.first)),
            Property::DateEnd => day(incident.date.map(|date| date.last)),
            Property::PlaceMention => self.place_mention.as_deref().map_or(Value::Null, text),
            Property::KilledMin => number(incident.killed.map(|killed| killed.min)),
            Property::KilledMax => number(incident.killed.map(|killed| killed.max)),
            Property::InjuredMin => number(incident.injured.map(|injured| injured.min)),
            Property::InjuredMax => number(incident.injured.map(|injured| injured.max)),
            Property::Perpetrator => names(self, ActorRole::Perpetrator),
            Property::Target => names(self, ActorRole::Target),
            Property::Status => Value::Text(status_name(incident.status).into()),
            Property::Background => Value::Bool(incident.background),
            Property::Confidence => Value::Number((incident.confidence * 1e4).round() / 1e4),
            Property::Sentence => text(&self.sentence.text),
            Property::LocationPrecision => {
                let precision = incident.location.as_ref().map(|location| location.precision);
                Value::Text(precision.map_or("none", location_precision_name).into())
            }
            Property::Place
            | Property::PlaceId
            | Property::FeatureCode
            | Property::Admin1
            | Property::Admin2
            | Property::Country
            | Property::CountryName
            | Property::Longitude
            | Property::Latitude
            | Property::UncertaintyM => place_value(self, property),
        }
    }

    fn point(&self) -> Option<LonLat> {
        self.incident.location.as_ref().map(|location| location.point)
    }
}

/// The properties of a location; unknown without one, and where a name is empty.
fn place_value(stored: &StoredIncident, property: Property) -> Value<'_> {
    let Some(location) = &stored.incident.location else {
        return Value::Null;
    };
    let degrees = |value: f64| Value::Number((value * 1e7).round() / 1e7);
    let name = match property {
        Property::PlaceId => return Value::Number(location.place_id.0.into()),
        Property::Longitude => return degrees(location.point.lon),
        Property::Latitude => return degrees(location.point.lat),
        Property::UncertaintyM => return Value::Number(location.uncertainty_m.round()),
        Property::Place => &location.place,
        Property::FeatureCode => &location.feature_code,
        Property::Admin1 => &location.admin1,
        Property::Admin2 => &location.admin2,
        Property::Country => &location.country,
        Property::CountryName => &location.country_name,
        _ => return Value::Missing,
    };
    if name.is_empty() { Value::Null } else { text(name) }
}

fn text(words: &str) -> Value<'_> {
    Value::Text(Cow::Borrowed(words))
}

fn day(day: Option<Date>) -> Value<'static> {
    day.map_or(Value::Null, |day| Value::Instant(day.into()))
}

/// As `perpetrator` and `target` of outputs: names with "; " between.
fn names(stored: &StoredIncident, role: ActorRole) -> Value<'_> {
    let of_role = stored.incident.actors.iter().filter(|actor| actor.role == role);
    let names: Vec<&str> = of_role.map(|actor| actor.name.as_str()).collect();
    match names.as_slice() {
        [] => Value::Null,
        [name] => text(name),
        names => Value::Text(names.join("; ").into()),
    }
}

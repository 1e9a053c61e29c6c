//! What can be asked for: the same words on the command line, in the API and in the page's address.

use jiff::civil::Date;

use super::cursor::{Cursor, Sort};
use super::filter::Filter;
use super::region::RegionArea;
use super::words;
use crate::geography::{Bbox, LonLat};
use crate::incident::LocationPrecision;
use crate::record::StoredIncident;

/// The most incidents that one answer holds; a larger `limit` is lowered to it.
pub const MAX_LIMIT: usize = 10_000;

/// A selection of incidents. Every part that is given must hold; within `regions`, `types` and `precisions` one is enough.
///
/// What is not known is in no selection: an incident without a place is in no box, no region and near nothing, one without a date in
/// no period, one without a number of killed has not killed so many.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IncidentQuery {
    /// The point must lie in it, edges included.
    pub bbox: Option<Bbox>,
    /// Empty is everywhere.
    pub regions: Vec<RegionArea>,
    /// The point must lie within so many kilometres of another.
    pub near: Option<Near>,
    /// Type ids; empty is all types. Groups are already resolved to their types.
    pub types: Vec<String>,
    /// The incident must not be over before this day.
    pub from: Option<Date>,
    /// The incident must not begin after this day.
    pub to: Option<Date>,
    /// Words, folded, that the name of one actor must hold, whatever its role: each begins a word of it. Empty is any.
    pub actor: Vec<String>,
    /// At least so many killed, by the highest figure reported.
    pub min_killed: Option<u32>,
    /// How exactly the place is known; `None` in the list is an incident without a place. Empty is any.
    pub precisions: Vec<Option<LocationPrecision>>,
    /// The confidence must be at least this, 0 to 1.
    pub min_confidence: Option<f64>,
    /// Words, folded, of which each must begin a word of the title, the main sentence, the place or an actor. Empty is any.
    pub words: Vec<String>,
    /// A condition in CQL2 that must hold too.
    pub filter: Option<Filter>,
    /// The most incidents to return, 1 to [`MAX_LIMIT`]; `None` leaves it to the caller.
    pub limit: Option<usize>,
    /// How many to leave out at the start.
    pub offset: usize,
    /// In which order.
    pub sort: Sort,
    /// Begin after this incident; it must come from an answer in the same order.
    pub after: Option<Cursor>,
}

/// A circle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Its centre.
    pub point: LonLat,
    /// Its radius in kilometres, great-circle.
    pub distance_km: f64,
}

impl Near {
    /// Whether the point lies in the circle, edge included.
    pub fn contains(self, point: LonLat) -> bool {
        self.point.distance_km(point) <= self.distance_km
    }
}

impl IncidentQuery {
    /// Whether the incident is among those asked for; `limit`, `offset`, `sort` and `after` play no part. What this says of each incident
    /// is what a store's index must say.
    pub fn matches(&self, stored: &StoredIncident) -> bool {
        self.matches_place(stored)
            && self.matches_facts(stored)
            && self.matches_words(stored)
            && self.filter.as_ref().is_none_or(|filter| filter.matches(stored))
    }

    fn matches_place(&self, stored: &StoredIncident) -> bool {
        let location = stored.incident.location.as_ref();
        let point = location.map(|location| location.point);
        let in_box = self
            .bbox
            .is_none_or(|bbox| point.is_some_and(|point| bbox.contains(point)));
        let is_near = self
            .near
            .is_none_or(|near| point.is_some_and(|point| near.contains(point)));
        let in_region = self.regions.is_empty()
            || location.is_some_and(|location| self.regions.iter().any(|region| region.contains(location)));
        let precision = location.map(|location| location.precision);
        let is_exact = self.precisions.is_empty() || self.precisions.contains(&precision);
        in_box && is_near && in_region && is_exact
    }

    fn matches_facts(&self, stored: &StoredIncident) -> bool {
        let incident = &stored.incident;
        let of_type = self.types.is_empty() || self.types.contains(&incident.kind);
        let in_period = (self.from.is_none() && self.to.is_none())
            || incident.date.is_some_and(|date| {
                self.from.is_none_or(|from| from <= date.last) && self.to.is_none_or(|to| date.first <= to)
            });
        let killed = incident.killed.map(|killed| killed.max);
        let is_deadly = self
            .min_killed
            .is_none_or(|least| killed.is_some_and(|killed| least <= killed));
        let is_sure = self.min_confidence.is_none_or(|least| least <= incident.confidence);
        of_type && in_period && is_deadly && is_sure
    }

    /// The same question, whatever page of the answer is wanted.
    pub(super) fn without_page(&self) -> IncidentQuery {
        IncidentQuery {
            limit: None,
            offset: 0,
            sort: Sort::default(),
            after: None,
            ..self.clone()
        }
    }

    /// Whether words or an actor are asked for.
    pub(super) fn has_words(&self) -> bool {
        !self.words.is_empty() || !self.actor.is_empty()
    }

    /// Whether the title alone holds all words asked for.
    pub(super) fn title_holds_words(&self, stored: &StoredIncident) -> bool {
        words::hold(&stored.incident.title, &self.words)
    }

    pub(super) fn matches_words(&self, stored: &StoredIncident) -> bool {
        let actors = &stored.incident.actors;
        let by_actor = self.actor.is_empty() || actors.iter().any(|actor| words::hold(&actor.name, &self.actor));
        by_actor && (self.words.is_empty() || words::hold(&words::searched_text(stored), &self.words))
    }
}

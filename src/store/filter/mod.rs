//! Filters written in CQL2 ([OGC 21-065r2](https://docs.ogc.org/is/21-065r2/21-065r2.html)), as text and as JSON.
//!
//! Understood are the classes Basic CQL2, Advanced Comparison Operators (`LIKE`, `BETWEEN`, `IN`), Case-insensitive Comparison (`CASEI`) and
//! Basic Spatial Functions with all kinds of geometry (`S_INTERSECTS`), over the [`PROPERTIES`] of an incident. Everything else is refused.
//! An own reader, because the crate `cql2` evaluates over JSON objects and brings a regular-expression engine, a JSON Schema validator and a
//! second calendar.

mod property;
mod shape;
mod expression;
mod text;
mod json;

pub use expression::FilterError;
pub use property::{FilterFacts, Instant, PROPERTIES, Property, PropertyKind, Value};

use crate::record::StoredIncident;
use expression::Expression;

/// In which language a filter is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterLanguage {
    /// `type = 'air_strike' AND killed_max >= 3`
    Text,
    /// `{"op": "=", "args": [{"property": "type"}, "air_strike"]}`
    Json,
}

/// A condition on incidents.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    expression: Expression,
}

impl Filter {
    /// Reads a filter.
    ///
    /// ```
    /// use dateline::store::{Filter, FilterLanguage};
    /// assert!(Filter::parse("killed_max >= 3 AND place LIKE 'Bagh%'", FilterLanguage::Text).is_ok());
    /// assert!(Filter::parse("colour = 'red'", FilterLanguage::Text).is_err());
    /// ```
    ///
    /// # Errors
    /// [`FilterError`] where it is not CQL2, uses a part of CQL2 that is not understood, names a property that incidents do not have, or
    /// compares what cannot be compared.
    pub fn parse(filter: &str, language: FilterLanguage) -> Result<Filter, FilterError> {
        let expression = match language {
            FilterLanguage::Text => text::parse(filter)?,
            FilterLanguage::Json => json::parse(filter)?,
        };
        Ok(Filter { expression })
    }

    /// Whether the condition holds; what is not known makes no condition true.
    pub fn matches(&self, stored: &StoredIncident) -> bool {
        self.decide(stored).unwrap_or_default()
    }

    /// As [`Filter::matches`] for facts of which some may be missing: `None` where one of those decides.
    pub fn decide(&self, facts: &impl FilterFacts) -> Option<bool> {
        self.expression.decide(facts)
    }
}

#[cfg(test)]
mod tests;

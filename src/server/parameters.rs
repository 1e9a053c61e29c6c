//! The words after the question mark.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;

use super::error::ApiError;
use crate::store::{IncidentQuery, QueryTerms};

/// All names and values of the address, in order, percent signs decoded.
#[derive(Debug)]
pub(super) struct Parameters(Vec<(String, String)>);

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let query = Query::try_from_uri(&parts.uri);
        let Query(pairs) = query.map_err(|error| ApiError::bad_request(error.body_text()))?;
        Ok(Parameters(pairs))
    }
}

impl Parameters {
    /// The pairs, borrowed.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The values of the parameters that the address takes, each where it is given.
    pub(super) fn known<const N: usize>(&self, names: [&str; N]) -> Result<[Option<&str>; N], ApiError> {
        let mut found = [None; N];
        for (name, value) in self.pairs() {
            let Some(number) = names.iter().position(|known| *known == name) else {
                let detail = format!("there is no parameter `{name}` here; there are {}", names.join(", "));
                return Err(ApiError::bad_request(detail).about(name));
            };
            if found[number].replace(value).is_some() {
                return Err(ApiError::bad_request(format!("`{name}` is given more than once")).about(name));
            }
        }
        Ok(found)
    }

    /// The filters of incidents, and the values of the other parameters that the address takes.
    pub(super) fn filters_and<const N: usize>(
        &self,
        names: [&'static str; N],
        terms: &dyn QueryTerms,
    ) -> Result<(IncidentQuery, [Option<&str>; N]), ApiError> {
        let mut found = [None; N];
        let mut filters = Vec::new();
        for (name, value) in self.pairs() {
            if let Some(number) = names.iter().position(|known| *known == name) {
                if found[number].replace(value).is_some() {
                    return Err(ApiError::bad_request(format!("`{name}` is given more than once")).about(name));
                }
            } else if matches!(name, "limit" | "offset" | "sortby" | "token") {
                let detail = format!("there is no parameter `{name}` here: all that match are counted");
                return Err(ApiError::bad_request(detail).about(name));
            } else {
                filters.push((name, value));
            }
        }
        Ok((IncidentQuery::parse(filters, terms)?, found))
    }

    /// Refuses any parameter, for an address that takes none.
    pub(super) fn none(&self) -> Result<(), ApiError> {
        match self.pairs().next() {
            None => Ok(()),
            Some((name, _)) => {
                let detail = format!("there is no parameter `{name}` here; this address takes none");
                Err(ApiError::bad_request(detail).about(name))
            }
        }
    }
}

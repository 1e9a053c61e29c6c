//! `/api/taxonomy`: the types of incidents in their groups, for filters and legends.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;
use crate::store::{KindGroup, kind_groups};

/// All groups.
#[derive(Debug, Serialize)]
pub(in crate::server) struct Groups {
    groups: Vec<Group>,
}

/// One group; ids of groups and of types are values for the filter `type`.
#[derive(Debug, Serialize)]
struct Group {
    id: String,
    label: String,
    types: Vec<Type>,
}

#[derive(Debug, Serialize)]
struct Type {
    id: String,
    label: String,
}

/// Groups and types in the order of the taxonomy.
pub(in crate::server) async fn list(
    State(state): State<SharedState>,
    parameters: Parameters,
) -> Result<Json<Groups>, ApiError> {
    parameters.none()?;
    let groups = kind_groups(state.lexicon.taxonomy());
    Ok(Json(Groups {
        groups: groups.iter().map(Group::from).collect(),
    }))
}

impl From<&KindGroup<'_>> for Group {
    fn from(group: &KindGroup<'_>) -> Self {
        let types = group.kinds.iter().map(|kind| Type {
            id: kind.id.clone(),
            label: kind.label.clone(),
        });
        Group {
            id: group.id.to_owned(),
            label: group.label.to_owned(),
            types: types.collect(),
        }
    }
}

//! `/api/events`: tells open pages when the data changed ([server-sent events](https://html.spec.whatwg.org/multipage/server-sent-events.html)).

use std::convert::Infallible;

use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch;

use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;
use crate::store::StoreChange;

/// The data of one event.
#[derive(Debug, Serialize)]
struct ChangeProperties<'c> {
    documents: &'c [String],
    added: usize,
    removed: usize,
    total: usize,
}

/// Waits for changes, until the server stops.
struct Listener {
    changes: Receiver<StoreChange>,
    stopping: watch::Receiver<bool>,
}

/// A stream of events `change`, one after each change of the data from now on, with a comment now and then so that proxies keep it open.
pub(in crate::server) async fn listen(
    State(state): State<SharedState>,
    parameters: Parameters,
) -> Result<Response, ApiError> {
    parameters.none()?;
    let listener = Listener {
        changes: state.changes.subscribe(),
        stopping: state.stopping.subscribe(),
    };
    let events = futures_util::stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<Event, Infallible>(event), listener))
    });
    Ok(Sse::new(events).keep_alive(KeepAlive::default()).into_response())
}

impl Listener {
    async fn next(&mut self) -> Option<Event> {
        let change = tokio::select! {
            change = self.changes.recv() => change,
            _ = self.stopping.wait_for(|stops| *stops) => return None,
        };
        match change {
            Ok(change) => Some(event(&change)),
            // Some were missed: the next one tells the total.
            Err(RecvError::Lagged(_)) => Some(Event::default().comment("missed")),
            Err(RecvError::Closed) => None,
        }
    }
}

fn event(change: &StoreChange) -> Event {
    let data = ChangeProperties {
        documents: &change.documents,
        added: change.added,
        removed: change.removed,
        total: change.total,
    };
    // Numbers and words are always JSON.
    let data = serde_json::to_string(&data).unwrap_or_default();
    Event::default().event("change").data(data)
}

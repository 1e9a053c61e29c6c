//! `/api/timeline`: how many of the incidents asked for began when.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use super::clusters::owned;
use crate::layer::{MOST_BINS, Step, TimelineBin, TimelineRange, timeline};
use crate::server::error::ApiError;
use crate::server::parameters::Parameters;
use crate::server::state::SharedState;

/// Bins without `bins` and `step`: a bar for each few pixels of a page.
const DEFAULT_BINS: usize = 120;

/// A histogram. The counts of the bins and `undated` give `matched`.
#[derive(Debug, Serialize)]
pub(in crate::server) struct TimelineAnswer {
    matched: usize,
    undated: usize,
    /// `day`, `week`, `month` or `year`.
    step: &'static str,
    /// First day of the first bin; null where no incident has a date.
    from: Option<String>,
    /// Last day of the last bin.
    to: Option<String>,
    bins: Vec<Bin>,
    /// Periods longer than a bin, of incidents whose day is not known: the most frequent first, at most 100. They are counted in the bins too.
    ranges: Vec<Range>,
}

#[derive(Debug, Serialize)]
struct Bin {
    start: String,
    /// Inclusive.
    end: String,
    count: usize,
    groups: BTreeMap<String, usize>,
    types: BTreeMap<String, usize>,
}

#[derive(Debug, Serialize)]
struct Range {
    start: String,
    /// Inclusive.
    end: String,
    count: usize,
    groups: BTreeMap<String, usize>,
    types: BTreeMap<String, usize>,
}

/// The histogram.
pub(in crate::server) async fn show(
    State(state): State<SharedState>,
    parameters: Parameters,
) -> Result<Json<TimelineAnswer>, ApiError> {
    let (query, [step, bins]) = parameters.filters_and(["step", "bins"], &state.terms())?;
    let step = step.map(read_step).transpose()?;
    let most_bins = bins.map_or(Ok(DEFAULT_BINS), read_bins)?;
    let view = state.select(&query)?;
    let drawn = timeline(&view.index, &view.picked, step, most_bins);
    Ok(Json(TimelineAnswer {
        matched: view.picked.count(),
        undated: drawn.undated,
        step: drawn.step.name(),
        from: drawn.bins.first().map(|bin| bin.start.to_string()),
        to: drawn.bins.last().map(|bin| bin.end.to_string()),
        bins: drawn.bins.iter().map(Bin::from).collect(),
        ranges: drawn.ranges.iter().map(Range::from).collect(),
    }))
}

fn read_step(word: &str) -> Result<Step, ApiError> {
    Step::named(word).ok_or_else(|| ApiError::bad_request("give day, week, month or year").about("step"))
}

fn read_bins(word: &str) -> Result<usize, ApiError> {
    let bins = word.parse().ok().filter(|bins| (1..=MOST_BINS).contains(bins));
    bins.ok_or_else(|| ApiError::bad_request(format!("give a whole number from 1 to {MOST_BINS}")).about("bins"))
}

impl From<&TimelineBin<'_>> for Bin {
    fn from(bin: &TimelineBin<'_>) -> Self {
        Bin {
            start: bin.start.to_string(),
            end: bin.end.to_string(),
            count: bin.count,
            groups: owned(&bin.groups),
            types: owned(&bin.types),
        }
    }
}

impl From<&TimelineRange<'_>> for Range {
    fn from(range: &TimelineRange<'_>) -> Self {
        Range {
            start: range.start.to_string(),
            end: range.end.to_string(),
            count: range.count,
            groups: owned(&range.groups),
            types: owned(&range.types),
        }
    }
}

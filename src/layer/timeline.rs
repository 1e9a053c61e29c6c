//! How many incidents there were when: a histogram over the days on which they began.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::days::Day;
use super::index::MapIndex;
use super::picked::Picked;

/// The most bins that a histogram may have.
pub const MOST_BINS: usize = 1_000;

/// The most different long periods that are told.
const MOST_RANGES: usize = 100;

/// How long a bin is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// One day.
    Day,
    /// Monday to Sunday (ISO 8601).
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

/// One bin.
#[derive(Clone, Debug, PartialEq)]
pub struct TimelineBin<'i> {
    /// Its first day.
    pub start: Date,
    /// Its last day, inclusive.
    pub end: Date,
    /// How many incidents began in it.
    pub count: usize,
    /// How many of each group of types.
    pub groups: BTreeMap<&'i str, usize>,
    /// How many of each type.
    pub types: BTreeMap<&'i str, usize>,
}

/// Incidents of which only a period longer than a bin is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineRange<'i> {
    /// First day of the period.
    pub start: Date,
    /// Last day, inclusive.
    pub end: Date,
    /// How many incidents.
    pub count: usize,
    /// How many of each group of types.
    pub groups: BTreeMap<&'i str, usize>,
    /// How many of each type.
    pub types: BTreeMap<&'i str, usize>,
}

/// A histogram. The counts of the bins and `undated` give all that were selected.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline<'i> {
    /// How many have no date.
    pub undated: usize,
    /// How long each bin is.
    pub step: Step,
    /// Without gaps, from the first day on which an incident began to the last; empty where none has a date.
    pub bins: Vec<TimelineBin<'i>>,
    /// The most frequent first, at most 100. These are counted in the bins too.
    pub ranges: Vec<TimelineRange<'i>>,
}

impl Step {
    const ALL: [Step; 4] = [Step::Day, Step::Week, Step::Month, Step::Year];

    /// Its name in an address: `day`, `week`, `month`, `year`.
    pub fn name(self) -> &'static str {
        match self {
            Step::Day => "day",
            Step::Week => "week",
            Step::Month => "month",
            Step::Year => "year",
        }
    }

    /// The step of that name.
    pub fn named(name: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.name() == name)
    }

    /// The first day of the bin that holds the day.
    fn start(self, day: Date) -> Date {
        match self {
            Step::Day => day,
            Step::Week => {
                let since_monday = day.weekday().to_monday_zero_offset();
                day.saturating_sub(jiff::Span::new().days(since_monday))
            }
            Step::Month => day.first_of_month(),
            Step::Year => day.first_of_year(),
        }
    }

    /// The last day of the bin that begins on `start`.
    fn end(self, start: Date) -> Date {
        match self {
            Step::Day => start,
            Step::Week => start.saturating_add(jiff::Span::new().days(6)),
            Step::Month => start.last_of_month(),
            Step::Year => start.last_of_year(),
        }
    }

    /// About how many bins the days from `first` to `last` need; never fewer than they do.
    fn bins_for(self, first: Day, last: Day) -> usize {
        let days = usize::try_from(i64::from(last.0) - i64::from(first.0)).unwrap_or_default();
        match self {
            Step::Day => days + 1,
            Step::Week => days / 7 + 2,
            Step::Month => days / 28 + 2,
            Step::Year => days / 365 + 2,
        }
    }
}

/// The histogram of what was picked with bins of `step`; without one, of the shortest that needs no more than `most_bins` bins. Where even
/// `step` would need more than [`MOST_BINS`], the next longer that does not is taken; where years do too, the latest ones are shown and what
/// began before counts in the first.
pub fn timeline<'i>(index: &'i MapIndex, picked: &Picked, step: Option<Step>, most_bins: usize) -> Timeline<'i> {
    let mut by_day: HashMap<Day, BTreeMap<usize, usize>> = HashMap::new();
    let mut periods: HashMap<(Day, Day), BTreeMap<usize, usize>> = HashMap::new();
    let mut undated = 0;
    for row in picked
        .numbers()
        .iter()
        .filter_map(|number| index.columns().row(*number))
    {
        let Some((first, last)) = row.days() else {
            undated += 1;
            continue;
        };
        let (first, last, kind) = (Day(first), Day(last), row.kind());
        *by_day.entry(first).or_default().entry(kind).or_default() += 1;
        if first != last {
            *periods.entry((first, last)).or_default().entry(kind).or_default() += 1;
        }
    }
    let (Some(&first), Some(&last)) = (by_day.keys().min(), by_day.keys().max()) else {
        let step = step.unwrap_or(Step::Day);
        return Timeline {
            undated,
            step,
            bins: Vec::new(),
            ranges: Vec::new(),
        };
    };
    let most = if step.is_some() {
        MOST_BINS
    } else {
        most_bins.clamp(1, MOST_BINS)
    };
    let steps = Step::ALL
        .into_iter()
        .filter(|longer| step.is_none_or(|step| step <= *longer));
    let fitting = steps.clone().find(|step| step.bins_for(first, last) <= most);
    let step = fitting.unwrap_or(Step::Year);
    let mut bins = empty_bins(step, first, last);
    for (day, kinds) in by_day {
        let date = Date::from(day);
        let place = bins.partition_point(|bin| bin.start <= date).saturating_sub(1);
        let Some(bin) = bins.get_mut(place) else { continue };
        bin.count += kinds.values().sum::<usize>();
        add_to(&mut bin.groups, index.by_group(&kinds));
        add_to(&mut bin.types, index.by_type(&kinds));
    }
    Timeline {
        undated,
        step,
        bins,
        ranges: long_ranges(index, step, periods),
    }
}

/// Bins without gaps; of more than [`MOST_BINS`] the latest.
fn empty_bins<'i>(step: Step, first: Day, last: Day) -> Vec<TimelineBin<'i>> {
    let mut bins = Vec::new();
    let mut end = step.end(step.start(last.into()));
    let first = Date::from(first);
    while bins.len() < MOST_BINS {
        let start = step.start(end);
        bins.push(TimelineBin {
            start,
            end,
            count: 0,
            groups: BTreeMap::new(),
            types: BTreeMap::new(),
        });
        match start.yesterday() {
            Ok(before) if first < start => end = before,
            _ => break,
        }
    }
    bins.reverse();
    bins
}

fn add_to<'i>(sums: &mut BTreeMap<&'i str, usize>, counts: BTreeMap<&'i str, usize>) {
    for (name, count) in counts {
        *sums.entry(name).or_default() += count;
    }
}

fn long_ranges(
    index: &MapIndex,
    step: Step,
    periods: HashMap<(Day, Day), BTreeMap<usize, usize>>,
) -> Vec<TimelineRange<'_>> {
    let mut ranges: Vec<TimelineRange<'_>> = periods
        .into_iter()
        .map(|((start, end), kinds)| TimelineRange {
            start: start.into(),
            end: end.into(),
            count: kinds.values().sum(),
            groups: index.by_group(&kinds),
            types: index.by_type(&kinds),
        })
        .filter(|range| step.end(step.start(range.start)) < range.end)
        .collect();
    ranges.sort_by_key(|range| (std::cmp::Reverse(range.count), range.start, range.end));
    ranges.truncate(MOST_RANGES);
    ranges
}

//! Place names against annotated documents, with the figures of `score_geoparse.py`, which are those of Gritta and others 2018–2020.
//!
//! Spans are paired one to one in a document: those of the largest shared part first, then leftmost. A place is right within 161 km
//! (100 miles). Toponyms without coordinates in the annotation count for recognition only, and what is paired with them is not judged.

use std::collections::{BTreeMap, HashSet};

use serde::{Deserialize, Serialize};

use super::bootstrap::interval;
use crate::geography::LonLat;

/// One toponym, annotated or found.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct PlacedSpan {
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// Degrees north, WGS84; with `lon` where the place is known.
    #[serde(default)]
    pub lat: Option<f64>,
    /// Degrees east.
    #[serde(default)]
    pub lon: Option<f64>,
    /// Of an annotation: how the name is used, such as `literal` or `associative`.
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
    /// Of an annotation: letter of the GeoNames feature class.
    #[serde(default)]
    pub fclass: Option<String>,
}

impl PlacedSpan {
    fn point(&self) -> Option<LonLat> {
        LonLat::new(self.lon?, self.lat?)
    }

    /// Shared part of the two spans over their common extent, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "spans are short")]
    fn likeness(&self, other: &PlacedSpan) -> f64 {
        let shared = self.end.min(other.end).saturating_sub(self.start.max(other.start));
        let extent = self.end.max(other.end) - self.start.min(other.start);
        shared as f64 / extent.max(1) as f64
    }
}

/// Which annotated toponyms count, and how spans are found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scoring {
    /// The spans were given: each annotated place is scored, by a result of the same span.
    pub is_given: bool,
    /// Only annotations of this type count; what is paired with another is dropped. `None`: all.
    pub only: Option<String>,
}

/// Farther is another place, kilometres.
const RIGHT_KM: f64 = 161.0;
/// The finer radius, kilometres.
const NEAR_KM: f64 = 20.0;
/// What a place that was not resolved counts as: half the way around the Earth, kilometres.
const FARTHEST_KM: f64 = 20_039.0;

/// One thing that went wrong.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ToponymError {
    /// Identifier of the document.
    pub id: String,
    /// First code point.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// `wrong` place, `unresolved`, `missed` or `false`.
    pub error: &'static str,
    /// Kilometres between the places; the farthest possible where one is not known.
    pub km: f64,
}

/// Counts of one document.
#[derive(Clone, Debug, Default)]
struct Counts {
    gold: usize,
    gold_placed: usize,
    found: usize,
    found_judged: usize,
    exact: usize,
    overlap: usize,
    right: usize,
    near: usize,
    /// Kilometres of each resolved pair whose annotation is placed.
    km: Vec<f64>,
    unresolved: usize,
}

/// Figures over documents.
#[derive(Clone, Debug, Default)]
pub struct ToponymFigures {
    documents: Vec<Counts>,
    /// By feature class, and by type: annotated places, and those found and right.
    by_class: BTreeMap<String, (usize, usize)>,
    by_type: BTreeMap<String, (usize, usize)>,
    errors: Vec<ToponymError>,
}

/// Precision, recall and their harmonic mean, each 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Rates {
    /// Right among found.
    pub precision: f64,
    /// Right among annotated.
    pub recall: f64,
    /// 2PR / (P + R).
    pub f1: f64,
}

/// How near the places are to the annotated ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Distances {
    /// Number of places.
    pub count: usize,
    /// Share within 161 km.
    pub within_161_km: f64,
    /// Share within 20 km.
    pub within_20_km: f64,
    /// Kilometres.
    pub mean_km: f64,
    /// Kilometres.
    pub median_km: f64,
    /// Area under the curve of the logarithms of the errors, sorted, by the trapezoidal rule (Gritta and others 2018): 0 is perfect, 1 is
    /// worst.
    pub auc: f64,
}

/// What was annotated of one class or type, and the share that was found and placed within 161 km.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ClassShare {
    /// Annotated places.
    pub gold: usize,
    /// Share found and right.
    pub right: f64,
}

/// All figures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ToponymReport {
    /// Number of documents.
    pub documents: usize,
    /// Toponyms annotated.
    pub gold: usize,
    /// Those with coordinates.
    pub gold_with_coordinates: usize,
    /// Toponyms found.
    pub found: usize,
    /// The same span.
    pub recognition_exact: Rates,
    /// Spans with a shared part.
    pub recognition_overlap: Rates,
    /// Pairs with a place.
    pub resolution_resolved: Distances,
    /// All pairs; those without a place count as 20,039 km.
    pub resolution_all: Distances,
    /// Pairs without a place.
    pub unresolved: usize,
    /// Found and within 161 km.
    pub end_to_end_161_km: Rates,
    /// Found and within 20 km.
    pub end_to_end_20_km: Rates,
    /// 95 % interval of the F1 at 161 km, or of the share within 161 km where spans were given: by 300 resamples of the documents.
    pub interval_95: Option<(f64, f64)>,
    /// By GeoNames feature class.
    pub by_class: BTreeMap<String, ClassShare>,
    /// By how names are used.
    pub by_type: BTreeMap<String, ClassShare>,
}

impl ToponymFigures {
    /// Scores what was found in one document.
    pub fn add(&mut self, id: &str, gold: &[PlacedSpan], found: &[PlacedSpan], scoring: &Scoring) {
        let counts = |toponym: &PlacedSpan| scoring.only.is_none() || toponym.kind == scoring.only;
        let cares: Vec<bool> = gold.iter().map(counts).collect();
        let found = distinct(found);
        let pairs = if scoring.is_given {
            exact_pairs(gold, &found)
        } else {
            overlap_pairs(gold, &found)
        };
        let mut document = Counts {
            exact: exact_pairs(gold, &found)
                .iter()
                .filter(|(gold, _)| cares[*gold])
                .count(),
            gold: cares.iter().filter(|cares| **cares).count(),
            ..Counts::default()
        };
        let mut paired: Vec<Option<usize>> = vec![None; gold.len()];
        let mut is_judged = vec![true; found.len()];
        let mut is_dropped = vec![false; found.len()];
        for (at, result) in &pairs {
            paired[*at] = Some(*result);
            is_dropped[*result] = !cares[*at];
            is_judged[*result] = cares[*at] && gold[*at].point().is_some();
        }
        let taken: HashSet<usize> = pairs.iter().map(|(_, result)| *result).collect();
        for (number, result) in found.iter().enumerate().filter(|(number, _)| !taken.contains(number)) {
            let mut touched = (0..gold.len()).filter(|at| 0.0 < gold[*at].likeness(result)).peekable();
            is_dropped[number] = touched.peek().is_some() && !touched.any(|at| cares[at]);
            if !is_dropped[number] {
                self.note(id, result, "false", FARTHEST_KM);
            }
        }
        for (at, toponym) in gold.iter().enumerate().filter(|(at, _)| cares[*at]) {
            document.overlap += usize::from(paired[at].is_some());
            self.add_gold(
                id,
                toponym,
                paired[at].map(|result| &found[result]),
                scoring,
                &mut document,
            );
        }
        let kept = || (0..found.len()).filter(|number| !is_dropped[*number]);
        document.found = kept().count();
        document.found_judged = kept()
            .filter(|number| is_judged[*number] && found[*number].point().is_some())
            .count();
        self.documents.push(document);
    }

    /// Scores one annotated toponym against what it is paired with.
    fn add_gold(
        &mut self,
        id: &str,
        gold: &PlacedSpan,
        found: Option<&PlacedSpan>,
        scoring: &Scoring,
        document: &mut Counts,
    ) {
        if found.is_none() {
            self.note(id, gold, "missed", FARTHEST_KM);
        }
        let Some(point) = gold.point() else { return };
        document.gold_placed += 1;
        let place = found.and_then(PlacedSpan::point);
        let km = place.map(|place| point.distance_km(place));
        let right = km.is_some_and(|km| km <= RIGHT_KM);
        match km {
            Some(km) => {
                document.km.push(km);
                document.right += usize::from(right);
                document.near += usize::from(km <= NEAR_KM);
                if !right {
                    self.note(id, gold, "wrong", km);
                }
            }
            None if found.is_some() || scoring.is_given => {
                document.unresolved += 1;
                self.note(id, gold, "unresolved", FARTHEST_KM);
            }
            None => {}
        }
        for (groups, group) in [(&mut self.by_class, &gold.fclass), (&mut self.by_type, &gold.kind)] {
            if let Some(group) = group {
                let counts = groups.entry(group.clone()).or_default();
                counts.0 += 1;
                counts.1 += usize::from(right);
            }
        }
    }

    fn note(&mut self, id: &str, toponym: &PlacedSpan, error: &'static str, km: f64) {
        self.errors.push(ToponymError {
            id: id.to_owned(),
            start: toponym.start,
            end: toponym.end,
            error,
            km,
        });
    }

    /// The worst errors first, then by document and place in it; at most `most`.
    pub fn worst(&self, most: usize) -> Vec<&ToponymError> {
        let mut errors: Vec<&ToponymError> = self.errors.iter().collect();
        errors.sort_by(|left, right| {
            let place = |error: &ToponymError| (error.id.clone(), error.start);
            right
                .km
                .total_cmp(&left.km)
                .then_with(|| place(left).cmp(&place(right)))
        });
        errors.truncate(most);
        errors
    }

    /// All figures.
    pub fn report(&self, scoring: &Scoring) -> ToponymReport {
        let all: Vec<&Counts> = self.documents.iter().collect();
        let sum = |count: fn(&Counts) -> usize| all.iter().map(|counts| count(counts)).sum::<usize>();
        let km: Vec<f64> = self
            .documents
            .iter()
            .flat_map(|document| document.km.iter().copied())
            .collect();
        let unresolved = sum(|counts| counts.unresolved);
        let mut all_km = km.clone();
        all_km.resize(km.len() + unresolved, FARTHEST_KM);
        let figure = if scoring.is_given { right_share } else { end_to_end_f1 };
        ToponymReport {
            documents: all.len(),
            gold: sum(|counts| counts.gold),
            gold_with_coordinates: sum(|counts| counts.gold_placed),
            found: sum(|counts| counts.found),
            recognition_exact: rates(
                sum(|counts| counts.exact),
                sum(|counts| counts.found),
                sum(|counts| counts.gold),
            ),
            recognition_overlap: rates(
                sum(|counts| counts.overlap),
                sum(|counts| counts.found),
                sum(|counts| counts.gold),
            ),
            resolution_resolved: distances(km),
            resolution_all: distances(all_km),
            unresolved,
            end_to_end_161_km: end_to_end(&all, |counts| counts.right),
            end_to_end_20_km: end_to_end(&all, |counts| counts.near),
            interval_95: interval(&self.documents, RESAMPLES, figure),
            by_class: shares(&self.by_class),
            by_type: shares(&self.by_type),
        }
    }
}

/// Draws of documents for the interval.
const RESAMPLES: usize = 300;

/// Each span once, the first that has it; empty ones are left out.
fn distinct(found: &[PlacedSpan]) -> Vec<PlacedSpan> {
    let mut seen = HashSet::new();
    let kept = found
        .iter()
        .filter(|span| span.start < span.end && seen.insert((span.start, span.end)));
    kept.cloned().collect()
}

fn exact_pairs(gold: &[PlacedSpan], found: &[PlacedSpan]) -> Vec<(usize, usize)> {
    pairs(gold, found, |likeness| likeness >= 1.0)
}

fn overlap_pairs(gold: &[PlacedSpan], found: &[PlacedSpan]) -> Vec<(usize, usize)> {
    pairs(gold, found, |likeness| likeness > 0.0)
}

/// Pairs one to one, the most alike first, then leftmost.
fn pairs(gold: &[PlacedSpan], found: &[PlacedSpan], accepts: impl Fn(f64) -> bool) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (at, toponym) in gold.iter().enumerate() {
        for (number, result) in found.iter().enumerate() {
            let likeness = toponym.likeness(result);
            if accepts(likeness) {
                candidates.push((likeness, toponym.start, at, number));
            }
        }
    }
    candidates.sort_by(|left, right| {
        let place = |candidate: &(f64, usize, usize, usize)| (candidate.1, candidate.2, candidate.3);
        right.0.total_cmp(&left.0).then_with(|| place(left).cmp(&place(right)))
    });
    let (mut gold_used, mut found_used) = (HashSet::new(), HashSet::new());
    let free = candidates.into_iter().filter_map(|(_, _, at, number)| {
        let is_free = !gold_used.contains(&at) && !found_used.contains(&number);
        is_free.then(|| {
            gold_used.insert(at);
            found_used.insert(number);
            (at, number)
        })
    });
    free.collect()
}

fn end_to_end(documents: &[&Counts], right: fn(&Counts) -> usize) -> Rates {
    let sum = |count: fn(&Counts) -> usize| documents.iter().map(|counts| count(counts)).sum::<usize>();
    rates(
        sum(right),
        sum(|counts| counts.found_judged),
        sum(|counts| counts.gold_placed),
    )
}

fn end_to_end_f1(documents: &[&Counts]) -> f64 {
    end_to_end(documents, |counts| counts.right).f1
}

fn right_share(documents: &[&Counts]) -> f64 {
    let sum = |count: fn(&Counts) -> usize| documents.iter().map(|counts| count(counts)).sum::<usize>();
    share(sum(|counts| counts.right), sum(|counts| counts.gold_placed))
}

#[expect(clippy::cast_precision_loss, reason = "counts of toponyms")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn rates(right: usize, found: usize, gold: usize) -> Rates {
    let (precision, recall) = (share(right, found), share(right, gold));
    let sum = precision + recall;
    Rates {
        precision,
        recall,
        f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 },
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of toponyms")]
fn distances(mut km: Vec<f64>) -> Distances {
    if km.is_empty() {
        return Distances::default();
    }
    km.sort_by(f64::total_cmp);
    let count = km.len();
    let within = |most: f64| share(km.iter().filter(|km| **km <= most).count(), count);
    let middle = count / 2;
    let median_km = if count % 2 == 1 {
        km[middle]
    } else {
        f64::midpoint(km[middle - 1], km[middle])
    };
    Distances {
        count,
        within_161_km: within(RIGHT_KM),
        within_20_km: within(NEAR_KM),
        mean_km: km.iter().sum::<f64>() / count as f64,
        median_km,
        auc: area(&km),
    }
}

/// The area under ln(1 + km) of the sorted errors, over that of the worst.
#[expect(clippy::cast_precision_loss, reason = "counts of toponyms")]
fn area(km: &[f64]) -> f64 {
    let heights: Vec<f64> = km.iter().map(|km| km.min(FARTHEST_KM).ln_1p()).collect();
    if let [only] = heights.as_slice() {
        return only / FARTHEST_KM.ln();
    }
    let area: f64 = heights.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])).sum();
    area / (FARTHEST_KM.ln() * (heights.len() - 1) as f64)
}

fn shares(groups: &BTreeMap<String, (usize, usize)>) -> BTreeMap<String, ClassShare> {
    let shares = groups.iter().map(|(group, (gold, right))| {
        let class = ClassShare {
            gold: *gold,
            right: share(*right, *gold),
        };
        (group.clone(), class)
    });
    shares.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Paris and London near Springfield, Ohio; Main Street; Turkish Erbil.";

    /// The words' place in the text; coordinates as latitude, longitude.
    fn toponym(words: &str, point: Option<(f64, f64)>, kind: Option<&str>) -> PlacedSpan {
        let start = TEXT.find(words).expect("the words stand in the text");
        PlacedSpan {
            start,
            end: start + words.len(),
            lat: point.map(|(lat, _)| lat),
            lon: point.map(|(_, lon)| lon),
            kind: kind.map(str::to_owned),
            fclass: None,
        }
    }

    fn gold() -> Vec<PlacedSpan> {
        vec![
            toponym("Paris", Some((48.85, 2.35)), None),
            toponym("London", Some((51.5, -0.12)), None),
            toponym("Springfield", Some((39.92, -83.81)), None),
            toponym("Ohio", Some((40.25, -83.0)), None),
            toponym("Main Street", None, None),
            toponym("Turkish", Some((39.0, 35.0)), Some("associative")),
            toponym("Erbil", Some((36.19, 44.01)), None),
        ]
    }

    /// One right, one in Ontario, one span over two names, one that is not judged, one without a place, one false alarm.
    fn found() -> Vec<PlacedSpan> {
        vec![
            toponym("Paris", Some((48.86, 2.34)), None),
            toponym("London", Some((42.98, -81.25)), None),
            toponym("Springfield, Ohio", Some((39.92, -83.81)), None),
            toponym("Main Street", Some((1.0, 1.0)), None),
            toponym("Erbil", None, None),
            toponym("near", Some((5.0, 5.0)), None),
        ]
    }

    fn report(found: &[PlacedSpan], scoring: &Scoring) -> ToponymReport {
        let mut figures = ToponymFigures::default();
        figures.add("a", &gold(), found, scoring);
        figures.report(scoring)
    }

    #[track_caller]
    fn check(expected: f64, figure: f64) {
        assert!((expected - figure).abs() < 1e-9, "expected {expected}, is {figure}");
    }

    /// The example of the scorer's `--self-test`, with the answers that it asserts.
    #[test]
    fn the_scorers_own_example_has_its_answers() {
        let report = report(&found(), &Scoring::default());
        assert_eq!((report.gold, report.gold_with_coordinates, report.found), (7, 6, 6));
        check(4.0 / 6.0, report.recognition_exact.precision);
        check(4.0 / 7.0, report.recognition_exact.recall);
        check(5.0 / 6.0, report.recognition_overlap.precision);
        check(5.0 / 7.0, report.recognition_overlap.recall);
        assert_eq!(report.resolution_resolved.count, 3);
        check(2.0 / 3.0, report.resolution_resolved.within_161_km);
        assert_eq!((report.unresolved, report.resolution_all.count), (1, 4));
        check(2.0 / 4.0, report.end_to_end_161_km.precision);
        check(2.0 / 6.0, report.end_to_end_161_km.recall);
        check(0.4, report.end_to_end_161_km.f1);
    }

    #[test]
    fn one_type_alone_and_given_spans_count_as_the_scorer_counts() {
        let only = Scoring {
            only: Some("associative".to_owned()),
            ..Scoring::default()
        };
        let of_type = report(&found(), &only);
        assert_eq!((of_type.gold, of_type.found), (1, 1), "only the false alarm is left");
        let given = Scoring {
            is_given: true,
            ..Scoring::default()
        };
        let of_spans = report(&found(), &given);
        assert_eq!((of_spans.gold_with_coordinates, of_spans.unresolved), (6, 4));
        check(1.0 / 6.0, of_spans.resolution_all.within_161_km);
        check(1.0, report(&gold(), &given).resolution_all.within_161_km);
    }

    #[test]
    fn nothing_found_and_perfect_answers_are_the_ends_of_the_scale() {
        check(0.0, report(&[], &Scoring::default()).recognition_overlap.f1);
        let perfect = report(&gold(), &Scoring::default());
        check(1.0, perfect.end_to_end_161_km.f1);
        check(0.0, perfect.resolution_all.auc);
        check(0.0, area(&[0.0, 0.0, 0.0]));
        assert!((area(&[20_038.0, 20_038.0]) - 1.0).abs() < 1e-3);
    }

    #[test]
    fn the_worst_errors_come_first() {
        let mut figures = ToponymFigures::default();
        figures.add("a", &gold(), &found(), &Scoring::default());
        let worst = figures.worst(9);
        assert!(worst.is_sorted_by(|left, right| left.km >= right.km));
        assert_eq!(worst.last().map(|error| error.error), Some("wrong"));
    }
}

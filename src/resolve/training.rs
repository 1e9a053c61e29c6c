//! What training needs of resolution: the measures of every candidate, with which of them are right.

use super::around;
use super::measure::{Measure, REASON_OF, Stage, Weights};
use super::rank;
use super::reason::Reason;
use crate::document::Document;
use crate::gazetteer::{FeatureClass, Gazetteer, Place};
use crate::geography::LonLat;
use crate::learn::RankedList;
use crate::lexicon::name_cues::NameCues;
use crate::text::Text;
use crate::toponym::Toponym;

/// Where an annotated toponym is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GoldPlace {
    /// Its point.
    pub(crate) point: LonLat,
    /// Its feature class, where the annotation tells it.
    pub(crate) class: Option<FeatureClass>,
}

/// An annotated text, read and ready to be ranked.
#[derive(Debug)]
pub(crate) struct GoldText<'d> {
    pub(crate) document: &'d Document,
    pub(crate) text: Text<'d>,
    pub(crate) toponyms: Vec<Toponym>,
    /// The place of each toponym, `None` where the annotation has no point.
    pub(crate) places: Vec<Option<GoldPlace>>,
}

/// Farther is another place: the radius of the field's measure.
const RIGHT_KM: f64 = 161.0;

/// The candidates of each annotated toponym as the stage measures them under the present weights. Right are those within 161 km and,
/// if any of these is of the class of the annotation, of that class.
pub(crate) fn ranked_lists(
    gold: &GoldText<'_>,
    gazetteer: &Gazetteer,
    cues: &NameCues,
    weights: &Weights,
    stage: Stage,
) -> Vec<RankedList> {
    let names = rank(
        &gold.text,
        gold.document,
        &gold.toponyms,
        gazetteer,
        cues,
        None,
        weights,
    );
    let mut lists = Vec::new();
    for (name, place) in names.of_toponym.iter().zip(&gold.places) {
        let (Some(name), Some(place)) = (name.and_then(|name| names.list.get(name)), place) else {
            continue;
        };
        let near = |candidate: &Place<'_>| candidate.point.distance_km(place.point) <= RIGHT_KM;
        let same_class = |candidate: &Place<'_>| place.class.is_none_or(|class| class == candidate.class);
        let strict = name
            .senses
            .iter()
            .any(|sense| near(&sense.place) && same_class(&sense.place));
        let candidates = name.senses.iter().map(|sense| {
            let mut values = sense.measures.values().to_vec();
            if stage == Stage::Alone {
                for (value, learnt) in values.iter_mut().zip(learnt(stage)) {
                    *value = if learnt { *value } else { 0.0 };
                }
            }
            let right = near(&sense.place) && (!strict || same_class(&sense.place));
            (values, right)
        });
        lists.push(RankedList {
            candidates: candidates.collect(),
            weight: 1.0,
        });
    }
    lists
}

/// Which measures are learnt at a stage: at first those of a candidate by itself.
pub(crate) fn learnt(stage: Stage) -> Vec<bool> {
    let alone = |reason: &Reason| (*reason as usize) < Reason::Outlet as usize;
    let mut learnt: Vec<bool> = REASON_OF
        .iter()
        .map(|reason| stage == Stage::Together || alone(reason))
        .collect();
    learnt[Measure::HomeShare as usize] = false;
    learnt
}

/// How many of the toponyms with a point get a place within 161 km, and how many there are.
pub(crate) fn count_right(
    gold: &GoldText<'_>,
    gazetteer: &Gazetteer,
    cues: &NameCues,
    weights: &Weights,
) -> (usize, usize) {
    let names = rank(
        &gold.text,
        gold.document,
        &gold.toponyms,
        gazetteer,
        cues,
        None,
        weights,
    );
    let (mut right, mut all) = (0, 0);
    for (toponym, (name, place)) in names.of_toponym.iter().zip(&gold.places).enumerate() {
        let Some(place) = place else { continue };
        all += 1;
        let best = name
            .and_then(|name| names.list.get(name))
            .and_then(|name| name.candidates(1, weights, false).first().map(|best| best.place))
            .or_else(|| {
                Some(
                    around::container(&names, toponym)
                        .or_else(|| around::focus(&names))?
                        .place,
                )
            });
        let point = best.and_then(|best| gazetteer.place(best)).map(|best| best.point);
        right += usize::from(point.is_some_and(|point| point.distance_km(place.point) <= RIGHT_KM));
    }
    (right, all)
}

//! From sentences to incidents: what the story tells is put together and judged by the models.

use super::Incident;
use super::argument::read_casts;
use super::assemble::{build, retitled};
use super::event_class::{TypeChoice, choose_kind};
use super::likelihood::{Standing, add_relevance, least_likely, likelihood, likelihood_features};
use super::merge::Draft;
use super::reading::{Findings, Reading};
use super::rejection::Rejection;
use super::relevance::{relevance, relevance_features};
use super::story::drafts_of;
use crate::gazetteer::Gazetteer;
use crate::identity::stable_id;
use crate::learn::Feature;
use crate::lexicon::Lexicon;

/// What may be an incident: as it would be told, and what is true of it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The incident; its confidence is the likelihood.
    pub incident: Incident,
    /// For the model of likelihood, without the article's relevance.
    pub features: Vec<Feature>,
    /// Group of its type by the rules, such as `remote`.
    pub group: String,
    /// Where the model of types overruled the rules.
    pub choice: Option<TypeChoice>,
}

impl Candidate {
    /// All features, for an article whose relevance has these log odds.
    pub fn features_with(&self, relevance: f32) -> Vec<Feature> {
        let mut features = self.features.clone();
        add_relevance(&mut features, &self.group, relevance);
        features
    }
}

/// What an article tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// Each incident once, in order of first mention.
    pub incidents: Vec<Incident>,
    /// Passages that look like an event and are none, in text order.
    pub rejected: Vec<Rejection>,
    /// The incidents whose type the model chose over the rules.
    pub type_choices: Vec<TypeChoice>,
}

/// Every incident that the article tells, and the passages that only look like one.
pub fn extract_incidents(findings: Findings<'_>, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Told {
    let reading = Reading::new(findings, gazetteer, lexicon);
    let drafts = drafts_of(&reading);
    let mut incidents = Vec::new();
    let mut rejected = Vec::new();
    let mut type_choices = Vec::new();
    if !drafts.told.is_empty() {
        let relevance = relevance(&reading, &drafts);
        for candidate in candidates(&reading, &drafts.told) {
            let confidence = likelihood(&reading, &candidate.features_with(relevance));
            let incident = Incident {
                confidence,
                ..candidate.incident
            };
            if confidence < least_likely(&candidate.group) {
                rejected.extend(Rejection::of_incident(&incident));
            } else {
                incidents.push(incident);
                type_choices.extend(candidate.choice);
            }
        }
    }
    rejected.extend(drafts.rejected);
    rejected.sort_by_key(|rejection| rejection.span);
    rejected.dedup_by_key(|rejection| rejection.span);
    Told {
        incidents,
        rejected,
        type_choices,
    }
}

/// What training looks at: every candidate, likely or not, and what is true of the article as a whole.
pub fn find_candidates(
    findings: Findings<'_>,
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
) -> (Vec<Candidate>, Vec<Feature>) {
    let reading = Reading::new(findings, gazetteer, lexicon);
    let drafts = drafts_of(&reading);
    (
        candidates(&reading, &drafts.told),
        relevance_features(&reading, &drafts),
    )
}

fn candidates(reading: &Reading<'_>, drafts: &[Draft<'_>]) -> Vec<Candidate> {
    let document_key = stable_id(&[&reading.document.id, &reading.document.text]);
    let casts = read_casts(reading, drafts);
    let count = drafts.len();
    let candidates = drafts.iter().zip(casts).enumerate().map(|(rank, (draft, cast))| {
        let mut incident = build(reading, draft, cast, &document_key);
        let features = likelihood_features(reading, draft, &incident, Standing { rank, count });
        let kind = reading.lexicon.taxonomy().get(draft.kind);
        let choice = retype(reading, draft, &mut incident);
        Candidate {
            group: kind.map_or_else(String::new, |kind| kind.group.clone()),
            incident,
            features,
            choice,
        }
    });
    candidates.collect()
}

/// Gives the incident the type of the model where the rules only fell back on theirs. Merging and likelihood go by the rules' type.
fn retype(reading: &Reading<'_>, draft: &Draft<'_>, incident: &mut Incident) -> Option<TypeChoice> {
    let (kind, probability) = choose_kind(reading, draft)?;
    let chosen = reading.lexicon.taxonomy().get(kind)?.id.clone();
    incident.title = retitled(reading, draft, kind);
    Some(TypeChoice {
        incident: incident.id.clone(),
        by_rules: std::mem::replace(&mut incident.kind, chosen.clone()),
        chosen,
        probability: f64::from(probability),
    })
}

//! What the model of arguments learns from: every entity around every incident of an article.

use super::argument::{Scene, named};
use super::reading::{Findings, Reading};
use super::story::drafts_of;
use crate::gazetteer::Gazetteer;
use crate::learn::Feature;
use crate::lexicon::Lexicon;

/// An entity seen from one incident.
#[derive(Clone, Debug)]
pub struct ArgumentExample {
    /// The incident's number in the article.
    pub incident: usize,
    /// The incident's type.
    pub kind: String,
    /// The name by which the entity is reported.
    pub name: String,
    /// What the incident's sentences say of it.
    pub features: Vec<Feature>,
}

/// Every entity that may have taken part in one of the article's incidents, likely or not.
pub fn argument_examples(findings: Findings<'_>, gazetteer: &Gazetteer, lexicon: &Lexicon) -> Vec<ArgumentExample> {
    let reading = Reading::new(findings, gazetteer, lexicon);
    let drafts = drafts_of(&reading).told;
    let scene = Scene::read(&reading, &drafts);
    let mut examples = Vec::new();
    for (incident, draft) in drafts.iter().enumerate() {
        let kind = lexicon.taxonomy().get(draft.kind).map_or("", |kind| kind.id.as_str());
        for participant in scene.participants(&reading, incident, draft) {
            let Some(name) = named(&reading, &participant) else {
                continue;
            };
            examples.push(ArgumentExample {
                incident,
                kind: kind.to_owned(),
                name,
                features: participant.features,
            });
        }
    }
    examples
}

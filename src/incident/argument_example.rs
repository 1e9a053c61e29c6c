//! What the model of arguments learns from: every entity around every incident of an article.

use super::argument::{Scene, named};
use super::extract::drafts_of;
use super::reading::Reading;
use crate::document::Document;
use crate::gazetteer::Gazetteer;
use crate::learn::Feature;
use crate::lexicon::Lexicon;
use crate::resolve::ResolvedToponym;
use crate::text::Text;
use crate::time::Timex;

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
pub fn argument_examples(
    document: &Document,
    text: &Text<'_>,
    toponyms: &[ResolvedToponym],
    timexes: &[Timex],
    gazetteer: &Gazetteer,
    lexicon: &Lexicon,
) -> Vec<ArgumentExample> {
    let reading = Reading::new(document, text, gazetteer, lexicon, toponyms, timexes);
    let drafts = drafts_of(&reading);
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

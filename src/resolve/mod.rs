//! Resolution: toponyms → places, with the evidence for each choice.
//!
//! Mentions of one name are one `candidate::Name` (one sense per document, unless the text itself says "Springfield, Mass." and
//! "Springfield, Ill."). Each of its candidates gets a score of its own (`score`): prominence, kind of name, generic word,
//! explicit qualifier. Then the names vote for each other (`neighbours`): same division, same country, near each other. A few passes,
//! no randomness: the same text gives the same places.

mod reason;
mod measure;
mod candidate;
mod qualifier;
mod named;
mod neighbours;
mod outlet;
mod score;
mod around;
mod habit;
mod training;
mod precision;
mod relation;
mod spot;

use std::sync::Arc;

use candidate::Names;
use outlet::Home;

use crate::document::Document;
use crate::gazetteer::{Gazetteer, PlaceId};
use crate::lexicon::name_cues::NameCues;
use crate::text::Text;
use crate::toponym::Toponym;

pub use around::{Around, AroundBasis};
pub use habit::{Habits, outlet_of};
pub(crate) use measure::{Stage, Weights};
pub use precision::LocationPrecision;
pub(crate) use precision::{precision_of, uncertainty_m};
pub use relation::Relation;
pub(crate) use relation::Told;
pub(crate) use spot::PlacedNames;
pub use spot::Spot;
pub(crate) use training::{GoldPlace, GoldText, count_right, learnt, ranked_lists};

/// One reason for or against a candidate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evidence {
    /// What was looked at, in words a reader understands: "population", "same country as other places".
    pub signal: &'static str,
    /// What it adds to the score; negative speaks against.
    pub weight: f64,
}

/// A place considered for a toponym.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Which place.
    pub place: PlaceId,
    /// Share of belief among the candidates, 0 to 1.
    pub score: f64,
    /// Why; shared by all mentions of the name. Empty where reasons were not asked for.
    pub evidence: Arc<[Evidence]>,
}

/// A toponym with its candidates.
#[derive(Clone, Debug, PartialEq)]
pub struct ResolvedToponym {
    /// The mention.
    pub toponym: Toponym,
    /// Best first, at most five; empty where the gazetteer knows no such place. Shared by all mentions of the name.
    pub candidates: Arc<[Candidate]>,
    /// Without candidates, the place that it lies in or near, where that is known.
    pub around: Option<Around>,
    /// Where the words around it lead, if they make another place of it: "15 km north of Taji".
    pub spot: Option<Box<Spot>>,
}

impl ResolvedToponym {
    /// The place chosen, `None` where nothing was.
    pub fn place(&self) -> Option<PlaceId> {
        self.candidates.first().map(|candidate| candidate.place)
    }
}

/// How often the names vote for each other; more changes nothing (measured on LGL and TR-News).
const PASSES: usize = 3;
/// Candidates kept for each toponym.
const MOST_CANDIDATES: usize = 5;
/// Doubt in all passes but the last, so that small places that belong together can be heard: the log odds are divided by it.
const FIRST_TEMPERATURE: f64 = 1.5;

/// What is known beside the document itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Setting<'h> {
    /// What the outlet's other articles are about, where that may be used.
    pub habits: Option<&'h Habits>,
    /// The toponyms are places for certain: those without candidates are placed around what the document is about.
    pub is_given: bool,
    /// The evidence of each candidate is wanted.
    pub with_reasons: bool,
}

/// Finds the place of each toponym, in the order given. `document` must be the one that `text` was read from; its source and
/// address tell where the outlet is at home.
///
/// A toponym that no gazetteer name fits keeps its place in the list, without candidates. Linear in the number of toponyms for
/// articles; only the most certain names of a longer text vote.
pub fn resolve(
    text: &Text<'_>,
    document: &Document,
    toponyms: Vec<Toponym>,
    gazetteer: &Gazetteer,
    cues: &NameCues,
) -> Vec<ResolvedToponym> {
    resolve_in(text, document, toponyms, gazetteer, cues, &Setting::default())
}

/// [`resolve`], knowing more than the document.
pub fn resolve_in(
    text: &Text<'_>,
    document: &Document,
    toponyms: Vec<Toponym>,
    gazetteer: &Gazetteer,
    cues: &NameCues,
    setting: &Setting<'_>,
) -> Vec<ResolvedToponym> {
    let names = rank(
        text,
        document,
        &toponyms,
        gazetteer,
        cues,
        setting.habits,
        &Weights::DEFAULT,
    );
    let focus = if setting.is_given { around::focus(&names) } else { None };
    let mut found = resolved(toponyms, &names, focus, setting);
    find_spots(text, gazetteer, cues, &mut found);
    found
}

/// Reads what is told around each name, and where that leads.
fn find_spots(text: &Text<'_>, gazetteer: &Gazetteer, cues: &NameCues, found: &mut [ResolvedToponym]) {
    let placed = PlacedNames::new(found.iter().map(|resolved| {
        let place = resolved.place().and_then(|place| gazetteer.place(place));
        (text.tokens_in(resolved.toponym.span), place)
    }));
    for resolved in found {
        let start = text.tokens_in(resolved.toponym.span).start;
        resolved.spot = placed.told(text, cues, start).and_then(|told| {
            let place = gazetteer.place(resolved.place()?)?;
            placed.spot(text, gazetteer, &told, start, &place).map(Box::new)
        });
    }
}

fn resolved(
    toponyms: Vec<Toponym>,
    names: &Names<'_>,
    focus: Option<Around>,
    setting: &Setting<'_>,
) -> Vec<ResolvedToponym> {
    let results: Vec<Arc<[Candidate]>> = names
        .list
        .iter()
        .map(|name| {
            let candidates = name.candidates(MOST_CANDIDATES, &Weights::DEFAULT, setting.with_reasons);
            candidates.into()
        })
        .collect();
    let toponyms = toponyms.into_iter().zip(&names.of_toponym).enumerate();
    toponyms
        .map(|(number, (toponym, name))| {
            let candidates = name.and_then(|name| results.get(name)).cloned().unwrap_or_default();
            let around = if candidates.is_empty() {
                around::container(names, number).or(focus)
            } else {
                None
            };
            ResolvedToponym {
                toponym,
                candidates,
                around,
                spot: None,
            }
        })
        .collect()
}

/// The names of the toponyms, each candidate measured and believed as the weights say.
fn rank<'g>(
    text: &Text<'_>,
    document: &Document,
    toponyms: &[Toponym],
    gazetteer: &'g Gazetteer,
    cues: &NameCues,
    habits: Option<&Habits>,
    weights: &Weights,
) -> Names<'g> {
    let mut names = candidate::names(text, toponyms, gazetteer, cues);
    let (town, country) = match outlet::home(document, gazetteer, cues) {
        Some(Home::Town(name)) => {
            names.list.push(name);
            (Some(names.list.len() - 1), None)
        }
        Some(Home::Country(iso2)) => (None, Some(iso2)),
        None => (None, None),
    };
    score::measure_alone(&mut names.list);
    if let Some(home) = town.and_then(|town| names.list.get_mut(town)) {
        outlet::measure_english(home);
    }
    if let Some(habits) = habits {
        habit::measure(&mut names.list, habits);
    }
    for name in &mut names.list {
        name.update_beliefs(weights, Stage::Alone, FIRST_TEMPERATURE);
    }
    let areas = neighbours::Areas::of(&names.list);
    for pass in 1..=PASSES {
        let temperature = if pass < PASSES { FIRST_TEMPERATURE } else { 1.0 };
        outlet::measure(&mut names.list, town, country.as_deref());
        qualifier::measure(&mut names);
        named::measure(&mut names.list);
        neighbours::measure(&mut names.list, &areas);
        for name in &mut names.list {
            name.update_beliefs(weights, Stage::Together, temperature);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learn::{ModelName, Models};
    use crate::toponym::find_toponyms;
    use crate::toponym::fixture::gazetteer;

    /// Resolves the text's toponyms and compares `(words, place id)`; id 0 stands for none.
    #[track_caller]
    fn check_from(source: Option<&str>, text: &str, expected: &[(&str, u32)]) {
        let document = Document {
            text: text.to_owned(),
            source: source.map(str::to_owned),
            ..Document::default()
        };
        let (gazetteer, cues) = (
            gazetteer(),
            NameCues::load().expect("the lists that come with Dateline are whole"),
        );
        let models = Models::load().expect("the models that come with Dateline are whole");
        let read = Text::read(&document);
        let resolved = resolve(
            &read,
            &document,
            find_toponyms(&read, &gazetteer, &cues, models.get(ModelName::Names)),
            &gazetteer,
            &cues,
        );
        for result in &resolved {
            let total: f64 = result.candidates.iter().map(|candidate| candidate.score).sum();
            assert!(total <= 1.0 + 1e-9, "scores of {text:?} sum to {total}");
        }
        let found: Vec<(&str, u32)> = resolved
            .iter()
            .map(|result| (result.toponym.span.of(text), result.place().map_or(0, |place| place.0)))
            .collect();
        assert_eq!(expected, found, "places of {text:?}");
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, u32)]) {
        check_from(None, text, expected);
    }

    #[test]
    fn the_better_known_place_wins_where_nothing_else_is_said() {
        check("Five died in Paris.", &[("Paris", 20)]);
        check("Troops left Iraq.", &[("Iraq", 2)]);
    }

    #[test]
    fn a_qualifier_decides() {
        check("He is from Paris, Texas.", &[("Paris", 21), ("Texas", 10)]);
        check("He is from Long Beach, CA.", &[("Long Beach", 24), ("CA", 11)]);
        check(
            "From Springfield, Ill., to Houston.",
            &[("Springfield", 33), ("Ill.", 12), ("Houston", 27)],
        );
    }

    #[test]
    fn neighbours_decide() {
        check(
            "Crews from Palestine, Crockett and Paris met in Houston, in Anderson County and across Texas.",
            &[
                ("Palestine", 28),
                ("Crockett", 30),
                ("Paris", 21),
                ("Houston", 27),
                ("Anderson County", 14),
                ("Texas", 10),
            ],
        );
    }

    #[test]
    fn generic_words_choose_the_class() {
        check("It struck the Baghdad airport.", &[("Baghdad airport", 40)]);
        check(
            "Clashes in Deir ez-Zor province went on.",
            &[("Deir ez-Zor province", 13)],
        );
        check("Clashes in Deir ez-Zor went on.", &[("Deir ez-Zor", 23)]);
    }

    #[test]
    fn the_outlet_is_at_home_somewhere() {
        check_from(Some("theparisnews.com"), "The fire was in Paris.", &[("Paris", 21)]);
        check_from(Some("example.com"), "The fire was in Paris.", &[("Paris", 20)]);
    }

    #[test]
    fn an_unknown_name_stays_in_the_list() {
        check(
            "It landed at Qayyarah air base in Iraq.",
            &[("Qayyarah air base", 0), ("Iraq", 2)],
        );
    }
}

//! Where the outlet is at home, as far as its name or address says: "dallasnews.com", "The Irish Times".
//!
//! The town is a name like any other, "Paris" of "theparisnews.com" may be in Texas: it joins the names of the document, hears
//! their votes, and its beliefs then speak for the candidates near it.

use super::candidate::{Name, Origin, Sense, sense_of};
use super::measure::Measure;
use super::neighbours::{LEAST_BELIEF, NEAR_KM};
use crate::document::Document;
use crate::gazetteer::{Gazetteer, NameKind, Place};
use crate::geography::UnitVector;
use crate::lexicon::name_cues::{NameCue, NameCues};
use crate::text::fold;

/// The home of an outlet.
#[derive(Clone, Debug)]
pub(super) enum Home<'g> {
    /// A town: its name, to be resolved with the others.
    Town(Name<'g>),
    /// A country by its top-level domain, as ISO 3166-1 alpha-2.
    Country(String),
}

/// Shortest name of a town taken out of a domain: shorter ones are parts of words.
const SHORTEST_TOWN: usize = 5;
/// Towns of an outlet have at least so many residents.
const FEWEST_RESIDENTS: u32 = 3_000;
/// Most towns of one name that are considered.
const MOST_TOWNS: usize = 40;
/// How many mentions the outlet's name is worth.
const HOME_COUNT: usize = 3;
/// Countries whose outlets write in English at home.
const ENGLISH: [&str; 8] = ["US", "GB", "CA", "AU", "NZ", "IE", "ZA", "IN"];

/// The home of the document's outlet; `None` where neither source nor address names one.
pub(super) fn home<'g>(document: &Document, gazetteer: &'g Gazetteer, cues: &NameCues) -> Option<Home<'g>> {
    let source = document.source.as_deref().or(document.url.as_deref())?;
    let host = source.split("://").last()?.split('/').next()?.to_lowercase();
    let is_domain = host.contains('.') && !host.contains(' ');
    let town = if is_domain {
        host.split('.').find_map(|label| town_of_label(label, gazetteer, cues))
    } else {
        town_of_name(source, gazetteer, cues)
    };
    if let Some(town) = town {
        return Some(Home::Town(town));
    }
    let top = host.rsplit('.').next().filter(|_| is_domain)?;
    let iso2 = if top == "uk" {
        "GB".to_owned()
    } else {
        top.to_uppercase()
    };
    let generic = matches!(top, "co" | "tv" | "fm" | "me" | "io" | "ly" | "to" | "ws" | "cc");
    (top.len() == 2 && !generic && gazetteer.country(&iso2).is_some()).then_some(Home::Country(iso2))
}

/// Measures which towns lie where outlets write in English.
pub(super) fn measure_english(home: &mut Name<'_>) {
    for sense in &mut home.senses {
        let english = ENGLISH.contains(&sense.place.country);
        sense.measures.set_if(english, Measure::HomeEnglish);
    }
}

/// Measures every candidate against the home. `town` is the number of the home's name in the list, if it is one.
pub(super) fn measure(list: &mut [Name<'_>], town: Option<usize>, country: Option<&str>) {
    let heard = |sense: &&Sense<'_>| LEAST_BELIEF <= sense.belief;
    let homes: Vec<Town<'_>> = town
        .and_then(|town| list.get(town))
        .map(|name| name.senses.iter().filter(heard).map(Town::of).collect())
        .unwrap_or_default();
    for (number, name) in list.iter_mut().enumerate() {
        if Some(number) == town {
            continue;
        }
        for sense in &mut name.senses {
            if !homes.is_empty() {
                measure_by_town(&homes, sense);
            } else if let Some(country) = country {
                let inside = country == sense.place.country && !sense.place.is_country();
                sense.measures.set_if(inside, Measure::HomeCountry);
            }
        }
    }
}

/// A town that the home may be, and how much that is believed.
#[derive(Clone, Copy, Debug)]
struct Town<'g> {
    place: Place<'g>,
    vector: UnitVector,
    belief: f64,
}

impl<'g> Town<'g> {
    fn of(sense: &Sense<'g>) -> Town<'g> {
        Town {
            place: sense.place,
            vector: sense.vector,
            belief: sense.belief,
        }
    }
}

/// How the place lies to the towns that the home may be, each by its share of belief.
fn measure_by_town(homes: &[Town<'_>], sense: &mut Sense<'_>) {
    let Sense {
        place,
        vector,
        measures,
        ..
    } = sense;
    if place.is_country() || place.country.is_empty() {
        return;
    }
    let [mut town, mut near, mut admin1, mut country] = [0.0; 4];
    for home in homes.iter().filter(|home| home.place.country == place.country) {
        country += home.belief;
        town += if home.place.id == place.id { home.belief } else { 0.0 };
        admin1 += if home.place.admin1 == place.admin1 {
            home.belief
        } else {
            0.0
        };
        near += home.belief * (-home.vector.distance_km(*vector) / NEAR_KM).exp();
    }
    measures.set(Measure::HomeTown, town);
    measures.set(Measure::HomeNear, near);
    measures.set(Measure::HomeAdmin1, admin1);
    measures.set(Measure::HomeCountry, country);
}

/// A town at either end of a domain label whose rest is words of outlets: "dallasnews", "columbuslocalnews".
fn town_of_label<'g>(label: &str, gazetteer: &'g Gazetteer, cues: &NameCues) -> Option<Name<'g>> {
    let label = label.strip_prefix("the").unwrap_or(label).replace('-', "");
    if !label.is_ascii() {
        return None;
    }
    (SHORTEST_TOWN..=label.len()).rev().find_map(|length| {
        let (start, end) = label.split_at_checked(length)?;
        let (front, back) = label.split_at_checked(label.len() - length)?;
        [(start, end), (back, front)].into_iter().find_map(|(town, rest)| {
            is_outlet_words(rest, cues, 3)
                .then(|| town_named(town, gazetteer))
                .flatten()
        })
    })
}

/// Whether `rest` is nothing but at most `most` words of outlets run together.
fn is_outlet_words(rest: &str, cues: &NameCues, most: usize) -> bool {
    rest.is_empty()
        || 0 < most
            && (1..=rest.len()).any(|length| {
                rest.split_at_checked(length).is_some_and(|(word, more)| {
                    cues.of(word).has(NameCue::OutletWord) && is_outlet_words(more, cues, most - 1)
                })
            })
}

/// A town that opens the outlet's name: "Boston Globe", "The Dallas Morning News".
fn town_of_name<'g>(source: &str, gazetteer: &'g Gazetteer, cues: &NameCues) -> Option<Name<'g>> {
    let folded = fold(source);
    let words: Vec<&str> = folded.split(' ').filter(|word| *word != "the").collect();
    let named_outlet = words
        .iter()
        .any(|word| cues.of(word).has_any(&[NameCue::MediaWord, NameCue::OutletWord]));
    (1..words.len())
        .rev()
        .filter(|_| named_outlet)
        .find_map(|length| town_named(&words.get(..length)?.join(" "), gazetteer))
}

/// The larger towns of the name; `None` where there is none, or where it is a country's: "chinapost" is not of China, Maine.
fn town_named<'g>(name: &str, gazetteer: &'g Gazetteer) -> Option<Name<'g>> {
    let matches = gazetteer.lookup(name);
    if matches.iter().any(|found| found.place.is_country()) {
        return None;
    }
    let towns = matches.into_iter().filter(|found| {
        matches!(found.kind, NameKind::Main | NameKind::Alternate)
            && found.place.code.starts_with("PPL")
            && FEWEST_RESIDENTS <= found.place.population
    });
    let senses: Vec<_> = towns
        .take(MOST_TOWNS)
        .map(|found| sense_of(&found, Origin::Whole))
        .collect();
    (!senses.is_empty()).then(|| Name {
        literal: true,
        ..Name::new(senses, HOME_COUNT)
    })
}

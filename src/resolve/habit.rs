//! What an outlet writes about: the first-order divisions that its articles name. A paper that mostly names places in Ohio means the
//! Athens in Ohio.

use std::collections::HashMap;

use super::ResolvedToponym;
use super::candidate::Name;
use super::measure::Measure;
use crate::document::Document;
use crate::gazetteer::Gazetteer;

/// How much of some articles each first-order division takes up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Habits {
    /// Country and first-order division by their codes → the sum of its shares of each article.
    shares: HashMap<(String, String), f64>,
    /// Number of articles that name a place in some division.
    articles: f64,
}

/// So many articles say only half of what they would if they were many.
const FEW_ARTICLES: f64 = 2.0;

impl Habits {
    /// Those of one article; empty where it names no place smaller than a country.
    pub fn of(toponyms: &[ResolvedToponym], gazetteer: &Gazetteer) -> Habits {
        let mut habits = Habits::default();
        let places = toponyms
            .iter()
            .filter_map(|resolved| gazetteer.place(resolved.place()?));
        for place in places.filter(|place| !place.is_country() && !place.admin1.is_empty()) {
            let division = (place.country.to_owned(), place.admin1.to_owned());
            *habits.shares.entry(division).or_default() += 1.0;
        }
        let all: f64 = habits.shares.values().sum();
        for share in habits.shares.values_mut() {
            *share /= all;
        }
        habits.articles = if habits.shares.is_empty() { 0.0 } else { 1.0 };
        habits
    }

    /// Adds those of other articles.
    pub fn add(&mut self, others: &Habits) {
        for (division, share) in &others.shares {
            *self.shares.entry(division.clone()).or_default() += share;
        }
        self.articles += others.articles;
    }

    /// These without those of an article among them, so that no article speaks for itself.
    #[must_use]
    pub fn without(&self, own: &Habits) -> Habits {
        let mut rest = self.clone();
        for (division, share) in &own.shares {
            if let Some(all) = rest.shares.get_mut(division) {
                *all = (*all - share).max(0.0);
            }
        }
        rest.articles = (rest.articles - own.articles).max(0.0);
        rest
    }

    /// The share of the division, 0 to 1; smaller while few articles are known.
    fn share(&self, country: &str, admin1: &str) -> f64 {
        let division = (country.to_owned(), admin1.to_owned());
        self.shares
            .get(&division)
            .map_or(0.0, |share| share / (self.articles + FEW_ARTICLES))
    }
}

/// What tells the outlet of a document apart: its source or else the host of its address, in lower case; `None` without either.
pub fn outlet_of(document: &Document) -> Option<String> {
    let named = |name: &&str| !name.trim().is_empty();
    let source = document.source.as_deref().filter(named);
    let host = || {
        document
            .url
            .as_deref()?
            .split("://")
            .last()?
            .split('/')
            .next()
            .filter(named)
    };
    source.or_else(host).map(|outlet| outlet.trim().to_lowercase())
}

/// Measures for every candidate how much its division takes up of the outlet's other articles.
pub(super) fn measure(list: &mut [Name<'_>], habits: &Habits) {
    // "Florida" is the state, whatever a paper has near it.
    let is_region = |name: &Name<'_>| {
        let mut senses = name.senses.iter();
        senses.any(|sense| sense.place.is_country() || sense.place.is_admin1())
    };
    let towns = list.iter_mut().filter(|name| !is_region(name));
    for sense in towns.flat_map(|name| &mut name.senses) {
        let place = sense.place;
        if !place.is_country() && !place.admin1.is_empty() {
            let share = habits.share(place.country, place.admin1);
            sense.measures.set(Measure::HomeShare, share);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn habits(rows: &[(&str, f64)], articles: f64) -> Habits {
        Habits {
            shares: rows
                .iter()
                .map(|(admin1, share)| (("US".to_owned(), (*admin1).to_owned()), *share))
                .collect(),
            articles,
        }
    }

    #[test]
    fn no_article_speaks_for_itself() {
        let (first, second) = (habits(&[("OH", 1.0)], 1.0), habits(&[("OH", 0.5), ("TX", 0.5)], 1.0));
        let mut all = Habits::default();
        all.add(&first);
        all.add(&second);
        assert!((all.share("US", "OH") - 1.5 / 4.0).abs() < 1e-9);
        assert!((all.without(&second).share("US", "OH") - first.share("US", "OH")).abs() < 1e-9);
        assert!(all.without(&second).share("US", "TX").abs() < 1e-9);
        assert!(all.share("GB", "ENG").abs() < 1e-9);
    }

    #[test]
    fn outlets_are_told_apart_by_source_or_address() {
        let document = |source: Option<&str>, url: Option<&str>| Document {
            source: source.map(str::to_owned),
            url: url.map(str::to_owned),
            ..Document::default()
        };
        assert_eq!(
            outlet_of(&document(Some("Boston Globe"), None)).as_deref(),
            Some("boston globe")
        );
        let url = "https://www.example.com/a/b";
        assert_eq!(
            outlet_of(&document(Some(" "), Some(url))).as_deref(),
            Some("www.example.com")
        );
        assert_eq!(outlet_of(&document(None, None)), None);
    }
}

//! Asking one file: by a name alone, by a name in a text, by the beginning of a name. What the answers mean is told in [`super::lookup`].

use std::collections::HashMap;

use super::format;
use super::importance::match_importance;
use super::layer::Layer;
use super::name_index::ListStart;
use super::name_key::{KeySpace, article_free, canonical, generic_fits, generic_free};
use super::names_at::{self, NameHit};
use super::place::{FeatureClass, MatchTier, NameKind, NameMatch, Place};
use super::spelling::{NearList, misspellings, transliterations};
use crate::text::Text;

/// A list of postings and the tier in which it was found.
pub(super) type TierList = (MatchTier, ListStart);

/// Keys that a prefix search looks at; one letter begins more names than a reader wants to wait for.
const MOST_SEARCHED: usize = 60_000;
/// A search that finds fewer also looks for slips of the pen.
const FEW_FOUND: usize = 5;
/// Shorter beginnings are not looked for among other languages' names: nearly every country has one that fits.
const FOREIGN_LETTERS: usize = 4;

impl Layer {
    /// Places of the first tier with a hit.
    pub(super) fn lookup(&self, name: &str) -> Vec<NameMatch<'_>> {
        let key = canonical(name);
        let matches = self.collect(self.whole_lists(name, &key));
        if !matches.is_empty() {
            return matches;
        }
        let matches = self.collect(self.article_lists(&key));
        if !matches.is_empty() {
            return matches;
        }
        self.lookup_generic(&key)
    }

    /// Places that `name` means in another transliteration.
    pub(super) fn lookup_transliterated(&self, name: &str) -> Vec<NameMatch<'_>> {
        let key = canonical(name);
        let matches = self.transliterated(&key, None);
        if !matches.is_empty() {
            return matches;
        }
        generic_free(&key).map_or_else(Vec::new, |(core, class)| self.transliterated(core, Some(class)))
    }

    fn transliterated(&self, key: &str, class: Option<FeatureClass>) -> Vec<NameMatch<'_>> {
        let bare = article_free(key);
        let bare = bare.as_deref().unwrap_or(key);
        let spaces = [
            (KeySpace::Folded, key),
            (KeySpace::Article, bare),
            (KeySpace::Generic, key),
        ];
        let asked = if class.is_some() {
            spaces.len()
        } else {
            spaces.len() - 1
        };
        let mut lists: Vec<NearList> = Vec::new();
        for (space, key) in &spaces[..asked] {
            // What needs more changes than others is left out below.
            let most = lists.iter().map(|near| near.changes).min().unwrap_or(u8::MAX);
            lists.extend(transliterations(&self.names, *space, key, most));
        }
        lists.sort_unstable();
        let fewest = lists.first().map(|near| near.changes);
        let nearest = lists.iter().filter(|near| Some(near.changes) == fewest);
        let mut matches = self.collect(nearest.map(|near| (MatchTier::Transliterated, near.list)));
        if let Some(word) = class {
            matches.retain(|found| generic_fits(word, found.place.class));
        }
        matches
    }

    /// Places of all tiers, best first.
    pub(super) fn lookup_all(&self, name: &str) -> Vec<NameMatch<'_>> {
        let key = canonical(name);
        let mut matches = self.collect(self.whole_lists(name, &key).chain(self.article_lists(&key)));
        matches.extend(self.lookup_generic(&key));
        sort_once_each(&mut matches);
        matches
    }

    /// Places of the later tiers, best first: what [`Layer::lookup_all`] gives beyond those that have the name itself.
    pub(super) fn lookup_later(&self, name: &str) -> Vec<NameMatch<'_>> {
        let key = canonical(name);
        let mut matches = self.collect(self.article_lists(&key));
        matches.extend(self.lookup_generic(&key));
        sort_once_each(&mut matches);
        matches
    }

    /// Appends all names that begin at token `at`.
    pub(super) fn names_at(&self, text: &Text<'_>, at: usize, found: &mut Vec<NameHit>) {
        let before = found.len();
        names_at::names_at(&self.names, text, at, found);
        for number in before..found.len() {
            let Some(longer) = names_at::with_generic_word(text, &found[number]) else {
                continue;
            };
            let known = found[before..].iter().any(|hit| hit.tokens == longer.tokens);
            if !known && self.any_fits(&longer) {
                found.push(longer);
            }
        }
        found[before..].sort_by_key(|hit| hit.tokens.end);
    }

    fn any_fits(&self, hit: &NameHit) -> bool {
        let postings = hit.tier_lists().flat_map(|(_, list)| self.names.postings(list));
        let places =
            postings.filter_map(|posting| self.nameless_place(self.places.record(posting.row, format::RECORD)?));
        let mut classes = places.map(|place| place.class);
        hit.class
            .is_none_or(|word| classes.any(|class| generic_fits(word, class)))
    }

    /// Places of the lists in one group of tiers that a name in the text may mean.
    pub(super) fn matches(&self, hit: &NameHit, group: u8) -> Vec<NameMatch<'_>> {
        let lists = hit.tier_lists().filter(|(tier, _)| tier_group(*tier) == group);
        self.collect_fitting(hit, lists)
    }

    /// Places of all its lists.
    pub(super) fn matches_all(&self, hit: &NameHit) -> Vec<NameMatch<'_>> {
        self.collect_fitting(hit, hit.tier_lists())
    }

    fn collect_fitting(&self, hit: &NameHit, lists: impl Iterator<Item = TierList>) -> Vec<NameMatch<'_>> {
        let mut matches = self.collect(lists);
        if let Some(word) = hit.class {
            matches.retain(|found| generic_fits(word, found.place.class));
        }
        matches
    }

    /// Places with a name that begins like the query.
    pub(super) fn search(&self, query: &str, limit: usize) -> Vec<NameMatch<'_>> {
        let key = canonical(query);
        if key.is_empty() {
            return Vec::new();
        }
        let foreign = key.chars().count() >= FOREIGN_LETTERS || !key.is_ascii();
        let mut found: HashMap<usize, (MatchTier, NameKind)> = HashMap::new();
        self.names.each_with_prefix(&key, MOST_SEARCHED, |list| {
            for posting in self.names.postings(list) {
                if foreign || posting.kind != NameKind::Foreign {
                    let best = found.entry(posting.row).or_insert((MatchTier::Folded, posting.kind));
                    best.1 = posting.kind.min(best.1);
                }
            }
        });
        for whole in self.lookup(query) {
            if let Some(row) = self.row_of(whole.place.id) {
                found.entry(row).or_insert((whole.tier, whole.kind));
            }
        }
        if found.len() < limit.min(FEW_FOUND) {
            for near in misspellings(&self.names, &key, most_edits(&key)) {
                for posting in self
                    .names
                    .postings(near.list)
                    .filter(|posting| posting.kind != NameKind::Foreign)
                {
                    found
                        .entry(posting.row)
                        .or_insert((MatchTier::Transliterated, posting.kind));
                }
            }
        }
        // Only the winners are read in full.
        let mut ranked: Vec<(f32, usize, MatchTier, NameKind)> = found
            .into_iter()
            .filter_map(|(row, (tier, kind))| {
                let place = self.nameless_place(self.places.record(row, format::RECORD)?)?;
                Some((search_rank(&place, tier, kind), row, tier, kind))
            })
            .collect();
        ranked.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        ranked.truncate(limit);
        let winners = ranked.into_iter().filter_map(|(_, row, tier, kind)| {
            let place = self.place_in_row(row)?;
            Some(NameMatch { place, tier, kind })
        });
        winners.collect()
    }

    fn whole_lists(&self, name: &str, key: &str) -> impl Iterator<Item = TierList> {
        let exact = self.names.get(KeySpace::Exact, name.trim());
        let folded = self.names.get(KeySpace::Folded, key);
        [(MatchTier::Exact, exact), (MatchTier::Folded, folded)]
            .into_iter()
            .filter_map(filed)
    }

    /// The name without articles, among names without articles and among those that never had one.
    fn article_lists(&self, key: &str) -> impl Iterator<Item = TierList> {
        let bare = article_free(key);
        let stored_with = self.names.get(KeySpace::Article, bare.as_deref().unwrap_or(key));
        let stored_without = bare.and_then(|bare| self.names.get(KeySpace::Folded, &bare));
        [stored_with, stored_without]
            .into_iter()
            .map(|list| (MatchTier::Article, list))
            .filter_map(filed)
    }

    /// The last tier: generic words dropped from the stored name, or else from the asked one, or from both.
    fn lookup_generic(&self, key: &str) -> Vec<NameMatch<'_>> {
        let bare = article_free(key);
        let whole = [Some(key), bare.as_deref()].into_iter().flatten();
        let matches = self.collect(whole.filter_map(|key| self.generic_list(KeySpace::Generic, key)));
        let Some((core, class)) = generic_free(key).filter(|_| matches.is_empty()) else {
            return matches;
        };
        let core_bare = article_free(core);
        let bare = core_bare.as_deref().unwrap_or(core);
        let lists = [
            (KeySpace::Folded, core),
            (KeySpace::Generic, core),
            (KeySpace::Article, bare),
            (KeySpace::Generic, bare),
            (KeySpace::Folded, bare),
        ];
        let mut matches = self.collect(
            lists
                .into_iter()
                .filter_map(|(space, key)| self.generic_list(space, key)),
        );
        // `Anbar Province` asks for the province, where there is one.
        if matches.iter().any(|found| generic_fits(class, found.place.class)) {
            matches.retain(|found| generic_fits(class, found.place.class));
        }
        matches
    }

    fn generic_list(&self, space: KeySpace, key: &str) -> Option<TierList> {
        Some((MatchTier::Generic, self.names.get(space, key)?))
    }

    /// The places of the lists, each once, in order.
    fn collect(&self, lists: impl Iterator<Item = TierList>) -> Vec<NameMatch<'_>> {
        let mut matches = Vec::new();
        let mut count = 0;
        for (tier, list) in lists {
            count += 1;
            matches.extend(self.names.postings(list).filter_map(|posting| {
                let place = self.place_in_row(posting.row)?;
                let kind = posting.kind;
                Some(NameMatch { place, tier, kind })
            }));
        }
        // One list is in order as it was written, and holds each place once.
        if count > 1 {
            sort_once_each(&mut matches);
        }
        matches
    }
}

/// How many slips of the pen a search forgives: none in short words, for they have too many neighbours.
fn most_edits(key: &str) -> u8 {
    match key.chars().count() {
        0..=4 => 0,
        5..=7 => 1,
        _ => 2,
    }
}

/// Order of search results: importance, less for names that are not the display name.
///
/// Who types `sa` rather means San Salvador than Georgia, though that is Sakartvelo too.
pub(super) fn search_rank(place: &Place<'_>, tier: MatchTier, kind: NameKind) -> f32 {
    let other_name = match (tier, kind) {
        (MatchTier::Transliterated, _) => 12.0,
        (MatchTier::Exact, _) | (_, NameKind::Main) => 0.0,
        _ => 2.0,
    };
    match_importance(place, kind) - other_name
}

fn filed((tier, list): (MatchTier, Option<ListStart>)) -> Option<TierList> {
    Some((tier, list?))
}

/// Tiers that answer together.
pub(super) fn tier_group(tier: MatchTier) -> u8 {
    match tier {
        MatchTier::Exact | MatchTier::Folded => 0,
        MatchTier::Article => 1,
        MatchTier::Generic => 2,
        MatchTier::Transliterated => 3,
    }
}

/// Earlier tiers, then most important first; of several matches of one place the best stays.
pub(super) fn sort_once_each(matches: &mut Vec<NameMatch<'_>>) {
    matches.sort_by_key(|found| (found.place.id, found.tier, found.kind));
    matches.dedup_by_key(|found| found.place.id);
    // Importance takes logarithms: once for each, not at every comparison.
    let mut order: Vec<(u8, f32, usize)> = (0..)
        .zip(matches.iter())
        .map(|(number, found)| {
            (
                tier_group(found.tier),
                match_importance(&found.place, found.kind),
                number,
            )
        })
        .collect();
    // By id before, so that the number stands for it.
    order.sort_unstable_by(|left, right| {
        let important = right.1.total_cmp(&left.1);
        left.0.cmp(&right.0).then(important).then(left.2.cmp(&right.2))
    });
    *matches = order.into_iter().map(|(_, _, number)| matches[number]).collect();
}

//! Asking the gazetteer: by a name alone, by a name in a text, by the beginning of a name.

use std::collections::HashMap;

use super::Gazetteer;
use super::format;
use super::importance::match_importance;
use super::name_index::ListStart;
use super::name_key::{KeySpace, article_free, canonical, generic_fits, generic_free};
use super::names_at::{self, NameHit};
use super::place::{FeatureClass, MatchTier, NameKind, NameMatch, Place};
use super::spelling::{misspellings, transliterations};
use crate::text::Text;

/// A list of postings and the tier in which it was found.
pub(super) type TierList = (MatchTier, ListStart);

/// Keys that a prefix search looks at; one letter begins more names than a reader wants to wait for.
const MOST_SEARCHED: usize = 60_000;
/// A search that finds fewer also looks for slips of the pen.
const FEW_FOUND: usize = 5;
/// Shorter beginnings are not looked for among other languages' names: nearly every country has one that fits.
const FOREIGN_LETTERS: usize = 4;

impl Gazetteer {
    /// Places that `name` may mean: those of the first tier with a hit, most important first; a place is listed once.
    ///
    /// Exact and folded hits count as one tier: `Alta` is the town and, as written, Alberta.
    pub fn lookup(&self, name: &str) -> Vec<NameMatch<'_>> {
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

    /// Places that `name` may mean: by [`Gazetteer::lookup`], or where that knows none, by [`Gazetteer::lookup_transliterated`].
    pub fn lookup_any_spelling(&self, name: &str) -> Vec<NameMatch<'_>> {
        let matches = self.lookup(name);
        if matches.is_empty() {
            return self.lookup_transliterated(name);
        }
        matches
    }

    /// Places that `name` means in another transliteration, those with the fewest changes of spelling, most important first.
    ///
    /// For names that no other tier knows: about a thousand times slower than [`Gazetteer::lookup`] is for those. A generic word in the name
    /// (`Ayn al-Asad airbase`) asks for places of its sort.
    pub fn lookup_transliterated(&self, name: &str) -> Vec<NameMatch<'_>> {
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
        let mut lists = transliterations(&self.names, KeySpace::Folded, key);
        lists.extend(transliterations(&self.names, KeySpace::Article, bare));
        if class.is_some() {
            lists.extend(transliterations(&self.names, KeySpace::Generic, key));
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

    /// Places that `name` may mean in any tier, earlier tiers first, then most important first; a place is listed once, in its best tier.
    ///
    /// Several times as many as [`Gazetteer::lookup`] gives: `Lamar` is also Lamar County.
    pub fn lookup_all(&self, name: &str) -> Vec<NameMatch<'_>> {
        let key = canonical(name);
        let mut matches = self.collect(self.whole_lists(name, &key).chain(self.article_lists(&key)));
        matches.extend(self.lookup_generic(&key));
        sort_once_each(&mut matches);
        matches
    }

    /// Appends all names that begin at token `at` of `text` to `found`, shortest first, at most one for each end.
    ///
    /// Words of a name stand in one sentence with white space or a hyphen between them. Arabic articles do not matter. Abbreviations match
    /// as written, all other names in any case: whether a lower-case word is a name is for the caller to judge. Names have two letters or
    /// more. A possessive `'s` ends a name only where the name has two words before it (`St. John's`), and the name without it is found too.
    ///
    /// A generic word after a name belongs to it where a place of that sort has the name: `Diyala province` is found beside `Diyala`, and
    /// means the province only.
    pub fn names_at(&self, text: &Text<'_>, at: usize, found: &mut Vec<NameHit>) {
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

    /// Places that a name in the text may mean: those of its first tier, most important first; a place is listed once.
    pub fn matches(&self, hit: &NameHit) -> Vec<NameMatch<'_>> {
        let best = tier_group(hit.tier);
        let lists = hit.tier_lists().filter(|(tier, _)| tier_group(*tier) == best);
        self.collect_fitting(hit, lists)
    }

    /// Places that a name in the text may mean in any tier, ordered as in [`Gazetteer::lookup_all`].
    pub fn matches_all(&self, hit: &NameHit) -> Vec<NameMatch<'_>> {
        self.collect_fitting(hit, hit.tier_lists())
    }

    fn collect_fitting(&self, hit: &NameHit, lists: impl Iterator<Item = TierList>) -> Vec<NameMatch<'_>> {
        let mut matches = self.collect(lists);
        if let Some(word) = hit.class {
            matches.retain(|found| generic_fits(word, found.place.class));
        }
        matches
    }

    /// Places with a name that is or begins with what someone typed, most important first, at most `limit`.
    ///
    /// Names other than the display name count for less. Limits: of one-letter beginnings only the first 60,000 names by alphabet are looked at; beginnings of less than four letters are not
    /// looked for among the names in other languages.
    pub fn search(&self, query: &str, limit: usize) -> Vec<NameMatch<'_>> {
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
fn search_rank(place: &Place<'_>, tier: MatchTier, kind: NameKind) -> f32 {
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
fn tier_group(tier: MatchTier) -> u8 {
    match tier {
        MatchTier::Exact | MatchTier::Folded => 0,
        MatchTier::Article => 1,
        MatchTier::Generic => 2,
        MatchTier::Transliterated => 3,
    }
}

/// Earlier tiers, then most important first; of several matches of one place the best stays.
fn sort_once_each(matches: &mut Vec<NameMatch<'_>>) {
    matches.sort_by_key(|found| (found.place.id, found.tier, found.kind));
    matches.dedup_by_key(|found| found.place.id);
    matches.sort_by(|left, right| {
        let order = tier_group(left.tier).cmp(&tier_group(right.tier));
        let important = |found: &NameMatch<'_>| match_importance(&found.place, found.kind);
        order
            .then_with(|| important(right).total_cmp(&important(left)))
            .then(left.place.id.cmp(&right.place.id))
    });
}

#[cfg(test)]
mod tests {
    //! Small gazetteers, from names to places and back.

    use proptest::prelude::*;

    use super::*;
    use crate::document::Document;
    use crate::gazetteer::{FeatureClass, GazetteerBuilder, PlaceDraft, PlaceId};
    use crate::geography::LonLat;
    use crate::text::Text;

    fn point(lon: f64, lat: f64) -> LonLat {
        LonLat { lon, lat }
    }

    /// One row: id, name, longitude, latitude, class, code, country, admin1, population, other name.
    type Row = (
        u32,
        &'static str,
        f64,
        f64,
        FeatureClass,
        &'static str,
        &'static str,
        &'static str,
        u32,
        &'static str,
        NameKind,
    );

    const ROWS: &[Row] = {
        use FeatureClass::{Administrative as A, Settlement as P, Site as S};
        use NameKind::{Abbreviation, Alternate, Demonym, Foreign};
        &[
            (
                99_237, "Iraq", 44.0, 33.0, A, "PCLI", "IQ", "", 38_433_600, "Iraqi", Demonym,
            ),
            (
                6_252_001,
                "United States",
                -98.5,
                39.76,
                A,
                "PCLI",
                "US",
                "",
                327_167_434,
                "U.S.",
                Abbreviation,
            ),
            (
                6_252_002,
                "Us",
                1.97,
                49.1,
                P,
                "PPL",
                "FR",
                "11",
                1_248,
                "US",
                Abbreviation,
            ),
            (
                98_182,
                "Baghdad",
                44.4009,
                33.3406,
                P,
                "PPLC",
                "IQ",
                "07",
                7_216_000,
                "بغداد",
                Foreign,
            ),
            (
                3_000_000_000,
                "Baghdad",
                44.38,
                33.33,
                A,
                "ADM1",
                "IQ",
                "07",
                0,
                "",
                Alternate,
            ),
            (
                3_000_000_001,
                "Al Anbar Governorate",
                42.0,
                33.0,
                A,
                "ADM1",
                "IQ",
                "01",
                0,
                "",
                Alternate,
            ),
            (
                3_000_000_002,
                "Ain al-Asad Air Base",
                42.4412,
                33.7856,
                S,
                "AIRB",
                "IQ",
                "01",
                0,
                "",
                Alternate,
            ),
            (
                3_000_000_003,
                "Taji Air Base",
                44.2567,
                33.5239,
                S,
                "AIRB",
                "IQ",
                "18",
                0,
                "",
                Alternate,
            ),
            (
                3_000_000_004,
                "Deir ez-Zor",
                40.14,
                35.34,
                P,
                "PPLA",
                "SY",
                "07",
                0,
                "",
                Alternate,
            ),
            (
                3_000_000_005,
                "St. John's",
                -52.7,
                47.56,
                P,
                "PPLA",
                "CA",
                "05",
                0,
                "",
                Alternate,
            ),
        ]
    };

    fn iraq() -> GazetteerBuilder {
        let mut builder = GazetteerBuilder::new();
        for (id, name, lon, lat, class, code, country, admin1, population, other, kind) in ROWS {
            let draft = PlaceDraft::new(*id, name, point(*lon, *lat), *class, code).within(country, admin1);
            builder.add(draft.residents(*population).also(other, *kind));
        }
        builder
    }

    /// The names that `names_at` finds in a text: words, tier, and the first place.
    #[track_caller]
    fn check_text(text: &str, expected: &[(&str, MatchTier, u32)]) {
        let gazetteer = iraq().build().unwrap();
        let document = Document {
            text: text.to_owned(),
            ..Document::default()
        };
        let text = Text::read(&document);
        let mut hits = Vec::new();
        for at in 0..text.tokens().len() {
            gazetteer.names_at(&text, at, &mut hits);
        }
        let found: Vec<(&str, MatchTier, u32)> = hits
            .iter()
            .map(|hit| {
                let span = text.span_of(hit.tokens.clone()).unwrap();
                (span.of(text.as_str()), hit.tier, gazetteer.matches(hit)[0].place.id.0)
            })
            .collect();
        assert_eq!(expected, found, "names in {:?}", text.as_str());
    }

    #[test]
    fn names_are_found_in_text() {
        use MatchTier::{Article, Exact, Folded, Generic};
        check_text(
            "Iraqi forces left Baghdad.",
            &[("Iraqi", Folded, 99237), ("Baghdad", Folded, 98182)],
        );
        check_text(
            "in Baghdad province",
            &[("Baghdad", Folded, 98182), ("Baghdad province", Generic, 3_000_000_000)],
        );
        check_text(
            "rockets hit Al-Taji",
            &[("Al-Taji", Generic, 3_000_000_003), ("Taji", Generic, 3_000_000_003)],
        );
        check_text("at Taji", &[("Taji", Generic, 3_000_000_003)]);
        check_text(
            "at Ain Al-Asad air base,",
            &[
                ("Ain Al-Asad", Generic, 3_000_000_002),
                ("Ain Al-Asad air base", Folded, 3_000_000_002),
            ],
        );
        check_text(
            "at al-Taji airbase",
            &[
                ("al-Taji", Generic, 3_000_000_003),
                ("al-Taji airbase", Article, 3_000_000_003),
                ("Taji", Generic, 3_000_000_003),
                ("Taji airbase", Folded, 3_000_000_003),
            ],
        );
        check_text(
            "the Baghdad camp",
            &[("Baghdad", Folded, 98182), ("Baghdad camp", Generic, 98182)],
        );
        check_text("Deir Al-Zor", &[("Deir Al-Zor", Article, 3_000_000_004)]);
        check_text(
            "The U.S. told us",
            &[("U.S.", Exact, 6_252_001), ("us", Folded, 6_252_002)],
        );
        check_text("in Baghdad's streets", &[("Baghdad", Folded, 98182)]);
        check_text("in Saint John’s harbour", &[("Saint John’s", Folded, 3_000_000_005)]);
        check_text("Deir. Ez-Zor", &[]);
        check_text("بغداد", &[("بغداد", Folded, 98182)]);
    }

    #[test]
    fn a_name_alone_is_looked_up_in_tiers() {
        let gazetteer = iraq().build().unwrap();
        let first = |name: &str| {
            gazetteer
                .lookup(name)
                .first()
                .map(|found| (found.tier, found.place.id.0))
        };
        for (name, expected) in [
            ("Baghdad", Some((MatchTier::Folded, 98182))),
            ("Baghdad Province", Some((MatchTier::Generic, 3_000_000_000))),
            ("Anbar province", Some((MatchTier::Generic, 3_000_000_001))),
            ("Camp Taji", Some((MatchTier::Generic, 3_000_000_003))),
            ("U.S.", Some((MatchTier::Exact, 6_252_001))),
            ("u.s.", Some((MatchTier::Folded, 6_252_002))),
            ("", None),
            ("al-", None),
        ] {
            assert_eq!(expected, first(name), "{name:?}");
        }
    }

    #[test]
    fn search_finds_beginnings_by_importance() {
        let gazetteer = iraq().build().unwrap();
        let names: Vec<(&str, &str)> = gazetteer
            .search("bag", 5)
            .iter()
            .map(|found| (found.place.name, found.place.code))
            .collect();
        assert_eq!(names, [("Baghdad", "PPLC"), ("Baghdad", "ADM1")]);
        assert!(gazetteer.search(" ", 5).is_empty());
    }

    #[test]
    fn divisions_are_found_by_code() {
        let gazetteer = iraq().build().unwrap();
        assert_eq!(gazetteer.country("IQ").map(|place| place.name), Some("Iraq"));
        assert_eq!(
            gazetteer.admin1("IQ", "07").map(|place| place.id.0),
            Some(3_000_000_000)
        );
        assert!(gazetteer.country("SY").is_none());
        assert!(gazetteer.admin1("IQ", "").is_none());
        assert!(gazetteer.admin2("IQ", "07", "1").is_none());
        let baghdad = gazetteer.place(PlaceId(98182)).unwrap();
        assert_eq!(
            (baghdad.country, baghdad.admin1, baghdad.population),
            ("IQ", "07", 7_216_000)
        );
        assert!(gazetteer.place(PlaceId(1)).is_none());
    }

    #[test]
    fn files_that_cannot_be_used_say_why() {
        let bytes = iraq().write().unwrap();
        let message = |bytes: Vec<u8>| Gazetteer::from_bytes(bytes).unwrap_err().to_string();
        assert!(message(b"PK\x03\x04".to_vec()).contains("not a gazetteer file"));
        assert!(message(bytes[..20].to_vec()).contains("the header is cut"));
        assert!(message(bytes[..bytes.len() - 1].to_vec()).contains("the file is cut"));
        let mut changed = bytes.clone();
        let last = changed.len() - 1;
        changed[last] ^= 1;
        assert!(message(changed).contains("checksum"));
        let mut newer = bytes;
        newer[8] = 99;
        assert!(message(newer).contains("format 99"));
    }

    #[test]
    fn the_same_places_give_the_same_bytes() {
        let first = iraq();
        let mut second = GazetteerBuilder::new();
        for draft in first.clone().into_drafts().into_iter().rev() {
            second.add(draft);
        }
        assert_eq!(first.write().unwrap(), second.write().unwrap());
    }

    #[test]
    fn two_places_cannot_share_an_id() {
        let mut builder = iraq();
        builder.add(PlaceDraft::new(
            98182,
            "Bagdad",
            point(0.0, 0.0),
            FeatureClass::Settlement,
            "PPL",
        ));
        let error = builder.write().unwrap_err().to_string();
        assert!(error.contains("98182"), "{error}");
    }

    proptest! {
        #[test]
        fn a_changed_file_never_panics(at in 0_usize..4000, byte in any::<u8>(), keep in any::<prop::sample::Index>(), cut in any::<bool>()) {
            let mut bytes = iraq().write().unwrap();
            let at = at % bytes.len();
            let before = bytes[at];
            bytes[at] = byte;
            if cut {
                bytes.truncate(keep.index(bytes.len()));
            }
            let changed = byte != before;
            // Nothing depends on the zeros between sections.
            if let Ok(opened) = Gazetteer::from_bytes(bytes) {
                prop_assert!(!changed || before == 0);
                prop_assert_eq!(opened.places().count(), ROWS.len());
                prop_assert_eq!(opened.lookup("Baghdad").len(), 2);
            } else {
                prop_assert!(cut || changed);
            }
        }

        #[test]
        fn a_damaged_shard_has_no_names_and_never_panics(names in prop::collection::vec("[ab]{2,6}", 400..500), at in any::<prop::sample::Index>(), bit in 0_u32..8) {
            let mut builder = GazetteerBuilder::new();
            for (id, name) in (1..).zip(&names) {
                builder.add(PlaceDraft::new(id, name, point(0.0, 0.0), FeatureClass::Settlement, "PPL"));
            }
            let mut bytes = builder.write_sharded(8).unwrap();
            let whole = Gazetteer::from_bytes(bytes.clone()).unwrap();
            for (id, name) in (1..).zip(&names) {
                prop_assert!(whole.lookup(name).iter().any(|found| found.place.id.0 == id), "{}", name);
            }
            prop_assert!(whole.search("ab", 1000).len() > 10);
            let shards = whole.file.range(format::SectionTag::Shards);
            prop_assert!(!shards.is_empty());
            let at = shards.start + at.index(shards.len());
            bytes[at] ^= 1_u8 << bit;
            format::mend_checksums(&mut bytes);
            let damaged = Gazetteer::from_bytes(bytes).unwrap();
            let lost = names.iter().filter(|name| damaged.lookup(name).is_empty()).count();
            prop_assert!(0 < lost && lost < names.len());
            prop_assert!(damaged.search("a", 1000).len() < names.len());
        }

        #[test]
        fn any_bytes_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), magic in any::<bool>()) {
            let bytes = if magic { [format::MAGIC.as_slice(), &bytes].concat() } else { bytes };
            prop_assert!(Gazetteer::from_bytes(bytes).is_err());
        }

        #[test]
        fn a_file_with_a_right_checksum_and_wrong_tables_never_panics(
            at in any::<prop::sample::Index>(),
            value in any::<u32>(),
            query in "[A-Z][a-z]{1,3}",
        ) {
            let mut bytes = iraq().write().unwrap();
            // Everything but the `fst` part, which is the last.
            let end = bytes.len() - Gazetteer::from_bytes(bytes.clone()).unwrap().names.fst_len();
            let at = 24 + at.index(end - 28);
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
            format::mend_checksums(&mut bytes);
            if let Ok(gazetteer) = Gazetteer::from_bytes(bytes) {
                let places = gazetteer.places().count();
                let found = gazetteer.lookup("Baghdad").len() + gazetteer.search(&query, 10).len();
                prop_assert!(places + found < 1000);
            }
        }

        #[test]
        fn every_stored_name_finds_its_place(names in prop::collection::vec("\\PC{1,24}", 1..12)) {
            let mut builder = GazetteerBuilder::new();
            for (id, name) in (1..).zip(&names) {
                builder.add(PlaceDraft::new(id, name, point(0.0, 0.0), FeatureClass::Settlement, "PPL"));
            }
            let gazetteer = builder.build().unwrap();
            for (id, name) in (1..).zip(&names) {
                let found = gazetteer.lookup(name);
                let expected = !canonical(name).is_empty();
                prop_assert_eq!(found.iter().any(|found| found.place.id.0 == id), expected, "{:?}", name);
            }
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in "(Al-|Deir|ez| |-|'s|\\.|Zor|\\PC){0,30}") {
            let gazetteer = iraq().build().unwrap();
            let document = Document { text, ..Document::default() };
            let text = Text::read(&document);
            let mut hits = Vec::new();
            for at in 0..text.tokens().len() {
                gazetteer.names_at(&text, at, &mut hits);
            }
            for hit in &hits {
                prop_assert!(!gazetteer.matches(hit).is_empty());
            }
        }
    }
}

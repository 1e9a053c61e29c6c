//! Asking the gazetteer: by a name alone, by a name in a text, by the beginning of a name.
//!
//! Each layer answers for itself; here the answers of several become one. With one layer its answer is given as it is.

use super::Gazetteer;
use super::layer::Layer;
use super::layer_lookup::{search_rank, sort_once_each, tier_group};
use super::names_at::NameHit;
use super::place::{NameMatch, Place};
use crate::text::Text;

/// Places of two layers with one name and one class are the same place within so many kilometres.
const SAME_PLACE_KM: f64 = 5.0;

impl Gazetteer {
    /// Places that `name` may mean: those of the first tier with a hit, most important first; a place is listed once.
    ///
    /// Exact and folded hits count as one tier: `Alta` is the town and, as written, Alberta.
    pub fn lookup(&self, name: &str) -> Vec<NameMatch<'_>> {
        let mut matches = self.ask(|layer| layer.lookup(name));
        if !self.below.is_empty() {
            keep_first_tier(&mut matches);
        }
        matches
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
        self.ask(|layer| layer.lookup_transliterated(name))
    }

    /// Places that `name` may mean in any tier, earlier tiers first, then most important first; a place is listed once, in its best tier.
    ///
    /// Several times as many as [`Gazetteer::lookup`] gives: `Lamar` is also Lamar County.
    pub fn lookup_all(&self, name: &str) -> Vec<NameMatch<'_>> {
        self.ask(|layer| layer.lookup_all(name))
    }

    /// Places that `name` may mean in the tiers from [`MatchTier::Article`](super::MatchTier::Article) on, ordered as in
    /// [`Gazetteer::lookup_all`]; those that have the name itself may be among them.
    pub fn lookup_later(&self, name: &str) -> Vec<NameMatch<'_>> {
        self.ask(|layer| layer.lookup_later(name))
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
        self.top.names_at(text, at, found);
        if self.below.is_empty() {
            return;
        }
        for (number, layer) in (1..).zip(&self.below) {
            let mut here = Vec::new();
            layer.names_at(text, at, &mut here);
            for mut lower in here {
                lower.layer = number;
                match found[before..].iter_mut().find(|hit| hit.tokens == lower.tokens) {
                    Some(hit) => {
                        hit.tier = hit.tier.min(lower.tier);
                        hit.lower.push(lower);
                    }
                    None => found.push(lower),
                }
            }
        }
        found[before..].sort_by_key(|hit| hit.tokens.end);
    }

    /// Places that a name in the text may mean: those of its first tier, most important first; a place is listed once.
    pub fn matches(&self, hit: &NameHit) -> Vec<NameMatch<'_>> {
        self.ask_hit(hit, Layer::matches)
    }

    /// Places that a name in the text may mean in any tier, ordered as in [`Gazetteer::lookup_all`].
    pub fn matches_all(&self, hit: &NameHit) -> Vec<NameMatch<'_>> {
        self.ask_hit(hit, |layer, hit, _| layer.matches_all(hit))
    }

    /// Places with a name that is or begins with what someone typed, most important first, at most `limit`; where few do, also those with
    /// a slip of the pen (one edit in five letters, two in eight).
    ///
    /// Names other than the display name count for less. Limits: of one-letter beginnings only the first 60,000 names by alphabet are
    /// looked at; beginnings of less than four letters are not looked for among the names in other languages.
    pub fn search(&self, query: &str, limit: usize) -> Vec<NameMatch<'_>> {
        let mut found = self.ask(|layer| layer.search(query, limit));
        if !self.below.is_empty() {
            let rank = |found: &NameMatch<'_>| search_rank(&found.place, found.tier, found.kind);
            found.sort_by(|left, right| rank(right).total_cmp(&rank(left)));
            found.truncate(limit);
        }
        found
    }

    /// The answers of all layers as one, in order.
    fn ask<'g>(&'g self, question: impl Fn(&'g Layer) -> Vec<NameMatch<'g>>) -> Vec<NameMatch<'g>> {
        let mut matches = question(&self.top);
        for layer in &self.below {
            self.add_lower(&mut matches, question(layer));
        }
        matches
    }

    fn ask_hit<'g>(
        &'g self,
        hit: &NameHit,
        question: impl Fn(&'g Layer, &NameHit, u8) -> Vec<NameMatch<'g>>,
    ) -> Vec<NameMatch<'g>> {
        let best = tier_group(hit.tier);
        let mut matches = Vec::new();
        for part in std::iter::once(hit).chain(&hit.lower) {
            let Some(layer) = self.layers().nth(part.layer) else {
                continue;
            };
            let found = question(layer, part, best);
            if matches.is_empty() {
                matches = found;
            } else {
                self.add_lower(&mut matches, found);
            }
        }
        matches
    }

    /// Adds what a lower layer found: of a place that is there already only a better tier or kind of name counts.
    fn add_lower<'g>(&'g self, matches: &mut Vec<NameMatch<'g>>, lower: Vec<NameMatch<'g>>) {
        if lower.is_empty() {
            return;
        }
        let uppers = matches.len();
        for mut found in lower {
            let upper = matches[..uppers]
                .iter_mut()
                .find(|upper| is_same(&upper.place, &found.place));
            if let Some(upper) = upper {
                (upper.tier, upper.kind) = (upper.tier, upper.kind).min((found.tier, found.kind));
                continue;
            }
            // The name may be the lower layer's alone, and the place known to both.
            if let Some(place) = self.place(found.place.id) {
                found.place = place;
            }
            matches.push(found);
        }
        sort_once_each(matches);
    }
}

/// Whether places of two layers that bear one name are one place.
fn is_same(upper: &Place<'_>, lower: &Place<'_>) -> bool {
    let divisions = (upper.is_country() && lower.is_country()) || (upper.is_admin1() && lower.is_admin1());
    if divisions && upper.country == lower.country && upper.admin1 == lower.admin1 {
        return true;
    }
    upper.id == lower.id || upper.class == lower.class && upper.point.distance_km(lower.point) < SAME_PLACE_KM
}

fn keep_first_tier(matches: &mut Vec<NameMatch<'_>>) {
    let best = matches.iter().map(|found| tier_group(found.tier)).min();
    matches.retain(|found| Some(tier_group(found.tier)) == best);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Document;
    use crate::gazetteer::fixture::{iraq, point};
    use crate::gazetteer::name_key::canonical;
    use crate::gazetteer::{FeatureClass, GazetteerBuilder, MatchTier, NameKind, PlaceDraft, PlaceId};

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

    /// The user's own places over those of Iraq: a camp, Baghdad with another point, and another Taji.
    fn stack() -> Gazetteer {
        use FeatureClass::{Settlement, Site};
        let mut own = GazetteerBuilder::new();
        own.add(PlaceDraft::new(7, "Camp Falcon", point(44.35, 33.2), Site, "INSM"))
            .add(
                PlaceDraft::new(98_182, "Baghdad", point(44.0, 33.0), Settlement, "PPLC")
                    .within("IQ", "07")
                    .residents(7_000_000),
            )
            .add(PlaceDraft::new(8, "Taji Air Base", point(44.25, 33.52), Site, "AIRB").within("IQ", "07"))
            .add(PlaceDraft::new(9, "Deir ez-Zor Bridge", point(40.1, 35.3), Site, "BDG"));
        own.build().unwrap().over(iraq().build().unwrap())
    }

    #[test]
    fn a_stack_answers_with_the_upper_layer_first() {
        let stack = stack();
        let ids = |found: Vec<NameMatch<'_>>| found.iter().map(|found| found.place.id.0).collect::<Vec<_>>();
        assert_eq!(ids(stack.lookup("Falcon")), [7]);
        assert_eq!(ids(stack.lookup("Baghdad")), [98_182, 3_000_000_000]);
        assert_eq!(ids(stack.lookup("Al-Taji")), [8]);
        assert_eq!(ids(stack.lookup_all("Iraqi")), [99_237]);
        // A name that only the lower layer has, of a place that both have: the upper record.
        let foreign = stack.lookup("بغداد")[0];
        assert_eq!(
            (foreign.place.point, foreign.kind),
            (point(44.0, 33.0), NameKind::Foreign)
        );
        assert_eq!(
            stack.place(PlaceId(98_182)).map(|place| place.point),
            Some(point(44.0, 33.0))
        );
        assert_eq!(stack.country("IQ").map(|place| place.name), Some("Iraq"));
        assert_eq!(ids(stack.search("bagh", 9)), [98_182, 3_000_000_000]);
        assert_eq!(stack.len(), 4 + iraq().build().unwrap().len());
        assert_eq!(stack.places().filter(|place| place.id.0 == 98_182).count(), 1);
        let near = stack.nearest(point(44.0, 33.0), 2, |_| true);
        let near: Vec<u32> = near.iter().map(|near| near.place.id.0).collect();
        assert_eq!(near[0], 98_182);
        assert_ne!(near[1], 98_182);
    }

    #[test]
    fn names_of_all_layers_are_found_in_text() {
        let (stack, mut hits) = (stack(), Vec::new());
        let document = Document {
            text: "Rockets hit Camp Falcon, Taji air base and Deir ez-Zor bridge in Iraq".to_owned(),
            ..Document::default()
        };
        let text = Text::read(&document);
        for at in 0..text.tokens().len() {
            stack.names_at(&text, at, &mut hits);
        }
        let found: Vec<(&str, u32)> = hits
            .iter()
            .map(|hit| {
                let span = text.span_of(hit.tokens.clone()).unwrap();
                (span.of(text.as_str()), stack.matches(hit)[0].place.id.0)
            })
            .collect();
        let expected = [
            ("Camp Falcon", 7),
            ("Falcon", 7),
            ("Taji", 8),
            ("Taji air base", 8),
            ("Deir ez-Zor", 3_000_000_004),
            ("Deir ez-Zor bridge", 9),
            ("Iraq", 99_237),
        ];
        assert_eq!(found, expected);
    }

    proptest! {
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

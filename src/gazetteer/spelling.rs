//! Names spelt otherwise: transliterations of the same name, and slips of the pen.
//!
//! Both walk the name index itself, so that they cost no byte of the file: at each letter the walk goes on by every spelling of the same
//! sound, or by one edit, and the index cuts off what no name begins with.

use super::name_index::{Cursor, ListStart, NameIndex};
use super::name_key::KeySpace;

/// Spellings of one sound in Latin transliterations of Arabic, Persian, Hebrew, Cyrillic, Chinese and South Asian names. Each list is tried at every place
/// where one of its members stands; an empty member may be left out.
///
/// Sources: the differences between ALA-LC, BGN/PCGN, ISO 233, UNGEGN and newsroom usage for these scripts.
const SOUNDS: &[&[&str]] = &[
    // Consonants.
    &["q", "k", "c", "kh", "gh", "g"],
    &["kh", "h", "x", "ch", "j"],
    &["gh", "g", "rh"],
    &["dh", "d", "z", "th"],
    &["th", "t", "s"],
    &["zh", "j", "dzh", "z"],
    &["j", "dj", "dzh", "g"],
    &["sh", "ch", "sch", "s"],
    &["ch", "tch", "tsch", "c"],
    &["ts", "tz", "c", "z"],
    &["shch", "sch", "sh"],
    &["ph", "f"],
    &["w", "v", "u", "ou"],
    &["v", "f", "b"],
    &["y", "i", "j", "iy", "yi", "ii", "ij", "ye"],
    &["ks", "x"],
    // Vowels.
    &["a", "e"],
    &["e", "i"],
    &["e", "ye", "ie"],
    &["o", "u", "ou", "oo", "w"],
    &["i", "ee", "ii", "y"],
    &["aa", "a"],
    &["ai", "ay", "ei", "ey", "ae", "e", "i"],
    &["au", "aw", "ou", "ow", "o"],
    &[
        "ya", "ia", "iya", "iyah", "iyya", "iyyah", "iyeh", "ieh", "iyyeh", "yah", "yeh",
    ],
    &["a", "ah", "eh", "e"],
    // Ukrainian and Russian: Kharkiv and Kharkov.
    &["iv", "ov", "ev", "yiv"],
    &["i", "o"],
];

/// The most changes of spelling in one name.
const MOST_CHANGES: u8 = 4;
/// Shorter keys have too many neighbours that are other names.
const FEWEST_LETTERS: usize = 4;
/// The most lists that a walk gathers, and the most steps that it takes: a bound on its time, never met by a name.
const MOST_LISTS: usize = 64;
const MOST_STEPS: usize = 60_000;

/// A list with the number of changes that led to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct NearList {
    /// How many.
    pub(super) changes: u8,
    /// The list.
    pub(super) list: ListStart,
}

/// The lists of the key space that are filed under another transliteration of the key, those with the fewest changes only, `most` at most.
/// May be empty.
pub(super) fn transliterations(index: &NameIndex, space: KeySpace, key: &str, most: u8) -> Vec<NearList> {
    let most = most.min(MOST_CHANGES).min(most_changes(key));
    let mut walk = Walk::new(index, key.as_bytes(), most);
    if let Some(start) = index.start(space).filter(|_| FEWEST_LETTERS <= key.chars().count()) {
        walk.spellings = (0..=key.len()).map(|at| spellings(&key.as_bytes()[at..])).collect();
        walk.transliterate(start, 0, 0, false);
    }
    let mut found = walk.found;
    found.sort_unstable();
    found.dedup_by_key(|near| near.list);
    let fewest = found.first().map_or(0, |near| near.changes);
    found.retain(|near| near.changes == fewest);
    found
}

/// A beginning of the rest of a key, by its length, and another spelling of it.
type Spelling = (usize, &'static [u8]);

/// The other spellings of what `rest` begins with, each once.
fn spellings(rest: &[u8]) -> Vec<Spelling> {
    let mut all: Vec<Spelling> = Vec::new();
    for sound in SOUNDS {
        for member in sound.iter().filter(|member| rest.starts_with(member.as_bytes())) {
            for other in sound.iter().filter(|other| *other != member) {
                let spelling = (member.len(), other.as_bytes());
                if !all.contains(&spelling) {
                    all.push(spelling);
                }
            }
        }
    }
    all
}

/// A change for every two letters: short names have few letters to tell them by.
fn most_changes(key: &str) -> u8 {
    u8::try_from(key.chars().count() / 2).unwrap_or(u8::MAX)
}

/// The lists of folded keys within `most` edits of the key: letters left out, added, exchanged or swapped with the next. The first letter stands.
///
/// Fewest edits first. Edits are of bytes, so that a letter outside ASCII counts for two.
pub(super) fn misspellings(index: &NameIndex, key: &str, most: u8) -> Vec<NearList> {
    let mut walk = Walk::new(index, key.as_bytes(), most);
    let first = key.chars().next().map_or(0, char::len_utf8);
    let start = index.start(KeySpace::Folded);
    if let Some(start) = start.and_then(|start| index.step(start, &key.as_bytes()[..first])) {
        walk.edit(start, first, 0);
    }
    let mut found = walk.found;
    found.sort_unstable_by_key(|near| (near.list, near.changes));
    found.dedup_by_key(|near| near.list);
    found.sort_unstable();
    found
}

/// One walk over the index beside the letters of a key.
struct Walk<'w> {
    index: &'w NameIndex,
    key: &'w [u8],
    /// The most changes; as few as were needed once a list is found by transliteration.
    most: u8,
    steps: usize,
    found: Vec<NearList>,
    /// For each place of the key, how its rest may be spelt otherwise; only of walks that transliterate.
    spellings: Vec<Vec<Spelling>>,
}

impl<'w> Walk<'w> {
    fn new(index: &'w NameIndex, key: &'w [u8], most: u8) -> Walk<'w> {
        Walk {
            index,
            key,
            most,
            steps: 0,
            found: Vec::new(),
            spellings: Vec::new(),
        }
    }

    /// Whether the walk must stop here.
    fn is_over(&mut self, changes: u8) -> bool {
        self.steps += 1;
        self.most < changes || MOST_STEPS < self.steps || MOST_LISTS <= self.found.len()
    }

    fn accept(&mut self, cursor: Cursor, at: usize, changes: u8) {
        if at == self.key.len()
            && 0 < changes
            && let Some(list) = self.index.accept(cursor)
        {
            self.found.push(NearList { changes, list });
        }
    }

    /// Goes on from `at` by the letter itself and by every other spelling. `added` forbids a second letter beside the key at the same place.
    fn transliterate(&mut self, cursor: Cursor, at: usize, changes: u8, added: bool) {
        if self.is_over(changes) {
            return;
        }
        let before = self.found.len();
        self.accept(cursor, at, changes);
        if before < self.found.len() {
            // Only the fewest changes count.
            self.most = changes;
        }
        let letter = self.key.get(at).copied();
        let last = at.checked_sub(1).map(|before| self.key[before]);
        if let Some(next) = letter.and_then(|letter| self.index.step(cursor, &[letter])) {
            self.transliterate(next, at + 1, changes, false);
        }
        if self.most <= changes {
            return;
        }
        for number in 0..self.spellings[at].len() {
            let (length, other) = self.spellings[at][number];
            if let Some(next) = self.index.step(cursor, other) {
                self.transliterate(next, at + length, changes + 1, false);
            }
        }
        // A letter written once or twice, a space or a hyphen that stands or does not.
        if letter.is_some_and(|letter| Some(letter) == last || letter == b' ') {
            self.transliterate(cursor, at + 1, changes + 1, true);
        }
        if !added && at > 0 {
            for letter in last.into_iter().chain([b' ']) {
                if let Some(next) = self.index.step(cursor, &[letter]) {
                    self.transliterate(next, at, changes + 1, true);
                }
            }
        }
    }

    /// Goes on from `at` by the letter itself and by every edit.
    fn edit(&mut self, cursor: Cursor, at: usize, edits: u8) {
        if self.is_over(edits) {
            return;
        }
        self.accept(cursor, at, edits);
        let letter = self.key.get(at).copied();
        if let Some(next) = letter.and_then(|letter| self.index.step(cursor, &[letter])) {
            self.edit(next, at + 1, edits);
        }
        if edits == self.most {
            return;
        }
        if letter.is_some() {
            self.edit(cursor, at + 1, edits + 1);
        }
        if let Some([one, other]) = self.key.get(at..at + 2)
            && one != other
            && let Some(next) = self.index.step(cursor, &[*other, *one])
        {
            self.edit(next, at + 2, edits + 1);
        }
        for (byte, next) in self.index.children(cursor) {
            if Some(byte) != letter {
                if letter.is_some() {
                    self.edit(next, at + 1, edits + 1);
                }
                self.edit(next, at, edits + 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::gazetteer::{FeatureClass, Gazetteer, GazetteerBuilder, MatchTier, PlaceDraft};
    use crate::geography::LonLat;

    const NAMES: [&str; 9] = [
        "Ain al-Asad Air Base",
        "Qaim",
        "Sulaymaniyah",
        "Kharkiv",
        "Khan Yunis",
        "Al Hudaydah",
        "Jalalabad",
        "Zaporizhzhia",
        "Dayr Hafir",
    ];

    fn names() -> Gazetteer {
        let mut builder = GazetteerBuilder::new();
        for (number, name) in (1..).zip(NAMES) {
            let class = if name.ends_with("Base") {
                FeatureClass::Site
            } else {
                FeatureClass::Settlement
            };
            builder.add(PlaceDraft::new(
                number,
                name,
                LonLat { lon: 44.0, lat: 33.0 },
                class,
                "PPL",
            ));
        }
        builder.build().unwrap()
    }

    #[track_caller]
    fn check(asked: &str, expected: &str) {
        let gazetteer = names();
        let found = gazetteer.lookup_any_spelling(asked);
        let found: Vec<_> = found.iter().map(|found| (found.place.name, found.tier)).collect();
        assert_eq!(found, [(expected, MatchTier::Transliterated)], "{asked}");
    }

    #[test]
    fn other_transliterations_find_the_place() {
        check("Ayn al-Assad airbase", "Ain al-Asad Air Base");
        check("Gaim", "Qaim");
        check("Suleimaniya", "Sulaymaniyah");
        check("Kharkov", "Kharkiv");
        check("Khan Younis", "Khan Yunis");
        check("Hodeida", "Al Hudaydah");
        check("Jelalabad", "Jalalabad");
        check("Zaporozhzhya", "Zaporizhzhia");
        check("Deir Hafer", "Dayr Hafir");
    }

    #[test]
    fn other_names_do_not() {
        let gazetteer = names();
        for other in ["Quam", "Qaimabad", "Kharga", "Asad", "Hafir", "Khan"] {
            assert!(gazetteer.lookup_any_spelling(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_forgiven_in_a_search() {
        let gazetteer = names();
        for slip in ["Jalalbad", "Jalalabat", "Jallalabad", "Jlalaabad"] {
            assert_eq!(
                gazetteer.search(slip, 5).first().map(|found| found.place.name),
                Some("Jalalabad"),
                "{slip}"
            );
        }
    }

    proptest! {
        #[test]
        fn any_name_is_looked_up(name in "\\PC{0,30}") {
            let gazetteer = names();
            let _ = gazetteer.lookup_any_spelling(&name);
            prop_assert!(gazetteer.search(&name, 3).len() <= 3);
        }
    }
}

//! Cue words: what stands around place names, and around names that are no places.
//!
//! Read from the plain word lists in `data/lexicon/toponym` (see its README for origin and licence).

use super::phrase_table::PhraseTable;
use crate::learn::word_hash;
use crate::text::{Text, WordMap, fold};

/// What a word says about the names beside it; a set, one bit for each list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameCueSet(u32);

/// One word list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum NameCue {
    /// "in", "near", "northern": a place follows.
    PlacePreposition,
    /// "from", "of": a place may follow.
    WeakPreposition,
    /// "town", before "of".
    SettlementNoun,
    /// "Gen.", "Mayor": a person follows.
    Title,
    /// "Jr.".
    PersonSuffix,
    /// "bin", "van".
    PersonParticle,
    /// "said".
    SpeechVerb,
    /// "denied", of a government.
    GovernmentVerb,
    /// "Monday".
    Calendar,
    /// "North".
    Direction,
    /// "of", "al" inside a name.
    NameParticle,
    /// "al" that opens a name in lower case.
    Article,
    /// "Times".
    MediaWord,
    /// "University".
    OrganisationWord,
    /// "Street".
    StreetWord,
    /// "Sunday" though there is such a village.
    NeverPlace,
    /// A first name.
    FirstName,
    /// A last name.
    LastName,
    /// One of the 2,000 commonest last names.
    CommonLastName,
    /// A word that English writes in lower case.
    CommonWord,
    /// "man", after the name of a town.
    ResidentNoun,
    /// "Police", after the name of a town.
    CivicWord,
    /// "daily", in the domain of an outlet.
    OutletWord,
    /// "government", after "Russia's".
    BodyNoun,
    /// "beat": between the names of two teams.
    ContestVerb,
    /// "agreement", after the name of the town where it was made.
    PactNoun,
    /// "also", "had": between a subject and its verb.
    VerbAdverb,
    /// "based", after a name and a hyphen.
    PlaceSuffix,
    /// "Airways", after the name of a country. From here on the entity model is told nothing: it was taught without these lists.
    BrandWord,
    /// "forced", of a government; read as [`NameCue::GovernmentVerb`] where no model looks.
    PolicyVerb,
}

impl NameCueSet {
    /// In no list.
    pub const NONE: NameCueSet = NameCueSet(0);

    /// Whether the word is in the list.
    pub fn has(self, cue: NameCue) -> bool {
        self.0 & (1 << cue as u8) != 0
    }

    /// Whether the word is in one of the lists.
    pub fn has_any(self, cues: &[NameCue]) -> bool {
        cues.iter().any(|cue| self.has(*cue))
    }

    /// The set as bits, one for each list in the order of [`NameCue`], without those lists that the entity model was taught without.
    pub fn bits(self) -> u32 {
        const TAUGHT: u32 = (1 << NameCue::BrandWord as u8) - 1;
        self.0 & TAUGHT
    }

    fn add(&mut self, cue: NameCue) {
        self.0 |= 1 << cue as u8;
    }
}

/// A noun or preposition that makes another place of a named one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RelationWord {
    /// "border": where two areas touch.
    Border,
    /// "parts", "half": with a direction, a part of an area.
    Part,
    /// "outskirts".
    Fringe,
    /// "near", "outside".
    Near,
    /// "coast", "waters".
    Coast,
    /// "talks", "war": what is between two names and not in a place.
    Dealing,
}

/// Where a generic word stands beside the proper part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadSide {
    /// "Camp Taji", "province of Basra".
    Before,
    /// "Taji air base".
    After,
}

/// A generic word that belongs to a compound name, and the sort of place that it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Where it stands.
    pub side: HeadSide,
    /// Its folded words; never empty.
    pub words: Vec<String>,
    /// Beginnings of the `GeoNames` feature codes that it means.
    pub codes: Vec<String>,
    /// It is as often a noun of its own ("the city"), so that only capitals make it part of the name.
    weak: bool,
    /// It belongs to every name of the list before it, and to the span of none.
    plural: bool,
    /// The name without it is another place altogether: Lake Robinson is not near Robinson.
    pub apart: bool,
    /// The same head in other words, under which the gazetteer may hold the name.
    pub variant: Option<String>,
}

impl Head {
    /// Whether it is as often a noun of its own ("the city") as part of a name.
    pub fn is_weak(&self) -> bool {
        self.weak
    }

    /// Whether it belongs to every name of the list before it ("Harvey and Harper counties").
    pub fn is_plural(&self) -> bool {
        self.plural
    }

    /// Whether a place of this feature code is what the head says.
    pub fn suits(&self, code: &str) -> bool {
        self.codes.iter().any(|prefix| code.starts_with(prefix.as_str()))
    }
}

/// All name cues; loaded once, shared by all threads.
#[derive(Debug, Default)]
pub struct NameCues {
    words: WordMap<NameCueSet>,
    /// Heads by the word next to the name: the first of those after it, the last of those before it; longest first.
    heads: WordMap<Vec<Head>>,
    relations: WordMap<Option<RelationWord>>,
    /// Phrases that hold a place's name and mean none.
    not_places: PhraseTable<()>,
}

/// A word list that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum NameCuesError {
    /// A line of `heads.txt` has not its four columns.
    #[error(
        "`data/lexicon/toponym/heads.txt` line {line}: `{content}` needs side, words, codes and variant, parted by tabs"
    )]
    BadHead {
        /// Counted from 1.
        line: usize,
        /// The line as it stands.
        content: String,
    },
    /// A line of `relations.txt` opens with an unknown sort.
    #[error(
        "`data/lexicon/toponym/relations.txt` line {line}: `{sort}` is no sort of relation; border, part, fringe, near, coast and dealing are"
    )]
    BadRelation {
        /// Counted from 1.
        line: usize,
        /// The word as it stands.
        sort: String,
    },
    /// A list cannot be opened.
    #[error("cannot read the word list `{path}`")]
    Unreadable {
        /// Where it should be.
        path: String,
        /// Why not.
        source: std::io::Error,
    },
}

/// File stems of the lists, in no special order.
const LISTS: &[(NameCue, &str)] = &[
    (NameCue::PlacePreposition, "place_prepositions"),
    (NameCue::WeakPreposition, "weak_prepositions"),
    (NameCue::SettlementNoun, "settlement_nouns"),
    (NameCue::Title, "titles"),
    (NameCue::PersonSuffix, "person_suffixes"),
    (NameCue::PersonParticle, "person_particles"),
    (NameCue::SpeechVerb, "speech_verbs"),
    (NameCue::GovernmentVerb, "government_verbs"),
    (NameCue::Calendar, "calendar"),
    (NameCue::Direction, "directions"),
    (NameCue::NameParticle, "name_particles"),
    (NameCue::Article, "articles"),
    (NameCue::MediaWord, "media_words"),
    (NameCue::OrganisationWord, "organisation_words"),
    (NameCue::StreetWord, "street_words"),
    (NameCue::NeverPlace, "never_places"),
    (NameCue::FirstName, "first_names"),
    (NameCue::FirstName, "world_first_names"),
    (NameCue::LastName, "last_names"),
    (NameCue::CommonWord, "common_words"),
    (NameCue::ResidentNoun, "resident_nouns"),
    (NameCue::CivicWord, "civic_words"),
    (NameCue::OutletWord, "outlet_words"),
    (NameCue::BodyNoun, "body_nouns"),
    (NameCue::ContestVerb, "contest_verbs"),
    (NameCue::PactNoun, "pact_nouns"),
    (NameCue::VerbAdverb, "verb_adverbs"),
    (NameCue::PlaceSuffix, "place_suffixes"),
    (NameCue::BrandWord, "brand_words"),
    (NameCue::PolicyVerb, "policy_verbs"),
];

/// How many of the last names, commonest first, count as [`NameCue::CommonLastName`].
const COMMON_LAST_NAMES: usize = 2000;

impl NameCues {
    /// The lists that come with Dateline.
    ///
    /// # Errors
    /// A list is missing (only without the feature `embed`) or broken.
    pub fn load() -> Result<NameCues, NameCuesError> {
        let mut cues = NameCues::default();
        for (cue, stem) in LISTS {
            cues.add_words(*cue, &contents(stem)?);
        }
        cues.add_heads(&contents("heads")?)?;
        cues.add_relations(&contents("relations")?)?;
        for phrase in contents("not_places")?.lines().filter(|line| !line.starts_with('#')) {
            cues.not_places.insert(phrase, ());
        }
        Ok(cues)
    }

    /// Adds the words of one list: parted by white space, `#` opens a comment line.
    pub fn add_words(&mut self, cue: NameCue, list: &str) {
        let lines = list.lines().filter(|line| !line.starts_with('#'));
        for (rank, word) in lines.flat_map(str::split_whitespace).enumerate() {
            let cues = self.words.entry(&fold(word));
            cues.add(cue);
            if cue == NameCue::LastName && rank < COMMON_LAST_NAMES {
                cues.add(NameCue::CommonLastName);
            }
        }
    }

    /// Adds generic heads, one a line: side, words, codes, variant, parted by tabs.
    ///
    /// # Errors
    /// A line has not four columns, an unknown side, or no words.
    pub fn add_heads(&mut self, list: &str) -> Result<(), NameCuesError> {
        for (number, line) in list.lines().enumerate() {
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let head = parse_head(line).ok_or_else(|| NameCuesError::BadHead {
                line: number + 1,
                content: line.to_owned(),
            })?;
            let nearest = match head.side {
                HeadSide::Before => head.words.last(),
                HeadSide::After => head.words.first(),
            };
            let key = nearest.cloned().unwrap_or_default();
            let heads = self.heads.entry(&key);
            heads.push(head);
            heads.sort_by_key(|head| std::cmp::Reverse(head.words.len()));
        }
        Ok(())
    }

    /// Adds words of relations, a sort a line: the sort, then its words, parted by white space.
    ///
    /// # Errors
    /// A line opens with an unknown sort.
    pub fn add_relations(&mut self, list: &str) -> Result<(), NameCuesError> {
        for (number, line) in list.lines().enumerate().filter(|(_, line)| !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            let Some(sort) = words.next() else { continue };
            let relation = match sort {
                "border" => RelationWord::Border,
                "part" => RelationWord::Part,
                "fringe" => RelationWord::Fringe,
                "near" => RelationWord::Near,
                "coast" => RelationWord::Coast,
                "dealing" => RelationWord::Dealing,
                _ => {
                    return Err(NameCuesError::BadRelation {
                        line: number + 1,
                        sort: sort.to_owned(),
                    });
                }
            };
            for word in words {
                *self.relations.entry(&fold(word)) = Some(relation);
            }
        }
        Ok(())
    }

    /// Where the phrase that begins at the token ends, if it holds a place's name and means none: "West Nile virus".
    pub fn not_place_end(&self, text: &Text<'_>, token: usize) -> Option<usize> {
        Some(self.not_places.match_at(text, token)?.0)
    }

    /// What the token makes of a place named beside it, where it is such a word.
    pub fn relation_word(&self, text: &Text<'_>, token: usize) -> Option<RelationWord> {
        self.relations
            .get(text.folded(token), text.hash(token))
            .copied()
            .flatten()
    }

    /// The lists that hold the folded word; a closing full stop does not matter.
    pub fn of(&self, folded: &str) -> NameCueSet {
        self.of_hashed(folded, word_hash(folded))
    }

    /// The lists that hold the token's folded word, as [`NameCues::of`].
    pub fn of_token(&self, text: &Text<'_>, token: usize) -> NameCueSet {
        self.of_hashed(text.folded(token), text.hash(token))
    }

    fn of_hashed(&self, folded: &str, hash: u64) -> NameCueSet {
        let whole = self.words.get(folded, hash);
        let stem = || {
            let stem = folded.strip_suffix('.')?;
            self.words.get(stem, word_hash(stem))
        };
        whole.or_else(stem).copied().unwrap_or_default()
    }

    /// The longest head whose words follow the name, beginning at token `at`.
    pub fn head_after(&self, text: &Text<'_>, at: usize) -> Option<&Head> {
        let heads = self.heads.get(text.folded(at), text.hash(at))?;
        heads.iter().find(|head| {
            head.side == HeadSide::After
                && head
                    .words
                    .iter()
                    .zip(at..)
                    .all(|(word, token)| text.folded(token) == word)
        })
    }

    /// The longest head whose words stand before token `at`.
    pub fn head_before(&self, text: &Text<'_>, at: usize) -> Option<&Head> {
        let before = at.checked_sub(1)?;
        let heads = self.heads.get(text.folded(before), text.hash(before))?;
        heads.iter().find(|head| {
            head.side == HeadSide::Before
                && at.checked_sub(head.words.len()).is_some_and(|start| {
                    head.words
                        .iter()
                        .zip(start..)
                        .all(|(word, token)| text.folded(token) == word)
                })
        })
    }
}

fn parse_head(line: &str) -> Option<Head> {
    let mut columns = line.split('\t');
    let (place, manner) = columns
        .next()?
        .split_once('-')
        .unwrap_or((line.split('\t').next()?, ""));
    let side = match place {
        "before" => HeadSide::Before,
        "after" => HeadSide::After,
        _ => return None,
    };
    let plural = manner == "plural";
    let weak = plural || manner == "weak";
    let words: Vec<String> = columns.next()?.split([' ', '-']).map(fold).collect();
    let codes = columns.next()?.split_whitespace().map(str::to_owned).collect();
    let variant = columns.next()?.trim();
    (!words.iter().any(String::is_empty)).then(|| Head {
        side,
        words,
        codes,
        weak,
        plural,
        apart: variant == "!",
        variant: (!matches!(variant, "-" | "!")).then(|| variant.to_owned()),
    })
}

#[cfg(feature = "embed")]
#[expect(
    clippy::unnecessary_wraps,
    reason = "without `embed` the lists are read from disk, which can fail"
)]
fn contents(stem: &str) -> Result<std::borrow::Cow<'static, str>, NameCuesError> {
    macro_rules! lists {
        ($($stem:literal),* $(,)?) => {
            match stem {
                $($stem => include_str!(concat!("../../data/lexicon/toponym/", $stem, ".txt")),)*
                _ => "",
            }
        };
    }
    let list = lists!(
        "place_prepositions",
        "weak_prepositions",
        "settlement_nouns",
        "titles",
        "person_suffixes",
        "person_particles",
        "speech_verbs",
        "government_verbs",
        "calendar",
        "directions",
        "name_particles",
        "articles",
        "media_words",
        "organisation_words",
        "street_words",
        "never_places",
        "first_names",
        "world_first_names",
        "last_names",
        "common_words",
        "resident_nouns",
        "civic_words",
        "outlet_words",
        "body_nouns",
        "contest_verbs",
        "pact_nouns",
        "verb_adverbs",
        "place_suffixes",
        "brand_words",
        "policy_verbs",
        "heads",
        "relations",
        "not_places",
    );
    Ok(std::borrow::Cow::Borrowed(list))
}

#[cfg(not(feature = "embed"))]
fn contents(stem: &str) -> Result<std::borrow::Cow<'static, str>, NameCuesError> {
    let path = format!("{}/data/lexicon/toponym/{stem}.txt", env!("CARGO_MANIFEST_DIR"));
    match std::fs::read_to_string(&path) {
        Ok(list) => Ok(std::borrow::Cow::Owned(list)),
        Err(source) => Err(NameCuesError::Unreadable { path, source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, cue: NameCue, expected: bool) {
        let cues = NameCues::load().expect("the lists that come with Dateline are whole");
        assert_eq!(expected, cues.of(&fold(word)).has(cue), "{word:?} as {cue:?}");
    }

    #[test]
    fn words_are_found_in_their_lists() {
        check("in", NameCue::PlacePreposition, true);
        check("Gen.", NameCue::Title, true);
        check("Sunday", NameCue::Calendar, true);
        check("Smith", NameCue::CommonLastName, true);
        check("Paris", NameCue::Title, false);
        check("", NameCue::CommonWord, false);
    }

    #[test]
    fn a_broken_head_names_its_line() {
        let error = NameCues::default().add_heads("# comment\nafter\tair base").unwrap_err();
        assert!(error.to_string().contains("line 2"), "{error}");
        let error = NameCues::default()
            .add_relations("near near\nbeyond beyond")
            .unwrap_err();
        assert!(
            error.to_string().contains("line 2") && error.to_string().contains("beyond"),
            "{error}"
        );
    }
}

//! What the words around a place name make of it: "15 km north of Taji", "northern Iraq", "the Syrian border", "between A and B".
//!
//! Reads tokens only; where that is, `spot` tells. Grammar is here, the nouns are in `data/lexicon/toponym/relations.txt`.

use std::ops::Range;

use crate::geography::compass_bearing_deg;
use crate::lexicon::name_cues::{NameCue, NameCues, RelationWord};
use crate::text::{Text, TokenKind, is_clause_word, is_determiner, is_preposition, read_count};

/// What the words around a name do to its place. Bearings are degrees clockwise from north, distances kilometres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Relation {
    /// "15 km north of".
    Offset {
        /// Which way.
        bearing_deg: f64,
        /// How far, where the text says so.
        distance_km: Option<f64>,
    },
    /// "40 miles from", "within 10 km of": any way.
    Away {
        /// How far.
        distance_km: f64,
    },
    /// "northern Iraq", "the north of"; "central" has no bearing.
    Part {
        /// Which way from the middle.
        bearing_deg: Option<f64>,
        /// "the northern Idlib province" may rather be the province in the north: no part of it.
        is_epithet: bool,
    },
    /// "between A and B".
    Between,
    /// "the border of A", "the border between A and B".
    Border,
    /// "off the coast of".
    Waters {
        /// Which coast: "southern".
        bearing_deg: Option<f64>,
        /// How far off, where the text says so.
        distance_km: Option<f64>,
    },
    /// "near", "outside".
    Near,
    /// "the outskirts of", "the northern suburbs of".
    Fringe {
        /// Which way from the middle.
        bearing_deg: Option<f64>,
    },
}

impl Relation {
    /// One word for outputs.
    pub fn name(self) -> &'static str {
        match self {
            Relation::Offset { .. } => "offset",
            Relation::Away { .. } => "distance",
            Relation::Part { .. } => "part",
            Relation::Between => "between",
            Relation::Border => "border",
            Relation::Waters { .. } => "waters",
            Relation::Near => "near",
            Relation::Fringe { .. } => "fringe",
        }
    }
}

/// A relation that the text tells of a name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Told {
    pub(crate) relation: Relation,
    /// The tokens that tell it, with the names.
    pub(crate) tokens: Range<usize>,
    /// The other name, as a number into the list: B in "between A and B".
    pub(crate) other: Option<usize>,
}

/// How far before a name the words that govern it are looked for, in tokens.
const REACH: usize = 7;
/// "between A and the town of B": tokens from the "and" to the second name.
const PAIR_GAP: usize = 4;

/// One name among the names of its text.
struct Names<'a> {
    text: &'a Text<'a>,
    cues: &'a NameCues,
    /// The tokens of each name, in text order.
    all: &'a [Range<usize>],
}

/// Reads what is told of the name with that number, `None` where it stands bare.
pub(crate) fn read_relation(text: &Text<'_>, cues: &NameCues, names: &[Range<usize>], number: usize) -> Option<Told> {
    let names = Names { text, cues, all: names };
    let own = names.all.get(number)?.clone();
    let from_before = || {
        // The second name of a pair shares what is told of the first.
        let first = names.pair(number.checked_sub(1)?)?;
        (first.other == Some(number)).then(|| Told {
            other: number.checked_sub(1),
            ..first
        })
    };
    names
        .pair(number)
        .or_else(from_before)
        .or_else(|| names.after(number, &own))
        .or_else(|| names.before(&own))
}

/// A relation to one name alone.
fn told(relation: Relation, tokens: Range<usize>) -> Told {
    Told {
        relation,
        tokens,
        other: None,
    }
}

impl Names<'_> {
    fn word(&self, token: usize) -> Option<RelationWord> {
        self.cues.relation_word(self.text, token)
    }

    fn same_sentence(&self, left: usize, right: usize) -> bool {
        self.text.sentence_of(left) == self.text.sentence_of(right)
    }

    /// "between A and B", "the border between A and B", "the A–B border", "A's border with B".
    fn pair(&self, number: usize) -> Option<Told> {
        let (own, next) = (self.all.get(number)?, self.all.get(number + 1)?);
        if !self.same_sentence(own.start, next.start) {
            return None;
        }
        let text = self.text;
        let told = |relation, first, end| Told {
            relation,
            tokens: first..end,
            other: Some(number + 1),
        };
        let gap = own.end..next.start;
        let is_dash = gap.len() == 1 && matches!(text.word(gap.start), "-" | "–" | "‐" | "‑" | "/");
        let is_and = text.folded(gap.start) == "and" && gap.len() <= PAIR_GAP;
        if (is_dash || is_and && gap.len() == 1) && self.word(next.end) == Some(RelationWord::Border) {
            return Some(told(Relation::Border, own.start, next.end + 1));
        }
        let possessive = usize::from(text.folded(own.end) == "'s");
        let noun = self.after_bearing(own.end + possessive).1;
        if self.word(noun) == Some(RelationWord::Border)
            && text.folded(noun + 1) == "with"
            && (noun + 2..noun + 4).contains(&next.start)
        {
            return Some(told(Relation::Border, own.start, next.end));
        }
        let governor = self.governor(own.start)?;
        if text.folded(governor) != "between" || !is_and {
            return None;
        }
        let before = governor.checked_sub(1);
        match before.and_then(|noun| self.word(noun)) {
            Some(RelationWord::Border) => Some(told(Relation::Border, governor - 1, next.end)),
            Some(RelationWord::Dealing) => None,
            _ => Some(told(Relation::Between, governor, next.end)),
        }
    }

    /// "the Syrian border", "Mosul's northern outskirts", "Iraq's north", "Somalia's coast".
    fn after(&self, number: usize, own: &Range<usize>) -> Option<Told> {
        let text = self.text;
        let possessive = text.folded(own.end) == "'s";
        let (bearing_deg, noun) = self.after_bearing(own.end + usize::from(possessive));
        if !self.same_sentence(own.start, noun.min(text.tokens().len().saturating_sub(1))) {
            return None;
        }
        let tokens = own.start..noun + 1;
        let is_name = self.all.get(number + 1).is_some_and(|next| next.start <= noun);
        if possessive && bearing_deg.is_none() && !is_name {
            let (words, bearing) = self.bearing_at(own.end + 1);
            let ends = own.end + 1 + words;
            let is_noun = 0 < words && !text.folded(ends - 1).ends_with("ern") && !text.is_capitalised(ends);
            if let Some(bearing) = bearing.filter(|_| is_noun) {
                let part = Relation::Part {
                    bearing_deg: Some(bearing),
                    is_epithet: false,
                };
                return Some(told(part, own.start..ends));
            }
        }
        match self.word(noun).filter(|_| !is_name)? {
            RelationWord::Border => {
                // "A border town" is the town.
                let qualifies = self.cues.of_token(text, noun + 1).has(NameCue::SettlementNoun);
                (!qualifies).then(|| told(Relation::Border, tokens))
            }
            RelationWord::Coast => {
                let off = (own.start.saturating_sub(3)..own.start)
                    .rev()
                    .find(|token| text.folded(*token) == "off")?;
                let waters = Relation::Waters {
                    bearing_deg,
                    distance_km: self.distance_ending(off).map(|told| told.1),
                };
                Some(told(waters, off..noun + 1))
            }
            RelationWord::Fringe => {
                (possessive || bearing_deg.is_some()).then(|| told(Relation::Fringe { bearing_deg }, tokens))
            }
            RelationWord::Part => {
                let part = Relation::Part {
                    bearing_deg: Some(bearing_deg?),
                    is_epithet: false,
                };
                possessive.then(|| told(part, tokens))
            }
            RelationWord::Near | RelationWord::Dealing => None,
        }
    }

    /// What stands before the name.
    fn before(&self, own: &Range<usize>) -> Option<Told> {
        let text = self.text;
        let governor = self.governor(own.start)?;
        let whole = |first: usize| first..own.end;
        if text.folded(governor) == "of" {
            return self.before_of(governor, own);
        }
        if matches!(
            text.folded(governor),
            "from" | "off" | "outside" | "inland" | "away" | "within" | "to"
        ) && text.folded(own.end) != "to"
            && let Some((first, distance_km)) = self.distance_ending(governor)
        {
            let relation = if text.folded(governor) == "off" {
                Relation::Waters {
                    bearing_deg: None,
                    distance_km: Some(distance_km),
                }
            } else {
                Relation::Away { distance_km }
            };
            return Some(told(relation, whole(first)));
        }
        if text.folded(governor) == "off" && !is_verb_particle(text, governor) {
            let waters = Relation::Waters {
                bearing_deg: None,
                distance_km: None,
            };
            return Some(told(waters, whole(governor)));
        }
        if let Some((first, bearing_deg)) = self.part_adjective(own.start) {
            let is_epithet = first
                .checked_sub(1)
                .is_some_and(|before| matches!(text.folded(before), "the" | "'s"));
            return Some(told(
                Relation::Part {
                    bearing_deg,
                    is_epithet,
                },
                whole(first),
            ));
        }
        let near_at = if matches!(text.folded(governor), "to" | "from") {
            governor.checked_sub(1)?
        } else {
            governor
        };
        let is_pair = near_at == governor
            || matches!(
                (text.folded(near_at), text.folded(governor)),
                ("close" | "near", "to") | ("far", "from")
            );
        let is_near = is_pair && (self.word(near_at) == Some(RelationWord::Near) || text.folded(near_at) == "far");
        let is_near = is_near && !(near_at == governor && text.folded(near_at) == "close");
        is_near.then(|| told(Relation::Near, whole(near_at)))
    }

    /// "north of", "the northern outskirts of", "the border of", "off the southern coast of", "within 10 km of".
    fn before_of(&self, of: usize, own: &Range<usize>) -> Option<Told> {
        let text = self.text;
        let noun = of.checked_sub(1)?;
        let whole = |first: usize| first..own.end;
        if let Some((first, bearing_deg)) = self.bearing_ending(noun) {
            let before = first.checked_sub(1).map_or("", |before| text.folded(before));
            if let Some((start, distance_km)) = self.distance_ending(first) {
                let offset = Relation::Offset {
                    bearing_deg,
                    distance_km: Some(distance_km),
                };
                return Some(told(offset, whole(start)));
            }
            let relation = if matches!(before, "the" | "far" | "extreme" | "deep") {
                Relation::Part {
                    bearing_deg: Some(bearing_deg),
                    is_epithet: false,
                }
            } else {
                Relation::Offset {
                    bearing_deg,
                    distance_km: None,
                }
            };
            return Some(told(relation, whole(first)));
        }
        if let Some((start, distance_km)) = self.distance_ending(of) {
            return Some(told(Relation::Away { distance_km }, whole(start)));
        }
        let adjective = self.part_adjective(noun);
        let (first, bearing_deg) = adjective.unwrap_or((noun, None));
        match self.word(noun)? {
            RelationWord::Border => Some(told(Relation::Border, whole(first))),
            RelationWord::Fringe => Some(told(Relation::Fringe { bearing_deg }, whole(first))),
            RelationWord::Part => {
                let part = Relation::Part {
                    bearing_deg,
                    is_epithet: false,
                };
                adjective.map(|_| told(part, whole(first)))
            }
            RelationWord::Coast => {
                let off = (first.saturating_sub(3)..first)
                    .rev()
                    .find(|token| text.folded(*token) == "off")?;
                let distance = self.distance_ending(off);
                let start = distance.map_or(off, |(start, _)| start);
                let distance_km = distance.map(|(_, km)| km);
                Some(told(
                    Relation::Waters {
                        bearing_deg,
                        distance_km,
                    },
                    whole(start),
                ))
            }
            RelationWord::Near | RelationWord::Dealing => None,
        }
    }

    /// The word that governs the name: the first before it that is no article and no noun that only says what it is ("the capital,",
    /// "the town of").
    fn governor(&self, start: usize) -> Option<usize> {
        let text = self.text;
        let mut at = start;
        let mut in_phrase = false;
        for _ in 0..REACH {
            at = at.checked_sub(1).filter(|at| self.same_sentence(*at, start))?;
            let word = text.folded(at);
            let before = at.checked_sub(1);
            let joins = (word == "of" || text.word(at) == ",") && before.is_some_and(|noun| self.is_sort_noun(noun));
            // "near the besieged northern city of": what stands between an article and such a noun describes it.
            let describes = in_phrase
                && text.tokens()[at].kind == TokenKind::Word
                && !is_preposition(word)
                && !is_clause_word(word);
            if is_determiner(word) {
                in_phrase = false;
            } else if self.is_sort_noun(at) {
                in_phrase = true;
            } else if !(joins || describes) {
                return Some(at);
            }
        }
        None
    }

    /// "town", "capital": a noun for a sort of place that makes no other place of it.
    fn is_sort_noun(&self, token: usize) -> bool {
        let text = self.text;
        self.cues.of_token(text, token).has(NameCue::SettlementNoun)
            && !text.is_capitalised(token)
            && self.word(token).is_none()
            && compass_bearing_deg(text.folded(token)).is_none()
    }

    /// "northern" or "central" just before the token: where it begins, and its bearing.
    fn part_adjective(&self, end: usize) -> Option<(usize, Option<f64>)> {
        let last = end.checked_sub(1)?;
        let word = self.text.folded(last);
        if word == "central" {
            return Some((last, None));
        }
        if !word.ends_with("ern") {
            return None;
        }
        let (first, bearing_deg) = self.bearing_ending(last)?;
        Some((first, Some(bearing_deg)))
    }

    /// A bearing whose last word is `last`, in up to five tokens ("south-south-west"): where it begins, and its degrees.
    fn bearing_ending(&self, last: usize) -> Option<(usize, f64)> {
        (0..5).rev().find_map(|more| {
            let first = last.checked_sub(more)?;
            Some((first, self.bearing_of(first..last + 1)?))
        })
    }

    /// A bearing adjective at the token, and where it ends; without one, where it began.
    fn after_bearing(&self, at: usize) -> (Option<f64>, usize) {
        let (words, bearing_deg) = self.bearing_at(at);
        let is_adjective = 0 < words && self.text.folded(at + words - 1).ends_with("ern");
        if is_adjective {
            (bearing_deg, at + words)
        } else {
            (None, at)
        }
    }

    /// A bearing that begins at the token: how many tokens it has, and its degrees.
    fn bearing_at(&self, at: usize) -> (usize, Option<f64>) {
        let found = (1..=5)
            .rev()
            .find_map(|count| Some((count, self.bearing_of(at..at + count)?)));
        found.map_or((0, None), |(count, bearing_deg)| (count, Some(bearing_deg)))
    }

    fn bearing_of(&self, tokens: Range<usize>) -> Option<f64> {
        let text = self.text;
        let last = tokens.end.checked_sub(1)?;
        let is_sign = |token: usize| matches!(text.word(token), "-" | "‐" | "‑" | "–");
        // One letter is rather an initial.
        if tokens.len() == 1 && text.folded(last).len() < 2 || is_sign(tokens.start) || is_sign(last) {
            return None;
        }
        let words: String = tokens
            .filter(|token| !is_sign(*token))
            .map(|token| text.folded(token))
            .collect();
        compass_bearing_deg(&words)
    }

    /// A distance just before the token, "(12 miles)" and "to the" between them passed over: where it begins, and its kilometres.
    fn distance_ending(&self, end: usize) -> Option<(usize, f64)> {
        const LONGEST: usize = 12;
        let text = self.text;
        let mut at = end.checked_sub(1)?;
        while matches!(text.folded(at), "the" | "to" | "away" | "due" | "inland" | "further") || text.word(at) == "," {
            at = at.checked_sub(1)?;
        }
        let closes = |token: usize| matches!(text.word(token), ")" | "]");
        let bracket = closes(at).then(|| {
            let first = at.saturating_sub(8);
            (first..at).rev().find(|token| matches!(text.word(*token), "(" | "["))
        });
        let limit = match bracket {
            Some(open) => open?,
            None => at + 1,
        };
        let first = limit
            .saturating_sub(LONGEST)
            .max(text.sentences().get(text.sentence_of(end))?.tokens.start);
        (first..limit).find_map(|token| {
            let (end_of, km) = self.distance_at(token)?;
            (end_of == limit).then_some((token, km))
        })
    }

    /// "160 km", "17nm", "2.6 nautical miles", "five miles" at the token: where it ends, and its kilometres.
    fn distance_at(&self, token: usize) -> Option<(usize, f64)> {
        let text = self.text;
        if let Some(km) = joined_distance(text.word(token)) {
            return Some((token + 1, km));
        }
        let phrase = read_count(text, token)?;
        let decimals = decimals_of(text.word(phrase.tokens.end.saturating_sub(1)));
        let unit_at = phrase.tokens.end + usize::from(text.word(phrase.tokens.end) == "-");
        let (words, km) = unit_km(text.folded(unit_at), text.folded(unit_at + 1))?;
        Some((unit_at + words, decimals.unwrap_or(f64::from(phrase.max)) * km))
    }
}

/// "fended off Iran", "called off", "kicked off": the particle of a verb of dealing, not of place.
fn is_verb_particle(text: &Text<'_>, off: usize) -> bool {
    const PLACED: [&str; 12] = [
        "sank",
        "capsized",
        "miles",
        "drowned",
        "seized",
        "attacked",
        "rescued",
        "intercepted",
        "waters",
        "islands",
        "island",
        "died",
    ];
    let before = off.checked_sub(1).map_or("", |before| text.folded(before));
    before.ends_with("ed") && !PLACED.contains(&before)
        || matches!(
            before,
            "fend"
                | "fends"
                | "take"
                | "takes"
                | "took"
                | "call"
                | "kick"
                | "kicks"
                | "beat"
                | "hold"
                | "held"
                | "fight"
                | "cut"
                | "pay"
                | "paid"
                | "write"
                | "wrote"
                | "set"
                | "sets"
                | "break"
                | "broke"
        )
}

/// "2.6": the figure with its decimals, which a count of people does not have.
fn decimals_of(word: &str) -> Option<f64> {
    word.contains('.').then(|| word.parse().ok()).flatten()
}

/// "17nm", "2.5km" in one word.
fn joined_distance(word: &str) -> Option<f64> {
    let unit_at = word.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
    let (figure, unit) = word
        .split_at_checked(unit_at)
        .filter(|(figure, _)| !figure.is_empty())?;
    Some(figure.parse::<f64>().ok()? * unit_km(&unit.to_lowercase(), "")?.1)
}

/// Of how many words the unit is, and the kilometres in one of it; `next` is the word after it.
fn unit_km(unit: &str, next: &str) -> Option<(usize, f64)> {
    match (unit, next) {
        ("km" | "kms" | "kilometers" | "kilometres" | "kilometer" | "kilometre", _) => Some((1, 1.0)),
        ("miles" | "mile" | "mi", _) => Some((1, 1.609_344)),
        ("nautical", "miles" | "mile") => Some((2, 1.852)),
        ("nm" | "nmi", _) => Some((1, 1.852)),
        ("metres" | "meters" | "metre" | "meter", _) => Some((1, 0.001)),
        _ => None,
    }
}

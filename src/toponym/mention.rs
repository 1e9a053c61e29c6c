//! Candidate mentions: names of the gazetteer as they stand in the text, with the generic words that belong to them.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::context::{Context, Shape};
use crate::gazetteer::{FeatureClass, Gazetteer, MatchTier, NameHit, NameKind, NameMatch};
use crate::lexicon::name_cues::{Head, NameCue, NameCues};
use crate::text::{Text, WordHashing};

/// What the gazetteer knows a name for, the most telling sense first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sense {
    /// An independent country or a territory.
    Country,
    /// A first-order division.
    Admin1,
    /// A continent, macro-region or sea.
    Region,
    /// A settlement of a million or more.
    Metropolis,
    /// 100,000 or more.
    City,
    /// 15,000 or more.
    LargeTown,
    /// A county or another lower division.
    Division,
    /// 1,000 or more.
    SmallTown,
    /// A base, an airport, a building, under its full name.
    Site,
    /// A river, lake, mountain, island.
    Nature,
    /// A settlement below 1,000, or of unknown size.
    Village,
    /// None: not in the gazetteer.
    Unknown,
}

/// What sort of name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A name proper.
    Name,
    /// An adjective or a noun for people in one of its senses.
    Demonym,
    /// Only an abbreviation.
    Abbreviation,
    /// Only a name of unknown language.
    Foreign,
}

/// A name that may be a place's.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "observations that do not exclude each other"
)]
pub(super) struct Mention<'g> {
    /// All its tokens, generic head included.
    pub(super) tokens: Range<usize>,
    /// The tokens of the name itself.
    pub(super) core: Range<usize>,
    pub(super) sense: Sense,
    pub(super) form: Form,
    /// The best known of its places is the capital of a country.
    pub(super) is_capital: bool,
    /// Matched only after an article or a generic word was dropped.
    pub(super) late_tier: bool,
    /// A generic word makes it a compound name.
    pub(super) has_head: bool,
    /// A plural generic word beside a list makes it one: "Harvey, Harper and Kingman counties", "the provinces of Idlib and Aleppo".
    pub(super) has_list_head: bool,
    /// Countries and first-order divisions of its senses, for "X, Texas".
    pub(super) lies_in: Areas<'g>,
    /// The name in full, where the words are a part of it or stand for it.
    pub(super) full_name: Option<String>,
}

/// Pairs of codes, the second empty for a country; shared by all mentions of a name.
type Areas<'g> = Rc<[(&'g str, &'g str)]>;

impl Mention<'_> {
    /// A name of which nothing is known.
    pub(super) fn unknown(tokens: Range<usize>) -> Self {
        Mention {
            core: tokens.clone(),
            tokens,
            sense: Sense::Unknown,
            form: Form::Name,
            is_capital: false,
            late_tier: false,
            has_head: false,
            has_list_head: false,
            lies_in: Rc::default(),
            full_name: None,
        }
    }

    /// Words of the core, signs aside.
    pub(super) fn word_count(&self, context: &Context<'_, '_>) -> usize {
        self.core
            .clone()
            .filter(|token| context.word(*token).shape != Shape::Other)
            .count()
    }

    pub(super) fn is_demonym(&self) -> bool {
        self.form == Form::Demonym
    }

    pub(super) fn is_abbreviation(&self) -> bool {
        self.form == Form::Abbreviation
    }

    /// Whether it names a country or first-order division, under which others are named.
    pub(super) fn is_container(&self) -> bool {
        matches!(self.sense, Sense::Country | Sense::Admin1) && !self.is_demonym()
    }
}

/// All candidate mentions, in text order, without overlap: at each place the longest name of the gazetteer, or an unknown name
/// that a generic word makes a place.
pub(super) fn collect<'g>(context: &Context<'_, '_>, gazetteer: &'g Gazetteer, cues: &NameCues) -> Vec<Mention<'g>> {
    let mut mentions = Vec::new();
    let mut known_names: HashMap<_, _, WordHashing> = HashMap::default();
    let mut hits = Vec::new();
    let mut at = 0;
    while at < context.text.tokens().len() {
        if !may_begin(context, at) {
            at += 1;
            continue;
        }
        if let Some(end) = cues.not_place_end(context.text, at) {
            at = end;
            continue;
        }
        hits.clear();
        gazetteer.names_at(context.text, at, &mut hits);
        // "The Canadian city" is not the village of Canadian: names without their generic word come last.
        let written = |hit: &&NameHit| is_written_as_name(context, hit, cues);
        let whole = hits
            .iter()
            .rev()
            .filter(|hit| hit.tier < MatchTier::Generic)
            .find(written);
        let known = whole.or_else(|| hits.iter().rev().find(written));
        if known.is_some_and(|hit| opens_with_function_word(context, hit)) {
            at += 1;
            continue;
        }
        let mention = match known {
            Some(hit) => known_names
                // Names under different words may be filed together.
                .entry((hit.filing(), words_hash(context, hit.tokens.clone())))
                .or_insert_with(|| KnownName::of(context, gazetteer, hit))
                .as_ref()
                .map(|known| known_mention(context, known, hit, cues)),
            None => unknown_mention(context, at, cues),
        };
        at = mention
            .as_ref()
            .map_or(at + 1, |mention| mention.tokens.end.max(at + 1));
        mentions.extend(mention);
    }
    join_compounds(context, &mut mentions);
    share_list_heads(context, cues, &mut mentions);
    mentions
}

/// "Meadow Grove", "Danube Delta": two names side by side, of which the second holds no place of the first, are one that the gazetteer
/// lacks.
fn join_compounds(context: &Context<'_, '_>, mentions: &mut Vec<Mention>) {
    let mut at = 1;
    while at < mentions.len() {
        let (left, right) = (&mentions[at - 1], &mentions[at]);
        if is_compound(context, left, right) {
            let tokens = left.tokens.start..right.tokens.end;
            mentions[at - 1] = Mention::unknown(tokens);
            mentions.remove(at);
        } else {
            at += 1;
        }
    }
}

fn is_compound(context: &Context<'_, '_>, left: &Mention, right: &Mention) -> bool {
    let adjacent = left.tokens.end == right.tokens.start && context.before(right.tokens.start).is_some();
    let (first, second) = (context.word(left.tokens.start), context.word(right.tokens.start));
    let small = |mention: &Mention| Sense::City < mention.sense && mention.form == Form::Name && !mention.has_head;
    let holds = right.lies_in.iter().any(|(country, admin1)| {
        let mut inside = left.lies_in.iter();
        inside.any(|(in_country, in_admin1)| in_country == country && (admin1.is_empty() || in_admin1 == admin1))
    });
    let second_opens = right.form == Form::Name && right.sense != Sense::Country && !right.has_head;
    adjacent
        && first.cased
        && first.shape == Shape::Capital
        && second.shape == Shape::Capital
        && !first.in_dateline
        && small(left)
        && second_opens
        && (!holds || small(right))
}

/// Gives the plural head after or before a list of names to each of them.
fn share_list_heads(context: &Context<'_, '_>, cues: &NameCues, mentions: &mut [Mention]) {
    let mut following: Option<(usize, bool)> = None;
    for mention in mentions.iter_mut().rev() {
        let own = cues
            .head_after(context.text, mention.tokens.end)
            .is_some_and(Head::is_plural);
        let shared =
            following.is_some_and(|(start, headed)| headed && is_list_gap(context.text, mention.tokens.end..start));
        mention.has_list_head = !mention.is_demonym() && (own || shared);
        following = Some((mention.tokens.start, mention.has_list_head));
    }
    let mut preceding: Option<(usize, bool)> = None;
    for mention in mentions {
        let own = cues
            .head_before(context.text, mention.tokens.start)
            .is_some_and(Head::is_plural);
        let shared =
            preceding.is_some_and(|(end, headed)| headed && is_list_gap(context.text, end..mention.tokens.start));
        let headed = !mention.is_demonym() && (own || shared);
        mention.has_list_head |= headed;
        preceding = Some((mention.tokens.end, headed));
    }
}

/// A capitalised word, or an Arabic article in lower case that a hyphen joins to one; never inside a hyphenated name.
fn may_begin(context: &Context<'_, '_>, at: usize) -> bool {
    let word = context.word(at);
    if word.shape.is_capital() {
        return true;
    }
    let article = word.shape == Shape::Lower && word.cues.has(NameCue::Article);
    article && is_hyphen(context, at + 1) && context.word(at + 2).shape.is_capital()
}

fn is_hyphen(context: &Context<'_, '_>, token: usize) -> bool {
    matches!(context.text.word(token), "-" | "‐" | "‑")
}

/// Whether the hit is written as a name: in one sentence, every word capitalised but particles and generic heads.
fn is_written_as_name(context: &Context<'_, '_>, hit: &NameHit, cues: &NameCues) -> bool {
    let text = context.text;
    let tokens = hit.tokens.clone();
    if text.sentence_of(tokens.start) != text.sentence_of(tokens.end.saturating_sub(1)) {
        return false;
    }
    let last = tokens.end.saturating_sub(1);
    let capitals = tokens.clone().all(|token| {
        let word = context.word(token);
        // "Port-au-Prince", "Deir al-Balah".
        let inner = token < last && (word.cues.has(NameCue::NameParticle) || is_hyphen(context, token + 1));
        // "Cox's Bazar", "St. John's".
        let possessive = tokens.start < token && text.folded(token) == "'s";
        word.shape != Shape::Lower || inner || possessive || tokens.start < token && is_in_head(context, cues, token)
    });
    // "Al Jazeera" is no more a place than "Jazeera" is.
    let mut telling = tokens
        .clone()
        .filter(|token| !context.word(*token).cues.has(NameCue::Article));
    let only_never = matches!((telling.next(), telling.next()), (Some(only), None) if is_never_place(context, only));
    capitals
        && (!only_never || precedes_abbreviation(context, last))
        && !(tokens.len() == 1 && is_shared_direction(context, tokens.start))
}

/// "Hope, Ark.": whatever the word, a region in short after a comma makes it a town; which one must hold it, `judge` looks.
fn precedes_abbreviation(context: &Context<'_, '_>, last: usize) -> bool {
    let text = context.text;
    let short = context.word(last + 2);
    text.word(last + 1) == "," && short.shape.is_capital() && short.cased && text.word(last + 2).ends_with('.')
}

/// "North and South Kivu": a direction that shares the name with the next one is no place by itself.
fn is_shared_direction(context: &Context<'_, '_>, token: usize) -> bool {
    let direction = |token: usize| context.word(token).cues.has(NameCue::Direction);
    direction(token) && matches!(context.text.folded(token + 1), "and" | "or") && direction(token + 2)
}

fn is_in_head(context: &Context<'_, '_>, cues: &NameCues, token: usize) -> bool {
    cues.head_after(context.text, token).is_some()
        || token.checked_sub(1).is_some_and(|before| {
            cues.head_after(context.text, before)
                .is_some_and(|head| head.words.len() == 2)
        })
}

/// "At the White House", "The Pentagon": the name begins later. "The Hague" is found as "Hague" then.
fn opens_with_function_word(context: &Context<'_, '_>, hit: &NameHit) -> bool {
    let first = hit.tokens.start;
    let word = context.word(first);
    let function_word = word
        .cues
        .has_any(&[NameCue::PlacePreposition, NameCue::WeakPreposition, NameCue::CommonWord]);
    let dropped = MatchTier::Article <= hit.tier && function_word && !is_hyphen(context, first + 1);
    1 < hit.tokens.len() && (dropped || word.opens_sentence && context.text.folded(first) == "the")
}

/// Dotted and all-capital forms ("U.S.", "US") are never ordinary words.
fn is_never_place(context: &Context<'_, '_>, token: usize) -> bool {
    let word = context.word(token);
    word.cues.has(NameCue::NeverPlace) && !(word.shape == Shape::Capitals && word.cased)
}

/// What the gazetteer says of a name, whatever stands around it.
#[derive(Debug)]
struct KnownName<'g> {
    sense: Sense,
    form: Form,
    is_capital: bool,
    late_tier: bool,
    lies_in: Areas<'g>,
}

impl<'g> KnownName<'g> {
    fn of(context: &Context<'_, '_>, gazetteer: &'g Gazetteer, hit: &NameHit) -> Option<KnownName<'g>> {
        let matches = gazetteer.matches(hit);
        let sense = matches.iter().map(sense_of).min()?;
        let all = |kind: NameKind| matches.iter().all(|found| found.kind == kind);
        let words = words_of(context, hit);
        let form = match () {
            () if matches.iter().any(|found| found.kind == NameKind::Demonym) => Form::Demonym,
            () if matches.first()?.kind == NameKind::Abbreviation => Form::Abbreviation,
            () if all(NameKind::Foreign) && !matches.iter().any(|found| found.is_respelling(&words)) => Form::Foreign,
            () => Form::Name,
        };
        Some(KnownName {
            sense,
            form,
            is_capital: matches.first().is_some_and(|found| found.place.code == "PPLC"),
            late_tier: matches.iter().all(|found| MatchTier::Article <= found.tier),
            lies_in: lies_in(&matches),
        })
    }
}

fn known_mention<'g>(context: &Context<'_, '_>, known: &KnownName<'g>, hit: &NameHit, cues: &NameCues) -> Mention<'g> {
    let mut mention = Mention {
        tokens: hit.tokens.clone(),
        core: hit.tokens.clone(),
        sense: known.sense,
        form: known.form,
        is_capital: known.is_capital,
        late_tier: known.late_tier,
        has_head: false,
        has_list_head: false,
        lies_in: Rc::clone(&known.lies_in),
        full_name: None,
    };
    extend_back_over_article(context, &mut mention);
    extend_over_head(context, cues, &mut mention);
    mention
}

/// Tells the folded words of the tokens from others.
pub(super) fn words_hash(context: &Context<'_, '_>, tokens: Range<usize>) -> u64 {
    let hashes = tokens.map(|token| context.text.hash(token));
    hashes.fold(0, |all: u64, hash| all.rotate_left(5) ^ hash)
}

fn words_of(context: &Context<'_, '_>, hit: &NameHit) -> String {
    let words: Vec<&str> = hit.tokens.clone().map(|token| context.text.folded(token)).collect();
    words.join(" ")
}

/// Most places that a name may mean; more than this are the tail of a common village name.
const MOST_SENSES: usize = 24;

fn lies_in<'g>(matches: &[NameMatch<'g>]) -> Areas<'g> {
    let mut codes: Vec<(&str, &str)> = matches
        .iter()
        .take(MOST_SENSES)
        .map(|found| {
            let admin1 = if found.place.is_country() {
                ""
            } else {
                found.place.admin1
            };
            (found.place.country, admin1)
        })
        .collect();
    codes.dedup();
    codes.into()
}

/// First-order divisions with fewer residents in their towns are no better known than other divisions: Hamilton of Bermuda, Mary
/// of Turkmenistan pass for persons otherwise.
const KNOWN_ADMIN1_RESIDENTS: u32 = 300_000;

pub(super) fn sense_of(found: &NameMatch<'_>) -> Sense {
    let place = &found.place;
    match place.class {
        _ if place.is_country() => Sense::Country,
        _ if place.is_admin1() && KNOWN_ADMIN1_RESIDENTS <= place.population => Sense::Admin1,
        FeatureClass::Administrative if place.code == "ADMF" => Sense::Site,
        FeatureClass::Administrative => Sense::Division,
        FeatureClass::Area if place.country.is_empty() || place.code == "CONT" || place.code.starts_with("RGN") => {
            Sense::Region
        }
        FeatureClass::Water
            if place.code.starts_with("SEA") || place.code.starts_with("OCN") || place.code.starts_with("GULF") =>
        {
            Sense::Region
        }
        FeatureClass::Settlement => match place.population {
            1_000_000.. => Sense::Metropolis,
            100_000.. => Sense::City,
            15_000.. => Sense::LargeTown,
            1_000.. => Sense::SmallTown,
            _ => Sense::Village,
        },
        FeatureClass::Site | FeatureClass::Road => Sense::Site,
        FeatureClass::Area
        | FeatureClass::Water
        | FeatureClass::Terrain
        | FeatureClass::Undersea
        | FeatureClass::Vegetation => Sense::Nature,
    }
}

/// "al-Raqqa" where the gazetteer has only "Raqqa".
fn extend_back_over_article(context: &Context<'_, '_>, mention: &mut Mention) {
    let Some(article) = mention.tokens.start.checked_sub(2) else {
        return;
    };
    if is_hyphen(context, article + 1)
        && context.word(article).cues.has(NameCue::Article)
        && !context.text.space_after(article)
    {
        mention.tokens.start = article;
    }
}

/// Takes in the generic words of a compound name: "Taji air base", "Camp Taji".
fn extend_over_head(context: &Context<'_, '_>, cues: &NameCues, mention: &mut Mention) {
    if matches!(mention.form, Form::Demonym | Form::Abbreviation) {
        return;
    }
    let after = cues
        .head_after(context.text, mention.tokens.end)
        .filter(|head| !head.is_plural());
    if let Some(head) = after.filter(|head| joins_after(context, mention, head)) {
        mention.tokens.end += head.words.len();
        mention.has_head = true;
    } else if let Some(head) = cues.head_before(context.text, mention.tokens.start) {
        let first = mention.tokens.start - head.words.len();
        if context.word(first).shape.is_capital() && !context.word(first).opens_sentence && !head.is_weak() {
            mention.tokens.start = first;
            mention.has_head = true;
        }
    }
}

/// Whether a generic word after the name is part of it, and not of what follows ("Columbus City Council") or a noun of its own
/// ("a Texas county").
fn joins_after(context: &Context<'_, '_>, mention: &Mention, head: &Head) -> bool {
    let first = mention.tokens.end;
    let end = first + head.words.len();
    let carried_on = context
        .after(end - 1)
        .is_some_and(|next| context.is_name_word(next) && context.word(next).cased);
    if context.word(first).shape.is_capital() {
        return !(head.is_weak() && carried_on);
    }
    let indefinite = context.before(mention.tokens.start).is_some_and(|before| {
        matches!(
            context.text.folded(before),
            "a" | "an" | "another" | "two" | "three" | "several"
        )
    });
    let division_of_itself = match mention.sense {
        Sense::Country => false,
        Sense::Admin1 => head.suits("ADM1"),
        _ => true,
    };
    !head.is_weak() && !indefinite && division_of_itself
}

/// A capitalised run that the gazetteer lacks but a generic word makes a place: "Qayyarah air base", "Lake Sorrow".
fn unknown_mention(context: &Context<'_, '_>, at: usize, cues: &NameCues) -> Option<Mention<'static>> {
    let opens_run = context
        .before(at)
        .is_none_or(|before| !context.is_name_word(before) && !is_hyphen(context, before));
    if !opens_run || !context.is_name_word(at) || !context.word(at).cased {
        return None;
    }
    let mut end = at + 1;
    while let Some(next) = context.after(end - 1).filter(|_| end < at + MOST_RUN_TOKENS) {
        if cues.head_after(context.text, next).is_some() || !(context.is_name_word(next) || is_hyphen(context, next)) {
            break;
        }
        end += 1;
    }
    let is_plain = (at..end).all(|token| {
        let cues = context.word(token).cues;
        !cues.has_any(&[
            NameCue::Title,
            NameCue::FirstName,
            NameCue::OrganisationWord,
            NameCue::NeverPlace,
            NameCue::Calendar,
            NameCue::CommonWord,
        ])
    });
    let head = cues
        .head_after(context.text, end)
        .filter(|head| !head.is_weak() && is_plain)?;
    let bare = Mention::unknown(at..end);
    joins_after(context, &bare, head).then(|| Mention {
        tokens: at..end + head.words.len(),
        has_head: true,
        ..bare
    })
}

/// Longest unknown name, in tokens.
const MOST_RUN_TOKENS: usize = 5;

/// Whether only list signs stand between two names: ",", "and", ", and".
pub(crate) fn is_list_gap(text: &Text<'_>, gap: Range<usize>) -> bool {
    (1..=2).contains(&gap.len())
        && gap
            .into_iter()
            .all(|token| matches!(text.folded(token), "," | "and" | "or" | "&"))
}

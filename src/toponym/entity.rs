//! Named entities: which words of a capitalised run name a place, a person, an organisation or something else.
//!
//! A learnt sequence model ([`ModelName::Names`](crate::learn::ModelName::Names)) that is asked only for runs of capitalised words, with what the gazetteer,
//! the word lists and the rest of the document say as features. Made by `dateline train names`.

use std::ops::Range;

use super::context::{Context, Shape, Word};
use super::document_use::DocumentUses;
use super::mention::Mention;
use crate::learn::{Feature, LinearModel, Margins, Scores, word_hash};
use crate::lexicon::name_cues::NameCue;
use crate::span::Span;
use crate::text::tag::{prefix, suffix};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntityKind {
    /// A place.
    Place,
    /// An organisation, also a newspaper or a team.
    Organisation,
    /// A person.
    Person,
    /// Anything else: a work, an event, a product.
    Other,
    /// A people or what belongs to a country: "Iraqi".
    Demonym,
}

/// A name of something, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its words.
    pub span: Span,
    /// What it names.
    pub kind: EntityKind,
}

/// Labels of the words of a run: none, then for each kind its first word and the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label;

impl Label {
    /// Names of the labels in the model, each at the place of its number.
    pub(crate) const NAMES: &[&str] = &[
        "none",
        "place",
        "in place",
        "organisation",
        "in organisation",
        "person",
        "in person",
        "other",
        "demonym",
    ];

    /// The number of the label of a word that is the first, or not, of a name of that kind.
    pub(crate) fn of(kind: EntityKind, first: bool) -> usize {
        let later = usize::from(!first);
        match kind {
            EntityKind::Place => 1 + later,
            EntityKind::Organisation => 3 + later,
            EntityKind::Person => 5 + later,
            EntityKind::Other => 7,
            EntityKind::Demonym => 8,
        }
    }

    fn kind(label: u8) -> Option<EntityKind> {
        match label {
            1 | 2 => Some(EntityKind::Place),
            3 | 4 => Some(EntityKind::Organisation),
            5 | 6 => Some(EntityKind::Person),
            7 => Some(EntityKind::Other),
            8 => Some(EntityKind::Demonym),
            _ => None,
        }
    }
}

/// What the model says of one token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct EntityWord {
    label: u8,
    /// How much better the best row of labels with the word in a place is than the best without, in units of the model; very low outside of runs.
    pub(super) place_margin: f32,
}

impl EntityWord {
    const OUTSIDE: EntityWord = EntityWord {
        label: 0,
        place_margin: f32::MIN,
    };

    /// What the word is part of a name of.
    pub(super) fn kind(self) -> Option<EntityKind> {
        Label::kind(self.label)
    }

    /// Whether it goes on with the name of the word before.
    pub(super) fn goes_on(self) -> bool {
        matches!(self.label, 2 | 4 | 6)
    }
}

/// The model's reading of a whole document.
#[derive(Debug)]
pub(super) struct EntityReading(Vec<EntityWord>);

impl EntityReading {
    /// Asks the model for every run of the document; without a model every word is outside.
    pub(super) fn read(context: &Context<'_, '_>, mentions: &[Mention], model: &LinearModel) -> EntityReading {
        let mut words = vec![EntityWord::OUTSIDE; context.len()];
        if model.is_empty() {
            return EntityReading(words);
        }
        let mut margins = Margins::new(model);
        let (mut features, mut scores): (Vec<Feature>, Vec<Scores>) = (Vec::new(), Vec::new());
        for_each_run(context, mentions, |run| {
            if run.is_ordinary() {
                return;
            }
            scores.clear();
            for at in run.tokens.clone() {
                features.clear();
                run.for_each_feature(at, |feature| features.push(feature));
                scores.push(model.scores(&features));
            }
            for (token, best) in run.tokens.clone().zip(margins.read(&scores)) {
                let place = best[1].max(best[2]);
                let other = best[0].max(best[3..Label::NAMES.len()].iter().copied().max().unwrap_or(0));
                if let (Some(word), Ok(label)) = (words.get_mut(token), u8::try_from(model.best(best))) {
                    *word = EntityWord {
                        label,
                        place_margin: model.value(place - other),
                    };
                }
            }
        });
        EntityReading(words)
    }

    /// What the model says of the token.
    pub(super) fn word(&self, token: usize) -> EntityWord {
        self.0.get(token).copied().unwrap_or(EntityWord::OUTSIDE)
    }

    /// The tokens of every name, in text order, without overlap.
    pub(super) fn names(&self) -> Vec<(Range<usize>, EntityKind)> {
        let mut names: Vec<(Range<usize>, EntityKind)> = Vec::new();
        for (token, word) in self.0.iter().enumerate() {
            let Some(kind) = word.kind() else {
                continue;
            };
            let unmarked = matches!(kind, EntityKind::Other | EntityKind::Demonym);
            match names.last_mut() {
                Some((tokens, last)) if tokens.end == token && *last == kind && (word.goes_on() || unmarked) => {
                    tokens.end += 1;
                }
                _ => names.push((token..token + 1, kind)),
            }
        }
        names
    }
}

/// A run of capitalised words, with the small words between them.
pub(crate) struct Run<'c> {
    context: &'c Context<'c, 'c>,
    uses: &'c DocumentUses,
    /// For each token of the text, what the gazetteer says; 0 for nothing.
    known: &'c [u16],
    pub(crate) tokens: Range<usize>,
    /// Hashes of the run's words and of two on either side.
    hashes: &'c [u64],
    /// Whether an organisation's noun is in it.
    organisation: bool,
}

/// Calls `visit` with every run of the document, in text order.
pub(crate) fn for_each_run(context: &Context<'_, '_>, mentions: &[Mention], mut visit: impl FnMut(&Run<'_>)) {
    let uses = DocumentUses::read(context, mentions);
    let mut known = vec![0_u16; context.len()];
    for mention in mentions {
        let code = 1 + mention.sense as u16 + 16 * mention.form as u16 + 64 * u16::from(mention.has_head);
        for token in mention.core.clone() {
            let place = if token == mention.core.start { 1 } else { 2 };
            known[token] = code | place << 8 | u16::from(mention.core.len() > 1) << 10;
        }
    }
    let mut hashes = Vec::new();
    let mut at = 0;
    while at < context.len() {
        let Some(end) = run_end(context, at) else {
            at += 1;
            continue;
        };
        hashes.clear();
        hashes.extend((0..end - at + 4).map(|offset| {
            let token = (at + offset).checked_sub(2);
            token.map_or(0, |token| context.text.hash(token))
        }));
        visit(&Run {
            context,
            uses: &uses,
            known: &known,
            tokens: at..end,
            hashes: &hashes,
            organisation: (at..end).any(|token| {
                let cues = context.word(token).cues;
                cues.has_any(&[NameCue::OrganisationWord, NameCue::MediaWord])
            }),
        });
        at = end;
    }
}

/// Where the run that begins at `start` ends; `None` where none begins.
fn run_end(context: &Context<'_, '_>, start: usize) -> Option<usize> {
    if !context.word(start).shape.is_capital() {
        return None;
    }
    let mut end = start + 1;
    let mut ahead = end;
    while ahead < end + 3 && context.before(ahead).is_some() && ahead < context.len() {
        let word = context.word(ahead);
        if word.shape.is_capital() {
            end = ahead + 1;
        } else if !(word.cues.has(NameCue::NameParticle) || joins(context, ahead)) {
            break;
        }
        ahead += 1;
    }
    Some(end)
}

/// Signs and endings inside names: "Al-Asad", "St. John's Hospital", "Marks & Spencer".
fn joins(context: &Context<'_, '_>, token: usize) -> bool {
    let text = context.text;
    match text.word(token) {
        "-" | "‐" | "‑" => !text.space_after(token),
        "&" | "'" | "’" | "'s" | "’s" => true,
        _ => false,
    }
}

impl Run<'_> {
    /// All features of one of its tokens.
    pub(crate) fn for_each_feature(&self, at: usize, mut add: impl FnMut(Feature)) {
        let context = self.context;
        let inside = at - self.tokens.start;
        let hash = |offset: usize| self.hashes.get(inside + offset).copied().unwrap_or(0);
        let (before_that, before, here, after, after_that) = (hash(0), hash(1), hash(2), hash(3), hash(4));
        let (word, previous, next) = (context.word(at), self.neighbour(at, -1), self.neighbour(at, 1));
        let number = |template: u32, value: u64| Feature::of(template).number(value);
        let state = u64::from(word.opens_sentence) | u64::from(word.cased) << 1 | u64::from(word.in_dateline) << 2;
        add(number(0, state));
        add(number(1, here));
        add(number(2, before));
        add(number(3, after));
        add(number(4, before_that));
        add(number(5, after_that));
        add(number(6, before).number(here));
        add(number(7, here).number(after));
        self.add_affixes(at, &mut add);
        let shapes = |shape: Shape| shape as u64;
        let trio = shapes(previous.shape) | shapes(word.shape) << 2 | shapes(next.shape) << 4;
        add(number(13, trio).number(state));
        // The run as a whole.
        let (position, length) = self.position(at);
        let run_before = self.hashes[1];
        let run_after = self.hashes.get(self.tokens.len() + 2).copied().unwrap_or(0);
        let last = self.hashes.get(self.tokens.len() + 1).copied().unwrap_or(0);
        add(number(14, length).number(position));
        add(number(15, self.hashes[2]).number(inside.min(3) as u64));
        add(number(16, last).number((self.tokens.end - 1 - at).min(3) as u64));
        add(number(17, run_before));
        add(number(18, run_after));
        add(number(19, run_before).number(run_after));
        add(number(20, self.hashes[0]).number(run_before));
        self.add_known(at, &mut add);
        self.add_cues(at, &mut add);
        // The document.
        let uses = u64::from(self.uses.of(here));
        add(number(34, uses));
        add(number(35, uses).number(self.known(Some(at)) & 0xf));
    }

    /// "The", "Monday", "But": alone, with a capital that names nothing. Most sentences open with one, so the model is not asked.
    fn is_ordinary(&self) -> bool {
        let word = self.context.word(self.tokens.start);
        let listed = word.cues.has_any(&[NameCue::Calendar, NameCue::NeverPlace])
            || word.opens_sentence && word.cues.has(NameCue::CommonWord);
        self.tokens.len() == 1 && listed && self.known(Some(self.tokens.start)) == 0
    }

    /// What the gazetteer says of the token and those beside it.
    fn add_known(&self, at: usize, add: &mut impl FnMut(Feature)) {
        let number = |template: u32, value: u64| Feature::of(template).number(value);
        let (gaz, run_before) = (self.known(Some(at)), self.hashes[1]);
        let (gaz_before, gaz_after) = (self.known(at.checked_sub(1)), self.known(Some(at + 1)));
        let (position, length) = self.position(at);
        add(number(21, gaz));
        add(number(22, gaz).number(run_before));
        add(number(23, gaz).number(position).number(length));
        add(number(24, gaz_before).number(gaz & 0xff));
        add(number(25, gaz_after).number(gaz & 0xff));
        // "X, Y" in brackets and lists: what lies beyond the comma.
        let beyond = self.known(Some(self.tokens.end + 1));
        let sign = self.context.text.word(self.tokens.end);
        add(number(36, word_hash(sign)).number(beyond).number(gaz & 0xf));
    }

    /// What the word lists say of the token, its neighbours and its run.
    fn add_cues(&self, at: usize, add: &mut impl FnMut(Feature)) {
        let context = self.context;
        let number = |template: u32, value: u64| Feature::of(template).number(value);
        let gaz = self.known(Some(at));
        let cues = |word: Word| u64::from(word.cues.bits());
        let (word, previous, next) = (context.word(at), self.neighbour(at, -1), self.neighbour(at, 1));
        add(number(26, cues(word)));
        add(number(27, cues(previous)));
        add(number(28, cues(next)));
        add(number(29, cues(word)).number(gaz & 0xff));
        add(number(30, cues(previous)).number(cues(word)).number(cues(next)));
        let around = |token: Option<usize>| token.map_or(u64::MAX, |token| cues(context.word(token)));
        add(number(31, around(context.before(self.tokens.start))).number(gaz & 0xff));
        add(number(32, around(context.after(self.tokens.end - 1))).number(gaz & 0xff));
        let (position, _) = self.position(at);
        add(number(33, u64::from(self.organisation))
            .number(gaz & 0xf)
            .number(position));
    }

    fn known(&self, token: Option<usize>) -> u64 {
        u64::from(token.and_then(|token| self.known.get(token)).copied().unwrap_or(0))
    }

    /// Where the token stands in the run, and the run's length, both cut off.
    fn position(&self, at: usize) -> (u64, u64) {
        let (before, after) = ((at - self.tokens.start).min(3), (self.tokens.end - 1 - at).min(3));
        ((before | (after << 2)) as u64, self.tokens.len().min(5) as u64)
    }

    fn add_affixes(&self, at: usize, add: &mut impl FnMut(Feature)) {
        let folded = self.context.text.folded(at);
        for (template, letters) in (8..).zip([2, 3, 4]) {
            add(Feature::of(template).text(suffix(folded, letters)));
        }
        for (template, letters) in (11..).zip([3, 4]) {
            add(Feature::of(template).text(prefix(folded, letters)));
        }
    }

    fn neighbour(&self, at: usize, offset: isize) -> Word {
        self.context.word(at.checked_add_signed(offset).unwrap_or(usize::MAX))
    }
}

//! The file of a linear model, and asking it.
//!
//! ```text
//! 0   magic "dateline model\0\0"      16 bytes
//! 16  format version                   u32, all numbers little-endian
//! 20  CRC-32 of all that follows       u32
//! 24  number of labels L               u32
//! 28  number of slots                  u32
//! 32  score of one unit of weight      f32
//! 36  bytes of the text                u32
//! 40  text: name, labels (tabs between), then what it was made of, one line each
//! ..  slots, each 3 + L bytes: a fingerprint of the feature (0: free), a shift, then a signed byte a label,
//!     which the shift moves to the left: rows of large weights keep fewer of their last bits
//! ```
//! The slots are a hash table with linear probing: the upper half of a feature's hash says where to begin, 16 other bits tell it from its
//! neighbours. A feature that is not there is taken for another one about once in ten thousand times, which costs a small
//! error in one of many weights.

use std::borrow::Cow;

use super::error::ModelError;
use super::feature::Feature;
use super::transition::{MOST_LABELS, Scores, Transitions};

pub(super) const MAGIC: &[u8; 16] = b"dateline model\0\0";
pub(super) const VERSION: u32 = 1;
/// Bytes before the text.
pub(super) const HEADER: usize = 40;
/// Bytes of a fingerprint.
pub(super) const FINGERPRINT: usize = 2;
/// Bytes of a shift.
pub(super) const SHIFT: usize = 1;

/// A model that is read in place: features → a score a label.
#[derive(Debug)]
pub struct LinearModel {
    bytes: Cow<'static, [u8]>,
    labels: Vec<String>,
    origin: String,
    /// Where the slots begin.
    table: usize,
    slots: u32,
    /// The fingerprints of all slots once more, close together: most features are unknown, and are found to be so without a look at the
    /// rows, which are ten times as large.
    fingerprints: Vec<u16>,
    unit: f32,
    transitions: Transitions,
}

impl LinearModel {
    /// A model without labels and features.
    pub fn empty() -> LinearModel {
        LinearModel {
            bytes: Cow::Borrowed(&[]),
            labels: Vec::new(),
            origin: String::new(),
            table: 0,
            slots: 0,
            fingerprints: Vec::new(),
            unit: 1.0,
            transitions: Transitions::new(0, |_| Scores::default()),
        }
    }

    /// Opens the bytes of a model file. Costs a pass over them, and one more for the checksum where they are not part of the program.
    ///
    /// # Errors
    /// The bytes are not a model, not one of that name, of another format version, or damaged.
    pub fn from_bytes(name: &str, bytes: Cow<'static, [u8]>) -> Result<LinearModel, ModelError> {
        let damaged = |reason| ModelError::Damaged {
            name: name.to_owned(),
            reason,
        };
        let not_a_model = || ModelError::NotAModel { name: name.to_owned() };
        if !bytes.starts_with(MAGIC) {
            return Err(not_a_model());
        }
        let number = |at: usize| u32_at(&bytes, at).ok_or_else(|| damaged("the header is cut"));
        let found = number(16)?;
        if found != VERSION {
            return Err(ModelError::Version {
                name: name.to_owned(),
                found,
                expected: VERSION,
            });
        }
        let (checksum, label_count, slots) = (number(20)?, number(24)? as usize, number(28)?);
        let (unit, text_length) = (f32::from_bits(number(32)?), number(36)? as usize);
        let content = bytes.get(24..).unwrap_or_default();
        if matches!(bytes, Cow::Owned(_)) && crc32fast::hash(content) != checksum {
            return Err(damaged("the checksum does not agree, the file was cut or changed"));
        }
        let table = HEADER + text_length;
        let text = bytes.get(HEADER..table).unwrap_or_default();
        let text = std::str::from_utf8(text).unwrap_or_default();
        let mut lines = text.splitn(3, '\n');
        if lines.next() != Some(name) {
            return Err(not_a_model());
        }
        let labels: Vec<String> = lines
            .next()
            .unwrap_or_default()
            .split('\t')
            .map(str::to_owned)
            .collect();
        let origin = lines.next().unwrap_or_default().to_owned();
        if labels.len() != label_count || MOST_LABELS < label_count {
            return Err(damaged("the labels do not agree with their number"));
        }
        let size = FINGERPRINT + SHIFT + label_count;
        if bytes.len() != table + slots as usize * size {
            return Err(damaged("it is shorter or longer than its header says"));
        }
        let rows = bytes.get(table..).unwrap_or_default().chunks_exact(size);
        let fingerprints = rows.map(|row| u16::from_le_bytes([row[0], row[1]])).collect();
        let mut model = LinearModel {
            bytes,
            labels,
            origin,
            table,
            slots,
            fingerprints,
            unit,
            ..LinearModel::empty()
        };
        model.transitions = Transitions::new(label_count, |feature| model.scores(&[feature]));
        Ok(model)
    }

    /// The labels, in the order of the scores; may be empty.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The number of the label of that name.
    pub fn label(&self, name: &str) -> Option<usize> {
        self.labels.iter().position(|label| label == name)
    }

    /// What the model was made of and how well it did, as its training wrote it down; may be empty.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The steps from label to label, where it is a model of sequences.
    pub(super) fn transitions(&self) -> &Transitions {
        &self.transitions
    }

    /// Size of its file, in bytes.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether it knows nothing.
    pub fn is_empty(&self) -> bool {
        self.slots == 0
    }

    /// The scores of a set of features; one that the model does not know adds nothing.
    pub fn scores(&self, features: &[Feature]) -> Scores {
        match self.labels.len() {
            0..=8 => self.scores_in_lanes::<8>(features),
            9..=16 => self.scores_in_lanes::<16>(features),
            17..=24 => self.scores_in_lanes::<24>(features),
            _ => self.scores_in_lanes::<MOST_LABELS>(features),
        }
    }

    /// The sums of the features' rows, `LANES` labels at a time, so that the loop over them has a fixed length.
    fn scores_in_lanes<const LANES: usize>(&self, features: &[Feature]) -> Scores {
        let mut sums = [0_i32; LANES];
        for feature in features {
            let Some((shift, weights, after)) = self.row(*feature) else {
                continue;
            };
            // What lies past the row are bytes of the next one; their sums are cut off below.
            if let Some(lanes) = after.first_chunk::<LANES>() {
                add_shifted(&mut sums, lanes, shift);
            } else {
                add_shifted(&mut sums, weights, shift);
            }
        }
        let mut scores = Scores::default();
        let labels = self.labels.len();
        scores[..labels].copy_from_slice(&sums[..labels]);
        scores
    }

    /// The label of the highest score, the first of equals.
    pub fn best(&self, scores: &Scores) -> usize {
        let mut best = 0;
        for label in 1..self.labels.len() {
            if scores[best] < scores[label] {
                best = label;
            }
        }
        best
    }

    /// A score in the units in which the model was trained: log odds, for a logistic one.
    #[expect(clippy::cast_precision_loss, reason = "sums of bytes over few features")]
    pub fn value(&self, score: i32) -> f32 {
        score as f32 * self.unit
    }

    /// The probabilities of the labels, which sum to 1, by the scores of a model of [`train_logistic`](super::train_logistic); 0 past
    /// the last label.
    pub fn probabilities(&self, scores: &Scores) -> [f32; MOST_LABELS] {
        let mut probabilities = [0.0; MOST_LABELS];
        let labels = self.labels.len();
        let highest = scores[..labels].iter().copied().max().unwrap_or(0);
        for (probability, score) in probabilities.iter_mut().zip(&scores[..labels]) {
            *probability = self.value(score - highest).exp();
        }
        let sum: f32 = probabilities.iter().sum();
        probabilities.map(|probability| probability / sum.max(f32::MIN_POSITIVE))
    }

    /// The feature's shift, below 16, its weights, a signed byte a label, and those with all that follows them in the file.
    fn row(&self, feature: Feature) -> Option<(u8, &[u8], &[u8])> {
        let (home, fingerprint) = place_of(feature, self.slots)?;
        let mut slot = home as usize;
        loop {
            match *self.fingerprints.get(slot)? {
                0 => return None,
                found if found == fingerprint => break,
                _ => {
                    slot = if slot + 1 == self.fingerprints.len() {
                        0
                    } else {
                        slot + 1
                    }
                }
            }
        }
        let labels = self.labels.len();
        let start = self.table + slot * (FINGERPRINT + SHIFT + labels) + FINGERPRINT;
        let (shift, after) = self.bytes.get(start..)?.split_first()?;
        Some((shift & 0xf, after.get(..labels)?, after))
    }
}

/// Adds each weight, a signed byte, to its sum, shifted to the left by `shift`, which is below 16.
fn add_shifted(sums: &mut [i32], weights: &[u8], shift: u8) {
    for (sum, weight) in sums.iter_mut().zip(weights) {
        // Up into the sign bit and back down: one step less than widening and then shifting.
        *sum += (u32::from(*weight) << 24).cast_signed() >> (24 - shift);
    }
}

/// Where to look for a feature first, and its fingerprint, never 0; `None` in a table without slots.
pub(super) fn place_of(feature: Feature, slots: u32) -> Option<(u32, u16)> {
    let hash = feature.stirred();
    let home = ((hash >> 32) * u64::from(slots)) >> 32;
    let fingerprint = (hash & 0xffff) as u16;
    (slots > 0).then_some((u32::try_from(home).ok()?, fingerprint.max(1)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?.try_into().ok()?;
    Some(u32::from_le_bytes(four))
}

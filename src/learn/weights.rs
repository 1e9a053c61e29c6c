//! Weights as training leaves them, and the file made of them.

use super::feature::Feature;
use super::model::{FINGERPRINT, HEADER, MAGIC, SHIFT, VERSION, place_of};
use super::transition::MOST_LABELS;

/// Slots for so many features in ten are free, so that runs of taken slots stay short.
const FREE_TENTHS: usize = 4;
/// Widest shift of a row: the largest weight is so many bits longer than a byte.
const MOST_SHIFT: u8 = 6;

/// What was learnt: a weight for each feature and label.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    labels: Vec<String>,
    /// Sorted by feature.
    rows: Vec<(Feature, Vec<f32>)>,
}

impl Weights {
    pub(super) fn new(labels: &[&str], mut rows: Vec<(Feature, Vec<f32>)>) -> Weights {
        rows.sort_by_key(|(feature, _)| *feature);
        Weights {
            labels: labels.iter().map(|label| (*label).to_owned()).collect(),
            rows,
        }
    }

    /// Number of features.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The feature's weights, one a label; `None` for one that was not learnt.
    pub fn get(&self, feature: Feature) -> Option<&[f32]> {
        let at = self.rows.binary_search_by_key(&feature, |(feature, _)| *feature).ok()?;
        Some(&self.rows[at].1)
    }

    /// Keeps the `most` features whose weights differ most between labels, the others say little.
    pub fn keep(&mut self, most: usize) {
        let spread = |weights: &[f32]| {
            let highest = weights.iter().copied().fold(f32::MIN, f32::max);
            highest - weights.iter().copied().fold(f32::MAX, f32::min)
        };
        self.rows
            .sort_by(|a, b| spread(&b.1).total_cmp(&spread(&a.1)).then(a.0.cmp(&b.0)));
        self.rows.truncate(most);
        self.rows.sort_by_key(|(feature, _)| *feature);
    }

    /// The file of the model, weights rounded to one byte each. `origin` says what it was made of and how well it did.
    pub fn compile(&self, name: &str, origin: &str) -> Vec<u8> {
        let labels = &self.labels[..self.labels.len().min(MOST_LABELS)];
        let unit = self.unit();
        let slots = self.rows.len() * 10 / (10 - FREE_TENTHS) + 1;
        let size = FINGERPRINT + SHIFT + labels.len();
        let mut table = vec![0; slots * size];
        for (feature, weights) in &self.rows {
            place(&mut table, size, *feature, weights, unit);
        }
        let text = format!("{name}\n{}\n{origin}", labels.join("\t"));
        let mut content = Vec::with_capacity(HEADER + text.len() + table.len());
        for number in [count(labels.len()), count(slots), unit.to_bits(), count(text.len())] {
            content.extend(number.to_le_bytes());
        }
        content.extend(text.as_bytes());
        content.extend(table);
        let mut bytes = MAGIC.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(crc32fast::hash(&content).to_le_bytes());
        bytes.extend(content);
        bytes
    }

    /// What one unit of weight stands for: the largest weight fills a byte after the widest shift.
    fn unit(&self) -> f32 {
        let all = self.rows.iter().flat_map(|(_, weights)| weights);
        let largest = all.map(|weight| weight.abs()).fold(0.0, f32::max);
        let units = BYTE * f32::from(1_u16 << MOST_SHIFT);
        if largest > 0.0 { largest / units } else { 1.0 }
    }
}

/// The largest weight that a byte can say.
const BYTE: f32 = 127.0;

/// Puts one feature into its slot; one that looks just like an earlier one is left out.
fn place(table: &mut [u8], size: usize, feature: Feature, weights: &[f32], unit: f32) {
    let slots = table.len() / size;
    let Some((home, fingerprint)) = place_of(feature, count(slots)) else {
        return;
    };
    let mut slot = home as usize;
    loop {
        let bytes = &mut table[slot * size..(slot + 1) * size];
        let found = u16::from_le_bytes([bytes[0], bytes[1]]);
        if found == fingerprint {
            return;
        }
        if found == 0 {
            bytes[..FINGERPRINT].copy_from_slice(&fingerprint.to_le_bytes());
            write_row(&mut bytes[FINGERPRINT..], weights, unit);
            return;
        }
        slot = (slot + 1) % slots;
    }
}

/// The shift that the largest weight of the row needs, then each weight without that many of its last bits.
fn write_row(bytes: &mut [u8], weights: &[f32], unit: f32) {
    let largest = weights.iter().map(|weight| weight.abs() / unit).fold(0.0, f32::max);
    let shift = (0..MOST_SHIFT).find(|shift| largest <= BYTE * f32::from(1_u16 << shift));
    let shift = shift.unwrap_or(MOST_SHIFT);
    bytes[0] = shift;
    for (byte, weight) in bytes[1..].iter_mut().zip(weights) {
        let shifted = (weight / unit / f32::from(1_u16 << shift)).round().clamp(-BYTE, BYTE);
        #[expect(clippy::cast_possible_truncation, reason = "clamped to the range of a byte")]
        let shifted = shifted as i8;
        *byte = shifted.cast_unsigned();
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

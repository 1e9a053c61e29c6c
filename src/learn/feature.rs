//! Features: 64-bit hashes, put together piece by piece without building a string.

/// Odd multiplier of `FxHash` (rustc's hash function), 2⁶⁴ divided by π.
const MULTIPLIER: u64 = 0x517c_c1b7_2722_0a95;

/// One thing that is true of what is judged: a template with its values, as a hash.
///
/// Two features with equal pieces in the same order are equal on every machine and in every version; model files depend on it.
///
/// ```
/// use dateline::learn::{Feature, word_hash};
/// const WORD_BEFORE: u32 = 3;
/// let feature = Feature::of(WORD_BEFORE).text("near");
/// assert_eq!(feature, Feature::of(WORD_BEFORE).number(word_hash("near")));
/// assert_ne!(feature, Feature::of(4).text("near"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Feature(u64);

impl Feature {
    /// A feature of the given template, as yet without values. Each kind of feature of one model has a number of its own.
    pub const fn of(template: u32) -> Feature {
        Feature((template as u64 + 1).wrapping_mul(MULTIPLIER))
    }

    /// With one more value: a word.
    #[must_use]
    pub fn text(self, value: &str) -> Feature {
        self.number(word_hash(value))
    }

    /// With one more value: bytes that need not be text.
    #[must_use]
    pub(crate) fn bytes(self, value: &[u8]) -> Feature {
        self.number(word_hash(value))
    }

    /// With one more value: a number, a set of bits, or a [`word_hash`] made before.
    #[must_use]
    pub const fn number(self, value: u64) -> Feature {
        Feature(mix(self.0, value))
    }

    /// The hash with all its bits stirred (the finaliser of `MurmurHash3`), so that any of them can be a table index.
    pub(crate) const fn stirred(self) -> u64 {
        let mut hash = self.0;
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash ^ (hash >> 33)
    }
}

const fn mix(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(MULTIPLIER)
}

/// The hash of a word, to make once where several features use it.
pub fn word_hash(word: impl AsRef<[u8]>) -> u64 {
    let word = word.as_ref();
    let mut hash = word.len() as u64;
    let mut chunks = word.chunks_exact(8);
    for chunk in &mut chunks {
        let mut eight = [0; 8];
        eight.copy_from_slice(chunk);
        hash = mix(hash, u64::from_le_bytes(eight));
    }
    mix(hash, little_endian(chunks.remainder()))
}

/// Up to eight bytes as a number, the first byte lowest. Bytes in the middle are read twice into the same place, which is quicker than
/// one after the other.
fn little_endian(bytes: &[u8]) -> u64 {
    let at = |place: usize| u64::from(bytes[place]) << (8 * place);
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => {
            let [first, last] = [first, last].map(|four| u64::from(u32::from_le_bytes(*four)));
            first | last << (8 * (bytes.len() - 4))
        }
        _ if bytes.is_empty() => 0,
        _ => at(0) | at(bytes.len() / 2) | at(bytes.len() - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_and_their_order_tell_features_apart() {
        let make = |first: &str, second: &str| Feature::of(1).text(first).text(second);
        assert_eq!(make("air", "base"), make("air", "base"));
        assert_ne!(make("air", "base"), make("base", "air"));
        assert_ne!(make("airb", "ase"), make("air", "base"));
        assert_ne!(word_hash("longer than eight"), word_hash("longer than eighT"));
        assert_ne!(word_hash(""), word_hash("\0"));
    }

    #[test]
    fn hashes_never_change() {
        for length in 0..8 {
            let bytes = &b"\x81abcde\xff"[..length.min(7)];
            let one_by_one = bytes.iter().rev().fold(0, |all, byte| all << 8 | u64::from(*byte));
            assert_eq!(one_by_one, little_endian(bytes), "{bytes:?}");
        }
        // Model files on disk hold these.
        assert_eq!(Feature::of(1).text("Mosul").stirred(), 13_958_231_643_126_126_349);
    }
}

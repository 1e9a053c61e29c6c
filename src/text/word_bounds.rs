//! Word boundaries of Unicode (UAX #29): by `unicode-segmentation`, with a short way for the plain ASCII that most of English text is.

use unicode_segmentation::UnicodeSegmentation;

/// The pieces between the word boundaries of a text, each with the byte where it begins; those that begin with an ASCII space are left out.
pub(super) struct WordBounds<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> WordBounds<'t> {
    pub(super) fn of(text: &'t str) -> WordBounds<'t> {
        WordBounds { text, at: 0 }
    }
}

impl<'t> Iterator for WordBounds<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<(usize, &'t str)> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at;
            let first = *bytes.get(start)?;
            let end = plain_end(bytes, start);
            let end = match end {
                Some(end) => end,
                // Boundaries depend on what follows a boundary, not on what stands before it.
                None => start + self.text.get(start..)?.split_word_bounds().next()?.len(),
            };
            self.at = end;
            if first != b' ' {
                return Some((start, self.text.get(start..end)?));
            }
        }
    }
}

/// Where the piece ends that begins at the boundary `start`, if nothing but ASCII decides it.
fn plain_end(bytes: &[u8], start: usize) -> Option<usize> {
    let first = bytes[start];
    // The next two bytes; a line end stands in for the end of the text, after which nothing joins either.
    let next = |at: usize| bytes.get(at).copied().unwrap_or(b'\n');
    let mut end = start + 1;
    if first == b' ' {
        while next(end) == b' ' {
            end += 1;
        }
        return next(end).is_ascii().then_some(end);
    }
    if !first.is_ascii_alphanumeric() {
        // One sign; a low line joins words, and marks that join the sign are not ASCII.
        let alone = first.is_ascii() && first != b'_' && first != b'\r';
        return (alone && next(end).is_ascii()).then_some(end);
    }
    loop {
        let (this, after) = (next(end), next(end + 1));
        let goes_on = if this.is_ascii_alphanumeric() {
            1
        } else {
            // "Trump's", "U.S", "5,700": signs that join letters, or digits.
            let letters = matches!(this, b'\'' | b'.' | b':') && bytes[end - 1].is_ascii_alphabetic();
            let digits = matches!(this, b'\'' | b'.' | b',' | b';') && bytes[end - 1].is_ascii_digit();
            if !this.is_ascii() || this == b'_' || (letters || digits) && !after.is_ascii() {
                return None;
            }
            let joins = letters && after.is_ascii_alphabetic() || digits && after.is_ascii_digit();
            if !joins {
                return Some(end);
            }
            2
        };
        end += goes_on;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str) {
        let expected: Vec<(usize, &str)> = text
            .split_word_bound_indices()
            .filter(|(_, piece)| !piece.starts_with(' '))
            .collect();
        let found: Vec<(usize, &str)> = WordBounds::of(text).collect();
        assert_eq!(expected, found, "{text:?}");
    }

    #[test]
    fn the_short_way_finds_the_same_boundaries() {
        check("");
        check("The U.S. hit 5,700 of Trump's 3.5m; a_b 10:30 x:y 'it' \"so\" B52's 1'000.");
        check("one  two \u{301}three caf\u{e9} e\u{301}. 5\u{301},6 a'\u{301}b a.\u{301} \r\n\r \t");
        check("\u{1f1fa}\u{1f1f8}\u{1f1ee}\u{1f1f6} a\u{200d}b \u{5d0}'\u{5d1} \u{5d0}\"\u{5d1} a\u{5d0}'b");
    }

    proptest! {
        #[test]
        fn in_any_text(text in r#"([a-c0-2 _.,:;'"\r\n-]|[\u{301}\u{200d}\u{5d0}\u{1f1fa}\u{30ab}\u{e9}\u{660}]|.){0,40}"#) {
            check(&text);
        }
    }
}

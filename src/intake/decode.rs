//! Bytes → text. UTF-8 is expected; anything else is read as well as it can be, and the caller is told.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Text with the encoding that it was read as.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text, without byte-order mark.
    pub text: Cow<'b, str>,
    /// Name of the encoding where it was not UTF-8: worth a warning.
    pub other_encoding: Option<&'static str>,
}

/// Decodes bytes: by their byte-order mark (UTF-8, UTF-16), else as UTF-8, else as windows-1252, in which every byte means something.
///
/// Other encodings are not guessed: a page in windows-1256 comes out as wrong letters, and the warning says why.
///
/// ```
/// let decoded = dateline::intake::decode(b"caf\xe9");
/// assert_eq!((decoded.text.as_ref(), decoded.other_encoding), ("café", Some("windows-1252")));
/// ```
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    if let Some((encoding, mark_length)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes.get(mark_length..).unwrap_or_default());
        let other_encoding = (encoding != UTF_8).then(|| encoding.name());
        return Decoded { text, other_encoding };
    }
    if let Ok(text) = str::from_utf8(bytes) {
        return Decoded {
            text: Cow::Borrowed(text),
            other_encoding: None,
        };
    }
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
    Decoded {
        text,
        other_encoding: Some(WINDOWS_1252.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, other_encoding: Option<&'static str>) {
        let decoded = decode(bytes);
        assert_eq!((decoded.text.as_ref(), decoded.other_encoding), (text, other_encoding));
    }

    #[test]
    fn marks_win_then_utf_8_then_windows_1252() {
        check("Ain Al-Asad — Iraq".as_bytes(), "Ain Al-Asad — Iraq", None);
        check(b"\xef\xbb\xbfTaji", "Taji", None);
        check(b"\xff\xfeT\x00a\x00", "Ta", Some("UTF-16LE"));
        check(b"\x93Taji\x94", "“Taji”", Some("windows-1252"));
        check(b"", "", None);
    }
}

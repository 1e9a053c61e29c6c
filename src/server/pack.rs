//! A file of `web/` as it is sent: without comments that have lines to themselves, compressed, with its tag.
//!
//! `build.rs` includes this file too, so that a release holds what a server that reads the folder would send.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Write};

use flate2::Compression;
use flate2::write::GzEncoder;

/// One file, ready to be sent.
#[derive(Debug, Clone)]
pub(crate) struct Packed {
    /// Weak entity tag, because the same file goes out compressed and not.
    pub(crate) tag: String,
    /// Gzip.
    pub(crate) zipped: Vec<u8>,
}

/// Packs the file at a path below `web/`.
///
/// # Errors
/// Where the compressor fails, which it does not in memory.
pub(crate) fn pack(path: &str, bytes: &[u8]) -> io::Result<Packed> {
    let is_ours = path.starts_with("js/") || path.starts_with("css/");
    let text = std::str::from_utf8(bytes).ok().filter(|_| is_ours);
    let spare = text.map(without_comment_lines);
    let sent = spare.as_deref().map_or(bytes, str::as_bytes);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(sent)?;
    // The same in each run, which is all that a tag needs; the build has no need of a cryptographic digest.
    let mut hasher = DefaultHasher::new();
    sent.hash(&mut hasher);
    Ok(Packed {
        tag: format!("W/\"{:016x}\"", hasher.finish()),
        zipped: encoder.finish()?,
    })
}

/// Empties the lines of comments that begin a line and end one; a third of the page's scripts are such.
///
/// Lines keep their numbers, so that what a browser complains of is found in the source. Comments beside code stay, for telling them
/// from text in quotes would need the whole grammar; `web/test/structure.test.mjs` holds that no text in quotes has a line that looks like one.
fn without_comment_lines(text: &str) -> String {
    let mut is_inside = false;
    let mut kept = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let opens = !is_inside && words.starts_with("/*") && !words.get(2..).is_some_and(has_code_after);
        if is_inside || opens || words.starts_with("//") {
            kept.push_str(if line.ends_with('\n') { "\n" } else { "" });
            is_inside = (is_inside || opens) && !words.ends_with("*/");
        } else {
            kept.push_str(line);
        }
    }
    kept
}

/// Whether the comment ends before the line does, as that of a type beside its value.
fn has_code_after(rest: &str) -> bool {
    rest.find("*/").is_some_and(|end| end + 2 < rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(expected, without_comment_lines(text));
    }

    #[test]
    fn comments_with_lines_to_themselves_become_empty_lines() {
        check("// @ts-check\n// What.\n\nlet a;\n", "\n\n\nlet a;\n");
        check("/**\n * Long.\n * // in it\n */\nlet a;\n", "\n\n\n\nlet a;\n");
        check("  /** @type {A} */\n  let a;", "\n  let a;");
        check("let a;\n// end", "let a;\n");
    }

    #[test]
    fn what_stands_beside_code_stays() {
        for text in [
            "let a; // here\n",
            "/** @type {A} */ (a).b();\n",
            "a('//');\n",
            "/* a */ b { }\n",
            "x = a\n  * b;\n",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn only_our_own_scripts_and_styles_lose_anything() {
        let text = b"// a licence\nlet a;\n";
        let kept = pack("vendor/a.js", text).unwrap();
        let shorter = pack("js/a.js", text).unwrap();
        assert_ne!(kept.tag, shorter.tag);
        assert!(shorter.zipped.len() < kept.zipped.len());
        assert!(pack("js/a.js", b"\xff").is_ok(), "what is no text is sent as it is");
    }
}

//! Rust source as the rules see it: code without comments, strings and tests, cut into words with their lines.
//!
//! Not a parser: enough of the grammar for code that rustfmt has formatted. Macros are read like any other code.

use std::ops::Range;

/// One identifier, or one character of punctuation (`::` is one piece).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    /// Counted from 1.
    pub(super) line: usize,
}

/// The text with comments, string and character literals turned into blanks; every line keeps its number and length.
pub(super) fn blank_out_words(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = literal_end(bytes, at);
        for byte in &mut code[at..end] {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
        at = end.max(at + 1);
    }
    String::from_utf8(code).expect("whole literals were replaced by ASCII blanks, so no character was cut")
}

/// The end of the comment, string or character literal that begins at `at`; `at` itself where none does.
fn literal_end(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let in_word = at > 0 && is_word(bytes[at - 1]);
    if rest.starts_with(b"//") {
        return at + rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
    }
    if rest.starts_with(b"/*") {
        return at + block_comment_length(rest);
    }
    let prefix = rest
        .iter()
        .take_while(|&&byte| byte == b'b' || byte == b'c' || byte == b'r')
        .count();
    let hashes = rest[prefix..].iter().take_while(|&&byte| byte == b'#').count();
    let raw = prefix > 0 && rest[prefix - 1] == b'r';
    if !in_word && raw && rest.get(prefix + hashes) == Some(&b'"') {
        let close = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
        let body = prefix + hashes + 1;
        let length = rest[body..].windows(close.len()).position(|window| window == close);
        return at + length.map_or(rest.len(), |length| body + length + close.len());
    }
    match rest[0] {
        b'"' => at + quoted_length(rest, b'"'),
        b'\'' if rest.get(1) == Some(&b'\\') => at + quoted_length(rest, b'\''),
        // A lifetime has no closing quote one character on.
        b'\'' => {
            let next = rest.iter().skip(2).position(|&byte| byte & 0b1100_0000 != 0b1000_0000);
            let close = next.map_or(rest.len(), |continuation| continuation + 2);
            if rest.get(close) == Some(&b'\'') {
                at + close + 1
            } else {
                at
            }
        }
        _ => at,
    }
}

fn block_comment_length(rest: &[u8]) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

fn quoted_length(rest: &[u8], quote: u8) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            b'\\' => at += 2,
            byte if byte == quote => return at + 1,
            _ => at += 1,
        }
    }
    rest.len()
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The pieces of code whose literals are blanked out.
pub(super) fn pieces(code: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        while !rest.is_empty() {
            let word = rest.bytes().take_while(|&byte| is_word(byte)).count();
            let length = match word {
                0 if rest.starts_with("::") => 2,
                0 => rest.chars().next().map_or(1, char::len_utf8),
                word => word,
            };
            found.push(Piece {
                text: &rest[..length],
                line: number + 1,
            });
            rest = rest[length..].trim_start();
        }
    }
    found
}

/// The pieces outside items that are only for tests.
pub(super) fn without_tests<'t>(pieces: &[Piece<'t>]) -> Vec<Piece<'t>> {
    let tests = test_items(pieces);
    let kept = pieces.iter().enumerate();
    let kept = kept.filter(|(number, _)| !tests.iter().any(|item| item.contains(number)));
    kept.map(|(_, piece)| *piece).collect()
}

/// The items marked `#[cfg(test)]` (also within `all(…)` and `any(…)`), as ranges of pieces that begin with the attribute.
pub(super) fn test_items(pieces: &[Piece<'_>]) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let is_attribute = pieces[at].text == "#" && pieces.get(at + 1).is_some_and(|piece| piece.text == "[");
        let end = if is_attribute { closing(pieces, at + 1) + 1 } else { at };
        let has = |word: &str| pieces[at..end].iter().any(|piece| piece.text == word);
        if has("cfg") && has("test") && !has("not") {
            let item = at..item_end(pieces, end);
            at = item.end;
            items.push(item);
        } else {
            at += 1;
        }
    }
    items
}

/// The number after the item that begins at `at`: past its `;` or its closing brace.
fn item_end(pieces: &[Piece<'_>], at: usize) -> usize {
    let mut at = at;
    while at < pieces.len() {
        match pieces[at].text {
            ";" => return at + 1,
            "{" => return closing(pieces, at) + 1,
            "(" | "[" => at = closing(pieces, at) + 1,
            _ => at += 1,
        }
    }
    at
}

/// The number of the piece that closes the bracket at `open`; the last one where nothing does.
pub(super) fn closing(pieces: &[Piece<'_>], open: usize) -> usize {
    let mut depth = 0_i32;
    for (number, piece) in pieces.iter().enumerate().skip(open) {
        match piece.text {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return number;
        }
    }
    pieces.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        let code = blank_out_words(source);
        let found: Vec<_> = without_tests(&pieces(&code)).iter().map(|piece| piece.text).collect();
        assert_eq!(expected, found, "\n{source}");
    }

    #[test]
    fn comments_and_literals_are_not_code() {
        check("a // crate::b\nc /* d /* e */ f */ g", &["a", "c", "g"]);
        check(r#"a "crate::b \" c" d"#, &["a", "d"]);
        check(r##"a r#"b " c"# br"x" d"##, &["a", "d"]);
        check("a '\"' b '\\'' c '\u{e9}' d", &["a", "b", "c", "d"]);
        check(
            "fn f<'a>(x: &'a str)",
            &["fn", "f", "<", "'", "a", ">", "(", "x", ":", "&", "'", "a", "str", ")"],
        );
    }

    #[test]
    fn tests_are_left_out_and_the_rest_is_kept() {
        check("#[cfg(test)]\nmod tests { use crate::a; fn b() {} }\nc", &["c"]);
        check("#[cfg(test)]\nuse crate::a;\nb", &["b"]);
        check("#[cfg(test)]\n#[allow(x)]\nfn a(b: [u8; 2]) { c }\nd", &["d"]);
        check(
            "#[cfg(not(test))] a",
            &["#", "[", "cfg", "(", "not", "(", "test", ")", ")", "]", "a"],
        );
    }

    #[test]
    fn lines_are_counted_from_one() {
        let code = blank_out_words("/* a\nb */ c\n\"d\ne\" f");
        let lines: Vec<_> = pieces(&code).iter().map(|piece| (piece.text, piece.line)).collect();
        assert_eq!(vec![("c", 2), ("f", 4)], lines);
    }
}

//! The publication date of a plain text, where its first lines state it.
//!
//! Two forms count: a line that holds little but a full date ("Wednesday, January 30, 2019"), and a newspaper's dateline
//! ("BAGHDAD, Jan. 3, 2020 (AP) — …"). A date inside an ordinary sentence is the date of an event and never of the publication.

use jiff::civil::Date;

use crate::document::Document;
use crate::span::Span;
use crate::text::Text;
use crate::time::{Meaning, find_timexes};

/// How many lines with words are looked at.
const LINES: usize = 2;
/// Letters that a date line may hold beside the date: "Published on … at … am" has 14.
const OTHER_LETTERS: usize = 16;
/// Where a longer line is cut.
const LINE_BYTES: usize = 200;
/// Bytes between the date of a dateline and its dash: " (Reuters) " and the like.
const AGENCY_BYTES: usize = 30;

/// The day that the first lines of `text` give as the publication date, or `None`.
pub fn find_publication_date(text: &str) -> Option<Date> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.take(LINES).find_map(date_of_line)
}

/// The first whole day that the words fix by themselves: "Wed Nov 23, 2016 | 4:58pm EST".
pub(super) fn find_day(words: &str) -> Option<Date> {
    find_day_at(words).map(|(_, day)| day)
}

/// The first whole day with the bytes that name it.
fn find_day_at(line: &str) -> Option<(Span, Date)> {
    let document = Document {
        text: first_bytes(line, LINE_BYTES).to_owned(),
        ..Document::default()
    };
    let timexes = find_timexes(&Text::read(&document), None);
    timexes.iter().find_map(|timex| match timex.meaning {
        Meaning::Days(days) if timex.is_explicit && days.first == days.last => Some((timex.span, days.first)),
        _ => None,
    })
}

fn date_of_line(line: &str) -> Option<Date> {
    let line = first_bytes(line, LINE_BYTES);
    let (span, day) = find_day_at(line)?;
    let before = line.get(..span.start())?;
    let after = line.get(span.end()..)?;
    let is_date_line = letters(before) + letters(after) <= OTHER_LETTERS;
    (is_date_line || is_dateline(before, after)).then_some(day)
}

/// "SAN SALVADOR, " before the date, and a dash soon after it.
fn is_dateline(before: &str, after: &str) -> bool {
    let is_place = letters(before) > 0 && !before.chars().any(char::is_lowercase);
    let soon = first_bytes(after, AGENCY_BYTES);
    is_place && ["—", "–", "--", " - "].iter().any(|dash| soon.contains(dash))
}

fn letters(part: &str) -> usize {
    part.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// At most `limit` bytes from the start, cut between characters.
fn first_bytes(line: &str, limit: usize) -> &str {
    line.get(..line.floor_char_boundary(limit)).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_have_a_place_in_capitals_and_a_dash() {
        assert!(is_dateline("BAGHDAD, ", " (AP) — Rockets fell"));
        assert!(is_dateline("SAN SALVADOR, ", " -- [REPORT]"));
        assert!(!is_dateline("On ", " — a Friday — rockets fell"));
        assert!(!is_dateline("", " — rockets fell"));
        assert!(!is_dateline(
            "BAGHDAD, ",
            " rockets fell on the base and on the town beside it — again"
        ));
    }

    #[test]
    fn a_cut_falls_between_characters() {
        assert_eq!(first_bytes("é—x", 3), "é");
        assert_eq!(first_bytes("ab", 9), "ab");
    }
}

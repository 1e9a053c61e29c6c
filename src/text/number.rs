//! Numbers in words and figures: "109", "5,700", "twenty-five", "dozens", "at least six".

use std::ops::Range;

use super::{Text, TokenKind};

/// A count read from the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountPhrase {
    /// The tokens that say it, qualifier included.
    pub tokens: Range<usize>,
    /// Smallest value meant.
    pub min: u32,
    /// Largest value meant; equals `min` for an exact figure.
    pub max: u32,
    /// True for "at least" and "more than": the real figure may be higher than `max`.
    pub open: bool,
}

/// The count that begins at token `at` (a qualifier such as "at least" may begin it), or `None`.
///
/// Ordinals, years and decades are not counts. "Dozens" is 24 or more, "scores" 40 or more, "hundreds" 200 or more.
pub fn read_count(text: &Text<'_>, at: usize) -> Option<CountPhrase> {
    if text.folded(at) == "between" {
        return read_between(text, at);
    }
    let (value_at, qualifier) = read_qualifier(text, at);
    let (end, mut min, mut max, mut open) = read_value(text, value_at)?;
    match qualifier {
        Qualifier::None => {}
        Qualifier::AtLeast => open = true,
        Qualifier::UpTo => min = min.min(1),
    }
    let (after, or_more) = read_or_more(text, end);
    open |= or_more;
    if let Some((range_end, top)) = read_range_end(text, end, min) {
        max = top;
        return Some(CountPhrase {
            tokens: at..range_end,
            min,
            max,
            open,
        });
    }
    Some(CountPhrase {
        tokens: at..after,
        min,
        max,
        open,
    })
}

/// "between 10 and 15".
fn read_between(text: &Text<'_>, at: usize) -> Option<CountPhrase> {
    let (end, min, ..) = read_value(text, at + 1)?;
    let (after, max, ..) = read_value(text, end + 1).filter(|_| text.folded(end) == "and")?;
    (min < max).then_some(CountPhrase {
        tokens: at..after,
        min,
        max,
        open: false,
    })
}

#[derive(Clone, Copy)]
enum Qualifier {
    None,
    AtLeast,
    UpTo,
}

fn read_qualifier(text: &Text<'_>, at: usize) -> (usize, Qualifier) {
    let pair = (text.folded(at), text.folded(at + 1));
    match pair {
        ("at", "least") | ("more" | "greater", "than") => (at + 2, Qualifier::AtLeast),
        ("no", "fewer") | ("not", "less") if text.folded(at + 2) == "than" => (at + 3, Qualifier::AtLeast),
        ("up", "to") => (at + 2, Qualifier::UpTo),
        ("as", "many") if text.folded(at + 2) == "as" => (at + 3, Qualifier::UpTo),
        ("over" | "above", _) => (at + 1, Qualifier::AtLeast),
        ("about" | "around" | "some" | "nearly" | "almost" | "approximately" | "roughly" | "another" | "other", _) => {
            (at + 1, Qualifier::None)
        }
        _ => (at, Qualifier::None),
    }
}

/// "sixty-six people or more": the qualifier may follow.
fn read_or_more(text: &Text<'_>, end: usize) -> (usize, bool) {
    for skip in 0..2 {
        if text.folded(end + skip) == "or" && text.folded(end + skip + 1) == "more" {
            return (if skip == 0 { end + 2 } else { end }, true);
        }
    }
    (end, false)
}

/// "between 11 and 13", "10 to 15", "10-15": the upper end.
fn read_range_end(text: &Text<'_>, end: usize, min: u32) -> Option<(usize, u32)> {
    if !matches!(text.folded(end), "to" | "" | "–" | "-") && text.word(end) != "-" && text.word(end) != "–" {
        return None;
    }
    let (after, top, _, _) = read_value(text, end + 1)?;
    (top > min).then_some((after, top))
}

/// `(end, min, max, open)` of the plain number at `at`.
fn read_value(text: &Text<'_>, at: usize) -> Option<(usize, u32, u32, bool)> {
    if text.tokens().get(at)?.kind == TokenKind::Number {
        return read_figure(text, at).map(|(end, value)| (end, value, value, false));
    }
    if let Some((end, least)) = read_vague(text, at) {
        return Some((end, least, least, true));
    }
    read_words(text, at).map(|(end, value)| (end, value, value, false))
}

fn read_figure(text: &Text<'_>, at: usize) -> Option<(usize, u32)> {
    let word = text.word(at);
    let digits: String = word.chars().filter(|sign| *sign != ',').collect();
    if let Ok(value) = digits.parse::<u32>() {
        return Some(match scale(text.folded(at + 1)) {
            Some(factor) => (at + 2, value.saturating_mul(factor)),
            None => (at + 1, value),
        });
    }
    let value: f64 = digits.parse().ok()?;
    let factor = scale(text.folded(at + 1))?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float to integer cast saturates, and digits hold no sign"
    )]
    let count = (value * f64::from(factor)).round() as u32;
    Some((at + 2, count))
}

fn scale(word: &str) -> Option<u32> {
    match word {
        "hundred" => Some(100),
        "thousand" => Some(1_000),
        "million" => Some(1_000_000),
        _ => None,
    }
}

/// Vague plurals, as the least that they can mean (CONTRACTS: an open upper end).
fn read_vague(text: &Text<'_>, at: usize) -> Option<(usize, u32)> {
    let least = match text.folded(at) {
        "dozens" => 24,
        "scores" => 40,
        "hundreds" => 200,
        "thousands" => 2_000,
        "tens" if text.folded(at + 1) == "of" && text.folded(at + 2) == "thousands" => {
            return Some((at + 3, 20_000));
        }
        _ => return None,
    };
    Some((at + 1, least))
}

/// "twenty-five", "a hundred and two", "two dozen".
fn read_words(text: &Text<'_>, at: usize) -> Option<(usize, u32)> {
    let first = text.folded(at);
    let mut next = at;
    let mut total: u32 = 0;
    let mut current: u32 = 0;
    if matches!(first, "a" | "an") {
        let factor = scale(text.folded(at + 1)).or((text.folded(at + 1) == "dozen").then_some(12))?;
        current = factor;
        next = at + 2;
    } else {
        current += small_number(first).or_else(|| (first == "dozen").then_some(12))?;
        next += 1;
    }
    loop {
        let step = usize::from(matches!(text.folded(next), "and" | "") && current >= 100 || text.word(next) == "-");
        let word = text.folded(next + step);
        if let Some(value) = small_number(word).filter(|value| fits_below(current, *value)) {
            current += value;
        } else if step == 0 && word == "hundred" && current < 100 {
            current *= 100;
        } else if step == 0 && word == "dozen" && current < 100 {
            current *= 12;
        } else if let Some(factor) = scale(word).filter(|factor| step == 0 && *factor >= 1_000) {
            total = total.saturating_add(current.saturating_mul(factor));
            current = 0;
        } else {
            break;
        }
        next += step + 1;
    }
    Some((next, total.saturating_add(current)))
}

/// Whether `value` may follow `current` in one number: "twenty" + "five", "hundred" + "two".
fn fits_below(current: u32, value: u32) -> bool {
    let after_hundreds = current >= 100 && current.is_multiple_of(100) && value < 100;
    let after_tens = current % 100 >= 20 && current.is_multiple_of(10) && value < 10;
    after_hundreds || after_tens
}

fn small_number(word: &str) -> Option<u32> {
    const UNITS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let unit = UNITS.iter().position(|unit| *unit == word);
    let ten = TENS.iter().position(|ten| *ten == word).map(|index| (index + 2) * 10);
    unit.or(ten).and_then(|value| u32::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[track_caller]
    fn check(words: &str, expected: Option<(u32, u32, bool)>) {
        let document = Document {
            text: words.to_owned(),
            ..Document::default()
        };
        let found = read_count(&Text::read(&document), 0).map(|count| (count.min, count.max, count.open));
        assert_eq!(expected, found, "count in {words:?}");
    }

    #[test]
    fn counts_in_words_and_figures() {
        check("109 soldiers", Some((109, 109, false)));
        check("5,700 barrels", Some((5_700, 5_700, false)));
        check("twenty-five people", Some((25, 25, false)));
        check("sixty-six people or more", Some((66, 66, true)));
        check("a hundred and two men", Some((102, 102, false)));
        check("two dozen", Some((24, 24, false)));
        check("dozens of people", Some((24, 24, true)));
        check("at least six", Some((6, 6, true)));
        check("three hundred thousand", Some((300_000, 300_000, false)));
        check("1.5 million", Some((1_500_000, 1_500_000, false)));
        check("10 to 15 men", Some((10, 15, false)));
        check("between 10 and 15 men", Some((10, 15, false)));
        check("soldiers", None);
        check("a soldier", None);
    }
}

//! The words that time expressions are made of: folded token → [`TimeWord`].
//!
//! One look-up per token in a sorted table, without allocation; the rules of [`grammar`](super::grammar) read only its result.

mod table;

use table::{LONGEST, WORDS};

use crate::text::{Text, TokenKind};

/// A unit of the calendar or the clock, finest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// A part of the day; `value` is its TIMEX3 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
}

/// A season of the northern year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Season {
    Spring,
    Summer,
    Autumn,
    Winter,
}

/// Which one of a row of days, weeks, months or years is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// The one before that of the publication: "last".
    Last,
    /// That of the publication: "this", "the current".
    This,
    /// The one after that of the publication: "next", "coming".
    Next,
    /// Up to the publication: "the past".
    Past,
    /// The one before that of the narrative: "the previous".
    Previous,
    /// That of the narrative: "that", "the same".
    Same,
    /// The one after that of the narrative: "the following".
    Following,
}

/// Which part of a longer time is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Early,
    Middle,
    Late,
    /// "earlier": in it, before the publication.
    Earlier,
    /// "later": in it, after the publication.
    Later,
    /// "sometime": anywhere in it.
    Sometime,
}

/// Past, present or future without a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    Past,
    Present,
    Future,
}

/// A day that is known by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holiday {
    /// The same month and day each year.
    Fixed(i8, i8),
    /// The n-th such weekday (Monday is 1) of the month; 0 is the last one.
    Nth { month: i8, weekday: i8, nth: i8 },
    /// So many days after Easter Sunday (western).
    Easter(i32),
    /// The Tuesday after the first Monday of November.
    ElectionDay,
}

/// What a token can do in a time expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TimeWord {
    /// Nothing.
    Other,
    Month(i8),
    /// "Jan.": a month only beside a day or a year.
    ShortMonth(i8),
    /// Monday is 1.
    Weekday(i8),
    /// "Sat.": a weekday only beside a date.
    ShortWeekday(i8),
    /// Singular.
    Unit(Unit),
    /// Plural.
    Units(Unit),
    Season(Season),
    DayPart(DayPart),
    /// Up to four digits, and how many.
    Figure(i16, u8),
    /// Any other figure: "5,700", "2.5".
    Number,
    /// "three", "dozen".
    NumberWord(i16),
    /// "several", "few", "couple".
    Vague,
    /// "3rd", "third".
    Ordinal(i8),
    /// "1980s", "80s": the first year; below 100 the century is unsaid.
    Decade(i16),
    /// "a.m." and "p.m.": hours to add to the figure.
    Meridiem(i8),
    /// "7pm": the figure and the hours to add.
    ClockFigure(i8, i8),
    /// "noon", "midnight": the hour.
    NamedHour(i8),
    /// "today", "yesterday": days from the publication.
    Day(i8),
    Tonight,
    Overnight,
    /// "daily".
    Often(Unit),
    Reference(Reference),
    Shift(Shift),
    Part(Part),
    Holiday(Holiday),
    /// "nearly", "about".
    About,
    Every,
    The,
    /// "a", "an".
    A,
    Fiscal,
    /// First words of fixed phrases, which are rare enough to be compared letter by letter.
    Opener,
}

/// The time word of each token; `Other` for all that cannot be part of a time expression.
pub(super) fn time_words(text: &Text<'_>) -> Vec<TimeWord> {
    text.tokens()
        .iter()
        .enumerate()
        .map(|(at, token)| match token.kind {
            TokenKind::Word => word_of(text.folded(at)),
            TokenKind::Number => figure(text.folded(at)),
            TokenKind::Punctuation => TimeWord::Other,
        })
        .collect()
}

fn word_of(folded: &str) -> TimeWord {
    if folded.len() > LONGEST {
        return TimeWord::Other;
    }
    WORDS
        .binary_search_by(|(word, _)| (*word).cmp(folded))
        .ok()
        .and_then(|index| WORDS.get(index))
        .map_or(TimeWord::Other, |(_, word)| *word)
}

/// Reads "1989", "3rd", "80s", "7pm".
fn figure(folded: &str) -> TimeWord {
    let digits = folded.bytes().take_while(u8::is_ascii_digit).count();
    let (Some(number), Some(rest)) = (folded.get(..digits), folded.get(digits..)) else {
        return TimeWord::Number;
    };
    let (Ok(value), 1..=4) = (number.parse::<i16>(), digits) else {
        return TimeWord::Number;
    };
    let small = i8::try_from(value).unwrap_or(i8::MAX);
    match rest {
        "" => TimeWord::Figure(value, u8::try_from(digits).unwrap_or(0)),
        "st" | "nd" | "rd" | "th" => TimeWord::Ordinal(small),
        "s" if value % 10 == 0 && (digits == 4 || digits == 2 && value >= 20) => TimeWord::Decade(value),
        "am" | "a.m" | "a.m." => TimeWord::ClockFigure(small, 0),
        "pm" | "p.m" | "p.m." => TimeWord::ClockFigure(small, 12),
        _ => TimeWord::Number,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_its_longest_word_is_known() {
        assert!(WORDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        assert!(WORDS.iter().all(|(word, _)| word.len() <= LONGEST));
    }

    #[test]
    fn figures_say_what_they_may_mean() {
        assert_eq!(figure("1989"), TimeWord::Figure(1989, 4));
        assert_eq!(figure("3rd"), TimeWord::Ordinal(3));
        assert_eq!(figure("1980s"), TimeWord::Decade(1980));
        assert_eq!(figure("45pm"), TimeWord::ClockFigure(45, 12));
        assert_eq!(figure("5,700"), TimeWord::Number);
        assert_eq!(figure("99999"), TimeWord::Number);
    }
}

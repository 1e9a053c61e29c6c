//! The words that time expressions are made of: folded token → [`TimeWord`].
//!
//! One look-up per token in a sorted table, without allocation; the rules of [`grammar`](super::grammar) read only its result.

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

/// Longest word of [`WORDS`], in bytes.
const LONGEST: usize = 14;

use Holiday::{Easter, ElectionDay, Fixed, Nth};
use TimeWord as W;

/// Sorted by word (a test holds it), for binary search.
const WORDS: &[(&str, TimeWord)] = &[
    ("a", W::A),
    ("a.m", W::Meridiem(0)),
    ("a.m.", W::Meridiem(0)),
    ("about", W::About),
    ("afternoon", W::DayPart(DayPart::Afternoon)),
    ("almost", W::About),
    ("am", W::Meridiem(0)),
    ("an", W::A),
    ("annually", W::Often(Unit::Year)),
    ("approximately", W::About),
    ("apr", W::ShortMonth(4)),
    ("apr.", W::ShortMonth(4)),
    ("april", W::Month(4)),
    ("around", W::About),
    ("at", W::Opener),
    ("aug", W::ShortMonth(8)),
    ("aug.", W::ShortMonth(8)),
    ("august", W::Month(8)),
    ("autumn", W::Season(Season::Autumn)),
    ("beginning", W::Part(Part::Early)),
    ("centuries", W::Units(Unit::Century)),
    ("century", W::Unit(Unit::Century)),
    ("christmas", W::Holiday(Fixed(12, 25))),
    ("coming", W::Shift(Shift::Next)),
    ("couple", W::Vague),
    ("current", W::Shift(Shift::This)),
    ("currently", W::Reference(Reference::Present)),
    ("daily", W::Often(Unit::Day)),
    ("day", W::Unit(Unit::Day)),
    ("days", W::Units(Unit::Day)),
    ("dec", W::ShortMonth(12)),
    ("dec.", W::ShortMonth(12)),
    ("decade", W::Unit(Unit::Decade)),
    ("decades", W::Units(Unit::Decade)),
    ("december", W::Month(12)),
    ("dozen", W::NumberWord(12)),
    ("dozens", W::Vague),
    ("each", W::Every),
    ("earlier", W::Part(Part::Earlier)),
    ("early", W::Part(Part::Early)),
    ("easter", W::Holiday(Easter(0))),
    ("eight", W::NumberWord(8)),
    ("eighteen", W::NumberWord(18)),
    ("eighteenth", W::Ordinal(18)),
    ("eighth", W::Ordinal(8)),
    ("eighties", W::Decade(80)),
    ("eighty", W::NumberWord(80)),
    ("election", W::Holiday(ElectionDay)),
    ("eleven", W::NumberWord(11)),
    ("eleventh", W::Ordinal(11)),
    ("end", W::Part(Part::Late)),
    ("evening", W::DayPart(DayPart::Evening)),
    ("every", W::Every),
    ("fall", W::Season(Season::Autumn)),
    ("feb", W::ShortMonth(2)),
    ("feb.", W::ShortMonth(2)),
    ("february", W::Month(2)),
    ("few", W::Vague),
    ("fewer", W::About),
    ("fifteen", W::NumberWord(15)),
    ("fifteenth", W::Ordinal(15)),
    ("fifth", W::Ordinal(5)),
    ("fifties", W::Decade(50)),
    ("fifty", W::NumberWord(50)),
    ("final", W::Ordinal(0)),
    ("first", W::Ordinal(1)),
    ("fiscal", W::Fiscal),
    ("five", W::NumberWord(5)),
    ("following", W::Shift(Shift::Following)),
    ("foreseeable", W::Opener),
    ("forties", W::Decade(40)),
    ("forty", W::NumberWord(40)),
    ("four", W::NumberWord(4)),
    ("fourteen", W::NumberWord(14)),
    ("fourteenth", W::Ordinal(14)),
    ("fourth", W::Ordinal(4)),
    ("fri", W::ShortWeekday(5)),
    ("fri.", W::ShortWeekday(5)),
    ("friday", W::Weekday(5)),
    ("fridays", W::Weekday(5)),
    ("future", W::Opener),
    ("good", W::Opener),
    ("halloween", W::Holiday(Fixed(10, 31))),
    ("hour", W::Unit(Unit::Hour)),
    ("hourly", W::Often(Unit::Hour)),
    ("hours", W::Units(Unit::Hour)),
    ("hundred", W::NumberWord(100)),
    ("immediate", W::Opener),
    ("independence", W::Holiday(Fixed(7, 4))),
    ("jan", W::ShortMonth(1)),
    ("jan.", W::ShortMonth(1)),
    ("january", W::Month(1)),
    ("jul", W::ShortMonth(7)),
    ("jul.", W::ShortMonth(7)),
    ("july", W::Month(7)),
    ("jun", W::ShortMonth(6)),
    ("jun.", W::ShortMonth(6)),
    ("june", W::Month(6)),
    ("just", W::About),
    (
        "labor",
        W::Holiday(Nth {
            month: 9,
            weekday: 1,
            nth: 1,
        }),
    ),
    ("last", W::Shift(Shift::Last)),
    ("late", W::Part(Part::Late)),
    ("later", W::Part(Part::Later)),
    ("latest", W::Opener),
    ("less", W::About),
    ("mar", W::ShortMonth(3)),
    ("mar.", W::ShortMonth(3)),
    ("march", W::Month(3)),
    ("may", W::Month(5)),
    (
        "memorial",
        W::Holiday(Nth {
            month: 5,
            weekday: 1,
            nth: 0,
        }),
    ),
    ("mid", W::Part(Part::Middle)),
    ("midday", W::NamedHour(12)),
    ("middle", W::Part(Part::Middle)),
    ("midnight", W::NamedHour(24)),
    ("millennium", W::Opener),
    ("minute", W::Unit(Unit::Minute)),
    ("minutes", W::Units(Unit::Minute)),
    ("mon", W::ShortWeekday(1)),
    ("mon.", W::ShortWeekday(1)),
    ("monday", W::Weekday(1)),
    ("mondays", W::Weekday(1)),
    ("month", W::Unit(Unit::Month)),
    ("monthly", W::Often(Unit::Month)),
    ("months", W::Units(Unit::Month)),
    ("more", W::About),
    ("morning", W::DayPart(DayPart::Morning)),
    ("mornings", W::DayPart(DayPart::Morning)),
    ("most", W::Opener),
    ("near", W::Opener),
    ("nearly", W::About),
    ("new", W::Opener),
    ("next", W::Shift(Shift::Next)),
    ("night", W::DayPart(DayPart::Night)),
    ("nightly", W::Often(Unit::Day)),
    ("nights", W::DayPart(DayPart::Night)),
    ("nine", W::NumberWord(9)),
    ("nineteen", W::NumberWord(19)),
    ("nineteenth", W::Ordinal(19)),
    ("nineties", W::Decade(90)),
    ("ninety", W::NumberWord(90)),
    ("ninth", W::Ordinal(9)),
    ("no", W::About),
    ("noon", W::NamedHour(12)),
    ("nov", W::ShortMonth(11)),
    ("nov.", W::ShortMonth(11)),
    ("november", W::Month(11)),
    ("now", W::Reference(Reference::Present)),
    ("nowadays", W::Reference(Reference::Present)),
    ("oct", W::ShortMonth(10)),
    ("oct.", W::ShortMonth(10)),
    ("october", W::Month(10)),
    ("one", W::NumberWord(1)),
    ("over", W::About),
    ("overnight", W::Overnight),
    ("p.m", W::Meridiem(12)),
    ("p.m.", W::Meridiem(12)),
    ("past", W::Shift(Shift::Past)),
    ("pm", W::Meridiem(12)),
    ("post", W::Opener),
    ("pre", W::Opener),
    ("presently", W::Reference(Reference::Present)),
    ("previous", W::Shift(Shift::Previous)),
    ("quarter", W::Unit(Unit::Quarter)),
    ("quarters", W::Units(Unit::Quarter)),
    ("recent", W::Opener),
    ("recently", W::Reference(Reference::Past)),
    ("right", W::Opener),
    ("roughly", W::About),
    ("same", W::Shift(Shift::Same)),
    ("sat", W::ShortWeekday(6)),
    ("sat.", W::ShortWeekday(6)),
    ("saturday", W::Weekday(6)),
    ("saturdays", W::Weekday(6)),
    ("second", W::Ordinal(2)),
    ("seconds", W::Units(Unit::Second)),
    ("sep", W::ShortMonth(9)),
    ("sep.", W::ShortMonth(9)),
    ("sept", W::ShortMonth(9)),
    ("sept.", W::ShortMonth(9)),
    ("september", W::Month(9)),
    ("seven", W::NumberWord(7)),
    ("seventeen", W::NumberWord(17)),
    ("seventeenth", W::Ordinal(17)),
    ("seventh", W::Ordinal(7)),
    ("seventies", W::Decade(70)),
    ("seventy", W::NumberWord(70)),
    ("several", W::Vague),
    ("six", W::NumberWord(6)),
    ("sixteen", W::NumberWord(16)),
    ("sixteenth", W::Ordinal(16)),
    ("sixth", W::Ordinal(6)),
    ("sixties", W::Decade(60)),
    ("sixty", W::NumberWord(60)),
    ("some", W::About),
    ("sometime", W::Part(Part::Sometime)),
    ("soon", W::Reference(Reference::Future)),
    ("spring", W::Season(Season::Spring)),
    ("start", W::Part(Part::Early)),
    ("summer", W::Season(Season::Summer)),
    ("summers", W::Season(Season::Summer)),
    ("sun", W::ShortWeekday(7)),
    ("sun.", W::ShortWeekday(7)),
    ("sunday", W::Weekday(7)),
    ("sundays", W::Weekday(7)),
    ("ten", W::NumberWord(10)),
    ("tenth", W::Ordinal(10)),
    (
        "thanksgiving",
        W::Holiday(Nth {
            month: 11,
            weekday: 4,
            nth: 4,
        }),
    ),
    ("that", W::Shift(Shift::Same)),
    ("the", W::The),
    ("these", W::Opener),
    ("third", W::Ordinal(3)),
    ("thirteen", W::NumberWord(13)),
    ("thirteenth", W::Ordinal(13)),
    ("thirties", W::Decade(30)),
    ("thirtieth", W::Ordinal(30)),
    ("thirty", W::NumberWord(30)),
    ("this", W::Shift(Shift::This)),
    ("thousand", W::NumberWord(1000)),
    ("three", W::NumberWord(3)),
    ("thu", W::ShortWeekday(4)),
    ("thu.", W::ShortWeekday(4)),
    ("thurs", W::ShortWeekday(4)),
    ("thurs.", W::ShortWeekday(4)),
    ("thursday", W::Weekday(4)),
    ("thursdays", W::Weekday(4)),
    ("today", W::Day(0)),
    ("tomorrow", W::Day(1)),
    ("tonight", W::Tonight),
    ("tue", W::ShortWeekday(2)),
    ("tue.", W::ShortWeekday(2)),
    ("tues", W::ShortWeekday(2)),
    ("tues.", W::ShortWeekday(2)),
    ("tuesday", W::Weekday(2)),
    ("tuesdays", W::Weekday(2)),
    ("twelfth", W::Ordinal(12)),
    ("twelve", W::NumberWord(12)),
    ("twenties", W::Decade(20)),
    ("twentieth", W::Ordinal(20)),
    ("twenty", W::NumberWord(20)),
    ("two", W::NumberWord(2)),
    ("up", W::About),
    ("valentines", W::Holiday(Fixed(2, 14))),
    ("veterans", W::Holiday(Fixed(11, 11))),
    ("wed", W::ShortWeekday(3)),
    ("wed.", W::ShortWeekday(3)),
    ("wednesday", W::Weekday(3)),
    ("wednesdays", W::Weekday(3)),
    ("week", W::Unit(Unit::Week)),
    ("weekend", W::Unit(Unit::Weekend)),
    ("weekends", W::Units(Unit::Weekend)),
    ("weekly", W::Often(Unit::Week)),
    ("weeks", W::Units(Unit::Week)),
    ("winter", W::Season(Season::Winter)),
    ("winters", W::Season(Season::Winter)),
    ("year", W::Unit(Unit::Year)),
    ("yearly", W::Often(Unit::Year)),
    ("years", W::Units(Unit::Year)),
    ("yesterday", W::Day(-1)),
];

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

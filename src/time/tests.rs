//! Expressions in sentences → type, value, days.

use jiff::civil::Date;
use proptest::prelude::*;

use super::{Meaning, Timex, TimexType, find_timexes};
use crate::document::Document;
use crate::text::Text;

fn read(sentence: &str, publication: &str) -> Vec<(String, Timex)> {
    let document = Document {
        text: sentence.to_owned(),
        ..Document::default()
    };
    let publication: Option<Date> = publication.parse().ok();
    find_timexes(&Text::read(&document), publication)
        .into_iter()
        .map(|timex| (timex.span.of(sentence).to_owned(), timex))
        .collect()
}

/// The days as `first..last`, one day alone, `+2..+10` from the narrative, or nothing.
fn days(meaning: Meaning) -> String {
    match meaning {
        Meaning::Days(days) if days.first == days.last => days.first.to_string(),
        Meaning::Days(days) => format!("{}..{}", days.first, days.last),
        Meaning::FromNarrative { least_days, most_days } => format!("{least_days:+}..{most_days:+}"),
        Meaning::None => String::new(),
    }
}

/// The expressions of `sentence` are exactly those of `expected`: words, value, days.
#[track_caller]
fn check(sentence: &str, publication: &str, expected: &[(&str, &str, &str)]) {
    let found: Vec<(String, String, String)> = read(sentence, publication)
        .into_iter()
        .map(|(words, timex)| (words, timex.value, days(timex.meaning)))
        .collect();
    let expected: Vec<(String, String, String)> = expected
        .iter()
        .map(|(words, value, days)| ((*words).to_owned(), (*value).to_owned(), (*days).to_owned()))
        .collect();
    assert_eq!(expected, found, "in {sentence:?}, published {publication:?}");
}

/// The one expression of `sentence` has this type.
#[track_caller]
fn check_kind(sentence: &str, expected: TimexType) {
    let kinds: Vec<TimexType> = read(sentence, "2020-03-12")
        .iter()
        .map(|(_, timex)| timex.kind)
        .collect();
    assert_eq!(vec![expected], kinds, "types in {sentence:?}");
}

/// Published on Thursday, 12 March 2020.
const THURSDAY: &str = "2020-03-12";

#[test]
fn dates_in_full_need_no_publication() {
    check(
        "He died on January 3, 2020 there.",
        "",
        &[("January 3, 2020", "2020-01-03", "2020-01-03")],
    );
    check(
        "He died on 3 January 2020.",
        "",
        &[("3 January 2020", "2020-01-03", "2020-01-03")],
    );
    check(
        "Since 2019-03-12 it is open.",
        "",
        &[("2019-03-12", "2019-03-12", "2019-03-12")],
    );
    check(
        "Signed 12/25/98 by all.",
        "",
        &[("12/25/98", "1998-12-25", "1998-12-25")],
    );
    check(
        "Signed 25.12.1998 by all.",
        "",
        &[("25.12.1998", "1998-12-25", "1998-12-25")],
    );
    check(
        "BOGOTA, 16 NOV 89 (EFE)",
        "1989-11-17",
        &[("16 NOV 89", "1989-11-16", "1989-11-16")],
    );
    check(
        "It ended in May 2003.",
        "",
        &[("May 2003", "2003-05", "2003-05-01..2003-05-31")],
    );
    check(
        "The 9/11 attacks came first.",
        THURSDAY,
        &[("9/11", "2001-09-11", "2001-09-11")],
    );
    assert!(read("on January 3, 2020", "")[0].1.is_explicit);
    assert!(!read("on January 3", THURSDAY)[0].1.is_explicit);
}

#[test]
fn a_date_without_a_year_is_the_latest_with_a_month_of_grace() {
    check(
        "A strike on January 3 killed him.",
        THURSDAY,
        &[("January 3", "2020-01-03", "2020-01-03")],
    );
    check(
        "It fell on Dec. 6th there.",
        "2016-12-08",
        &[("Dec. 6th", "2016-12-06", "2016-12-06")],
    );
    check(
        "On Jan. 8, forces struck.",
        "2017-01-09",
        &[("Jan. 8", "2017-01-08", "2017-01-08")],
    );
    check(
        "He was shot on Dec. 26.",
        "2017-01-05",
        &[("Dec. 26", "2016-12-26", "2016-12-26")],
    );
    check(
        "A strike on 5 April hit it.",
        THURSDAY,
        &[("5 April", "2020-04-05", "2020-04-05")],
    );
    check(
        "A strike on 25 April hit it.",
        THURSDAY,
        &[("25 April", "2019-04-25", "2019-04-25")],
    );
    check(
        "It was Feb. 29 in Basra.",
        "2021-03-12",
        &[("Feb. 29", "2020-02-29", "2020-02-29")],
    );
    check(
        "The court will hear it on June 8.",
        THURSDAY,
        &[("June 8", "2020-06-08", "2020-06-08")],
    );
}

#[test]
fn ranges_of_days_are_one_expression() {
    check(
        "Destroyed between 11-13 Dec. near it.",
        "2016-12-16",
        &[("11-13 Dec.", "2016-12-11/2016-12-13", "2016-12-11..2016-12-13")],
    );
    check(
        "Fighting on Jan. 3-5 killed ten.",
        THURSDAY,
        &[("Jan. 3-5", "2020-01-03/2020-01-05", "2020-01-03..2020-01-05")],
    );
    check(
        "From 3 to 5 January it rained.",
        THURSDAY,
        &[("3 to 5 January", "2020-01-03/2020-01-05", "2020-01-03..2020-01-05")],
    );
}

#[test]
fn parts_of_months_and_years_narrow_the_days() {
    check(
        "A contractor died in late December.",
        THURSDAY,
        &[("late December", "2019-12", "2019-12-21..2019-12-31")],
    );
    check(
        "It began in early October.",
        "2019-11-10",
        &[("early October", "2019-10", "2019-10-01..2019-10-10")],
    );
    check(
        "It has grown since mid-2012.",
        THURSDAY,
        &[("mid-2012", "2012", "2012-05-01..2012-08-31")],
    );
    check(
        "REBELS STRUCK AGAIN IN MAY IN BOGOTA.",
        THURSDAY,
        &[("MAY", "2019-05", "2019-05-01..2019-05-31")],
    );
    check(
        "It ended in mid-November.",
        "2019-11-30",
        &[("mid-November", "2019-11", "2019-11-11..2019-11-20")],
    );
    check(
        "Until the end of 1999 it held.",
        THURSDAY,
        &[("the end of 1999", "1999", "1999-09-01..1999-12-31")],
    );
    check(
        "It fell earlier this month.",
        THURSDAY,
        &[("earlier this month", "2020-03", "2020-03-01..2020-03-12")],
    );
}

#[test]
fn weekdays_look_back_unless_the_clause_looks_ahead() {
    check(
        "Strikes on Thursday hit Iraq.",
        THURSDAY,
        &[("Thursday", "2020-03-12", "2020-03-12")],
    );
    check(
        "It was responsible for Wednesday’s rocket attack.",
        THURSDAY,
        &[("Wednesday", "2020-03-11", "2020-03-11")],
    );
    check(
        "Those believed to be behind Wednesday’s attack fled.",
        THURSDAY,
        &[("Wednesday", "2020-03-11", "2020-03-11")],
    );
    check(
        "The council will meet on Monday.",
        THURSDAY,
        &[("Monday", "2020-03-16", "2020-03-16")],
    );
    check(
        "The council will meet, he said Monday.",
        THURSDAY,
        &[("Monday", "2020-03-09", "2020-03-09")],
    );
    check(
        "It struck last Thursday.",
        THURSDAY,
        &[("last Thursday", "2020-03-05", "2020-03-05")],
    );
    check(
        "It opens next Thursday.",
        THURSDAY,
        &[("next Thursday", "2020-03-19", "2020-03-19")],
    );
    check(
        "He was hanged on Monday, Dec. 26.",
        "2016-12-29",
        &[("Monday, Dec. 26", "2016-12-26", "2016-12-26")],
    );
    check("He spoke on Monday.", "", &[("Monday", "XXXX-WXX-1", "")]);
}

#[test]
fn days_beside_the_publication() {
    check(
        "It was reported yesterday.",
        THURSDAY,
        &[("yesterday", "2020-03-11", "2020-03-11")],
    );
    check(
        "They struck earlier today.",
        THURSDAY,
        &[("earlier today", "2020-03-12", "2020-03-12")],
    );
    check(
        "Six died in last night's attack.",
        THURSDAY,
        &[("last night", "2020-03-11TNI", "2020-03-11")],
    );
    check(
        "Six died this morning.",
        THURSDAY,
        &[("this morning", "2020-03-12TMO", "2020-03-12")],
    );
    check(
        "Rockets fell overnight.",
        THURSDAY,
        &[("overnight", "2020-03-11TNI", "2020-03-11..2020-03-12")],
    );
    check(
        "It happened the day before yesterday.",
        THURSDAY,
        &[("the day before yesterday", "2020-03-10", "2020-03-10")],
    );
    check(
        "He fled on the night of Monday to Tuesday.",
        THURSDAY,
        &[(
            "the night of Monday to Tuesday",
            "2020-03-09TNI",
            "2020-03-09..2020-03-10",
        )],
    );
    check(
        "It was hit in the last 24 hours.",
        THURSDAY,
        &[("the last 24 hours", "PT24H", "2020-03-11..2020-03-12")],
    );
}

#[test]
fn weeks_months_and_years_beside_the_publication() {
    check(
        "They met this week.",
        THURSDAY,
        &[("this week", "2020-W11", "2020-03-09..2020-03-15")],
    );
    check(
        "He was murdered last October.",
        "2019-09-29",
        &[("last October", "2018-10", "2018-10-01..2018-10-31")],
    );
    check(
        "He left last year.",
        THURSDAY,
        &[("last year", "2019", "2019-01-01..2019-12-31")],
    );
    check(
        "It opens in April next year.",
        THURSDAY,
        &[("April next year", "2021-04", "2021-04-01..2021-04-30")],
    );
    check(
        "It began last summer.",
        THURSDAY,
        &[("last summer", "2019-SU", "2019-06-01..2019-08-31")],
    );
    check(
        "Rebels killed him two days ago.",
        THURSDAY,
        &[("two days ago", "2020-03-10", "2020-03-10")],
    );
    check(
        "They left two years ago.",
        THURSDAY,
        &[("two years ago", "2018", "2018-01-01..2018-12-31")],
    );
    check(
        "A quake hit several days ago.",
        THURSDAY,
        &[("several days ago", "PAST_REF", "2020-03-02..2020-03-10")],
    );
}

#[test]
fn years_decades_quarters_and_holidays() {
    check(
        "It has fought since 2015 there.",
        THURSDAY,
        &[("2015", "2015", "2015-01-01..2015-12-31")],
    );
    check(
        "He ruled in the 1980s.",
        THURSDAY,
        &[("the 1980s", "198", "1980-01-01..1989-12-31")],
    );
    check(
        "Profit rose in the third quarter.",
        "1989-10-26",
        &[("the third quarter", "1989-Q3", "1989-07-01..1989-09-30")],
    );
    check(
        "He died on Thanksgiving Day.",
        "2016-11-26",
        &[("Thanksgiving Day", "2016-11-24", "2016-11-24")],
    );
    check(
        "A bomb went off on Good Friday.",
        "2020-05-01",
        &[("Good Friday", "2020-04-10", "2020-04-10")],
    );
}

#[test]
fn what_follows_the_narrative_counts_from_it() {
    check(
        "Hours later, they struck.",
        THURSDAY,
        &[("Hours later", "XXXX-XX-XX", "+0..+1")],
    );
    check(
        "Several days later, jets struck.",
        THURSDAY,
        &[("Several days later", "XXXX-XX-XX", "+2..+10")],
    );
    check(
        "On Jan. 3 he died. The following day they left.",
        THURSDAY,
        &[
            ("Jan. 3", "2020-01-03", "2020-01-03"),
            ("The following day", "2020-01-04", "+1..+1"),
        ],
    );
    check(
        "On Jan. 3 he died. That day they left.",
        THURSDAY,
        &[
            ("Jan. 3", "2020-01-03", "2020-01-03"),
            ("That day", "2020-01-03", "+0..+0"),
        ],
    );
    check(
        "The previous day it aired.",
        THURSDAY,
        &[("The previous day", "XXXX-XX-XX", "-1..-1")],
    );
    check(
        "The strikes come a day after a soldier died.",
        THURSDAY,
        &[("a day", "P1D", "-1..-1")],
    );
    check(
        "Two weeks after the quake they left.",
        THURSDAY,
        &[("Two weeks", "P2W", "+12..+16")],
    );
}

#[test]
fn times_of_day_take_the_day_beside_them() {
    check(
        "It began at 7:45 p.m. Friday.",
        THURSDAY,
        &[("7:45 p.m. Friday", "2020-03-06T19:45", "2020-03-06")],
    );
    check(
        "On Friday it began at 4:00 A.M. local time.",
        THURSDAY,
        &[
            ("Friday", "2020-03-06", "2020-03-06"),
            ("4:00 A.M. local time", "2020-03-06T04:00", "+0..+0"),
        ],
    );
    check(
        "It began at noon Thursday.",
        THURSDAY,
        &[("noon Thursday", "2020-03-12T12:00", "2020-03-12")],
    );
    check(
        "He was shot at 2220 last night.",
        THURSDAY,
        &[("2220 last night", "2020-03-11T22:20", "2020-03-11")],
    );
    check("They won 3:2 at home.", THURSDAY, &[]);
}

#[test]
fn lengths_sets_and_references_have_no_days() {
    check("It lasted for three days.", THURSDAY, &[("three days", "P3D", "")]);
    check(
        "After sixteen weeks it ended.",
        THURSDAY,
        &[("sixteen weeks", "P16W", "")],
    );
    check("A two-year siege ended.", THURSDAY, &[("two-year", "P2Y", "")]);
    check("It took 2 1/2 years.", THURSDAY, &[("2 1/2 years", "P2Y6M", "")]);
    check(
        "It took more than four hours.",
        THURSDAY,
        &[("more than four hours", "PT4H", "")],
    );
    check("He prays every day.", THURSDAY, &[("every day", "P1D", "")]);
    check("They march each July.", THURSDAY, &[("each July", "XXXX-07", "")]);
    check("He lives in London now.", THURSDAY, &[("now", "PRESENT_REF", "")]);
    check("The recently adopted text.", THURSDAY, &[("recently", "PAST_REF", "")]);
    check_kind("It lasted for three days.", TimexType::Duration);
    check_kind("He prays every day.", TimexType::Set);
    check_kind("It began at 7:45 p.m. Friday.", TimexType::Time);
    check_kind("He lives in London now.", TimexType::Date);
}

#[test]
fn ordinary_words_and_names_are_no_times() {
    for sentence in [
        "They may march on the second gate.",
        "The sun sat low after the fall of Aleppo.",
        "A 42-year-old man, 52 years old.",
        "It cost $2000 and 1500 people died.",
        "The Sunday Times and the Daily Mail said so.",
        "Black September took hostages.",
        "Mrs May and June Carter spoke.",
        "He told USA Today so.",
        "Next Inc. will buy it.",
        "Rebels killed 2000 civilians.",
        "It employs four flights a week, at $5 a year.",
        "About three-quarters of its food.",
    ] {
        check(sentence, THURSDAY, &[]);
    }
}

#[test]
fn without_a_publication_date_the_year_is_unknown() {
    check("He died on January 3.", "", &[("January 3", "XXXX-01-03", "")]);
    check("He died last week.", "", &[("last week", "XXXX-WXX", "")]);
    check("He died yesterday.", "", &[("yesterday", "XXXX-XX-XX", "")]);
}

/// Words that rules know, so that random sentences reach them.
fn time_words() -> impl Strategy<Value = String> {
    let words = [
        "the", "a", "last", "next", "this", "that", "day", "days", "night", "of", "January", "May", "Jan.", "3", "31",
        "1989", "9999", "2020", "-", "/", ":", ",", "two", "hundred", "thousand", "million", "years", "weeks", "hours",
        "ago", "later", "before", "after", "Monday", "to", "and", "p.m.", "quarter", "century", "decade", "early",
        "end", "every", "'s", "'", "1980s", "th", "19th", "half", "year", "more", "than", "1/2",
    ];
    proptest::collection::vec(proptest::sample::select(words.to_vec()), 0..30).prop_map(|words| words.join(" "))
}

fn check_spans(text: &str, publication: &str) -> Result<(), TestCaseError> {
    let found = read(text, publication);
    for pair in found.windows(2) {
        prop_assert!(pair[0].1.span.end() <= pair[1].1.span.start());
    }
    for (words, timex) in &found {
        prop_assert!(!words.is_empty());
        if let Meaning::Days(days) = timex.meaning {
            prop_assert!(days.first <= days.last);
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic_in_order(text in "\\PC{0,200}") {
        check_spans(&text, THURSDAY)?;
    }

    #[test]
    fn any_row_of_time_words_is_read_without_panic_in_order(text in time_words(), publication in prop::sample::select(vec!["", "2020-03-12", "9999-12-31", "-009999-01-01"])) {
        check_spans(&text, publication)?;
    }
}

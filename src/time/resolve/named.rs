//! Months, days, quarters, seasons and holidays by name: which year is meant.

use jiff::civil::Date;

use super::{Reading, Resolver, one_day, year_by_outlook};
use crate::time::calendar::{
    add_days, add_months, holiday_day, month_days, months_days, quarter_of, range, season_code, season_days, week_days,
    week_value, years_days,
};
use crate::time::date_range::DatePrecision;
use crate::time::expression::Year;
use crate::time::tense::Outlook;
use crate::time::word::{Holiday, Season, Shift};

impl Resolver<'_> {
    /// "January 3", "Jan. 3-5".
    pub(super) fn month_day(&self, year: Year, month: i8, days: (i8, i8), outlook: Outlook) -> Reading {
        let day_in = |year| Date::new(year, month, days.0).ok();
        let Some(number) = self.year_of(year, outlook, day_in) else {
            return Reading::bare(super::TimexType::Date, format!("XXXX-{month:02}-{:02}", days.0));
        };
        let is_explicit = is_said(year);
        if days.0 == days.1 {
            return match day_in(number) {
                Some(day) => one_day(Some(day)).said(is_explicit),
                // "February 30": the value as written, no days.
                None => Reading::bare(super::TimexType::Date, format!("{number:04}-{month:02}-{:02}", days.0)),
            };
        }
        let (first, last) = (day_in(number), Date::new(number, month, days.1).ok());
        let value = format!(
            "{number:04}-{month:02}-{:02}/{number:04}-{month:02}-{:02}",
            days.0, days.1
        );
        Reading::days(value, range(first, last, DatePrecision::Range)).said(is_explicit)
    }

    /// "October", "October 1984", "last October".
    pub(super) fn month(&self, year: Year, month: i8, outlook: Outlook) -> Reading {
        let month_in = |year| Date::new(year, month, 1).ok();
        let number = match (year, self.publication) {
            (Year::Unsaid, Some(publication)) => Some(begun_year(publication, outlook, month_in)),
            _ => self.year_of(year, outlook, month_in),
        };
        match number {
            Some(number) => {
                Reading::days(format!("{number:04}-{month:02}"), month_days(number, month)).said(is_said(year))
            }
            None => Reading::bare(super::TimexType::Date, format!("XXXX-{month:02}")),
        }
    }

    /// The year of a named day; `None` without a publication date to go by.
    fn year_of(&self, year: Year, outlook: Outlook, day_in: impl Fn(i16) -> Option<Date>) -> Option<i16> {
        match year {
            Year::Said(year) => Some(self.whole_year(year)),
            Year::Unsaid => Some(year_by_outlook(self.publication?, outlook, day_in)),
            Year::BeforeTold => Some(year_by_outlook(self.publication?, outlook, day_in).saturating_sub(1)),
            Year::Beside(shift) => self.year_by(shift),
            Year::Shifted(Shift::This) => Some(self.publication?.year()),
            Year::Shifted(Shift::Next | Shift::Following) => {
                let publication = self.publication?;
                let year = publication.year();
                let is_later = |year: &i16| day_in(*year).is_some_and(|day| publication.last_of_month() < day);
                [year, year.saturating_add(1)].into_iter().find(is_later).or(Some(year))
            }
            Year::Shifted(Shift::Last | Shift::Past | Shift::Previous | Shift::Same) => {
                let publication = self.publication?;
                let year = publication.year();
                let is_earlier = |year: &i16| day_in(*year).is_some_and(|day| day < publication.first_of_month());
                [year, year.saturating_sub(1)]
                    .into_iter()
                    .find(is_earlier)
                    .or(Some(year))
            }
        }
    }

    /// "last year", "that year": a year by shift.
    pub(super) fn year_by(&self, shift: Shift) -> Option<i16> {
        let published = self.publication.map(Date::year);
        let told = self.told_year.or(published);
        match shift {
            Shift::Last | Shift::Past => published?.checked_sub(1),
            Shift::This => published,
            Shift::Next => published?.checked_add(1),
            Shift::Previous => told?.checked_sub(1),
            Shift::Same => told,
            Shift::Following => told?.checked_add(1),
        }
    }

    /// Two figures → the year that is not far in the future.
    fn whole_year(&self, year: i16) -> i16 {
        if year >= 100 {
            return year;
        }
        let latest = self
            .publication
            .map_or(LATEST_WITHOUT_PUBLICATION, |day| day.year().saturating_add(5));
        let of_century = latest - latest.rem_euclid(100) + year;
        if of_century <= latest {
            of_century
        } else {
            of_century - 100
        }
    }

    /// "the 1980s", "the nineties".
    pub(super) fn decade(&self, first: i16) -> Reading {
        let first_year = self.whole_year(first);
        let value = format!("{:03}", first_year / 10);
        Reading::days(value, years_days(first_year, first_year.saturating_add(9))).said(first >= 1000)
    }

    /// "the third quarter": the last one that has begun, else the next where the clause looks ahead.
    pub(super) fn quarter(&mut self, year: Year, quarter: i8, outlook: Outlook) -> Reading {
        let first_month = quarter * 3 - 2;
        let begins = |year| Date::new(year, first_month, 1).ok();
        let number = match (year, self.publication) {
            (Year::Unsaid | Year::BeforeTold, Some(publication)) => {
                // Quarters are mostly reported: only this year's can lie ahead.
                let outlook = if begins(publication.year()).is_some_and(|first| publication < first) {
                    outlook
                } else {
                    Outlook::Past
                };
                Some(begun_year(publication, outlook, begins).saturating_sub(i16::from(year == Year::BeforeTold)))
            }
            _ => self.year_of(year, outlook, begins),
        };
        let Some(number) = number else {
            return Reading::bare(super::TimexType::Date, format!("XXXX-Q{quarter}"));
        };
        let is_over = months_days(number, first_month, first_month + 2)
            .zip(self.publication)
            .is_some_and(|(days, day)| days.last < day);
        if year != Year::BeforeTold && is_over {
            self.told_quarter = Some((number, quarter));
        }
        quarter_reading(number, quarter).said(is_said(year))
    }

    /// "the last half of 1989".
    pub(super) fn half(&self, year: Year, half: i8) -> Reading {
        let number = match year {
            Year::Said(year) => Some(self.whole_year(year)),
            Year::Beside(shift) | Year::Shifted(shift) => self.year_by(shift),
            Year::Unsaid | Year::BeforeTold => self.publication.map(Date::year),
        };
        match number {
            Some(number) => Reading::days(
                format!("{number:04}-H{half}"),
                months_days(number, half * 6 - 5, half * 6),
            )
            .said(is_said(year)),
            None => Reading::bare(super::TimexType::Date, format!("XXXX-H{half}")),
        }
    }

    /// "the quarter", "the year-earlier period": the one told of, else the last one that has ended.
    pub(super) fn last_quarter(&self, years: i8) -> Reading {
        let ended = || {
            self.publication
                .and_then(|day| add_months(day, -3))
                .map(|day| (day.year(), quarter_of(day)))
        };
        match self.told_quarter.or_else(ended) {
            Some((year, quarter)) => quarter_reading(year.saturating_add(i16::from(years)), quarter),
            None => Reading::bare(super::TimexType::Date, "XXXX-QX"),
        }
    }

    /// "a year earlier": of the quarter told of, else the year.
    pub(super) fn year_before(&self) -> Reading {
        match (self.told_quarter, self.publication) {
            (Some((year, quarter)), _) => quarter_reading(year.saturating_sub(1), quarter),
            (None, Some(day)) => {
                let year = day.year().saturating_sub(1);
                Reading::days(format!("{year:04}"), years_days(year, year))
            }
            (None, None) => Reading::bare(super::TimexType::Date, "XXXX"),
        }
    }

    /// "last fall", "the summer of 1994"; a winter belongs to the year of its December.
    pub(super) fn season(&self, year: Year, season: Season, outlook: Outlook) -> Reading {
        let number = match (year, self.publication) {
            (Year::Said(year), _) => Some(self.whole_year(year)),
            (Year::Beside(shift), _) => self.year_by(shift),
            (_, None) => None,
            (year, Some(publication)) => Some(season_year(year, season, outlook, publication)),
        };
        match number {
            Some(number) => Reading::days(
                format!("{number:04}-{}", season_code(season)),
                season_days(number, season),
            )
            .said(is_said(year)),
            None => Reading::bare(super::TimexType::Date, format!("XXXX-{}", season_code(season))),
        }
    }

    /// "Thanksgiving", "last Christmas".
    pub(super) fn holiday(&self, year: Year, holiday: Holiday, outlook: Outlook) -> Reading {
        let number = self.year_of(year, outlook, |year| holiday_day(year, holiday));
        one_day(number.and_then(|number| holiday_day(number, holiday))).said(is_said(year))
    }

    /// "the week of March 9".
    pub(super) fn week_of(&self, year: Year, month: i8, day: i8, outlook: Outlook) -> Reading {
        let day_in = |year| Date::new(year, month, day).ok();
        match self.year_of(year, outlook, day_in).and_then(day_in) {
            Some(day) => Reading::days(week_value(day), week_days(day)).said(is_said(year)),
            None => Reading::bare(super::TimexType::Date, "XXXX-WXX"),
        }
    }

    /// "Thursday", "last Thursday".
    pub(super) fn weekday(&self, weekday: i8, shift: Option<Shift>, outlook: Outlook) -> Reading {
        let day = self.weekday_date(weekday, shift, outlook);
        match day {
            Some(_) => one_day(day),
            None => Reading::bare(super::TimexType::Date, format!("XXXX-WXX-{weekday}")),
        }
    }

    fn weekday_date(&self, weekday: i8, shift: Option<Shift>, outlook: Outlook) -> Option<Date> {
        let told = self.told.map(|days| days.first).or(self.publication);
        let base = match shift {
            Some(Shift::Previous | Shift::Same | Shift::Following) => told?,
            _ => self.publication?,
        };
        // Days back to the weekday, 0 to 6.
        let back = (i32::from(base.weekday().to_monday_one_offset()) - i32::from(weekday)).rem_euclid(7);
        let days = match shift {
            Some(Shift::Last | Shift::Past | Shift::Previous) => {
                if back == 0 {
                    -7
                } else {
                    -back
                }
            }
            Some(Shift::Next | Shift::Following) => 7 - back,
            Some(Shift::This) => i32::from(weekday) - i32::from(base.weekday().to_monday_one_offset()),
            None if outlook == Outlook::Future => (7 - back) % 7,
            Some(Shift::Same) | None => -back,
        };
        add_days(base, days)
    }

    /// "the night of Monday to Tuesday".
    pub(super) fn night_between(&self, first: i8, last: i8, outlook: Outlook) -> Reading {
        let nights = i32::from(last - first).rem_euclid(7);
        let day = self.weekday_date(first, None, outlook);
        let days = range(day, day.and_then(|day| add_days(day, nights)), DatePrecision::Range);
        let value = day.map_or_else(|| format!("XXXX-WXX-{first}"), |day| day.to_string());
        Reading {
            kind: super::TimexType::Time,
            ..Reading::days(value + "TNI", days)
        }
    }
}

/// Where nothing tells the century, two figures up to this year mean the 2000s.
const LATEST_WITHOUT_PUBLICATION: i16 = 2039;

fn is_said(year: Year) -> bool {
    matches!(year, Year::Said(year) if year >= 100)
}

pub(super) fn quarter_reading(year: i16, quarter: i8) -> Reading {
    Reading::days(
        format!("{year:04}-Q{quarter}"),
        months_days(year, quarter * 3 - 2, quarter * 3),
    )
}

/// The year of a month or quarter by its first day: the last that has begun, or in a clause that looks ahead the next to begin.
fn begun_year(publication: Date, outlook: Outlook, first_day: impl Fn(i16) -> Option<Date>) -> i16 {
    let year = publication.year();
    let month = publication.first_of_month();
    match (outlook, first_day(year)) {
        (Outlook::Future, Some(first)) if first < month => year.saturating_add(1),
        (Outlook::Past | Outlook::Unclear, Some(first)) if month < first => year.saturating_sub(1),
        _ => year,
    }
}

fn season_year(year: Year, season: Season, outlook: Outlook, publication: Date) -> i16 {
    let this = publication.year();
    let years = [
        this.saturating_add(1),
        this,
        this.saturating_sub(1),
        this.saturating_sub(2),
    ];
    let days = |year: &i16| season_days(*year, season);
    let is_over = |year: &i16| days(year).is_some_and(|days| days.last < publication);
    let has_begun = |year: &i16| days(year).is_some_and(|days| days.first <= publication);
    let is_ahead = |year: &i16| days(year).is_some_and(|days| publication < days.first);
    let chosen = match year {
        Year::Shifted(Shift::Last | Shift::Past | Shift::Previous) => years.iter().find(|year| is_over(year)),
        Year::Shifted(Shift::Next | Shift::Following) => years.iter().rev().find(|year| is_ahead(year)),
        Year::Shifted(Shift::This) if season != Season::Winter || publication.month() > 2 => return this,
        _ if outlook == Outlook::Future => years.iter().rev().find(|year| !is_over(year)),
        _ => years.iter().find(|year| has_begun(year)),
    };
    chosen.copied().unwrap_or(this)
}

/// The n-th century: 1901 to 2000 is counted as 1900 to 1999, as TIMEX3 values do.
pub(super) fn century(century: i8) -> Reading {
    let hundreds = i16::from(century).saturating_sub(1);
    Reading::days(
        format!("{hundreds:02}"),
        years_days(hundreds * 100, hundreds * 100 + 99),
    )
    .said(true)
}

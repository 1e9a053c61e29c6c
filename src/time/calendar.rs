//! Calendar arithmetic that cannot fail: months, weeks, seasons, holidays. All in the proleptic Gregorian calendar of [`jiff`].

use jiff::Span;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use super::date_range::{DatePrecision, DateRange};
use super::word::{Holiday, Season};

/// `date` moved by `days`; `None` outside the years that [`Date`] holds.
pub(super) fn add_days(date: Date, days: i32) -> Option<Date> {
    date.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// `date` moved by `months`, its day cut to the length of the month.
pub(super) fn add_months(date: Date, months: i32) -> Option<Date> {
    date.checked_add(Span::new().try_months(months).ok()?).ok()
}

/// Days from `first` to `last` with this precision; `None` where a day does not exist or the order is wrong.
pub(super) fn range(first: Option<Date>, last: Option<Date>, precision: DatePrecision) -> Option<DateRange> {
    let (first, last) = (first?, last?);
    (first <= last).then_some(DateRange { first, last, precision })
}

/// The days of one month.
pub(super) fn month_days(year: i16, month: i8) -> Option<DateRange> {
    let first = Date::new(year, month, 1).ok()?;
    range(Some(first), Some(first.last_of_month()), DatePrecision::Month)
}

/// The days of whole months, `first_month` to `last_month` of one year.
pub(super) fn months_days(year: i16, first_month: i8, last_month: i8) -> Option<DateRange> {
    let first = month_days(year, first_month)?.first;
    range(
        Some(first),
        Some(month_days(year, last_month)?.last),
        DatePrecision::Year,
    )
}

/// The days of the years `first` to `last`.
pub(super) fn years_days(first: i16, last: i16) -> Option<DateRange> {
    range(
        Date::new(first, 1, 1).ok(),
        Date::new(last, 12, 31).ok(),
        DatePrecision::Year,
    )
}

/// Monday to Sunday of the week that holds `date`.
pub(super) fn week_days(date: Date) -> Option<DateRange> {
    let monday = add_days(date, -i32::from(date.weekday().to_monday_zero_offset()))?;
    range(Some(monday), add_days(monday, 6), DatePrecision::Week)
}

/// Saturday and Sunday of the week that holds `date`.
pub(super) fn weekend_days(date: Date) -> Option<DateRange> {
    let week = week_days(date)?;
    range(add_days(week.first, 5), Some(week.last), DatePrecision::Range)
}

/// TIMEX3 value of the week that holds `date`: `2020-W11`.
pub(super) fn week_value(date: Date) -> String {
    let week: ISOWeekDate = date.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// Quarter of the month, 1 to 4.
pub(super) fn quarter_of(date: Date) -> i8 {
    (date.month() - 1) / 3 + 1
}

/// The days of a season: spring March to May, …, winter December to February of the next year.
pub(super) fn season_days(year: i16, season: Season) -> Option<DateRange> {
    let first_month = match season {
        Season::Spring => 3,
        Season::Summer => 6,
        Season::Autumn => 9,
        Season::Winter => 12,
    };
    let first = Date::new(year, first_month, 1).ok()?;
    let last = add_months(first, 2)?.last_of_month();
    range(Some(first), Some(last), DatePrecision::Year)
}

/// TIMEX3 code of the season.
pub(super) fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

/// The day of the holiday in that year.
pub(super) fn holiday_day(year: i16, holiday: Holiday) -> Option<Date> {
    match holiday {
        Holiday::Fixed(month, day) => Date::new(year, month, day).ok(),
        Holiday::Nth { month, weekday, nth } => {
            let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
            let first = Date::new(year, month, 1).ok()?;
            first
                .nth_weekday_of_month(if nth == 0 { -1 } else { nth }, weekday)
                .ok()
        }
        Holiday::Easter(days) => add_days(easter_sunday(year)?, days),
        Holiday::ElectionDay => {
            let first = Date::new(year, 11, 1).ok()?;
            add_days(first.nth_weekday_of_month(1, Weekday::Monday).ok()?, 1)
        }
    }
}

/// Easter Sunday of the western churches: the anonymous Gregorian rule (Meeus, *Astronomical Algorithms*, chapter 8).
fn easter_sunday(year: i16) -> Option<Date> {
    let number = i32::from(year);
    let (century, of_century) = (number.div_euclid(100), number.rem_euclid(100));
    let golden = number.rem_euclid(19);
    let moon_correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - moon_correction + 15).rem_euclid(30);
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4).rem_euclid(7);
    let full_moon = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * full_moon + 114;
    let (month, day) = (days / 31, days % 31 + 1);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn holidays_fall_on_their_days() {
        assert_eq!(easter_sunday(2020), Some(date(2020, 4, 12)));
        assert_eq!(easter_sunday(2000), Some(date(2000, 4, 23)));
        assert_eq!(easter_sunday(1999), Some(date(1999, 4, 4)));
        let thanksgiving = Holiday::Nth {
            month: 11,
            weekday: 4,
            nth: 4,
        };
        assert_eq!(holiday_day(1999, thanksgiving), Some(date(1999, 11, 25)));
        assert_eq!(holiday_day(1998, Holiday::ElectionDay), Some(date(1998, 11, 3)));
    }

    #[test]
    fn weeks_begin_on_monday() {
        let week = week_days(date(2020, 3, 12)).unwrap();
        assert_eq!((week.first, week.last), (date(2020, 3, 9), date(2020, 3, 15)));
        assert_eq!(week_value(date(2020, 3, 12)), "2020-W11");
    }
}

//! Times of day: "4:00 A.M.", "7:45 p.m. Friday", "noon Thursday", "4 in the morning", "05:30 GMT".

use super::Reader;
use crate::time::expression::{Clock, Expression, Found};
use crate::time::word::{DayPart, Part, TimeWord};

impl Reader<'_> {
    /// A time of day, with the day beside it.
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        let head = at + usize::from(self.word(at) == TimeWord::About && matches!(self.folded(at), "about" | "around"));
        let (end, clock) = self.hour(head)?;
        let end = self.skip_zone(end);
        Some(self.with_day(end, clock))
    }

    /// Adds the day that follows a time of day.
    fn with_day(&self, end: usize, clock: Clock) -> Found {
        let mut next = self.skip_comma(end);
        next += usize::from(matches!(self.folded(next), "on" | "of"));
        let day_part = || self.shifted(next).filter(|found| found.clock.is_some());
        let is_hour = matches!(clock, Clock::At(..));
        let day = self
            .day(next)
            .or_else(day_part)
            .filter(|found| is_hour || found.clock.is_none());
        Found {
            clock: Some(clock),
            ..day.unwrap_or(Found::new(end, Expression::ClockOnly))
        }
    }

    /// `(end, clock)` of the hour and minute.
    fn hour(&self, at: usize) -> Option<(usize, Clock)> {
        match self.word(at) {
            TimeWord::Part(Part::Early | Part::Middle | Part::Late) => {
                let next = at + 1 + usize::from(self.is_hyphen(at + 1));
                let TimeWord::DayPart(part) = self.word(next) else {
                    return None;
                };
                Some((next + 1, Clock::Part(part)))
            }
            TimeWord::NamedHour(hour) => {
                let is_name = self.is_capitalised(at) && at > self.start && self.is_capitalised(at + 1);
                (!is_name && self.before(at) != "high").then_some((at + 1, Clock::At(hour, Some(0))))
            }
            TimeWord::ClockFigure(hour, add) => Some((at + 1, clock_at(hour, add, None)?)),
            TimeWord::Figure(hour, 1..=2) => self.figure_hour(at, i8::try_from(hour).ok()?),
            TimeWord::Figure(figure, 4) if self.is_military(at) => {
                let (hour, minute) = (i8::try_from(figure / 100).ok()?, i8::try_from(figure % 100).ok()?);
                let end = at + 1 + usize::from(matches!(self.folded(at + 1), "hours" | "hrs"));
                (hour <= 24 && minute < 60).then_some((end, Clock::At(hour, Some(minute))))
            }
            TimeWord::Number => {
                // "7.45" in "7.45 p.m."
                let (hour, minute) = self.folded(at).split_once('.')?;
                let TimeWord::Meridiem(add) = self.word(at + 1) else {
                    return None;
                };
                let minute = minute.parse().ok().filter(|minute| minute < &60)?;
                Some((at + 2, clock_at(hour.parse().ok()?, add, Some(minute))?))
            }
            _ => None,
        }
    }

    /// "0735 GMT", "at 2220 last night": four figures that what stands beside them makes a time.
    fn is_military(&self, at: usize) -> bool {
        let is_announced = matches!(self.before(at), "at" | "around" | "about" | "by" | "until" | "since");
        let is_followed = matches!(
            self.word(at + 1),
            TimeWord::Day(_) | TimeWord::Tonight | TimeWord::Shift(_) | TimeWord::Weekday(_)
        ) || self.folded(at + 1) == "on" && self.day(at + 2).is_some();
        matches!(self.folded(at + 1), "hours" | "gmt" | "utc" | "local" | "hrs") || is_announced && is_followed
    }

    /// "4:00", "4 p.m.", "4 o'clock".
    fn figure_hour(&self, at: usize, hour: i8) -> Option<(usize, Clock)> {
        if let TimeWord::Meridiem(add) = self.word(at + 1) {
            return Some((at + 2, clock_at(hour, add, None)?));
        }
        if self.sign(at + 1) == ":" && !self.text.space_after(at) && !self.text.space_after(at + 1) {
            return self.minutes(at, hour);
        }
        if self.says(at + 1, &["o", "clock"]) || self.folded(at + 1) == "oclock" {
            let end = at + if self.folded(at + 1) == "oclock" { 2 } else { 3 };
            return self
                .in_the_day_part(end, hour)
                .or(Some((end, clock_at(hour, 0, None)?)));
        }
        self.in_the_day_part(at + 1, hour)
    }

    /// "4 in the morning": the part of the day settles the half.
    fn in_the_day_part(&self, at: usize, hour: i8) -> Option<(usize, Clock)> {
        if !self.says(at, &["in", "the"]) || !(1..=12).contains(&hour) {
            return None;
        }
        let TimeWord::DayPart(part) = self.word(at + 2) else {
            return None;
        };
        let add = if part == DayPart::Morning { 0 } else { 12 };
        Some((at + 3, clock_at(hour, add, None)?))
    }

    /// Hour, colon, minutes, and what must stand beside them to tell a time from a score.
    fn minutes(&self, at: usize, hour: i8) -> Option<(usize, Clock)> {
        let minute = match self.word(at + 2) {
            TimeWord::Figure(minute, 2) => i8::try_from(minute).ok()?,
            TimeWord::ClockFigure(minute, add) => return Some((at + 3, clock_at(hour, add, Some(minute))?)),
            _ => return None,
        };
        if minute >= 60 {
            return None;
        }
        let mut end = at + 3;
        if self.sign(end) == ":" && matches!(self.word(end + 1), TimeWord::Figure(_, 2)) {
            end += 2;
        }
        if let TimeWord::Meridiem(add) = self.word(end) {
            return Some((end + 1, clock_at(hour, add, Some(minute))?));
        }
        let is_announced = matches!(
            self.before(at),
            "at" | "around" | "about" | "by" | "until" | "till" | "from" | "since" | "between" | "before" | "after"
        );
        let is_followed = self.skip_zone(end) > end
            || matches!(
                self.word(end),
                TimeWord::Weekday(_) | TimeWord::Day(_) | TimeWord::DayPart(_)
            );
        (hour <= 24 && (is_announced || is_followed)).then_some((end, Clock::At(hour, Some(minute))))
    }

    /// Past a time zone: "EST", "GMT", "local time".
    fn skip_zone(&self, at: usize) -> usize {
        let open = usize::from(self.sign(at) == "(");
        let zone = match self.folded(at + open) {
            "est" | "edt" | "cst" | "cdt" | "mst" | "mdt" | "pst" | "pdt" | "gmt" | "utc" | "bst" | "cet" | "et"
            | "pt" => 1,
            "local" | "eastern" | "pacific" | "central" if self.folded(at + open + 1) == "time" => 2,
            _ => return at,
        };
        let end = at + open + zone;
        match (open, self.sign(end)) {
            (0, _) => end,
            (_, ")") => end + 1,
            _ => at,
        }
    }
}

/// The time of day from a figure and what "p.m." adds.
fn clock_at(hour: i8, add: i8, minute: Option<i8>) -> Option<Clock> {
    let in_range = (0..=24).contains(&hour) && minute.is_none_or(|minute| (0..60).contains(&minute));
    let hour = match (hour, add) {
        (12, 12) => 12,
        (hour, 12) if hour < 12 => hour + 12,
        (hour, _) => hour,
    };
    in_range.then_some(Clock::At(hour, minute))
}

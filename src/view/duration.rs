//! Durations of periods: `2 years, 3 months`.
//!
//! Both the first and the last month count, so `Jan – Dec 2020` is a year. If either end is only a
//! year, the duration is the difference of the years, and nothing if that is zero.

use super::writer::Writer;
use crate::resume::{Date, Entry};

/// With 30 days in every month, the first to the last day is a whole month.
const MONTH: i32 = 30;
const YEAR: i32 = 12 * MONTH;

/// Year, and month and day if known.
type Day = (i32, Option<u8>, Option<u8>);

/// First and last day of a period, as day numbers; the end is exclusive.
type Stretch = (i32, i32);

impl Writer<'_> {
    /// Returns the duration of an entry in words; for an employer without a period, the total of
    /// its positions, without gaps.
    ///
    /// `None` if it is unknown.
    pub(super) fn span(&self, entry: &Entry) -> Option<String> {
        let alone = std::slice::from_ref(entry);
        let dated = if entry.start.is_some() { alone } else { entry.positions.as_slice() };
        if dated.is_empty() || (entry.start.is_none() && dated.len() < 2) {
            return None;
        }
        let all = |in_years| {
            dated.iter().map(|entry| self.stretch(entry, in_years)).collect::<Option<Vec<_>>>()
        };
        let (years, months) = match all(false) {
            Some(stretches) => {
                let months = ((total(stretches) + MONTH / 2) / MONTH).max(1);
                (months / 12, months % 12)
            }
            None => (total(all(true)?) / YEAR, 0),
        };
        self.locale.span(years.unsigned_abs(), months.unsigned_abs())
    }

    /// Returns the period of an entry; without `in_years`, only if its months are known.
    fn stretch(&self, entry: &Entry, in_years: bool) -> Option<Stretch> {
        let (start, end) = (self.day(entry.start.as_ref()?)?, self.day(entry.end.as_ref()?)?);
        let (from, to) = match (start, end) {
            _ if in_years => (YEAR * start.0, YEAR * end.0),
            // A day is only used if both ends have one, even if one end is today.
            ((.., Some(_)), (.., Some(_))) => (first_day(start)?, last_day(end)?),
            ((y1, m1, _), (y2, m2, _)) => (first_day((y1, m1, None))?, last_day((y2, m2, None))?),
        };
        (from < to || (in_years && from == to)).then_some((from, to))
    }

    fn day(&self, date: &Date) -> Option<Day> {
        let today = self.options.date;
        match *date {
            Date::Year(year) => Some((i32::from(year), None, None)),
            Date::Month(year, month) => Some((i32::from(year), Some(month), None)),
            Date::Day(year, month, day) => {
                Some((i32::from(year), Some(month), self.options.days.then_some(day)))
            }
            Date::Present => Some((i32::from(today.0), Some(today.1), Some(today.2))),
            Date::Free(_) => None,
        }
    }
}

fn first_day((year, month, day): Day) -> Option<i32> {
    let days = day.map_or(0, |day| i32::from(day).min(MONTH) - 1);
    Some(YEAR * year + MONTH * (i32::from(month?) - 1) + days)
}

fn last_day((year, month, day): Day) -> Option<i32> {
    let days = day.map_or(MONTH, |day| i32::from(day).min(MONTH));
    Some(YEAR * year + MONTH * (i32::from(month?) - 1) + days)
}

/// Returns the total length of periods, counting each day once.
fn total(mut stretches: Vec<Stretch>) -> i32 {
    stretches.sort_unstable();
    let (mut total, mut counted) = (0, i32::MIN);
    for (from, to) in stretches {
        total += (to - from.max(counted)).max(0);
        counted = counted.max(to);
    }
    total
}

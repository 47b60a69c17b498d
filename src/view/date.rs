use super::writer::Writer;
use super::{DateText, Inline, Period, Run};
use crate::characters::without_unprintable;
use crate::locale::DateFormat;
use crate::markup;
use crate::resume::{Date, Entry, Slot};
use crate::source::Path;

impl Writer<'_> {
    /// Returns the date or period of an entry in words; `path` returns the path of a field.
    ///
    /// A start without an end is an open period, unless it is yet to come. An end alone is a date,
    /// or that of the validity of a certificate. A date before an end is a start: that of a
    /// certificate with a last day of validity.
    pub(super) fn entry_date(
        &self,
        entry: &Entry,
        is_certificate: bool,
        path: impl Fn(Slot) -> Path,
    ) -> Option<DateText> {
        let date = match (&entry.start, &entry.end, &entry.date) {
            // Free text states itself whether the period is open.
            (Some(start @ Date::Free(_)), None, _) => self.single(start, path(Slot::Start)),
            (Some(start), end, _) => {
                self.period(start, end.as_ref().unwrap_or(&Date::Present), path(Slot::Start))
            }
            (None, Some(end), Some(date)) if begins(date, end) => {
                self.period(date, end, path(Slot::Date))
            }
            (None, Some(end), None) if is_certificate && end.parts().is_some() => {
                self.until(end, path(Slot::End))
            }
            (None, Some(end), _) => self.single(end, path(Slot::End)),
            (None, None, Some(date)) => self.single(date, path(Slot::Date)),
            (None, None, None) => return None,
        };
        (!date.text.is_empty()).then_some(date)
    }

    /// Returns a date in words for running text, in the long format.
    pub(super) fn full_date(&self, date: &Date) -> String {
        let format = match self.dates {
            DateFormat::Short | DateFormat::Year => DateFormat::Long,
            format => format,
        };
        self.words(date, format)
    }

    /// Returns a date of an entry, without its day if days are not shown.
    pub(super) fn without_hidden_day(&self, date: &Date) -> Date {
        match *date {
            Date::Day(year, month, _) if !self.options.days => Date::Month(year, month),
            _ => date.clone(),
        }
    }

    /// Returns a machine-readable date, no more precise than shown.
    fn shown(&self, date: &Date) -> Date {
        match (self.dates, date.parts()) {
            (DateFormat::Year, Some((year, ..))) => Date::Year(year),
            _ => self.without_hidden_day(date),
        }
    }

    fn entry_words(&self, date: &Date) -> String {
        self.words(&self.without_hidden_day(date), self.dates)
    }

    /// Free text comes unchanged from the file and may have markup.
    fn words(&self, date: &Date, format: DateFormat) -> String {
        match date {
            Date::Free(text) => self.free(text).text(),
            date => self.locale.date(date, format),
        }
    }

    fn free(&self, text: &str) -> Inline {
        markup::inline(
            &without_unprintable(text).split_ascii_whitespace().collect::<Vec<_>>().join(" "),
        )
    }

    fn single(&self, date: &Date, path: Path) -> DateText {
        let marked = match date {
            Date::Free(text) => Some(self.free(text)).filter(has_markup),
            _ => None,
        };
        DateText {
            path,
            text: self.entry_words(date),
            marked,
            start: None,
            end: None,
            years: self.words(date, DateFormat::Year),
            period: Period { start: Some(self.shown(date)), end: None },
        }
    }

    fn period(&self, start: &Date, end: &Date, path: Path) -> DateText {
        if *end == Date::Present && self.is_to_come(start) {
            return self.single(start, path);
        }
        let words = |date: &Date| self.entry_words(date);
        let years = |date: &Date| self.words(date, DateFormat::Year);
        let (first, last) = (words(start), words(end));
        let years = self.joined(&years(start), &years(end));
        let text = self.joined(&first, &last);
        let is_period = text != first;
        DateText {
            path,
            text,
            marked: None,
            start: is_period.then_some(first),
            end: is_period.then_some(last),
            years,
            period: Period { start: Some(self.shown(start)), end: Some(self.shown(end)) },
        }
    }

    /// Returns whether a date is later than that of the build. The document's own date may be older
    /// than its data.
    fn is_to_come(&self, date: &Date) -> bool {
        date.parts().is_some_and(|(year, month, day)| {
            (year, month.unwrap_or(1), day.unwrap_or(1)) > self.options.build_date
        })
    }

    /// Returns a period without a start: `–2027`.
    fn until(&self, end: &Date, path: Path) -> DateText {
        let single = self.single(end, path);
        let own = self.options.date_separator.as_deref();
        let after = |text: &str| {
            let separator = own.unwrap_or_else(|| self.locale.between("", text));
            format!("{}{text}", separator.trim())
        };
        let period = Period { start: None, end: single.period.start.clone() };
        DateText { text: after(&single.text), years: after(&single.years), period, ..single }
    }

    /// Joins the ends of a period; equal ends become one date.
    fn joined(&self, start: &str, end: &str) -> String {
        let own = self.options.date_separator.as_deref();
        let separator = own.unwrap_or_else(|| self.locale.between(start, end));
        if start == end {
            start.to_owned()
        } else if end.is_empty() {
            format!("{start}{}", separator.trim_end())
        } else {
            format!("{start}{separator}{end}")
        }
    }
}

/// Returns whether the date of an entry that has only an end is its start.
pub(super) fn begins(date: &Date, end: &Date) -> bool {
    match (date.parts(), end) {
        (Some(_), Date::Present) => true,
        (Some(date), end) => end.parts().is_some_and(|end| date <= end),
        (None, _) => false,
    }
}

fn has_markup(line: &Inline) -> bool {
    line.0.iter().any(|run| !matches!(run, Run::Text(_)))
}

use icu_datetime::fieldsets::enums::DateFieldSet;
use icu_datetime::input::Date as IcuDate;
use icu_datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use serde::Deserialize;
use writeable::TryWriteable;

use super::{Locale, Word};
use crate::resume::Date;

/// How dates are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateFormat {
    /// August 2011
    Long,
    /// Aug 2011
    #[default]
    Short,
    /// 08/2011
    Numeric,
    /// 2011-08
    Iso,
    /// 2011
    Year,
}

/// Unicode date patterns: long, short, numeric.
///
/// They are ours, not those of the language's data: that has other forms for a date in running
/// text than a column of dates wants (`2011 г.`, `08/2011` for German's short form).
#[derive(Debug, Clone)]
pub(super) struct Patterns {
    pub(super) month: [String; 3],
    pub(super) day: [String; 3],
    /// The day of the first of a month beside the month's name, where it is no bare number: `1er`.
    pub(super) first: Option<String>,
    /// Between the ends of a period: where both are one word, and where one has several.
    pub(super) between: [String; 2],
}

/// As a file has them, which may say only some.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FilePatterns {
    month: Option<[String; 3]>,
    day: Option<[String; 3]>,
    first: Option<String>,
    between: Option<[String; 2]>,
}

impl FilePatterns {
    pub(super) fn complete(self) -> Option<Patterns> {
        let Self { month, day, first, between } = self;
        Some(Patterns { month: month?, day: day?, first, between: between? })
    }

    pub(super) fn over(self, base: Patterns) -> Patterns {
        Patterns {
            month: self.month.unwrap_or(base.month),
            day: self.day.unwrap_or(base.day),
            first: self.first.or(base.first),
            between: self.between.unwrap_or(base.between),
        }
    }
}

/// Place of the numeric pattern.
const NUMERIC: usize = 2;

/// Puts a text in the place of the day in a pattern, outside of what is quoted there.
fn with_day(pattern: &str, text: &str) -> String {
    let text = format!("'{}'", text.replace('\'', "''"));
    let parts = pattern.split('\'').enumerate();
    let parts =
        parts.map(|(i, part)| if i % 2 == 0 { part.replace('d', &text) } else { part.into() });
    parts.collect::<Vec<_>>().join("'")
}

impl DateFormat {
    /// Every format.
    pub const ALL: [Self; 5] = [Self::Long, Self::Short, Self::Numeric, Self::Iso, Self::Year];

    /// Returns the name used in files and flags.
    pub fn name(self) -> &'static str {
        match self {
            Self::Long => "long",
            Self::Short => "short",
            Self::Numeric => "numeric",
            Self::Iso => "iso",
            Self::Year => "year",
        }
    }

    /// Returns the format of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

impl Locale {
    /// Returns a date in words, as exact as it is and no more.
    pub fn date(&self, date: &Date, format: DateFormat) -> String {
        let index = match format {
            DateFormat::Long => 0,
            DateFormat::Short => 1,
            DateFormat::Numeric => NUMERIC,
            DateFormat::Iso => match date {
                Date::Present => return self.word(Word::Present).to_owned(),
                other => return other.to_string(),
            },
            DateFormat::Year => match date.parts() {
                Some((year, ..)) => return self.year(year),
                None => 0,
            },
        };
        let words = match *date {
            Date::Year(year) => Some(self.year(year)),
            Date::Month(year, month) => self.pattern(&self.dates.month[index], year, month, 1),
            Date::Day(year, month, day) => {
                let pattern = &self.dates.day[index];
                let first = self.dates.first.as_ref().filter(|_| day == 1 && index < NUMERIC);
                let with_first = first.map(|first| with_day(pattern, first));
                self.pattern(with_first.as_ref().unwrap_or(pattern), year, month, day)
            }
            Date::Present => Some(self.word(Word::Present).to_owned()),
            Date::Free(ref text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        };
        words.unwrap_or_else(|| date.to_string())
    }

    /// Returns the names of a month (1–12), long and short, as they stand in a date and alone.
    pub fn month_names(&self, month: u8) -> Vec<String> {
        let patterns = ["MMMM", "LLLL", "MMM", "LLL"].into_iter();
        patterns.filter_map(|pattern| self.pattern(pattern, 2000, month, 1)).collect()
    }

    /// Returns what stands between the ends of a period, which may depend on their length.
    pub fn between(&self, start: &str, end: &str) -> &str {
        let has_words = [start, end].iter().any(|date| date.contains(char::is_whitespace));
        &self.dates.between[usize::from(has_words)]
    }

    fn year(&self, year: i16) -> String {
        self.pattern("y", year, 1, 1).unwrap_or_else(|| format!("{year:04}"))
    }

    /// Formats by a Unicode date pattern; `None` where Unicode's data or calendar does not reach.
    pub(super) fn pattern(&self, pattern: &str, year: i16, month: u8, day: u8) -> Option<String> {
        // There is no year 0 in this calendar: it would be shown as 1.
        if year < 1 {
            return None;
        }
        let pattern: DateTimePattern = pattern.parse().ok()?;
        let date = IcuDate::try_new_gregorian(i32::from(year), month, day).ok()?;
        let mut names =
            FixedCalendarDateTimeNames::<_, DateFieldSet>::try_new((&self.icu).into()).ok()?;
        let formatter = names.include_for_pattern(&pattern).ok()?;
        let text = formatter.format(&date).try_write_to_string().ok()?.into_owned();
        Some(text)
    }
}

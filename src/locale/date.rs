use std::borrow::Cow;

use icu_datetime::fieldsets::enums::DateFieldSet;
use icu_datetime::input::Date as IcuDate;
use icu_datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use serde::Deserialize;
use writeable::TryWriteable;

use super::{Locale, Word};
use crate::characters::letters;
use crate::resume::Date;

/// A date format.
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
/// CLDR's patterns are not used, because dates in running text differ from dates in a column (`2011
/// г.`, or `08/2011` for the German short form).
#[derive(Debug, Clone)]
pub(super) struct Patterns {
    pub(super) month: [String; 3],
    pub(super) day: [String; 3],
    /// Day of the first of a month next to a month name, if it is not a plain number: `1er`.
    pub(super) first: Option<String>,
    /// Separator of a period: if both ends are single words, and otherwise.
    pub(super) between: [String; 2],
}

/// Patterns in a locale file, which may be incomplete.
#[derive(Clone, Default, Deserialize)]
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

/// Index of the numeric pattern.
const NUMERIC: usize = 2;

/// Replaces a field of a pattern by text, except within quotes.
fn with_field(pattern: &str, field: &str, text: &str) -> String {
    let text = format!("'{}'", text.replace('\'', "''"));
    let parts = pattern.split('\'').enumerate();
    let parts =
        parts.map(|(i, part)| if i % 2 == 0 { part.replace(field, &text) } else { part.into() });
    parts.collect::<Vec<_>>().join("'")
}

/// Month names in a locale file that replace those of the language.
#[derive(Debug, Clone, Default)]
pub(super) struct MonthNames {
    long: Option<[String; 12]>,
    short: Option<[String; 12]>,
}

impl MonthNames {
    /// Fields of a pattern for month names: long, short.
    const FIELDS: [[&'static str; 2]; 2] = [["LLLL", "MMMM"], ["LLL", "MMM"]];

    /// Keys of the names: long, short.
    pub(super) const KEYS: [&'static str; 2] = ["months", "monthAbbreviations"];

    /// Sets the names for one of the [keys](Self::KEYS) from twelve comma-separated names.
    ///
    /// Returns `None` if there are not twelve.
    pub(super) fn set(&mut self, key: &str, names: &str) -> Option<()> {
        let names: Vec<String> = names.split(',').map(|name| name.trim().to_owned()).collect();
        let names: [String; 12] = names.try_into().ok()?;
        let is_filled = names.iter().all(|name| !name.is_empty());
        let own = if key == Self::KEYS[0] { &mut self.long } else { &mut self.short };
        *own = Some(names).filter(|_| is_filled);
        is_filled.then_some(())
    }

    /// Replaces the month field of a pattern by the name of a month (1–12).
    fn put<'p>(&self, pattern: &'p str, month: u8) -> Cow<'p, str> {
        let mut pattern = Cow::Borrowed(pattern);
        for (names, fields) in [&self.long, &self.short].into_iter().zip(Self::FIELDS) {
            // Long fields first, since short ones are substrings of them.
            let Some(field) = fields.into_iter().find(|field| pattern.contains(field)) else {
                continue;
            };
            if let Some(names) = names {
                let name = &names[usize::from(month.clamp(1, 12)) - 1];
                pattern = Cow::Owned(with_field(&pattern, field, name));
            }
            break;
        }
        pattern
    }
}

impl DateFormat {
    pub const ALL: [Self; 5] = [Self::Long, Self::Short, Self::Numeric, Self::Iso, Self::Year];

    /// Returns the name in files and flags.
    pub fn name(self) -> &'static str {
        match self {
            Self::Long => "long",
            Self::Short => "short",
            Self::Numeric => "numeric",
            Self::Iso => "iso",
            Self::Year => "year",
        }
    }

    /// Returns the format with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// Minimum number of month names that must match a language.
const ENOUGH_NAMES: usize = 10;

/// Returns the language with these month names.
pub(super) fn language_of(names: &[&str], present: Option<&str>) -> Option<&'static str> {
    if names.len() != 12 {
        return None;
    }
    let names: Vec<String> = names.iter().map(|name| letters(name)).collect();
    let score = |tag: &str| {
        let locale = Locale::find(tag)?;
        let count = (1..=12).zip(&names).filter(|(month, name)| {
            let own = ["LLLL", "LLL"].map(|pattern| locale.pattern(pattern, 2000, *month, 1));
            let own = own.iter().flatten().map(|own| letters(own));
            // Three letters are enough to recognise an abbreviation.
            own.into_iter().any(|own| own == **name || name.len() > 2 && own.starts_with(&**name))
        });
        let count = count.count();
        let is_present_word =
            present.is_some_and(|word| letters(word) == letters(locale.word(Word::Present)));
        (count >= ENOUGH_NAMES).then_some((count, is_present_word))
    };
    let scored = Locale::tags().into_iter().filter_map(|tag| Some((score(tag)?, tag)));
    // The first of equal scores: `nb` before `nn`.
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, tag)| tag)
}

impl Locale {
    /// Returns a date in words with its own precision.
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
            Date::Month(year, month) => {
                let pattern = self.months.put(&self.dates.month[index], month);
                self.pattern(&pattern, year, month, 1)
            }
            Date::Day(year, month, day) => {
                let pattern = &self.dates.day[index];
                let first = self.dates.first.as_ref().filter(|_| day == 1 && index < NUMERIC);
                let with_first = first.map(|first| with_field(pattern, "d", first));
                let pattern = self.months.put(with_first.as_ref().unwrap_or(pattern), month);
                self.pattern(&pattern, year, month, day)
            }
            Date::Present => Some(self.word(Word::Present).to_owned()),
            Date::Free(ref text) => Some(text.split_whitespace().collect::<Vec<_>>().join(" ")),
        };
        words.unwrap_or_else(|| date.to_string())
    }

    /// Returns the names of a month (1–12), long and short, in date and standalone forms.
    pub fn month_names(&self, month: u8) -> Vec<String> {
        let patterns = ["MMMM", "LLLL", "MMM", "LLL"].into_iter();
        patterns.filter_map(|pattern| self.pattern(pattern, 2000, month, 1)).collect()
    }

    /// Returns the separator of a period, which may depend on its ends.
    pub fn between(&self, start: &str, end: &str) -> &str {
        let has_words = [start, end].iter().any(|date| date.contains(char::is_whitespace));
        &self.dates.between[usize::from(has_words)]
    }

    fn year(&self, year: i16) -> String {
        self.pattern("y", year, 1, 1).unwrap_or_else(|| format!("{year:04}"))
    }

    /// Formats a date by a Unicode pattern; `None` if the data or the calendar do not support it.
    pub(super) fn pattern(&self, pattern: &str, year: i16, month: u8, day: u8) -> Option<String> {
        // The calendar has no year 0 and would show year 1.
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

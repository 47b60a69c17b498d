use std::borrow::Cow;

use icu_datetime::fieldsets::enums::DateFieldSet;
use icu_datetime::input::Date as IcuDate;
use icu_datetime::pattern::{DateTimePattern, FixedCalendarDateTimeNames};
use serde::Deserialize;
use writeable::TryWriteable;

use super::{Locale, Word};
use crate::characters::letters;
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

/// Puts a text in the place of a field in a pattern, outside of what is quoted there.
fn with_field(pattern: &str, field: &str, text: &str) -> String {
    let text = format!("'{}'", text.replace('\'', "''"));
    let parts = pattern.split('\'').enumerate();
    let parts =
        parts.map(|(i, part)| if i % 2 == 0 { part.replace(field, &text) } else { part.into() });
    parts.collect::<Vec<_>>().join("'")
}

/// Names of months that a file gives in place of the language's.
#[derive(Debug, Clone, Default)]
pub(super) struct MonthNames {
    long: Option<[String; 12]>,
    short: Option<[String; 12]>,
}

impl MonthNames {
    /// Fields of a pattern that stand for a name: long, short.
    const FIELDS: [[&'static str; 2]; 2] = [["LLLL", "MMMM"], ["LLL", "MMM"]];

    /// Keys of the names among words: long, short.
    pub(super) const KEYS: [&'static str; 2] = ["months", "monthAbbreviations"];

    /// Sets the names under one of the [keys](Self::KEYS) to twelve that commas part.
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

    /// Puts the name of a month (1–12) in its place in a pattern.
    fn put<'p>(&self, pattern: &'p str, month: u8) -> Cow<'p, str> {
        let mut pattern = Cow::Borrowed(pattern);
        for (names, fields) in [&self.long, &self.short].into_iter().zip(Self::FIELDS) {
            // A shorter field is part of a longer one.
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

/// How many of twelve names must be a language's.
const ENOUGH_NAMES: usize = 10;

/// Finds the language whose months are called so.
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
            // Three letters are enough of an abbreviation, whoever made it.
            own.into_iter().any(|own| own == **name || name.len() > 2 && own.starts_with(&**name))
        });
        let count = count.count();
        let says_so =
            present.is_some_and(|word| letters(word) == letters(locale.word(Word::Present)));
        (count >= ENOUGH_NAMES).then_some((count, says_so))
    };
    let scored = Locale::tags().into_iter().filter_map(|tag| Some((score(tag)?, tag)));
    // Of equals the first: `nb` before `nn`.
    let best = scored.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.map(|(_, tag)| tag)
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

//! Finds days in a text, in any notation.

use std::ops::Range;

use super::normal::NormalizedText;
use crate::locale::Locale;
use crate::resume::Date;

/// Maximum number of words between two parts of a date: `6th of May`.
const MOST_BETWEEN: usize = 2;
/// Maximum length of such a word, in letters.
const LONGEST_BETWEEN: usize = 4;

const ROMAN: [&str; 12] =
    ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];

/// Ordinal words of the days up to the twentieth.
const ORDINALS: [&str; 20] = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
];

/// A day, or a month of a year.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Day {
    day: Option<u8>,
    month: u8,
    year: i16,
    /// Names of the month, in normal form.
    names: Vec<String>,
    /// The year in all its notations.
    years: Vec<u32>,
}

/// A word or number of a text, and the parts of a date that it can be.
struct Token<'t> {
    text: &'t str,
    place: Range<usize>,
    parts: u8,
}

const DAY: u8 = 1;
const MONTH: u8 = 2;
const YEAR: u8 = 4;

impl Day {
    /// Returns the day of an exact date, or the day that a free text names in the words of a
    /// locale.
    pub(super) fn new(date: &Date, locales: &[Locale]) -> Option<Self> {
        let (year, month, day) = match date {
            Date::Free(text) => read(&NormalizedText::new(text).text, locales)?,
            date => {
                let (year, month, day) = date.parts()?;
                (year, month?, day)
            }
        };
        let mut names: Vec<String> = locales.iter().flat_map(|it| month_names(it, month)).collect();
        names.extend(ROMAN.get(usize::from(month) - 1).map(|name| (*name).to_owned()));
        names.sort_unstable();
        names.dedup();
        let written = i64::from(year);
        // Also years of the Buddhist calendar, the Republic of China and the Japanese eras.
        let years = [written, written % 100, written + 543]
            .into_iter()
            .chain([1867, 1911, 1925, 1988, 2018].into_iter().map(|before| written - before));
        let years = years.filter_map(|year| u32::try_from(year).ok()).filter(|year| *year > 0);
        Some(Self { day, month, year, names, years: years.collect() })
    }

    /// Passes each occurrence in a text of normal form to `show`.
    pub(super) fn find(&self, text: &str, show: &mut impl FnMut(Range<usize>)) {
        let tokens: Vec<Token> = tokens(text)
            .map(|(text, place)| Token { text, parts: self.parts(text), place })
            .collect();
        let wanted = if self.day.is_some() { 3 } else { 2 };
        for (at, first) in tokens.iter().enumerate() {
            if self.is_compact(first.text) {
                show(first.place.clone());
            }
            let mut found = vec![first.parts];
            let mut last = at;
            while found.len() < wanted && found.last() != Some(&0) {
                let Some(next) = self.next(&tokens, last) else { break };
                found.push(tokens[next].parts);
                last = next;
            }
            if found.len() == wanted && self.is_date(&found) {
                show(first.place.start..tokens[last].place.end);
            }
        }
    }

    fn next(&self, tokens: &[Token], from: usize) -> Option<usize> {
        for (at, token) in tokens.iter().enumerate().skip(from + 1).take(MOST_BETWEEN + 1) {
            if token.parts != 0 {
                return Some(at);
            }
            let is_number = token.text.starts_with(|c: char| c.is_ascii_digit());
            if is_number || token.text.chars().count() > LONGEST_BETWEEN {
                return None;
            }
        }
        None
    }

    fn parts(&self, token: &str) -> u8 {
        let mut parts = 0;
        if let Ok(number) = token.parse::<u32>() {
            if self.day.is_some_and(|day| u32::from(day) == number) {
                parts |= DAY;
            }
            if u32::from(self.month) == number {
                parts |= MONTH;
            }
            if self.years.contains(&number) {
                parts |= YEAR;
            }
        } else if self.names.iter().any(|name| name == token) {
            parts |= MONTH;
        } else if self
            .day
            .is_some_and(|day| ORDINALS.get(usize::from(day).wrapping_sub(1)) == Some(&token))
        {
            parts |= DAY;
        }
        parts
    }

    /// Returns whether the tokens contain all parts of the date.
    fn is_date(&self, found: &[u8]) -> bool {
        match *found {
            [a, b] => (a & MONTH != 0 && b & YEAR != 0) || (a & YEAR != 0 && b & MONTH != 0),
            [a, b, c] => {
                [[DAY, MONTH, YEAR], [MONTH, DAY, YEAR], [YEAR, MONTH, DAY], [YEAR, DAY, MONTH]]
                    .iter()
                    .any(|[x, y, z]| a & x != 0 && b & y != 0 && c & z != 0)
            }
            _ => false,
        }
    }

    /// Returns whether a number is the date without separators.
    fn is_compact(&self, token: &str) -> bool {
        let (Some(day), 6 | 8) = (self.day, token.len()) else { return false };
        let (year, month) = (self.year, self.month);
        let short = year.rem_euclid(100);
        [
            format!("{year:04}{month:02}{day:02}"),
            format!("{day:02}{month:02}{year:04}"),
            format!("{month:02}{day:02}{year:04}"),
            format!("{short:02}{month:02}{day:02}"),
            format!("{day:02}{month:02}{short:02}"),
        ]
        .iter()
        .any(|date| date == token)
    }
}

/// Returns the names of a month in a locale, in normal form.
fn month_names(locale: &Locale, month: u8) -> Vec<String> {
    let names = locale.month_names(month).into_iter();
    let bare = names.map(|name| NormalizedText::new(&name).text.trim_end_matches('.').to_owned());
    bare.filter(|name| !name.is_empty() && name.chars().all(char::is_alphabetic)).collect()
}

/// Parses a date that contains the name of its month.
fn read(text: &str, locales: &[Locale]) -> Option<(i16, u8, Option<u8>)> {
    let words: Vec<&str> = tokens(text).map(|(word, _)| word).collect();
    let number = |word: &&str| word.parse::<u32>().ok();
    let year = words.iter().filter(|word| word.len() == 4).find_map(number)?;
    let day = words.iter().filter(|word| word.len() <= 2).find_map(number)?;
    let is_named = |month: &u8| {
        locales.iter().flat_map(|it| month_names(it, *month)).any(|it| words.contains(&&*it))
    };
    let month = (1..=12).find(is_named)?;
    Some((i16::try_from(year).ok()?, month, Some(u8::try_from(day).ok().filter(|day| *day <= 31)?)))
}

/// Splits a text into words and numbers.
fn tokens(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let class = |c: char| match c {
        c if c.is_ascii_digit() => 1,
        c if c.is_alphanumeric() => 2,
        _ => 0,
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let kind = class(text[at..].chars().next()?);
            let length = text[at..].find(|c| class(c) != kind).unwrap_or(text.len() - at);
            let place = at..at + length;
            at = place.end;
            if kind != 0 {
                return Some((&text[place.clone()], place));
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(date: &Date, text: &str) -> bool {
        let locales: Vec<_> =
            ["en-GB", "de", "ru", "ja"].into_iter().filter_map(Locale::find).collect();
        let day = Day::new(date, &locales).expect("a day");
        let mut found = false;
        day.find(&NormalizedText::new(text).text, &mut |_| found = true);
        found
    }

    #[test]
    fn a_day_is_found_in_every_written_form() {
        let day = Date::Day(1984, 5, 6);
        for text in [
            "born 6 May 1984 in Ulm",
            "May 6, 1984",
            "the 6th of May, 1984",
            "May 6th 1984",
            "06.05.1984",
            "6/5/84",
            "5/6/1984",
            "1984-05-06T10:00",
            "19840506",
            "6. Mai 1984",
            "06. mai '84",
            "6 мая 1984 г.",
            "1984年5月6日",
            "昭和59年5月6日",
            "６．５．１９８４",
            "6-V-1984",
            "840506-1234",
            "the sixth of May 1984",
        ] {
            assert!(finds(&day, text), "{text}");
        }
        for text in [
            "6 June 1984",
            "May 1984",
            "7 May 1984",
            "6 things in May and 1984 others of all",
            "1984",
            "16 May 1984",
            "6.5.19844",
        ] {
            assert!(!finds(&day, text), "{text}");
        }
        assert!(finds(&Date::Free("6 May 1984".to_owned()), "06.05.1984"));
        assert!(finds(&Date::Month(1984, 5), "in May 1984"));
        assert!(!finds(&Date::Month(1984, 5), "in June 1984"));
    }
}

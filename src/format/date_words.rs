//! Dates in notations that JavaScript accepts: `2016`, `2016-09-01`, `Sep 1, 2016`, `9/1/2016`.

use super::month::month_number;
use crate::resume::{Date, DateError};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Words between the parts of a date: `3 de mayo de 2020`, `3 мая 2020 г.`.
const FILLERS: [&str; 15] = [
    "of", "the", "de", "del", "di", "do", "den", "der", "le", "г", "года", "р", "року", "r", "roku",
];

/// Parses a date; other text becomes free text.
///
/// Returns an error if the text looks like a date but is invalid.
pub(super) fn parse(text: &str) -> Result<Date, DateError> {
    match Date::parse(text) {
        Ok(Date::Free(text)) => match in_words(&text).or_else(|| in_numbers(&text)) {
            Some(date) => Date::parse(&date),
            None => Ok(Date::Free(text)),
        },
        date => date,
    }
}

/// Converts a date with a month name to `YYYY-MM` or `YYYY-MM-DD`.
fn in_words(text: &str) -> Option<String> {
    let (mut year, mut month, mut day) = (None, None, None);
    let words = text.split([' ', ',', '.', '/', '-', '\u{a0}']).filter(|word| !word.is_empty());
    for word in words {
        let digits =
            &word[..word.len() - word.trim_start_matches(|c: char| c.is_ascii_digit()).len()];
        let slot = match (digits.len(), digits.parse::<u32>()) {
            (4, Ok(_)) if digits.len() == word.len() => &mut year,
            (1 | 2, Ok(_)) if is_ordinal(&word[digits.len()..]) => &mut day,
            (0, _) if month_of(word).is_some() && month.is_none() => {
                month = month_of(word);
                continue;
            }
            (0, _) if is_weekday(word) || FILLERS.contains(&&*word.to_lowercase()) => continue,
            // Ignores the time and time zone.
            _ if year.is_some() && (word.contains(':') || is_zone(word)) => continue,
            _ => return None,
        };
        if slot.replace(digits).is_some() {
            return None;
        }
    }
    let (year, month) = (year?, month?);
    Some(match day {
        Some(day) => format!("{year}-{month:02}-{day:0>2}"),
        None => format!("{year}-{month:02}"),
    })
}

fn month_of(word: &str) -> Option<usize> {
    let english = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|month| english.len() >= 3 && month.starts_with(&english));
    // JavaScript supports only English, but files are in other languages, too.
    at.map(|at| at + 1).or_else(|| month_number(word))
}

fn is_ordinal(ending: &str) -> bool {
    ["", "st", "nd", "rd", "th", "er", "re", "e", "º", "ª"]
        .iter()
        .any(|known| ending.eq_ignore_ascii_case(known))
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.len() >= 3 && days.iter().any(|day| day.starts_with(&word))
}

fn is_zone(word: &str) -> bool {
    ["gmt", "utc", "am", "pm", "z"].iter().any(|zone| word.to_ascii_lowercase().starts_with(zone))
}

/// Converts `9/1/2016`, `2016/9/1`, `9/2016` and `2016/9`; the month precedes the day.
fn in_numbers(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split('/').collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(is_number) {
        return None;
    }
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    match (lengths.as_slice(), parts.as_slice()) {
        ([1 | 2, 1 | 2, 4], [month, day, year]) | ([4, 1 | 2, 1 | 2], [year, month, day]) => {
            Some(format!("{year}-{month:0>2}-{day:0>2}"))
        }
        ([1 | 2, 4], [month, year]) | ([4, 1 | 2], [year, month]) => {
            Some(format!("{year}-{month:0>2}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_in_words_keep_their_precision() {
        let of = |text| parse(text);
        for text in ["Sep 1, 2016", "1 September 2016", "Sept 1st 2016", "9/1/2016", "2016-09-01"] {
            assert_eq!(of(text), Ok(Date::Day(2016, 9, 1)), "{text}");
        }
        assert_eq!(of("Mai 2023"), Ok(Date::Month(2023, 5)));
        assert_eq!(of("Des 2024"), Ok(Date::Month(2024, 12)));
        assert_eq!(of("1 März 2024"), Ok(Date::Day(2024, 3, 1)));
        for text in ["Sep 2016", "september 2016", "9/2016", "2016/09", "2016-09", "Sep, 2016"] {
            assert_eq!(of(text), Ok(Date::Month(2016, 9)), "{text}");
        }
        assert_eq!(of("2025-02-02T00:00:03.123Z"), Ok(Date::Day(2025, 2, 2)));
        assert_eq!(of("Thu, 01 Sep 2016 10:00:00 GMT"), Ok(Date::Day(2016, 9, 1)));
        assert_eq!(of("2016"), Ok(Date::Year(2016)));
        assert_eq!(of("Present"), Ok(Date::Present));
    }

    #[test]
    fn other_text_is_not_a_date() {
        for text in ["Spring 2016", "Mar", "ma 2016", "2016 2017", "Sep 1 2 2016", "1/2/3"] {
            assert_eq!(parse(text), Ok(Date::Free(text.to_owned())), "{text}");
        }
        assert_eq!(parse("Sep 31, 2016"), Err(DateError::Day(31)));
        assert_eq!(parse("13/2016"), Err(DateError::Month(13)));
    }
}

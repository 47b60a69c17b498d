//! Dates of the export: `Mar 2019`, `2019`, `07/21/09, 12:11 PM`.

use super::super::month::month_number;
use crate::resume::Date;

/// Parses a date; other text is kept unchanged.
pub(super) fn parse(text: &str) -> Date {
    let text = text.trim();
    let exact = in_figures(text).or_else(|| in_words(text)).or_else(|| with_slashes(text));
    exact.unwrap_or_else(|| Date::Free(text.to_owned()))
}

/// Parses `2019`, `2019-03`, and `2019-03-05` with an optional time.
fn in_figures(text: &str) -> Option<Date> {
    let date = text.split_whitespace().next()?;
    let date = if text.contains(':') { date } else { text };
    Date::parse(date).ok().filter(|date| !matches!(date, Date::Free(_)))
}

/// Parses `Mar 2019`, `March 5, 2019` and `5 Mar 2019`.
fn in_words(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let is_word = |word: &str| word.starts_with(char::is_alphabetic);
    match words.as_slice() {
        [month, year] if is_word(month) => calendar(year, month_number(month)?, None),
        [month, day, year] if is_word(month) => calendar(year, month_number(month)?, Some(day)),
        [day, month, year] if is_word(month) => calendar(year, month_number(month)?, Some(day)),
        _ => None,
    }
}

/// Parses `3/2019`, and month/day/year with a two- or four-digit year.
fn with_slashes(text: &str) -> Option<Date> {
    let date = text.split([',', ' ']).next()?;
    let parts: Vec<&str> = date.split('/').collect();
    match parts.as_slice() {
        [month, year] => calendar(year, month.parse().ok()?, None),
        [month, day, year] if year.len() == 2 => {
            calendar(&format!("20{year}"), month.parse().ok()?, Some(day))
        }
        [month, day, year] => calendar(year, month.parse().ok()?, Some(day)),
        _ => None,
    }
}

fn calendar(year: &str, month: usize, day: Option<&str>) -> Option<Date> {
    let text = match day {
        None => format!("{year}-{month:02}"),
        Some(day) => format!("{year}-{month:02}-{:02}", day.parse::<u8>().ok()?),
    };
    Date::parse(&text).ok().filter(|date| !matches!(date, Date::Free(_) | Date::Present))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_all_known_formats() {
        for (text, date) in [
            ("Mar 2019", Date::Month(2019, 3)),
            ("March 2019", Date::Month(2019, 3)),
            ("sept. 2019", Date::Month(2019, 9)),
            ("2019", Date::Year(2019)),
            ("2019-03", Date::Month(2019, 3)),
            ("Mar 5, 2019", Date::Day(2019, 3, 5)),
            ("05 Mar 2019", Date::Day(2019, 3, 5)),
            ("3/2019", Date::Month(2019, 3)),
            ("07/21/09, 12:11 PM", Date::Day(2009, 7, 21)),
            ("2022-01-05 10:00:00 UTC", Date::Day(2022, 1, 5)),
            ("Present", Date::Present),
        ] {
            assert_eq!(parse(text), date, "{text}");
        }
    }

    #[test]
    fn text_that_is_not_a_date_is_kept() {
        for text in ["Sometime in 2018", "13/2019", "Foo 2019", "2019-13", "Mar 45, 2019", ""] {
            assert_eq!(parse(text), Date::Free(text.to_owned()), "{text}");
        }
    }
}

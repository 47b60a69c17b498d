//! Parses periods in text: `2020 - Present`, `January 2019 to March 2020`.

mod words;

use crate::resume::{Date, Entry, is_year, stands_for_nothing};

use super::date_words;
use words::{BETWEEN, FROM, OPEN, OPEN_WITHOUT_BLANK, SINCE, UNTIL, YEAR};

/// A period or a single date; at least one field is set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) start: Option<Date>,
    pub(super) end: Option<Date>,
    /// A single date.
    pub(super) date: Option<Date>,
}

/// Sets the period or date of an entry from a text; other text is printed unchanged.
pub(super) fn put(text: &str, entry: &mut Entry) {
    match parse(text) {
        Some(period) => {
            entry.start = period.start;
            entry.end = period.end;
            entry.date = period.date;
        }
        None if is_open(text) => entry.end = Some(Date::Present),
        None if is_placeholder(text) => {}
        None => entry.date = Some(Date::Free(text.to_owned())),
    }
}

/// Maximum length of a text that is parsed.
const LONGEST: usize = 60;

/// Parses a period or a single date; `None` for other text.
pub(super) fn parse(text: &str) -> Option<Period> {
    let text = text.trim().trim_matches(['(', ')', '[', ']']).trim();
    // Every period contains a year.
    let has_year = text.contains(|c: char| c.is_ascii_digit());
    if !has_year || text.len() > LONGEST {
        return None;
    }
    if let Some(date) = exact(text) {
        return Some(Period { date: Some(date), ..Period::default() });
    }
    let lower = text.to_lowercase();
    // Lower-casing can change the length, but not of letters in these words.
    let is_same_length = lower.len() == text.len();
    let after = |words: &[&str]| {
        let word = words.iter().find(|word| is_same_length && lower.starts_with(*word))?;
        text.get(word.len()..)
    };
    let open = |start| Period { start: Some(start), end: Some(Date::Present), date: None };
    if let Some(rest) = after(&SINCE) {
        let period = exact(rest).map(open).or_else(|| between(rest)).or_else(|| still(rest));
        if let Some(period) = period.or_else(|| one(rest).map(open)) {
            return Some(period);
        }
    }
    if let Some(start) = text.strip_suffix('+').and_then(exact) {
        return Some(open(start));
    }
    let rest = after(&FROM).unwrap_or(text);
    between(rest).or_else(|| school_year(rest)).or_else(|| still(rest))
}

/// Parses the end of a period that has a start of its own: `until 2020`, `2019/20`.
pub(super) fn end(text: &str) -> Option<Date> {
    let text = text.trim();
    let lower = text.to_lowercase();
    let is_certain = |end: &Date| !matches!(end, Date::Free(_)) || end.is_season();
    let after = UNTIL.iter().find_map(|word| lower.strip_prefix(word));
    let after = after.and_then(|rest| text.get(text.len().checked_sub(rest.len())?..));
    let until = after.and_then(one).filter(is_certain);
    // Two full years may be a period of their own.
    let is_short = text.chars().count() == "2019/20".len();
    until.or_else(|| school_year(text).filter(|_| is_short)?.end)
}

/// Parses a start followed by a word for an open end: `2020 ongoing`, `2020/10至今`.
fn still(text: &str) -> Option<Period> {
    let without_blank = OPEN_WITHOUT_BLANK.iter().find_map(|word| text.strip_suffix(word));
    let start = without_blank.or_else(|| {
        let mut blanks = text.match_indices(' ').map(|(at, _)| at);
        blanks.find(|at| is_open(&text[*at..])).map(|at| &text[..at])
    })?;
    let start = one(start.trim().trim_end_matches([',', '-', '–', '—', ' ']))?;
    Some(Period { start: Some(start), end: Some(Date::Present), date: None })
}

fn between(text: &str) -> Option<Period> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return None;
    }
    for separator in BETWEEN {
        for (at, _) in lower.match_indices(separator) {
            let (Some(left), Some(right)) = (text.get(..at), text.get(at + separator.len()..))
            else {
                continue;
            };
            // `~2019` means about 2019.
            if separator == "~" && left.trim().is_empty() {
                continue;
            }
            if let Some(period) = sides(left.trim(), right.trim()) {
                return Some(period);
            }
        }
    }
    None
}

fn sides(left: &str, right: &str) -> Option<Period> {
    let period = |start, end| Some(Period { start, end, date: None });
    if right.is_empty() {
        return period(Some(one(left)?), None);
    }
    let end = if is_open(right) { Date::Present } else { one(right)? };
    if left.is_empty() {
        return if end == Date::Present { None } else { period(None, Some(end)) };
    }
    if let Some(start) = one(left) {
        return period(Some(start), Some(end));
    }
    // In `Jan - Mar 2019` the year applies to both ends.
    let (year, ..) = end.parts()?;
    let start = exact(&format!("{left} {year}"))?;
    let is_month = matches!((&start, &end), (Date::Month(..), Date::Month(..)));
    is_month.then_some(Period { start: Some(start), end: Some(end), date: None })
}

/// Parses `2019-20` and `2019/2020` as consecutive years.
fn school_year(text: &str) -> Option<Period> {
    let (start, end) = text.split_once(['-', '–', '/'])?;
    let (start, end) = (start.trim(), end.trim());
    let figures = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if start.len() != 4 || !figures(start) || !figures(end) {
        return None;
    }
    let first: i16 = start.parse().ok()?;
    let last: i16 = match end.len() {
        4 => end.parse().ok()?,
        2 => first / 100 * 100 + end.parse::<i16>().ok()?,
        _ => return None,
    };
    (first < last).then_some(Period {
        start: Some(Date::Year(first)),
        end: Some(Date::Year(last)),
        date: None,
    })
}

/// Returns whether words denote an open end.
pub(super) fn is_open(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    OPEN.contains(&text.as_str())
}

/// Parses one end of a period: a date, or words with a year such as `Summer 2019`.
fn one(text: &str) -> Option<Date> {
    let text = text.trim();
    let year = || exact(text.strip_suffix(['年', '년'])?.trim_end());
    exact(text).or_else(year).or_else(|| with_year(text).then(|| Date::Free(text.to_owned())))
}

/// Parses a year, a month or a day; `None` if it is ambiguous.
fn exact(text: &str) -> Option<Date> {
    let text = text.trim().trim_end_matches([',', '.']);
    let is_figure = |text: &&str| text.ends_with(|c: char| c.is_ascii_digit());
    let before_word = YEAR.iter().find_map(|word| text.strip_suffix(word).map(str::trim_end));
    let text = before_word.filter(is_figure).unwrap_or(text);
    let date = match date_words::parse(text) {
        Ok(Date::Free(_)) => in_figures(text).or_else(|| short_year(text))?,
        Ok(date) => date,
        Err(_) => in_figures(text)?,
    };
    (!is_ambiguous(text) && !matches!(date, Date::Free(_) | Date::Present)).then_some(date)
}

/// Returns whether day and month of `03/04/2020` could be swapped.
fn is_ambiguous(text: &str) -> bool {
    let parts: Vec<&str> = text.split('/').collect();
    match parts.as_slice() {
        [first, second, year] if year.len() == 4 => {
            let may_be_month = |part: &str| part.parse::<u8>().is_ok_and(|n| n <= 12);
            first != second && may_be_month(first) && may_be_month(second)
        }
        _ => false,
    }
}

/// Parses `Aug '19` and `Aug-19`, but not `Aug 19`, which could be a day.
fn short_year(text: &str) -> Option<Date> {
    let (month, year) = text.split_once(['\'', '’', '-'])?;
    if year.len() != 2 {
        return None;
    }
    let year: u16 = year.parse().ok()?;
    // No start is fifty years in the future.
    let century = if year < 70 { 2000 } else { 1900 };
    let date = date_words::parse(&format!("{} {}", month.trim(), century + year)).ok()?;
    matches!(date, Date::Month(..)).then_some(date)
}

/// Parses `03.2020`, `31.03.2020`, `03-2020`, `31/03/2020`, `2020.03` and `2020年3月`.
fn in_figures(text: &str) -> Option<Date> {
    if let Some(date) = compact(text) {
        return Some(date);
    }
    let vietnamese = text.to_lowercase();
    let text = vietnamese.strip_prefix("tháng ").map_or_else(|| text.to_owned(), month_and_year);
    let text = text.replace(['年', '月', '년', '월'], ".");
    let text = text.trim_end_matches(['日', '일', '.', ' ']);
    let parts: Vec<&str> = text.split(['.', '-', '/']).map(str::trim).collect();
    if !parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let date = match parts.as_slice() {
        [month, year] if year.len() == 4 => format!("{year}-{month}"),
        [year, month] if year.len() == 4 => format!("{year}-{month:0>2}"),
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        [day, month, year] if year.len() == 4 => format!("{year}-{month}-{day}"),
        _ => return None,
    };
    Date::parse(&date).ok().filter(|date| !matches!(date, Date::Free(_)))
}

/// Parses `20200315` and `202003`.
fn compact(text: &str) -> Option<Date> {
    if !text.bytes().all(|b| b.is_ascii_digit()) || !["19", "20"].contains(&text.get(..2)?) {
        return None;
    }
    let date = match text.len() {
        6 => format!("{}-{}", &text[..4], &text[4..]),
        8 => format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]),
        _ => return None,
    };
    Date::parse(&date).ok()
}

/// Converts `3 năm 2020`, which follows `tháng`, to `3.2020`.
fn month_and_year(text: &str) -> String {
    let words = text.split([' ', ',']).filter(|word| !word.is_empty() && *word != "năm");
    words.collect::<Vec<_>>().join(".")
}

/// Returns whether text stands for an absent date: a dash, `N/A`, `null`, a database's zero date.
pub(super) fn is_placeholder(text: &str) -> bool {
    let is_zero = || {
        let text = text.trim().to_lowercase();
        text.starts_with("0000") && text.chars().all(|c| "0-/.:tz ".contains(c))
    };
    stands_for_nothing(text) || is_zero()
}

/// Returns whether words contain a year, as seasons and quarters do.
fn with_year(text: &str) -> bool {
    let words: Vec<&str> =
        text.split([' ', '/', '’', '\'', ',']).filter(|word| !word.is_empty()).collect();
    words.len() <= 4 && words.iter().filter(|word| is_year(word)).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::{Locale, Word};

    /// Writes a period on one line.
    fn of(text: &str) -> String {
        let Some(period) = parse(text) else { return "none".to_owned() };
        let date = |date: &Option<Date>| date.as_ref().map(ToString::to_string).unwrap_or_default();
        match &period.date {
            Some(single) => single.to_string(),
            None => format!("{}..{}", date(&period.start), date(&period.end)),
        }
    }

    #[test]
    fn periods_are_split_into_start_and_end() {
        for (text, expected) in [
            ("2020 - Present", "2020..present"),
            ("January 2019 to Present", "2019-01..present"),
            ("Jun 2016 – Dec. 2018", "2016-06..2018-12"),
            ("2019-2020", "2019..2020"),
            ("2019-03 - 2020-11", "2019-03..2020-11"),
            ("03/2020 – heute", "2020-03..present"),
            ("03.2020-31.12.2021", "2020-03..2021-12-31"),
            ("Jan - Mar 2019", "2019-01..2019-03"),
            ("2019-20", "2019..2020"),
            ("2019/2020", "2019..2020"),
            ("1999-04", "1999-04"),
            ("Seit Mai 2019", "2019-05..present"),
            ("since 2019 – present", "2019..present"),
            ("from March 2020", "2020-03..present"),
            ("May 2020 onwards", "2020-05..present"),
            ("с марта 2020 г.", "2020-03..present"),
            ("desde marzo de 2020", "2020-03..present"),
            ("2018+", "2018..present"),
            ("since 2019", "2019..present"),
            ("from 2014 to 2018", "2014..2018"),
            ("De 2014 à aujourd'hui", "2014..present"),
            ("2018 –", "2018.."),
            ("2020/10至今", "2020-10..present"),
            ("2020.10–至今", "2020-10..present"),
            ("2020年10月至今", "2020-10..present"),
            ("2020年至今", "2020..present"),
            ("2019年3月～现在", "2019-03..present"),
            ("2018年4月から2020年3月", "2018-04..2020-03"),
            ("2018年至2020年6月", "2018..2020-06"),
            ("2019.03 ~ 현재", "2019-03..present"),
            ("2019년 3월부터 현재까지", "2019-03..present"),
            ("2020-heute", "2020..present"),
            ("2021 – ongoing", "2021..present"),
            ("10/2020 bis heute", "2020-10..present"),
            ("March 2021 ongoing", "2021-03..present"),
            ("2019 present", "2019..present"),
            ("2019..2021", "2019..2021"),
            ("- 2018", "..2018"),
            ("(2012 — 2013)", "2012..2013"),
            ("Summer 2019 - Fall 2020", "Summer 2019..Fall 2020"),
            ("2021年", "none"),
            ("od 2019 do dziś", "2019..present"),
            ("2019 – nadal", "2019..present"),
            ("2019 - til dato", "2019..present"),
            ("2019 a la fecha", "2019..present"),
            ("od 05.2010 r. do 2012 r.", "2010-05..2012"),
            ("с 2010 по 2012 г.", "2010..2012"),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }

    #[test]
    fn an_end_may_follow_a_word() {
        for (text, expected) in [
            ("until Dec 2020", "2020-12"),
            ("bis 2016", "2016"),
            ("hasta 2008", "2008"),
            ("until Summer 2019", "Summer 2019"),
            ("2020/21", "2021"),
            ("2020/2021", "none"),
            ("until 2020 or so", "none"),
        ] {
            let end = end(text).map_or_else(|| "none".to_owned(), |end| end.to_string());
            assert_eq!(end, expected, "{text}");
        }
    }

    #[test]
    fn the_word_that_a_locale_prints_for_the_present_is_an_open_end() {
        for locale in Locale::tags().into_iter().filter_map(Locale::find) {
            let word = locale.word(Word::Present);
            assert!(is_open(word), "{word}");
            assert!(of(&format!("2019 – {word}")).ends_with("..present"), "{word}");
        }
    }

    #[test]
    fn a_placeholder_is_not_a_date() {
        for text in ["-", " – ", "N/A", "n.a.", "null", "None", "0000-00-00", "0000-00-00 00:00"]
        {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["", "TBD", "2020", "nanny", "0000 A"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn single_dates_are_recognised_but_other_words_are_not() {
        assert_eq!(of("March 2020"), "2020-03");
        assert_eq!(of("13/03/2020"), "2020-03-13");
        assert_eq!(of("2020"), "2020");
        for text in [
            "3 de mayo de 2020",
            "3rd of May 2020",
            "3 мая 2020 г.",
            "3º de maio de 2020",
            "20200503",
        ] {
            assert_eq!(of(text), "2020-05-03", "{text}");
        }
        for text in ["2008 r.", "2008r.", "2008 roku", "2008 г."] {
            assert_eq!(of(text), "2008", "{text}");
        }
        for text in ["05.2012 r.", "maj 2012 r.", "5.2012 р."] {
            assert_eq!(of(text), "2012-05", "{text}");
        }
        for text in ["tháng 3 năm 2020", "tháng 3/2020", "मार्च 2020", "202003"] {
            assert_eq!(of(text), "2020-03", "{text}");
        }
        for text in [
            "",
            "soon",
            "Present",
            "03/04/2020",
            "1st place - gold",
            "2020 and later",
            "5-7",
            "至今",
            "~2019",
            "1583020800",
        ] {
            assert_eq!(of(text), "none", "{text}");
        }
    }
}

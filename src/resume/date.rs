use std::fmt::{self, Display, Formatter};

/// A date with the precision given in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Date {
    Year(i16),
    /// Year and month (1–12).
    Month(i16, u8),
    /// Year, month (1–12) and day of the month.
    Day(i16, u8, u8),
    /// The present, stated explicitly.
    Present,
    /// Free text: `Spring 2020`. Printed unchanged.
    Free(String),
}

/// Seasons and other parts of a year in several languages.
const SEASONS: [&str; 60] = [
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "early",
    "mid",
    "late",
    "q1",
    "q2",
    "q3",
    "q4",
    "h1",
    "h2",
    "1h",
    "2h",
    "1q",
    "2q",
    "3q",
    "4q",
    "term",
    "semester",
    "quarter",
    "christmas",
    "easter",
    "michaelmas",
    "hilary",
    "trinity",
    "lent",
    "frühjahr",
    "frühling",
    "sommer",
    "herbst",
    "anfang",
    "mitte",
    "ende",
    "wintersemester",
    "sommersemester",
    "ws",
    "ss",
    "printemps",
    "été",
    "automne",
    "hiver",
    "début",
    "fin",
    "primavera",
    "verano",
    "otoño",
    "invierno",
    "estate",
    "autunno",
    "inverno",
    "verão",
    "outono",
    "lente",
    "zomer",
    "herfst",
    "trimestre",
    "t1",
];

/// Words between a season and its year.
const LINKS: [&str; 9] = ["of", "de", "del", "du", "des", "term", "semester", "the", "to"];

/// The reason why a text that looks like a date is invalid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateError {
    /// Occurs if the month is outside 1–12.
    Month(u32),
    /// Occurs if the month has no such day.
    Day(u32),
}

impl Date {
    /// Parses `YYYY`, `YYYY-MM`, `YYYY-MM-DD` (leading zeros are optional, and a time after the day
    /// is ignored), `present` in any case, or free text.
    ///
    /// Returns an error if the text has the form of a date but is invalid.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        if text.eq_ignore_ascii_case("present") {
            return Ok(Self::Present);
        }
        let date = text.split_once('T').map_or(text, |(date, time)| {
            if time.starts_with(|c: char| c.is_ascii_digit()) { date } else { text }
        });
        let parts: Vec<&str> = date.split('-').collect();
        let numeric = |part: &str, digits: std::ops::RangeInclusive<usize>| {
            (digits.contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u32>().ok())
                .flatten()
        };
        let free = || Self::Free(text.to_owned());
        let Some(year) = numeric(parts[0], 4..=4).and_then(|n| i16::try_from(n).ok()) else {
            return Ok(free());
        };
        let month = match parts.get(1).map(|part| numeric(part, 1..=2)) {
            None => return Ok(Self::Year(year)),
            Some(None) => return Ok(free()),
            Some(Some(month)) => month,
        };
        let day = match parts.get(2).map(|part| numeric(part, 1..=2)) {
            None => None,
            Some(None) => return Ok(free()),
            Some(Some(day)) => Some(day),
        };
        if parts.len() > 3 {
            return Ok(free());
        }
        let month_in_range = u8::try_from(month)
            .ok()
            .filter(|m| (1..=12).contains(m))
            .ok_or(DateError::Month(month))?;
        let Some(day) = day else {
            return Ok(Self::Month(year, month_in_range));
        };
        let first = jiff::civil::Date::new(year, month_in_range as i8, 1)
            .map_err(|_| DateError::Month(month))?;
        u8::try_from(day)
            .ok()
            .filter(|d| (1..=first.days_in_month() as u8).contains(d))
            .map(|d| Self::Day(year, month_in_range, d))
            .ok_or(DateError::Day(day))
    }

    /// Returns whether free text is a part of a year, such as a season or a quarter.
    pub fn is_season(&self) -> bool {
        let Self::Free(text) = self else { return false };
        let text = text.to_lowercase();
        let words: Vec<&str> = text
            .split([' ', ',', '-', '/', '\u{a0}', '.', '\'', '’'])
            .filter(|word| !word.is_empty())
            .collect();
        // `Winter 2019/20` has two years, and `Fall '19` a short one.
        let is_year =
            |word: &&&str| [2, 4].contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
        let years = words.iter().filter(is_year).count();
        let names = words.iter().filter(|word| !is_year(word));
        (1..=2).contains(&years)
            && words.len() > years
            && names.clone().count() <= 3
            && names.clone().all(|word| SEASONS.contains(word) || LINKS.contains(word))
            && names.clone().any(|word| SEASONS.contains(word))
    }

    /// Returns year, month and day as far as known, for comparison; `None` for free text.
    pub fn parts(&self) -> Option<(i16, Option<u8>, Option<u8>)> {
        match *self {
            Self::Year(year) => Some((year, None, None)),
            Self::Month(year, month) => Some((year, Some(month), None)),
            Self::Day(year, month, day) => Some((year, Some(month), Some(day))),
            Self::Present | Self::Free(_) => None,
        }
    }

    /// Returns [`Self::parts`], and the first or last year of free text.
    pub fn parts_in_words(&self, end: PeriodEnd) -> Option<(i16, Option<u8>, Option<u8>)> {
        let Self::Free(text) = self else { return self.parts() };
        let mut years = text.match_indices(|c: char| c.is_ascii_digit()).filter_map(|(at, _)| {
            let begins = !text[..at].ends_with(|c: char| c.is_ascii_digit());
            years_at(&text[at..]).filter(|_| begins)
        });
        let year = match end {
            PeriodEnd::Start => years.next().map(|(first, _)| first),
            PeriodEnd::End => years.next_back().map(|(_, last)| last),
        };
        year.map(|year| (year, None, None))
    }
}

/// Returns whether digits are those of a year in someone's life, not of other numbers.
pub(crate) fn is_year(digits: &str) -> bool {
    digits.len() == 4
        && digits.bytes().all(|b| b.is_ascii_digit())
        && (digits.starts_with("19") || digits.starts_with("20"))
}

/// Returns the year with which a text begins, and the last of several: 2012 and 2013 in `2012/13`.
fn years_at(text: &str) -> Option<(i16, i16)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first: i16 = text.get(..digits(text)).filter(|digits| is_year(digits))?.parse().ok()?;
    let rest = text[4..].strip_prefix(['/', '-', '–']).filter(|rest| digits(rest) == 2);
    let last = rest.and_then(|rest| rest[..2].parse::<i16>().ok());
    let last = last.map(|last| first / 100 * 100 + last).filter(|last| *last > first);
    Some((first, last.unwrap_or(first)))
}

/// One of the ends of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodEnd {
    Start,
    End,
}

/// Writes the date in native notation.
impl Display for Date {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
            Self::Present => f.write_str("present"),
            Self::Free(text) => f.write_str(text),
        }
    }
}

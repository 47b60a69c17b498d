//! Reads dates and periods, whose parts are free text.

use super::super::month::month_number;
use crate::format::element::Element;
use crate::resume::Date;

/// Reads a `date` or `pubDate`; `None` if it is empty.
pub(super) fn date(element: &Element) -> Option<Date> {
    let part = |name| element.child(name).and_then(|child| child.text());
    let (day, month, year) = (part("dayOfMonth"), part("month"), part("year"));
    if day.is_none() && month.is_none() && year.is_none() {
        let text = element.text()?;
        return Some(Date::parse(&text).unwrap_or(Date::Free(text)));
    }
    let exact = exact(day.as_deref(), month.as_deref(), year.as_deref());
    exact.or_else(|| {
        let words: Vec<String> = [day, month, year].into_iter().flatten().collect();
        Some(Date::Free(words.join(" ")))
    })
}

/// Returns the date if all its parts are valid.
fn exact(day: Option<&str>, month: Option<&str>, year: Option<&str>) -> Option<Date> {
    let year = year.filter(|year| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))?;
    let Some(month) = month else {
        return if day.is_none() { Date::parse(year).ok() } else { None };
    };
    let month = month_number(month)?;
    let text = match day {
        None => format!("{year}-{month:02}"),
        Some(day) => {
            let day: u8 = day.trim_end_matches('.').parse().ok()?;
            format!("{year}-{month:02}-{day:02}")
        }
    };
    Date::parse(&text).ok()
}

/// Reads a `period`: its start and end, each `None` if empty.
pub(super) fn period(element: &Element) -> (Option<Date>, Option<Date>) {
    let end = |name| {
        let child = element.child(name)?;
        if child.child("present").is_some() {
            return Some(Date::Present);
        }
        match child.child("date") {
            Some(inner) => date(&inner),
            None => date(&child),
        }
    };
    (end("from"), end("to"))
}

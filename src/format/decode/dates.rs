//! Reads dates.

use super::{Decoder, filled, last_step};
use crate::diagnostic::Diagnostic;
use crate::format::period::{self, Period, is_placeholder};
use crate::resume::{Date, DateError};
use crate::source::{Node, Path, Value};

/// The value of `endDate`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::format) enum EndDate {
    Absent,
    /// Open, without a word for it.
    Open,
    /// A placeholder; whether the period is open is unknown.
    Unknown,
    On(Date),
}

impl Decoder<'_> {
    /// Reads a day, a month or a year.
    pub(in crate::format) fn date(&mut self, node: &Node, at: &Path) -> Option<Date> {
        let date = self.any_date(node, at)?;
        if date == Date::Present {
            self.report(
                Diagnostic::error(
                    "invalid-date",
                    format!("`{}` cannot be `present`", last_step(at)),
                )
                .on(at)
                .at(node.span)
                .hint("write a year, a month or a day: `2024`, `2024-05` or `2024-05-31`"),
            );
            return None;
        }
        Some(date)
    }

    /// Reads the end of a period.
    pub(in crate::format) fn end_date(&mut self, node: &Node, at: &Path) -> EndDate {
        if node.as_text().is_some_and(|text| text.trim().eq_ignore_ascii_case("open")) {
            return EndDate::Open;
        }
        let is_placeholder = node.as_text().is_some_and(is_placeholder);
        match self.any_date(node, at) {
            Some(date) => EndDate::On(date),
            None if is_placeholder => EndDate::Unknown,
            None => EndDate::Absent,
        }
    }

    /// Reads a date or `present`.
    pub(in crate::format) fn any_date(&mut self, node: &Node, at: &Path) -> Option<Date> {
        let text = match &node.value {
            Value::Null => return None,
            Value::Scalar(scalar) => filled(&scalar.text)?,
            _ => {
                self.wrong_type(node, at, "a date");
                return None;
            }
        };
        let date = Date::parse(&text);
        let is_words = matches!(&date, Ok(free @ Date::Free(_)) if !free.is_season());
        if is_words && let Some(date) = in_words(&text, &last_step(at)) {
            return Some(date);
        }
        let problem = match &date {
            _ if is_placeholder(&text) => {
                let key = last_step(at);
                let (fate, hint) = if key == "endDate" {
                    (
                        "only the start of the period is printed",
                        "write its end, or `present`".to_owned(),
                    )
                } else {
                    ("it is not printed", format!("remove `{key}`"))
                };
                let message = format!("`{text}` is not a date; {fate}");
                let problem = Diagnostic::warning("free-date", message);
                self.report(problem.on(at).at(node.span).hint(hint));
                return None;
            }
            Ok(free @ Date::Free(_)) if free.is_season() => return date.ok(),
            Ok(Date::Free(_)) => {
                let is_ongoing = ["current", "currently", "now", "ongoing", "today", "till date"]
                    .contains(&text.to_lowercase().as_str());
                Diagnostic::warning(
                    "free-date",
                    format!("`{text}` is not a date; it is printed unchanged"),
                )
                .hint(if is_ongoing {
                    "write `present`, which is printed in the language of the résumé"
                } else {
                    "write a year, a month or a day: `2024`, `2024-05` or `2024-05-31`"
                })
            }
            Ok(_) => return date.ok(),
            Err(error) => {
                // Valid in JSON Resume's schema, and printed by other programs.
                let dashes = text.match_indices('-').map(|(at, _)| &text[..at]);
                let rest = dashes.rev().find_map(|text| Date::parse(text).ok());
                let (why, hint) = match error {
                    DateError::Month(month) => (
                        format!("invalid month {month}"),
                        "months go from `01` to `12`, and come before the day: `2024-05-31`",
                    ),
                    DateError::Day(day) => (
                        format!("that month has no day {day}"),
                        "leave the day out if it does not matter: `2024-05`",
                    ),
                };
                let read = rest.as_ref().map(|rest| format!("; it is read as `{rest}`"));
                let message = format!("invalid date `{text}`: {why}{}", read.unwrap_or_default());
                let found_problem = Diagnostic::warning("invalid-date", message).hint(hint);
                self.report(found_problem.on(at).at(node.span));
                return rest;
            }
        };
        self.report(problem.on(at).at(node.span));
        date.ok()
    }
}

/// Parses a date in words or figures that is not in native notation; the key says which end of a
/// period is meant.
fn in_words(text: &str, key: &str) -> Option<Date> {
    let key = key.to_lowercase();
    if key.contains("end") && period::is_open(text) {
        return Some(Date::Present);
    }
    if key.contains("end")
        && let Some(end) = period::end(text)
    {
        return Some(end);
    }
    match period::parse(text)? {
        Period { date: Some(date), .. } => Some(date),
        Period { start: Some(start), end: Some(Date::Present), .. } if key.contains("start") => {
            Some(start)
        }
        _ => None,
    }
}

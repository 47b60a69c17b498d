//! Normalises dates and periods in words.

use super::super::super::period::{self, Period};
use super::{Normalizer, is_blank, member};
use crate::characters::letters;
use crate::diagnostic::Diagnostic;
use crate::resume::Date;
use crate::source::{Member, Node, Path, Value};

/// Keys of single dates.
const SINGLE: [&str; 2] = ["date", "releaseDate"];

impl Normalizer<'_> {
    /// Normalises the dates of an entry, and splits a period in a single field into start and end.
    pub(super) fn dates(&mut self, members: &mut Vec<Member>, at: &Path) {
        for key in ["startDate", "date", "releaseDate", "endDate"] {
            let Some(index) = members.iter().position(|member| member.key == key) else { continue };
            from_parts(&mut members[index].value);
            if key == "date" {
                from_period(&mut members[index].value);
            }
            let span = members[index].value.span;
            let Value::Scalar(scalar) = &mut members[index].value.value else { continue };
            let text = scalar.text.trim();
            if key == "endDate" && period::is_open(text) {
                if !text.eq_ignore_ascii_case("present") {
                    let path = at.key(key);
                    let reported =
                        Diagnostic::warning("open-end", format!("`{text}` is read as `present`"));
                    let hint = "write `present`, or omit `endDate` if the work is ongoing";
                    self.diagnostics.push(reported.on(&path).at(span).hint(hint));
                    "present".clone_into(&mut scalar.text);
                }
                continue;
            }
            if key == "date" && period::is_open(text) {
                // What goes on now has no date, only an open end.
                if !members.iter().any(|m| m.key == "endDate" && !is_blank(&m.value)) {
                    members.retain(|m| m.key != "endDate");
                    if let Some(member) = members.iter_mut().find(|m| m.key == key) {
                        "endDate".clone_into(&mut member.key);
                        member.value = Node::text("present", span);
                    }
                }
                continue;
            }
            if is_exact(text) {
                continue;
            }
            let Some(Period { start, end, date }) = period::parse(text) else { continue };
            if let Some(date) = date {
                scalar.text = date.to_string();
                continue;
            }
            let has = |key: &str| members.iter().any(|m| m.key == key && !is_blank(&m.value));
            let is_free = match key {
                "startDate" => !has("endDate"),
                "endDate" => !has("startDate"),
                _ => !has("startDate") && !has("endDate"),
            };
            if !is_free || SINGLE[1] == key {
                continue;
            }
            members.retain(|m| m.key == key || !["startDate", "endDate"].contains(&m.key.as_str()));
            let Some(index) = members.iter().position(|member| member.key == key) else { continue };
            let Member { key_span, value, .. } = members.remove(index);
            for (key, date) in [("startDate", start), ("endDate", end)] {
                let date = date.map(|date| date.to_string());
                // A start followed by a dash is an open period.
                let date = date.or_else(|| (key == "endDate").then(|| "present".to_owned()));
                if let Some(date) = date {
                    let value = Node::text(date, value.span);
                    members.insert(
                        index.min(members.len()),
                        Member { key_span, ..member(key, value) },
                    );
                }
            }
        }
    }
}

/// Returns whether a date has the normal form, even if its month or day is invalid.
fn is_exact(text: &str) -> bool {
    match Date::parse(text) {
        Ok(Date::Free(_)) => false,
        Ok(_) => true,
        // `2019-20` means two years rather than an invalid month.
        Err(_) => period::parse(text).is_none_or(|period| period.date.is_some()),
    }
}

/// Returns whether text is a date or a period.
pub(super) fn looks_like_date(text: &str) -> bool {
    period::parse(text).is_some()
}

/// Joins the two dates of a period: `[2015, 2018]`, `{start: 2015, end: 2018}`.
pub(super) fn from_period(node: &mut Node) {
    const START: [&str; 5] = ["start", "startdate", "from", "begin", "begins"];
    const END: [&str; 5] = ["end", "enddate", "to", "until", "ends"];
    let (start, end) = match &node.value {
        Value::List(dates) => match dates.as_slice() {
            [start, end] => (Some(start.clone()), Some(end.clone())),
            _ => return,
        },
        Value::Map(members) => {
            let of = |names: [&str; 5]| {
                let found = members.iter().find(|it| names.contains(&&*letters(&it.key)));
                found.map(|it| it.value.clone())
            };
            let (start, end) = (of(START), of(END));
            let count = usize::from(start.is_some()) + usize::from(end.is_some());
            if count != members.len() {
                return;
            }
            (start, end)
        }
        _ => return,
    };
    let text = |date: Option<Node>| {
        let mut date = date?;
        from_parts(&mut date);
        date.as_text().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let text = match (text(start), text(end)) {
        (Some(start), end) => format!("{start} – {}", end.as_deref().unwrap_or("present")),
        (None, Some(end)) => end,
        (None, None) => return,
    };
    *node = Node::text(text, node.span);
}

/// Joins a mapping of `year`, `month` and `day`.
fn from_parts(node: &mut Node) {
    let Some(members) = node.as_map() else { return };
    let number = |key: &str| {
        let text = members.iter().find(|member| member.key == key)?.value.as_text()?.trim();
        text.bytes().all(|b| b.is_ascii_digit()).then(|| text.to_owned())
    };
    let Some(year) = number("year").filter(|year| year.len() == 4) else { return };
    let text = match (number("month"), number("day")) {
        (Some(month), Some(day)) => format!("{year}-{month:0>2}-{day:0>2}"),
        (Some(month), None) => format!("{year}-{month:0>2}"),
        _ => year,
    };
    *node = Node::text(text, node.span);
}

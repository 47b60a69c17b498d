//! Labelled facts and asides in parentheses.

use super::Planner;
use super::block::Block;
use super::line_breaks::{DOT, JOINT, separator};
use super::text::{Text, chars};
use crate::view::Detail;

/// Facts whose value must not be broken between lines.
const WHOLE: [&str; 6] = ["birth", "date", "phone", "fax", "email", "pages"];

/// Facts whose value says what it is: `talk`, `my manager since 2019`.
const EVIDENT: [&str; 2] = ["type", "relationship"];

/// Maximum characters of a fact that shares a line with others.
const SHORT: usize = 60;

impl Planner<'_> {
    /// Returns details in parentheses, to follow a word or title; after a dash if they have
    /// parentheses of their own.
    pub(super) fn aside(&self, body: Text, role: Option<&'static str>) -> Text {
        let [open, close] = &self.words.aside;
        let is_spaced = open.starts_with(' ');
        let text = body.text();
        let has_dash = is_spaced && text.contains('(') && !text.contains(", ");
        let mut inner = Text::default();
        let mut aside = Text::default();
        if has_dash {
            aside.push_str(&format!(" {JOINT}– "));
            inner.push(body);
        } else {
            inner.push_str(open.trim_start());
            inner.push(body);
            inner.push_str(close);
            if is_spaced {
                aside.push_str(" ");
            }
        }
        aside.push(match role {
            Some(role) => inner.in_role(role),
            None => inner,
        });
        aside
    }

    /// Joins texts with a separator.
    pub(super) fn join(&self, parts: impl IntoIterator<Item = Text>, separator: &str) -> Text {
        let mut joined = Text::default();
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            if !joined.is_empty() {
                joined.push_str(separator);
            }
            joined.push(part);
        }
        joined
    }

    pub(super) fn values(&self, detail: &Detail) -> Text {
        let is_whole = WHOLE.contains(&detail.kind);
        let value =
            |value| if is_whole { self.rules.whole(self.text(value)) } else { self.text(value) };
        self.join(detail.values.iter().map(value), &self.words.list_separator)
    }

    /// Returns a fact: `Grade: 5.6`, or only the value if the label is empty or says nothing.
    pub(super) fn fact(&self, detail: &Detail) -> Text {
        let values = self.values(detail);
        if detail.label.is_empty() || EVIDENT.contains(&detail.kind) {
            return values;
        }
        let separator = &self.words.label_separator;
        let mut label = self.text(&detail.label);
        label.push_str(separator.trim_end());
        let mut fact = label.in_role("detail");
        if separator.ends_with(' ') {
            fact.push_str(" ");
        }
        fact.push(values);
        fact
    }

    /// Returns facts as blocks: adjacent short facts share lines, and a list of values follows a
    /// short one.
    pub(super) fn fact_blocks<'d>(
        &self,
        details: impl IntoIterator<Item = &'d Detail>,
    ) -> Vec<Block> {
        let mut lines: Vec<Vec<&Detail>> = Vec::new();
        for detail in details {
            match lines.last_mut() {
                Some(line) if is_short(detail) && line.iter().all(|it| is_short(it)) => {
                    line.push(detail)
                }
                Some(line) if matches!(line[..], [only] if is_short(only)) => line.push(detail),
                _ => lines.push(vec![detail]),
            }
        }
        let block = |line: Vec<&Detail>| {
            let runs_on = line.len() > 1 && !line.iter().all(|it| is_short(it));
            let facts = line.into_iter().map(|it| self.fact(it));
            if runs_on {
                Block::Paragraph { body: self.join(facts, &separator(DOT)) }
            } else {
                Block::Facts { items: facts.collect() }
            }
        };
        lines.into_iter().map(block).collect()
    }
}

fn is_short(detail: &Detail) -> bool {
    chars(&detail.label) + detail.values.iter().map(|value| 2 + chars(value)).sum::<usize>() < SHORT
}

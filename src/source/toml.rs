//! Parses TOML 1.1.

use std::ops::Range;

use toml::de::{DeArray, DeTable, DeValue};

use super::limits::{Budget, too_deep, too_many};
use super::{Kind, Limits, Member, Node, Scalar, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, Span};

mod explain;

/// Maximum number of headings; the parser moves all later tables when a table is reopened.
const MOST_HEADINGS: usize = 20_000;

pub(super) fn parse(id: SourceId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    if is_crowded(text) {
        diagnostics.push(too_many(Span::new(id, 0..0)));
        return None;
    }
    let root = match DeTable::parse(text) {
        Ok(table) => DeValue::Table(table.into_inner()),
        Err(error) => {
            diagnostics.extend(explain::syntax(id, text, &error));
            return None;
        }
    };
    if let Err(diagnostic) = check(id, &root) {
        diagnostics.push(*diagnostic);
        drop_iteratively(root);
        return None;
    }
    let (root, _) = Reader { id, text }.node(root, 0..text.len());
    Some(root)
}

/// Returns whether a text is too large for the parser.
fn is_crowded(text: &str) -> bool {
    // The parser needs about a hundred bytes for each of these signs; a value takes two or three.
    let signs = text.bytes().filter(|b| matches!(b, b'=' | b',' | b'\n' | b'[' | b'{'));
    let headings = text.lines().filter(|line| line.trim_start().starts_with('['));
    signs.count() > 5 * Limits::DEFAULT.nodes || headings.count() > MOST_HEADINGS
}

/// Checks the limits; dotted keys can nest deeper than the parser's own limit for brackets.
fn check(id: SourceId, root: &DeValue) -> Result<(), Box<Diagnostic>> {
    let mut budget = Budget::new();
    let mut open = vec![(root, 0..0, 0)];
    while let Some((value, range, depth)) = open.pop() {
        if !budget.take_node() {
            return Err(Box::new(too_many(Span::new(id, range))));
        }
        if depth > Limits::DEFAULT.depth {
            return Err(Box::new(too_deep(Span::new(id, range))));
        }
        match value {
            DeValue::Table(table) => open
                .extend(table.iter().map(|(_, value)| (value.get_ref(), value.span(), depth + 1))),
            DeValue::Array(array) => {
                open.extend(array.iter().map(|value| (value.get_ref(), value.span(), depth + 1)));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Drops a value iteratively, because a recursive drop could overflow the stack.
fn drop_iteratively(value: DeValue) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            DeValue::Table(table) => {
                open.extend(table.into_iter().map(|(_, value)| value.into_inner()));
            }
            DeValue::Array(array) => {
                open.extend(array.into_iter().map(toml::Spanned::into_inner));
            }
            _ => {}
        }
    }
}

struct Reader<'a> {
    id: SourceId,
    text: &'a str,
}

impl Reader<'_> {
    /// Returns the node and the offset of its first mention.
    fn node(&self, value: DeValue, range: Range<usize>) -> (Node, usize) {
        let span = Span::new(self.id, range.clone());
        let (value, first) = match value {
            DeValue::Table(table) => self.table(table),
            DeValue::Array(array) => self.array(array),
            DeValue::String(text) => (scalar(text, Kind::Text), range.start),
            DeValue::Integer(_) | DeValue::Float(_) => self.typed(Kind::Number, &range),
            DeValue::Boolean(_) => self.typed(Kind::Boolean, &range),
            DeValue::Datetime(_) => self.typed(Kind::Date, &range),
        };
        (Node { value, span }, first.min(range.start))
    }

    fn typed(&self, kind: Kind, range: &Range<usize>) -> (Value, usize) {
        (scalar(self.text.get(range.clone()).unwrap_or_default(), kind), range.start)
    }

    fn table(&self, table: DeTable) -> (Value, usize) {
        let mut members: Vec<(usize, Member)> = table
            .into_iter()
            .map(|(key, value)| {
                let (key_range, range) = (key.span(), value.span());
                let (value, first) = self.node(value.into_inner(), range);
                let key_span = Span::new(self.id, key_range.clone());
                let key = key.into_inner().into_owned();
                (first.min(key_range.start), Member { key, key_span, value })
            })
            .collect();
        // The parser orders tables by their header, even if a subtable precedes it.
        members.sort_by_key(|(first, _)| *first);
        let first = members.first().map_or(usize::MAX, |(first, _)| *first);
        (Value::Map(members.into_iter().map(|(_, member)| member).collect()), first)
    }

    fn array(&self, array: DeArray) -> (Value, usize) {
        let mut first = usize::MAX;
        let items = array
            .into_iter()
            .map(|item| {
                let range = item.span();
                let (item, start) = self.node(item.into_inner(), range);
                first = first.min(start);
                item
            })
            .collect();
        (Value::List(items), first)
    }
}

fn scalar(text: impl Into<String>, kind: Kind) -> Value {
    Value::Scalar(Scalar { text: text.into(), kind })
}

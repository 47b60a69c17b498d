//! Groups the rows of a section by entry.

use crate::plan::{Block, Content, Gap, Row, Slots};

/// A block of a section.
#[derive(Debug)]
pub(super) enum Unit<'p> {
    Prose(Vec<&'p Block>),
    /// Entries that take one line or paragraph each.
    Items(Vec<Item<'p>>),
    Entry(Entry<'p>),
}

/// A short entry: a one-line head or a paragraph.
#[derive(Debug)]
pub(super) struct Item<'p> {
    pub(super) head: Option<&'p Slots>,
    pub(super) body: Vec<&'p Block>,
}

/// An entry with a head, and its positions.
#[derive(Debug)]
pub(super) struct Entry<'p> {
    pub(super) head: &'p Slots,
    /// Heading level.
    pub(super) level: u8,
    pub(super) body: Vec<&'p Block>,
    pub(super) positions: Vec<Self>,
}

/// Groups the rows of a section.
pub(super) fn units(rows: &[Row]) -> Vec<Unit<'_>> {
    let mut units = Vec::new();
    // If one entry has text below its head, all entries get a heading.
    let has_bodies = |row: &Row| matches!(row.content, Content::Head { more: true, .. });
    let is_list = !rows.iter().any(has_bodies);
    let mut rest = rows;
    while let Some(first) = rest.first() {
        let items = 1 + rest[1..].iter().take_while(|row| row.above == Gap::Line).count();
        let is_item = match &first.content {
            Content::Head { brief, .. } => *brief && is_list,
            Content::Reference { .. } => true,
            Content::Body { .. } | Content::Halves { .. } => items > 1,
        };
        if is_item {
            units.push(Unit::Items(rest[..items].iter().map(item).collect()));
            rest = &rest[items..];
        } else if let Content::Head { slots, level, .. } = &first.content {
            let (entry, others) = entry(slots, *level, &rest[1..]);
            units.push(Unit::Entry(entry));
            rest = others;
        } else {
            units.push(Unit::Prose(body(first)));
            rest = &rest[1..];
        }
    }
    units
}

fn item(row: &Row) -> Item<'_> {
    match &row.content {
        Content::Head { slots, .. } => Item { head: Some(slots), body: Vec::new() },
        _ => Item { head: None, body: body(row) },
    }
}

fn body(row: &Row) -> Vec<&Block> {
    match &row.content {
        Content::Head { .. } => Vec::new(),
        Content::Body { parts } => parts.iter().flatten().collect(),
        Content::Halves { whole, .. } => whole.iter().collect(),
        Content::Reference { dated, .. } => dated.iter().collect(),
    }
}

/// Takes the rows of an entry after its head; returns the entry and the remaining rows.
fn entry<'p>(head: &'p Slots, level: u8, rows: &'p [Row]) -> (Entry<'p>, &'p [Row]) {
    let mut entry = Entry { head, level, body: Vec::new(), positions: Vec::new() };
    let mut rest = rows;
    while let Some(row) = rest.first() {
        match &row.content {
            Content::Head { slots, level: below, .. }
                if slots.nested && (*below > level || !head.nested && head.lead.is_none()) =>
            {
                let (position, others) = self::entry(slots, *below, &rest[1..]);
                entry.positions.push(position);
                rest = others;
            }
            Content::Head { .. } | Content::Reference { .. } => break,
            Content::Body { .. } | Content::Halves { .. } => {
                entry.body.extend(body(row));
                rest = &rest[1..];
            }
        }
    }
    (entry, rest)
}

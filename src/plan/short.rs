//! Finds sections that are short enough to be next to their title.

use serde::Serialize;

use super::block::{Block, Item};
use super::line_breaks::is_wide;
use super::section::{Content, Row, Slots, is_place};
use super::text::Text;

/// A section that may be next to its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Beside {
    /// Words in a paragraph of up to two lines, such as languages.
    Words,
    /// A few lines.
    Lines,
}

/// Maximum characters of a title and the words of its section next to it: about two lines.
const WORDS: usize = 170;
/// Maximum characters of a title and a line next to it.
const LINE: usize = 95;
/// Maximum lines next to a title.
const MOST: usize = 3;

/// Returns how a section may be next to its title. Jobs and degrees may not: programs find them by
/// a title on a line of its own.
pub(super) fn beside(kind: &str, title: &Text, rows: &[Row]) -> Option<Beside> {
    if title.is_empty() || is_place(kind) {
        return None;
    }
    let title = chars(title);
    if words(rows).is_some_and(|words| title + words <= WORDS) {
        return Some(Beside::Words);
    }
    let mut count = 0;
    for row in rows {
        count += lines(row, title)?;
    }
    (count <= MOST).then_some(Beside::Lines)
}

/// Returns the length of a section of words.
fn words(rows: &[Row]) -> Option<usize> {
    let [Row { content: Content::Body { parts }, .. }] = rows else { return None };
    let [part] = &parts[..] else { return None };
    let [Block::Keywords { body }] = &part[..] else { return None };
    Some(chars(body))
}

/// Returns the approximate number of lines of a row; `None` if it does not consist of lines.
fn lines(row: &Row, title: usize) -> Option<usize> {
    if row.break_before {
        return None;
    }
    match &row.content {
        Content::Head { more: true, .. } => None,
        Content::Head { slots, brief, .. } => {
            let has_second = !brief && slots.subtitle.is_some();
            Some(lines_of(title + head(slots)).max(1 + usize::from(has_second)))
        }
        Content::Body { parts } => sum(parts.iter().map(|part| blocks(part, title))),
        Content::Halves { whole, .. } => blocks(whole, title),
        Content::Reference { dated, .. } => blocks(dated, title),
    }
}

fn blocks(blocks: &[Block], title: usize) -> Option<usize> {
    sum(blocks.iter().map(|block| match block {
        Block::Paragraph { body } | Block::Keywords { body } | Block::Reference { body } => {
            Some(lines_of(title + chars(body)))
        }
        Block::Facts { items } => Some(lines_of(title + items.iter().map(chars).sum::<usize>())),
        Block::List { items } | Block::Enumeration { items } => {
            sum(items.iter().map(|item| self::blocks(item, title)))
        }
        Block::Highlights { items } => sum(items.iter().map(|Item { body, highlights }| {
            if highlights.is_empty() { self::blocks(body, title) } else { None }
        })),
    }))
}

/// Returns the approximate number of lines of a text.
fn lines_of(length: usize) -> usize {
    length.div_ceil(LINE)
}

fn sum(lines: impl Iterator<Item = Option<usize>>) -> Option<usize> {
    lines.sum()
}

/// Returns the length of a head on one line.
fn head(slots: &Slots) -> usize {
    let parts =
        [&slots.lead, &slots.subtitle, &slots.location, &slots.url, &slots.note, &slots.date];
    parts.into_iter().flatten().map(chars).sum()
}

/// Returns the length of a text in letters; wide characters count as two.
fn chars(text: &Text) -> usize {
    text.text().chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

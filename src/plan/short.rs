//! Finds sections that are short enough to be next to their title.

use serde::Serialize;

use super::block::{Block, Item};
use super::section::{Content, Row, Section, Slots, is_place};
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
    let title = title.chars();
    if words(rows).is_some_and(|words| title + words <= WORDS) {
        return Some(Beside::Words);
    }
    let count: usize = rows.iter().map(|row| lines(row, title)).sum::<Option<_>>()?;
    (count <= MOST).then_some(Beside::Lines)
}

/// Keeps the title of a section of lines above it if those of its neighbours are above them, too: alone
/// next to its section, it does not look like a title of the same level.
pub(super) fn keep_lone_titles_above(sections: &mut [Section]) {
    // Themes set lines in two halves below their title.
    let has_halves = |row: &Row| matches!(row.content, Content::Halves { .. });
    let is_short = |it: &Section| it.beside.is_some() && !it.rows.iter().any(has_halves);
    let is_short: Vec<_> = sections.iter().map(is_short).collect();
    let starts: Vec<_> = sections.iter().map(|section| section.break_before).collect();
    for (i, section) in sections.iter_mut().enumerate() {
        let follows = i > 0 && is_short[i - 1] && !starts[i];
        let precedes = i + 1 < is_short.len() && is_short[i + 1] && !starts[i + 1];
        if section.beside == Some(Beside::Lines) && !follows && !precedes {
            section.beside = None;
        }
    }
}

/// Returns the length of a section of words.
fn words(rows: &[Row]) -> Option<usize> {
    let [Row { content: Content::Body { parts }, .. }] = rows else { return None };
    let [part] = &parts[..] else { return None };
    let [Block::Keywords { body }] = &part[..] else { return None };
    Some(body.chars())
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
        Content::Body { parts } => parts.iter().map(|part| blocks(part, title)).sum(),
        Content::Halves { whole, .. } => blocks(whole, title),
        Content::Reference { dated, .. } => blocks(dated, title),
    }
}

fn blocks(blocks: &[Block], title: usize) -> Option<usize> {
    let block = |block: &Block| match block {
        Block::Paragraph { body } | Block::Keywords { body } | Block::Reference { body } => {
            Some(lines_of(title + body.chars()))
        }
        Block::Facts { items } => {
            Some(lines_of(title + items.iter().map(Text::chars).sum::<usize>()))
        }
        Block::List { items } | Block::Enumeration { items } => {
            items.iter().map(|item| self::blocks(item, title)).sum()
        }
        Block::Highlights { items } => {
            let is_flat = items.iter().all(|Item { highlights, .. }| highlights.is_empty());
            let lines = items.iter().map(|Item { body, .. }| self::blocks(body, title));
            if is_flat { lines.sum() } else { None }
        }
    };
    blocks.iter().map(block).sum()
}

/// Returns the approximate number of lines of a text.
fn lines_of(length: usize) -> usize {
    length.div_ceil(LINE)
}

/// Returns the length of a head on one line.
fn head(slots: &Slots) -> usize {
    let parts =
        [&slots.lead, &slots.subtitle, &slots.location, &slots.url, &slots.note, &slots.date];
    parts.into_iter().flatten().map(Text::chars).sum()
}

//! Estimates lengths in characters, to detect long text without measuring it.

use super::text::chars;
use crate::view::{Block, Detail, Entry, Highlight, Keyword};

pub(super) fn blocks(blocks: &[Block]) -> usize {
    let length = |block: &Block| match block {
        Block::Paragraph { body } => chars(body),
        Block::List { items } | Block::Enumeration { items } => {
            items.iter().map(|item| self::blocks(item)).sum()
        }
    };
    blocks.iter().map(length).sum()
}

/// Returns the approximate length of a highlight and those nested in it, in characters.
pub(super) fn highlight(it: &Highlight) -> usize {
    40 + blocks(&it.body) + it.highlights.iter().map(highlight).sum::<usize>()
}

/// Returns the approximate length of facts in characters.
pub(super) fn facts(facts: &[&Detail]) -> usize {
    let values = facts.iter().flat_map(|fact| &fact.values);
    40 * facts.len() + values.map(chars).sum::<usize>()
}

/// Returns the approximate length of keywords in characters.
pub(super) fn keywords(keywords: &[Keyword]) -> usize {
    keywords.iter().map(|keyword| chars(&keyword.name)).sum()
}

/// Returns the approximate length of an entry in characters; short lines count as full ones.
pub(super) fn entry(entry: &Entry) -> usize {
    160 + blocks(&entry.summary)
        + 80 * entry.details.len()
        + 20 * entry.keywords.len()
        + entry.highlights.iter().map(highlight).sum::<usize>()
        + entry.positions.iter().map(self::entry).sum::<usize>()
}

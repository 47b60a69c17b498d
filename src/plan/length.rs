//! Estimates lengths in characters, to detect long text without measuring it.

use super::text::chars;
use crate::view::{Block, Entry, Highlight};

pub(super) fn blocks(blocks: &[Block]) -> usize {
    let length = |block: &Block| match block {
        Block::Paragraph { body } => chars(body),
        Block::List { items } | Block::Enumeration { items } => {
            items.iter().map(|item| self::blocks(item)).sum()
        }
    };
    blocks.iter().map(length).sum()
}

/// Returns the approximate length of an entry in characters; short lines count as full ones.
pub(super) fn entry(entry: &Entry) -> usize {
    fn highlight(it: &Highlight) -> usize {
        40 + blocks(&it.body) + it.highlights.iter().map(highlight).sum::<usize>()
    }
    160 + blocks(&entry.summary)
        + 80 * entry.details.len()
        + 20 * entry.keywords.len()
        + entry.highlights.iter().map(highlight).sum::<usize>()
        + entry.positions.iter().map(self::entry).sum::<usize>()
}

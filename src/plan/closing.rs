//! The closing lines: last modified, copyright and consent.

use super::Planner;
use super::block::Block;
use super::line_breaks::{DOT, is_wide, separator};
use super::text::{Text, chars};
use crate::view::{self, Closing};

/// Maximum characters of a paragraph that shares a line with others.
const LONGEST_SHARED: usize = 60;

impl Planner<'_> {
    /// Returns the closing lines. Successive short paragraphs become one, as each would take a line.
    pub(super) fn closing(&self, closing: &[Closing]) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut line = Text::default();
        let end = |line: &mut Text| {
            let body = std::mem::take(line).without_runt();
            (!body.is_empty()).then_some(Block::Paragraph { body })
        };
        for block in closing.iter().flat_map(|closing| &closing.body) {
            match block {
                view::Block::Paragraph { body } if chars(body) <= LONGEST_SHARED => {
                    if !line.is_empty() {
                        line.push_str(&between(&line));
                    }
                    line.push(self.text(body));
                }
                block => {
                    blocks.extend(end(&mut line));
                    blocks.extend(self.blocks(std::slice::from_ref(block)));
                }
            }
        }
        blocks.extend(end(&mut line));
        blocks
    }
}

/// Returns what separates a paragraph from the next one on its line.
fn between(text: &Text) -> String {
    match text.text().chars().next_back() {
        Some(c) if is_wide(c) && text.is_ended() => String::new(),
        _ if text.is_ended() => " ".to_owned(),
        _ => separator(DOT),
    }
}

//! Paragraphs and lists ready for typesetting.

use serde::Serialize;

use super::Planner;
use super::text::Text;
use crate::view::{self, Highlight, Inline};

/// A block in the text column.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Block {
    Paragraph {
        body: Text,
    },
    /// Keywords and similar items, which fill each line.
    Keywords {
        body: Text,
    },
    /// A reference with a hanging indent.
    Reference {
        body: Text,
    },
    /// Facts on shared lines, separated by dots.
    Facts {
        items: Vec<Text>,
    },
    List {
        items: Vec<Vec<Block>>,
    },
    Enumeration {
        items: Vec<Vec<Block>>,
    },
    /// Bullets; adjacent blocks form one list.
    Highlights {
        items: Vec<Item>,
    },
}

/// A bullet with nested bullets.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Item {
    pub body: Vec<Block>,
    pub highlights: Vec<Item>,
}

impl Planner<'_> {
    /// Returns prose for typesetting.
    pub(super) fn blocks(&self, blocks: &[view::Block]) -> Vec<Block> {
        let items =
            |items: &[Vec<view::Block>]| items.iter().map(|item| self.blocks(item)).collect();
        let block = |block: &view::Block| match block {
            view::Block::Paragraph { body } => {
                Block::Paragraph { body: self.text(body).without_runt() }
            }
            view::Block::List { items: list } => Block::List { items: items(list) },
            view::Block::Enumeration { items: list } => Block::Enumeration { items: items(list) },
        };
        blocks.iter().map(block).collect()
    }

    pub(super) fn text(&self, inline: &Inline) -> Text {
        self.rules.text(inline)
    }

    /// Returns a bullet with a run-in title.
    pub(super) fn highlight(&self, highlight: &Highlight) -> Item {
        let title = highlight.title.as_ref().filter(|title| !title.is_empty());
        if let (None, [view::Block::Paragraph { body }]) = (title, &highlight.body[..])
            && let Some(body) = self.with_nested(&self.text(body), &highlight.highlights)
        {
            return Item { body: vec![Block::Paragraph { body }], highlights: Vec::new() };
        }
        Item {
            body: match title {
                Some(title) => self.run_in(title, &highlight.body),
                None => self.blocks(&highlight.body),
            },
            highlights: highlight.highlights.iter().map(|it| self.highlight(it)).collect(),
        }
    }

    /// Inserts a run-in label into the first paragraph, or before the blocks. Omits the separator
    /// if the label ends in punctuation.
    fn run_in(&self, label: &Inline, blocks: &[view::Block]) -> Vec<Block> {
        let is_punctuated = label.text().ends_with(['.', ':', ';', ',', '!', '?', '…']);
        let mut line = self.text(label).in_role("label");
        let rest = match blocks {
            [view::Block::Paragraph { body }, rest @ ..] => {
                line.push_str(if is_punctuated { " " } else { &self.words.label_separator });
                line.push(self.text(body));
                rest
            }
            blocks => blocks,
        };
        let mut set = vec![Block::Paragraph { body: line.without_runt() }];
        set.extend(self.blocks(rest));
        set
    }
}

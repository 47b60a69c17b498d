//! Plans an entry without a head: as a word in a line, as a line, or as a bullet.

use super::Planner;
use super::block::{Block, Item};
use super::entry::{ascii_dashes, has_body};
use super::line_breaks::{DOT, separator};
use super::section::{Content, Half, Rest};
use super::text::Text;
use crate::view::{self, DateText, Entry};

impl Planner<'_> {
    /// Returns the details to append to the title of an entry without a head.
    fn entry_aside(&self, entry: &Entry, more: impl IntoIterator<Item = Text>) -> Text {
        let slot = |slot: &Option<view::Slot>| slot.as_ref().map(|slot| self.rules.slot(slot));
        let mut period = Text::default();
        if let Some(DateText { text, marked, .. }) = &entry.date {
            let date = match marked {
                Some(marked) => self.text(marked),
                None if self.settings.ascii_dates => Text::plain(ascii_dashes(text)),
                None => Text::plain(text.as_str()),
            };
            period.push(date.in_role("run-in-date"));
        }
        if let Some(span) = &entry.span {
            if !period.is_empty() {
                period.push_str(&separator(DOT));
            }
            period.push_str(&self.period(span));
        }
        let parts = [slot(&entry.subtitle), slot(&entry.location), Some(period), slot(&entry.url)];
        self.join(parts.into_iter().flatten().chain(more), &self.words.part_separator)
    }

    /// Returns the details of an entry that is a word, such as its level.
    pub(super) fn word_aside(&self, entry: &Entry) -> Text {
        let keywords = self.keywords_after_label(&entry.keywords);
        let facts = entry.details.iter().map(|detail| self.fact(detail));
        self.entry_aside(entry, std::iter::once(keywords).chain(facts))
    }

    /// Returns an entry as a word in a line.
    pub(super) fn word(&self, entry: &Entry) -> Text {
        let mut word = entry.title.as_ref().map(|title| self.rules.slot(title)).unwrap_or_default();
        let aside = self.word_aside(entry);
        if !aside.is_empty() {
            word.push(self.aside(aside, None));
        }
        word
    }

    /// Returns an entry as a line or paragraph: `Languages: Rust (expert), Go`, `German (native)`.
    /// Its title is a label if text follows it, or in any case if `is_labelled`.
    fn line(&self, entry: &Entry, is_labelled: bool) -> Vec<Block> {
        let aside = self.entry_aside(entry, []);
        let head = match &entry.title {
            Some(title) => {
                let title = self.rules.slot(title);
                let is_label = is_labelled || has_body(entry);
                let mut head = if is_label { title.in_role("label") } else { title };
                if !aside.is_empty() {
                    head.push(self.aside(aside, None));
                }
                head
            }
            None => aside,
        };
        self.line_after(head, entry)
    }

    /// Returns the body of an entry as a line or paragraph that begins with its head.
    fn line_after(&self, mut head: Text, entry: &Entry) -> Vec<Block> {
        let mut blocks = Vec::new();
        let (first, rest) = match &entry.summary[..] {
            [view::Block::Paragraph { body }, rest @ ..] if entry.keywords.is_empty() => {
                (Some(body), rest)
            }
            summary => (None, summary),
        };
        let tail = match first {
            Some(first) => self.text(first),
            None if head.is_empty() && self.keyword_lines => self.lines_of(&entry.keywords),
            None => self.keywords(&entry.keywords),
        };
        if !head.is_empty() && !tail.is_empty() {
            head.push_str(&self.words.label_separator);
        }
        head.push(tail);
        if !head.is_empty() {
            let is_keywords = !entry.keywords.is_empty();
            blocks.push(if is_keywords {
                Block::Keywords { body: head }
            } else {
                Block::Paragraph { body: head }
            });
        }
        blocks.extend(self.blocks(rest));
        if let [Block::Paragraph { body }] = &mut blocks[..]
            && let Some(line) = self.with_nested(body, &entry.highlights)
        {
            *body = line;
        } else if !entry.highlights.is_empty() {
            let items = entry.highlights.iter().map(|it| self.highlight(it)).collect();
            blocks.push(Block::Highlights { items });
        }
        blocks.extend(self.fact_blocks(&entry.details));
        blocks
    }

    /// Returns an entry as a line, in two halves if the theme supports them. `is_labelled` tells
    /// whether text follows the title of any line.
    pub(super) fn line_row(&self, entry: &Entry, is_labelled: bool) -> Content {
        let whole = self.line(entry, is_labelled);
        match &entry.title {
            Some(title) if self.settings.apart.lines && (is_labelled || has_body(entry)) => {
                let label = self.rules.slot(title);
                let halves = vec![self.halves(entry, label)];
                Content::Halves { apart: "lines", halves, whole }
            }
            _ => Content::Body { parts: vec![whole] },
        }
    }

    /// Returns the halves of a line. The level of an entry follows its label if that is above the
    /// keywords, as in a narrow column, and otherwise introduces the keywords: after them it would
    /// be taken for the level of the last one.
    fn halves(&self, entry: &Entry, mut label: Text) -> Half {
        let mut rest = self.line_after(Text::default(), entry);
        let level = self.entry_aside(entry, []);
        let is_below = self.rules.is_narrow() || self.settings.labels_above;
        if !level.is_empty() {
            match rest.first_mut() {
                Some(Block::Keywords { body } | Block::Paragraph { body }) if !is_below => {
                    let mut introduced = level.in_role("level");
                    introduced.push_str(&self.words.label_separator);
                    introduced.push(std::mem::take(body));
                    *body = introduced;
                }
                None if !is_below => rest.push(Block::Paragraph { body: level }),
                _ => label.push(self.aside(level, Some("level"))),
            }
        }
        Half { label, rest: Rest::Blocks(rest) }
    }

    pub(super) fn bullet(&self, entry: &Entry) -> Item {
        Item { body: self.line(entry, false), highlights: Vec::new() }
    }
}

//! Writes a résumé as plain text.

mod ascii;
mod lines;
mod portal;

use super::Flow;
use crate::markup::link;
use crate::plan::{Block, Content, Gap, Header, Item, Letter, Piece, Row, Slots, Text};
use lines::{Lines, width};

pub use ascii::without_ascii;

/// Options of plain text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextOptions {
    /// Maximum columns of a line; an East Asian character takes two.
    pub width: usize,
    /// Whether letters and signs are replaced by their ASCII equivalents, where they have one.
    pub ascii: bool,
    /// Whether each job is a block of labelled lines, as the forms of job portals need.
    pub for_forms: bool,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { width: 72, ascii: false, for_forms: false }
    }
}

/// Indent of the text of a bullet, in columns.
const HANG: usize = 2;

/// Writes plain text with dates at the ends of lines and underlined titles.
pub fn text(flow: &Flow, options: &TextOptions) -> String {
    let mut writer = Writer {
        // The form into which the text is pasted wraps the lines.
        lines: Lines::new(
            if options.for_forms { usize::MAX } else { options.width },
            options.ascii.then_some(flow.plan.document.lang.as_str()),
        ),
        targets: !flow.options.is_on("link-targets"),
        separator: &flow.plan.words.part_separator,
        is_tall: false,
    };
    if options.for_forms {
        writer.portal(flow);
    } else {
        writer.document(flow);
    }
    writer.lines.finish()
}

struct Writer<'v> {
    lines: Lines<'v>,
    /// Whether the target of a link follows a text that does not include it.
    targets: bool,
    /// Separator between the parts of an entry head.
    separator: &'v str,
    /// Whether the last head takes several lines.
    is_tall: bool,
}

impl Writer<'_> {
    fn document(&mut self, flow: &Flow) {
        let plan = &flow.plan;
        if let Some(letter) = &plan.letter {
            self.header(&plan.header);
            self.letter(letter, flow.date_first());
        }
        if !flow.has_resume() {
            return;
        }
        self.lines.gap(if plan.letter.is_some() { 3 } else { 0 });
        self.header(&plan.header);
        for section in &plan.sections {
            self.lines.gap(1);
            self.title(&section.title, '-');
            self.is_tall = false;
            section.rows.iter().for_each(|row| self.row(row));
        }
        if !plan.closing.is_empty() {
            self.lines.gap(1);
            self.blocks(&plan.closing, 0);
        }
    }

    fn header(&mut self, header: &Header) {
        self.title(&header.name, '=');
        if let Some(label) = &header.label {
            self.paragraph(label, 0, 0);
        }
        if !header.contacts.is_empty() || !header.details.is_empty() {
            self.lines.gap(1);
        }
        for contact in &header.contacts {
            let line = self.contact(&contact.text, contact.url);
            self.lines.push(&line, 0, HANG);
        }
        header.details.iter().for_each(|detail| self.paragraph(detail, 0, HANG));
    }

    fn letter(&mut self, letter: &Letter, date_first: bool) {
        let place_and_date = |writer: &mut Self| {
            if let Some(line) = &letter.place_and_date {
                writer.lines.gap(1);
                writer.paragraph(line, 0, 0);
            }
        };
        if date_first {
            place_and_date(self);
        }
        self.lines.gap(1);
        letter.recipient.iter().for_each(|line| self.paragraph(line, 0, 0));
        if !date_first {
            place_and_date(self);
        }
        for line in [&letter.subject, &letter.salutation].into_iter().flatten() {
            self.lines.gap(1);
            self.paragraph(line, 0, 0);
        }
        self.lines.gap(1);
        self.blocks(&letter.body, 0);
        let last = [&letter.closing, &Some(letter.name.clone())].map(Option::clone);
        for line in last.iter().chain([&letter.postscript, &letter.enclosures]).flatten() {
            self.lines.gap(1);
            self.paragraph(line, 0, 0);
        }
    }

    /// Writes a title underlined with `rule`.
    fn title(&mut self, title: &Text, rule: char) {
        if title.is_empty() {
            return;
        }
        let text = self.plain(title);
        let widest = self.lines.push(&text, 0, 0);
        self.lines.push(&String::from(rule).repeat(widest), 0, 0);
    }

    fn row(&mut self, row: &Row) {
        self.lines.gap(usize::from(matches!(row.above, Gap::Entry | Gap::Group | Gap::Position)));
        match &row.content {
            Content::Head { slots, .. } => self.head(slots, row.above == Gap::Line),
            Content::Body { parts } => {
                for (i, part) in parts.iter().enumerate() {
                    let is_prose = |part: &[Block]| matches!(part, [Block::Paragraph { .. }, ..]);
                    let after = i.checked_sub(1).map(|before| &parts[before]);
                    self.lines
                        .gap(usize::from(after.is_some_and(|it| is_prose(it)) && is_prose(part)));
                    self.blocks(part, 0);
                }
            }
            Content::Halves { whole, .. } => self.blocks(whole, 0),
            Content::Reference { dated, .. } => self.blocks(dated, 0),
        }
    }

    /// Writes the head of an entry, with its date at the end of the line if there is room. In a
    /// list, a blank line separates a head of several lines from its neighbours.
    fn head(&mut self, slots: &Slots, is_listed: bool) {
        let joined = |parts: &[&Option<Text>], writer: &Self| {
            let parts: Vec<_> =
                parts.iter().filter_map(|part| part.as_ref()).map(|it| writer.plain(it)).collect();
            parts.join(writer.separator)
        };
        let lead = joined(&[&slots.lead], self);
        let rest = joined(&[&slots.subtitle, &slots.location, &slots.url], self);
        let mut date = joined(&[&slots.date], self);
        if let Some(span) = &slots.span {
            date.push_str(if date.is_empty() { "" } else { " · " });
            date.push_str(span);
        }
        let whole = match (lead.is_empty(), rest.is_empty()) {
            (false, false) => format!("{lead}{}{rest}", self.separator),
            _ => format!("{lead}{rest}"),
        };
        if self.lines.are_endless() {
            let parts = [whole, date].into_iter().filter(|part| !part.is_empty());
            self.lines.push(&parts.collect::<Vec<_>>().join(self.separator), 0, 0);
            return;
        }
        let is_tall = !self.lines.has_room_for_pair(&whole, &date);
        let was_tall = std::mem::replace(&mut self.is_tall, is_tall);
        self.lines.gap(usize::from(is_listed && (is_tall || was_tall)));
        if self.lines.push_pair(&whole, &date) {
            return;
        }
        if !self.lines.push_pair(&lead, &date) {
            self.lines.push(&lead, 0, 0);
            self.lines.push(&date, 0, 0);
        }
        self.lines.push(&rest, 0, 0);
    }

    fn blocks<'b>(&mut self, blocks: impl IntoIterator<Item = &'b Block>, indent: usize) {
        let mut before: Option<&Block> = None;
        for block in blocks {
            let is_prose = matches!(block, Block::Paragraph { .. });
            let is_apart = |before: &Block| {
                !matches!(
                    before,
                    Block::Keywords { .. } | Block::Reference { .. } | Block::Facts { .. }
                )
            };
            self.lines.gap(usize::from(is_prose && before.is_some_and(is_apart)));
            self.block(block, indent);
            before = Some(block);
        }
    }

    fn block(&mut self, block: &Block, indent: usize) {
        match block {
            Block::Paragraph { body } => self.paragraph(body, indent, indent),
            Block::Keywords { body } | Block::Reference { body } => {
                self.paragraph(body, indent, indent + HANG);
            }
            Block::Facts { items } => {
                let items: Vec<_> = items.iter().map(|item| self.plain(item)).collect();
                self.lines.push(&items.join(" · "), indent, indent + HANG);
            }
            Block::List { items } => {
                items.iter().for_each(|item| self.item("- ", indent, |it, at| it.blocks(item, at)));
            }
            Block::Enumeration { items } => {
                for (number, item) in (1..).zip(items) {
                    self.item(&format!("{number}. "), indent, |it, at| it.blocks(item, at));
                }
            }
            Block::Highlights { items } => {
                items.iter().for_each(|item| self.bullet(item, indent));
            }
        }
    }

    fn bullet(&mut self, item: &Item, indent: usize) {
        self.item("- ", indent, |writer, at| {
            writer.blocks(&item.body, at);
            item.highlights.iter().for_each(|inner| writer.bullet(inner, at));
        });
    }

    /// Writes a marker and an item.
    fn item(&mut self, mark: &str, indent: usize, body: impl FnOnce(&mut Self, usize)) {
        self.lines.mark(mark);
        body(self, indent + width(mark));
        self.lines.unmark(indent);
    }

    fn paragraph(&mut self, text: &Text, indent: usize, hang: usize) {
        let text = self.plain(text);
        self.lines.push(&text, indent, hang);
    }

    /// Returns text without markup but with line breaks.
    fn plain(&self, text: &Text) -> String {
        let mut out = String::new();
        self.push_plain(text, &mut out);
        out
    }

    fn push_plain(&self, text: &Text, out: &mut String) {
        for piece in &text.0 {
            match piece {
                Piece::Plain(text) | Piece::Code(text) => out.push_str(text),
                Piece::Break => out.push('\n'),
                Piece::Link { url, body } => {
                    let mut shown = String::new();
                    self.push_plain(body, &mut shown);
                    self.push_target(Some(url), &mut shown);
                    out.push_str(&shown);
                }
                Piece::Strong(body)
                | Piece::Emphasis(body)
                | Piece::Italic(body)
                | Piece::Foreign { body, .. }
                | Piece::Box(body)
                | Piece::Fitted(body)
                | Piece::Role(_, body) => self.push_plain(body, out),
            }
        }
    }

    /// Returns a contact, with its target if that is not displayed. A telephone number is displayed as
    /// typed, with its extension.
    fn contact(&self, text: &Text, url: Option<&str>) -> String {
        let mut line = self.plain(text);
        self.push_target(url.filter(|url| !url.starts_with("tel:")), &mut line);
        line
    }

    /// Appends the target of a link in parentheses if the text does not include it.
    fn push_target(&self, url: Option<&str>, text: &mut String) {
        if let Some(url) = url.filter(|url| self.targets && !link::is_shown(url, text)) {
            text.push_str(&format!(" ({})", link::shown(url)));
        }
    }
}

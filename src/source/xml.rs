//! Parses XML 1.0: elements, attributes and text. External entities are never read.

use std::ops::Range;

use roxmltree::{Document, ParsingOptions};

use super::limits::{Budget, too_deep, too_many};
use super::{Limits, Member, Node, Value};
use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, Span};

mod entities;
mod explain;
mod outline;
mod prolog;

pub use entities::character as named_character;
use outline::Outline;
use prolog::Prolog;

pub(super) fn parse(id: SourceId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    match read(id, text) {
        Ok(root) => Some(root),
        Err(diagnostic) => {
            diagnostics.push(*diagnostic);
            None
        }
    }
}

fn read(id: SourceId, text: &str) -> Result<Node, Box<Diagnostic>> {
    let refused = |refusal| explain::refusal(id, text, &refusal);
    let prolog = Prolog::read(text).map_err(refused)?;
    let doctype = prolog.rewritten(text).map_err(refused)?;
    let outline = Outline::read(text, prolog.range.end);
    if let Some(range) = outline.too_deep {
        return Err(Box::new(too_deep(Span::new(id, range))));
    }
    // The limits also apply to tags within entities.
    let too_many_attributes =
        prolog.values().any(|value| Outline::read(value, 0).too_many_attributes.is_some());
    if let Some(range) =
        outline.too_many_attributes.clone().or(too_many_attributes.then(|| prolog.range.clone()))
    {
        return Err(explain::too_many_attributes(Span::new(id, range)));
    }
    let edit = Edit { text, replaced: prolog.range.clone(), inserted: doctype.len() };
    let edited = format!("{}{doctype}{}", &text[..edit.replaced.start], &text[edit.replaced.end..]);
    let options = ParsingOptions {
        allow_dtd: true,
        nodes_limit: u32::try_from(Limits::DEFAULT.nodes).unwrap_or(u32::MAX),
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(&edited, options).map_err(|error| {
        let at = edit.original(explain::offset(&edited, error.pos()));
        explain::syntax(id, text, at, &error, &prolog, &outline)
    })?;
    let mut reader = Reader { id, edit: &edit, edited: &edited, budget: Budget::new() };
    let root = document.root_element();
    let span = reader.place(root.range()).unwrap_or(Span::new(id, 0..0));
    let member = reader.element(root, span, 1)?;
    Ok(Node { value: Value::Map(vec![member]), span })
}

/// A text with its document type declaration replaced.
struct Edit<'t> {
    text: &'t str,
    replaced: Range<usize>,
    /// Length of the replacement in bytes.
    inserted: usize,
}

impl Edit<'_> {
    fn is_inserted(&self, offset: usize) -> bool {
        (self.replaced.start..self.replaced.start + self.inserted).contains(&offset)
    }

    /// Converts an offset to one in the original text.
    fn original(&self, offset: usize) -> usize {
        let offset = if offset < self.replaced.start {
            offset
        } else if self.is_inserted(offset) {
            self.replaced.start
        } else {
            offset - self.inserted - self.replaced.start + self.replaced.end
        };
        let mut offset = offset.min(self.text.len());
        // The parser miscounts the bytes of very long names.
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

struct Reader<'a> {
    id: SourceId,
    edit: &'a Edit<'a>,
    edited: &'a str,
    budget: Budget,
}

impl Reader<'_> {
    /// Returns the span of a range; `None` within the text of an entity.
    fn place(&self, range: Range<usize>) -> Option<Span> {
        let inserted = self.edit.is_inserted(range.start);
        (!inserted && range.start <= range.end).then(|| {
            Span::new(self.id, self.edit.original(range.start)..self.edit.original(range.end))
        })
    }

    fn take(&mut self, span: Span) -> Result<(), Box<Diagnostic>> {
        if self.budget.take_node() { Ok(()) } else { Err(Box::new(too_many(span))) }
    }

    /// Converts an element; `outer` is its position if it comes from an entity.
    fn element(
        &mut self,
        node: roxmltree::Node,
        outer: Span,
        depth: usize,
    ) -> Result<Member, Box<Diagnostic>> {
        let range = node.range();
        let span = self.place(range.clone()).unwrap_or(outer);
        self.take(span)?;
        // Entities can nest deeper than the outline shows.
        if depth > Limits::DEFAULT.depth {
            return Err(Box::new(too_deep(span)));
        }
        // An element may begin in one entity and end in another that is declared earlier.
        let source = self.edited.get(range.clone()).unwrap_or(&self.edited[range.start..]);
        let name = source[1..].find([' ', '\t', '\n', '\r', '/', '>']).unwrap_or(0);
        let key_span = self.place(range.start + 1..range.start + 1 + name).unwrap_or(outer);
        let mut members = Vec::new();
        for attribute in node.attributes() {
            let value_span = self.place(attribute.range_value()).unwrap_or(outer);
            self.take(value_span)?;
            members.push(Member {
                key: format!("@{}", attribute.name()),
                key_span: self.place(attribute.range_qname()).unwrap_or(outer),
                value: Node::text(attribute.value(), value_span),
            });
        }
        let content_start = range.start + outline::tag_length(source).unwrap_or(0);
        let content_end = range.start + source.rfind("</").unwrap_or(source.len());
        for child in node.children() {
            if child.is_element() {
                members.push(self.element(child, span, depth + 1)?);
            } else if let Some(text) = child.text().filter(|_| child.is_text()) {
                // The range of text that begins with an entity is that of the entity's value.
                let start = child.prev_sibling().map_or(content_start, |node| node.range().end);
                let end = child.next_sibling().map_or(content_end, |node| node.range().start);
                let text_span = match (self.place(start..start), self.place(end..end)) {
                    (Some(start), Some(end)) if start.start <= end.end => {
                        Span { end: end.end, ..start }
                    }
                    _ => span,
                };
                self.take(text_span)?;
                push_text(&mut members, text, text_span);
            }
        }
        let value = Node { value: Value::Map(members), span };
        Ok(Member { key: node.tag_name().name().to_owned(), key_span, value })
    }
}

/// Adds text, merging it with text before a comment.
fn push_text(members: &mut Vec<Member>, text: &str, span: Span) {
    if let Some(Member { key, value: Node { value: Value::Scalar(scalar), span: whole }, .. }) =
        members.last_mut()
        && key == TEXT
    {
        scalar.text += text;
        whole.end = span.end;
    } else {
        members.push(Member {
            key: TEXT.to_owned(),
            key_span: span,
            value: Node::text(text, span),
        });
    }
}

/// Key of text content.
pub(super) const TEXT: &str = "#text";

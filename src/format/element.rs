//! Access to an XML element: attributes, child elements and text in document order.

use std::collections::BTreeMap;

use crate::diagnostic::Span;
use crate::format::runs::{collapse, is_blank};
use crate::source::{Node, Path, Value};

/// An element with its path.
#[derive(Debug, Clone)]
pub(super) struct Element<'n> {
    pub(super) name: &'n str,
    pub(super) path: Path,
    pub(super) span: Span,
    node: &'n Node,
}

/// A part of an element's content.
#[derive(Debug, Clone)]
pub(super) enum Content<'n> {
    Text(&'n str),
    Element(Element<'n>),
}

impl<'n> Element<'n> {
    pub(super) fn new(name: &'n str, node: &'n Node, path: Path) -> Self {
        Self { name, path, span: node.span, node }
    }

    /// Returns text and child elements in order.
    pub(super) fn content(&self) -> Vec<Content<'n>> {
        let members = match &self.node.value {
            Value::Null => return Vec::new(),
            Value::Scalar(scalar) => return vec![Content::Text(&scalar.text)],
            Value::List(_) => return Vec::new(),
            Value::Map(members) => members,
        };
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for member in members {
            *counts.entry(&member.key).or_default() += 1;
        }
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        let mut content = Vec::new();
        for member in members {
            let name = member.key.as_str();
            if name.starts_with('@') {
                continue;
            }
            if name == "#text" {
                content.extend(member.value.as_text().map(Content::Text));
                continue;
            }
            let place = seen.entry(name).or_default();
            let path = self.path.key(name);
            let path = if counts[name] > 1 { path.index(*place) } else { path };
            *place += 1;
            let (span, node) = (member.key_span, &member.value);
            content.push(Content::Element(Element { name, path, span, node }));
        }
        content
    }

    pub(super) fn children(&self) -> Vec<Self> {
        let elements = self.content().into_iter().filter_map(|content| match content {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        });
        elements.collect()
    }

    /// Returns the first child with a name.
    pub(super) fn child(&self, name: &str) -> Option<Self> {
        self.children().into_iter().find(|child| child.name == name)
    }

    /// Returns a non-empty attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&'n str> {
        let members = self.node.as_map()?;
        let is_it = |key: &str| key.strip_prefix('@').is_some_and(|own| own == name);
        let member = members.iter().find(|member| is_it(&member.key))?;
        member.value.as_text().map(str::trim).filter(|text| !text.is_empty())
    }

    /// Returns all text in the element with collapsed white space; `None` if there is none.
    pub(super) fn text(&self) -> Option<String> {
        let mut raw = String::new();
        self.push_text(&mut raw);
        let text = collapse(&raw);
        (!text.is_empty()).then_some(text)
    }

    pub(super) fn push_text(&self, raw: &mut String) {
        let has_own_text = self.has_own_text();
        for content in self.content() {
            match content {
                Content::Text(text) => raw.push_str(text),
                Content::Element(element) => {
                    element.push_text(raw);
                    // Texts of separate child elements must not be joined.
                    if !has_own_text {
                        raw.push(' ');
                    }
                }
            }
        }
    }

    /// Returns whether the element has text besides its child elements.
    pub(super) fn has_own_text(&self) -> bool {
        self.content()
            .iter()
            .any(|content| matches!(content, Content::Text(text) if !is_blank(text)))
    }
}

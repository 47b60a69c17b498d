//! Reads the sections and their order in the layout.

use crate::diagnostic::{Diagnostic, Span};
use crate::resume::{Item, Localized, Resume, Section, SectionKind, Text};
use crate::source::{Member, Node, Path};

use super::fields::{IGNORED_KEYS, Part, custom, part_of};
use super::{Reader, UNLISTED};

/// A section with its name in the layout.
pub(super) struct Found {
    name: String,
    section: Section,
    span: Span,
}

impl Found {
    pub(super) fn new(name: &str, section: Section) -> Self {
        Self { name: name.to_owned(), section, span: Span::detached() }
    }
}

impl Reader<'_> {
    pub(super) fn sections(
        &mut self,
        node: &Node,
        at: &Path,
        resume: &mut Resume,
        found: &mut Vec<Found>,
    ) {
        for member in self.decoder.map(node, at, "a mapping of sections").unwrap_or_default() {
            let path = at.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                "summary" => found.extend(self.summary(node, &path)),
                "profiles" => {
                    if !self.is_hidden_section(node, &path, member.key_span)
                        && let Some(items) = node.get("items")
                    {
                        self.profiles(items, &path.key("items"), &mut resume.basics);
                    }
                }
                // In version 4 it contains custom sections by id.
                "custom" if node.get("items").is_none() => {
                    for member in self.decoder.map(node, &path, "a mapping").unwrap_or_default() {
                        let name = format!("custom.{}", member.key);
                        let path = path.key(&member.key);
                        found.extend(self.section(&name, custom(), member, &path));
                    }
                }
                key => {
                    let kind = node.get("type").and_then(Node::as_text).unwrap_or_default();
                    let part = part_of(key).or_else(|| part_of(kind)).unwrap_or_else(custom);
                    found.extend(self.section(key, part, member, &path));
                }
            }
        }
    }

    /// Reads the custom sections of version 5, which state their type.
    pub(super) fn custom_sections(
        &mut self,
        node: &Node,
        at: &Path,
        resume: &mut Resume,
        found: &mut Vec<Found>,
    ) {
        for (index, node) in self.nodes(node, at).iter().enumerate() {
            let at = at.index(index);
            if self.decoder.map(node, &at, "a section (a mapping)").is_none() {
                continue;
            }
            let text = |key| node.get(key).and_then(Node::as_text).unwrap_or_default();
            let (id, kind) = (text("id"), text("type"));
            let items = node.get("items");
            match kind {
                "cover-letter" => {
                    if !self.is_hidden_section(node, &at, node.span) {
                        self.letters(items, &at.key("items"), resume, found);
                    }
                }
                "summary" => {
                    if self.is_hidden_section(node, &at, node.span) {
                        continue;
                    }
                    let Some(items) = items else { continue };
                    let text = self.contents(items, &at.key("items"));
                    let Some(text) = text else { continue };
                    let mut section = text_section(&at, SectionKind::Text, text);
                    section.title = self.title(node, &at);
                    found.push(Found { name: id.to_owned(), section, span: node.span });
                }
                "profiles" => {
                    if let Some(items) = items
                        && !self.is_hidden_section(node, &at, node.span)
                    {
                        self.profiles(items, &at.key("items"), &mut resume.basics);
                    }
                }
                _ => {
                    let part = part_of(kind).unwrap_or_else(custom);
                    let section = self.titled(part, node, &at, node.span);
                    found.extend(section.map(|section| Found {
                        name: id.to_owned(),
                        section,
                        span: node.span,
                    }));
                }
            }
        }
    }

    /// Reads the contents of items that contain only prose.
    fn contents(&mut self, node: &Node, at: &Path) -> Option<String> {
        let mut texts = Vec::new();
        for (index, node) in self.nodes(node, at).iter().enumerate() {
            let at = at.index(index);
            if self.is_hidden(node, &at, node.span) {
                continue;
            }
            let content = node.get("content");
            texts.extend(content.and_then(|node| self.prose(node, &at.key("content"))));
        }
        (!texts.is_empty()).then(|| texts.join("\n\n"))
    }

    /// Reads the summary, which has content but no items.
    pub(super) fn summary(&mut self, node: &Node, at: &Path) -> Option<Found> {
        if node.as_text().is_some() {
            let text = self.prose(node, at)?;
            return Some(Found::new("summary", text_section(at, SectionKind::Summary, text)));
        }
        let members = self.decoder.map(node, at, "a mapping")?;
        let mut section = text_section(at, SectionKind::Summary, String::new());
        section.text = None;
        if self.is_hidden_section(node, at, node.span) {
            return None;
        }
        for member in members {
            let path = at.key(&member.key);
            match member.key.as_str() {
                "content" | "body" => {
                    section.text = self.prose(&member.value, &path).map(Text::from);
                }
                "name" | "title" | "heading" => {}
                key if IGNORED_KEYS.contains(&key) => {}
                _ => self.unknown(member, &path, &mut section.item.extra),
            }
        }
        section.title = self.title(node, at);
        section.item.break_before = starts_page(node);
        section.text.is_some().then(|| Found {
            name: "summary".to_owned(),
            section,
            span: node.span,
        })
    }

    fn title(&mut self, node: &Node, at: &Path) -> Option<Text> {
        let key = ["title", "name"].into_iter().find(|key| node.get(key).is_some())?;
        self.line(node.get(key)?, &at.key(key))
    }

    /// Returns whether a non-empty section is hidden.
    fn is_hidden_section(&mut self, node: &Node, at: &Path, span: Span) -> bool {
        let holds = |key: &str| match node.get(key) {
            Some(node) => match node.as_list() {
                Some(nodes) => !nodes.is_empty(),
                None => node.as_text().is_some_and(|text| !text.trim().is_empty()),
            },
            None => false,
        };
        if holds("items") || holds("content") {
            return self.is_hidden(node, at, span);
        }
        false
    }

    fn section(&mut self, name: &str, part: &Part, member: &Member, at: &Path) -> Option<Found> {
        let section = self.titled(part, &member.value, at, member.key_span)?;
        Some(Found { name: name.to_owned(), section, span: member.key_span })
    }

    fn titled(&mut self, part: &Part, node: &Node, at: &Path, span: Span) -> Option<Section> {
        let mut section = Section { item: Item::at(at), kind: part.kind, ..Section::default() };
        let members = match node.as_list() {
            // A bare list of items.
            Some(_) => {
                section.entries = Localized::One(self.items(part, node, at));
                &[]
            }
            None => self.decoder.map(node, at, "a section (a mapping)")?,
        };
        if self.is_hidden_section(node, at, span) {
            return None;
        }
        for member in members {
            let path = at.key(&member.key);
            match member.key.as_str() {
                "items" => {
                    section.entries = Localized::One(self.items(part, &member.value, &path));
                }
                "name" | "title" => {}
                "content" => {
                    section.text = self.prose(&member.value, &path).map(Text::from);
                }
                key if IGNORED_KEYS.contains(&key) => {}
                _ => self.unknown(member, &path, &mut section.item.extra),
            }
        }
        let is_empty = section.entries.iter().all(Vec::is_empty)
            && section.text.is_none()
            && section.item.extra.is_empty();
        if is_empty {
            return None;
        }
        section.title = self.title(node, at);
        section.item.break_before = starts_page(node);
        Some(section)
    }

    /// Creates a section from an unknown top-level key.
    pub(super) fn unknown_section(&mut self, member: &Member, at: &Path) -> Option<Found> {
        let is_text = member.value.as_text().is_some();
        let section = self.decoder.section_of(member, at)?;
        let fate = if is_text { "it is not printed" } else { "it is printed as a section" };
        self.decoder.report(
            Diagnostic::warning(
                "unknown-key",
                format!("Reactive Resume has no `{}` here; {fate}", member.key),
            )
            .on(at)
            .at(member.key_span),
        );
        (!is_text).then(|| Found { name: String::new(), section, span: member.key_span })
    }

    /// Orders the sections as in the layout; sections that are not in it are omitted.
    pub(super) fn arrange(&mut self, found: Vec<Found>, layout: &[String], resume: &mut Resume) {
        let place = |found: &Found| layout.iter().position(|name| *name == found.name);
        let is_known = |found: &Found| !found.name.is_empty();
        let mut shown: Vec<(usize, Found)> = Vec::new();
        for found in found {
            match place(&found) {
                Some(place) => shown.push((place, found)),
                // Without a layout, sections are in file order after the summary.
                None if layout.is_empty() || self.hidden || !is_known(&found) => {
                    let is_summary = found.section.kind == SectionKind::Summary;
                    shown.push((if is_summary { 0 } else { layout.len() }, found));
                }
                None => self.notes.add(&UNLISTED, &found.section.item.path, found.span),
            }
        }
        shown.sort_by_key(|(place, _)| *place);
        for (_, Found { mut section, .. }) in shown {
            let id = section.kind.name();
            let is_first = !resume.sections.iter().any(|other| other.kind == section.kind);
            if section.kind.is_top_level() || section.kind == SectionKind::Summary {
                // The first section of a kind is the standard one, possibly with a custom title.
                if is_first {
                    section.item.id = Some(id.to_owned());
                    let title = section.title.take().map(|title| (id.to_owned(), title));
                    resume.meta.titles.extend(title);
                }
            }
            resume.sections.push(section);
        }
    }
}

pub(super) fn text_section(at: &Path, kind: SectionKind, text: String) -> Section {
    Section { item: Item::at(at), kind, text: Some(Text::from(text)), ..Section::default() }
}

fn starts_page(node: &Node) -> bool {
    node.get("startOnNewPage").and_then(Node::as_text) == Some("true")
}

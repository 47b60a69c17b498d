//! Normalises `sections` and unknown keys that become sections.

use super::names::Place;
use super::{Normalizer, drop_comments, is_blank, list, map, member, texts};
use crate::characters::letters;
use crate::resume::{SectionKind, title_of_key};
use crate::source::{Member, Node, Path, Value};

impl Normalizer<'_> {
    /// Normalises `sections`, which may be native or a mapping of titles.
    pub(super) fn sections(&mut self, node: &mut Node, at: &Path) {
        if let Value::Map(members) = &node.value
            && !is_blank(node)
            && !self.is_by_language(node)
        {
            let sections = members.iter().filter(|member| !is_blank(&member.value));
            let sections = sections.map(section_of).collect();
            let hint = "write a list: `- {title: …, entries: […]}`";
            let message = "`sections` is a mapping; each of its keys is read as a section";
            self.reshaped(message, at, node.span, hint);
            *node = list(sections, node.span);
        }
        let Value::List(sections) = &mut node.value else { return };
        let is_name = |node: &Node| node.as_text().is_some_and(|text| !text.trim().contains(' '));
        if !sections.is_empty() && sections.iter().all(is_name) {
            // Some themes of other tools store the section order here.
            self.reshaped(
                "`sections` lists names, not sections; it is not read",
                at,
                node.span,
                "`meta.sections: [work, education]` lists the sections to show, in order",
            );
            return node.value = Value::List(Vec::new());
        }
        for (index, section) in sections.iter_mut().enumerate() {
            let at = at.index(index);
            if let Some([only]) = section.as_map()
                && !is_blank(&only.value)
                && !is_section_key(&only.key)
            {
                let message = format!("`{}` is read as the `title` of a section", only.key);
                let hint = "write `- {title: …, entries: […]}`";
                self.reshaped(message, &at, only.key_span, hint);
                *section = section_of(&only.clone());
            }
            let Value::Map(members) = &mut section.value else { continue };
            drop_comments(members);
            for (other, own) in [("name", "title"), ("heading", "title"), ("items", "entries")] {
                if members.iter().any(|member| member.key == own) {
                    continue;
                }
                if let Some(member) = members.iter_mut().find(|member| member.key == other) {
                    let (key, own) = (other.to_owned(), own.to_owned());
                    let path = at.key(other);
                    member.key.clone_from(&own);
                    self.renamed.push(super::Renamed { key, own, span: member.key_span, path });
                }
            }
            let kind = members.iter().find(|member| member.key == "kind");
            let kind = kind.and_then(|kind| SectionKind::from_name(kind.value.as_text()?.trim()));
            for member in members {
                let at = at.key(&member.key);
                let node = &mut member.value;
                match member.key.as_str() {
                    "entries" if kind == Some(SectionKind::List) => {
                        self.each(node, &at, |normalizer, node, at| {
                            normalizer.highlights(node, at)
                        });
                    }
                    "entries" => match kind {
                        Some(kind) => self.entries(kind, node, &at),
                        None => self.unknown_section(node, &at),
                    },
                    "highlights" => {
                        self.each(node, &at, |normalizer, node, at| {
                            normalizer.highlights(node, at)
                        });
                    }
                    "text" => {
                        self.each(node, &at, |normalizer, node, at| normalizer.prose(node, at))
                    }
                    "id" | "tags" | "kind" => {}
                    _ => texts::clean(node),
                }
            }
        }
    }

    /// Normalises the value of an unknown key, which is printed as a section.
    pub(super) fn unknown_section(&mut self, node: &mut Node, at: &Path) {
        self.each(node, at, |normalizer, node, at| match &mut node.value {
            Value::List(nodes) => {
                let is_text = |node: &Node| node.as_text().is_some() || node.is_null();
                let is_bullets =
                    nodes.iter().all(|node| is_text(node) || normalizer.is_colon(node));
                if is_bullets
                    && nodes.iter().any(|node| !is_blank(node) || normalizer.is_colon(node))
                {
                    return normalizer.highlights(node, at);
                }
                for (index, entry) in nodes.iter_mut().enumerate() {
                    normalizer.entry(SectionKind::Custom, entry, &at.index(index));
                }
            }
            Value::Map(members) => {
                drop_comments(members);
                if let Some(entries) = entries_of(members, at) {
                    *node = entries;
                    return normalizer.unknown_section(node, at);
                }
                normalizer.entry_members(Place::Entry(SectionKind::Custom), members, at);
            }
            _ => {
                texts::clean(node);
                texts::points(node);
            }
        });
    }

    /// Returns whether a node is text that YAML parsed as a mapping because of a colon.
    fn is_colon(&self, node: &Node) -> bool {
        let Some([only]) = node.as_map() else { return false };
        !self.is_known(Place::Entry(SectionKind::Custom), &only.key)
            && matches!(only.value.value, Value::Scalar(_) | Value::Null)
            && only.key.contains(|c: char| c.is_whitespace() || c.is_uppercase())
    }
}

/// Names of a list of entries.
const LISTS: [&str; 3] = ["entries", "items", "list"];

/// Returns whether a key of a section is native or an alias.
fn is_section_key(key: &str) -> bool {
    const KEYS: [&str; 11] = [
        "kind",
        "title",
        "text",
        "entries",
        "highlights",
        "id",
        "tags",
        "details",
        "breakBefore",
        "name",
        "heading",
    ];
    KEYS.contains(&key) || LISTS.contains(&key) || key.starts_with('_')
}

/// Creates a section from a member whose key is its title.
fn section_of(only: &Member) -> Node {
    let span = only.value.span;
    let is_identifier = only.key.contains('_') || only.key.starts_with(|c: char| c.is_lowercase());
    let title = if is_identifier { title_of_key(&only.key) } else { only.key.trim().to_owned() };
    let kind = SectionKind::from_name(&only.key).filter(|kind| kind.is_top_level());
    let title = match kind {
        Some(kind) => member("kind", Node::text(kind.name(), only.key_span)),
        None => member("title", Node::text(title, only.key_span)),
    };
    let own = match &only.value.value {
        Value::Map(inner) if inner.iter().any(|inner| is_section_key(&inner.key)) => {
            let has_title = |inner: &Member| ["title", "name", "heading"].contains(&&*inner.key);
            if inner.iter().any(has_title) {
                return only.value.clone();
            }
            return map([vec![title], inner.clone()].concat(), span);
        }
        Value::Scalar(_) => member("text", only.value.clone()),
        Value::Map(_) => member("entries", list(vec![only.value.clone()], span)),
        _ => member("entries", only.value.clone()),
    };
    map(vec![title, own], span)
}

/// Returns the entries of an unknown section that contains nothing else but its title.
fn entries_of(members: &[Member], at: &Path) -> Option<Node> {
    let title = at.to_string();
    let is_title = |member: &Member| {
        ["title", "name", "heading", "label"].contains(&member.key.as_str())
            && member.value.as_text().is_some_and(|text| letters(text) == letters(title.trim()))
    };
    let filled: Vec<_> = members.iter().filter(|m| !is_blank(&m.value) && !is_title(m)).collect();
    let [only] = filled.as_slice() else { return None };
    let is_list = LISTS.contains(&only.key.as_str()) && only.value.as_list().is_some();
    is_list.then(|| only.value.clone())
}

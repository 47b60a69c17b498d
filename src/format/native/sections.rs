//! Reads sections: standard ones, additional ones, and unknown keys.

use crate::diagnostic::Diagnostic;
use crate::resume::{
    Entry, Highlight, Item, Localized, Section, SectionKind, Text, assign_ids, fields, title_of_key,
};
use crate::source::{Member, Node, Path, Value};

use super::keys::SECTION;
use crate::format::decode::Decoder;
use crate::format::native::keys::{item_names, names};

impl Decoder<'_> {
    /// Reads a standard section; `None` if it is empty.
    pub(in crate::format) fn standard_section(
        &mut self,
        kind: SectionKind,
        node: &Node,
        at: &Path,
    ) -> Option<Section> {
        let name = kind.name();
        if let Value::Map(members) = &node.value
            && members.iter().any(|member| member.key == "entries")
        {
            let message = format!("`{name}` is a mapping; it is read as a section of `sections`");
            let form = format!("`- {{kind: {name}, title: …, entries: […]}}`");
            let problem = Diagnostic::warning("shape", message).on(at).at(node.span);
            self.report(problem.hint(format!("write it under `sections`: {form}")));
            let value = Node::text(name, node.span);
            let named = Member { key: "kind".to_owned(), key_span: node.span, value };
            let members = members.iter().filter(|member| member.key != "kind").cloned();
            let members = std::iter::once(named).chain(members).collect();
            let mut section =
                self.section(&Node { value: Value::Map(members), ..node.clone() }, at)?;
            section.item.id.get_or_insert_with(|| name.to_owned());
            return Some(section);
        }
        let entries = self.entries(kind, node, at);
        let item = Item { path: at.clone(), id: Some(name.to_owned()), ..Item::default() };
        let has_entries = entries.iter().any(|entries| !entries.is_empty());
        has_entries.then(|| Section { item, kind, entries, ..Section::default() })
    }

    /// Reads `sections`.
    pub(in crate::format) fn further_sections(&mut self, node: &Node, at: &Path) -> Vec<Section> {
        self.items(node, at, "a list of sections", Self::section)
    }

    fn section(&mut self, node: &Node, at: &Path) -> Option<Section> {
        let members = self.map(node, at, "a section (a mapping)")?;
        let kind = self.section_kind(members, at)?;
        let mut section = Section { item: Item::at(at), kind, ..Section::default() };
        for member in members {
            let at = at.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                "kind" => {}
                "title" => section.title = self.text(node, &at),
                "text" => section.text = self.text(node, &at),
                "entries" if kind == SectionKind::List => {
                    section.highlights.append(self.highlights(node, &at));
                }
                "entries" if matches!(kind, SectionKind::Text | SectionKind::Summary) => {
                    if !node.is_null() {
                        self.report(
                            Diagnostic::error(
                                "unknown-key",
                                format!("a section of kind `{}` has no entries", kind.name()),
                            )
                            .on(&at)
                            .at(member.key_span)
                            .hint("write its text under `text`, or omit the kind"),
                        );
                    }
                }
                "entries" => section.entries = self.entries(kind, node, &at),
                "highlights" => section.highlights.append(self.highlights(node, &at)),
                "breakBefore" => section.item.break_before = self.flag(node, &at),
                _ if self.item_key(member, &at, &mut section.item) => {}
                _ => {
                    let known = names(&[SECTION]).chain(item_names());
                    self.unknown(member, &at, known, &mut section.item.extra);
                }
            }
        }
        Some(section)
    }

    /// Reads the kind, or determines it from the content.
    fn section_kind(&mut self, members: &[Member], at: &Path) -> Option<SectionKind> {
        let get = |key: &str| members.iter().find(|m| m.key == key).map(|m| &m.value);
        if let Some(node) = get("kind") {
            let at = at.key("kind");
            if let Some(name) = self.plain(node, &at) {
                let kind = SectionKind::from_name(&name);
                if kind.is_none() {
                    let known = SectionKind::ALL.map(SectionKind::name);
                    self.unknown_value(&name, node, &at, "kind of section", known);
                }
                // Bullets need no kind.
                let has_bullets = get("highlights").is_some() && get("entries").is_none();
                let is_list = kind == Some(SectionKind::Custom) && has_bullets;
                return if is_list { Some(SectionKind::List) } else { kind };
            } else if !node.is_null() {
                return None;
            }
        }
        Some(match get("entries") {
            Some(node) => self.kind_of_entries(node),
            None if get("highlights").is_some() => SectionKind::List,
            None => SectionKind::Text,
        })
    }

    /// Distinguishes a list of texts from a list of entries.
    fn kind_of_entries(&self, node: &Node) -> SectionKind {
        let lists: Vec<&Node> = match &node.value {
            Value::Map(members) if self.is_by_language(node) => {
                members.iter().map(|member| &member.value).collect()
            }
            _ => vec![node],
        };
        let is_text = |node: &Node| node.as_text().is_some() || self.is_by_language(node);
        let mut entries = lists.iter().filter_map(|list| list.as_list()).flatten().peekable();
        if entries.peek().is_some() && entries.all(is_text) {
            SectionKind::List
        } else {
            SectionKind::Custom
        }
    }

    /// Creates a section from an unknown top-level key, with a warning.
    pub(super) fn unknown_section(&mut self, member: &Member, at: &Path) -> Option<Section> {
        let section = self.section_of(member, at)?;
        let of_entries = SectionKind::ALL.into_iter().flat_map(fields);
        let is_field = of_entries.into_iter().any(|field| field.key == member.key);
        self.report(
            Diagnostic::warning(
                "unknown-key",
                format!("unknown key `{}`; it is printed as a section", member.key),
            )
            .on(at)
            .at(member.key_span)
            .hint(if is_field {
                "if it belongs to an entry, indent it like the other keys of the entry"
            } else {
                "add sections under `sections: [{title: …, entries: […]}]`"
            }),
        );
        Some(section)
    }

    /// Creates a section from any value; `None` if it is empty.
    pub(in crate::format) fn section_of(&mut self, member: &Member, at: &Path) -> Option<Section> {
        let mut section = Section {
            item: Item { path: at.clone(), id: Some(member.key.clone()), ..Item::default() },
            title: Some(Text::from(title_of_key(&member.key))),
            ..Section::default()
        };
        let node = &member.value;
        match &node.value {
            Value::Null => return None,
            Value::Map(members) if !self.is_by_language(node) => {
                if members.is_empty() {
                    return None;
                }
                section.entries = Localized::One(self.custom_entry(node, at).into_iter().collect());
            }
            Value::Scalar(_) => {
                section.kind = SectionKind::Text;
                section.text = Some(self.text(node, at)?);
            }
            Value::Map(members) if members.iter().all(|m| m.value.as_text().is_some()) => {
                section.kind = SectionKind::Text;
                section.text = Some(self.text(node, at)?);
            }
            _ => {
                section.kind = self.kind_of_entries(node);
                if section.kind == SectionKind::List {
                    section.highlights = self.highlights(node, at);
                } else {
                    section.entries = self.entries(SectionKind::Custom, node, at);
                }
                let entries: usize = section.entries.iter().map(Vec::len).sum();
                let bullets: usize = section.highlights.iter().map(Vec::len).sum();
                if entries + bullets == 0 {
                    return None;
                }
            }
        }
        Some(section)
    }
}

/// Returns for each section whether its id is the default.
pub(in crate::format) fn ids_by_default(sections: &[Section], fixed: &[bool]) -> Vec<bool> {
    let mut explicit: Vec<bool> = fixed.to_vec();
    // An explicit id changes the default ids of other sections, so this is repeated.
    loop {
        let mut bare: Vec<Section> = sections
            .iter()
            .zip(&explicit)
            .map(|(section, explicit)| Section {
                item: Item { id: section.item.id.clone().filter(|_| *explicit), ..Item::default() },
                kind: section.kind,
                title: section.title.clone(),
                ..Section::default()
            })
            .collect();
        assign_ids(&mut bare);
        let mut changed = false;
        for ((section, bare), explicit) in sections.iter().zip(&bare).zip(&mut explicit) {
            if section.item.id.is_some() && section.item.id != bare.item.id && !*explicit {
                *explicit = true;
                changed = true;
            }
        }
        if !changed {
            return explicit.into_iter().map(|explicit| !explicit).collect();
        }
    }
}

/// Returns whether a section can be written under its own key, without properties that only
/// `sections` supports.
pub(in crate::format) fn fits_its_own_key(section: &Section) -> bool {
    let Section { item, kind, title, text, entries, highlights } = section;
    let is_plain = title.is_none()
        && item.tags.is_empty()
        && !item.break_before
        && item.extra.is_empty()
        && item.id.as_deref().is_none_or(|id| id == kind.name())
        && highlights == &Localized::<Vec<Highlight>>::default();
    let holds_entries = entries.iter().any(|entries| !entries.is_empty());
    match kind {
        SectionKind::Summary => {
            is_plain && text.is_some() && entries == &Localized::<Vec<Entry>>::default()
        }
        _ => is_plain && kind.is_top_level() && text.is_none() && holds_entries,
    }
}

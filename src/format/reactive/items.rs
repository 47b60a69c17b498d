//! Reads the items of a section.

use crate::diagnostic::Span;
use crate::format::commonmark::{highlights, split_list};
use crate::format::period;
use crate::resume::{
    Contact, ContactKind, Date, Entry, Highlight, Item, Keyword, Localized, Slot, SlotMut, Text,
    fields,
};
use crate::source::{Kind, Member, Node, Path, Value};

use super::fields::{Field, IGNORED_KEYS, Part, Place, ROLE};
use super::{LABELS, NUMBERS, Reader, Version};

impl Reader<'_> {
    /// Reads the items of a section, omitting hidden ones.
    pub(super) fn items(&mut self, part: &Part, node: &Node, at: &Path) -> Vec<Entry> {
        let takes_highlights = fields(part.kind).iter().any(|field| field.slot == Slot::Highlights);
        let mut entries = Vec::new();
        for (index, node) in self.nodes(node, at).iter().enumerate() {
            let at = at.index(index);
            if self.is_hidden(node, &at, node.span) {
                continue;
            }
            let Some(mut entry) = self.item(part.fields, node, &at) else { continue };
            if takes_highlights {
                take_highlights(&mut entry, &at);
            }
            // With several positions it repeats the latest one.
            if entry.positions.iter().any(|role| role.position == entry.position) {
                entry.position = None;
            }
            entries.push(entry);
        }
        entries
    }

    /// Returns the elements of a list, or of a mapping, which some tools write instead.
    pub(super) fn nodes<'n>(&mut self, node: &'n Node, at: &Path) -> &'n [Node] {
        match &node.value {
            Value::List(nodes) => nodes,
            Value::Null => &[],
            _ => {
                self.decoder.wrong_type(node, at, "a list");
                &[]
            }
        }
    }

    fn item(&mut self, fields: &[Field], node: &Node, at: &Path) -> Option<Entry> {
        let mut entry = Entry::at(at);
        let empty = entry.clone();
        if node.as_text().is_some() {
            entry.name = self.line(node, at);
        } else {
            let members = self.decoder.map(node, at, "an item (a mapping)")?;
            let field_of = |member: &Member| {
                fields.iter().find(|field| field.names.contains(&member.key.as_str()))
            };
            // A level in words is preferred to a number, regardless of order.
            let is_level = |member: &&Member| {
                field_of(member).is_some_and(|field| field.place == Place::Level)
            };
            let (levels, others): (Vec<_>, Vec<_>) = members.iter().partition(is_level);
            for member in others.into_iter().chain(levels) {
                let at = at.key(&member.key);
                match field_of(member) {
                    Some(field) => self.field(field.place, member, &at, &mut entry),
                    None if IGNORED_KEYS.contains(&member.key.as_str()) => {}
                    None => self.unknown(member, &at, &mut entry.item.extra),
                }
            }
        }
        (entry != empty).then_some(entry)
    }

    fn field(&mut self, place: Place, member: &Member, at: &Path, entry: &mut Entry) {
        let node = &member.value;
        match place {
            Place::Slot(slot) => self.slot(slot, node, at, entry),
            Place::Prose(slot) => {
                let text = self.prose(node, at);
                append(entry, slot, text);
            }
            Place::Description(slot) if self.version < Version::V5 => {
                self.slot(slot, node, at, entry);
            }
            Place::Description(slot) => {
                let slot = if slot == Slot::Position { Slot::Reference } else { Slot::Summary };
                let text = self.prose(node, at);
                append(entry, slot, text);
            }
            Place::Period => self.period(node, at, entry),
            Place::Url => entry.url = self.url(node, at),
            Place::Level => self.level(node, at, member.key_span, entry),
            Place::Roles => {
                for (index, node) in self.nodes(node, at).iter().enumerate() {
                    let at = at.index(index);
                    if let Some(mut role) = self.item(ROLE, node, &at) {
                        take_highlights(&mut role, &at);
                        entry.positions.push(role);
                    }
                }
            }
        }
    }

    fn slot(&mut self, slot: Slot, node: &Node, at: &Path, entry: &mut Entry) {
        match slot {
            Slot::Phone | Slot::Email => {
                let kind =
                    if slot == Slot::Phone { ContactKind::Phone } else { ContactKind::Email };
                let value = self.decoder.plain(node, at);
                entry.contacts.extend(value.map(|value| Contact {
                    item: Item::at(at),
                    kind,
                    value: Some(value),
                    ..Contact::default()
                }));
            }
            Slot::Keywords => {
                entry.keywords = Localized::One(
                    self.words(node, at)
                        .into_iter()
                        .map(|(name, path)| Keyword {
                            item: Item::at(path),
                            name,
                            ..Keyword::default()
                        })
                        .collect(),
                );
            }
            Slot::Courses => {
                let courses = self.words(node, at);
                entry.courses = Localized::One(courses.into_iter().map(|(name, _)| name).collect());
            }
            _ => {
                if let Some(text) = self.line(node, at)
                    && let SlotMut::Text(own) = entry.slot_mut(slot)
                {
                    *own = Some(text);
                }
            }
        }
    }

    /// Reads a list of words, or comma-separated text.
    fn words(&mut self, node: &Node, at: &Path) -> Vec<(Text, Path)> {
        match &node.value {
            Value::List(nodes) => {
                let nodes = nodes.iter().enumerate();
                nodes
                    .filter_map(|(index, node)| {
                        let at = at.index(index);
                        Some((self.line(node, &at)?, at))
                    })
                    .collect()
            }
            _ => self.line(node, at).into_iter().map(|text| (text, at.clone())).collect(),
        }
    }

    /// Reads a period in words, or start and end.
    fn period(&mut self, node: &Node, at: &Path, entry: &mut Entry) {
        if let Some(members) = node.as_map() {
            let get = |key: &str| members.iter().find(|member| member.key == key);
            let one = |reader: &mut Self, key: &str| {
                let member = get(key)?;
                reader.date(&member.value, &at.key(key))
            };
            entry.start = one(self, "start");
            entry.end = one(self, "end");
            // A missing end means an open period.
            if entry.start.is_some() && entry.end.is_none() {
                entry.end = Some(Date::Present);
            }
            return;
        }
        let Some(text) = self.decoder.plain(node, at) else { return };
        period::put(&text, entry);
    }

    fn date(&mut self, node: &Node, at: &Path) -> Option<Date> {
        let text = self.decoder.plain(node, at)?;
        let single = period::parse(&text).and_then(|period| period.date);
        Some(match single {
            Some(date) => date,
            None if period::is_open(&text) => Date::Present,
            None => Date::Free(text),
        })
    }

    /// Reads a URL; its label may be hidden on the page.
    pub(super) fn url(&mut self, node: &Node, at: &Path) -> Option<String> {
        let Some(members) = node.as_map() else { return self.decoder.plain(node, at) };
        let text = |reader: &mut Self, names: [&str; 2]| {
            let member = members.iter().find(|member| names.contains(&&*member.key))?;
            let path = at.key(&member.key);
            Some((reader.decoder.plain(&member.value, &path)?, path, member.value.span))
        };
        let url = text(self, ["url", "href"]).map(|(url, ..)| url);
        let label = text(self, ["label", "label"]);
        match (url, label) {
            (Some(url), Some((label, path, span))) => {
                if !is_same_address(&url, &label) {
                    self.notes.add(&LABELS, &path, span);
                }
                Some(url)
            }
            (Some(url), None) => Some(url),
            // A URL may have been typed into the label.
            (None, Some((label, ..))) => label.contains('.').then_some(label),
            (None, None) => None,
        }
    }

    /// Reads a level: in words, or as a number of dots; 0 means hidden.
    fn level(&mut self, node: &Node, at: &Path, span: Span, entry: &mut Entry) {
        let Value::Scalar(scalar) = &node.value else { return };
        let number: Option<f64> = match scalar.kind {
            Kind::Text => None,
            _ => scalar.text.trim().parse().ok(),
        };
        let Some(number) = number else {
            if let Some(text) = self.line(node, at) {
                entry.level.get_or_insert(text);
            }
            return;
        };
        if number <= 0.0 {
            return;
        }
        if entry.level.is_some() {
            self.notes.add(&NUMBERS, at, span);
            return;
        }
        let most = match self.version {
            Version::V3 => 10,
            _ if number > 5.0 => 10,
            _ => 5,
        };
        entry.level = Some(Text::from(format!("{number}/{most}")));
    }
}

/// Appends a text to a slot as a separate paragraph.
fn append(entry: &mut Entry, slot: Slot, text: Option<String>) {
    let (Some(text), SlotMut::Text(own)) = (text, entry.slot_mut(slot)) else { return };
    let both = match own.take() {
        Some(before) => format!("{}\n\n{text}", before.as_str()),
        None => text,
    };
    *own = Some(Text::from(both));
}

/// Splits off the list at the end of a summary as highlights.
fn take_highlights(entry: &mut Entry, at: &Path) {
    let Some(summary) = entry.summary.take() else { return };
    let (text, list) = split_list(summary.as_str());
    let found: Vec<Highlight> = highlights(list, at);
    entry.highlights = Localized::One(found);
    entry.summary = text.map(Text::from);
}

/// Returns whether a label repeats the URL.
fn is_same_address(url: &str, label: &str) -> bool {
    let bare = |text: &str| {
        let text = text.trim().to_lowercase();
        let text = text.strip_prefix("https://").or(text.strip_prefix("http://")).unwrap_or(&text);
        text.strip_prefix("www.").unwrap_or(text).trim_end_matches('/').to_owned()
    };
    bare(url) == bare(label)
}

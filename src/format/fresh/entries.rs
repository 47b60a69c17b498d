//! Reads lists of entries, and skills.

use crate::format::fields::{FieldReader, Place, keyword};
use crate::resume::{
    Contact, Date, Entry, Extra, ExtraValue, Highlight, Item, Keyword, Localized, Section,
    SectionKind, Slot, SlotMut, Text, general_field,
};
use crate::source::{Member, Node, Path, Value};

use super::fields::{ALIASES, Field, Hook, OF_EDUCATION, PUBLISHER_URL, Part, SKILL, SKILL_SET};
use super::{Reader, section};

impl FieldReader for Reader<'_> {
    fn field_text(&mut self, _: Slot, node: &Node, at: &Path) -> Option<Text> {
        self.decoder.text(node, at)
    }

    fn field_plain(&mut self, node: &Node, at: &Path) -> Option<String> {
        self.decoder.plain(node, at)
    }

    fn field_date(&mut self, slot: Slot, node: &Node, at: &Path) -> Option<Date> {
        let word = node.as_text().map(|text| text.trim().to_lowercase());
        match word.as_deref() {
            Some("current" | "present" | "now") if slot == Slot::End => Some(Date::Present),
            _ => self.decoder.date(node, at),
        }
    }

    /// Reads a text or a list of texts.
    fn field_texts(&mut self, node: &Node, at: &Path) -> Vec<(Text, Path)> {
        match &node.value {
            Value::List(_) => {
                self.decoder.items(node, at, "a list of texts", |decoder, node, at| {
                    Some((decoder.text(node, at)?, at.clone()))
                })
            }
            _ => self.decoder.text(node, at).map(|text| (text, at.clone())).into_iter().collect(),
        }
    }

    fn field_highlights(&mut self, node: &Node, at: &Path) -> Localized<Vec<Highlight>> {
        if node.as_text().is_none() {
            return self.decoder.highlights(node, at);
        }
        let item = Item::at(at);
        let text = self.decoder.text(node, at).into_iter();
        let only = text.map(|text| Highlight {
            item: item.clone(),
            text: Some(text),
            ..Highlight::default()
        });
        Localized::One(only.collect())
    }

    fn field_contacts(&mut self, slot: Slot, node: &Node, at: &Path) -> Vec<Contact> {
        self.decoder.contacts(slot.contact_kind(), node, at)
    }
}

impl Reader<'_> {
    /// Reads a section that is a list of entries; `None` if it is empty.
    pub(super) fn part(&mut self, part: &Part, node: &Node, at: &Path) -> Option<Section> {
        let mut read = section(at, part.id(), part.kind, part.title);
        let entries = match &node.value {
            Value::Map(members) if part.grouped => self.group(part, members, at, &mut read),
            _ => self.entries(part.fields, node, at),
        };
        let is_empty = entries.is_empty() && read.text.is_none() && read.item.extra.is_empty();
        read.entries = Localized::One(entries);
        (!is_empty).then_some(read)
    }

    fn group(
        &mut self,
        part: &Part,
        members: &[Member],
        at: &Path,
        read: &mut Section,
    ) -> Vec<Entry> {
        let mut entries = Vec::new();
        for member in members {
            let path = at.key(&member.key);
            match member.key.as_str() {
                "summary" => read.text = self.decoder.text(&member.value, &path),
                "history" => entries.extend(self.entries(part.fields, &member.value, &path)),
                "private" => read.item.tags.push("private".to_owned()),
                key => match OF_EDUCATION.iter().find(|(own, _)| *own == key) {
                    Some((_, label)) if part.kind == SectionKind::Education => {
                        self.detail(member, &path, label, &mut read.item.extra);
                    }
                    _ => {
                        let own = OF_EDUCATION.map(|(key, _)| key);
                        let known = ["summary", "history"].into_iter().chain(own);
                        self.unknown(member, &path, known, &mut read.item.extra);
                    }
                },
            }
        }
        entries
    }

    /// Reads entries; a single one may be given without a list.
    fn entries(&mut self, fields: &[Field], node: &Node, at: &Path) -> Vec<Entry> {
        match &node.value {
            Value::List(nodes) => nodes
                .iter()
                .enumerate()
                .filter_map(|(index, node)| self.entry(fields, node, &at.index(index)))
                .collect(),
            Value::Map(_) => self.entry(fields, node, at).into_iter().collect(),
            // `"testimonials": 0` means that there are none.
            Value::Scalar(scalar) if matches!(scalar.text.trim(), "" | "0" | "false") => Vec::new(),
            Value::Null => Vec::new(),
            Value::Scalar(_) => {
                self.decoder.wrong_type(node, at, "a list of entries");
                Vec::new()
            }
        }
    }

    fn entry(&mut self, fields: &[Field], node: &Node, at: &Path) -> Option<Entry> {
        let mut entry = Entry::at(at);
        if node.as_text().is_some() {
            entry.name = Some(self.decoder.text(node, at)?);
            return Some(entry);
        }
        let members = self.decoder.map(node, at, "an entry (a mapping)")?;
        for member in members {
            self.entry_member(fields, member, members, at, &mut entry);
        }
        self.open_end(fields, &mut entry);
        Some(entry)
    }

    /// A missing end means an open period.
    fn open_end(&mut self, fields: &[Field], entry: &mut Entry) {
        let has_end = fields.iter().any(|field| field.place == Place::Slot(Slot::End));
        if has_end && entry.start.is_some() && entry.end.is_none() {
            entry.end = Some(Date::Present);
        }
    }

    fn entry_member(
        &mut self,
        fields: &[Field],
        member: &Member,
        members: &[Member],
        at: &Path,
        entry: &mut Entry,
    ) {
        let at = at.key(&member.key);
        let has = |key: &str| members.iter().any(|m| m.key == key && !m.value.is_null());
        let is_field = |key: &str| fields.iter().any(|field| field.key == key);
        let alias =
            ALIASES.iter().find(|(old, new)| *old == member.key && is_field(new) && !has(new));
        let key = alias.map_or(member.key.as_str(), |(_, new)| new);
        match key {
            "private" => entry.item.tags.push("private".to_owned()),
            "ignore" => {}
            // Redundant: an open period has no end.
            "current" => {}
            "title" if !has("studyType") && is_education(fields) => {
                entry.study_type = self.decoder.text(&member.value, &at);
            }
            _ if self.decoder.item_key(member, &at, &mut entry.item) => {}
            _ => match fields.iter().find(|field| field.key == key) {
                Some(field) => self.field(field.place, member, &at, entry),
                None => match general_field(key).filter(|field| is_free(entry, field.slot)) {
                    Some(field) => self.field(Place::Slot(field.slot), member, &at, entry),
                    None => {
                        let known = fields.iter().map(|field| field.key);
                        self.unknown(member, &at, known, &mut entry.item.extra);
                    }
                },
            },
        }
    }

    fn field(&mut self, place: Place<Hook>, member: &Member, at: &Path, entry: &mut Entry) {
        let node = &member.value;
        match place {
            Place::Slot(slot) | Place::Only(slot) => self.fill(slot, node, at, entry),
            Place::Hook(Hook::Publisher) => self.publisher(node, at, entry),
            Place::Hook(Hook::Contacts) => {
                let contacts = self.ways_to_reach(node, at);
                entry.contacts.extend(contacts);
            }
            Place::Detail(label) => self.detail(member, at, label, &mut entry.item.extra),
        }
    }

    /// Reads a publisher: a name, optionally with a URL.
    fn publisher(&mut self, node: &Node, at: &Path, entry: &mut Entry) {
        let Some(members) = node.as_map() else {
            entry.issuer = self.decoder.text(node, at);
            return;
        };
        for member in members {
            let path = at.key(&member.key);
            match member.key.as_str() {
                "name" => entry.issuer = self.decoder.text(&member.value, &path),
                "url" => {
                    let value = self.decoder.plain(&member.value, &path);
                    let (key, label) = PUBLISHER_URL;
                    entry.item.extra.extend(value.map(|url| Extra {
                        path,
                        key: key.to_owned(),
                        label: Some(label.into()),
                        value: ExtraValue::Text(url.into()),
                    }));
                }
                _ => self.unknown(member, &path, ["name", "url"], &mut entry.item.extra),
            }
        }
    }

    /// Reads skill sets, and those skills that are in no set or have more data than a set supports.
    pub(super) fn skills(&mut self, node: &Node, at: &Path) -> Option<Section> {
        let kind = SectionKind::Skills;
        let mut read = section(at, kind.name(), kind, None);
        let mut entries = Vec::new();
        let Some(members) = node.as_map() else {
            let entries = self.entries(SKILL, node, at);
            let is_empty = entries.is_empty();
            read.entries = Localized::One(entries);
            return (!is_empty).then_some(read);
        };
        let list = node.get("list");
        let mut single = list.map_or_else(Vec::new, |node| self.skill_list(node, &at.key("list")));
        for member in members {
            let path = at.key(&member.key);
            match member.key.as_str() {
                "sets" => entries.extend(self.skill_sets(&member.value, &path, &mut single)),
                "list" => {}
                "summary" => read.text = self.decoder.text(&member.value, &path),
                "private" => read.item.tags.push("private".to_owned()),
                _ => {
                    let known = ["sets", "list"];
                    self.unknown(member, &path, known, &mut read.item.extra);
                }
            }
        }
        entries.extend(single.into_iter().filter(|skill| !skill.is_in_a_set).map(|s| s.entry));
        let is_empty = entries.is_empty() && read.text.is_none() && read.item.extra.is_empty();
        read.entries = Localized::One(entries);
        (!is_empty).then_some(read)
    }

    fn skill_list(&mut self, node: &Node, at: &Path) -> Vec<Skill> {
        let nodes = node.as_list().unwrap_or_default();
        let skills = nodes.iter().enumerate().filter_map(|(index, node)| {
            let mut entry = self.entry(SKILL, node, &at.index(index))?;
            // Only sets refer to it.
            let id = entry.item.id.take();
            Some(Skill { id, entry, is_in_a_set: false })
        });
        let skills = skills.collect();
        if node.as_list().is_none() {
            self.entries(SKILL, node, at);
        }
        skills
    }

    fn skill_sets(&mut self, node: &Node, at: &Path, single: &mut [Skill]) -> Vec<Entry> {
        let mut sets = Vec::new();
        for (index, node) in node.as_list().unwrap_or_default().iter().enumerate() {
            let at = at.index(index);
            // Skills are read separately, because they may be references.
            let mut rest = node.clone();
            if let Value::Map(members) = &mut rest.value {
                members.retain(|member| member.key != "skills");
            }
            let Some(mut entry) = self.entry(SKILL_SET, &rest, &at) else { continue };
            if let Some(skills) = node.get("skills") {
                let names = self.field_texts(skills, &at.key("skills")).into_iter();
                let mut keywords: Vec<Keyword> =
                    names.map(|(name, at)| keyword(name, at)).collect();
                keywords.iter_mut().for_each(|keyword| resolve(keyword, single));
                entry.keywords = Localized::One(keywords);
            }
            sets.push(entry);
        }
        if node.as_list().is_none() {
            sets.extend(self.entries(SKILL_SET, node, at));
        }
        sets
    }
}

/// A single skill, to which sets refer by name or id.
struct Skill {
    id: Option<String>,
    entry: Entry,
    is_in_a_set: bool,
}

/// Adds the data of a single skill to a keyword of a set.
///
/// A skill with more data than a keyword supports is also kept as an entry.
fn resolve(keyword: &mut Keyword, single: &mut [Skill]) {
    let name = keyword.name.as_str().to_owned();
    let is_it = |skill: &&mut Skill| {
        skill.id.as_ref() == Some(&name)
            || skill.entry.name.as_ref().is_some_and(|own| own.as_str() == name)
    };
    let Some(skill) = single.iter_mut().find(is_it) else { return };
    let Entry { item, name, level, years, .. } = &skill.entry;
    let bare = Entry {
        item: Item::at(&item.path),
        name: name.clone(),
        level: level.clone(),
        years: years.clone(),
        ..Entry::default()
    };
    if let Some(name) = name {
        keyword.name = name.clone();
    }
    if skill.entry == bare {
        keyword.level = level.clone();
        keyword.years = years.clone();
        skill.is_in_a_set = true;
    }
}

/// Returns whether a slot is empty.
fn is_free(entry: &mut Entry, slot: Slot) -> bool {
    match entry.slot_mut(slot) {
        SlotMut::Text(text) => text.is_none(),
        SlotMut::Plain(text) => text.is_none(),
        SlotMut::Date(date) => date.is_none(),
        SlotMut::Positions(_) => false,
        SlotMut::Texts(_)
        | SlotMut::Highlights(_)
        | SlotMut::Keywords(_)
        | SlotMut::Contacts(_) => true,
    }
}

fn is_education(fields: &[Field]) -> bool {
    fields.iter().any(|field| field.key == "studyType")
}

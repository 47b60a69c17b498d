//! Reads the entries of all sections.

use crate::format::commonmark::{self, escape, split_list};
use crate::resume::{
    ContactKind, Date, Entry, ExtraValue, FieldType, Highlight, Item, Keyword, Localized,
    SectionKind, Slot, SlotMut, Text, fields, general_field,
};
use crate::source::{Node, Path, Value};

use super::Reader;
use super::content::extra;
use super::names::Named;
use super::own_words;
use super::words::Options;

impl Reader<'_> {
    /// Reads an entry; `keys` are those of YAMLResume.
    pub(super) fn entry(
        &mut self,
        kind: SectionKind,
        keys: &[&str],
        node: &Node,
        at: &Path,
    ) -> Option<Entry> {
        let mut entry = Entry::at(at);
        if node.as_text().is_some() && keys.is_empty() {
            entry.summary = Some(Text::from(self.prose(node, at)?));
            return Some(entry);
        }
        let members = self.decoder.map(node, at, "an entry (a mapping)")?;
        let absent: Vec<_> =
            keys.iter().copied().filter(|key| !members.iter().any(|m| m.key == *key)).collect();
        for member in members {
            let at = at.key(&member.key);
            let key = member.key.as_str();
            let is_own = keys.contains(&key);
            let has_option = |option| members.iter().any(|member| member.key == option);
            if own_words::option_key(key).is_some_and(has_option) {
                continue;
            }
            if !is_own && self.decoder.misspelled(member, &at, absent.iter().copied()) {
                continue;
            }
            match slot_of_key(kind, key) {
                Some(slot) if is_own || is_readable(slot, &member.value) => {
                    match own_words::words(members, key) {
                        Some(words) if is_own => {
                            if let SlotMut::Text(text) = entry.slot_mut(slot) {
                                *text = self.line(words, &at);
                            }
                        }
                        _ => self.slot(kind, slot, &member.value, &at, &mut entry),
                    }
                }
                _ if keys.is_empty() => {
                    let value = self.decoder.extra_value(&member.value);
                    entry.item.extra.extend(value.map(|value| extra(member, &at, escaped(value))));
                }
                _ => self.unknown(member, members, &at, keys, &mut entry.item.extra),
            }
        }
        own_words::remove_copies(kind, keys, members, &mut entry);
        let is_ongoing = entry.start.is_some() && entry.end.is_none();
        if is_ongoing {
            entry.end = Some(Date::Present);
        }
        let empty = Entry::at(at);
        (entry != empty).then_some(entry)
    }

    fn slot(&mut self, kind: SectionKind, slot: Slot, node: &Node, at: &Path, entry: &mut Entry) {
        let options = Options::of_slot(kind, slot);
        match (entry.slot_mut(slot), options) {
            (SlotMut::Text(text), Some(options)) => *text = self.option(options, node, at),
            (SlotMut::Text(text), None) if slot == Slot::Reference => {
                *text = self.prose(node, at).map(Text::from);
            }
            (SlotMut::Text(text), None) if slot == Slot::Summary => {
                let Some(prose) = self.prose(node, at) else { return };
                // Highlights have a separate field here.
                let (before, list) = split_list(&prose);
                *text = before.map(Text::from);
                let highlights = entry.highlights.iter_mut().next();
                highlights
                    .into_iter()
                    .for_each(|own| own.extend(commonmark::highlights(list.clone(), at)));
            }
            (SlotMut::Text(text), None) if (kind, slot) == (SectionKind::Languages, Slot::Name) => {
                *text = self.named(Named::Language, node, at);
            }
            (SlotMut::Text(text), None) => *text = self.line(node, at),
            (SlotMut::Plain(text), _) => *text = self.decoder.plain(node, at),
            (SlotMut::Date(date), _) => *date = self.date(node, at),
            (SlotMut::Texts(texts), _) => *texts = Localized::One(self.lines(node, at)),
            (SlotMut::Keywords(keywords), _) => {
                let names = self.lines(node, at).into_iter().enumerate();
                let keyword = |(index, name)| Keyword {
                    item: Item::at(at.index(index)),
                    name,
                    ..Keyword::default()
                };
                *keywords = Localized::One(names.map(keyword).collect());
            }
            (SlotMut::Highlights(highlights), _) => {
                let texts = self.lines(node, at).into_iter().enumerate();
                let highlight = |(index, text)| Highlight {
                    item: Item::at(at.index(index)),
                    text: Some(text),
                    ..Highlight::default()
                };
                highlights.iter_mut().next().into_iter().for_each(|own| {
                    own.extend(texts.clone().map(highlight));
                });
            }
            (SlotMut::Contacts(contacts), _) => {
                let value = self.decoder.plain(node, at);
                contacts.extend(value.map(|value| {
                    let kind = slot.contact_kind().unwrap_or(ContactKind::Other);
                    super::content::contact(at, kind, Some(value))
                }));
            }
            (SlotMut::Positions(_), _) => {}
        }
    }

    /// Reads a text or a list of texts without markup.
    fn lines(&mut self, node: &Node, at: &Path) -> Vec<Text> {
        match &node.value {
            Value::List(_) => {
                let texts = self.decoder.items(node, at, "a list of texts", |decoder, node, at| {
                    decoder.plain(node, at)
                });
                texts.iter().map(|text| Text::from(escape(text))).collect()
            }
            _ => self.line(node, at).into_iter().collect(),
        }
    }
}

/// Returns the slot of a key in entries of a kind.
pub(super) fn slot_of_key(kind: SectionKind, key: &str) -> Option<Slot> {
    match (kind, key) {
        (SectionKind::Education, "degree") => Some(Slot::StudyType),
        (SectionKind::References, "summary") => Some(Slot::Reference),
        _ => fields(kind)
            .iter()
            .find(|field| field.key == key)
            .or_else(|| general_field(key))
            .map(|field| field.slot),
    }
}

/// Returns whether a node has the type of a slot that YAMLResume does not have.
fn is_readable(slot: Slot, node: &Node) -> bool {
    match slot.field_type() {
        FieldType::Line | FieldType::Prose | FieldType::Url | FieldType::Date => {
            node.as_text().is_some()
        }
        FieldType::Lines | FieldType::Keywords | FieldType::Highlights => {
            node.as_text().is_some()
                || node.as_list().is_some_and(|nodes| nodes.iter().all(|n| n.as_text().is_some()))
        }
        FieldType::Contacts => slot.contact_kind().is_some() && node.as_text().is_some(),
        FieldType::Positions => false,
    }
}

pub(super) fn escaped(value: ExtraValue) -> ExtraValue {
    match value {
        ExtraValue::Text(mut text) => {
            text.iter_mut().for_each(|text| *text = escape(text));
            ExtraValue::Text(text)
        }
        ExtraValue::Bare(_) => value,
        ExtraValue::List(values) => ExtraValue::List(values.into_iter().map(escaped).collect()),
        ExtraValue::Map(values) => {
            ExtraValue::Map(values.into_iter().map(|(key, value)| (key, escaped(value))).collect())
        }
    }
}

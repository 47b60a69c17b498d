//! Reads entries of all types.

use crate::diagnostic::Diagnostic;
use crate::format::commonmark::{highlights, split_list};
use crate::resume::{
    Contact, Date, Entry, Extra, FieldType, Highlight, Item, Localized, SectionKind, Slot, SlotRef,
    Text, fields, general_field,
};
use crate::source::{Member, Node, Path, Value};

use super::entry_type::{EntryType, Hook};
use super::markup::{self, Lines};
use super::{Reader, old};
use crate::format::fields::{FieldReader, Place, keyword};
use crate::format::period::{self, Period};

impl FieldReader for Reader<'_> {
    fn field_text(&mut self, _: Slot, node: &Node, at: &Path) -> Option<Text> {
        self.line(node, at)
    }

    fn field_plain(&mut self, node: &Node, at: &Path) -> Option<String> {
        self.decoder.plain(node, at)
    }

    /// Dates depend on three keys and are read separately.
    fn field_date(&mut self, _: Slot, _: &Node, _: &Path) -> Option<Date> {
        None
    }

    /// Reads a list of texts, or comma-separated text.
    fn field_texts(&mut self, node: &Node, at: &Path) -> Vec<(Text, Path)> {
        let texts = match node.as_list() {
            Some(_) => self.lines(node, at),
            None => self.line(node, at).iter().flat_map(|text| listed(text.as_str())).collect(),
        };
        texts.into_iter().map(|text| (text, at.clone())).collect()
    }

    /// Reads bullets with nested bullets.
    fn field_highlights(&mut self, node: &Node, at: &Path) -> Localized<Vec<Highlight>> {
        let nodes = match &node.value {
            Value::List(nodes) => nodes.iter().enumerate().map(|(i, n)| (at.index(i), n)).collect(),
            _ => vec![(at.clone(), node)],
        };
        Localized::One(nodes.iter().filter_map(|(at, node)| self.highlight(node, at)).collect())
    }

    fn field_contacts(&mut self, slot: Slot, node: &Node, at: &Path) -> Vec<Contact> {
        let value = self.decoder.plain(node, at);
        let kind = slot.contact_kind().unwrap_or_default();
        let contact = value.map(|value| Contact {
            item: Item::at(at),
            kind,
            value: Some(value),
            ..Contact::default()
        });
        contact.into_iter().collect()
    }
}

impl Reader<'_> {
    /// Reads an entry of a section.
    pub(super) fn entry(
        &mut self,
        own: EntryType,
        kind: SectionKind,
        node: &Node,
        at: &Path,
    ) -> Option<Entry> {
        let mut entry = Entry::at(at);
        if own == EntryType::Text {
            entry.summary = Some(self.prose(node, at, Lines::Flow)?);
            return Some(entry);
        }
        let members = self.decoder.map(node, at, "an entry (a mapping)")?;
        for member in members {
            let at = at.key(&member.key);
            match own.place(old::newest_key(own, &member.key, members)) {
                Some(Place::Slot(Slot::Summary)) => {
                    entry.summary = self.prose(&member.value, &at, Lines::Break);
                }
                Some(Place::Slot(slot) | Place::Only(slot)) => {
                    self.fill(slot, &member.value, &at, &mut entry);
                }
                Some(Place::Hook(Hook::Details)) => {
                    self.details(kind, &member.value, &at, &mut entry);
                }
                Some(Place::Hook(Hook::Dates)) => self.dates(member, members, &at, &mut entry),
                Some(Place::Detail(_)) => {}
                None => self.extra_key(own, kind, member, members, &at, &mut entry),
            }
        }
        let empty = Entry::at(at);
        (entry != empty).then_some(entry)
    }

    /// Reads `details`: keywords for skills, a level for languages.
    fn details(&mut self, kind: SectionKind, node: &Node, at: &Path, entry: &mut Entry) {
        if node.as_list().is_some() {
            let words = self.field_texts(node, at).into_iter();
            entry.keywords = Localized::One(words.map(|(name, at)| keyword(name, at)).collect());
            return;
        }
        let Some(text) = self.line(node, at) else { return };
        let words = listed(text.as_str());
        match kind {
            SectionKind::Languages if words.len() == 1 => entry.level = Some(text),
            SectionKind::Skills | SectionKind::Languages | SectionKind::Interests => {
                let keywords = words.into_iter().map(|text| keyword(text, at.clone()));
                entry.keywords = Localized::One(keywords.collect());
            }
            _ if text.as_str().contains('\n') => entry.summary = Some(text),
            _ => entry.keywords = Localized::One(vec![keyword(text, at.clone())]),
        }
    }

    /// Reads one of the three date keys.
    fn dates(&mut self, member: &Member, members: &[Member], at: &Path, entry: &mut Entry) {
        let node = &member.value;
        let has = |key: &str| {
            let filled = |node: &Node| node.as_text().is_some_and(|text| !text.trim().is_empty());
            members.iter().any(|member| member.key == key && filled(&member.value))
        };
        match member.key.as_str() {
            "date" => match period_of(node) {
                Some(Period { start, end, date }) => {
                    (entry.start, entry.end, entry.date) = (start, end, date);
                }
                None => match self.date_or_words(node, at) {
                    Some(Date::Present) => entry.end = Some(Date::Present),
                    date => entry.date = date,
                },
            },
            "start_date" | "end_date" if has("date") => {
                if has(&member.key) {
                    self.decoder.report(
                        Diagnostic::warning(
                            "ignored-key",
                            format!(
                                "`{}` is not printed: RenderCV prints `date` instead",
                                member.key
                            ),
                        )
                        .on(at)
                        .at(member.key_span)
                        .hint("remove `date` to print the period"),
                    );
                }
            }
            "start_date" => {
                let Period { start, end, date } = self.bound(node, at);
                entry.start = start.or(date);
                if entry.start.is_some() && !has("end_date") {
                    entry.end = end.or(Some(Date::Present));
                }
            }
            "end_date" if node.as_text().is_some_and(period::is_open) => {
                entry.end = Some(Date::Present);
            }
            _ => match self.end(node, at, has("start_date"), entry) {
                // An empty end means an open period, like a missing one.
                None => {}
                end @ Some(Date::Present) => entry.end = end,
                end if has("start_date") => entry.end = end,
                // An end without a start is the date of an event.
                end => entry.date = end,
            },
        }
    }

    /// Reads an end; a period without a start in another field sets the start, too.
    fn end(&mut self, node: &Node, at: &Path, has_start: bool, entry: &mut Entry) -> Option<Date> {
        match period_of(node) {
            Some(Period { date: Some(date), .. }) => Some(date),
            Some(Period { start, end, .. }) if !has_start => {
                entry.start = start;
                entry.end = end;
                None
            }
            _ => self.decoder.any_date(node, at),
        }
    }

    /// Reads a start or an end, or both in one field.
    fn bound(&mut self, node: &Node, at: &Path) -> Period {
        period_of(node).unwrap_or_else(|| Period {
            date: self.decoder.any_date(node, at),
            ..Period::default()
        })
    }

    /// Reads `date`: a date or words.
    fn date_or_words(&mut self, node: &Node, at: &Path) -> Option<Date> {
        match node.as_text().filter(|text| !period::is_placeholder(text)).map(Date::parse) {
            Some(Ok(Date::Free(_))) => self.text(node, at, Lines::Flow).map(Date::Free),
            _ => self.decoder.any_date(node, at),
        }
    }

    fn highlight(&mut self, node: &Node, at: &Path) -> Option<Highlight> {
        if let Value::Map(members) = &node.value {
            let written: Vec<_> = members.iter().map(|m| format!("{}: …", m.key)).collect();
            self.decoder.report(
                Diagnostic::error("wrong-type", "this highlight must be text, not a mapping")
                    .on(at)
                    .at(node.span)
                    .hint(format!("put it in quotes: `\"{}\"`", written.join(", "))),
            );
            return None;
        }
        let text = self.decoder.plain(node, at)?;
        self.note_code(&text, node, at);
        let mut parts = markup::split_nested(&text).into_iter();
        let part = |part: &str| split_highlight(&markup::read(part.trim(), Lines::Flow), at);
        let mut highlight = part(parts.next().unwrap_or_default());
        highlight.highlights.extend(parts.map(part));
        // It is a nested highlight or a dash.
        self.decoder.retract("list-item-in-text", node.span);
        Some(highlight)
    }

    /// Reads an entry that is a single text.
    pub(super) fn bullet(&mut self, own: EntryType, node: &Node, at: &Path) -> Option<Highlight> {
        if own == EntryType::Text {
            let text = self.prose(node, at, Lines::Flow)?;
            return Some(Highlight {
                item: Item::at(at),
                text: Some(text),
                ..Highlight::default()
            });
        }
        let members = self.decoder.map(node, at, "an entry (a mapping)")?;
        let mut highlight = None;
        let mut rest = Entry::default();
        for member in members {
            let at = at.key(&member.key);
            if own.keys().any(|key| key == member.key) {
                if let Some(text) = self.text(&member.value, &at, Lines::Flow) {
                    let split = split_highlight(&text, &at);
                    // Only bullets support nested lists.
                    highlight = Some(match own {
                        EntryType::Bullet => split,
                        _ => {
                            Highlight { text: Some(Text::from(text)), highlights: vec![], ..split }
                        }
                    });
                }
            } else {
                self.extra_key(own, SectionKind::List, member, members, &at, &mut rest);
            }
        }
        let extra = rest.item.extra;
        let mut highlight = match highlight {
            None if extra.is_empty() => return None,
            found => found.unwrap_or_default(),
        };
        highlight.item = Item { path: at.clone(), extra, ..Item::default() };
        Some(highlight)
    }

    /// Reads a key that the type does not have: a native key or an unknown one.
    fn extra_key(
        &mut self,
        own: EntryType,
        kind: SectionKind,
        member: &Member,
        members: &[Member],
        at: &Path,
        entry: &mut Entry,
    ) {
        // A highlight has no fields.
        let slot = slot_of_key(kind, &member.key).filter(|slot| {
            kind != SectionKind::List
                && !own.has_own(*slot)
                && is_vacant(entry.slot(*slot))
                && holds(*slot, &member.value)
        });
        let absent = own.keys().filter(|key| !members.iter().any(|m| m.key == *key));
        if slot.is_none() && self.decoder.misspelled(member, at, absent) {
            return;
        }
        let Some(value) = self.extra_value(&member.value) else { return };
        let is_default = self.templates.contains(&member.key.to_uppercase())
            || self.is_old && old::ENTRY_KEYS.contains(&member.key.as_str());
        if !is_default && self.extra_keys.insert(member.key.clone()) {
            self.decoder.report(
                Diagnostic::warning(
                    "extra-key",
                    format!(
                        "`{}` is printed; RenderCV prints it only if a template names it",
                        member.key
                    ),
                )
                .on(at)
                .at(member.key_span)
                .hint("remove it if it should not be printed"),
            );
        }
        if let Some(slot) = slot {
            return self.fill(slot, &member.value, at, entry);
        }
        entry.item.extra.push(Extra {
            path: at.clone(),
            key: member.key.clone(),
            label: None,
            value,
        });
    }
}

/// Parses a date or a period in words; `None` if it is in RenderCV's notation or neither.
fn period_of(node: &Node) -> Option<Period> {
    let text = node.as_text()?;
    match Date::parse(text) {
        Ok(Date::Free(_)) => {}
        // `2019-20` means two years rather than an invalid month.
        Err(_) => return period::parse(text).filter(|period| period.date.is_none()),
        Ok(_) => return None,
    }
    let is_exact = |date: &Option<Date>| !matches!(date, Some(Date::Free(_)));
    let found = period::parse(text)?;
    let Period { start, end, date } = &found;
    (is_exact(start) && is_exact(end) && is_exact(date)).then_some(found)
}

/// Creates a highlight with the list at the end of its text as nested highlights.
fn split_highlight(text: &str, at: &Path) -> Highlight {
    let (text, list) = split_list(text);
    Highlight {
        item: Item::at(at),
        text: text.map(Text::from),
        highlights: highlights(list, at),
        ..Highlight::default()
    }
}

/// Returns the slot of a snake-case key.
pub(super) fn slot_of_key(kind: SectionKind, key: &str) -> Option<Slot> {
    if kind == SectionKind::Education && key.eq_ignore_ascii_case("gpa") {
        return Some(Slot::Score);
    }
    let camel = super::camel_case(key);
    let field = fields(kind).iter().find(|field| field.key == camel);
    field.or_else(|| general_field(&camel)).map(|field| field.slot)
}

/// Returns whether a node has the type of a slot.
fn holds(slot: Slot, node: &Node) -> bool {
    match slot.field_type() {
        FieldType::Line | FieldType::Prose | FieldType::Url => node.as_text().is_some(),
        FieldType::Lines | FieldType::Keywords => node.as_map().is_none(),
        FieldType::Contacts => slot.contact_kind().is_some() && node.as_text().is_some(),
        FieldType::Date | FieldType::Highlights | FieldType::Positions => false,
    }
}

fn is_vacant(slot: SlotRef) -> bool {
    match slot {
        SlotRef::Text(text) => text.is_none(),
        SlotRef::Plain(text) => text.is_none(),
        SlotRef::Texts(texts) => texts.iter().all(Vec::is_empty),
        SlotRef::Keywords(keywords) => keywords.iter().all(Vec::is_empty),
        SlotRef::Contacts(_) => true,
        _ => false,
    }
}

/// Splits a text at commas outside brackets, code and emphasis.
pub(super) fn listed(text: &str) -> Vec<Text> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0_i32;
    let mut marks = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            '*' | '`' => marks += 1,
            ',' if depth <= 0 && marks % 2 == 0 && text[at + 1..].starts_with([' ', '\n']) => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    let filled = parts.into_iter().map(str::trim).filter(|part| !part.is_empty());
    filled.map(Text::from).collect()
}

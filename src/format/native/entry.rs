//! Reads entries, highlights and keywords.

use crate::diagnostic::Diagnostic;
use crate::resume::{
    Entry, Field, Highlight, Item, Keyword, Localized, SectionKind, Slot, SlotMut, Text, fields,
    general_field, position_fields,
};
use crate::source::{Member, Node, Path, Value};

use super::keys::{HIGHLIGHT, ITEM, KEYWORD, not_counting};
use crate::format::decode::{Decoder, EndDate};
use crate::format::native::keys::{item_names, names};

/// Properties of entries in one place of the document.
#[derive(Clone, Copy)]
struct Place {
    fields: &'static [Field],
    /// Slot for an entry that is plain text.
    bare: Option<Slot>,
    /// Whether a missing end means an open period.
    is_open_without_end: bool,
    expected: &'static str,
}

impl Place {
    fn of(kind: SectionKind) -> Self {
        let bare = match kind {
            SectionKind::Custom => Some(Slot::Summary),
            SectionKind::Work
            | SectionKind::Volunteer
            | SectionKind::Education
            | SectionKind::References => None,
            _ => Some(Slot::Name),
        };
        Self {
            fields: fields(kind),
            bare,
            is_open_without_end: kind == SectionKind::Work,
            expected: if bare.is_some() { "an entry or text" } else { "an entry (a mapping)" },
        }
    }

    fn position(self) -> Self {
        Self {
            fields: position_fields(),
            bare: Some(Slot::Position),
            expected: "a position or text",
            ..self
        }
    }
}

impl Decoder<'_> {
    /// Reads the entries of a section, possibly per language.
    pub(in crate::format) fn entries(
        &mut self,
        kind: SectionKind,
        node: &Node,
        at: &Path,
    ) -> Localized<Vec<Entry>> {
        let place = Place::of(kind);
        self.list(node, at, "a list of entries", |decoder, node, at| decoder.entry(place, node, at))
    }

    /// Reads an entry of unknown kind.
    pub(in crate::format) fn custom_entry(&mut self, node: &Node, at: &Path) -> Option<Entry> {
        self.entry(Place::of(SectionKind::Custom), node, at)
    }

    fn entry(&mut self, place: Place, node: &Node, at: &Path) -> Option<Entry> {
        let mut entry = Entry::at(at);
        let is_text = node.as_text().is_some() || self.is_by_language(node);
        if let (true, Some(bare)) = (is_text, place.bare) {
            let text = self.text(node, at)?;
            if let SlotMut::Text(slot) = entry.slot_mut(bare) {
                *slot = Some(text);
            }
            return Some(entry);
        }
        let members = self.map(node, at, place.expected)?;
        let mut end = EndDate::Absent;
        for member in members {
            let at = at.key(&member.key);
            self.entry_member(place, member, members, &at, &mut entry, &mut end);
        }
        // If the dates cannot be parsed, the period may not be open.
        let is_read =
            entry.start.as_ref().is_some_and(|start| start.parts().is_some() || start.is_season());
        match end {
            EndDate::Absent if place.is_open_without_end && is_read => {
                entry.end = Some(crate::resume::Date::Present);
            }
            // A start without an end would be printed as an open period.
            EndDate::Unknown if entry.date.is_none() => entry.date = entry.start.take(),
            _ => {}
        }
        Some(entry)
    }

    fn entry_member(
        &mut self,
        place: Place,
        member: &Member,
        members: &[Member],
        at: &Path,
        entry: &mut Entry,
        end: &mut EndDate,
    ) {
        let key = member.key.as_str();
        if let Some(field) = place.fields.iter().find(|field| field.key == key) {
            return self.slot(place, field.slot, &member.value, at, entry, end);
        }
        if self.item_key(member, at, &mut entry.item) {
            return;
        }
        if key == "breakBefore" {
            entry.item.break_before = self.flag(&member.value, at);
            return;
        }
        // The slot may be set already under the kind's own key.
        let own = |slot| place.fields.iter().any(|field| field.slot == slot);
        let has = |slot| {
            let named = |m: &Member| {
                place.fields.iter().any(|field| field.slot == slot && field.key == m.key)
            };
            members.iter().any(named)
        };
        if let Some(field) = general_field(key)
            && !(own(field.slot) && has(field.slot))
        {
            return self.slot(place, field.slot, &member.value, at, entry, end);
        }
        let known: Vec<_> =
            place.fields.iter().map(|field| field.key).chain(item_names()).collect();
        let known = not_counting(&member.key, known);
        self.unknown(member, at, known, &mut entry.item.extra);
    }

    fn slot(
        &mut self,
        place: Place,
        slot: Slot,
        node: &Node,
        at: &Path,
        entry: &mut Entry,
        end: &mut EndDate,
    ) {
        match entry.slot_mut(slot) {
            SlotMut::Text(text) => *text = self.text(node, at),
            SlotMut::Plain(text) => *text = self.plain(node, at),
            SlotMut::Date(date) if slot == Slot::End => {
                *end = self.end_date(node, at);
                if let EndDate::On(end) = end {
                    *date = Some(end.clone());
                }
            }
            SlotMut::Date(date) => *date = self.date(node, at),
            SlotMut::Texts(texts) => *texts = self.texts(node, at),
            SlotMut::Highlights(highlights) => *highlights = self.highlights(node, at),
            SlotMut::Keywords(keywords) => {
                *keywords = self.list(node, at, "a list of keywords", Self::keyword);
            }
            SlotMut::Positions(positions) => {
                let place = place.position();
                *positions = self.items(node, at, "a list of positions", |decoder, node, at| {
                    decoder.entry(place, node, at)
                });
            }
            SlotMut::Contacts(contacts) => {
                let read = self.contacts(slot.contact_kind(), node, at);
                contacts.extend(read);
            }
        }
    }

    /// Reads bullets, possibly per language.
    pub(in crate::format) fn highlights(
        &mut self,
        node: &Node,
        at: &Path,
    ) -> Localized<Vec<Highlight>> {
        self.list(node, at, "a list of highlights", Self::highlight)
    }

    fn highlight(&mut self, node: &Node, at: &Path) -> Option<Highlight> {
        let mut highlight = Highlight { item: Item::at(at), ..Highlight::default() };
        match &node.value {
            Value::Map(members) if !self.is_by_language(node) => {
                for member in members {
                    let at = at.key(&member.key);
                    match member.key.as_str() {
                        "title" => highlight.title = self.text(&member.value, &at),
                        "text" => highlight.text = self.text(&member.value, &at),
                        "highlights" => {
                            highlight.highlights = self.items(
                                &member.value,
                                &at,
                                "a list of highlights",
                                Self::highlight,
                            );
                        }
                        "breakBefore" => {
                            highlight.item.break_before = self.flag(&member.value, &at);
                        }
                        _ if self.item_key(member, &at, &mut highlight.item) => {}
                        _ => {
                            let known = names(&[HIGHLIGHT]).chain(item_names());
                            self.unknown(member, &at, known, &mut highlight.item.extra);
                        }
                    }
                }
                let has_content = highlight.title.is_some()
                    || highlight.text.is_some()
                    || !highlight.highlights.is_empty()
                    || !highlight.item.extra.is_empty();
                has_content.then_some(highlight)
            }
            Value::List(_) => {
                self.wrong_type(node, at, "text or a mapping");
                None
            }
            _ => {
                highlight.text = self.text(node, at);
                highlight.text.is_some().then_some(highlight)
            }
        }
    }

    fn keyword(&mut self, node: &Node, at: &Path) -> Option<Keyword> {
        let mut keyword = Keyword { item: Item::at(at), ..Keyword::default() };
        let members = match &node.value {
            Value::Map(members) if !self.is_by_language(node) => members,
            Value::List(_) => {
                self.wrong_type(node, at, "text or a mapping");
                return None;
            }
            _ => {
                keyword.name = self.text(node, at)?;
                return Some(keyword);
            }
        };
        let mut name: Option<Text> = None;
        for member in members {
            let at = at.key(&member.key);
            match member.key.as_str() {
                "name" => name = self.text(&member.value, &at),
                "level" => keyword.level = self.text(&member.value, &at),
                "years" => keyword.years = self.text(&member.value, &at),
                _ if self.item_key(member, &at, &mut keyword.item) => {}
                _ => {
                    let known = names(&[KEYWORD, ITEM]);
                    self.unknown(member, &at, known, &mut keyword.item.extra);
                }
            }
        }
        let Some(name) = name else {
            if !members.is_empty() {
                self.report(
                    Diagnostic::error("missing-name", "this keyword has no `name`")
                        .on(at)
                        .at(node.span)
                        .hint("a keyword is text, or `{name: …, level: …, years: …}`"),
                );
            }
            return None;
        };
        keyword.name = name;
        Some(keyword)
    }
}

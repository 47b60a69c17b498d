//! Writes entries.

use crate::format::arrange::note_item;
use crate::format::commonmark::{Bullet, join_list};
use crate::format::losses::{LossKind, flat_keyword, small_parts, unambiguous_key};
use crate::format::members::Members;
use crate::resume::{
    Contact, ContactKind, Date, Entry, Extra, ExtraValue, Highlight, SectionKind, Slot, SlotRef,
    Text, fields, general_key,
};
use crate::source::{Kind, Node, Path};

use super::super::entry::listed;
use super::super::entry_type::{EntryType, Hook, OPTIONAL};
use super::super::markup::{Lines, split_nested};
use super::{Writer, template};
use crate::format::fields::{Field, Place};

impl Writer<'_> {
    pub(super) fn entry(&mut self, own: EntryType, kind: SectionKind, entry: &Entry) -> Node {
        note_item(&entry.item, "of an entry", self.losses);
        let mut members = Members::default();
        let mut rest: Vec<Slot> = Slot::ALL.to_vec();
        for Field { key, place } in own.fields() {
            match place {
                Place::Slot(Slot::Summary) => {
                    let node = self.summary(own, kind, entry, &mut rest);
                    members.put(key, node);
                }
                Place::Slot(Slot::Highlights) => {
                    let highlights = entry.highlights.get();
                    let nodes: Vec<Node> =
                        highlights.iter().flat_map(|h| self.highlight(h)).collect();
                    members.put(key, (!nodes.is_empty()).then(|| Node::list(nodes)));
                }
                Place::Slot(slot) | Place::Only(slot) => {
                    let is_wanted = own.has_own_key(key) && !OPTIONAL.contains(key);
                    // Empty text counts as missing.
                    let empty = match entry.slot(*slot) {
                        SlotRef::Texts(_) => Node::list(Vec::new()),
                        _ => Node::scalar("", Kind::Text),
                    };
                    let node = self.slot(kind, entry, *slot);
                    members.put(key, node.or_else(|| is_wanted.then_some(empty)));
                }
                Place::Hook(Hook::Details) => {
                    members.put(key, self.details(kind, entry, &mut rest));
                }
                Place::Hook(Hook::Dates) if rest.contains(&Slot::Date) => {
                    self.dates(own, entry, &mut members);
                    rest.retain(|slot| !matches!(slot, Slot::Date | Slot::Start | Slot::End));
                }
                Place::Hook(Hook::Dates) | Place::Detail(_) => {}
            }
            rest.retain(|slot| place.slot() != Some(*slot));
        }
        for slot in rest {
            self.further_slot(own, kind, entry, slot, &mut members);
        }
        let extra = self.extra(own, &entry.item.extra);
        members.append(extra);
        members.map()
    }

    /// Writes a slot that is a text or a list of texts.
    fn slot(&mut self, kind: SectionKind, entry: &Entry, slot: Slot) -> Option<Node> {
        let path = slot_path(kind, entry, slot);
        match entry.slot(slot) {
            SlotRef::Text(text) => {
                let lines = if slot == Slot::Summary { Lines::Break } else { Lines::Flow };
                text.as_ref().map(|text| self.prose(text, &path, lines))
            }
            SlotRef::Plain(text) => text.as_ref().map(|text| Node::scalar(text, Kind::Text)),
            SlotRef::Texts(texts) => {
                let nodes: Vec<Node> =
                    texts.get().iter().map(|text| self.line(text, &path)).collect();
                (!nodes.is_empty()).then(|| Node::list(nodes))
            }
            _ => None,
        }
    }

    /// Writes the summary and text without a key of its own.
    fn summary(
        &mut self,
        own: EntryType,
        kind: SectionKind,
        entry: &Entry,
        rest: &mut Vec<Slot>,
    ) -> Option<Node> {
        let mut path = slot_path(kind, entry, Slot::Summary);
        let mut text = entry.summary.as_ref().map(|t| t.as_str().to_owned()).unwrap_or_default();
        if let (Some(reference), true) = (&entry.reference, text.is_empty()) {
            text = reference.as_str().to_owned();
            path = slot_path(kind, entry, Slot::Reference);
            rest.retain(|slot| *slot != Slot::Reference);
        }
        let mut text = self.text(&text, &path, Lines::Break);
        let highlights = entry.highlights.get();
        if own == EntryType::Publication && !highlights.is_empty() {
            let end = LossKind::Replaced("they end the summary");
            self.losses.note(
                "highlights of a publication",
                end,
                &slot_path(kind, entry, Slot::Highlights),
            );
            let bullets: Vec<Bullet> = highlights.iter().map(|h| self.tree(h)).collect();
            text = join_list(Some(&text).filter(|t| !t.is_empty()).map(String::as_str), &bullets);
            rest.retain(|slot| *slot != Slot::Highlights);
        }
        (!text.is_empty()).then(|| Node::scalar(&text, Kind::Text))
    }

    /// Writes a highlight, with nested ones after dashes.
    fn highlight(&mut self, highlight: &Highlight) -> Vec<Node> {
        small_parts(&highlight.item, "of a highlight", self.losses);
        let mut parts = vec![self.highlight_text(highlight)];
        self.nested(&highlight.highlights, 1, &mut parts);
        let path = &highlight.item.path;
        for part in &mut parts {
            if part.contains(" - ") {
                let dash = LossKind::Replaced("it is written as ` – `");
                self.losses.note("a hyphen between blanks", dash, path);
                *part = part.replace(" - ", " – ");
            }
        }
        let joined = parts.join(" - ");
        if split_nested(&joined) == parts {
            return vec![Node::scalar(&joined, Kind::Text)];
        }
        let separate = LossKind::Replaced("they come after it");
        self.losses.note("some highlights under another", separate, path);
        parts.iter().map(|part| Node::scalar(part, Kind::Text)).collect()
    }

    fn nested(&mut self, highlights: &[Highlight], depth: usize, parts: &mut Vec<String>) {
        for highlight in highlights {
            small_parts(&highlight.item, "of a highlight", self.losses);
            if depth > 1 {
                let above = LossKind::Replaced("they are written next to their parent");
                self.losses.note("highlights of a third level", above, &highlight.item.path);
            }
            let text = self.highlight_text(highlight);
            parts.push(text);
            self.nested(&highlight.highlights, depth + 1, parts);
        }
    }

    /// Writes `details`: keywords, or the level of a language.
    fn details(&mut self, kind: SectionKind, entry: &Entry, rest: &mut Vec<Slot>) -> Node {
        rest.retain(|slot| *slot != Slot::Keywords);
        let mut path = slot_path(kind, entry, Slot::Keywords);
        let keywords = entry.keywords.get();
        let words: Vec<String> =
            keywords.iter().map(|keyword| flat_keyword(keyword, self.losses)).collect();
        let mut joined = words.join(", ");
        if joined.is_empty() && kind == SectionKind::Languages {
            path = slot_path(kind, entry, Slot::Level);
            joined = entry.level.as_ref().map(|text| text.as_str().to_owned()).unwrap_or_default();
            rest.retain(|slot| *slot != Slot::Level);
        }
        // In other sections, `details` is not split into keywords when read.
        let is_read_apart =
            matches!(kind, SectionKind::Skills | SectionKind::Languages | SectionKind::Interests);
        if is_read_apart || words.len() > 1 {
            self.note_ambiguous_commas(&words, &joined, &path);
        }
        Node::scalar(self.text(&joined, &path, Lines::Flow), Kind::Text)
    }

    fn note_ambiguous_commas(&mut self, words: &[String], joined: &str, path: &Path) {
        let again = listed(joined);
        if !words.is_empty() && !again.iter().map(Text::as_str).eq(words.iter().map(String::as_str))
        {
            let commas = LossKind::Replaced("its parts are separated only by commas");
            self.losses.note("a list with commas in it", commas, path);
        }
    }

    /// Writes the dates. A single date hides a period, and only exact dates make one.
    fn dates(&mut self, own: EntryType, entry: &Entry, members: &mut Members) {
        let path = &entry.item.path;
        let Entry { date, start, end, .. } = entry;
        let has_period = own.place("start_date").is_some();
        let is_exact = |date: &Option<Date>| !matches!(date, Some(Date::Free(_)));
        match (date, start, end) {
            (Some(date), start, end) => {
                members.date("date", &Some(date.clone()));
                if start.is_some() || end.is_some() {
                    self.losses.omitted("a period in addition to a date", &path.key("startDate"));
                    self.losses.omitted("a period in addition to a date", &path.key("endDate"));
                }
            }
            (None, None, None) => {}
            (None, None, end) => {
                members.date("date", end);
                if *end != Some(Date::Present) {
                    let single = LossKind::Replaced("it is a single date");
                    self.losses.note("an end without a start", single, &path.key("endDate"));
                }
            }
            (None, start, end)
                if has_period
                    && is_exact(start)
                    && is_exact(end)
                    && *start != Some(Date::Present) =>
            {
                members.date("start_date", start);
                if end.is_none() {
                    let open_end_note = LossKind::Replaced("it goes on");
                    self.losses.note("an open end", open_end_note, &path.key("endDate"));
                }
                members.date("end_date", end);
            }
            (None, start, end) => {
                let words = LossKind::Replaced("it is written in words");
                for key in ["startDate", "endDate"] {
                    self.losses.note("a period that is not of exact dates", words, &path.key(key));
                }
                let words: Vec<String> =
                    [start, end].into_iter().flatten().map(Date::to_string).collect();
                members.put("date", Node::scalar(words.join(" – "), Kind::Text));
            }
        }
    }

    /// Writes a slot under an additional key, which the template prints.
    fn further_slot(
        &mut self,
        own: EntryType,
        kind: SectionKind,
        entry: &Entry,
        slot: Slot,
        members: &mut Members,
    ) {
        if entry.slot(slot).is_empty() {
            return;
        }
        let path = slot_path(kind, entry, slot);
        let key = snake_case(native_key(kind, slot));
        let text = match entry.slot(slot) {
            SlotRef::Text(Some(text)) => self.text(text.as_str(), &path, Lines::Flow),
            SlotRef::Plain(Some(text)) => text.clone(),
            SlotRef::Date(Some(date)) => {
                self.losses.omitted("a further date", &path);
                let _ = date;
                return;
            }
            SlotRef::Texts(texts) => {
                let words: Vec<String> =
                    texts.get().iter().map(|text| text.as_str().to_owned()).collect();
                self.words(&words, &path)
            }
            SlotRef::Keywords(keywords) => {
                let words: Vec<String> =
                    keywords.get().iter().map(|word| flat_keyword(word, self.losses)).collect();
                self.words(&words, &path)
            }
            SlotRef::Highlights(highlights) => {
                for highlight in highlights.get() {
                    self.losses.omitted("highlights of such an entry", &highlight.item.path);
                }
                return;
            }
            SlotRef::Contacts(contacts) if slot == Slot::Email => {
                return self.further_contacts(own, contacts, members);
            }
            _ => return,
        };
        self.put_further(own, &key, &text, members);
    }

    /// Writes the e-mail address and telephone number of a referee.
    fn further_contacts(&mut self, own: EntryType, contacts: &[Contact], members: &mut Members) {
        for contact in contacts {
            let path = &contact.item.path;
            small_parts(&contact.item, "of a contact", self.losses);
            let key = match contact.kind {
                ContactKind::Email => "email",
                ContactKind::Phone => "phone",
                _ => "",
            };
            let Contact { label, text, url, .. } = contact;
            match &contact.value {
                Some(value) if !key.is_empty() && !members.has(key) => {
                    if label.is_some() || text.is_some() || url.is_some() {
                        self.losses.omitted("labels of a contact", path);
                    }
                    self.put_further(own, key, value, members);
                }
                _ => self.losses.omitted("further contacts of an entry", path),
            }
        }
    }

    fn words(&mut self, words: &[String], path: &Path) -> String {
        let joined = words.join(", ");
        self.note_ambiguous_commas(words, &joined, path);
        self.text(&joined, path, Lines::Flow)
    }

    /// Writes unknown data.
    pub(super) fn extra(&mut self, own: EntryType, extra: &[Extra]) -> Members {
        let mut members = Members::default();
        for Extra { path, key, value, .. } in extra {
            let text = match value {
                ExtraValue::Text(_) | ExtraValue::Bare(_) => flat(value),
                value => {
                    let one = LossKind::Replaced("they are one text");
                    self.losses.note("lists and maps under a key", one, path);
                    flat(value)
                }
            };
            let text = self.text(&text, path, Lines::Flow);
            let key = unambiguous_key(key, own.keys());
            let key = if members.has(&key) { format!("{key}_") } else { key };
            self.put_further(own, &key, &text, &mut members);
        }
        members
    }

    fn put_further(&mut self, own: EntryType, key: &str, text: &str, members: &mut Members) {
        let key = if belongs_to_entry_type(own, key) {
            let mut letters = key.chars();
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
        } else {
            key.to_owned()
        };
        if members.has(&key) {
            return;
        }
        members.put(&key, Node::scalar(text, Kind::Text));
        if let Some((name, _)) = template(own) {
            let keys = self.extra_keys.entry(name).or_default();
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
}

/// Returns whether a key belongs to this or another entry type.
fn belongs_to_entry_type(own: EntryType, key: &str) -> bool {
    let before = EntryType::MAPPINGS.into_iter().take_while(|other| *other != own);
    own.place(key).is_some() || before.chain([own]).any(|other| other.has_own_key(key))
}

/// Joins an unknown value to one text.
pub(super) fn flat(value: &ExtraValue) -> String {
    match value {
        ExtraValue::Text(text) => text.as_str().to_owned(),
        ExtraValue::Bare(scalar) => scalar.text.clone(),
        ExtraValue::List(values) => values.iter().map(flat).collect::<Vec<_>>().join(", "),
        ExtraValue::Map(values) => {
            let parts = values.iter().map(|(key, value)| format!("{key}: {}", flat(value)));
            parts.collect::<Vec<_>>().join("; ")
        }
    }
}

/// Returns the native key of a slot.
fn native_key(kind: SectionKind, slot: Slot) -> &'static str {
    let field = fields(kind).iter().find(|field| field.slot == slot);
    field.map_or_else(|| general_key(slot), |field| field.key)
}

fn slot_path(kind: SectionKind, entry: &Entry, slot: Slot) -> Path {
    entry.item.path.key(native_key(kind, slot))
}

/// Converts camel case to snake case: `studyType` → `study_type`.
fn snake_case(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_uppercase() {
            out.push('_');
        }
        out.extend(c.to_lowercase());
    }
    out
}

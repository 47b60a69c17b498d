//! Writes entries with the fields of their section.

use crate::format::arrange::note_item;
use crate::format::commonmark::{Bullet, from_commonmark, join_list, split_list};
use crate::format::date_words;
use crate::format::losses::{LossKind, small_parts, unambiguous_key};
use crate::format::members::Members;
use crate::resume::{Contact, ContactKind, Date, Entry, Highlight, SectionKind, Slot, SlotRef};
use crate::source::{Kind, Node, Path};

use super::super::names::Named;
use super::super::words::Options;
use super::limits::check_entry;
use super::{Writer, native_key};

/// A section as YAMLResume knows it; without keys for other sections.
#[derive(Debug, Clone, Copy)]
pub(super) struct Own<'h> {
    pub(super) key: &'static str,
    pub(super) kind: SectionKind,
    pub(super) keys: &'static [&'static str],
    /// The title on the page.
    pub(super) heading: Option<&'h str>,
}

impl Own<'_> {
    pub(super) const OTHER: Self =
        Self { key: "", kind: SectionKind::Custom, keys: &[], heading: None };
}

impl Writer<'_> {
    /// Writes an entry, and skills that had to be separated from it.
    pub(super) fn entry(&mut self, own: Own, entry: &Entry) -> Vec<Node> {
        let Own { key: section, kind, keys, .. } = own;
        let mut separate = Vec::new();
        note_item(&entry.item, "of an entry", self.losses);
        let mut members = Members::default();
        let mut slots = Slot::ALL.to_vec();
        // Highlights are appended to the summary.
        let place = if kind == SectionKind::References { Slot::Reference } else { Slot::Summary };
        for key in keys {
            let Some(slot) = slot_of(kind, key) else { continue };
            slots.retain(|other| *other != slot);
            let path = entry.item.path.key(native_key(kind, slot));
            let options = Options::of_slot(kind, slot);
            match (entry.slot(slot), options) {
                (SlotRef::Text(Some(text)), Some(options)) => {
                    self.option(options, key, text, &path, &mut members);
                }
                (SlotRef::Text(Some(text)), None) if *key == "language" => {
                    self.name_in_list(Named::Language, key, text, &path, &mut members);
                }
                (SlotRef::Keywords(keywords), _) => {
                    let node = self.keywords(own, keywords.get(), &mut separate);
                    // They may follow words beside an option.
                    let before = node.is_some().then(|| members.take(key)).flatten();
                    let before = before.iter().flat_map(|node| node.as_list().unwrap_or_default());
                    let after = node.iter().flat_map(|node| node.as_list().unwrap_or_default());
                    let all: Vec<Node> = before.chain(after).cloned().collect();
                    members.put(key, (!all.is_empty()).then(|| Node::list(all)));
                }
                _ if slot == place => {
                    slots.retain(|other| *other != Slot::Highlights);
                    members.put(key, self.summary(kind, place, entry));
                }
                _ => members.put(key, self.slot(kind, slot, entry)),
            }
        }
        self.summary_in_its_place(own, entry, &mut slots, &mut members);
        self.further_fields(kind, entry, &slots, &mut members);
        for extra in &entry.item.extra {
            self.losses.note("keys of an entry", LossKind::KeptUnderOwnKey, &extra.path);
            let key = unambiguous_key(&extra.key, keys.iter().copied());
            self.put_extra(&key, &extra.value, &extra.path, &mut members);
        }
        if members.is_empty() {
            let what = "entries without any of its fields";
            self.losses.omitted(what, &entry.item.path);
            return separate;
        }
        if !section.is_empty() {
            self.complete(own, entry, &mut members);
            members.arrange(keys);
            check_entry(own, &members, &entry.item.path, self.losses);
        }
        separate.insert(0, members.map());
        separate
    }

    /// Writes a description as the summary where one is required, and a summary or highlights that
    /// the section does not have.
    fn summary_in_its_place(
        &mut self,
        own: Own,
        entry: &Entry,
        slots: &mut Vec<Slot>,
        members: &mut Members,
    ) {
        let kind = own.kind;
        let needs_summary =
            matches!(kind, SectionKind::Work | SectionKind::Volunteer | SectionKind::Projects);
        if needs_summary
            && !members.has("summary")
            && let Some(text) = &entry.description
        {
            let path = entry.item.path.key("description");
            slots.retain(|other| *other != Slot::Description);
            members.take("description");
            members.put("summary", self.line(text, &path));
            self.losses.note(
                "an entry without `summary`",
                LossKind::Replaced("its description is written"),
                &path,
            );
        }
        let has_more = |slot| slots.contains(&slot) && !entry.slot(slot).is_empty();
        if !members.has("summary") && (has_more(Slot::Summary) || has_more(Slot::Highlights)) {
            slots.retain(|other| !matches!(other, Slot::Summary | Slot::Highlights));
            let path = entry.item.path.key("summary");
            self.losses.note("fields of other dialects", LossKind::KeptUnderOwnKey, &path);
            members.put("summary", self.summary(kind, Slot::Summary, entry));
        }
    }

    /// Writes fields of other formats under their native keys.
    fn further_fields(
        &mut self,
        kind: SectionKind,
        entry: &Entry,
        slots: &[Slot],
        members: &mut Members,
    ) {
        for slot in slots.iter().copied() {
            if entry.slot(slot).is_empty() {
                continue;
            }
            let key = native_key(kind, slot);
            let path = entry.item.path.key(key);
            if members.has(key) {
                self.losses.omitted("fields whose names are taken", &path);
                continue;
            }
            if let Some(node) = self.slot(kind, slot, entry) {
                self.losses.note("fields of other dialects", LossKind::KeptUnderOwnKey, &path);
                members.put(key, node);
            }
        }
    }

    fn slot(&mut self, kind: SectionKind, slot: Slot, entry: &Entry) -> Option<Node> {
        let path = entry.item.path.key(native_key(kind, slot));
        match entry.slot(slot) {
            SlotRef::Text(None) => None,
            SlotRef::Text(Some(text)) if matches!(slot, Slot::Reference | Slot::Summary) => {
                Some(Node::scalar(self.prose(text.as_str(), &path), Kind::Text))
            }
            SlotRef::Text(Some(text)) => Some(self.line(text, &path)),
            SlotRef::Plain(Some(text)) if slot == Slot::Url => Some(self.url(text, &path)),
            SlotRef::Plain(text) => text.as_ref().map(|text| Node::scalar(text, Kind::Text)),
            SlotRef::Date(date) => self.date(slot, date, entry, &path),
            SlotRef::Texts(texts) => {
                let nodes: Vec<Node> =
                    texts.get().iter().map(|text| self.line(text, &path)).collect();
                (!nodes.is_empty()).then(|| Node::list(nodes))
            }
            SlotRef::Keywords(keywords) => {
                self.keywords(Own::OTHER, keywords.get(), &mut Vec::new())
            }
            SlotRef::Highlights(highlights) => {
                for highlight in highlights.get() {
                    self.losses.omitted("highlights of such an entry", &highlight.item.path);
                }
                None
            }
            SlotRef::Contacts(contacts) => self.contact(slot, contacts),
            SlotRef::Positions(_) => None,
        }
    }

    /// Writes a date as text, as YAMLResume requires.
    fn date(
        &mut self,
        slot: Slot,
        date: &Option<Date>,
        entry: &Entry,
        path: &Path,
    ) -> Option<Node> {
        match (slot, date) {
            // A missing end means an open period.
            (Slot::End, None) => {
                if entry.start.is_some() {
                    let open_end_note = LossKind::Replaced("it goes on");
                    self.losses.note("an open end", open_end_note, path);
                }
                None
            }
            (Slot::End, Some(Date::Present)) if entry.start.is_some() => None,
            (_, None) => None,
            (_, Some(date)) => {
                let text = date.to_string();
                if matches!(date, Date::Free(_) | Date::Present)
                    || date_words::parse(&text) != Ok(date.clone())
                {
                    let as_is = LossKind::Replaced("it is printed as it is");
                    self.losses.note("a date in other words", as_is, path);
                }
                Some(Node::scalar(&text, Kind::Text))
            }
        }
    }

    /// Writes the first contact of a kind; records the others.
    fn contact(&mut self, slot: Slot, contacts: &[Contact]) -> Option<Node> {
        let kind = slot.contact_kind();
        let of_kind = |contact: &&Contact| kind == Some(contact.kind) && contact.value.is_some();
        let first = contacts.iter().find(of_kind);
        if slot == Slot::Email {
            let mut seen: Vec<ContactKind> = Vec::new();
            for contact in contacts {
                small_parts(&contact.item, "of a contact", self.losses);
                let is_plain =
                    contact.label.is_none() && contact.text.is_none() && contact.url.is_none();
                let is_own = matches!(contact.kind, ContactKind::Email | ContactKind::Phone);
                if !is_own || contact.value.is_none() || seen.contains(&contact.kind) || !is_plain {
                    self.losses.omitted("further contacts", &contact.item.path);
                }
                if contact.value.is_some() {
                    seen.push(contact.kind);
                }
            }
        }
        let contact = first?;
        let (value, path) = (contact.value.as_ref()?, &contact.item.path);
        Some(match slot {
            Slot::Phone => self.phone(value, path),
            _ => Node::scalar(value, Kind::Text),
        })
    }

    /// Writes the summary, with highlights as a list at its end.
    fn summary(&mut self, kind: SectionKind, slot: Slot, entry: &Entry) -> Option<Node> {
        let path = entry.item.path.key(native_key(kind, slot));
        let SlotRef::Text(text) = entry.slot(slot) else { return None };
        let text = text.as_ref().map(|text| text.as_str().to_owned());
        let highlights = entry.highlights.get();
        let bullets: Vec<Bullet> = highlights.iter().map(|h| self.tree(h)).collect();
        let before = text.as_ref().map(|text| self.prose(text, &path));
        let joined = join_list(before.as_deref(), &bullets);
        let (again, list) = split_list(&from_commonmark(&joined));
        let has_list = slot == Slot::Summary && !list.is_empty();
        let is_same = if slot == Slot::Summary {
            again == text && list.len() == bullets.len()
        } else {
            bullets.is_empty()
        };
        if !is_same && (has_list || !bullets.is_empty()) {
            let part = LossKind::Replaced("a list at the end of a summary is what they are there");
            for path in highlights.iter().map(|h| &h.item.path).chain([&path]) {
                self.losses.note("lists besides highlights", part, path);
            }
        }
        (!joined.is_empty()).then(|| Node::scalar(&joined, Kind::Text))
    }

    pub(super) fn tree(&mut self, highlight: &Highlight) -> Bullet {
        small_parts(&highlight.item, "of a highlight", self.losses);
        let path = &highlight.item.path;
        let title = highlight.title.as_ref().map(|text| text.as_str());
        let text = highlight.text.as_ref().map(|text| text.as_str());
        let text = match (title, text) {
            (Some(title), Some(text)) => {
                let run_in = LossKind::Replaced("it runs in before the text");
                self.losses.note("the title of a highlight", run_in, path);
                format!("{title}: {text}")
            }
            (title, text) => title.or(text).unwrap_or_default().to_owned(),
        };
        let written = self.prose(&text, path);
        let alone = join_list(None, &[Bullet { text: written.clone(), bullets: Vec::new() }]);
        let (_, again) = split_list(&from_commonmark(&alone));
        if again.len() != 1 || again[0].text != text || !again[0].bullets.is_empty() {
            let under = LossKind::Replaced("its items become highlights under it");
            self.losses.note("a list within a highlight", under, path);
        }
        Bullet {
            text: written,
            bullets: highlight.highlights.iter().map(|h| self.tree(h)).collect(),
        }
    }

    /// Writes a highlight as text.
    pub(super) fn tree_text(&mut self, highlight: &Highlight) -> String {
        let Bullet { text, bullets } = self.tree(highlight);
        join_list(Some(&text), &bullets)
    }
}

/// Returns the slot of a YAMLResume key in entries of a kind.
pub(super) fn slot_of(kind: SectionKind, key: &str) -> Option<Slot> {
    super::super::entry::slot_of_key(kind, key)
}

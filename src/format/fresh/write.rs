//! Writes a résumé in FRESH format.

mod person;

use crate::resume::{
    Date, Entry, Extra, Item, Localized, Meta, Resume, Section, SectionKind, Slot, SlotRef, Text,
    general_key,
};
use crate::source::{Kind, Node, Path};

use super::super::losses::{
    LossKind, Losses, flat_highlights, flat_keyword, in_one_language, in_stated_order,
    split_positions,
};
use super::DOCUMENT;
use super::fields::{
    DISPOSITION, Field, Hook, OF_EDUCATION, PARTS, PUBLISHER_URL, Part, SKILL, SKILL_SET,
};
use crate::format::fields::Place;
use crate::format::members::{Members, extra_value, localized, plain};
use crate::format::native::{contact_of_any_kind, write_last_modified, write_meta};
use crate::resume::title_of_key;

/// The version of FRESH that is written.
const FORMAT: &str = "FRESH@0.6.1";

/// Writes a résumé.
///
/// FRESH allows additional keys, so data without a field are written under their native key; this
/// and all omissions are recorded in `losses`.
pub(in crate::format) fn write(resume: &Resume, losses: &mut Losses) -> Node {
    let mut resume = resume.clone();
    in_stated_order(&mut resume);
    in_one_language(&mut resume, losses);
    split_positions(&mut resume.sections, losses);
    let mut writer = Writer { losses };
    let mut document = Members::default();
    document.text("name", &resume.basics.name);
    document.put("meta", writer.meta(&resume.meta));
    document.put("info", writer.info(&resume));
    writer.contacts(&resume.basics, &mut document);
    writer.sections(&resume.sections, &mut document);
    if let Some(letter) = &resume.letter {
        writer.losses.omitted("the cover letter", &letter.path);
    }
    for (key, _) in &resume.extensions {
        writer.losses.omitted("extensions of other tools", &Path::ROOT.key(key));
    }
    document.map()
}

struct Writer<'l> {
    losses: &'l mut Losses,
}

impl Writer<'_> {
    fn meta(&mut self, meta: &Meta) -> Node {
        let mut members = Members::default();
        members.put("format", Node::from(FORMAT));
        members.plain("version", &meta.version);
        members.plain("url", &meta.canonical);
        members.put("modified", write_last_modified(meta));
        let rest = Meta { version: None, canonical: None, last_modified: None, ..meta.clone() };
        if let Some(rest) = write_meta(&rest) {
            members.append(Members::of(rest));
        }
        members.map()
    }

    /// Records an additional key.
    fn unknown(&mut self, key: &str, path: &Path) {
        self.losses.note(format!("`{key}`"), LossKind::KeptUnderOwnKey, path);
    }

    /// Writes unknown data under their own names.
    fn extra(&mut self, extra: &[&Extra], members: &mut Members) {
        for Extra { path, key, value, .. } in extra {
            if members.has(key) {
                self.losses.omitted(format!("a second `{key}`"), path);
            } else {
                self.unknown(key, path);
                members.put(key, extra_value(value));
            }
        }
    }

    fn sections(&mut self, sections: &[Section], document: &mut Members) {
        let summary = sections.iter().position(is_summary);
        let rest = sections.iter().enumerate().filter(|(index, _)| Some(*index) != summary);
        let split: Vec<Section> =
            rest.flat_map(|(_, section)| testimonials_apart(section)).collect();
        let mut groups: Vec<(Target, Vec<&Section>)> = Vec::new();
        for section in &split {
            let target = Target::of(section);
            match groups.iter_mut().find(|(own, _)| *own == target) {
                Some((_, group)) => {
                    let one = LossKind::Replaced("they become one");
                    self.losses.note("several sections of one kind", one, &section.item.path);
                    group.push(section);
                }
                None => groups.push((target, vec![section])),
            }
        }
        for (target, sections) in groups {
            match target {
                Target::Skills => document.put("skills", self.skills(&sections)),
                Target::Disposition => document.put("disposition", self.disposition(&sections)),
                Target::Part(key) => {
                    let part = PARTS.iter().find(|part| part.key == key);
                    document.put(key, part.and_then(|part| self.part(part, &sections)));
                }
                Target::Further(key) => {
                    let node = self.further(&key, sections[0]);
                    document.put(&key, node);
                }
            }
        }
    }

    /// Writes a list of entries.
    fn part(&mut self, part: &Part, sections: &[&Section]) -> Option<Node> {
        let mut group = Members::default();
        let mut entries = Vec::new();
        for section in sections {
            self.heading(section, part.title);
            if part.grouped {
                self.group(part, section, &mut group);
            } else {
                self.section_parts(section);
            }
            for entry in section.entries.iter().flatten() {
                let mut members = self.entry(part.fields, entry);
                if section.kind == SectionKind::Certificates {
                    let award = LossKind::Replaced("each becomes a recognition of that category");
                    self.losses.note("certificates", award, &entry.item.path);
                    if !members.has("category") {
                        members.put("category", Node::from("certificate"));
                    }
                }
                entries.push(members.map());
            }
        }
        let entries = (!entries.is_empty()).then(|| Node::list(entries));
        if !part.grouped {
            return entries;
        }
        group.put("history", entries);
        group.filled()
    }

    /// Writes the data of a section next to its entries.
    fn group(&mut self, part: &Part, section: &Section, group: &mut Members) {
        if let Some(text) = &section.text {
            if group.has("summary") {
                self.losses.omitted("a second text before the entries", &section.item.path);
            } else {
                group.put("summary", localized(text));
            }
        }
        let mut extra: Vec<&Extra> = section.item.extra.iter().collect();
        if part.kind == SectionKind::Education {
            for (key, label) in OF_EDUCATION {
                if !group.has(key) {
                    group.put(key, take(&mut extra, &[key, label]));
                }
            }
        }
        self.extra(&extra, group);
        let item = &section.item;
        if item.tags.iter().any(|tag| tag == "private") {
            group.put("private", Node::scalar("true", Kind::Boolean));
        }
        self.section_marks(section);
    }

    /// Records the data of a section without a place next to its entries.
    fn section_parts(&mut self, section: &Section) {
        if section.text.is_some() {
            self.losses.omitted("the text before the entries", &section.item.path.key("text"));
        }
        for extra in &section.item.extra {
            self.losses.omitted(format!("`{}` of a section", extra.key), &extra.path);
        }
        self.section_marks(section);
    }

    fn section_marks(&mut self, section: &Section) {
        let item = &section.item;
        if item.tags.iter().any(|tag| tag != "private") {
            self.losses.omitted("the tags of a section", &item.path.key("tags"));
        }
        if item.break_before {
            self.losses.omitted("page breaks", &item.path.key("breakBefore"));
        }
        let takes_highlights = matches!(section.kind, SectionKind::List | SectionKind::Custom);
        if !takes_highlights && section.highlights.iter().any(|list| !list.is_empty()) {
            self.losses.omitted("the highlights of a section", &item.path.key("highlights"));
        }
    }

    fn heading(&mut self, section: &Section, expected: Option<&str>) {
        let title = section.title.as_ref().map(Text::as_str);
        if title.is_some() && title != expected {
            self.losses.omitted("the heading of a section", &section.item.path.key("title"));
        }
    }

    fn skills(&mut self, sections: &[&Section]) -> Option<Node> {
        let mut members = Members::default();
        let (mut sets, mut single) = (Vec::new(), Vec::new());
        for section in sections {
            self.heading(section, None);
            if let Some(text) = &section.text {
                if members.has("summary") {
                    self.losses.omitted("a second text before the entries", &section.item.path);
                } else {
                    self.unknown("summary", &section.item.path.key("text"));
                    members.put("summary", localized(text));
                }
            }
            self.extra(&section.item.extra.iter().collect::<Vec<_>>(), &mut members);
            self.section_marks(section);
            for entry in section.entries.iter().flatten() {
                self.skill(entry, &mut sets, &mut single);
            }
        }
        members.put("sets", (!sets.is_empty()).then(|| Node::list(sets)));
        members.put("list", (!single.is_empty()).then(|| Node::list(single)));
        members.filled()
    }

    /// Writes an entry with keywords as a set, other entries as single skills.
    ///
    /// Further data of keywords are written as single skills, to which the set refers.
    fn skill(&mut self, entry: &Entry, sets: &mut Vec<Node>, single: &mut Vec<Node>) {
        let keywords = entry.keywords.get();
        if keywords.is_empty() {
            single.push(self.entry(SKILL, entry).map());
            return;
        }
        let mut names = Vec::new();
        for keyword in keywords {
            let mut members = Members::default();
            members.put("name", localized(&keyword.name));
            members.text("level", &keyword.level);
            members.text("years", &keyword.years);
            self.item(&keyword.item, &mut members);
            names.push(localized(&keyword.name));
            if members.len() > 1 || entry.name.is_none() {
                single.push(members.map());
            }
        }
        if entry.name.is_none() {
            let alone = LossKind::Replaced("each skill is written separately");
            self.losses.note("skills in a group without a name", alone, &entry.item.path);
            return;
        }
        let bare = Entry { keywords: Localized::default(), ..entry.clone() };
        let mut members = self.entry(SKILL_SET, &bare);
        members.put("skills", Node::list(names));
        sets.push(members.map());
    }

    fn disposition(&mut self, sections: &[&Section]) -> Option<Node> {
        let (mut members, mut relocation) = (Members::default(), Members::default());
        for section in sections {
            self.heading(section, Some("Availability"));
            self.section_parts(section);
            for entry in section.entries.iter().flatten() {
                let mut extra: Vec<&Extra> = entry.item.extra.iter().collect();
                for (key, label) in DISPOSITION {
                    let Some(value) = take(&mut extra, &[key, label]) else { continue };
                    let value = preference_value(key, value);
                    match key.strip_prefix("relocation.") {
                        Some(key) => relocation.put(key, value),
                        None => members.put(key, value),
                    }
                }
                let rest = Entry {
                    item: Item {
                        extra: extra.into_iter().cloned().collect(),
                        ..entry.item.clone()
                    },
                    ..entry.clone()
                };
                members.append(self.entry(&[], &rest));
            }
        }
        members.put("relocation", relocation.filled());
        members.filled()
    }

    /// Writes a section without a key in FRESH.
    fn further(&mut self, key: &str, section: &Section) -> Option<Node> {
        let path = &section.item.path;
        self.losses.note(format!("the section `{key}`"), LossKind::KeptUnderOwnKey, path);
        self.heading(section, Some(&title_of_key(key)));
        self.section_marks(section);
        for extra in &section.item.extra {
            self.losses.omitted(format!("`{}` of a section", extra.key), &extra.path);
        }
        let mut nodes: Vec<Node> = Vec::new();
        if let Some(text) = &section.text {
            nodes.push(localized(text));
        }
        let entries = section.entries.iter().flatten();
        nodes.extend(entries.map(|entry| self.further_entry(entry)).collect::<Vec<_>>());
        let bullets: Vec<_> = section.highlights.get().clone();
        let texts = flat_highlights(&bullets, self.losses);
        nodes.extend(texts.iter().map(|text| plain(text)));
        match (section.kind, nodes.len()) {
            (_, 0) => None,
            (SectionKind::Text | SectionKind::Summary, 1) => nodes.pop(),
            _ => Some(Node::list(nodes)),
        }
    }

    /// Writes an entry in native format, in which such sections are read.
    fn further_entry(&mut self, entry: &Entry) -> Node {
        let extra = &entry.item.extra;
        let item = Item { extra: Vec::new(), ..entry.item.clone() };
        let mut members = self.entry(&[], &Entry { item, ..entry.clone() });
        for Extra { path, key, .. } in extra {
            self.unknown(key, path);
        }
        members.extra(extra);
        members.map()
    }

    /// Writes the fields of an entry, and then additional keys.
    fn entry(&mut self, fields: &[Field], entry: &Entry) -> Members {
        let mut members = Members::default();
        members.id(&entry.item);
        let mut extra: Vec<&Extra> = entry.item.extra.iter().collect();
        let mut written = Vec::new();
        let has_end = fields.iter().any(|field| field.place == Place::Slot(Slot::End));
        for field in fields {
            match field.place {
                Place::Slot(slot) => {
                    self.slot(field.key, slot, entry, &mut members);
                    written.push(slot);
                }
                Place::Only(slot) => {
                    self.only(field.key, slot, entry, &mut members);
                    written.push(slot);
                }
                Place::Hook(Hook::Publisher) => {
                    let node = publisher(entry, &mut extra);
                    members.put(field.key, node);
                    written.push(Slot::Issuer);
                }
                Place::Hook(Hook::Contacts) => {
                    let nodes: Vec<Node> =
                        entry.contacts.iter().map(|contact| self.contact(contact)).collect();
                    members.put(field.key, (!nodes.is_empty()).then(|| Node::list(nodes)));
                    written.extend([Slot::Email, Slot::Phone, Slot::Contacts]);
                }
                Place::Detail(label) => {
                    members.put(field.key, take(&mut extra, &[field.key, label]))
                }
            }
        }
        if has_end && entry.start.is_some() && entry.end.is_none() {
            self.losses.omitted("an end that is left open", &entry.item.path.key("endDate"));
        }
        if has_end && entry.start.is_none() && entry.end == Some(Date::Present) {
            self.losses.omitted("`present` without a start", &entry.item.path.key("endDate"));
        }
        for slot in Slot::ALL {
            // All contacts are written with the last of these slots.
            let is_repeated = matches!(slot, Slot::Email | Slot::Phone);
            if written.contains(&slot) || is_repeated {
                continue;
            }
            let key = general_key(slot);
            let before = members.len();
            self.slot(key, slot, entry, &mut members);
            if members.len() > before {
                self.unknown(key, &entry.item.path.key(key));
            }
        }
        self.extra(&extra, &mut members);
        self.item(&Item { extra: Vec::new(), ..entry.item.clone() }, &mut members);
        members
    }

    fn slot(&mut self, key: &str, slot: Slot, entry: &Entry, members: &mut Members) {
        match entry.slot(slot) {
            SlotRef::Text(text) => members.text(key, text),
            SlotRef::Plain(text) => members.plain(key, text),
            // A missing end means the same.
            SlotRef::Date(Some(Date::Present)) if key == "end" => {}
            SlotRef::Date(date) => members.date(key, date),
            SlotRef::Texts(texts) => members.lists(key, texts, localized),
            SlotRef::Highlights(highlights) => {
                let texts = flat_highlights(highlights.get(), self.losses);
                members.list(key, &texts, |text| plain(text));
            }
            SlotRef::Keywords(keywords) => {
                let texts: Vec<String> = keywords
                    .get()
                    .iter()
                    .map(|keyword| flat_keyword(keyword, self.losses))
                    .collect();
                members.list(key, &texts, |text| plain(text));
            }
            SlotRef::Contacts(contacts) => {
                let nodes: Vec<Node> = contacts.iter().map(contact_of_any_kind).collect();
                members.put(key, (!nodes.is_empty()).then(|| Node::list(nodes)));
            }
            SlotRef::Positions(_) => {}
        }
    }

    /// Joins a list of texts.
    fn only(&mut self, key: &str, slot: Slot, entry: &Entry, members: &mut Members) {
        let SlotRef::Texts(texts) = entry.slot(slot) else { return };
        let texts: Vec<&str> = texts.get().iter().map(Text::as_str).collect();
        if texts.len() > 1 {
            let joined = LossKind::Replaced("they are joined by commas");
            self.losses.note("several roles", joined, &entry.item.path.key("roles"));
        }
        members.put(key, (!texts.is_empty()).then(|| plain(&texts.join(", "))));
    }

    /// Writes tags, id and unknown data of an item.
    fn item(&mut self, item: &Item, members: &mut Members) {
        if item.tags.iter().any(|tag| tag == "private") {
            members.put("private", Node::scalar("true", Kind::Boolean));
        }
        let tags: Vec<&String> = item.tags.iter().filter(|tag| *tag != "private").collect();
        if !tags.is_empty() {
            self.unknown("tags", &item.path.key("tags"));
            members.list("tags", &tags, |tag| Node::from(tag.as_str()));
        }
        if item.break_before {
            self.losses.omitted("page breaks", &item.path.key("breakBefore"));
        }
        if let (Some(id), false) = (&item.id, members.has("id")) {
            members.put("id", plain(id));
        }
        self.extra(&item.extra.iter().collect::<Vec<_>>(), members);
    }
}

/// Writes a publisher: a name, optionally with a URL.
fn publisher(entry: &Entry, extra: &mut Vec<&Extra>) -> Option<Node> {
    let url = take(extra, &<[&str; 2]>::from(PUBLISHER_URL));
    let name = entry.issuer.as_ref().map(localized);
    if url.is_none() {
        return name;
    }
    let mut publisher = Members::default();
    publisher.put("name", name);
    publisher.put("url", url);
    publisher.filled()
}

/// The destination of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    Skills,
    Disposition,
    Part(&'static str),
    Further(String),
}

impl Target {
    fn of(section: &Section) -> Self {
        let id = section.name();
        let own = PARTS.iter().find(|part| part.title.is_some() && part.key == id);
        if let Some(part) = own.filter(|part| part.kind == section.kind) {
            return Self::Part(part.key);
        }
        match section.kind {
            SectionKind::Skills => Self::Skills,
            SectionKind::Custom if id == "disposition" => Self::Disposition,
            SectionKind::Certificates => Self::Part("recognition"),
            kind => match PARTS.iter().find(|part| part.title.is_none() && part.kind == kind) {
                Some(part) => Self::Part(part.key),
                None => {
                    let taken = PARTS.iter().any(|part| part.key == id) || DOCUMENT.contains(&id);
                    Self::Further(if taken { format!("{id}-section") } else { id.to_owned() })
                }
            },
        }
    }
}

/// Moves quoted references to a separate section.
fn testimonials_apart(section: &Section) -> Vec<Section> {
    if section.kind != SectionKind::References || section.item.id.as_deref() == Some("testimonials")
    {
        return vec![section.clone()];
    }
    let (quoted, bare): (Vec<Entry>, Vec<Entry>) =
        section.entries.get().iter().cloned().partition(|entry| entry.reference.is_some());
    if quoted.is_empty() {
        return vec![section.clone()];
    }
    let quotes = Section {
        item: Item {
            path: section.item.path.clone(),
            id: Some("testimonials".to_owned()),
            ..Item::default()
        },
        kind: section.kind,
        entries: Localized::One(quoted),
        ..Section::default()
    };
    let rest = Section { entries: Localized::One(bare), ..section.clone() };
    let has_other_content = Section { item: Default::default(), ..rest.clone() }
        != Section { kind: section.kind, ..Section::default() };
    if has_other_content || !section.item.tags.is_empty() {
        vec![rest, quotes]
    } else {
        vec![quotes]
    }
}

/// The first summary is that of the person; others are text sections.
fn is_summary(section: &Section) -> bool {
    section.kind == SectionKind::Summary
}

/// Converts a preference to FRESH's type: a number for the share of travel, a boolean for remote
/// work.
fn preference_value(key: &str, value: Node) -> Node {
    let Some(text) = value.as_text() else { return value };
    match (key, text) {
        ("travel", share) => match share.trim_end_matches('%').trim().parse::<u8>() {
            Ok(number) => Node::scalar(number.to_string(), Kind::Number),
            Err(_) => value,
        },
        ("remote" | "relocation.willing", "yes") => Node::scalar("true", Kind::Boolean),
        ("remote" | "relocation.willing", "no") => Node::scalar("false", Kind::Boolean),
        ("commitment" | "relocation.destinations", _) => Node::list(vec![value]),
        _ => value,
    }
}

/// Removes and returns the value of the first datum with one of the names.
fn take(extra: &mut Vec<&Extra>, names: &[&str]) -> Option<Node> {
    let index = extra.iter().position(|extra| names.contains(&extra.key.as_str()))?;
    Some(extra_value(&extra.remove(index).value))
}

//! Reads the person, contacts and the desired work.

use crate::diagnostic::Diagnostic;
use crate::resume::{
    Address, Basics, Contact, ContactKind, Entry, Extra, ExtraValue, Item, Localized, Resume,
    Section, SectionKind, Text,
};
use crate::source::{Member, Node, Path, Value};

use super::fields::{CONTACTS, DISPOSITION, MOTTO, kind_of_category};
use super::private::is_marked;
use super::{Reader, section};

impl Reader<'_> {
    /// Reads FRESH's own keys of `meta`, and the others as native ones.
    pub(super) fn meta(&mut self, node: &Node, at: &Path, resume: &mut Resume) {
        let Some(members) = self.decoder.map(node, at, "a mapping") else { return };
        // The format has been detected already.
        let own = ["format", "url", "modified"];
        let rest = members.iter().filter(|member| !own.contains(&member.key.as_str())).cloned();
        let rest = Node { value: Value::Map(rest.collect()), span: node.span };
        let mut meta = self.decoder.meta(&rest, at);
        for member in members {
            let path = at.key(&member.key);
            match member.key.as_str() {
                "url" => meta.canonical = self.decoder.plain(&member.value, &path),
                "modified" => self.decoder.last_modified(&member.value, &path, &mut meta),
                _ => {}
            }
        }
        resume.meta = meta;
    }

    /// Keeps the category of a résumé, which is not text.
    fn class(&mut self, member: &Member, at: &Path, extra: &mut Vec<Extra>) {
        let Some(value) = self.decoder.extra_value(&member.value) else { return };
        let message = format!("`{}` is not printed: it is a category", member.key);
        let reported = Diagnostic::warning("ignored-key", message).on(at).at(member.key_span);
        self.decoder.report(reported.hint("`label` is printed below the name"));
        extra.push(Extra { path: at.clone(), key: "class".to_owned(), label: None, value });
    }

    pub(super) fn info(&mut self, node: &Node, at: &Path, resume: &mut Resume) {
        let known = ["label", "class", "image", "brief", "quote"];
        for member in self.decoder.map(node, at, "a mapping").unwrap_or_default() {
            let path = at.key(&member.key);
            let node = &member.value;
            let basics = &mut resume.basics;
            match member.key.as_str() {
                "label" => basics.label = self.decoder.text(node, &path),
                "image" => basics.image = self.decoder.plain(node, &path),
                "class" | "characterClass" => self.class(member, &path, &mut basics.extra),
                key if key == MOTTO.0 => {
                    self.detail(member, &path, MOTTO.1, &mut basics.extra);
                }
                "brief" => {
                    if let Some(text) = self.decoder.text(node, &path) {
                        let kind = SectionKind::Summary;
                        let summary = section(&path, kind.name(), kind, None);
                        resume.sections.insert(0, Section { text: Some(text), ..summary });
                    }
                }
                "pronouns" => basics.pronouns = self.decoder.text(node, &path),
                "birth" => basics.birth = self.decoder.date(node, &path),
                "nationality" => basics.nationality = self.decoder.text(node, &path),
                _ => self.unknown(member, &path, known, &mut basics.extra),
            }
        }
    }

    pub(super) fn contact(&mut self, node: &Node, at: &Path, basics: &mut Basics) {
        for member in self.decoder.map(node, at, "a mapping").unwrap_or_default() {
            let path = at.key(&member.key);
            let node = &member.value;
            if member.key == "other" {
                let others = self.ways_to_reach(node, &path);
                basics.contacts.extend(others);
                continue;
            }
            let Some((_, kind)) = CONTACTS.iter().find(|(key, _)| *key == member.key) else {
                let known = CONTACTS.map(|(key, _)| key).into_iter().chain(["other"]);
                self.unknown(member, &path, known, &mut basics.extra);
                continue;
            };
            let value = self.decoder.plain(node, &path);
            basics.contacts.extend(value.map(|value| Contact {
                item: Item::at(path),
                kind: *kind,
                value: Some(value),
                ..Contact::default()
            }));
        }
    }

    /// Reads contacts of any kind, with their categories.
    pub(super) fn ways_to_reach(&mut self, node: &Node, at: &Path) -> Vec<Contact> {
        let nodes = match &node.value {
            Value::List(nodes) => nodes.as_slice(),
            Value::Null => &[],
            _ => std::slice::from_ref(node),
        };
        let mut contacts = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            contacts.extend(self.any_contact(node, &at.index(index)));
        }
        contacts
    }

    fn any_contact(&mut self, node: &Node, at: &Path) -> Option<Contact> {
        let mut contact = Contact::at(at, ContactKind::Other);
        if node.as_text().is_some() {
            contact.value = Some(self.decoder.plain(node, at)?);
            return Some(contact);
        }
        let mut category = None;
        for member in self.decoder.map(node, at, "a mapping")? {
            let path = at.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                "label" => contact.label = self.decoder.text(node, &path),
                "category" | "flavor" | "type" => category = self.decoder.plain(node, &path),
                "value" => contact.value = self.decoder.plain(node, &path),
                "text" => contact.text = self.decoder.text(node, &path),
                "url" => contact.url = self.decoder.plain(node, &path),
                "private" => contact.item.tags.push("private".to_owned()),
                _ if self.decoder.item_key(member, &path, &mut contact.item) => {}
                _ => {
                    let known = ["label", "category", "value"];
                    self.unknown(member, &path, known, &mut contact.item.extra);
                }
            }
        }
        if let Some(category) = category {
            contact.kind = kind_of_category(&category);
            let has_label = contact.label.as_ref().is_some_and(|label| label.as_str() != category);
            if contact.kind == ContactKind::Other && !has_label {
                contact.label = Some(Text::from(category));
            }
        }
        if contact.kind == ContactKind::Location {
            contact.text = contact.text.or(contact.value.take().map(Text::from));
        }
        (contact.value.is_some() || contact.text.is_some() || contact.url.is_some())
            .then_some(contact)
    }

    pub(super) fn location(&mut self, node: &Node, at: &Path, basics: &mut Basics) {
        let mut contact = Contact::at(at, ContactKind::Location);
        if node.as_text().is_some() {
            contact.text = self.decoder.text(node, at);
            basics.contacts.extend(contact.text.is_some().then_some(contact));
            return;
        }
        let mut address = Address::default();
        let known = ["address", "code", "city", "country", "region"];
        for member in self.decoder.map(node, at, "a mapping").unwrap_or_default() {
            let path = at.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                "address" => address.lines = self.decoder.text_lines(node, &path),
                "code" | "postalCode" => address.postal_code = self.decoder.plain(node, &path),
                "city" => address.city = self.decoder.text(node, &path),
                "region" => address.region = self.decoder.text(node, &path),
                "country" | "countryCode" => {
                    let country = self.decoder.plain(node, &path);
                    let is_code = |text: &String| {
                        text.len() == 2 && text.bytes().all(|b| b.is_ascii_alphabetic())
                    };
                    match country {
                        Some(code) if is_code(&code) => address.country_code = Some(code),
                        country => address.country = country.map(Text::from),
                    }
                }
                "district" => address.district = self.decoder.text(node, &path),
                _ => self.unknown(member, &path, known, &mut contact.item.extra),
            }
        }
        if is_whole(&address) {
            // The parts are kept as data, but not printed in addition to the lines.
            let lines: Vec<&str> = address.lines.iter().map(Text::as_str).collect();
            contact.text = Some(Text::from(lines.join("\n")));
            address.lines.clear();
        }
        if address != Address::default() {
            contact.address = Some(address);
        }
        let has_content = contact.address.is_some() || contact.text.is_some();
        basics.contacts.extend(has_content.then_some(contact));
    }

    pub(super) fn social(&mut self, node: &Node, at: &Path, basics: &mut Basics) {
        let known = ["network", "user", "url", "label"];
        for (index, node) in node.as_list().unwrap_or_default().iter().enumerate() {
            let at = at.index(index);
            let Some(members) = self.decoder.map(node, &at, "a mapping") else { continue };
            let mut contact = Contact::at(&at, ContactKind::Profile);
            for member in members {
                let path = at.key(&member.key);
                let node = &member.value;
                match member.key.as_str() {
                    "network" => contact.label = self.decoder.text(node, &path),
                    "user" | "username" => contact.value = self.decoder.plain(node, &path),
                    "url" => contact.url = self.decoder.plain(node, &path),
                    "label" => contact.text = self.decoder.text(node, &path),
                    "private" => contact.item.tags.push("private".to_owned()),
                    _ if self.decoder.item_key(member, &path, &mut contact.item) => {}
                    _ => self.unknown(member, &path, known, &mut contact.item.extra),
                }
            }
            // The label is usually the network.
            if contact.text == contact.label || contact.label.is_none() {
                contact.label = contact.label.or(contact.text.take());
                contact.text = None;
            }
            let is_empty =
                contact.label.is_none() && contact.value.is_none() && contact.url.is_none();
            basics.contacts.extend((!is_empty).then_some(contact));
        }
        if node.as_list().is_none() {
            self.decoder.items(node, at, "a list", |_, _, _| None::<()>);
        }
    }

    /// Reads the desired work as an entry with details.
    pub(super) fn disposition(&mut self, node: &Node, at: &Path) -> Option<Section> {
        let mut entry = Entry::at(at);
        self.read_preferences(node, at, "", &mut entry.item.extra);
        if is_marked(node, "private") {
            entry.item.tags.push("private".to_owned());
        }
        (!entry.item.extra.is_empty()).then(|| Section {
            entries: Localized::One(vec![entry]),
            ..section(at, "disposition", SectionKind::Custom, Some("Availability"))
        })
    }

    fn read_preferences(&mut self, node: &Node, at: &Path, prefix: &str, extra: &mut Vec<Extra>) {
        for member in self.decoder.map(node, at, "a mapping").unwrap_or_default() {
            let path = at.key(&member.key);
            let key = format!("{prefix}{}", member.key);
            if member.key == "private" {
                continue;
            }
            if key == "relocation" && member.value.as_map().is_some() {
                self.read_preferences(&member.value, &path, "relocation.", extra);
                continue;
            }
            let Some((key, label)) = DISPOSITION.iter().find(|(own, _)| *own == key) else {
                self.unknown(member, &path, DISPOSITION.map(|(key, _)| key), extra);
                continue;
            };
            let Some(value) = self.decoder.extra_value(&member.value) else { continue };
            let value = match &value {
                ExtraValue::Bare(bare) => {
                    ExtraValue::Text(Text::from(match (*key, bare.text.as_str()) {
                        ("travel", share) => format!("{share} %"),
                        (_, "true") => "yes".to_owned(),
                        (_, "false") => "no".to_owned(),
                        (_, other) => other.to_owned(),
                    }))
                }
                _ => value,
            };
            let label = Some(Text::from(*label));
            extra.push(Extra { path, key: (*key).to_owned(), label, value });
        }
    }
}

/// Returns whether the lines of an address already include city and postal code.
fn is_whole(address: &Address) -> bool {
    let lines = address.lines.iter().map(Text::as_str).collect::<Vec<_>>().join("\n");
    let holds = |part: Option<&str>| part.is_some_and(|part| lines.contains(part));
    holds(address.city.as_ref().map(Text::as_str))
        && (address.postal_code.is_none() || holds(address.postal_code.as_deref()))
}

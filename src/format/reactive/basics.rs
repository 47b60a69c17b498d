//! Reads the person and the contacts.

use crate::format::html;
use crate::format::period;
use crate::resume::{Address, Basics, Contact, ContactKind, Date, Item, Resume, SectionKind};
use crate::source::{Member, Node, Path};

use super::sections::{Found, text_section};
use super::{HIDDEN, Reader};

impl Reader<'_> {
    pub(super) fn basics(
        &mut self,
        node: &Node,
        at: &Path,
        resume: &mut Resume,
        found: &mut Vec<Found>,
    ) {
        let basics = &mut resume.basics;
        for member in self.decoder.map(node, at, "a mapping").unwrap_or_default() {
            let path = at.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                "id" => {}
                "name" => basics.name = self.line(node, &path),
                "headline" | "label" => basics.label = self.line(node, &path),
                "email" => self.contact(ContactKind::Email, node, &path, basics),
                "phone" => self.contact(ContactKind::Phone, node, &path, basics),
                "url" | "website" => self.website(node, &path, basics),
                "location" => self.location(node, &path, basics),
                "customFields" => self.custom_fields(node, &path, basics),
                "profiles" => self.profiles(node, &path, basics),
                "picture" | "photo" => self.picture(node, &path, basics),
                "birthdate" => basics.birth = self.birth(node, &path),
                "summary" => {
                    let text = self.prose(node, &path);
                    found.extend(text.map(|text| {
                        let section = text_section(&path, SectionKind::Summary, text);
                        Found::new("", section)
                    }));
                }
                _ => self.unknown(member, &path, &mut basics.extra),
            }
        }
    }

    fn contact(&mut self, kind: ContactKind, node: &Node, at: &Path, basics: &mut Basics) {
        let value = self.decoder.plain(node, at);
        basics.contacts.extend(value.map(|value| Contact {
            item: Item::at(at),
            kind,
            value: Some(value),
            ..Contact::default()
        }));
    }

    /// Reads a URL and its label, which is the displayed text.
    fn website(&mut self, node: &Node, at: &Path, basics: &mut Basics) {
        let mut contact = Contact::at(at, ContactKind::Url);
        match node.as_map() {
            Some(members) => {
                for member in members {
                    let path = at.key(&member.key);
                    match member.key.as_str() {
                        "url" | "href" => {
                            contact.value = self.decoder.plain(&member.value, &path);
                        }
                        "label" => contact.text = self.line(&member.value, &path),
                        _ => {}
                    }
                }
            }
            None => contact.value = self.decoder.plain(node, at),
        }
        if contact.value.is_none() {
            contact.value = contact.text.take().map(|text| text.as_str().to_owned());
        }
        basics.contacts.extend(contact.value.is_some().then_some(contact));
    }

    fn location(&mut self, node: &Node, at: &Path, basics: &mut Basics) {
        let mut contact = Contact::at(at, ContactKind::Location);
        if node.as_map().is_none() {
            contact.text = self.line(node, at);
            basics.contacts.extend(contact.text.is_some().then_some(contact));
            return;
        }
        let mut address = Address::default();
        for member in node.as_map().unwrap_or_default() {
            let path = at.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                "address" => address.lines = self.decoder.text_lines(node, &path),
                "city" => address.city = self.line(node, &path),
                "region" => address.region = self.line(node, &path),
                "country" => address.country = self.line(node, &path),
                "postalCode" => address.postal_code = self.decoder.plain(node, &path),
                _ => self.unknown(member, &path, &mut contact.item.extra),
            }
        }
        if address != Address::default() {
            contact.address = Some(address);
            basics.contacts.push(contact);
        }
    }

    /// Reads custom fields: an icon and a text, optionally with a name and a link.
    fn custom_fields(&mut self, node: &Node, at: &Path, basics: &mut Basics) {
        for (index, node) in self.nodes(node, at).iter().enumerate() {
            let at = at.index(index);
            if self.is_hidden(node, &at, node.span) {
                continue;
            }
            let mut contact = Contact::at(&at, ContactKind::Other);
            for member in self.decoder.map(node, &at, "a mapping").unwrap_or_default() {
                let path = at.key(&member.key);
                let node = &member.value;
                match member.key.as_str() {
                    "name" => contact.label = self.line(node, &path),
                    "text" | "value" => contact.value = self.decoder.plain(node, &path),
                    "link" | "url" => contact.url = self.url(node, &path),
                    _ => self.keep_unless_ignored(member, &path, &mut contact),
                }
            }
            if let Some(value) = &mut contact.value {
                *value = html::decode(value);
            }
            if contact.value.is_none() {
                contact.value = contact.url.take();
            }
            // A URL needs no label.
            if let Some(value) = &contact.value
                && contact.url.is_none()
            {
                let is_address = value.starts_with("https://") || value.starts_with("http://");
                if is_address {
                    contact.kind = ContactKind::Url;
                } else if value.contains('@') && !value.contains(' ') && value.contains('.') {
                    contact.kind = ContactKind::Email;
                }
            }
            basics.contacts.extend(contact.value.is_some().then_some(contact));
        }
    }

    /// Reads profiles.
    pub(super) fn profiles(&mut self, node: &Node, at: &Path, basics: &mut Basics) {
        for (index, node) in self.nodes(node, at).iter().enumerate() {
            let at = at.index(index);
            if self.is_hidden(node, &at, node.span) {
                continue;
            }
            let mut contact = Contact::at(&at, ContactKind::Profile);
            for member in self.decoder.map(node, &at, "a mapping").unwrap_or_default() {
                let path = at.key(&member.key);
                let node = &member.value;
                match member.key.as_str() {
                    "network" => contact.label = self.line(node, &path),
                    "username" => contact.value = self.decoder.plain(node, &path),
                    "url" | "website" => contact.url = self.url(node, &path),
                    _ => self.keep_unless_ignored(member, &path, &mut contact),
                }
            }
            basics
                .contacts
                .extend((contact.value.is_some() || contact.url.is_some()).then_some(contact));
        }
    }

    fn keep_unless_ignored(&mut self, member: &Member, at: &Path, contact: &mut Contact) {
        if !super::fields::IGNORED_KEYS.contains(&member.key.as_str()) {
            self.unknown(member, at, &mut contact.item.extra);
        }
    }

    /// Reads the photo unless it is hidden.
    pub(super) fn picture(&mut self, node: &Node, at: &Path, basics: &mut Basics) {
        if node.as_text().is_some() {
            basics.image = self.decoder.plain(node, at);
            return;
        }
        let Some(url) = node.get("url").filter(|url| !url.as_text().unwrap_or("").is_empty())
        else {
            return;
        };
        let has_value = |key: &str, word| node.get(key).and_then(Node::as_text) == Some(word);
        let effect = node.get("effects").and_then(|effects| effects.get("hidden"));
        let is_hidden = has_value("hidden", "true")
            || has_value("visible", "false")
            || effect.and_then(Node::as_text) == Some("true");
        if is_hidden && !self.hidden {
            self.notes.add(&HIDDEN, at, node.span);
            return;
        }
        basics.image = self.decoder.plain(url, &at.key("url"));
    }

    fn birth(&mut self, node: &Node, at: &Path) -> Option<Date> {
        let text = self.decoder.plain(node, at)?;
        let date = period::parse(&text).and_then(|period| period.date);
        Some(date.unwrap_or(Date::Free(text)))
    }
}

//! Writes `content`: person, contacts and sections.

use crate::format::arrange::note_item_without_id;
use crate::format::commonmark::join_list;
use crate::format::losses::{LossKind, entries_with_content, small_parts, unambiguous_key};
use crate::format::members::{Members, extra_value};
use crate::resume::{Address, Basics, Contact, ContactKind, Resume, Section, SectionKind, Text};
use crate::source::{Kind, Node};

use super::super::keys::{BASICS, DOCUMENT, HEADER, ORDER};
use super::super::names::Named;
use super::super::words::Options;
use super::Writer;

/// A section as layouts refer to it.
pub(super) struct Shown {
    pub(super) kind: SectionKind,
    pub(super) title: Option<Text>,
    pub(super) path: crate::source::Path,
}

impl Writer<'_> {
    /// Writes the content; also returns the sections that layouts can refer to, in order.
    pub(super) fn content(&mut self, resume: &Resume) -> (Node, Vec<Shown>) {
        let mut members = Members::default();
        let mut shown = Vec::new();
        let is_summary = |section: &&Section| section.kind == SectionKind::Summary;
        let summary = resume.sections.iter().find(is_summary);
        members.put("basics", self.basics(&resume.basics, summary));
        self.contacts(&resume.basics.contacts, &mut members);
        for (kind, key, keys) in ORDER {
            if kind == SectionKind::Summary {
                continue;
            }
            let mut nodes = Vec::new();
            let own = resume.sections.iter().filter(|section| section.kind == kind);
            for (number, section) in own.enumerate() {
                self.around(section);
                if number > 0 {
                    let one = LossKind::Replaced("their entries are merged");
                    self.losses.note("several sections of one kind", one, &section.item.path);
                    if section.title.is_some() {
                        self.losses.omitted(
                            "the title of such a section",
                            &section.item.path.key("title"),
                        );
                    }
                }
                let entries = self.entries(kind, keys, section);
                if entries.is_empty() && section.title.is_some() {
                    self.losses.omitted("sections without content", &section.item.path);
                }
                nodes.extend(entries);
            }
            members.put(key, (!nodes.is_empty()).then(|| Node::list(nodes)));
        }
        for section in &resume.sections {
            let is_own = ORDER.iter().any(|(kind, ..)| *kind == section.kind);
            if is_own {
                let first = shown.iter().all(|shown: &Shown| shown.kind != section.kind);
                if first {
                    shown.push(Shown {
                        kind: section.kind,
                        title: section.title.clone(),
                        path: section.item.path.clone(),
                    });
                }
            } else {
                self.further_section(section, &mut members);
            }
        }
        let further: Vec<&Section> = resume.sections.iter().filter(is_summary).skip(1).collect();
        for section in further {
            self.losses.omitted("a second summary", &section.item.path);
        }
        (members.map(), shown)
    }

    fn basics(&mut self, basics: &Basics, summary: Option<&Section>) -> Node {
        let mut members = Members::default();
        let at = |key: &str| basics.path.key(key);
        members.put("name", basics.name.as_ref().map(|text| self.line(text, &at("name"))));
        members.put("headline", basics.label.as_ref().map(|text| self.line(text, &at("label"))));
        for (kind, key) in [
            (ContactKind::Email, "email"),
            (ContactKind::Phone, "phone"),
            (ContactKind::Url, "url"),
        ] {
            let first = basics.contacts.iter().find(|c| c.kind == kind && c.value.is_some());
            members.plain(key, &first.and_then(|contact| contact.value.clone()));
        }
        if let Some(section) = summary {
            self.around_text(section);
            let path = section.item.path.clone();
            let text = section.text.as_ref().map(|text| self.prose(text.as_str(), &path));
            let mut bullets = Vec::new();
            for highlight in section.highlights.get() {
                let list = LossKind::Replaced("they are a list in its text");
                self.losses.note("bullets of a summary", list, &highlight.item.path);
                bullets.push(self.tree(highlight));
            }
            let text = join_list(text.as_deref(), &bullets);
            members.put("summary", (!text.is_empty()).then(|| Node::scalar(&text, Kind::Text)));
            for entry in section.entries.get() {
                self.losses.omitted("entries of a summary", &entry.item.path);
            }
            if text.is_empty() && section.title.is_some() {
                self.losses.omitted("sections without content", &section.item.path);
            }
        }
        if let Some(image) = &basics.image {
            self.losses.note("a photo", LossKind::KeptUnderOwnKey, &at("image"));
            members.put("image", Node::scalar(image, Kind::Text));
        }
        for (text, key) in [(&basics.pronouns, "pronouns"), (&basics.nationality, "nationality")] {
            if let Some(text) = text {
                self.losses.note(format!("`{key}`"), LossKind::KeptUnderOwnKey, &at(key));
                members.put(key, self.line(text, &at(key)));
            }
        }
        if let Some(birth) = &basics.birth {
            self.losses.note("`birth`", LossKind::KeptUnderOwnKey, &at("birth"));
            members.put("birth", Node::scalar(birth.to_string(), Kind::Text));
        }
        for extra in &basics.extra {
            self.losses.note("keys of the header", LossKind::KeptUnderOwnKey, &extra.path);
            let key = unambiguous_key(&extra.key, BASICS.into_iter());
            self.put_extra(&key, &extra.value, &extra.path, &mut members);
        }
        members.map()
    }

    /// Writes unknown data without interpreting markup.
    pub(super) fn put_extra(
        &mut self,
        key: &str,
        value: &crate::resume::ExtraValue,
        path: &crate::source::Path,
        members: &mut Members,
    ) {
        if members.has(key) {
            self.losses.omitted("keys that are taken", path);
            return;
        }
        members.put(key, extra_value(value));
    }

    fn contacts(&mut self, contacts: &[Contact], members: &mut Members) {
        let mut location = None;
        let mut profiles = Vec::new();
        let mut seen: Vec<ContactKind> = Vec::new();
        for contact in contacts {
            let path = &contact.item.path;
            small_parts(&contact.item, "of a contact", self.losses);
            let is_first = !seen.contains(&contact.kind);
            match contact.kind {
                ContactKind::Location if is_first => {
                    seen.push(contact.kind);
                    location = self.location(contact);
                }
                ContactKind::Profile => profiles.push(self.profile(contact)),
                ContactKind::Email | ContactKind::Phone | ContactKind::Url
                    if is_first && contact.value.is_some() =>
                {
                    seen.push(contact.kind);
                    if contact.label.is_some() || contact.text.is_some() || contact.url.is_some() {
                        self.losses.omitted("labels and other texts of a contact", path);
                    }
                }
                _ => self.losses.omitted("further contacts", path),
            }
        }
        members.put("location", location);
        members.put("profiles", (!profiles.is_empty()).then(|| Node::list(profiles)));
    }

    fn location(&mut self, contact: &Contact) -> Option<Node> {
        let path = &contact.item.path;
        let Contact { label, value, text, url, address, .. } = contact;
        if label.is_some()
            || value.is_some()
            || url.is_some()
            || (text.is_some() && address.is_some())
        {
            self.losses.omitted("labels and other texts of a contact", path);
        }
        let mut members = Members::default();
        match (address, text) {
            (Some(address), _) => self.address(address, path, &mut members),
            (None, Some(text)) => {
                let city = LossKind::Replaced("it is the city");
                self.losses.note("a place in one line", city, path);
                members.put("city", self.line(text, path));
            }
            (None, None) => {}
        }
        members.filled()
    }

    fn address(&mut self, address: &Address, path: &crate::source::Path, members: &mut Members) {
        let lines: Vec<String> =
            address.lines.iter().map(|line| self.plain(line.as_str(), path)).collect();
        members.put(
            "address",
            (!lines.is_empty()).then(|| Node::scalar(lines.join("\n"), Kind::Text)),
        );
        members.put("city", address.city.as_ref().map(|text| self.line(text, path)));
        members.put("region", address.region.as_ref().map(|text| self.line(text, path)));
        let country = address.country.as_ref().map(|text| self.named(Named::Country, text, path));
        members.put("country", country);
        members.plain("postalCode", &address.postal_code);
        if address.city.is_none() {
            self.losses.note("an address without a city", super::REJECTED, path);
        }
        if address.district.is_some() {
            self.losses.omitted("a district", &path.key("district"));
        }
        if address.country_code.is_some() {
            self.losses.omitted("the code of a country", &path.key("countryCode"));
        }
        if address.format.is_some() {
            self.losses.omitted("the order of an address", &path.key("format"));
        }
    }

    fn profile(&mut self, contact: &Contact) -> Node {
        let path = &contact.item.path;
        let mut members = Members::default();
        let network = contact.label.as_ref();
        members.put(
            "network",
            network.map(|label| self.option(Options::Network, label, &path.key("network"))),
        );
        members.plain("username", &contact.value);
        members.plain("url", &contact.url);
        if contact.text.is_some() {
            self.losses.omitted("another text of a profile", &path.key("text"));
        }
        members.map()
    }

    /// Records data of a section besides its entries.
    fn around(&mut self, section: &Section) {
        self.around_text(section);
        if section.text.is_some() {
            self.losses
                .omitted("text before the entries of a section", &section.item.path.key("text"));
        }
        for highlight in section.highlights.get() {
            self.losses.omitted("bullets besides the entries of a section", &highlight.item.path);
        }
    }

    fn around_text(&mut self, section: &Section) {
        note_item_without_id(&section.item, "of a section", self.losses);
        for extra in &section.item.extra {
            self.losses.omitted("keys of a section", &extra.path);
        }
    }

    fn entries(&mut self, kind: SectionKind, keys: &[&str], section: &Section) -> Vec<Node> {
        let entries = entries_with_content(section, self.losses);
        entries.into_iter().map(|entry| self.entry(kind, keys, entry)).collect()
    }

    /// Writes a section that YAMLResume does not have under its own name.
    fn further_section(&mut self, section: &Section, members: &mut Members) {
        self.around_text(section);
        let path = &section.item.path;
        let id = section.name().to_owned();
        let taken = |key: &str| {
            members.has(key)
                || ORDER.iter().any(|(_, own, _)| *own == key)
                || HEADER.contains(&key)
                || DOCUMENT.contains(&key)
        };
        let key = (1..).map(|n| if n == 1 { id.clone() } else { format!("{id}-{n}") });
        let key = key.into_iter().find(|key| !taken(key)).unwrap_or(id);
        let highlights = section.highlights.get();
        let mut nodes = self.entries(SectionKind::Custom, &[], section);
        for highlight in highlights {
            let text = self.tree_text(highlight);
            nodes.push(Node::scalar(&text, Kind::Text));
        }
        if let Some(text) = &section.text {
            let text = self.prose(text.as_str(), &path.key("text"));
            nodes.insert(0, Node::scalar(&text, Kind::Text));
        }
        if nodes.is_empty() {
            if section.title.is_some() {
                self.losses.omitted("sections without content", path);
            }
            return;
        }
        self.losses.note("sections of other kinds", LossKind::KeptUnderOwnKey, path);
        let only_text = nodes.len() == 1 && section.text.is_some();
        members.put(&key, if only_text { nodes.remove(0) } else { Node::list(nodes) });
        if section.title.is_some() {
            let key = LossKind::Replaced("it becomes their key");
            self.losses.note("the title of sections of other kinds", key, &path.key("title"));
        }
    }
}

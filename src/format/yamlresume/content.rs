//! Reads `content`: person, contacts and sections.

use crate::diagnostic::Diagnostic;
use crate::resume::{
    Address, Basics, Contact, ContactKind, Entry, Extra, Item, Localized, Resume, Section,
    SectionKind, Text,
};
use crate::source::{Member, Node, Path, Value};

use super::Reader;
use super::keys::{BASICS, HEADER, LOCATION, ORDER, PROFILE};
use super::names::Named;
use super::own_words::{self, OTHER_LANGUAGES, OTHER_PROFILES};
use super::words::Options;
use crate::format::native::assign_ids;
use crate::resume::title_of_key;

impl Reader<'_> {
    pub(super) fn content(&mut self, node: &Node, at: &Path, resume: &mut Resume) {
        resume.basics.path = at.clone();
        let Some(members) = self.decoder.map(node, at, "a mapping") else { return };
        let mut others = None;
        for member in members {
            let at = at.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                "basics" => self.basics(node, &at, resume),
                "location" => {
                    let location = self.location(node, &at);
                    resume.basics.contacts.extend(location);
                }
                "profiles" | OTHER_PROFILES => self.profiles(node, &at, &mut resume.basics),
                OTHER_LANGUAGES => others = Some((node, at)),
                key => match ORDER.iter().find(|(_, own, _)| *own == key) {
                    Some((kind, _, keys)) => {
                        resume.sections.extend(self.section(*kind, keys, node, &at));
                    }
                    None => {
                        let own = ORDER.iter().map(|(_, key, _)| *key).chain(HEADER);
                        let absent: Vec<_> =
                            own.filter(|key| !members.iter().any(|m| m.key == *key)).collect();
                        resume.sections.extend(self.further_section(member, &at, &absent));
                    }
                },
            }
        }
        if let Some((node, at)) = others {
            self.other_languages(node, &at, resume);
        }
        assign_ids(&mut resume.sections);
    }

    /// Reads languages that YAMLResume does not have, and adds them to the others.
    fn other_languages(&mut self, node: &Node, at: &Path, resume: &mut Resume) {
        let own = ORDER.iter().find(|(kind, ..)| *kind == SectionKind::Languages);
        let keys = own.map_or::<&[&str], _>(&[], |(_, _, keys)| keys);
        let Some(more) = self.section(SectionKind::Languages, keys, node, at) else { return };
        let known = resume.sections.iter_mut().find(|own| own.kind == SectionKind::Languages);
        match known {
            Some(known) => {
                for (own, more) in known.entries.iter_mut().zip(more.entries.iter()) {
                    own.extend(more.iter().cloned());
                }
            }
            None => resume.sections.push(more),
        }
    }

    fn basics(&mut self, node: &Node, at: &Path, resume: &mut Resume) {
        resume.basics.path = at.clone();
        let Some(members) = self.decoder.map(node, at, "a mapping") else { return };
        for member in members {
            let at = at.key(&member.key);
            let node = &member.value;
            let basics = &mut resume.basics;
            let kind = match member.key.as_str() {
                "name" => {
                    basics.name = self.line(node, &at);
                    continue;
                }
                "headline" => {
                    basics.label = self.line(node, &at);
                    continue;
                }
                "summary" => {
                    let text = self.prose(node, &at).map(Text::from);
                    resume.sections.extend(text.map(|text| Section {
                        item: Item {
                            path: at,
                            id: Some(SectionKind::Summary.name().to_owned()),
                            ..Item::default()
                        },
                        kind: SectionKind::Summary,
                        text: Some(text),
                        ..Section::default()
                    }));
                    continue;
                }
                "email" => ContactKind::Email,
                "phone" => ContactKind::Phone,
                "url" => ContactKind::Url,
                _ => {
                    self.unknown(member, members, &at, &BASICS, &mut basics.extra);
                    continue;
                }
            };
            let value = self.decoder.plain(node, &at);
            basics.contacts.extend(value.map(|value| contact(&at, kind, Some(value))));
        }
    }

    fn location(&mut self, node: &Node, at: &Path) -> Option<Contact> {
        let members = self.decoder.map(node, at, "a mapping")?;
        let mut location = contact(at, ContactKind::Location, None);
        let mut address = Address::default();
        for member in members {
            let at = at.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                "address" => {
                    let text = self.line(node, &at);
                    let lines = text.iter().flat_map(|text| text.as_str().lines());
                    address.lines = lines.map(str::trim).map(Text::from).collect();
                }
                "city" => address.city = self.line(node, &at),
                "region" => address.region = self.line(node, &at),
                "country" if own_words::words(members, "country").is_some() => {}
                "country" => address.country = self.named(Named::Country, node, &at),
                "countryText" => address.country = self.line(node, &at),
                "postalCode" => address.postal_code = self.decoder.plain(node, &at),
                _ => self.unknown(member, members, &at, &LOCATION, &mut location.item.extra),
            }
        }
        let has_address = address != Address::default();
        location.address = has_address.then_some(address);
        (has_address || !location.item.extra.is_empty()).then_some(location)
    }

    fn profiles(&mut self, node: &Node, at: &Path, basics: &mut Basics) {
        for (node, at) in self.list(node, at) {
            let Some(members) = self.decoder.map(node, &at, "a mapping") else { continue };
            let mut profile = contact(&at, ContactKind::Profile, None);
            for member in members {
                let at = at.key(&member.key);
                let node = &member.value;
                match member.key.as_str() {
                    "networkText" => {}
                    "network" => {
                        profile.label = match own_words::words(members, "network") {
                            Some(words) => self.line(words, &at),
                            None => self.option(Options::Network, node, &at),
                        }
                    }
                    "username" => profile.value = self.decoder.plain(node, &at),
                    "url" => profile.url = self.decoder.plain(node, &at),
                    _ => self.unknown(member, members, &at, &PROFILE, &mut profile.item.extra),
                }
            }
            if profile != contact(&at, ContactKind::Profile, None) {
                basics.contacts.push(profile);
            }
        }
    }

    /// Returns the nodes of a list; empty if there is none.
    fn list<'n>(&mut self, node: &'n Node, at: &Path) -> Vec<(&'n Node, Path)> {
        match &node.value {
            Value::List(nodes) => {
                nodes.iter().enumerate().map(|(i, node)| (node, at.index(i))).collect()
            }
            Value::Null => Vec::new(),
            _ => {
                self.decoder.wrong_type(node, at, "a list");
                Vec::new()
            }
        }
    }

    fn section(
        &mut self,
        kind: SectionKind,
        keys: &[&str],
        node: &Node,
        at: &Path,
    ) -> Option<Section> {
        let nodes = self.list(node, at);
        let entries: Vec<Entry> =
            nodes.iter().filter_map(|(node, at)| self.entry(kind, keys, node, at)).collect();
        let item = Item { path: at.clone(), id: Some(kind.name().to_owned()), ..Item::default() };
        (!entries.is_empty()).then(|| Section {
            item,
            kind,
            entries: Localized::One(entries),
            ..Section::default()
        })
    }

    /// Creates a section from an unknown key.
    pub(super) fn further_section(
        &mut self,
        member: &Member,
        at: &Path,
        known: &[&str],
    ) -> Option<Section> {
        if member.value.is_null() || self.decoder.misspelled(member, at, known.iter().copied()) {
            return None;
        }
        let mut section = Section {
            item: Item::at(at),
            title: Some(Text::from(escape_title(&member.key))),
            ..Section::default()
        };
        match &member.value.value {
            Value::Scalar(_) => {
                section.kind = SectionKind::Text;
                section.text = Some(Text::from(self.prose(&member.value, at)?));
            }
            Value::Map(_) => {
                let entry = self.entry(SectionKind::Custom, &[], &member.value, at)?;
                section.entries = Localized::One(vec![entry]);
            }
            _ => {
                let nodes = self.list(&member.value, at);
                let entries = nodes
                    .iter()
                    .filter_map(|(node, at)| self.entry(SectionKind::Custom, &[], node, at));
                section.entries = Localized::One(entries.collect());
                if section.entries.get().is_empty() {
                    return None;
                }
            }
        }
        self.decoder.report(
            Diagnostic::warning(
                "unknown-key",
                format!("unknown key `{}`; it is printed as a section", member.key),
            )
            .on(at)
            .at(member.key_span)
            .hint("YAMLResume has no such section, and leaves it out"),
        );
        assign_ids(std::slice::from_mut(&mut section));
        Some(section)
    }
}

fn escape_title(key: &str) -> String {
    crate::format::commonmark::escape(&title_of_key(key))
}

pub(super) fn contact(at: &Path, kind: ContactKind, value: Option<String>) -> Contact {
    Contact { item: Item::at(at), kind, value, ..Contact::default() }
}

/// Creates unknown data from a member.
pub(super) fn extra(member: &Member, at: &Path, value: crate::resume::ExtraValue) -> Extra {
    Extra { path: at.clone(), key: member.key.clone(), label: None, value }
}

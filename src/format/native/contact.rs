//! Reads `basics`: the person and the contacts.

use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::resume::{
    Address, AddressFormat, Basics, Contact, ContactKind, Item, Section, SectionKind,
};
use crate::source::{Member, Node, Path};

use super::keys::{
    ADDRESS, BASICS, CONTACT, CONTACT_KIND, CONTACT_KINDS, ITEM, Key, PROFILE, not_counting,
};
use crate::format::decode::Decoder;
use crate::format::native::keys::names;

impl Decoder<'_> {
    /// Reads `basics` and its summary as a section.
    pub(in crate::format) fn basics(
        &mut self,
        node: &Node,
        at: &Path,
    ) -> (Basics, Option<Section>) {
        let mut basics = Basics { path: at.clone(), ..Basics::default() };
        let mut summary = None;
        let members = self.map(node, at, "a mapping").unwrap_or_default();
        for member in members {
            let path = at.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                "name" => basics.name = self.text(node, &path),
                "label" => basics.label = self.text(node, &path),
                "image" => basics.image = self.plain(node, &path),
                "pronouns" => basics.pronouns = self.text(node, &path),
                "birth" => basics.birth = self.date(node, &path),
                "nationality" => basics.nationality = self.text(node, &path),
                "summary" => {
                    summary = self.text(node, &path).map(|text| Section {
                        item: Item {
                            path,
                            id: Some(SectionKind::Summary.name().to_owned()),
                            ..Item::default()
                        },
                        kind: SectionKind::Summary,
                        text: Some(text),
                        ..Section::default()
                    });
                }
                "details" => self.details(node, &path, &mut basics.extra),
                "contacts" => basics.contacts.extend(self.contacts(None, node, &path)),
                key => match CONTACT_KINDS.iter().find(|(_, _, own)| *own == Some(key)) {
                    Some((kind, ..)) => {
                        basics.contacts.extend(self.contacts(Some(*kind), node, &path));
                    }
                    None => {
                        let known = not_counting(&member.key, names(&[BASICS]));
                        self.unknown(member, &path, known, &mut basics.extra);
                    }
                },
            }
        }
        (basics, summary)
    }

    /// Reads a contact or a list of contacts; `kind` is `None` if each contact states its kind.
    pub(in crate::format) fn contacts(
        &mut self,
        kind: Option<ContactKind>,
        node: &Node,
        at: &Path,
    ) -> Vec<Contact> {
        match node.as_list() {
            Some(nodes) => nodes
                .iter()
                .enumerate()
                .filter_map(|(index, node)| self.contact(kind, node, &at.index(index)))
                .collect(),
            None if matches!(kind, None | Some(ContactKind::Profile)) => {
                self.items(node, at, "a list", |_, _, _| None::<Contact>)
            }
            None => self.contact(kind, node, at).into_iter().collect(),
        }
    }

    fn contact(&mut self, kind: Option<ContactKind>, node: &Node, at: &Path) -> Option<Contact> {
        let mut contact = Contact::at(at, kind.unwrap_or_default());
        let is_text = node.as_text().is_some();
        match kind {
            Some(ContactKind::Location) if is_text || self.is_by_language(node) => {
                contact.text = Some(self.text(node, at)?);
                return Some(contact);
            }
            Some(ContactKind::Location) => {
                let members = self.map(node, at, "text or a mapping")?;
                self.contact_members(members, at, &mut contact);
            }
            Some(ContactKind::Profile) => {
                let members = self.map(node, at, "a mapping of `network`, `username` and `url`")?;
                self.contact_members(members, at, &mut contact);
            }
            // A number is the same in every language; `plain` reports translations.
            Some(_) if is_text || self.is_by_language(node) => {
                contact.value = Some(self.plain(node, at)?);
            }
            Some(_) => {
                let members = self.map(node, at, "text or a mapping")?;
                self.contact_members(members, at, &mut contact);
            }
            None => {
                let members = self.map(node, at, "a mapping")?;
                if let Some(member) = members.iter().find(|member| member.key == "kind") {
                    contact.kind = self.contact_kind(member, at)?;
                }
                self.contact_members(members, at, &mut contact);
            }
        }
        let is_empty = Contact::at(at, contact.kind) == contact;
        (!is_empty).then_some(contact)
    }

    fn contact_kind(&mut self, member: &Member, at: &Path) -> Option<ContactKind> {
        let at = at.key(&member.key);
        let name = self.plain(&member.value, &at)?;
        let kind = CONTACT_KINDS.iter().find(|(_, own, _)| *own == name).map(|(kind, ..)| *kind);
        if kind.is_none() {
            let known = CONTACT_KINDS.iter().map(|(_, name, _)| *name);
            self.unknown_value(&name, &member.value, &at, "kind of contact", known);
        }
        kind
    }

    fn contact_members(&mut self, members: &[Member], at: &Path, contact: &mut Contact) {
        let kind = contact.kind;
        let key_of_kind =
            CONTACT_KINDS.iter().find(|(own, ..)| *own == kind).map_or("", |(_, name, _)| *name);
        let has_value = members.iter().any(|m| m.key == "value" && !m.value.is_null());
        let mut address = Address::default();
        for member in members {
            let path = at.key(&member.key);
            let node = &member.value;
            match (kind, member.key.as_str()) {
                (ContactKind::Profile, "network") => contact.label = self.text(node, &path),
                (ContactKind::Profile, "username") => contact.value = self.plain(node, &path),
                (_, "label") => contact.label = self.text(node, &path),
                (_, "text") => contact.text = self.text(node, &path),
                (ContactKind::Url, "url") if !has_value => {
                    contact.value = self.plain(node, &path);
                }
                (_, "url") => contact.url = self.plain(node, &path),
                (_, "value") => contact.value = self.plain(node, &path),
                (ContactKind::Location, _) if self.address_key(member, &path, &mut address) => {}
                (_, key) if key == key_of_kind && kind != ContactKind::Location => {
                    contact.value = self.plain(node, &path);
                }
                (_, "kind") => {}
                _ if self.item_key(member, &path, &mut contact.item) => {}
                _ => {
                    let own: &[Key] = match kind {
                        ContactKind::Location => ADDRESS,
                        ContactKind::Profile => PROFILE,
                        _ => &[],
                    };
                    let known = own
                        .iter()
                        .chain(CONTACT)
                        .chain(ITEM)
                        .chain([&CONTACT_KIND])
                        .map(|k| k.name);
                    let known = known.collect::<Vec<_>>();
                    self.unknown(member, &path, known, &mut contact.item.extra);
                }
            }
        }
        if address != Address::default() {
            contact.address = Some(address);
        }
    }

    fn address_key(&mut self, member: &Member, at: &Path, address: &mut Address) -> bool {
        let node = &member.value;
        match member.key.as_str() {
            "address" => address.lines = self.text_lines(node, at),
            "postalCode" => address.postal_code = self.plain(node, at),
            "city" => address.city = self.text(node, at),
            "countryCode" => address.country_code = self.plain(node, at),
            "region" => address.region = self.text(node, at),
            "country" => address.country = self.text(node, at),
            "district" => address.district = self.text(node, at),
            "format" => {
                if let Some(name) = self.plain(node, at) {
                    address.format = AddressFormat::ALL
                        .iter()
                        .find(|(_, own)| *own == name)
                        .map(|(format, _)| *format);
                    if address.format.is_none() {
                        let known = AddressFormat::ALL.iter().map(|(_, name)| *name);
                        self.unknown_value(&name, node, at, "address format", known);
                    }
                }
            }
            _ => return false,
        }
        true
    }

    /// Reports an invalid value of a key with a fixed set of values.
    pub(in crate::format) fn unknown_value<'k>(
        &mut self,
        value: &str,
        node: &Node,
        at: &Path,
        what: &str,
        known: impl IntoIterator<Item = &'k str>,
    ) {
        let known: Vec<_> = known.into_iter().collect();
        let hint = match did_you_mean(value, known.iter().copied()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => {
                let names: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
                format!("the known ones are {}", names.join(", "))
            }
        };
        self.report(
            Diagnostic::error("unknown-value", format!("unknown {what} `{value}`"))
                .on(at)
                .at(node.span)
                .hint(hint),
        );
    }

    /// Reports a value that a newer version of a tool may support; an error only if it looks
    /// misspelled.
    pub(in crate::format) fn newer_value(
        &mut self,
        value: &str,
        node: &Node,
        at: &Path,
        what: &str,
        known: &[&str],
        instead: &str,
    ) {
        if did_you_mean(value, known.iter().copied()).is_some() {
            return self.unknown_value(value, node, at, what, known.iter().copied());
        }
        let names: Vec<_> = known.iter().map(|name| format!("`{name}`")).collect();
        self.report(
            Diagnostic::warning("unknown-value", format!("unknown {what} `{value}`; {instead}"))
                .on(at)
                .at(node.span)
                .hint(format!("the known ones are {}", names.join(", "))),
        );
    }
}

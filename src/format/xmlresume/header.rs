//! Reads names, addresses and contacts.

use crate::format::runs::{collapse, is_blank};
use crate::markup::escape;
use crate::resume::{Address, AddressFormat, Contact, ContactKind, Resume, Text};
use crate::source::{Kind, Node, Scalar, Value};

use super::date::date;
use super::{Reader, raw_own_text};
use crate::format::element::{Content, Element};
use crate::resume::title_of_key;

/// Parts of a name in printing order.
const NAME_PARTS: [&str; 5] = ["title", "firstname", "middlenames", "surname", "suffix"];

/// Parts of an address before version 1.3, which are printed on separate lines.
const OLD_ADDRESS_PARTS: [&str; 17] = [
    "number",
    "locality",
    "house",
    "burrough",
    "parish",
    "building",
    "floor",
    "room",
    "flat",
    "town",
    "village",
    "district",
    "farm",
    "community",
    "society",
    "metroplex",
    "apartment",
];

impl Reader<'_> {
    pub(super) fn header(&mut self, header: &Element, resume: &mut Resume) {
        let basics = &mut resume.basics;
        basics.path = header.path.clone();
        for child in header.children() {
            match child.name {
                "name" if basics.name.is_none() => {
                    basics.name = self.name(&child).map(|name| Text::from(escape(&name)));
                }
                "address" => basics.contacts.extend(self.address(&child)),
                "contact" => {
                    let contacts = self.contacts(&child);
                    basics.contacts.extend(contacts);
                }
                "birth" => resume.meta.extra.extend(self.birth(&child)),
                _ => {
                    let extra = self.extra(&child);
                    basics.extra.extend(extra);
                }
            }
        }
        self.own_text(header, &mut basics.extra);
    }

    /// Keeps the date of birth as data, since the library never prints it.
    fn birth(&mut self, element: &Element) -> Option<(String, Node)> {
        self.ignored(
            element,
            "the date of birth is not printed, as the XML Résumé Library never prints it",
            "where it is customary, `basics.birth` prints it",
        );
        let date = element.child("date").map_or_else(|| date(element), |inner| date(&inner))?;
        let scalar = Scalar { text: date.to_string(), kind: Kind::Text };
        let node = Node { value: Value::Scalar(scalar), span: element.span };
        Some(("birth".to_owned(), node))
    }

    /// Returns a name on one line, without markup.
    pub(super) fn name(&mut self, name: &Element) -> Option<String> {
        for child in name.children() {
            if !NAME_PARTS.contains(&child.name) {
                self.unknown_element(&child);
            }
        }
        full_name(name)
    }

    pub(super) fn address(&mut self, element: &Element) -> Option<Contact> {
        let mut address = Address {
            format: match element.attribute("format") {
                Some("standard") => Some(AddressFormat::Standard),
                Some("european") => Some(AddressFormat::European),
                Some("italian") => Some(AddressFormat::Italian),
                _ => None,
            },
            ..Address::default()
        };
        // The library prints only the first of several names for a part; the others become lines.
        let ranks = |name: &str| match name {
            "suburb" | "state" | "zip" => 0,
            "ward" | "province" | "postalCode" => 1,
            "county" => 2,
            _ => 3,
        };
        let mut children = element.children();
        children.sort_by_key(|child| ranks(child.name));
        let mut lines = Vec::new();
        for child in children {
            let Some(text) = child.text() else { continue };
            let part = match child.name {
                "suburb" | "ward" => &mut address.district,
                "city" => &mut address.city,
                "state" | "province" | "county" | "prefecture" => &mut address.region,
                "country" => &mut address.country,
                "zip" | "postalCode" if address.postal_code.is_none() => {
                    address.postal_code = Some(text);
                    continue;
                }
                name => {
                    let is_known = matches!(name, "street" | "street2" | "zip" | "postalCode")
                        || OLD_ADDRESS_PARTS.contains(&name)
                        || matches!(name, "suite" | "unit");
                    if !is_known {
                        self.unknown_element(&child);
                    }
                    lines.push(Text::from(escape(&text)));
                    continue;
                }
            };
            if part.is_none() {
                *part = Some(Text::from(escape(&text)));
            } else {
                lines.push(Text::from(escape(&text)));
            }
        }
        // An address without tags is printed line by line.
        for content in element.content() {
            if let Content::Text(text) = content
                && !is_blank(text)
            {
                let typed = text.lines().map(collapse).filter(|line| !line.is_empty());
                lines.extend(typed.map(|line| Text::from(escape(&line))));
            }
        }
        address.lines = lines;
        let contact = Contact {
            item: self.item(element),
            kind: ContactKind::Location,
            address: Some(address.clone()),
            ..Contact::default()
        };
        (address != Address { format: address.format, ..Address::default() }).then_some(contact)
    }

    pub(super) fn contacts(&mut self, element: &Element) -> Vec<Contact> {
        let outer = self.item(element).tags;
        let mut contacts = Vec::new();
        for child in element.children() {
            let Some(value) = child.text() else { continue };
            let (kind, label) = match child.name {
                "phone" => (ContactKind::Phone, child.attribute("location").map(place)),
                "fax" => (ContactKind::Fax, child.attribute("location").map(place)),
                "email" => (ContactKind::Email, None),
                "url" => (ContactKind::Url, None),
                "pager" => (ContactKind::Other, Some("Pager".to_owned())),
                "instantMessage" => (ContactKind::Other, child.attribute("service").map(service)),
                name => {
                    self.unknown_element(&child);
                    (ContactKind::Other, Some(title_of_key(name)))
                }
            };
            contacts.push(Contact {
                item: self.item_within(&child, &outer),
                kind,
                label: label.map(|label| Text::from(escape(&label))),
                value: Some(value),
                ..Contact::default()
            });
        }
        if element.has_own_text()
            && let Some(value) = element.text()
            && contacts.is_empty()
        {
            contacts.push(Contact {
                item: self.item(element),
                value: Some(value),
                ..Contact::default()
            });
        }
        contacts
    }
}

/// Joins the parts of a name in Western order, followed by unknown parts.
pub(super) fn full_name(name: &Element) -> Option<String> {
    let children = name.children();
    let known =
        NAME_PARTS.iter().flat_map(|part| children.iter().filter(move |child| child.name == *part));
    let unknown = children.iter().filter(|child| !NAME_PARTS.contains(&child.name));
    let parts: Vec<String> =
        known.chain(unknown).filter_map(Element::text).chain(raw_own_text(name)).collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Returns the label of a telephone number for a known location.
fn place(location: &str) -> String {
    match location {
        "home" => "Home".to_owned(),
        "work" => "Work".to_owned(),
        "mobile" => "Mobile".to_owned(),
        other => other.to_owned(),
    }
}

/// Returns the name of a known messaging service.
fn service(service: &str) -> String {
    match service {
        "aim" => "AIM".to_owned(),
        "icq" => "ICQ".to_owned(),
        "irc" => "IRC".to_owned(),
        "jabber" => "Jabber".to_owned(),
        "msn" => "MSN Messenger".to_owned(),
        "yahoo" => "Yahoo! Messenger".to_owned(),
        other => other.to_owned(),
    }
}

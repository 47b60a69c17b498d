//! Writes the person and the contacts.

use crate::format::losses::LossKind;
use crate::format::members::{Members, localized, plain};
use crate::resume::{Address, Basics, Contact, ContactKind, Extra, Item, Resume, Text};
use crate::source::Node;

use super::super::fields::{CONTACTS, MOTTO, category_of_kind};
use super::{Writer, is_summary, take};

impl Writer<'_> {
    pub(super) fn info(&mut self, resume: &Resume) -> Option<Node> {
        let basics = &resume.basics;
        let mut members = Members::default();
        members.text("label", &basics.label);
        let mut extra: Vec<&Extra> = basics.extra.iter().collect();
        members.put("class", take(&mut extra, &["class", "characterClass", "Class"]));
        members.plain("image", &basics.image);
        let summary = resume.sections.iter().position(is_summary);
        if let Some(index) = summary {
            let section = &resume.sections[index];
            members.text("brief", &section.text);
            self.heading(section, None);
            if index > 0 {
                let first = LossKind::Replaced("it comes first");
                self.losses.note("the place of the summary", first, &section.item.path);
            }
            for extra in &section.item.extra {
                self.losses.omitted(format!("`{}` of a section", extra.key), &extra.path);
            }
            self.section_marks(section);
        }
        members.put(MOTTO.0, take(&mut extra, &<[&str; 2]>::from(MOTTO)));
        for (key, text) in [("pronouns", &basics.pronouns), ("nationality", &basics.nationality)] {
            if text.is_some() {
                self.unknown(key, &basics.path.key(key));
            }
            members.text(key, text);
        }
        if basics.birth.is_some() {
            self.unknown("birth", &basics.path.key("birth"));
        }
        members.date("birth", &basics.birth);
        self.extra(&extra, &mut members);
        members.filled()
    }

    pub(super) fn contacts(&mut self, basics: &Basics, document: &mut Members) {
        let (mut first, mut other, mut social) = (Members::default(), Vec::new(), Vec::new());
        let mut location = None;
        let places = || {
            let all = basics.contacts.iter().enumerate();
            all.filter(|(_, contact)| contact.kind == ContactKind::Location)
        };
        // Prefers a structured address, since FRESH has a place for only one.
        let main = places().find(|(_, place)| place.address.is_some()).or_else(|| places().next());
        let main = main.map(|(index, _)| index);
        let mut ranks = Vec::new();
        for (index, contact) in basics.contacts.iter().enumerate() {
            let key = CONTACTS.iter().find(|(_, kind)| *kind == contact.kind).map(|(key, _)| *key);
            let item = Item::at(&contact.item.path);
            let value = contact.value.clone();
            let is_bare =
                *contact == Contact { item, kind: contact.kind, value, ..Contact::default() };
            match (contact.kind, key) {
                (_, Some(key)) if is_bare && !first.has(key) => {
                    first.plain(key, &contact.value);
                    ranks.push(0);
                }
                (ContactKind::Location, _) if main == Some(index) => {
                    location = Some(self.location(contact));
                    ranks.push(2);
                }
                (ContactKind::Profile, _) => {
                    social.push(self.profile(contact));
                    ranks.push(3);
                }
                _ => {
                    other.push(self.contact(contact));
                    ranks.push(1);
                }
            }
        }
        if !ranks.is_sorted() {
            let path = basics.contacts[0].item.path.clone();
            self.losses.omitted("the order of the contacts", &path);
        }
        first.put("other", (!other.is_empty()).then(|| Node::list(other)));
        document.put("contact", first.filled());
        document.put("location", location);
        document.put("social", (!social.is_empty()).then(|| Node::list(social)));
    }

    fn location(&mut self, contact: &Contact) -> Node {
        let path = &contact.item.path;
        let mut members = Members::default();
        let empty = Address::default();
        let address = contact.address.as_ref().unwrap_or(&empty);
        let lines = lines_of(contact, address);
        members.put("address", (!lines.is_empty()).then(|| plain(&lines)));
        members.plain("code", &address.postal_code);
        members.text("city", &address.city);
        match (&address.country_code, &address.country) {
            (Some(code), None) => members.put("country", plain(code)),
            (None, country) => members.text("country", country),
            (Some(_), Some(country)) => {
                self.losses
                    .omitted("a country code in addition to the country", &path.key("countryCode"));
                members.put("country", localized(country));
            }
        }
        members.text("region", &address.region);
        if address.district.is_some() {
            self.unknown("district", &path.key("district"));
        }
        members.text("district", &address.district);
        if address.format.is_some() {
            self.losses.omitted("the order of an address", &path.key("format"));
        }
        if contact.label.is_some() || contact.value.is_some() || contact.url.is_some() {
            self.losses.omitted("the label of an address", path);
        }
        self.item(&contact.item, &mut members);
        members.map()
    }

    fn profile(&mut self, contact: &Contact) -> Node {
        let mut members = Members::default();
        members.text("network", &contact.label);
        members.plain("user", &contact.value);
        members.plain("url", &contact.url);
        members.text("label", if contact.text.is_some() { &contact.text } else { &contact.label });
        self.item(&contact.item, &mut members);
        members.map()
    }

    /// Writes a contact with its category.
    pub(super) fn contact(&mut self, contact: &Contact) -> Node {
        let path = &contact.item.path;
        let mut members = Members::default();
        members.text("label", &contact.label);
        members.put("category", category_of_kind(contact.kind).map(Node::from));
        if let Some(address) = &contact.address {
            let lines = LossKind::Replaced("they become lines of one text");
            self.losses.note("the parts of a further address", lines, path);
            let mut all: Vec<&str> = Vec::new();
            let text = lines_of(contact, address);
            all.extend([text.as_str()].into_iter().filter(|text| !text.is_empty()));
            all.extend(address.district.iter().map(Text::as_str));
            all.extend(address.postal_code.as_deref());
            all.extend(address.city.iter().map(Text::as_str));
            all.extend(address.region.iter().map(Text::as_str));
            all.extend(address.country.iter().map(Text::as_str));
            all.extend(address.country_code.as_deref());
            members.put("value", plain(&all.join("\n")));
        } else if contact.kind == ContactKind::Location && contact.value.is_none() {
            members.text("value", &contact.text);
        } else {
            members.plain("value", &contact.value);
            members.text("text", &contact.text);
            if contact.text.is_some() {
                self.unknown("text", &path.key("text"));
            }
        }
        if contact.url.is_some() {
            self.unknown("url", &path.key("url"));
        }
        members.plain("url", &contact.url);
        self.item(&contact.item, &mut members);
        members.map()
    }
}

/// Writes the lines of an address, or the text shown instead.
fn lines_of(contact: &Contact, address: &Address) -> String {
    let lines: Vec<&str> = match &contact.text {
        Some(text) => vec![text.as_str()],
        None => address.lines.iter().map(Text::as_str).collect(),
    };
    lines.join("\n")
}

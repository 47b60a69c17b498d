//! Writes `cv`: person, contacts and sections.

use std::borrow::Cow;

use crate::format::losses::{LossKind, small_parts};
use crate::format::members::Members;
use crate::phone::Phone;
use crate::resume::{Address, Contact, ContactKind, Resume, Text};
use crate::source::{Kind, Node, Path};

use super::super::keys::{BRAND_ICONS, NETWORKS};
use super::super::markup::Lines;
use super::super::network::{is_same_address, profile_url};
use super::Writer;
use super::entry::flat;

/// The contacts by key.
#[derive(Default)]
struct Header {
    /// In order of first occurrence.
    keys: Vec<(&'static str, Vec<Node>)>,
    /// Two-letter code of the country of the address.
    country: Option<String>,
}

impl Header {
    fn add(&mut self, key: &'static str, node: Node) {
        match self.keys.iter_mut().find(|(other, _)| *other == key) {
            Some((_, nodes)) => nodes.push(node),
            None => self.keys.push((key, vec![node])),
        }
    }

    fn has(&self, key: &str) -> bool {
        self.keys.iter().any(|(other, _)| *other == key)
    }

    fn members(self) -> Members {
        let mut members = Members::default();
        for (key, mut nodes) in self.keys {
            let is_always_list = matches!(key, "social_networks" | "custom_connections");
            let node = if nodes.len() == 1 && !is_always_list {
                nodes.remove(0)
            } else {
                Node::list(nodes)
            };
            members.put(key, node);
        }
        members
    }
}

impl Writer<'_> {
    pub(super) fn cv(&mut self, resume: &Resume) -> Node {
        let basics = &resume.basics;
        let mut members = Members::default();
        let at = |key: &str| basics.path.key(key);
        members.put("name", basics.name.as_ref().map(|text| self.line(text, &at("name"))));
        members.put("headline", basics.label.as_ref().map(|text| self.line(text, &at("label"))));
        members.plain("photo", &basics.image);
        let country_of = |contact: &Contact| contact.address.as_ref()?.country_code.clone();
        let country = basics.contacts.iter().find_map(country_of);
        let mut header = Header { country, ..Header::default() };
        for contact in &basics.contacts {
            small_parts(&contact.item, "of a contact", self.losses);
            self.contact(contact, &mut header);
        }
        let mut facts: Vec<(String, Path)> = Vec::new();
        for (text, key) in [(&basics.pronouns, "pronouns"), (&basics.nationality, "nationality")] {
            facts.extend(text.as_ref().map(|text| (text.as_str().to_owned(), at(key))));
        }
        facts.extend(basics.birth.as_ref().map(|date| (date.to_string(), at("birth"))));
        for extra in &basics.extra {
            facts.push((format!("{}: {}", extra.key, flat(&extra.value)), extra.path.clone()));
        }
        for (text, path) in facts {
            let connection = LossKind::Replaced("they are connections");
            self.losses.note("other facts about the person", connection, &path);
            let text = self.text(&text, &path, Lines::Flow);
            header.add("custom_connections", connection_node("circle-info", &text, None));
        }
        members.append(header.members());
        members.put("sections", self.sections(resume));
        members.map()
    }

    fn contact(&mut self, contact: &Contact, header: &mut Header) {
        let path = &contact.item.path;
        let Contact { kind, label, value, text, url, address, .. } = contact;
        match kind {
            ContactKind::Location => {
                let one_line = address.as_ref().map(|address| self.one_line(address, path));
                let shown = text.as_ref().map(|text| text.as_str().to_owned()).or(one_line.clone());
                let shown = shown.or_else(|| value.clone());
                if text.is_some() && one_line.is_some() {
                    self.losses.omitted("an address behind a text", path);
                }
                self.rest(contact, &["text"]);
                let Some(shown) = shown else { return };
                let shown = self.text(&shown, path, Lines::Flow);
                if header.has("location") {
                    header.add("custom_connections", connection_node("location-dot", &shown, None));
                } else {
                    header.add("location", Node::scalar(&shown, Kind::Text));
                }
            }
            ContactKind::Email if value.is_some() => {
                self.rest(contact, &["value"]);
                header.add("email", Node::scalar(value.as_deref().unwrap_or_default(), Kind::Text));
            }
            ContactKind::Phone if value.is_some() => {
                let number = self.number(value.as_deref().unwrap_or_default(), header, path);
                self.rest(contact, &["value"]);
                header.add("phone", Node::scalar(number, Kind::Text));
            }
            ContactKind::Url if text.is_none() && label.is_none() && url.is_none() => {
                if let Some(value) = value {
                    header.add("website", Node::scalar(value, Kind::Text));
                }
            }
            ContactKind::Profile => self.profile(contact, header),
            _ => self.connection(contact, header),
        }
    }

    /// Returns a number with its calling code, if the address has a country: RenderCV rejects others,
    /// and numbers that no telephone can have.
    fn number<'n>(&mut self, typed: &'n str, header: &Header, path: &Path) -> Cow<'n, str> {
        if typed.trim_start().starts_with('+') {
            if Phone::read(typed, None).is_err() {
                let remedy = LossKind::Rejected("correct it in the written file");
                self.losses.note("a telephone number that does not exist", remedy, path);
            }
            return Cow::Borrowed(typed);
        }
        let number = header.country.as_deref().and_then(|country| {
            Phone::read(typed, Some(country)).and_then(|number| number.international()).ok()
        });
        let what = "a telephone number without the code of its country";
        let kind = match &number {
            Some(_) => LossKind::Replaced("that of the address is added"),
            None => LossKind::Rejected("add it in the written file"),
        };
        self.losses.note(what, kind, path);
        number.map_or(Cow::Borrowed(typed), Cow::Owned)
    }

    fn profile(&mut self, contact: &Contact, header: &mut Header) {
        let Contact { label, value, text, url, .. } = contact;
        let network = label.as_ref().map(Text::as_str).unwrap_or_default();
        let known = NETWORKS.iter().find(|(name, _)| *name == network);
        if let (Some((network, _)), Some(username), None) = (known, value, text) {
            let own = profile_url(network, username).unwrap_or_default();
            if url.as_ref().is_none_or(|url| is_same_address(url, &own)) {
                let mut members = Members::default();
                members.put("network", Node::scalar(*network, Kind::Text));
                members.put("username", Node::scalar(username, Kind::Text));
                header.add("social_networks", members.map());
                return;
            }
        }
        self.connection(contact, header);
    }

    /// Writes a contact as a custom connection with text, icon and URL.
    fn connection(&mut self, contact: &Contact, header: &mut Header) {
        let path = &contact.item.path;
        let Contact { kind, label, value, text, url, .. } = contact;
        let brand = label
            .as_ref()
            .and_then(|label| BRAND_ICONS.iter().find(|(_, network)| *network == label.as_str()));
        let icon = match (kind, brand) {
            (ContactKind::Profile, Some((icon, _))) => icon,
            (ContactKind::Profile, None) => "user",
            (ContactKind::Email, _) => "envelope",
            (ContactKind::Phone, _) => "phone",
            (ContactKind::Fax, _) => "fax",
            (ContactKind::Url, _) => "link",
            _ => "circle-info",
        };
        let target = match kind {
            ContactKind::Url => url.as_ref().or(value.as_ref()),
            _ => url.as_ref(),
        };
        let web = target.filter(|url| url.starts_with("http://") || url.starts_with("https://"));
        let shown = text.as_ref().map(|text| text.as_str().to_owned()).or_else(|| value.clone());
        let is_brand = *kind == ContactKind::Profile && brand.is_some();
        let shown = match (label, shown) {
            (Some(label), Some(shown)) if !is_brand => {
                let before = LossKind::Replaced("it is written before the text");
                self.losses.note("the label of a contact", before, path);
                format!("{}: {shown}", label.as_str())
            }
            (label, shown) => {
                let label = label.as_ref().map(|label| label.as_str().to_owned());
                shown.or(label).or_else(|| target.cloned()).unwrap_or_default()
            }
        };
        if text.is_some() && value.is_some() && *kind != ContactKind::Url {
            self.losses.omitted("the value behind the text of a contact", path);
        }
        if *kind == ContactKind::Url && url.is_some() && value.is_some() && text.is_some() {
            self.losses.omitted("the value behind the text of a contact", path);
        }
        if target.is_some() && web.is_none() {
            self.losses.omitted("addresses that are not on the web", path);
        }
        let shown = self.text(&shown, path, Lines::Flow);
        header.add("custom_connections", connection_node(icon, &shown, web.map(String::as_str)));
    }

    /// Records data of a contact that are not written.
    fn rest(&mut self, contact: &Contact, written: &[&str]) {
        let Contact { label, value, text, url, .. } = contact;
        let parts = [
            ("label", label.is_some()),
            ("text", text.is_some()),
            ("value", value.is_some()),
            ("url", url.is_some()),
        ];
        for (name, is_there) in parts {
            if is_there && !written.contains(&name) {
                let what = format!("the {name} of such a contact");
                self.losses.omitted(what, &contact.item.path);
            }
        }
    }

    /// Writes an address on one line, in the most common order.
    fn one_line(&mut self, address: &Address, path: &Path) -> String {
        let mut parts: Vec<String> =
            address.lines.iter().map(|line| line.as_str().to_owned()).collect();
        let text = |text: &Option<Text>| text.as_ref().map(|text| text.as_str().to_owned());
        parts.extend(text(&address.district));
        let city = [address.postal_code.clone(), text(&address.city)];
        let city: Vec<String> = city.into_iter().flatten().collect();
        parts.extend((!city.is_empty()).then(|| city.join(" ")));
        parts.extend(text(&address.region));
        parts.extend(text(&address.country).or_else(|| address.country_code.clone()));
        if parts.len() > 1 {
            let line = LossKind::Replaced("it is one line");
            self.losses.note("the parts of an address", line, path);
        }
        if address.country.is_some() && address.country_code.is_some() {
            self.losses.omitted("the code of a country", path);
        }
        parts.join(", ")
    }
}

fn connection_node(icon: &str, text: &str, url: Option<&str>) -> Node {
    let mut members = Members::default();
    members.put("fontawesome_icon", Node::scalar(icon, Kind::Text));
    members.put("placeholder", Node::scalar(text, Kind::Text));
    let null =
        Node { value: crate::source::Value::Null, span: crate::diagnostic::Span::detached() };
    members.put("url", url.map_or(null, |url| Node::scalar(url, Kind::Text)));
    members.map()
}

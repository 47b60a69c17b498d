//! Writes names, addresses and contacts.

use crate::markup;
use crate::resume::{Address, AddressFormat, Contact, ContactKind, Date, Resume, Text};
use crate::source::{Node, Path, Value};

use super::super::super::losses::{LossKind, small_parts};
use super::inline::{inline, paragraphs};
use super::{Writer, date_element, label_of, value_of, wrapped};
use crate::format::members::{Members, plain};

/// Titles before a name, without full stop.
const TITLES: [&str; 12] =
    ["Mr", "Mrs", "Ms", "Miss", "Mx", "Sir", "Dame", "Dr", "Prof", "Rev", "Capt", "Ing"];

/// Suffixes of a name, without full stop.
const SUFFIXES: [&str; 14] =
    ["Jr", "Sr", "II", "III", "IV", "Esq", "MD", "M.D", "PhD", "Ph.D", "DPhil", "MBA", "CPA", "RN"];

impl Writer<'_> {
    pub(super) fn header(&mut self, resume: &Resume) -> Node {
        let basics = &resume.basics;
        let path = &basics.path;
        let mut header = Members::default();
        let name = basics.name.as_ref().map_or("", |name| name.as_str());
        header.put("name", self.name(name, &path.key("name")));
        let (places, others): (Vec<&Contact>, Vec<&Contact>) =
            basics.contacts.iter().partition(|contact| contact.kind == ContactKind::Location);
        self.addresses(&places, &mut header);
        header.put("birth", self.birth(resume));
        header.put("contact", self.contact(&others));
        let is_last = basics.contacts.iter().rposition(|c| c.kind == ContactKind::Location)
            >= basics.contacts.iter().position(|c| c.kind != ContactKind::Location);
        if is_last && !places.is_empty() && !others.is_empty() {
            self.losses.omitted("the order of the contacts", &places[0].item.path);
        }
        if basics.image.is_some() {
            self.losses.omitted("the photo", &path.key("image"));
        }
        if let Some(label) = &basics.label {
            let how = LossKind::Replaced("it is written under \"Miscellany\"");
            self.losses.note("`label` here", how, &path.key("label"));
            self.apart.extend(paragraphs(label.as_str()));
        }
        for (key, text) in [("pronouns", &basics.pronouns), ("nationality", &basics.nationality)] {
            if let Some(text) = text {
                self.put_apart(key, text.as_str(), &path.key(key));
            }
        }
        for extra in &basics.extra {
            self.put_apart(&label_of(extra), &value_of(&extra.value), &extra.path);
        }
        header.map()
    }

    /// Writes the parts of a name; the last word besides title and suffix is the surname.
    pub(super) fn name(&mut self, name: &str, path: &Path) -> Node {
        let text = markup::inline(name).text();
        let mut words: Vec<&str> = text.split_whitespace().collect();
        let is_one_of = |word: Option<&&str>, known: &[&str]| {
            word.is_some_and(|word| known.contains(&word.trim_end_matches(['.', ','])))
        };
        let titles = words.iter().take_while(|word| is_one_of(Some(word), &TITLES)).count();
        // At least one word is the name itself.
        let titles = titles.min(words.len().saturating_sub(1));
        let title: Vec<&str> = words.drain(..titles).collect();
        let mut suffix = Vec::new();
        while words.len() > 1 && is_one_of(words.last(), &SUFFIXES) {
            suffix.insert(0, words.pop().unwrap_or_default());
        }
        if words.len() > 1 {
            let guess = LossKind::Replaced("the last word is taken for the surname");
            self.losses.note("a name in one piece", guess, path);
        }
        let surname = words.pop();
        let mut rest = words.into_iter();
        let first = rest.next();
        let middle: Vec<&str> = rest.collect();
        let mut element = Members::default();
        let mut put = |name: &str, words: &[&str]| {
            element.put(name, (!words.is_empty()).then(|| plain(&words.join(" "))));
        };
        put("title", &title);
        put("firstname", if first.is_none() { &[""] } else { first.as_slice() });
        put("middlenames", &middle);
        put("surname", if surname.is_none() { &[""] } else { surname.as_slice() });
        put("suffix", &suffix);
        element.map()
    }

    fn birth(&mut self, resume: &Resume) -> Option<Node> {
        if let Some(date) = &resume.basics.birth {
            let how = LossKind::Replaced("it is written, but the library never prints it");
            self.losses.note("the date of birth", how, &resume.basics.path.key("birth"));
            return Some(wrapped("date", date_element(date)));
        }
        // In the form in which the reader stores it, since it is not printed.
        let (_, node) = resume.meta.extra.iter().find(|(key, _)| key == "birth")?;
        let date = Date::parse(node.as_text()?).ok()?;
        Some(wrapped("date", date_element(&date)))
    }

    /// Writes the first address, and stores others for the end.
    pub(super) fn addresses(&mut self, places: &[&Contact], element: &mut Members) {
        let Some((first, further)) = places.split_first() else { return };
        element.put("address", self.address(first));
        for place in further {
            small_parts(&place.item, "of a contact", self.losses);
            self.put_apart("address", &contact_text(place), &place.item.path);
        }
    }

    fn address(&mut self, contact: &Contact) -> Node {
        let path = &contact.item.path;
        let mut element = Members::default();
        self.marks("address", &contact.item, &mut element);
        let empty = Address::default();
        let address = contact.address.as_ref().unwrap_or(&empty);
        let format = address.format.map(|format| match format {
            AddressFormat::Standard => "standard",
            AddressFormat::European => "european",
            AddressFormat::Italian => "italian",
            other => {
                let (near, how) = match other {
                    AddressFormat::Turkish
                    | AddressFormat::Hungarian
                    | AddressFormat::Persian
                    | AddressFormat::Descending => ("european", "it becomes `european`"),
                    _ => ("standard", "it becomes `standard`"),
                };
                let name = AddressFormat::ALL.into_iter().find(|(format, _)| *format == other);
                let name = name.map_or("", |(_, name)| name);
                let what = format!("the order `{name}` of an address");
                self.losses.note(&what, LossKind::Replaced(how), path);
                near
            }
        });
        element.put("@format", format.map(plain));
        for extra in &contact.item.extra {
            self.put_apart(&label_of(extra), &value_of(&extra.value), &extra.path);
        }
        for (what, text) in [("label", &contact.label)] {
            if let Some(text) = text {
                self.put_apart(what, text.as_str(), &path.key(what));
            }
        }
        for (what, text) in [("value", &contact.value), ("url", &contact.url)] {
            if let Some(text) = text {
                self.put_apart(what, &markup::escape(text), &path.key(what));
            }
        }
        let has_parts = Address { format: address.format, ..empty.clone() } != *address;
        if let Some(text) = &contact.text {
            if has_parts {
                self.put_apart("text", text.as_str(), &path.key("text"));
            } else {
                element.put("#text", plain(&markup::inline(text.as_str()).text()));
                return element.map();
            }
        }
        for line in &address.lines {
            element.put("street", line_element(line));
        }
        element.put("suburb", address.district.as_ref().map(line_element));
        element.put("city", address.city.as_ref().map(line_element));
        element.put("state", address.region.as_ref().map(line_element));
        element.put("postalCode", address.postal_code.as_deref().map(plain));
        match (&address.country, &address.country_code) {
            (Some(country), code) => {
                if code.is_some() {
                    let path = path.key("countryCode");
                    self.losses.omitted("a country code in addition to the country", &path);
                }
                element.put("country", line_element(country));
            }
            (None, code) => element.put("country", code.as_deref().map(plain)),
        }
        element.map()
    }

    pub(super) fn contact(&mut self, contacts: &[&Contact]) -> Option<Node> {
        let mut element = Members::default();
        for contact in contacts {
            self.one_contact(contact, &mut element);
        }
        element.filled()
    }

    fn one_contact(&mut self, contact: &Contact, element: &mut Members) {
        let path = &contact.item.path;
        let label = contact.label.as_ref().map(|label| markup::inline(label.as_str()).text());
        let (name, attribute) = match contact.kind {
            ContactKind::Phone => ("phone", Some("@location")),
            ContactKind::Fax => ("fax", Some("@location")),
            ContactKind::Email => ("email", None),
            ContactKind::Url => ("url", None),
            ContactKind::Other if label.as_deref() == Some("Pager") => ("pager", None),
            _ => ("instantMessage", Some("@service")),
        };
        let mut one = Members::default();
        match (&label, attribute) {
            (Some(label), Some(attribute)) => one.put(attribute, plain(&known_word(label))),
            (Some(label), None) if name != "pager" => {
                let value = contact.value.as_deref().unwrap_or_default();
                self.put_apart(label, &markup::escape(value), &path.key("label"));
            }
            _ => {}
        }
        self.marks(name, &contact.item, &mut one);
        for extra in &contact.item.extra {
            self.put_apart(&label_of(extra), &value_of(&extra.value), &extra.path);
        }
        if let Some(text) = &contact.text {
            self.put_apart("text", text.as_str(), &path.key("text"));
        }
        let value = contact.value.as_ref().or(contact.url.as_ref());
        if let (Some(_), Some(url)) = (&contact.value, &contact.url) {
            let apart = LossKind::Replaced("it becomes a separate contact");
            self.losses.note("the address of an account", apart, &path.key("url"));
            one.put("#text", value.map(|value| plain(value)));
            element.put(name, one.map());
            element.put("url", plain(url));
            return;
        }
        match value {
            Some(value) => {
                one.put("#text", plain(value));
                element.put(name, one.map());
            }
            None => {
                if let Some(label) = label {
                    self.put_apart("label", &markup::escape(&label), &path.key("label"));
                }
            }
        }
    }
}

/// Writes a contact as text.
pub(super) fn contact_text(contact: &Contact) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(contact.text.iter().map(|text| text.as_str().to_owned()));
    if let Some(address) = &contact.address {
        let texts = address.lines.iter().chain(&address.district).chain(&address.city);
        let texts = texts.chain(&address.region).chain(&address.country);
        parts.extend(texts.map(|text| text.as_str().to_owned()));
        let codes = address.postal_code.iter().chain(&address.country_code);
        parts.extend(codes.map(|code| markup::escape(code)));
    }
    let values = contact.value.iter().chain(&contact.url);
    parts.extend(values.map(|value| markup::escape(value)));
    let text = parts.join(", ");
    match &contact.label {
        Some(label) => format!("{}: {text}", label.as_str()),
        None => text,
    }
}

fn line_element(text: &Text) -> Node {
    // Parts of an address may contain only text.
    match inline(text.as_str()) {
        node @ Node { value: Value::Scalar(_), .. } => node,
        _ => plain(&markup::inline(text.as_str()).text()),
    }
}

/// Returns the library's word for a known location or service.
fn known_word(label: &str) -> String {
    match label {
        "Home" => "home",
        "Work" => "work",
        "Mobile" => "mobile",
        "AIM" => "aim",
        "ICQ" => "icq",
        "IRC" => "irc",
        "Jabber" => "jabber",
        "MSN Messenger" => "msn",
        "Yahoo! Messenger" => "yahoo",
        other => other,
    }
    .to_owned()
}

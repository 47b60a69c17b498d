//! Normalises `basics` and its contacts.

use std::collections::BTreeMap;

use super::names::Place;
use super::profiles::{is_same_profile, network_named};
use super::{Normalizer, Renamed, drop_comments, is_blank, is_same, list, map, member, texts};
use crate::characters::letters;
use crate::phone::national_length;
use crate::resume::{ContactKind, title_of_key};
use crate::source::{Kind, Member, Node, Path, Value};

/// Names of a mapping of contacts within `basics`.
const CONTACTS: [&str; 5] =
    ["contacts", "contact", "contactinfo", "contactinformation", "contactdetails"];

/// Names of a mapping of personal details.
pub(super) const PERSONAL: [&str; 6] = [
    "personal",
    "personalinfo",
    "personalinformation",
    "personaldetails",
    "personaldata",
    "personalia",
];

/// Names of the parts of a name, in their order.
const NAME_PARTS: [&[&str]; 3] = [
    &["firstname", "givenname", "given", "first"],
    &["middlename", "middle"],
    &["lastname", "familyname", "family", "last", "surname"],
];

/// Names of a mobile number.
const MOBILE: [&str; 5] = ["mobile", "cell", "cellphone", "mobilephone", "mobilenumber"];

/// Parts of an address that are given directly in `basics`.
const PARTS: [&str; 6] = ["postalCode", "city", "region", "countryCode", "country", "district"];

/// Minimum digits of a telephone number.
const FEWEST_DIGITS: usize = 6;

impl Normalizer<'_> {
    pub(super) fn basics(&mut self, node: &mut Node, at: &Path) {
        let Value::Map(members) = &mut node.value else { return };
        drop_comments(members);
        for names in [CONTACTS.as_slice(), PERSONAL.as_slice()] {
            self.flatten(names, members, at);
        }
        self.whole_name(members, at);
        self.rename(Place::Basics, members, at);
        self.parts_of_address(members, at);
        self.networks(members, at);
        for member in members {
            let at = at.key(&member.key);
            let node = &mut member.value;
            match member.key.as_str() {
                "name" | "label" | "nationality" | "pronouns" => {
                    join_name(node);
                    self.each(node, &at, |normalizer, node, at| normalizer.line(node, at));
                }
                "summary" => {
                    self.each(node, &at, |normalizer, node, at| normalizer.prose(node, at))
                }
                "image" => address_of(node),
                "details" if node.as_map().is_none() && !is_blank(node) => {
                    let fact =
                        Member { key: "Details".to_owned(), ..super::member("", node.clone()) };
                    *node = map(vec![fact], node.span);
                }
                "email" => self.contact_field(Some(ContactKind::Email), node, &at),
                "phone" => self.contact_field(Some(ContactKind::Phone), node, &at),
                "fax" => self.contact_field(Some(ContactKind::Fax), node, &at),
                "url" => self.contact_field(Some(ContactKind::Url), node, &at),
                "location" => self.locations(node, &at),
                "profiles" => self.profiles(node, &at),
                _ => texts::clean(node),
            }
        }
    }

    /// Moves the members of a mapping, such as `contacts`, into `basics`.
    fn flatten(&mut self, names: &[&str], members: &mut Vec<Member>, at: &Path) {
        let is_named = |member: &Member| names.contains(&letters(&member.key).as_str());
        let Some(index) = members.iter().position(is_named) else { return };
        let Value::Map(inner) = &members[index].value.value else { return };
        if is_blank(&members[index].value) {
            return;
        }
        let is_one = inner.iter().any(|member| ["kind", "value"].contains(&member.key.as_str()));
        if is_one {
            let value = members[index].value.clone();
            "contacts".clone_into(&mut members[index].key);
            members[index].value = list(vec![value.clone()], value.span);
            return;
        }
        let Member { key, key_span, value } = members.remove(index);
        let Value::Map(inner) = value.value else { return };
        // At the root, it has been moved to `basics` before.
        let moved = self.renamed.iter().position(|renamed| renamed.span == key_span);
        let moved = moved.map(|moved| self.renamed.remove(moved));
        let (key, path) = moved.map_or_else(|| (key.clone(), at.key(&key)), |it| (it.key, it.path));
        let own = "basics".to_owned();
        self.renamed.push(Renamed { key, own, span: key_span, path });
        let places: BTreeMap<String, usize> =
            (0..).zip(members.iter()).map(|(at, member)| (member.key.clone(), at)).collect();
        let mut further = Vec::new();
        for contact in inner.into_iter().filter(|member| !is_blank(&member.value)) {
            match places.get(&contact.key).map(|at| &mut members[*at]) {
                Some(same) if is_same(&same.value, &contact.value) => {}
                Some(same) => add(same, contact.value),
                None => further.push(contact),
            }
        }
        members.splice(index..index, further);
    }

    /// Joins a name given in parts.
    fn whole_name(&mut self, members: &mut Vec<Member>, at: &Path) {
        if members.iter().any(|m| ["name", "fullname"].contains(&letters(&m.key).as_str())) {
            return;
        }
        let position = |members: &[Member], names: &[&str]| {
            members.iter().position(|member| {
                names.contains(&letters(&member.key).as_str()) && member.value.as_text().is_some()
            })
        };
        let mut parts = Vec::new();
        let mut place = None;
        for names in NAME_PARTS {
            if let Some(index) = position(members, names) {
                let Member { key, key_span, value } = members.remove(index);
                parts.extend(value.as_text().map(|text| text.trim().to_owned()));
                let path = at.key(&key);
                self.renamed.push(Renamed { key, own: "name".to_owned(), span: key_span, path });
                place = place.or(Some((index, key_span, value.span)));
            }
        }
        parts.retain(|part| !part.is_empty());
        if let Some((index, key_span, span)) = place.filter(|_| !parts.is_empty()) {
            let value = Node::text(parts.join(" "), span);
            members.insert(index, Member { key: "name".to_owned(), key_span, value });
        }
    }

    /// Moves address parts in `basics` to `location`.
    fn parts_of_address(&mut self, members: &mut Vec<Member>, at: &Path) {
        let part = |key: &str| {
            let own = PARTS.into_iter().find(|own| *own == key);
            own.or_else(|| Place::Address.meaning(key).filter(|own| PARTS.contains(own)))
        };
        let is_part =
            |member: &Member| member.value.as_text().is_some() && part(&member.key).is_some();
        let Some(first) = members.iter().position(is_part) else { return };
        let street = members.iter().position(|member| member.key == "location");
        // A mapping is already complete; a text in this place is the street.
        if street.is_some_and(|index| members[index].value.as_text().is_none()) {
            return;
        }
        let mut address = Vec::new();
        if let Some(index) = street {
            let Member { key_span, value, .. } = members.remove(index);
            address.push(Member { key: "address".to_owned(), key_span, value });
        }
        let mut index = 0;
        while index < members.len() {
            if !is_part(&members[index]) {
                index += 1;
                continue;
            }
            let Member { key, key_span, value } = members.remove(index);
            let own = part(&key).unwrap_or_default();
            let (path, whole) = (at.key(&key), format!("location.{own}"));
            self.renamed.push(Renamed { key, own: whole, span: key_span, path });
            address.push(Member { key: own.to_owned(), key_span, value });
        }
        let place = first.min(members.len());
        let (key_span, span) = (address[0].key_span, address[0].value.span);
        let value = map(address, span);
        members.insert(place, Member { key: "location".to_owned(), key_span, value });
    }

    /// Converts keys that are names of networks to profiles.
    fn networks(&mut self, members: &mut Vec<Member>, at: &Path) {
        let mut index = 0;
        while index < members.len() {
            let name = network_named(&members[index].key);
            let Some(name) = name.filter(|_| members[index].value.as_text().is_some()) else {
                index += 1;
                continue;
            };
            let Member { key, key_span, value } = members.remove(index);
            if is_blank(&value) {
                continue;
            }
            let path = at.key(&key);
            let network = Node::text(name, key_span);
            let profile = map(
                vec![member("network", network), member("username", value.clone())],
                value.span,
            );
            self.renamed.push(Renamed { key, own: "profiles".to_owned(), span: key_span, path });
            match members.iter_mut().find(|member| member.key == "profiles") {
                Some(profiles) => {
                    let given = profiles.value.as_list().unwrap_or_default();
                    if !given.iter().any(|own| is_same_profile(own, name, &value)) {
                        add(profiles, profile);
                    }
                }
                None => {
                    let value = list(vec![profile], value.span);
                    members.insert(index, Member { key: "profiles".to_owned(), key_span, value });
                    index += 1;
                }
            }
        }
    }

    /// Normalises one or several contacts of a kind.
    pub(super) fn contact_field(&mut self, kind: Option<ContactKind>, node: &mut Node, _at: &Path) {
        bare_address(node);
        texts::clean(node);
        let Some(kind) = kind else { return };
        match &mut node.value {
            Value::Scalar(scalar) => {
                let span = node.span;
                let parts = several(kind, &scalar.text);
                if parts.len() > 1 {
                    let nodes = parts.iter().map(|part| Node::text(part, span)).collect();
                    *node = list(nodes, span);
                }
            }
            Value::List(nodes) => {
                let each = std::mem::take(nodes).into_iter();
                *nodes = each
                    .flat_map(|node| {
                        let parts =
                            node.as_text().map(|text| several(kind, text)).unwrap_or_default();
                        if parts.len() > 1 {
                            parts.iter().map(|part| Node::text(part, node.span)).collect()
                        } else {
                            vec![node]
                        }
                    })
                    .collect();
                for node in nodes {
                    contact_keys(kind, node);
                }
            }
            Value::Map(members) => match labelled_each(kind, members) {
                Some(contacts) => *node = list(contacts, node.span),
                None => contact_keys(kind, node),
            },
            Value::Null => {}
        }
    }

    fn locations(&mut self, node: &mut Node, at: &Path) {
        texts::clean(node);
        if self.is_by_language(node) {
            return;
        }
        match &mut node.value {
            Value::Map(members) => {
                drop_comments(members);
                self.rename(Place::Address, members, at);
                drop_repeated_parts(members);
            }
            Value::List(nodes) => {
                for (index, node) in nodes.iter_mut().enumerate() {
                    if let Value::Map(members) = &mut node.value {
                        drop_comments(members);
                        self.rename(Place::Address, members, &at.index(index));
                    }
                }
            }
            _ => {}
        }
    }
}

/// Returns the contacts of a mapping of labels to addresses: `{work: ada@mill.example}`.
fn labelled_each(kind: ContactKind, members: &[Member]) -> Option<Vec<Node>> {
    let is_address = |text: &str| match kind {
        ContactKind::Email => text.contains('@'),
        ContactKind::Phone | ContactKind::Fax => {
            text.chars().filter(char::is_ascii_digit).count() >= FEWEST_DIGITS
        }
        _ => false,
    };
    let is_label = |member: &Member| {
        const FIELDS: [&str; 8] =
            ["value", "text", "url", "number", "email", "phone", "address", "mail"];
        !FIELDS.contains(&member.key.as_str()) && member.value.as_text().is_some_and(&is_address)
    };
    if members.is_empty() || !members.iter().all(is_label) {
        return None;
    }
    let contact = |own: &Member| {
        let label = Node::text(title_of_key(&own.key), own.key_span);
        map(vec![member("label", label), member("value", own.value.clone())], own.value.span)
    };
    Some(members.iter().map(contact).collect())
}

/// Joins the parts of a name given as a mapping.
fn join_name(node: &mut Node) {
    let Some(members) = node.as_map() else { return };
    let part = |names: &[&str]| {
        let member =
            members.iter().find(|member| names.contains(&letters(&member.key).as_str()))?;
        member.value.as_text().map(str::trim).filter(|text| !text.is_empty())
    };
    let parts: Vec<&str> = NAME_PARTS.iter().filter_map(|names| part(names)).collect();
    if parts.len() == members.len() {
        *node = Node::text(parts.join(" "), node.span);
    }
}

/// Removes parts of an address that its lines contain: `1 Mill Lane, Leeds LS1 4AP`.
fn drop_repeated_parts(members: &mut Vec<Member>) {
    let words = |text: &str| {
        let lower = text.to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        format!(" {} ", words.collect::<Vec<_>>().join(" "))
    };
    let Some(lines) = members.iter().find(|member| member.key == "address") else { return };
    let Some(lines) = lines.value.as_text().map(words) else { return };
    let parts = ["city", "postalCode", "region"];
    let is_part =
        |member: &Member| parts.contains(&member.key.as_str()) && !is_blank(&member.value);
    let is_in_lines =
        |member: &Member| member.value.as_text().is_some_and(|text| lines.contains(&words(text)));
    let given: Vec<&Member> = members.iter().filter(|member| is_part(member)).collect();
    // A street may be named after the city, so a single part is not enough.
    if given.len() > 1 && given.iter().all(|member| is_in_lines(member)) {
        members.retain(|member| !is_part(member));
    }
}

/// Removes the angle brackets and the scheme of a copied address: `<ada@mill.example>`, `tel:…`.
fn bare_address(node: &mut Node) {
    match &mut node.value {
        Value::Scalar(scalar) => {
            let text = scalar.text.trim();
            let inner = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
            // `<d>` is text.
            let inner = inner.filter(|inner| inner.contains(['@', '.']));
            let bare = inner.unwrap_or(text);
            let scheme = |scheme: &str| {
                let has =
                    bare.get(..scheme.len()).is_some_and(|own| own.eq_ignore_ascii_case(scheme));
                has.then(|| &bare[scheme.len()..])
            };
            let bare = scheme("mailto:").or_else(|| scheme("tel:")).unwrap_or(bare);
            let is_address = !bare.trim().is_empty() && !bare.contains(['<', '>']);
            if bare.len() < text.len() && is_address {
                scalar.text = bare.trim().to_owned();
            }
        }
        Value::List(nodes) => nodes.iter_mut().for_each(bare_address),
        Value::Null | Value::Map(_) => {}
    }
}

pub(super) fn is_address(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or_default();
    text.starts_with("http://")
        || text.starts_with("https://")
        || text.starts_with("www.")
        || (text.contains('/') && is_host(host) && !text.contains([' ', '@']))
}

/// Returns whether text is a host name, such as `ona.example`.
fn is_host(text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && !label.contains(|c: char| c.is_ascii_punctuation() && c != '-')
    };
    let domain = text.rsplit_once('.').map(|(_, domain)| domain);
    text.split('.').all(is_label)
        && domain.is_some_and(|domain| {
            domain.chars().count() > 1 && domain.chars().all(char::is_alphabetic)
        })
}

/// Extracts the URL of a picture described by a mapping.
fn address_of(node: &mut Node) {
    if let Some(url) = ["url", "src", "path", "file"].iter().find_map(|key| node.get(key)) {
        *node = url.clone();
    }
}

/// Renames keys of a contact, such as `number` and `type`.
fn contact_keys(kind: ContactKind, node: &mut Node) {
    let Value::Map(members) = &mut node.value else { return };
    drop_comments(members);
    let values: &[&str] = match kind {
        ContactKind::Email => &["address", "mail"],
        ContactKind::Url => &["href", "link", "website", "address"],
        _ => &["number", "tel", "telephone", "mobile"],
    };
    let names = [("value", values), ("label", &["type", "name", "title", "kind"][..])];
    for (own, others) in names {
        if members.iter().any(|member| member.key == own) {
            continue;
        }
        let other = |member: &&mut Member| others.contains(&member.key.as_str());
        if let Some(member) = members.iter_mut().find(other) {
            own.clone_into(&mut member.key);
        }
    }
}

/// Splits a text with several addresses or numbers; empty if it is something else.
pub(in crate::format) fn several(kind: ContactKind, text: &str) -> Vec<String> {
    let parts: Vec<String> = match kind {
        ContactKind::Email => {
            let parts = text.split([',', ';', '/', '|', '\n', ' ']).map(str::trim);
            parts
                .filter(|part| !part.is_empty() && *part != "or" && *part != "and")
                .map(str::to_owned)
                .collect()
        }
        ContactKind::Phone | ContactKind::Fax => {
            let parts = text.split([',', ';', '|', '\n']).flat_map(|part| part.split(" or "));
            parts.flat_map(numbers_between_slashes).filter(|part| !part.is_empty()).collect()
        }
        ContactKind::Url => {
            let parts = text.split([',', ';', '|', '\n', ' ']).map(str::trim);
            parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
        }
        _ => Vec::new(),
    };
    let is_one = |part: &String| match kind {
        ContactKind::Email => {
            part.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
        }
        ContactKind::Url => is_address(part) || part.contains('.') && !part.ends_with('.'),
        _ => {
            part.bytes().filter(u8::is_ascii_digit).count() >= FEWEST_DIGITS
                && !part.to_lowercase().starts_with("ext")
        }
    };
    if parts.iter().all(is_one) { parts } else { Vec::new() }
}

/// Splits a text at slashes between whole numbers; `+49 4321 / 987654` has one after the area code.
fn numbers_between_slashes(text: &str) -> Vec<String> {
    const SLASH: &str = " / ";
    /// Maximum bytes of a number; longer text is not extended.
    const LONGEST: usize = 60;
    let is_whole =
        |number: &str| number.len() > LONGEST || national_length(number) >= FEWEST_DIGITS;
    let mut numbers: Vec<String> = Vec::new();
    let mut parts = text.split(SLASH).map(str::trim).peekable();
    while let Some(part) = parts.next() {
        let is_area_code = part.starts_with(['+', '0', '(']) && parts.peek().is_some();
        match numbers.last_mut() {
            Some(last) if !is_whole(last) || !is_whole(part) && !is_area_code => {
                last.push_str(SLASH);
                last.push_str(part);
            }
            _ => numbers.push(part.to_owned()),
        }
    }
    numbers
}

/// Adds a contact to those of a member.
pub(super) fn add(held: &mut Member, contact: Node) {
    let span = held.value.span;
    match &mut held.value.value {
        Value::List(nodes) => match contact.value {
            Value::List(more) => nodes.extend(more),
            _ => nodes.push(contact),
        },
        _ => {
            let first = std::mem::replace(&mut held.value.value, Value::Null);
            held.value = list(vec![Node { value: first, span }], span);
            add(held, contact);
        }
    }
}

/// Returns a number with the label that its key suggests.
pub(super) fn labelled(key: &str, value: Node) -> Node {
    if !MOBILE.contains(&letters(key).as_str()) || value.as_text().is_none() {
        return value;
    }
    let span = value.span;
    let label = Node::scalar("Mobile", Kind::Text).with_span(span);
    map(vec![member("label", label), member("value", value)], span)
}

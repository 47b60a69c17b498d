//! Writes `content`: person, contacts and sections.

use crate::format::arrange::note_item_without_id;
use crate::format::commonmark::join_list;
use crate::format::losses::{LossKind, entries_with_content, small_parts, unambiguous_key};
use crate::format::members::{Members, extra_value};
use crate::resume::{Address, Basics, Contact, ContactKind, Resume, Section, SectionKind, Text};
use crate::source::{Kind, Node};

use super::super::keys::{BASICS, DOCUMENT, HEADER, ORDER};
use super::super::names::{Named, country_of_code};
use super::super::own_words::{OTHER_LANGUAGES, OTHER_PROFILES, text_key};
use super::super::words::Options;
use super::Writer;
use super::entry::Own;
use super::limits::check_texts;

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
                let heading = section
                    .title
                    .as_ref()
                    .map(|title| crate::format::commonmark::plain(title.as_str()));
                let locale = self.own.clone().unwrap_or_default();
                let heading = heading.or_else(|| locale.section_title(kind).map(str::to_owned));
                let own = Own { key, kind, keys, heading: heading.as_deref() };
                let entries = self.entries(own, section);
                if entries.is_empty() && section.title.is_some() {
                    self.losses.omitted("sections without content", &section.item.path);
                }
                nodes.extend(entries);
            }
            let others = self.other_languages(kind, &mut nodes);
            // Its schema requires the list, even if it is empty.
            let is_wanted = !nodes.is_empty() || kind == SectionKind::Education;
            members.put(key, is_wanted.then(|| Node::list(nodes)));
            members.put(OTHER_LANGUAGES, others);
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
            let Some(contact) = first else { continue };
            let path = &contact.item.path;
            let value = contact.value.as_deref().unwrap_or_default();
            members.put(
                key,
                match kind {
                    ContactKind::Phone => self.phone(value, path),
                    ContactKind::Url => self.url(value, path),
                    _ => Node::scalar(value, Kind::Text),
                },
            );
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
        let path_of = |key: &str| match key {
            "headline" => at("label"),
            "email" | "phone" | "url" => {
                let kind = match key {
                    "email" => ContactKind::Email,
                    "phone" => ContactKind::Phone,
                    _ => ContactKind::Url,
                };
                let first = basics.contacts.iter().find(|contact| contact.kind == kind);
                first.map_or_else(|| at(key), |contact| contact.item.path.clone())
            }
            "summary" => summary.map_or_else(|| at(key), |section| section.item.path.clone()),
            key => at(key),
        };
        if !members.has("name") {
            let what = "`basics` without `name`";
            self.losses.note(what, LossKind::Rejected("add it to the written file"), &at("name"));
        }
        check_texts("basics", members.iter(), path_of, self.losses);
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
        let mut others = Vec::new();
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
                ContactKind::Profile => {
                    let network = contact.label.as_ref().map(|label| label.as_str());
                    if network.is_none_or(|network| self.has_network(network)) {
                        profiles.push(self.profile(contact));
                    } else {
                        let network = path.key("network");
                        self.losses.note(
                            "networks outside its list",
                            LossKind::KeptUnderOwnKey,
                            &network,
                        );
                        others.push(self.profile(contact));
                    }
                }
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
        members.put(OTHER_PROFILES, (!others.is_empty()).then(|| Node::list(others)));
    }

    fn has_network(&self, network: &str) -> bool {
        let network = crate::format::commonmark::plain(network);
        Options::Network.of_word(&network, None).is_some()
            || Options::Network.nearest(&network).is_some()
    }

    /// Takes the languages that are not in YAMLResume's list.
    fn other_languages(&mut self, kind: SectionKind, nodes: &mut Vec<Node>) -> Option<Node> {
        let is_other = |node: &mut Node| {
            let language = node.get("language").and_then(Node::as_text);
            kind == SectionKind::Languages
                && language.is_some_and(|name| Named::Language.english(name, "en").is_none())
        };
        let others: Vec<Node> = nodes.extract_if(.., is_other).collect();
        (!others.is_empty()).then(|| Node::list(others))
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
        if !members.has("city") && !members.is_empty() {
            let remedy = LossKind::Rejected("add it to the written file");
            self.losses.note("`location` without `city`", remedy, path);
        }
        check_texts("location", members.iter(), |_| path.clone(), self.losses);
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
        self.country(address, path, members);
        members.plain("postalCode", &address.postal_code);
        if address.district.is_some() {
            self.losses.omitted("a district", &path.key("district"));
        }
        if address.format.is_some() {
            self.losses.omitted("the order of an address", &path.key("format"));
        }
    }

    /// Writes the country by its name in YAMLResume's list.
    fn country(&mut self, address: &Address, path: &crate::source::Path, members: &mut Members) {
        let code = address.country_code.as_deref();
        let of_code = code.and_then(country_of_code);
        if let Some(code) = code {
            let at = path.key("countryCode");
            let name = LossKind::Replaced("its name is written");
            match of_code {
                Some(_) => self.losses.note("the code of a country", name, &at),
                None => self.losses.omitted(format!("the country `{code}`"), &at),
            }
        }
        let Some(text) = &address.country else {
            members.put("country", of_code.map(|name| Node::scalar(name, Kind::Text)));
            return;
        };
        if self.name_in_list(Named::Country, "country", text, path, members) {
            return;
        }
        let word = self.plain(text.as_str(), path);
        let locale = self.own.clone().unwrap_or_default();
        let name = locale.country_code(&word).and_then(|code| country_of_code(&code)).or(of_code);
        members.take("country");
        members.put("country", name.map(|name| Node::scalar(name, Kind::Text)));
        members.put(&text_key("country"), Node::scalar(&word, Kind::Text));
        let fate = if name.is_some() {
            LossKind::Replaced("that of its list is written, yours under a separate key")
        } else {
            LossKind::KeptUnderOwnKey
        };
        self.losses.note("another name of a country", fate, path);
    }

    fn profile(&mut self, contact: &Contact) -> Node {
        let path = &contact.item.path;
        let mut members = Members::default();
        if let Some(label) = &contact.label {
            let at = path.key("network");
            if self.has_network(label.as_str()) {
                self.option(Options::Network, "network", label, &at, &mut members);
            } else {
                members.put("network", self.line(label, &at));
            }
        }
        let username = contact.value.clone().or_else(|| {
            let user = contact.url.as_deref().and_then(user_of_url)?;
            let part = LossKind::Replaced("the last part of its address is written");
            self.losses.note("a profile without a username", part, path);
            Some(user)
        });
        members.plain("username", &username);
        members.put("url", contact.url.as_deref().map(|url| self.url(url, &path.key("url"))));
        for key in ["network", "username"] {
            if !members.has(key) {
                let what = format!("`profiles` without `{key}`");
                self.losses.note(what, LossKind::Rejected("add it to the written file"), path);
            }
        }
        check_texts("profiles", members.iter(), |key| path.key(key), self.losses);
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

    fn entries(&mut self, own: Own, section: &Section) -> Vec<Node> {
        let entries = entries_with_content(section, self.losses);
        entries.into_iter().flat_map(|entry| self.entry(own, entry)).collect()
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
        let mut nodes = self.entries(Own::OTHER, section);
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

/// Returns the last part of a web address, which is usually the name of the user.
fn user_of_url(url: &str) -> Option<String> {
    let url = url.split(['?', '#']).next()?.trim_end_matches('/');
    let (_, rest) = url.split_once("://").unwrap_or(("", url));
    let (_, user) = rest.rsplit_once('/')?;
    (!user.is_empty()).then(|| user.to_owned())
}

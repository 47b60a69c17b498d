//! The newer form: `cv` as in RenderCV, possibly with JSON Resume's keys in entries.

use crate::diagnostic::Diagnostic;
use crate::resume::{Contact, ContactKind, Item, Resume, Section, SectionKind, Text};
use crate::source::{Member, Node, Path, Value};

use super::titles::{is_summary, kind_of};
use super::{Reader, WEBSITE_KEYS, place, split_outside_parentheses, text_section};

/// Keys of entries that JSON Resume has but RenderCV does not.
const JSON_RESUME_KEYS: [&str; 12] = [
    "studyType",
    "releaseDate",
    "issuer",
    "awarder",
    "fluency",
    "score",
    "courses",
    "keywords",
    "startDate",
    "endDate",
    "icon",
    "publisher",
];

pub(super) fn evidence(root: &Node) -> Vec<String> {
    let others = ["design", "locale", "settings", "rendercv_settings"];
    let Some(cv) = root.get("cv").filter(|_| others.iter().all(|key| root.get(key).is_none()))
    else {
        return Vec::new();
    };
    let mut found: Vec<String> = Vec::new();
    if cv.get("summary").is_some() {
        found.push("`cv.summary`".to_owned());
    }
    for section in cv.get("sections").and_then(Node::as_map).unwrap_or_default() {
        let entries = section.value.as_list().unwrap_or_default();
        let key = JSON_RESUME_KEYS
            .iter()
            .find(|key| entries.iter().any(|entry| entry.get(key).is_some()));
        found.extend(key.map(|key| format!("`{key}` in `{}`", section.key)));
    }
    if found.is_empty() {
        return found;
    }
    found.push("`cv`".to_owned());
    found
}

/// Field names and their equivalents in JSON Resume.
const RENAMED: [(&str, &str); 8] = [
    ("start_date", "startDate"),
    ("end_date", "endDate"),
    ("degree", "studyType"),
    ("website", "url"),
    ("link", "url"),
    ("description", "summary"),
    ("place", "location"),
    ("role", "position"),
];

/// The same for sections of one kind.
const RENAMED_IN: [(SectionKind, &str, &str); 21] = [
    (SectionKind::Custom, "title", "name"),
    (SectionKind::Projects, "title", "name"),
    (SectionKind::Skills, "title", "name"),
    (SectionKind::Interests, "title", "name"),
    (SectionKind::Volunteer, "title", "position"),
    (SectionKind::Work, "company", "name"),
    (SectionKind::Work, "organization", "name"),
    (SectionKind::Volunteer, "company", "organization"),
    (SectionKind::Volunteer, "name", "organization"),
    (SectionKind::Education, "name", "institution"),
    (SectionKind::Awards, "name", "title"),
    (SectionKind::Publications, "title", "name"),
    (SectionKind::Publications, "journal", "venue"),
    (SectionKind::Publications, "date", "releaseDate"),
    (SectionKind::Certificates, "title", "name"),
    (SectionKind::Skills, "label", "name"),
    (SectionKind::Skills, "details", "keywords"),
    (SectionKind::Languages, "name", "language"),
    (SectionKind::Languages, "label", "language"),
    (SectionKind::Languages, "summary", "fluency"),
    (SectionKind::Languages, "details", "fluency"),
];

impl Reader<'_> {
    pub(super) fn cv(&mut self, node: &Node, at: &Path, resume: &mut Resume) {
        resume.basics.path = at.clone();
        for member in self.decoder.map(node, at, "a mapping").unwrap_or_default() {
            let path = at.key(&member.key);
            let node = &member.value;
            let basics = &mut resume.basics;
            match member.key.as_str() {
                "name" => basics.name = self.line(node, &path),
                "label" | "headline" => basics.label = self.line(node, &path),
                "image" | "photo" => basics.image = self.decoder.plain(node, &path),
                "email" => basics.contacts.extend(self.several(ContactKind::Email, node, &path)),
                "phone" => basics.contacts.extend(self.several(ContactKind::Phone, node, &path)),
                "website" | "url" => {
                    basics.contacts.extend(self.several(ContactKind::Url, node, &path));
                }
                "location" => {
                    let contacts = self.decoder.contacts(Some(ContactKind::Location), node, &path);
                    basics.contacts.extend(contacts);
                }
                "social_networks" | "profiles" => self.networks(node, &path, resume),
                "custom_connections" => self.connections(node, &path, resume),
                "summary" => {
                    let text = self.prose(node, &path);
                    let made =
                        text.map(|text| text_section(&path, SectionKind::Summary, None, text));
                    resume.sections.extend(made);
                }
                "sections" => {
                    let members = self.decoder.map(node, &path, "a mapping of sections");
                    for member in members.unwrap_or_default() {
                        self.cv_section(member, &path.key(&member.key), resume);
                    }
                }
                key if WEBSITE_KEYS.contains(&key) => {}
                _ => self.unknown(member, &path, &mut basics.extra),
            }
        }
    }

    fn several(&mut self, kind: ContactKind, node: &Node, at: &Path) -> Vec<Contact> {
        let one = |value: String, path: Path| Contact {
            item: Item::at(path),
            kind,
            value: Some(value),
            ..Contact::default()
        };
        match node.as_list() {
            Some(nodes) => {
                let nodes = nodes.iter().enumerate();
                nodes
                    .filter_map(|(index, node)| {
                        let at = at.index(index);
                        Some(one(self.bare(node, &at)?, at))
                    })
                    .collect()
            }
            None => self.bare(node, at).into_iter().map(|value| one(value, at.clone())).collect(),
        }
    }

    fn networks(&mut self, node: &Node, at: &Path, resume: &mut Resume) {
        for (index, node) in node.as_list().unwrap_or_default().iter().enumerate() {
            let at = at.index(index);
            let mut contact = Contact::at(&at, ContactKind::Profile);
            for member in self.decoder.map(node, &at, "a mapping").unwrap_or_default() {
                let path = at.key(&member.key);
                match member.key.as_str() {
                    "network" => contact.label = self.line(&member.value, &path),
                    "username" => contact.value = self.bare(&member.value, &path),
                    "url" => contact.url = self.bare(&member.value, &path),
                    key if WEBSITE_KEYS.contains(&key) => {}
                    _ => self.unknown(member, &path, &mut contact.item.extra),
                }
            }
            let has_content = contact.value.is_some() || contact.url.is_some();
            resume.basics.contacts.extend(has_content.then_some(contact));
        }
    }

    fn connections(&mut self, node: &Node, at: &Path, resume: &mut Resume) {
        for (index, node) in node.as_list().unwrap_or_default().iter().enumerate() {
            let at = at.index(index);
            let mut contact = Contact::at(&at, ContactKind::Other);
            for member in self.decoder.map(node, &at, "a mapping").unwrap_or_default() {
                let path = at.key(&member.key);
                match member.key.as_str() {
                    "placeholder" => contact.value = self.bare(&member.value, &path),
                    "url" => contact.url = self.bare(&member.value, &path),
                    "fontawesome_icon" => {}
                    _ => self.unknown(member, &path, &mut contact.item.extra),
                }
            }
            let has_content = contact.value.is_some() || contact.url.is_some();
            resume.basics.contacts.extend(has_content.then_some(contact));
        }
    }

    fn cv_section(&mut self, member: &Member, at: &Path, resume: &mut Resume) {
        let title = Some(Text::from(super::from_commonmark(&member.key)));
        let Some(nodes) = member.value.as_list() else {
            let text = self.prose(&member.value, at);
            let made = text.map(|text| text_section(at, SectionKind::Text, title, text));
            resume.sections.extend(made);
            return;
        };
        let mut section = Section { item: Item::at(at), title, ..Section::default() };
        if nodes.iter().all(|node| node.as_text().is_some()) {
            if is_summary(&member.key) {
                let nodes = nodes.iter().enumerate();
                let texts: Vec<String> =
                    nodes.filter_map(|(index, node)| self.prose(node, &at.index(index))).collect();
                if texts.is_empty() {
                    return;
                }
                section.kind = SectionKind::Text;
                section.text = Some(Text::from(texts.join("\n\n")));
            } else {
                section.kind = SectionKind::List;
                section.highlights = self.decoder.highlights(&member.value, at);
            }
        } else {
            section.kind = kind_of_entries(&member.key, nodes);
            let entries = self.with_json_resume_keys(section.kind, &member.value, at);
            section.entries = self.decoder.entries(section.kind, &entries, at);
        }
        let is_empty = section.entries.iter().all(Vec::is_empty)
            && section.highlights.iter().all(Vec::is_empty)
            && section.text.is_none();
        if !is_empty {
            place(section, resume);
        }
    }

    /// Returns entries with JSON Resume's keys.
    fn with_json_resume_keys(&mut self, kind: SectionKind, node: &Node, at: &Path) -> Node {
        let mut node = node.clone();
        let Value::List(entries) = &mut node.value else { return node };
        for (index, entry) in entries.iter_mut().enumerate() {
            let at = at.index(index);
            let Value::Map(members) = &mut entry.value else { continue };
            members.retain(|member| !WEBSITE_KEYS.contains(&member.key.as_str()));
            let has = |members: &[Member], key: &str| {
                members.iter().any(|m| m.key == key && !m.value.is_null())
            };
            for place in 0..members.len() {
                let key = members[place].key.as_str();
                let own = RENAMED_IN.iter().find(|(of, theirs, _)| *of == kind && *theirs == key);
                let new = own
                    .map(|(.., new)| *new)
                    .or_else(|| RENAMED.iter().find(|(old, _)| *old == key).map(|(_, new)| *new));
                if let Some(new) = new.filter(|new| !has(members, new)) {
                    members[place].key = new.to_owned();
                }
                let member = &mut members[place];
                match member.key.as_str() {
                    "keywords" => words(&mut member.value),
                    "highlights" => self.quote(&mut member.value, &at.key("highlights")),
                    _ => {}
                }
            }
        }
        node
    }

    /// Restores texts that YAML parsed as mappings because of a colon.
    fn quote(&mut self, node: &mut Node, at: &Path) {
        let Value::List(nodes) = &mut node.value else { return };
        for (index, node) in nodes.iter_mut().enumerate() {
            let Some([member]) = node.as_map() else { continue };
            let known = ["text", "title", "highlights"].contains(&member.key.as_str());
            let Some(text) = member.value.as_text().filter(|_| !known) else { continue };
            self.decoder.report(
                Diagnostic::warning(
                    "colon-in-text",
                    format!(
                        "the colon makes this text a mapping; `{}: …` is read as text",
                        member.key
                    ),
                )
                .on(&at.index(index))
                .at(member.key_span)
                .hint("quote the whole text"),
            );
            *node = Node::text(format!("{}: {text}", member.key), node.span);
        }
    }
}

/// Splits a text at commas into a list.
fn words(node: &mut Node) {
    let Some(text) = node.as_text().map(str::to_owned) else { return };
    let words =
        split_outside_parentheses(&text, &[',']).map(str::trim).filter(|word| !word.is_empty());
    let nodes = words.map(|word| Node::text(word, node.span)).collect();
    node.value = Value::List(nodes);
}

/// Determines the kind of a section from its entries, else from its title.
fn kind_of_entries(title: &str, nodes: &[Node]) -> SectionKind {
    let any =
        |keys: &[&str]| nodes.iter().any(|node| keys.iter().any(|key| node.get(key).is_some()));
    if any(&["authors", "journal", "releaseDate"]) {
        SectionKind::Publications
    } else if any(&["institution"]) && any(&["area", "studyType", "degree"]) {
        SectionKind::Education
    } else {
        match kind_of(title) {
            SectionKind::Custom if any(&["company"]) => SectionKind::Work,
            SectionKind::Custom if any(&["awarder"]) => SectionKind::Awards,
            // A study type without an institution is not enough for education.
            SectionKind::Education if !any(&["institution"]) => SectionKind::Custom,
            kind => kind,
        }
    }
}

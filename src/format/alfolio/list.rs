//! The older form: a list of sections.

use crate::diagnostic::Diagnostic;
use crate::format::period;
use crate::resume::{
    Contact, ContactKind, Date, Entry, Highlight, Item, Keyword, Localized, Resume, Section,
    SectionKind, Text,
};
use crate::source::{Member, Node, Path, Value};

use super::titles::{is_summary, kind_of};
use super::{Reader, WEBSITE_KEYS, detail, place, split_outside_parentheses, text_section};

/// Section types of al-folio.
const TYPES: [&str; 5] = ["map", "time_table", "nested_list", "list", "list_groups"];

pub(super) fn evidence(sections: &[Node]) -> Vec<String> {
    let mut evidence: Vec<String> = Vec::new();
    for section in sections {
        let kind = section.get("type").and_then(Node::as_text).unwrap_or_default();
        if section.get("contents").is_some() && TYPES.contains(&kind) {
            let found = format!("`type: {kind}`");
            if !evidence.contains(&found) {
                evidence.push(found);
            }
        }
    }
    if !evidence.is_empty() {
        evidence.push("`contents`".to_owned());
    }
    evidence
}

/// What a name in the general information denotes.
enum Fact {
    Name,
    Label,
    Contact(ContactKind),
    Birth,
    Nationality,
    Pronouns,
    Summary,
    Languages,
    /// A profile on the named network.
    Profile(&'static str),
}

/// Names in the general information.
const FACTS: [(&[&str], Fact); 18] = [
    (&["full name", "name"], Fact::Name),
    (&["position", "current position", "title", "role", "occupation", "profession"], Fact::Label),
    (&["email", "e-mail", "mail", "email address"], Fact::Contact(ContactKind::Email)),
    (&["phone", "telephone", "mobile", "cell", "phone number"], Fact::Contact(ContactKind::Phone)),
    (
        &["website", "homepage", "web", "url", "site", "personal website"],
        Fact::Contact(ContactKind::Url),
    ),
    (&["location", "address", "city", "current location"], Fact::Contact(ContactKind::Location)),
    (&["date of birth", "birthday", "birth date", "born", "birth"], Fact::Birth),
    (&["nationality", "citizenship"], Fact::Nationality),
    (&["pronouns"], Fact::Pronouns),
    (&["summary", "about", "about me", "bio", "profile"], Fact::Summary),
    (&["languages", "language"], Fact::Languages),
    (&["linkedin"], Fact::Profile("LinkedIn")),
    (&["github"], Fact::Profile("GitHub")),
    (&["gitlab"], Fact::Profile("GitLab")),
    (&["twitter", "x"], Fact::Profile("X")),
    (&["orcid"], Fact::Profile("ORCID")),
    (&["google scholar", "scholar"], Fact::Profile("Google Scholar")),
    (&["researchgate"], Fact::Profile("ResearchGate")),
];

impl Reader<'_> {
    pub(super) fn list(&mut self, sections: &[Node], resume: &mut Resume) {
        for (index, node) in sections.iter().enumerate() {
            let at = Path::ROOT.index(index);
            let Some(members) = self.decoder.map(node, &at, "a section (a mapping)") else {
                continue;
            };
            let get = |key: &str| members.iter().find(|member| member.key == key);
            let title = get("title").and_then(|m| self.line(&m.value, &at.key("title")));
            let name = title.as_ref().map(|title| title.as_str().to_owned()).unwrap_or_default();
            let mut item = Item::at(&at);
            for member in members {
                let known = ["title", "contents", "icon", "description"];
                let key = member.key.as_str();
                if !known.contains(&key) && !WEBSITE_KEYS.contains(&key) {
                    self.unknown(member, &at.key(key), &mut item.extra);
                }
            }
            let prose =
                get("description").and_then(|m| self.prose(&m.value, &at.key("description")));
            let section = Section {
                item,
                kind: kind_of(&name),
                title,
                text: prose.map(Text::from),
                ..Section::default()
            };
            if let Some(contents) = get("contents") {
                self.contents(&contents.value, &at.key("contents"), &name, section, resume);
            }
        }
        // Languages in the general information come last, as in other formats.
        let is_first = |section: &Section| section.kind == SectionKind::Languages;
        if resume.sections.first().is_some_and(is_first) {
            resume.sections.rotate_left(1);
        }
    }

    fn contents(
        &mut self,
        node: &Node,
        at: &Path,
        name: &str,
        mut section: Section,
        resume: &mut Resume,
    ) {
        if node.as_text().is_some() {
            let kind = if is_summary(name) { SectionKind::Summary } else { SectionKind::Text };
            let text = self.prose(node, at);
            let made = text.map(|text| text_section(at, kind, section.title.take(), text));
            resume.sections.extend(made);
            return;
        }
        let nodes = self.decoder.items(node, at, "a list", |_, node, _| Some(node.clone()));
        let is_pair = |node: &Node| node.get("name").is_some() && node.get("title").is_none();
        let is_text = |node: &Node| node.as_text().is_some() || is_text_with_colon(node);
        if nodes.iter().all(is_text) {
            section.kind = SectionKind::List;
            section.highlights = Localized::One(self.bullets(&nodes, at));
        } else if nodes.iter().all(is_pair) && nodes.iter().any(|n| n.get("value").is_some()) {
            let is_about_the_person = nodes.iter().any(|node| {
                let name = node.get("name").and_then(Node::as_text).unwrap_or_default();
                matches!(fact(name), Some(Fact::Name | Fact::Contact(_) | Fact::Birth))
            });
            if is_about_the_person {
                return self.general(&nodes, at, resume);
            }
            let entries = self.pairs(&nodes, at, section.kind);
            section.entries = Localized::One(entries);
        } else {
            let mut entries = Vec::new();
            for (index, node) in nodes.iter().enumerate() {
                entries.extend(self.entries(section.kind, node, &at.index(index)));
            }
            section.entries = Localized::One(entries);
        }
        let is_empty = section.entries.iter().all(Vec::is_empty)
            && section.highlights.iter().all(Vec::is_empty)
            && section.text.is_none();
        if !is_empty {
            place(section, resume);
        }
    }

    /// Reads the general information: name, addresses, birth.
    fn general(&mut self, nodes: &[Node], at: &Path, resume: &mut Resume) {
        resume.basics.path = at.clone();
        for (index, node) in nodes.iter().enumerate() {
            let at = at.index(index);
            let Some(value) = node.get("value") else { continue };
            let path = at.key("value");
            let name = node.get("name").and_then(Node::as_text).unwrap_or_default().trim();
            let basics = &mut resume.basics;
            match fact(name) {
                Some(Fact::Name) => basics.name = self.line(value, &path),
                Some(Fact::Label) => basics.label = self.line(value, &path),
                Some(Fact::Nationality) => basics.nationality = self.line(value, &path),
                Some(Fact::Pronouns) => basics.pronouns = self.line(value, &path),
                Some(Fact::Birth) => basics.birth = self.date(value, &path),
                Some(Fact::Contact(kind)) => {
                    basics.contacts.extend(self.contact(*kind, value, &path))
                }
                Some(Fact::Profile(network)) => {
                    basics.contacts.extend(self.profile(network, value, &path));
                }
                Some(Fact::Summary) => {
                    let text = self.prose(value, &path);
                    let section =
                        text.map(|text| text_section(&path, SectionKind::Summary, None, text));
                    resume.sections.extend(section);
                }
                Some(Fact::Languages) => {
                    let entries = self.languages(value, &path);
                    place(
                        Section {
                            item: Item::at(path),
                            kind: SectionKind::Languages,
                            entries: Localized::One(entries),
                            ..Section::default()
                        },
                        resume,
                    );
                }
                None => {
                    let text = self.line(value, &path);
                    basics.extra.extend(text.map(|text| detail(&path, name, text)));
                }
            }
        }
    }

    fn contact(&mut self, kind: ContactKind, node: &Node, at: &Path) -> Option<Contact> {
        let mut contact = Contact::at(at, kind);
        if kind == ContactKind::Location {
            contact.text = Some(self.line(node, at)?);
        } else {
            contact.value = Some(self.bare(node, at)?);
        }
        Some(contact)
    }

    fn profile(&mut self, network: &str, node: &Node, at: &Path) -> Option<Contact> {
        let markup = self.line(node, at)?;
        let text = super::plain(markup.as_str());
        let target = markup.as_str().split_once("](").map(|(_, rest)| rest.trim_end_matches(')'));
        let is_url = |text: &str| text.contains('/') && text.contains('.');
        let url = target.map(str::to_owned).or_else(|| is_url(&text).then(|| text.clone()));
        Some(Contact {
            item: Item::at(at),
            kind: ContactKind::Profile,
            label: Some(Text::from(network)),
            value: (!is_url(&text)).then_some(text),
            url,
            ..Contact::default()
        })
    }

    /// Reads `English (native), French (basic)`.
    fn languages(&mut self, node: &Node, at: &Path) -> Vec<Entry> {
        let Some(text) = self.line(node, at) else { return Vec::new() };
        let text = text.as_str().replace(" and ", ", ");
        let mut languages = Vec::new();
        for part in split_outside_parentheses(&text, &[',', ';'])
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let (name, level) = match part.split_once('(') {
                Some((name, level)) => (name.trim(), level.trim().trim_end_matches(')')),
                None => part.split_once(": ").unwrap_or((part, "")),
            };
            languages.push(Entry {
                item: Item::at(at),
                name: Some(Text::from(name.trim_end_matches([':', '-', '–']).trim())),
                level: Some(level.trim()).filter(|level| !level.is_empty()).map(Text::from),
                ..Entry::default()
            });
        }
        languages
    }

    /// Reads name–value pairs as a section of a kind.
    fn pairs(&mut self, nodes: &[Node], at: &Path, kind: SectionKind) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let at = at.index(index);
            let mut entry = entry_at(&at);
            for member in node.as_map().unwrap_or_default() {
                let path = at.key(&member.key);
                match (member.key.as_str(), kind) {
                    ("name", _) => entry.name = self.line(&member.value, &path),
                    ("value", SectionKind::Languages) => {
                        entry.level = self.line(&member.value, &path);
                    }
                    ("value", SectionKind::Skills | SectionKind::Interests) => {
                        entry.keywords = Localized::One(self.keywords(&member.value, &path));
                    }
                    ("value", _) => {
                        entry.summary = self.prose(&member.value, &path).map(Text::from);
                    }
                    (key, _) if WEBSITE_KEYS.contains(&key) => {}
                    _ => self.unknown(member, &path, &mut entry.item.extra),
                }
            }
            entries.push(entry);
        }
        entries
    }

    fn keywords(&mut self, node: &Node, at: &Path) -> Vec<Keyword> {
        let keyword =
            |name: Text, path: Path| Keyword { item: Item::at(path), name, ..Keyword::default() };
        match &node.value {
            Value::List(nodes) => {
                let nodes = nodes.iter().enumerate();
                nodes
                    .filter_map(|(index, node)| {
                        let at = at.index(index);
                        Some(keyword(self.text_with_colon(node, &at)?.into(), at))
                    })
                    .collect()
            }
            _ => {
                let Some(text) = self.line(node, at) else { return Vec::new() };
                // A comma within brackets does not separate.
                if text.as_str().contains(['(', '[']) {
                    return vec![keyword(text, at.clone())];
                }
                let words =
                    text.as_str().split(", ").map(str::trim).filter(|word| !word.is_empty());
                words.map(|word| keyword(Text::from(word), at.clone())).collect()
            }
        }
    }

    /// Reads an entry; a year with several items becomes an entry per item for awards.
    fn entries(&mut self, kind: SectionKind, node: &Node, at: &Path) -> Vec<Entry> {
        let mut entry = entry_at(at);
        if node.as_text().is_some() || is_text_with_colon(node) {
            entry.name = self.text_with_colon(node, at).map(Text::from);
            return vec![entry];
        }
        let Some(members) = self.decoder.map(node, at, "an entry (a mapping)") else {
            return Vec::new();
        };
        let has_title = members.iter().any(|m| matches!(m.key.as_str(), "title" | "name"));
        let mut items: Vec<Highlight> = Vec::new();
        for member in members {
            self.member(kind, has_title, member, &at.key(&member.key), &mut entry, &mut items);
        }
        let is_one_for_each = !has_title
            && kind == SectionKind::Awards
            && items.iter().all(|item| item.highlights.is_empty());
        if is_one_for_each && !items.is_empty() {
            let made =
                |item: Highlight| Entry { item: item.item, name: item.text, ..entry.clone() };
            return items.into_iter().map(made).collect();
        }
        if kind == SectionKind::Interests || kind == SectionKind::Skills {
            let is_flat = items.iter().all(|item| item.highlights.is_empty());
            if is_flat {
                let keyword = |item: Highlight| Keyword {
                    item: item.item,
                    name: item.text.unwrap_or_default(),
                    ..Keyword::default()
                };
                entry.keywords = Localized::One(items.drain(..).map(keyword).collect());
            }
        }
        entry.highlights = Localized::One(items);
        vec![entry]
    }

    fn member(
        &mut self,
        kind: SectionKind,
        has_title: bool,
        member: &Member,
        at: &Path,
        entry: &mut Entry,
        items: &mut Vec<Highlight>,
    ) {
        let node = &member.value;
        match (member.key.as_str(), kind) {
            ("title" | "name", SectionKind::Education) => entry.study_type = self.line(node, at),
            ("title" | "name", SectionKind::Work | SectionKind::Volunteer) => {
                entry.position = self.line(node, at);
            }
            ("title" | "name", _) => entry.name = self.line(node, at),
            (
                "institution" | "company" | "organization",
                SectionKind::Education | SectionKind::Work | SectionKind::Volunteer,
            ) => entry.name = self.line(node, at),
            ("institution" | "company" | "organization", _) if has_title => {
                entry.issuer = self.line(node, at);
            }
            ("institution" | "company" | "organization", _) => entry.name = self.line(node, at),
            ("publisher" | "awarder" | "issuer", _) if entry.issuer.is_none() => {
                entry.issuer = self.line(node, at);
            }
            ("location", _) => entry.location = self.line(node, at),
            ("year" | "date" | "period", _) => self.period(node, at, entry),
            ("url" | "link", _) => entry.url = self.bare(node, at),
            ("description" | "items" | "contents", _) => match node.as_list() {
                Some(nodes) => items.extend(self.bullets(nodes, at)),
                None => {
                    let text = self.prose(node, at);
                    entry.summary = text.map(Text::from);
                }
            },
            (key, _) if WEBSITE_KEYS.contains(&key) => {}
            _ => self.unknown(member, at, &mut entry.item.extra),
        }
    }

    fn bullets(&mut self, nodes: &[Node], at: &Path) -> Vec<Highlight> {
        let mut bullets = Vec::new();
        for (index, node) in nodes.iter().enumerate() {
            let at = at.index(index);
            let mut bullet = Highlight { item: Item::at(&at), ..Highlight::default() };
            let inner = ["contents", "items"].into_iter().find(|key| node.get(key).is_some());
            if is_text_with_colon(node) || node.as_map().is_none() {
                bullet.text = self.text_with_colon(node, &at).map(Text::from);
            } else {
                let name =
                    ["title", "name", "year"].into_iter().find(|key| node.get(key).is_some());
                bullet.text = name.and_then(|key| self.line(node.get(key)?, &at.key(key)));
                if let Some(key) = inner
                    && let Some(nodes) = node.get(key).and_then(Node::as_list)
                {
                    bullet.highlights = self.bullets(nodes, &at.key(key));
                }
                for member in node.as_map().unwrap_or_default() {
                    let is_read = Some(member.key.as_str()) == name
                        || Some(member.key.as_str()) == inner
                        || WEBSITE_KEYS.contains(&member.key.as_str());
                    if !is_read {
                        self.unknown(member, &at.key(&member.key), &mut bullet.item.extra);
                    }
                }
            }
            let has_content = bullet.text.is_some()
                || !bullet.highlights.is_empty()
                || !bullet.item.extra.is_empty();
            bullets.extend(has_content.then_some(bullet));
        }
        bullets
    }

    /// Reads a text, including one that YAML parsed as a mapping because of a colon.
    fn text_with_colon(&mut self, node: &Node, at: &Path) -> Option<String> {
        let Some([member]) = node.as_map() else { return self.prose(node, at) };
        self.decoder.report(
            Diagnostic::warning(
                "colon-in-text",
                format!("the colon makes this text a mapping; `{}: …` is read as text", member.key),
            )
            .on(at)
            .at(member.key_span)
            .hint("quote the whole text"),
        );
        let rest = self.prose(&member.value, &at.key(&member.key)).unwrap_or_default();
        Some(format!("{}: {rest}", super::from_commonmark(&member.key)).trim_end().to_owned())
    }

    fn period(&mut self, node: &Node, at: &Path, entry: &mut Entry) {
        let Some(text) = self.decoder.plain(node, at) else { return };
        period::put(&text, entry);
    }

    fn date(&mut self, node: &Node, at: &Path) -> Option<Date> {
        let text = self.decoder.plain(node, at)?;
        let date = period::parse(&text).and_then(|period| period.date);
        Some(date.unwrap_or(Date::Free(text)))
    }
}

fn entry_at(at: &Path) -> Entry {
    Entry::at(at)
}

/// Returns whether a mapping is text with a colon: `- Thesis: On bees`.
fn is_text_with_colon(node: &Node) -> bool {
    let known = ["title", "name", "contents", "items", "institution", "year", "description"];
    match node.as_map() {
        Some([member]) => member.value.as_text().is_some() && !known.contains(&member.key.as_str()),
        _ => false,
    }
}

fn fact(name: &str) -> Option<&'static Fact> {
    let name = name.trim().trim_end_matches(':').to_lowercase();
    FACTS.iter().find(|(names, _)| names.contains(&name.as_str())).map(|(_, fact)| fact)
}

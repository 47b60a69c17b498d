//! Writes a résumé in JSON Resume format.

use crate::markup::link;
use crate::resume::{
    Address, Basics, Contact, ContactKind, Date, Entry, Highlight, Item, Keyword, Meta, PeriodEnd,
    Resume, Section, SectionKind, Setting, Slot, SlotMut, Text, fields, general_key,
};
use crate::source::{Kind, Member, Node, Path, Scalar, Value};

use super::super::losses::{
    LossKind, Losses, flat_highlights, flat_keyword, in_one_language, in_stated_order,
    split_positions, variants_in_one_language,
};
use crate::format::members::{Members, localized, plain};
use crate::format::native::keys::near_key;
use crate::format::native::{
    contact_of_any_kind, write_contact, write_entry, write_letter, write_meta,
};
use crate::resume::title_of_key;

use super::is_other_section;

/// URL of the schema version that is written.
const SCHEMA: &str =
    "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

/// Fields in the schema by kind of section.
const FIELDS: [(SectionKind, &[&str]); 12] = [
    (
        SectionKind::Work,
        &[
            "name",
            "location",
            "description",
            "position",
            "url",
            "startDate",
            "endDate",
            "summary",
            "highlights",
        ],
    ),
    (
        SectionKind::Volunteer,
        &["organization", "position", "url", "startDate", "endDate", "summary", "highlights"],
    ),
    (
        SectionKind::Education,
        &["institution", "url", "area", "studyType", "startDate", "endDate", "score", "courses"],
    ),
    (SectionKind::Awards, &["title", "date", "awarder", "summary"]),
    (SectionKind::Certificates, &["name", "date", "url", "issuer"]),
    (SectionKind::Publications, &["name", "publisher", "releaseDate", "url", "summary"]),
    (SectionKind::Skills, &["name", "level", "keywords"]),
    (SectionKind::Languages, &["language", "fluency"]),
    (SectionKind::Interests, &["name", "keywords"]),
    (SectionKind::References, &["name", "reference"]),
    (
        SectionKind::Projects,
        &[
            "name",
            "description",
            "highlights",
            "keywords",
            "startDate",
            "endDate",
            "url",
            "roles",
            "entity",
            "type",
        ],
    ),
    (SectionKind::Custom, &[]),
];

/// Reserved top-level keys.
const DOCUMENT: [&str; 6] = ["$schema", "basics", "summary", "sections", "letter", "meta"];

/// Writes a résumé that is valid under the published schema.
///
/// The schema allows additional keys, so other data are written under their native keys unless the
/// schema requires another type; this and all omissions are recorded in `losses`.
pub(in crate::format) fn write(resume: &Resume, losses: &mut Losses) -> Node {
    let mut resume = resume.clone();
    in_stated_order(&mut resume);
    variants_in_one_language(&mut resume.meta, losses);
    in_one_language(&mut resume, losses);
    split_positions(&mut resume.sections, losses);
    let mut writer = Writer { losses };
    let mut document = Members::default();
    document.put("$schema", Node::from(SCHEMA));
    document.put("basics", writer.basics(&resume));
    let groups = Group::of(&resume.sections);
    let mut titles = Vec::new();
    for group in &groups {
        document.put(&group.key, writer.section(group, &mut titles));
    }
    if let Some(letter) = &resume.letter {
        writer.unknown("letter", &letter.path);
        document.put("letter", write_letter(letter));
    }
    for (key, node) in &resume.extensions {
        document.put(key, node.clone());
    }
    document.put("meta", writer.meta(&resume.meta, &groups, titles));
    document.map()
}

/// Sections that share a top-level key.
struct Group<'r> {
    key: String,
    kind: SectionKind,
    sections: Vec<&'r Section>,
}

impl<'r> Group<'r> {
    /// Groups sections by their keys, in the order of first occurrence.
    fn of(sections: &'r [Section]) -> Vec<Self> {
        let summary = sections.iter().position(is_summary);
        let mut groups: Vec<Self> = Vec::new();
        for (index, section) in sections.iter().enumerate() {
            if Some(index) == summary {
                continue;
            }
            let kind = section.kind;
            let key = if kind.is_top_level() {
                kind.name().to_owned()
            } else {
                free_key(section.name(), &groups)
            };
            match groups.iter_mut().find(|group| group.key == key) {
                Some(group) => group.sections.push(section),
                None => groups.push(Self { key, kind, sections: vec![section] }),
            }
        }
        groups
    }
}

/// Returns a key derived from an id that does not collide with another key.
fn free_key(id: &str, groups: &[Group]) -> String {
    let known = || {
        let kinds = SectionKind::ALL.into_iter().filter(|kind| kind.is_top_level());
        DOCUMENT.into_iter().chain(kinds.map(SectionKind::name))
    };
    // Keys that begin with `x-` belong to other tools and are not printed.
    let mut key = if id.starts_with("x-") { format!("section-{id}") } else { id.to_owned() };
    while near_key(&key, known()).is_some()
        || is_other_section(&key)
        || groups.iter().any(|group| group.key == key)
    {
        key.push_str("-section");
    }
    key
}

struct Writer<'l> {
    losses: &'l mut Losses,
}

impl Writer<'_> {
    fn unknown(&mut self, key: &str, path: &Path) {
        self.losses.note(format!("`{key}`"), LossKind::KeptUnderOwnKey, path);
    }

    fn basics(&mut self, resume: &Resume) -> Option<Node> {
        let Basics { path, name, label, image, contacts, pronouns, birth, nationality, extra } =
            &resume.basics;
        let mut members = Members::default();
        members.text("name", name);
        members.text("label", label);
        members.plain("image", image);
        self.contacts(contacts, &mut members);
        if let Some(index) = resume.sections.iter().position(is_summary) {
            let section = &resume.sections[index];
            members.text("summary", &section.text);
            if index > 0 {
                let first = LossKind::Replaced("it comes first");
                self.losses.note("the place of the summary", first, &section.item.path);
            }
            if section.title.is_some() {
                self.losses.omitted("the heading of the summary", &section.item.path.key("title"));
            }
            self.marks(section);
            self.beside_entries(section);
        }
        for (key, is_there) in [
            ("pronouns", pronouns.is_some()),
            ("birth", birth.is_some()),
            ("nationality", nationality.is_some()),
        ] {
            if is_there {
                self.unknown(key, &path.key(key));
            }
        }
        members.text("pronouns", pronouns);
        members.date("birth", birth);
        members.text("nationality", nationality);
        for extra in extra {
            self.unknown(&extra.key, &extra.path);
        }
        members.extra(extra);
        members.filled()
    }

    /// Writes the first contact of each kind under its key, and the others under `contacts`.
    fn contacts(&mut self, contacts: &[Contact], members: &mut Members) {
        let mut further: Vec<&Contact> = Vec::new();
        let mut profiles = Vec::new();
        // A key is written at the place of the first contact of its kind.
        for contact in contacts {
            match contact.kind {
                ContactKind::Email if !members.has("email") && is_email(contact) => {
                    self.bare_contact("email", contact, members);
                }
                ContactKind::Phone if !members.has("phone") => {
                    self.bare_contact("phone", contact, members);
                }
                ContactKind::Url if !members.has("url") => {
                    self.bare_contact("url", contact, members);
                }
                ContactKind::Location if !members.has("location") => {
                    members.put("location", self.location(contact));
                }
                ContactKind::Profile => {
                    if profiles.is_empty() {
                        members.put("profiles", Node::list(Vec::new()));
                    }
                    profiles.push(self.profile(contact));
                }
                _ => further.push(contact),
            }
        }
        members.replace("profiles", Node::list(profiles));
        if let Some(first) = further.first() {
            self.losses.note("further contacts", LossKind::KeptUnderOwnKey, &first.item.path);
            let is_last =
                contacts.ends_with(&further.iter().map(|c| (*c).clone()).collect::<Vec<_>>());
            if !is_last {
                let last = LossKind::Replaced("the further ones come last");
                self.losses.note("the order of the contacts", last, &first.item.path);
            }
            members.put("contacts", Node::list(further.into_iter().map(contact_of_any_kind)));
        }
    }

    fn bare_contact(&mut self, key: &str, contact: &Contact, members: &mut Members) {
        let path = &contact.item.path;
        let value = match contact.kind {
            ContactKind::Url => {
                let url = contact.url.clone().or_else(|| contact.value.clone());
                if contact.url.is_some() && contact.value.is_some() {
                    self.losses.omitted("the text of a contact besides its address", path);
                }
                url.map(|url| self.with_scheme(url, path))
            }
            _ => contact.value.clone().or_else(|| contact.url.clone()),
        };
        let bare = Contact {
            item: Item::at(path),
            kind: contact.kind,
            value: contact.value.clone(),
            url: contact.url.clone(),
            ..Contact::default()
        };
        if *contact != bare {
            self.losses.omitted("the label of a contact", path);
        }
        if contact.kind != ContactKind::Url && contact.url.is_some() && contact.value.is_some() {
            self.losses.omitted("the link of a contact", path);
        }
        members.plain(key, &value);
    }

    fn profile(&mut self, contact: &Contact) -> Node {
        let mut contact = contact.clone();
        if let Some(url) = contact.url.take() {
            contact.url = Some(self.with_scheme(url, &contact.item.path));
        }
        let known = ["network", "username", "url"];
        self.known_fields(write_contact(&contact), &known, "a profile", &contact.item.path)
    }

    fn location(&mut self, contact: &Contact) -> Node {
        let path = &contact.item.path;
        let mut address = contact.address.clone().unwrap_or_default();
        if let Some(text) = &contact.text {
            let as_text = address == Address::default();
            // A place without a number is usually a city.
            let has_number = text.as_str().contains(|c: char| c.is_ascii_digit());
            if as_text && !has_number {
                address.city = Some(text.clone());
            } else {
                address.lines = vec![text.clone()];
            }
            let how = LossKind::Replaced("it becomes a part of the address");
            self.losses.note("a place as text", how, path);
        }
        let lines: Vec<&str> = address.lines.iter().map(Text::as_str).collect();
        let lines = lines.join("\n");
        let rest = Contact {
            item: contact.item.clone(),
            kind: contact.kind,
            label: contact.label.clone(),
            value: contact.value.clone(),
            url: contact.url.clone(),
            text: None,
            address: Some(Address { lines: Vec::new(), ..address }),
        };
        let mut members = Members::default();
        members.put("address", (!lines.is_empty()).then(|| plain(&lines)));
        members.append(Members::of(write_contact(&rest)));
        let known = ["address", "postalCode", "city", "countryCode", "region"];
        self.known_fields(members.map(), &known, "the location", path)
    }

    /// Adds a scheme to a URL without one, as the schema requires.
    fn with_scheme(&mut self, url: String, path: &Path) -> String {
        let has_scheme = url.split_once(':').is_some_and(|(scheme, _)| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic())
                && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-".contains(c))
        });
        match link::target(&url).filter(|_| !has_scheme) {
            Some(target) => {
                let how = LossKind::Replaced("it gets one");
                self.losses.note("an address without a scheme such as `https:`", how, path);
                target
            }
            None => url,
        }
    }

    fn section(&mut self, group: &Group, titles: &mut Vec<(String, Text)>) -> Option<Node> {
        if group.sections.len() > 1 {
            let one = LossKind::Replaced("they become one");
            let path = &group.sections[1].item.path;
            self.losses.note("several sections of one kind", one, path);
        }
        let is_known = group.kind.is_top_level();
        let mut nodes = Vec::new();
        for section in &group.sections {
            let path = &section.item.path;
            if !is_known {
                self.losses.note(
                    format!("the section `{}`", group.key),
                    LossKind::KeptUnderOwnKey,
                    path,
                );
            }
            self.title(group, section, titles);
            self.marks(section);
            if let Some(text) = &section.text {
                if is_known {
                    self.losses.omitted("the text before the entries", &path.key("text"));
                } else {
                    nodes.push(localized(text));
                }
            }
            for entry in section.entries.get() {
                nodes.push(self.entry(section.kind, entry));
            }
            let bullets = section.highlights.get();
            if is_known {
                self.beside_entries(section);
            } else {
                let texts = flat_highlights(bullets, self.losses);
                nodes.extend(texts.iter().map(|text| plain(text)));
            }
        }
        match (group.kind, nodes.len()) {
            (_, 0) => None,
            (SectionKind::Text | SectionKind::Summary, 1) => nodes.pop(),
            _ => Some(Node::list(nodes)),
        }
    }

    /// Stores a custom heading in `meta`, since other programs use their own.
    fn title(&mut self, group: &Group, section: &Section, titles: &mut Vec<(String, Text)>) {
        let Some(title) = &section.title else { return };
        let expected = title_of_key(&group.key);
        if !group.kind.is_top_level() && title.as_str() == expected {
            return;
        }
        let path = section.item.path.key("title");
        if titles.iter().any(|(key, _)| *key == group.key) {
            self.losses.omitted("a second heading", &path);
        } else {
            self.losses.note("the heading of a section", LossKind::KeptUnderOwnKey, &path);
            titles.push((group.key.clone(), title.clone()));
        }
    }

    /// Records highlights of a section of text or entries.
    fn beside_entries(&mut self, section: &Section) {
        if section.highlights.iter().any(|list| !list.is_empty()) {
            let path = section.item.path.key("highlights");
            self.losses.omitted("the highlights of a section", &path);
        }
    }

    /// Records tags and other properties of a section.
    fn marks(&mut self, section: &Section) {
        let item = &section.item;
        if !item.tags.is_empty() {
            self.losses.omitted("the tags of a section", &item.path.key("tags"));
        }
        if item.break_before {
            self.losses.omitted("the page break before a section", &item.path.key("breakBefore"));
        }
        for extra in &item.extra {
            self.losses.omitted(format!("`{}` of a section", extra.key), &extra.path);
        }
    }

    fn entry(&mut self, kind: SectionKind, entry: &Entry) -> Node {
        let path = entry.item.path.clone();
        let mut entry = entry.clone();
        self.simplify(kind, &mut entry);
        let node = write_entry(kind, &entry);
        let known =
            FIELDS.iter().find(|(own, _)| *own == kind).map_or(&[] as &[&str], |(_, keys)| *keys);
        match kind {
            SectionKind::Custom => node,
            _ => self.known_fields(node, known, kind.name(), &path),
        }
    }

    /// Converts all fields to the types in the schema.
    fn simplify(&mut self, kind: SectionKind, entry: &mut Entry) {
        let path = entry.item.path.clone();
        for highlights in entry.highlights.iter_mut() {
            let texts = flat_highlights(highlights, self.losses);
            *highlights = texts.into_iter().map(highlight).collect();
        }
        for keywords in entry.keywords.iter_mut() {
            for keyword in keywords {
                let name = Text::from(flat_keyword(keyword, self.losses));
                *keyword = Keyword { name, ..Keyword::default() };
            }
        }
        if let Some(url) = entry.url.take() {
            entry.url = Some(self.with_scheme(url, &path.key("url")));
        }
        let has_end = entry.end.is_some();
        for slot in [Slot::Start, Slot::End, Slot::Date] {
            let own = fields(kind).iter().find(|field| field.slot == slot);
            let key = own.map_or_else(|| general_key(slot), |field| field.key);
            if let SlotMut::Date(date) = entry.slot_mut(slot)
                && let Some(words) = date.take_if(|date| !fits(date))
            {
                let at = if slot == Slot::End { PeriodEnd::End } else { PeriodEnd::Start };
                let year = words.parts_in_words(at).map(|(year, ..)| Date::Year(year));
                *date = year.filter(fits);
                let how = match date {
                    Some(_) => LossKind::Replaced("only its year is written"),
                    None => LossKind::Omitted,
                };
                self.losses.note("a date in words", how, &path.key(key));
            }
        }
        match (&entry.start, &entry.end) {
            (Some(_), Some(Date::Present)) if kind == SectionKind::Work => {}
            (Some(_), None) if kind == SectionKind::Work => {
                if !has_end {
                    self.losses.omitted("an end that is left open", &path.key("endDate"));
                }
                // A missing end means an open period.
                entry.end = Some(Date::Present);
            }
            (Some(_), Some(Date::Present)) => {
                let how = LossKind::Replaced("left out, which other programs read the same");
                self.losses.note("`present`", how, &path.key("endDate"));
                entry.end = None;
            }
            (None, Some(Date::Present)) => {
                self.losses.omitted("`present` without a start", &path.key("endDate"));
                entry.end = None;
            }
            _ => {}
        }
    }

    /// Converts all values in the schema to text, and records additional keys.
    fn known_fields(&mut self, node: Node, known: &[&str], of: &str, path: &Path) -> Node {
        let Value::Map(members) = node.value else { return node };
        let mut out = Vec::new();
        for mut member in members {
            if known.contains(&member.key.as_str()) {
                if member.key == "endDate" && member.value.as_text() == Some("present") {
                    continue;
                }
                as_text(&mut member.value);
            } else {
                let what = format!("`{}` of {of}", member.key);
                self.losses.note(what, LossKind::KeptUnderOwnKey, &path.key(&member.key));
            }
            out.push(member);
        }
        Value::Map(out).into()
    }

    fn meta(&mut self, meta: &Meta, groups: &[Group], titles: Vec<(String, Text)>) -> Option<Node> {
        let mut meta = meta.clone();
        // Ids change with the key of the section.
        let key_of = |id: &str| {
            let is_in = |group: &&Group| {
                group.sections.iter().any(|section| section.item.id.as_deref() == Some(id))
            };
            groups.iter().find(is_in).map_or_else(|| id.to_owned(), |group| group.key.clone())
        };
        if let Some(ids) = &mut meta.sections {
            let mut keys: Vec<String> = Vec::new();
            for key in ids.iter().map(|id| key_of(id)) {
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
            *ids = keys;
        }
        let mut renamed: Vec<(String, Text)> = Vec::new();
        for (id, title) in std::mem::take(&mut meta.titles) {
            let key = key_of(&id);
            if renamed.iter().any(|(own, _)| *own == key) {
                self.losses.omitted("a second heading", &meta.path.key("titles").key(&id));
            } else {
                renamed.push((key, title));
            }
        }
        for (key, title) in titles {
            if !renamed.iter().any(|(own, _)| *own == key) {
                renamed.push((key, title));
            }
        }
        meta.titles = renamed;
        let mut sorted: Vec<Setting> = Vec::new();
        for setting in std::mem::take(&mut meta.sort) {
            let key = key_of(&setting.key);
            if sorted.iter().all(|own| own.key != key) {
                sorted.push(Setting { key, ..setting });
            }
        }
        meta.sort = sorted;
        if let Some(canonical) = meta.canonical.take() {
            meta.canonical = Some(self.with_scheme(canonical, &meta.path.key("canonical")));
        }
        let node = write_meta(&meta)?;
        let Value::Map(mut members) = node.value else { return Some(node) };
        for member in &mut members {
            if matches!(member.key.as_str(), "canonical" | "version" | "lastModified") {
                as_text(&mut member.value);
            }
        }
        Some(Value::Map(members).into())
    }
}

fn highlight(text: String) -> Highlight {
    Highlight { text: Some(Text::from(text)), ..Highlight::default() }
}

/// The first summary is that of the person; others are text sections.
fn is_summary(section: &Section) -> bool {
    section.kind == SectionKind::Summary
}

fn is_email(contact: &Contact) -> bool {
    contact.value.as_deref().is_some_and(link::is_email)
}

/// Returns whether a date matches the schema's pattern; open ends are omitted elsewhere.
fn fits(date: &Date) -> bool {
    match date {
        Date::Free(_) => false,
        Date::Present => true,
        Date::Year(year) | Date::Month(year, _) | Date::Day(year, ..) => {
            (1000..3000).contains(year)
        }
    }
}

/// Converts all scalars to text.
fn as_text(node: &mut Node) {
    match &mut node.value {
        Value::Null => {}
        Value::Scalar(Scalar { kind, .. }) => *kind = Kind::Text,
        Value::List(nodes) => nodes.iter_mut().for_each(as_text),
        Value::Map(members) => {
            members.iter_mut().for_each(|Member { value, .. }| as_text(value));
        }
    }
}

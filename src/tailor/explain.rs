use crate::resume::{Contact, ContactKind, Entry, Highlight, Keyword, Section, Text};
use crate::source::Path;

/// An omitted or shortened part, and the rule that omitted it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omission {
    pub path: Path,
    /// Short description of the part; empty if redacted.
    pub heading: String,
    /// The rule with its value, and what in the part matched.
    pub rule: String,
}

/// All omissions, in the order in which the rules are applied.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation(Vec<Omission>);

impl Explanation {
    pub(super) fn push(&mut self, path: &Path, heading: String, rule: impl Into<String>) {
        self.0.push(Omission { path: path.clone(), heading, rule: rule.into() });
    }

    pub fn iter(&self) -> impl Iterator<Item = &Omission> {
        self.0.iter()
    }

    /// Returns whether nothing was omitted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Maximum length of a heading made from running text, in characters.
const LONGEST: usize = 48;

pub(super) fn section_heading(section: &Section) -> String {
    match (&section.title, &section.item.id) {
        (Some(title), _) => short(title.as_str()),
        (None, Some(id)) => id.clone(),
        (None, None) => section.kind.name().to_owned(),
    }
}

pub(super) fn entry_heading(entry: &Entry) -> String {
    let (Entry { name, position, study_type, area, .. }, text) = (entry, Text::as_str);
    let named: Vec<_> = [position, study_type, area, name]
        .into_iter()
        .flatten()
        .map(text)
        .filter(|text| !text.is_empty())
        .collect();
    if !named.is_empty() {
        return short(&named.join(", "));
    }
    let rest = [&entry.description, &entry.summary, &entry.reference];
    rest.into_iter().flatten().next().map_or_else(String::new, |text| short(text.as_str()))
}

pub(super) fn highlight_heading(highlight: &Highlight) -> String {
    let text = highlight.title.as_ref().or(highlight.text.as_ref());
    text.map_or_else(String::new, |text| short(text.as_str()))
}

pub(super) fn keyword_heading(keyword: &Keyword) -> String {
    short(keyword.name.as_str())
}

/// Returns the kind of a contact without its value.
pub(super) fn contact_heading(contact: &Contact) -> String {
    let kind = contact_name(contact.kind);
    match &contact.label {
        Some(label) if contact.kind == ContactKind::Profile => short(label.as_str()),
        _ => kind.to_owned(),
    }
}

/// Returns the native key of a kind of contact.
pub(super) fn contact_name(kind: ContactKind) -> &'static str {
    match kind {
        ContactKind::Location => "location",
        ContactKind::Email => "email",
        ContactKind::Phone => "phone",
        ContactKind::Fax => "fax",
        ContactKind::Url => "url",
        ContactKind::Profile => "profiles",
        ContactKind::Other => "contacts",
    }
}

pub(super) fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let mut cut: String = line.chars().take(LONGEST).collect();
    if let Some(space) = cut.rfind(' ') {
        cut.truncate(space);
    }
    cut.push('…');
    cut
}

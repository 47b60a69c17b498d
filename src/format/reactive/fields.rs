//! Names of sections and item fields in all versions of Reactive Resume.

use crate::resume::{SectionKind, Slot};

/// A section with its names in all versions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) names: &'static [&'static str],
    pub(super) kind: SectionKind,
    pub(super) fields: &'static [Field],
}

/// A field of an item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) names: &'static [&'static str],
    pub(super) place: Place,
}

/// Where a field is stored in the data model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Slot(Slot),
    /// HTML; Markdown in version 3.
    Prose(Slot),
    /// A line until version 4, HTML since version 5.
    Description(Slot),
    /// A period in words, or start and end in version 3.
    Period,
    /// A URL with a label.
    Url,
    /// A level in words or as a number of dots.
    Level,
    /// Positions at one employer.
    Roles,
}

const fn field(names: &'static [&'static str], place: Place) -> Field {
    Field { names, place }
}

const fn slot(names: &'static [&'static str], slot: Slot) -> Field {
    Field { names, place: Place::Slot(slot) }
}

const URL: Field = field(&["website", "url"], Place::Url);
const PERIOD: Field = field(&["period", "date"], Place::Period);
const SUMMARY: Field = field(&["summary"], Place::Prose(Slot::Summary));
const DESCRIPTION: Field = field(&["description"], Place::Description(Slot::Description));
const LOCATION: Field = slot(&["location"], Slot::Location);
const KEYWORDS: Field = slot(&["keywords"], Slot::Keywords);
const LEVEL: Field = field(&["level", "levelNum"], Place::Level);

const WORK: &[Field] = &[
    slot(&["company", "name"], Slot::Name),
    slot(&["position"], Slot::Position),
    field(&["roles"], Place::Roles),
    LOCATION,
    PERIOD,
    URL,
    SUMMARY,
    DESCRIPTION,
    KEYWORDS,
];

const VOLUNTEER: &[Field] = &[
    slot(&["organization", "name"], Slot::Name),
    slot(&["position"], Slot::Position),
    LOCATION,
    PERIOD,
    URL,
    SUMMARY,
    DESCRIPTION,
];

const EDUCATION: &[Field] = &[
    slot(&["school", "institution"], Slot::Name),
    slot(&["degree", "studyType"], Slot::StudyType),
    slot(&["area"], Slot::Area),
    slot(&["grade", "score"], Slot::Score),
    LOCATION,
    PERIOD,
    URL,
    SUMMARY,
    DESCRIPTION,
    slot(&["courses"], Slot::Courses),
];

const AWARDS: &[Field] = &[
    slot(&["title", "name"], Slot::Name),
    slot(&["awarder"], Slot::Issuer),
    PERIOD,
    URL,
    SUMMARY,
    DESCRIPTION,
];

const CERTIFICATES: &[Field] = &[
    slot(&["title", "name"], Slot::Name),
    slot(&["issuer"], Slot::Issuer),
    PERIOD,
    URL,
    SUMMARY,
    DESCRIPTION,
];

const PUBLICATIONS: &[Field] = &[
    slot(&["title", "name"], Slot::Name),
    slot(&["publisher"], Slot::Issuer),
    PERIOD,
    URL,
    SUMMARY,
    DESCRIPTION,
];

const SKILLS: &[Field] = &[
    slot(&["name"], Slot::Name),
    slot(&["proficiency", "description"], Slot::Level),
    LEVEL,
    KEYWORDS,
];

const LANGUAGES: &[Field] = &[
    slot(&["language", "name"], Slot::Name),
    slot(&["fluency", "description"], Slot::Level),
    LEVEL,
];

const INTERESTS: &[Field] = &[slot(&["name"], Slot::Name), KEYWORDS];

const PROJECTS: &[Field] =
    &[slot(&["name", "title"], Slot::Name), DESCRIPTION, PERIOD, URL, SUMMARY, KEYWORDS];

const REFERENCES: &[Field] = &[
    slot(&["name"], Slot::Name),
    slot(&["position"], Slot::Position),
    slot(&["relationship"], Slot::Description),
    slot(&["phone"], Slot::Phone),
    slot(&["email"], Slot::Email),
    URL,
    field(&["summary"], Place::Prose(Slot::Reference)),
    field(&["description"], Place::Description(Slot::Position)),
];

const CUSTOM: &[Field] = &[
    slot(&["name", "title"], Slot::Name),
    slot(&["subtitle"], Slot::Description),
    DESCRIPTION,
    LOCATION,
    PERIOD,
    URL,
    LEVEL,
    SUMMARY,
    KEYWORDS,
];

/// Fields of a position.
pub(super) const ROLE: &[Field] =
    &[slot(&["position"], Slot::Position), LOCATION, PERIOD, SUMMARY, DESCRIPTION];

const fn part(names: &'static [&'static str], kind: SectionKind, fields: &'static [Field]) -> Part {
    Part { names, kind, fields }
}

/// All sections that are lists of items.
pub(super) const PARTS: [Part; 12] = [
    part(&["experience", "work"], SectionKind::Work, WORK),
    part(&["education"], SectionKind::Education, EDUCATION),
    part(&["projects"], SectionKind::Projects, PROJECTS),
    part(&["skills"], SectionKind::Skills, SKILLS),
    part(&["languages"], SectionKind::Languages, LANGUAGES),
    part(&["certifications"], SectionKind::Certificates, CERTIFICATES),
    part(&["awards"], SectionKind::Awards, AWARDS),
    part(&["publications"], SectionKind::Publications, PUBLICATIONS),
    part(&["volunteer"], SectionKind::Volunteer, VOLUNTEER),
    part(&["interests"], SectionKind::Interests, INTERESTS),
    part(&["references"], SectionKind::References, REFERENCES),
    part(&["custom"], SectionKind::Custom, CUSTOM),
];

/// The section whose items can have all fields.
pub(super) fn custom() -> &'static Part {
    &PARTS[PARTS.len() - 1]
}

/// Returns the section with a name or type.
pub(super) fn part_of(name: &str) -> Option<&'static Part> {
    PARTS.iter().find(|part| part.names.contains(&name))
}

/// Keys that do not affect the page.
pub(super) const IGNORED_KEYS: [&str; 14] = [
    "id",
    "hidden",
    "visible",
    "icon",
    "iconColor",
    "separateLinks",
    "showLinkInTitle",
    "keepTogether",
    "startOnNewPage",
    "isDuplicated",
    "type",
    "columns",
    "options",
    "inlineLink",
];

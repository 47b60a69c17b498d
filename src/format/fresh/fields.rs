//! FRESH's names of sections, fields and contacts, used by reader and writer.
//!
//! The keys of addresses and accounts are in code: half of them need special treatment, such as a
//! country that is a name or a code, or an account whose label is usually its network.

use crate::format::fields::{self, detail, hook, only, slot};
use crate::resume::{ContactKind, SectionKind, Slot};

/// A section that is a list of entries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) key: &'static str,
    pub(super) kind: SectionKind,
    /// Heading, if it differs from that of the kind.
    pub(super) title: Option<&'static str>,
    /// Whether the entries are under `history`, next to a `summary`.
    pub(super) grouped: bool,
    pub(super) fields: &'static [Field],
}

impl Part {
    /// Returns the section's id in the data model.
    pub(super) fn id(&self) -> &'static str {
        if self.title.is_some() { self.key } else { self.kind.name() }
    }
}

/// A field of an entry.
pub(super) type Field = fields::Field<Hook>;

/// Fields that only FRESH has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hook {
    /// A name, optionally with a URL.
    Publisher,
    /// Contacts.
    Contacts,
}

const URL: Field = slot("url", Slot::Url);
const START: Field = slot("start", Slot::Start);
const END: Field = slot("end", Slot::End);
const DATE: Field = slot("date", Slot::Date);
const SUMMARY: Field = slot("summary", Slot::Summary);
const HIGHLIGHTS: Field = slot("highlights", Slot::Highlights);
const KEYWORDS: Field = slot("keywords", Slot::Keywords);
const LOCATION: Field = slot("location", Slot::Location);
const TITLE: Field = slot("title", Slot::Name);
const NAME: Field = slot("name", Slot::Name);
const ORGANIZATION: Field = slot("organization", Slot::Name);
const CATEGORY: Field = slot("category", Slot::EntryType);
const ROLE: Field = slot("role", Slot::Position);
const AUTHOR: Field = slot("author", Slot::Authors);
const EVENT: Field = slot("event", Slot::Venue);
const LEVEL: Field = slot("level", Slot::Level);
const YEARS: Field = slot("years", Slot::Years);

const EMPLOYMENT: &[Field] = &[
    slot("employer", Slot::Name),
    slot("position", Slot::Position),
    URL,
    START,
    END,
    SUMMARY,
    HIGHLIGHTS,
    LOCATION,
    KEYWORDS,
];

const PROJECTS: &[Field] = &[
    TITLE,
    CATEGORY,
    slot("description", Slot::Description),
    SUMMARY,
    only("role", Slot::Roles),
    URL,
    detail("media", "Media"),
    detail("repo", "Repository"),
    START,
    END,
    HIGHLIGHTS,
    LOCATION,
    KEYWORDS,
];

const SERVICE: &[Field] = &[
    CATEGORY,
    ORGANIZATION,
    slot("position", Slot::Position),
    URL,
    START,
    END,
    SUMMARY,
    HIGHLIGHTS,
    KEYWORDS,
    LOCATION,
];

const EDUCATION: &[Field] = &[
    slot("institution", Slot::Name),
    slot("area", Slot::Area),
    slot("studyType", Slot::StudyType),
    detail("title", "Title"),
    START,
    END,
    slot("grade", Slot::Score),
    slot("curriculum", Slot::Courses),
    URL,
    SUMMARY,
    KEYWORDS,
    HIGHLIGHTS,
    LOCATION,
];

const RECOGNITION: &[Field] =
    &[CATEGORY, TITLE, DATE, slot("from", Slot::Issuer), EVENT, SUMMARY, URL];

const WRITING: &[Field] =
    &[TITLE, CATEGORY, hook("publisher", Hook::Publisher), AUTHOR, DATE, URL, SUMMARY];

const READING: &[Field] = &[TITLE, CATEGORY, URL, AUTHOR, DATE, SUMMARY];

const SPEAKING: &[Field] =
    &[TITLE, EVENT, only("role", Slot::Roles), LOCATION, DATE, HIGHLIGHTS, KEYWORDS, SUMMARY];

const GOVERNANCE: &[Field] =
    &[SUMMARY, CATEGORY, ROLE, ORGANIZATION, URL, START, END, KEYWORDS, HIGHLIGHTS];

const LANGUAGES: &[Field] = &[slot("language", Slot::Name), LEVEL, YEARS];

const SAMPLES: &[Field] = &[TITLE, SUMMARY, URL, DATE, HIGHLIGHTS, KEYWORDS];

const REFERENCES: &[Field] = &[NAME, ROLE, CATEGORY, SUMMARY, hook("contact", Hook::Contacts)];

const TESTIMONIALS: &[Field] = &[NAME, slot("quote", Slot::Reference), CATEGORY];

const INTERESTS: &[Field] = &[NAME, SUMMARY, KEYWORDS];

const EXTRACURRICULAR: &[Field] =
    &[TITLE, slot("activity", Slot::Description), LOCATION, START, END, HIGHLIGHTS];

const AFFILIATION: &[Field] =
    &[CATEGORY, ORGANIZATION, ROLE, URL, START, END, SUMMARY, HIGHLIGHTS, KEYWORDS, LOCATION];

/// Fields of a skill set; its `skills` are read separately.
pub(super) const SKILL_SET: &[Field] = &[NAME, LEVEL];

/// Fields of a single skill.
pub(super) const SKILL: &[Field] = &[NAME, LEVEL, SUMMARY, YEARS];

const fn part(key: &'static str, kind: SectionKind, fields: &'static [Field]) -> Part {
    Part { key, kind, title: None, grouped: false, fields }
}

const fn titled(key: &'static str, title: &'static str, fields: &'static [Field]) -> Part {
    Part { key, kind: SectionKind::Custom, title: Some(title), grouped: false, fields }
}

/// All sections that are lists of entries, in schema order.
pub(super) const PARTS: [Part; 16] = [
    Part { grouped: true, ..part("employment", SectionKind::Work, EMPLOYMENT) },
    part("projects", SectionKind::Projects, PROJECTS),
    Part { grouped: true, ..part("service", SectionKind::Volunteer, SERVICE) },
    Part { grouped: true, ..part("education", SectionKind::Education, EDUCATION) },
    part("recognition", SectionKind::Awards, RECOGNITION),
    part("writing", SectionKind::Publications, WRITING),
    titled("reading", "Reading", READING),
    titled("speaking", "Speaking", SPEAKING),
    titled("governance", "Governance", GOVERNANCE),
    part("languages", SectionKind::Languages, LANGUAGES),
    titled("samples", "Work samples", SAMPLES),
    part("references", SectionKind::References, REFERENCES),
    Part { kind: SectionKind::References, ..titled("testimonials", "Testimonials", TESTIMONIALS) },
    part("interests", SectionKind::Interests, INTERESTS),
    titled("extracurricular", "Extracurricular activities", EXTRACURRICULAR),
    Part { grouped: true, ..titled("affiliation", "Affiliations", AFFILIATION) },
];

/// Details of `education` as a whole, with their labels.
pub(super) const OF_EDUCATION: [(&str, &str); 2] = [("level", "Level"), ("degree", "Degree")];

/// The URL of a publisher: its key in the data model, and its label.
pub(super) const PUBLISHER_URL: (&str, &str) = ("publisher.url", "Publisher's site");

/// The motto in `info`, with its label.
pub(super) const MOTTO: (&str, &str) = ("quote", "Motto");

/// Keys of `contact` with a single value.
pub(super) const CONTACTS: [(&str, ContactKind); 3] =
    [("email", ContactKind::Email), ("phone", ContactKind::Phone), ("website", ContactKind::Url)];

/// Categories of further contacts, which are free text, in lower case; the first one of a kind is
/// written.
const CATEGORIES: [(ContactKind, &[&str]); 6] = [
    (ContactKind::Email, &["email", "e-mail", "mail"]),
    (ContactKind::Phone, &["phone", "telephone", "tel", "mobile", "cell"]),
    (ContactKind::Fax, &["fax"]),
    (ContactKind::Url, &["url", "web", "website", "blog", "homepage"]),
    (ContactKind::Location, &["postal", "address", "location"]),
    (ContactKind::Profile, &["profile"]),
];

/// Returns the kind of contact of a category.
pub(super) fn kind_of_category(category: &str) -> ContactKind {
    let category = category.to_lowercase();
    let known = CATEGORIES.iter().find(|(_, names)| names.contains(&category.as_str()));
    known.map_or(ContactKind::Other, |(kind, _)| *kind)
}

/// Returns the category of a kind of contact; `None` for [`ContactKind::Other`].
pub(super) fn category_of_kind(kind: ContactKind) -> Option<&'static str> {
    CATEGORIES.iter().find(|(own, _)| *own == kind).map(|(_, names)| names[0])
}

/// Keys of `disposition`, dotted if nested, with their labels.
pub(super) const DISPOSITION: [(&str, &str); 6] = [
    ("travel", "Travel"),
    ("authorization", "Work authorization"),
    ("commitment", "Commitment"),
    ("remote", "Remote work"),
    ("relocation.willing", "Relocation"),
    ("relocation.destinations", "Relocation to"),
];

/// Alternative field names in older files and other versions.
pub(super) const ALIASES: [(&str, &str); 3] =
    [("flavor", "category"), ("type", "category"), ("authors", "author")];

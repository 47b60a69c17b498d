use super::SectionKind;

/// A field of an entry in a kind of section.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Key in the native format.
    pub key: &'static str,
    pub slot: Slot,
    /// One-line description for the schema and editors.
    pub doc: &'static str,
}

/// The member of [`super::Entry`] that holds a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Slot {
    Name,
    Position,
    StudyType,
    Area,
    Issuer,
    Description,
    Location,
    Url,
    Start,
    End,
    Date,
    Summary,
    Highlights,
    Positions,
    Keywords,
    Level,
    Years,
    Score,
    Courses,
    Roles,
    EntryType,
    Authors,
    Venue,
    Pages,
    Doi,
    Reference,
    Email,
    Phone,
    /// Contacts of every kind; the last slot, see [`Slot::ALL`].
    Contacts,
}

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// One line, possibly with inline markup.
    Line,
    /// Paragraphs and lists.
    Prose,
    Date,
    /// A URL or an identifier, which is not translated.
    Url,
    /// A list of lines.
    Lines,
    Highlights,
    Keywords,
    Positions,
    /// One or several e-mail addresses or telephone numbers.
    Contacts,
}

impl Slot {
    /// Returns the type of a slot's values.
    pub fn field_type(self) -> FieldType {
        match self {
            Self::Summary | Self::Reference => FieldType::Prose,
            Self::Start | Self::End | Self::Date => FieldType::Date,
            Self::Url | Self::Doi => FieldType::Url,
            Self::Courses | Self::Roles | Self::Authors => FieldType::Lines,
            Self::Highlights => FieldType::Highlights,
            Self::Keywords => FieldType::Keywords,
            Self::Positions => FieldType::Positions,
            Self::Email | Self::Phone | Self::Contacts => FieldType::Contacts,
            _ => FieldType::Line,
        }
    }
}

const fn field(key: &'static str, slot: Slot, doc: &'static str) -> Field {
    Field { key, slot, doc }
}

const URL: Field = field("url", Slot::Url, "web address");
const START: Field = field("startDate", Slot::Start, "first day, month or year");
const END: Field =
    field("endDate", Slot::End, "last day, month or year; `present` if it is ongoing");
const SUMMARY: Field = field("summary", Slot::Summary, "a few sentences");
const HIGHLIGHTS: Field = field("highlights", Slot::Highlights, "bullet points");
const KEYWORDS: Field = field("keywords", Slot::Keywords, "keywords");
const LOCATION: Field = field("location", Slot::Location, "place");
const DESCRIPTION: Field = field("description", Slot::Description, "description in one line");
const DATE: Field = field("date", Slot::Date, "day, month or year");
const LEVEL: Field = field("level", Slot::Level, "level of skill");
const YEARS: Field = field("years", Slot::Years, "years of experience");
const POSITION: Field = field("position", Slot::Position, "job title");
const ROLES: Field = field("roles", Slot::Roles, "roles in the project");
const CONTACTS: Field = field("contacts", Slot::Contacts, "further contacts");

const WORK: &[Field] = &[
    field("name", Slot::Name, "employer"),
    POSITION,
    field("positions", Slot::Positions, "several positions at this employer, latest first"),
    LOCATION,
    DESCRIPTION,
    URL,
    START,
    END,
    SUMMARY,
    HIGHLIGHTS,
    KEYWORDS,
];

const VOLUNTEER: &[Field] = &[
    field("organization", Slot::Name, "organization"),
    POSITION,
    field("positions", Slot::Positions, "several positions there, latest first"),
    LOCATION,
    DESCRIPTION,
    URL,
    START,
    END,
    SUMMARY,
    HIGHLIGHTS,
    KEYWORDS,
];

const POSITIONS: &[Field] =
    &[POSITION, LOCATION, DESCRIPTION, URL, START, END, SUMMARY, HIGHLIGHTS, KEYWORDS];

const EDUCATION: &[Field] = &[
    field("institution", Slot::Name, "school or university"),
    URL,
    field("area", Slot::Area, "field of study"),
    field("studyType", Slot::StudyType, "degree, printed with the area: `BSc in Geodesy`"),
    LOCATION,
    DESCRIPTION,
    START,
    END,
    field("score", Slot::Score, "grade, such as a GPA"),
    field("courses", Slot::Courses, "relevant courses"),
    SUMMARY,
    HIGHLIGHTS,
    KEYWORDS,
];

const AWARDS: &[Field] = &[
    field("title", Slot::Name, "the award"),
    DATE,
    field("awarder", Slot::Issuer, "awarding organization"),
    URL,
    LOCATION,
    SUMMARY,
    HIGHLIGHTS,
];

const CERTIFICATES: &[Field] = &[
    field("name", Slot::Name, "the certificate"),
    field("date", Slot::Date, "day of issue; with an `endDate`, the first day of validity"),
    field("startDate", Slot::Start, "first day of validity"),
    field("endDate", Slot::End, "last day of validity"),
    URL,
    field("issuer", Slot::Issuer, "issuing organization"),
    SUMMARY,
    HIGHLIGHTS,
];

const PUBLICATIONS: &[Field] = &[
    field("name", Slot::Name, "its title"),
    field("authors", Slot::Authors, "authors, in order"),
    field("type", Slot::EntryType, "article, book, talk …"),
    field("venue", Slot::Venue, "journal, conference or book"),
    field("publisher", Slot::Issuer, "publisher"),
    field("releaseDate", Slot::Date, "day, month or year of publication"),
    field("pages", Slot::Pages, "page numbers"),
    field("doi", Slot::Doi, "digital object identifier"),
    URL,
    SUMMARY,
    HIGHLIGHTS,
];

const SKILLS: &[Field] = &[
    field("name", Slot::Name, "the skill, or a group of skills"),
    LEVEL,
    YEARS,
    KEYWORDS,
    SUMMARY,
    HIGHLIGHTS,
];

const LANGUAGES: &[Field] = &[
    field("language", Slot::Name, "the language"),
    field("fluency", Slot::Level, "level of the language"),
    SUMMARY,
    KEYWORDS,
];

const INTERESTS: &[Field] = &[field("name", Slot::Name, "the interest"), KEYWORDS, LEVEL, SUMMARY];

const REFERENCES: &[Field] = &[
    field("name", Slot::Name, "name of the referee"),
    POSITION,
    field("organization", Slot::Issuer, "organization of the referee"),
    field("relationship", Slot::Description, "relation to you"),
    LOCATION,
    field("email", Slot::Email, "their e-mail address"),
    field("phone", Slot::Phone, "their number"),
    CONTACTS,
    URL,
    field("reference", Slot::Reference, "text of the reference"),
    SUMMARY,
];

const PROJECTS: &[Field] = &[
    field("name", Slot::Name, "the project"),
    DESCRIPTION,
    HIGHLIGHTS,
    KEYWORDS,
    START,
    END,
    URL,
    ROLES,
    field("entity", Slot::Issuer, "company or group"),
    field("type", Slot::EntryType, "talk, application, volunteering …"),
    LOCATION,
    SUMMARY,
];

const CUSTOM: &[Field] = &[
    field("name", Slot::Name, "what it is"),
    POSITION,
    field("positions", Slot::Positions, "several positions, latest first"),
    field("organization", Slot::Issuer, "organization or client"),
    field("area", Slot::Area, "field"),
    field("studyType", Slot::StudyType, "kind of degree"),
    field("type", Slot::EntryType, "kind"),
    LOCATION,
    DESCRIPTION,
    URL,
    DATE,
    START,
    END,
    LEVEL,
    YEARS,
    field("score", Slot::Score, "grade"),
    field("authors", Slot::Authors, "authors, in order"),
    field("venue", Slot::Venue, "journal, conference or book"),
    field("pages", Slot::Pages, "page numbers"),
    field("doi", Slot::Doi, "digital object identifier"),
    SUMMARY,
    HIGHLIGHTS,
    KEYWORDS,
    field("courses", Slot::Courses, "courses"),
    ROLES,
    field("email", Slot::Email, "an e-mail address"),
    field("phone", Slot::Phone, "a number"),
    CONTACTS,
    field("reference", Slot::Reference, "what is said"),
];

/// Keys accepted for any kind that does not define them; `organization` means something else in
/// `volunteer`.
const GENERAL: &[Field] = &[field("issuer", Slot::Issuer, "who gave, issued or published it")];

/// Returns the fields of a kind's entries, in the order in which they are written.
///
/// Text sections have no entries and no fields; a list's entries are bullets.
pub fn fields(kind: SectionKind) -> &'static [Field] {
    match kind {
        SectionKind::Summary | SectionKind::Text | SectionKind::List => &[],
        SectionKind::Work => WORK,
        SectionKind::Volunteer => VOLUNTEER,
        SectionKind::Education => EDUCATION,
        SectionKind::Awards => AWARDS,
        SectionKind::Certificates => CERTIFICATES,
        SectionKind::Publications => PUBLICATIONS,
        SectionKind::Skills => SKILLS,
        SectionKind::Languages => LANGUAGES,
        SectionKind::Interests => INTERESTS,
        SectionKind::References => REFERENCES,
        SectionKind::Projects => PROJECTS,
        SectionKind::Custom => CUSTOM,
    }
}

/// Returns the field that a key denotes in an entry whose kind has no such field: `date` in `work`,
/// `url` in `skills`.
pub fn general_field(key: &str) -> Option<&'static Field> {
    GENERAL.iter().chain(CUSTOM).find(|field| field.key == key)
}

/// Returns the key of a slot for a kind that has no field for it.
pub fn general_key(slot: Slot) -> &'static str {
    GENERAL.iter().chain(CUSTOM).find(|field| field.slot == slot).map_or("", |field| field.key)
}

/// Returns the fields of a position within an entry.
pub fn position_fields() -> &'static [Field] {
    POSITIONS
}

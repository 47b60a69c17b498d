//! Names and columns of the export's tables, and the fields they map to.

use crate::format::fields::{Field, detail, hook, slot};
use crate::resume::{SectionKind, Slot};

/// A table of entries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    /// Possible file names without extension; see [`table_name`].
    pub(super) names: &'static [&'static str],
    pub(super) kind: SectionKind,
    /// Heading, if it differs from that of the kind.
    pub(super) title: Option<&'static str>,
    /// Whether a missing end means an open period.
    pub(super) is_open_without_end: bool,
    pub(super) columns: &'static [Column],
}

/// A column in lower case, and the field it maps to.
pub(super) type Column = Field<Hook>;

/// Columns that need special treatment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hook {
    /// A text with highlights.
    Description,
    /// The first name, to which the last name is appended.
    GivenName,
    FamilyName,
    /// Data about the account rather than the person.
    Account,
}

const STARTED: Column = slot("started on", Slot::Start);
const FINISHED: Column = slot("finished on", Slot::End);
const DESCRIPTION: Column = hook("description", Hook::Description);
const COMPANY: Column = slot("company name", Slot::Name);
const NAME: Column = slot("name", Slot::Name);
const TITLE: Column = slot("title", Slot::Name);
const URL: Column = slot("url", Slot::Url);

const POSITIONS: &[Column] = &[
    COMPANY,
    slot("title", Slot::Position),
    DESCRIPTION,
    slot("location", Slot::Location),
    STARTED,
    FINISHED,
];

const EDUCATION: &[Column] = &[
    slot("school name", Slot::Name),
    slot("start date", Slot::Start),
    slot("end date", Slot::End),
    hook("notes", Hook::Description),
    slot("degree name", Slot::StudyType),
    slot("field of study", Slot::Area),
    slot("grade", Slot::Score),
    detail("activities", "Activities and societies"),
];

const CERTIFICATIONS: &[Column] = &[
    NAME,
    URL,
    slot("authority", Slot::Issuer),
    slot("started on", Slot::Date),
    detail("finished on", "Valid until"),
    detail("license number", "License number"),
];

const PROJECTS: &[Column] = &[TITLE, DESCRIPTION, URL, STARTED, FINISHED];

const VOLUNTEERING: &[Column] = &[
    COMPANY,
    slot("role", Slot::Position),
    detail("cause", "Cause"),
    STARTED,
    FINISHED,
    DESCRIPTION,
];

const HONORS: &[Column] =
    &[TITLE, DESCRIPTION, slot("issued on", Slot::Date), slot("issuer", Slot::Issuer)];

const PUBLICATIONS: &[Column] = &[
    NAME,
    slot("published on", Slot::Date),
    DESCRIPTION,
    slot("publisher", Slot::Issuer),
    slot("authors", Slot::Authors),
    URL,
];

const PATENTS: &[Column] = &[
    TITLE,
    DESCRIPTION,
    slot("issuer", Slot::Issuer),
    slot("patent office", Slot::Issuer),
    slot("inventors", Slot::Authors),
    slot("issued on", Slot::Date),
    slot("issue date", Slot::Date),
    detail("filed on", "Filed"),
    detail("filing date", "Filed"),
    detail("patent number", "Patent number"),
    detail("number", "Patent number"),
    detail("application number", "Application number"),
    detail("status", "Status"),
    URL,
];

const COURSES: &[Column] = &[NAME, detail("number", "Number")];

const TEST_SCORES: &[Column] = &[
    NAME,
    DESCRIPTION,
    slot("score", Slot::Score),
    slot("tested on", Slot::Date),
    slot("date", Slot::Date),
];

const ORGANIZATIONS: &[Column] =
    &[NAME, slot("position", Slot::Position), DESCRIPTION, STARTED, FINISHED];

const LANGUAGES: &[Column] = &[NAME, slot("proficiency", Slot::Level)];

const RECOMMENDATIONS: &[Column] = &[
    hook("first name", Hook::GivenName),
    hook("last name", Hook::FamilyName),
    slot("company", Slot::Issuer),
    slot("job title", Slot::Position),
    slot("text", Slot::Reference),
    slot("creation date", Slot::Date),
    hook("status", Hook::Account),
];

const CAUSES: &[Column] = &[slot("supported cause", Slot::Name), slot("cause", Slot::Name), NAME];

const fn table(
    names: &'static [&'static str],
    kind: SectionKind,
    columns: &'static [Column],
) -> Table {
    Table { names, kind, title: None, is_open_without_end: false, columns }
}

/// All tables of entries, in the order of a profile.
///
/// Skills are in a separate table, whose rows become keywords of one entry.
pub(super) const TABLES: [Table; 14] = [
    Table { is_open_without_end: true, ..table(&["positions"], SectionKind::Work, POSITIONS) },
    table(&["education"], SectionKind::Education, EDUCATION),
    table(&["certifications"], SectionKind::Certificates, CERTIFICATIONS),
    Table { is_open_without_end: true, ..table(&["projects"], SectionKind::Projects, PROJECTS) },
    Table {
        is_open_without_end: true,
        ..table(
            &["volunteering", "volunteer", "volunteer experiences", "volunteerexperiences"],
            SectionKind::Volunteer,
            VOLUNTEERING,
        )
    },
    Table { title: Some("Courses"), ..table(&["courses"], SectionKind::Custom, COURSES) },
    table(&["honors", "honorsawards", "honors awards"], SectionKind::Awards, HONORS),
    table(&["publications"], SectionKind::Publications, PUBLICATIONS),
    Table { title: Some("Patents"), ..table(&["patents"], SectionKind::Publications, PATENTS) },
    Table {
        title: Some("Test scores"),
        ..table(&["test scores", "testscores"], SectionKind::Custom, TEST_SCORES)
    },
    Table {
        title: Some("Organizations"),
        is_open_without_end: true,
        ..table(&["organizations"], SectionKind::Custom, ORGANIZATIONS)
    },
    table(&["languages"], SectionKind::Languages, LANGUAGES),
    table(
        &["recommendations received", "recommendations"],
        SectionKind::References,
        RECOMMENDATIONS,
    ),
    table(&["causes you care about", "causesyoucareabout"], SectionKind::Interests, CAUSES),
];

/// Other tables that are read.
pub(super) const FURTHER: [&str; 6] =
    ["profile", "profile summary", "email addresses", "phonenumbers", "phone numbers", "skills"];

/// Tables about the account and other people, which are ignored.
pub(super) const ACCOUNT: [&str; 49] = [
    "ad targeting",
    "ads clicked",
    "comments",
    "company follows",
    "connections",
    "contacts",
    "endorsement given info",
    "endorsement received info",
    "events",
    "group posts",
    "groups",
    "guide messages",
    "hashtag follows",
    "importedcontacts",
    "inferences about you",
    "instantreposts",
    "invitations",
    "job applicant saved answers",
    "job applicant saved screening question responses",
    "job applications",
    "job seeker preferences",
    "lan ads engagement",
    "learning",
    "learning coach messages",
    "learning role play messages",
    "learningcoachmessages",
    "likes",
    "logins",
    "member follows",
    "messages",
    "private identity asset",
    "providers",
    "publishing",
    "reactions",
    "receipts",
    "receipts v2",
    "recommendations given",
    "registration",
    "rich media",
    "saved items",
    "saved jobs",
    "savedjobalerts",
    "searchqueries",
    "security challenges",
    "services",
    "shares",
    "verifications",
    "votes",
    "whatsapp phone numbers",
];

/// Returns the normalised name of a table: `saved items` for `Jobs/Saved_Items_1234.csv`. `None`
/// for files that are not tables.
pub(super) fn table_name(file: &str) -> Option<String> {
    let base = file.rsplit('/').next().unwrap_or(file).to_lowercase();
    let stem = base.strip_suffix(".csv").filter(|stem| !stem.starts_with('.'))?;
    let words = stem.replace('_', " ");
    // Some names end in a member id or a number.
    let name = words.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_numbered = name.ends_with(' ') && name.len() < words.len();
    Some(if is_numbered { name.trim_end().to_owned() } else { words })
}

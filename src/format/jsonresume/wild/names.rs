//! Aliases of native keys.
//!
//! Sources: JSON Resume before 1.0 (`bio`, `company`, `website`, `picture`, `gpa`, `hobbies`),
//! RenderCV (`position`, `bullets`, `start_date`, `social_networks`), FRESH (`employer`, `title`,
//! `grade`), YAMLResume (`headline`, `degree`), Reactive Resume (`experience`, `certifications`,
//! `issuer`, `proficiency`), al-folio (`title`, `year`, `institution`), Europass and LinkedIn
//! (`employment`, `dateOfBirth`, `fieldOfStudy`, `companyName`), and hand-written files (`mobile`,
//! `school`, `from`, `to`, `tech`).

use crate::characters::letters;
use crate::resume::{SectionKind, fields, general_field, position_fields};

use super::super::super::native::{item_names, keys};

/// A native key with its aliases as [`letters`].
type Names = &'static [(&'static str, &'static [&'static str])];

const DOCUMENT: Names = &[
    (
        "basics",
        &["bio", "personal", "personalinfo", "personalinformation", "personaldetails", "person"],
    ),
    (
        "work",
        &[
            "experience",
            "experiences",
            "workexperience",
            "workexperiences",
            "professionalexperience",
            "employment",
            "employmenthistory",
            "workhistory",
            "jobs",
            "career",
            "positions",
        ],
    ),
    ("volunteer", &["volunteering", "volunteerwork", "volunteerexperience", "volunteers"]),
    ("education", &["educations", "studies", "academicbackground", "schools", "schooling"]),
    ("awards", &["honors", "honours", "honorsandawards", "awardsandhonors"]),
    ("certificates", &["certifications", "certification", "licensesandcertifications"]),
    ("publications", &["papers"]),
    ("skills", &["skillset"]),
    ("languages", &["spokenlanguages", "languageskills"]),
    ("interests", &["hobbies", "hobby", "hobbiesandinterests", "interestsandhobbies"]),
    ("references", &["referees"]),
    ("letter", &["coverletter", "coveringletter"]),
    ("sections", &["customsections", "additionalsections", "extrasections", "othersections"]),
];

const BASICS: Names = &[
    ("name", &["fullname"]),
    (
        "label",
        &[
            "title",
            "headline",
            "jobtitle",
            "tagline",
            "position",
            "role",
            "profession",
            "occupation",
            "subtitle",
        ],
    ),
    (
        "image",
        &["picture", "photo", "avatar", "portrait", "photograph", "profilepicture", "profileimage"],
    ),
    (
        "email",
        &[
            "mail",
            "emails",
            "emailaddress",
            "contactemail",
            "personalemail",
            "workemail",
            "secondaryemail",
        ],
    ),
    (
        "phone",
        &[
            "mobile",
            "cell",
            "cellphone",
            "telephone",
            "tel",
            "phones",
            "phonenumber",
            "mobilephone",
            "mobilenumber",
            "homephone",
            "workphone",
            "officephone",
            "secondaryphone",
            "contactnumber",
        ],
    ),
    ("url", &["website", "web", "homepage", "site", "urls", "websites", "link"]),
    (
        "summary",
        &["about", "aboutme", "objective", "careerobjective", "bio", "profile", "introduction"],
    ),
    ("location", &["address", "residence", "place"]),
    (
        "profiles",
        &[
            "socials",
            "social",
            "socialnetworks",
            "socialmedia",
            "sociallinks",
            "socialprofiles",
            "networks",
            "accounts",
            "links",
        ],
    ),
    ("contacts", &["contact", "contactinfo", "contactinformation", "contactdetails"]),
    ("birth", &["birthdate", "birthday", "dateofbirth", "dob", "born"]),
    ("nationality", &["citizenship", "nationalities"]),
    ("pronouns", &["pronoun", "preferredpronouns"]),
];

const ADDRESS: Names = &[
    ("address", &["street", "streetaddress", "addressline", "addressline1", "line1", "lines"]),
    ("postalCode", &["zip", "zipcode", "postcode", "postal", "plz"]),
    ("city", &["town", "locality"]),
    ("region", &["state", "province", "county"]),
];

const PROFILE: Names = &[
    ("network", &["name", "site", "platform", "service", "title"]),
    ("username", &["user", "handle", "account"]),
    ("url", &["link", "href", "website"]),
];

const META: Names = &[("locale", &["language", "lang"])];

/// Aliases in entries of every kind.
const ENTRY: Names = &[
    (
        "startDate",
        &["from", "start", "begin", "begindate", "fromdate", "datestart", "started", "since"],
    ),
    ("endDate", &["to", "end", "until", "todate", "dateend", "finishdate", "ended"]),
    ("url", &["website", "link", "href", "web", "homepage", "site"]),
    (
        "highlights",
        &[
            "bullets",
            "bulletpoints",
            "points",
            "achievements",
            "accomplishments",
            "responsibilities",
            "tasks",
            "duties",
        ],
    ),
    ("keywords", &["technologies", "technology", "tech", "techstack", "stack", "tools"]),
    ("location", &["city", "place"]),
    ("date", &["year", "dates", "period", "when", "time"]),
];

const WORK: Names = &[
    (
        "name",
        &[
            "company",
            "employer",
            "organization",
            "organisation",
            "companyname",
            "institution",
            "client",
            "org",
            "firm",
            "workplace",
        ],
    ),
    ("position", &["title", "role", "jobtitle", "job", "designation"]),
];

const VOLUNTEER: Names = &[
    ("organization", &["name", "company", "organisation", "institution", "employer", "org"]),
    ("position", &["title", "role", "jobtitle", "job"]),
];

const POSITION: Names = &[("position", &["name", "title", "role", "jobtitle"])];

const EDUCATION: Names = &[
    ("institution", &["school", "university", "college", "name", "institute", "schoolname"]),
    ("studyType", &["degree", "qualification", "diploma", "degreetype"]),
    (
        "area",
        &[
            "major",
            "field",
            "fieldofstudy",
            "subject",
            "discipline",
            "program",
            "programme",
            "specialization",
            "specialisation",
        ],
    ),
    ("score", &["gpa", "grade", "grades", "mark"]),
    ("courses", &["coursework", "modules", "subjects", "classes"]),
    ("endDate", &["graduationdate", "graduation", "graduated", "graduationyear"]),
];

const AWARDS: Names = &[
    ("title", &["name", "award"]),
    ("awarder", &["issuer", "organization", "organisation", "institution", "by", "from"]),
];

const CERTIFICATES: Names = &[
    ("name", &["title", "certificate", "certification"]),
    (
        "issuer",
        &["organization", "organisation", "authority", "issuedby", "awarder", "institution", "by"],
    ),
    ("date", &["issuedate", "issued", "issuedon", "dateissued"]),
    ("endDate", &["expires", "expiry", "expirydate", "expirationdate", "expiration", "validuntil"]),
    ("url", &["credentialurl"]),
];

const PUBLICATIONS: Names = &[
    ("name", &["title"]),
    ("authors", &["author"]),
    ("venue", &["journal", "conference", "booktitle"]),
    ("releaseDate", &["year", "published", "publicationdate", "publisheddate"]),
];

const SKILLS: Names = &[
    ("name", &["title", "category", "group", "skill", "label"]),
    ("keywords", &["items", "list", "skills", "entries", "values", "details"]),
    ("level", &["proficiency", "rating", "mastery"]),
];

const LANGUAGES: Names =
    &[("language", &["name", "title", "lang"]), ("fluency", &["level", "proficiency", "rating"])];

const INTERESTS: Names =
    &[("name", &["title", "interest", "hobby"]), ("keywords", &["items", "details"])];

const REFERENCES: Names = &[
    ("name", &["person", "referee"]),
    ("reference", &["text", "quote", "testimonial", "recommendation"]),
    ("organization", &["company", "employer", "organisation"]),
    ("position", &["title", "role", "jobtitle"]),
];

const PROJECTS: Names = &[
    ("name", &["title", "project", "projectname"]),
    ("roles", &["role"]),
    ("entity", &["organization", "organisation", "company", "client", "employer"]),
    ("url", &["github", "repo", "repository"]),
];

const CUSTOM: Names = &[
    ("name", &["title", "label", "heading", "course"]),
    ("organization", &["company", "institution", "employer", "organisation", "by"]),
    ("position", &["role", "jobtitle"]),
];

/// Networks that are used as keys of `basics`, with their official names.
pub(super) const NETWORKS: [&str; 20] = [
    "GitHub",
    "GitLab",
    "Codeberg",
    "LinkedIn",
    "Xing",
    "Twitter",
    "Mastodon",
    "Bluesky",
    "ORCID",
    "Google Scholar",
    "ResearchGate",
    "Stack Overflow",
    "Telegram",
    "Instagram",
    "Facebook",
    "YouTube",
    "Kaggle",
    "LeetCode",
    "Medium",
    "Behance",
];

/// The object that contains a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Document,
    Basics,
    Address,
    Profile,
    Meta,
    Entry(SectionKind),
    Position,
}

impl Place {
    fn tables(self) -> [Names; 2] {
        match self {
            Self::Document => [DOCUMENT, &[]],
            Self::Basics => [BASICS, &[]],
            Self::Address => [ADDRESS, &[]],
            Self::Profile => [PROFILE, &[]],
            Self::Meta => [META, &[]],
            Self::Position => [POSITION, ENTRY],
            Self::Entry(kind) => [of_kind(kind), ENTRY],
        }
    }

    /// Returns the native keys of the object.
    pub(super) fn own(self) -> Vec<&'static str> {
        let of = |table: &'static [keys::Key]| table.iter().map(|key| key.name);
        match self {
            Self::Document => {
                let kinds = SectionKind::ALL.into_iter().filter(|kind| kind.is_top_level());
                of(keys::DOCUMENT).chain(kinds.map(SectionKind::name)).collect()
            }
            Self::Basics => of(keys::BASICS).collect(),
            Self::Address => of(keys::ADDRESS).chain(item_names()).collect(),
            Self::Profile => {
                of(keys::PROFILE).chain(of(keys::CONTACT)).chain(item_names()).collect()
            }
            Self::Meta => of(keys::META).collect(),
            Self::Position => {
                position_fields().iter().map(|field| field.key).chain(item_names()).collect()
            }
            Self::Entry(kind) => {
                fields(kind).iter().map(|field| field.key).chain(item_names()).collect()
            }
        }
    }

    /// Returns whether an alias needs no warning, because other kinds of section use it as a key.
    pub(super) fn is_synonym(self, key: &str) -> bool {
        match self {
            Self::Position => ["name", "title"].contains(&key),
            Self::Entry(SectionKind::Work) => key == "organization",
            _ => false,
        }
    }

    /// Returns the native key of an alias.
    pub(super) fn meaning(self, key: &str) -> Option<&'static str> {
        let own = self.own();
        if own.contains(&key) {
            return None;
        }
        let name = letters(key);
        let in_tables = || {
            let names = self.tables().into_iter().flatten();
            names
                .into_iter()
                .find(|(_, others)| others.contains(&name.as_str()))
                .map(|(own, _)| *own)
        };
        let is_general =
            || matches!(self, Self::Entry(_) | Self::Position) && general_field(key).is_some();
        // Native keys are ASCII letters and digits but for the `$` of `$schema`.
        let is_same =
            |own: &str, name: &str| own.trim_start_matches('$').eq_ignore_ascii_case(name);
        let same = |own: &&&str| is_same(own, &name);
        let spelled = || own.iter().find(same).copied();
        let plural = |own: &&&str| {
            let singulars = [own.strip_suffix('s'), name.strip_suffix('s')];
            singulars[0].is_some_and(|own| is_same(own, &name))
                || singulars[1].is_some_and(|name| is_same(own, name))
        };
        // `phone2` is a second number.
        let second = || {
            let base = name.trim_end_matches(|c: char| c.is_ascii_digit());
            let is_contact = |own: &&str| ["email", "phone", "url"].contains(own);
            if self != Self::Basics || base.len() == name.len() {
                return None;
            }
            own.iter()
                .copied()
                .find(|own| *own == base)
                .or_else(|| self.meaning(base))
                .filter(is_contact)
        };
        // `data` is not a plural, and two letters are too few to tell.
        let numbered = || own.iter().filter(|_| name.len() > 3).find(plural).copied();
        in_tables()
            .or_else(spelled)
            .or_else(second)
            .or_else(|| if is_general() { None } else { numbered() })
    }
}

fn of_kind(kind: SectionKind) -> Names {
    match kind {
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
        SectionKind::Summary | SectionKind::Text | SectionKind::List => &[],
    }
}

/// Returns the kind of the sections that other tools call by a name: work for `experience`.
pub(in crate::format) fn kind_of_alias(name: &str) -> Option<SectionKind> {
    Place::Document.meaning(name).and_then(SectionKind::from_name)
}

/// Returns whether a top-level key is read as another section, `basics` or `meta`.
pub(in crate::format) fn is_other_section(key: &str) -> bool {
    let is_of_basics = || Place::Basics.own().contains(&key) && key != "summary";
    key.starts_with('_')
        || Place::Document.meaning(key).is_some()
        || is_of_basics()
        || Place::Basics.meaning(key).is_some_and(|own| own != "summary")
        || super::META_AT_ROOT.contains(&key)
}

/// Returns whether a key is an alias in some object, so that it cannot be used for other text.
pub(in crate::format) fn is_other_name(key: &str) -> bool {
    let entries = SectionKind::ALL.into_iter().map(Place::Entry);
    let places = [Place::Document, Place::Basics, Place::Address, Place::Profile, Place::Position];
    key.starts_with('_') || places.into_iter().chain(entries).any(|p| p.meaning(key).is_some())
}

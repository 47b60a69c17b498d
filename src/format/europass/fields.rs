//! Maps the elements of both Europass schemas to the data model.

use crate::resume::{SectionKind, Slot};

/// A list of entries.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// Path from the root element to the elements of the entries.
    pub(super) path: &'static str,
    pub(super) kind: SectionKind,
    /// Heading, if it differs from that of the kind.
    pub(super) title: Option<&'static str>,
    pub(super) fields: &'static [(&'static str, Place)],
}

/// Where an element is stored in the data model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Slot(Slot),
    /// HTML text.
    Prose(Slot),
    Period,
    /// A single date.
    Date,
    Address,
    /// A further part of the location.
    City,
    Country,
    /// The first one is the entry's URL, others become details.
    Link,
    Detail(&'static str),
    /// A number whose unit is given elsewhere: credits.
    Amount(&'static str),
    /// A position of an employer.
    Position,
    /// Levels of understanding, speaking and writing a language.
    Proficiency,
    Keyword,
    Silent,
}

use Place::{
    Address, Amount, City, Country, Date, Detail, Keyword, Link, Period, Position, Proficiency,
    Prose, Silent,
};

const fn slot(slot: Slot) -> Place {
    Place::Slot(slot)
}

/// Elements that are not displayed.
pub(super) const UNDISPLAYED_ELEMENTS: [&str; 14] = [
    "Code",
    "IndustryCode",
    "FieldOfStudy",
    "CountryCode",
    "Documentation",
    "ReferenceTo",
    "ID",
    "OrganizationID",
    "PositionID",
    "Current",
    "CurrentIndicator",
    "Ongoing",
    "TaxonomyID",
    "AttachmentReference",
];

const OLD_WORK: &[(&str, Place)] = &[
    ("Period", Period),
    ("Position/Label", slot(Slot::Position)),
    ("Activities", Prose(Slot::Summary)),
    ("Employer/Name", slot(Slot::Name)),
    ("Employer/ContactInfo/Address/Contact", Address),
    ("Employer/ContactInfo/Website/Contact", Link),
    ("Employer/Sector/Label", Detail("Sector")),
];

const OLD_EDUCATION: &[(&str, Place)] = &[
    ("Period", Period),
    ("Title", slot(Slot::StudyType)),
    ("Activities", Prose(Slot::Summary)),
    ("Organisation/Name", slot(Slot::Name)),
    ("Organisation/ContactInfo/Address/Contact", Address),
    ("Organisation/ContactInfo/Website/Contact", Link),
    ("Level/Label", Detail("Level")),
    ("Field/Label", slot(Slot::Area)),
];

const OLD_LANGUAGE: &[(&str, Place)] = &[
    ("Description/Label", slot(Slot::Name)),
    ("ProficiencyLevel", Proficiency),
    ("VerifiedBy/Certificate/Title", slot(Slot::Summary)),
    ("VerifiedBy/Certificate/Level", Detail("Level")),
    ("VerifiedBy/Certificate/Date", Detail("Date")),
];

const WORK: &[(&str, Place)] = &[
    ("OrganizationName", slot(Slot::Name)),
    ("PositionHistory", Position),
    ("Department", slot(Slot::Description)),
    ("Link", Link),
    ("OrganizationContact/Communication", Link),
];

/// Fields of a position.
pub(super) const POSITION: &[(&str, Place)] = &[
    ("PositionTitle", slot(Slot::Position)),
    ("EmploymentPeriod", Period),
    ("Description", Prose(Slot::Summary)),
    ("City", City),
    ("Country", Country),
];

const EDUCATION: &[(&str, Place)] = &[
    ("OrganizationName", slot(Slot::Name)),
    ("OrganizationContact/Communication", Link),
    ("AttendancePeriod", Period),
    ("EducationDegree/DegreeName", slot(Slot::StudyType)),
    ("EducationDegree/OccupationalSkillsCovered", Prose(Slot::Summary)),
    ("EducationDegree/FinalGrade/ScoreText", slot(Slot::Score)),
    ("EducationDegree/Thesis", Detail("Thesis")),
    ("EducationDegree/NumberOfCredit", Amount("CreditType")),
    ("EducationDegree/CreditType", Silent),
    ("EducationLevelCode", Detail("EQF level")),
    ("Link", Link),
];

const ACTIVITY: &[(&str, Place)] = &[
    ("Title", slot(Slot::Name)),
    ("Name", slot(Slot::Name)),
    ("Role", slot(Slot::Position)),
    ("Organization", slot(Slot::Issuer)),
    ("AwardingBody", slot(Slot::Issuer)),
    ("IssuingAuthority", slot(Slot::Issuer)),
    ("Date", Period),
    ("Period", Period),
    ("Duration", Period),
    ("HonourAwardDate", Date),
    ("FirstIssuedDate", Date),
    ("FreeFormEffectivePeriod", Period),
    ("FreeFormPeriod", Period),
    ("Location", slot(Slot::Location)),
    ("Description", Prose(Slot::Summary)),
    ("Link", Link),
];

const LICENCE: &[(&str, Place)] = &[
    ("LicenseName", slot(Slot::Name)),
    ("LicenseTypeCode", slot(Slot::Name)),
    ("Title", slot(Slot::Name)),
    ("FirstIssuedDate", Date),
    ("FreeFormPeriod", Period),
    ("Description", Prose(Slot::Summary)),
];

const CERTIFICATE: &[(&str, Place)] = &[
    ("CertificationTypeCode", slot(Slot::Name)),
    ("CertificationName", slot(Slot::Name)),
    ("Title", slot(Slot::Name)),
    ("IssuingAuthority/Name", slot(Slot::Issuer)),
    ("IssuingAuthority", slot(Slot::Issuer)),
    ("FirstIssuedDate", Date),
    ("FreeFormEffectivePeriod", Period),
    ("Description", Prose(Slot::Summary)),
    ("Link", Link),
];

const PUBLICATION: &[(&str, Place)] = &[
    ("Title", slot(Slot::Name)),
    ("Year", Date),
    ("Reference", slot(Slot::Venue)),
    ("FormattedPublicationDescription", Prose(Slot::Summary)),
    ("DOI", slot(Slot::Doi)),
    ("Link", Link),
];

const SKILL: &[(&str, Place)] = &[
    ("Title", slot(Slot::Name)),
    ("Name", slot(Slot::Name)),
    ("SkillName", slot(Slot::Name)),
    ("Description", Prose(Slot::Summary)),
    ("Link", Link),
    ("Skill/Name", Keyword),
    ("Skill", Keyword),
];

const REFEREE: &[(&str, Place)] = &[
    ("PersonName", slot(Slot::Name)),
    ("FormattedName", slot(Slot::Name)),
    ("PositionTitle", slot(Slot::Position)),
    ("OrganizationName", slot(Slot::Issuer)),
    ("Communication", Link),
    ("Description", Prose(Slot::Reference)),
];

const fn part(
    path: &'static str,
    kind: SectionKind,
    title: Option<&'static str>,
    fields: &'static [(&'static str, Place)],
) -> Part {
    Part { path, kind, title, fields }
}

/// Lists of `SkillsPassport`, used until 2020.
pub(super) const OLD_PARTS: [Part; 4] = [
    part("LearnerInfo/WorkExperienceList/WorkExperience", SectionKind::Work, None, OLD_WORK),
    part("LearnerInfo/EducationList/Education", SectionKind::Education, None, OLD_EDUCATION),
    part(
        "LearnerInfo/Skills/Linguistic/MotherTongueList/MotherTongue",
        SectionKind::Languages,
        None,
        OLD_LANGUAGE,
    ),
    part(
        "LearnerInfo/Skills/Linguistic/ForeignLanguageList/ForeignLanguage",
        SectionKind::Languages,
        None,
        OLD_LANGUAGE,
    ),
];

/// Texts about skills in `SkillsPassport`, with their headings.
pub(super) const OLD_SKILLS: [(&str, &str); 5] = [
    ("Communication", "Communication skills"),
    ("Organisational", "Organisational skills"),
    ("JobRelated", "Job-related skills"),
    ("Computer", "Digital skills"),
    ("Other", "Other skills"),
];

/// Lists of `Candidate`, used since 2020.
pub(super) const PARTS: [Part; 19] = [
    part("EmploymentHistory/EmployerHistory", SectionKind::Work, None, WORK),
    part(
        "EducationHistory/EducationOrganizationAttendance",
        SectionKind::Education,
        None,
        EDUCATION,
    ),
    part("Skills/Skill", SectionKind::Skills, None, SKILL),
    part("DigitalSkills/DigitalSkill", SectionKind::Skills, None, SKILL),
    part(
        "CommunicationAndInterpersonalSkills/CommunicationAndInterpersonalSkill",
        SectionKind::Skills,
        None,
        SKILL,
    ),
    part(
        "ManagementAndLeadershipSkills/ManagementAndLeadershipSkill",
        SectionKind::Skills,
        None,
        SKILL,
    ),
    part("OrganisationalSkills/OrganisationalSkill", SectionKind::Skills, None, SKILL),
    part("Licenses/License", SectionKind::Certificates, Some("Driving licence"), LICENCE),
    part("Certifications/Certification", SectionKind::Certificates, None, CERTIFICATE),
    part("CourseCertifications/CourseCertification", SectionKind::Certificates, None, ACTIVITY),
    part("HonorsAndAwards/HonorAndAward", SectionKind::Awards, None, ACTIVITY),
    part("PublicationHistory/Publication", SectionKind::Publications, None, PUBLICATION),
    part("Projects/Project", SectionKind::Projects, None, ACTIVITY),
    part("VoluntaryWorks/VoluntaryWork", SectionKind::Volunteer, None, ACTIVITY),
    part("HobbiesAndInterests/HobbyAndInterest", SectionKind::Interests, None, ACTIVITY),
    part("EmploymentReferences/EmploymentReference", SectionKind::References, None, REFEREE),
    part(
        "NetworksAndMemberships/NetworkAndMembership",
        SectionKind::Custom,
        Some("Networks and memberships"),
        ACTIVITY,
    ),
    part(
        "ConferencesAndSeminars/ConferenceAndSeminar",
        SectionKind::Custom,
        Some("Conferences and seminars"),
        ACTIVITY,
    ),
    part("CreativeWorks/CreativeWork", SectionKind::Custom, Some("Creative works"), ACTIVITY),
];

/// Fields of entries in all other lists.
pub(super) const OTHER: &[(&str, Place)] = ACTIVITY;

/// Two- and three-letter codes of Europass's languages.
pub(super) const LANGUAGES: [(&str, &str, &str); 43] = [
    ("ar", "ara", "Arabic"),
    ("bg", "bul", "Bulgarian"),
    ("bs", "bos", "Bosnian"),
    ("ca", "cat", "Catalan"),
    ("cs", "ces", "Czech"),
    ("cy", "cym", "Welsh"),
    ("da", "dan", "Danish"),
    ("de", "deu", "German"),
    ("el", "ell", "Greek"),
    ("en", "eng", "English"),
    ("es", "spa", "Spanish"),
    ("et", "est", "Estonian"),
    ("eu", "eus", "Basque"),
    ("fa", "fas", "Persian"),
    ("fi", "fin", "Finnish"),
    ("fr", "fra", "French"),
    ("ga", "gle", "Irish"),
    ("gl", "glg", "Galician"),
    ("he", "heb", "Hebrew"),
    ("hi", "hin", "Hindi"),
    ("hr", "hrv", "Croatian"),
    ("hu", "hun", "Hungarian"),
    ("is", "isl", "Icelandic"),
    ("it", "ita", "Italian"),
    ("ja", "jpn", "Japanese"),
    ("ko", "kor", "Korean"),
    ("lt", "lit", "Lithuanian"),
    ("lv", "lav", "Latvian"),
    ("mk", "mkd", "Macedonian"),
    ("mt", "mlt", "Maltese"),
    ("nl", "nld", "Dutch"),
    ("no", "nor", "Norwegian"),
    ("pl", "pol", "Polish"),
    ("pt", "por", "Portuguese"),
    ("ro", "ron", "Romanian"),
    ("ru", "rus", "Russian"),
    ("sk", "slk", "Slovak"),
    ("sl", "slv", "Slovenian"),
    ("sq", "sqi", "Albanian"),
    ("sv", "swe", "Swedish"),
    ("tr", "tur", "Turkish"),
    ("uk", "ukr", "Ukrainian"),
    ("zh", "zho", "Chinese"),
];

/// Alternative three-letter codes (ISO 639-2/B).
pub(super) const LIBRARY_CODES: [(&str, &str); 13] = [
    ("alb", "sqi"),
    ("baq", "eus"),
    ("chi", "zho"),
    ("cze", "ces"),
    ("dut", "nld"),
    ("fre", "fra"),
    ("ger", "deu"),
    ("gre", "ell"),
    ("ice", "isl"),
    ("mac", "mkd"),
    ("per", "fas"),
    ("rum", "ron"),
    ("slo", "slk"),
];

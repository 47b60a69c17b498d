//! Names used in YAMLResume.

use crate::format::presentation::MARGIN;
use crate::format::settings::{Conversion, Pair};
use crate::resume::SectionKind;

use Conversion::{Choice, Flag, Font, Length};

pub(super) const DOCUMENT: [&str; 3] = ["content", "locale", "layouts"];

/// Keys of `content` that are not sections.
pub(super) const HEADER: [&str; 3] = ["basics", "location", "profiles"];

pub(super) const BASICS: [&str; 6] = ["name", "headline", "email", "phone", "url", "summary"];
pub(super) const LOCATION: [&str; 5] = ["address", "city", "region", "country", "postalCode"];
pub(super) const PROFILE: [&str; 3] = ["network", "username", "url"];

/// The sections in their default order.
///
/// `basics` stands for the summary.
pub(super) const ORDER: [(SectionKind, &str, &[&str]); 12] = [
    (SectionKind::Summary, "basics", &BASICS),
    (
        SectionKind::Education,
        "education",
        &[
            "institution",
            "area",
            "degree",
            "startDate",
            "endDate",
            "score",
            "courses",
            "summary",
            "url",
        ],
    ),
    (
        SectionKind::Work,
        "work",
        &["name", "position", "startDate", "endDate", "summary", "keywords", "url"],
    ),
    (SectionKind::Languages, "languages", &["language", "fluency", "keywords"]),
    (SectionKind::Skills, "skills", &["name", "level", "keywords"]),
    (SectionKind::Awards, "awards", &["title", "awarder", "date", "summary"]),
    (SectionKind::Certificates, "certificates", &["name", "issuer", "date", "url"]),
    (
        SectionKind::Publications,
        "publications",
        &["name", "publisher", "releaseDate", "summary", "url"],
    ),
    (SectionKind::References, "references", &["name", "email", "phone", "relationship", "summary"]),
    (
        SectionKind::Projects,
        "projects",
        &["name", "description", "startDate", "endDate", "summary", "keywords", "url"],
    ),
    (SectionKind::Interests, "interests", &["name", "keywords"]),
    (
        SectionKind::Volunteer,
        "volunteer",
        &["organization", "position", "startDate", "endDate", "summary", "url"],
    ),
];

/// Languages and their tags.
pub(super) const LOCALES: [(&str, &str); 12] = [
    ("en", "en"),
    ("zh-hans", "zh-Hans"),
    ("zh-hant-hk", "zh-Hant-HK"),
    ("zh-hant-tw", "zh-Hant-TW"),
    ("es", "es"),
    ("fr", "fr"),
    ("no", "nb"),
    ("nl", "nl"),
    ("ja", "ja"),
    ("de", "de"),
    ("id", "id"),
    ("pt-br", "pt-BR"),
];

pub(super) const ENGINES: [&str; 4] = ["latex", "html", "docx", "markdown"];

/// Templates and the most similar themes.
pub(super) const TEMPLATES: [(&str, &str); 6] = [
    ("jake", "plain"),
    ("moderncv-banking", "register"),
    ("moderncv-casual", "register"),
    ("moderncv-classic", "register"),
    ("calm", "register"),
    ("vscode", "plain"),
];

/// Layout settings of all engines.
pub(super) const LAYOUT: [&str; 21] = [
    "engine",
    "template",
    "page.paperSize",
    "page.showPageNumbers",
    "page.margins.top",
    "page.margins.bottom",
    "page.margins.left",
    "page.margins.right",
    "typography.fontSize",
    "typography.fontFamily",
    "typography.lineSpacing",
    "typography.links.underline",
    "advanced.fontspec.numbers",
    "advanced.showIcons",
    "advanced.showUrls",
    "advanced.showAnchors",
    "advanced.title",
    "advanced.description",
    "advanced.keywords",
    "advanced.footer",
    "sections.order",
];

/// Layout settings with a corresponding option.
pub(super) const PAIRS: &[Pair] = &[
    pair("page.paperSize", "paper", Choice(&[("a4", "a4"), ("letter", "us-letter")])),
    pair("page.showPageNumbers", "page-numbers", Flag),
    pair("page.margins.top", "margin-top", Length(MARGIN)),
    pair("page.margins.bottom", "margin-bottom", Length(MARGIN)),
    pair("page.margins.left", "margin-left", Length(MARGIN)),
    pair("page.margins.right", "margin-right", Length(MARGIN)),
    pair(
        "typography.fontSize",
        "font-size",
        Choice(&[("10pt", "10pt"), ("11pt", "11pt"), ("12pt", "12pt")]),
    ),
    pair("typography.fontFamily", "font", Font),
    // Line spacing there, line height here.
    pair(
        "typography.lineSpacing",
        "line-height",
        Choice(&[
            ("tight", "1.2"),
            ("snug", "1.27"),
            ("normal", "1.36"),
            ("relaxed", "1.5"),
            ("loose", "1.65"),
        ]),
    ),
    pair("typography.links.underline", "links", Choice(&[("true", "underline")])),
    pair("advanced.showIcons", "icons", Flag),
];

const fn pair(theirs: &'static str, ours: &'static str, conversion: Conversion) -> Pair {
    Pair { theirs, ours, conversion }
}

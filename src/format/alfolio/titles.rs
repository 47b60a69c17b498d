//! Determines the kind of a section from its title.

use crate::resume::SectionKind;

/// Words in titles and their kinds, the most specific first.
const WORDS: [(&str, SectionKind); 38] = [
    ("programming language", SectionKind::Skills),
    ("language", SectionKind::Languages),
    ("skill", SectionKind::Skills),
    ("technolog", SectionKind::Skills),
    ("expertise", SectionKind::Skills),
    ("education", SectionKind::Education),
    ("academic background", SectionKind::Education),
    ("degree", SectionKind::Education),
    ("studies", SectionKind::Education),
    ("publication", SectionKind::Publications),
    ("preprint", SectionKind::Publications),
    ("papers", SectionKind::Publications),
    ("award", SectionKind::Awards),
    ("honor", SectionKind::Awards),
    ("honour", SectionKind::Awards),
    ("scholarship", SectionKind::Awards),
    ("fellowship", SectionKind::Awards),
    ("grants", SectionKind::Awards),
    ("prize", SectionKind::Awards),
    ("certific", SectionKind::Certificates),
    ("project", SectionKind::Projects),
    ("volunteer", SectionKind::Volunteer),
    ("service", SectionKind::Volunteer),
    ("outreach", SectionKind::Volunteer),
    ("leadership", SectionKind::Volunteer),
    ("interest", SectionKind::Interests),
    ("hobbies", SectionKind::Interests),
    ("reference", SectionKind::References),
    ("experience", SectionKind::Work),
    ("employment", SectionKind::Work),
    ("internship", SectionKind::Work),
    ("position", SectionKind::Work),
    ("appointment", SectionKind::Work),
    ("teaching", SectionKind::Work),
    ("career", SectionKind::Work),
    ("jobs", SectionKind::Work),
    ("work", SectionKind::Work),
    ("industry", SectionKind::Work),
];

/// Returns the kind of section that a title suggests.
pub(super) fn kind_of(title: &str) -> SectionKind {
    let title = title.to_lowercase();
    let found = WORDS.iter().find(|(word, _)| title.contains(word));
    found.map_or(SectionKind::Custom, |(_, kind)| *kind)
}

/// Returns whether a title is that of a summary.
pub(super) fn is_summary(title: &str) -> bool {
    let title = title.trim().to_lowercase();
    ["summary", "about", "about me", "profile", "objective", "bio"].contains(&title.as_str())
}

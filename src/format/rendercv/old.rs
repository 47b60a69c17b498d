//! Reads `cv` of versions before 1.0, in which sections are top-level keys of `cv`.

use crate::characters::letters;
use crate::diagnostic::{Diagnostic, Span};
use crate::resume::Section;
use crate::source::{Member, Node, Path, Value};

use super::Reader;
use super::entry_type::EntryType;
use super::section::title_of_key;

/// Keys of sections, from which their titles are derived.
const SECTIONS: [&str; 17] = [
    "summary",
    "education",
    "experience",
    "work_experience",
    "projects",
    "academic_projects",
    "university_projects",
    "personal_projects",
    "publications",
    "certificates",
    "extracurricular_activities",
    "test_scores",
    "skills",
    "programming_skills",
    "other_skills",
    "awards",
    "interests",
];

const ORDER: &str = "section_order";
const CUSTOM: &str = "custom_sections";

/// Keys of entries that were removed later.
pub(super) const ENTRY_KEYS: [&str; 5] = ["date", "url", "gpa", "transcript_url", "cited_by"];

/// Returns whether `cv` has sections as its own keys.
pub(super) fn is_old(members: &[Member]) -> bool {
    let has = |key: &str| members.iter().any(|member| member.key == key);
    let is_list = |member: &Member| member.value.as_list().is_some();
    !has("sections")
        && (has(ORDER)
            || has(CUSTOM)
            || members.iter().any(|m| SECTIONS.contains(&m.key.as_str()) && is_list(m)))
}

/// Returns whether a key is a section or the order of sections.
pub(super) fn is_of_sections(key: &str) -> bool {
    SECTIONS.contains(&key) || key == ORDER || key == CUSTOM
}

impl Reader<'_> {
    /// Reads the sections in the requested order.
    pub(super) fn old_sections(&mut self, members: &[Member], at: &Path) -> Vec<Section> {
        let order: Option<Vec<&str>> = members.iter().find(|m| m.key == ORDER).and_then(|member| {
            Some(member.value.as_list()?.iter().filter_map(Node::as_text).map(str::trim).collect())
        });
        let mut found = Vec::new();
        for (member, at) in titled(members, at) {
            // The summary always comes first.
            let is_summary = member.key == title_of_key(SECTIONS[0]);
            // The order contains titles or keys.
            let place = match &order {
                Some(order) => {
                    order.iter().position(|other| letters(other) == letters(&member.key))
                }
                None => Some(0),
            };
            match place.map(|place| place + 1).filter(|_| order.is_some() || !is_summary) {
                None if is_summary => found.push((0, member, at)),
                Some(place) => found.push((place, member, at)),
                None => self.decoder.report(
                    Diagnostic::warning(
                        "unlisted-section",
                        format!("`{}` is not printed: `{ORDER}` does not name it", member.key),
                    )
                    .on(&at)
                    .at(member.key_span)
                    .hint(format!("add `{}` to `{ORDER}`", member.key)),
                ),
            }
        }
        found.sort_by_key(|(place, ..)| *place);
        found.iter().filter_map(|(_, member, at)| self.section(member, at)).collect()
    }
}

/// Returns the sections by title, as in later versions, with their paths.
fn titled(members: &[Member], at: &Path) -> Vec<(Member, Path)> {
    let mut found = Vec::new();
    let mut push = |title: &str, key_span: Span, entries: &Node, at: Path| {
        let value = match &entries.value {
            Value::Null => return,
            Value::List(_) => entries.clone(),
            _ => Node { value: Value::List(vec![entries.clone()]), span: entries.span },
        };
        found.push((Member { key: title.to_owned(), key_span, value }, at));
    };
    for member in members {
        let at = at.key(&member.key);
        if SECTIONS.contains(&member.key.as_str()) {
            push(&title_of_key(&member.key), member.key_span, &member.value, at);
        } else if member.key == CUSTOM {
            for (index, section) in member.value.as_list().into_iter().flatten().enumerate() {
                let title = section.get("title").and_then(Node::as_text).unwrap_or_default();
                if let Some(entries) = section.get("entries") {
                    push(title, section.span, entries, at.index(index).key("entries"));
                }
            }
        }
    }
    found
}

/// Returns the current name of an entry key.
pub(super) fn newest_key<'k>(own: EntryType, key: &'k str, members: &[Member]) -> &'k str {
    let new = match (own, key) {
        (EntryType::OneLine, "name") => "label",
        (EntryType::Education, "study_type") => "degree",
        _ => return key,
    };
    if members.iter().any(|member| member.key == new) { key } else { new }
}

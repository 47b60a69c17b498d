//! Records what YAMLResume's schema rejects in the written file.

use crate::format::date_words;
use crate::format::losses::{LossKind, Losses};
use crate::format::members::Members;
use crate::phone::Phone;
use crate::resume::Date;
use crate::source::{Node, Path};

use super::entry::{Own, slot_of};
use super::native_key;

/// Keys that every entry of a section must have.
const REQUIRED: [(&str, &[&str]); 11] = [
    ("education", &["institution", "area", "degree"]),
    ("work", &["name", "position", "startDate", "summary"]),
    ("languages", &["language", "fluency"]),
    ("skills", &["name", "level"]),
    ("awards", &["title", "awarder"]),
    ("certificates", &["name", "issuer"]),
    ("publications", &["name", "publisher"]),
    ("references", &["name", "summary"]),
    ("projects", &["name", "startDate", "summary"]),
    ("interests", &["name"]),
    ("volunteer", &["organization", "position", "startDate", "summary"]),
];

/// Minimum length of a summary.
pub(super) const SHORTEST_SUMMARY: usize = 16;

/// Maximum length of a keyword.
pub(super) const LONGEST_KEYWORD: usize = 32;

/// Maximum length of an area of study.
pub(super) const LONGEST_AREA: usize = 64;

/// Returns the keys that every entry of a section must have.
pub(super) fn required(section: &str) -> &'static [&'static str] {
    REQUIRED.iter().find(|(own, _)| *own == section).map_or(&[], |(_, keys)| keys)
}

/// Returns the minimum and maximum length of a text.
fn lengths(key: &str) -> Option<(usize, usize)> {
    Some(match key {
        "name" | "headline" | "institution" | "organization" | "title" | "awarder" | "issuer"
        | "publisher" | "relationship" | "courses" => (2, 128),
        "area" => (2, LONGEST_AREA),
        "position" | "username" | "city" | "region" => (2, 64),
        "summary" => (SHORTEST_SUMMARY, 1024),
        "description" => (4, 1024),
        "address" => (4, 256),
        "url" => (1, 256),
        "postalCode" => (2, 16),
        "score" => (2, 32),
        "startDate" | "endDate" | "date" | "releaseDate" => (4, 32),
        "keywords" => (1, LONGEST_KEYWORD),
        _ => return None,
    })
}

/// Returns the length as the schema counts it: in UTF-16 code units.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// Records what the schema rejects in an entry of a section.
pub(super) fn check_entry(own: Own, members: &Members, at: &Path, losses: &mut Losses) {
    let Own { key: section, kind, keys, .. } = own;
    let path_of = |key: &str| at.key(slot_of(kind, key).map_or(key, |slot| native_key(kind, slot)));
    for key in required(section) {
        if !members.has(key) {
            let what = format!("`{section}` without `{key}`");
            losses.note(what, LossKind::Rejected("add it to the written file"), &path_of(key));
        }
    }
    let texts = members.iter().filter(|(key, _)| keys.contains(key));
    check_texts(section, texts, path_of, losses);
}

/// Records texts that the schema rejects in a part of the file.
pub(super) fn check_texts<'n>(
    part: &str,
    texts: impl Iterator<Item = (&'n str, &'n Node)>,
    path_of: impl Fn(&str) -> Path,
    losses: &mut Losses,
) {
    for (key, node) in texts {
        let nodes = node.as_list().unwrap_or(std::slice::from_ref(node));
        for text in nodes.iter().filter_map(Node::as_text) {
            if let Some((shortest, longest)) = lengths(key) {
                let length = length(text);
                let (problem, remedy) = if length < shortest {
                    (format!("less than {shortest}"), "lengthen it in the written file")
                } else if length > longest {
                    (format!("more than {longest}"), "shorten it in the written file")
                } else {
                    (String::new(), "")
                };
                if !problem.is_empty() {
                    let what = format!("`{key}` in `{part}` with {problem} characters");
                    losses.note(what, LossKind::Rejected(remedy), &path_of(key));
                }
            }
            let is_wrong = match key {
                "url" => !is_url(text),
                "email" => !is_email(text),
                "phone" => !is_phone(text),
                "startDate" | "endDate" | "date" | "releaseDate" => !is_date(text),
                _ => false,
            };
            if is_wrong {
                let what = format!("such a `{key}` in `{part}`");
                losses.note(
                    what,
                    LossKind::Rejected("correct it in the written file"),
                    &path_of(key),
                );
            }
        }
    }
}

/// Returns whether a date is written as YAMLResume surely reads it.
fn is_date(text: &str) -> bool {
    matches!(date_words::parse(text), Ok(Date::Year(_) | Date::Month(..) | Date::Day(..)))
}

fn is_url(text: &str) -> bool {
    let is_scheme = |scheme: &str| {
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    text.split_once(':').is_some_and(|(scheme, rest)| is_scheme(scheme) && !rest.is_empty())
        && !text.contains(char::is_whitespace)
}

fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let is_local = |part: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric() || "_'+-".contains(c))
    };
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let labels: Vec<&str> = domain.split('.').collect();
    let is_top = |top: &&str| top.len() > 1 && top.chars().all(|c| c.is_ascii_alphabetic());
    local.split('.').all(is_local)
        && !local.ends_with('\'')
        && labels.len() > 1
        && labels.iter().all(|label| is_label(label))
        && labels.last().is_some_and(is_top)
}

/// Returns whether a number has only digits, spaces and hyphens, a leading `+`, and brackets around
/// its first part.
fn is_phone(text: &str) -> bool {
    let rest = text.strip_prefix('+').unwrap_or(text);
    let rest = rest.strip_prefix('(').unwrap_or(rest);
    let is_plain =
        |part: &str| part.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || c == '-');
    let length = |part: &str| part.chars().count();
    match rest.split_once(')') {
        Some((first, second)) => {
            let is_part = |part: &str| is_plain(part) && (1..=15).contains(&length(part));
            is_part(first) && is_part(second)
        }
        None => is_plain(rest) && (2..=30).contains(&length(rest)),
    }
}

/// Returns a telephone number in a form that the schema accepts, if it can be written so.
pub(super) fn accepted_phone(typed: &str, country: Option<&str>) -> Option<String> {
    if is_phone(typed) {
        return Some(typed.to_owned());
    }
    let number = Phone::read(typed, country).ok();
    let international = number.and_then(|number| number.international().ok());
    let national = (!typed.trim_start().starts_with('+'))
        .then(|| typed.trim().replace(['.', '/'], "-").replace(['(', ')'], ""));
    let forms = national.into_iter().chain(international.map(|it| it.replace(['(', ')'], "")));
    forms.map(|it| it.split_whitespace().collect::<Vec<_>>().join(" ")).find(|it| is_phone(it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_written_with_spaces_and_hyphens_only() {
        let of = |typed: &str| accepted_phone(typed, Some("US"));
        assert_eq!(of("(555) 012-3456").as_deref(), Some("(555) 012-3456"));
        assert_eq!(of("503.555.0142").as_deref(), Some("503-555-0142"));
        assert_eq!(of("+1 (503) 555-0142").as_deref(), Some("+1 503-555-0142"));
        assert_eq!(of("+44 (0)20 7946 0958").as_deref(), Some("+44 20 7946 0958"));
        assert_eq!(of("by appointment"), None);
    }

    #[test]
    fn addresses_are_judged_as_the_schema_does() {
        for good in ["a@b.co", "ann.o'neil+cv@mail.example.org", "x-y@a-b.example"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["a@b", "a b@c.org", "ann.@c.org", "ä@c.org", "a@-b.org"] {
            assert!(!is_email(bad), "{bad}");
        }
        assert!(is_url("https://example.org/a") && is_url("mailto:a@b.org"));
        assert!(!is_url("example.org") && !is_url("https://a b"));
    }
}

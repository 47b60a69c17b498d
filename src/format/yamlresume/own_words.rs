//! Reads what was written beside YAMLResume's fixed options and required fields.

use crate::format::commonmark::{escape, from_commonmark, plain};
use crate::resume::{Entry, SectionKind, Text};
use crate::source::{Member, Node};

use super::write::pieces;

/// Key of profiles in networks that YAMLResume does not have.
pub(super) const OTHER_PROFILES: &str = "otherProfiles";

/// Key of languages that YAMLResume does not have.
pub(super) const OTHER_LANGUAGES: &str = "otherLanguages";

/// Keys whose value may differ from the words of the résumé.
const KEYS: [&str; 6] = ["degree", "fluency", "level", "language", "network", "country"];

/// Returns the key with the words of the résumé for an option.
pub(super) fn text_key(key: &str) -> String {
    format!("{key}Text")
}

/// Returns the key of the option for a key of the words of the résumé.
pub(super) fn option_key(key: &str) -> Option<&'static str> {
    let option = key.strip_suffix("Text")?;
    KEYS.into_iter().find(|own| *own == option)
}

/// Returns the words of the résumé for an option.
pub(super) fn words<'n>(members: &'n [Member], key: &str) -> Option<&'n Node> {
    let key = text_key(key);
    let member = members.iter().find(|member| member.key == key)?;
    member.value.as_text().is_some().then_some(&member.value)
}

/// Returns the texts of the fields that YAMLResume does not have, separated by commas.
pub(super) fn other_texts<'n>(
    members: impl Iterator<Item = (&'n str, &'n Node)>,
    keys: &[&str],
) -> String {
    let others = members.filter(|(key, _)| !keys.contains(key) && option_key(key).is_none());
    let texts = others.flat_map(|(_, node)| {
        node.as_list().unwrap_or(std::slice::from_ref(node)).iter().filter_map(Node::as_text)
    });
    texts.collect::<Vec<_>>().join(", ")
}

/// Removes copies of other fields from fields that YAMLResume requires.
pub(super) fn remove_copies(
    kind: SectionKind,
    keys: &[&str],
    members: &[Member],
    entry: &mut Entry,
) {
    let pairs = members.iter().map(|member| (member.key.as_str(), &member.value));
    let others = other_texts(pairs, keys);
    let summary =
        if kind == SectionKind::References { &mut entry.reference } else { &mut entry.summary };
    // Elsewhere the summary itself is one of the other fields.
    if keys.contains(&"summary")
        && !others.is_empty()
        && let Some(text) = summary
    {
        let others = from_commonmark(&others);
        if *text.as_str() == others {
            *summary = None;
        } else if let Some(before) = text.as_str().strip_suffix(&format!("\n\n{others}")) {
            *summary = Some(Text::from(before));
        }
    }
    let is = |text: &Option<Text>, other: &str| {
        text.as_ref().is_some_and(|text| plain(text.as_str()) == other)
    };
    match kind {
        SectionKind::Education => {
            let Some(degree) = words(members, "degree").and_then(Node::as_text) else { return };
            if is(&entry.area, degree) {
                entry.area = None;
            } else if let Some(area) = &entry.area
                && let Some(before) = plain(area.as_str()).strip_suffix(&format!(", {degree}"))
            {
                entry.area = Some(Text::from(escape(before)));
            }
        }
        SectionKind::Languages => {
            let Some(fluency) = words(members, "fluency").and_then(Node::as_text) else { return };
            let pieces = pieces(fluency);
            for keywords in entry.keywords.iter_mut() {
                let is_copy = keywords.len() == pieces.len()
                    && keywords
                        .iter()
                        .zip(&pieces)
                        .all(|(keyword, piece)| plain(keyword.name.as_str()) == **piece);
                if is_copy {
                    keywords.clear();
                }
            }
        }
        SectionKind::Publications if entry.venue.is_some() && entry.venue == entry.issuer => {
            entry.issuer = None;
        }
        _ => {}
    }
}

//! ferrocv's extension for audiences of entries and highlights.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Member, Node, Path, Value};

const FERROCV: &str = "x-ferrocv";

/// Converts audiences to tags.
pub(super) fn convert_audiences(
    members: &mut Vec<Member>,
    at: &Path,
    diagnostics: &mut Diagnostics,
) {
    let Some(index) = members.iter().position(|member| member.key == FERROCV) else { return };
    if members[index].value.as_map().is_none() {
        return;
    }
    let extension = members.remove(index);
    let has_tags = members.iter().any(|member| member.key == "tags");
    if let (Some(audience), false) = (extension.value.get("audience"), has_tags) {
        let (key, key_span) = ("tags".to_owned(), extension.key_span);
        members.push(Member { key, key_span, value: audience.clone() });
    }
    if let Some(tags) = extension.value.get("highlights").and_then(Node::as_list) {
        tag_highlights(members, tags, at, diagnostics);
    }
    for Member { key, key_span, .. } in extension.value.as_map().unwrap_or_default() {
        if !matches!(key.as_str(), "audience" | "highlights") {
            diagnostics.push(
                Diagnostic::warning("ignored-key", format!("`{FERROCV}.{key}` is not read"))
                    .on(&at.key(FERROCV).key(key))
                    .at(*key_span)
                    .hint("only `audience` and `highlights` of this extension are read, as tags"),
            );
        }
    }
}

/// Adds tags to highlights from a parallel list.
fn tag_highlights(members: &mut [Member], tags: &[Node], at: &Path, diagnostics: &mut Diagnostics) {
    let Some(member) = members.iter_mut().find(|member| member.key == "highlights") else { return };
    let Value::List(highlights) = &mut member.value.value else { return };
    if highlights.len() != tags.len() {
        diagnostics.push(
            Diagnostic::warning(
                "tags",
                format!(
                    "tags for {} highlights, but there are {} highlights",
                    tags.len(),
                    highlights.len()
                ),
            )
            .on(&at.key(FERROCV).key("highlights"))
            .at(member.key_span)
            .hint("give one list of tags for each highlight, empty if it has none"),
        );
    }
    for (highlight, tags) in highlights.iter_mut().zip(tags) {
        let has_tags = tags.as_list().is_some_and(|tags| !tags.is_empty());
        if !has_tags || highlight.as_text().is_none() {
            continue;
        }
        let span = highlight.span;
        let own = |key: &str, value| Member { key: key.to_owned(), key_span: span, value };
        let text = highlight.clone();
        highlight.value = Value::Map(vec![own("text", text), own("tags", tags.clone())]);
    }
}

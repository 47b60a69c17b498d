//! The native format: JSON Resume 1.0 with additions.

mod contact;
mod entry;
pub(crate) mod keys;
mod letter;
mod meta;
mod sections;
#[cfg(test)]
mod tests;
mod version;
mod write;

pub(super) use crate::resume::assign_ids;
pub(super) use keys::{is_near_known, item_names};
pub(super) use meta::declared_languages;
pub(super) use sections::ids_by_default;
pub(super) use write::{
    contact_of_any_kind, write, write_contact, write_entry, write_last_modified, write_letter,
    write_meta,
};

use crate::characters::letters;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::format::decode::Decoder;
use crate::locale::Locale;
use crate::resume::{Resume, SectionKind};
use crate::source::{Kind, Member, Node, Path, Value};

use super::detect::present;

/// Reads a résumé and adds all problems to `diagnostics`.
///
/// `None` if the file has another format.
pub(super) fn read(root: &Node, diagnostics: &mut Diagnostics) -> Option<Resume> {
    members_of_document(root, diagnostics)?;
    let root = &*version::migrated(root, &version::STEPS, diagnostics)?;
    let members = root.as_map().unwrap_or_default();
    let decoder = Decoder::new(diagnostics, meta::declared_languages(root));
    document(&mut decoder.open(is_json_resume(root)), root, members)
}

/// Returns whether a file is plain JSON Resume, which allows additional keys.
pub(super) fn is_json_resume(root: &Node) -> bool {
    let schema = root.get("$schema").and_then(Node::as_text).unwrap_or_default();
    if schema.contains("jsonresume") || schema.contains("resume-schema") {
        return true;
    }
    let ours = ["sections", "letter", "meta.locale", "meta.languages", "meta.variants"];
    let ours = ours.iter().chain(&["meta.options", "meta.sections", "meta.titles", "meta.recto"]);
    let ours = ours.chain(&["meta.sort"]);
    let is_ours = !present(root, &ours.copied().collect::<Vec<_>>()).is_empty();
    // Only YAML has unquoted text.
    fn has_bare_text(node: &Node) -> bool {
        match &node.value {
            Value::Null => false,
            Value::Scalar(scalar) => matches!(scalar.kind, Kind::Plain | Kind::Date),
            Value::List(nodes) => nodes.iter().any(has_bare_text),
            Value::Map(members) => members.iter().any(|member| has_bare_text(&member.value)),
        }
    }
    schema.is_empty() && !is_ours && !has_bare_text(root)
}

/// Returns the evidence for the native format in a tree.
pub(super) fn evidence(root: &Node) -> Vec<String> {
    let lists = ["education", "skills"].into_iter().filter(|key| {
        root.get(key).is_some_and(|node| node.as_list().is_some_and(|list| !list.is_empty()))
    });
    let lists: Vec<String> = lists.map(|key| format!("the list `{key}`")).collect();
    let keys = ["basics", "bio", "work", "volunteer", "awards", "certificates", "publications"];
    let further = ["letter", "meta.languages", "meta.variants"];
    let mut evidence = present(root, &keys);
    evidence.extend(lists);
    // In other formats it is a mapping.
    let has_sections = root.get("sections").is_some_and(|node| node.as_map().is_none());
    evidence.extend(has_sections.then(|| "`sections`".to_owned()));
    evidence.extend(present(root, &further));
    evidence
}

/// Returns the members of the document.
///
/// `None` if it is not a mapping or is empty; the reason is in `diagnostics`.
pub(super) fn members_of_document<'n>(
    root: &'n Node,
    diagnostics: &mut Diagnostics,
) -> Option<&'n [Member]> {
    let members = match &root.value {
        Value::Map(members) if holds_nothing(members) => &[],
        Value::Map(members) => members.as_slice(),
        Value::Null => &[],
        Value::Scalar(scalar) if scalar.text.trim().is_empty() => &[],
        _ => {
            diagnostics.push(
                Diagnostic::error(
                    "not-a-resume",
                    format!("this file contains {}, but a résumé is a mapping", root.describe()),
                )
                .at(root.span)
                .hint("`recto new` writes a résumé to start from"),
            );
            return None;
        }
    };
    if members.is_empty() {
        diagnostics.push(
            Diagnostic::error("empty", "the file is empty")
                .at(root.span)
                .hint("`recto new` writes a résumé to start from"),
        );
        return None;
    }
    Some(members)
}

fn holds_nothing(members: &[Member]) -> bool {
    members.iter().all(|member| member.key == "$schema" || member.value.is_null())
}

/// Returns all top-level keys.
fn known() -> impl Iterator<Item = &'static str> {
    let sections = SectionKind::ALL.into_iter().filter(|kind| kind.is_top_level());
    keys::DOCUMENT.iter().map(|key| key.name).chain(sections.map(SectionKind::name))
}

/// Returns whether a top-level key is known or a misspelling of a known one.
fn is_known(key: &str) -> bool {
    known().any(|own| own == key) || keys::near_key(key, known()).is_some()
}

fn document(decoder: &mut Decoder, root: &Node, members: &[Member]) -> Option<Resume> {
    if !members.iter().any(|member| member.key != "$schema" && is_known(&member.key)) {
        decoder.report(not_a_resume(root, members));
        return None;
    }
    let mut resume = Resume::default();
    let mut summary = None;
    for member in members {
        let at = Path::ROOT.key(&member.key);
        let node = &member.value;
        match member.key.as_str() {
            "$schema" => {}
            "basics" => (resume.basics, summary) = decoder.basics(node, &at),
            "sections" => resume.sections.extend(decoder.further_sections(node, &at)),
            "meta" => resume.meta = decoder.meta(node, &at),
            "letter" => resume.letter = decoder.letter(node, &at),
            key => match SectionKind::from_name(key).filter(|kind| kind.is_top_level()) {
                Some(kind) => resume.sections.extend(decoder.standard_section(kind, node, &at)),
                // Extensions of other tools, and places for YAML anchors.
                None if key.starts_with("x-") => {
                    decoder.report(
                        Diagnostic::warning("ignored-key", format!("`{key}` is not printed"))
                            .on(&at)
                            .at(member.key_span)
                            .hint("keys that begin with `x-` belong to other tools"),
                    );
                    resume.extensions.push((key.to_owned(), node.clone()));
                }
                None if decoder.misspelled(member, &at, known()) => {}
                None => resume.sections.extend(decoder.unknown_section(member, &at)),
            },
        }
    }
    if let Some(summary) = summary {
        resume.sections.insert(0, summary);
    }
    assign_ids(&mut resume.sections);
    Some(resume)
}

fn not_a_resume(root: &Node, members: &[Member]) -> Diagnostic {
    let found: Vec<_> = members.iter().take(5).map(|m| format!("`{}`", m.key)).collect();
    let more = if members.len() > found.len() { " …" } else { "" };
    let diagnostic = Diagnostic::error(
        "not-a-resume",
        format!("this is not a résumé: it has {}{more}", found.join(", ")),
    )
    .at(root.span);
    let english = in_english(members);
    if !english.is_empty() {
        return diagnostic.hint(format!("keys are in English: write {}", english.join(", ")));
    }
    if let [only] = members
        && ["basics", "work", "education"].iter().any(|key| only.value.get(key).is_some())
    {
        let key = &only.key;
        return diagnostic.hint(format!("it is below `{key}`: move its keys to the top level"));
    }
    match super::foreign_tool(root) {
        Some(tool) => diagnostic.hint(format!("it looks like a file of {tool}, which is not read")),
        None => diagnostic.hint("a résumé has `basics`, `work`, `education` and so on; `recto new` writes one to start from"),
    }
}

/// Maximum number of keys that are compared with titles in other languages.
const MOST_KEYS: usize = 40;

/// Returns the keys that are titles of sections in some language, with the English keys.
fn in_english(members: &[Member]) -> Vec<String> {
    let mut found = Vec::new();
    let locales = Locale::tags().into_iter().filter_map(Locale::find);
    let titles: Vec<(SectionKind, String)> = locales
        .flat_map(|locale| {
            let title = |kind: SectionKind| Some((kind, letters(locale.section_title(kind)?)));
            SectionKind::ALL.into_iter().filter_map(title).collect::<Vec<_>>()
        })
        .collect();
    for member in members.iter().take(MOST_KEYS) {
        let key = letters(&member.key);
        let own = titles.iter().find(|(kind, title)| *title == key && kind.is_top_level());
        if let Some((kind, _)) = own {
            found.push(format!("`{}` for `{}`", kind.name(), member.key));
        }
    }
    found
}

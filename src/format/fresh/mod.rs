//! FRESH, also called FRESCA: the format of HackMyResume.
//!
//! Files use names of several versions (`flavor` for `category`), and mark parts at any depth as
//! `private` or to be ignored.

mod basics;
mod entries;
mod fields;
mod private;
#[cfg(test)]
mod tests;
mod write;

pub(super) use write::write;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resume::{Extra, Item, Localized, Resume, Section, SectionKind, Text};
use crate::source::{Member, Node, Path};

use super::ReadOptions;
use super::decode::Decoder;
use super::detect::present;
use super::html;
use super::native::{self, assign_ids};
use fields::PARTS;

/// Returns the evidence for this format in a tree.
pub(super) fn evidence(root: &Node) -> Vec<String> {
    let mut evidence = Vec::new();
    let format = root.get("meta").and_then(|meta| meta.get("format")).and_then(Node::as_text);
    if format.is_some_and(|format| format.starts_with("FRESH")) {
        // Explicit, so it counts more than two keys of another format.
        evidence.extend(["`meta.format`".to_owned(), "its value `FRESH`".to_owned()]);
    }
    evidence.extend(present(
        root,
        &[
            "info.brief",
            "info.label",
            "info.class",
            "info.characterClass",
            "disposition",
            "contact",
            "employment.history",
            "education.history",
            "service.history",
            "affiliation.history",
            "skills.sets",
            "skills.list",
            "recognition",
            "testimonials",
            "extracurricular",
            "governance",
        ],
    ));
    // A key `contact` alone is common in other files.
    if evidence == ["`contact`"] { Vec::new() } else { evidence }
}

/// Reads a résumé.
///
/// Omits private parts with a warning, unless they are requested. `None` if the file has another
/// format.
pub(super) fn read(
    root: &Node,
    options: ReadOptions,
    diagnostics: &mut Diagnostics,
) -> Option<Resume> {
    native::members_of_document(root, diagnostics)?;
    // FRESH's own starter file has a duplicate key.
    diagnostics.downgrade("duplicate-key", "the last one is printed, as by HackMyResume");
    let mut root = private::without_private(root, options.private, diagnostics);
    html::replace_in(&mut root);
    let mut reader = Reader { decoder: Decoder::new(diagnostics, Vec::new()) };
    let mut resume = Resume::default();
    resume.basics.path = Path::ROOT.key("name");
    for member in root.as_map().unwrap_or_default() {
        reader.document_member(member, &mut resume);
    }
    assign_ids(&mut resume.sections);
    Some(resume)
}

/// Reads nodes by the rules of FRESH.
struct Reader<'d> {
    decoder: Decoder<'d>,
}

impl Reader<'_> {
    fn document_member(&mut self, member: &Member, resume: &mut Resume) {
        let at = Path::ROOT.key(&member.key);
        let node = &member.value;
        match member.key.as_str() {
            "$schema" | "private" | "ignore" => {}
            "name" => resume.basics.name = self.decoder.text(node, &at),
            "meta" => self.meta(node, &at, resume),
            "info" => self.info(node, &at, resume),
            "contact" => self.contact(node, &at, &mut resume.basics),
            "location" => self.location(node, &at, &mut resume.basics),
            "social" => self.social(node, &at, &mut resume.basics),
            "disposition" => resume.sections.extend(self.disposition(node, &at)),
            "skills" => resume.sections.extend(self.skills(node, &at)),
            key => {
                let section = match PARTS.iter().find(|part| part.key == key) {
                    Some(part) => self.part(part, node, &at),
                    None => self.unknown_section(member, &at),
                };
                resume.sections.extend(section);
            }
        }
    }

    /// Creates a section from an unknown key.
    fn unknown_section(&mut self, member: &Member, at: &Path) -> Option<Section> {
        let section = self.decoder.section_of(member, at)?;
        let warning = Diagnostic::warning(
            "unknown-key",
            format!("FRESH has no `{}`; it is printed as a section", member.key),
        );
        let known = PARTS.iter().map(|part| part.key).chain(DOCUMENT);
        self.decoder.report(meant(warning, member, known).on(at).at(member.key_span));
        Some(section)
    }

    /// Keeps an unknown key as a detail.
    fn unknown<'k>(
        &mut self,
        member: &Member,
        at: &Path,
        known: impl IntoIterator<Item = &'k str>,
        extra: &mut Vec<Extra>,
    ) {
        let Some(value) = self.decoder.extra_value(&member.value) else { return };
        let warning = Diagnostic::warning(
            "unknown-key",
            format!("FRESH has no `{}` here; it is printed under its own name", member.key),
        );
        self.decoder.report(meant(warning, member, known).on(at).at(member.key_span));
        extra.push(Extra { path: at.clone(), key: member.key.clone(), label: None, value });
    }

    /// Keeps a datum of FRESH that the data model does not have.
    fn detail(&mut self, member: &Member, at: &Path, label: &str, extra: &mut Vec<Extra>) {
        if let Some(value) = self.decoder.extra_value(&member.value) {
            let (path, key) = (at.clone(), member.key.clone());
            extra.push(Extra { path, key, label: Some(Text::from(label)), value });
        }
    }
}

/// Keys of the document other than lists of entries.
const DOCUMENT: [&str; 8] =
    ["name", "meta", "info", "contact", "location", "social", "disposition", "skills"];

/// Adds suggestions for a misspelled key.
fn meant<'k>(
    diagnostic: Diagnostic,
    member: &Member,
    known: impl IntoIterator<Item = &'k str>,
) -> Diagnostic {
    match crate::diagnostic::did_you_mean(&member.key, known) {
        Some(meant) => diagnostic.hint(format!("did you mean `{meant}`?")),
        None => diagnostic,
    }
}

/// Creates an empty section.
fn section(at: &Path, id: &str, kind: SectionKind, title: Option<&str>) -> Section {
    Section {
        item: Item { path: at.clone(), id: Some(id.to_owned()), ..Item::default() },
        kind,
        title: title.map(Text::from),
        entries: Localized::default(),
        ..Section::default()
    }
}

//! Exports of Reactive Resume, versions 3 to 5.
//!
//! Versions differ in names, which are all in one table. The version that wrote a file also
//! determines the meaning of `description` and the markup of texts.

mod basics;
mod fields;
mod items;
mod letter;
mod metadata;
mod sections;
#[cfg(test)]
mod tests;

use crate::diagnostic::{Diagnostic, Diagnostics, Span};
use crate::resume::{Extra, Resume, Text};
use crate::source::{Member, Node, Path};

use super::commonmark::{escape, from_commonmark};
use super::decode::Decoder;
use super::native::{self, assign_ids};
use super::notes::{HIDDEN, Note, Notes};
use super::{ReadOptions, html};

/// The version that wrote a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Version {
    V3,
    V4,
    V5,
}

/// Reads nodes and collects problems.
struct Reader<'d> {
    decoder: Decoder<'d>,
    notes: Notes,
    version: Version,
    /// Whether to include hidden data.
    hidden: bool,
}

const UNLISTED: Note = Note {
    code: "private",
    message: "sections that are not in the layout are omitted",
    hint: "`--private` includes them",
};

const LABELS: Note = Note {
    code: "not-printed",
    message: "the labels of links are not printed, but the links are",
    hint: "pages show the address",
};

const NUMBERS: Note = Note {
    code: "not-printed",
    message: "numeric levels are not printed next to levels in words",
    hint: "remove the words to print the numbers",
};

const EDITOR: Note = Note {
    code: "not-printed",
    message: "notes for the editor are not printed",
    hint: "Reactive Resume does not print them either",
};

/// Top-level keys about the file rather than the person.
const ABOUT_THE_FILE: [&str; 20] = [
    "$schema",
    "id",
    "_id",
    "shortId",
    "slug",
    "title",
    "name",
    "image",
    "user",
    "userId",
    "public",
    "isPublic",
    "visibility",
    "locked",
    "isLocked",
    "tags",
    "createdAt",
    "updatedAt",
    "statistics",
    "version",
];

/// Returns the résumé, which may be the document itself or wrapped in a server response.
fn document(root: &Node) -> (&Node, Path) {
    match root.get("data") {
        Some(data) if root.get("sections").is_none() && data.get("sections").is_some() => {
            (data, Path::ROOT.key("data"))
        }
        _ => (root, Path::ROOT),
    }
}

/// Returns the evidence for this format in a tree.
pub(super) fn evidence(root: &Node) -> Vec<String> {
    let (node, at) = document(root);
    let Some(sections) = node.get("sections").and_then(Node::as_map) else { return Vec::new() };
    let mut evidence = Vec::new();
    let mut found = |path: Path| evidence.push(format!("`{path}`"));
    for member in sections {
        if member.value.get("items").is_some() || member.value.get("content").is_some() {
            found(at.key("sections").key(&member.key));
        }
    }
    let further = [
        ("basics", "customFields"),
        ("basics", "picture"),
        ("basics", "photo"),
        ("summary", "content"),
        ("metadata", "template"),
        ("metadata", "layout"),
        ("metadata", "page"),
    ];
    for (outer, inner) in further {
        if node.get(outer).is_some_and(|node| node.get(inner).is_some()) {
            found(at.key(outer).key(inner));
        }
    }
    if node.get("customSections").is_some() {
        found(at.key("customSections"));
    }
    evidence
}

impl Version {
    fn of(document: &Node) -> Self {
        let in_basics = |key| document.get("basics").and_then(|basics| basics.get(key)).is_some();
        let has = |key| document.get(key).is_some();
        let sections = document.get("sections").and_then(Node::as_map).unwrap_or_default();
        let in_sections = |key| sections.iter().any(|section| section.value.get(key).is_some());
        if has("customSections") || has("summary") || in_basics("website") && in_sections("hidden")
        {
            Self::V5
        } else if in_basics("photo") || in_basics("profiles") || in_sections("type") {
            Self::V3
        } else {
            Self::V4
        }
    }
}

/// Reads a résumé.
///
/// Omits hidden parts with a warning, unless they are requested. `None` if the file has another
/// format.
pub(super) fn read(
    root: &Node,
    options: ReadOptions,
    diagnostics: &mut Diagnostics,
) -> Option<Resume> {
    native::members_of_document(root, diagnostics)?;
    let (node, at) = document(root);
    let mut reader = Reader {
        decoder: Decoder::new(diagnostics, Vec::new()),
        notes: Notes::default(),
        version: Version::of(node),
        hidden: options.private,
    };
    let resume = reader.document(node, &at);
    let notes = std::mem::take(&mut reader.notes);
    reader.decoder.report_all(notes.into_diagnostics());
    Some(resume)
}

impl Reader<'_> {
    fn document(&mut self, node: &Node, at: &Path) -> Resume {
        let mut resume = Resume::default();
        resume.basics.path = at.key("basics");
        let mut found = Vec::new();
        for member in node.as_map().unwrap_or_default() {
            let path = at.key(&member.key);
            let node = &member.value;
            match member.key.as_str() {
                "basics" => self.basics(node, &path, &mut resume, &mut found),
                "picture" => self.picture(node, &path, &mut resume.basics),
                "summary" => found.extend(self.summary(node, &path)),
                "sections" => self.sections(node, &path, &mut resume, &mut found),
                "customSections" => self.custom_sections(node, &path, &mut resume, &mut found),
                "metadata" => {}
                key if ABOUT_THE_FILE.contains(&key) => {}
                _ => found.extend(self.unknown_section(member, &path)),
            }
        }
        let metadata = node.get("metadata").filter(|node| !node.is_null());
        let metadata_at = at.key("metadata");
        let layout = metadata.map(metadata::layout).unwrap_or_default();
        self.arrange(found, &layout, &mut resume);
        if let Some(metadata) = metadata {
            self.metadata(metadata, &metadata_at, &mut resume);
        }
        assign_ids(&mut resume.sections);
        resume
    }

    /// Returns whether a part is hidden and not requested; reports it.
    fn is_hidden(&mut self, node: &Node, at: &Path, span: Span) -> bool {
        let has_value = |key: &str, word: &str| {
            node.get(key).and_then(Node::as_text).is_some_and(|text| text.trim() == word)
        };
        if self.hidden || !(has_value("hidden", "true") || has_value("visible", "false")) {
            return false;
        }
        self.notes.add(&HIDDEN, at, span);
        true
    }

    /// Reads a line: a name, a title, a place.
    fn line(&mut self, node: &Node, at: &Path) -> Option<Text> {
        let text = self.decoder.plain(node, at)?;
        let text =
            if html::is_html(&text) { html::document(&text) } else { escape(&html::decode(&text)) };
        let text = text.split("\n\n").collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then(|| Text::from(text))
    }

    /// Reads paragraphs and lists.
    fn prose(&mut self, node: &Node, at: &Path) -> Option<String> {
        let text = self.decoder.plain(node, at)?;
        let is_markdown = self.version == Version::V3 || !html::is_html(&text);
        let text = if is_markdown { from_commonmark(&text) } else { html::document(&text) };
        (!text.trim().is_empty()).then_some(text)
    }

    /// Keeps an unknown member as a detail.
    fn unknown(&mut self, member: &Member, at: &Path, extra: &mut Vec<Extra>) {
        let Some(value) = self.decoder.extra_value(&member.value) else { return };
        self.decoder.report(
            Diagnostic::warning(
                "unknown-key",
                format!(
                    "Reactive Resume has no `{}` here; it is printed under its own name",
                    member.key
                ),
            )
            .on(at)
            .at(member.key_span),
        );
        extra.push(Extra { path: at.clone(), key: member.key.clone(), label: None, value });
    }
}

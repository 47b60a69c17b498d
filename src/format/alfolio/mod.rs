//! The format of al-folio's `_data/cv.yml`, a website template.
//!
//! Until 2025 it is a list of titled sections whose type determines their display. Newer files
//! resemble RenderCV's `cv`, possibly with JSON Resume's keys in entries.

mod cv;
mod list;
#[cfg(test)]
mod tests;
mod titles;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::resume::{Extra, ExtraValue, Item, Resume, Section, SectionKind, Text, assign_ids};
use crate::source::{Member, Node, Path};

use super::commonmark::{from_commonmark, plain};
use super::decode::Decoder;
use super::html;

/// Reads nodes and collects problems.
struct Reader<'d> {
    decoder: Decoder<'d>,
}

/// Returns the evidence for this format in a tree.
pub(super) fn evidence(root: &Node) -> Vec<String> {
    match root.as_list() {
        Some(sections) => list::evidence(sections),
        None => cv::evidence(root),
    }
}

/// Reads a résumé and adds all problems to `diagnostics`.
///
/// `None` if the file has another format.
pub(super) fn read(root: &Node, diagnostics: &mut Diagnostics) -> Option<Resume> {
    let mut reader = Reader { decoder: Decoder::new(diagnostics, Vec::new()) };
    let mut resume = Resume::default();
    match (root.as_list(), root.get("cv")) {
        (Some(sections), _) => reader.list(sections, &mut resume),
        (None, Some(node)) => reader.cv(node, &Path::ROOT.key("cv"), &mut resume),
        (None, None) => {
            reader.decoder.report(
                Diagnostic::error("not-a-resume", "this file is not al-folio's `_data/cv.yml`")
                    .at(root.span)
                    .hint("it contains a list of sections, or `cv: {sections: …}`"),
            );
            return None;
        }
    }
    assign_ids(&mut resume.sections);
    Some(resume)
}

impl Reader<'_> {
    /// Reads a line: a name, a title, a place.
    fn line(&mut self, node: &Node, at: &Path) -> Option<Text> {
        let text = self.prose(node, at)?;
        Some(Text::from(text.split("\n\n").collect::<Vec<_>>().join(" ")))
    }

    /// Reads text that may be HTML or Markdown.
    fn prose(&mut self, node: &Node, at: &Path) -> Option<String> {
        let text = self.decoder.plain(node, at)?;
        let text =
            if html::is_html(&text) { html::document(&text) } else { from_commonmark(&text) };
        (!text.trim().is_empty()).then_some(text)
    }

    /// Reads an address or a number without surrounding link markup.
    fn bare(&mut self, node: &Node, at: &Path) -> Option<String> {
        self.line(node, at).map(|text| plain(text.as_str())).filter(|text| !text.is_empty())
    }

    /// Keeps an unknown member as a detail.
    fn unknown(&mut self, member: &Member, at: &Path, extra: &mut Vec<Extra>) {
        let Some(value) = self.decoder.extra_value(&member.value) else { return };
        self.decoder.report(
            Diagnostic::warning(
                "unknown-key",
                format!("al-folio has no `{}` here; it is printed under its own name", member.key),
            )
            .on(at)
            .at(member.key_span),
        );
        extra.push(Extra { path: at.clone(), key: member.key.clone(), label: None, value });
    }
}

/// Creates a detail from a label and a text.
fn detail(at: &Path, label: &str, text: Text) -> Extra {
    Extra {
        path: at.clone(),
        key: label.to_owned(),
        label: Some(Text::from(label)),
        value: ExtraValue::Text(text),
    }
}

fn text_section(at: &Path, kind: SectionKind, title: Option<Text>, text: String) -> Section {
    let id = (kind == SectionKind::Summary).then(|| kind.name().to_owned());
    Section {
        item: Item { path: at.clone(), id, ..Item::default() },
        kind,
        title,
        text: Some(Text::from(text)),
        ..Section::default()
    }
}

/// Adds a section, with the default id if it is the first of its kind.
fn place(mut section: Section, resume: &mut Resume) {
    let kind = section.kind;
    let is_first = !resume.sections.iter().any(|other| other.kind == kind);
    if kind.is_top_level() && is_first {
        section.item.id = Some(kind.name().to_owned());
        let title = section.title.take().map(|title| (kind.name().to_owned(), title));
        resume.meta.titles.extend(title);
    }
    resume.sections.push(section);
}

/// Keys that only affect the display on the website.
const WEBSITE_KEYS: [&str; 4] = ["icon", "thumbnail", "type", "logo"];

/// Splits a text at signs that are not in parentheses.
fn split_outside_parentheses<'t>(
    text: &'t str,
    signs: &'t [char],
) -> impl Iterator<Item = &'t str> {
    let mut depth = 0_usize;
    text.split(move |c: char| {
        depth = match c {
            '(' => depth + 1,
            ')' => depth.saturating_sub(1),
            _ => depth,
        };
        depth == 0 && signs.contains(&c)
    })
}

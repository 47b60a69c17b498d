//! Lists the data embedded in a finished file: PDF attachments, custom parts of a Word document,
//! data in an HTML page.

use std::io::Cursor;

use roxmltree::Document;

use super::archive::{PackedFile, is_archive, unpack};
use super::{Limits, pdf};
use crate::diagnostic::{Diagnostic, Diagnostics};

/// XML namespace of the data in a Word document.
pub const DATA_NAMESPACE: &str = "urn:recto:resume";
/// Id of the data element in an HTML page.
pub const DATA_ELEMENT: &str = "resume-data";

/// A file format that can embed data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    Pdf,
    Word,
    Html,
}

impl Container {
    /// Detects the format from the first bytes; `None` if it cannot embed data.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        let start = &bytes[..bytes.len().min(1024)];
        if start.trim_ascii_start().starts_with(b"%PDF-") {
            Some(Self::Pdf)
        } else if is_archive(bytes) {
            // The central directory of a ZIP archive stores names uncompressed.
            pdf::find(bytes, b"word/document.xml").map(|_| Self::Word)
        } else {
            let start = String::from_utf8_lossy(start).to_lowercase();
            let start = start.trim_start_matches('\u{feff}').trim_start();
            let is_page = start.starts_with("<!doctype html") || start.starts_with("<html");
            is_page.then_some(Self::Html)
        }
    }

    /// Returns the name for messages.
    pub fn title(self) -> &'static str {
        match self {
            Self::Pdf => "PDF",
            Self::Word => "Word document",
            Self::Html => "web page",
        }
    }
}

/// Lists the embedded files, with the bytes of those that may be data.
///
/// Returns an error if the file is damaged, or if the embedded data are too large.
pub fn carried(
    name: &str,
    container: Container,
    bytes: &[u8],
) -> Result<Vec<PackedFile>, Diagnostic> {
    match container {
        Container::Pdf => pdf::attachments(bytes).map_err(|problem| {
            let message =
                format!("cannot read the attachments of `{name}` ({})", problem.message());
            Diagnostic::error("attachment", message).hint(problem.hint())
        }),
        Container::Word => word(name, bytes),
        Container::Html => Ok(html(&String::from_utf8_lossy(bytes))),
    }
}

/// Returns whether the name or media type suggests résumé data.
pub(super) fn may_be_data(name: &str, media_type: &str) -> bool {
    let name = name.to_lowercase();
    let endings = [".json", ".xml", ".yaml", ".yml", ".toml"];
    let types = ["json", "xml", "yaml", "toml"];
    endings.iter().any(|ending| name.ends_with(ending))
        || types.iter().any(|part| media_type.contains(part))
}

/// Returns the data in custom XML parts.
fn word(name: &str, bytes: &[u8]) -> Result<Vec<PackedFile>, Diagnostic> {
    let mut problems = Diagnostics::default();
    let is_item = |path: &str| path.starts_with("customXml/item") && !path.contains("Props");
    let Some(files) = unpack(name, Cursor::new(bytes), is_item, &mut problems) else {
        let problem = problems.iter().next().cloned();
        return Err(problem.unwrap_or_else(|| Diagnostic::error("archive", "it is damaged")));
    };
    let data = files.into_iter().filter_map(|file| {
        let text = String::from_utf8(file.bytes?).ok()?;
        let document = Document::parse(&text).ok()?;
        let root = document.root_element();
        let is_ours = root.tag_name().namespace() == Some(DATA_NAMESPACE);
        let text: String =
            root.descendants().filter(|it| it.is_text()).filter_map(|it| it.text()).collect();
        is_ours
            .then(|| PackedFile { name: "resume.json".to_owned(), bytes: Some(text.into_bytes()) })
    });
    Ok(data.collect())
}

/// Returns the JSON scripts in a page, beginning with our own.
fn html(text: &str) -> Vec<PackedFile> {
    let lower = text.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = lower[at..].find("<script").map(|it| at + it) {
        let Some(open) = lower[start..].find('>').map(|it| start + it) else { break };
        let Some(end) = lower[open..].find("</script").map(|it| open + it) else { break };
        at = end;
        let tag = &text[start..open];
        let is_data = attribute(tag, "type").is_some_and(|it| it == "application/json");
        if is_data && end - open <= Limits::DEFAULT.bytes as usize && found.len() < MOST_SCRIPTS {
            let id = attribute(tag, "id").unwrap_or("script");
            let bytes = text[open + 1..end].trim().as_bytes().to_vec();
            found.push(PackedFile { name: format!("{id}.json"), bytes: Some(bytes) });
        }
    }
    let ours = format!("{DATA_ELEMENT}.json");
    found.sort_by_key(|file| file.name != ours);
    found
}

/// Maximum number of data scripts in a page.
const MOST_SCRIPTS: usize = 100;

/// Returns the value of an attribute of a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower[from..].find(name).map(|it| from + it) {
        let before = lower[..at].chars().next_back();
        let rest = tag[at + name.len()..].trim_start();
        from = at + name.len();
        let Some(value) = rest.strip_prefix('=').map(str::trim_start) else { continue };
        if !before.is_some_and(|c| c.is_ascii_whitespace() || matches!(c, '"' | '\'')) {
            continue;
        }
        return match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
            _ => value.split(|c: char| c.is_ascii_whitespace()).next(),
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scripts(html: &str) -> Vec<(String, String)> {
        let text = |file: PackedFile| String::from_utf8(file.bytes.unwrap_or_default());
        super::html(html).into_iter().map(|it| (it.name.clone(), text(it).expect("text"))).collect()
    }

    #[test]
    fn json_scripts_of_a_web_page_are_found_with_rectos_first() {
        let page = r#"<!DOCTYPE html><script>alert("</p>")</script>
            <script type='application/ld+json'>{"@type": "Person"}</script>
            <SCRIPT Type="application/json" id=state>{"a": 1}</SCRIPT>
            <script id="resume-data" type="application/json">
            {"b": "\u003c/script>"}
            </script><script type="application/json">"#;
        assert_eq!(
            scripts(page),
            [
                ("resume-data.json".to_owned(), r#"{"b": "\u003c/script>"}"#.to_owned()),
                ("state.json".to_owned(), r#"{"a": 1}"#.to_owned()),
            ]
        );
    }

    #[test]
    fn finished_files_are_detected_by_their_first_bytes() {
        assert_eq!(Container::of(b"\n%PDF-1.7\n"), Some(Container::Pdf));
        assert_eq!(Container::of(b"<!doctype HTML><html>"), Some(Container::Html));
        assert_eq!(Container::of(b"<resume><p/></resume>"), None);
        assert_eq!(Container::of(b"basics: {}"), None);
        assert_eq!(Container::of(b""), None);
    }
}

//! Reads the data embedded in a finished file.

use super::{Content, Failure, NamedFile, Record};
use crate::diagnostic::{Diagnostic, Diagnostics, Sources, listed};
use crate::format::Dialect;
use crate::source::{self, Container, PackedFile};

/// Returns the data embedded in a finished file, unchanged, with the name given there.
///
/// Returns an error if the file has another format, is damaged, or contains no data.
pub fn extract(file: &NamedFile, record: &mut Record) -> Result<PackedFile, Failure> {
    let container = match &file.content {
        Content::Bytes(bytes) => Container::of(bytes).map(|container| (container, bytes)),
        Content::Tables(_) => None,
    };
    let Some((container, bytes)) = container else {
        let message = format!("`{}` is not a PDF, a Word document or a web page", file.name);
        return Err(record.input(
            Diagnostic::error("no-data", message)
                .hint("a file of data is read as it is, by `recto build` and `recto convert`"),
        ));
    };
    data_in(&file.name, container, bytes, record)
}

/// Maximum number of files listed in a message.
const MOST_LISTED: usize = 5;

/// Finds the résumé data among embedded files: the first file whose format is recognised.
pub(super) fn data_in(
    name: &str,
    container: Container,
    bytes: &[u8],
    record: &mut Record,
) -> Result<PackedFile, Failure> {
    let files = source::carried(name, container, bytes).map_err(|problem| record.input(problem))?;
    let names = listed(files.iter().map(|file| format!("`{}`", file.name)), MOST_LISTED);
    if let Some(file) = files.into_iter().find(is_resume) {
        return Ok(PackedFile { name: format!("{name}/{}", file.name), ..file });
    }
    let others = if names.is_empty() { names } else { format!(", only {names}") };
    let message = format!("the {} `{name}` contains no résumé data{others}", container.title());
    Err(record.input(
        Diagnostic::error("no-data", message)
            .hint("`recto build --embed-data` writes a file that does")
            .hint(
                "the tool that made it may have an export as data: Reactive Resume's JSON, \
                 Europass's XML, LinkedIn's ZIP",
            ),
    ))
}

/// Returns whether the format of a file is recognised.
fn is_resume(file: &PackedFile) -> bool {
    let (mut sources, mut diagnostics) = (Sources::default(), Diagnostics::default());
    let Some(bytes) = file.bytes.clone() else { return false };
    let Some(text) = source::decode_text(&file.name, 1, bytes, &mut diagnostics) else {
        return false;
    };
    let syntax = source::syntax_of(Some(&file.name), &text);
    let id = sources.add(file.name.as_str(), text);
    let root = source::parse(syntax, id, sources.text(id), &mut diagnostics);
    root.is_some_and(|root| !Dialect::detect(&root, Some(syntax)).evidence.is_empty())
}

#[cfg(all(test, feature = "typeset"))]
mod tests;

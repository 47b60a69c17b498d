//! Writes a design into the résumé's file without changing anything else.

use std::fs;
use std::path::Path;

use super::design::Design;
use super::rendered::RenderedPages;
use crate::commands::Report;
use crate::commands::output::{self, Output};
use crate::commands::read::reason;
use crate::source::{set, syntax_of};

/// Writes a design into a file. Returns the changed paths.
///
/// Returns an error message if that fails; the file is then unchanged.
pub(super) fn write(
    file: &Path,
    design: &Design,
    shown: &RenderedPages,
) -> Result<Vec<String>, String> {
    let name = file.display().to_string();
    if !shown.dialect.has_meta() {
        return Err(format!(
            "`{name}` is a file of another tool; `recto convert` converts it to recto's own format"
        ));
    }
    let bytes =
        fs::read(file).map_err(|error| format!("cannot read `{name}` ({})", reason(&error)))?;
    let mut text = String::from_utf8(bytes).map_err(|_| format!("`{name}` is not UTF-8 text"))?;
    let syntax = syntax_of(Some(&name), &text);
    let edits = design.in_file().edits(&shown.theme, &shown.root);
    if edits.is_empty() {
        return Err("nothing to write: the file already has these settings".to_owned());
    }
    for (path, value) in &edits {
        text = set(&text, syntax, path, value)?;
    }
    let mut report = Report::discarding().for_preview();
    let output = Output { path: file.to_path_buf(), bytes: text.into_bytes() };
    output::write_all(vec![output], &mut report).map_err(|_| {
        report.take_preview_messages().into_iter().map(|message| message.text).collect::<String>()
    })?;
    Ok(edits.into_iter().map(|(path, _)| path.to_string()).collect())
}

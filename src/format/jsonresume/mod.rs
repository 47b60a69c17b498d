//! JSON Resume, both as defined by its schema and as found in practice.
//!
//! JSON Resume is a subset of the native format and read as such; data of other tools are converted
//! before.

#[cfg(test)]
mod tests;
mod wild;
mod write;

pub(super) use write::write;

#[cfg(test)]
pub(in crate::format) use wild::BULLETS;
pub(super) use wild::{is_other_name, is_other_section};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::resume::Resume;
use crate::source::Node;

use super::native;

/// Reads a résumé in JSON Resume or native format.
///
/// `None` if the file has another format; the reason is in `diagnostics`.
pub(super) fn read(root: &Node, diagnostics: &mut Diagnostics) -> Option<Resume> {
    let mut told = Diagnostics::default();
    let root = wild::tamed(root, &mut told);
    let resume = native::read(&root, &mut told);
    let mut told = once_each(told);
    if native::is_json_resume(&root) {
        told = told.into_iter().map(excused).collect();
    }
    // In file order; diagnostics without a position come last.
    let place = |diagnostic: &Diagnostic| diagnostic.span.map_or(u32::MAX, |span| span.start);
    told.sort_by_key(place);
    diagnostics.extend(told);
    resume
}

/// Converts an error to a warning if JSON Resume's schema allows the value.
fn excused(diagnostic: Diagnostic) -> Diagnostic {
    const ALLOWED: [&str; 5] =
        ["wrong-type", "unknown-value", "invalid-pages", "missing-name", "unknown-language"];
    if diagnostic.severity != Severity::Error || !ALLOWED.contains(&diagnostic.code) {
        return diagnostic;
    }
    diagnostic.into_warning().hint("as it is, it is not printed")
}

/// Codes of warnings that are often repeated; one message lists all places.
const OF_ONE_KIND: [&str; 5] = ["unknown-key", "free-date", "shape", "colon", "open-end"];

/// Maximum number of places listed.
const NAMED: usize = 4;

/// Merges repeated warnings into one message with all places.
fn once_each(diagnostics: Diagnostics) -> Vec<Diagnostic> {
    let is_kind = |a: &Diagnostic, b: &Diagnostic| {
        a.severity == Severity::Warning
            && b.severity == Severity::Warning
            && a.code == b.code
            && OF_ONE_KIND.contains(&a.code)
            // Messages about printed and unprinted data must not be merged.
            && a.message.contains("not printed") == b.message.contains("not printed")
            && a.message.contains("section") == b.message.contains("section")
    };
    let mut kept: Vec<(Diagnostic, Vec<String>)> = Vec::new();
    for diagnostic in diagnostics {
        let path = diagnostic.path.as_ref().map(|path| format!("`{path}`"));
        match (kept.iter_mut().find(|(own, _)| is_kind(&diagnostic, own)), path) {
            (Some((first, others)), Some(path)) => {
                let is_first = others.is_empty() && first.path == diagnostic.path;
                if !is_first && others.last() != Some(&path) {
                    others.push(path);
                }
            }
            _ => kept.push((diagnostic, Vec::new())),
        }
    }
    let told = kept.into_iter().map(|(diagnostic, others)| {
        if others.is_empty() {
            return diagnostic;
        }
        let named = others[..others.len().min(NAMED)].join(", ");
        let rest = if others.len() > NAMED { ", …" } else { "" };
        diagnostic.hint(format!("{}: {named}{rest}", wild::also(others.len())))
    });
    told.collect()
}

//! JSON Resume: as it is found in the wild, and as its schema has it.
//!
//! It is read as ours, of which it is a part; what only files of other tools have is made ours
//! before.

#[cfg(test)]
mod tests;
mod wild;
mod write;

pub(super) use write::write;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::resume::Resume;
use crate::source::Node;

use super::native;

/// Reads a résumé of JSON Resume or of ours.
///
/// `None` where the file is none at all; the reason is in `diagnostics`.
pub(super) fn read(root: &Node, diagnostics: &mut Diagnostics) -> Option<Resume> {
    let root = wild::tamed(root, diagnostics);
    let mut told = Diagnostics::default();
    let resume = native::read(&root, &mut told);
    diagnostics.extend(unknown_once(renamed_once(told)));
    resume
}

/// Tells of each key once that no one knows and that is printed.
fn unknown_once(diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let is_same = |a: &Diagnostic, b: &Diagnostic| {
        a.code == "unknown-key" && a.severity == Severity::Warning && a.message == b.message
    };
    let mut kept: Vec<(Diagnostic, usize)> = Vec::new();
    for diagnostic in diagnostics {
        match kept.iter_mut().find(|(own, _)| is_same(&diagnostic, own)) {
            Some((_, more)) => *more += 1,
            None => kept.push((diagnostic, 0)),
        }
    }
    let told = kept.into_iter().map(|(diagnostic, more)| match more {
        0 => diagnostic,
        more => diagnostic.hint(format!("so in {more} more places")),
    });
    told.collect()
}

/// Tells all old names at once: a file of an old version has them everywhere.
fn renamed_once(diagnostics: Diagnostics) -> Vec<Diagnostic> {
    let is_renamed = |d: &&Diagnostic| d.code == "renamed-key";
    let mut messages: Vec<String> = Vec::new();
    for diagnostic in diagnostics.iter().filter(is_renamed) {
        if !messages.contains(&diagnostic.message) {
            messages.push(diagnostic.message.clone());
        }
    }
    let count = diagnostics.iter().filter(is_renamed).count();
    let (mut told, mut kept) = (false, Vec::new());
    for mut diagnostic in diagnostics {
        if diagnostic.code == "renamed-key" {
            if std::mem::replace(&mut told, true) {
                continue;
            }
            for other in messages.iter().skip(1) {
                let pair = other.replace(" is called", "").replace(" now", "");
                diagnostic.message.push_str(&format!(", {pair}"));
            }
            if count > 1 {
                let times = format!("so in {} more places; `recto convert` renames all", count - 1);
                diagnostic.hints = vec![times];
            }
        }
        kept.push(diagnostic);
    }
    kept
}

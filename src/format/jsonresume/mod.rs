//! JSON Resume: as it is found in the wild, and as its schema has it.
//!
//! It is read as ours, of which it is a part; what only files of other tools have is made ours
//! before.

#[cfg(test)]
mod tests;
mod wild;
mod write;

pub(super) use write::write;

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
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
    diagnostics.extend(renamed_once(told));
    resume
}

/// Tells each old name once: a file of an old version has them everywhere.
fn renamed_once(diagnostics: Diagnostics) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|d| d.code == "renamed-key") {
        *counts.entry(diagnostic.message.clone()).or_default() += 1;
    }
    let mut kept = Vec::new();
    for diagnostic in diagnostics {
        if diagnostic.code != "renamed-key" {
            kept.push(diagnostic);
            continue;
        }
        match counts.remove(&diagnostic.message) {
            None => {}
            Some(1) => kept.push(diagnostic),
            Some(count) => kept.push(
                diagnostic
                    .hint(format!("so in {} more places; `recto convert` renames all", count - 1)),
            ),
        }
    }
    kept
}

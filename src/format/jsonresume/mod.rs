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
pub(in crate::format) use wild::has_bullet;
pub(super) use wild::{
    is_other_name, is_other_section, kind_of_alias, several, without_typed_bullets,
};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::resume::Resume;
use crate::source::Node;

use super::native;
use super::repeated::merge_repeated;

/// Reads a résumé in JSON Resume or native format; also returns the tree with native keys, to which
/// its paths refer.
///
/// `None` if the file has another format; the reason is in `diagnostics`.
pub(super) fn read(root: &Node, diagnostics: &mut Diagnostics) -> (Option<Resume>, Node) {
    let mut collected = Diagnostics::default();
    let root = wild::normalized(root, &mut collected);
    let resume = native::read(&root, &mut collected);
    merge_repeated(&mut collected);
    let mut collected: Vec<_> = collected.into_iter().collect();
    if native::is_json_resume(&root) {
        collected = collected.into_iter().map(as_warning_if_allowed).collect();
    }
    // In file order; diagnostics without a position come last.
    let place = |diagnostic: &Diagnostic| diagnostic.span.map_or(u32::MAX, |span| span.start);
    collected.sort_by_key(place);
    diagnostics.extend(collected);
    (resume, root)
}

/// Converts an error to a warning if JSON Resume's schema allows the value.
fn as_warning_if_allowed(diagnostic: Diagnostic) -> Diagnostic {
    const ALLOWED: [&str; 5] =
        ["wrong-type", "unknown-value", "invalid-pages", "missing-name", "unknown-language"];
    if diagnostic.severity != Severity::Error || !ALLOWED.contains(&diagnostic.code) {
        return diagnostic;
    }
    diagnostic.into_warning().hint("as it is, it is not printed")
}

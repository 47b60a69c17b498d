//! Merges repeated warnings into one message with all places.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};

/// Codes of warnings that are often repeated; one message lists all places.
const OF_ONE_KIND: [&str; 7] =
    ["unknown-key", "extra-key", "free-date", "invalid-date", "shape", "colon", "open-end"];

/// Maximum number of places listed.
const NAMED: usize = 4;

/// Merges repeated warnings.
pub(super) fn merge_repeated(diagnostics: &mut Diagnostics) {
    let mut kept: Vec<(Diagnostic, Vec<String>)> = Vec::new();
    let mut first_of = BTreeMap::new();
    for diagnostic in std::mem::take(diagnostics) {
        let path = diagnostic.path.as_ref().map(|path| format!("`{path}`"));
        let (Some(kind), Some(path)) = (kind_of(&diagnostic), path) else {
            kept.push((diagnostic, Vec::new()));
            continue;
        };
        match first_of.get(&kind) {
            Some(at) => {
                let (first, others): &mut (Diagnostic, Vec<String>) = &mut kept[*at];
                let is_first = others.is_empty() && first.path == diagnostic.path;
                if !is_first && others.last() != Some(&path) {
                    others.push(path);
                }
            }
            None => {
                first_of.insert(kind, kept.len());
                kept.push((diagnostic, Vec::new()));
            }
        }
    }
    diagnostics.extend(kept.into_iter().map(|(diagnostic, others)| {
        if others.is_empty() {
            return diagnostic;
        }
        let named = others[..others.len().min(NAMED)].join(", ");
        let rest = if others.len() > NAMED { ", …" } else { "" };
        diagnostic.hint(format!("{}: {named}{rest}", also(others.len())))
    }));
}

/// Returns what warnings of one kind have in common.
fn kind_of(diagnostic: &Diagnostic) -> Option<(&'static str, [bool; 3])> {
    let is_one_of_many =
        diagnostic.severity == Severity::Warning && OF_ONE_KIND.contains(&diagnostic.code);
    // Messages about printed and unprinted data, or about days and months, must not be merged.
    let mentions = |words| diagnostic.message.contains(words);
    is_one_of_many.then(|| {
        (diagnostic.code, [mentions("not printed"), mentions("section"), mentions("has no day")])
    })
}

/// Returns a text about further places.
pub(super) fn also(more: usize) -> String {
    let places = if more == 1 { "place" } else { "places" };
    format!("also in {more} other {places}")
}

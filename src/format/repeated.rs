//! Merges repeated warnings into one message with all places.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::source::Path;

/// Codes of warnings that are often repeated; one message lists all places.
const OF_ONE_KIND: [&str; 7] =
    ["unknown-key", "extra-key", "free-date", "invalid-date", "shape", "colon", "open-end"];

/// Maximum number of places listed.
const MOST_PLACES: usize = 4;

/// Merges repeated warnings.
pub(super) fn merge_repeated(diagnostics: &mut Diagnostics) {
    let mut kept: Vec<(Diagnostic, Vec<Path>)> = Vec::new();
    let mut first_of = BTreeMap::new();
    for diagnostic in std::mem::take(diagnostics) {
        let (Some(kind), Some(path)) = (kind_of(&diagnostic), diagnostic.path.clone()) else {
            kept.push((diagnostic, Vec::new()));
            continue;
        };
        match first_of.get(&kind) {
            Some(at) => {
                let (first, others): &mut (Diagnostic, Vec<Path>) = &mut kept[*at];
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
    let with_places =
        |(diagnostic, others): (Diagnostic, Vec<Path>)| diagnostic.also_in(&others, MOST_PLACES);
    diagnostics.extend(kept.into_iter().map(with_places));
}

/// Returns what warnings of one kind have in common.
fn kind_of(diagnostic: &Diagnostic) -> Option<(&'static str, [bool; 4], Option<String>)> {
    let is_one_of_many =
        diagnostic.severity == Severity::Warning && OF_ONE_KIND.contains(&diagnostic.code);
    // Messages about printed and unprinted data, or about days and months, must not be merged.
    let mentions = |words| diagnostic.message.contains(words);
    let mentioned = ["not printed", "section", "has no day", "without a value"].map(mentions);
    // Each shape has a remedy of its own, and so has each kind of text in place of a date.
    let has_remedies = ["free-date", "shape"].contains(&diagnostic.code);
    let remedy = diagnostic.hints.first().filter(|_| has_remedies).cloned();
    is_one_of_many.then_some((diagnostic.code, mentioned, remedy))
}

//! Merges warnings of a kind into one message with all places.

use crate::diagnostic::{Diagnostic, Span, listed};
use crate::source::Path;

/// A message about one or several places.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Note {
    pub(super) code: &'static str,
    /// Predicate of the message, which follows the first place.
    pub(super) message: &'static str,
    pub(super) hint: &'static str,
}

pub(super) const HIDDEN: Note = Note {
    code: "private",
    message: "hidden items are omitted",
    hint: "`--private` includes them",
};

/// Maximum number of places listed.
const MOST_PLACES: usize = 4;

/// Collects warnings by kind.
#[derive(Debug, Default)]
pub(super) struct Notes {
    notes: Vec<(&'static Note, Vec<(Path, Span)>)>,
}

impl Notes {
    pub(super) fn add(&mut self, note: &'static Note, path: &Path, span: Span) {
        match self.notes.iter_mut().find(|(own, _)| *own == note) {
            Some((_, places)) => places.push((path.clone(), span)),
            None => self.notes.push((note, vec![(path.clone(), span)])),
        }
    }

    /// Creates one warning per kind, at its first place.
    pub(super) fn into_diagnostics(self) -> impl Iterator<Item = Diagnostic> {
        self.notes.into_iter().map(|(note, places)| {
            let named = places.iter().map(|(path, _)| format!("`{path}`"));
            let message = format!("{}: {}", note.message, listed(named, MOST_PLACES));
            let (path, span) = &places[0];
            Diagnostic::warning(note.code, message).on(path).at(*span).hint(note.hint)
        })
    }
}

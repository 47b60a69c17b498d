//! Which part of the résumé this build shows, in which language and order.
//!
//! Each step takes the résumé that the one before it made; what selects (tags, limits, redaction)
//! comes before what orders.

use crate::diagnostic::Diagnostics;
use crate::resume::Resume;

mod language;
mod order;

/// What to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selection {
    /// BCP 47 tag of the language wanted; the file's locale or its first language where there is
    /// none.
    pub language: Option<String>,
}

/// Returns the résumé with one language per text, its sections in the order it asks for.
pub fn tailor(mut resume: Resume, selection: &Selection, diagnostics: &mut Diagnostics) -> Resume {
    language::choose(&mut resume, selection.language.as_deref(), diagnostics);
    order::set_titles(&mut resume);
    order::sort_entries(&mut resume);
    order::arrange_sections(&mut resume);
    resume
}

#[cfg(test)]
mod tests;

//! A parser's error, explained to authors of résumés.

use std::ops::Range;

/// What is wrong at a place, and how to mend it.
pub(super) struct Explanation {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) hint: String,
}

impl Explanation {
    pub(super) fn new(
        range: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self { range, message: message.into(), hint: hint.into() }
    }
}

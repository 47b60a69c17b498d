//! Diagnostics for data, themes, Typst and files, and their output.

use std::ops::Range;

use crate::path::Path;

mod list;
mod print;

pub use list::listed;
pub use print::{MessageFormat, escape, json_line, render};

/// Identifies a text among the [`Sources`] of one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(u32);

impl SourceId {
    /// The source of data that were not read from a text.
    const NONE: Self = Self(u32::MAX);
}

/// A byte range of a source text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    pub source: SourceId,
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset past the last byte.
    pub end: u32,
}

impl Span {
    /// Creates a span over a byte range. Offsets beyond 4 GiB are truncated; inputs are smaller.
    pub fn new(source: SourceId, range: Range<usize>) -> Self {
        let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { source, start: offset(range.start), end: offset(range.end) }
    }

    /// Creates a span without a source, for generated data.
    pub fn detached() -> Self {
        Self { source: SourceId::NONE, start: 0, end: 0 }
    }

    /// Returns whether the span has no source.
    pub fn is_detached(self) -> bool {
        self.source == SourceId::NONE
    }

    /// Returns the span shifted by a number of bytes.
    #[must_use]
    pub fn shifted(self, bytes: usize) -> Self {
        let range = self.range();
        Self::new(self.source, range.start + bytes..range.end + bytes)
    }

    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// All texts that messages of a request can refer to, in reading order.
#[derive(Debug, Default, Clone)]
pub struct Sources(Vec<SourceText>);

#[derive(Debug, Clone)]
struct SourceText {
    name: String,
    text: String,
    /// Line number of its first line within the file.
    first_line: usize,
}

impl Sources {
    /// Adds a text with the name shown in messages.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.0.push(SourceText { name: name.into(), text: text.into(), first_line: 1 });
        let index = u32::try_from(self.0.len() - 1).expect("one request has fewer than 4 G texts");
        SourceId(index)
    }

    /// Returns the source with a name and text, adding it if necessary.
    pub fn find_or_add(&mut self, name: &str, text: &str) -> SourceId {
        let is_same = |known: &SourceText| known.name == name && known.text == text;
        match self.0.iter().position(is_same).map(u32::try_from) {
            Some(Ok(index)) => SourceId(index),
            _ => self.add(name, text),
        }
    }

    /// Sets the line number of the first line of a text, starting at 1.
    pub fn begin_at(&mut self, id: SourceId, line: usize) {
        self.0[id.0 as usize].first_line = line;
    }

    /// Replaces each text for display; `hidden` must keep the positions of lines and characters.
    pub fn hide(&mut self, hidden: impl Fn(&str) -> Option<String>) {
        for SourceText { text, .. } in &mut self.0 {
            if let Some(masked) = hidden(text).filter(|masked| masked.len() == text.len()) {
                *text = masked;
            }
        }
    }

    /// Returns the name of a source.
    pub fn name(&self, id: SourceId) -> &str {
        &self.0[id.0 as usize].name
    }

    /// Returns the line number of the first line of a source, starting at 1.
    pub fn first_line(&self, id: SourceId) -> usize {
        self.0[id.0 as usize].first_line
    }

    pub fn text(&self, id: SourceId) -> &str {
        &self.0[id.0 as usize].text
    }
}

/// The severity of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Requested information, not a problem.
    Note,
    Warning,
    Error,
}

/// A problem of the input, a theme or a file.
///
/// The message is lower case, has values in backticks and no full stop; every hint is a remedy. The
/// code is stable (`unknown-key`, `invalid-date`, …).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    pub severity: Severity,
    pub code: &'static str,
    pub message: String,
    /// Path of the datum, such as `work[2].startDate`.
    pub path: Option<Path>,
    pub span: Option<Span>,
    pub hints: Vec<String>,
}

impl Diagnostic {
    /// Creates an error, which prevents output.
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: message.into(),
            path: None,
            span: None,
            hints: Vec::new(),
        }
    }

    /// Creates a warning; the exit code stays 0 unless `--strict` is given.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// Creates a note, which answers a question such as `--explain`.
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, message) }
    }

    /// Sets the span; a detached span has no position.
    #[must_use]
    pub fn at(self, span: Span) -> Self {
        self.at_opt(Some(span))
    }

    /// Sets the span, if there is one.
    #[must_use]
    pub fn at_opt(mut self, span: Option<Span>) -> Self {
        self.span = span.filter(|span| !span.is_detached());
        self
    }

    /// Sets the path of the datum.
    #[must_use]
    pub fn on(mut self, path: &Path) -> Self {
        self.path = Some(path.clone());
        self
    }

    /// Converts an error to a warning.
    #[must_use]
    pub fn into_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// Replaces the message and hints for display.
    #[must_use]
    pub fn hiding(mut self, hidden: impl Fn(&str) -> Option<String>) -> Self {
        for text in std::iter::once(&mut self.message).chain(&mut self.hints) {
            if let Some(masked) = hidden(text) {
                *text = masked;
            }
        }
        self
    }

    /// Converts a warning to an error.
    #[must_use]
    pub fn into_error(mut self) -> Self {
        self.severity = Severity::Error;
        self
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

/// A collection of diagnostics, so that all problems are reported in one run.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    pub fn extend(&mut self, other: impl IntoIterator<Item = Diagnostic>) {
        self.0.extend(other);
    }

    /// Removes diagnostics with a code within a span, after a decoder accepted what the parser
    /// reported.
    pub fn retract(&mut self, code: &str, within: Span) {
        let is_within = |span: Span| {
            span.source == within.source && within.start <= span.start && span.end <= within.end
        };
        self.0.retain(|d| d.code != code || !d.span.is_some_and(is_within));
    }

    /// Converts errors with a code to warnings, for mistakes that other programs accept.
    pub fn downgrade(&mut self, code: &str, hint: &str) {
        for diagnostic in self.0.iter_mut().filter(|d| d.code == code) {
            diagnostic.severity = Severity::Warning;
            diagnostic.hints.push(hint.to_owned());
        }
    }

    /// Sorts by source and position; diagnostics without a position come last.
    pub fn sort_by_place(&mut self) {
        self.0.sort_by_key(|it| match it.span {
            Some(span) => (false, Some((span.source, span.start))),
            None => (true, None),
        });
    }

    /// Returns whether any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|d| d.severity == Severity::Error)
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Iterates in the order of discovery.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.0.iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(diagnostics: I) -> Self {
        Self(diagnostics.into_iter().collect())
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

/// Maximum length of a name for which a suggestion is searched.
const LONGEST_NAME: usize = 64;

/// Returns the candidate most similar to `name`, if it is similar enough to be what was meant.
///
/// The maximum edit distance is 2, or 1 for names of up to four letters; case is ignored.
pub fn did_you_mean<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let limit = if name.chars().count() <= 4 { 1 } else { 2 };
    let letters = name.chars().take(LONGEST_NAME + 1).count();
    if letters > LONGEST_NAME {
        return None;
    }
    let folded = name.to_lowercase();
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= 4 * (LONGEST_NAME + limit))
        .map(|candidate| (strsim::osa_distance(&folded, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn source_ids_stay_correct_beyond_65536_sources() {
        let mut sources = Sources::default();
        let ids: Vec<_> = (0..70_000).map(|i| sources.add(format!("{i}.yaml"), "")).collect();
        for i in [0, 65_535, 65_536, 69_999] {
            assert_eq!(sources.name(ids[i]), format!("{i}.yaml"));
        }
    }

    #[test]
    fn sources_with_the_same_name_are_distinguished() {
        let mut sources = Sources::default();
        let one = sources.find_or_add("/theme/theme.typ", "one");
        assert_ne!(sources.find_or_add("/theme/theme.typ", "two"), one);
        assert_eq!(sources.find_or_add("/theme/theme.typ", "one"), one);
    }
}

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Sources};
use crate::resume::Resume;
use crate::source::Node;
use crate::tailor::{self, Secrets, Selection};

/// Why something could not be made; the reasons are in the [`Record`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Failure {
    /// The résumé, or a file that it needs, has errors.
    Input,
    /// A value that was asked for is wrong, whatever the résumé.
    Request,
    /// An internal error.
    Program,
}

/// What is noted about one request: the texts that messages point into, everything there is to say,
/// and the files that were read from outside.
#[derive(Debug, Default)]
pub struct Record {
    pub sources: Sources,
    /// In the order in which they were found; none is there twice.
    pub diagnostics: Diagnostics,
    files: Vec<PathBuf>,
    /// Hashes of everything that was said, printed or not.
    said: BTreeSet<u64>,
    redaction: Redaction,
}

/// What must be in no message.
#[derive(Debug, Default)]
enum Redaction {
    #[default]
    None,
    /// Something is redacted, but the résumé has not been read.
    Unknown(Selection),
    Known(Selection, Vec<Secrets>),
}

impl Record {
    /// Returns the files that were read from outside, in the order in which they were.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Takes the diagnostics that were found since the last time, in the order of the texts they point
    /// into, with what is redacted hidden in both.
    pub fn take(&mut self) -> Diagnostics {
        let mut found = std::mem::take(&mut self.diagnostics);
        found.sort_by_place();
        let hidden = |text: &str| match &self.redaction {
            Redaction::None => None,
            Redaction::Unknown(_) => Some(all_hidden(text)),
            Redaction::Known(_, secrets) => secrets.iter().fold(None, |masked, secrets| {
                secrets.mask(masked.as_deref().unwrap_or(text)).or(masked)
            }),
        };
        match &self.redaction {
            Redaction::None => return found,
            // Only values stand in backticks.
            Redaction::Unknown(_) => {}
            Redaction::Known(..) => {
                self.sources.hide(hidden);
                return found.into_iter().map(|it| it.hiding(hidden)).collect();
            }
        }
        self.sources.hide(hidden);
        found.into_iter().map(|it| it.hiding(|text| Some(values_hidden(text)))).collect()
    }

    /// Hides from now on what a selection redacts, all of it until the résumé is known.
    pub(crate) fn redact(&mut self, selection: &Selection) {
        if !selection.redact.is_empty() || !selection.redact_words.is_empty() {
            self.redaction = Redaction::Unknown(selection.clone());
        }
    }

    /// Notes a résumé of which something may be redacted.
    pub(crate) fn hide_of(&mut self, resume: &Resume) {
        match &mut self.redaction {
            Redaction::None => {}
            Redaction::Unknown(selection) => {
                let secrets = vec![tailor::secrets(resume, selection)];
                self.redaction = Redaction::Known(std::mem::take(selection), secrets);
            }
            Redaction::Known(selection, known) => {
                let secrets = tailor::secrets(resume, selection);
                if !known.contains(&secrets) {
                    known.push(secrets);
                }
            }
        }
    }

    /// Notes diagnostics, looking up the spans of their paths in the tree that they are about.
    ///
    /// Returns an error if one of them is an error.
    pub(crate) fn note(
        &mut self,
        diagnostics: Diagnostics,
        root: Option<&Node>,
    ) -> Result<(), Failure> {
        let mut failed = false;
        for mut diagnostic in diagnostics {
            if let (None, Some(path), Some(root)) = (diagnostic.span, &diagnostic.path, root) {
                let span = root.span_of(path);
                diagnostic = diagnostic.at(span);
            }
            failed |= diagnostic.severity == Severity::Error;
            self.push(diagnostic);
        }
        if failed { Err(Failure::Input) } else { Ok(()) }
    }

    /// Notes an error of the résumé or of a file that it needs.
    pub(crate) fn input(&mut self, diagnostic: Diagnostic) -> Failure {
        self.push(diagnostic);
        Failure::Input
    }

    /// Notes an error of what was asked for.
    pub(crate) fn request(
        &mut self,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Failure {
        self.rejected(Diagnostic::error("usage", message).hint(hint))
    }

    /// Notes an error of a value that was asked for.
    pub(crate) fn rejected(&mut self, diagnostic: Diagnostic) -> Failure {
        self.push(diagnostic);
        Failure::Request
    }

    /// Notes diagnostics about values that were asked for.
    ///
    /// Returns an error if there is an error among them.
    pub(crate) fn request_all(&mut self, diagnostics: Diagnostics) -> Result<(), Failure> {
        self.note(diagnostics, None).map_err(|_| Failure::Request)
    }

    /// Notes errors that are nobody's fault but this program's.
    #[cfg(feature = "typeset")]
    pub(crate) fn program(&mut self, diagnostics: Diagnostics) -> Failure {
        let _ = self.note(diagnostics, None);
        Failure::Program
    }

    /// Notes that a file was read.
    pub(crate) fn read(&mut self, file: &Path) {
        if !self.files.iter().any(|known| known == file) {
            self.files.push(file.to_path_buf());
        }
    }

    /// What is wrong with a file is as wrong in each of its variants.
    fn push(&mut self, diagnostic: Diagnostic) {
        let mut hasher = DefaultHasher::new();
        diagnostic.hash(&mut hasher);
        if self.said.insert(hasher.finish()) {
            self.diagnostics.push(diagnostic);
        }
    }
}

/// Hides every letter behind a sign of the same length.
fn all_hidden(text: &str) -> String {
    let hide = |c: char| match c.len_utf8() {
        1 if c.is_ascii_alphanumeric() || c.is_ascii_punctuation() => '*',
        2 => '¤',
        3 => '•',
        4 => '\u{1f512}',
        _ => c,
    };
    text.chars().map(hide).collect()
}

/// Hides what stands in backticks.
fn values_hidden(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(i, part)| if i % 2 == 1 { "…".to_owned() } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("`")
}

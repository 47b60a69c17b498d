use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, Severity, Sources};
use crate::resume::Resume;
use crate::source::Node;
use crate::tailor::{self, Secrets, Selection};

/// The reason why an output is missing; details are in the [`Record`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Failure {
    /// Occurs if the résumé, or a file it uses, has errors.
    Input,
    /// Occurs if a requested value is invalid.
    Request,
    /// Occurs on an internal error.
    Program,
}

/// Diagnostics of one request, the sources they refer to, and the files that were read.
#[derive(Debug, Default)]
pub struct Record {
    pub sources: Sources,
    /// In the order of discovery, without duplicates.
    pub diagnostics: Diagnostics,
    files: Vec<PathBuf>,
    /// Hashes of all diagnostics so far.
    reported_hashes: BTreeSet<u64>,
    redaction: Redaction,
    /// Code of diagnostics that do not concern the request.
    ignored: Option<&'static str>,
}

/// What messages must not reveal.
#[derive(Debug, Default)]
enum Redaction {
    #[default]
    None,
    /// Something is redacted, but the résumé has not been decoded yet.
    Unknown(Selection),
    Known(Selection, Vec<Secrets>),
}

impl Record {
    /// Returns the files that were read, in order.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Takes the diagnostics since the last call, in file order, with redacted text masked.
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
            // Only text in backticks comes from the data.
            Redaction::Unknown(_) => {}
            Redaction::Known(..) => {
                self.sources.hide(hidden);
                return found.into_iter().map(|it| it.hiding(hidden)).collect();
            }
        }
        self.sources.hide(hidden);
        found.into_iter().map(|it| it.hiding(|text| Some(values_hidden(text)))).collect()
    }

    /// Skips diagnostics with a code from now on, because they do not concern the request.
    pub(crate) fn ignore(&mut self, code: &'static str) {
        self.ignored = Some(code);
    }

    /// Masks redacted text in messages from now on; masks all values until the résumé is decoded.
    pub(crate) fn redact(&mut self, selection: &Selection) {
        if !selection.redact.is_empty() || !selection.redact_words.is_empty() {
            self.redaction = Redaction::Unknown(selection.clone());
        }
    }

    /// Adds a résumé whose redacted text is masked.
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

    /// Adds diagnostics, with spans looked up in the tree of their paths.
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

    /// Adds an error of the résumé or of a file it uses.
    pub(crate) fn input(&mut self, diagnostic: Diagnostic) -> Failure {
        self.push(diagnostic);
        Failure::Input
    }

    /// Adds an error of the request.
    pub(crate) fn request(
        &mut self,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) -> Failure {
        self.rejected(Diagnostic::error("usage", message).hint(hint))
    }

    /// Adds an error of a requested value.
    pub(crate) fn rejected(&mut self, diagnostic: Diagnostic) -> Failure {
        self.push(diagnostic);
        Failure::Request
    }

    /// Adds diagnostics about requested values.
    ///
    /// Returns an error if one of them is an error.
    pub(crate) fn request_all(&mut self, diagnostics: Diagnostics) -> Result<(), Failure> {
        self.note(diagnostics, None).map_err(|_| Failure::Request)
    }

    /// Adds internal errors.
    #[cfg(feature = "typeset")]
    pub(crate) fn program(&mut self, diagnostics: Diagnostics) -> Failure {
        let _ = self.note(diagnostics, None);
        Failure::Program
    }

    /// Records that a file was read.
    pub(crate) fn read(&mut self, file: &Path) {
        if !self.files.iter().any(|known| known == file) {
            self.files.push(file.to_path_buf());
        }
    }

    /// Skips duplicates, which variants of one file produce.
    fn push(&mut self, diagnostic: Diagnostic) {
        if self.ignored == Some(diagnostic.code) {
            return;
        }
        let mut hasher = DefaultHasher::new();
        diagnostic.hash(&mut hasher);
        if self.reported_hashes.insert(hasher.finish()) {
            self.diagnostics.push(diagnostic);
        }
    }
}

/// Replaces every letter by a sign of the same length in bytes.
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

/// Masks text in backticks.
fn values_hidden(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(i, part)| if i % 2 == 1 { "…".to_owned() } else { part.to_owned() });
    parts.collect::<Vec<_>>().join("`")
}

//! Dialects → [`Resume`] and back.

mod native;
mod xmlresume;

use crate::diagnostic::Diagnostics;
use crate::resume::Resume;
use crate::source::{Node, Syntax};

/// Whose data names a file uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Ours, of which JSON Resume 1.0 is a part.
    Native,
    /// The XML Résumé Library's.
    XmlResume,
}

impl Dialect {
    /// Every dialect.
    pub const ALL: [Self; 2] = [Self::Native, Self::XmlResume];

    /// Returns the name used by `--from` and `--to`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Native => "recto",
            Self::XmlResume => "xmlresume",
        }
    }

    /// Returns the dialect of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dialect| dialect.name() == name)
    }

    /// Recognises the dialect from the content.
    pub fn detect(_root: &Node, syntax: Syntax) -> Self {
        if syntax == Syntax::Xml { Self::XmlResume } else { Self::Native }
    }
}

/// Reads every résumé in a tree: one, except where the dialect has collections.
///
/// What the tree says and the model cannot hold is named in a warning.
pub fn read(dialect: Dialect, root: &Node, diagnostics: &mut Diagnostics) -> Vec<Resume> {
    match dialect {
        Dialect::Native => native::read(root, diagnostics).into_iter().collect(),
        Dialect::XmlResume => xmlresume::read(root, diagnostics),
    }
}

/// Writes a résumé as the tree of a dialect.
///
/// What the dialect cannot hold is named in a warning.
pub fn write(dialect: Dialect, resume: &Resume, _diagnostics: &mut Diagnostics) -> Option<Node> {
    match dialect {
        Dialect::Native => Some(native::write(resume)),
        Dialect::XmlResume => None,
    }
}

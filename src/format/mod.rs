//! Dialects → [`Resume`] and back.

mod native;
mod xmlresume;

use crate::diagnostic::Diagnostics;
use crate::resume::Resume;
use crate::source::{Node, Syntax};

#[cfg(test)]
pub(crate) use native::assign_ids;
pub(crate) use native::keys;

/// Whose data names a file uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// Ours, of which JSON Resume 1.0 is a part.
    Native,
    /// The XML Résumé Library's.
    XmlResume,
}

/// A dialect, and how it was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detection {
    pub dialect: Dialect,
    /// What told it: `the root element is resume`.
    pub because: String,
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
    pub fn detect(root: &Node, syntax: Syntax) -> Detection {
        let found = |dialect, because: &str| Detection { dialect, because: because.to_owned() };
        let has = |key| root.get(key).is_some();
        if syntax == Syntax::Xml {
            found(Self::XmlResume, "it is XML")
        } else if has("basics") {
            found(Self::Native, "it has `basics`")
        } else {
            found(Self::Native, "nothing says otherwise")
        }
    }
}

/// Names the tool whose file a tree seems to be, where its dialect is not read.
fn foreign_tool(root: &Node) -> Option<&'static str> {
    let has = |key| root.get(key).is_some();
    let inner = |key, inner| root.get(key).is_some_and(|node| node.get(inner).is_some());
    if inner("cv", "sections") || inner("cv", "name") {
        Some("RenderCV")
    } else if inner("content", "basics") {
        Some("YAMLResume")
    } else if has("info") && (has("employment") || inner("info", "label")) {
        Some("HackMyResume (FRESH)")
    } else if has("dependencies") || has("devDependencies") || has("scripts") {
        Some("npm")
    } else if has("openapi") || has("swagger") {
        Some("OpenAPI")
    } else {
        None
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

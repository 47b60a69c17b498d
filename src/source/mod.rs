//! Parses text into a [`Node`]: YAML, JSON, TOML and XML become a tree of raw scalars with spans.

mod archive;
mod comments;
mod csv;
mod decode;
mod edit;
mod embedded;
mod explanation;
mod find;
mod json;
mod limits;
mod lines;
mod node;
mod pdf;
mod toml;
mod write;
mod xml;
mod yaml;

pub use crate::path::{Path, Segment};
pub use archive::{PackedFile, is_archive, tables, unpack};
pub use comments::{carry_comments, count_comments};
pub use decode::decode_text;
pub use edit::set;
pub use embedded::{Container, DATA_ELEMENT, DATA_NAMESPACE, carried};
pub use limits::Limits;
pub use node::{Kind, Member, Node, Scalar, Value};
#[cfg(test)]
pub(crate) use pdf::find as find_bytes;
pub use pdf::text_of as pdf_text;
pub use write::{write_json, write_toml, write_xml, write_yaml};
pub use xml::named_character;

use crate::diagnostic::{Diagnostics, SourceId};

/// The syntax of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    Yaml,
    Json,
    Toml,
    Xml,
}

/// Which value of a duplicate key is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Loss {
    /// The first, which is empty.
    First,
    /// The second, which is empty or equal.
    Second,
    /// Either; both have different values.
    Either,
}

impl Loss {
    fn between(first: &Node, second: &Node) -> Self {
        if second.is_empty() || first.has_same_content(second) {
            Self::Second
        } else if first.is_empty() {
            Self::First
        } else {
            Self::Either
        }
    }
}

impl Syntax {
    /// Returns the name used by `--syntax`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Json => "json",
            Self::Toml => "toml",
            Self::Xml => "xml",
        }
    }

    /// Returns the syntax of a file name extension, ignoring case.
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Some(Self::Yaml),
            "json" | "jsonc" | "json5" => Some(Self::Json),
            "toml" => Some(Self::Toml),
            "xml" => Some(Self::Xml),
            _ => None,
        }
    }
}

/// Parses a text into a tree.
///
/// `None` if that fails; the reasons, with spans, are in `diagnostics`.
pub fn parse(
    syntax: Syntax,
    id: SourceId,
    text: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    match syntax {
        Syntax::Yaml => yaml::parse(id, text, diagnostics),
        Syntax::Json => json::parse(id, text, diagnostics),
        Syntax::Toml => toml::parse(id, text, diagnostics),
        Syntax::Xml => xml::parse(id, text, diagnostics),
    }
}

/// Detects the syntax of a text by the extension of its name, else by its content.
pub fn syntax_of(file_name: Option<&str>, text: &str) -> Syntax {
    let ending = file_name.and_then(|name| name.rsplit_once('.'));
    let by_ending = ending.and_then(|(_, ending)| Syntax::of_ending(ending));
    by_ending.unwrap_or_else(|| syntax_of_content(text))
}

fn syntax_of_content(text: &str) -> Syntax {
    let mut lines = text
        .trim_start_matches('\u{FEFF}')
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let Some(first) = lines.next() else { return Syntax::Yaml };
    // A TOML heading looks like a list of one unquoted word.
    let heading = |line: &str| {
        line.strip_prefix('[').and_then(|line| line.split_once(']')).is_some_and(|(name, _)| {
            let name = name.trim_start_matches('[').trim();
            !name.is_empty()
                && name.chars().all(|c| c.is_alphanumeric() || "._- \"'".contains(c))
                && !name.starts_with('"')
        })
    };
    // With a colon before the first `=` it is YAML: `url: https://a.example/?b=c`.
    let assignment = |line: &str| {
        line.split_once('=').is_some_and(|(key, _)| {
            let key = key.trim();
            !key.is_empty() && !key.contains([':', ' '])
                || key.starts_with('"') && key.ends_with('"')
        })
    };
    if first.starts_with('<') {
        Syntax::Xml
    } else if heading(first) && lines.next().is_none_or(|line| heading(line) || assignment(line)) {
        Syntax::Toml
    } else if first.starts_with(['{', '[']) || first.starts_with("//") || first.starts_with("/*") {
        Syntax::Json
    } else if assignment(first) {
        Syntax::Toml
    } else {
        Syntax::Yaml
    }
}

#[cfg(test)]
mod tests;

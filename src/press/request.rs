use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, Sources, Span};
#[cfg(feature = "typeset")]
use crate::export::Standards;
use crate::export::TextOptions;
use crate::format::{Dialect, ReadOptions};
use crate::resume::Setting;
use crate::source::{self, Kind, Node, PackedFile, Path, Scalar, Syntax, Value};
use crate::tailor::{PageGoal, Selection};

/// A day: year, month, day.
pub type Day = (i16, u8, u8);

/// What to make of one résumé file.
///
/// What is said here counts more than what a variant says, that more than the file's `meta`, then the
/// theme, then the locale.
#[derive(Debug, Clone)]
pub struct Request {
    pub resume: NamedFile,
    pub reading: Reading,
    /// Where [`Outside`](super::Outside) finds the files that the résumé names.
    pub folder: PathBuf,
    /// Further or other data, merged in this order.
    pub overlays: Vec<NamedFile>,
    /// Single values to set.
    pub data: Vec<DataEdit>,
    pub variant: Choice,
    pub selection: Selection,
    pub pages: Option<PageGoal>,
    /// The letter alone, or the résumé alone, where the file has both.
    pub only: Option<Part>,
    pub language: Choice,
    /// Words of the user's own for a language.
    pub locale: Option<NamedFile>,
    /// A name, or a folder outside.
    pub theme: Option<String>,
    /// Options of the theme; the last one of a name counts.
    pub settings: Vec<Setting>,
    /// Whether the pages are meant for paper.
    pub print: bool,
    /// Whether to note of every part left out which rule left it out.
    pub explain: bool,
    /// Date of the document; else `meta.lastModified`, else [`Self::today`].
    pub date: Option<Day>,
    pub today: Day,
    pub outputs: Outputs,
}

impl Request {
    /// Asks for one PDF of a résumé, as its file wants it.
    pub fn new(resume: NamedFile, today: Day) -> Self {
        Self {
            resume,
            reading: Reading::default(),
            folder: PathBuf::from("."),
            overlays: Vec::new(),
            data: Vec::new(),
            variant: Choice::Own,
            selection: Selection::default(),
            pages: None,
            only: None,
            language: Choice::Own,
            locale: None,
            theme: None,
            settings: Vec::new(),
            print: false,
            explain: false,
            date: None,
            today,
            outputs: Outputs::default(),
        }
    }
}

/// A file in memory, under the name that messages use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// Its ending tells the syntax.
    pub name: String,
    /// The line of the file of that name on which it begins, counted from 1: it may be one of several
    /// records.
    pub first_line: usize,
    pub content: Content,
}

impl NamedFile {
    /// Names bytes.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), first_line: 1, content: Content::Bytes(bytes.into()) }
    }
}

/// What is in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A text, or a ZIP archive.
    Bytes(Vec<u8>),
    /// The files of an archive or a folder, unpacked.
    Tables(Vec<PackedFile>),
}

/// How a résumé file is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    /// Recognised by the content where it is `None`.
    pub dialect: Option<Dialect>,
    pub options: ReadOptions,
}

/// Which of several things that a file declares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Choice {
    /// What the file itself is.
    #[default]
    Own,
    Named(String),
    /// Each of them in turn.
    Every,
}

impl Choice {
    /// The name that stands for each of them.
    pub const EVERY: &str = "all";

    /// Reads a name, or `all`.
    pub fn parse(name: &str) -> Self {
        if name == Self::EVERY { Self::Every } else { Self::Named(name.to_owned()) }
    }

    /// Returns the name, where one was given.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Own | Self::Every => None,
        }
    }
}

/// A part of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Letter,
    Resume,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 2] = [Self::Letter, Self::Resume];

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Resume => "resume",
        }
    }
}

/// What to write of each edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Outputs {
    /// None to set the pages only.
    pub formats: Vec<Format>,
    #[cfg(feature = "typeset")]
    pub standards: Standards,
    /// Pixels per inch of PNG pages.
    pub ppi: u16,
    /// Whether PNG and SVG pages have no ground but the theme's.
    pub transparent: bool,
    pub text: TextOptions,
    /// Whether files carry the data of what is printed in them.
    pub embed_data: bool,
}

impl Default for Outputs {
    fn default() -> Self {
        Self {
            formats: vec![Format::Pdf],
            #[cfg(feature = "typeset")]
            standards: Standards::default(),
            ppi: 144,
            transparent: false,
            text: TextOptions::default(),
            embed_data: false,
        }
    }
}

/// A format of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    Pdf,
    Png,
    Svg,
    Html,
    Markdown,
    Text,
    Docx,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 7] =
        [Self::Pdf, Self::Png, Self::Svg, Self::Html, Self::Markdown, Self::Text, Self::Docx];

    /// Returns its name, which is the usual extension of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Html => "html",
            Self::Markdown => "md",
            Self::Text => "txt",
            Self::Docx => "docx",
        }
    }

    /// Returns the format of that name, or of another usual extension; case does not count.
    pub fn from_name(name: &str) -> Option<Self> {
        let others = [("htm", "html"), ("markdown", "md"), ("text", "txt")];
        let other = others.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        let name = other.map_or(name, |(_, usual)| usual);
        Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name))
    }

    /// Tells whether pages have to be set for it.
    pub fn has_pages(self) -> bool {
        matches!(self, Self::Pdf | Self::Png | Self::Svg)
    }

    /// Tells whether each page is a file.
    pub fn is_file_per_page(self) -> bool {
        matches!(self, Self::Png | Self::Svg)
    }

    /// Tells whether its files can be read on a screen as they are.
    pub fn is_readable(self) -> bool {
        matches!(self, Self::Html | Self::Markdown | Self::Text)
    }
}

/// One value to set in the data: `basics.label=Storage engineer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataEdit {
    path: Path,
    /// As typed, which messages point into.
    text: String,
    /// Byte offset of the value within it; no value takes the datum away.
    value: usize,
}

impl DataEdit {
    /// Reads a path and a value with `=` between them.
    ///
    /// Returns an error if there is no path, or no `=`.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        let parsed = text.split_once('=').and_then(|(path, value)| {
            let path = Path::parse(path.trim()).filter(|path| *path != Path::ROOT)?;
            Some(Self { path, text: text.to_owned(), value: text.len() - value.len() })
        });
        parsed.ok_or_else(|| {
            Diagnostic::error("usage", format!("missing value in `--data {text}`"))
                .hint("write it as `--data basics.label=Engineer`, or `work[0].summary=…`")
        })
    }

    /// Returns the path and the value; the text becomes a source.
    pub(super) fn resolve(&self, sources: &mut Sources) -> (Path, Node) {
        let id = sources.add("--data", self.text.as_str());
        let span = Span::new(id, self.value..self.text.len());
        let text = &self.text[self.value..];
        let value = if text.is_empty() {
            Value::Null
        } else if let Some(value) = collection(text, id, self.value) {
            value
        } else {
            Value::Scalar(Scalar { text: text.to_owned(), kind: Kind::Plain })
        };
        (self.path.clone(), Node { value, span })
    }
}

/// Reads a list or a mapping in brackets, as YAML and JSON write them; `None` where it is text.
///
/// `start` is where the text begins in its source.
fn collection(text: &str, id: SourceId, start: usize) -> Option<Value> {
    let trimmed = text.trim();
    let is_bracketed = [('[', ']'), ('{', '}')]
        .iter()
        .any(|(open, close)| trimmed.starts_with(*open) && trimmed.ends_with(*close));
    if !is_bracketed {
        return None;
    }
    let mut problems = Diagnostics::default();
    let node = source::parse(Syntax::Yaml, id, trimmed, &mut problems);
    let mut node = node.filter(|_| !problems.has_errors())?;
    node.shift(start + text.len() - text.trim_start().len());
    matches!(node.value, Value::List(_) | Value::Map(_)).then_some(node.value)
}

/// Reads one option of a theme as it is typed: `accent=#0b5394`.
///
/// Returns an error if there is no `=`.
pub fn parse_setting(text: &str) -> Result<Setting, Diagnostic> {
    match text.split_once('=') {
        Some((key, value)) => Ok(setting(key.trim(), value.trim())),
        None => Err(Diagnostic::error("usage", format!("missing value in `--set {text}`"))
            .hint("write it as `--set accent=#0b5394`")),
    }
}

/// Asks for an option by its name and value.
pub fn setting(key: &str, value: &str) -> Setting {
    Setting { path: Path::ROOT, key: key.to_owned(), value: value.to_owned() }
}

/// Returns the option's name of a paper size: `letter` is what most people call US Letter.
pub fn paper_name(name: &str) -> &str {
    if name.eq_ignore_ascii_case("letter") { "us-letter" } else { name }
}

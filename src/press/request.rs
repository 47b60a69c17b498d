use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Diagnostics, SourceId, Sources, Span};
#[cfg(feature = "typeset")]
use crate::export::Standards;
use crate::export::TextOptions;
use crate::format::{Dialect, ReadOptions};
use crate::resume::Setting;
use crate::source::{self, Kind, Node, PackedFile, Path, Scalar, Syntax, Value};
use crate::tailor::{PageGoal, Selection};

/// Year, month, day.
pub type Day = (i16, u8, u8);

/// What to make of a résumé file.
///
/// In order of precedence: the request, a variant, the file's `meta`, the theme, the locale.
#[derive(Debug, Clone)]
pub struct Request {
    pub resume: NamedFile,
    pub reading: Reading,
    /// Folder in which [`Resources`](super::Resources) finds the files that the résumé names.
    pub folder: PathBuf,
    /// Files merged into the data, in this order.
    pub overlays: Vec<NamedFile>,
    /// Single values to set.
    pub data: Vec<DataEdit>,
    pub variant: Choice,
    pub selection: Selection,
    pub pages: Option<PageGoal>,
    /// Whether to render only the letter or only the résumé.
    pub only: Option<Part>,
    pub language: Choice,
    /// Locale file that overrides words of a language.
    pub locale: Option<NamedFile>,
    /// Name or folder of the theme.
    pub theme: Option<String>,
    /// Theme options; the last setting of an option wins.
    pub settings: Vec<Setting>,
    /// Whether the pages are to be printed on paper.
    pub print: bool,
    /// Whether to report why each omitted part was omitted.
    pub explain: bool,
    /// Date of the document; defaults to `meta.lastModified`, then to [`Self::today`].
    pub date: Option<Day>,
    pub today: Day,
    pub outputs: Outputs,
}

impl Request {
    /// Creates a request for one PDF with the settings of the file.
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

/// A file in memory, with the name that messages use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// Its extension determines the syntax.
    pub name: String,
    /// First line within the file of this name, starting at 1; greater if the file has several
    /// records.
    pub first_line: usize,
    pub content: Content,
}

impl NamedFile {
    /// Creates a file from bytes.
    pub fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), first_line: 1, content: Content::Bytes(bytes.into()) }
    }
}

/// Content of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Text, or a binary format such as a ZIP archive.
    Bytes(Vec<u8>),
    /// The unpacked files of an archive or a folder.
    Tables(Vec<PackedFile>),
}

/// How to read a résumé file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    /// Format; `None` to detect it.
    pub dialect: Option<Dialect>,
    pub options: ReadOptions,
}

/// A choice among several languages or variants that a file declares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Choice {
    /// The default of the file.
    #[default]
    Own,
    Named(String),
    /// All of them.
    Every,
}

impl Choice {
    /// Name of [`Self::Every`].
    pub const EVERY: &str = "all";

    /// Parses a name, or `all`.
    pub fn parse(name: &str) -> Self {
        if name == Self::EVERY { Self::Every } else { Self::Named(name.to_owned()) }
    }

    /// Returns the name, if one was given.
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
    pub const ALL: [Self; 2] = [Self::Letter, Self::Resume];

    pub fn name(self) -> &'static str {
        match self {
            Self::Letter => "letter",
            Self::Resume => "resume",
        }
    }
}

/// Files to write for each edition.
#[derive(Debug, Clone, PartialEq)]
pub struct Outputs {
    /// Empty to only typeset the pages.
    pub formats: Vec<Format>,
    #[cfg(feature = "typeset")]
    pub standards: Standards,
    /// Resolution of PNG pages in pixels per inch.
    pub ppi: u16,
    /// Whether PNG and SVG pages have a transparent background.
    pub transparent: bool,
    pub text: TextOptions,
    /// Whether files contain the printed data.
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

/// An output format.
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
    pub const ALL: [Self; 7] =
        [Self::Pdf, Self::Png, Self::Svg, Self::Html, Self::Markdown, Self::Text, Self::Docx];

    /// Returns its name, which is also the default file extension.
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

    /// Returns the format with a name or extension, ignoring case.
    pub fn from_name(name: &str) -> Option<Self> {
        let others = [("htm", "html"), ("markdown", "md"), ("text", "txt")];
        let other = others.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        let name = other.map_or(name, |(_, usual)| usual);
        Self::ALL.into_iter().find(|format| format.name().eq_ignore_ascii_case(name))
    }

    /// Returns whether the format has pages.
    pub fn has_pages(self) -> bool {
        matches!(self, Self::Pdf | Self::Png | Self::Svg)
    }

    /// Returns whether each page is a separate file.
    pub fn is_file_per_page(self) -> bool {
        matches!(self, Self::Png | Self::Svg)
    }

    /// Returns whether its files are text.
    pub fn is_readable(self) -> bool {
        matches!(self, Self::Html | Self::Markdown | Self::Text)
    }
}

/// A value to set in the data: `basics.label=Storage engineer`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataEdit {
    path: Path,
    /// The typed text, to which messages refer.
    text: String,
    /// Byte offset of the value; an empty value removes the datum.
    value: usize,
}

impl DataEdit {
    /// Parses a path and a value separated by `=`.
    ///
    /// Returns an error if the `=` is missing or the path is empty or invalid.
    pub fn parse(text: &str) -> Result<Self, Diagnostic> {
        const HINT: &str = "write it as `--data basics.label=Engineer`, or `work[0].summary=…`";
        let Some((path, value)) = text.split_once('=') else {
            let message = format!("missing value in `--data {text}`");
            return Err(Diagnostic::error("usage", message).hint(HINT));
        };
        let Some(parsed) = Path::parse(path.trim()).filter(|path| *path != Path::ROOT) else {
            let message = match path.trim() {
                "" => "missing path in `--data`".to_owned(),
                path => format!("invalid path `{path}` in `--data`"),
            };
            return Err(Diagnostic::error("usage", message).hint(HINT));
        };
        Ok(Self { path: parsed, text: text.to_owned(), value: text.len() - value.len() })
    }

    /// Returns path and value, and adds the text to the sources.
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

/// Parses a list or mapping in brackets, in YAML or JSON syntax; `None` for plain text.
///
/// `start` is the offset of the text in its source.
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

/// Parses a theme option: `accent=#0b5394`.
///
/// Returns an error if the `=` is missing.
pub fn parse_setting(text: &str) -> Result<Setting, Diagnostic> {
    match text.split_once('=') {
        Some((key, value)) => Ok(setting(key.trim(), value.trim())),
        None => Err(Diagnostic::error("usage", format!("missing value in `--set {text}`"))
            .hint("write it as `--set accent=#0b5394`")),
    }
}

/// Creates a setting from name and value.
pub fn setting(key: &str, value: &str) -> Setting {
    Setting { path: Path::ROOT, key: key.to_owned(), value: value.to_owned() }
}

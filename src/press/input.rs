use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use super::embedded::data_in;
use super::{Content, Failure, NamedFile, Reading, Record};
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::format::{self, Dialect, ReadOptions, is_linkedin_table};
use crate::resume::{Resume, validate};
use crate::source::{self, Container, Limits, Node, PackedFile, Syntax, is_archive};
use crate::tailor::check_variants;

/// A file as read, with its format.
#[derive(Debug, Clone)]
pub struct Input {
    pub root: Arc<Node>,
    pub dialect: Dialect,
    /// `None` for the tables of an archive, which have several syntaxes.
    pub syntax: Option<Syntax>,
    options: ReadOptions,
    /// Problems found before decoding; the decoder of a format may replace them.
    found: Diagnostics,
}

impl Input {
    /// Reads a résumé file. Problems of its syntax are reported when it is decoded.
    ///
    /// Returns an error if the file cannot be parsed.
    pub fn read(file: &NamedFile, reading: Reading, record: &mut Record) -> Result<Self, Failure> {
        let Parsed { root, syntax, mut found } = Parsed::read(file, record)?;
        let detection = Dialect::detect(&root, syntax);
        let doubt = match reading.dialect {
            Some(requested) => detection.doubt(requested),
            None => detection.ambiguity(),
        };
        found.extend(doubt.map(|doubt| doubt.at(root.span)));
        let dialect = reading.dialect.unwrap_or(detection.dialect);
        Ok(Self { root: Arc::new(root), dialect, syntax, options: reading.options, found })
    }

    /// Decodes every résumé of the file and reports all problems, including those of the syntax.
    ///
    /// Returns an error if any problem is an error.
    pub fn decode(&self, record: &mut Record) -> Result<Decoded, Failure> {
        let (decoded, outcome) = self.decode_as_far(record);
        outcome.map(|()| decoded)
    }

    /// Decodes as much as possible; the second part is an error if any problem is an error, or if
    /// there is no résumé.
    pub(super) fn decode_as_far(&self, record: &mut Record) -> (Decoded, Result<(), Failure>) {
        decode(&self.root, self.dialect, self.options, self.found.clone(), record)
    }

    /// Decodes an edited native copy of this tree and reports all problems.
    pub(super) fn decode_edited(
        &self,
        root: &Arc<Node>,
        record: &mut Record,
    ) -> (Decoded, Result<(), Failure>) {
        // The problems of files in other formats were reported when they were converted.
        let found = match self.dialect {
            Dialect::Native => self.found.clone(),
            _ => Diagnostics::default(),
        };
        decode(root, Dialect::Native, ReadOptions::default(), found, record)
    }

    /// Returns the tree in the native format, or one tree per résumé of a collection.
    ///
    /// Returns an error if the file has errors.
    pub(super) fn native_trees(&self, record: &mut Record) -> Result<Vec<Node>, Failure> {
        // Errors are reported for the original file, before any edits.
        if self.found.has_errors() {
            self.decode(record)?;
        }
        if self.dialect == Dialect::Native {
            return Ok(vec![Node::clone(&self.root)]);
        }
        let Decoded { resumes, .. } = self.decode(record)?;
        let mut diagnostics = Diagnostics::default();
        let trees = resumes
            .iter()
            .filter_map(|resume| format::write(Dialect::Native, resume, &mut diagnostics))
            .collect();
        record.note(diagnostics, None)?;
        Ok(trees)
    }
}

/// The résumés of a file.
#[derive(Debug)]
pub struct Decoded {
    pub resumes: Vec<Resume>,
    /// The tree that the paths of the résumés refer to, with the spans of the file.
    pub root: Arc<Node>,
}

/// Decodes every résumé of a tree; reports its problems after those in `found`.
fn decode(
    root: &Arc<Node>,
    dialect: Dialect,
    options: ReadOptions,
    found: Diagnostics,
    record: &mut Record,
) -> (Decoded, Result<(), Failure>) {
    let mut diagnostics = found;
    let (resumes, tree) = format::read_with_tree(dialect, root, options, &mut diagnostics);
    let root = tree.map_or_else(|| Arc::clone(root), Arc::new);
    for resume in &resumes {
        validate(resume, &root, &mut diagnostics);
    }
    if dialect == Dialect::Native {
        check_variants(&root, &mut diagnostics);
    }
    resumes.iter().for_each(|resume| record.hide_of(resume));
    let mut outcome = record.note(diagnostics, Some(&root));
    if resumes.is_empty() && outcome.is_ok() {
        outcome = Err(record.input(Diagnostic::error("empty", "this file contains no résumé")));
    }
    (Decoded { resumes, root }, outcome)
}

/// A parsed file.
#[derive(Debug, Clone)]
pub struct Parsed {
    pub root: Node,
    /// `None` for the tables of an archive, which have several syntaxes.
    pub syntax: Option<Syntax>,
    /// Syntax problems, not yet reported.
    pub found: Diagnostics,
}

impl Parsed {
    /// Parses a file, or the tables of an archive.
    ///
    /// Returns an error if it cannot be parsed.
    pub fn read(file: &NamedFile, record: &mut Record) -> Result<Self, Failure> {
        let mut found = Diagnostics::default();
        let parsed = match &file.content {
            Content::Tables(files) => {
                let sources = &mut record.sources;
                Some((source::tables(&file.name, files.clone(), sources, &mut found), None))
            }
            Content::Bytes(bytes) => parse_bytes(file, bytes, &mut found, record)?,
        };
        match parsed {
            Some((root, syntax)) => Ok(Self { root, syntax, found }),
            None => {
                let _ = record.note(found, None);
                Err(Failure::Input)
            }
        }
    }
}

/// Returns `None` if the bytes cannot be parsed; the reasons are in `found`.
fn parse_bytes(
    file: &NamedFile,
    bytes: &[u8],
    found: &mut Diagnostics,
    record: &mut Record,
) -> Result<Option<(Node, Option<Syntax>)>, Failure> {
    let name = file.name.as_str();
    if Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
        let message = format!("`{name}` is one table, not a résumé");
        return Err(record
            .input(Diagnostic::error("not-a-resume", message).hint(
                "of LinkedIn's export, give the ZIP as it is, or the folder of its tables",
            )));
    }
    if bytes.len() as u64 > Limits::DEFAULT.bytes {
        return Err(record.input(too_large(name)));
    }
    if let Some(container) = Container::of(bytes) {
        let PackedFile { name, bytes } = data_in(name, container, bytes, record)?;
        // Plain text, even if it begins like another format.
        let data = NamedFile::new(name, []);
        return Ok(parse_text(&data, bytes.unwrap_or_default(), found, record));
    }
    if is_archive(bytes) {
        let mut problems = Diagnostics::default();
        let files = source::unpack(name, Cursor::new(bytes), is_linkedin_table, &mut problems);
        record.note(problems, None)?;
        if let Some(files) = files.filter(|files| files.iter().any(|file| file.bytes.is_some())) {
            let root = source::tables(name, files, &mut record.sources, found);
            return Ok(Some((root, None)));
        }
    }
    Ok(parse_text(file, bytes.to_vec(), found, record))
}

/// Returns `None` if the text cannot be parsed; the reasons are in `found`.
fn parse_text(
    file: &NamedFile,
    bytes: Vec<u8>,
    found: &mut Diagnostics,
    record: &mut Record,
) -> Option<(Node, Option<Syntax>)> {
    let name = file.name.as_str();
    let text = source::decode_text(name, file.first_line, bytes, found)?;
    let file_name = Path::new(name).file_name().and_then(|name| name.to_str());
    let syntax = source::syntax_of(file_name, &text);
    let id = record.sources.add(name, text);
    record.sources.begin_at(id, file.first_line);
    let root = source::parse(syntax, id, record.sources.text(id), found)?;
    Some((root, Some(syntax)))
}

/// Describes a file that exceeds the maximum size of text.
pub(crate) fn too_large(name: &str) -> Diagnostic {
    let limit = Limits::DEFAULT.bytes >> 20;
    Diagnostic::error("too-large", format!("`{name}` is larger than {limit} MB"))
        .hint("a résumé is usually a few kilobytes of text; is this the right file?")
}

/// Finds a format by name among those given.
///
/// Returns an error if none has this name.
pub fn find_dialect(name: &str, among: &[Dialect]) -> Result<Dialect, Diagnostic> {
    let names: Vec<_> = among.iter().map(|dialect| dialect.name()).collect();
    match Dialect::from_name(name) {
        Some(dialect) if among.contains(&dialect) => return Ok(dialect),
        Some(dialect) => {
            let message = format!("{} is read, but not written", dialect.title());
            return Err(Diagnostic::error("usage", message)
                .hint(format!("written are {}", names.join(", "))));
        }
        None => {}
    }
    let diagnostic = Diagnostic::error("usage", format!("unknown format `{name}`"));
    Err(match did_you_mean(name, names.iter().copied()) {
        Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
        None => diagnostic.hint(format!("the known ones are {}", names.join(", "))),
    })
}

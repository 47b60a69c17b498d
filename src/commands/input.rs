use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::{Failure, Report, pack};
use crate::cli::ReadingArgs;
use crate::diagnostic::{Diagnostic, Diagnostics, did_you_mean};
use crate::format::{self, Dialect, ReadOptions};
use crate::resume::{Resume, validate};
use crate::source::{self, Limits, Node, Syntax};
use crate::tailor::check_variants;

/// A file as it was read, and whose names it uses.
pub(super) struct Input {
    /// `None` for standard input.
    pub(super) file: Option<PathBuf>,
    pub(super) root: Rc<Node>,
    pub(super) dialect: Dialect,
    options: ReadOptions,
    /// What was found before it was decoded; the reader of a dialect may know better.
    found: Diagnostics,
}

impl Input {
    /// Decodes every résumé of the file; everything wrong with them and the syntax is reported.
    ///
    /// Returns an error if there is an error among it.
    pub(super) fn decode(&self, report: &mut Report) -> Result<Vec<Resume>, Failure> {
        decode(&self.root, self.dialect, self.options, self.found.clone(), report)
    }

    /// Decodes a native tree that was made of this one; everything wrong with it is reported.
    ///
    /// Returns an error if there is an error among it.
    pub(super) fn decode_edited(
        &self,
        root: &Node,
        report: &mut Report,
    ) -> Result<Vec<Resume>, Failure> {
        // A résumé of another dialect was decoded before, and its syntax told of.
        let found = match self.dialect {
            Dialect::Native => self.found.clone(),
            _ => Diagnostics::default(),
        };
        decode(root, Dialect::Native, ReadOptions::default(), found, report)
    }

    /// Tells whether its syntax has errors, though a tree could be made of it.
    pub(super) fn is_broken(&self) -> bool {
        self.found.has_errors()
    }

    /// Returns the name output files are made from.
    pub(super) fn stem(&self) -> String {
        self.file
            .as_deref()
            .and_then(Path::file_stem)
            .map_or_else(|| "resume".to_owned(), |stem| stem.to_string_lossy().into_owned())
    }

    /// Returns the folder pictures are looked for in.
    pub(super) fn folder(&self) -> PathBuf {
        let parent = self.file.as_deref().and_then(Path::parent);
        parent.filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf()
    }
}

/// How files are to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// `None` where the content tells.
    dialect: Option<Dialect>,
    options: ReadOptions,
}

impl Reading {
    /// In any dialect, with what is private left out.
    pub(super) const ANY: Self = Self { dialect: None, options: ReadOptions { private: false } };

    /// Reads `--from` and `--private`.
    pub(super) fn new(args: &ReadingArgs, report: &mut Report) -> Result<Self, Failure> {
        let dialect = match &args.from {
            Some(name) => Some(dialect(name, &Dialect::ALL, report)?),
            None => None,
        };
        Ok(Self { dialect, options: ReadOptions { private: args.private } })
    }
}

/// Returns the dialect of a name that was given as an argument, if it is one of some.
pub(super) fn dialect(
    name: &str,
    among: &[Dialect],
    report: &mut Report,
) -> Result<Dialect, Failure> {
    let names: Vec<_> = among.iter().map(|dialect| dialect.name()).collect();
    match Dialect::from_name(name) {
        Some(dialect) if among.contains(&dialect) => return Ok(dialect),
        Some(dialect) => {
            return Err(report.usage(
                format!("{} is read, but not written", dialect.title()),
                format!("written are {}", names.join(", ")),
            ));
        }
        None => {}
    }
    let hint = match did_you_mean(name, names.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("known are {}", names.join(", ")),
    };
    Err(report.usage(format!("there is no dialect `{name}`"), hint))
}

/// Reads a file, or standard input for `-`, up to the limit of a text.
///
/// Returns an error, reported, if it cannot be read.
pub(super) fn read_bytes(path: &Path, report: &mut Report) -> Result<Vec<u8>, Failure> {
    let name = path.display();
    let limit = Limits::DEFAULT.bytes;
    let read = |reader: &mut dyn Read| -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        reader.take(limit + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    let result = if path == Path::new("-") {
        read(&mut io::stdin().lock())
    } else if path.is_dir() {
        return Err(report.input(
            Diagnostic::error("read", format!("`{name}` is a folder, not a résumé"))
                .hint(format!("name the file in it, such as `{}`", path.join("cv.yaml").display())),
        ));
    } else {
        File::open(path).and_then(|mut file| read(&mut file))
    };
    match result {
        Ok(bytes) if bytes.len() as u64 > limit => Err(report.input(
            Diagnostic::error("too-large", format!("`{name}` is larger than {} MB", limit >> 20))
                .hint("a résumé is text of a few kilobytes; is this the right file?"),
        )),
        Ok(bytes) => Ok(bytes),
        Err(error) => {
            let diagnostic =
                Diagnostic::error("read", format!("cannot read `{name}` ({})", reason(&error)));
            Err(report.input(match error.kind() {
                io::ErrorKind::NotFound => diagnostic.hint(match sibling(path) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("`recto new {name}` writes one to start from"),
                }),
                io::ErrorKind::PermissionDenied => {
                    diagnostic.hint("give yourself the right to read it")
                }
                _ => diagnostic,
            }))
        }
    }
}

/// Says what the system said, without its number.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// Finds a file beside the missing one whose name is nearly the same.
fn sibling(path: &Path) -> Option<String> {
    let parent = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let wanted = path.file_name()?.to_str()?;
    let mut names: Vec<String> = std::fs::read_dir(parent)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    let near = did_you_mean(wanted, names.iter().map(String::as_str))?;
    Some(path.with_file_name(near).display().to_string())
}

/// Reads one résumé file; what is wrong with its syntax is reported when it is decoded.
///
/// Returns an error, reported, if no tree can be made of it.
pub(super) fn read(path: &Path, reading: Reading, report: &mut Report) -> Result<Input, Failure> {
    let Parsed { file, root, syntax, mut found } = parse(path, report)?;
    let detection = Dialect::detect(&root, syntax);
    let told = match reading.dialect {
        Some(asked) => detection.doubt(asked),
        None => detection.ambiguity(),
    };
    found.extend(told.map(|told| told.at(root.span)));
    let dialect = reading.dialect.unwrap_or(detection.dialect);
    Ok(Input { file, root: Rc::new(root), dialect, options: reading.options, found })
}

/// Reads a résumé that is part of the program, as if it were a file in the current folder.
///
/// Returns an error, reported, if no tree can be made of it.
pub(super) fn sample(name: &str, text: &str, report: &mut Report) -> Result<Input, Failure> {
    let id = report.sources.add(name, text);
    let syntax = source::syntax_of(Some(name), text);
    let mut found = Diagnostics::default();
    let root = Rc::new(source::parse(syntax, id, text, &mut found).ok_or(Failure::Fault)?);
    let options = ReadOptions::default();
    Ok(Input { file: None, root, dialect: Dialect::Native, options, found })
}

/// A file as a tree.
pub(super) struct Parsed {
    /// `None` for standard input.
    file: Option<PathBuf>,
    pub(super) root: Node,
    /// `None` for the tables of an archive, which are written in no one syntax.
    syntax: Option<Syntax>,
    /// What is wrong with its syntax, not yet reported.
    pub(super) found: Diagnostics,
}

/// Reads one file into a tree.
///
/// Returns an error, reported, if no tree can be made of it.
pub(super) fn parse(path: &Path, report: &mut Report) -> Result<Parsed, Failure> {
    let (file, name) = if path == Path::new("-") {
        (None, "<stdin>".to_owned())
    } else {
        (Some(path.to_path_buf()), path.display().to_string())
    };
    let mut found = Diagnostics::default();
    match tree(path, &name, &mut found, report)? {
        Some((root, syntax)) => Ok(Parsed { file, root, syntax, found }),
        None => {
            let _ = report.emit(found, None);
            Err(Failure::Input)
        }
    }
}

/// Decodes every résumé of a tree; everything wrong with them is reported after what was found.
///
/// Returns an error if there is an error among it, or no résumé at all.
fn decode(
    root: &Node,
    dialect: Dialect,
    options: ReadOptions,
    found: Diagnostics,
    report: &mut Report,
) -> Result<Vec<Resume>, Failure> {
    let mut diagnostics = found;
    let resumes = format::read(dialect, root, options, &mut diagnostics);
    for resume in &resumes {
        validate(resume, root, &mut diagnostics);
    }
    if dialect == Dialect::Native {
        check_variants(root, &mut diagnostics);
    }
    report.emit(diagnostics, Some(root))?;
    if resumes.is_empty() {
        return Err(report.input(Diagnostic::error("empty", "there is no résumé in this file")));
    }
    Ok(resumes)
}

/// Parses a file, or the tables of an archive or a folder, which are written in no one syntax.
///
/// `None` where nothing could be made of it; the reasons are in `diagnostics`.
fn tree(
    path: &Path,
    name: &str,
    diagnostics: &mut Diagnostics,
    report: &mut Report,
) -> Result<Option<(Node, Option<Syntax>)>, Failure> {
    let mut tables = |files, report: &mut Report| {
        Ok(Some((source::tables(name, files, &mut report.sources, diagnostics), None)))
    };
    if path != Path::new("-")
        && let Some(files) = pack::open(path, report)?
    {
        return tables(files, report);
    }
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
        let message = format!("`{name}` is one table, not a résumé");
        return Err(report
            .input(Diagnostic::error("not-a-resume", message).hint(
                "of LinkedIn's export, give the ZIP as it is, or the folder of its tables",
            )));
    }
    let bytes = read_bytes(path, report)?;
    if let Some(files) = pack::open_bytes(name, &bytes, report)? {
        return tables(files, report);
    }
    let Some(text) = source::decode_text(name, bytes, diagnostics) else { return Ok(None) };
    let id = report.sources.add(name, text);
    let text = report.sources.text(id);
    let file_name = path.file_name().and_then(|name| name.to_str());
    let syntax = source::syntax_of(file_name, text);
    Ok(source::parse(syntax, id, text, diagnostics).map(|root| (root, Some(syntax))))
}

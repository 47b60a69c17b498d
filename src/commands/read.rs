use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::input_files::first_in;
use super::{Failure, Report, archive, other_tools};
use crate::cli::ReadingArgs;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::format::{Dialect, ReadOptions};
use crate::press::{Content, NamedFile, Reading, find_dialect, too_large};
use crate::source::{Limits, Syntax};

/// Reads `--from` and `--private`.
pub(super) fn reading(args: &ReadingArgs, report: &mut Report) -> Result<Reading, Failure> {
    let dialect = args.from.as_deref().map(|name| find_dialect(name, &Dialect::ALL)).transpose();
    let dialect = dialect.map_err(|problem| report.rejected(problem))?;
    Ok(Reading { dialect, options: ReadOptions { private: args.private } })
}

/// Reads a file, standard input for `-`, or the tables of an archive or a folder.
///
/// Reports and returns an error if it cannot be read.
pub(super) fn read(path: &Path, report: &mut Report) -> Result<NamedFile, Failure> {
    if path == Path::new("-") {
        return Ok(NamedFile::new("<stdin>", read_bytes(path, report)?));
    }
    let name = path.display().to_string();
    if let Some((what, hint)) = other_tools::kind_of(path).filter(|_| path.is_file()) {
        let problem = Diagnostic::error("read", format!("`{name}` is {what}"));
        return Err(report.input(problem.hint(hint)));
    }
    let content = match archive::open(path, report)? {
        Some(files) => Content::Tables(files),
        None => Content::Bytes(read_bytes(path, report)?),
    };
    Ok(NamedFile { name, first_line: 1, content })
}

/// Reads an overlay like a résumé.
///
/// Reports and returns an error if it cannot be read.
pub(super) fn read_overlay(path: &Path, report: &mut Report) -> Result<NamedFile, Failure> {
    if path != Path::new("-") && !path.exists() && sibling(path).is_none() {
        let message = format!("cannot read `{}` (no such file or directory)", path.display());
        let hint = "`--overlay` takes a file of data, which are merged into the résumé";
        return Err(report.input(Diagnostic::error("read", message).hint(hint)));
    }
    read(path, report)
}

/// Reads a file, or standard input for `-`, up to the maximum size of text.
///
/// Reports and returns an error if it cannot be read.
fn read_bytes(path: &Path, report: &mut Report) -> Result<Vec<u8>, Failure> {
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
        let hint = match first_in(path) {
            Some(file) => format!("name a file in it, such as `{}`", file.display()),
            None => "name a file: there is no résumé in the folder itself".to_owned(),
        };
        let message = format!("`{name}` is a folder, not a résumé");
        return Err(report.input(Diagnostic::error("read", message).hint(hint)));
    } else {
        File::open(path).and_then(|mut file| read(&mut file))
    };
    match result {
        Ok(bytes) if bytes.len() as u64 > limit => Err(report.input(too_large(&name.to_string()))),
        Ok(bytes) => Ok(bytes),
        Err(error) => {
            let diagnostic =
                Diagnostic::error("read", format!("cannot read `{name}` ({})", reason(&error)));
            Err(report.input(match error.kind() {
                io::ErrorKind::NotFound => diagnostic.hint(match sibling(path) {
                    _ if path.is_symlink() => {
                        "it is a link to a missing file: correct the link, or name the file itself"
                            .to_owned()
                    }
                    Some(near) => format!("did you mean `{near}`?"),
                    None if is_written_by_new(path) => {
                        format!("`recto new {name}` writes one to start from")
                    }
                    None => match other_tools::kind_of(path) {
                        Some((_, hint)) => hint.to_owned(),
                        None if may_embed_data(path) => "check its name and folder".to_owned(),
                        None => "`recto new` writes a résumé to start from".to_owned(),
                    },
                }),
                io::ErrorKind::PermissionDenied => {
                    diagnostic.hint("check the permissions of the file")
                }
                _ => diagnostic,
            }))
        }
    }
}

/// Returns whether a file may be a résumé, judging by its extension.
pub(super) fn is_data(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str);
    ending.is_some_and(|it| Syntax::of_ending(it).is_some() || it.eq_ignore_ascii_case("zip"))
}

/// Returns whether a file may be one with embedded data, judging by its extension.
fn may_embed_data(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).map(str::to_lowercase);
    ending.is_some_and(|it| matches!(it.as_str(), "pdf" | "docx" | "html"))
}

/// Returns whether `recto new` accepts a file name.
fn is_written_by_new(path: &Path) -> bool {
    let name = path.to_string_lossy();
    let syntax = path.extension().map(|ending| Syntax::of_ending(&ending.to_string_lossy()));
    syntax.is_none_or(|syntax| syntax.is_some_and(|syntax| syntax != Syntax::Xml))
        && !name.contains(' ')
        && !name.starts_with('-')
}

/// Returns the system's error message without its number.
pub(super) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// Finds a file with a similar name in the same folder.
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

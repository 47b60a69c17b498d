//! Lists the résumés that arguments name: files, folders and patterns.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::read::{is_data, reason};
use super::{Failure, Report, archive};
use crate::diagnostic::Diagnostic;

/// A file, or a folder that is one résumé.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InputFile {
    /// `-` is standard input.
    pub(super) path: PathBuf,
    /// Relative folder within the named one; outputs keep it.
    pub(super) folder: PathBuf,
}

impl InputFile {
    fn named(path: &Path) -> Self {
        Self { path: path.to_path_buf(), folder: PathBuf::new() }
    }
}

/// Returns the files that an argument names.
///
/// Reports and returns an error if there are none.
pub(super) fn files_of(input: &Path, report: &mut Report) -> Result<Vec<InputFile>, Failure> {
    if input.is_dir() {
        // The tables of a LinkedIn export form one résumé.
        if archive::open(input, &mut Report::discarding()).is_ok_and(|tables| tables.is_some()) {
            return Ok(vec![InputFile::named(input)]);
        }
        let mut files = Vec::new();
        let read = walk(input, Path::new(""), &mut files);
        read.map_err(|error| unreadable(&input.display().to_string(), &error, report))?;
        if files.is_empty() {
            let message = format!("there is no résumé in the folder `{}`", input.display());
            return Err(report.input(
                Diagnostic::error("read", message)
                    .hint("a résumé is a file that ends in `.yaml`, `.json`, `.toml` or `.xml`"),
            ));
        }
        return Ok(files);
    }
    let pattern = input.to_str().filter(|text| text.contains(['*', '?', '[']));
    let Some(pattern) = pattern.filter(|_| !input.exists()) else {
        return Ok(vec![InputFile::named(input)]);
    };
    let found = glob::glob(pattern).map_err(|error| {
        report.usage(
            format!("invalid pattern `{pattern}` ({})", error.msg),
            "quote it, and see `*`, `**`, `?`, `[a-z]`",
        )
    })?;
    let mut files: Vec<_> = found.flatten().filter(|path| !is_hidden(path)).collect();
    files.sort();
    if files.is_empty() {
        let message = format!("no file matches `{pattern}`");
        return Err(report.input(Diagnostic::error("read", message)));
    }
    let mut inputs = Vec::new();
    for file in files {
        if file.is_dir() {
            inputs.extend(files_of(&file, report)?);
        } else {
            inputs.push(InputFile::named(&file));
        }
    }
    Ok(inputs)
}

/// Returns the first résumé directly in a folder.
pub(super) fn first_in(folder: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?.filter_map(|entry| Some(entry.ok()?.path()));
    entries.filter(|path| path.is_file() && !is_hidden(path) && may_be_resume(path)).min()
}

/// Maximum depth of nested folders.
const DEEPEST: usize = 64;

/// Collects the résumés of a folder recursively, in alphabetical order.
fn walk(folder: &Path, within: &Path, files: &mut Vec<InputFile>) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        if is_hidden(&path) {
            continue;
        }
        let kind = entry.file_type()?;
        // Links to folders are not followed, because they may be cyclic.
        if kind.is_dir() && within.components().count() < DEEPEST {
            let tables = archive::open(&path, &mut Report::discarding());
            if tables.is_ok_and(|tables| tables.is_some()) {
                files.push(InputFile { path, folder: within.to_path_buf() });
            } else {
                walk(&path, &within.join(entry.file_name()), files)?;
            }
        } else if path.is_file() && may_be_resume(&path) {
            files.push(InputFile { path, folder: within.to_path_buf() });
        }
    }
    Ok(())
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

fn may_be_resume(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
    // The schema that `recto new` writes for editors.
    is_data(path) && !name.ends_with(".schema.json")
}

/// Reports a file that cannot be read.
pub(super) fn unreadable(name: &str, error: &io::Error, report: &mut Report) -> Failure {
    let message = format!("cannot read `{name}` ({})", reason(error));
    report.input(Diagnostic::error("read", message))
}

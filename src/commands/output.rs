use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};
use tempfile::{NamedTempFile, TempPath};

use super::ledger::resolve;
use super::read::reason;
use super::{Failure, Report};
use crate::diagnostic::{Diagnostic, json_line};

/// A file that was written, and what is said of it.
#[derive(Debug, Clone)]
pub(super) struct Written {
    /// `-` for standard output.
    pub(super) path: PathBuf,
    /// Name of its format or syntax.
    pub(super) format: &'static str,
    /// How many pages are in it, where it has pages.
    pub(super) pages: Option<usize>,
    /// The edition of the résumé, where it has editions.
    pub(super) edition: Option<Value>,
    /// Milliseconds that the whole edition took.
    pub(super) ms: u64,
    /// What people are told beside the name; files that share it are named together.
    pub(super) about: String,
}

impl Written {
    pub(super) fn is_stdout(&self) -> bool {
        self.path == Path::new("-")
    }

    pub(super) fn to_json(&self) -> Value {
        json!({
            "type": "written",
            "path": self.path.to_string_lossy(),
            "format": self.format,
            "pages": self.pages,
            "edition": self.edition,
            "ms": self.ms,
        })
    }
}

/// A file to write, with its content.
pub(super) struct Output {
    /// `-` for standard output.
    pub(super) path: PathBuf,
    pub(super) bytes: Vec<u8>,
}

/// Where one output goes, once all of them could be written.
enum Staged {
    /// Written beside its target, to be renamed.
    File { temporary: NamedTempFile, target: PathBuf, path: PathBuf },
    /// Pipes and devices cannot be replaced.
    Stream { path: PathBuf, bytes: Vec<u8> },
}

/// A target that was replaced.
struct Replaced {
    target: PathBuf,
    /// As it was named.
    path: PathBuf,
    before: Before,
}

/// What a target was before it was replaced.
enum Before {
    Nothing,
    Kept(TempPath),
    /// It could not be kept, or there was no need to.
    Lost,
}

/// Begins the name of every temporary file.
const PREFIX: &str = ".recto-";

/// Writes files, and what a run has to know of those that it wrote before.
#[derive(Debug, Default)]
pub(super) struct Writer {
    /// Folders in which nothing is left of runs that were ended.
    swept: Mutex<BTreeSet<PathBuf>>,
}

/// Writes all outputs of a run that has no others, or none.
///
/// Returns an error, reported, as [`Writer::write_all`] does.
pub(super) fn write_all(outputs: Vec<Output>, report: &mut Report) -> Result<(), Failure> {
    Writer::default().write_all(outputs, report)
}

impl Writer {
    /// Writes all outputs or none; their folders are made.
    ///
    /// Returns an error, reported, if one of them cannot be written. Then no file was changed, unless it
    /// is said.
    pub(super) fn write_all(
        &self,
        outputs: Vec<Output>,
        report: &mut Report,
    ) -> Result<(), Failure> {
        write(outputs, |folder| self.is_to_sweep(folder), report)
    }

    /// Tells whether a folder was not swept yet; it is to be now.
    fn is_to_sweep(&self, folder: &Path) -> bool {
        let mut swept = self.swept.lock().unwrap_or_else(PoisonError::into_inner);
        !swept.contains(folder) && swept.insert(folder.to_path_buf())
    }
}

fn write(
    outputs: Vec<Output>,
    is_to_sweep: impl Fn(&Path) -> bool,
    report: &mut Report,
) -> Result<(), Failure> {
    let several = outputs.len() > 1;
    let mut staged = Vec::new();
    for Output { path, bytes } in outputs {
        let stage = stage(&path, bytes, &is_to_sweep);
        staged.push(stage.map_err(|error| report.input(failure(&path, &error)))?);
    }
    // What cannot be undone comes last.
    staged.sort_by_key(|stage| matches!(stage, Staged::Stream { .. }));
    let mut replaced = Vec::new();
    for stage in staged {
        let (path, written) = match stage {
            Staged::File { temporary, target, path } => {
                let written = replace(temporary, &target, several);
                let written = written.map(|before| {
                    replaced.push(Replaced { target, path: path.clone(), before });
                });
                (path, written)
            }
            Staged::Stream { path, bytes } => {
                let written = stream(&path, &bytes);
                (path, written)
            }
        };
        if let Err(error) = written {
            let left = undo(replaced);
            let mut diagnostic = failure(&path, &error);
            if !left.is_empty() {
                let left: Vec<_> =
                    left.iter().map(|path| format!("`{}`", path.display())).collect();
                diagnostic = diagnostic.hint(format!("{} was written before", left.join(", ")));
            }
            return Err(report.input(diagnostic));
        }
    }
    Ok(())
}

/// Puts a temporary file in place of its target; with `keep`, what was there is kept until all are.
fn replace(temporary: NamedTempFile, target: &Path, keep: bool) -> io::Result<Before> {
    let before = match (target.exists(), keep) {
        (false, _) => Before::Nothing,
        (true, true) => keep_copy(target).map_or(Before::Lost, Before::Kept),
        (true, false) => Before::Lost,
    };
    temporary.persist(target).map_err(|error| error.error)?;
    Ok(before)
}

/// Gives a file a second name, or copies it where that cannot be.
fn keep_copy(target: &Path) -> io::Result<TempPath> {
    let make = |content: &dyn Fn(&Path) -> io::Result<()>| {
        tempfile::Builder::new().prefix(PREFIX).make_in(folder_of(target), content)
    };
    let kept = make(&|path| fs::hard_link(target, path))
        .or_else(|_| make(&|path| fs::copy(target, path).map(|_| ())))?;
    Ok(kept.into_temp_path())
}

/// Puts everything back that was replaced, the last first.
///
/// Returns what could not be put back.
fn undo(replaced: Vec<Replaced>) -> Vec<PathBuf> {
    let mut left = Vec::new();
    for Replaced { target, path, before } in replaced.into_iter().rev() {
        let undone = match before {
            Before::Nothing => fs::remove_file(&target).is_ok(),
            Before::Kept(copy) => copy.persist(&target).is_ok(),
            Before::Lost => false,
        };
        if !undone {
            left.push(path);
        }
    }
    left
}

fn stage(path: &Path, bytes: Vec<u8>, is_to_sweep: impl Fn(&Path) -> bool) -> io::Result<Staged> {
    if path == Path::new("-") {
        return Ok(Staged::Stream { path: path.to_path_buf(), bytes });
    }
    // A link stays a link, and what it points to is replaced.
    let target = resolve(path);
    let folder = folder_of(&target).to_path_buf();
    let metadata = fs::metadata(&target);
    match &metadata {
        Ok(metadata) if metadata.is_dir() => {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        Ok(metadata) if !metadata.is_file() => {
            return Ok(Staged::Stream { path: path.to_path_buf(), bytes });
        }
        Ok(metadata) if metadata.permissions().readonly() => {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
        }
        Ok(_) => {}
        Err(_) if folder.is_file() => {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, "its folder is a file"));
        }
        Err(_) => fs::create_dir_all(&folder)?,
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = metadata.map_or(0o666, |m| m.permissions().mode() & 0o777);
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    let mut temporary = builder.tempfile_in(&folder)?;
    // Where nothing can be locked, nothing is swept either.
    let is_locked = temporary.as_file().try_lock().is_ok();
    if is_locked && is_to_sweep(&folder) {
        let _ = sweep(&folder, temporary.as_file());
    }
    temporary.write_all(&bytes)?;
    temporary.flush()?;
    Ok(Staged::File { temporary, target, path: path.to_path_buf() })
}

/// Seconds after which a temporary file that nobody holds was left behind.
const ABANDONED: u64 = 2;

/// Removes temporary files of runs that were ended before they could.
fn sweep(folder: &Path, newest: &File) -> io::Result<()> {
    let now = newest.metadata()?.modified()?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_ours = entry.file_name().as_encoded_bytes().starts_with(PREFIX.as_bytes());
        if !is_ours || !entry.file_type()?.is_file() {
            continue;
        }
        let Ok(file) = File::open(entry.path()) else { continue };
        // A run that is not over holds a lock on it.
        if file.try_lock().is_err() {
            continue;
        }
        let age = now.duration_since(file.metadata()?.modified()?);
        if age.is_ok_and(|age| age.as_secs() >= ABANDONED) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn folder_of(target: &Path) -> &Path {
    target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn stream(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path == Path::new("-") {
        let mut stdout = io::stdout().lock();
        stdout.write_all(bytes)?;
        return stdout.flush();
    }
    fs::OpenOptions::new().write(true).open(path)?.write_all(bytes)
}

fn failure(path: &Path, error: &io::Error) -> Diagnostic {
    let name = if path == Path::new("-") {
        "standard output".to_owned()
    } else {
        format!("`{}`", path.display())
    };
    let diagnostic = Diagnostic::error("write", format!("cannot write {name} ({})", reason(error)));
    match error.kind() {
        io::ErrorKind::PermissionDenied
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::NotADirectory => diagnostic.hint("write elsewhere with `-o`"),
        io::ErrorKind::StorageFull => {
            diagnostic.hint("free some space, or write elsewhere with `-o`")
        }
        _ => diagnostic,
    }
}

/// Tells whether binary output would land on a screen.
pub(super) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Prints results to standard output, one JSON object a line.
pub(super) fn print_objects(
    objects: impl IntoIterator<Item = Value>,
    report: &mut Report,
) -> Result<(), Failure> {
    let lines: String = objects.into_iter().map(|object| json_line(&object)).collect();
    print(&lines, report)
}

/// Prints text to standard output; a reader that has gone away is no error.
pub(super) fn print(text: &str, report: &mut Report) -> Result<(), Failure> {
    print_now(text).or_else(|error| unless_closed(&error, report))
}

/// Writes text to standard output at once.
///
/// Returns an error if that cannot be.
pub(super) fn print_now(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush())
}

/// Returns an error, reported, unless it is only that the reader has gone away.
pub(super) fn unless_closed(error: &io::Error, report: &mut Report) -> Result<(), Failure> {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Ok(());
    }
    Err(report.input(failure(Path::new("-"), error)))
}

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

/// A file that was written, with its description.
#[derive(Debug, Clone)]
pub(super) struct Written {
    /// `-` for standard output.
    pub(super) path: PathBuf,
    /// Name of its format or syntax.
    pub(super) format: &'static str,
    /// Number of pages, if the format has pages.
    pub(super) pages: Option<usize>,
    /// The edition, if the command makes editions.
    pub(super) edition: Option<Value>,
    /// Duration of the whole edition in milliseconds.
    pub(super) ms: u64,
    /// Description for people; files with the same one are listed together.
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

/// A file to write.
pub(super) struct Output {
    /// `-` for standard output.
    pub(super) path: PathBuf,
    pub(super) bytes: Vec<u8>,
}

/// An output that is ready to be written.
enum Staged {
    /// Written next to its target, to be renamed.
    File { temporary: NamedTempFile, target: PathBuf, path: PathBuf },
    /// Pipes and devices, which cannot be replaced.
    Stream { path: PathBuf, bytes: Vec<u8> },
}

/// A target that was replaced.
struct Replaced {
    target: PathBuf,
    /// Path as given.
    path: PathBuf,
    before: Before,
}

/// The state of a target before it was replaced.
enum Before {
    Nothing,
    Kept(TempPath),
    /// Not backed up.
    Lost,
}

/// Prefix of temporary files.
const PREFIX: &str = ".recto-";

/// Writes files, and remembers which folders were cleaned up.
#[derive(Debug, Default)]
pub(super) struct Writer {
    /// Folders from which files of interrupted runs were removed.
    swept: Mutex<BTreeSet<PathBuf>>,
}

/// Writes all outputs of a run or none.
///
/// Reports and returns an error as [`Writer::write_all`] does.
pub(super) fn write_all(outputs: Vec<Output>, report: &mut Report) -> Result<(), Failure> {
    Writer::default().write_all(outputs, report)
}

impl Writer {
    /// Writes all outputs or none, creating their folders.
    ///
    /// Reports and returns an error if one of them cannot be written. Then all files are unchanged,
    /// unless the message says otherwise.
    pub(super) fn write_all(
        &self,
        outputs: Vec<Output>,
        report: &mut Report,
    ) -> Result<(), Failure> {
        write(outputs, |folder| self.is_to_sweep(folder), report)
    }

    /// Returns whether a folder must be cleaned up, and marks it as done.
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
    // Streams cannot be undone, so they are written last.
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

/// Replaces the target by a temporary file. With `keep`, the target is backed up first.
fn replace(temporary: NamedTempFile, target: &Path, keep: bool) -> io::Result<Before> {
    let before = match (target.exists(), keep) {
        (false, _) => Before::Nothing,
        (true, true) => keep_copy(target).map_or(Before::Lost, Before::Kept),
        (true, false) => Before::Lost,
    };
    temporary.persist(target).map_err(|error| error.error)?;
    Ok(before)
}

/// Creates a hard link to a file, or a copy if that fails.
fn keep_copy(target: &Path) -> io::Result<TempPath> {
    let make = |content: &dyn Fn(&Path) -> io::Result<()>| {
        tempfile::Builder::new().prefix(PREFIX).make_in(folder_of(target), content)
    };
    let kept = make(&|path| fs::hard_link(target, path))
        .or_else(|_| make(&|path| fs::copy(target, path).map(|_| ())))?;
    Ok(kept.into_temp_path())
}

/// Restores all replaced targets in reverse order.
///
/// Returns those that could not be restored.
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
    // Replaces the target of a link rather than the link.
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
    // Without file locks, abandoned files cannot be told from used ones.
    let is_locked = temporary.as_file().try_lock().is_ok();
    if is_locked && is_to_sweep(&folder) {
        let _ = sweep(&folder, temporary.as_file());
    }
    temporary.write_all(&bytes)?;
    temporary.flush()?;
    Ok(Staged::File { temporary, target, path: path.to_path_buf() })
}

/// Age in seconds after which an unlocked temporary file is considered abandoned.
const ABANDONED_AFTER_SECONDS: u64 = 2;

/// Removes temporary files of interrupted runs.
fn sweep(folder: &Path, newest: &File) -> io::Result<()> {
    let now = newest.metadata()?.modified()?;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_ours = entry.file_name().as_encoded_bytes().starts_with(PREFIX.as_bytes());
        if !is_ours || !entry.file_type()?.is_file() {
            continue;
        }
        let Ok(file) = File::open(entry.path()) else { continue };
        // A running process holds the lock.
        if file.try_lock().is_err() {
            continue;
        }
        let age = now.duration_since(file.metadata()?.modified()?);
        if age.is_ok_and(|age| age.as_secs() >= ABANDONED_AFTER_SECONDS) {
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
        io::ErrorKind::NotADirectory => diagnostic.hint("choose another folder"),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            diagnostic.hint("choose a place where you may write")
        }
        io::ErrorKind::StorageFull => diagnostic.hint("free some space, or write to another place"),
        _ => diagnostic,
    }
}

/// Returns whether standard output is a terminal.
pub(super) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Prints results to standard output, one JSON object per line.
pub(super) fn print_objects(
    objects: impl IntoIterator<Item = Value>,
    report: &mut Report,
) -> Result<(), Failure> {
    let lines: String = objects.into_iter().map(|object| json_line(&object)).collect();
    print(&lines, report)
}

/// Prints text to standard output; a closed pipe is not an error.
pub(super) fn print(text: &str, report: &mut Report) -> Result<(), Failure> {
    print_now(text).or_else(|error| unless_closed(&error, report))
}

/// Writes text to standard output and flushes it.
///
/// Returns an error if that fails.
pub(super) fn print_now(text: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush())
}

/// Reports and returns an error unless it is a closed pipe.
pub(super) fn unless_closed(error: &io::Error, report: &mut Report) -> Result<(), Failure> {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Ok(());
    }
    Err(report.input(failure(Path::new("-"), error)))
}

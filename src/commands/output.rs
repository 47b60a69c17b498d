use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::read::reason;
use super::{Failure, Report};
use crate::diagnostic::Diagnostic;

/// A file to write, with its content.
pub(super) struct Output {
    /// `-` for standard output.
    pub(super) path: PathBuf,
    pub(super) bytes: Vec<u8>,
}

/// Where one output goes, once all of them could be written.
enum Staged {
    /// Written beside its target, to be renamed.
    File { temporary: NamedTempFile, target: PathBuf },
    /// Pipes and devices cannot be replaced.
    Stream { target: PathBuf, bytes: Vec<u8> },
}

/// Writes all outputs or none.
///
/// Returns an error, reported, if one of them cannot be written; then no file was changed.
pub(super) fn write_all(outputs: Vec<Output>, report: &mut Report) -> Result<(), Failure> {
    let mut staged = Vec::new();
    for Output { path, bytes } in outputs {
        let stage = stage(&path, bytes);
        staged.push(stage.map_err(|error| report.input(failure(&path, &error)))?);
    }
    for stage in staged {
        match stage {
            Staged::File { temporary, target } => {
                if let Err(error) = temporary.persist(&target) {
                    return Err(report.input(failure(&target, &error.error)));
                }
            }
            Staged::Stream { target, bytes } => {
                if let Err(error) = stream(&target, &bytes) {
                    return Err(report.input(failure(&target, &error)));
                }
            }
        }
    }
    Ok(())
}

fn stage(path: &Path, bytes: Vec<u8>) -> io::Result<Staged> {
    if path == Path::new("-") {
        return Ok(Staged::Stream { target: path.to_path_buf(), bytes });
    }
    // A link stays a link, and what it points to is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    match fs::metadata(&target) {
        Ok(metadata) if metadata.is_dir() => {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        Ok(metadata) if !metadata.is_file() => return Ok(Staged::Stream { target, bytes }),
        _ => {}
    }
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".recto-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(&target).map_or(0o666, |m| m.permissions().mode() & 0o777);
        builder.permissions(fs::Permissions::from_mode(mode));
    }
    let mut temporary = builder.tempfile_in(folder)?;
    temporary.write_all(&bytes)?;
    temporary.flush()?;
    Ok(Staged::File { temporary, target })
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
        io::ErrorKind::NotFound => {
            diagnostic.hint("make its folder first; `recto build --out-dir` does so itself")
        }
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            diagnostic.hint("write elsewhere with `-o`")
        }
        io::ErrorKind::StorageFull => diagnostic.hint("make room, or write elsewhere with `-o`"),
        _ => diagnostic,
    }
}

/// Tells whether binary output would land on a screen.
pub(super) fn stdout_is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// Prints text to standard output; a reader that has gone away is no error.
pub(super) fn print(text: &str, report: &mut Report) -> Result<(), Failure> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(report.input(failure(Path::new("-"), &error)))
        }
        _ => Ok(()),
    }
}

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::Path;

use super::{Failure, Report};
use crate::diagnostic::Diagnostics;
use crate::format::is_linkedin_table;
use crate::source::{Limits, PackedFile, is_archive, unpack};

/// Unpacks the tables of an archive or a folder; `None` if the path is neither, or contains no
/// tables.
pub(super) fn open(path: &Path, report: &mut Report) -> Result<Option<Vec<PackedFile>>, Failure> {
    let files = if path.is_dir() {
        folder(path).ok()
    } else {
        match archive(path) {
            Some(file) => unpack_tables(&path.display().to_string(), file, report)?,
            None => None,
        }
    };
    Ok(files.filter(|files| files.iter().any(|file| file.bytes.is_some())))
}

fn unpack_tables(
    name: &str,
    archive: impl Read + Seek,
    report: &mut Report,
) -> Result<Option<Vec<PackedFile>>, Failure> {
    let mut diagnostics = Diagnostics::default();
    let files = unpack(name, archive, is_linkedin_table, &mut diagnostics);
    report.all(diagnostics)?;
    Ok(files)
}

/// Opens a file if it begins like an archive.
fn archive(path: &Path) -> Option<File> {
    // Data read from a pipe cannot be read again.
    if !path.is_file() {
        return None;
    }
    let mut file = File::open(path).ok()?;
    let mut start = [0; 4];
    file.read_exact(&mut start).ok()?;
    file.rewind().ok()?;
    is_archive(&start).then_some(file)
}

/// Reads the tables of a folder and lists its other files; ignores nested folders.
fn folder(path: &Path) -> io::Result<Vec<PackedFile>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if !entry.path().is_file() {
            continue;
        }
        let mut bytes = None;
        if is_linkedin_table(&name) {
            let mut read = Vec::new();
            // Reads one byte beyond the limit, so that the decoder can detect an excess.
            File::open(entry.path())?.take(Limits::DEFAULT.bytes + 1).read_to_end(&mut read)?;
            bytes = Some(read);
        }
        files.push(PackedFile { name, bytes });
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

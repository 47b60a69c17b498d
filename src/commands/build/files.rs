//! The files of an edition, and messages about them.

use std::path::{Path, PathBuf};

use serde_json::json;

use super::super::naming::Place;
use super::super::output::Written;
use super::super::{Failure, Report};
use crate::diagnostic::Diagnostic;
use crate::press::{Edition, Format, OutputFile};
use crate::tailor::Secrets;

/// An output file.
pub(super) struct BuiltFile {
    /// `None` if it is kept in memory.
    pub(super) path: Option<PathBuf>,
    pub(super) format: Format,
    /// Page number, starting at 1, in formats with one file per page.
    pub(super) page: Option<usize>,
    pub(super) variant: Option<String>,
    pub(super) language: String,
    /// Number of pages in the file, if its format has pages.
    pub(super) pages: Option<usize>,
    pub(super) size: usize,
    /// Empty if the content is in a file.
    pub(super) bytes: Vec<u8>,
}

/// Returns the files of an edition with their paths.
///
/// Reports and returns an error if a name is invalid.
pub(super) fn named(
    edition: Edition,
    place: Option<&Place>,
    ms: u64,
    report: &mut Report,
) -> Result<Vec<(BuiltFile, Option<Written>)>, Failure> {
    let paths = match place {
        Some(place) => {
            let paths = place.name(&edition.files, report)?;
            reject_names_with_secrets(&paths, &edition.secrets, report)?;
            paths.into_iter().map(Some).collect()
        }
        None => vec![None; edition.files.len()],
    };
    let pages = page_count(&edition);
    let mut made = Vec::new();
    let reported = edition.files.iter().zip(&paths);
    let reported: Vec<_> =
        reported.map(|(file, path)| Some(describe(path.as_ref()?, file, &edition, ms))).collect();
    let files = edition.files.into_iter().zip(paths).zip(reported);
    for ((OutputFile { format, page, bytes }, path), reported) in files {
        let file_of_edition = BuiltFile {
            path,
            format,
            page,
            variant: edition.variant.clone(),
            language: edition.language.clone(),
            pages: format.has_pages().then_some(if page.is_some() { 1 } else { pages }),
            size: bytes.len(),
            bytes,
        };
        made.push((file_of_edition, reported));
    }
    Ok(made)
}

/// Describes one file of an edition.
fn describe(path: &Path, file: &OutputFile, edition: &Edition, ms: u64) -> Written {
    let count = |n: usize| if n == 1 { "1 page".to_owned() } else { format!("{n} pages") };
    let pages = page_count(edition);
    let about = match edition.letter_pages() {
        0 if pages == 0 => String::new(),
        0 => count(pages),
        letter => format!("{}, with a letter of {}", count(pages), count(letter)),
    };
    Written {
        path: path.to_path_buf(),
        format: file.format.name(),
        pages: file.format.has_pages().then_some(if file.page.is_some() { 1 } else { pages }),
        edition: Some(json!({
            "number": edition.number,
            "variant": edition.variant,
            "language": edition.language,
            "theme": edition.theme,
        })),
        ms,
        about,
    }
}

/// Returns the number of pages, or 0 for formats without pages.
pub(super) fn page_count(edition: &Edition) -> usize {
    edition.pages.as_ref().map_or(0, |pages| pages.pages().len())
}

/// Returns files with pages of an earlier run that are not overwritten.
pub(super) fn stale_pages(place: &Place, files: &[OutputFile]) -> Vec<PathBuf> {
    let stale = |format: &Format| {
        let pages = files.iter().filter(|file| file.format == *format).count();
        place.stale_pages(*format, pages)
    };
    place.formats.iter().flat_map(stale).collect()
}

pub(super) fn describe_stale(path: &Path) -> Diagnostic {
    let message = format!("`{}` is left over from an earlier run", path.display());
    Diagnostic::warning("stale-page", message).hint("delete it: there are fewer pages now")
}

/// Rejects file names that contain redacted text.
fn reject_names_with_secrets(
    paths: &[PathBuf],
    secrets: &Secrets,
    report: &mut Report,
) -> Result<(), Failure> {
    let names = paths.iter().filter_map(|path| path.file_name());
    if names.into_iter().any(|name| secrets.are_in(&name.to_string_lossy())) {
        let message = "redacted text would appear in the file name";
        return Err(report.input(
            Diagnostic::error("redacted-elsewhere", message)
                .hint("give it another name: `-o cv.pdf`"),
        ));
    }
    Ok(())
}

//! Finds the pictures that a résumé names: photo and signature.

use std::path::Path;

use super::personal::Unwanted;
use super::{Picture, ReadFailure, Record, Resources};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::picture;
use crate::resume::Resume;
use crate::source::Node;

/// Whether the photo is shown, and whether it is required.
#[derive(Debug, Clone, Copy)]
pub(super) struct PhotoSettings<'a> {
    pub(super) unwanted: Option<Unwanted<'a>>,
    /// Whether the theme shows it.
    pub(super) is_shown: bool,
    /// Whether the file or the request sets it, so that a missing photo is an error.
    pub(super) is_explicit: bool,
    /// Whether the theme omits it, and neither the file nor the request sets that.
    pub(super) is_omitted: bool,
}

/// Finds the photo of a résumé if it is to be printed.
pub(super) fn photo(
    resources: &dyn Resources,
    folder: &Path,
    resume: &Resume,
    root: &Node,
    settings: PhotoSettings,
    diagnostics: &mut Diagnostics,
    record: &mut Record,
) -> Option<Picture> {
    let basics = &resume.basics;
    let name = basics.image.as_deref()?;
    // Names of this key in other formats.
    let names = ["photo", "picture"].map(|name| basics.path.key(name));
    let path = names
        .into_iter()
        .find(|path| root.key_span_of(path).is_some())
        .unwrap_or_else(|| basics.path.key("image"));
    if let Some(unwanted) = settings.unwanted.filter(|unwanted| unwanted.leaves_out("photo")) {
        diagnostics.push(unwanted.describe("photo", "photo").on(&path));
        return None;
    }
    match read(resources, folder, name, "photo", record) {
        Ok(picture) => {
            if settings.is_omitted {
                let message = "photo: the theme does not print it; `--set photo=true` to change";
                diagnostics.push(Diagnostic::note("omitted-photo", message).on(&path));
            }
            Some(picture).filter(|_| settings.is_shown)
        }
        Err(problem) => {
            let problem = if settings.is_explicit { problem } else { problem.into_warning() };
            diagnostics.push(problem.on(&path));
            None
        }
    }
}

/// Finds the signature of a letter.
pub(super) fn signature(
    resources: &dyn Resources,
    folder: &Path,
    resume: &Resume,
    diagnostics: &mut Diagnostics,
    record: &mut Record,
) -> Option<Picture> {
    let letter = resume.letter.as_ref()?;
    let name = letter.signature.as_deref()?;
    let read = read(resources, folder, name, "signature", record);
    read.map_err(|problem| diagnostics.push(problem.on(&letter.path.key("signature")))).ok()
}

/// Reads a picture from the résumé's folder, or from a `data:` URL.
///
/// Returns an error if it does not exist, is outside the folder, or has an unsupported format.
fn read(
    resources: &dyn Resources,
    folder: &Path,
    name: &str,
    role: &str,
    record: &mut Record,
) -> Result<Picture, Diagnostic> {
    let error = |message: String, hint: &str| Diagnostic::error("picture", message).hint(hint);
    let (shown, bytes) = match picture::embedded(name) {
        Some(bytes) => ("data:…", bytes),
        None if name.contains("://") => {
            return Err(error(
                format!("picture `{name}` is not a file; recto does not use the network"),
                "save it next to the résumé, and write its file name here",
            ));
        }
        None => {
            let file = resources.read(folder, name, picture::MAX_BYTES);
            let file = file.map_err(|failure| unreadable(name, failure))?;
            record.read(&file.path);
            (name, Ok(file.bytes))
        }
    };
    let decoded = bytes.and_then(|bytes| picture::read(&bytes));
    let decoded =
        decoded.map_err(|problem| error(format!("picture `{shown}` {problem}"), problem.hint))?;
    let virtual_path = format!("/{role}.{}", decoded.extension);
    Ok(Picture { virtual_path, bytes: decoded.bytes.into() })
}

/// Describes a picture that was not read.
fn unreadable(name: &str, failure: ReadFailure) -> Diagnostic {
    let (message, hint) = match failure {
        ReadFailure::Outside => (
            format!("picture `{name}` is outside the résumé's folder"),
            "copy it into the résumé's folder",
        ),
        ReadFailure::NotAFile => {
            (format!("picture `{name}` is not a file"), "name a PNG, JPEG or SVG file")
        }
        ReadFailure::TooLarge => (
            format!("picture `{name}` is larger than {} MB", picture::MAX_BYTES >> 20),
            "scale it down: a portrait needs 600 × 800 pixels",
        ),
        ReadFailure::Missing(reason) => (
            format!("cannot read picture `{name}` ({reason})"),
            "write its path relative to the résumé, or remove it",
        ),
        ReadFailure::Unreadable(reason) => (
            format!("cannot read picture `{name}` ({reason})"),
            "check the permissions of the file",
        ),
    };
    Diagnostic::error("picture", message).hint(hint)
}

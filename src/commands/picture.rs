use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;

use super::input::reason;
use crate::diagnostic::Diagnostic;

/// A picture in memory, under its virtual path.
pub(super) struct Picture {
    pub(super) virtual_path: String,
    pub(super) bytes: Bytes,
    pub(super) file: PathBuf,
}

/// Bytes of a picture file.
const MAX_BYTES: u64 = 32 << 20;

/// Pixels of a picture: more would take gigabytes to decode.
const MAX_PIXELS: usize = 64_000_000;

/// Reads a picture from the résumé's folder.
///
/// Returns an error if it is not there, lies outside, or is no picture that can be set.
pub(super) fn read(name: &str, role: &str, folder: &Path) -> Result<Picture, Diagnostic> {
    let error = |message: String, hint: &str| Err(Diagnostic::error("picture", message).hint(hint));
    if name.contains("://") || name.starts_with("data:") {
        return error(
            format!("picture `{name}` is not a file, and recto never fetches"),
            "save it beside the résumé and name the file",
        );
    }
    let path = folder.join(name);
    let outside = || {
        error(
            format!("picture `{name}` lies outside the résumé's folder"),
            "copy it beside the résumé: nothing else is read",
        )
    };
    let real = match (fs::canonicalize(&path), fs::canonicalize(folder)) {
        (Ok(real), Ok(root)) if real.starts_with(&root) => real,
        (Ok(_), _) => return outside(),
        (Err(cause), _) => {
            return error(
                format!("cannot read picture `{name}` ({})", reason(&cause)),
                "name it relative to the résumé, or take it out",
            );
        }
    };
    match fs::metadata(&real) {
        Ok(metadata) if !metadata.is_file() => {
            return error(
                format!("picture `{name}` is not a file"),
                "name a PNG, JPEG or SVG file",
            );
        }
        Ok(metadata) if metadata.len() > MAX_BYTES => {
            return error(
                format!("picture `{name}` is larger than {} MB", MAX_BYTES >> 20),
                "scale it down: a portrait needs 600 × 800 pixels",
            );
        }
        _ => {}
    }
    let bytes = match fs::read(&real) {
        Ok(bytes) => bytes,
        Err(cause) => {
            return error(
                format!("cannot read picture `{name}` ({})", reason(&cause)),
                "give yourself the right to read it",
            );
        }
    };
    let Some(extension) = extension(&bytes) else {
        return error(
            format!("`{name}` is no picture that can be set"),
            "use a PNG, JPEG, WebP, GIF or SVG file",
        );
    };
    if extension != "svg" {
        match imagesize::blob_size(&bytes) {
            Ok(size) if size.width.saturating_mul(size.height) > MAX_PIXELS => {
                return error(
                    format!("picture `{name}` has {} × {} pixels", size.width, size.height),
                    "scale it down: a portrait needs 600 × 800 pixels",
                );
            }
            Ok(_) => {}
            Err(_) => {
                return error(
                    format!("picture `{name}` is damaged"),
                    "save it again, as PNG or JPEG",
                );
            }
        }
    }
    Ok(Picture {
        virtual_path: format!("/{role}.{extension}"),
        bytes: Bytes::new(bytes),
        file: path,
    })
}

fn extension(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => Some("png"),
        [0xff, 0xd8, 0xff, ..] => Some("jpg"),
        [b'G', b'I', b'F', b'8', ..] => Some("gif"),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some("webp"),
        _ => {
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
            head.contains("<svg").then_some("svg")
        }
    }
}

//! Bytes of a picture file → a picture that any theme can place, without metadata.
//!
//! A picture is decoded here, so that a damaged one is a mistake in the résumé and not in a theme.
//! What comes out is a PNG or JPEG of eight bits, in colours a screen has, the right way up, or an SVG
//! without filters that take minutes; none of them holds a date, a place, a name or a comment.

use std::fmt::{self, Display, Formatter};

mod raster;
mod svg;

#[cfg(test)]
mod tests;

/// A picture that can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// `png`, `jpg` or `svg`.
    pub extension: &'static str,
    pub bytes: Vec<u8>,
}

/// Why a picture cannot be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Goes on after the name of the picture: `is damaged`.
    message: String,
    pub hint: &'static str,
}

impl Problem {
    fn new(message: impl Into<String>, hint: &'static str) -> Self {
        Self { message: message.into(), hint }
    }

    fn too_many_pixels(width: impl Display, height: impl Display) -> Self {
        Self::new(
            format!("has {width} × {height} pixels"),
            "scale it down: a portrait needs 600 × 800 pixels",
        )
    }

    fn damaged() -> Self {
        Self::new("is damaged", "save it again, as PNG or JPEG")
    }
}

impl Display for Problem {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Bytes of a picture file.
pub const MAX_BYTES: u64 = 32 << 20;

/// Pixels of a picture: more would take gigabytes to decode.
const MAX_PIXELS: u64 = 64_000_000;

/// Reads a picture.
///
/// Returns an error if it is none, is damaged, or is larger than one that can be set.
pub fn read(bytes: &[u8]) -> Result<Picture, Problem> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Problem::new(
            format!("is larger than {} MB", MAX_BYTES >> 20),
            "scale it down: a portrait needs 600 × 800 pixels",
        ));
    }
    if let Ok(size) = imagesize::blob_size(bytes)
        && size.width as u64 * size.height as u64 > MAX_PIXELS
    {
        return Err(Problem::too_many_pixels(size.width, size.height));
    }
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => raster::png(bytes),
        [0xff, 0xd8, 0xff, ..] => raster::jpeg(bytes),
        [b'G', b'I', b'F', b'8', ..] => raster::gif(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => raster::webp(bytes),
        [0x1f, 0x8b, ..] => Err(Problem::new("is compressed", "save it as a plain SVG, or as PNG")),
        _ => svg::read(bytes),
    }
}

/// Returns what a picture that can be set is called in addresses and mail.
pub fn media_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', ..] => "image/png",
        [0xff, 0xd8, ..] => "image/jpeg",
        _ => "image/svg+xml",
    }
}

/// Returns the bytes of a picture that is written into the data, `data:image/png;base64,…`; `None`
/// where the text is the name of a file.
///
/// Returns an error if they cannot be decoded.
pub fn embedded(text: &str) -> Option<Result<Vec<u8>, Problem>> {
    let text = text.trim();
    if !text.get(..5)?.eq_ignore_ascii_case("data:") {
        return None;
    }
    let decoded = data_url::DataUrl::process(text).ok().and_then(|url| url.decode_to_vec().ok());
    Some(decoded.map(|(bytes, _)| bytes).filter(|bytes| !bytes.is_empty()).ok_or_else(|| {
        Problem::new(
            "cannot be decoded",
            "write it as `data:image/png;base64,…`, or name a file beside the résumé",
        )
    }))
}

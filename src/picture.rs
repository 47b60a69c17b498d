//! Validates picture files and removes their metadata.
//!
//! Pictures are decoded here, so that a damaged file is reported as an error of the résumé, not of
//! the theme. The result is a PNG or JPEG with eight bits per channel in RGB or grey, correctly
//! oriented, or an SVG without slow filters. It contains no date, place, name or comment.

use std::fmt::{self, Display, Formatter};

mod raster;
mod svg;

#[cfg(test)]
mod tests;

/// A picture that can be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// `png`, `jpg` or `svg`.
    pub extension: &'static str,
    pub bytes: Vec<u8>,
}

/// The reason why a picture cannot be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureError {
    /// Continues a sentence that begins with the name of the picture: `is damaged`.
    message: String,
    pub hint: &'static str,
}

impl PictureError {
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

impl Display for PictureError {
    fn fmt(&self, f: &mut Formatter) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Maximum size of a picture file in bytes.
pub const MAX_BYTES: u64 = 32 << 20;

/// Maximum number of pixels; more would take gigabytes to decode.
const MAX_PIXELS: u64 = 64_000_000;

/// Reads a picture.
///
/// Returns an error if it has another format, is damaged, or is too large.
pub fn read(bytes: &[u8]) -> Result<Picture, PictureError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(PictureError::new(
            format!("is larger than {} MB", MAX_BYTES >> 20),
            "scale it down: a portrait needs 600 × 800 pixels",
        ));
    }
    if let Ok(size) = imagesize::blob_size(bytes)
        && size.width as u64 * size.height as u64 > MAX_PIXELS
    {
        return Err(PictureError::too_many_pixels(size.width, size.height));
    }
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => raster::png(bytes),
        [0xff, 0xd8, 0xff, ..] => raster::jpeg(bytes),
        [b'G', b'I', b'F', b'8', ..] => raster::gif(bytes),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => raster::webp(bytes),
        [0x1f, 0x8b, ..] => {
            Err(PictureError::new("is compressed", "save it as a plain SVG, or as PNG"))
        }
        _ => svg::read(bytes),
    }
}

/// Returns the media type of a supported picture.
pub fn media_type(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', ..] => "image/png",
        [0xff, 0xd8, ..] => "image/jpeg",
        _ => "image/svg+xml",
    }
}

/// Returns the bytes of a `data:` URL such as `data:image/png;base64,…`; `None` if the text is a
/// file name.
///
/// Returns an error if the bytes cannot be decoded.
pub fn embedded(text: &str) -> Option<Result<Vec<u8>, PictureError>> {
    let text = text.trim();
    if !text.get(..5)?.eq_ignore_ascii_case("data:") {
        return None;
    }
    let decoded = data_url::DataUrl::process(text).ok().and_then(|url| url.decode_to_vec().ok());
    Some(decoded.map(|(bytes, _)| bytes).filter(|bytes| !bytes.is_empty()).ok_or_else(|| {
        PictureError::new(
            "cannot be decoded",
            "write it as `data:image/png;base64,…`, or name a file next to the résumé",
        )
    }))
}

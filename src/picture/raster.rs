use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::codecs::png::{PngDecoder, PngEncoder};
use image::codecs::webp::WebPDecoder;
use image::metadata::Orientation;
use image::{ColorType, DynamicImage, ImageDecoder, ImageEncoder, ImageResult, Limits};

use super::{MAX_PIXELS, Picture, PictureError};

/// Maximum size of a decoded picture in bytes.
const MAX_DECODED: u64 = 256 << 20;

/// Quality of re-encoded JPEG files, without visible loss.
const QUALITY: u8 = 92;

/// A decoded picture.
struct Decoded {
    image: DynamicImage,
    icc: Option<Vec<u8>>,
    orientation: Orientation,
    /// Colour type in the file.
    color: ColorType,
}

pub(super) fn png(bytes: &[u8]) -> Result<Picture, PictureError> {
    let bare = bare_png(bytes).ok_or_else(PictureError::damaged)?;
    let decoded = decode(PngDecoder::new(Cursor::new(bytes)))?;
    let is_deep = decoded.color.bytes_per_pixel() > decoded.color.channel_count();
    if is_deep || decoded.orientation != Orientation::NoTransforms {
        return decoded.into_png();
    }
    Ok(Picture { extension: "png", bytes: bare })
}

pub(super) fn jpeg(bytes: &[u8]) -> Result<Picture, PictureError> {
    let bare = bare_jpeg(bytes).ok_or_else(PictureError::damaged)?;
    let decoded = decode(JpegDecoder::new(Cursor::new(bytes)))?;
    if bare.components > 3 || decoded.orientation != Orientation::NoTransforms {
        // A CMYK profile does not apply to the converted RGB values.
        let icc = decoded.icc.clone().filter(|_| bare.components <= 3);
        return Decoded { icc, ..decoded }.into_jpeg();
    }
    Ok(Picture { extension: "jpg", bytes: bare.bytes })
}

pub(super) fn gif(bytes: &[u8]) -> Result<Picture, PictureError> {
    decode(GifDecoder::new(Cursor::new(bytes)))?.into_png()
}

pub(super) fn webp(bytes: &[u8]) -> Result<Picture, PictureError> {
    decode(WebPDecoder::new(Cursor::new(bytes)))?.into_png()
}

fn decode(decoder: ImageResult<impl ImageDecoder>) -> Result<Decoded, PictureError> {
    let damaged = |_| PictureError::damaged();
    let mut decoder = decoder.map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(PictureError::new("has no pixels", "save it again, as PNG or JPEG"));
    }
    if u64::from(width) * u64::from(height) > MAX_PIXELS || decoder.total_bytes() > MAX_DECODED {
        return Err(PictureError::too_many_pixels(width, height));
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(2 * MAX_DECODED);
    decoder.set_limits(limits).map_err(damaged)?;
    let color = decoder.color_type();
    let icc = decoder.icc_profile().ok().flatten().filter(|icc| !icc.is_empty());
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    Ok(Decoded { image, icc, orientation, color })
}

impl Decoded {
    /// Applies the orientation and converts to eight bits per channel.
    fn upright(self) -> (DynamicImage, Option<Vec<u8>>) {
        let mut image = match (self.color.has_alpha(), self.color.has_color()) {
            (false, false) => DynamicImage::ImageLuma8(self.image.into_luma8()),
            (true, false) => DynamicImage::ImageLumaA8(self.image.into_luma_alpha8()),
            (false, true) => DynamicImage::ImageRgb8(self.image.into_rgb8()),
            (true, true) => DynamicImage::ImageRgba8(self.image.into_rgba8()),
        };
        image.apply_orientation(self.orientation);
        (image, self.icc)
    }

    fn into_png(self) -> Result<Picture, PictureError> {
        let (image, icc) = self.upright();
        let mut bytes = Vec::new();
        write(PngEncoder::new(&mut bytes), &image, icc)?;
        Ok(Picture { extension: "png", bytes })
    }

    fn into_jpeg(self) -> Result<Picture, PictureError> {
        let (image, icc) = self.upright();
        let mut bytes = Vec::new();
        write(JpegEncoder::new_with_quality(&mut bytes, QUALITY), &image, icc)?;
        Ok(Picture { extension: "jpg", bytes })
    }
}

fn write(
    mut encoder: impl ImageEncoder,
    image: &DynamicImage,
    icc: Option<Vec<u8>>,
) -> Result<(), PictureError> {
    if let Some(icc) = icc {
        // Without its profile the colours are slightly off.
        let _ = encoder.set_icc_profile(icc);
    }
    image.write_with_encoder(encoder).map_err(|_| PictureError::damaged())
}

/// PNG chunks that affect the appearance.
const CHUNKS: [&[u8; 4]; 11] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT",
    b"pHYs",
];

/// Returns a PNG without metadata; `None` if it is truncated.
fn bare_png(bytes: &[u8]) -> Option<Vec<u8>> {
    const SIGNATURE: usize = 8;
    let mut bare = bytes.get(..SIGNATURE)?.to_vec();
    let mut at = SIGNATURE;
    loop {
        let length = u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize;
        let end = at.checked_add(length)?.checked_add(12)?;
        let chunk = bytes.get(at..end)?;
        let kind = &chunk[4..8];
        if CHUNKS.iter().any(|known| *known == kind) {
            bare.extend_from_slice(chunk);
        }
        if kind == b"IEND" {
            return Some(bare);
        }
        at = end;
    }
}

/// A JPEG without metadata.
struct BareJpeg {
    bytes: Vec<u8>,
    components: u8,
}

/// Removes comments and application segments from a JPEG; `None` if it is truncated.
fn bare_jpeg(bytes: &[u8]) -> Option<BareJpeg> {
    let mut bare = bytes.get(..2)?.to_vec();
    let mut components = 0;
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            // A fill byte.
            0xff => {
                at += 1;
                continue;
            }
            0xd9 => {
                bare.extend([0xff, 0xd9]);
                return Some(BareJpeg { bytes: bare, components });
            }
            0x01 | 0xd0..=0xd8 => {
                bare.extend([0xff, marker]);
                at += 2;
                continue;
            }
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes(bytes.get(at + 2..at + 4)?.try_into().ok()?));
        let end = at + 2 + length.max(2);
        let segment = bytes.get(at..end)?;
        let content = &segment[4..];
        match marker {
            0xe0 if content.starts_with(b"JFIF\0") && content.len() >= 14 => {
                // The embedded thumbnail may show the uncropped picture.
                bare.extend([0xff, 0xe0, 0, 16]);
                bare.extend_from_slice(&content[..12]);
                bare.extend([0, 0]);
            }
            0xe2 if content.starts_with(b"ICC_PROFILE\0") => bare.extend_from_slice(segment),
            // Specifies the colour transform.
            0xee if content.starts_with(b"Adobe") => bare.extend_from_slice(segment),
            0xe0..=0xef | 0xfe => {}
            _ => bare.extend_from_slice(segment),
        }
        if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
            components = *content.get(5)?;
        }
        at = end;
        if marker == 0xda {
            let scan = bytes[at..]
                .windows(2)
                .position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff))?;
            bare.extend_from_slice(&bytes[at..at + scan]);
            at += scan;
        }
    }
}

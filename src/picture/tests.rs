use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba};
use proptest::prelude::*;

use super::*;

/// A picture of six pixels: red on the left, blue on the right.
fn small() -> DynamicImage {
    let color = |x, _| if x < 8 { Rgb([200, 0, 0]) } else { Rgb([0, 0, 200]) };
    DynamicImage::ImageRgb8(RgbImage::from_fn(16, 8, color))
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image.write_to(&mut Cursor::new(&mut bytes), format).expect("it can be encoded");
    bytes
}

fn jpeg() -> Vec<u8> {
    encoded(&small(), ImageFormat::Jpeg)
}

/// Inserts a segment at the start of a JPEG.
fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("short").to_be_bytes();
    [&jpeg[..2], &[0xff, marker], &length, content, &jpeg[2..]].concat()
}

/// EXIF data with an artist and an orientation.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02".to_vec();
    exif.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    exif.extend([0x01, 0x3b, 0, 2, 0, 0, 0, 10, 0, 0, 0, 38]);
    exif.extend(b"\0\0\0\0Zeb Quist\0");
    exif
}

/// Inserts a chunk at the end of a PNG.
fn with_chunk(png: &[u8], kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let (head, end) = png.split_at(png.len() - 12);
    let length = u32::try_from(content.len()).expect("short").to_be_bytes();
    // The checksum is only verified in critical chunks.
    [head, &length, kind, content, &[0; 4], end].concat()
}

fn problem(bytes: &[u8]) -> String {
    read(bytes).expect_err("it is not to be set").to_string()
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn metadata_of_pictures_are_removed() {
    let jpeg = with_segment(&jpeg(), 0xfe, b"by Zeb Quist");
    let jpeg = with_segment(&jpeg, 0xe1, b"http://ns.adobe.com/xap/1.0/\0<x>Zeb Quist</x>");
    let jpeg = with_segment(&jpeg, 0xe1, &exif(1));
    let png = encoded(&small(), ImageFormat::Png);
    let png = with_chunk(&png, b"tEXt", b"Author\0Zeb Quist");
    let svg = "<?xml version='1.0'?><!-- Zeb Quist --><svg xmlns='http://www.w3.org/2000/svg' \
        xmlns:i='http://www.inkscape.org/namespaces/inkscape' width='9' height='9' aria-label='Zeb Quist' \
        i:label='Zeb Quist'><title>Zeb Quist</title><metadata><a>Zeb Quist</a></metadata>\
        <i:view>Zeb Quist</i:view><g><desc>Zeb Quist</desc><path d='M0 0h9v9z'/></g></svg><!--Zeb Quist-->";
    for bytes in [jpeg.as_slice(), &png, svg.as_bytes()] {
        assert!(holds(bytes, "Zeb Quist"));
        let picture = read(bytes).expect("a picture");
        assert!(!holds(&picture.bytes, "Zeb Quist"), "{}", picture.extension);
        assert_eq!(read(&picture.bytes), Ok(picture.clone()), "nothing more is dropped");
    }
    let bare = String::from_utf8(read(svg.as_bytes()).expect("a picture").bytes).expect("text");
    assert!(bare.contains("<path d='M0 0h9v9z'/>"), "{bare}");
}

#[test]
fn pictures_are_rotated_by_their_exif_orientation() {
    let turned = read(&with_segment(&jpeg(), 0xe1, &exif(6))).expect("a picture");
    let image = image::load_from_memory(&turned.bytes).expect("a JPEG").into_rgb8();
    assert_eq!(image.dimensions(), (8, 16));
    let (top, bottom) = (image.get_pixel(4, 2), image.get_pixel(4, 13));
    assert!(top[0] > 150 && top[2] < 60 && bottom[2] > 150, "{top:?} {bottom:?}");
}

#[test]
fn sixteen_bit_and_cmyk_pictures_become_eight_bit_rgb() {
    let deep = DynamicImage::ImageRgba16(small().into_rgba16());
    let picture = read(&encoded(&deep, ImageFormat::Png)).expect("a picture");
    let image = image::load_from_memory(&picture.bytes).expect("a PNG");
    assert_eq!(image.color(), image::ColorType::Rgba8);
    assert_eq!(image.into_rgba8().get_pixel(0, 0), &Rgba([200, 0, 0, 255]));

    let mut inks = Vec::new();
    let encoder = jpeg_encoder::Encoder::new(&mut inks, 90);
    // CMYK without cyan and black, with full magenta and yellow: red.
    let pixels: Vec<u8> = [0, 255, 255, 0].repeat(16 * 16);
    encoder.encode(&pixels, 16, 16, jpeg_encoder::ColorType::Cmyk).expect("it can be encoded");
    let picture = read(&inks).expect("a picture");
    let image = image::load_from_memory(&picture.bytes).expect("a JPEG").into_rgb8();
    let pixel = image.get_pixel(8, 8);
    assert!(pixel[0] > 200 && pixel[1] < 60 && pixel[2] < 60, "{pixel:?}");
}

#[test]
fn other_formats_become_png() {
    for format in [ImageFormat::Gif, ImageFormat::WebP] {
        let picture = read(&encoded(&small(), format)).expect("a picture");
        assert_eq!(picture.extension, "png");
    }
}

#[test]
fn a_damaged_picture_is_rejected_with_a_reason() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP] {
        let bytes = encoded(&small(), format);
        assert_eq!(problem(&bytes[..bytes.len() / 2]), "is damaged", "{format:?}");
        assert_eq!(problem(&bytes[..bytes.len() - 4]), "is damaged", "{format:?}");
    }
    for (text, message) in [
        ("", "is not a supported picture"),
        ("not a picture", "is not a supported picture"),
        ("<html><body>no</body></html>", "is not a supported picture"),
        ("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><g>", "is a damaged SVG"),
        ("<svg xmlns='http://www.w3.org/2000/svg' width='0' height='9'/>", "is a damaged SVG"),
        (
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image href='x.png'/></svg>",
            "is an SVG that shows another file",
        ),
        (
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><image \
             href='data:image/png;base64,iVBORw0KGgo='/></svg>",
            "is damaged",
        ),
        (
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><filter id='f'><feTurbulence/>\
             </filter><g filter='url(#f)'/></svg>",
            "has filters that take too long to draw",
        ),
    ] {
        assert_eq!(problem(text.as_bytes()), message, "{text}");
    }
}

#[test]
fn nested_svg_references_count_towards_the_element_limit() {
    let mut text = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><g id='g0'>\
        <path d='M0 0h9'/></g>"
        .to_owned();
    for level in 1..20 {
        let used = format!("<use href='#g{}'/>", level - 1).repeat(10);
        text.push_str(&format!("<g id='g{level}'>{used}</g>"));
    }
    text.push_str("</svg>");
    assert_eq!(problem(text.as_bytes()), "is an SVG of more than 50000 elements");
}

#[test]
fn a_long_comment_may_precede_the_root_of_an_svg() {
    let text = format!(
        "<?xml version='1.0'?>\n<!-- {} -->\n<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>\
         <path d='M0 0h9v9z'/></svg>",
        "a word ".repeat(500)
    );
    assert_eq!(read(text.as_bytes()).expect("a picture").extension, "svg");
}

#[test]
fn pictures_in_data_urls_are_decoded() {
    assert_eq!(embedded("me.png"), None);
    assert_eq!(embedded("data:text/plain;base64,YWI="), Some(Ok(b"ab".to_vec())));
    assert_eq!(embedded("data:image/svg+xml,%3Csvg/%3E"), Some(Ok(b"<svg/>".to_vec())));
    assert!(embedded("data:image/png;base64,*").is_some_and(|it| it.is_err()));
}

proptest! {
    #[test]
    fn reading_arbitrary_bytes_does_not_panic(
        format in 0..4_usize,
        at in 0..4000_usize,
        byte in any::<u8>(),
        cut in 0..400_usize,
    ) {
        let formats = [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::Gif, ImageFormat::WebP];
        let mut bytes = encoded(&small(), formats[format]);
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(bytes.len().saturating_sub(cut.saturating_sub(200)));
        // Accepted pictures must be decodable by the renderer.
        if let Ok(picture) = read(&bytes) {
            prop_assert!(image::load_from_memory(&picture.bytes).is_ok());
        }
    }
}

//! Decodes bytes to text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::Limits;
use super::lines::line_number;
use crate::diagnostic::{Diagnostic, Diagnostics};

/// Decodes the bytes of a text file.
///
/// UTF-8 and UTF-16 are detected by a byte order mark, which is removed, or by content. An XML
/// declaration may name any encoding of the WHATWG Encoding Standard. Line endings are kept.
/// `first_line` is the number that messages give to the first line.
///
/// `None` if the bytes are not text or exceed the maximum size; the reason is in `diagnostics`.
pub fn decode_text(
    name: &str,
    first_line: usize,
    bytes: Vec<u8>,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    match decode(name, first_line, bytes) {
        Ok(text) => Some(text),
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            None
        }
    }
}

fn decode(name: &str, first_line: usize, mut bytes: Vec<u8>) -> Result<String, Diagnostic> {
    if bytes.len() as u64 > Limits::DEFAULT.bytes {
        let most = Limits::DEFAULT.bytes >> 20;
        return Err(Diagnostic::error("too-large", format!("`{name}` is larger than {most} MiB"))
            .hint("pass the file that contains the résumé; pictures belong in separate files"));
    }
    if let Some((what, remedy)) = binary(&bytes) {
        return Err(
            Diagnostic::error("not-text", format!("`{name}` is {what}, not text")).hint(remedy)
        );
    }
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    } else if let Some((order, mark)) = utf16(&bytes) {
        return decode_utf16(name, &bytes[mark..], order);
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => match declared_encoding(error.as_bytes()) {
            Some(encoding) => decode_declared(name, &encoding, error.as_bytes())?,
            None => return Err(not_utf8(name, first_line, &error)),
        },
    };
    match text.find('\0') {
        Some(at) => Err(Diagnostic::error(
            "not-text",
            format!(
                "`{name}` is not text: there is a zero byte at offset {at}, line {}",
                line_number(text, at) + first_line - 1
            ),
        )
        .hint("pass the file that contains the résumé, as YAML, JSON, TOML or XML")),
        None => Ok(text),
    }
}

/// Detects common binary files.
fn binary(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    const DATA: &str = "pass the file that contains the résumé, as YAML, JSON, TOML or XML";
    const COPY: &str = "recto cannot read documents: copy its text into the file `recto new` makes";
    const KNOWN: [(&[u8], &str, &str); 9] = [
        (b"%PDF-", "a PDF", DATA),
        (b"PK\x03\x04", "a ZIP archive, such as a `.docx` or `.odt` document", COPY),
        (b"\xD0\xCF\x11\xE0", "an old Office document, such as a `.doc`", COPY),
        (b"{\\rtf", "a rich text document", COPY),
        (
            b"\x89PNG",
            "a PNG picture",
            "write the path of the picture under `basics.image`, and pass the file with the data",
        ),
        (
            b"\xFF\xD8\xFF",
            "a JPEG picture",
            "write the path of the picture under `basics.image`, and pass the file with the data",
        ),
        (
            b"GIF8",
            "a GIF picture",
            "write the path of the picture under `basics.image`, and pass the file with the data",
        ),
        (b"\x1F\x8B", "a gzip archive", "unpack it first: `gunzip`"),
        (b"\x7FELF", "a program", DATA),
    ];
    KNOWN
        .into_iter()
        .find(|(magic, ..)| bytes.starts_with(magic))
        .map(|(_, what, remedy)| (what, remedy))
}

/// Detects UTF-16 by its byte order mark or by the zero bytes of ASCII characters; returns the
/// length of the mark.
fn utf16(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    match bytes {
        [0xFF, 0xFE, ..] => return Some((UTF_16LE, 2)),
        [0xFE, 0xFF, ..] => return Some((UTF_16BE, 2)),
        _ => {}
    }
    // A résumé begins with a key, a bracket or a comment, all of which are ASCII.
    let start: Vec<[u8; 2]> =
        bytes.chunks_exact(2).take(4).filter_map(|pair| pair.try_into().ok()).collect();
    if start.is_empty() || !bytes.len().is_multiple_of(2) {
        None
    } else if start.iter().all(|[low, high]| *low != 0 && *high == 0) {
        Some((UTF_16LE, 0))
    } else if start.iter().all(|[high, low]| *low != 0 && *high == 0) {
        Some((UTF_16BE, 0))
    } else {
        None
    }
}

fn decode_utf16(
    name: &str,
    bytes: &[u8],
    encoding: &'static Encoding,
) -> Result<String, Diagnostic> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.map(Cow::into_owned).filter(|text| !text.contains('\0')).ok_or_else(|| {
        Diagnostic::error("encoding", format!("`{name}` starts as UTF-16, but is damaged"))
            .hint("save it again in your editor, as UTF-8")
    })
}

fn not_utf8(name: &str, first_line: usize, error: &std::string::FromUtf8Error) -> Diagnostic {
    let bytes = error.as_bytes();
    let at = error.utf8_error().valid_up_to();
    let byte = bytes[at];
    let diagnostic = Diagnostic::error(
        "encoding",
        format!(
            "`{name}` is not UTF-8: the byte 0x{byte:02X} at offset {at}, line {}, is invalid",
            line_number(bytes, at) + first_line - 1
        ),
    );
    if error.utf8_error().error_len().is_none() {
        return diagnostic.hint("the file ends within a character: it may have been cut off");
    }
    // Accented letters are at 0xC0 and above in Windows-1252, but below 0xA0 in Mac OS Roman;
    // quotation marks and dashes are at 0x91 to 0x97 in Windows-1252.
    let likely = match byte {
        0x91..=0x97 | 0xA0..=0xFF => "WINDOWS-1252",
        _ => "MACINTOSH",
    };
    diagnostic.hint(convert(name, likely))
}

fn convert(name: &str, encoding: &str) -> String {
    format!(
        "save it as UTF-8 in your editor, or run `iconv -f {encoding} -t UTF-8 {name} > new-file`"
    )
}

/// Returns the encoding in an XML declaration, unless it is UTF-8.
fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let end = bytes.iter().take(200).position(|byte| *byte == b'>')?;
    let declaration = std::str::from_utf8(&bytes[..end]).ok()?;
    let value = declaration.strip_prefix("<?xml")?.split_once("encoding")?.1.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let name = value[1..].split(quote).next()?;
    (!matches!(name.to_ascii_lowercase().as_str(), "utf-8" | "utf8")).then(|| name.to_owned())
}

/// Decodes bytes by the name of their encoding in the WHATWG Encoding Standard, in which Latin 1
/// means Windows-1252, a superset.
fn decode_declared(name: &str, encoding: &str, bytes: &[u8]) -> Result<String, Diagnostic> {
    let problem =
        |message: String| Diagnostic::error("encoding", message).hint(convert(name, encoding));
    let Some(known) = Encoding::for_label(encoding.as_bytes()) else {
        return Err(problem(format!("`{name}` is in unknown encoding `{encoding}`")));
    };
    match known.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(text.into_owned()),
        None => Err(problem(format!("`{name}` declares `{encoding}`, but is not valid in it"))),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn decoded(bytes: &[u8]) -> Result<String, String> {
        let mut diagnostics = Diagnostics::default();
        match decode_text("cv.yaml", 1, bytes.to_vec(), &mut diagnostics) {
            Some(text) => {
                assert!(diagnostics.is_empty());
                Ok(text)
            }
            None => Err(diagnostics
                .iter()
                .map(|d| format!("[{}] {}\n{}", d.code, d.message, d.hints.join("\n")))
                .collect()),
        }
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn utf8_is_kept_and_its_byte_order_mark_removed() {
        assert_eq!(decoded("a: é\r\nb: 🎵\r".as_bytes()), Ok("a: é\r\nb: 🎵\r".to_owned()));
        assert_eq!(decoded(b"\xEF\xBB\xBFa: 1"), Ok("a: 1".to_owned()));
        assert_eq!(decoded(b""), Ok(String::new()));
    }

    #[test]
    fn utf16_is_decoded_with_and_without_a_byte_order_mark() {
        let text = "name: Zoë 🎵\n";
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(decoded(&utf16(text, order)), Ok(text.to_owned()));
            assert_eq!(decoded(&utf16(&format!("\u{FEFF}{text}"), order)), Ok(text.to_owned()));
        }
    }

    #[test]
    fn xml_is_decoded_in_its_declared_encoding() {
        let xml = b"<?xml version='1.0' encoding='koi8-r'?><a>\xF0\xC9\xD1</a>";
        assert!(decoded(xml).is_ok_and(|text| text.ends_with("<a>Пия</a>")));
        let xml = b"<?xml version='1.0' encoding='Shift_JIS'?><a>\x89\xA4</a>";
        assert!(decoded(xml).is_ok_and(|text| text.ends_with("<a>王</a>")));
        let xml = b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xE9 \x96</a>";
        assert!(decoded(xml).is_ok_and(|text| text.ends_with("<a>é –</a>")));
        let xml = b"<?xml version=\"1.0\" encoding=\"iso-8859-15\"?><a>\xA4</a>";
        assert!(decoded(xml).is_ok_and(|text| text.ends_with("<a>€</a>")));
        // An incorrect declaration is ignored.
        let xml = "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>";
        assert_eq!(decoded(xml.as_bytes()), Ok(xml.to_owned()));
    }

    #[test]
    fn binary_files_are_identified() {
        let large = vec![b'a'; (16 << 20) + 1];
        let bytes: [&[u8]; 13] = [
            b"%PDF-1.7\n",
            b"PK\x03\x04\x14\x00",
            b"\x89PNG\r\n\x1a\n",
            b"name: \x00x\n",
            b"name: Zo\xEB\n",
            b"x: 1\nname: Zo\x91\n",
            b"name: Ren\x8E\n",
            b"name: Zo\xC3",
            b"\xFF\xFEn\x00a",
            b"\xFF\xFE\x00\xD8a\x00",
            b"<?xml version='1.0' encoding='EBCDIC'?><a>\xC1</a>",
            b"<?xml version='1.0' encoding='shift_jis'?><a>\x81</a>",
            &large,
        ];
        let messages: Vec<_> =
            bytes.into_iter().map(|bytes| decoded(bytes).expect_err("no text")).collect();
        insta::assert_snapshot!(messages.join("\n"), @"
        [not-text] `cv.yaml` is a PDF, not text
        pass the file that contains the résumé, as YAML, JSON, TOML or XML
        [not-text] `cv.yaml` is a ZIP archive, such as a `.docx` or `.odt` document, not text
        recto cannot read documents: copy its text into the file `recto new` makes
        [not-text] `cv.yaml` is a PNG picture, not text
        write the path of the picture under `basics.image`, and pass the file with the data
        [not-text] `cv.yaml` is not text: there is a zero byte at offset 6, line 1
        pass the file that contains the résumé, as YAML, JSON, TOML or XML
        [encoding] `cv.yaml` is not UTF-8: the byte 0xEB at offset 8, line 1, is invalid
        save it as UTF-8 in your editor, or run `iconv -f WINDOWS-1252 -t UTF-8 cv.yaml > new-file`
        [encoding] `cv.yaml` is not UTF-8: the byte 0x91 at offset 13, line 2, is invalid
        save it as UTF-8 in your editor, or run `iconv -f WINDOWS-1252 -t UTF-8 cv.yaml > new-file`
        [encoding] `cv.yaml` is not UTF-8: the byte 0x8E at offset 9, line 1, is invalid
        save it as UTF-8 in your editor, or run `iconv -f MACINTOSH -t UTF-8 cv.yaml > new-file`
        [encoding] `cv.yaml` is not UTF-8: the byte 0xC3 at offset 8, line 1, is invalid
        the file ends within a character: it may have been cut off
        [encoding] `cv.yaml` starts as UTF-16, but is damaged
        save it again in your editor, as UTF-8
        [encoding] `cv.yaml` starts as UTF-16, but is damaged
        save it again in your editor, as UTF-8
        [encoding] `cv.yaml` is in unknown encoding `EBCDIC`
        save it as UTF-8 in your editor, or run `iconv -f EBCDIC -t UTF-8 cv.yaml > new-file`
        [encoding] `cv.yaml` declares `shift_jis`, but is not valid in it
        save it as UTF-8 in your editor, or run `iconv -f shift_jis -t UTF-8 cv.yaml > new-file`
        [too-large] `cv.yaml` is larger than 16 MiB
        pass the file that contains the résumé; pictures belong in separate files
        ");
    }

    proptest! {
        #[test]
        fn decoding_arbitrary_bytes_does_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = decoded(&bytes);
        }

        #[test]
        fn utf8_text_is_decoded_unchanged(text in "[a-z][^\0\u{feff}]{0,40}") {
            prop_assume!(!text.starts_with("PK"));
            prop_assert_eq!(decoded(text.as_bytes()), Ok(text));
        }
    }
}

use miniz_oxide::deflate::compress_to_vec_zlib;
use proptest::prelude::*;

use super::*;

const DATA: &str = r#"{"basics": {}}"#;

fn stream(number: u32, dictionary: &str, bytes: &[u8]) -> Vec<u8> {
    let head = format!("{number} 0 obj\n<< {dictionary} /Length {} >>\nstream\r\n", bytes.len());
    [head.as_bytes(), bytes, b"\nendstream\nendobj\n"].concat()
}

fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    [&b"%PDF-1.7\n"[..], &objects.concat()].concat()
}

const NAMED: &str = "7 0 obj << /Type /Filespec /F (cv.json) /UF <FEFF00630076002E006A0073006F006E> \
                     /EF << /F 8 0 R /UF 8 0 R >> >> endobj\n";

fn found(pdf: &[u8]) -> Result<Vec<(String, Option<String>)>, PdfError> {
    let text = |bytes| String::from_utf8(bytes).expect("text");
    let files = attachments(pdf)?;
    Ok(files.into_iter().map(|file| (file.name, file.bytes.map(text))).collect())
}

fn one() -> Result<Vec<(String, Option<String>)>, PdfError> {
    Ok(vec![("cv.json".to_owned(), Some(DATA.to_owned()))])
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec_zlib(bytes, 6)
}

#[test]
fn plain_and_deflated_attachments_are_found() {
    let bare = stream(8, "/Type /EmbeddedFile", DATA.as_bytes());
    assert_eq!(found(&pdf(&[NAMED.into(), bare])), one());
    let packed = stream(
        8,
        "/Subtype /application#2Fjson /Filter [/FlateDecode]",
        &deflated(DATA.as_bytes()),
    );
    assert_eq!(found(&pdf(&[packed, NAMED.into()])), one());
}

#[test]
fn attachments_are_found_through_object_streams_and_references() {
    let map = "<< /F 8 0 R >>";
    let named = "<< /UF (cv.json) /EF 5 0 R >>";
    let list = format!("<< /Names [ (a) {named} ] >>");
    let header = format!("5 0 6 {} ", map.len() + 1);
    let content = format!("{header}{map} {list}");
    let dictionary = format!("/Type /ObjStm /N 2 /First {} /Filter /FlateDecode", header.len());
    let objects = stream(9, &dictionary, &deflated(content.as_bytes()));
    let data = stream(8, "", DATA.as_bytes());
    assert_eq!(found(&pdf(&[objects, data])), one());
}

#[test]
fn later_objects_override_earlier_ones_and_wrong_lengths_are_tolerated() {
    let old = stream(8, "", b"{}");
    let new = format!("8 0 obj << /Length 99999 >> stream\n{DATA}endstream endobj");
    assert_eq!(found(&pdf(&[NAMED.into(), old, new.into_bytes()])), one());
}

#[test]
fn attachments_without_data_are_only_listed() {
    let named = NAMED.replace("cv.json", "cv.jpg").replace("006A0073006F006E", "006A00700067");
    let picture = stream(8, "/Subtype /image#2Fjpeg", b"\xff\xd8");
    assert_eq!(found(&pdf(&[named.into_bytes(), picture])), Ok(vec![("cv.jpg".to_owned(), None)]));
}

#[test]
fn unreadable_attachments_are_reported() {
    let data = |dictionary: &str, bytes: &[u8]| pdf(&[NAMED.into(), stream(8, dictionary, bytes)]);
    assert_eq!(found(&data("/Filter /LZWDecode", b"x")), Err(PdfError::Filter));
    assert_eq!(found(&data("/Filter /FlateDecode", b"x")), Err(PdfError::Damaged));
    let encrypted = [data("", b"{}"), b"trailer << /Encrypt 4 0 R >>".to_vec()].concat();
    assert_eq!(found(&encrypted), Err(PdfError::Encrypted));
}

#[test]
fn decompression_bombs_and_cycles_are_stopped() {
    let bomb = deflated(&vec![b' '; 80 << 20]);
    let data = stream(8, "/Filter /FlateDecode", &bomb);
    assert_eq!(found(&pdf(&[NAMED.into(), data])), Err(PdfError::TooLarge));
    let packed = stream(9, "/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &bomb);
    let many: Vec<_> = (0..100).map(|_| packed.clone()).collect();
    assert_eq!(found(&pdf(&many)), Ok(vec![]));
    let cycle = "7 0 obj << /EF 7 0 R /F 7 0 R /Kids [7 0 R] >> endobj\n";
    assert_eq!(found(&pdf(&[cycle.into()])), Ok(vec![(String::new(), None)]));
    let nested = format!("7 0 obj {}", "[".repeat(1_000_000));
    assert_eq!(found(&pdf(&[nested.into_bytes()])), Ok(vec![]));
    // Each opens a string that is never closed.
    assert_eq!(found(&pdf(&["7 0 obj (".repeat(100_000).into_bytes()])), Ok(vec![]));
    assert_eq!(found(&pdf(&["7 0 obj << >> stream ".repeat(100_000).into_bytes()])), Ok(vec![]));
}

proptest! {
    #[test]
    fn reading_a_pdf_of_arbitrary_bytes_does_not_panic(
        noise in proptest::collection::vec((0usize..400, any::<u8>()), 0..12),
        cut in 0usize..400,
    ) {
        let data = stream(8, "/Filter /FlateDecode", &deflated(DATA.as_bytes()));
        let mut bytes = pdf(&[NAMED.into(), data]);
        for (at, byte) in noise {
            let at = at % bytes.len();
            bytes[at] = byte;
        }
        bytes.truncate(bytes.len().saturating_sub(cut % 200));
        let _ = attachments(&bytes);
    }

    #[test]
    fn reading_a_pdf_of_arbitrary_text_does_not_panic(text in "(obj|endobj|stream|[0-9 ]{1,4}|<<|>>|/EF|/F|R|\\(|\\)|\\[|\\]|<|>|\\\\|/Length){0,60}") {
        let _ = attachments(text.as_bytes());
    }
}

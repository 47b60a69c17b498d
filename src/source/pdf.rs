//! Lists the files attached to a PDF.
//!
//! Unlike a viewer, this reader does not use cross-reference tables or page trees, which may be
//! wrong or cyclic. It scans all objects from the first byte to the last, including those in
//! compressed streams; the last object with a number is used. The work is limited by the file size,
//! and decompression by fixed limits.

use std::collections::BTreeMap;
use std::ops::Range;

use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::Limits;
use super::archive::PackedFile;
use super::embedded::may_be_data;

mod object;

use object::{Object, Parser};

/// The reason why attachments cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PdfError {
    TooLarge,
    Encrypted,
    Filter,
    Damaged,
}

impl PdfError {
    /// Returns the error message.
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::TooLarge => "it is larger than any résumé",
            Self::Encrypted => "the file is encrypted",
            Self::Filter => "it is compressed in a way that is not known",
            Self::Damaged => "it is damaged",
        }
    }

    /// Returns the hint.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::TooLarge => "is this the right file?",
            Self::Encrypted => "save it without a password: `qpdf --decrypt in.pdf out.pdf`",
            Self::Filter => "save it again: `qpdf --stream-data=uncompress in.pdf out.pdf`",
            Self::Damaged => "download it again, or pass the data file itself",
        }
    }
}

/// Maximum size of all decompressed object streams in bytes.
const MOST_INFLATED: usize = 64 << 20;
/// Maximum size of all attachments together in bytes.
const MOST_ATTACHED: usize = 2 * Limits::DEFAULT.bytes as usize;
/// Maximum number of file specifications.
const MOST_NAMED: usize = 1000;
/// Maximum compression ratio of deflate.
const CLOSEST: usize = 1032;
/// Maximum number of attachments.
const MOST_FILES: usize = 100;

/// Lists the files attached to a PDF, with the bytes of those that may be data.
///
/// Returns an error if a possible data file cannot be read and there is no other.
pub(super) fn attachments(bytes: &[u8]) -> Result<Vec<PackedFile>, PdfError> {
    let objects = Objects::of(bytes);
    let is_encrypted = find(bytes, b"/Encrypt").is_some();
    let mut files = Vec::new();
    let mut problem = is_encrypted.then_some(PdfError::Encrypted);
    let mut left = MOST_ATTACHED;
    for Specification { name, stream } in objects.specifications.iter().take(MOST_FILES) {
        let Some(stream) = objects.streams.get(stream) else {
            files.push(PackedFile { name: name.clone(), bytes: None });
            continue;
        };
        let mut content = None;
        if may_be_data(name, &stream.subtype) {
            match stream.decoded(bytes, &mut left) {
                _ if is_encrypted => {}
                Ok(decoded) => content = Some(decoded),
                Err(reason) => problem = Some(reason),
            }
        }
        files.push(PackedFile { name: name.clone(), bytes: content });
    }
    match problem {
        Some(problem) if files.iter().all(|file| file.bytes.is_none()) => Err(problem),
        _ => Ok(files),
    }
}

/// The relevant objects of a file.
#[derive(Default)]
struct Objects {
    streams: BTreeMap<u32, Stream>,
    specifications: Vec<Specification>,
    /// Object numbers of indirect dictionaries of embedded files, with the stream they refer to.
    indirect: BTreeMap<u32, u32>,
}

/// A file specification.
struct Specification {
    name: String,
    /// Object number of the stream with the file's bytes.
    stream: u32,
}

struct Stream {
    range: Range<usize>,
    filters: Vec<String>,
    has_predictor: bool,
    /// Media type, if given.
    subtype: String,
}

impl Objects {
    fn of(bytes: &[u8]) -> Self {
        let mut objects = Self::default();
        // Limits repeated parsing of nested objects.
        let mut budget = 8 * bytes.len() + 1024;
        let mut packed = Vec::new();
        let mut named: Vec<(String, Object)> = Vec::new();
        let mut at = 0;
        while let Some(place) = find(&bytes[at..], b"obj").map(|it| at + it) {
            at = place + 3;
            let Some(number) = number_before(bytes, place) else { continue };
            let mut parser = Parser::new(&bytes[at..], &mut budget);
            let Some(object) = parser.object() else {
                if budget == 0 {
                    break;
                }
                continue;
            };
            let end = at + parser.position();
            at = end;
            if let Some(start) = stream_start(bytes, end) {
                let range = stream_range(bytes, start, object.get("Length"));
                at = range.end;
                let stream = Stream::of(&object, range);
                if object.get("Type").and_then(Object::name) == Some("ObjStm") {
                    packed.push((stream, object));
                } else {
                    objects.streams.insert(number, stream);
                }
            } else {
                objects.notice(number, &object, &mut named);
            }
        }
        let mut left = MOST_INFLATED;
        for (stream, object) in packed {
            let Ok(content) = stream.decoded(bytes, &mut left) else { continue };
            let mut budget = 8 * content.len() + 1024;
            let first = object.get("First").and_then(Object::integer).unwrap_or(0);
            let mut header = Parser::new(&content, &mut budget);
            let mut places = Vec::new();
            while let (Some(number), Some(offset)) = (header.integer(), header.integer()) {
                places.push((number, offset));
                if header.position() >= first {
                    break;
                }
            }
            for (number, offset) in places {
                let Some(rest) = content.get(first.saturating_add(offset)..) else { continue };
                let Some(object) = Parser::new(rest, &mut budget).object() else { continue };
                if let Ok(number) = u32::try_from(number) {
                    objects.notice(number, &object, &mut named);
                }
            }
        }
        objects.resolve(named);
        objects
    }

    /// Records what an object contains about attachments.
    fn notice(&mut self, number: u32, object: &Object, named: &mut Vec<(String, Object)>) {
        object.each_map(&mut |map| {
            if let Some(held) = map.get("EF").filter(|_| named.len() < MOST_NAMED) {
                let name = map.get("UF").or_else(|| map.get("F")).and_then(Object::text);
                named.push((name.map(text_of).unwrap_or_default(), held.clone()));
            }
        });
        if let Some(stream) = stream_of(object) {
            self.indirect.insert(number, stream);
        }
    }

    fn resolve(&mut self, named: Vec<(String, Object)>) {
        for (name, held) in named {
            let stream = match held {
                Object::Reference(number) => self.indirect.get(&number).copied(),
                held => stream_of(&held),
            };
            // Incrementally saved files repeat file specifications.
            if let Some(stream) = stream
                && self.specifications.iter().all(|known| known.stream != stream)
            {
                self.specifications.push(Specification { name, stream });
            }
        }
    }
}

/// Returns the stream that a dictionary of embedded files refers to.
fn stream_of(map: &Object) -> Option<u32> {
    match map.get("UF").or_else(|| map.get("F"))? {
        Object::Reference(number) => Some(*number),
        _ => None,
    }
}

impl Stream {
    fn of(object: &Object, range: Range<usize>) -> Self {
        let names = |object: &Object| match object {
            Object::List(items) => {
                items.iter().filter_map(Object::name).map(str::to_owned).collect()
            }
            object => object.name().map(str::to_owned).into_iter().collect(),
        };
        let mut has_predictor = false;
        if let Some(parameters) = object.get("DecodeParms").or_else(|| object.get("DP")) {
            parameters.each_map(&mut |map| {
                let predictor = map.get("Predictor").and_then(Object::integer);
                has_predictor |= predictor.is_some_and(|it| it > 1);
            });
        }
        Self {
            range,
            filters: object.get("Filter").map(names).unwrap_or_default(),
            has_predictor,
            subtype: object
                .get("Subtype")
                .and_then(Object::name)
                .unwrap_or_default()
                .to_lowercase(),
        }
    }

    /// Returns the decompressed bytes, within the limit `left`.
    fn decoded(&self, bytes: &[u8], left: &mut usize) -> Result<Vec<u8>, PdfError> {
        let raw = bytes.get(self.range.clone()).ok_or(PdfError::Damaged)?;
        if self.has_predictor {
            return Err(PdfError::Filter);
        }
        let most = *left;
        let decoded = match &self.filters[..] {
            [] if raw.len() > most => Err(PdfError::TooLarge),
            [] => Ok(raw.to_vec()),
            [filter] if matches!(filter.as_str(), "FlateDecode" | "Fl") => {
                use miniz_oxide::inflate::TINFLStatus;
                decompress_to_vec_zlib_with_limit(raw, most).map_err(|error| match error.status {
                    TINFLStatus::HasMoreOutput => PdfError::TooLarge,
                    _ => PdfError::Damaged,
                })
            }
            _ => Err(PdfError::Filter),
        };
        // A failed decompression counts with its maximum output, since it may have taken as long.
        let taken = decoded.as_ref().map_or(raw.len().saturating_mul(CLOSEST), Vec::len);
        *left = left.saturating_sub(taken);
        decoded
    }
}

/// Returns the number of the object whose `obj` keyword is at an offset.
fn number_before(bytes: &[u8], place: usize) -> Option<u32> {
    let before = &bytes[place.saturating_sub(24)..place];
    let mut words = before.rsplit(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let (generation, number) = (words.next()?, words.next()?);
    let digits = |word: &[u8]| std::str::from_utf8(word).ok()?.parse::<u32>().ok();
    digits(generation)?;
    // The number may directly follow other text: `endobj7 0 obj`.
    let start = number.iter().rposition(|byte| !byte.is_ascii_digit()).map_or(0, |at| at + 1);
    digits(&number[start..])
}

/// Returns the start of a stream's bytes, if a stream follows.
fn stream_start(bytes: &[u8], end: usize) -> Option<usize> {
    let rest = &bytes[end..];
    let blanks = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let start = end + blanks + rest[blanks..].strip_prefix(b"stream").map(|_| 6)?;
    Some(match &bytes[start..] {
        [b'\r', b'\n', ..] => start + 2,
        [b'\n' | b'\r', ..] => start + 1,
        _ => start,
    })
}

/// Returns the range of a stream, of the declared length if `endstream` follows it.
fn stream_range(bytes: &[u8], start: usize, length: Option<&Object>) -> Range<usize> {
    const END: &[u8] = b"endstream";
    let ends_at = |end: usize| {
        let rest = bytes.get(end..).unwrap_or_default();
        let blanks = rest.iter().take(2).take_while(|byte| byte.is_ascii_whitespace()).count();
        rest[blanks..].starts_with(END)
    };
    let stated_end = length.and_then(Object::integer).and_then(|length| start.checked_add(length));
    if let Some(end) = stated_end.filter(|end| ends_at(*end)) {
        return start..end;
    }
    let length = find(&bytes[start..], END).unwrap_or(bytes.len() - start);
    start..start + length
}

/// Returns the first offset of a word.
pub(crate) fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    let first = *word.first()?;
    let mut at = 0;
    while let Some(place) = bytes[at..].iter().position(|byte| *byte == first).map(|it| at + it) {
        if bytes[place..].starts_with(word) {
            return Some(place);
        }
        at = place + 1;
    }
    None
}

/// Decodes a text string.
pub fn text_of(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
        },
    }
}

#[cfg(test)]
mod tests;

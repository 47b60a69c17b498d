//! Metadata that Typst needs of the embedded faces before they are parsed: one line per face in
//! `fonts/book.txt`.
//!
//! A line contains file, family, style, weight, width and flags of a face, and the alternating
//! lengths of its supported and unsupported character ranges; `=` means the same ranges as in the
//! line above.

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::Error;
use typst::text::{Coverage, FontFlags, FontInfo, FontStretch, FontStyle, FontVariant, FontWeight};

const SAME: &str = "=";

/// Parses a book into files and face descriptions; `None` if it is damaged.
pub(super) fn read(book: &str) -> Option<Vec<(&str, FontInfo)>> {
    let mut faces: Vec<(&str, FontInfo)> = Vec::new();
    for line in book.lines() {
        let mut columns = line.split('\t');
        let mut next = || columns.next();
        let (file, family) = (next()?, next()?);
        let style = match next()? {
            "normal" => FontStyle::Normal,
            "italic" => FontStyle::Italic,
            "oblique" => FontStyle::Oblique,
            _ => return None,
        };
        let weight = FontWeight::from_number(next()?.parse().ok()?);
        let stretch: u16 = next()?.parse().ok()?;
        let stretch =
            FontStretch::deserialize(IntoDeserializer::<Error>::into_deserializer(stretch));
        let flags = FontFlags::from_bits(next()?.parse().ok()?)?;
        let coverage = match next()? {
            SAME => faces.last()?.1.coverage.clone(),
            runs => coverage(runs)?,
        };
        let variant = FontVariant::new(style, weight, stretch.ok()?);
        let family = family.to_owned();
        faces.push((file, FontInfo { family, variant, flags, axes: Vec::new(), coverage }));
    }
    Some(faces)
}

fn coverage(runs: &str) -> Option<Coverage> {
    let (mut read, mut run) = (Vec::new(), 0_u32);
    for byte in runs.bytes() {
        if byte == b' ' {
            read.push(run);
            run = 0;
        } else {
            run = run * 10 + u32::from(byte.checked_sub(b'0')?);
        }
    }
    read.push(run);
    Coverage::deserialize(IntoDeserializer::<Error>::into_deserializer(read)).ok()
}

/// Writes the book of faces; `None` if one is a variable font, which no embedded face is.
#[cfg(test)]
pub(super) fn write<'f>(
    faces: impl IntoIterator<Item = (&'f str, &'f FontInfo)>,
) -> Option<String> {
    let mut book = String::new();
    let mut above: Option<&Coverage> = None;
    for (file, info) in faces {
        if !info.axes.is_empty() {
            return None;
        }
        let json = |value: serde_json::Result<serde_json::Value>| value.ok();
        let variant = json(serde_json::to_value(info.variant))?;
        let style = variant["style"].as_str()?;
        let FontInfo { family, flags, coverage, .. } = info;
        let runs = match above {
            Some(above) if above == coverage => SAME.to_owned(),
            _ => {
                let runs = json(serde_json::to_value(coverage))?;
                let runs = runs.as_array()?.iter().map(ToString::to_string);
                runs.collect::<Vec<_>>().join(" ")
            }
        };
        above = Some(coverage);
        let (weight, stretch, flags) = (&variant["weight"], &variant["stretch"], flags.bits());
        book += &format!("{file}\t{family}\t{style}\t{weight}\t{stretch}\t{flags}\t{runs}\n");
    }
    Some(book)
}

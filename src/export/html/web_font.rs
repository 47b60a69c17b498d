//! Converts a font to a web font that contains only the glyph outlines of a page.
//!
//! Glyph ids are kept, so kerning, ligatures and mark positions stay valid. Only unused outlines,
//! which are most of a font file, are removed.

use std::collections::BTreeSet;

use miniz_oxide::deflate::compress_to_vec_zlib;
use ttf_parser::gsub::SubstitutionSubtable;
use ttf_parser::{Face, GlyphId, Tag};

/// Returns a WOFF file with the outlines for `characters`; `None` if the font is damaged.
pub(super) fn web_font(data: &[u8], characters: &BTreeSet<char>) -> Option<Vec<u8>> {
    let face = Face::parse(data, 0).ok()?;
    let mut glyphs = BTreeSet::from([0]);
    glyphs.extend(characters.iter().filter_map(|c| face.glyph_index(*c)).map(|glyph| glyph.0));
    add_substitutes(&face, &mut glyphs);
    let mut tables = Vec::new();
    for record in face.raw_face().table_records {
        let tag = record.tag;
        let table = face.raw_face().table(tag)?;
        match &tag.to_bytes() {
            // The signature of the original file, and glyph names.
            b"DSIG" | b"FFTM" => {}
            b"post" => {
                let mut table = table.get(..32)?.to_vec();
                table[..4].copy_from_slice(&[0, 3, 0, 0]);
                tables.push((tag, table));
            }
            b"CFF " => tables.push((tag, without_charstrings(table, &glyphs)?)),
            b"glyf" | b"loca" => {}
            _ => tables.push((tag, table.to_vec())),
        }
    }
    if face.raw_face().table(Tag::from_bytes(b"glyf")).is_some() {
        let [glyf, loca] = outlines(&face, &mut glyphs)?;
        tables.push((Tag::from_bytes(b"glyf"), glyf));
        tables.push((Tag::from_bytes(b"loca"), loca));
    }
    tables.sort_by_key(|(tag, _)| tag.0);
    Some(woff(&data[..4], &tables))
}

/// Adds glyphs that the font may substitute: ligatures, contextual and language-specific forms.
fn add_substitutes(face: &Face, glyphs: &mut BTreeSet<u16>) {
    let Some(substitutions) = face.tables().gsub else { return };
    let lookups_of = |is_optional: bool| -> BTreeSet<u16> {
        let features = substitutions.features.into_iter();
        let features = features.filter(|feature| self::is_optional(feature.tag) == is_optional);
        features.flat_map(|feature| feature.lookup_indices).collect()
    };
    let (optional, usual) = (lookups_of(true), lookups_of(false));
    let is_used = |lookup: &u16| usual.contains(lookup) || !optional.contains(lookup);
    let numbers = 0..substitutions.lookups.len();
    let lookups: Vec<_> =
        numbers.filter(is_used).filter_map(|number| substitutions.lookups.get(number)).collect();
    loop {
        let before = glyphs.len();
        for lookup in &lookups {
            for subtable in lookup.subtables.into_iter::<SubstitutionSubtable>() {
                let coverage = subtable.coverage();
                let covered: Vec<_> = glyphs
                    .iter()
                    .filter_map(|glyph| Some((GlyphId(*glyph), coverage.get(GlyphId(*glyph))?)))
                    .collect();
                for (glyph, index) in covered {
                    substitutes(&subtable, glyph, index, glyphs);
                }
            }
        }
        if glyphs.len() == before {
            return;
        }
    }
}

/// Returns whether a feature is off unless styles request it; ours request none.
fn is_optional(tag: Tag) -> bool {
    const OPTIONAL_FEATURES: [&[u8; 4]; 23] = [
        b"aalt", b"afrc", b"c2pc", b"c2sc", b"case", b"cpsp", b"dlig", b"dnom", b"frac", b"hist",
        b"hlig", b"lnum", b"numr", b"onum", b"ordn", b"pcap", b"salt", b"sinf", b"smcp", b"subs",
        b"sups", b"swsh", b"zero",
    ];
    let tag = tag.to_bytes();
    let is_numbered = tag[2..].iter().all(u8::is_ascii_digit);
    OPTIONAL_FEATURES.contains(&&tag) || is_numbered && [b"ss", b"cv"].contains(&&[tag[0], tag[1]])
}

/// Adds the substitutes of a glyph; `index` is its coverage index in the lookup.
fn substitutes(
    rule: &SubstitutionSubtable,
    glyph: GlyphId,
    index: u16,
    glyphs: &mut BTreeSet<u16>,
) {
    use ttf_parser::gsub::SingleSubstitution::{Format1, Format2};
    match rule {
        SubstitutionSubtable::Single(Format1 { delta, .. }) => {
            glyphs.insert(glyph.0.wrapping_add_signed(*delta));
        }
        SubstitutionSubtable::Single(Format2 { substitutes, .. }) => {
            glyphs.extend(substitutes.get(index).map(|it| it.0));
        }
        SubstitutionSubtable::Multiple(rule) => {
            let sequence = rule.sequences.get(index);
            glyphs.extend(sequence.into_iter().flat_map(|it| it.substitutes).map(|it| it.0));
        }
        SubstitutionSubtable::Alternate(rule) => {
            let set = rule.alternate_sets.get(index);
            glyphs.extend(set.into_iter().flat_map(|it| it.alternates).map(|it| it.0));
        }
        SubstitutionSubtable::Ligature(rule) => {
            for ligature in rule.ligature_sets.get(index).into_iter().flatten() {
                if ligature.components.into_iter().all(|it| glyphs.contains(&it.0)) {
                    glyphs.insert(ligature.glyph.0);
                }
            }
        }
        SubstitutionSubtable::ReverseChainSingle(rule) => {
            glyphs.extend(rule.substitutes.get(index).map(|it| it.0));
        }
        // Contextual rules only refer to other lookups, which are visited on their own.
        SubstitutionSubtable::Context(_) | SubstitutionSubtable::ChainContext(_) => {}
    }
}

/// Returns the `glyf` table with only the given glyphs, and its `loca` table.
fn outlines(face: &Face, glyphs: &mut BTreeSet<u16>) -> Option<[Vec<u8>; 2]> {
    let [glyf, loca, head] = [b"glyf", b"loca", b"head"]
        .map(|tag| face.raw_face().table(Tag::from_bytes(tag)).unwrap_or_default());
    let is_long = number(head, 50, 2)? == 1;
    let outline = |glyph: u16| {
        let at = |glyph: usize| match is_long {
            true => number(loca, glyph * 4, 4),
            false => number(loca, glyph * 2, 2).map(|half| half * 2),
        };
        glyf.get(at(glyph.into())?..at(usize::from(glyph) + 1)?)
    };
    let mut unseen: Vec<_> = glyphs.iter().copied().collect();
    while let Some(glyph) = unseen.pop() {
        for part in parts(outline(glyph)?) {
            if glyphs.insert(part) {
                unseen.push(part);
            }
        }
    }
    let (mut kept, mut places) = (Vec::new(), Vec::new());
    let mut place = |kept: &[u8]| match is_long {
        true => places.extend((kept.len() as u32).to_be_bytes()),
        false => places.extend(((kept.len() / 2) as u16).to_be_bytes()),
    };
    for glyph in 0..face.number_of_glyphs() {
        place(&kept);
        if glyphs.contains(&glyph) {
            kept.extend_from_slice(outline(glyph)?);
            kept.resize(kept.len().next_multiple_of(4), 0);
        }
    }
    place(&kept);
    // Some readers treat an empty table as missing.
    kept.extend(kept.is_empty().then_some([0; 4]).into_iter().flatten());
    Some([kept, places])
}

/// Returns the components of a composite glyph.
fn parts(outline: &[u8]) -> Vec<u16> {
    const WORDS: usize = 1;
    const SCALE: usize = 8;
    const MORE: usize = 0x20;
    const TWO_SCALES: usize = 0x40;
    const MATRIX: usize = 0x80;
    let mut parts = Vec::new();
    if number(outline, 0, 2).is_none_or(|contours| contours < 0x8000) {
        return parts;
    }
    let mut at = 10;
    while let (Some(flags), Some(glyph)) = (number(outline, at, 2), number(outline, at + 2, 2)) {
        parts.push(glyph as u16);
        at += if flags & WORDS != 0 { 8 } else { 6 };
        at += match flags {
            _ if flags & SCALE != 0 => 2,
            _ if flags & TWO_SCALES != 0 => 4,
            _ if flags & MATRIX != 0 => 8,
            _ => 0,
        };
        if flags & MORE == 0 {
            break;
        }
    }
    parts
}

/// Returns a `CFF` table in which unused glyphs are empty.
///
/// Nothing moves; the space left at the end of the outlines is filled with zeros, which compress
/// well.
fn without_charstrings(table: &[u8], glyphs: &BTreeSet<u16>) -> Option<Vec<u8>> {
    const END: u8 = 14;
    let names = Index::at(table, number(table, 2, 1)?)?;
    let top = Index::at(table, names.end)?;
    let start = charstrings(top.item(table, 0)?)?;
    let all = Index::at(table, start)?;
    let (mut offsets, mut kept) = (vec![1_usize], Vec::new());
    for glyph in 0..all.count {
        let is_kept = glyphs.contains(&u16::try_from(glyph).ok()?);
        kept.extend_from_slice(if is_kept { all.item(table, glyph)? } else { &[END] });
        offsets.push(kept.len() + 1);
    }
    let size = all.offset_size;
    let mut new = table.get(start..start + 3)?.to_vec();
    new.extend(offsets.iter().flat_map(|it| (*it as u64).to_be_bytes()[8 - size..].to_vec()));
    new.extend(kept);
    let mut table = table.to_vec();
    new.resize(new.len().max(all.end - start), 0);
    table.get_mut(start..start + new.len())?.copy_from_slice(&new);
    Some(table)
}

/// A CFF INDEX: items of variable length.
struct Index {
    count: usize,
    offset_size: usize,
    offsets: usize,
    end: usize,
}

impl Index {
    fn at(table: &[u8], start: usize) -> Option<Self> {
        let count = number(table, start, 2)?;
        if count == 0 {
            return Some(Self { count, offset_size: 1, offsets: start, end: start + 2 });
        }
        let offset_size = number(table, start + 2, 1).filter(|size| (1..=4).contains(size))?;
        let mut index = Self { count, offset_size, offsets: start + 3, end: 0 };
        index.end = index.place(table, count)?;
        Some(index)
    }

    fn place(&self, table: &[u8], item: usize) -> Option<usize> {
        let data = self.offsets + (self.count + 1) * self.offset_size;
        let offset = number(table, self.offsets + item * self.offset_size, self.offset_size)?;
        Some(data + offset.checked_sub(1)?)
    }

    fn item<'t>(&self, table: &'t [u8], item: usize) -> Option<&'t [u8]> {
        table.get(self.place(table, item)?..self.place(table, item + 1)?)
    }
}

/// Returns the offset of the charstrings given in a top DICT.
fn charstrings(dictionary: &[u8]) -> Option<usize> {
    let (mut at, mut operand) = (0, 0);
    loop {
        let first = number(dictionary, at, 1)?;
        at += match first {
            17 => return Some(operand),
            12 => 2,
            0..=21 => 1,
            28 => {
                operand = number(dictionary, at + 1, 2)?;
                3
            }
            29 => {
                operand = number(dictionary, at + 1, 4)?;
                5
            }
            // A real number ends with a nibble of ones.
            30 => {
                2 + dictionary
                    .get(at + 1..)?
                    .iter()
                    .position(|it| it & 0xf == 0xf || it >> 4 == 0xf)?
            }
            32..=246 => {
                operand = first.saturating_sub(139);
                1
            }
            247..=250 => {
                operand = (first - 247) * 256 + number(dictionary, at + 1, 1)? + 108;
                2
            }
            _ => 2,
        };
    }
}

/// Reads a big-endian number of `size` bytes.
fn number(data: &[u8], at: usize, size: usize) -> Option<usize> {
    let bytes = data.get(at..at.checked_add(size)?)?;
    Some(bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte)))
}

/// Packs tables as a WOFF file.
fn woff(flavour: &[u8], tables: &[(Tag, Vec<u8>)]) -> Vec<u8> {
    const HEADER: usize = 44;
    const ENTRY: usize = 20;
    let (mut directory, mut packed) = (Vec::new(), Vec::new());
    let mut unpacked = 12 + 16 * tables.len();
    for (tag, table) in tables {
        let sum = table.chunks(4).fold(0_u32, |sum, word| {
            let mut bytes = [0; 4];
            bytes[..word.len()].copy_from_slice(word);
            sum.wrapping_add(u32::from_be_bytes(bytes))
        });
        let small = compress_to_vec_zlib(table, 9);
        let data = if small.len() < table.len() { &small } else { table };
        let place = HEADER + ENTRY * tables.len() + packed.len();
        for number in [tag.0, place as u32, data.len() as u32, table.len() as u32, sum] {
            directory.extend(number.to_be_bytes());
        }
        packed.extend_from_slice(data);
        packed.resize(packed.len().next_multiple_of(4), 0);
        unpacked += table.len().next_multiple_of(4);
    }
    let length = HEADER + directory.len() + packed.len();
    let mut file = [b"wOFF", flavour, &(length as u32).to_be_bytes()].concat();
    file.extend((tables.len() as u32).to_be_bytes()[2..].iter().chain(&[0, 0]));
    file.extend((unpacked as u32).to_be_bytes());
    file.extend([0, 1, 0, 0]);
    file.resize(HEADER, 0);
    [file, directory, packed].concat()
}

#[cfg(test)]
mod tests {
    use miniz_oxide::inflate::decompress_to_vec_zlib;
    use ttf_parser::OutlineBuilder;

    use super::*;
    use crate::world::{Fonts, face_files};

    /// Unpacks a WOFF file into an OpenType file.
    fn unpacked(woff: &[u8]) -> Vec<u8> {
        assert_eq!(number(woff, 8, 4), Some(woff.len()));
        let count = number(woff, 12, 2).expect("a count");
        let mut file = [&woff[4..8], &woff[12..14], &[0; 6]].concat();
        let mut tables = Vec::new();
        for entry in woff[44..][..20 * count].chunks(20) {
            let [place, packed, size] =
                [4, 8, 12].map(|at| number(entry, at, 4).expect("a number"));
            let data = &woff[place..place + packed];
            let table = if packed < size {
                decompress_to_vec_zlib(data).expect("zlib")
            } else {
                data.to_vec()
            };
            assert_eq!(table.len(), size);
            let start = 12 + 16 * count + tables.len();
            file.extend([&entry[..4], &entry[16..]].concat());
            file.extend([start as u32, size as u32].iter().flat_map(|it| it.to_be_bytes()));
            tables.extend(table);
            tables.resize(tables.len().next_multiple_of(4), 0);
        }
        assert_eq!(number(woff, 16, 4), Some(file.len() + tables.len()));
        [file, tables].concat()
    }

    #[derive(Default, PartialEq, Debug)]
    struct Shape(Vec<(char, [f32; 6])>);

    impl OutlineBuilder for Shape {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.push(('m', [x, y, 0.0, 0.0, 0.0, 0.0]));
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.push(('l', [x, y, 0.0, 0.0, 0.0, 0.0]));
        }
        fn quad_to(&mut self, a: f32, b: f32, x: f32, y: f32) {
            self.0.push(('q', [a, b, x, y, 0.0, 0.0]));
        }
        fn curve_to(&mut self, a: f32, b: f32, c: f32, d: f32, x: f32, y: f32) {
            self.0.push(('c', [a, b, c, d, x, y]));
        }
        fn close(&mut self) {}
    }

    fn shape(face: &Face, glyph: GlyphId) -> Shape {
        let mut shape = Shape::default();
        let _ = face.outline_glyph(glyph, &mut shape);
        shape
    }

    #[test]
    fn a_web_font_contains_only_the_glyphs_of_the_used_characters() {
        let characters: BTreeSet<char> = "Añ fi Öl 12 –".chars().collect();
        for family in Fonts::embedded_families() {
            for face in face_files(family) {
                let packed = web_font(face.bytes, &characters).expect("it is sound");
                assert!(packed.len() * 2 < face.bytes.len(), "{family}: {}", packed.len());
                let file = unpacked(&packed);
                let [before, after] =
                    [face.bytes, &file].map(|it| Face::parse(it, 0).expect(family));
                for c in characters.iter().filter_map(|c| before.glyph_index(*c)) {
                    assert_eq!(
                        after.outline_glyph(c, &mut Shape::default()).is_some(),
                        before.outline_glyph(c, &mut Shape::default()).is_some()
                    );
                    assert_eq!(shape(&after, c), shape(&before, c), "{family}");
                }
                for other in "ZQ".chars().filter_map(|c| before.glyph_index(c)) {
                    assert_eq!(shape(&after, other), Shape::default(), "{family}");
                }
            }
        }
    }

    #[test]
    fn a_web_font_contains_the_ligatures_of_the_used_characters() {
        for family in ["Libertinus Serif", "Vollkorn"] {
            let face = face_files(family).remove(0);
            let face = Face::parse(face.bytes, 0).expect("a face");
            let [f, i] = ['f', 'i'].map(|c| face.glyph_index(c).expect("a glyph").0);
            let mut glyphs = BTreeSet::from([f, i]);
            add_substitutes(&face, &mut glyphs);
            assert!(glyphs.len() > 2, "{family}: {glyphs:?}");
        }
    }

    #[test]
    fn a_damaged_font_yields_no_web_font() {
        let characters: BTreeSet<char> = "fiÄ".chars().collect();
        for family in ["Libertinus Serif", "Amiri"] {
            let bytes = face_files(family)[0].bytes;
            for cut in 0..40 {
                let _ = web_font(&bytes[..bytes.len() * cut / 40], &characters);
                let mut bytes = bytes.to_vec();
                let start = bytes.len() * cut / 40;
                bytes[start..start + 64].fill(0xff);
                let _ = web_font(&bytes, &characters);
            }
        }
    }
}

//! Rewrites right-to-left words with combining marks so that they are extracted as one word.
//!
//! The exporter maps each glyph of a letter with marks to the whole cluster. Readers that use the
//! mapping of glyphs, which a font defines once per glyph, then duplicate letters or insert marks;
//! readers that use positions end a word at a mark. Therefore marks are drawn after their word and
//! mapped to a blank, while the base letter is mapped to the whole cluster, in a copy of the font
//! if the glyph is also used otherwise. The same applies to a letter after an invisible joiner, as
//! in `می‌نویسم`.

use std::collections::BTreeMap;

use typst::layout::{Abs, Em, Frame, FrameItem, Point};
use typst::text::{AxisValue, FontInstance, FontVariations, Glyph, Tag, TextItem};

/// Width in ems below which readers treat an adjacent glyph as a repetition for bold type.
const NARROW: Em = Em::new(0.1);

/// A variation axis that no font has. Instances that differ in it become separate fonts in the PDF.
const COPY: &[u8; 4] = b"COPY";

/// Characters that join or separate letters; Typst assigns them to the following letter.
const JOINERS: [char; 2] = ['\u{200c}', '\u{200d}'];

/// The text of each glyph in each copy of a font.
#[derive(Default)]
pub(super) struct FontCopies(Vec<(FontInstance, Vec<BTreeMap<u16, String>>)>);

impl FontCopies {
    /// Returns the first copy of a font in which all glyphs of a text can have the needed mapping.
    fn copy_for(&mut self, item: &TextItem) -> FontInstance {
        let at = self.0.iter().position(|(font, _)| *font == item.font);
        let at = at.unwrap_or_else(|| {
            self.0.push((item.font.clone(), Vec::new()));
            self.0.len() - 1
        });
        let copies = &mut self.0[at].1;
        let agrees = |copy: &BTreeMap<u16, String>| {
            let text = |glyph: &Glyph| &item.text[glyph.range()];
            item.glyphs.iter().all(|glyph| copy.get(&glyph.id).is_none_or(|it| it == text(glyph)))
        };
        let number = copies.iter().position(agrees).unwrap_or_else(|| {
            copies.push(BTreeMap::new());
            copies.len() - 1
        });
        for glyph in &item.glyphs {
            copies[number].insert(glyph.id, item.text[glyph.range()].to_owned());
        }
        let mut variations = FontVariations::default();
        let number = u16::try_from(number + 1).unwrap_or(u16::MAX);
        variations.0.push((Tag::from_bytes_lossy(COPY), AxisValue(f32::from(number))));
        let variations = item.font.variations().clone().chain(&variations);
        item.font.font().clone().instantiate(item.font.info().variant, Abs::zero(), &variations)
    }
}

/// Returns a frame with the same appearance in which marks follow their words.
pub(super) fn behind_words(frame: &Frame, copies: &mut FontCopies) -> Frame {
    let mut ordered = Frame::new(frame.size(), frame.kind());
    if frame.has_baseline() {
        ordered.set_baseline(frame.baseline());
    }
    for (at, item) in frame.items() {
        match item {
            FrameItem::Text(item) => {
                let (mut word, mut marks) = apart(item, *at);
                if !marks.is_empty() || item.text.contains(JOINERS) {
                    assign_joiners_to_preceding_letters(&mut word);
                    word.font = copies.copy_for(&word);
                    marks.iter_mut().for_each(|(_, mark)| mark.font = copies.copy_for(mark));
                }
                ordered.push(*at, FrameItem::Text(word));
                ordered.push_multiple(marks.into_iter().map(|(at, it)| (at, FrameItem::Text(it))));
            }
            FrameItem::Group(group) => {
                let mut group = group.clone();
                group.frame = behind_words(&group.frame, copies);
                ordered.push(*at, FrameItem::Group(group));
            }
            item => ordered.push(*at, item.clone()),
        }
    }
    ordered
}

/// Splits a text into base letters and marks with their positions.
fn apart(item: &TextItem, at: Point) -> (TextItem, Vec<(Point, TextItem)>) {
    let mut letters = TextItem { glyphs: Vec::with_capacity(item.glyphs.len()), ..item.clone() };
    let mut marks = Vec::new();
    let mut pen = Em::zero();
    for cluster in item.glyphs.chunk_by(|glyph, next| glyph.range == next.range) {
        match cluster.split_last() {
            Some((letter, on)) if is_marked(letter, on) => {
                let mut letter = letter.clone();
                if let Some(next) = letters.glyphs.last_mut() {
                    share(&mut letter, next, item);
                }
                letters.glyphs.push(letter);
                let place = Point::new(at.x + pen.at(item.size), at.y);
                marks.extend(on.iter().map(|mark| {
                    let mark = Glyph { range: 0..1, ..mark.clone() };
                    (place, TextItem { glyphs: vec![mark], text: " ".into(), ..item.clone() })
                }));
            }
            _ => letters.glyphs.extend_from_slice(cluster),
        }
        pen += cluster.iter().map(|glyph| glyph.x_advance).sum::<Em>();
    }
    (letters, marks)
}

/// Moves combining marks into the text range of the next glyph if a glyph is too narrow for several
/// characters.
fn share(letter: &mut Glyph, next: &mut Glyph, item: &TextItem) {
    let signs = |range: &std::ops::Range<u16>| {
        let range = usize::from(range.start)..usize::from(range.end);
        item.text[range].chars().count()
    };
    let fits = |glyph: &Glyph, count| glyph.x_advance >= count as f64 * NARROW;
    let first = item.text[letter.range()].chars().next().map_or(0, char::len_utf8);
    let after = letter.range.start + u16::try_from(first).unwrap_or_default();
    let moved = after..next.range.end;
    if !fits(letter, signs(&letter.range))
        && next.range.start == letter.range.end
        && fits(next, signs(&moved))
    {
        letter.range.end = after;
        next.range.start = after;
    }
}

/// Assigns a joiner to the preceding letter if the following letter also occurs without one.
fn assign_joiners_to_preceding_letters(word: &mut TextItem) {
    for right in 1..word.glyphs.len() {
        let (after, before) = (&word.glyphs[right - 1], &word.glyphs[right]);
        let text = &word.text[after.range()];
        let joiner = text.len() - text.trim_start_matches(JOINERS).len();
        let differs = |it: &Glyph| it.id == after.id && word.text[it.range()] != *text;
        if joiner == 0 || joiner == text.len() || !word.glyphs.iter().any(differs) {
            continue;
        }
        if before.range.end == after.range.start
            && let Ok(joiner) = u16::try_from(joiner)
        {
            word.glyphs[right].range.end += joiner;
            word.glyphs[right - 1].range.start += joiner;
        }
    }
}

/// Returns whether glyphs form a letter preceded by its zero-width marks.
fn is_marked(letter: &Glyph, on: &[Glyph]) -> bool {
    let takes_room = |glyph: &Glyph| glyph.x_advance != Em::zero();
    !on.is_empty() && takes_room(letter) && !on.iter().any(takes_room)
}

//! Widths of lines and sizes of content.

use std::ops::RangeInclusive;

use ttf_parser::Face;
use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Content, StyleChain};
use typst::introspection::Locator;
use typst::layout::{Abs, Axes, Region, Size};
use typst::text::TextElem;

use super::current_font::font_of;

/// Width of a line relative to that of its letters in the current font: other faces of a family
/// are up to an eighth wider or narrower, and themes vary the size of parts by as much again.
const SHARES: RangeInclusive<f64> = 0.75..=1.25;

/// Returns the width of content that is set on one line.
pub(super) fn width_of(
    engine: &mut Engine,
    content: &Content,
    locator: &Locator,
    styles: StyleChain,
) -> SourceResult<Abs> {
    let endless = Region::new(Axes::splat(Abs::inf()), Axes::splat(false));
    let frame = typst_layout::layout_frame(engine, content, locator.relayout(), styles, endless)?;
    Ok(frame.width())
}

/// Returns the size of content, in a column of a width if given.
///
/// Typst's function `measure` makes it lay out pages again, in case measured content depends on
/// where it is placed.
pub(super) fn measure(
    engine: &mut Engine,
    content: &Content,
    styles: StyleChain,
    width: Option<Abs>,
) -> SourceResult<Size> {
    let room = Axes::new(width.unwrap_or(Abs::inf()), Abs::inf());
    let region = Region::new(room, Axes::splat(false));
    let frame = typst_layout::layout_frame(engine, content, Locator::root(), styles, region)?;
    Ok(frame.size())
}

/// Returns whether the widths of letters show that a text is narrower than `available`, or that it
/// is wider; `None` if they do not.
pub(super) fn do_letters_fit(
    engine: &Engine,
    text: &str,
    styles: StyleChain,
    available: Abs,
) -> Option<bool> {
    let width = width_of_letters(engine, text, styles)?;
    if width * *SHARES.end() <= available {
        Some(true)
    } else {
        (width * *SHARES.start() > available).then_some(false)
    }
}

/// Returns the sum of the widths of letters in the current font; `None` if it lacks one.
fn width_of_letters(engine: &Engine, text: &str, styles: StyleChain) -> Option<Abs> {
    let font = font_of(engine, styles, 'n')?;
    let ems = ems(&Face::parse(font.data(), font.index()).ok()?, text)?;
    Some(styles.resolve(TextElem::size) * ems)
}

/// Returns the sum of the widths of letters in a face, relative to the font size; `None` if it
/// lacks one.
pub(super) fn ems(face: &Face, text: &str) -> Option<f64> {
    let is_visible = |c: &char| !matches!(c, '\u{200b}' | '\u{2060}');
    let advance = |c| face.glyph_hor_advance(face.glyph_index(c)?).map(u32::from);
    let sum: u32 = text.chars().filter(is_visible).map(advance).sum::<Option<u32>>()?;
    Some(f64::from(sum) / f64::from(face.units_per_em()))
}

#[cfg(test)]
mod tests {
    use ttf_parser::Face;

    use super::ems;
    use crate::world::{FaceFile, Fonts, face_files};

    #[test]
    fn faces_of_a_family_are_at_most_an_eighth_wider_or_narrower_than_its_regular_one() {
        let text = "Senior Software Engineer, Harbour & Quay Ltd, 2019 – 2024";
        for family in Fonts::embedded_families() {
            let width = |file: &FaceFile| {
                let face = Face::parse(file.bytes, 0).expect("a font");
                ems(&face, text)
            };
            let faces = face_files(family);
            let regular = faces.iter().find(|file| file.weight == 400 && !file.is_italic);
            let Some(regular) = regular.and_then(width) else { continue };
            for share in faces.iter().filter_map(width).map(|width| width / regular) {
                assert!((0.875..=1.125).contains(&share), "{family}: {share}");
            }
        }
    }
}

//! Widths of content on one line.

use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Content, StyleChain};
use typst::introspection::Locator;
use typst::layout::{Abs, Axes, Region};
use typst::text::TextElem;

/// Share by which styles of a theme may enlarge text in a line, for [`surely_fits`].
const ENLARGED: f64 = 1.2;

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

/// Returns whether content is narrower than `available`.
///
/// Most lines are so short that the number of their letters tells, without laying them out.
pub(super) fn fits(
    engine: &mut Engine,
    content: &Content,
    locator: &Locator,
    styles: StyleChain,
    available: Abs,
) -> SourceResult<bool> {
    let most: f64 = content.plain_text().chars().map(widest).sum();
    let size = styles.resolve(TextElem::size) * ENLARGED + styles.resolve(TextElem::tracking);
    Ok(size * most <= available || width_of(engine, content, locator, styles)? <= available)
}

/// Returns an upper bound of a character's width in the embedded fonts, relative to the font size.
fn widest(c: char) -> f64 {
    match c {
        ' ' | '\u{a0}' => 0.35,
        'a'..='l' | 'n'..='v' | 'x'..='z' | '0'..='9' => 0.7,
        'A'..='Z' | 'm' | 'w' | '!'..='~' => 1.15,
        '\u{200b}' | '\u{2060}' => 0.0,
        _ => 1.6,
    }
}

#[cfg(test)]
mod tests {
    use super::widest;
    use crate::world::Fonts;

    #[test]
    fn no_embedded_letter_is_wider_than_its_bound() {
        for family in Fonts::embedded_families() {
            for file in crate::world::face_files(family) {
                let face = ttf_parser::Face::parse(file.bytes, 0).expect("a font");
                for c in ' '..='\u{17f}' {
                    let Some(glyph) = face.glyph_index(c) else { continue };
                    let advance = face.glyph_hor_advance(glyph).expect("a width");
                    let width = f64::from(advance) / f64::from(face.units_per_em());
                    assert!(width <= widest(c), "{family}: {c:?} is {width} em wide");
                }
            }
        }
    }
}

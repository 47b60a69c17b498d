//! Widths of lines and sizes of content.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use ttf_parser::Face;
use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Content, SequenceElem, StyleChain, StyledElem};
use typst::introspection::Locator;
use typst::layout::{Abs, Axes, Region, Size};
use typst::model::{EmphElem, HeadingElem, LinkElem, StrongElem};
use typst::text::{FontVariations, ItalicToggle, SpaceElem, TextElem, WeightDelta, variant};

use super::current_font::font_of;

/// Width of a line relative to the sum of the widths of its letters: kerning, ligatures and figures
/// make it a little narrower or wider.
const SHARES: RangeInclusive<f64> = 0.9..=1.05;

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

/// Returns whether content that is set on one line is at most as wide as `available`.
pub(super) fn fits(
    engine: &mut Engine,
    content: &Content,
    locator: &Locator,
    styles: StyleChain,
    available: Abs,
) -> SourceResult<bool> {
    match do_letters_fit(engine, [content], styles, available) {
        Some(fits) => Ok(fits),
        None => Ok(width_of(engine, content, locator, styles)? <= available),
    }
}

/// Returns whether the widths of letters show that parts of a line are narrower than `available`,
/// or that they are wider; `None` if they do not.
pub(super) fn do_letters_fit<'c>(
    engine: &Engine,
    parts: impl IntoIterator<Item = &'c Content>,
    styles: StyleChain,
    available: Abs,
) -> Option<bool> {
    let widths = parts.into_iter().map(|part| width_of_letters(engine, part, styles));
    let width: Abs = widths.sum::<Option<Abs>>()?;
    if width * *SHARES.end() <= available {
        Some(true)
    } else {
        (width * *SHARES.start() > available).then_some(false)
    }
}

/// Returns the sum of the widths of letters; `None` for content other than text, and if the first
/// font lacks a letter.
fn width_of_letters(engine: &Engine, content: &Content, styles: StyleChain) -> Option<Abs> {
    if let Some(text) = content.to_packed::<TextElem>() {
        width_of_text(engine, &text.text, styles)
    } else if content.is::<SpaceElem>() {
        width_of_text(engine, " ", styles)
    } else if let Some(sequence) = content.to_packed::<SequenceElem>() {
        sequence.children.iter().map(|child| width_of_letters(engine, child, styles)).sum()
    } else if let Some(styled) = content.to_packed::<StyledElem>() {
        width_of_letters(engine, &styled.child, styles.chain(&styled.styles))
    } else if let Some(emphasized) = content.to_packed::<EmphElem>() {
        let style = TextElem::emph.set(ItalicToggle(true)).wrap();
        width_of_letters(engine, &emphasized.body, styles.chain(&style))
    } else if let Some(strong) = content.to_packed::<StrongElem>() {
        let style = TextElem::delta.set(WeightDelta(strong.delta.get(styles))).wrap();
        width_of_letters(engine, &strong.body, styles.chain(&style))
    } else if let Some(heading) = content.to_packed::<HeadingElem>() {
        width_of_letters(engine, &heading.body, styles)
    } else if let Some(link) = content.to_packed::<LinkElem>() {
        width_of_letters(engine, &link.body, styles)
    } else {
        None
    }
}

fn width_of_text(engine: &Engine, text: &str, styles: StyleChain) -> Option<Abs> {
    if styles.get(TextElem::smallcaps).is_some() {
        return None;
    }
    let text = match styles.get(TextElem::case) {
        Some(case) => Cow::Owned(case.apply(text)),
        None => Cow::Borrowed(text),
    };
    let size = styles.resolve(TextElem::size);
    let font = font_of(engine, styles, 'n')?;
    let font = font.instantiate(variant(styles), size, &FontVariations::default());
    let tracking = styles.resolve(TextElem::tracking) * text.chars().count() as f64;
    Some(size * ems(font.ttf(), &text)? + tracking)
}

/// Returns the sum of the widths of letters in a face, relative to the font size; `None` if it
/// lacks one.
fn ems(face: &Face, text: &str) -> Option<f64> {
    let is_visible = |c: &char| !matches!(c, '\u{200b}' | '\u{2060}');
    let advance = |c| face.glyph_hor_advance(face.glyph_index(c)?).map(u32::from);
    let sum: u32 = text.chars().filter(is_visible).map(advance).sum::<Option<u32>>()?;
    Some(f64::from(sum) / f64::from(face.units_per_em()))
}

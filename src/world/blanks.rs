//! Fills gaps between words with blanks.
//!
//! Extractors treat text after an empty gap as a separate column. Blanks are artifacts, which are
//! not read aloud. They are placed without shaping, which would take much of the time of a page.

use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Content, NativeElement, Packed, Resolve, StyleChain};
use typst::introspection::Locator;
use typst::layout::{
    Abs, BlockElem, Em, Frame, FrameItem, InlineElem, InlineItem, Length, Point, Region, Size,
};
use typst::pdf::ArtifactElem;
use typst::syntax::Span;
use typst::text::{FontVariations, Glyph, SpaceElem, TextElem, TextItem, variant};

use super::current_font::font_of;

const BLANK: char = '\u{a0}';
/// Minimum distance between the ends of a line.
pub(super) const LEAST_GAP: Em = Em::new(1.2);

/// Returns blanks that fill the width of their container.
pub(super) fn filling_blanks() -> Content {
    let block = BlockElem::single_layouter(Packed::new(SpaceElem::new()), fill);
    ArtifactElem::new(block.pack()).pack()
}

/// Returns blanks within a line, as wide as the minimum distance between its ends.
pub(super) fn least_blanks() -> Content {
    let inline = InlineElem::layouter(Packed::new(SpaceElem::new()), within_line);
    ArtifactElem::new(inline.pack()).pack()
}

fn fill(
    _: &Packed<SpaceElem>,
    engine: &mut Engine,
    _: Locator,
    styles: StyleChain,
    region: Region,
) -> SourceResult<Frame> {
    Ok(blanks(engine, styles, region.size.x))
}

fn within_line(
    _: &Packed<SpaceElem>,
    engine: &mut Engine,
    _: Locator,
    styles: StyleChain,
    _: Size,
) -> SourceResult<Vec<InlineItem>> {
    let width = Length::from(LEAST_GAP).resolve(styles);
    Ok(vec![InlineItem::Frame(blanks(engine, styles, width))])
}

/// Returns as many blanks as fit a width, and at least one, in a frame of that width.
fn blanks(engine: &Engine, styles: StyleChain, width: Abs) -> Frame {
    let mut frame = Frame::soft(Size::with_x(width));
    let size = styles.resolve(TextElem::size);
    let Some(font) = font_of(engine, styles, BLANK) else { return frame };
    let font = font.instantiate(variant(styles), size, &FontVariations::default());
    let Some(glyph) = font.ttf().glyph_index(BLANK) else { return frame };
    let Some(advance) = font.x_advance(glyph.0) else { return frame };
    let count = (width / advance.at(size)).clamp(1.0, 1000.0) as u16;
    let glyphs = (0..count).map(|i| Glyph {
        id: glyph.0,
        x_advance: advance,
        x_offset: Em::zero(),
        y_advance: Em::zero(),
        y_offset: Em::zero(),
        range: i * BLANK.len_utf8() as u16..(i + 1) * BLANK.len_utf8() as u16,
        span: (Span::detached(), 0),
    });
    let item = TextItem {
        size,
        fill: styles.get_cloned(TextElem::fill),
        stroke: None,
        lang: styles.get(TextElem::lang),
        region: styles.get(TextElem::region),
        text: std::iter::repeat_n(BLANK, count.into()).collect(),
        glyphs: glyphs.collect(),
        font,
    };
    frame.push(Point::zero(), FrameItem::Text(item));
    frame
}

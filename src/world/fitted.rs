//! Lays out an address, if necessary a little smaller.

use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{Content, NativeElement, Packed, SequenceElem, StyleChain, Value};
use typst::introspection::{Locator, MetadataElem};
use typst::layout::{Abs, Axes, Em, InlineElem, InlineItem, Region, Size};
use typst::syntax::Span;
use typst::text::{TextElem, TextSize};

use super::contacts::share_of;
use super::widths::width_of;
use crate::plan::line_breaks::SEAM;

/// Returns text whose pieces are set smaller if each fits on a line then; otherwise they break.
pub(super) fn fitted(body: Content, span: Span) -> Content {
    let body = Packed::new(MetadataElem::new(Value::Content(body))).spanned(span);
    InlineElem::layouter(body, lay_out).pack().spanned(span)
}

fn lay_out(
    planned: &Packed<MetadataElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    line: Size,
) -> SourceResult<Vec<InlineItem>> {
    let body: Content = planned.value.clone().cast().at(planned.span())?;
    let pieces = match body.to_packed::<SequenceElem>() {
        Some(sequence) => sequence.children.as_slice(),
        None => std::slice::from_ref(&body),
    };
    let widths = pieces.iter().map(|piece| width_of(engine, piece, &locator, styles));
    let widths = widths.collect::<SourceResult<Vec<_>>>()?;
    let share = share_of(&widths, line.x, styles.resolve(TextElem::size));
    let pieces = pieces
        .iter()
        .zip(widths)
        .map(|(piece, width)| if share * width <= line.x { whole(piece) } else { piece.clone() });
    let body = Content::sequence(pieces.collect::<Vec<_>>());
    let body = body.set(TextElem::size, TextSize(Em::new(share).into()));
    let region = Region::new(Size::new(line.x, Abs::inf()), Axes::splat(false));
    let frame = typst_layout::layout_frame(engine, &body, locator, styles, region)?;
    Ok(vec![InlineItem::Frame(frame)])
}

/// Removes the line breaks within a piece. The estimate that requested them may have been too large.
fn whole(piece: &Content) -> Content {
    let Some(text) = piece.to_packed::<TextElem>() else { return piece.clone() };
    let Some((at, _)) = text.text.char_indices().nth(1) else { return piece.clone() };
    let (first, rest) = text.text.split_at(at);
    let whole = format!("{first}{}", rest.replace(SEAM, ""));
    TextElem::packed(whole).spanned(piece.span())
}

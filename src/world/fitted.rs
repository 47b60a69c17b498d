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
    let body = body.set(TextElem::size, TextSize(Em::new(share).into()));
    let region = Region::new(Size::new(line.x, Abs::inf()), Axes::splat(false));
    let frame = typst_layout::layout_frame(engine, &body, locator, styles, region)?;
    Ok(vec![InlineItem::Frame(frame)])
}

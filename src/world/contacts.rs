//! Lays out contacts below each other.

use typst::diag::{At, SourceResult};
use typst::engine::Engine;
use typst::foundations::{Array, Content, NativeElement, Packed, StyleChain, Value};
use typst::introspection::{Locator, MetadataElem};
use typst::layout::{Abs, BlockElem, Em, Fragment, Regions, Spacing, VElem};
use typst::model::ParElem;
use typst::syntax::Span;
use typst::text::{TextElem, TextSize};

use super::widths::width_of;

/// Minimum size of contacts and addresses as a share of the text size, and in points.
const SMALLEST: f64 = 0.8;
const LEGIBLE: f64 = 8.0;
/// Gap between groups of contacts.
const GAP: Em = Em::new(0.5);
/// Share of a column that they fill at most when they are made smaller.
const FULL: f64 = 0.99;

/// Lays out contacts below each other in one size, which is smaller if a contact needs that to fit
/// on a line. Those that do not fit in the minimum size are broken. Each of `items` is a contact and
/// whether it may be broken anyway, or `none` for a gap.
pub(super) fn column(items: Array, span: Span) -> Content {
    let planned = MetadataElem::new(Value::Array(items));
    BlockElem::multi_layouter(Packed::new(planned).spanned(span), lay_out).pack().spanned(span)
}

fn lay_out(
    planned: &Packed<MetadataElem>,
    engine: &mut Engine,
    locator: Locator,
    styles: StyleChain,
    regions: Regions,
) -> SourceResult<Fragment> {
    let span = planned.span();
    let items: Array = planned.value.clone().cast().at(span)?;
    let mut widths = Vec::with_capacity(items.len());
    let mut lines = Vec::with_capacity(items.len());
    for item in items {
        if item == Value::None {
            lines.push(VElem::new(Spacing::Rel(GAP.into())).pack().spanned(span));
            continue;
        }
        let item: Array = item.cast().at(span)?;
        let mut item = item.into_iter();
        let body: Content = item.next().unwrap_or_default().cast().at(span)?;
        if item.next() == Some(Value::Bool(false)) {
            widths.push(width_of(engine, &body, &locator, styles)?);
        }
        lines.push(ParElem::new(body).pack().spanned(span));
    }
    let share = share_of(&widths, regions.base().x, styles.resolve(TextElem::size));
    let size = TextSize(Em::new(share).into());
    let lines = Content::sequence(lines).set(TextElem::size, size);
    typst_layout::layout_fragment(engine, &lines, locator, styles, regions)
}

/// Returns the share of the text size in which all lines fit that can.
pub(super) fn share_of(widths: &[Abs], available: Abs, size: Abs) -> f64 {
    let least = SMALLEST.max(LEGIBLE / size.to_pt()).min(1.0);
    let full = available * FULL;
    let shares = widths.iter().filter(|width| **width > available).map(|width| full / *width);
    shares.filter(|share| *share >= least).fold(1.0, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(widths: &[f64], size: f64) -> f64 {
        let widths: Vec<_> = widths.iter().map(|width| Abs::pt(*width)).collect();
        share_of(&widths, Abs::pt(100.0), Abs::pt(size))
    }

    #[test]
    fn the_longest_line_that_can_fit_determines_the_size() {
        assert_eq!(share(&[], 10.0), 1.0);
        assert_eq!(share(&[60.0, 100.0], 10.0), 1.0);
        assert_eq!(share(&[60.0, 110.0, 105.0], 10.0), 0.9);
        assert_eq!(share(&[60.0, 110.0, 200.0], 10.0), 0.9);
    }

    #[test]
    fn contacts_are_not_smaller_than_legible() {
        assert_eq!(share(&[123.75], 10.0), 0.8);
        assert_eq!(share(&[123.75], 9.0), 1.0);
        assert_eq!(share(&[110.0], 7.0), 1.0);
    }
}
